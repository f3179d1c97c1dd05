"""The assignment of least cost, by shortest augmenting paths.

Rows enter one after another.  Each looks for the cheapest way to a column that nobody
has, over columns whose owners would have to move; prices of the columns keep all costs
seen on the way at or above nought, so that the way is found as by Dijkstra.

References
----------
.. [1] R. Jonker, A. Volgenant, "A shortest augmenting path algorithm for dense and
   sparse linear assignment problems", *Computing* 38, 1987, pp. 325-340.
.. [2] D. F. Crouse, "On implementing 2D rectangular assignment algorithms", *IEEE
   Transactions on Aerospace and Electronic Systems* 52, 2016, pp. 1679-1696.
"""

import math

import numpy as np

from kalkan._kernel import kernel

NONE = -1  # no row, no column


@kernel
def _cost_at(cost: np.ndarray, i: int, j: int, turned: bool) -> float:
    """Return the cost of a pair in the matrix, or in the matrix on its side."""
    return cost[j, i] if turned else cost[i, j]  # type: ignore[no-any-return]


@kernel
def _relax(
    cost: np.ndarray,
    turned: bool,
    i: int,
    owed: float,
    settled: int,
    wide: int,
    row: np.ndarray,
    reals: np.ndarray,
    wholes: np.ndarray,
) -> tuple[int, float]:
    """Go on from row i; return where in the list the nearest column stands, how far.

    Of columns equally near one without a row is taken.
    """
    at, nearest = NONE, math.inf
    for k in range(settled, wide):
        j = wholes[1, k]
        through = _cost_at(cost, i, j, turned) - reals[0, j] - owed
        if through < reals[1, j]:
            reals[1, j] = through
            wholes[0, j] = i
        away = reals[1, j]
        if away < nearest or (away == nearest and at >= 0 and row[j] < 0):
            at, nearest = k, away
    return at, nearest


@kernel
def _hand_over(
    sink: int,
    idle: int,
    column: np.ndarray,
    row: np.ndarray,
    wholes: np.ndarray,
) -> None:
    """Move the rows along the way; without a sink the idle row gives up its column."""
    if sink < 0:
        sink = column[idle]
        column[idle] = NONE
    while sink >= 0:
        i = wholes[0, sink]
        row[sink] = i
        sink, column[i] = column[i], sink


@kernel
def _augment(
    cost: np.ndarray,
    turned: bool,
    miss: float,
    entering: int,
    wide: int,
    column: np.ndarray,
    row: np.ndarray,
    reals: np.ndarray,
    wholes: np.ndarray,
) -> bool:
    """Let one row enter; return whether there is a way.

    Of the work arrays, reals[0] is the price of each column and reals[1] its distance
    from the row that enters; wholes[0] is the row before it on the way and wholes[1]
    lists the columns, those reached for good first.
    """
    for j in range(wide):
        reals[1, j] = math.inf
        wholes[1, j] = j
    settled, i, owed = 0, entering, 0.0  # owed: cost of row i's column, less distance
    idle, resting = entering, miss  # the row best left alone, and how far that is
    at, nearest = _relax(cost, turned, i, owed, settled, wide, row, reals, wholes)
    while nearest < resting and row[wholes[1, at]] >= 0:
        j = wholes[1, at]
        wholes[1, at], wholes[1, settled] = wholes[1, settled], j
        settled += 1
        i = row[j]
        owed = _cost_at(cost, i, j, turned) - reals[0, j] - nearest
        if miss - owed < resting:
            idle, resting = i, miss - owed
        at, nearest = _relax(cost, turned, i, owed, settled, wide, row, reals, wholes)
    sink = wholes[1, at] if nearest < resting else NONE
    reached = min(nearest, resting)
    if reached == math.inf:
        return False
    for k in range(settled):
        j = wholes[1, k]
        reals[0, j] += reals[1, j] - reached
    _hand_over(sink, idle, column, row, wholes)
    return True


@kernel
def assign(
    cost: np.ndarray,
    miss: float,
    column: np.ndarray,
    row: np.ndarray,
    reals: np.ndarray,
    wholes: np.ndarray,
) -> bool:
    """Assign rows to columns, each to at most one, at the least total cost.

    With `miss` = inf as many pairs are made as the shorter side has; otherwise a row
    may stay alone for `miss`, and no pair is made that costs more than it saves.  The
    time grows with the cube of the shorter side at worst.

    Parameters
    ----------
    cost
        Of every pair: finite, of any sign, or inf for a pair that is forbidden.
        Shape: row column.
    miss
        Cost of a row without a column, or inf.
    column
        Becomes the column of each row, or -1.  Shape: row.
    row
        Becomes the row of each column, or -1.  Shape: column.
    reals, wholes
        Room to work in, of float64 and int64, overwritten.  Shape: 2, at least as many
        as the longer side.

    Returns
    -------
    False when forbidden pairs leave no assignment; then nothing is assigned.

    Examples
    --------
    >>> cost = np.array([[4.0, 1.0, 4.0], [2.0, 0.0, 5.0]])
    >>> column, row = np.zeros(2, np.int64), np.zeros(3, np.int64)
    >>> reals, wholes = np.zeros((2, 3)), np.zeros((2, 3), np.int64)
    >>> assign(cost, math.inf, column, row, reals, wholes), column, row
    (True, array([1, 0]), array([ 1,  0, -1]))
    >>> assign(cost, 1.5, column, row, reals, wholes), column, row
    (True, array([-1,  1]), array([-1,  1, -1]))
    """
    rows, columns = cost.shape
    column[:rows] = NONE
    row[:columns] = NONE
    reals[0, : max(rows, columns)] = 0.0
    turned = rows > columns and miss == math.inf
    done = True
    if turned:
        for j in range(columns):
            if done:
                done = _augment(cost, True, miss, j, rows, row, column, reals, wholes)
    else:
        for i in range(rows):
            if done:
                done = _augment(
                    cost, False, miss, i, columns, column, row, reals, wholes
                )
    if not done:
        column[:rows] = NONE
        row[:columns] = NONE
    return done


def assigned(cost: np.ndarray, miss: float = math.inf) -> np.ndarray:
    """Return the column of each row, or -1, in the assignment of least cost.

    Parameters
    ----------
    cost, miss
        As of `assign`.

    Raises
    ------
    ValueError
        When a cost is nan or -inf, or forbidden pairs leave no assignment.

    Examples
    --------
    >>> assigned(np.array([[4.0, 1.0], [2.0, 0.0], [0.0, 9.0]]))
    array([-1,  1,  0])
    """
    matrix = np.ascontiguousarray(cost, np.float64)
    if matrix.ndim != 2 or not np.all(matrix > -math.inf) or not miss > -math.inf:
        raise ValueError("cost: a matrix of numbers, inf for a forbidden pair")
    rows, columns = matrix.shape
    column, row = np.empty(rows, np.int64), np.empty(columns, np.int64)
    longer = max(matrix.shape)
    reals, wholes = np.empty((2, longer)), np.empty((2, longer), np.int64)
    if not assign(matrix, float(miss), column, row, reals, wholes):
        raise ValueError("cost: too many forbidden pairs for an assignment")
    return column
