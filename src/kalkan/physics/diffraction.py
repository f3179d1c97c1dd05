"""Diffraction by a ridge and by the bulge of the smooth Earth.

References
----------
.. [1] ITU-R P.526-15, *Propagation by diffraction*, 2019, Annex 1: sections 3.1.1
   (the first term of the residue series), 3.2 (any distance), 4.1 (a single
   knife edge).
"""

import math
from typing import Final

from kalkan._kernel import kernel
from kalkan.constants import EARTH_RADIUS, LIGHT_SPEED
from kalkan.physics.fresnel import fresnel

_FREE = -0.78  # an edge this far below the line costs nothing
_TEN_LOG = 10.0 / math.log(10.0)
_FLOOR = 10.0**0.1  # 2 dB above K
_LEAST = 1e-30  # so that nothing has a logarithm
_CUBE_ROOT_2 = 2.0 ** (1.0 / 3.0)

#: Of the first Fresnel radius: a path this clear loses nothing [1] [1]_
CLEARANCE: Final = 0.552
#: Relative permittivity and conductivity [1, S/m] of average land and of the sea.
LAND: Final = (22.0, 0.003)
SEA: Final = (80.0, 5.0)
#: `admittance` of average land, horizontal, above 100 MHz, to 0.02 %.
LAND_ADMITTANCE: Final = (LAND[0] - 1.0) ** -0.5


@kernel
def knife_edge_parameter(rise: float, d1: float, d2: float, wavelength: float) -> float:
    r"""Return the diffraction parameter of a knife edge.

    .. math:: \nu = h \sqrt{\frac{2}{\lambda} \left(\frac{1}{d_1} +
       \frac{1}{d_2}\right)}

    Parameters
    ----------
    rise
        Height of the edge above the line between the ends, below zero under it. [m]
    d1, d2
        Distances of the edge from the ends, above zero. [m]
    wavelength
        Wavelength. [m]

    Returns
    -------
    Parameter ν. [1]

    Examples
    --------
    >>> round(knife_edge_parameter(20.0, 30e3, 10e3, 0.1), 4)
    1.0328
    """
    return rise * math.sqrt(2.0 / wavelength * (1.0 / d1 + 1.0 / d2))


@kernel
def knife_edge_loss(nu: float) -> float:
    r"""Return the loss behind a knife edge, by the approximation of P.526.

    .. math:: J(\nu) = 6.9 + 20 \log_{10} \left(\sqrt{(\nu - 0.1)^2 + 1} + \nu -
       0.1\right)

    Parameters
    ----------
    nu
        Diffraction parameter, see `knife_edge_parameter`. [1]

    Returns
    -------
    Loss one way, relative to free space; 0 for ν ≤ -0.78. [dB]

    Examples
    --------
    >>> round(knife_edge_loss(0.0), 3), knife_edge_loss(-1.0)
    (6.033, 0.0)
    """
    if nu <= _FREE:
        return 0.0
    x = nu - 0.1
    return 6.9 + 2.0 * _TEN_LOG * math.log(math.sqrt(x * x + 1.0) + x)


@kernel
def knife_edge_exact(nu: float) -> float:
    r"""Return the loss behind a knife edge, by the Fresnel integrals.

    .. math:: -20 \log_{10} \left( \tfrac{1}{2} \sqrt{(1 - C - S)^2 + (C - S)^2}
       \right)

    Parameters
    ----------
    nu
        Diffraction parameter, see `knife_edge_parameter`. [1]

    Returns
    -------
    Loss one way, relative to free space; below zero where the edge helps. [dB]

    Examples
    --------
    >>> round(knife_edge_exact(0.0), 4), round(knife_edge_exact(-1.0), 4)
    (6.0206, -1.001)
    """
    if nu > 1e3:  # the integrals leave no digits, the asymptote has them all
        return 2.0 * _TEN_LOG * math.log(math.sqrt(2.0) * math.pi * nu)
    c, s = fresnel(nu)
    power = 0.25 * ((1.0 - c - s) ** 2 + (c - s) ** 2)
    return -_TEN_LOG * math.log(power)


@kernel
def reflection_point(
    distance: float, alt1: float, alt2: float, radius: float
) -> tuple[float, float]:
    """Return where a path over a sphere is mirrored, and how clear it is of it there.

    Parameters
    ----------
    distance
        Between the ends, along the ground. [m]
    alt1, alt2
        Their altitudes, at least zero, one above. [m]
    radius
        Of the effective Earth. [m]

    Returns
    -------
    Distance of the point from the first end, and the height of the straight path
    above the ground there, below zero beyond the horizon. [m, m]

    Notes
    -----
    Heights are small beside the radius: the sphere is a parabola.  Section 3.2 of
    P.526, equations 22 to 25; the same cubic as for multipath over a round Earth.

    Examples
    --------
    >>> reflection_point(30e3, 100.0, 200.0, 1e15)
    (10000.0, 133.3)
    """
    total = alt1 + alt2
    c = (alt1 - alt2) / total
    m = distance * distance / (4.0 * radius * total)
    b = c
    if m > 1e-20:
        sine = 1.5 * c * math.sqrt(3.0 * m / ((m + 1.0) * (m + 1.0) * (m + 1.0)))
        angle = math.asin(min(max(sine, -1.0), 1.0)) / 3.0
        b = 2.0 * math.sqrt((m + 1.0) / (3.0 * m)) * math.sin(angle)
    d1 = 0.5 * distance * (1.0 + b)
    d2 = distance - d1
    chord = (alt1 * d2 + alt2 * d1) / distance
    return d1, chord - d1 * d2 / (2.0 * radius)


