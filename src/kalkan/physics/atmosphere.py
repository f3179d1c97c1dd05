"""The U.S. Standard Atmosphere 1976 against geometric altitude, to 1000 km.

Up to 86 km the standard's seven layers, exactly.  Two temperatures have to be told
apart: the *molecular-scale* one T_M, which the standard defines and in which pressure,
density and the speed of sound are written; and the *kinetic* one T = T_M M / M0, which
a thermometer shows.  They are one up to 80 km, where the air is still mixed, and differ
by 0.04 % at 86 km.  Above 86 km the gases part: pressure and density are those of the
standard's own equations, integrated once by `thermosphere` and interpolated by their
logarithms every 500 m.  Below sea level the first layer goes on; above 1000 km
pressure and density fall as they last did.  The standard gives no speed of sound,
viscosity or conductivity above 86 km: they keep their last values.

References
----------
.. [1] NOAA, NASA, USAF, *U.S. Standard Atmosphere, 1976*, NASA-TM-X-74335, 1976:
   equations 18, 22, 23, 33, 42, 50, 51 and 53, tables 4 (layers) and 8 (M / M0).
"""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.constants import AIR_HEAT_RATIO, AIR_MOLAR_MASS, GAS_CONSTANT, GRAVITY
from kalkan.physics.thermosphere import SPACING, table, temperature_slope

_AIR = GAS_CONSTANT / AIR_MOLAR_MASS  # specific gas constant of air [J kg⁻¹ K⁻¹]
_RADIUS = 6356766.0  # of the standard's geopotential [m]
_TOP = 86000.0  # of the layers [m]
_MIXED = 80000.0  # below, the air is mixed [m]
_SUTHERLAND, _VISCOSITY = 110.4, 1.458e-6  # S [K], β [kg s⁻¹ m⁻¹ K⁻½]

# Layers: geopotential height [m], temperature [K], its gradient [K m⁻¹] and the
# pressure [Pa] at the base, which follows from the layers below (equation 33).
_BASE = (0.0, 11e3, 20e3, 32e3, 47e3, 51e3, 71e3)
_BASE_TEMPERATURE = (288.15, 216.65, 216.65, 228.65, 270.65, 270.65, 214.65)
_GRADIENT = (-6.5e-3, 0.0, 1e-3, 2.8e-3, 0.0, -2.8e-3, -2e-3)
_BASE_PRESSURE = (
    101325.0,
    22632.0639735,
    5474.88866968,
    868.018684755,
    110.906305555,
    66.9388731187,
    3.95642042804,
)
_LAST_LAYER = len(_BASE) - 1

# Molar mass over that at sea level, every 500 m from 80 to 86 km (table 8).
_LIGHTER = (
    1.0,
    0.999996,
    0.999989,
    0.999971,
    0.999941,
    0.999909,
    0.999870,
    0.999829,
    0.999786,
    0.999741,
    0.999694,
    0.999641,
    0.999579,
)


def _logarithm(column: np.ndarray, base: float) -> np.ndarray:
    """Return the logarithm of a column, whose first row is the top of the layers."""
    column[0] = base
    return np.log(column)


_HIGH_PRESSURE, _HIGH_DENSITY = table()
_HIGH_LOG_PRESSURE = _logarithm(_HIGH_PRESSURE, 0.373380461831)
_HIGH_LOG_DENSITY = _logarithm(_HIGH_DENSITY, 6.95782378135e-6)
_LAST_ROW = len(_HIGH_LOG_PRESSURE) - 1


@kernel
def geopotential_height(alt: float) -> float:
    """Return the geopotential height of a geometric altitude.

    Parameters
    ----------
    alt
        Geometric altitude above mean sea level. [m]

    Returns
    -------
    Geopotential height. [m]

    Examples
    --------
    >>> round(geopotential_height(86e3), 2)
    84852.05
    """
    return _RADIUS * alt / (_RADIUS + alt)


@kernel
def _layer(height: float) -> int:
    """Return the layer that holds a geopotential height [m]."""
    i = 0
    while i < _LAST_LAYER and height >= _BASE[i + 1]:
        i += 1
    return i


@kernel
def _in_layer(i: int, height: float) -> tuple[float, float]:
    """Return temperature [K] and pressure over that at the base of layer `i` [1]."""
    base, gradient = _BASE_TEMPERATURE[i], _GRADIENT[i]
    rise = height - _BASE[i]
    if gradient == 0.0:
        return base, math.exp(-GRAVITY / _AIR * rise / base)
    temperature = base + gradient * rise
    power = -GRAVITY / _AIR / gradient
    return temperature, math.exp(power * math.log(temperature / base))


