"""Guidance: proportional navigation, its misses, pure pursuit, and what a miss leaves.

The functions of numbers broadcast: a number in, a number out; arrays in, an array of
their common shape out.  Units are SI and radians.  The *navigation ratio* N' is usually
3 to 5; the *lag* is the one time constant of seeker, autopilot and airframe together;
the *duration* is the time to go at the start, over which an engagement is homing.

`engage` and `linear_miss` integrate the law that the battle flies; the other misses are
closed forms of the linear theory.

References
----------
.. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA, 2012.
.. [2] N. A. Shneydor, *Missile Guidance and Pursuit*, Horwood, 1998.

Examples
--------
A heading error of 20° at 3000 ft/s, N' = 4 and a lag of 1 s, in feet:

>>> import numpy as np
>>> from kalkan import guidance
>>> miss = guidance.heading_error_miss(914.4, np.radians(-20.0), [1.0, 2.0, 3.0], 1.0)
>>> (miss / 0.3048).round(3)
array([ 64.207, -94.482, -78.205])
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from kalkan.numerics.elementwise import elementwise
from kalkan.physics import engagement, homing, lethality

__all__ = [
    "Engagement",
    "angle_noise_miss",
    "collision_lead",
    "endgame_probability",
    "engage",
    "flown_pursuit_time",
    "glint_miss",
    "heading_error_acceleration",
    "heading_error_miss",
    "linear_miss",
    "pursuit_time",
    "target_acceleration",
    "target_miss",
]

_LONGEST = 1e4  # lags in a duration that is integrated
_MOST = 100_000  # places of a path


class Engagement(NamedTuple):
    """A plane engagement: how it ended, and the way there."""

    time: float  #: of closest approach; inf where the distance only grew [s]
    miss: float  #: least distance [m]
    path_time: np.ndarray  #: shape (place,) [s]
    interceptor: np.ndarray  #: shape (place, 2) [m]
    target: np.ndarray  #: shape (place, 2) [m]
    acceleration: np.ndarray  #: of the interceptor; shape (place,) [m s⁻²]


def _above(
    name: str, given: ArrayLike, least: float, open_: bool = False
) -> np.ndarray:
    """Return finite numbers of at least `least`; refuse others."""
    values = np.asarray(given, np.float64)
    low = values > least if open_ else values >= least
    if not np.all(low & np.isfinite(values)):  # nan too
        bound = "above" if open_ else "at least"
        raise ValueError(f"{name}: a finite number {bound} {least:g}")
    return values


def _finite(name: str, given: ArrayLike) -> np.ndarray:
    values = np.asarray(given, np.float64)
    if not np.all(np.isfinite(values)):
        raise ValueError(f"{name}: a finite number")
    return values


def heading_error_miss(
    speed: ArrayLike,
    heading_error: ArrayLike,
    duration: ArrayLike,
    lag: ArrayLike,
    navigation: ArrayLike = 4.0,
) -> float | np.ndarray:
    """Return the miss that a heading error at the start of homing leaves.

    Parameters
    ----------
    speed
        Of the interceptor, at least 0. [m s⁻¹]
    heading_error
        Positive to the left of the collision course. [rad]
    duration
        At least 0. [s]
    lag
        At least 0; without lag there is no miss. [s]
    navigation
        Navigation ratio, above 0. [1]

    Returns
    -------
    Miss, positive where the target passes to the left. [m]

    Raises
    ------
    ValueError
        When a number is not finite or outside its bounds.

    References
    ----------
    .. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA,
       2012, chapter 3.

    Examples
    --------
    >>> round(heading_error_miss(914.4, -0.349066, 1.0, 1.0), 3)
    19.57
    """
    return elementwise(
        homing.heading_error_miss,
        _above("navigation", navigation, 0.0, open_=True),
        _above("lag", lag, 0.0),
        _above("duration", duration, 0.0),
        _above("speed", speed, 0.0),
        _finite("heading_error", heading_error),
    )


def target_miss(
    acceleration: ArrayLike,
    duration: ArrayLike,
    lag: ArrayLike,
    navigation: ArrayLike = 4.0,
) -> float | np.ndarray:
    """Return the miss against a target that turns steadily, from `duration` before.

    Parameters
    ----------
    acceleration
        Of the target across the line of sight. [m s⁻²]
    duration, lag, navigation
        As of `heading_error_miss`. [s, s, 1]

    Returns
    -------
    Miss, positive where the target passes on the side to which it turns. [m]

    Raises
    ------
    ValueError
        When a number is not finite or outside its bounds.

    References
    ----------
    .. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA,
       2012, chapter 3.

    Examples
    --------
    >>> round(target_miss(9.81, 5.0, 1.0, 3.0) / 9.81, 8)
    0.08422434
    """
    return elementwise(
        homing.step_miss,
        _above("navigation", navigation, 0.0, open_=True),
        _above("lag", lag, 0.0),
        _above("duration", duration, 0.0),
        _finite("acceleration", acceleration),
    )


def linear_miss(
    duration: ArrayLike,
    lag: ArrayLike,
    navigation: ArrayLike = 4.0,
    drift: ArrayLike = 0.0,
    acceleration: ArrayLike = 0.0,
) -> float | np.ndarray:
    """Return the miss of a linear engagement, integrated by the law of the battle.

    Parameters
    ----------
    duration
        Above 0. [s]
    lag
        At least 0, and no ten-thousandth of the duration unless 0. [s]
    navigation
        Navigation ratio, above 0. [1]
    drift
        Rate at which the offset of the target grows at the start. [m s⁻¹]
    acceleration
        Of the target across the line of sight. [m s⁻²]

    Returns
    -------
    Offset in the end. [m]

    Raises
    ------
    ValueError
        When a number is not finite or outside its bounds.

    Examples
    --------
    >>> round(linear_miss(2.0, 1.0, 3.5, acceleration=1.0), 6)
    0.166328
    """
    time, constant = (
        _above("duration", duration, 0.0, open_=True),
        _above("lag", lag, 0.0),
    )
    if np.any((constant > 0.0) & (time > _LONGEST * constant)):
        raise ValueError(f"lag: at most {_LONGEST:g} lags in a duration, or 0")
    return elementwise(
        homing.linear_miss,
        _above("navigation", navigation, 0.0, open_=True),
        constant,
        time,
        _finite("drift", drift),
        _finite("acceleration", acceleration),
    )


def heading_error_acceleration(
    speed: ArrayLike,
    heading_error: ArrayLike,
    duration: ArrayLike,
    time: ArrayLike,
    navigation: ArrayLike = 4.0,
) -> float | np.ndarray:
    """Return what an interceptor without lag flies to take out a heading error.

    Parameters
    ----------
    speed, heading_error
        As of `heading_error_miss`. [m s⁻¹, rad]
    duration
        Above 0. [s]
    time
        Since the start, 0 to `duration`. [s]
    navigation
        Navigation ratio, at least 2. [1]

    Returns
    -------
    Acceleration, to the left. [m s⁻²]

    Raises
    ------
    ValueError
        When a number is not finite or outside its bounds.

    References
    ----------
    .. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA,
       2012, chapter 2.

    Examples
    --------
    >>> heading_error_acceleration(1000.0, -0.1, 10.0, [0.0, 5.0, 10.0])
    array([40., 10.,  0.])
    """
    span, share = _share(duration, time)
    factor = elementwise(
        homing.heading_pull, _above("navigation", navigation, 2.0), share
    )
    size = _above("speed", speed, 0.0) * _finite("heading_error", heading_error)
    return _plain(-size / span * factor)


def target_acceleration(
    acceleration: ArrayLike,
    duration: ArrayLike,
    time: ArrayLike,
    navigation: ArrayLike = 4.0,
) -> float | np.ndarray:
    """Return what an interceptor without lag flies against a steady turn.

    Parameters
    ----------
    acceleration
        Of the target. [m s⁻²]
    duration, time, navigation
        As of `heading_error_acceleration`. [s, s, 1]

    Returns
    -------
    Acceleration; infinite in the end for a ratio of 2. [m s⁻²]

    Raises
    ------
    ValueError
        When a number is not finite or outside its bounds.

    References
    ----------
    .. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA,
       2012, chapter 2.

    Examples
    --------
    >>> target_acceleration(30.0, 10.0, 10.0, [3.0, 4.0, 5.0])
    array([90., 60., 50.])
    """
    _, share = _share(duration, time)
    factor = elementwise(
        homing.target_pull, _above("navigation", navigation, 2.0), share
    )
    return _plain(_finite("acceleration", acceleration) * factor)


def _share(duration: ArrayLike, time: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return the duration, and the share of it that has passed."""
    span = _above("duration", duration, 0.0, open_=True)
    share = _above("time", time, 0.0) / span
    if np.any(share > 1.0):
        raise ValueError("time: at most the duration")
    return span, share


