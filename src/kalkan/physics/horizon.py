"""The radar horizon of a smooth Earth, by the effective-Earth-radius method.

A ray bent by the standard atmosphere over a sphere of radius R is straight over one
of radius k R, arcs along the ground and altitudes kept [1]_ [2]_.

References
----------
.. [1] M. I. Skolnik, *Introduction to Radar Systems*, 3rd edition, McGraw-Hill, 2001,
   section 8.4.
.. [2] ITU-R P.310-10, *Definitions of terms relating to propagation in non-ionized
   media*, 2019 (effective radius of the Earth and its factor k).
"""

import math

from kalkan._kernel import kernel
from kalkan.constants import EARTH_RADIUS


@kernel
def ground_distance(slant: float, alt1: float, alt2: float) -> float:
    """Return the arc at sea level below a straight line between two points.

    Parameters
    ----------
    slant
        Straight distance between them. [m]
    alt1, alt2
        Their altitudes above mean sea level. [m]

    Returns
    -------
    Arc on a sphere of radius 6371008.8 m. [m]

    Notes
    -----
    The law of cosines, written with the half angle so that short arcs lose nothing:
    sin²(θ/2) = (slant² - (alt1 - alt2)²) / (4 r1 r2).

    Examples
    --------
    >>> round(ground_distance(5000.0, 0.0, 3000.0))
    3999
    """
    rise = alt1 - alt2
    r1, r2 = EARTH_RADIUS + alt1, EARTH_RADIUS + alt2
    half = (slant * slant - rise * rise) / (4.0 * r1 * r2)
    return 2.0 * EARTH_RADIUS * math.asin(math.sqrt(min(max(half, 0.0), 1.0)))


@kernel
def horizon(alt: float, k: float) -> float:
    """Return the arc at sea level from an antenna to its horizon.

    Parameters
    ----------
    alt
        Altitude above mean sea level; below it counts as at it. [m]
    k
        Effective-Earth factor, 4/3 in the standard atmosphere. [1]

    Returns
    -------
    Arc along the ground, exact for the sphere. [m]

    Examples
    --------
    >>> round(horizon(10.0, 4 / 3))
    13034
    """
    if not alt > 0.0:
        return 0.0
    radius = k * EARTH_RADIUS
    return radius * math.atan(math.sqrt(alt * (2.0 * radius + alt)) / radius)


@kernel
def mutual_horizon(alt1: float, alt2: float, k: float) -> float:
    """Return the arc at sea level over which two points just see each other.

    Parameters
    ----------
    alt1, alt2
        Their altitudes above mean sea level. [m]
    k
        Effective-Earth factor, 4/3 in the standard atmosphere. [1]

    Returns
    -------
    Sum of their horizons, exact for the sphere. [m]

    Examples
    --------
    >>> round(mutual_horizon(10.0, 50.0, 4 / 3))
    42180
    """
    return horizon(alt1, k) + horizon(alt2, k)


@kernel
def visible(slant: float, alt1: float, alt2: float, k: float) -> bool:
    """Tell whether two points see each other over a smooth Earth.

    Parameters
    ----------
    slant
        Straight distance between them. [m]
    alt1, alt2
        Their altitudes above mean sea level. [m]
    k
        Effective-Earth factor, 4/3 in the standard atmosphere. [1]

    Returns
    -------
    True when the arc between them is within the sum of their horizons.

    Examples
    --------
    >>> visible(40e3, 10.0, 50.0, 4 / 3), visible(44e3, 10.0, 50.0, 4 / 3)
    (True, False)
    """
    return ground_distance(slant, alt1, alt2) <= mutual_horizon(alt1, alt2, k)
