"""How a track moves between plots: nearly-constant velocity, with gravity or without.

The motion is driven by white acceleration.  Means have six entries, position then
velocity in ENU [m, m/s]; covariances 36, row by row, symmetric.

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
from kalkan.constants import EARTH_MU


@kernel
def gravity(
    frame: np.ndarray, x: float, y: float, z: float
) -> tuple[float, float, float]:
    """Return the attraction of a spherical Earth at an ENU point.

    Parameters
    ----------
    frame
        Of the scenario, by `geodesy.frame_at`; shape (12,).
    x, y, z
        East, north, up. [m]

    Returns
    -------
    Acceleration toward the Earth's centre, ENU. [m s⁻²]

    Examples
    --------
    >>> from kalkan.physics.geodesy import frame_at
    >>> [round(part, 2) + 0.0 for part in gravity(frame_at(0.0, 0.0), 0.0, 0.0, 0.0)]
    [0.0, 0.0, -9.8]
    """
    ox, oy, oz = frame[0], frame[1], frame[2]
    dx = x + frame[3] * ox + frame[4] * oy + frame[5] * oz
    dy = y + frame[6] * ox + frame[7] * oy + frame[8] * oz
    dz = z + frame[9] * ox + frame[10] * oy + frame[11] * oz
    r2 = dx * dx + dy * dy + dz * dz
    pull = -EARTH_MU / (r2 * math.sqrt(r2))
    return pull * dx, pull * dy, pull * dz


@kernel
def extrapolate(
    mean: np.ndarray, frame: np.ndarray, dt: float, falls: bool
) -> tuple[float, float, float]:
    """Return the expected position of a track after `dt`, or before it when negative.

    Parameters
    ----------
    mean
        Position and velocity; shape (6,). [m, m/s]
    frame
        Of the scenario; shape (12,).
    dt
        From the time of the estimate. [s]
    falls
        Whether it is ballistic.

    Returns
    -------
    x, y, z, ENU. [m]

    Examples
    --------
    >>> mean = np.array([0.0, 0.0, 1000.0, 200.0, 0.0, 0.0])
    >>> extrapolate(mean, np.zeros(12), 10.0, False)
    (2000.0, 0.0, 1000.0)
    """
    x, y, z = mean[0], mean[1], mean[2]
    drop_x, drop_y, drop_z = 0.0, 0.0, 0.0
    if falls:
        half = 0.5 * dt * dt
        gx, gy, gz = gravity(frame, x, y, z)
        drop_x, drop_y, drop_z = half * gx, half * gy, half * gz
    return (
        x + dt * mean[3] + drop_x,
        y + dt * mean[4] + drop_y,
        z + dt * mean[5] + drop_z,
    )


@kernel
def propagate(
    covariance: np.ndarray, dt: float, noise_pp: float, noise_pv: float, noise_vv: float
) -> None:
    """Move a covariance by `dt` and add the same noise along each axis.

    Parameters
    ----------
    covariance
        Overwritten; shape (36,).
    dt
        Step. [s]
    noise_pp, noise_pv, noise_vv
        Variance of position, covariance with velocity, variance of velocity that the
        step adds. [m², m² s⁻¹, m² s⁻²]

    References
    ----------
    .. [1] Bar-Shalom, Li, Kirubarajan 2001, sections 5.2.3 and 6.2.2.

    Examples
    --------
    >>> p = np.eye(6).ravel()
    >>> propagate(p, 2.0, 0.0, 0.0, 0.0)
    >>> p.reshape(6, 6)[0].tolist()
    [5.0, 0.0, 0.0, 2.0, 0.0, 0.0]
    """
    p = covariance
    for i in range(3):
        for j in range(3):  # position and velocity blocks before they change
            if j >= i:
                both = p[6 * i + j + 3] + p[6 * j + i + 3]
                p[6 * i + j] += dt * (both + dt * p[6 * i + j + 21])
    for i in range(3):
        for j in range(3):
            p[6 * i + j + 3] += dt * p[6 * i + j + 21]
    for i in range(3):
        p[7 * i] += noise_pp
        p[7 * i + 3] += noise_pv
        p[7 * i + 21] += noise_vv
    mirror(p)


@kernel
def mirror(p: np.ndarray) -> None:
    """Copy the upper triangle of a covariance onto the lower; shape (36,)."""
    for i in range(6):
        for j in range(i):
            p[6 * i + j] = p[6 * j + i]


@kernel
def predict(
    mean: np.ndarray,
    covariance: np.ndarray,
    frame: np.ndarray,
    dt: float,
    psd: float,
    falls: bool,
) -> None:
    """Move an estimate forward by `dt`.

    Parameters
    ----------
    mean, covariance
        Overwritten; shapes (6,) and (36,).
    frame
        Of the scenario; shape (12,).
    dt
        Step, not negative. [s]
    psd
        Power spectral density of the white acceleration along each axis. [m² s⁻³]
    falls
        Whether it is ballistic: gravity at its position acts for the step.

    Notes
    -----
    The gradient of gravity, 3e-6 s⁻², is left out of the covariance; drag, Coriolis and
    centrifugal acceleration are left to `psd`.

    References
    ----------
    .. [1] Bar-Shalom, Li, Kirubarajan 2001, section 6.2.2, nearly-constant velocity.

    Examples
    --------
    >>> mean, p = np.array([0.0, 0, 0, 100, 0, 0]), np.eye(6).ravel()
    >>> predict(mean, p, np.zeros(12), 3.0, 1.0, False)
    >>> mean[0].item(), p[0].item()
    (300.0, 19.0)
    """
    x, y, z = mean[0], mean[1], mean[2]
    mean[0], mean[1], mean[2] = extrapolate(mean, frame, dt, falls)
    if falls:
        gx, gy, gz = gravity(frame, x, y, z)
        mean[3] += dt * gx
        mean[4] += dt * gy
        mean[5] += dt * gz
    square = dt * dt
    propagate(covariance, dt, psd * square * dt / 3.0, 0.5 * psd * square, psd * dt)


@kernel
def position_covariance(
    covariance: np.ndarray, dt: float, psd: float
) -> tuple[float, float, float, float, float, float]:
    """Return the covariance of `extrapolate`: xx, xy, xz, yy, yz, zz. [m²].

    A step back in time counts the noise like one forward.  The estimate has already
    taken part of it in, so that this overstates: reference [2] has the exact form.
    """
    p = covariance
    noise = psd * abs(dt * dt * dt) / 3.0
    return (
        p[0] + dt * (2.0 * p[3] + dt * p[21]) + noise,
        p[1] + dt * (p[4] + p[9] + dt * p[22]),
        p[2] + dt * (p[5] + p[15] + dt * p[23]),
        p[7] + dt * (2.0 * p[10] + dt * p[28]) + noise,
        p[8] + dt * (p[11] + p[16] + dt * p[29]),
        p[14] + dt * (2.0 * p[17] + dt * p[35]) + noise,
    )
