"""The incomplete beta function and its inverse: quantiles of beta and Student's t.

SciPy has both, and the tests hold these to it; but importing `scipy.special` takes a
tenth of the time in which a run should start.
"""

from functools import cache
from math import exp, lgamma, log, log1p, sqrt

_TINY = 1e-300  #: in place of a zero denominator
_CLOSE = 1e-15  #: relative change at which a fraction has converged
_STEPS = 200  #: of the search for a quantile; bisection alone needs 60


def beta_quantile(a: float, b: float, probability: float) -> float:
    """Return where the beta distribution reaches a probability.

    Newton's method, kept inside a bracket that halves when a step leaves it.

    Parameters
    ----------
    a, b
        Shape, above 0. [1]
    probability
        Strictly between 0 and 1. [1]

    Examples
    --------
    >>> round(beta_quantile(1.0, 1.0, 0.3), 12)
    0.3
    >>> round(beta_quantile(1.0, 10.0, 0.975), 4)
    0.3085
    """
    low, high, x = 0.0, 1.0, a / (a + b)
    for _ in range(_STEPS):
        miss = incomplete_beta(a, b, x) - probability
        low, high = (low, x) if miss > 0.0 else (x, high)
        slope = _density(a, b, x)
        step = x - miss / slope if slope > 0.0 else low
        following = step if low < step < high else 0.5 * (low + high)
        if abs(following - x) <= _CLOSE * x:
            return following
        x = following
    return x


@cache
def student_quantile(freedom: float, probability: float) -> float:
    """Return where Student's t distribution reaches a probability above a half.

    Parameters
    ----------
    freedom
        Degrees of freedom, above 0. [1]
    probability
        Above 0.5 and below 1. [1]

    References
    ----------
    .. [1] M. Abramowitz and I. A. Stegun, *Handbook of Mathematical Functions*, 1964,
       equation 26.7.1 and 26.5.27 (t by the incomplete beta function).

    Examples
    --------
    >>> round(student_quantile(1.0, 0.975), 3), round(student_quantile(49.0, 0.975), 3)
    (12.706, 2.01)
    """
    x = beta_quantile(0.5 * freedom, 0.5, 2.0 * (1.0 - probability))
    return sqrt(freedom * (1.0 - x) / x)


def incomplete_beta(a: float, b: float, x: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b).

    Parameters
    ----------
    a, b
        Above 0. [1]
    x
        Between 0 and 1. [1]

    References
    ----------
    .. [1] NIST Digital Library of Mathematical Functions, equations 8.17.4 (symmetry)
       and 8.17.22 (continued fraction), https://dlmf.nist.gov/8.17

    Examples
    --------
    >>> round(incomplete_beta(2.0, 3.0, 0.4), 4)
    0.5248
    """
    if x <= 0.0 or x >= 1.0:
        return min(max(x, 0.0), 1.0)
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - incomplete_beta(b, a, 1.0 - x)
    return x * (1.0 - x) * _density(a, b, x) / a / _fraction(a, b, x)


def _density(a: float, b: float, x: float) -> float:
    if x <= 0.0 or x >= 1.0:
        return 0.0
    whole = lgamma(a + b) - lgamma(a) - lgamma(b)
    return exp(whole + (a - 1.0) * log(x) + (b - 1.0) * log1p(-x))


def _fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction, by Lentz's method."""
    value = ahead = 1.0
    behind = 0.0
    for m in range(1, 100_000):
        behind = 1.0 / (1.0 + _term(a, b, x, m) * behind or _TINY)
        ahead = 1.0 + _term(a, b, x, m) / ahead or _TINY
        value *= ahead * behind
        if abs(ahead * behind - 1.0) < _CLOSE:
            break
    return value


def _term(a: float, b: float, x: float, place: int) -> float:
    m = place // 2
    if place % 2:
        return -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
    return m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
