r"""Detection of a fluctuating target by a square-law detector that sums pulses: exact.

With the noise power of a pulse as 1 and N pulses summed, noise alone is a gamma
variable of shape N.  A target of steady echo adds a Poisson number of mean N S to that
shape, and a fluctuating one a negative-binomial number J of shape K and mean N S
[1]_ [2]_ [3]_:

.. math:: P_d = \sum_{j \ge 0} \Pr(J = j) \; Q(N + j, T), \qquad P_{fa} = Q(N, T)

with Q the regularised upper incomplete gamma function, S the mean signal-to-noise ratio
of a pulse, T the threshold.

====  =====================================================  ===========
case  target (Swerling)                                      K
====  =====================================================  ===========
0     steady                                                 infinite
1     many equal scatterers, steady within a look            1
2     many equal scatterers, anew each pulse                 N
3     one larger among many, steady within a look            2
4     one larger among many, anew each pulse                 2 N
====  =====================================================  ===========

The mixture is summed in three ways, each with positive terms only and an end that does
not recede as the signal grows:

* steady: the Poisson mixture as it stands, over the window where the weights matter;
* K >= N: with :math:`\theta = 1 + N S / K`, writing :math:`(1 - s)^{K - N}` in powers
  of :math:`1 - \theta s` turns the moment-generating function
  :math:`(1 - s)^{K - N} (1 - \theta s)^{-K}` into a mixture over a binomial number k,
  of K - N trials with chance :math:`1 - 1 / \theta`, of :math:`Q(N + k, T / \theta)`;
* K < N: summed by parts,
  :math:`Q(N, T) + \sum_{j \ge 1} \Pr(J \ge j) \, p(N + j - 1; T)`, p the Poisson
  density, with :math:`\Pr(J \ge j) = q^j (1 + (K - 1) j / \theta)` and
  :math:`q = 1 - 1 / \theta` for K of 1 and 2.

References
----------
.. [1] P. Swerling, "Probability of detection for fluctuating targets", RAND RM-1217,
   1954; *IRE Transactions on Information Theory* IT-6, 1960, pp. 269-308.
.. [2] D. A. Shnidman, "Radar detection probabilities and their calculation", *IEEE
   Transactions on Aerospace and Electronic Systems* 31, 1995, pp. 928-950.
.. [3] M. A. Richards, *Fundamentals of Radar Signal Processing*, 2nd edition,
   McGraw-Hill, 2014, section 6.3.
"""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.numerics.special import (
    binomial_density,
    gamma_upper,
    inverse_gamma_upper,
    poisson_density,
)

_CERTAIN = 1.0 - 2e-16
_EPSILON = 1e-17  # of a sum: what is left out of it
_TERMS = 10_000_000  # more than any sum takes
_GREATEST = 1e30  # a signal-to-noise ratio beyond which nothing changes


@kernel
def threshold(pfa: float, pulses: int) -> float:
    """Return the threshold that noise crosses with a given probability.

    Parameters
    ----------
    pfa
        Probability of false alarm, 0 < pfa < 1. [1]
    pulses
        How many pulses are summed, at least one. [1]

    Returns
    -------
    Threshold of the sum, in units of the noise power of one pulse. [1]

    References
    ----------
    .. [1] Richards 2014, section 6.3.

    Examples
    --------
    >>> round(threshold(1e-6, 10), 10)
    32.7103405175
    """
    if pulses == 1:
        return -math.log(pfa)
    return inverse_gamma_upper(float(pulses), pfa)


@kernel
def steady_mixture(shape: float, mean: float, level: float) -> float:
    """Return the mean of Q(shape + j, level) over a Poisson j: Marcum's Q function.

    Parameters
    ----------
    shape
        Above zero. [1]
    mean
        Of the Poisson variable, above zero. [1]
    level
        Above zero. [1]

    References
    ----------
    .. [1] Shnidman 1995 (the same sum).

    Examples
    --------
    >>> round(steady_mixture(1.0, 10.0, threshold(1e-4, 1)), 12)
    0.616135848508
    """
    # below the window: less than exp(-45) of the sum, since Q grows with j
    j = max(0.0, float(np.floor(mean - 9.5 * math.sqrt(mean))))
    tail = gamma_upper(shape + j, level)
    if tail >= _CERTAIN:
        return 1.0
    gain = poisson_density(shape + j, level)
    weight = poisson_density(j, mean)
    total = weight * tail
    for _ in range(_TERMS):
        j += 1.0
        tail += gain
        gain *= level / (shape + j)
        weight *= mean / j
        total += weight * tail
        if j > mean and weight * j < _EPSILON * total * (j - mean):
            break
    return min(1.0, total)


