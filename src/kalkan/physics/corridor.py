"""Legs of a corridor on the round Earth: how far aside, and which way along.

A leg is the part of a plane through the Earth's centre between two places.  Vectors
point from the centre and have the directions of the scenario's ENU.  Against the
geodesic of the ellipsoid the offset errs by some metres that grow with the leg (15 m on
one of 800 km), and by 3 m for each kilometre of height, since the centre is not quite
below the vertical.

References
----------
.. [1] G. L. Strang, K. Borre, *Linear Algebra, Geodesy, and GPS*,
   Wellesley-Cambridge, 1997, chapter 10: the great ellipse.
.. [2] K. Gade, "A non-singular horizontal position representation", *Journal of
   Navigation* 63 (3), 2010, pp. 395-417, section 5: cross-track distance by the
   normal of the great circle.
"""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.physics.kinematics import norm3


@kernel
def from_centre(
    frame: np.ndarray, x: float, y: float, z: float
) -> tuple[float, float, float]:
    """Return an ENU point as a vector from the Earth's centre, turned like ENU. [m].

    Parameters
    ----------
    frame
        Of the scenario, by `kalkan.physics.geodesy.frame_at`; shape (12,).
    x, y, z
        East, north, up. [m]

    Examples
    --------
    >>> from kalkan.physics.geodesy import frame_at
    >>> [round(float(part)) for part in from_centre(frame_at(0.0, 0.0), 0.0, 0.0, 1e3)]
    [0, 0, 6379137]
    """
    f = frame
    return (
        x + f[3] * f[0] + f[4] * f[1] + f[5] * f[2],
        y + f[6] * f[0] + f[7] * f[1] + f[8] * f[2],
        z + f[9] * f[0] + f[10] * f[1] + f[11] * f[2],
    )


@kernel
def leg_normal(start: np.ndarray, end: np.ndarray, normal: np.ndarray) -> None:
    """Write the normal of the plane of a leg, to the left of who flies it.

    Parameters
    ----------
    start, end
        Unit vectors of its ends, neither the same nor opposite; shape (3,).  [1]
    normal
        Unit vector, overwritten; shape (3,).  [1]

    Examples
    --------
    >>> normal = np.zeros(3)
    >>> leg_normal(np.array([1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0]), normal)
    >>> normal.tolist()
    [0.0, 0.0, 1.0]
    """
    x = start[1] * end[2] - start[2] * end[1]
    y = start[2] * end[0] - start[0] * end[2]
    z = start[0] * end[1] - start[1] * end[0]
    size = norm3(x, y, z)
    normal[0], normal[1], normal[2] = x / size, y / size, z / size


@kernel
def leg_offset(
    start: np.ndarray,
    end: np.ndarray,
    normal: np.ndarray,
    joins: tuple[bool, bool],
    x: float,
    y: float,
    z: float,
    radius: float,
) -> float:
    """Return how far a place is from a leg over the ground. [m].

    Parameters
    ----------
    start, end, normal
        Of the leg; shape (3,).  [1]
    joins
        Whether another leg meets it at its start, and at its end: what is not abreast
        of it is measured from such a joint; from none it is inf away.
    x, y, z
        Place, from the Earth's centre. [m]
    radius
        From the centre to the ground below it. [m]

    Returns
    -------
    Distance aside of what is abreast of the leg, or from its nearer joint. [m]

    Examples
    --------
    >>> start, end = np.array([1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0])
    >>> up = np.array([0.0, 0.0, 1.0])
    >>> round(leg_offset(start, end, up, (False, True), 3e3, 3e3, 3e3, 6.4e6) / 1e3)
    3939
    >>> leg_offset(start, end, up, (False, False), 3e3, -3e3, 3e3, 6.4e6)
    inf
    """
    away = norm3(x, y, z)
    n0, n1, n2 = normal[0], normal[1], normal[2]
    s0, s1, s2 = start[0], start[1], start[2]
    e0, e1, e2 = end[0], end[1], end[2]
    px, py, pz = n1 * z - n2 * y, n2 * x - n0 * z, n0 * y - n1 * x  # along the leg
    if px * s0 + py * s1 + pz * s2 <= 0.0 and px * e0 + py * e1 + pz * e2 >= 0.0:
        sine = (n0 * x + n1 * y + n2 * z) / away
        return radius * abs(math.asin(max(-1.0, min(1.0, sine))))
    chord = math.inf
    if joins[0]:
        chord = norm3(x / away - s0, y / away - s1, z / away - s2)
    if joins[1]:
        chord = min(chord, norm3(x / away - e0, y / away - e1, z / away - e2))
    if chord == math.inf:
        return chord
    return 2.0 * radius * math.asin(min(1.0, 0.5 * chord))


@kernel
def along_leg(
    normal: np.ndarray,
    x: float,
    y: float,
    z: float,
    vx: float,
    vy: float,
    vz: float,
) -> tuple[float, float]:
    """Return speed over ground and the cosine of its angle to a leg.

    Parameters
    ----------
    normal
        Of the leg; shape (3,).  [1]
    x, y, z
        Place, from the Earth's centre. [m]
    vx, vy, vz
        Velocity in ENU. [m/s]

    Returns
    -------
    Speed along the sphere through the place [m/s], and its cosine: 1 along the leg,
    -1 against it [1].

    Examples
    --------
    >>> along_leg(np.array([0.0, 0.0, 1.0]), 6.4e6, 0.0, 0.0, 9.0, -20.0, 0.0)
    (20.0, -1.0)
    """
    away = norm3(x, y, z)
    ux, uy, uz = x / away, y / away, z / away
    rise = vx * ux + vy * uy + vz * uz
    hx, hy, hz = vx - rise * ux, vy - rise * uy, vz - rise * uz
    speed = norm3(hx, hy, hz)
    n0, n1, n2 = normal[0], normal[1], normal[2]
    tx, ty, tz = n1 * uz - n2 * uy, n2 * ux - n0 * uz, n0 * uy - n1 * ux
    size = norm3(tx, ty, tz) * speed
    if size == 0.0:
        return speed, 0.0
    return speed, (hx * tx + hy * ty + hz * tz) / size
