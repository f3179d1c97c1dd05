"""Distances between two sets of points."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from kalkan.numerics.assignment import assigned


class Gospa(NamedTuple):
    """A GOSPA distance and what it is made of.

    The three parts are to the power p: their sum is the value to the power p.
    """

    value: float  #: in the unit of the points
    localisation: float  #: of what was found
    missed: float  #: truth without an estimate
    false: float  #: estimates without a truth


def ospa(truth: ArrayLike, estimate: ArrayLike, c: float, p: float) -> float:
    """Return the optimal sub-pattern assignment distance of two sets of points.

    A mean over the larger set: what is paired counts its distance, at most `c`; what is
    left over counts `c`.

    Parameters
    ----------
    truth, estimate
        Points, in one unit, of as many coordinates each; either may be empty.  Shape: n
        d and m d.
    c
        Cut-off distance, above 0.
    p
        Order, at least 1.

    Returns
    -------
    Distance from 0 to `c`; 0 of two empty sets.

    Raises
    ------
    ValueError
        When points are not finite or not of these shapes, or a number is outside its
        bounds.

    References
    ----------
    .. [1] D. Schuhmacher, B.-T. Vo, B.-N. Vo, "A consistent metric for performance
       evaluation of multi-object filters", *IEEE Transactions on Signal Processing* 56,
       2008, eq. 3.

    Examples
    --------
    >>> ospa([[0.0, 0.0], [9.0, 0.0]], [[3.0, 4.0]], c=7.0, p=1.0)
    6.0
    """
    near = _nearness(truth, estimate, c, p)
    rows, columns = near.shape
    if max(rows, columns) == 0:
        return 0.0
    total = float(_paired(near).sum()) + abs(rows - columns)
    return c * math.pow(total / max(rows, columns), 1.0 / p)


def gospa(
    truth: ArrayLike, estimate: ArrayLike, c: float, p: float, alpha: float = 2.0
) -> Gospa:
    """Return the generalised optimal sub-pattern assignment distance, and its parts.

    A sum: what is paired counts its distance to the power p, what is left over counts
    ``c**p / alpha``.  With an alpha of 2 a pair `c` or more apart is no pair, but one
    missed and one false; with another it counts ``c**p`` under localisation.

    Parameters
    ----------
    truth, estimate
        Points, in one unit, of as many coordinates each; either may be empty.  Shape: n
        d and m d.
    c
        Cut-off distance, above 0.
    p
        Order, at least 1.
    alpha
        Above 0, at most 2. [1]

    Raises
    ------
    ValueError
        When points are not finite or not of these shapes, or a number is outside its
        bounds.

    References
    ----------
    .. [1] A. S. Rahmathullah, A. F. García-Fernández, L. Svensson, "Generalized optimal
       sub-pattern assignment metric", 20th International Conference on Information
       Fusion, 2017, definition 1 and proposition 1.

    Examples
    --------
    >>> gospa([[0.0, 0.0], [9.0, 0.0]], [[3.0, 4.0]], c=8.0, p=1.0)
    Gospa(value=9.0, localisation=5.0, missed=4.0, false=0.0)
    """
    if not 0.0 < _number("alpha", alpha) <= 2.0:
        raise ValueError("alpha: above 0, at most 2")
    near = _nearness(truth, estimate, c, p)
    rows, columns = near.shape
    pairs = _paired(near)
    if alpha == 2.0:
        pairs = pairs[pairs < 1.0]
    found = float(pairs.sum())
    missed = (rows - pairs.size) / alpha
    false = (columns - pairs.size) / alpha
    whole = math.pow(c, p)
    value = c * math.pow(found + missed + false, 1.0 / p)
    return Gospa(value, whole * found, whole * missed, whole * false)


def _paired(near: np.ndarray) -> np.ndarray:
    """Return the costs of the best pairs, as many as the smaller set has points."""
    column = assigned(near)
    rows = np.flatnonzero(column >= 0)
    costs: np.ndarray = near[rows, column[rows]]
    return costs


def _nearness(truth: ArrayLike, estimate: ArrayLike, c: float, p: float) -> np.ndarray:
    """Return the distances as shares of `c`, at most 1, to the power p."""
    if not _number("c", c) > 0.0:
        raise ValueError("c: above 0")
    if not _number("p", p) >= 1.0:
        raise ValueError("p: at least 1")
    if not 0.0 < _power(c, p) < math.inf:
        raise ValueError("p: too high, c to the power p is no number")
    left, right = _points("truth", truth), _points("estimate", estimate)
    if 0 < left.shape[1] != right.shape[1] > 0:
        raise ValueError("estimate: points of as many coordinates as truth has")
    if left.shape[0] == 0 or right.shape[0] == 0:
        return np.zeros((left.shape[0], right.shape[0]))
    with np.errstate(over="ignore", under="ignore"):
        apart = np.linalg.norm((left / c)[:, None] - (right / c), axis=2)
        near: np.ndarray = np.fmin(apart, 1.0) ** p
    return near


def _power(c: float, p: float) -> float:
    try:
        return math.pow(c, p)
    except OverflowError:
        return math.inf


def _points(name: str, given: ArrayLike) -> np.ndarray:
    """Return points as an array of shape (point, coordinate); refuse what is none."""
    points = _array(name, given)
    if points.shape == (0,):
        return points.reshape(0, 0)
    if points.ndim != 2 or (points.size == 0 and points.shape[0]):
        raise ValueError(f"{name}: an array of shape (point, coordinate)")
    if not np.all(np.isfinite(points)):
        raise ValueError(f"{name}: finite numbers")
    return points


def _array(name: str, given: ArrayLike) -> np.ndarray:
    try:
        return np.asarray(given, np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name}: an array of numbers") from error


def _number(name: str, given: float) -> float:
    """Return one finite number."""
    number = _array(name, given)
    if number.ndim or not np.isfinite(number):
        raise ValueError(f"{name}: one finite number")
    return float(number)
