"""Noise jamming: what a jammer adds to a receiver's noise, and where it burns through.

References
----------
.. [1] D. K. Barton, *Radar Equations for Modern Radar*, Artech House, 2013, chapter 3
   (jamming).
.. [2] M. I. Skolnik, *Introduction to Radar Systems*, 3rd edition, McGraw-Hill, 2001,
   section 2.12 (propagation and antenna patterns), section 9.2 (antennas).
.. [3] D. L. Adamy, *EW 101: A First Course in Electronic Warfare*, Artech House, 2001,
   chapter 9 (stand-off and self-protection jamming, burn-through).
"""

import math

from kalkan._kernel import kernel
from kalkan.constants import BOLTZMANN

_STANDARD_TEMPERATURE = 290.0  # of noise figures [K]
_DIRECTIVITY = 26000.0 * (math.pi / 180.0) ** 2  # [rad²]
_FOUR_LOG_2 = 4.0 * math.log(2.0)


@kernel
def antenna_gain(beam_az: float, beam_el: float) -> float:
    r"""Return the power gain of an antenna from its beamwidths.

    .. math:: G = \frac{26000}{\theta_{az} \theta_{el}}

    with the beamwidths in degrees.

    Parameters
    ----------
    beam_az, beam_el
        Half-power widths of the beam. [rad]

    Returns
    -------
    Gain over isotropic, linear, at least 1. [1]

    Notes
    -----
    Of a common aperture with its illumination taper and losses: 63 % of the 41253
    square degrees of a sphere are in the beam.  Good to 1.5 dB.

    References
    ----------
    .. [1] W. L. Stutzman, G. A. Thiele, *Antenna Theory and Design*, 3rd edition,
       Wiley, 2012, section 9.3 (26000 for practical antennas).

    Examples
    --------
    >>> round(10 * math.log10(antenna_gain(0.02, 0.02)), 1)
    43.0
    """
    return max(_DIRECTIVITY / (beam_az * beam_el), 1.0)


@kernel
def pattern_gain(off: float, beamwidth: float, sidelobe: float) -> float:
    """Return the gain of an antenna off its axis, relative to that on it.

    A Gaussian main lobe down to the level of the side lobes, and that level all
    around.

    Parameters
    ----------
    off
        Angle off the axis. [rad]
    beamwidth
        Half-power width of the beam. [rad]
    sidelobe
        Level of the side lobes relative to the axis, linear: 0.001 is -30 dB. [1]

    Returns
    -------
    Ratio of powers, 1 on the axis, 1/2 half a beamwidth off. [1]

    Notes
    -----
    Side lobes are spread out to one level, without nulls between.  The Gaussian is
    the main lobe of a cosine-tapered aperture to 0.1 dB down to half power, 0.8 dB
    above it at -8 dB, and wider below.

    Examples
    --------
    >>> round(pattern_gain(0.01, 0.02, 1e-3), 6), pattern_gain(1.0, 0.02, 1e-3)
    (0.5, 0.001)
    """
    share = off / beamwidth
    return max(math.exp(-_FOUR_LOG_2 * share * share), sidelobe)


@kernel
def jam_to_noise(
    density: float,
    gain: float,
    wavelength: float,
    distance: float,
    noise_figure: float,
) -> float:
    r"""Return the power of noise jamming over the receiver's own noise.

    .. math:: \frac{J}{N} = \frac{p_J G \lambda^2}{(4 \pi d)^2 k T_0 F}

    Parameters
    ----------
    density
        Effective radiated power of the jammer towards the radar over the bandwidth
        that it fills, the receiver's in it. [W/Hz]
    gain
        Gain of the radar's antenna towards the jammer over isotropic, linear: of the
        main lobe on a self-screening jammer, of the side lobes on one elsewhere. [1]
    wavelength
        Wavelength. [m]
    distance
        From the jammer to the radar. [m]
    noise_figure
        Of the receiver, linear, with the loss before it; over 290 K. [1]

    Returns
    -------
    Ratio, linear: noise and jamming together are 1 + J/N times the noise. [1]

    Examples
    --------
    >>> round(jam_to_noise(1e-5, 1e4, 0.1, 200e3, 2.0))
    19770
    """
    spread = 4.0 * math.pi * distance / wavelength
    noise = BOLTZMANN * _STANDARD_TEMPERATURE * noise_figure
    return density * gain / (spread * spread * noise)


@kernel
def burn_through_range(clear_range: float, screening: float, stand_off: float) -> float:
    r"""Return the range at which a target burns through noise jamming.

    With x the square of the range in units of that in the clear, the signal falls
    with 1/x² and jamming from the target itself with 1/x, so that

    .. math:: (1 + j_o) x^2 + j_s x - 1 = 0, \qquad
       x = \frac{2}{j_s + \sqrt{j_s^2 + 4 (1 + j_o)}}

    Parameters
    ----------
    clear_range
        Range at which the target would be seen without jamming. [m]
    screening
        J/N of the jammer that the target carries, were it at the clear range. [1]
    stand_off
        J/N of all jammers elsewhere, which stays. [1]

    Returns
    -------
    Range at which signal over noise and jamming is what it is at the clear range
    without. [m]

    Notes
    -----
    Free space.  Where the jamming is far above the noise these are the textbooks'
    forms: R / √j for self-screening, R / j^¼ for stand-off.

    Examples
    --------
    >>> round(burn_through_range(200e3, 0.0, 15.0)), burn_through_range(2e5, 0.0, 0.0)
    (100000, 200000.0)
    >>> round(burn_through_range(200e3, 1e4, 0.0))
    2000
    """
    root = math.sqrt(screening * screening + 4.0 * (1.0 + stand_off))
    return clear_range * math.sqrt(2.0 / (screening + root))
