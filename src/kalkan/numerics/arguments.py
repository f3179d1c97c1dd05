"""What the public doors ask of a number that is given to them."""

import math

import numpy as np
from numpy.typing import ArrayLike


def require(
    name: str,
    value: ArrayLike,
    low: float = -math.inf,
    high: float = math.inf,
    *,
    above: bool = False,
    below: bool = False,
    finite: bool = True,
) -> np.ndarray:
    """Return an argument as floats; refuse what is out of its range.

    Parameters
    ----------
    name
        Of the argument, for the message.
    value
        A number or an array.
    low, high
        Bounds, both allowed.
    above, below
        Whether `low`, `high` are themselves refused.
    finite
        Whether infinite numbers are.

    Raises
    ------
    ValueError
        In one line: the name, the first wrong number, and what would be right.

    Examples
    --------
    >>> require("speed", [1.0, 2.0], 0.0)
    array([1., 2.])
    >>> require("pd", 1.5, 0.0, 1.0)
    Traceback (most recent call last):
    ValueError: pd: 1.5 is not from 0 to 1
    """
    given = np.asarray(value, np.float64)
    fits = (given > low) if above else (given >= low)
    fits &= (given < high) if below else (given <= high)
    if finite:
        fits &= np.isfinite(given)
    if not np.all(fits):
        wrong = given[~fits].flat[0]
        raise ValueError(f"{name}: {wrong:g} is not {_range(low, high, above, below)}")
    return given


def require_whole(name: str, value: ArrayLike, low: int, high: int) -> np.ndarray:
    """Return whole numbers from `low` to `high`, as floats; refuse others.

    Raises
    ------
    ValueError
        As of `require`.

    Examples
    --------
    >>> require_whole("pulses", 1.5, 1, 100)
    Traceback (most recent call last):
    ValueError: pulses: 1.5 is not a whole number
    """
    given = require(name, value, low, high)
    broken = given != np.floor(given)
    if np.any(broken):
        raise ValueError(f"{name}: {given[broken].flat[0]:g} is not a whole number")
    return given


def _range(low: float, high: float, above: bool, below: bool) -> str:
    """Return a range in words."""
    first = f"above {low:g}" if above else f"from {low:g}"
    last = f"below {high:g}" if below else f"up to {high:g}"
    if math.isinf(low) and math.isinf(high):
        return "a finite number"
    if math.isinf(high):
        return first if above else f"{first} on"
    if math.isinf(low):
        return last
    return f"{first} and {last}" if above or below else f"{first} to {high:g}"