@kernel
def binomial_mixture(shape: float, trials: float, growth: float, level: float) -> float:
    """Return the mean of Q(shape + k, level / (1 + growth)) over a binomial k.

    Parameters
    ----------
    shape
        Above zero. [1]
    trials
        Whole, at least zero; each succeeds with chance growth / (1 + growth). [1]
    growth
        Above zero. [1]
    level
        Above zero. [1]

    Examples
    --------
    >>> round(binomial_mixture(10.0, 0.0, 10.0**0.5, threshold(1e-6, 10)), 12)
    0.73398695532
    """
    theta = 1.0 + growth
    success, failure = growth / theta, 1.0 / theta
    mean, x = trials * success, level / theta
    # Bernstein's inequality: less than exp(-45) of the sum is below the window
    spread = math.sqrt(225.0 + 90.0 * mean * failure)
    k = max(0.0, float(np.floor(mean - 15.0 - spread)))
    tail = gamma_upper(shape + k, x)
    if tail >= _CERTAIN or trials == 0.0:
        return tail
    gain = poisson_density(shape + k, x)
    weight = binomial_density(k, trials, success, failure)
    total = weight * tail
    while k < trials:
        ratio = growth * (trials - k) / (k + 1.0)
        k += 1.0
        tail += gain
        gain *= x / (shape + k)
        weight *= ratio
        total += weight * tail
        if weight < _EPSILON * total * (1.0 - ratio):
            break
    return min(1.0, total)


@kernel
def scan_mixture(pulses: float, shape: float, growth: float, level: float) -> float:
    r"""Return Pd of a target that is steady within a look, by the sum by parts.

    Parameters
    ----------
    pulses
        N, at least one. [1]
    shape
        K, 1 or 2. [1]
    growth
        N S / K, above zero. [1]
    level
        Threshold, above zero. [1]

    Examples
    --------
    >>> round(scan_mixture(10.0, 1.0, 100.0, threshold(1e-6, 10)), 12)
    0.791115120195
    """
    theta = 1.0 + growth
    success, slope = growth / theta, (shape - 1.0) / theta
    y = level * success
    total = gamma_upper(pulses, level)
    density = poisson_density(pulses, level) * success
    for j in range(1, _TERMS):
        term = density * (1.0 + slope * j)
        total += term
        a = pulses + j
        if a > y and term * a < 0.1 * _EPSILON * total * (a - y):
            break
        density *= y / a
    return min(1.0, total)


@kernel
def exceedance(case: int, pulses: int, snr: float, level: float) -> float:
    """Return the probability that signal and noise together cross a threshold.

    Parameters
    ----------
    case
        Swerling 0 to 4. [1]
    pulses
        How many pulses are summed, at least one. [1]
    snr
        Mean signal-to-noise ratio of a pulse, linear, above zero. [1]
    level
        The threshold, above zero. [1]

    Returns
    -------
    Probability; NaN for any other case. [1]

    Examples
    --------
    >>> round(exceedance(4, 10, 10**0.5, threshold(1e-6, 10)), 12)
    0.781789302057
    """
    n, s = float(pulses), min(snr, _GREATEST)
    if case == 0:
        return steady_mixture(n, n * s, level)
    if case == 1 and n > 1.0:
        return scan_mixture(n, 1.0, n * s, level)
    if case == 1 or case == 2:
        return gamma_upper(n, level / (1.0 + s))
    if case == 3 and n > 2.0:
        return scan_mixture(n, 2.0, 0.5 * n * s, level)
    if case == 3:
        return binomial_mixture(n, 2.0 - n, 0.5 * n * s, level)
    if case == 4:
        return binomial_mixture(n, n, 0.5 * s, level)
    return math.nan


