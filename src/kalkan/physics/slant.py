"""Loss along a ray that the standard atmosphere bends, from an elevation on.

Where `attenuation` follows straight lines over an effective Earth, rays here obey
Snell's law for spheres, n r cos(elevation) = constant, with the refractive index of the
standard atmosphere: the reference for high and low elevations alike.

References
----------
.. [1] ITU-R P.676-12, *Attenuation by atmospheric gases and related effects*, 2019,
   Annex 1, section 2.2 (slant paths).
.. [2] M. Born, E. Wolf, *Principles of Optics*, 7th edition, Cambridge, 1999,
   section 3.2.1 (Bouguer's formula).
"""

import math

from kalkan._kernel import kernel
from kalkan.constants import EARTH_RADIUS
from kalkan.physics.atmosphere import pressure, temperature
from kalkan.physics.attenuation import LEVELS, NODES, WEIGHTS, standard_attenuation
from kalkan.physics.rain import RAIN_HEIGHT
from kalkan.physics.refraction import refractivity, vapour_density, vapour_pressure

_BEND = 0.75 / EARTH_RADIUS  # curvature of the Earth less that of rays, nearly [m⁻¹]
_LAYERS = len(LEVELS) - 1
_HALVINGS = 60


@kernel
def standard_refractivity(altitude: float, vapour: float) -> float:
    """Return the radio refractivity of the standard atmosphere.

    Parameters
    ----------
    altitude
        Above mean sea level. [m]
    vapour
        Density of water vapour at sea level. [kg m⁻³]

    Returns
    -------
    (n - 1) · 10⁶. [1]

    Examples
    --------
    >>> round(standard_refractivity(0.0, 7.5e-3), 2)
    320.41
    """
    p, t = pressure(altitude), temperature(altitude)
    e = vapour_pressure(vapour_density(altitude, p, t, vapour), t)
    return refractivity(p + e, t, e)


@kernel
def _excess(low: float, elevation: float, height: float, vapour: float) -> float:
    """Return n r / (n0 r0 cos elevation) - 1 between two altitudes, without loss."""
    r0 = EARTH_RADIUS + low
    n0 = standard_refractivity(low, vapour)
    n = standard_refractivity(height, vapour)
    gain = (1.0 + 1e-6 * n) * (height - low) + 1e-6 * (n - n0) * r0
    gain /= (1.0 + 1e-6 * n0) * r0
    sine = math.sin(0.5 * elevation)
    return (gain + 2.0 * sine * sine) / math.cos(elevation)


@kernel
def _climb(
    frequency: float,
    low: float,
    elevation: float,
    high: float,
    vapour: float,
    rain: float,
) -> float:
    """Return the loss of a ray that leaves `low` at `elevation` >= 0 up to `high` [dB].

    The variable u with u² = sin²(elevation) + 2 · bend · (h - low) takes away the
    inverse square root of a ray that starts level.
    """
    first = math.sin(elevation)
    total, below = 0.0, first
    for i in range(_LAYERS):
        top = min(LEVELS[i + 1], high)
        if top <= low:
            continue
        above = math.sqrt(first * first + 2.0 * _BEND * (top - low))
        span = above - below
        wet = rain if top <= RAIN_HEIGHT else 0.0
        for n in range(6):
            u = below + NODES[n] * span
            h = low + 0.5 * (u - first) * (u + first) / _BEND
            over = _excess(low, elevation, h, vapour)
            slope = math.sqrt(over * (2.0 + over)) / (1.0 + over)  # sin of elevation
            gamma = standard_attenuation(frequency, h, vapour) + wet
            total += WEIGHTS[n] * span * gamma * u / (_BEND * slope)
        below = above
    return total


@kernel
def _perigee(altitude: float, elevation: float, vapour: float) -> float:
    """Return the altitude where a ray that goes down is level, at least the sea's."""
    if _excess(altitude, elevation, 0.0, vapour) >= 0.0:
        return 0.0
    low, high = 0.0, altitude
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        if _excess(altitude, elevation, middle, vapour) < 0.0:
            low = middle
        else:
            high = middle
    return high


@kernel
def _elevation_at(
    altitude: float, elevation: float, height: float, vapour: float
) -> float:
    """Return the elevation of a ray where it passes another altitude [rad]."""
    over = max(_excess(altitude, elevation, height, vapour), 0.0)
    return math.atan(math.sqrt(over * (2.0 + over)))


@kernel
def _descent(
    frequency: float,
    altitude: float,
    elevation: float,
    low: float,
    vapour: float,
    rain: float,
) -> float:
    """Return the loss of a ray that goes down from `altitude` to `low` [dB]."""
    up = _elevation_at(altitude, elevation, low, vapour)  # the same ray, turned round
    return _climb(frequency, low, up, altitude, vapour, rain)


@kernel
def slant_loss(
    frequency: float,
    elevation: float,
    altitude: float,
    end: float,
    vapour: float,
    rain: float,
) -> float:
    """Return the loss along a ray until it first meets an altitude.

    Parameters
    ----------
    frequency
        Frequency. [Hz]
    elevation
        Of the ray where it starts; below zero it goes down. [rad]
    altitude
        Where it starts, above mean sea level, at least zero. [m]
    end
        Altitude where it ends, above mean sea level, at least zero; nothing attenuates
        above 100 km. [m]
    vapour
        Density of water vapour at sea level. [kg m⁻³]
    rain
        Specific attenuation below `RAIN_HEIGHT`. [dB/m]

    Returns
    -------
    Loss, one way; nan where the ray never gets there. [dB]

    Examples
    --------
    >>> round(slant_loss(10e9, 0.5 * math.pi, 0.0, 100e3, 7.5e-3, 0.0), 4)
    0.0512
    """
    if elevation >= 0.0:
        if end < altitude:
            return math.nan
        return _climb(frequency, altitude, elevation, end, vapour, rain)
    down = -elevation
    lowest = _perigee(altitude, down, vapour)
    if end <= altitude:
        if end < lowest:
            return math.nan
        return _descent(frequency, altitude, down, end, vapour, rain)
    if lowest <= 0.0:
        return math.nan  # the ground is in the way
    loss = _descent(frequency, altitude, down, lowest, vapour, rain)
    level = _elevation_at(altitude, down, lowest, vapour)
    return loss + _climb(frequency, lowest, level, end, vapour, rain)
