"""Detection of fluctuating targets, in one look and in several."""

import numpy as np
from numpy.typing import ArrayLike

from kalkan.numerics.arguments import require
from kalkan.numerics.elementwise import elementwise
from kalkan.physics import detection, looks
from kalkan.radar._arguments import alarm, case_of, pulses_of, whole


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
    return elementwise(_threshold, alarm(pfa), pulses_of(pulses))


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
    >>> from kalkan.radar import from_decibels
    >>> snr = from_decibels(13.0)
    >>> detection_probability(snr, 1e-6, case=[0, 1]).round(6)
    array([0.874441, 0.517178])
    """
    signal = require("snr", snr, 0.0, finite=False)
    return elementwise(
        _probability, signal, alarm(pfa), case_of(case), pulses_of(pulses)
    )


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
    >>> from kalkan.radar import to_decibels
    >>> round(to_decibels(required_snr(0.9, 1e-6, case=3, pulses=10)), 5)
    9.60135
    """
    wanted = require("pd", pd, 0.0, 1.0, above=True, below=True)
    return elementwise(_required, wanted, alarm(pfa), case_of(case), pulses_of(pulses))


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
    return elementwise(looks.cumulative, require("pd", pd, 0.0, 1.0), whole("n", n))


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
    given = np.atleast_1d(require("pd", pd, 0.0, 1.0))
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
    least, most = whole("m", m), whole("n", n)
    if np.any(least > most):
        raise ValueError("m: more detections than looks are asked for; m is at most n")
    return elementwise(_m_of_n, require("pd", pd, 0.0, 1.0), least, most)


def _threshold(pfa: float, pulses: float) -> float:
    return detection.threshold(pfa, int(pulses))


def _probability(snr: float, pfa: float, case: float, pulses: float) -> float:
    return detection.probability_of_detection(int(case), int(pulses), snr, pfa)


def _required(pd: float, pfa: float, case: float, pulses: float) -> float:
    return detection.required_snr(int(case), int(pulses), pd, pfa)


def _m_of_n(pd: float, m: float, n: float) -> float:
    return looks.m_of_n(pd, int(m), int(n))
