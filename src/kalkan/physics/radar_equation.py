r"""The radar range equation, from the parameters of a radar.

With a receiver matched to the pulse the signal-to-noise ratio depends on the energy of
the pulse, whatever its modulation; its bandwidth decides the resolution [1]_ [2]_.

References
----------
.. [1] M. A. Richards, J. A. Scheer, W. A. Holm (eds.), *Principles of Modern Radar:
   Basic Principles*, SciTech, 2010, chapter 2.
.. [2] G. R. Curry, *Radar System Performance Modeling*, 2nd edition, Artech House,
   2005, chapter 5.
"""

import math

from kalkan._kernel import kernel
from kalkan.constants import BOLTZMANN
from kalkan.numerics.special import lambert_w

NOISE_TEMPERATURE = (
    290.0  #: to which a noise figure refers, by the IEEE's definition [K]
)
_FOUR_PI_CUBED = (4.0 * math.pi) ** 3
_NEPER_PER_DECIBEL = math.log(10.0) / 10.0  # of power


@kernel
def radar_equation(
    range_: float,
    rcs: float,
    peak_power: float,
    gain: float,
    wavelength: float,
    pulse_width: float,
    noise_figure: float,
    losses: float,
) -> float:
    r"""Return the signal-to-noise ratio of one pulse in free space.

    .. math:: S = \frac{P \tau G^2 \lambda^2 \sigma}{(4 \pi)^3 R^4 k T_0 F L}

    Parameters
    ----------
    range_
        Distance to the target, R. [m]
    rcs
        Its mean radar cross-section, σ. [m²]
    peak_power
        Transmitted power during the pulse, P. [W]
    gain
        Of the antenna, sending as well as receiving, G. [1]
    wavelength
        λ. [m]
    pulse_width
        Length τ of the pulse as transmitted, before compression: for a simple pulse the
        inverse of its bandwidth. [s]
    noise_figure
        Of the receiver, referred to 290 K, F. [1]
    losses
        Of the radar and its processing, L, at least 1. [1]

    Returns
    -------
    Ratio, linear. [1]

    References
    ----------
    .. [1] Richards, Scheer, Holm 2010, section 2.3; Curry 2005, equation 5.1.

    Examples
    --------
    >>> one = radar_equation(50e3, 1.0, 1e6, 100.0, 0.3, 0.2e-6, 1.0, 1.0)
    >>> round(10 * math.log10(one), 2)
    5.59
    """
    square = range_ * range_
    signal = peak_power * pulse_width * (gain * wavelength) * (gain * wavelength) * rcs
    noise = BOLTZMANN * NOISE_TEMPERATURE * noise_figure * losses
    return signal / (_FOUR_PI_CUBED * square * square * noise)


@kernel
def two_way_gain(loss: float) -> float:
    """Return what a loss along the path, met out and back, leaves of an echo.

    Parameters
    ----------
    loss
        One way. [dB]

    Returns
    -------
    Ratio of powers. [1]

    Examples
    --------
    >>> two_way_gain(5.0)
    0.1
    """
    return math.exp(-2.0 * _NEPER_PER_DECIBEL * loss)


@kernel
def detection_range(
    required: float, snr_ref: float, range_ref: float, attenuation: float
) -> float:
    r"""Return the range where a target gives just the signal-to-noise ratio required.

    The solution of

    .. math:: S_{ref} (R_{ref} / R)^4 \, 10^{-2 \alpha (R - R_{ref}) / 10} = S

    by Lambert's W function: with :math:`\kappa = \alpha \ln 10 / 20` it reads
    :math:`R e^{\kappa R} = R_{ref} e^{\kappa R_{ref}} (S_{ref} / S)^{1/4}`.

    Parameters
    ----------
    required
        Signal-to-noise ratio required, S, above zero. [1]
    snr_ref
        What the target gives at the reference range, at least zero. [1]
    range_ref
        The reference range. [m]
    attenuation
        Of the medium, one way, α; what lies before the reference is in it. [dB/m]

    References
    ----------
    .. [1] L. V. Blake, *Radar Range-Performance Analysis*, Artech House, 1986 (which
       iterates).
    .. [2] NIST, *Digital Library of Mathematical Functions*, section 4.13 (W).

    Examples
    --------
    >>> detection_range(1.0, 16.0, 100e3, 0.0)
    200000.0
    >>> round(detection_range(1.0, 16.0, 100e3, 1e-5))
    181986
    """
    free = range_ref * math.sqrt(math.sqrt(snr_ref / required))
    bend = 0.5 * _NEPER_PER_DECIBEL * attenuation
    if bend <= 0.0:
        return free
    return lambert_w(bend * free * math.exp(bend * range_ref)) / bend
