"""Attenuation by the gases of the air: oxygen and water vapour, line by line.

The air is dry air of the U.S. Standard Atmosphere 1976 with the water vapour of the
mean global atmosphere added.  Paths are straight over the effective Earth.

References
----------
.. [1] ITU-R P.676-12, *Attenuation by atmospheric gases and related effects*, 2019,
   Annex 1, equations 1 to 9.
"""

import math

import numpy as np

from kalkan._kernel import builder, kernel
from kalkan.constants import EARTH_RADIUS
from kalkan.physics.atmosphere import pressure, temperature
from kalkan.physics.lines import OXYGEN, VAPOUR
from kalkan.physics.rain import RAIN_HEIGHT, rain_attenuation
from kalkan.physics.refraction import VAPOUR_AT_SEA, vapour_density, vapour_pressure

_CIRCULAR = math.pi / 4.0
_TOP = 100e3  # nothing attenuates above [m]
_STEP = 250.0  # of the table over altitude [m]
_ROWS = 321  # to 80 km
_LEAST = 1e-300  # so that the table has a logarithm

# Where a path is cut, so that a layer is at most about two scale heights; the top of
# the rain is one of them [m].
_CUTS = (0.0, 1200.0, RAIN_HEIGHT, 4800.0, 7500.0, 11019.0, 15e3, 20063.0, 26e3)
LEVELS = (*_CUTS, 33e3, 42e3, 55e3, 70e3, 85e3, _TOP)
_LAYERS = len(LEVELS) - 1

# Gauss-Legendre, six nodes on (0, 1).
NODES = (
    0.033765242898423989,
    0.16939530676686774,
    0.38069040695840155,
    0.61930959304159845,
    0.83060469323313226,
    0.96623475710157601,
)
WEIGHTS = (
    0.085662246189585173,
    0.18038078652406930,
    0.23395696728634552,
    0.23395696728634552,
    0.18038078652406930,
    0.085662246189585173,
)


@kernel
def oxygen_attenuation(
    frequency: float, pressure: float, temperature: float, vapour: float
) -> float:
    """Return the specific attenuation of dry air: oxygen lines and the continuum.

    Parameters
    ----------
    frequency
        Frequency, 1 GHz to 1000 GHz. [Hz]
    pressure
        Of the dry air alone. [Pa]
    temperature
        Temperature. [K]
    vapour
        Density of water vapour, which widens the lines. [kg m⁻³]

    Returns
    -------
    Specific attenuation, one way. [dB/m]

    References
    ----------
    .. [1] ITU-R P.676-12, Annex 1: equations 2a, 3, 5, 6, 7 (lines), 8 and 9 (the
       Debye spectrum of oxygen and the absorption induced in nitrogen).

    Examples
    --------
    >>> round(1e3 * oxygen_attenuation(60e9, 101325.0, 288.15, 7.5e-3), 6)
    14.623475
    """
    if not pressure > 0.0:
        return 0.0 * pressure
    f, p, theta = 1e-9 * frequency, 0.01 * pressure, 300.0 / temperature
    e = 0.01 * vapour_pressure(vapour, temperature)
    power = theta**0.8
    total = 0.0
    for i in range(OXYGEN.shape[0]):
        f_i = OXYGEN[i, 0]
        strength = OXYGEN[i, 1] * math.exp(OXYGEN[i, 2] * (1.0 - theta))
        # theta**(0.8 - a4): a4 is zero for every line
        width = OXYGEN[i, 3] * 1e-4 * (p * power + 1.1 * e * theta)
        width = math.sqrt(width * width + 2.25e-6)
        overlap = (OXYGEN[i, 5] + OXYGEN[i, 6] * theta) * 1e-4 * (p + e) * power
        total += strength * _line_shape(f, f_i, width, overlap)
    total *= 1e-7 * p * theta * theta * theta
    debye = 5.6e-4 * (p + e) * power
    dry = 6.14e-5 / (debye * (1.0 + (f / debye) * (f / debye)))
    dry += 1.4e-12 * p * theta**1.5 / (1.0 + 1.9e-5 * f**1.5)
    return 0.182e-3 * f * (total + f * p * theta * theta * dry)


@kernel
def _line_shape(f: float, f_i: float, width: float, overlap: float) -> float:
    """Return the shape of a line, by van Vleck and Weisskopf, with overlap [GHz⁻¹]."""
    below, above = f_i - f, f_i + f
    near = (width - overlap * below) / (below * below + width * width)
    far = (width - overlap * above) / (above * above + width * width)
    return f / f_i * (near + far)


