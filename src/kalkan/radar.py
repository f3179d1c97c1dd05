"""Radar: the radar equation, exact detection of fluctuating targets, accuracy.

Every argument may be a number or an array; arrays broadcast, and numbers give a number.
Signal-to-noise ratios, gains, noise figures and losses of the radar are plain ratios of
powers, not decibels: `from_decibels` and `to_decibels` convert.  Losses along the path
are in decibels one way, as `kalkan.propagation` gives them.  Units are SI.

A *case* is Swerling's: 0 a steady target, 1 and 3 fluctuate from look to look, 2 and 4
from pulse to pulse; 1 and 2 have many equal scatterers, 3 and 4 one that is larger.
Detection is by a square-law detector that sums the pulses of a look; the
signal-to-noise ratio is that of a single pulse, the mean over the fluctuation.
"""

import numpy as np
from numpy.typing import ArrayLike

from kalkan.numerics.elementwise import elementwise
from kalkan.physics import detection, looks, radar, radar_equation

__all__ = [
    "angle_error",
    "cumulative_by_look",
    "cumulative_probability",
    "detection_probability",
    "detection_range",
    "from_decibels",
    "m_of_n_probability",
    "range_error",
    "range_resolution",
    "required_snr",
    "signal_to_noise",
    "signal_to_noise_from_claim",
    "speed_error",
    "speed_resolution",
    "threshold",
    "to_decibels",
]

_MOST_PULSES = 1_000_000


def to_decibels(ratio: ArrayLike) -> float | np.ndarray:
    """Return a ratio of powers in decibels.

    Parameters
    ----------
    ratio
        At least zero; zero is minus infinity. [1]

    Raises
    ------
    ValueError
        When a ratio is negative or not a number.

    Examples
    --------
    >>> to_decibels(100.0)
    20.0
    """
    given = _between("ratio", ratio, 0.0, np.inf)
    with np.errstate(divide="ignore"):
        found = 10.0 * np.log10(given)
    return found if given.ndim else float(found)


def from_decibels(decibels: ArrayLike) -> float | np.ndarray:
    """Return the ratio of powers that a number of decibels stands for.

    Raises
    ------
    ValueError
        When something is not a number.

    Examples
    --------
    >>> from_decibels([0.0, 10.0])
    array([ 1., 10.])
    """
    given = _between("decibels", decibels, -np.inf, np.inf)
    found = 10.0 ** (given / 10.0)
    return found if given.ndim else float(found)


def threshold(pfa: ArrayLike, pulses: ArrayLike = 1) -> float | np.ndarray:
    """Return the threshold of the sum of pulses that noise crosses with chance `pfa`.

    Parameters
    ----------
    pfa
        Probability of false alarm, 1e-300 to below 1. [1]
    pulses
        How many are summed, 1 to a million. [1]

    Returns
    -------
    Threshold in units of the noise power of one pulse. [1]

    Raises
    ------
    ValueError
        When an argument is out of its range.

    References
    ----------
    .. [1] M. A. Richards, *Fundamentals of Radar Signal Processing*, 2nd edition,
       McGraw-Hill, 2014, section 6.3.

    Examples
    --------
    >>> round(threshold(1e-6, 20), 9)
    48.826478709
    """
    return elementwise(_threshold, _alarm(pfa), _pulses(pulses))


def detection_probability(
    snr: ArrayLike, pfa: ArrayLike, case: ArrayLike = 1, pulses: ArrayLike = 1
) -> float | np.ndarray:
    """Return the probability of detecting a target in one look, exactly.

    Parameters
    ----------
    snr
        Mean signal-to-noise ratio of a pulse, linear, at least zero. [1]
    pfa
        Probability of false alarm of the look, 1e-300 to below 1. [1]
    case
        Swerling 0, 1, 2, 3 or 4. [1]
    pulses
        How many are summed, 1 to a million. [1]

    Returns
    -------
    Probability, to about 12 digits. [1]

    Raises
    ------
    ValueError
        When an argument is out of its range.

    References
    ----------
    .. [1] P. Swerling, "Probability of detection for fluctuating targets", *IRE
       Transactions on Information Theory* IT-6, 1960, pp. 269-308.
    .. [2] D. A. Shnidman, "Radar detection probabilities and their calculation", *IEEE
       Transactions on Aerospace and Electronic Systems* 31, 1995, pp. 928-950.

    Examples
    --------
    >>> snr = from_decibels(13.0)
    >>> detection_probability(snr, 1e-6, case=[0, 1]).round(6)
    array([0.874441, 0.517178])
    """
    signal = _between("snr", snr, 0.0, np.inf)
    return elementwise(_probability, signal, _alarm(pfa), _case(case), _pulses(pulses))


