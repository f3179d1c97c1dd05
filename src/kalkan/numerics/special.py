r"""Special functions, to the last digits and without overflow.

All rest on one quantity, the Poisson density :math:`x^a e^{-x} / \Gamma(a + 1)` for
any real a, written so that nothing large is subtracted [1]_.  The incomplete gamma
functions are that density times a series or a continued fraction [2]_ [3]_.

References
----------
.. [1] C. Loader, "Fast and accurate computation of binomial probabilities", 2000: the
   saddle-point form, with Stirling's error and the deviance apart.
.. [2] M. Abramowitz, I. A. Stegun, *Handbook of Mathematical Functions*, 1964,
   sections 6.1.41, 6.5.29 and 6.5.31.
.. [3] NIST, *Digital Library of Mathematical Functions*, sections 5.11, 8.7, 8.9, 4.13.
"""

import math

from kalkan._kernel import kernel

_HALF_LOG_TWO_PI = 0.5 * math.log(2.0 * math.pi)
_TINY = 1e-300
_EPSILON = 1e-17  # a term below this share of the sum changes nothing
_TERMS = 1_000_000
# Bernoulli numbers B_2k / (2k (2k - 1)), Abramowitz & Stegun 6.1.41
_STIRLING = (
    1.0 / 12.0,
    -1.0 / 360.0,
    1.0 / 1260.0,
    -1.0 / 1680.0,
    1.0 / 1188.0,
    -691.0 / 360360.0,
    1.0 / 156.0,
)


@kernel
def stirling_error(a: float) -> float:
    r"""Return how much Stirling's formula lacks of the logarithm of a factorial.

    .. math:: \ln\Gamma(a + 1) - (a + \tfrac12) \ln a + a - \tfrac12 \ln 2\pi

    Parameters
    ----------
    a
        Above zero. [1]

    References
    ----------
    .. [1] Abramowitz, Stegun 1964, 6.1.41.

    Examples
    --------
    >>> round(stirling_error(1.0), 12)
    0.081061466795
    """
    if a < 15.0:
        return math.lgamma(a + 1.0) - (a + 0.5) * math.log(a) + a - _HALF_LOG_TWO_PI
    inverse = 1.0 / a
    square = inverse * inverse
    total = 0.0
    for k in range(len(_STIRLING) - 1, -1, -1):
        total = total * square + _STIRLING[k]
    return total * inverse


@kernel
def deviance(a: float, mean: float) -> float:
    """Return a ln(a / mean) + mean - a without loss where the two are near.

    Parameters
    ----------
    a, mean
        Above zero. [1]

    References
    ----------
    .. [1] Loader 2000 (the deviance, bd0).

    Examples
    --------
    >>> round(deviance(10.0, 10.1), 12)
    0.000496691468
    """
    away = a - mean
    if abs(away) > 0.25 * (a + mean):
        return a * math.log(a / mean) - away
    share = away / (a + mean)
    total = away * share
    power = 2.0 * a * share
    square = share * share
    for k in range(3, 61, 2):
        power *= square
        before = total
        total += power / k
        if total == before:
            break
    return total


@kernel
def log_poisson_density(a: float, x: float) -> float:
    """Return the logarithm of `poisson_density`, finite where that underflows.

    Parameters
    ----------
    a
        At least zero. [1]
    x
        Above zero. [1]

    Examples
    --------
    >>> log_poisson_density(0.0, 1000.0)
    -1000.0
    """
    if a == 0.0:
        return -x
    spread = 0.5 * math.log(a) + _HALF_LOG_TWO_PI
    return -stirling_error(a) - deviance(a, x) - spread


@kernel
def poisson_density(a: float, x: float) -> float:
    r"""Return :math:`x^a e^{-x} / \Gamma(a + 1)`.

    For whole `a` the probability that a Poisson variable of mean `x` is `a`.

    Parameters
    ----------
    a
        At least zero. [1]
    x
        At least zero. [1]

    References
    ----------
    .. [1] Loader 2000 (saddle-point form).

    Examples
    --------
    >>> round(poisson_density(3.0, 2.5), 12)
    0.21376301725
    """
    if a == 0.0:
        return math.exp(-x)
    if x <= 0.0:
        return 0.0
    density = math.exp(-stirling_error(a) - deviance(a, x))
    return density / math.sqrt(2.0 * math.pi * a)


