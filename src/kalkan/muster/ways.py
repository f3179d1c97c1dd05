"""The path of each flyer as knots."""

import math
from collections.abc import Sequence

import numpy as np

from kalkan.catalogue import Ballistic, Flyer
from kalkan.muster.entries import FlyerEntry
from kalkan.muster.ground import Ground
from kalkan.muster.heights import DRIFT_SHARE, Airframe, Task, flown
from kalkan.muster.missiles import ballistic_way
from kalkan.muster.way import Way
from kalkan.muster.worlds import Draws
from kalkan.physics.geodesy import altitude
from kalkan.physics.recorded import recorded_knots
from kalkan.physics.release import release_arcs
from kalkan.physics.routes import orbit_arc, route_arcs, route_drift
from kalkan.physics.weave import weave_amplitude
from kalkan.scenario import Group, Orbit, Recording, Scenario

CLIMB_ANGLE = math.radians(10.0)  #: where the catalogue says nothing, assumed
TURN_SHARE = 0.5  #: share of the load limit that a planned turn uses, assumed [1]
TURN_LEAST = 3.0  #: no planned turn is gentler [m s⁻²]


def build_ways(
    entries: Sequence[FlyerEntry], scenario: Scenario, ground: Ground, draws: Draws
) -> list[Way]:
    """Return the path of every flyer; members of a group share theirs if they can.

    Raises
    ------
    UserError
        When a ballistic missile cannot reach its target, or a level route leads into
        the ground.
    """
    made: dict[object, Way] = {}
    ways = []
    for entry in entries:
        key = _shared(entry)
        if key not in made:
            made[key] = _way(entry, scenario, ground, draws)
        ways.append(made[key])
    return ways


def _shared(entry: FlyerEntry) -> object:
    """Return what flyers with one path have in common."""
    group = entry.group
    if group is None or group.orbit is not None:
        return entry.path
    return id(group), entry.member if group.tracks else 0


def _way(entry: FlyerEntry, scenario: Scenario, ground: Ground, draws: Draws) -> Way:
    frame = ground.frame
    if isinstance(entry.system, Ballistic):
        below = ground.elevation
        return ballistic_way(entry, entry.system, scenario, frame, draws, below)
    group = entry.group
    if group is not None and group.flights:
        return _recorded(group, group.flight_of(entry.member), frame)
    orbit = entry.node.orbit if entry.node is not None else None
    if group is not None:
        orbit = group.orbit
    airframe = _airframe(entry, entry.system, draws)
    if orbit is not None:
        return _orbit(entry, orbit, scenario, ground, airframe)
    assert group is not None
    return _route(group, scenario, ground, airframe)


def _airframe(entry: FlyerEntry, system: Flyer, draws: Draws) -> Airframe:
    """Return what a flyer can do in this world."""
    group = entry.group
    speed = draws.fact(system, "cruise_speed")
    if group is not None and group.speed is not None:
        speed = group.speed
    climb = draws.fact(system, "climb_angle")
    return Airframe(
        entry.path,
        speed,
        max(TURN_LEAST, TURN_SHARE * draws.fact(system, "load_limit")),
        math.tan(CLIMB_ANGLE if math.isnan(climb) else climb),
    )


def _orbit(
    entry: FlyerEntry,
    orbit: Orbit,
    scenario: Scenario,
    ground: Ground,
    airframe: Airframe,
) -> Way:
    """Return a circle flown until the end; members are spread around it."""
    share, start = 0.0, 0.0
    if entry.group is not None:
        share = entry.member / entry.group.count
        start = entry.group.start.low + entry.group.spacing * entry.member
    lasts = max(1.0, scenario.duration - start)
    arc = orbit_arc(
        orbit.centre.lat,
        orbit.centre.lon,
        orbit.altitude.metres,
        orbit.radius,
        airframe.speed * lasts,
        2.0 * math.pi * share,
    )
    task = Task([arc], orbit.altitude, False, None, 0.0)
    done = flown(ground.frame, task, airframe, ground.grid)
    time, position, velocity = done.path
    faster = time[-1] / lasts  # so that it lasts as long as the battle
    return Way(
        time / faster,
        position,
        velocity * faster,
        np.zeros_like(position),
        impacts=False,
        release=math.inf,
        varies=False,
        ceiling=done.ceiling,
    )


def _route(
    group: Group,
    scenario: Scenario,
    ground: Ground,
    airframe: Airframe,
) -> Way:
    """Return a route to its end, its target or its turn."""
    task = _task(group, scenario, airframe)
    done = flown(ground.frame, task, airframe, ground.grid)
    drift = route_drift(ground.frame, *done.path)
    return Way(
        *done.path,
        drift * (DRIFT_SHARE if done.follows else 1.0),
        impacts=group.target is not None and group.releases_at is None,
        release=done.release,
        varies=True,
        ceiling=done.ceiling,
    )


def _task(group: Group, scenario: Scenario, airframe: Airframe) -> Task:
    """Return the route of a group."""
    assert group.altitude is not None
    places = np.array([(p.lat, p.lon) for p in scenario.path_of(group)])
    height, sway = group.altitude.metres, 0.0
    if group.jink is not None:
        sway = weave_amplitude(group.jink.load, group.jink.period)
    speed, turn = airframe.speed, airframe.turn
    if group.releases_at is None:
        arcs = route_arcs(places, np.full(len(places), height), speed, turn)
        falls = group.target is not None
        return Task(arcs, group.altitude, falls, None, sway)
    before, after = release_arcs(
        places, height, speed, turn, group.releases_at, group.then == "turn back"
    )
    return Task([*before, *after], group.altitude, False, len(before), sway)


def _recorded(group: Group, flight: Recording, frame: np.ndarray) -> Way:
    """Return a recorded flight, at its own pace in every battle."""
    time, position, velocity = recorded_knots(
        frame, flight.time, flight.lat, flight.lon, flight.altitude
    )
    return Way(
        time,
        position,
        velocity,
        np.zeros_like(position),
        impacts=group.target is not None,
        release=math.inf,
        varies=False,
        ceiling=_ceiling(frame, position),
    )


def _ceiling(frame: np.ndarray, position: np.ndarray) -> float:
    return max(altitude(frame, *place) for place in position)
