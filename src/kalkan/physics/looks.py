"""Detection over several independent looks.

References
----------
.. [1] M. I. Skolnik, *Introduction to Radar Systems*, 3rd edition, McGraw-Hill, 2001,
   section 2.13 (cumulative probability of detection).
.. [2] M. A. Richards, *Fundamentals of Radar Signal Processing*, 2nd edition,
   McGraw-Hill, 2014, section 6.4 (binary integration).
"""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.numerics.special import binomial_density


@kernel
def cumulative(pd: float, looks: int) -> float:
    r"""Return the probability of at least one detection, :math:`1 - (1 - p)^n`.

    Parameters
    ----------
    pd
        Probability of detection of one look, 0 to 1. [1]
    looks
        How many, independent of each other. [1]

    Examples
    --------
    >>> round(cumulative(0.5, 3), 3)
    0.875
    """
    if pd >= 1.0:
        return 1.0 if looks > 0 else 0.0
    return -math.expm1(looks * math.log1p(-pd))


@kernel
def accumulate(pd: np.ndarray, out: np.ndarray) -> None:
    """Write the probability of a detection by each of a row of unlike looks.

    Parameters
    ----------
    pd
        Of each look, in order; shape (look,). [1]
    out
        What is written, of the same shape. [1]

    Examples
    --------
    >>> out = np.zeros(3)
    >>> accumulate(np.array([0.5, 0.5, 0.2]), out)
    >>> out
    array([0.5 , 0.75, 0.8 ])
    """
    missed = 0.0  # logarithm of the probability of no detection
    for k in range(pd.shape[0]):
        missed += math.log1p(-pd[k]) if pd[k] < 1.0 else -math.inf
        out[k] = -math.expm1(missed)


@kernel
def m_of_n(pd: float, m: int, n: int) -> float:
    r"""Return the probability of at least `m` detections in `n` looks.

    .. math:: \sum_{k = m}^{n} \binom{n}{k} p^k (1 - p)^{n - k}

    Parameters
    ----------
    pd
        Probability of detection of one look, 0 to 1. [1]
    m, n
        At least zero. [1]

    Returns
    -------
    Probability; a small one to all its digits, as where `pd` is that of a false alarm.
    [1]

    Examples
    --------
    >>> round(m_of_n(0.5, 3, 5), 3)
    0.5
    >>> m_of_n(1e-6, 2, 3)
    2.999998e-12
    """
    if m <= 0 or m > n:
        return 1.0 if m <= 0 else 0.0
    if pd <= 0.0 or pd >= 1.0:
        return 1.0 if pd >= 1.0 else 0.0
    if m > n * pd:
        return _tail(pd, 1.0 - pd, m, n)
    return 1.0 - _tail(1.0 - pd, pd, n - m + 1, n)


@kernel
def _tail(p: float, q: float, m: int, n: int) -> float:
    """Return the probability of at least m of n, where that is the smaller tail."""
    term = binomial_density(float(m), float(n), p, q)
    total = term
    for k in range(m, n):
        term *= (n - k) / (k + 1.0) * (p / q)
        total += term
        if term < 1e-18 * total:
            break
    return total