@kernel
def admittance(
    wavelength: float, permittivity: float, conductivity: float, vertical: bool
) -> float:
    """Return what the ground gives to the normalised admittance of the Earth.

    Parameters
    ----------
    wavelength
        Wavelength. [m]
    permittivity, conductivity
        Of the ground: relative permittivity, conductivity. [1, S/m]
    vertical
        Polarisation: vertical or horizontal.

    Returns
    -------
    Admittance K times the cube root of 2 π (effective radius) / wavelength. [1]

    References
    ----------
    .. [1] ITU-R P.526-15, Annex 1, equations 14 and 15.

    Examples
    --------
    >>> round(admittance(0.1, 22.0, 0.003, False), 4)
    0.2182
    """
    loss = 60.0 * wavelength * conductivity
    rest = permittivity - 1.0
    level = (rest * rest + loss * loss) ** -0.25
    if vertical:
        return level * math.sqrt(permittivity * permittivity + loss * loss)
    return level


@kernel
def _distance_term(x: float) -> float:
    """Return F(X) [dB] (P.526-15, equation 18)."""
    if x >= 1.6:
        return 11.0 + _TEN_LOG * math.log(x) - 17.6 * x
    log_x = math.log(max(x, _LEAST))
    return -2.0 * _TEN_LOG * log_x - 5.6488 * math.exp(1.425 * log_x)


@kernel
def _height_gain(y: float, K: float) -> float:
    """Return G(Y) of β Y, at least 2 + 20 log K [dB] (P.526-15, equation 19)."""
    if y > 2.0:
        x = y - 1.1
        return 17.6 * math.sqrt(x) - 0.5 * _TEN_LOG * math.log(x) - 8.0
    gain = max(y + 0.1 * y * y * y, _FLOOR * K)
    return 2.0 * _TEN_LOG * math.log(max(gain, _LEAST))


@kernel
def _first_term(
    distance: float,
    alt1: float,
    alt2: float,
    wavelength: float,
    radius: float,
    ground: float,
) -> float:
    """Return the loss by the first term of the residue series [dB]."""
    size = math.exp(math.log(math.pi * radius / wavelength) / 3.0)
    K = ground / (_CUBE_ROOT_2 * size)
    K2 = K * K
    beta = (1.0 + 1.6 * K2 + 0.67 * K2 * K2) / (1.0 + 4.5 * K2 + 1.53 * K2 * K2)
    scale = 2.0 * beta * beta * size * size / radius
    gains = _height_gain(scale * alt1, K) + _height_gain(scale * alt2, K)
    return -_distance_term(beta * size * distance / radius) - gains


@kernel
def sphere_loss(
    distance: float,
    alt1: float,
    alt2: float,
    wavelength: float,
    k: float,
    ground: float,
) -> float:
    """Return the loss by diffraction over the smooth Earth, for any ground.

    Parameters
    ----------
    distance
        Between the ends, along the ground. [m]
    alt1, alt2
        Their altitudes above mean sea level; below it counts as at it. [m]
    wavelength
        Wavelength; 30 m at the most. [m]
    k
        Effective-Earth factor. [1]
    ground
        See `admittance`. [1]

    Returns
    -------
    Loss one way, relative to free space, 0 on a path clear by 0.552 of the first
    Fresnel radius; nan where an argument is. [dB]

    References
    ----------
    .. [1] ITU-R P.526-15, Annex 1, sections 3.1.1 (beyond the horizon) and 3.2
       (interpolation within it).

    Examples
    --------
    >>> round(sphere_loss(96.2e3, 200.0, 200.0, 3.053, 1.4018, 0.218), 2)
    8.38
    """
    h1, h2 = max(alt1, 0.0), max(alt2, 0.0)
    if not distance > 0.0:
        return 0.0 * distance
    radius = k * EARTH_RADIUS
    roots = math.sqrt(h1) + math.sqrt(h2)
    if distance * distance >= 2.0 * radius * roots * roots:
        return max(_first_term(distance, h1, h2, wavelength, radius, ground), 0.0)
    d1, clear = reflection_point(distance, h1, h2, radius)
    share = d1 * (distance - d1) * wavelength / distance
    needed = CLEARANCE * math.sqrt(max(share, 0.0))
    if clear >= needed:
        return 0.0
    ratio = distance / roots
    marginal = 0.5 * ratio * ratio  # the radius whose horizon this path would touch
    loss = _first_term(distance, h1, h2, wavelength, marginal, ground)
    return max((1.0 - clear / needed) * loss, 0.0)


@kernel
def smooth_earth_loss(
    distance: float, alt1: float, alt2: float, frequency: float, k: float
) -> float:
    """Return the loss by diffraction over the smooth Earth.

    Horizontal polarisation over average land.  From 100 MHz up and with both ends at
    ten metres or more, neither the sea nor vertical polarisation changes it by more
    than half a decibel; `sphere_loss` says how much.

    Parameters
    ----------
    distance
        Between the ends, along the ground. [m]
    alt1, alt2
        Their altitudes above mean sea level. [m]
    frequency
        Frequency, from 100 MHz. [Hz]
    k
        Effective-Earth factor. [1]

    Returns
    -------
    Loss one way, relative to free space, 0 on a path clear by 0.552 of the first
    Fresnel radius. [dB]

    Examples
    --------
    >>> round(smooth_earth_loss(60e3, 20.0, 50.0, 3e9, 4 / 3), 1)
    30.5
    >>> smooth_earth_loss(30e3, 20.0, 500.0, 3e9, 4 / 3)
    0.0
    """
    return sphere_loss(
        distance, alt1, alt2, LIGHT_SPEED / frequency, k, LAND_ADMITTANCE
    )
