"""The radar equation, from parameters or from a published claim."""

import numpy as np
from numpy.typing import ArrayLike

from kalkan.numerics.arguments import require
from kalkan.numerics.elementwise import elementwise
from kalkan.physics import radar, radar_equation
from kalkan.radar._arguments import positive, whole
from kalkan.radar._detecting import required_snr


def signal_to_noise(
    distance: ArrayLike,
    rcs: ArrayLike,
    *,
    peak_power: ArrayLike,
    gain: ArrayLike,
    wavelength: ArrayLike,
    pulse_width: ArrayLike,
    noise_figure: ArrayLike = 1.0,
    losses: ArrayLike = 1.0,
    coherent_pulses: ArrayLike = 1,
    path_loss: ArrayLike = 0.0,
) -> float | np.ndarray:
    """Return the mean signal-to-noise ratio, by the radar equation.

    Parameters
    ----------
    distance
        From radar to target. [m]
    rcs
        Mean radar cross-section of the target. [m²]
    peak_power
        Transmitted power during the pulse. [W]
    gain
        Of the antenna, sending and receiving, linear. [1]
    wavelength
        Of the radar. [m]
    pulse_width
        Length of the pulse before compression; 1 / bandwidth for a simple one. [s]
    noise_figure
        Of the receiver, linear, referred to 290 K. [1]
    losses
        Of the radar and its processing, linear, at least 1. [1]
    coherent_pulses
        How many are summed before the detector, without loss. [1]
    path_loss
        Along the path, one way; it is met twice. [dB]

    Returns
    -------
    Ratio, linear, of one pulse or one coherent sum; sums after the detector are the
    `pulses` of `detection_probability`. [1]

    Raises
    ------
    ValueError
        When an argument is out of its range.

    References
    ----------
    .. [1] M. A. Richards, J. A. Scheer, W. A. Holm (eds.), *Principles of Modern Radar:
       Basic Principles*, SciTech, 2010, section 2.3.

    Examples
    --------
    >>> from kalkan.radar import to_decibels
    >>> ratio = signal_to_noise(
    ...     50e3,
    ...     1.0,
    ...     peak_power=1e6,
    ...     gain=100.0,
    ...     wavelength=0.299792458,
    ...     pulse_width=2e-7,
    ... )
    >>> round(to_decibels(ratio), 4)
    5.5868
    """
    return elementwise(
        _from_parameters,
        positive("distance", distance),
        require("rcs", rcs, 0.0, finite=False),
        positive("peak_power", peak_power),
        positive("gain", gain),
        positive("wavelength", wavelength),
        positive("pulse_width", pulse_width),
        require("noise_figure", noise_figure, 1.0, finite=False),
        require("losses", losses, 1.0, finite=False),
        whole("coherent_pulses", coherent_pulses),
        require("path_loss", path_loss),
    )


def signal_to_noise_from_claim(
    distance: ArrayLike,
    rcs: ArrayLike,
    *,
    claimed_distance: ArrayLike,
    claimed_rcs: ArrayLike,
    pd: ArrayLike,
    pfa: ArrayLike,
    case: ArrayLike = 1,
    pulses: ArrayLike = 1,
    path_loss: ArrayLike = 0.0,
) -> float | np.ndarray:
    """Return the mean signal-to-noise ratio of a pulse, anchored to a published claim.

    The claim reads "a target of so much is detected so often at that distance".  It
    already holds the losses of the radar and of that path.

    Parameters
    ----------
    distance
        From radar to target. [m]
    rcs
        Mean radar cross-section of the target. [m²]
    claimed_distance, claimed_rcs
        Of the claim. [m, m²]
    pd, pfa, case, pulses
        Of the claim, as in `required_snr`. [1]
    path_loss
        One way, above that of the claim's own path; it is met twice. [dB]

    Returns
    -------
    Ratio of a pulse, linear. [1]

    Raises
    ------
    ValueError
        When an argument is out of its range.

    Examples
    --------
    Half a square metre at 390 km, every second time; half as far, an aircraft ten times
    as large gives 22 dB more.

    >>> from kalkan.radar import to_decibels
    >>> claim = dict(claimed_distance=390e3, claimed_rcs=0.5, pd=0.5, pfa=1e-6)
    >>> ratio = signal_to_noise_from_claim([390e3, 195e3], [0.5, 5.0], **claim)
    >>> to_decibels(ratio)
    array([12.772, 34.813])
    """
    return elementwise(
        _from_claim,
        positive("distance", distance),
        require("rcs", rcs, 0.0, finite=False),
        positive("claimed_distance", claimed_distance),
        positive("claimed_rcs", claimed_rcs),
        np.asarray(required_snr(pd, pfa, case, pulses)),
        require("path_loss", path_loss),
    )


def detection_range(
    required: ArrayLike,
    snr: ArrayLike,
    distance: ArrayLike,
    attenuation: ArrayLike = 0.0,
) -> float | np.ndarray:
    """Return the range at which a target gives just the signal-to-noise ratio required.

    Parameters
    ----------
    required
        Signal-to-noise ratio required, linear, as by `required_snr`. [1]
    snr, distance
        What the target gives, linear, and at what distance. [1, m]
    attenuation
        Of the medium, one way and uniform; what lies before `distance` is in `snr`.
        [dB/m]

    Raises
    ------
    ValueError
        When an argument is out of its range.

    Examples
    --------
    >>> detection_range(1.0, 16.0, 100e3)
    200000.0
    >>> round(detection_range(1.0, 16.0, 100e3, attenuation=1e-5))
    181986
    """
    return elementwise(
        radar_equation.detection_range,
        positive("required", required),
        require("snr", snr, 0.0, finite=False),
        positive("distance", distance),
        require("attenuation", attenuation, 0.0, 1.0),
    )


def _from_parameters(*arguments: float) -> float:
    *parameters, pulses, path_loss = arguments
    single = radar_equation.radar_equation(*parameters)
    return single * pulses * radar_equation.two_way_gain(path_loss)


def _from_claim(*arguments: float) -> float:
    *anchored, path_loss = arguments
    return radar.snr(*anchored) * radar_equation.two_way_gain(path_loss)
