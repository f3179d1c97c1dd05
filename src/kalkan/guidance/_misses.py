"""Miss distances of the linear theory."""

import numpy as np
from numpy.typing import ArrayLike

from kalkan.numerics.arguments import require
from kalkan.numerics.elementwise import elementwise
from kalkan.physics import homing

_LONGEST = 1e4  # lags in a duration that is integrated


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
        require("navigation", navigation, 0.0, above=True),
        require("lag", lag, 0.0),
        require("duration", duration, 0.0),
        require("speed", speed, 0.0),
        require("heading_error", heading_error),
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
        require("navigation", navigation, 0.0, above=True),
        require("lag", lag, 0.0),
        require("duration", duration, 0.0),
        require("acceleration", acceleration),
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
        require("duration", duration, 0.0, above=True),
        require("lag", lag, 0.0),
    )
    if np.any((constant > 0.0) & (time > _LONGEST * constant)):
        raise ValueError(f"lag: at most {_LONGEST:g} lags in a duration, or 0")
    return elementwise(
        homing.linear_miss,
        require("navigation", navigation, 0.0, above=True),
        constant,
        time,
        require("drift", drift),
        require("acceleration", acceleration),
    )


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
    ratio = require("navigation", navigation, 0.0, above=True)
    return elementwise(
        homing.glint_miss, ratio, constant, span, require("density", density, 0.0)
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
        require("navigation", navigation, 0.0, above=True),
        constant,
        span,
        require("closing_speed", closing_speed, 0.0),
        require("density", density, 0.0),
    )


def _spans(duration: ArrayLike, lag: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return duration and lag, of which one is not out of all proportion."""
    span = require("duration", duration, 0.0, above=True)
    constant = require("lag", lag, 0.0, above=True)
    if np.any(span > _LONGEST * constant):
        raise ValueError(f"lag: at most {_LONGEST:g} lags in a duration")
    return span, constant
