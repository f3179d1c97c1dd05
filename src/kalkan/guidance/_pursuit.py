"""Collision courses and pure pursuit."""

import numpy as np
from numpy.typing import ArrayLike

from kalkan.numerics.arguments import require
from kalkan.numerics.elementwise import elementwise
from kalkan.physics import engagement


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
    >>> import math
    >>> round(math.degrees(collision_lead(600.0, 300.0, math.pi / 2)), 6)
    30.0
    """
    return elementwise(
        engagement.lead,
        require("speed", speed, 0.0, above=True),
        require("target_speed", target_speed, 0.0),
        require("course", course),
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
        require("distance", distance, 0.0),
        require("speed", speed, 0.0),
        require("target_speed", target_speed, 0.0),
        require("course", course),
    )
