"""Routes at the heights that a scenario asks for: level, along the ground, and down."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kalkan.constants import GRAVITY
from kalkan.errors import UserError
from kalkan.muster.relief import below, is_smooth, step_over
from kalkan.physics.arcs import Arc, Path, knots_of
from kalkan.physics.course import Course, course_knots, course_of
from kalkan.physics.descent import (
    descended,
    descent_from,
    lowered,
    steepest_descent,
)
from kalkan.physics.follow import Ride, followed
from kalkan.scenario import Altitude
from kalkan.terrain.grid import Grid

DIVE = math.tan(math.radians(30.0))  #: slope of a dive on a target, assumed [1]
PUSH_MOST = GRAVITY  #: nobody pushes over beyond weightlessness, assumed [m s⁻²]
DRIFT_SHARE = 0.05  #: of the drift of other routes is left along the ground, assumed
ASIDE = 100.0  #: the ground followed is the highest so far to both sides [m]
STRAY = 3.0  #: knots are left out where cubics stray less [m]
STRAY_SHARE = 0.05  #: nor by more than this share of the clearance


class Airframe(NamedTuple):
    """What a flyer can do, as drawn in a world."""

    path: str  #: its name
    speed: float  #: along its path [m s⁻¹]
    turn: float  #: acceleration of planned turns [m s⁻²]
    climb: float  #: greatest slope, following the ground [1]

    @property
    def bend(self) -> float:
        """Curvature of planned turns [m⁻¹]."""
        return self.turn / self.speed**2


class Task(NamedTuple):
    """A way over the ground, and how high it is flown."""

    arcs: Sequence[Arc]  #: at the altitude, if it is level
    altitude: Altitude
    falls: bool  #: whether it ends on the ground
    before: int | None  #: arcs before the release, if there is one
    sway: float  #: how far to both sides it weaves [m]


class Flown(NamedTuple):
    """A task as it is flown."""

    path: Path
    release: float  #: path time, or inf [s]
    ceiling: float  #: greatest altitude [m]
    follows: bool  #: whether along the ground


def flown(frame: np.ndarray, task: Task, airframe: Airframe, grid: Grid) -> Flown:
    """Return the path of a task.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    task, airframe
        What is flown, and by what.
    grid
        The ground.

    Raises
    ------
    UserError
        When a level route leads into the ground.
    """
    above_all = task.altitude.datum == "MSL" and task.altitude.metres > grid.top
    if is_smooth(grid) or (above_all and not task.falls):
        return _over_sea(frame, task, airframe)
    return _over_ground(frame, task, airframe, grid)


def _over_sea(frame: np.ndarray, task: Task, airframe: Airframe) -> Flown:
    """Return a task flown where no ground is in the way."""
    arcs, height = task.arcs, task.altitude.metres
    if task.falls:
        room = sum(arc.length for arc in arcs)
        arcs = lowered(arcs, descent_from(height, DIVE, airframe.bend, room))
    path = knots_of(frame, arcs, airframe.speed)
    release = math.inf
    if task.before is not None:
        ahead = task.arcs[: task.before]
        release = float(knots_of(frame, ahead, airframe.speed)[0][-1]) if ahead else 0.0
    return Flown(path, release, height, False)


def _over_ground(
    frame: np.ndarray, task: Task, airframe: Airframe, grid: Grid
) -> Flown:
    """Return a task flown over ground, along it or level."""
    lat = math.asin(task.arcs[0].start[2])
    course = course_of(task.arcs, step_over(grid, lat))
    aside = ASIDE + task.sway
    follows, stray = task.altitude.datum == "AGL", STRAY
    if follows:
        clearance = task.altitude.metres
        push = min(airframe.turn, PUSH_MOST) / airframe.speed**2
        ride = Ride(clearance, airframe.climb, airframe.bend, push)
        height, slope = followed(course.distance, below(grid, course, aside), ride)
        stray = min(stray, STRAY_SHARE * clearance)
    else:
        height = np.full(course.distance.size, task.altitude.metres)
        slope = np.zeros_like(height)
        _check_above(course, height, below(grid, course, 0.0), airframe)
    if task.falls:
        under, left = below(grid, course, 0.0), course.left
        descent = steepest_descent(left, height, under, DIVE, airframe.bend)
        drop, dive = descended(descent, left)
        height, slope = height - drop, slope - dive
    path, time = course_knots(frame, course, height, slope, airframe.speed, stray)
    release = math.inf
    if task.before is not None:
        way = sum(arc.length for arc in task.arcs[: task.before])
        release = float(np.interp(way, course.distance, time))
    return Flown(path, release, float(height.max()), follows)


def _check_above(
    course: Course, height: np.ndarray, ground: np.ndarray, airframe: Airframe
) -> None:
    """Refuse a level route through a mountain."""
    k = int(np.argmax(ground - height))
    if ground[k] < height[k]:
        return
    lat, lon = course.places()
    raise UserError(
        f"{airframe.path.rpartition('/')[0]}: its altitude of {height[k]:,.0f} m is "
        f"inside the ground at [{math.degrees(lat[k]):.2f} deg, "
        f"{math.degrees(lon[k]):.2f} deg], {ground[k]:,.0f} m high; fly higher, or "
        "write AGL"
    )
