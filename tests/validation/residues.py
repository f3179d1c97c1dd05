"""The residue series of diffraction over a sphere, summed: a reference for P.526.

Horizontal polarisation over ground whose admittance is nothing: the field vanishes at
the surface.  With x = m d / a, y = 2 m² h / a and m = (π a / λ)^⅓, the field relative
to free space is

    2 √(π x) | Σ exp(i x τ) Ai(a_s + y1 w) Ai(a_s + y2 w) / Ai'(a_s)² |

over the zeros a_s of Airy's function, τ = -a_s exp(iπ/3), w = exp(-iπ/3): V. A. Fock,
*Electromagnetic Diffraction and Propagation Problems*, Pergamon, 1965, chapter 10.
"""

import math

import numpy as np
from scipy.special import ai_zeros, airy, airye

from kalkan.constants import EARTH_RADIUS, LIGHT_SPEED

_ZEROS = ai_zeros(1200)[0]
_SLOPES = airy(_ZEROS)[1]
_THIRD = np.exp(1j * math.pi / 3.0)


def series_loss(distance, alt1, alt2, frequency, k, terms=1200):
    """Return the loss relative to free space [dB]; converges low within the horizon."""
    radius = k * EARTH_RADIUS
    m = (math.pi * radius * frequency / LIGHT_SPEED) ** (1.0 / 3.0)
    x = m * distance / radius
    zeros, slopes = _ZEROS[:terms], _SLOPES[:terms]
    parts, power = 1.0 / slopes**2, -1j * x * zeros * _THIRD
    for altitude in (alt1, alt2):
        place = zeros + 2.0 * m * m * altitude / radius / _THIRD
        parts = parts * airye(place)[0]  # Airy's function times exp(2/3 place^(3/2))
        power = power - 2.0 / 3.0 * place**1.5
    field = 2.0 * math.sqrt(math.pi * x) * abs((parts * np.exp(power)).sum())
    return -20.0 * math.log10(field)
