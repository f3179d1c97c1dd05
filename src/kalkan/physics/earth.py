"""The Earth as a mover of what flies: its figure, its gravity, its rotation.

Coordinates are Earth-centred and turn with the Earth (ECEF), so that still air is at
rest.  Gravity is that of a point mass, or of the ellipsoid to the second zonal
harmonic; rotation enters as the centrifugal and the Coriolis acceleration.  The Moon,
the Sun and the harmonics beyond J2 (some 1e-5 g together) are left out.

References
----------
.. [1] NIMA, *Department of Defense World Geodetic System 1984*, TR8350.2, 2000,
   chapter 3.
.. [2] D. A. Vallado, *Fundamentals of Astrodynamics and Applications*, 4th edition,
   Microcosm, 2013, section 8.6 (J2) and equation 8-12.
.. [3] B. L. Stevens, F. L. Lewis, E. N. Johnson, *Aircraft Control and Simulation*, 3rd
   edition, Wiley, 2016, section 1.4 (rotating axes).
"""

import math
from typing import NamedTuple

from kalkan._kernel import kernel
from kalkan.constants import (
    EARTH_ECCENTRICITY2,
    EARTH_J2,
    EARTH_MAJOR,
    EARTH_MU,
    EARTH_RADIUS,
    EARTH_RATE,
)


class Earth(NamedTuple):
    """A model of the Earth.

    Examples
    --------
    >>> ROUND._replace(major=6371e3).rate
    0.0
    """

    major: float  #: semi-major axis, or radius [m]
    eccentricity2: float  #: square of the first eccentricity, 0 of a sphere [1]
    mu: float  #: gravitational parameter [m³ s⁻²]
    j2: float  #: second zonal harmonic, 0 of a point mass [1]
    rate: float  #: of rotation, 0 of an Earth at rest [rad s⁻¹]


WGS84 = Earth(EARTH_MAJOR, EARTH_ECCENTRICITY2, EARTH_MU, EARTH_J2, EARTH_RATE)
ROUND = Earth(EARTH_RADIUS, 0.0, EARTH_MU, 0.0, 0.0)
ROUND_ROTATING = Earth(EARTH_RADIUS, 0.0, EARTH_MU, 0.0, EARTH_RATE)


@kernel
def gravitation(
    earth: Earth, x: float, y: float, z: float
) -> tuple[float, float, float]:
    """Return the acceleration by the Earth's mass alone, without its rotation.

    Parameters
    ----------
    earth
        Model.
    x, y, z
        Earth-centred coordinates. [m]

    Returns
    -------
    Acceleration. [m s⁻²]

    Examples
    --------
    >>> round(gravitation(ROUND, 6371e3, 0.0, 0.0)[0], 4)
    -9.8203
    >>> round(gravitation(WGS84, 6378137.0, 0.0, 0.0)[0], 5)  # at the equator
    -9.8142
    """
    square = x * x + y * y + z * z
    pull = -earth.mu / (square * math.sqrt(square))
    flat = 1.5 * earth.j2 * earth.major * earth.major / square
    polar = 5.0 * z * z / square
    level, axial = 1.0 + flat * (1.0 - polar), 1.0 + flat * (3.0 - polar)
    return pull * level * x, pull * level * y, pull * axial * z


@kernel
def turning(
    earth: Earth, x: float, y: float, vx: float, vy: float
) -> tuple[float, float]:
    """Return the centrifugal and Coriolis acceleration in axes that turn.

    Parameters
    ----------
    earth
        Model.
    x, y
        Earth-centred coordinates. [m]
    vx, vy
        Velocity relative to the Earth. [m/s]

    Returns
    -------
    Components across the axis; there is none along it. [m s⁻²]

    Examples
    --------
    >>> round(turning(WGS84, 6378137.0, 0.0, 0.0, 0.0)[0], 5)
    0.03392
    """
    w = earth.rate
    return w * (w * x + 2.0 * vy), w * (w * y - 2.0 * vx)
