"""What flies: raid, traffic and the carriers of radars."""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from kalkan.catalogue import Ballistic, Catalogue, Flyer
from kalkan.engine.kinds import Aspect, Band, PathEnd, Side, TargetClass
from kalkan.engine.world import Knots, ThreatKinds
from kalkan.muster.entries import FlyerEntry, ids
from kalkan.muster.ground import Ground
from kalkan.muster.sensors import MODES
from kalkan.muster.ways import Way
from kalkan.muster.worlds import Draws
from kalkan.physics.lethality import lethal_radius
from kalkan.scenario import Scenario, SensorForce

PACE_SPREAD = 0.03  #: standard deviation of speed over nominal, assumed [1]
DRIFT_SPREAD = 1000.0  #: standard deviation of a route's offset, assumed [m]


def flyer_entries(
    scenario: Scenario, catalogue: Catalogue, forces: Sequence[str]
) -> Iterator[FlyerEntry]:
    """Yield every member of every group, and every node that flies."""
    for section, name, group in scenario.groups():
        system = catalogue[group.system]
        assert isinstance(system, Flyer | Ballistic)
        for member in range(group.count):
            path = f"{section}.{name}/{member + 1}"
            yield FlyerEntry(path, group, None, system, member)
    for name in forces:
        force = scenario.forces[name]
        if isinstance(force, SensorForce):
            for node in force.nodes:
                carrier = catalogue[node.system]
                if isinstance(carrier, Flyer):
                    yield FlyerEntry(f"forces.{name}/{node.name}", None, node, carrier)


def side_of(entry: FlyerEntry) -> Side:
    """Return whose a flyer is; the carrier of a radar is a friend."""
    if entry.group is None:
        return Side.FRIEND
    return Side[entry.group.side.upper()]


def build_flyers(
    entries: Sequence[FlyerEntry],
    ways: Sequence[Way],
    scenario: Scenario,
    ground: Ground,
    draws: Draws,
) -> ThreatKinds:
    """Return the record of all flyers; `ways` are theirs, in the same order."""
    kinds = ThreatKinds.zeros(len(entries))
    kinds.id[:] = ids(entries)
    first = 0
    for i, (entry, way) in enumerate(zip(entries, ways, strict=True)):
        kinds.path_first[i], kinds.path_last[i] = first, first + len(way.time) - 1
        first += len(way.time)
        kinds.side[i] = side_of(entry)
        kinds.kind[i] = TargetClass[entry.system.class_.upper()]
        _timing(kinds, i, entry, way)
        _body(kinds, i, entry, draws)
        _answers(kinds, i, entry, draws)
        _harm(kinds, i, entry, scenario, ground, draws)
    return kinds


def build_knots(ways: Sequence[Way]) -> Knots:
    """Return all paths, one after the other."""
    knots = Knots.zeros(sum(len(way.time) for way in ways))
    knots.time[:] = np.concatenate([way.time for way in ways])
    knots.position[:] = np.concatenate([way.position for way in ways])
    knots.velocity[:] = np.concatenate([way.velocity for way in ways])
    knots.drift[:] = np.concatenate([way.drift for way in ways])
    return knots


def _timing(kinds: ThreatKinds, i: int, entry: FlyerEntry, way: Way) -> None:
    group = entry.group
    if group is not None:
        wait = group.spacing * entry.member
        kinds.start_low[i] = group.start.low + wait
        kinds.start_high[i] = group.start.high + wait
    kinds.release[i] = way.release
    kinds.path_end[i] = PathEnd.IMPACT if way.impacts else PathEnd.LEAVE
    if way.varies:
        kinds.speed_spread[i] = PACE_SPREAD
        kinds.drift_spread[i] = DRIFT_SPREAD
    speed = np.linalg.norm(way.velocity, axis=1).max()
    kinds.speed_bound[i] = 1.5 * (1.0 + 3.0 * PACE_SPREAD) * speed
    kinds.altitude_bound[i] = 1.05 * way.ceiling + 200.0


def _body(kinds: ThreatKinds, i: int, entry: FlyerEntry, draws: Draws) -> None:
    system = entry.system
    kinds.rcs[i] = draws.fact(system, "rcs")
    kinds.aspect[i] = Aspect[system.shape.upper()]
    kinds.extent[i] = draws.fact(system, "size")
    kinds.band_gain[i] = 1.0
    for band, quantity in system.band_gain.items():
        gain = draws.value(system.name, f"band_gain.{band}", quantity)
        kinds.band_gain[i, Band[band]] = gain
    if side_of(entry) == Side.HOSTILE:
        kinds.loss[i] = 1.0 - draws.fact(system, "reliability")


def _answers(kinds: ThreatKinds, i: int, entry: FlyerEntry, draws: Draws) -> None:
    """Write the modes that the transponder answers, when it works."""
    owner = entry.node if entry.group is None else entry.group
    if owner is not None and owner.iff != "none":
        kinds.iff[i] = MODES[owner.iff]
    if isinstance(entry.system, Flyer):
        kinds.iff_failure[i] = draws.fact(entry.system, "iff_failure")


def _harm(
    kinds: ThreatKinds,
    i: int,
    entry: FlyerEntry,
    scenario: Scenario,
    ground: Ground,
    draws: Draws,
) -> None:
    """Write where the warhead goes off and how far it reaches."""
    group, system = entry.group, entry.system
    if group is None or group.target is None:
        return
    kinds.aim[i] = ground.enu(scenario.place_of(group.target))
    warhead, cep = draws.fact(system, "warhead_mass"), draws.fact(system, "cep")
    if not math.isnan(warhead):
        kinds.lethal_radius[i] = lethal_radius(warhead)
    if not math.isnan(cep):
        kinds.cep[i] = cep
