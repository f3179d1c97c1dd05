"""When crews radiate, what the defence guards of its own, what homes on what."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kalkan.catalogue import Catalogue, FireUnit, Flyer
from kalkan.engine.kinds import NONE, TargetClass
from kalkan.engine.plan import Batteries, Emissions, Points, Sensors
from kalkan.engine.world import ThreatKinds
from kalkan.muster.entries import BatteryEntry, FlyerEntry, SensorEntry, ids, in_order
from kalkan.muster.ground import RING
from kalkan.muster.worlds import Draws
from kalkan.scenario import Node


class PointEntry(NamedTuple):
    """Something of the defence that it guards, by the radar with which it lives."""

    path: str
    worth: float
    sensor: int


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


def point_entries(
    sensors: Sequence[SensorEntry],
    batteries: Sequence[BatteryEntry],
    guides: Batteries,
) -> Iterator[PointEntry]:
    """Yield what has a worth: fire units by their guidance radar, and nodes."""
    for b, entry in enumerate(batteries):
        if entry.force.worth > 0.0:
            yield PointEntry(entry.path, entry.force.worth, int(guides.radar[b]))
    for s, one in enumerate(sensors):
        if isinstance(one.owner, Node) and one.owner.worth > 0.0:
            yield PointEntry(one.path, one.owner.worth, s)


def build_points(entries: Iterator[PointEntry], sensors: Sensors) -> Points:
    """Return what the defence guards of its own; a fire unit fills its ring."""
    ordered = in_order(entries)
    points = Points.zeros(len(ordered))
    points.id[:] = ids(ordered)
    points.radius[:] = RING
    for p, entry in enumerate(ordered):
        points.worth[p], points.sensor[p] = entry.worth, entry.sensor
        points.position[p] = sensors.position[entry.sensor]
    return points


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
