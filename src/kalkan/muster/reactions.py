"""When crews radiate, what the defence guards of its own, what homes on what."""

from collections.abc import Sequence

from kalkan.catalogue import Catalogue, FireUnit, Flyer
from kalkan.engine.kinds import NONE, TargetClass
from kalkan.engine.plan import Batteries, Emissions, Nodes, Points, Sensors
from kalkan.engine.world import ThreatKinds
from kalkan.muster.entries import BatteryEntry, FlyerEntry, NodeEntry, SensorEntry
from kalkan.muster.ground import RING
from kalkan.muster.worlds import Draws
from kalkan.scenario import Node
from kalkan.scenario.emitting import Guarded


def build_emissions(entries: Sequence[SensorEntry]) -> Emissions:
    """Return when the crew of each radar is to radiate."""
    emissions = Emissions.zeros(len(entries))
    for s, entry in enumerate(entries):
        owner = entry.owner
        radar = entry.radar.name
        emissions.waits[s] = owner.discipline_of(radar) == "until-cued"
        emissions.silent_until[s] = owner.silent_until
        emissions.hides[s] = owner.shut_down or 0.0
    return emissions


def build_points(
    entries: Sequence[NodeEntry],
    batteries: Sequence[BatteryEntry],
    guides: Batteries,
    nodes: Nodes,
    sensors: Sensors,
) -> Points:
    """Return what has a worth: fire units, command posts and radars, by their nodes.

    A fire unit fills its ring and lives with the radar that guides for it.
    """
    units = {entry.path: b for b, entry in enumerate(batteries)}
    found = [n for n, entry in enumerate(entries) if _worth(entry) > 0.0]
    points = Points.zeros(len(found))
    for p, n in enumerate(found):
        entry, s = entries[n], int(nodes.sensor[n])
        points.radius[p] = nodes.radius[n]
        if entry.path in units:
            s, points.radius[p] = int(guides.radar[units[entry.path]]), RING
        points.id[p], points.node[p], points.sensor[p] = nodes.id[n], n, s
        points.worth[p] = _worth(entry)
        points.position[p] = nodes.position[n] if s == NONE else sensors.position[s]
    return points


def _worth(entry: NodeEntry) -> float:
    """Return what a node is worth; a net of sensors is no one thing."""
    return entry.owner.worth if isinstance(entry.owner, Guarded) else 0.0


def write_homing(
    kinds: ThreatKinds,
    flyers: Sequence[FlyerEntry],
    entries: Sequence[SensorEntry],
    sensors: Sensors,
    catalogue: Catalogue,
    draws: Draws,
) -> None:
    """Write which radar each anti-radiation missile homes on; one not there is NONE."""
    kinds.homes[:] = NONE
    for i, flyer in enumerate(flyers):
        if kinds.kind[i] != TargetClass.ANTI_RADIATION:
            continue
        assert isinstance(flyer.system, Flyer)
        kinds.memory[i] = draws.fact(flyer.system, "memory_growth")
        if flyer.group is None or flyer.group.target is None:
            continue
        s = _radar_of(flyer.group.target, entries, catalogue)
        kinds.homes[i] = s
        if s != NONE:
            kinds.aim[i] = sensors.position[s]


def _radar_of(target: str, entries: Sequence[SensorEntry], catalogue: Catalogue) -> int:
    """Return the radar that a target means: the one named, else that which guides."""
    force, _, part = target.partition("/")
    for s, entry in enumerate(entries):
        if entry.force != force:
            continue
        owner = entry.owner
        if isinstance(owner, Node):
            if part in ("", owner.name):
                return s
            continue
        unit = catalogue[owner.system]
        assert isinstance(unit, FireUnit)
        if entry.radar.name == catalogue[part or unit.guidance_radar].name:
            return s
    return NONE
