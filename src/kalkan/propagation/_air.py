"""Horizon, refraction, and what gas and rain take."""

import functools
import math
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from kalkan.numerics.arguments import require
from kalkan.numerics.elementwise import elementwise
from kalkan.physics import attenuation as _air
from kalkan.physics import horizon as _horizon
from kalkan.physics import rain as _rain
from kalkan.physics import refraction as _refraction
from kalkan.physics import slant as _slant
from kalkan.propagation._arguments import (
    HIGHEST,
    STANDARD,
    Result,
    altitudes,
    directions,
    earth_factors,
    ends,
    frequencies,
)


def horizon(altitude: ArrayLike, k: ArrayLike = STANDARD) -> Result:
    """Return the distance of the horizon of the smooth Earth.

    Parameters
    ----------
    altitude
        Altitude of the antenna. [m]
    k
        Effective-Earth factor. [1]

    Returns
    -------
    Arc along the ground, exact for the sphere. [m]

    Examples
    --------
    >>> round(horizon(10.0))
    13034
    """
    return elementwise(
        _horizon.horizon, altitudes("altitude", altitude), earth_factors(k)
    )


def mutual_horizon(alt1: ArrayLike, alt2: ArrayLike, k: ArrayLike = STANDARD) -> Result:
    """Return the distance at which two points just see each other.

    Parameters
    ----------
    alt1, alt2
        Their altitudes. [m]
    k
        Effective-Earth factor. [1]

    Returns
    -------
    Arc along the ground, exact for the sphere. [m]

    Examples
    --------
    >>> round(mutual_horizon(15.0, 10e3))
    427943
    """
    return elementwise(_horizon.mutual_horizon, *ends(alt1, alt2), earth_factors(k))


def refractivity(
    pressure: ArrayLike, temperature: ArrayLike, vapour_pressure: ArrayLike
) -> Result:
    """Return the radio refractivity of air (ITU-R P.453).

    Parameters
    ----------
    pressure
        Total pressure. [Pa]
    temperature
        Temperature. [K]
    vapour_pressure
        Partial pressure of water vapour; see `saturation_pressure`. [Pa]

    Returns
    -------
    (n - 1) · 10⁶, of the refractive index n. [1]

    Examples
    --------
    >>> round(refractivity(101325.0, 288.15, 997.289), 3)
    317.72
    """
    return elementwise(
        _refraction.refractivity,
        require("pressure [Pa]", pressure, 0.0),
        require("temperature [K]", temperature, 0.0, above=True),
        require("vapour_pressure [Pa]", vapour_pressure, 0.0),
    )


def saturation_pressure(temperature: ArrayLike, pressure: ArrayLike) -> Result:
    """Return the pressure of water vapour that saturates air over water (P.453).

    Parameters
    ----------
    temperature
        Temperature, 233 K to 323 K. [K]
    pressure
        Total pressure. [Pa]

    Returns
    -------
    Partial pressure; times the relative humidity it is that of the air. [Pa]

    Examples
    --------
    >>> round(saturation_pressure(288.15, 101325.0))
    1712
    """
    return elementwise(
        _refraction.saturation_pressure,
        require("temperature [K]", temperature, 233.0, 323.15),
        require("pressure [Pa]", pressure, 0.0),
    )


def effective_earth_factor(gradient: ArrayLike) -> Result:
    """Return the effective-Earth factor of a linear profile of refractivity.

    Parameters
    ----------
    gradient
        Refractivity gained per metre of altitude, above -0.15696, where rays follow
        the Earth. [m⁻¹]

    Returns
    -------
    Factor k. [1]

    Examples
    --------
    >>> effective_earth_factor([0.0, -0.0392]).round(3)
    array([1.   , 1.333])
    """
    return elementwise(
        _refraction.effective_earth_factor,
        require("gradient [1/m]", gradient, -0.15696, above=True),
    )


def gas_attenuation(
    frequency: ArrayLike,
    pressure: ArrayLike = 101325.0,
    temperature: ArrayLike = 288.15,
    vapour: ArrayLike = _refraction.VAPOUR_AT_SEA,
) -> Result:
    """Return the specific attenuation of air, line by line (ITU-R P.676).

    Parameters
    ----------
    frequency
        Frequency, 1 GHz to 1000 GHz; below, the formulas go on. [Hz]
    pressure
        Of the dry air alone. [Pa]
    temperature
        Temperature. [K]
    vapour
        Density of water vapour. [kg m⁻³]

    Returns
    -------
    Specific attenuation, one way. [dB/m]

    Examples
    --------
    >>> (1e3 * gas_attenuation([3e9, 10e9, 60e9])).round(5)  # dB/km
    array([7.54000e-03, 1.42000e-02, 1.47783e+01])
    """
    return elementwise(
        _air.gas_attenuation,
        frequencies(frequency),
        require("pressure [Pa]", pressure, 0.0),
        require("temperature [K]", temperature, 0.0, above=True),
        require("vapour [kg/m³]", vapour, 0.0),
    )


def _rainy(
    kernel: Callable[..., float],
    frequency: ArrayLike,
    *arguments: np.ndarray,
) -> Result:
    """Return a kernel of the rain, over what its model covers."""
    hertz = require("frequency [Hz]", frequency, 1e9, HIGHEST)
    return elementwise(kernel, hertz, *arguments)