@kernel
def vapour_attenuation(
    frequency: float, pressure: float, temperature: float, vapour: float
) -> float:
    """Return the specific attenuation of water vapour: its lines, and the continuum.

    Parameters
    ----------
    frequency
        Frequency, 1 GHz to 1000 GHz. [Hz]
    pressure
        Of the dry air alone. [Pa]
    temperature
        Temperature. [K]
    vapour
        Density of water vapour. [kg m⁻³]

    Returns
    -------
    Specific attenuation, one way. [dB/m]

    References
    ----------
    .. [1] ITU-R P.676-12, Annex 1: equations 2b, 3, 5, 6b (with the Doppler width);
       the continuum is the wing of the line at 1780 GHz.

    Examples
    --------
    >>> round(1e3 * vapour_attenuation(22e9, 101325.0, 288.15, 7.5e-3), 6)
    0.174207
    """
    if not vapour > 0.0:
        return 0.0
    f, p, theta = 1e-9 * frequency, 0.01 * pressure, 300.0 / temperature
    e = 0.01 * vapour_pressure(vapour, temperature)
    log_theta = math.log(theta)
    total = 0.0
    for i in range(VAPOUR.shape[0]):
        f_i = VAPOUR[i, 0]
        strength = VAPOUR[i, 1] * math.exp(VAPOUR[i, 2] * (1.0 - theta))
        foreign = p * math.exp(VAPOUR[i, 4] * log_theta)
        own = VAPOUR[i, 5] * e * math.exp(VAPOUR[i, 6] * log_theta)
        width = VAPOUR[i, 3] * 1e-4 * (foreign + own)
        doppler = 2.1316e-12 * f_i * f_i / theta
        width = 0.535 * width + math.sqrt(0.217 * width * width + doppler)
        total += strength * _line_shape(f, f_i, width, 0.0)
    return 0.182e-3 * f * total * 0.1 * e * math.exp(3.5 * log_theta)


@kernel
def gas_attenuation(
    frequency: float, pressure: float, temperature: float, vapour: float
) -> float:
    """Return the specific attenuation of air.

    Parameters
    ----------
    frequency
        Frequency, 1 GHz to 1000 GHz. [Hz]
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
    >>> round(1e3 * gas_attenuation(10e9, 101325.0, 288.15, 7.5e-3), 6)
    0.014199
    """
    dry = oxygen_attenuation(frequency, pressure, temperature, vapour)
    return dry + vapour_attenuation(frequency, pressure, temperature, vapour)


@kernel
def standard_attenuation(frequency: float, altitude: float, vapour: float) -> float:
    """Return the specific attenuation of the standard atmosphere.

    Parameters
    ----------
    frequency
        Frequency. [Hz]
    altitude
        Above mean sea level; below it counts as at it, and above 100 km there is
        nothing. [m]
    vapour
        Density of water vapour at sea level. [kg m⁻³]

    Returns
    -------
    Specific attenuation, one way. [dB/m]

    Examples
    --------
    >>> round(1e3 * standard_attenuation(10e9, 5000.0, 7.5e-3), 6)
    0.003572
    """
    if not altitude < _TOP:
        return 0.0
    h = max(altitude, 0.0)
    p, t = pressure(h), temperature(h)
    return gas_attenuation(frequency, p, t, vapour_density(h, p, t, vapour))


@kernel
def _chord(
    arc: float, alt1: float, alt2: float, k: float
) -> tuple[float, float, float]:
    """Return a straight path over the effective Earth.

    As the nearest distance of its line to the centre, and the distances of its
    ends from that nearest point, with sign [m].
    """
    r1, r2 = k * EARTH_RADIUS + alt1, k * EARTH_RADIUS + alt2
    half = math.sin(0.5 * arc / (k * EARTH_RADIUS))
    rise = alt2 - alt1
    length = math.sqrt(rise * rise + 4.0 * r1 * r2 * half * half)
    if not length > 0.0:
        return r1, 0.0, 0.0
    # law of cosines for the first end: (r2² - r1² - s²) / 2s
    start = (rise * (r1 + r2) - length * length) / (2.0 * length)
    nearest = math.sqrt(max(r1 * r1 - start * start, 0.0))
    return nearest, start, start + length


@kernel
def _level(nearest: float, level: float, k: float) -> float:
    """Return how far from its nearest point a line reaches an altitude, or zero [m]."""
    r = k * EARTH_RADIUS + level
    return math.sqrt(max((r - nearest) * (r + nearest), 0.0))


