"""Ratios of powers, and decibels."""

import numpy as np
from numpy.typing import ArrayLike

from kalkan.numerics.arguments import require


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
    given = require("ratio", ratio, 0.0, finite=False)
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
    given = require("decibels", decibels, finite=False)
    found = 10.0 ** (given / 10.0)
    return found if given.ndim else float(found)
