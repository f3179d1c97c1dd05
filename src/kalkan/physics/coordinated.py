"""Coordinated turn: the velocity turns about the local vertical at a steady rate.

The seventh number of the state is the turn rate.  It fades to none, as a manoeuvre
ends, and is driven by white noise which keeps its variance that of the class.

References
----------
.. [1] Y. Bar-Shalom, X. R. Li, T. Kirubarajan, *Estimation with Applications to
   Tracking and Navigation*, Wiley, 2001, section 11.7.1.
.. [2] X. R. Li, V. P. Jilkov, "Survey of maneuvering target tracking, part I: dynamic
   models", *IEEE Transactions on Aerospace and Electronic Systems* 39 (4), 2003, pp.
   1333-1364: section V.B.
"""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.constants import EARTH_RADIUS
from kalkan.physics.packed import Rows, Vector, shake, step

RATE_TIME = 30.0  #: in which an unseen turn rate fades to 1/e, assumed: half a turn [s]
SLOWEST = 40.0  #: speed below which a turn rate is not greater any more, assumed [m/s]
_FADING = 1.0 / RATE_TIME
_SMALL = 0.25  # a smaller angle goes by series, within 1e-11 [rad]
_C2, _C3, _C4, _C5 = 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120  # one over factorials
_C6, _C7, _C8 = 1.0 / 720, 1.0 / 5040, 1.0 / 40320


@kernel
def rate_spread(vx: float, vy: float, vz: float, hard: float) -> float:
    """Return the standard deviation of the turn rate of a manoeuvring target.

    Parameters
    ----------
    vx, vy, vz
        Velocity, ENU. [m/s]
    hard
        The hardest acceleration of its class, taken as two standard deviations.
        [m s⁻²]

    Examples
    --------
    >>> rate_spread(300.0, 0.0, 0.0, 30.0)
    0.05
    """
    speed = math.sqrt(vx * vx + vy * vy + vz * vz)
    return 0.5 * hard / max(SLOWEST, speed)


@kernel
def vertical_at(x: float, y: float, z: float) -> Vector:
    """Return the vertical at an ENU point as of a sphere that touches at the origin.

    Within 0.02° of the ellipsoid's normal up to 500 km.

    Examples
    --------
    >>> [round(float(part), 4) for part in vertical_at(300e3, 0.0, 10e3)]
    [0.047, 0.0, 0.9989]
    """
    high = EARTH_RADIUS + z
    scale = 1.0 / math.sqrt(x * x + y * y + high * high)
    return scale * x, scale * y, scale * high


@kernel
def turn_factors(
    rate: float, dt: float
) -> tuple[float, float, float, float, float, float]:
    """Return what a turn at `rate` makes of a level velocity in `dt`.

    Returns
    -------
    Cosine and sine of the angle; the ways along and across, sin θ / ω and
    (1 - cos θ) / ω [s]; and these two differentiated by the rate [s²].

    Examples
    --------
    >>> turn_factors(0.0, 2.0)
    (1.0, 0.0, 2.0, 0.0, 0.0, 2.0)
    """
    angle = rate * dt
    s = angle * angle
    if s < _SMALL * _SMALL:
        cosine = 1.0 - s * (_C2 - s * (_C4 - s * (_C6 - s * _C8)))
        along = 1.0 - s * (_C3 - s * (_C5 - s * _C7))
        across = _C2 - s * (_C4 - s * (_C6 - s * _C8))
        by_along = -angle * (2.0 * _C3 - s * (4.0 * _C5 - s * 6.0 * _C7))
        by_across = _C2 - s * (3.0 * _C4 - s * (5.0 * _C6 - s * 7.0 * _C8))
        square = dt * dt
        return (
            cosine,
            angle * along,
            dt * along,
            dt * angle * across,
            square * by_along,
            square * by_across,
        )
    cosine, sine = math.cos(angle), math.sin(angle)
    along, across = sine / rate, (1.0 - cosine) / rate
    by_along, by_across = (dt * cosine - along) / rate, (dt * sine - across) / rate
    return cosine, sine, along, across, by_along, by_across


