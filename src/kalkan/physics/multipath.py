"""Two rays, one of them mirrored by sea or flat ground, over the effective Earth.

Heights are small beside the Earth's radius: the ground is a parabola about the point
where it mirrors.  On a flat Earth (k very large) nothing is approximated.

References
----------
.. [1] D. E. Kerr (ed.), *Propagation of Short Radio Waves*, McGraw-Hill, 1951,
   sections 2.13 (round Earth, divergence), 5.1 and 5.2 (reflection coefficients).
.. [2] W. S. Ament, "Toward a theory of reflection by a rough surface", *Proceedings
   of the IRE* 41, 1953, pp. 142-146.
.. [3] M. I. Skolnik, *Introduction to Radar Systems*, 3rd edition, McGraw-Hill, 2001,
   section 8.2 (reflection from a flat Earth).
"""

import math
from enum import IntEnum

from kalkan._kernel import kernel
from kalkan.constants import EARTH_RADIUS
from kalkan.physics.diffraction import (
    LAND,
    LAND_ADMITTANCE,
    SEA,
    reflection_point,
    sphere_loss,
)

_TWO_PI = 2.0 * math.pi
_LOG_PER_DECIBEL = math.log(10.0) / 10.0
_SMOOTHEST = -700.0  # exponent below which nothing is left
_ROUNDING = 1e-6  # of a clearance [m]
_LEVEL = 1e-12  # sine of the least grazing angle


class Surface(IntEnum):
    """What mirrors: nothing, the sea, flat ground."""

    NONE = 0
    SEA = 1
    FLAT = 2


@kernel
def _root(real: float, imaginary: float) -> complex:
    """Return the square root of a complex number whose real part is above zero."""
    size = math.sqrt(real * real + imaginary * imaginary)
    part = math.sqrt(0.5 * (size + real))
    return complex(part, 0.5 * imaginary / part)


@kernel
def reflection_coefficient(
    grazing: float,
    wavelength: float,
    permittivity: float,
    conductivity: float,
    vertical: bool,
) -> tuple[float, float]:
    r"""Return Fresnel's reflection coefficient of smooth ground.

    .. math:: \Gamma_H = \frac{\sin\psi - \sqrt{\eta - \cos^2\psi}}
        {\sin\psi + \sqrt{\eta - \cos^2\psi}}, \qquad
        \Gamma_V = \frac{\eta \sin\psi - \sqrt{\eta - \cos^2\psi}}
        {\eta \sin\psi + \sqrt{\eta - \cos^2\psi}}, \qquad
        \eta = \varepsilon_r - 60 i \lambda \sigma

    Parameters
    ----------
    grazing
        Sine of the grazing angle ψ, 0 to 1. [1]
    wavelength
        Wavelength. [m]
    permittivity, conductivity
        Of the ground: relative permittivity, above 1, and conductivity. [1, S/m]
    vertical
        Polarisation: vertical or horizontal.

    Returns
    -------
    Real and imaginary part, for waves as exp(iωt). [1, 1]

    Examples
    --------
    >>> reflection_coefficient(0.0, 0.1, 80.0, 5.0, False)
    (-1.0, 0.0)
    >>> real, imaginary = reflection_coefficient(1.0, 0.1, 4.0, 0.0, True)
    >>> round(real, 4)
    0.3333
    """
    eta = complex(permittivity, -60.0 * wavelength * conductivity)
    root = _root(permittivity - 1.0 + grazing * grazing, eta.imag)
    first = eta * grazing if vertical else complex(grazing, 0.0)
    over, under = first - root, first + root
    power = under.real * under.real + under.imag * under.imag
    real = over.real * under.real + over.imag * under.imag
    imaginary = over.imag * under.real - over.real * under.imag
    return real / power, imaginary / power


@kernel
def roughness_factor(height: float, grazing: float, wavelength: float) -> float:
    r"""Return what roughness leaves of the mirrored field.

    .. math:: \rho_s = \exp\left(-2 \left(\frac{2 \pi \sigma_h \sin\psi}
       {\lambda}\right)^2\right)

    Parameters
    ----------
    height
        Root-mean-square height of the surface. [m]
    grazing
        Sine of the grazing angle. [1]
    wavelength
        Wavelength. [m]

    Returns
    -------
    Ratio of fields. [1]

    Notes
    -----
    Ament's form, for heights of a normal distribution [2]_.  Measured at sea, very
    rough surfaces mirror more than this.

    Examples
    --------
    >>> round(roughness_factor(0.5, 0.02, 0.1), 3)
    0.454
    """
    phase = _TWO_PI * height * grazing / wavelength
    return math.exp(max(-2.0 * phase * phase, _SMOOTHEST))


