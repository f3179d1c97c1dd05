"""The path of each flyer as knots."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kalkan.catalogue import Ballistic, Flyer
from kalkan.errors import UserError
from kalkan.muster.entries import FlyerEntry
from kalkan.muster.worlds import Draws
from kalkan.physics.ballistics import ballistic_knots
from kalkan.physics.geodesy import altitude
from kalkan.physics.routes import orbit_knots, route_drift, route_knots, turn_back_knots
from kalkan.scenario import Group, Orbit, Place, Scenario
from kalkan.scenario.ground import distance

TURN_SHARE = 0.5  #: share of the load limit that a planned turn uses, assumed [1]
TURN_LEAST = 3.0  #: no planned turn is gentler [m s⁻²]


class Way(NamedTuple):
    """A path from its start, and how it ends."""

    time: np.ndarray  #: since the start.  Shape: knot [s]
    position: np.ndarray  #: ENU.  Shape: knot, 3 [m]
    velocity: np.ndarray  #: ENU.  Shape: knot, 3 [m s⁻¹]
    drift: np.ndarray  #: unit offset times taper.  Shape: knot, 3 [1]
    impacts: bool  #: whether the end is the aim point
    release: float  #: when the weapon leaves, or inf [s]
    varies: bool  #: whether speed and route differ from battle to battle
    ceiling: float  #: greatest altitude [m]


def build_ways(
    entries: Sequence[FlyerEntry], scenario: Scenario, frame: np.ndarray, draws: Draws
) -> list[Way]:
    """Return the path of every flyer; members of a group share theirs.

    Raises
    ------
    UserError
        When a ballistic missile cannot reach its target.
    """
    made: dict[object, Way] = {}
    ways = []
    for entry in entries:
        key: object = entry.path
        if entry.group is not None and entry.group.orbit is None:
            key = id(entry.group)
        if key not in made:
            made[key] = _way(entry, scenario, frame, draws)
        ways.append(made[key])
    return ways


def _way(entry: FlyerEntry, scenario: Scenario, frame: np.ndarray, draws: Draws) -> Way:
    if isinstance(entry.system, Ballistic):
        return _ballistic(entry, entry.system, scenario, frame, draws)
    orbit = entry.node.orbit if entry.node is not None else None
    if entry.group is not None:
        orbit = entry.group.orbit
    if orbit is not None:
        return _orbit(entry, entry.system, orbit, scenario, frame, draws)
    assert entry.group is not None
    return _route(entry.group, entry.system, scenario, frame, draws)


def _ceiling(frame: np.ndarray, position: np.ndarray) -> float:
    return max(altitude(frame, *place) for place in position)


def _speed(entry: Group | None, system: Flyer, draws: Draws) -> float:
    if entry is not None and entry.speed is not None:
        return entry.speed
    return draws.fact(system, "cruise_speed")


def _orbit(
    entry: FlyerEntry,
    system: Flyer,
    orbit: Orbit,
    scenario: Scenario,
    frame: np.ndarray,
    draws: Draws,
) -> Way:
    """Return a circle flown until the end; members are spread around it."""
    share, start = 0.0, 0.0
    if entry.group is not None:
        share = entry.member / entry.group.count
        start = entry.group.start.low + entry.group.spacing * entry.member
    time, position, velocity = orbit_knots(
        frame,
        orbit.centre.lat,
        orbit.centre.lon,
        orbit.altitude.metres,
        orbit.radius,
        _speed(entry.group, system, draws),
        2.0 * math.pi * share,
        max(1.0, scenario.duration - start),
    )
    drift, ceiling = np.zeros_like(position), orbit.altitude.metres
    return Way(time, position, velocity, drift, False, math.inf, False, ceiling)


def _route(
    group: Group, system: Flyer, scenario: Scenario, frame: np.ndarray, draws: Draws
) -> Way:
    """Return a route at constant altitude to its end, its target or its turn."""
    assert group.altitude is not None
    places = np.array([(p.lat, p.lon) for p in scenario.path_of(group)])
    speed = _speed(group, system, draws)
    turn = max(TURN_LEAST, TURN_SHARE * draws.fact(system, "load_limit"))
    heights = np.full(len(places), group.altitude.metres)
    impacts = group.target is not None and group.releases_at is None
    release = math.inf
    if group.releases_at is None:
        time, position, velocity = route_knots(frame, places, heights, speed, turn)
    else:
        time, position, velocity, release = turn_back_knots(
            frame,
            places,
            group.altitude.metres,
            speed,
            turn,
            group.releases_at,
            group.then == "turn back",
        )
    drift = route_drift(frame, time, position, velocity)
    ceiling = group.altitude.metres
    return Way(time, position, velocity, drift, impacts, release, True, ceiling)


def _ballistic(
    entry: FlyerEntry,
    system: Ballistic,
    scenario: Scenario,
    frame: np.ndarray,
    draws: Draws,
) -> Way:
    group = entry.group
    assert group is not None
    assert group.from_ is not None
    assert group.target is not None
    start, aim = group.from_, scenario.place_of(group.target)
    reach = draws.fact(system, "range_max")
    apogee = _apogee(start, aim, reach, draws.fact(system, "apogee"))
    time, position, velocity = ballistic_knots(
        frame,
        start.lat,
        start.lon,
        0.0,
        aim.lat,
        aim.lon,
        0.0,
        apogee,
        draws.fact(system, "boost_time"),
        draws.fact(system, "ballistic_coefficient"),
    )
    if len(time) == 0:
        name = entry.path.rpartition("/")[0]
        raise UserError(
            f"{name}: no flight of {system.name} joins its start and target"
        )
    drift, ceiling = np.zeros_like(position), _ceiling(frame, position)
    return Way(time, position, velocity, drift, True, math.inf, False, ceiling)


def _apogee(start: Place, aim: Place, reach: float, apogee: float) -> float:
    """Return the apogee of a flight shorter than the greatest, in proportion [m]."""
    return apogee * min(1.0, distance(start, aim) / reach)