@kernel
def _about(n: Vector, level: float, upright: float, swing: float) -> Rows:
    """Return level I + upright n nᵀ + swing [n]×."""
    x, y, z = n
    ux, uy, uz = upright * x, upright * y, upright * z
    sx, sy, sz = swing * x, swing * y, swing * z
    return (
        (level + ux * x, ux * y - sz, ux * z + sy),
        (ux * y + sz, level + uy * y, uy * z - sx),
        (ux * z - sy, uy * z + sx, level + uz * z),
    )


@kernel
def _apply(rows: Rows, vx: float, vy: float, vz: float) -> Vector:
    a, b, c = rows
    return (
        a[0] * vx + a[1] * vy + a[2] * vz,
        b[0] * vx + b[1] * vy + b[2] * vz,
        c[0] * vx + c[1] * vy + c[2] * vz,
    )


@kernel
def turn_rows(mean: np.ndarray, dt: float) -> tuple[Rows, Vector, Vector]:
    """Return the way of a turn in `dt`, forward or back.

    Parameters
    ----------
    mean
        Position, velocity, turn rate; shape (7,).
    dt
        From the time of the estimate. [s]

    Returns
    -------
    The way by the velocity, row by row [s]; by the turn rate [m s]; itself. [m]
    """
    vx, vy, vz, rate = mean[3], mean[4], mean[5], mean[6]
    n = vertical_at(mean[0], mean[1], mean[2])
    _, _, along, across, by_along, by_across = turn_factors(rate, dt)
    way = _about(n, along, dt - along, across)
    far = _apply(_about(n, by_along, -by_along, by_across), vx, vy, vz)
    return way, far, _apply(way, vx, vy, vz)


@kernel
def turn_step(
    mean: np.ndarray, p: np.ndarray, dt: float, psd: float, hard: float
) -> None:
    """Move an estimate in a coordinated turn by `dt`.

    Parameters
    ----------
    mean, p
        Position, velocity, turn rate, and packed covariance; overwritten; shapes (7,)
        and (28,).
    dt
        Step, not negative. [s]
    psd
        Power spectral density of the white acceleration besides. [m² s⁻³]
    hard
        The hardest acceleration of the class. [m s⁻²]

    Notes
    -----
    The vertical is that of where the step begins; how it differs over the uncertainty
    of that place is left out.

    References
    ----------
    .. [1] Bar-Shalom, Li, Kirubarajan 2001, equations 11.7.1-4 and 11.7.2-4, for any
       direction of the vertical.
    """
    vx, vy, vz, rate = mean[3], mean[4], mean[5], mean[6]
    n = vertical_at(mean[0], mean[1], mean[2])
    cosine, sine, along, across, by_along, by_across = turn_factors(rate, dt)
    way = _about(n, along, dt - along, across)
    turn = _about(n, cosine, 1.0 - cosine, sine)
    x, y, z = _apply(way, vx, vy, vz)
    wx, wy, wz = _apply(turn, vx, vy, vz)
    far = _apply(_about(n, by_along, -by_along, by_across), vx, vy, vz)
    fast = (
        dt * (n[1] * wz - n[2] * wy),
        dt * (n[2] * wx - n[0] * wz),
        dt * (n[0] * wy - n[1] * wx),
    )
    doubt2 = p[27] * dt * dt
    if doubt2 > 1.0:  # more than a radian: the circle bounds what may come of it
        bound = 1.0 / math.sqrt(doubt2)
        far = bound * far[0], bound * far[1], bound * far[2]
        fast = bound * fast[0], bound * fast[1], bound * fast[2]
    keeps = math.exp(-_FADING * dt)
    step(p, way, far, turn, fast, keeps)
    shake(p, dt, psd)
    spread = rate_spread(vx, vy, vz, hard)
    p[27] += spread * spread * (1.0 - keeps * keeps)
    mean[0] += x
    mean[1] += y
    mean[2] += z
    mean[3], mean[4], mean[5], mean[6] = wx, wy, wz, keeps * rate
