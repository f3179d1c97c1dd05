"""Extended Kalman filter of a track: take in plots.

A plot gives range, azimuth and elevation in the axes of its radar; an infinite
standard deviation means "not measured".

References
----------
.. [1] Y. Bar-Shalom, X. R. Li, T. Kirubarajan, *Estimation with Applications to
   Tracking and Navigation*, Wiley, 2001.
.. [2] Y. Bar-Shalom, "Update with out-of-sequence measurements in tracking: exact
   solution", *IEEE Transactions on Aerospace and Electronic Systems* 38 (3), 2002,
   pp. 769-778.
"""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.physics.gating import curvature, variance_along
from kalkan.physics.geodesy import altitude, local_up
from kalkan.physics.motion import extrapolate, mirror, position_covariance
from kalkan.physics.sight import innovation, line_of_sight

HEIGHT = 6e3  #: where a target is thought to be when no radar measures height [m]
HEIGHT_SPREAD = 4e3  #: standard deviation of that: 0 to 14 km within two of them [m]


@kernel
def condition(
    mean: np.ndarray,
    covariance: np.ndarray,
    lag: float,
    ux: float,
    uy: float,
    uz: float,
    surprise: float,
    variance: float,
) -> None:
    """Take in one scalar: the position along `u`, `lag` after the estimate's time.

    Reads and writes the upper triangle alone; `mirror` follows.

    Parameters
    ----------
    mean, covariance
        Overwritten; shapes (6,) and (36,).
    lag
        Time of the measurement less time of the estimate, not positive. [s]
    ux, uy, uz
        Direction that is measured, ENU. [1]
    surprise
        Measured less expected. [m]
    variance
        Of the measurement's error, positive. [m²]

    Notes
    -----
    The gain is a single division, and the downdate P - g gᵀ / s is symmetric by
    construction.  With a scalar, Joseph's form differs from it by rounding alone, and
    it stays positive while P along `u` is less than about 1e15 times `variance`; here
    the ratio stays under 1e10.

    References
    ----------
    .. [1] Bar-Shalom, Li, Kirubarajan 2001, section 5.2.3.
    """
    p = covariance
    # g = P h with h = (u, lag u), position part then velocity part
    bx = p[3] * ux + p[4] * uy + p[5] * uz
    by = p[9] * ux + p[10] * uy + p[11] * uz
    bz = p[15] * ux + p[16] * uy + p[17] * uz
    gx = p[0] * ux + p[1] * uy + p[2] * uz + lag * bx
    gy = p[1] * ux + p[7] * uy + p[8] * uz + lag * by
    gz = p[2] * ux + p[8] * uy + p[14] * uz + lag * bz
    cx = p[21] * ux + p[22] * uy + p[23] * uz
    cy = p[22] * ux + p[28] * uy + p[29] * uz
    cz = p[23] * ux + p[29] * uy + p[35] * uz
    hx = p[3] * ux + p[9] * uy + p[15] * uz + lag * cx
    hy = p[4] * ux + p[10] * uy + p[16] * uz + lag * cy
    hz = p[5] * ux + p[11] * uy + p[17] * uz + lag * cz
    s = ux * (gx + lag * hx) + uy * (gy + lag * hy) + uz * (gz + lag * hz) + variance
    g = (gx, gy, gz, hx, hy, hz)
    inverse = 1.0 / s
    for i in range(6):
        gain = g[i] * inverse
        mean[i] += gain * surprise
        for j in range(i, 6):
            p[6 * i + j] -= gain * g[j]


@kernel
def _take_range(
    mean: np.ndarray,
    covariance: np.ndarray,
    frame: np.ndarray,
    lag: float,
    late: float,
    falls: bool,
    origin: np.ndarray,
    measured: np.ndarray,
    sigma: np.ndarray,
) -> None:
    """Take in the range, along the line of sight as the angles have left it."""
    x, y, z = extrapolate(mean, frame, lag, falls)
    dx, dy, dz = x - origin[0], y - origin[1], z - origin[2]
    distance = math.sqrt(dx * dx + dy * dy + dz * dz)
    dx, dy, dz = dx / distance, dy / distance, dz / distance
    p = position_covariance(covariance, lag, 0.0)
    across = p[0] + p[3] + p[5] - variance_along(p, dx, dy, dz)
    bend = curvature(across, distance)
    variance = sigma[0] * sigma[0] + 2.0 * bend * bend + late
    surprise = measured[0] - distance - bend
    condition(mean, covariance, lag, dx, dy, dz, surprise, variance)


