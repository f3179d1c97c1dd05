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


class Fit(NamedTuple):
    """How well a plot fitted."""

    square: float  #: normalised innovation squared, the parts' sum [1]
    scale: float  #: determinant of the innovation's covariance [m⁶, or m⁴ in 2-D]


@kernel
def _trace(p: np.ndarray) -> float:
    """Return the trace of the covariance of the position [m²]."""
    return p[0] + p[6] + p[11]


@kernel
def _along(g: Row, ux: float, uy: float, uz: float) -> float:
    return g[0] * ux + g[1] * uy + g[2] * uz


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

    References
    ----------
    .. [1] Bar-Shalom, Li, Kirubarajan 2001, sections 5.2.3 and 10.3.2.
    """
    x, y, z = mean[0], mean[1], mean[2]
    dx, dy, dz = x - origin[0], y - origin[1], z - origin[2]
    line = line_of_sight(axes, dx, dy, dz)
    ground = max(NEAREST, line.ground)
    across, rise = offsets(line, seen)
    g = position_gain(p, line.ax, line.ay, line.az)
    own = _along(g, line.ax, line.ay, line.az)
    other = max(0.0, _trace(p) - own)
    wide = max(FINEST, line.ground * line.ground * sigma[1] * sigma[1])
    s = own + wide + other * (own / (ground * ground) + sigma[1] * sigma[1])
    take(mean, p, g, across, s)
    square, scale = across * across / s, s
    if sigma[2] < math.inf:
        g = position_gain(p, line.ex, line.ey, line.ez)
        ux, uy, uz = mean[0] - x, mean[1] - y, mean[2] - z
        own = _along(g, line.ex, line.ey, line.ez)
        rise -= line.ex * ux + line.ey * uy + line.ez * uz
        high = line.distance * sigma[2]
        s = own + max(FINEST, high * high)
        take(mean, p, g, rise, s)
        square, scale = square + rise * rise / s, scale * s
    dx, dy, dz = mean[0] - origin[0], mean[1] - origin[1], mean[2] - origin[2]
    distance = max(NEAREST, math.sqrt(dx * dx + dy * dy + dz * dz))
    inverse = 1.0 / distance
    dx, dy, dz = inverse * dx, inverse * dy, inverse * dz
    g = position_gain(p, dx, dy, dz)
    own = _along(g, dx, dy, dz)
    bend = 0.5 * (_trace(p) - own) * inverse
    along = measured - distance - bend
    s = own + sigma[0] * sigma[0] + 2.0 * bend * bend
    take(mean, p, g, along, s)
    return Fit(square + along * along / s, scale * s)


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
    own = _along(g, ux, uy, uz)
    usual = HEIGHT_SPREAD * HEIGHT_SPREAD
    if own > usual:
        surprise = HEIGHT - altitude(frame, x, y, z)
        take(mean, p, g, surprise, own * own / (own - usual))