def _plain(values: ArrayLike) -> float | np.ndarray:
    """Return an array, or a number where there is one only."""
    array = np.asarray(values)
    return array if array.shape else float(array)


def glint_miss(
    density: ArrayLike,
    duration: ArrayLike,
    lag: ArrayLike,
    navigation: ArrayLike = 4.0,
) -> float | np.ndarray:
    """Return the standard deviation of the miss that white glint makes.

    The line of sight is measured with the glint in it, and differentiated.

    Parameters
    ----------
    density
        Two-sided spectral density of the target's apparent offset. [m² s]
    duration
        Above 0. [s]
    lag
        Above 0, and no ten-thousandth of the duration. [s]
    navigation
        Navigation ratio, above 0. [1]

    Raises
    ------
    ValueError
        When a number is not finite or outside its bounds.

    References
    ----------
    .. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA,
       2012, chapters 3 and 4.

    Examples
    --------
    >>> round(glint_miss(1.0, 30.0, 1.0, 3.0), 4)
    1.4361
    """
    span, constant = _spans(duration, lag)
    ratio = _above("navigation", navigation, 0.0, open_=True)
    return elementwise(
        homing.glint_miss, ratio, constant, span, _above("density", density, 0.0)
    )


def angle_noise_miss(
    density: ArrayLike,
    closing_speed: ArrayLike,
    duration: ArrayLike,
    lag: ArrayLike,
    navigation: ArrayLike = 4.0,
) -> float | np.ndarray:
    """Return the standard deviation of the miss that white noise in angle makes.

    Parameters
    ----------
    density
        Two-sided spectral density of the angle measured. [rad² s]
    closing_speed
        At least 0. [m s⁻¹]
    duration, lag, navigation
        As of `glint_miss`. [s, s, 1]

    Raises
    ------
    ValueError
        When a number is not finite or outside its bounds.

    References
    ----------
    .. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA,
       2012, chapters 3 and 4.

    Examples
    --------
    >>> round(angle_noise_miss(1e-6, 1000.0, 30.0, 1.0, 3.0), 4)
    0.5303
    """
    span, constant = _spans(duration, lag)
    return elementwise(
        homing.angle_noise_miss,
        _above("navigation", navigation, 0.0, open_=True),
        constant,
        span,
        _above("closing_speed", closing_speed, 0.0),
        _above("density", density, 0.0),
    )


