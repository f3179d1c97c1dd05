"""The U.S. Standard Atmosphere 1976 against geometric altitude.

Up to 86 km the standard's seven layers, with the molecular-scale temperature (the
kinetic one is 0.04 % lower at 86 km).  Above, pressure and density fall exponentially
between rows of the standard's table, temperature is linear, and the speed of sound
keeps its last value: the standard gives none there.  Below sea level the first layer
goes on.

References
----------
.. [1] NOAA, NASA, USAF, *U.S. Standard Atmosphere, 1976*, NASA-TM-X-74335, 1976:
   equations 18, 23, 33 and 50, table 4 (layers), table I (rows above 86 km).
"""

import math

from kalkan._kernel import kernel
from kalkan.constants import AIR_HEAT_RATIO, AIR_MOLAR_MASS, GAS_CONSTANT, GRAVITY

_AIR = GAS_CONSTANT / AIR_MOLAR_MASS  # specific gas constant of air [J kg⁻¹ K⁻¹]
_RADIUS = 6356766.0  # of the standard's geopotential [m]
_TOP = 86000.0

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

# Above: altitude [m], temperature [K], pressure [Pa], density [kg m⁻³].  The first row
# is the top of the layers, the others are rows of table I.
_HIGH = (
    (86e3, 186.945908310, 0.373380461831, 6.95782378135e-6),
    (90e3, 186.87, 1.8359e-1, 3.416e-6),
    (95e3, 188.42, 7.5966e-2, 1.393e-6),
    (100e3, 195.08, 3.2011e-2, 5.604e-7),
    (110e3, 240.00, 7.1042e-3, 9.708e-8),
    (120e3, 360.00, 2.5382e-3, 2.222e-8),
    (150e3, 634.39, 4.5422e-4, 2.076e-9),
    (200e3, 854.56, 8.4736e-5, 2.541e-10),
    (300e3, 976.01, 8.7704e-6, 1.916e-11),
    (500e3, 999.24, 3.0236e-7, 5.215e-13),
    (1000e3, 1000.0, 7.5138e-9, 3.561e-15),
)
_LAST_ROW = len(_HIGH) - 1
_HIGH_ALT = tuple(row[0] for row in _HIGH)
_HIGH_TEMPERATURE = tuple(row[1] for row in _HIGH)
_HIGH_LOG_PRESSURE = tuple(math.log(row[2]) for row in _HIGH)
_HIGH_LOG_DENSITY = tuple(math.log(row[3]) for row in _HIGH)


@kernel
def _height(alt: float) -> float:
    """Return the geopotential height of a geometric altitude [m]."""
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
def _above(alt: float, column: tuple[float, ...]) -> float:
    """Return a column of the high rows between rows, or beyond the last."""
    i = 1
    while i < _LAST_ROW and alt >= _HIGH_ALT[i]:
        i += 1
    share = (alt - _HIGH_ALT[i - 1]) / (_HIGH_ALT[i] - _HIGH_ALT[i - 1])
    return column[i - 1] + share * (column[i] - column[i - 1])


@kernel
def temperature(alt: float) -> float:
    """Return the temperature of the air.

    Parameters
    ----------
    alt
        Geometric altitude above mean sea level. [m]

    Returns
    -------
    Molecular-scale temperature up to 86 km, kinetic above. [K]

    Examples
    --------
    >>> round(temperature(10e3), 2)
    223.25
    """
    if alt >= _TOP:
        return min(_above(alt, _HIGH_TEMPERATURE), 1000.0)
    height = _height(alt)
    i = _layer(height)
    return _BASE_TEMPERATURE[i] + _GRADIENT[i] * (height - _BASE[i])


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
        return math.exp(_above(alt, _HIGH_LOG_PRESSURE))
    height = _height(alt)
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
        return math.exp(_above(alt, _HIGH_LOG_DENSITY))
    height = _height(alt)
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
    return math.sqrt(AIR_HEAT_RATIO * _AIR * temperature(min(alt, _TOP)))
