"""Radio refractivity of air, and the effective Earth that it makes.

References
----------
.. [1] ITU-R P.453-14, *The radio refractive index: its formula and refractivity
   data*, 2019, Annex 1, equations 1 to 6 (refractivity), 8 and 9 (saturation).
.. [2] ITU-R P.310-10, *Definitions of terms relating to propagation in non-ionized
   media*, 2019 (effective radius of the Earth and its factor k).
.. [3] ITU-R P.835-6, *Reference standard atmospheres*, 2017, Annex 1, section 1.2.
"""

import math

from kalkan._kernel import kernel
from kalkan.constants import EARTH_RADIUS

VAPOUR_AT_SEA = 7.5e-3  #: density of water vapour at sea level [kg m⁻³] [3]_
_VAPOUR_SCALE = 2000.0  # [m] [3]_
_LEAST_MIXING = 2e-6  # vapour pressure over pressure, from where it stays [1] [3]_
_VAPOUR = 216.7e-5  # density × temperature / pressure [kg K m⁻³ Pa⁻¹] [1]_
_FREEZING = 273.15  # [K]


@kernel
def refractivity(pressure: float, temperature: float, vapour_pressure: float) -> float:
    r"""Return the radio refractivity of air.

    .. math:: N = 77.6 \frac{P - e}{T} + 72 \frac{e}{T} + 3.75 · 10^5 \frac{e}{T^2}

    with pressures in hPa.

    Parameters
    ----------
    pressure
        Total pressure. [Pa]
    temperature
        Temperature. [K]
    vapour_pressure
        Partial pressure of water vapour. [Pa]

    Returns
    -------
    (n - 1) · 10⁶, of the refractive index n. [1]

    Examples
    --------
    >>> round(refractivity(101325.0, 288.15, 997.289), 4)
    317.7204
    """
    dry = 0.01 * (pressure - vapour_pressure)
    wet = 0.01 * vapour_pressure
    return (77.6 * dry + (72.0 + 3.75e5 / temperature) * wet) / temperature


@kernel
def saturation_pressure(temperature: float, pressure: float) -> float:
    """Return the pressure of water vapour that saturates air over water.

    Parameters
    ----------
    temperature
        Temperature; good to 0.2 % from 233 K to 323 K. [K]
    pressure
        Total pressure. [Pa]

    Returns
    -------
    Partial pressure; times the relative humidity it is that of the air. [Pa]

    Examples
    --------
    >>> round(saturation_pressure(288.15, 101325.0), 1)
    1712.2
    """
    celsius, total = temperature - _FREEZING, 0.01 * pressure
    factor = 1.0 + 1e-4 * (7.2 + total * (0.0320 + 5.9e-6 * celsius * celsius))
    power = (18.678 - celsius / 234.5) * celsius / (celsius + 257.14)
    return 100.0 * factor * 6.1121 * math.exp(power)


@kernel
def vapour_pressure(vapour: float, temperature: float) -> float:
    """Return the partial pressure of water vapour of this density.

    Parameters
    ----------
    vapour
        Density of water vapour. [kg m⁻³]
    temperature
        Temperature. [K]

    Returns
    -------
    Partial pressure. [Pa]

    Examples
    --------
    >>> round(vapour_pressure(7.5e-3, 288.15), 1)
    997.3
    """
    return vapour * temperature / _VAPOUR


@kernel
def vapour_density(
    altitude: float, pressure: float, temperature: float, at_sea: float
) -> float:
    """Return the density of water vapour in the mean global atmosphere.

    It falls by 1/e in 2 km up to where its pressure is 2 · 10⁻⁶ of the air's, and
    keeps that share above.

    Parameters
    ----------
    altitude
        Altitude above mean sea level. [m]
    pressure, temperature
        Of the air there. [Pa, K]
    at_sea
        Density at sea level; 7.5 · 10⁻³ in the mean global atmosphere. [kg m⁻³]

    Returns
    -------
    Density. [kg m⁻³]

    Examples
    --------
    >>> round(vapour_density(2000.0, 79495.0, 275.15, 7.5e-3), 6)
    0.002759
    """
    if not at_sea > 0.0:
        return 0.0
    least = _LEAST_MIXING * pressure * _VAPOUR / temperature
    return max(at_sea * math.exp(-altitude / _VAPOUR_SCALE), least)


@kernel
def effective_earth_factor(gradient: float) -> float:
    r"""Return the effective-Earth factor of a linear profile of refractivity.

    .. math:: k = \frac{1}{1 + R \, dn/dh}

    Parameters
    ----------
    gradient
        Refractivity gained per metre of altitude; -0.039 on the average. [m⁻¹]

    Returns
    -------
    Factor k; infinite or negative where rays follow the Earth or are trapped. [1]

    Examples
    --------
    >>> round(effective_earth_factor(-0.0392), 3)
    1.333
    """
    return 1.0 / (1.0 + EARTH_RADIUS * 1e-6 * gradient)
