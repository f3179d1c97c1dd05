"""The U.S. Standard Atmosphere 1976 above 86 km: gases that part by their weight.

The standard gives no closed form there.  Each gas has its own balance of gravity,
diffusion, eddies and a vertical flow, to be integrated upwards one after the other,
since the diffusion of one depends on the number of those before it.  This module does
that once, when it is imported, for a table that kernels interpolate.

References
----------
.. [1] NOAA, NASA, USAF, *U.S. Standard Atmosphere, 1976*, NASA-TM-X-74335, 1976:
   equations 25 to 31 (temperature), 5 to 7 (eddies and diffusion), 35 to 41 (numbers),
   33c (pressure) and tables 3, 5, 6 and 7 (constants).
"""

import math
from typing import NamedTuple

import numpy as np

from kalkan._kernel import kernel
from kalkan.constants import AIR_MOLAR_MASS, GAS_CONSTANT, GRAVITY

BASE, TOP, SPACING = 86e3, 1000e3, 500.0  #: of the table [m]

_RADIUS = 6356766.0  # of the standard's geopotential [m]
_BOLTZMANN, _AVOGADRO = 1.380622e-23, 6.022169e26  # of 1976 [J K⁻¹, kmol⁻¹]
_STEP = 100.0  # of the integration [m]
_MIXED, _EDDIES, _HYDROGEN, _LEVEL = 100e3, 115e3, 150e3, 500e3  # [m]


class Gas(NamedTuple):
    """A gas and how it moves (tables 3, 5, 6 and 7 of the standard)."""

    mass: float  #: [kg kmol⁻¹]
    number: float  #: at 86 km; of hydrogen at 500 km [m⁻³]
    diffusion: float  #: a [m⁻¹ s⁻¹]
    power: float  #: b [1]
    thermal: float = 0.0  #: α [1]
    flow: float = 0.0  #: Q [m⁻³]
    origin: float = 86e3  #: U [m]
    decay: float = 0.0  #: W [m⁻³]


NITROGEN = Gas(28.0134, 1.129794e20, math.nan, math.nan)
ATOMIC_OXYGEN = Gas(
    15.9994, 8.6e16, 6.986e20, 0.75, 0.0, -5.809644e-13, 56903.11, 2.706240e-14
)
OXYGEN = Gas(
    31.9988, 3.030898e19, 4.863e20, 0.75, 0.0, 1.366212e-13, 86e3, 8.333333e-14
)
ARGON = Gas(39.948, 1.3514e18, 4.487e20, 0.87, 0.0, 9.434079e-14, 86e3, 8.333333e-14)
HELIUM = Gas(
    4.0026, 7.5817e14, 1.700e21, 0.691, -0.40, -2.457369e-13, 86e3, 6.666667e-13
)
HYDROGEN = Gas(1.00797, 8.0e10, 3.305e21, 0.500, -0.25)

_GASES = NITROGEN, ATOMIC_OXYGEN, OXYGEN, ARGON, HELIUM, HYDROGEN
_ESCAPE = 7.2e11  # flow of hydrogen upwards [m⁻² s⁻¹]


@kernel
def temperature_slope(alt: float) -> tuple[float, float]:
    """Return the kinetic temperature above 86 km, and its gradient.

    Parameters
    ----------
    alt
        Geometric altitude, at least 86 km. [m]

    Returns
    -------
    Temperature [K] and gradient [K m⁻¹].

    References
    ----------
    .. [1] *U.S. Standard Atmosphere, 1976*, equations 25 to 31.

    Examples
    --------
    >>> temperature_slope(115e3)
    (300.0, 0.012)
    """
    if alt < 91e3:
        return 186.8673, 0.0
    if alt < 110e3:
        part = (alt - 91e3) / 19942.9
        root = math.sqrt(1.0 - part * part)
        return 263.1905 - 76.3232 * root, 76.3232 * part / (19942.9 * root)
    if alt < 120e3:
        return 240.0 + 0.012 * (alt - 110e3), 0.012
    ratio = (_RADIUS + 120e3) / (_RADIUS + alt)
    short = 640.0 * math.exp(-1.875e-5 * (alt - 120e3) * ratio)
    return 1000.0 - short, 1.875e-5 * ratio * ratio * short


def _cumulated(rate: np.ndarray) -> np.ndarray:
    """Return the integral from the first point to each, by the trapezoidal rule."""
    steps = 0.5 * _STEP * (rate[1:] + rate[:-1])
    return np.concatenate([[0.0], np.cumsum(steps)])


def _weighted(masses: list[float], numbers: list[np.ndarray]) -> np.ndarray:
    """Return the sum of masses times numbers."""
    pairs = zip(masses, numbers, strict=True)
    return np.sum([mass * number for mass, number in pairs], axis=0)


