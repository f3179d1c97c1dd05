"""The U.S. Standard Atmosphere 1976, for numbers and arrays.

All functions take the geometric altitude above mean sea level, from -5 to 1000 km, and
broadcast: a number in, a number out; an array in, an array of its shape out.

References
----------
.. [1] NOAA, NASA, USAF, *U.S. Standard Atmosphere, 1976*, NASA-TM-X-74335, 1976.

Examples
--------
>>> from kalkan import atmosphere
>>> atmosphere.density([0.0, 11e3]).round(4)
array([1.225 , 0.3648])
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from kalkan.numerics.elementwise import elementwise
from kalkan.physics import atmosphere as _air

__all__ = [
    "conductivity",
    "density",
    "geopotential_height",
    "molecular_temperature",
    "pressure",
    "sound_speed",
    "temperature",
    "viscosity",
]

_LOW, _HIGH = -5e3, 1000e3  # what the standard covers [m]


def _column(
    kernel: Callable[[float], float], altitude: ArrayLike
) -> float | np.ndarray:
    """Return a column of the standard; refuse what it does not cover."""
    given = np.asarray(altitude, np.float64)
    if not np.all((given >= _LOW) & (given <= _HIGH)):  # nan too
        raise ValueError("altitude: the standard covers -5000 m to 1000000 m")
    return elementwise(kernel, given)


def temperature(altitude: ArrayLike) -> float | np.ndarray:
    """Return the kinetic temperature of the air: what a thermometer shows.

    Parameters
    ----------
    altitude
        Geometric altitude, -5 to 1000 km. [m]

    Returns
    -------
    Kinetic temperature. [K]

    Raises
    ------
    ValueError
        When an altitude is not one that the standard covers.

    Examples
    --------
    >>> temperature([0.0, 86e3, 120e3]).round(2)
    array([288.15, 186.87, 360.  ])
    """
    return _column(_air.temperature, altitude)


def molecular_temperature(altitude: ArrayLike) -> float | np.ndarray:
    """Return the molecular-scale temperature, T_M = T M0 / M.

    It is the kinetic temperature up to 80 km, and what pressure, density and the speed
    of sound are written in.

    Parameters
    ----------
    altitude
        Geometric altitude, -5 to 1000 km. [m]

    Returns
    -------
    Molecular-scale temperature. [K]

    Raises
    ------
    ValueError
        When an altitude is not one that the standard covers.

    Examples
    --------
    >>> round(molecular_temperature(86e3), 3)
    186.946
    """
    return _column(_air.molecular_temperature, altitude)


def pressure(altitude: ArrayLike) -> float | np.ndarray:
    """Return the pressure of the air.

    Parameters
    ----------
    altitude
        Geometric altitude, -5 to 1000 km. [m]

    Returns
    -------
    Pressure. [Pa]

    Raises
    ------
    ValueError
        When an altitude is not one that the standard covers.

    Examples
    --------
    >>> round(pressure(0.0)), round(pressure(10e3))
    (101325, 26500)
    """
    return _column(_air.pressure, altitude)


def density(altitude: ArrayLike) -> float | np.ndarray:
    """Return the density of the air.

    Parameters
    ----------
    altitude
        Geometric altitude, -5 to 1000 km. [m]

    Returns
    -------
    Density. [kg m⁻³]

    Raises
    ------
    ValueError
        When an altitude is not one that the standard covers.

    Examples
    --------
    >>> print(f"{density(200e3):.3e}")
    2.541e-10
    """
    return _column(_air.density, altitude)


def sound_speed(altitude: ArrayLike) -> float | np.ndarray:
    """Return the speed of sound; above 86 km the standard has none and 86 km is taken.

    Parameters
    ----------
    altitude
        Geometric altitude, -5 to 1000 km. [m]

    Returns
    -------
    Speed. [m/s]

    Raises
    ------
    ValueError
        When an altitude is not one that the standard covers.

    Examples
    --------
    >>> round(sound_speed(0.0), 3)
    340.294
    """
    return _column(_air.sound_speed, altitude)


def viscosity(altitude: ArrayLike) -> float | np.ndarray:
    """Return the dynamic viscosity; above 86 km that of 86 km is taken.

    Parameters
    ----------
    altitude
        Geometric altitude, -5 to 1000 km. [m]

    Returns
    -------
    Dynamic viscosity. [Pa s]

    Raises
    ------
    ValueError
        When an altitude is not one that the standard covers.

    Examples
    --------
    >>> print(f"{viscosity(20e3):.4e}")
    1.4216e-05
    """
    return _column(_air.viscosity, altitude)


def conductivity(altitude: ArrayLike) -> float | np.ndarray:
    """Return the thermal conductivity; above 86 km that of 86 km is taken.

    Parameters
    ----------
    altitude
        Geometric altitude, -5 to 1000 km. [m]

    Returns
    -------
    Thermal conductivity. [W m⁻¹ K⁻¹]

    Raises
    ------
    ValueError
        When an altitude is not one that the standard covers.

    Examples
    --------
    >>> print(f"{conductivity(0.0):.4e}")
    2.5326e-02
    """
    return _column(_air.conductivity, altitude)


def geopotential_height(altitude: ArrayLike) -> float | np.ndarray:
    """Return the geopotential height: the work against gravity over standard gravity.

    Parameters
    ----------
    altitude
        Geometric altitude, -5 to 1000 km. [m]

    Returns
    -------
    Geopotential height. [m]

    Raises
    ------
    ValueError
        When an altitude is not one that the standard covers.

    Examples
    --------
    >>> round(geopotential_height(86e3), 2)
    84852.05
    """
    return _column(_air.geopotential_height, altitude)