def required_snr(
    pd: ArrayLike, pfa: ArrayLike, case: ArrayLike = 1, pulses: ArrayLike = 1
) -> float | np.ndarray:
    """Return the mean signal-to-noise ratio that a probability of detection takes.

    Parameters
    ----------
    pd
        Probability of detection, above 0 and below 1. [1]
    pfa
        Probability of false alarm of the look, 1e-300 to below 1. [1]
    case
        Swerling 0, 1, 2, 3 or 4. [1]
    pulses
        How many are summed, 1 to a million. [1]

    Returns
    -------
    Ratio of a pulse, linear; 0 where noise alone is enough. [1]

    Raises
    ------
    ValueError
        When an argument is out of its range.

    Examples
    --------
    >>> round(to_decibels(required_snr(0.9, 1e-6, case=3, pulses=10)), 5)
    9.60135
    """
    wanted = _inside("pd", pd, 0.0, 1.0)
    return elementwise(_required, wanted, _alarm(pfa), _case(case), _pulses(pulses))


def cumulative_probability(pd: ArrayLike, n: ArrayLike) -> float | np.ndarray:
    """Return the probability of at least one detection in n like, independent looks.

    Parameters
    ----------
    pd
        Probability of detection of one look, 0 to 1. [1]
    n
        How many looks, at least one. [1]

    Raises
    ------
    ValueError
        When an argument is out of its range.

    Examples
    --------
    >>> round(cumulative_probability(0.3, 5), 5)
    0.83193
    """
    return elementwise(looks.cumulative, _between("pd", pd, 0.0, 1.0), _whole("n", n))


def cumulative_by_look(pd: ArrayLike) -> np.ndarray:
    """Return the probability of a detection by each of a row of unlike looks.

    Parameters
    ----------
    pd
        Of each look, in order along the last axis; shape (..., look). [1]

    Returns
    -------
    Probability that this look or one before it detects; the same shape. [1]

    Raises
    ------
    ValueError
        When a probability is out of its range, or there is no axis.

    Examples
    --------
    >>> cumulative_by_look([0.1, 0.2, 0.5])
    array([0.1 , 0.28, 0.64])
    """
    given = np.atleast_1d(_between("pd", pd, 0.0, 1.0))
    if np.ndim(pd) == 0:
        raise ValueError("pd: a row of looks is wanted, not a single number")
    out = np.empty(given.shape)
    for row in np.ndindex(given.shape[:-1]):
        looks.accumulate(given[row], out[row])
    return out


