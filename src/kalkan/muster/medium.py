"""What lies between radars and flyers: ground, air, rain, noise."""

import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kalkan.catalogue import Flyer
from kalkan.draw import Stream, name_id, normal_pair
from kalkan.engine.echo import LOSS_HEIGHT, LOSS_REACH
from kalkan.engine.kinds import Band, Side
from kalkan.engine.plan import Floors, Sensors
from kalkan.engine.world import Medium, ThreatKinds
from kalkan.errors import UserError
from kalkan.muster.entries import FlyerEntry, SensorEntry
from kalkan.muster.ground import Ground
from kalkan.muster.worlds import Draws
from kalkan.physics.attenuation import fill_loss
from kalkan.physics.bands import frequency_of
from kalkan.physics.detection_curve import CURVE_POINTS, curve_fill
from kalkan.physics.geodesy import enu2geodetic
from kalkan.scenario import Node, Place, Scenario
from kalkan.terrain.accuracy import elevation_error
from kalkan.terrain.floor import AZIMUTHS, RANGES, floor_of
from kalkan.terrain.grid import SMOOTH, Grid, covers
from kalkan.terrain.load import load_grid

SECTORS = 24  #: the error of the ground is drawn for each of so many directions
MARGIN = math.radians(1.5)  #: of terrain around everything that a scenario places
REACHES, HEIGHTS = 61, 21  #: points of a table of losses
CLAIM_HEIGHT = 10e3  #: a claim of range is about a target so high, assumed [m]
FLOOR_REACH = (
    450e3  #: the ground hides by a table so far; beyond, its slope goes on [m]
)


@lru_cache(maxsize=4)
def _grid(
    source: str | tuple[Path, ...], south: float, north: float, west: float, east: float
) -> Grid:
    return load_grid(source, south, north, west, east)


def grid_of(scenario: Scenario) -> Grid:
    """Return the terrain around everything that a scenario places.

    Raises
    ------
    UserError
        When a raster is missing, is none, or does not reach what is defended.
    """
    if scenario.terrain == "none":
        return SMOOTH
    places = list(scenario.places())
    lat = [place.lat for _, place in places]
    lon = [place.lon for _, place in places]
    grid = _grid(
        scenario.terrain,
        max(min(lat) - MARGIN, -math.pi / 2.0),
        min(max(lat) + MARGIN, math.pi / 2.0),
        min(lon) - MARGIN,
        max(lon) + MARGIN,
    )
    for (section, *way), place in places:
        if section in ("assets", "forces") and not covers(grid, place.lat, place.lon):
            raise UserError(
                f"{'.'.join(map(str, (section, *way)))}: the terrain does not reach "
                "there; add a raster that does, or write `terrain: none`"
            )
    return grid


def build_floors(
    entries: Sequence[SensorEntry], ground: Ground, draws: Draws, earth: float
) -> Floors:
    """Return what the ground hides from every site; nothing where there is no terrain.

    Tables are for masts of their best height: `Medium.lift` has the rest of a world's.
    """
    if ground.grid is SMOOTH or all(_place(entry) is None for entry in entries):
        nothing = np.zeros((len(entries), 1, 1), np.float32)
        return Floors(nothing, nothing, np.zeros(len(entries)))
    best, sites = Draws(draws.seed, None), list[Site | None]()
    for entry in entries:
        place = _place(entry)
        if place is None:
            sites.append(None)
            continue
        mast = best.fact(entry.radar, "mast_height")
        at = ground.on_ring(place, entry.part, entry.parts, mast)
        lat, lon, _ = enu2geodetic(ground.frame, *at)
        sites.append((lat, lon, ground.elevation(place) + mast))
    return _floors(_Known(ground.grid), tuple(sites), earth)


def _place(entry: SensorEntry) -> Place | None:
    """Return where a radar stands; nowhere when it flies."""
    return entry.owner.at


Site = tuple[float, float, float]  #: latitude, longitude [rad], antenna [m]


class _Known(NamedTuple):
    """A grid by what it holds: a key that worlds and options share."""

    grid: Grid

    def __hash__(self) -> int:
        return self.grid.digest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.grid.digest == self.grid.digest


@lru_cache(maxsize=8)
def _floors(known: _Known, sites: tuple[Site | None, ...], earth: float) -> Floors:
    """Return the tables of all sites; worlds share them, since sites are the same."""
    made = [site and floor_of(known.grid, *site, earth, FLOOR_REACH) for site in sites]
    altitude = np.zeros((len(sites), AZIMUTHS, RANGES), np.float32)
    obstacle = np.zeros((len(sites), AZIMUTHS, RANGES), np.float32)
    step = np.zeros(len(sites))
    for s, one in enumerate(made):
        if one:
            altitude[s], obstacle[s], step[s] = one.altitude, one.obstacle, one.step
    return Floors(altitude, obstacle, step)