@kernel
def _above(alt: float, column: np.ndarray) -> float:
    """Return the exponential of a column of the high rows, between or beyond rows."""
    place = (alt - _TOP) / SPACING
    i = int(min(place, _LAST_ROW - 1.0))
    return math.exp(column[i] + (place - i) * (column[i + 1] - column[i]))


@kernel
def molecular_temperature(alt: float) -> float:
    """Return the molecular-scale temperature of the air, T_M = T M0 / M.

    Parameters
    ----------
    alt
        Geometric altitude above mean sea level. [m]

    Returns
    -------
    Molecular-scale temperature; above 86 km by p / ρ, which defines it. [K]

    Examples
    --------
    >>> round(molecular_temperature(86e3), 3)
    186.946
    """
    if alt >= _TOP:
        ratio = _above(alt, _HIGH_LOG_PRESSURE) / _above(alt, _HIGH_LOG_DENSITY)
        return ratio / _AIR
    height = geopotential_height(alt)
    i = _layer(height)
    return _BASE_TEMPERATURE[i] + _GRADIENT[i] * (height - _BASE[i])


@kernel
def temperature(alt: float) -> float:
    """Return the kinetic temperature of the air: what a thermometer shows.

    Parameters
    ----------
    alt
        Geometric altitude above mean sea level. [m]

    Returns
    -------
    Kinetic temperature. [K]

    Examples
    --------
    >>> round(temperature(10e3), 2), round(temperature(86e3), 2)
    (223.25, 186.87)
    """
    if alt >= _TOP:
        return temperature_slope(alt)[0]
    warm = molecular_temperature(alt)
    if not alt >= _MIXED:  # nan too
        return warm
    place = (alt - _MIXED) / 500.0
    i = min(int(place), len(_LIGHTER) - 2)
    return warm * (_LIGHTER[i] + (place - i) * (_LIGHTER[i + 1] - _LIGHTER[i]))


@kernel
def pressure(alt: float) -> float:
    """Return the pressure of the air.

    Parameters
    ----------
    alt
        Geometric altitude above mean sea level. [m]

    Returns
    -------
    Pressure. [Pa]

    Examples
    --------
    >>> round(pressure(10e3))
    26500
    """
    if alt >= _TOP:
        return _above(alt, _HIGH_LOG_PRESSURE)
    height = geopotential_height(alt)
    i = _layer(height)
    return _BASE_PRESSURE[i] * _in_layer(i, height)[1]


@kernel
def density(alt: float) -> float:
    """Return the density of the air.

    Parameters
    ----------
    alt
        Geometric altitude above mean sea level. [m]

    Returns
    -------
    Density. [kg m⁻³]

    Examples
    --------
    >>> round(density(10e3), 5)
    0.41351
    """
    if alt >= _TOP:
        return _above(alt, _HIGH_LOG_DENSITY)
    height = geopotential_height(alt)
    i = _layer(height)
    temperature, ratio = _in_layer(i, height)
    return _BASE_PRESSURE[i] * ratio / (_AIR * temperature)


@kernel
def sound_speed(alt: float) -> float:
    """Return the speed of sound.

    Parameters
    ----------
    alt
        Geometric altitude above mean sea level; above 86 km it counts as 86 km. [m]

    Returns
    -------
    Speed. [m/s]

    Examples
    --------
    >>> round(sound_speed(10e3), 2)
    299.53
    """
    below = min(alt, _TOP - 1e-6)
    return math.sqrt(AIR_HEAT_RATIO * _AIR * molecular_temperature(below))


@kernel
def viscosity(alt: float) -> float:
    """Return the dynamic viscosity of the air, by Sutherland's law.

    Parameters
    ----------
    alt
        Geometric altitude above mean sea level; above 86 km it counts as 86 km. [m]

    Returns
    -------
    Dynamic viscosity. [Pa s]

    References
    ----------
    .. [1] *U.S. Standard Atmosphere, 1976*, equation 51.

    Examples
    --------
    >>> print(f"{viscosity(0.0):.4e}")
    1.7894e-05
    """
    warm = temperature(min(alt, _TOP))
    return _VISCOSITY * warm * math.sqrt(warm) / (warm + _SUTHERLAND)


@kernel
def conductivity(alt: float) -> float:
    """Return the thermal conductivity of the air.

    Parameters
    ----------
    alt
        Geometric altitude above mean sea level; above 86 km it counts as 86 km. [m]

    Returns
    -------
    Thermal conductivity. [W m⁻¹ K⁻¹]

    References
    ----------
    .. [1] *U.S. Standard Atmosphere, 1976*, equation 53.

    Examples
    --------
    >>> print(f"{conductivity(0.0):.4e}")
    2.5326e-02
    """
    warm = temperature(min(alt, _TOP))
    shape = 245.4 * math.exp(-12.0 / warm * math.log(10.0))
    return 2.64638e-3 * warm * math.sqrt(warm) / (warm + shape)
