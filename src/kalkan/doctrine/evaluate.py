"""How urgent each track is, and to what."""

import math
from typing import NamedTuple

import numpy as np

from kalkan._kernel import kernel
from kalkan.doctrine.predict import place, time_of_fall
from kalkan.engine.belief import Belief, Tracks
from kalkan.engine.kinds import NONE, KinematicGroup, TrackStatus
from kalkan.engine.plan import Assets, Plan, Points

PASS = 10e3  #: a course that passes an asset closer than this endangers it [m]
CONE = math.cos(math.radians(25.0))  #: so does a heading this close to it [1]
WARNING = 900.0  #: nobody worries about what comes later [s]
FALL = 30e3  #: a ballistic missile may come down this far from where it seems to [m]


class Course(NamedTuple):
    """Where a track is going: straight on, or down."""

    x: float  #: now, or where it falls, ENU [m]
    y: float  #: ENU [m]
    vx: float  #: ENU; of what falls 0 [m s⁻¹]
    vy: float  #: ENU [m s⁻¹]
    fall: float  #: time until it is down; inf of what does not fall [s]


@kernel
def evaluate_by_time_to_harm(plan: Plan, belief: Belief) -> None:
    """Give each confirmed track what it most endangers, its stake and its urgency.

    Urgency is the time until harm could be done; infinite for what endangers nothing.
    Of several assets the one reached first counts; its whole value is at stake.  A
    point of the defence's own counts in its place where more is at stake there, as
    long as it stands; of points with the same worth, the one reached first.
    """
    tracks, now = belief.tracks, belief.now[0]
    for j in range(tracks.status.shape[0]):
        if tracks.status[j] != TrackStatus.CONFIRMED:
            continue
        tracks.urgency[j] = math.inf
        tracks.asset[j] = NONE
        tracks.stake[j] = 0.0
        course = _course(plan.frame, tracks, j, now)
        _of_assets(plan.assets, tracks, j, course)
        if plan.points.worth.shape[0] > 0:
            _of_points(plan.points, belief, j, course)


@kernel
def _course(frame: np.ndarray, tracks: Tracks, j: int, now: float) -> Course:
    if tracks.group[j] == KinematicGroup.BALLISTIC:
        left = time_of_fall(frame, tracks, j, now)
        x, y, _ = place(frame, tracks, j, now + left)
        return Course(x, y, 0.0, 0.0, left)
    x, y, _ = place(frame, tracks, j, now)
    return Course(x, y, tracks.estimate[j, 3], tracks.estimate[j, 4], math.inf)


@kernel
def _of_assets(assets: Assets, tracks: Tracks, j: int, course: Course) -> None:
    first = math.inf
    for a in range(assets.value.shape[0]):
        x, y, radius = assets.position[a, 0], assets.position[a, 1], assets.radius[a]
        left, rank = _harm(course, x, y, radius)
        if rank < first:
            first = rank
            tracks.urgency[j] = left
            tracks.asset[j] = a
            tracks.stake[j] = assets.value[a]


@kernel
def _of_points(points: Points, belief: Belief, j: int, course: Course) -> None:
    tracks, crews, first = belief.tracks, belief.crews, math.inf
    for p in range(points.worth.shape[0]):
        x, y, s = points.position[p, 0], points.position[p, 1], points.sensor[p]
        alive = belief.wiring.node_alive[points.node[p]] == 1
        if s != NONE:
            x, y = crews.position[s, 0], crews.position[s, 1]
            alive = alive and crews.alive[s] == 1
        if not alive:
            continue
        left, rank = _harm(course, x, y, points.radius[p])
        more = points.worth[p] > tracks.stake[j]
        same = tracks.asset[j] == NONE and points.worth[p] == tracks.stake[j]
        if rank < math.inf and (more or (same and rank < first)):
            first = rank
            tracks.urgency[j] = left
            tracks.asset[j] = NONE
            tracks.stake[j] = points.worth[p]


@kernel
def _harm(course: Course, x: float, y: float, radius: float) -> tuple[float, float]:
    """Return when harm could be done to a circle [s], and what ranks it; or inf."""
    dx, dy = x - course.x, y - course.y
    away = math.hypot(dx, dy)
    if course.fall < math.inf:
        if away < FALL + radius:
            return course.fall, away
        return math.inf, math.inf
    speed = max(1.0, math.hypot(course.vx, course.vy))
    along = (dx * course.vx + dy * course.vy) / speed
    aside = math.sqrt(max(0.0, away * away - along * along))
    heading = along > 0.0 and (aside < PASS + radius or along > CONE * away)
    left = max(0.0, away - radius) / speed
    if (away < radius or heading) and left < WARNING:
        return left, left
    return math.inf, math.inf
