"""Diffraction by ridges and by the Earth, and rays that the surface mirrors."""

from typing import Literal

from numpy.typing import ArrayLike

from kalkan.numerics.arguments import require
from kalkan.numerics.elementwise import elementwise
from kalkan.physics import diffraction as _diffraction
from kalkan.physics import multipath as _multipath
from kalkan.propagation._arguments import (
    HIGHEST,
    STANDARD,
    Ground,
    Result,
    distances,
    earth_factors,
    electric,
    ends,
    wavelengths,
)

_SURFACES = {"none": 0, "sea": 1, "flat": 2}


def knife_edge_parameter(
    rise: ArrayLike, d1: ArrayLike, d2: ArrayLike, frequency: ArrayLike
) -> Result:
    """Return the diffraction parameter ν of a knife edge.

    Parameters
    ----------
    rise
        Height of the edge above the line between the ends, below zero under it. [m]
    d1, d2
        Distances of the edge from the ends. [m]
    frequency
        Frequency. [Hz]

    Returns
    -------
    Parameter ν. [1]

    Examples
    --------
    >>> round(knife_edge_parameter(20.0, 30e3, 10e3, 3e9), 3)
    1.033
    """
    return elementwise(
        _diffraction.knife_edge_parameter,
        require("rise [m]", rise),
        require("d1 [m]", d1, 0.0, above=True),
        require("d2 [m]", d2, 0.0, above=True),
        wavelengths(frequency),
    )


def knife_edge_loss(nu: ArrayLike, *, exact: bool = False) -> Result:
    """Return the loss behind a knife edge (ITU-R P.526).

    Parameters
    ----------
    nu
        Diffraction parameter, see `knife_edge_parameter`. [1]
    exact
        By Fresnel's integrals, else by the Recommendation's approximation, which is
        0 for ν ≤ -0.78.

    Returns
    -------
    Loss one way, relative to free space. [dB]

    Examples
    --------
    >>> knife_edge_loss([-1.0, 0.0, 1.0, 2.4]).round(2)
    array([ 0.  ,  6.03, 13.93, 20.54])
    >>> knife_edge_loss([-1.0, 0.0, 1.0, 2.4], exact=True).round(2)
    array([-1.  ,  6.02, 13.86, 20.62])
    """
    kernel = _diffraction.knife_edge_exact if exact else _diffraction.knife_edge_loss
    return elementwise(kernel, require("nu [1]", nu))


def smooth_earth_loss(
    distance: ArrayLike,
    alt1: ArrayLike,
    alt2: ArrayLike,
    frequency: ArrayLike,
    k: ArrayLike = STANDARD,
    *,
    ground: Ground = "land",
    vertical: bool = False,
) -> Result:
    """Return the loss by diffraction over the smooth Earth (ITU-R P.526, section 3).

    Parameters
    ----------
    distance
        Between the ends, along the ground. [m]
    alt1, alt2
        Their altitudes. [m]
    frequency
        Frequency, from 10 MHz. [Hz]
    k
        Effective-Earth factor. [1]
    ground
        "land" (22, 0.003 S/m), "sea" (80, 5 S/m), or relative permittivity and
        conductivity.
    vertical
        Polarisation: vertical or horizontal.

    Returns
    -------
    Loss one way, relative to free space; 0 on a path clear by 0.552 of the first
    Fresnel radius. [dB]

    Examples
    --------
    >>> smooth_earth_loss([30e3, 45e3, 60e3], 20.0, 50.0, 3e9).round(1)
    array([ 0. , 12.1, 30.5])
    """
    require("frequency [Hz]", frequency, 10e6, HIGHEST)
    wavelength = wavelengths(frequency)
    admitted = elementwise(
        _diffraction.admittance, wavelength, *electric(ground), vertical
    )
    return elementwise(
        _diffraction.sphere_loss,
        distances(distance),
        *ends(alt1, alt2),
        wavelength,
        earth_factors(k),
        admitted,
    )


def two_ray_gain(
    distance: ArrayLike,
    alt1: ArrayLike,
    alt2: ArrayLike,
    frequency: ArrayLike,
    k: ArrayLike = STANDARD,
    *,
    roughness: ArrayLike = 0.0,
    ground: Ground = "sea",
    vertical: bool = False,
) -> Result:
    """Return the power of a direct and a mirrored ray over that of the direct one.

    Parameters
    ----------
    distance
        Between the ends, along the ground. [m]
    alt1, alt2
        Their altitudes above the surface. [m]
    frequency
        Frequency. [Hz]
    k
        Effective-Earth factor; very large for a flat Earth. [1]
    roughness
        Root-mean-square height of the surface. [m]
    ground
        As in `smooth_earth_loss`.
    vertical
        Polarisation: vertical or horizontal.

    Returns
    -------
    Ratio of powers one way, 0 to 4; 1 beyond the horizon. [1]

    Examples
    --------
    >>> two_ray_gain(20e3, 20.0, [25.0, 50.0], 3e9, 1e9).round(2)  # flat Earth
    array([4., 0.])
    >>> round(two_ray_gain(20e3, 20.0, 75.0, 3e9, roughness=2.0), 2)
    0.63
    """
    return elementwise(
        _multipath.two_rays,
        distances(distance),
        *ends(alt1, alt2),
        wavelengths(frequency),
        earth_factors(k),
        require("roughness [m]", roughness, 0.0),
        *electric(ground),
        vertical,
    )


def propagation_factor(
    distance: ArrayLike,
    alt1: ArrayLike,
    alt2: ArrayLike,
    frequency: ArrayLike,
    k: ArrayLike = STANDARD,
    *,
    roughness: ArrayLike = 0.0,
    surface: Literal["none", "sea", "flat"] = "none",
) -> Result:
    """Return what a smooth Earth does to power on one way, at any distance.

    Diffraction near and beyond the horizon, two rays within it where a surface
    mirrors; horizontal polarisation.

    Parameters
    ----------
    distance
        Between the ends, along the ground. [m]
    alt1, alt2
        Their altitudes. [m]
    frequency
        Frequency, from 100 MHz. [Hz]
    k
        Effective-Earth factor. [1]
    roughness
        Root-mean-square height of the surface. [m]
    surface
        What mirrors: nothing, the sea, or flat ground.

    Returns
    -------
    Ratio of powers to free space, F²; a radar meets it twice. [1]

    Examples
    --------
    >>> propagation_factor([20e3, 60e3], 20.0, 50.0, 3e9, surface="sea").round(4)
    array([2.3815e+00, 9.0000e-04])
    """
    if surface not in _SURFACES:
        raise ValueError(f"surface: 'none', 'sea' or 'flat', not {surface!r}")
    require("frequency [Hz]", frequency, 100e6, HIGHEST)
    return elementwise(
        _multipath.propagation_factor,
        distances(distance),
        *ends(alt1, alt2),
        wavelengths(frequency),
        earth_factors(k),
        require("roughness [m]", roughness, 0.0),
        _SURFACES[surface],
    )