@kernel
def binomial_density(k: float, n: float, p: float, q: float) -> float:
    """Return the probability of `k` successes in `n` trials.

    Parameters
    ----------
    k, n
        Whole, 0 <= k <= n. [1]
    p, q
        Probabilities of success and of failure, p + q = 1: both, so that neither has
        lost digits. [1]

    References
    ----------
    .. [1] Loader 2000 (saddle-point form).

    Examples
    --------
    >>> round(binomial_density(2.0, 3.0, 0.9, 0.1), 12)
    0.243
    """
    if p <= 0.0 or q <= 0.0:
        certain = 0.0 if p <= 0.0 else n
        return 1.0 if k == certain else 0.0
    if k == 0.0:
        return math.exp(n * math.log1p(-p) if p < 0.5 else n * math.log(q))
    if k == n:
        return math.exp(n * math.log1p(-q) if q < 0.5 else n * math.log(p))
    rest = n - k
    error = stirling_error(n) - stirling_error(k) - stirling_error(rest)
    density = math.exp(error - deviance(k, n * p) - deviance(rest, n * q))
    return density / math.sqrt(2.0 * math.pi * k * (rest / n))


@kernel
def _lower_series(a: float, x: float) -> float:
    """Return P(a, x) / `poisson_density(a, x)`; quick where x < a + 1."""
    total = term = 1.0
    for k in range(1, _TERMS):
        term *= x / (a + k)
        total += term
        if term < _EPSILON * total:
            break
    return total


@kernel
def _upper_fraction(a: float, x: float) -> float:
    """Return Q(a, x) / (a `poisson_density(a, x)`) where x > a + 1: Lentz's method."""
    b = x + 1.0 - a
    c = 1.0 / _TINY
    d = 1.0 / b
    value = d
    for k in range(1, _TERMS):
        numerator = -k * (k - a)
        b += 2.0
        d = numerator * d + b
        d = 1.0 / (d if abs(d) > _TINY else _TINY)
        c = b + numerator / c
        c = c if abs(c) > _TINY else _TINY
        step = c * d
        value *= step
        if abs(step - 1.0) < 3e-16:
            break
    return value


@kernel
def _smaller_tail(a: float, x: float) -> float:
    """Return P(a, x) where x <= a + 1, Q(a, x) beyond."""
    density = poisson_density(a, x)
    if density == 0.0:
        return 0.0
    if x <= a + 1.0:
        return min(1.0, density * _lower_series(a, x))
    return a * density * _upper_fraction(a, x)


@kernel
def gamma_lower(a: float, x: float) -> float:
    r"""Return the regularised lower incomplete gamma function P(a, x).

    The probability that a gamma variable of shape `a` and scale 1 is below `x`.

    Parameters
    ----------
    a
        Shape, above zero. [1]
    x
        At least zero. [1]

    Returns
    -------
    Probability, to about 13 digits of itself. [1]

    References
    ----------
    .. [1] Abramowitz, Stegun 1964, 6.5.29 (series) and 6.5.31 (continued fraction).

    Examples
    --------
    >>> round(gamma_lower(2.0, 3.0), 12)
    0.800851726529
    """
    if x <= 0.0:
        return 0.0
    small = _smaller_tail(a, x)
    return small if x <= a + 1.0 else 1.0 - small


@kernel
def gamma_upper(a: float, x: float) -> float:
    r"""Return the regularised upper incomplete gamma function Q(a, x) = 1 - P(a, x).

    The probability that the noise of `a` pulses, square-law detected and summed, is
    above the threshold `x`.

    Parameters
    ----------
    a
        Shape, above zero. [1]
    x
        At least zero. [1]

    Returns
    -------
    Probability, to about 13 digits of itself. [1]

    References
    ----------
    .. [1] Abramowitz, Stegun 1964, 6.5.29 (series) and 6.5.31 (continued fraction).

    Examples
    --------
    >>> round(gamma_upper(2.0, 3.0), 12)
    0.199148273471
    """
    if x <= 0.0:
        return 1.0
    small = _smaller_tail(a, x)
    return 1.0 - small if x <= a + 1.0 else small


