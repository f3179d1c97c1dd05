"""Radars: those of fire units, those that stand alone, those that fly."""

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from kalkan.catalogue import Catalogue, FireUnit, Flyer, Radar
from kalkan.engine.kinds import NONE, Band, Iff
from kalkan.engine.plan import Sensors
from kalkan.muster.entries import SensorEntry, ids
from kalkan.muster.ground import axes_at, enu, on_ring
from kalkan.muster.worlds import Draws
from kalkan.physics.radar import snr_required
from kalkan.scenario import FireForce, Node, Scenario

MODES = {"civil": Iff.CIVIL, "mode-4": Iff.MODE_4, "mode-5": Iff.MODE_5}


def sensor_entries(
    scenario: Scenario, catalogue: Catalogue, forces: Sequence[str]
) -> Iterator[SensorEntry]:
    """Yield every radar of the forces: force, owner, radar, part of how many."""
    for name in forces:
        force = scenario.forces[name]
        if isinstance(force, FireForce):
            unit = catalogue[force.system]
            assert isinstance(unit, FireUnit)
            parts = len(unit.radars)
            for part, each in enumerate(unit.radars):
                radar = catalogue[each]
                assert isinstance(radar, Radar)
                path = f"forces.{name}/{each}"
                yield SensorEntry(path, name, force, radar, part, parts)
            continue
        for node in force.nodes:
            system = catalogue[node.system]
            if isinstance(system, Flyer):
                assert system.radar is not None
                system = catalogue[system.radar]
            assert isinstance(system, Radar)
            yield SensorEntry(f"forces.{name}/{node.name}", name, node, system)


def build_sensors(
    entries: Sequence[SensorEntry],
    scenario: Scenario,
    frame: np.ndarray,
    draws: Draws,
    forces: Sequence[str],
    guidance: Mapping[str, str],
    threats: Sequence[str],
) -> Sensors:
    """Return the record of all radars.

    Parameters
    ----------
    entries
        The radars, in order.
    scenario
        Whose rules say what each system can read.
    frame
        Of the scenario; shape (12,).
    draws
        The world.
    forces
        Names of the option's forces, in order: their index is written.
    guidance
        Guidance radar's catalogue name, by force.
    threats
        Name paths of the flyers, in order: where a carrier is found.
    """
    sensors = Sensors.zeros(len(entries))
    sensors.id[:] = ids(entries)
    for s, entry in enumerate(entries):
        owner, radar = entry.owner, entry.radar
        sensors.force[s] = forces.index(entry.force)
        sensors.carrier[s] = NONE
        if isinstance(owner, Node) and owner.orbit is not None:
            sensors.carrier[s] = threats.index(entry.path)
        _site(sensors, s, frame, entry, draws)
        _beam(sensors, s, radar, owner.facing or 0.0, draws)
        _claim(sensors, s, radar, draws)
        for mode in scenario.rules.iff.get(owner.system, ()):
            sensors.iff[s] |= MODES[mode]
        sensors.is_guidance[s] = guidance.get(entry.force) == radar.name
    return sensors


def _site(
    sensors: Sensors, s: int, frame: np.ndarray, entry: SensorEntry, draws: Draws
) -> None:
    """Put the antenna on its mast; one that flies gets its place in the battle."""
    mast = draws.fact(entry.radar, "mast_height")
    sensors.altitude[s] = mast
    if isinstance(entry.owner, FireForce):
        place = entry.owner.at
        at = on_ring(frame, place, entry.part, entry.parts, mast)
        sensors.position[s] = at
    elif entry.owner.at is not None:
        sensors.position[s] = enu(frame, entry.owner.at, mast)
    sensors.axes[s] = axes_at(frame, sensors.position[s])


def _beam(sensors: Sensors, s: int, radar: Radar, facing: float, draws: Draws) -> None:
    """Write when and where the radar looks, and how finely."""
    sensors.band[s] = Band[radar.band]
    sensors.period[s] = draws.fact(radar, "scan_period")
    sensors.sector_centre[s] = facing
    sensors.sector_half[s] = math.pi
    if radar.scan == "sector":
        sensors.sector_half[s] = 0.5 * draws.fact(radar, "sector_width")
    for name in (
        "elevation_min",
        "elevation_max",
        "beamwidth_azimuth",
        "beamwidth_elevation",
        "range_resolution",
    ):
        getattr(sensors, name)[s] = draws.fact(radar, name)
    sensors.has_height[s] = radar.height_finding
    dwell = draws.fact(radar, "dwell_period")
    sensors.dwell_period[s] = math.inf if math.isnan(dwell) else dwell


def _claim(sensors: Sensors, s: int, radar: Radar, draws: Draws) -> None:
    """Anchor the radar equation to the published claim."""
    sensors.range_min[s] = draws.fact(radar, "minimum_range")
    sensors.range_max[s] = draws.fact(radar, "instrumented_range")
    sensors.range_ref[s] = draws.fact(radar, "reference_range")
    sensors.rcs_ref[s] = draws.fact(radar, "reference_rcs")
    sensors.pfa[s] = draws.fact(radar, "false_alarm_probability")
    sensors.false_rate[s] = draws.fact(radar, "false_plots")
    pd = draws.fact(radar, "detection_probability")
    sensors.snr_ref[s] = snr_required(pd, sensors.pfa[s])