@kernel
def probability_of_detection(case: int, pulses: int, snr: float, pfa: float) -> float:
    """Return the probability of detecting a target in one look, exactly.

    Parameters
    ----------
    case
        Swerling 0 to 4. [1]
    pulses
        How many pulses are summed after a square-law detector, at least one. [1]
    snr
        Mean signal-to-noise ratio of a pulse, linear, at least zero. [1]
    pfa
        Probability of false alarm of the look, 0 < pfa < 1. [1]

    Returns
    -------
    Probability, to about 12 digits. [1]

    References
    ----------
    .. [1] Swerling 1960; Shnidman 1995.

    Examples
    --------
    >>> round(probability_of_detection(1, 20, 10.0, 1e-8), 12)
    0.832287950196
    """
    if not snr > 0.0:
        return pfa if snr == snr else snr
    return exceedance(case, pulses, snr, threshold(pfa, pulses))


@kernel
def _gap(case: int, pulses: int, log_snr: float, level: float, wanted: float) -> float:
    """Return ln(-ln Pd) less what is wanted: nearly a straight line in ln S."""
    miss = -math.log(exceedance(case, pulses, math.exp(log_snr), level))
    return math.log(miss) - wanted if miss > 0.0 else -100.0


@kernel
def _fraction(
    x1: float, f1: float, x2: float, f2: float, x3: float, f3: float
) -> float:
    """Return where between x1 and x2 to look next: Chandrupatla's rule."""
    xi = (x1 - x2) / (x3 - x2)
    phi = (f1 - f2) / (f3 - f2)
    if 1.0 - math.sqrt(1.0 - xi) < phi < math.sqrt(xi):
        alpha = (x3 - x1) / (x2 - x1)
        return f1 / (f1 - f2) * f3 / (f3 - f2) + alpha * f1 / (f3 - f1) * f2 / (f3 - f2)
    return 0.5


@kernel
def _root(case: int, pulses: int, level: float, wanted: float) -> float:
    """Return the logarithm of the SNR at which ln(-ln Pd) is what is wanted."""
    x1 = math.log(max(level / pulses - 1.0, 0.1))
    f1 = _gap(case, pulses, x1, level, wanted)
    stride = 1.0 if f1 > 0.0 else -1.0
    x2, f2 = x1, f1
    while f2 * f1 > 0.0 and abs(x2) < 80.0:  # until the root is between
        x1, f1 = x2, f2
        x2 += stride
        f2 = _gap(case, pulses, x2, level, wanted)
        stride *= 1.5
    t = 0.5
    for _ in range(100):
        x = x1 + t * (x2 - x1)
        f = _gap(case, pulses, x, level, wanted)
        if (f > 0.0) == (f1 > 0.0):
            x3, f3 = x1, f1
        else:
            x3, f3, x2, f2 = x2, f2, x1, f1
        x1, f1 = x, f
        if f == 0.0 or abs(x2 - x1) < 1e-14 * max(1.0, abs(x1)):
            break
        t = _fraction(x1, f1, x2, f2, x3, f3)
        shortest = 0.5e-14 * max(1.0, abs(x1)) / abs(x2 - x1)
        t = min(max(t, shortest), 1.0 - shortest)
    return x1 if abs(f1) < abs(f2) else x2


@kernel
def required_snr(case: int, pulses: int, pd: float, pfa: float) -> float:
    """Return the mean signal-to-noise ratio that a probability of detection takes.

    The inverse of `probability_of_detection`.

    Parameters
    ----------
    case
        Swerling 0 to 4. [1]
    pulses
        How many pulses are summed after a square-law detector, at least one. [1]
    pd
        Probability of detection. [1]
    pfa
        Probability of false alarm, 0 < pfa < 1. [1]

    Returns
    -------
    Ratio of a pulse, linear; 0 for pd <= pfa, infinite for pd >= 1. [1]

    References
    ----------
    .. [1] T. R. Chandrupatla, "A new hybrid quadratic/bisection algorithm for finding
       the zero of a nonlinear function without using derivatives", *Advances in
       Engineering Software* 28, 1997, pp. 145-149.

    Examples
    --------
    >>> round(10 * math.log10(required_snr(0, 1, 0.9, 1e-6)), 5)
    13.18349
    """
    if pd >= 1.0:
        return math.inf
    if pd <= pfa:
        return 0.0
    level = threshold(pfa, pulses)
    if case == 2 or (case == 1 and pulses == 1):
        return level / threshold(pd, pulses) - 1.0
    return math.exp(_root(case, pulses, level, math.log(-math.log(pd))))