def _spans(duration: ArrayLike, lag: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return duration and lag, of which one is not out of all proportion."""
    span = _above("duration", duration, 0.0, open_=True)
    constant = _above("lag", lag, 0.0, open_=True)
    if np.any(span > _LONGEST * constant):
        raise ValueError(f"lag: at most {_LONGEST:g} lags in a duration")
    return span, constant


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
    ratio = _number("navigation", navigation, 0.0, open_=True)
    constant = _number("lag", lag, 0.0)
    away = _number("distance", distance, 0.0, open_=True)
    fast = _number("speed", speed, 0.0, open_=True)
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
    name: str, given: float, least: float = -math.inf, open_: bool = False
) -> float:
    """Return one finite number within its bounds."""
    if np.ndim(given) != 0:
        raise ValueError(f"{name}: one number, not an array")
    if math.isinf(least):
        return float(_finite(name, given))
    return float(_above(name, given, least, open_))


def collision_lead(
    speed: ArrayLike, target_speed: ArrayLike, course: ArrayLike
) -> float | np.ndarray:
    """Return the angle ahead of the line of sight that makes a collision course.

    Parameters
    ----------
    speed
        Of the interceptor, above 0. [m s⁻¹]
    target_speed
        At least 0. [m s⁻¹]
    course
        Of the target, from the line of sight. [rad]

    Returns
    -------
    Angle, nan where the target is too fast. [rad]

    Raises
    ------
    ValueError
        When a number is not finite or outside its bounds.

    Examples
    --------
    >>> round(math.degrees(collision_lead(600.0, 300.0, math.pi / 2)), 6)
    30.0
    """
    return elementwise(
        engagement.lead,
        _above("speed", speed, 0.0, open_=True),
        _above("target_speed", target_speed, 0.0),
        _finite("course", course),
    )


def pursuit_time(
    distance: ArrayLike, speed: ArrayLike, target_speed: ArrayLike, course: ArrayLike
) -> float | np.ndarray:
    """Return the time of a pure pursuit, in which the pursuer heads for the target.

    Parameters
    ----------
    distance
        At the start, at least 0. [m]
    speed, target_speed
        Of pursuer and target, at least 0. [m s⁻¹]
    course
        Of the target, from the line of sight: 0 flees. [rad]

    Returns
    -------
    Time, inf where the pursuer is not the faster. [s]

    Raises
    ------
    ValueError
        When a number is not finite or outside its bounds.

    References
    ----------
    .. [1] N. A. Shneydor, *Missile Guidance and Pursuit*, Horwood, 1998, section 3.2.

    Examples
    --------
    >>> pursuit_time(10e3, 600.0, 300.0, np.radians([0.0, 90.0])).round(6)
    array([33.333333, 22.222222])
    """
    return elementwise(
        engagement.pursuit_time, *_chase(distance, speed, target_speed, course)
    )


def flown_pursuit_time(
    distance: ArrayLike, speed: ArrayLike, target_speed: ArrayLike, course: ArrayLike
) -> float | np.ndarray:
    """Return the time of a pure pursuit by flying it.

    Parameters, result and errors are those of `pursuit_time`.

    Examples
    --------
    >>> round(flown_pursuit_time(20e3, 900.0, 300.0, np.radians(60.0)), 6)
    29.166667
    """
    return elementwise(
        engagement.pursue_purely, *_chase(distance, speed, target_speed, course)
    )


def _chase(
    distance: ArrayLike, speed: ArrayLike, target_speed: ArrayLike, course: ArrayLike
) -> tuple[np.ndarray, ...]:
    return (
        _above("distance", distance, 0.0),
        _above("speed", speed, 0.0),
        _above("target_speed", target_speed, 0.0),
        _finite("course", course),
    )


def endgame_probability(
    miss: ArrayLike, reference_miss: ArrayLike, reference_probability: ArrayLike
) -> float | np.ndarray:
    """Return the chance of a kill at a miss distance, by Carleton's function.

    Parameters
    ----------
    miss
        Least distance, at least 0. [m]
    reference_miss
        That of a shot known to kill with `reference_probability`, above 0. [m]
    reference_probability
        From 0 to 1. [1]

    Returns
    -------
    Probability. [1]

    Raises
    ------
    ValueError
        When a number is not finite or outside its bounds.

    References
    ----------
    .. [1] J. S. Przemieniecki, *Mathematical Methods in Defense Analyses*, 3rd edition,
       AIAA, 2000, chapter 2.

    Examples
    --------
    >>> endgame_probability([0.0, 5.0, 10.0], 5.0, 0.5)
    array([1.    , 0.5   , 0.0625])
    """
    chance = _above("reference_probability", reference_probability, 0.0)
    if np.any(chance > 1.0):
        raise ValueError("reference_probability: from 0 to 1")
    return elementwise(
        lethality.endgame_probability,
        chance,
        _above("miss", miss, 0.0),
        _above("reference_miss", reference_miss, 0.0, open_=True),
    )