def m_of_n_probability(pd: ArrayLike, m: ArrayLike, n: ArrayLike) -> float | np.ndarray:
    """Return the probability of at least m detections in n like, independent looks.

    Parameters
    ----------
    pd
        Probability of detection (or of false alarm) of one look, 0 to 1. [1]
    m, n
        Whole, 1 <= m <= n. [1]

    Raises
    ------
    ValueError
        When an argument is out of its range.

    References
    ----------
    .. [1] M. A. Richards, *Fundamentals of Radar Signal Processing*, 2nd edition,
       McGraw-Hill, 2014, section 6.4 (binary integration).

    Examples
    --------
    >>> m_of_n_probability([0.5, 1e-6], 3, 5)
    array([0.5, 1e-17])
    """
    least, most = _whole("m", m), _whole("n", n)
    if np.any(least > most):
        raise ValueError("m: more detections than looks are asked for; m is at most n")
    return elementwise(_m_of_n, _between("pd", pd, 0.0, 1.0), least, most)


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
        _positive("distance", distance),
        _between("rcs", rcs, 0.0, np.inf),
        _positive("peak_power", peak_power),
        _positive("gain", gain),
        _positive("wavelength", wavelength),
        _positive("pulse_width", pulse_width),
        _between("noise_figure", noise_figure, 1.0, np.inf),
        _between("losses", losses, 1.0, np.inf),
        _whole("coherent_pulses", coherent_pulses),
        _finite("path_loss", path_loss),
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

    >>> claim = dict(claimed_distance=390e3, claimed_rcs=0.5, pd=0.5, pfa=1e-6)
    >>> ratio = signal_to_noise_from_claim([390e3, 195e3], [0.5, 5.0], **claim)
    >>> to_decibels(ratio)
    array([12.772, 34.813])
    """
    return elementwise(
        _from_claim,
        _positive("distance", distance),
        _between("rcs", rcs, 0.0, np.inf),
        _positive("claimed_distance", claimed_distance),
        _positive("claimed_rcs", claimed_rcs),
        np.asarray(required_snr(pd, pfa, case, pulses)),
        _finite("path_loss", path_loss),
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
        _positive("required", required),
        _between("snr", snr, 0.0, np.inf),
        _positive("distance", distance),
        _between("attenuation", attenuation, 0.0, 1.0),
    )


def range_resolution(bandwidth: ArrayLike) -> float | np.ndarray:
    """Return the width of the range cell [m] that a bandwidth [Hz] gives, c / 2B.

    Raises
    ------
    ValueError
        When the bandwidth is not above zero.

    Examples
    --------
    >>> round(range_resolution(1e6), 3)
    149.896
    """
    return elementwise(radar.range_resolution, _positive("bandwidth", bandwidth))


def speed_resolution(wavelength: ArrayLike, duration: ArrayLike) -> float | np.ndarray:
    """Return the width of the cell of radial speed [m/s], λ / 2T.

    Parameters
    ----------
    wavelength
        Of the radar. [m]
    duration
        Of the coherent processing interval. [s]

    Raises
    ------
    ValueError
        When an argument is not above zero.

    Examples
    --------
    >>> speed_resolution(0.1, 0.01)
    5.0
    """
    return elementwise(
        radar.speed_resolution,
        _positive("wavelength", wavelength),
        _positive("duration", duration),
    )


def range_error(snr: ArrayLike, resolution: ArrayLike) -> float | np.ndarray:
    """Return the standard deviation of a measured range.

    Parameters
    ----------
    snr
        Signal-to-noise ratio of the whole look, linear: that of a pulse times the
        number of pulses. [1]
    resolution
        Width of the range cell, as by `range_resolution`. [m]

    Returns
    -------
    resolution / √(2 snr), kept between a twentieth of the cell and the spread of a
    uniform draw in it. [m]

    Raises
    ------
    ValueError
        When an argument is out of its range.

    References
    ----------
    .. [1] G. R. Curry, *Radar System Performance Modeling*, 2nd edition, Artech House,
       2005, chapter 8.

    Examples
    --------
    >>> range_error(50.0, 150.0)
    15.0
    """
    signal = _between("snr", snr, 0.0, np.inf)
    return elementwise(radar.range_sigma, signal, _positive("resolution", resolution))


def angle_error(snr: ArrayLike, beamwidth: ArrayLike) -> float | np.ndarray:
    """Return the standard deviation of a measured azimuth or elevation.

    Parameters
    ----------
    snr
        Signal-to-noise ratio of the whole look, linear. [1]
    beamwidth
        Half-power width of the beam in that plane. [rad]

    Returns
    -------
    beamwidth / (1.6 √(2 snr)), kept between a twentieth of the beam and the spread of a
    uniform draw in it. [rad]

    Raises
    ------
    ValueError
        When an argument is out of its range.

    References
    ----------
    .. [1] D. K. Barton, H. R. Ward, *Handbook of Radar Measurement*, Prentice-Hall,
       1969 (the slope of a monopulse antenna).

    Examples
    --------
    >>> angle_error(12.5, 0.08)
    0.01
    """
    signal = _between("snr", snr, 0.0, np.inf)
    return elementwise(radar.angle_sigma, signal, _positive("beamwidth", beamwidth))


def speed_error(
    snr: ArrayLike, wavelength: ArrayLike, duration: ArrayLike
) -> float | np.ndarray:
    """Return the standard deviation of a radial speed measured by Doppler shift.

    Parameters
    ----------
    snr
        Signal-to-noise ratio of the whole look, linear. [1]
    wavelength
        Of the radar. [m]
    duration
        Of the coherent processing interval. [s]

    Returns
    -------
    λ / (2 T √(2 snr)), kept between a twentieth of the cell λ / 2T and the spread of a
    uniform draw in it. [m/s]

    Raises
    ------
    ValueError
        When an argument is out of its range.

    References
    ----------
    .. [1] G. R. Curry, *Radar System Performance Modeling*, 2nd edition, Artech House,
       2005, chapter 8.

    Examples
    --------
    >>> speed_error(50.0, 0.1, 0.01)
    0.5
    """
    return elementwise(
        radar.speed_sigma,
        _between("snr", snr, 0.0, np.inf),
        _positive("wavelength", wavelength),
        _positive("duration", duration),
    )


def _threshold(pfa: float, pulses: float) -> float:
    return detection.threshold(pfa, int(pulses))


def _probability(snr: float, pfa: float, case: float, pulses: float) -> float:
    return detection.probability_of_detection(int(case), int(pulses), snr, pfa)


def _required(pd: float, pfa: float, case: float, pulses: float) -> float:
    return detection.required_snr(int(case), int(pulses), pd, pfa)


def _m_of_n(pd: float, m: float, n: float) -> float:
    return looks.m_of_n(pd, int(m), int(n))


def _from_parameters(*arguments: float) -> float:
    *parameters, pulses, path_loss = arguments
    single = radar_equation.radar_equation(*parameters)
    return single * pulses * radar_equation.two_way_gain(path_loss)


def _from_claim(*arguments: float) -> float:
    *anchored, path_loss = arguments
    return radar.snr(*anchored) * radar_equation.two_way_gain(path_loss)


def _between(name: str, value: ArrayLike, low: float, high: float) -> np.ndarray:
    """Return an array of numbers from `low` to `high`, both allowed."""
    given = np.asarray(value, np.float64)
    wrong = given[~((given >= low) & (given <= high))]
    if wrong.size:
        raise ValueError(f"{name}: {wrong[0]:g} is not from {low:g} to {high:g}")
    return given


def _inside(name: str, value: ArrayLike, low: float, high: float) -> np.ndarray:
    """Return an array of numbers between `low` and `high`, neither allowed."""
    given = np.asarray(value, np.float64)
    wrong = given[~((given > low) & (given < high))]
    if wrong.size:
        raise ValueError(
            f"{name}: {wrong[0]:g} is not above {low:g} and below {high:g}"
        )
    return given


def _positive(name: str, value: ArrayLike) -> np.ndarray:
    return _inside(name, value, 0.0, np.inf)


def _finite(name: str, value: ArrayLike) -> np.ndarray:
    return _inside(name, value, -np.inf, np.inf)


def _alarm(pfa: ArrayLike) -> np.ndarray:
    return _between("pfa", _inside("pfa", pfa, 0.0, 1.0), 1e-300, 1.0)


def _whole(
    name: str, value: ArrayLike, low: int = 1, high: int = _MOST_PULSES
) -> np.ndarray:
    given = _between(name, value, low, high)
    wrong = given[given != np.floor(given)]
    if wrong.size:
        raise ValueError(f"{name}: {wrong[0]:g} is not a whole number")
    return given


def _pulses(pulses: ArrayLike) -> np.ndarray:
    return _whole("pulses", pulses)


def _case(case: ArrayLike) -> np.ndarray:
    return _whole("case", case, 0, 4)