@kernel
def log_gamma_tail(a: float, x: float, upper: bool) -> float:
    """Return ln Q(a, x) or ln P(a, x), finite where the tail underflows.

    Parameters
    ----------
    a, x
        Above zero. [1]
    upper
        Which: Q, else P.

    Examples
    --------
    >>> log_gamma_tail(1.0, 2000.0, True)
    -2000.0
    """
    beyond = x > a + 1.0
    log_density = log_poisson_density(a, x)
    if beyond:
        log_tail = log_density + math.log(a * _upper_fraction(a, x))
    else:
        log_tail = log_density + math.log(_lower_series(a, x))
    if beyond == upper:
        return min(0.0, log_tail)
    return math.log1p(-min(math.exp(log_tail), 1.0 - 1e-16))


@kernel
def normal_quantile(p: float) -> float:
    """Return roughly what a normal variable exceeds with probability `p`.

    Parameters
    ----------
    p
        Probability, 0 < p < 1. [1]

    Returns
    -------
    The quantile, to within 4.5e-4: where to begin a search. [1]

    References
    ----------
    .. [1] Abramowitz, Stegun 1964, 26.2.23.

    Examples
    --------
    >>> round(normal_quantile(0.025), 2)
    1.96
    """
    t = math.sqrt(-2.0 * math.log(min(p, 1.0 - p)))
    above = 2.515517 + t * (0.802853 + t * 0.010328)
    below = 1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    return math.copysign(t - above / below, 0.5 - p)


@kernel
def _first_guess(a: float, q: float) -> float:
    """Return about where Q(a, x) is q: Wilson and Hilferty, or the tail's own form."""
    if a >= 1.0:
        root = 1.0 - 1.0 / (9.0 * a) + normal_quantile(q) / (3.0 * math.sqrt(a))
        if root > 0.2:
            return a * root * root * root
    if q < 0.5:
        return -math.log(q)
    return math.exp((math.log1p(-q) + math.lgamma(a + 1.0)) / a)


@kernel
def inverse_gamma_upper(a: float, q: float) -> float:
    r"""Return the x for which Q(a, x) is `q`.

    Parameters
    ----------
    a
        Shape, above zero. [1]
    q
        Probability, 0 < q < 1. [1]

    Returns
    -------
    The argument, to about 14 digits; infinite for q <= 0 and 0 for q >= 1. [1]

    Notes
    -----
    Newton's method on the logarithm of the smaller tail against the logarithm of x.
    Both tails are log-concave there, so every step after the first ends on the same
    side of the root and the method cannot fail.

    Examples
    --------
    >>> round(inverse_gamma_upper(10.0, 1e-6), 10)
    32.7103405175
    """
    if not q > 0.0:
        return math.inf
    if q >= 1.0:
        return 0.0
    upper = q < 0.5
    wanted = math.log(q) if upper else math.log1p(-q)
    sign = -1.0 if upper else 1.0
    x = _first_guess(a, q)
    for _ in range(100):
        if x <= 0.0:
            break  # the root is below the least number
        log_tail = log_gamma_tail(a, x, upper)
        slope = sign * a * math.exp(log_poisson_density(a, x) - log_tail)
        step = (wanted - log_tail) / slope
        x *= math.exp(min(max(step, -3.0), 3.0))
        if abs(step) < 1e-8:
            break
    return x


@kernel
def lambert_w(x: float) -> float:
    """Return the w at least -1 for which w exp(w) is `x`: Lambert's function W0.

    Parameters
    ----------
    x
        At least zero. [1]

    References
    ----------
    .. [1] NIST, *Digital Library of Mathematical Functions*, section 4.13.

    Examples
    --------
    >>> round(lambert_w(math.e), 12)
    1.0
    """
    w = math.log1p(x)
    for _ in range(50):
        # Newton on w + ln w = ln x, which is concave and free of overflow
        if w <= 0.0:
            return 0.0
        step = w * (math.log(x / w) - w) / (1.0 + w)
        w += step
        if abs(step) <= 1e-9 * w:
            break
    return w
