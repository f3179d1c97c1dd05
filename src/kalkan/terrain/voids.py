"""What stands where a map says nothing: the sea, or the ground around a hole.

Radar maps have holes where mountains threw shadows, a few kilometres wide; other maps
leave the sea blank, and whole tiles of sea do not exist.  So a hole is filled from its
rim when it is closed, not touching the edge of the grid, and small, spanning no more
than 30 km; else it is sea, at 0 m.
"""

import math

import numpy as np

from kalkan._kernel import builder, kernel

GREATEST_VOID = 30e3  #: a hole that spans more than this is sea [m]

_SEA = -math.inf  # marks while holes are told apart; unknown posts are nan
_HOLE = math.inf
_DIRECTIONS = ((-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1))


@builder
def fill(elevation: np.ndarray, rows: int, cols: int) -> int:
    """Give every post an elevation.

    Parameters
    ----------
    elevation
        Unknown where it is nan, and changed there.  Shape: row, col. [m]
    rows, cols
        Greatest extent of a hole that is filled from its rim; a greater one, or one at
        the edge, is sea, at 0 m. [1]

    Returns
    -------
    How many posts were filled from a rim.

    Notes
    -----
    Unknown posts that are neighbours in a row or a column are of one hole.  Each gets
    the mean of the first known posts in the eight principal directions, weighted with
    the inverse square of their distances: never above or below the rim.

    References
    ----------
    .. [1] D. Shepard, "A two-dimensional interpolation function for irregularly-spaced
       data", *Proceedings of the 23rd ACM National Conference*, 1968, pp. 517-524.

    Examples
    --------
    >>> ground = np.full((5, 6), 100.0, np.float32)
    >>> ground[2, 2], ground[0, 5] = np.nan, np.nan
    >>> fill(ground, 3, 3), float(ground[2, 2]), float(ground[0, 5])
    (1, 100.0, 0.0)
    """
    height, width = elevation.shape
    members = np.empty((rows * cols + 1, 2), np.int64)
    values = np.empty(rows * cols + 1, np.float32)
    filled = 0
    for i in range(height):
        if not np.isnan(elevation[i]).any():
            continue
        for j in range(width):
            if math.isnan(elevation[i, j]):
                number = gather(elevation, i, j, rows, cols, members)
                for n in range(number):
                    values[n] = around(elevation, members[n, 0], members[n, 1])
                for n in range(number):
                    elevation[members[n, 0], members[n, 1]] = values[n]
                filled += number
    for i in range(height):
        row = elevation[i]
        row[row == _SEA] = 0.0
    return filled


@kernel
def gather(
    elevation: np.ndarray, i: int, j: int, rows: int, cols: int, members: np.ndarray
) -> int:
    """Mark the hole at a post; return how many posts it has, 0 when it is sea.

    Parameters
    ----------
    elevation
        Shape: row, col. [m]
    i, j
        Row and column of a post of the hole.
    rows, cols
        Greatest extent of a hole.
    members
        Rows and columns of its posts, overwritten.  Shape: rows * cols + 1, 2.
    """
    height, width = elevation.shape
    members[0, 0], members[0, 1] = i, j
    elevation[i, j] = _HOLE
    number, done, is_sea = 1, 0, False
    north, south, west, east = i, i, j, j
    while done < number and not is_sea:
        i, j = members[done, 0], members[done, 1]
        done += 1
        north, south = min(north, i), max(south, i)
        west, east = min(west, j), max(east, j)
        wide = south - north >= rows or east - west >= cols
        edge = i == 0 or j == 0 or i == height - 1 or j == width - 1
        is_sea = wide or edge
        if not is_sea:
            number, is_sea = _spread(elevation, i, j, members, number)
    if not is_sea:
        return number
    for n in range(number):
        elevation[members[n, 0], members[n, 1]] = _SEA
    return 0


@kernel
def _spread(
    elevation: np.ndarray, i: int, j: int, members: np.ndarray, number: int
) -> tuple[int, bool]:
    """Add the unknown neighbours of a post to its hole; tell whether one is sea."""
    for n in range(4):
        row, col = i + _DIRECTIONS[n][0], j + _DIRECTIONS[n][1]
        value = elevation[row, col]
        if value == _SEA or number == members.shape[0]:
            return number, True
        if math.isnan(value):
            elevation[row, col] = _HOLE
            members[number, 0], members[number, 1] = row, col
            number += 1
    return number, False


@kernel
def around(elevation: np.ndarray, i: int, j: int) -> float:
    """Return the mean of what is known in eight directions, nearer ones first [m]."""
    total, weights = 0.0, 0.0
    for n in range(8):
        down, right = _DIRECTIONS[n]
        row, col, steps = i + down, j + right, 1
        while 0 <= row < elevation.shape[0] and 0 <= col < elevation.shape[1]:
            value = elevation[row, col]
            if value == _SEA or math.isfinite(value):
                weight = 1.0 / (steps * steps * (down * down + right * right))
                weights += weight
                if value != _SEA:
                    total += weight * value
                break
            row, col, steps = row + down, col + right, steps + 1
    return total / max(weights, 1e-30)