@kernel
def _settle_height(mean: np.ndarray, covariance: np.ndarray, frame: np.ndarray) -> None:
    """Keep the height of a track that no radar measures near what is usual."""
    x, y, z = mean[0], mean[1], mean[2]
    ux, uy, uz = local_up(frame, x, y, z)
    variance = variance_along(position_covariance(covariance, 0.0, 0.0), ux, uy, uz)
    usual = HEIGHT_SPREAD * HEIGHT_SPREAD
    if variance > usual:
        surprise = HEIGHT - altitude(frame, x, y, z)
        weak = variance * usual / (variance - usual)
        condition(mean, covariance, 0.0, ux, uy, uz, surprise, weak)


@kernel
def update(
    mean: np.ndarray,
    covariance: np.ndarray,
    frame: np.ndarray,
    lag: float,
    psd: float,
    falls: bool,
    origin: np.ndarray,
    axes: np.ndarray,
    measured: np.ndarray,
    sigma: np.ndarray,
) -> None:
    """Take a plot into a track, at the track's time or late.

    Parameters
    ----------
    mean, covariance
        Overwritten; they stay at the track's time; shapes (6,) and (36,).
    frame
        Of the scenario; shape (12,).
    lag
        Time of the plot less time of the track, not positive: `predict` first where
        the plot is the newer. [s]
    psd
        Power spectral density of the track's acceleration. [m² s⁻³]
    falls
        Whether the track is ballistic.
    origin, axes
        Of the radar, ENU; shapes (3,) and (9,). [m, 1]
    measured, sigma
        Range, azimuth, elevation and their standard deviations; shape (3,). [m, rad]

    Notes
    -----
    Azimuth, elevation and range in turn, since their errors are independent; range
    last, on the line of sight that the angles have mended, because it is the finest and
    bends most.  What its second order leaves is in `gating.curvature`.  A late plot is
    held against the track carried back without its noise, an approximation of the exact
    update; its own noise is widened by what the acceleration may have done since.
    Without elevation the height is kept within HEIGHT_SPREAD of HEIGHT.

    References
    ----------
    .. [1] Bar-Shalom, Li, Kirubarajan 2001, sections 5.2.3 and 10.3.
    .. [2] Bar-Shalom 2002, the update without smoothed noise.
    """
    x, y, z = extrapolate(mean, frame, lag, falls)
    line = line_of_sight(axes, x - origin[0], y - origin[1], z - origin[2])
    _, across, rise = innovation(line, measured)
    late = psd * abs(lag * lag * lag) / 3.0
    p = position_covariance(covariance, lag, 0.0)
    noise = across_variance(line.ground, sigma[1]) + late
    noise += _blur(p, line.ax, line.ay, line.az, line.ground, sigma[1])
    condition(mean, covariance, lag, line.ax, line.ay, line.az, across, noise)
    if sigma[2] < math.inf:
        to_x, to_y, to_z = extrapolate(mean, frame, lag, falls)
        rise -= line.ex * (to_x - x) + line.ey * (to_y - y) + line.ez * (to_z - z)
        p = position_covariance(covariance, lag, 0.0)
        noise = across_variance(line.distance, sigma[2]) + late
        noise += _blur(p, line.ex, line.ey, line.ez, line.distance, sigma[2])
        condition(mean, covariance, lag, line.ex, line.ey, line.ez, rise, noise)
    _take_range(mean, covariance, frame, lag, late, falls, origin, measured, sigma)
    if sigma[2] == math.inf:
        _settle_height(mean, covariance, frame)
    mirror(covariance)


@kernel
def _blur(
    p: tuple[float, float, float, float, float, float],
    x: float,
    y: float,
    z: float,
    distance: float,
    sigma: float,
) -> float:
    """Return the variance that an angle has from the track's doubt of the distance.

    `x`, `y`, `z` is the direction across in which the angle grows, as in `intake`.
    """
    own = variance_along(p, x, y, z)
    other = max(0.0, p[0] + p[3] + p[5] - own)
    return other * (own / max(1.0, distance * distance) + sigma * sigma)


@kernel
def across_variance(distance: float, sigma: float) -> float:
    """Return an angle's variance across the line of sight, at least 1 m². [m²]."""
    return max(1.0, distance * sigma * distance * sigma)