@kernel
def two_rays(
    distance: float,
    alt1: float,
    alt2: float,
    wavelength: float,
    k: float,
    roughness: float,
    permittivity: float,
    conductivity: float,
    vertical: bool,
) -> float:
    r"""Return the power of two rays over that of the straight one, for any ground.

    .. math:: F^2 = \left| 1 + \Gamma D \rho_s e^{-i 2 \pi \Delta / \lambda}
       \right|^2

    with Fresnel's coefficient Γ, the divergence D of a round Earth and the roughness
    factor ρs.

    Parameters
    ----------
    distance
        Between the ends, along the ground. [m]
    alt1, alt2
        Their altitudes above the surface. [m]
    wavelength
        Wavelength. [m]
    k
        Effective-Earth factor. [1]
    roughness
        Root-mean-square height of the surface. [m]
    permittivity, conductivity
        Of the ground: relative permittivity, conductivity. [1, S/m]
    vertical
        Polarisation: vertical or horizontal.

    Returns
    -------
    Ratio of powers one way, 0 to 4; 1 beyond the horizon, where no ray is
    mirrored. [1]

    Examples
    --------
    >>> round(two_rays(20e3, 20.0, 100.0, 0.1, 4 / 3, 0.0, 80.0, 5.0, False), 3)
    3.249
    """
    h1, h2, radius = max(alt1, 0.0), max(alt2, 0.0), k * EARTH_RADIUS
    if not (distance > 0.0 and h1 + h2 > 0.0):
        return 1.0
    d1, clear = reflection_point(distance, h1, h2, radius)
    if clear < -_ROUNDING:
        return 1.0
    d2 = distance - d1
    # above the plane that touches at the point
    h1 = max(h1 - d1 * d1 / (2.0 * radius), 0.0)
    h2 = max(h2 - d2 * d2 / (2.0 * radius), 0.0)
    rise, total = h1 - h2, h1 + h2
    mirrored = math.sqrt(distance * distance + total * total)
    straight = math.sqrt(distance * distance + rise * rise)
    angle = _TWO_PI * 4.0 * h1 * h2 / ((mirrored + straight) * wavelength)
    grazing = max(total / mirrored, _LEVEL)
    spread = 1.0 + 2.0 * d1 * d2 / (radius * distance * grazing)
    left = roughness_factor(roughness, grazing, wavelength) / math.sqrt(spread)
    real, imaginary = reflection_coefficient(
        grazing, wavelength, permittivity, conductivity, vertical
    )
    cosine, sine = math.cos(angle), math.sin(angle)
    east = 1.0 + left * (real * cosine + imaginary * sine)
    north = left * (imaginary * cosine - real * sine)
    return east * east + north * north


@kernel
def two_ray_gain(
    distance: float,
    alt1: float,
    alt2: float,
    wavelength: float,
    k: float,
    roughness: float,
    surface: int,
) -> float:
    """Return the power of two rays over that of the straight one.

    Horizontal polarisation, for which sea and ground mirror nearly all at the low
    angles that matter.

    Parameters
    ----------
    distance
        Between the ends, along the ground. [m]
    alt1, alt2
        Their altitudes above the surface. [m]
    wavelength
        Wavelength. [m]
    k
        Effective-Earth factor. [1]
    roughness
        Root-mean-square height of waves or of the ground. [m]
    surface
        A `Surface`. [1]

    Returns
    -------
    Ratio of powers one way, 0 to 4; 1 without a surface and beyond the horizon. [1]

    Notes
    -----
    Ray optics alone: close to the horizon, where the path is not clear of the ground by
    0.55 of the first Fresnel radius, diffraction holds instead: see
    `propagation_factor`.

    Examples
    --------
    >>> round(two_ray_gain(20e3, 20.0, 100.0, 0.1, 4 / 3, 0.0, 1), 3)
    3.249
    """
    if surface == Surface.SEA.value:
        return two_rays(
            distance, alt1, alt2, wavelength, k, roughness, SEA[0], SEA[1], False
        )
    if surface == Surface.FLAT.value:
        return two_rays(
            distance, alt1, alt2, wavelength, k, roughness, LAND[0], LAND[1], False
        )
    return 1.0


@kernel
def _in_first_zone(
    distance: float, alt1: float, alt2: float, wavelength: float, k: float
) -> bool:
    """Tell whether the ground comes into the first Fresnel zone of a path."""
    h1, h2 = max(alt1, 0.0), max(alt2, 0.0)
    d1, clear = reflection_point(distance, h1, h2, k * EARTH_RADIUS)
    return clear * clear * distance < wavelength * d1 * (distance - d1)


@kernel
def propagation_factor(
    distance: float,
    alt1: float,
    alt2: float,
    wavelength: float,
    k: float,
    roughness: float,
    surface: int,
) -> float:
    """Return what a smooth Earth does to power on one way, at any distance.

    Diffraction where the path is not clear by 0.55 of the first Fresnel radius, two
    rays where it is.  Ray optics is a decibel or two short where the two meet: up to a
    clearance of all of the radius the two rays do not take, they only add.

    Parameters
    ----------
    distance
        Between the ends, along the ground. [m]
    alt1, alt2
        Their altitudes above mean sea level. [m]
    wavelength
        Wavelength, 3 m at the most. [m]
    k
        Effective-Earth factor. [1]
    roughness
        Root-mean-square height of waves or of the ground. [m]
    surface
        A `Surface`; with none there is diffraction only. [1]

    Returns
    -------
    Ratio of powers to free space, the square of the propagation factor F; a radar
    meets it twice. [1]

    References
    ----------
    .. [1] L. V. Blake, *Radar Range-Performance Analysis*, Lexington, 1980, chapter 6
       (the interference region, and the diffraction region below it).

    Examples
    --------
    >>> round(propagation_factor(60e3, 20.0, 50.0, 0.1, 4 / 3, 0.0, 1), 6)
    0.000888
    """
    loss = sphere_loss(distance, alt1, alt2, wavelength, k, LAND_ADMITTANCE)
    if loss > 0.0:
        return math.exp(-_LOG_PER_DECIBEL * loss)
    gain = two_ray_gain(distance, alt1, alt2, wavelength, k, roughness, surface)
    if gain < 1.0 and _in_first_zone(distance, alt1, alt2, wavelength, k):
        return 1.0
    return gain