class _Air(NamedTuple):
    """What all gases share, at every step."""

    alt: np.ndarray  #: [m]
    gravity: np.ndarray  #: [m s⁻²]
    temperature: np.ndarray  #: [K]
    slope: np.ndarray  #: [K m⁻¹]
    eddies: np.ndarray  #: eddy diffusion, 0 above 115 km [m² s⁻¹]


def _air() -> _Air:
    alt = np.arange(BASE, TOP + 0.5 * _STEP, _STEP)
    gravity = GRAVITY * (_RADIUS / (_RADIUS + alt)) ** 2
    profile = getattr(temperature_slope, "py_func", temperature_slope)  # not compiled
    both = np.array([profile(each) for each in alt.tolist()])
    eddies = np.full_like(alt, 120.0)
    fading = (alt >= 95e3) & (alt < _EDDIES)
    eddies[fading] *= np.exp(1.0 - 4e8 / (4e8 - (alt[fading] - 95e3) ** 2))
    eddies[alt >= _EDDIES] = 0.0
    return _Air(alt, gravity, both[:, 0], both[:, 1], eddies)


def _flow(gas: Gas, alt: np.ndarray) -> np.ndarray:
    """Return the vertical flow over the sum of both diffusions [m⁻¹] (equation 37)."""
    rise = alt - gas.origin
    flow = gas.flow * rise**2 * np.exp(-gas.decay * rise**3)
    if gas is ATOMIC_OXYGEN:
        drop = np.maximum(97e3 - alt, 0.0)
        flow += -3.416248e-12 * drop**2 * np.exp(-5.008765e-13 * drop**3)
    return flow


def _number(
    gas: Gas, air: _Air, others: list[np.ndarray], masses: list[float]
) -> np.ndarray:
    """Return the number of a gas among `others`, all above 86 km (equation 36)."""
    warm = air.temperature / 273.15
    total = np.sum(others, axis=0)
    mean = _weighted(masses, others) / total
    mean[air.alt < _MIXED] = AIR_MOLAR_MASS
    own = gas.diffusion * warm**gas.power / total
    thermal = gas.thermal * GAS_CONSTANT * air.slope / air.gravity
    share = own / (own + air.eddies)
    weight = share * (gas.mass + mean * air.eddies / own + thermal)
    rate = air.gravity / (GAS_CONSTANT * air.temperature) * weight
    return _settled(gas, air, rate + _flow(gas, air.alt))


def _settled(gas: Gas, air: _Air, rate: np.ndarray) -> np.ndarray:
    """Return the number of a gas that thins at a rate [m⁻³]."""
    cool = air.temperature[0] / air.temperature
    return gas.number * cool * np.exp(-_cumulated(rate))


def _nitrogen(air: _Air) -> np.ndarray:
    """Return the number of nitrogen molecules [m⁻³] (equation 35)."""
    mass = np.where(air.alt < _MIXED, AIR_MOLAR_MASS, NITROGEN.mass)
    rate = mass * air.gravity / (GAS_CONSTANT * air.temperature)
    return _settled(NITROGEN, air, rate)


def _hydrogen(air: _Air, others: list[np.ndarray]) -> np.ndarray:
    """Return the number of hydrogen atoms, none below 150 km [m⁻³] (equation 39)."""
    gas, level = HYDROGEN, int(round((_LEVEL - BASE) / _STEP))
    own = gas.diffusion * np.sqrt(air.temperature / 273.15) / np.sum(others, axis=0)
    depth = _cumulated(gas.mass * air.gravity / (GAS_CONSTANT * air.temperature))
    warm = (air.temperature / air.temperature[level]) ** (1.0 + gas.thermal)
    held = warm * np.exp(depth - depth[level])
    risen = _cumulated(np.where(air.alt <= _LEVEL, _ESCAPE / own * held, 0.0))
    number = (gas.number - (risen - risen[level])) / held
    return np.where(air.alt < _HYDROGEN, 0.0, number)


def table() -> tuple[np.ndarray, np.ndarray]:
    """Return pressure and density every 500 m from 86 to 1000 km.

    Returns
    -------
    Pressure [Pa] and density [kg m⁻³].  Shape: altitude.

    Examples
    --------
    >>> pressure, density = table()
    >>> print(f"{pressure[28]:.3e} Pa and {density[28]:.3e} kg/m3 at 100 km")
    3.202e-02 Pa and 5.606e-07 kg/m3 at 100 km
    """
    air = _air()
    masses = [gas.mass for gas in _GASES]
    numbers = [_nitrogen(air)]
    for gas in (ATOMIC_OXYGEN, OXYGEN):
        numbers.append(_number(gas, air, numbers[:1], masses[:1]))
    for gas in (ARGON, HELIUM):
        numbers.append(_number(gas, air, numbers[:3], masses[:3]))
    numbers.append(_hydrogen(air, numbers[:5]))
    every = slice(None, None, int(round(SPACING / _STEP)))
    pressure = _BOLTZMANN * air.temperature * np.sum(numbers, axis=0)
    density = _weighted(masses, numbers) / _AVOGADRO
    return pressure[every], density[every]
