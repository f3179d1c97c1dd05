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
from kalkan.muster.way import Way
from kalkan.muster.worlds import Draws
from kalkan.physics.geodesy import local_up
from kalkan.physics.lethality import lethal_radius
from kalkan.physics.weave import weave_amplitude
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
        _sway(kinds, i, entry, way, ground.frame)
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


def _sway(
    kinds: ThreatKinds, i: int, entry: FlyerEntry, way: Way, frame: np.ndarray
) -> None:
    """Write how it weaves, while the target is near; level where that lies."""
    jink = None if entry.group is None else entry.group.jink
    if jink is None:
        return
    away = np.linalg.norm(way.position - kinds.aim[i], axis=1)
    start, end = _while_within(way.time, away, jink.within_)
    kinds.weave_size[i] = weave_amplitude(jink.load, jink.period)
    kinds.weave_rate[i] = 2.0 * math.pi / jink.period
    kinds.weave_start[i], kinds.weave_end[i] = start, end
    kinds.weave_up[i] = local_up(frame, *kinds.aim[i])


def _while_within(
    time: np.ndarray, away: np.ndarray, limit: float
) -> tuple[float, float]:
    """Return from when to when a path is first within a distance [s].

    Between knots the distance is taken as straight; both are the end when the path
    never comes so near.
    """
    near = np.flatnonzero(away <= limit)
    if near.size == 0:
        return float(time[-1]), float(time[-1])
    first = int(near[0])
    beyond = np.flatnonzero(away[first:] > limit)
    last = len(time) if beyond.size == 0 else first + int(beyond[0])
    return (
        _crossing(time, away, limit, first - 1, first),
        _crossing(time, away, limit, last - 1, last),
    )


def _crossing(
    time: np.ndarray, away: np.ndarray, limit: float, one: int, other: int
) -> float:
    """Return when a distance crosses a limit between two knots, or where one ends."""
    if one < 0 or other >= len(time):
        return float(time[max(0, one)])
    share = (limit - away[one]) / (away[other] - away[one])
    return float(time[one] + share * (time[other] - time[one]))