def rain_coefficients(
    frequency: ArrayLike, elevation: ArrayLike = 0.0, tilt: ArrayLike = 0.0
) -> tuple[Result, Result]:
    """Return k and α of the attenuation of rain, γ = k R^α (ITU-R P.838).

    Parameters
    ----------
    frequency
        Frequency, 1 GHz to 1000 GHz. [Hz]
    elevation
        Elevation of the path. [rad]
    tilt
        Of the polarisation against the horizontal: 0 horizontal, π/2 vertical, π/4
        circular. [rad]

    Returns
    -------
    k and α, for R in mm/h and γ in dB/km. [1, 1]

    Examples
    --------
    >>> k, alpha = rain_coefficients(10e9)
    >>> round(k, 6), round(alpha, 4)
    (0.012167, 1.2571)
    """
    angles = require("elevation [rad]", elevation), require("tilt [rad]", tilt)
    k = _rainy(lambda *each: _rain.rain_coefficients(*each)[0], frequency, *angles)
    alpha = _rainy(lambda *each: _rain.rain_coefficients(*each)[1], frequency, *angles)
    return k, alpha


def rain_attenuation(
    frequency: ArrayLike,
    rate: ArrayLike,
    elevation: ArrayLike = 0.0,
    tilt: ArrayLike = 0.0,
) -> Result:
    """Return the specific attenuation of rain (ITU-R P.838).

    Parameters
    ----------
    frequency
        Frequency, 1 GHz to 1000 GHz. [Hz]
    rate
        Depth of rain a second: 1 mm/h is 1e-3 / 3600 m/s. [m/s]
    elevation, tilt
        As in `rain_coefficients`. [rad]

    Returns
    -------
    Specific attenuation, one way. [dB/m]

    Examples
    --------
    >>> heavy = 25e-3 / 3600  # 25 mm/h
    >>> (1e3 * rain_attenuation([3e9, 10e9, 35e9], heavy)).round(3)  # dB/km
    array([0.007, 0.696, 6.206])
    """
    return _rainy(
        _rain.rain_attenuation,
        frequency,
        require("rate [m/s]", rate, 0.0),
        require("elevation [rad]", elevation),
        require("tilt [rad]", tilt),
    )


def _rain_on(frequency: np.ndarray, rate: ArrayLike) -> Result:
    """Return the specific attenuation of rain, polarised circularly [dB/m]."""
    given = require("rain [m/s]", rate, 0.0)
    return elementwise(_rain.rain_attenuation, frequency, given, 0.0, math.pi / 4.0)


def slant_loss(
    frequency: ArrayLike,
    elevation: ArrayLike,
    altitude: ArrayLike = 0.0,
    end: ArrayLike = 100e3,
    *,
    rain: ArrayLike = 0.0,
    vapour: ArrayLike = _refraction.VAPOUR_AT_SEA,
    ways: int = 1,
) -> Result:
    """Return the loss by gas and rain along a ray that the standard atmosphere bends.

    Parameters
    ----------
    frequency
        Frequency. [Hz]
    elevation
        Of the ray where it starts, -π/2 to π/2. [rad]
    altitude
        Where it starts. [m]
    end
        Altitude where it ends, the first time that it gets there; from 100 km up,
        outside of the air. [m]
    rain
        Rate of rain below `RAIN_HEIGHT`, circular polarisation. [m/s]
    vapour
        Density of water vapour at sea level. [kg m⁻³]
    ways
        1, or 2 for a radar.

    Returns
    -------
    Loss; nan where the ray never gets there. [dB]

    Examples
    --------
    >>> import math
    >>> slant_loss(10e9, [0.0, math.radians(5.0), math.pi / 2]).round(3)
    array([3.09 , 0.556, 0.051])
    """
    hertz = frequencies(frequency)
    loss = elementwise(
        _slant.slant_loss,
        hertz,
        require("elevation [rad]", elevation, -math.pi / 2, math.pi / 2),
        altitudes("altitude", altitude),
        altitudes("end", end),
        require("vapour [kg/m³]", vapour, 0.0),
        _rain_on(hertz, rain),
    )
    return directions(ways) * loss


@functools.lru_cache(maxsize=64)
def _table(frequency: float, vapour: float) -> np.ndarray:
    return _air.attenuation_table(frequency, vapour)


def _path(
    frequency: float,
    arc: float,
    alt1: float,
    alt2: float,
    k: float,
    vapour: float,
    rain: float,
) -> float:
    if arc > _horizon.mutual_horizon(alt1, alt2, k):
        return math.nan
    return _air.chord_loss(_table(frequency, vapour), arc, alt1, alt2, k, rain)


def path_loss(
    frequency: ArrayLike,
    distance: ArrayLike,
    alt1: ArrayLike,
    alt2: ArrayLike,
    k: ArrayLike = STANDARD,
    *,
    rain: ArrayLike = 0.0,
    vapour: ArrayLike = _refraction.VAPOUR_AT_SEA,
    ways: int = 1,
) -> Result:
    """Return the loss by gas and rain between two points, over the effective Earth.

    Parameters
    ----------
    frequency
        Frequency. [Hz]
    distance
        Between the points, along the ground, at least zero. [m]
    alt1, alt2
        Their altitudes. [m]
    k
        Effective-Earth factor. [1]
    rain
        Rate of rain below `RAIN_HEIGHT`, circular polarisation. [m/s]
    vapour
        Density of water vapour at sea level. [kg m⁻³]
    ways
        1, or 2 for a radar.

    Returns
    -------
    Loss, without spreading; nan beyond the horizon. [dB]

    Examples
    --------
    >>> path_loss(9.5e9, 150e3, 20.0, [3e3, 9e3], rain=[0.0, 5e-3 / 3600]).round(2)
    array([1.39, 4.29])
    """
    hertz = frequencies(frequency)
    loss = elementwise(
        _path,
        hertz,
        require("distance [m]", distance, 0.0),
        *ends(alt1, alt2),
        earth_factors(k),
        require("vapour [kg/m³]", vapour, 0.0),
        _rain_on(hertz, rain),
    )
    return directions(ways) * loss
