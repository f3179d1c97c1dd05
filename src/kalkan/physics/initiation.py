"""Open a track with one plot.

References
----------
.. [1] Y. Bar-Shalom, X. R. Li, T. Kirubarajan, *Estimation with Applications to
   Tracking and Navigation*, Wiley, 2001.
"""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.constants import EARTH_RADIUS
from kalkan.physics.estimation import HEIGHT, HEIGHT_SPREAD, across_variance
from kalkan.physics.geodesy import aer2enu, altitude, local_up
from kalkan.physics.sight import line_of_sight

CLIMB_SPREAD = 50.0  #: vertical speed where no radar measures height [m/s]
AIR_CEILING = 25e3  #: above it nothing flies on wings [m]
AIR_SPREAD = 300.0  #: speed of a new track along each axis, standard deviation [m/s]
SPACE_SPREAD = 1500.0  #: the same above AIR_CEILING [m/s]


@kernel
def _usual_elevation(
    frame: np.ndarray, origin: np.ndarray, distance: float
) -> tuple[float, float]:
    """Return the elevation of the usual height [rad], its spread across [m]."""
    own = EARTH_RADIUS + altitude(frame, origin[0], origin[1], origin[2])
    top = EARTH_RADIUS + HEIGHT
    sine = (top * top - own * own - distance * distance) / (2.0 * own * distance)
    sine = max(-0.95, min(0.95, sine))  # not overhead: 72 degrees at most
    spread = HEIGHT_SPREAD / math.sqrt(1.0 - sine * sine)
    return math.asin(sine), min(spread, 0.5 * distance)


@kernel
def initiate(
    mean: np.ndarray,
    covariance: np.ndarray,
    frame: np.ndarray,
    origin: np.ndarray,
    axes: np.ndarray,
    measured: np.ndarray,
    sigma: np.ndarray,
) -> None:
    """Open a track with one plot: its place, and a velocity of zero widely spread.

    Parameters
    ----------
    mean, covariance
        Overwritten; shapes (6,) and (36,).
    frame
        Of the scenario; shape (12,).
    origin, axes
        Of the radar, ENU; shapes (3,) and (9,). [m, 1]
    measured, sigma
        Range, azimuth, elevation and their standard deviations; shape (3,). [m, rad]

    Notes
    -----
    The gate at 0.999 admits 4 standard deviations: 1200 m/s below AIR_CEILING, which
    holds every aircraft and cruise missile, and 6 km/s above it, which holds missiles
    of up to about 5000 km range.  The next plot turns the spread into a velocity.  The
    bias of the polar plot, r σ² / 2, is left out: under 12 m at 300 km and 0.5 degrees.

    References
    ----------
    .. [1] Bar-Shalom, Li, Kirubarajan 2001, section 5.5, on initiation.
    """
    elevation, high = measured[2], measured[0] * sigma[2]
    if sigma[2] == math.inf:
        elevation, high = _usual_elevation(frame, origin, measured[0])
    dx, dy, dz = aer2enu(axes, measured[0], measured[1], elevation)
    line = line_of_sight(axes, dx, dy, dz)
    mean[0], mean[1], mean[2] = origin[0] + dx, origin[1] + dy, origin[2] + dz
    mean[3], mean[4], mean[5] = 0.0, 0.0, 0.0
    for k in range(36):
        covariance[k] = 0.0
    _add_square(covariance, 0, line.rx, line.ry, line.rz, sigma[0] * sigma[0])
    wide = across_variance(line.ground, sigma[1])
    _add_square(covariance, 0, line.ax, line.ay, line.az, wide)
    _add_square(covariance, 0, line.ex, line.ey, line.ez, max(1.0, high * high))
    _spread_velocity(mean, covariance, frame, sigma[2] == math.inf)


@kernel
def _spread_velocity(
    mean: np.ndarray, covariance: np.ndarray, frame: np.ndarray, flat: bool
) -> None:
    """Write the velocity's covariance of a new track."""
    x, y, z = mean[0], mean[1], mean[2]
    speed = AIR_SPREAD
    if altitude(frame, x, y, z) > AIR_CEILING:
        speed = SPACE_SPREAD
    for k in range(3):
        covariance[7 * k + 21] = speed * speed
    if flat:
        ux, uy, uz = local_up(frame, x, y, z)
        known = CLIMB_SPREAD * CLIMB_SPREAD - speed * speed
        _add_square(covariance, 21, ux, uy, uz, known)


@kernel
def _add_square(
    covariance: np.ndarray, first: int, x: float, y: float, z: float, weight: float
) -> None:
    """Add weight u uᵀ to the 3x3 block whose first entry is `first`."""
    u = (x, y, z)
    for i in range(3):
        for j in range(3):
            covariance[first + 6 * i + j] += weight * (u[i] * u[j])
