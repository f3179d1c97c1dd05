"""Roots and peaks of functions that are dear to call.

References
----------
.. [1] M. Dowell, P. Jarratt, "A modified regula falsi method for computing the root of
   an equation", *BIT* 11, 1971, pp. 168-174 (the Illinois method).
.. [2] J. Kiefer, "Sequential minimax search for a maximum", *Proceedings of the
   American Mathematical Society* 4, 1953, pp. 502-506 (golden section).
"""

import math
from collections.abc import Callable


def rising_root(
    function: Callable[[float], float],
    low: float,
    high: float,
    guess: float,
    close: float,
    fine: float,
    rounds: int = 60,
) -> float:
    """Return where a rising function is nought, or where its sign changes.

    Parameters
    ----------
    function
        Rising; nan counts as below nought, inf as above.
    low, high
        Interval; `high` may be inf.
    guess
        Where to begin, inside.
    close
        Value that is near enough to nought.
    fine
        Interval that is short enough.
    rounds
        Greatest number of calls.

    Returns
    -------
    The last place tried; an end of the interval, nearly, where the root is not inside.

    Examples
    --------
    >>> round(rising_root(lambda x: x * x - 2.0, 0.0, math.inf, 1.0, 1e-9, 1e-9), 8)
    1.41421356
    """
    below, above = (low, math.nan), (high, math.nan)
    stride, side, tried, x = 0.05 * abs(guess), 0, guess, guess
    for _ in range(rounds):
        tried = x
        off = function(x)
        if abs(off) <= close:
            break
        if off > 0.0:
            below = below[0], below[1] * (0.5 if side > 0 else 1.0)
            above, side = (x, off), 1
        else:
            above = above[0], above[1] * (0.5 if side < 0 else 1.0)
            below, side = (x, off), -1
        if above[0] - below[0] <= fine:
            break
        x = _next(below, above, stride)
        stride *= 2.0
    return tried


def _next(
    below: tuple[float, float], above: tuple[float, float], stride: float
) -> float:
    """Return where to try next, inside."""
    (low, under), (high, over) = below, above
    if math.isfinite(under) and math.isfinite(over):
        return low - under * (high - low) / (over - under)
    middle = 0.5 * (low + high)
    if math.isfinite(under):
        return min(low + stride, middle)
    if math.isfinite(over):
        return max(high - stride, middle)
    return middle


def peak(
    function: Callable[[float], float], low: float, high: float, fine: float
) -> float:
    """Return where a function with one maximum is greatest.

    Parameters
    ----------
    function
        Rising, then falling.
    low, high
        Interval.
    fine
        How near the place is wanted.

    Returns
    -------
    Place of the maximum.

    Examples
    --------
    >>> round(peak(lambda x: x * (2.0 - x), 0.0, 3.0, 1e-4), 3)
    1.0
    """
    golden = 0.5 * (math.sqrt(5.0) - 1.0)
    left, right = high - golden * (high - low), low + golden * (high - low)
    at_left, at_right = function(left), function(right)
    while high - low > 2.0 * fine:
        if at_left < at_right:
            low, left, at_left = left, right, at_right
            right = low + golden * (high - low)
            at_right = function(right)
        else:
            high, right, at_right = right, left, at_left
            left = high - golden * (high - low)
            at_left = function(left)
    return 0.5 * (low + high)
