"""Engagements in a plane, flown by the law that the battle flies."""

import math
from typing import NamedTuple

import numpy as np

from kalkan.numerics.arguments import require
from kalkan.physics import engagement

_MOST = 100_000  # places of a path


class Engagement(NamedTuple):
    """A plane engagement: how it ended, and the way there."""

    time: float  #: of closest approach; inf where the distance only grew [s]
    miss: float  #: least distance [m]
    path_time: np.ndarray  #: shape (place,) [s]
    interceptor: np.ndarray  #: shape (place, 2) [m]
    target: np.ndarray  #: shape (place, 2) [m]
    acceleration: np.ndarray  #: of the interceptor; shape (place,) [m s⁻²]


def engage(
    distance: float,
    speed: float,
    target_speed: float,
    course: float = math.pi,
    *,
    navigation: float = 4.0,
    lag: float = 0.0,
    heading_error: float = 0.0,
    target_acceleration: float = 0.0,
    places: int = 200,
) -> Engagement:
    """Fly an engagement in the plane by proportional navigation.

    The interceptor starts at the origin, on a collision course but for its heading
    error; the target on the x axis.  What guidance asks for is flown across the line of
    sight, without limit.

    Parameters
    ----------
    distance
        At the start, above 0. [m]
    speed
        Of the interceptor, at the start, above 0. [m s⁻¹]
    target_speed
        At least 0. [m s⁻¹]
    course
        Of the target, from the line of sight: 0 flees, π comes head-on. [rad]
    navigation
        Navigation ratio, above 0. [1]
    lag
        Time constant of the interceptor, at least 0. [s]
    heading_error
        To the left of the collision course. [rad]
    target_acceleration
        Of the target across its velocity, to its left; a target that stands can't turn.
        [m s⁻²]
    places
        Rows of the path, 1 to 100000. [1]

    Raises
    ------
    ValueError
        When a number is not finite or outside its bounds, or the target is too fast for
        any collision course.

    References
    ----------
    .. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA,
       2012, chapter 2.

    Examples
    --------
    >>> shot = engage(12192.0, 914.4, 304.8, heading_error=math.radians(-20.0))
    >>> round(shot.time, 5), shot.miss < 1e-5, (shot.acceleration[:1] / 9.81).round(2)
    (10.58357, True, array([12.17]))
    """
    ratio = _number("navigation", navigation, 0.0, above=True)
    constant = _number("lag", lag, 0.0)
    away = _number("distance", distance, 0.0, above=True)
    fast = _number("speed", speed, 0.0, above=True)
    flees = _number("target_speed", target_speed, 0.0)
    angle = _number("course", course)
    heading = engagement.lead(fast, flees, angle)
    if math.isnan(heading):
        raise ValueError("target_speed: too fast across for any collision course")
    heading += _number("heading_error", heading_error)
    pull = _number("target_acceleration", target_acceleration)
    if not 1 <= places <= _MOST:
        raise ValueError(f"places: from 1 to {_MOST}")

    def fly(every: float, path: np.ndarray) -> tuple[float, float, int]:
        return engagement.home(
            ratio, constant, away, fast, flees, angle, heading, pull, every, path
        )

    time, miss, _ = fly(math.inf, np.zeros((0, 6)))
    every = time / max(places - 1, 1) if math.isfinite(time) else math.inf
    path = np.zeros((places, 6))
    path = path[: fly(every, path)[2]]
    return Engagement(time, miss, path[:, 0], path[:, 1:3], path[:, 3:5], path[:, 5])


def _number(
    name: str, given: float, least: float = -math.inf, above: bool = False
) -> float:
    """Return one finite number within its bounds."""
    if np.ndim(given) != 0:
        raise ValueError(f"{name}: one number, not an array")
    return float(require(name, given, least, above=above))
