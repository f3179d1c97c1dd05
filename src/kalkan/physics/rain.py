"""Specific attenuation of rain.

References
----------
.. [1] ITU-R P.838-3, *Specific attenuation model for rain for use in prediction
   methods*, 2005, equations 1 to 5, tables 1 to 4.
.. [2] ITU-R P.839-4, *Rain height model for prediction methods*, 2013: rain from
   360 m above the 0 °C isotherm down.
"""

import math
from typing import Final

from kalkan._kernel import kernel

#: Top of the rain: 360 m above where the standard atmosphere of 1976 freezes [m] [2]_
RAIN_HEIGHT: Final = 360.0 + 2308.5

_LOWEST = 1e9  # the model starts there [Hz]

# Tables 1 to 4: sum of a exp(-((log f - b) / c)²), then m log f + c.
_K_H = (
    (-5.33980, -0.10008, 1.13098),
    (-0.35351, 1.26970, 0.45400),
    (-0.23789, 0.86036, 0.15354),
    (-0.94158, 0.64552, 0.16817),
)
_K_V = (
    (-3.80595, 0.56934, 0.81061),
    (-3.44965, -0.22911, 0.51059),
    (-0.39902, 0.73042, 0.11899),
    (0.50167, 1.07319, 0.27195),
)
_ALPHA_H = (
    (-0.14318, 1.82442, -0.55187),
    (0.29591, 0.77564, 0.19822),
    (0.32177, 0.63773, 0.13164),
    (-5.37610, -0.96230, 1.47828),
    (16.1721, -3.29980, 3.43990),
)
_ALPHA_V = (
    (-0.07771, 2.33840, -0.76284),
    (0.56727, 0.95545, 0.54039),
    (-0.20238, 1.14520, 0.26809),
    (-48.2991, 0.791669, 0.116226),
    (48.5833, 0.791459, 0.116479),
)


@kernel
def _bumps(rows: tuple[tuple[float, float, float], ...], log_f: float) -> float:
    total = 0.0
    for a, b, c in rows:
        x = (log_f - b) / c
        total += a * math.exp(-x * x)
    return total


@kernel
def rain_coefficients(
    frequency: float, elevation: float, tilt: float
) -> tuple[float, float]:
    r"""Return k and α of the power law for the attenuation of rain.

    .. math:: \gamma_R = k R^\alpha

    in dB/km, with the rate R in mm/h.

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
    k and α. [1, 1]

    Examples
    --------
    >>> k, alpha = rain_coefficients(10e9, 0.0, 0.0)
    >>> round(k, 8), round(alpha, 6)
    (0.01216699, 1.257097)
    """
    log_f = math.log10(1e-9 * frequency)
    k_h = 10.0 ** (_bumps(_K_H, log_f) - 0.18961 * log_f + 0.71147)
    k_v = 10.0 ** (_bumps(_K_V, log_f) - 0.16398 * log_f + 0.63297)
    alpha_h = _bumps(_ALPHA_H, log_f) + 0.67849 * log_f - 1.95537
    alpha_v = _bumps(_ALPHA_V, log_f) - 0.053739 * log_f + 0.83433
    cosine = math.cos(elevation)
    share = 0.5 + 0.5 * cosine * cosine * math.cos(2.0 * tilt)  # of the horizontal
    k = share * k_h + (1.0 - share) * k_v
    return k, (share * k_h * alpha_h + (1.0 - share) * k_v * alpha_v) / k


@kernel
def rain_attenuation(
    frequency: float, rate: float, elevation: float, tilt: float
) -> float:
    """Return the specific attenuation of rain.

    Parameters
    ----------
    frequency
        Frequency, up to 1000 GHz; below 1 GHz, where the model ends, rain counts for
        nothing. [Hz]
    rate
        Depth of rain a second: 1 mm/h is 2.78 · 10⁻⁷ m/s. [m/s]
    elevation, tilt
        As in `rain_coefficients`. [rad]

    Returns
    -------
    Specific attenuation, one way. [dB/m]

    Examples
    --------
    >>> round(1e3 * rain_attenuation(10e9, 0.01 / 3600, 0.0, 0.0), 4)
    0.2199
    """
    if not rate > 0.0 or frequency < _LOWEST:
        return 0.0
    k, alpha = rain_coefficients(frequency, elevation, tilt)
    return 1e-3 * k * math.exp(alpha * math.log(3.6e6 * rate))
