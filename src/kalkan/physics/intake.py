"""One plot taken into one mode of a track: azimuth, elevation and range in turn.

Each is a scalar along one axis of the line of sight.  The nonlinearity of polar plots
is met by the second-order filter's terms: the range that a wide track adds, and the
azimuth that means little of a track as wide as it is far, near the radar or its zenith.

References
----------
.. [1] Y. Bar-Shalom, X. R. Li, T. Kirubarajan, *Estimation with Applications to
   Tracking and Navigation*, Wiley, 2001, sections 5.2.3, 10.3.2 and 10.4.
"""

import math
from typing import NamedTuple

import numpy as np

from kalkan._kernel import kernel
from kalkan.physics.estimation import HEIGHT, HEIGHT_SPREAD
from kalkan.physics.geodesy import altitude, local_up
from kalkan.physics.packed import Row, position_gain, take
from kalkan.physics.sight import Angles, line_of_sight, offsets

NEAREST = 1.0  #: a target is not thought to be nearer to a radar or its zenith [m]
FINEST = 1.0  #: variance of an angle across the line of sight at least [m²]
FINE = 0.01  #: the same of a range [m²]
ROUNDING = 1e-9  #: variance of a measurement over that of the track, at least [1]


class Fit(NamedTuple):
    """How well a plot fitted."""

    square: float  #: normalised innovation squared, the parts' sum [1]
    scale: float  #: determinant of the innovation's covariance [m⁶, or m⁴ in 2-D]
    across: float  #: variance of the azimuth's error, as it was taken [m²]
    rise: float  #: of the elevation's, inf where not measured [m²]
    along: float  #: of the range's [m²]


@kernel
def _trace(p: np.ndarray) -> float:
    """Return the trace of the covariance of the position [m²]."""
    return p[0] + p[6] + p[11]


@kernel
def _own(g: Row, ux: float, uy: float, uz: float) -> float:
    """Return the variance of the position along `u`, of which `g` is the gain [m²]."""
    return max(0.0, g[0] * ux + g[1] * uy + g[2] * uz)


@kernel
def noise(own: float, error2: float, least: float) -> float:
    """Return the variance of a measurement, never nought beside that of the track.

    Parameters
    ----------
    own
        Variance of what is measured as the track has it. [m²]
    error2
        Square of the measurement's standard deviation. [m²]
    least
        Least variance of such a measurement. [m²]

    Examples
    --------
    >>> noise(1e12, 1e-6, 1.0)
    1000.0
    """
    return max(error2, max(least, ROUNDING * own))


@kernel
def _blur(p: np.ndarray, own: float, over: float, angle2: float) -> float:
    """Return the variance that an angle has from the track's doubt of the distance.

    `over` is one over the square of the distance, `own` the variance across it.
    """
    return max(0.0, _trace(p) - own) * (own * over + angle2)


@kernel
def take_plot_now(
    mean: np.ndarray,
    p: np.ndarray,
    origin: np.ndarray,
    axes: np.ndarray,
    measured: float,
    seen: Angles,
    sigma: np.ndarray,
) -> Fit:
    """Take a plot of the track's own time into one mode.

    Parameters
    ----------
    mean, p
        Of the mode, overwritten; shapes (7,) and (28,).
    origin, axes
        Of the radar, ENU; shapes (3,) and (9,). [m, 1]
    measured
        Range. [m]
    seen
        Azimuth and elevation, by `sight.directions`.
    sigma
        Standard deviations of range, azimuth, elevation; shape (3,).  An infinite one
        is not measured. [m, rad, rad]

    Notes
    -----
    The range comes last, on the line of sight that the angles have mended, because it
    is the finest and bends most.  Off the line by a in azimuth, the distance over the
    ground g is longer by a² / (2 g), which the elevation has to allow for.

    References
    ----------
    .. [1] Bar-Shalom, Li, Kirubarajan 2001, sections 5.2.3 and 10.3.2.
    """
    x, y, z = mean[0], mean[1], mean[2]
    line = line_of_sight(axes, x - origin[0], y - origin[1], z - origin[2])
    across, rise = offsets(line, seen)
    g = position_gain(p, line.ax, line.ay, line.az)
    own = _own(g, line.ax, line.ay, line.az)
    ground2, angle2 = line.ground * line.ground, sigma[1] * sigma[1]
    over = 1.0 / max(NEAREST * NEAREST, ground2)
    wide = noise(own, ground2 * angle2, FINEST) + _blur(p, own, over, angle2)
    s, high = own + wide, math.inf
    take(mean, p, g, across, s)
    square, scale = across * across / s, s
    if sigma[2] < math.inf:
        ux, uy, uz = mean[0] - x, mean[1] - y, mean[2] - z
        rise -= line.ex * ux + line.ey * uy + line.ez * uz
        left = own - own * own / s
        sine = line.up / max(NEAREST, line.distance)
        rise += 0.5 * sine * left * math.sqrt(over)
        g = position_gain(p, line.ex, line.ey, line.ez)
        own = _own(g, line.ex, line.ey, line.ez)
        far2, angle2 = line.distance * line.distance, sigma[2] * sigma[2]
        high = noise(own, far2 * angle2, FINEST)
        high += _blur(p, own, 1.0 / max(NEAREST * NEAREST, far2), angle2)
        high += sine * sine * left * over * max(0.5 * left, _trace(p) - 0.5 * left)
        s = own + high
        take(mean, p, g, rise, s)
        square, scale = square + rise * rise / s, scale * s
    dx, dy, dz = mean[0] - origin[0], mean[1] - origin[1], mean[2] - origin[2]
    distance = max(NEAREST, math.sqrt(dx * dx + dy * dy + dz * dz))
    inverse = 1.0 / distance
    dx, dy, dz = inverse * dx, inverse * dy, inverse * dz
    g = position_gain(p, dx, dy, dz)
    own = _own(g, dx, dy, dz)
    bend = 0.5 * max(0.0, _trace(p) - own) * inverse
    along = measured - distance - bend
    deep = noise(own, sigma[0] * sigma[0], FINE) + 2.0 * bend * bend
    s = own + deep
    take(mean, p, g, along, s)
    return Fit(square + along * along / s, scale * s, wide, high, deep)


@kernel
def settle_height(mean: np.ndarray, p: np.ndarray, frame: np.ndarray) -> None:
    """Keep the height of a mode that no radar measures near what is usual.

    Parameters
    ----------
    mean, p
        Of the mode, overwritten; shapes (7,) and (28,).
    frame
        Of the scenario; shape (12,).
    """
    x, y, z = mean[0], mean[1], mean[2]
    ux, uy, uz = local_up(frame, x, y, z)
    g = position_gain(p, ux, uy, uz)
    own = _own(g, ux, uy, uz)
    usual = HEIGHT_SPREAD * HEIGHT_SPREAD
    if own > usual:
        surprise = HEIGHT - altitude(frame, x, y, z)
        take(mean, p, g, surprise, own * own / (own - usual))
