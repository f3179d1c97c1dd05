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
from kalkan.physics.packed import Row, Rows, Vector, full_gain, position_gain, take
from kalkan.physics.sight import innovation, line_of_sight

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
    measured: np.ndarray,
    sigma: np.ndarray,
) -> Fit:
    """Take a plot of the track's own time into one mode.

    Parameters
    ----------
    mean, p
        Of the mode, overwritten; shapes (7,) and (28,).
    origin, axes
        Of the radar, ENU; shapes (3,) and (9,). [m, 1]
    measured, sigma
        Range, azimuth, elevation and their standard deviations; shape (3,).  An
        infinite one is not measured. [m, rad, rad]

    References
    ----------
    .. [1] Bar-Shalom, Li, Kirubarajan 2001, sections 5.2.3 and 10.3.2.
    """
    x, y, z = mean[0], mean[1], mean[2]
    dx, dy, dz = x - origin[0], y - origin[1], z - origin[2]
    line = line_of_sight(axes, dx, dy, dz)
    ground = max(NEAREST, line.ground)
    _, across, rise = innovation(line, measured)
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
    dx, dy, dz = dx / distance, dy / distance, dz / distance
    g = position_gain(p, dx, dy, dz)
    own = _along(g, dx, dy, dz)
    bend = 0.5 * (_trace(p) - own) / distance
    along = measured[0] - distance - bend
    s = own + sigma[0] * sigma[0] + 2.0 * bend * bend
    take(mean, p, g, along, s)
    return Fit(square + along * along / s, scale * s)


class Back(NamedTuple):
    """Where a mode has a track at an earlier time, as a linear map of its state."""

    place: Vector  #: ENU [m]
    way: Rows  #: change of the place by the velocity, row by row [s]
    far: Vector  #: change of the place by the own parameter


@kernel
def _measured_row(back: Back, ux: float, uy: float, uz: float) -> Row:
    """Return how the place along `u` depends on the state."""
    a, b, c = back.way
    return (
        ux,
        uy,
        uz,
        ux * a[0] + uy * b[0] + uz * c[0],
        ux * a[1] + uy * b[1] + uz * c[1],
        ux * a[2] + uy * b[2] + uz * c[2],
        ux * back.far[0] + uy * back.far[1] + uz * back.far[2],
    )


@kernel
def _product(a: Row, b: Row) -> float:
    half = a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3]
    return half + a[4] * b[4] + a[5] * b[5] + a[6] * b[6]


@kernel
def _moved(mean: np.ndarray, before: Row, h: Row) -> float:
    """Return how far the place along `h` has moved since the state was `before`."""
    m, b = mean, before
    now = (
        m[0] - b[0],
        m[1] - b[1],
        m[2] - b[2],
        m[3] - b[3],
        m[4] - b[4],
        m[5] - b[5],
        m[6] - b[6],
    )
    return _product(now, h)


@kernel
def take_plot_late(
    mean: np.ndarray,
    p: np.ndarray,
    back: Back,
    origin: np.ndarray,
    axes: np.ndarray,
    measured: np.ndarray,
    sigma: np.ndarray,
) -> Fit:
    """Take a plot that is older than the track into one mode.

    Parameters
    ----------
    mean, p
        Of the mode at the track's time, overwritten; shapes (7,) and (28,).
    back
        Where the mode has the track at the plot's time.
    origin, axes, measured, sigma
        As for `take_plot_now`.
    """
    m = mean
    before = (m[0], m[1], m[2], m[3], m[4], m[5], m[6])
    x, y, z = back.place
    dx, dy, dz = x - origin[0], y - origin[1], z - origin[2]
    line = line_of_sight(axes, dx, dy, dz)
    ground = max(NEAREST, line.ground)
    _, across, rise = innovation(line, measured)
    h = _measured_row(back, line.ax, line.ay, line.az)
    g = full_gain(p, h)
    own, other = _product(g, h), 2.0 * _trace(p)
    wide = max(FINEST, line.ground * line.ground * sigma[1] * sigma[1])
    s = own + wide + other * (own / (ground * ground) + sigma[1] * sigma[1])
    take(mean, p, g, across, s)
    square, scale = across * across / s, s
    if sigma[2] < math.inf:
        h = _measured_row(back, line.ex, line.ey, line.ez)
        g = full_gain(p, h)
        rise -= _moved(mean, before, h)
        high = line.distance * sigma[2]
        s = _product(g, h) + max(FINEST, high * high)
        take(mean, p, g, rise, s)
        square, scale = square + rise * rise / s, scale * s
    dx += _moved(mean, before, _measured_row(back, 1.0, 0.0, 0.0))
    dy += _moved(mean, before, _measured_row(back, 0.0, 1.0, 0.0))
    dz += _moved(mean, before, _measured_row(back, 0.0, 0.0, 1.0))
    distance = max(NEAREST, math.sqrt(dx * dx + dy * dy + dz * dz))
    h = _measured_row(back, dx / distance, dy / distance, dz / distance)
    g = full_gain(p, h)
    own = _product(g, h)
    bend = 0.5 * _trace(p) / distance
    along = measured[0] - distance - bend
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
