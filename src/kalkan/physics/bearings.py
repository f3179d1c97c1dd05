"""Range, azimuth and elevation in the axes of an observer.

References
----------
.. [1] B. Hofmann-Wellenhof, H. Lichtenegger, E. Wasle, *GNSS*, Springer, 2008,
   section 8.4 (local level coordinates).
"""

import math

import numpy as np

from kalkan._kernel import kernel

_TWO_PI = 2.0 * math.pi


@kernel
def aer(
    axes: np.ndarray, dx: float, dy: float, dz: float
) -> tuple[float, float, float]:
    """Return range, azimuth and elevation of a displacement.

    Parameters
    ----------
    axes
        Rows east, north, up of the observer, by `local_axes`; shape (9,). [1]
    dx, dy, dz
        From the observer to the object, in the scenario's ENU. [m]

    Returns
    -------
    Range [m], azimuth clockwise from north in [0, 2π) [rad], elevation [rad].

    Examples
    --------
    >>> axes = np.array([1.0, 0, 0, 0, 1, 0, 0, 0, 1])
    >>> aer(axes, 100.0, 0.0, 0.0)
    (100.0, 1.5707963267948966, 0.0)
    """
    east = axes[0] * dx + axes[1] * dy + axes[2] * dz
    north = axes[3] * dx + axes[4] * dy + axes[5] * dz
    up = axes[6] * dx + axes[7] * dy + axes[8] * dz
    across2 = east * east + north * north
    azimuth = math.atan2(east, north)
    if azimuth < 0.0:
        azimuth += _TWO_PI
        if azimuth >= _TWO_PI:  # a negative too small to be felt
            azimuth = 0.0
    elevation = math.atan2(up, math.sqrt(across2))
    return math.sqrt(across2 + up * up), azimuth, elevation


@kernel
def aer2enu(
    axes: np.ndarray, range_: float, azimuth: float, elevation: float
) -> tuple[float, float, float]:
    """Return the displacement of a range, azimuth and elevation.

    The inverse of `aer`.

    Parameters
    ----------
    axes
        Rows east, north, up of the observer, by `local_axes`; shape (9,). [1]
    range_
        Range. [m]
    azimuth
        Clockwise from north. [rad]
    elevation
        Above the horizontal. [rad]

    Returns
    -------
    dx, dy, dz in the scenario's ENU. [m]

    Examples
    --------
    >>> axes = np.array([1.0, 0, 0, 0, 1, 0, 0, 0, 1])
    >>> [float(part) for part in aer2enu(axes, 100.0, 0.0, 0.0)]
    [0.0, 100.0, 0.0]
    """
    across = range_ * math.cos(elevation)
    up = range_ * math.sin(elevation)
    east, north = across * math.sin(azimuth), across * math.cos(azimuth)
    return (
        axes[0] * east + axes[3] * north + axes[6] * up,
        axes[1] * east + axes[4] * north + axes[7] * up,
        axes[2] * east + axes[5] * north + axes[8] * up,
    )
