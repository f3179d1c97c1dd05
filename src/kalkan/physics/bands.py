"""The radar bands of IEEE Std 521, each by one frequency near its middle.

References
----------
.. [1] IEEE Std 521-2019, *IEEE Standard Letter Designations for Radar-Frequency
   Bands*: the bands' limits.  Within them, the frequencies here are where radars of
   air defence are usual (M. I. Skolnik, *Introduction to Radar Systems*, 3rd edition,
   McGraw-Hill, 2001, section 1.5).
"""

from typing import Final

from kalkan._kernel import kernel
from kalkan.constants import LIGHT_SPEED

#: VHF, UHF, L, S, C, X, Ku, Ka, in the order of the bands everywhere [Hz].
FREQUENCIES: Final = (0.15e9, 0.43e9, 1.3e9, 3.0e9, 5.5e9, 9.5e9, 15.5e9, 35.0e9)


@kernel
def frequency_of(band: int) -> float:
    """Return the frequency that stands for a band.

    Parameters
    ----------
    band
        0 VHF, 1 UHF, 2 L, 3 S, 4 C, 5 X, 6 Ku, 7 Ka. [1]

    Returns
    -------
    Frequency. [Hz]

    Examples
    --------
    >>> frequency_of(3)
    3000000000.0
    """
    return FREQUENCIES[band]


@kernel
def wavelength_of(band: int) -> float:
    """Return the wavelength that stands for a band.

    Parameters
    ----------
    band
        As in `frequency_of`. [1]

    Returns
    -------
    Wavelength. [m]

    Examples
    --------
    >>> round(wavelength_of(3), 4)
    0.0999
    """
    return LIGHT_SPEED / FREQUENCIES[band]
