"""Fire units: batteries, launchers, magazines and the rounds they fire."""

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from kalkan.catalogue import Catalogue, FireUnit, Launcher, Round
from kalkan.engine.belief import Magazines
from kalkan.engine.kinds import Band, Guidance, TargetClass
from kalkan.engine.plan import Batteries, Launchers, RoundKinds
from kalkan.muster.entries import BatteryEntry, LauncherEntry, RoundEntry, ids
from kalkan.muster.ground import Ground
from kalkan.muster.worlds import Draws
from kalkan.physics.envelope import fly_out_table, matched_drag
from kalkan.physics.flight import drag_area_from
from kalkan.scenario import FireForce, Scenario

REACHES, HEIGHTS = 16, 12  #: points of a fly-out table
SPEED_MIN = 350.0  #: a coasting round slower than this is spent, assumed [m s⁻¹]
LIFT_SHARE = 7.0  #: greatest lift coefficient of body and fins, assumed [1]
LOOKS = {"shoot-look-shoot": 1, "shoot-shoot": 2}


def battery_entries(
    scenario: Scenario, catalogue: Catalogue, forces: Sequence[str]
) -> Iterator[BatteryEntry]:
    """Yield every fire unit of the forces: its name, force and catalogue entry."""
    for name in forces:
        force = scenario.forces[name]
        if isinstance(force, FireForce):
            unit = catalogue[force.system]
            assert isinstance(unit, FireUnit)
            yield BatteryEntry(f"forces.{name}", name, force, unit)


def magazine_of(force: FireForce, unit: FireUnit) -> Mapping[str, int]:
    """Return the rounds by type: the scenario's, else the catalogue's."""
    return unit.rounds if force.magazine is None else force.magazine


def round_entries(
    batteries: Sequence[BatteryEntry], catalogue: Catalogue
) -> Iterator[RoundEntry]:
    """Yield every type of round that any fire unit holds."""
    names: set[str] = set()
    for entry in batteries:
        names |= set(magazine_of(entry.force, entry.unit))
    for name in names:
        kind = catalogue[name]
        assert isinstance(kind, Round)
        yield RoundEntry(name, kind)


def launcher_entries(batteries: Sequence[BatteryEntry]) -> Iterator[LauncherEntry]:
    """Yield every launcher: their number is the same in every world."""
    for b, entry in enumerate(batteries):
        many = entry.force.launchers or round(entry.unit.launchers.best)
        for part in range(many):
            yield LauncherEntry(f"{entry.path}/launcher-{part + 1}", b, part, many)


def build_batteries(
    entries: Sequence[BatteryEntry],
    ground: Ground,
    draws: Draws,
    forces: Sequence[str],
    pictures: Sequence[int],
    sensors: Sequence[str],
) -> Batteries:
    """Return the record of all fire units; `pictures` is by force."""
    batteries = Batteries.zeros(len(entries))
    batteries.id[:] = ids(entries)
    for b, entry in enumerate(entries):
        force, unit, f = entry.force, entry.unit, forces.index(entry.name)
        batteries.force[b], batteries.picture[b] = f, pictures[f]
        batteries.position[b] = ground.enu(force.at)
        batteries.radar[b] = sensors.index(f"{entry.path}/{unit.guidance_radar}")
        batteries.channels[b] = draws.count(unit, "channels")
        batteries.rounds_guided[b] = draws.count(unit, "rounds_guided")
        batteries.reaction[b] = draws.fact(unit, "reaction_time")
        batteries.assess_looks[b] = draws.count(unit, "assess_looks")
        batteries.false_kill[b] = draws.fact(unit, "false_kill")
        batteries.false_live[b] = draws.fact(unit, "false_live")
        batteries.salvo[b] = force.doctrine.salvo
        batteries.shots[b] = LOOKS[force.doctrine.look]
        batteries.reserve[b] = force.doctrine.reserve
    return batteries


def build_launchers(
    entries: Sequence[LauncherEntry],
    batteries: Sequence[BatteryEntry],
    catalogue: Catalogue,
    ground: Ground,
    draws: Draws,
) -> Launchers:
    """Return the record of all launchers."""
    launchers = Launchers.zeros(len(entries))
    launchers.id[:] = ids(entries)
    for n, entry in enumerate(entries):
        _, b, part, parts = entry
        force, unit = batteries[b].force, batteries[b].unit
        launchers.battery[n] = b
        launchers.position[n] = ground.on_ring(force.at, part, parts, 0.0)
        launchers.availability[n] = draws.fact(unit, "availability")
        launchers.ripple[n] = draws.fact(catalogue[unit.launcher], "ripple_interval")
    return launchers