def build_medium(
    entries: Sequence[SensorEntry],
    sensors: Sensors,
    kinds: ThreatKinds,
    scenario: Scenario,
    ground: Ground,
    draws: Draws,
) -> Medium:
    """Return what lies between radars and flyers in one world.

    Parameters
    ----------
    entries, sensors
        The radars, in order.
    kinds
        All flyers: which cases of fluctuation there are, and who jams.
    scenario
        For its weather and refraction.
    ground
        What it stands on.
    draws
        The world.
    """
    jams = (kinds.jamming > 0.0) & (kinds.side == Side.HOSTILE)
    best = Draws(draws.seed, None)
    lift = [
        draws.fact(entry.radar, "mast_height") - best.fact(entry.radar, "mast_height")
        for entry in entries
    ]
    return Medium(
        curves=_curves(sensors, kinds),
        loss=_losses(entries, sensors, scenario),
        masking=_masking(entries, ground, draws),
        lift=np.array(lift, np.float64),
        jammers=np.flatnonzero(jams).astype(np.int64),
        grid=ground.grid,
        is_rough=int(ground.grid is not SMOOTH),
    )


def _curves(sensors: Sensors, kinds: ThreatKinds) -> np.ndarray:
    """Return probability of detection by radar and Swerling case, as far as needed."""
    many = sensors.id.shape[0]
    curves = np.zeros((many, 5, CURVE_POINTS))
    for s in range(many):
        for case in np.unique(kinds.fluctuation):
            pulses, pfa = int(sensors.pulses[s]), float(sensors.pfa[s])
            curve_fill(int(case), pulses, pfa, curves[s, case])
    return curves


def _losses(
    entries: Sequence[SensorEntry], sensors: Sensors, scenario: Scenario
) -> np.ndarray:
    """Return what the air takes, two ways, over what it took of each claim [dB].

    Parameters of a radar, unlike a claim, hold no air.
    """
    table = np.zeros((sensors.id.shape[0], REACHES, HEIGHTS))
    for s, entry in enumerate(entries):
        band, high = int(sensors.band[s]), round(float(sensors.altitude[s]), -1)
        table[s] = _loss(band, high, scenario.refraction, scenario.weather.rain)
        if entry.radar.reference_range is not None:
            clear = _loss(band, high, scenario.refraction, 0.0)
            table[s] -= _claimed(clear, float(sensors.range_ref[s]))
    table *= 2.0
    return table


def _claimed(clear: np.ndarray, reach: float) -> float:
    """Return what clear air takes one way of a target at the claimed range [dB]."""
    row = math.sqrt(CLAIM_HEIGHT / LOSS_HEIGHT) * (HEIGHTS - 1)
    k, share = int(row), row - int(row)
    column = (1.0 - share) * clear[:, k] + share * clear[:, k + 1]
    return float(np.interp(reach, np.linspace(0.0, LOSS_REACH, REACHES), column))


@lru_cache(maxsize=64)
def _loss(band: int, altitude: float, k: float, rain: float) -> np.ndarray:
    """Return the loss one way from an antenna.  Shape: reach, height [dB]."""
    reach = np.linspace(0.0, LOSS_REACH, REACHES)
    height = LOSS_HEIGHT * np.linspace(0.0, 1.0, HEIGHTS) ** 2
    out = np.zeros((REACHES, HEIGHTS))
    fill_loss(frequency_of(band), altitude, k, rain, reach, height, out)
    return out


def _masking(
    entries: Sequence[SensorEntry], ground: Ground, draws: Draws
) -> np.ndarray:
    """Return how much higher than the map the hiding ground is [m].

    Shape: sensor, sector.  Nought with best values, and where there is no terrain.
    """
    error = np.zeros((len(entries), SECTORS))
    if draws.world is None or ground.grid is SMOOTH:
        return error
    key = np.array([draws.seed, draws.world], np.uint32)
    for s, entry in enumerate(entries):
        place, who = _place(entry), name_id(f"{entry.path}/ground")
        if place is None:
            place = _below(entry)
        sigma = elevation_error(ground.grid, place.lat, place.lon)
        for sector in range(SECTORS):
            luck = normal_pair(key, who, sector, 0, Stream.WORLD)[0]
            error[s, sector] = sigma * luck
    return error


def _below(entry: SensorEntry) -> Place:
    """Return the centre of the orbit of a radar that flies."""
    assert isinstance(entry.owner, Node)
    assert entry.owner.orbit is not None
    return entry.owner.orbit.centre


def write_emissions(
    kinds: ThreatKinds, entries: Sequence[FlyerEntry], draws: Draws
) -> None:
    """Write how each flyer's cross-section fluctuates, and what noise it radiates."""
    for i, entry in enumerate(entries):
        system = entry.system
        kinds.fluctuation[i] = system.fluctuation
        if isinstance(system, Flyer) and system.jammer is not None:
            jammer = system.jammer
            power = draws.value(system.name, "jammer.power", jammer.power)
            width = draws.value(system.name, "jammer.bandwidth", jammer.bandwidth)
            kinds.jamming[i] = power / width
            for name in jammer.bands:
                kinds.jammed[i] |= 1 << Band[name]
