"""Motion between knots, and of one body past another."""

import math

from kalkan._kernel import kernel


@kernel
def norm3(x: float, y: float, z: float) -> float:
    """Return the length of a vector, in the unit of its components.

    Examples
    --------
    >>> norm3(2.0, 3.0, 6.0)
    7.0
    """
    return math.sqrt(x * x + y * y + z * z)


@kernel
def hermite(
    t: float, t0: float, t1: float, p0: float, v0: float, p1: float, v1: float
) -> tuple[float, float]:
    """Return place and speed on the cubic that joins two knots, one axis.

    Parameters
    ----------
    t
        Time asked for. [s]
    t0, t1
        Times of the knots, t0 < t1. [s]
    p0, v0
        Place and speed at `t0`. [m, m/s]
    p1, v1
        Place and speed at `t1`. [m, m/s]

    Returns
    -------
    Place and speed at `t`. [m, m/s]

    References
    ----------
    .. [1] C. de Boor, *A Practical Guide to Splines*, revised edition, Springer, 2001,
       chapter IV (piecewise cubic Hermite interpolation).

    Examples
    --------
    >>> hermite(1.0, 0.0, 2.0, 0.0, 10.0, 20.0, 10.0)
    (10.0, 10.0)
    """
    span = t1 - t0
    s = (t - t0) / span
    rise = p1 - p0
    bend = (v0 + v1) * span - 2.0 * rise
    tilt = 3.0 * rise - (2.0 * v0 + v1) * span
    place = p0 + s * (v0 * span + s * (tilt + s * bend))
    speed = v0 + s * (2.0 * tilt + 3.0 * s * bend) / span
    return place, speed


@kernel
def closest_approach(
    dx: float, dy: float, dz: float, dvx: float, dvy: float, dvz: float
) -> tuple[float, float]:
    """Return when and how near two bodies in straight uniform motion pass.

    Parameters
    ----------
    dx, dy, dz
        Place of one relative to the other now. [m]
    dvx, dvy, dvz
        Velocity of one relative to the other. [m/s]

    Returns
    -------
    Time of closest approach from now, negative when it is past, and the distance
    then.  Bodies that don't move relative to each other are closest now. [s, m]

    References
    ----------
    .. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA,
       2012, chapter 2 (miss distance as the closest approach).

    Examples
    --------
    >>> closest_approach(100.0, 30.0, 0.0, -50.0, 0.0, 0.0)
    (2.0, 30.0)
    """
    speed2 = dvx * dvx + dvy * dvy + dvz * dvz
    time = 0.0
    if speed2 > 0.0:
        time = -(dx * dvx + dy * dvy + dz * dvz) / speed2
    return time, norm3(dx + time * dvx, dy + time * dvy, dz + time * dvz)