@kernel
def _wet(nearest: float, start: float, end: float, k: float) -> float:
    """Return the length of a path below the top of the rain [m]."""
    reach = _level(nearest, RAIN_HEIGHT, k)
    return max(min(end, reach) - max(start, -reach), 0.0)


@kernel
def _tabulated(table: np.ndarray, altitude: float) -> float:
    """Return the specific attenuation from a table of its logarithm [dB/m]."""
    place = max(altitude, 0.0) / _STEP
    i = int(place)
    if i >= _ROWS - 1:
        return 0.0
    return math.exp(table[i] + (place - i) * (table[i + 1] - table[i]))


@kernel
def _leg(table: np.ndarray, nearest: float, u1: float, u2: float, k: float) -> float:
    """Return the loss from u1 to u2, both at or beyond the nearest point [dB]."""
    radius = k * EARTH_RADIUS
    total, below = 0.0, u1
    for i in range(_LAYERS):
        above = min(_level(nearest, LEVELS[i + 1], k), u2)
        span = above - below
        if span > 0.0:
            for n in range(6):
                u = below + NODES[n] * span
                height = math.sqrt(nearest * nearest + u * u) - radius
                total += WEIGHTS[n] * span * _tabulated(table, height)
            below = above
    return total


@kernel
def chord_loss(
    table: np.ndarray, arc: float, alt1: float, alt2: float, k: float, rain: float
) -> float:
    """Return the one-way loss between two points.

    Parameters
    ----------
    table
        Made by `attenuation_table`; shape (321,).
    arc
        Distance along the ground. [m]
    alt1, alt2
        Altitudes above mean sea level. [m]
    k
        Effective-Earth factor. [1]
    rain
        Specific attenuation below the top of the rain. [dB/m]

    Returns
    -------
    Loss, one way. [dB]
    """
    nearest, start, end = _chord(arc, alt1, alt2, k)
    loss = rain * _wet(nearest, start, end, k)
    if start < 0.0 < end:  # down to the nearest point, and up
        loss += _leg(table, nearest, 0.0, -start, k)
        loss += _leg(table, nearest, 0.0, end, k)
    elif start < 0.0:
        loss += _leg(table, nearest, -end, -start, k)
    else:
        loss += _leg(table, nearest, start, end, k)
    return loss


@builder
def attenuation_table(frequency: float, vapour: float) -> np.ndarray:
    """Return the logarithm of the specific attenuation, every 250 m up to 80 km.

    Parameters
    ----------
    frequency
        Frequency. [Hz]
    vapour
        Density of water vapour at sea level. [kg m⁻³]

    Returns
    -------
    Natural logarithms of dB/m; shape (321,).

    Examples
    --------
    >>> table = attenuation_table(10e9, 7.5e-3)
    >>> round(1e3 * math.exp(table[20]), 6)
    0.003572
    """
    table = np.empty(_ROWS)
    for i in range(_ROWS):
        gamma = standard_attenuation(frequency, i * _STEP, vapour)
        table[i] = math.log(max(gamma, _LEAST))
    return table


@builder
def fill_loss(
    frequency: float,
    altitude: float,
    k: float,
    rain: float,
    reach: np.ndarray,
    height: np.ndarray,
    out: np.ndarray,
) -> None:
    """Fill a table of the loss from an antenna by gas and rain.

    Parameters
    ----------
    frequency
        Frequency. [Hz]
    altitude
        Of the antenna, above mean sea level. [m]
    k
        Effective-Earth factor. [1]
    rain
        Rate of rain, the same everywhere below `RAIN_HEIGHT`. [m/s]
    reach
        Distances along the ground; shape (reach,). [m]
    height
        Altitudes above mean sea level; shape (height,). [m]
    out
        Filled with the one-way loss, shape (reach, height). [dB]

    Notes
    -----
    Of a path that dips below sea level, which no radar looks along, the part below
    counts as at sea level.  The polarisation of rain's loss is taken as circular.

    Examples
    --------
    >>> loss = np.zeros((2, 2))
    >>> fill_loss(
    ...     9.5e9, 20.0, 4 / 3, 0.0, np.array([1e5, 2e5]), np.array([3e3, 9e3]), loss
    ... )
    >>> loss.round(3)
    array([[0.897, 0.505],
           [1.959, 1.079]])
    """
    table = attenuation_table(frequency, VAPOUR_AT_SEA)
    wet = rain_attenuation(frequency, rain, 0.0, _CIRCULAR)
    for i in range(reach.size):
        for j in range(height.size):
            out[i, j] = chord_loss(table, reach[i], altitude, height[j], k, wet)
