"""Pieces of a way over the grid, on each of which the ground is a parabola.

A way is cut into segments, straight in latitude and longitude (one of 10 km at 45° is
2 m off the great circle), and these where they cross rows and columns of posts: nothing
between the posts is missed, whatever the posting.

References
----------
.. [1] J. Amanatides, A. Woo, "A fast voxel traversal algorithm for ray tracing",
   *Eurographics '87*, 1987, pp. 3-10.
"""

import math
from typing import NamedTuple

from kalkan._kernel import kernel
from kalkan.terrain.grid import Grid, corners, locate

_TWO_PI = 2.0 * math.pi


class Segment(NamedTuple):
    """A straight piece of way, in rows and columns; its share runs from 0 to 1."""

    row: float  #: at its start [1]
    col: float
    rows: float  #: from start to end [1]
    cols: float
    enters: float  #: share at which it comes upon the grid [1]
    leaves: float  #: share at which it leaves the grid, not above `enters` if never [1]


@kernel
def segment_between(
    grid: Grid, lat1: float, lon1: float, lat2: float, lon2: float
) -> Segment:
    """Return the segment from one place to another near it [rad]."""
    row, col = locate(grid, lat1, lon1)
    turn = lon2 - lon1
    turn -= _TWO_PI * math.floor(turn / _TWO_PI + 0.5)
    rows, cols = (lat1 - lat2) / grid.dlat, turn / grid.dlon
    last_row, last_col = grid.elevation.shape[0] - 1.0, grid.elevation.shape[1] - 1.0
    enters, leaves = _within(row, rows, last_row, 0.0, 1.0)
    enters, leaves = _within(col, cols, last_col, enters, leaves)
    return Segment(row, col, rows, cols, enters, leaves)


@kernel
def _within(
    start: float, change: float, last: float, enters: float, leaves: float
) -> tuple[float, float]:
    """Return the part of [enters, leaves] in which a coordinate is in [0, last]."""
    if change == 0.0:
        if 0.0 <= start <= last:
            return enters, leaves
        return 1.0, 0.0
    one, other = -start / change, (last - start) / change
    return max(enters, min(one, other)), min(leaves, max(one, other))


@kernel
def next_line(start: float, change: float, share: float, spacing: float) -> float:
    """Return the share at which a coordinate next meets a multiple of `spacing`.

    Parameters
    ----------
    start, change
        Coordinate at share 0, and its growth up to share 1. [1]
    share
        Where it is now. [1]
    spacing
        Of the lines, 1 for posts. [1]

    Examples
    --------
    >>> next_line(0.5, 2.0, 0.0, 1.0), next_line(0.5, 2.0, 0.25, 1.0)
    (0.25, 0.75)
    """
    if change == 0.0:
        return math.inf
    line = (start + share * change) / spacing
    # a line met just now, give or take rounding, is behind
    if change > 0.0:
        line = math.floor(line + 1e-9) + 1.0
    else:
        line = math.ceil(line - 1e-9) - 1.0
    return (line * spacing - start) / change


@kernel
def ground_on(
    grid: Grid, way: Segment, begin: float, end: float
) -> tuple[float, float, float]:
    """Return the elevation at the start, in the middle and at the end of a piece.

    The piece lies in one cell, which is found by its middle.

    Parameters
    ----------
    grid
        The ground.
    way
        A segment.
    begin, end
        Shares of it between which it crosses no line of posts. [1]

    Returns
    -------
    Three points of a parabola. [m]
    """
    middle = 0.5 * (begin + end)
    u, v = way.row + middle * way.rows, way.col + middle * way.cols
    row = min(max(int(u), 0), grid.elevation.shape[0] - 2)
    col = min(max(int(v), 0), grid.elevation.shape[1] - 2)
    nw, ne, sw, se = corners(grid, row, col)
    east, south, twist = ne - nw, sw - nw, nw + se - ne - sw
    p, q, half = u - row, v - col, 0.5 * (end - begin)
    dp, dq = half * way.rows, half * way.cols
    at = nw + p * south + q * east + p * q * twist
    slope = dp * south + dq * east + (p * dq + q * dp) * twist
    bend = dp * dq * twist
    return at - slope + bend, at, at + slope + bend


@kernel
def summit(first: float, middle: float, last: float) -> float:
    """Return where a parabola through three even points is greatest, from 0 to 1.

    Examples
    --------
    >>> summit(0.0, 3.0, 2.0), summit(0.0, 1.0, 4.0)
    (0.625, 1.0)
    """
    bend = first - 2.0 * middle + last
    if bend < 0.0:
        at = 0.25 * (3.0 * first - 4.0 * middle + last) / bend
        if 0.0 < at < 1.0:
            return at
    return 1.0 if last > first else 0.0
