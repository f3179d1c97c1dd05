"""What an interceptor has to pull."""

import numpy as np
from numpy.typing import ArrayLike

from kalkan.numerics.arguments import require
from kalkan.numerics.elementwise import elementwise
from kalkan.physics import homing


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
        homing.heading_pull, require("navigation", navigation, 2.0), share
    )
    size = require("speed", speed, 0.0) * require("heading_error", heading_error)
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
        homing.target_pull, require("navigation", navigation, 2.0), share
    )
    return _plain(require("acceleration", acceleration) * factor)


def _share(duration: ArrayLike, time: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return the duration, and the share of it that has passed."""
    span = require("duration", duration, 0.0, above=True)
    share = require("time", time, 0.0) / span
    if np.any(share > 1.0):
        raise ValueError("time: at most the duration")
    return span, share


def _plain(values: ArrayLike) -> float | np.ndarray:
    """Return an array, or a number where there is one only."""
    array = np.asarray(values)
    return array if array.shape else float(array)
