"""How far a plot lies from where a track says it should be.

References
----------
.. [1] Y. Bar-Shalom, X. R. Li, T. Kirubarajan, *Estimation with Applications to
   Tracking and Navigation*, Wiley, 2001.
.. [2] S. Blackman, R. Popoli, *Design and Analysis of Modern Tracking Systems*, Artech
   House, 1999.
"""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.physics.motion import extrapolate, position_covariance
from kalkan.physics.sight import innovation, line_of_sight

GATE_2 = 13.815510557964274  #: χ², 2 degrees of freedom, probability 0.999
GATE_3 = 16.26623619623813  #: χ², 3 degrees of freedom, probability 0.999


@kernel
def _along(
    p: tuple[float, float, float, float, float, float],
    ux: float,
    uy: float,
    uz: float,
    wx: float,
    wy: float,
    wz: float,
) -> float:
    """Return uᵀ P w of a symmetric P given as xx, xy, xz, yy, yz, zz."""
    return (
        ux * (p[0] * wx + p[1] * wy + p[2] * wz)
        + uy * (p[1] * wx + p[3] * wy + p[4] * wz)
        + uz * (p[2] * wx + p[4] * wy + p[5] * wz)
    )


@kernel
def variance_along(
    p: tuple[float, float, float, float, float, float], x: float, y: float, z: float
) -> float:
    """Return the variance of a symmetric covariance along a unit vector."""
    return _along(p, x, y, z, x, y, z)


@kernel
def curvature(across: float, distance: float) -> float:
    """Return the range that uncertainty across the line of sight adds on average.

    Parameters
    ----------
    across
        Sum of the two variances across the line. [m²]
    distance
        Length of the line. [m]

    Returns
    -------
    Bias of the predicted range; √2 times it bounds the standard deviation that comes
    with it. [m]

    References
    ----------
    .. [1] Bar-Shalom, Li, Kirubarajan 2001, section 10.3: the second-order
       extended filter, of which this keeps the terms of the range.
    """
    return 0.5 * across / distance


@kernel
def quadratic3(
    s: tuple[float, float, float, float, float, float], a: float, b: float, c: float
) -> tuple[float, float]:
    """Return vᵀ S⁻¹ v and det S of a 3x3 S given as aa, ab, ac, bb, bc, cc."""
    aa = s[3] * s[5] - s[4] * s[4]
    ab = s[2] * s[4] - s[1] * s[5]
    ac = s[1] * s[4] - s[2] * s[3]
    det = s[0] * aa + s[1] * ab + s[2] * ac
    bb = s[0] * s[5] - s[2] * s[2]
    bc = s[1] * s[2] - s[0] * s[4]
    cc = s[0] * s[3] - s[1] * s[1]
    form = a * (a * aa + 2.0 * (b * ab + c * ac)) + b * (b * bb + 2.0 * c * bc)
    return (form + c * c * cc) / det, det


@kernel
def quadratic2(
    aa: float, ab: float, bb: float, a: float, b: float
) -> tuple[float, float]:
    """Return vᵀ S⁻¹ v and det S of a 2x2 S."""
    det = aa * bb - ab * ab
    return (a * a * bb - 2.0 * a * b * ab + b * b * aa) / det, det


@kernel
def mahalanobis2(
    mean: np.ndarray,
    covariance: np.ndarray,
    frame: np.ndarray,
    dt: float,
    psd: float,
    falls: bool,
    origin: np.ndarray,
    axes: np.ndarray,
    measured: np.ndarray,
    sigma: np.ndarray,
) -> tuple[float, float]:
    """Return the squared statistical distance of a plot from a track.

    Parameters
    ----------
    mean, covariance
        Of the track, at its own time; shapes (6,) and (36,).
    frame
        Of the scenario; shape (12,).
    dt
        Time of the plot less time of the track; negative for a late plot. [s]
    psd
        Power spectral density of the track's acceleration. [m² s⁻³]
    falls
        Whether the track is ballistic.
    origin, axes
        Of the radar, ENU; shapes (3,) and (9,). [m, 1]
    measured, sigma
        Range, azimuth, elevation and their standard deviations; shape (3,).  An
        infinite one is not measured. [m, rad, rad]

    Returns
    -------
    νᵀ S⁻¹ ν, to be held against GATE_3, or GATE_2 without elevation; and det S in
    m⁶ or m⁴, whose logarithm added to the first ranks tracks by likelihood. [1]

    References
    ----------
    .. [1] Bar-Shalom, Li, Kirubarajan 2001, sections 5.2.3 and 10.3.
    .. [2] Blackman, Popoli 1999, chapter 6, generalised statistical distance.
    """
    x, y, z = extrapolate(mean, frame, dt, falls)
    line = line_of_sight(axes, x - origin[0], y - origin[1], z - origin[2])
    along, across, rise = innovation(line, measured)
    p = position_covariance(covariance, dt, psd)
    rx, ry, rz, ax, ay, az = line.rx, line.ry, line.rz, line.ax, line.ay, line.az
    rr = _along(p, rx, ry, rz, rx, ry, rz)
    ra = _along(p, rx, ry, rz, ax, ay, az)
    aa = _along(p, ax, ay, az, ax, ay, az)
    bend = curvature(p[0] + p[3] + p[5] - rr, line.distance)
    along -= bend
    rr += sigma[0] * sigma[0] + 2.0 * bend * bend
    wide = line.ground * sigma[1]
    if sigma[2] == math.inf:
        return quadratic2(rr, ra, aa + wide * wide, along, across)
    ex, ey, ez = line.ex, line.ey, line.ez
    re = _along(p, rx, ry, rz, ex, ey, ez)
    ae = _along(p, ax, ay, az, ex, ey, ez)
    high = line.distance * sigma[2]
    ee = _along(p, ex, ey, ez, ex, ey, ez) + high * high
    return quadratic3((rr, ra, re, aa + wide * wide, ae, ee), along, across, rise)
