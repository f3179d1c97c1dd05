"""Radars: those of fire units, those that stand alone, those that fly."""

import math
from collections.abc import Iterator, Mapping, Sequence

from kalkan.catalogue import Catalogue, FireUnit, Flyer, Radar
from kalkan.engine.kinds import NONE, Band, Iff
from kalkan.engine.plan import Sensors
from kalkan.muster.entries import SensorEntry, ids
from kalkan.muster.ground import Ground, axes_at
from kalkan.muster.worlds import Draws
from kalkan.physics.bands import wavelength_of
from kalkan.physics.detection import required_snr
from kalkan.physics.fringe import fringe
from kalkan.physics.jamming import antenna_gain
from kalkan.physics.multipath import Surface
from kalkan.physics.radar_equation import radar_equation
from kalkan.scenario import FireForce, Node, Scenario, SensorForce

CLAIMED = 1  #: Swerling case of the target of a published claim, assumed
TRACKED = (
    0.9  #: detection of a tracked target in a look, assumed: well inside its range [1]
)
FAINT = 30.0  #: no radar sees beyond a horizon that takes so much one way [dB]
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
        nodes = force.nodes if isinstance(force, SensorForce) else ()
        for node in nodes:
            system = catalogue[node.system]
            if isinstance(system, Flyer):
                assert system.radar is not None
                system = catalogue[system.radar]
            assert isinstance(system, Radar)
            yield SensorEntry(f"forces.{name}/{node.name}", name, node, system)


def build_sensors(
    entries: Sequence[SensorEntry],
    scenario: Scenario,
    ground: Ground,
    draws: Draws,
    forces: Sequence[str],
    guidance: Mapping[str, str],
    threats: Sequence[str],
    nodes: Sequence[str],
) -> Sensors:
    """Return the record of all radars.

    Parameters
    ----------
    entries
        The radars, in order.
    scenario
        Whose rules say what each system can read.
    ground
        On which they stand.
    draws
        The world.
    forces
        Names of the option's forces, in order: their index is written.
    guidance
        Guidance radar's catalogue name, by force.
    threats
        Name paths of the flyers, in order: where a carrier is found.
    nodes
        Name paths of the nodes, in order: from which a radar speaks.
    """
    sensors = Sensors.zeros(len(entries))
    sensors.id[:] = ids(entries)
    for s, entry in enumerate(entries):
        owner, radar = entry.owner, entry.radar
        sensors.force[s] = forces.index(entry.force)
        own = entry.path if isinstance(owner, Node) else f"forces.{entry.force}"
        sensors.node[s] = nodes.index(own)
        sensors.carrier[s] = NONE
        if isinstance(owner, Node) and owner.orbit is not None:
            sensors.carrier[s] = threats.index(entry.path)
        _site(sensors, s, ground, entry, draws)
        _beam(sensors, s, radar, owner.facing or 0.0, draws)
        _receiver(sensors, s, radar, scenario.refraction, draws)
        _anchor(sensors, s, radar, draws)
        _mirror(sensors, s, ground, owner)
        for mode in scenario.rules.iff.get(owner.system, ()):
            sensors.iff[s] |= MODES[mode]
        sensors.is_guidance[s] = guidance.get(entry.force) == radar.name
    return sensors


def _site(
    sensors: Sensors, s: int, ground: Ground, entry: SensorEntry, draws: Draws
) -> None:
    """Put the antenna on its mast; one that flies gets its place in the battle."""
    mast, owner = draws.fact(entry.radar, "mast_height"), entry.owner
    if owner.at is None:
        assert isinstance(owner, Node)
        assert owner.orbit is not None
        sensors.altitude[s] = owner.orbit.altitude.metres
    else:
        at = ground.on_ring(owner.at, entry.part, entry.parts, mast)
        if isinstance(owner, Node):
            at = ground.enu(owner.at, mast)
        sensors.position[s] = at
        sensors.altitude[s] = ground.elevation(owner.at) + mast
    sensors.axes[s] = axes_at(ground.frame, sensors.position[s])


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


def _mirror(sensors: Sensors, s: int, ground: Ground, owner: FireForce | Node) -> None:
    """Write what lies before the radar, and how high."""
    sensors.multipath[s] = Surface[owner.multipath.upper()]
    if sensors.multipath[s] == Surface.FLAT and owner.at is not None:
        sensors.mirror[s] = ground.elevation(owner.at)


def _receiver(
    sensors: Sensors, s: int, radar: Radar, earth: float, draws: Draws
) -> None:
    """Write what noise, clutter and the horizon do to the radar."""
    wavelength = wavelength_of(int(sensors.band[s]))
    sensors.wavelength[s] = wavelength
    sensors.fringe[s] = fringe(wavelength, earth, FAINT)
    beams = float(sensors.beamwidth_azimuth[s]), float(sensors.beamwidth_elevation[s])
    sensors.gain[s] = antenna_gain(*beams)
    if radar.antenna_gain is not None:
        sensors.gain[s] = draws.fact(radar, "antenna_gain")
    for name, fact, otherwise in _RECEIVER:
        value = draws.fact(radar, fact)
        getattr(sensors, name)[s] = otherwise if math.isnan(value) else value


#: Field, fact, and what a radar has whose entry does not say, assumed.
_RECEIVER = (
    ("pulses", "pulses", 1),
    ("noise_figure", "noise_figure", 10.0**0.4),
    ("sidelobe", "sidelobe_level", 1e-3),
    ("notch", "notch_speed", 0.0),
)


def _anchor(sensors: Sensors, s: int, radar: Radar, draws: Draws) -> None:
    """Anchor the radar equation to the published claim, or to the parameters."""
    sensors.range_min[s] = draws.fact(radar, "minimum_range")
    sensors.range_max[s] = draws.fact(radar, "instrumented_range")
    sensors.pfa[s] = draws.fact(radar, "false_alarm_probability")
    sensors.false_rate[s] = draws.fact(radar, "false_plots")
    sensors.pd[s] = TRACKED
    if radar.reference_range is None:
        _parameters(sensors, s, radar, draws)
        return
    sensors.range_ref[s] = draws.fact(radar, "reference_range")
    sensors.rcs_ref[s] = draws.fact(radar, "reference_rcs")
    pd = draws.fact(radar, "detection_probability")
    pulses, pfa = int(sensors.pulses[s]), float(sensors.pfa[s])
    sensors.snr_ref[s] = required_snr(CLAIMED, pulses, pd, pfa)


def _parameters(sensors: Sensors, s: int, radar: Radar, draws: Draws) -> None:
    """Write the ratio that 1 m² gives at 100 km, by the radar equation."""
    sensors.range_ref[s], sensors.rcs_ref[s] = 100e3, 1.0
    sensors.snr_ref[s] = radar_equation(
        100e3,
        1.0,
        draws.fact(radar, "peak_power"),
        float(sensors.gain[s]),
        float(sensors.wavelength[s]),
        draws.fact(radar, "pulse_width"),
        float(sensors.noise_figure[s]),
        draws.fact(radar, "losses"),
    )