def build_magazines(
    entries: Sequence[LauncherEntry],
    batteries: Sequence[BatteryEntry],
    rounds: Sequence[str],
) -> Magazines:
    """Return the load of every launcher: each type dealt out evenly."""
    magazines = Magazines.zeros(len(entries), len(rounds))
    for n, entry in enumerate(entries):
        _, b, part, parts = entry
        held = magazine_of(batteries[b].force, batteries[b].unit)
        for name, total in held.items():
            share = total // parts + (part < total % parts)
            magazines.left[n, rounds.index(name)] = share
            magazines.loaded[n, rounds.index(name)] = share
    return magazines


def build_rounds(
    entries: Sequence[RoundEntry],
    batteries: Sequence[BatteryEntry],
    catalogue: Catalogue,
    frame: np.ndarray,
    draws: Draws,
) -> RoundKinds:
    """Return the record of all types of round, their thrust solved."""
    rounds = RoundKinds.zeros(len(entries))
    rounds.id[:] = ids(entries)
    for r, entry in enumerate(entries):
        kind = entry.kind
        rounds.guidance[r] = Guidance[kind.guidance.upper()]
        rounds.seeker_band[r] = Band[kind.seeker_band]
        for name in _SAME:
            getattr(rounds, name)[r] = draws.fact(kind, name)
        rounds.seeker_half[r] = 0.5 * draws.fact(kind, "seeker_field_of_view")
        rounds.cost[r] = draws.fact(kind, "unit_cost")
        rounds.speed_min[r] = SPEED_MIN
        rounds.launch_elevation[r] = _elevation(entry.path, batteries, catalogue, draws)
        _shape(rounds, r, kind, frame, draws)
    return rounds


_SAME = (
    "range_min",
    "range_max",
    "range_max_ballistic",
    "altitude_min",
    "altitude_max",
    "boost_time",
    "load_limit",
    "lag",
    "loft",
    "flight_time_max",
    "seeker_range",
    "lethal_radius",
    "reliability",
)


def _elevation(
    name: str, batteries: Sequence[BatteryEntry], catalogue: Catalogue, draws: Draws
) -> float:
    """Return the launch angle of the first launcher that fires a type of round."""
    for entry in batteries:
        if name in magazine_of(entry.force, entry.unit):
            launcher = catalogue[entry.unit.launcher]
            assert isinstance(launcher, Launcher)
            return draws.fact(launcher, "elevation")
    raise AssertionError(name)


def _shape(
    rounds: RoundKinds, r: int, kind: Round, frame: np.ndarray, draws: Draws
) -> None:
    """Write lift, and the drag and thrust that give the published speed and range.

    A round that meets its target above the air steers by thrusters: no limit of lift.
    """
    mass, wide = draws.fact(kind, "burnout_mass"), draws.fact(kind, "diameter")
    rounds.drag_area[r] = drag_area_from(wide, mass)
    rounds.lift_area[r] = LIFT_SHARE * rounds.drag_area[r]
    if rounds.guidance[r] == Guidance.INFRARED:
        rounds.lift_area[r] = math.inf
    sustain = draws.fact(kind, "sustain_time")
    share = draws.fact(kind, "sustain_share")
    rounds.sustain_time[r] = 0.0 if math.isnan(sustain) else sustain
    share = 0.0 if math.isnan(share) else share
    matched_drag(frame, rounds, r, draws.fact(kind, "speed_max"), share)


def fly_outs(
    rounds: RoundKinds, frame: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return times of flight, ground ranges and altitudes of every type's table."""
    many = rounds.range_max.shape[0]
    table = np.zeros((many, REACHES, HEIGHTS))
    reach, height = np.zeros((many, REACHES)), np.zeros((many, HEIGHTS))
    for r in range(many):
        reach[r] = np.linspace(rounds.range_min[r], rounds.range_max[r], REACHES)
        height[r] = np.linspace(rounds.altitude_min[r], rounds.altitude_max[r], HEIGHTS)
        fly_out_table(frame, rounds, r, reach[r], height[r], table[r])
    return table, reach, height


def kill_table(entries: Sequence[RoundEntry], draws: Draws) -> np.ndarray:
    """Return single-shot Pk by round and TargetClass.  Shape: round, class."""
    table = np.zeros((len(entries), len(TargetClass)))
    for r, entry in enumerate(entries):
        kind = entry.kind
        for name, quantity in kind.pk.items():
            value = draws.value(kind.name, f"pk.{name}", quantity)
            table[r, TargetClass[name.upper()]] = value
    return table


def frailties(entries: Sequence[RoundEntry], draws: Draws) -> np.ndarray:
    """Return the spread of the shared logit shift.  Shape: round."""
    return np.array([draws.fact(entry.kind, "frailty") for entry in entries])
