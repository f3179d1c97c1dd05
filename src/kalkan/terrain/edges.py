"""The ground under one segment of a ray, and what of it stands in the ray's way.

Blocks of the grid whose roof is too low to matter are passed over; in the others every
piece between two lines of posts is looked at.

References
----------
.. [1] ITU-R P.526-15, *Propagation by diffraction*, 2019, section 4.1, equation 26:
   the parameter of an edge is its rise times the root of 2 d / (λ d1 d2).
"""

import math
from typing import NamedTuple

from kalkan._kernel import kernel
from kalkan.terrain.grid import BLOCK, Grid
from kalkan.terrain.profile import Segment, ground_on, next_line, summit

_NEAR = 1e-6  # ground nearer than this to an end counts as so far from it [m]


class Edge(NamedTuple):
    """What stands in a ray's way."""

    measure: float  #: rise over the root of the product of distances [1]
    rise: float  #: above the ray [m]
    distance: float  #: along the ground from the first point [m]


class Bow(NamedTuple):
    """A ray over one segment, as a parabola of the segment's share."""

    start: float  #: altitude at share 0 [m]
    slope: float  #: [m]
    bend: float  #: [m]
    begin: float  #: arc from the first point at share 0 [m]
    length: float  #: of the segment [m]


@kernel
def _least(bow: Bow, begin: float, end: float) -> float:
    """Return the least altitude of a ray between two shares of a segment [m]."""
    one = bow.start + begin * (bow.slope + begin * bow.bend)
    other = bow.start + end * (bow.slope + end * bow.bend)
    if bow.bend > 0.0:
        at = -0.5 * bow.slope / bow.bend
        if begin < at < end:
            return bow.start + at * (bow.slope + at * bow.bend)
    return min(one, other)


@kernel
def principal_edge(grid: Grid, leg: Segment, bow: Bow, arc: float, edge: Edge) -> Edge:
    """Return the ground with the greatest diffraction parameter [1]_ so far.

    Parameters
    ----------
    grid
        The ground.
    leg
        A segment of the ray's way over it.
    bow
        The ray over that segment.
    arc
        Of the whole ray. [m]
    edge
        The worst before this segment; what is not worse is passed over.

    Returns
    -------
    The worst after this segment.
    """
    if leg.leaves <= leg.enters:
        return _piece(bow, 0.0, 1.0, 0.0, 0.0, 0.0, arc, edge)
    if leg.enters > 0.0:
        edge = _piece(bow, 0.0, leg.enters, 0.0, 0.0, 0.0, arc, edge)
    if leg.leaves < 1.0:
        edge = _piece(bow, leg.leaves, 1.0, 0.0, 0.0, 0.0, arc, edge)
    share = leg.enters
    while share < leg.leaves:
        line = next_line(leg.row, leg.rows, share, BLOCK)
        line = min(line, next_line(leg.col, leg.cols, share, BLOCK), leg.leaves)
        if _may_matter(grid, leg, bow, share, line, arc, edge):
            edge = _cells(grid, leg, bow, share, line, arc, edge)
        share = line
    return edge


@kernel
def _may_matter(
    grid: Grid, leg: Segment, bow: Bow, begin: float, end: float, arc: float, edge: Edge
) -> bool:
    """Return whether a block may hold a worse edge than the one found."""
    middle = 0.5 * (begin + end)
    row = int((leg.row + middle * leg.rows) / BLOCK)
    col = int((leg.col + middle * leg.cols) / BLOCK)
    row = min(max(row, 0), grid.roof.shape[0] - 1)
    col = min(max(col, 0), grid.roof.shape[1] - 1)
    rise = grid.roof[row, col] - _least(bow, begin, end)
    one, other = bow.begin + begin * bow.length, bow.begin + end * bow.length
    near, far = one * (arc - one), other * (arc - other)
    if rise < 0.0:  # least where the product is greatest
        widest = max(near, far)
        if one < 0.5 * arc < other:
            widest = 0.25 * arc * arc
        return bool(rise > edge.measure * math.sqrt(widest))
    return bool(rise > edge.measure * math.sqrt(max(min(near, far), _NEAR * arc)))


@kernel
def _cells(
    grid: Grid, leg: Segment, bow: Bow, begin: float, end: float, arc: float, edge: Edge
) -> Edge:
    """Return the principal edge so far, after the cells of one block."""
    share = begin
    while share < end:
        line = next_line(leg.row, leg.rows, share, 1.0)
        line = min(line, next_line(leg.col, leg.cols, share, 1.0), end)
        low, middle, high = ground_on(grid, leg, share, line)
        edge = _piece(bow, share, line, low, middle, high, arc, edge)
        share = line
    return edge


@kernel
def _piece(
    bow: Bow,
    begin: float,
    end: float,
    first: float,
    middle: float,
    last: float,
    arc: float,
    edge: Edge,
) -> Edge:
    """Return the principal edge so far, after a piece of ground given as a parabola."""
    centre = 0.5 * (begin + end)
    one = first - bow.start - begin * (bow.slope + begin * bow.bend)
    two = middle - bow.start - centre * (bow.slope + centre * bow.bend)
    three = last - bow.start - end * (bow.slope + end * bow.bend)
    at = summit(one, two, three)
    edge = _worse(bow, begin, one, arc, edge)
    edge = _worse(bow, centre, two, arc, edge)
    edge = _worse(bow, end, three, arc, edge)
    if 0.0 < at < 1.0:
        rise = one + at * (4.0 * two - 3.0 * one - three)
        rise += 2.0 * at * at * (one - 2.0 * two + three)
        edge = _worse(bow, begin + at * (end - begin), rise, arc, edge)
    return edge


@kernel
def _worse(bow: Bow, share: float, rise: float, arc: float, edge: Edge) -> Edge:
    """Return the worse of an edge and the ground at a share of the segment."""
    distance = bow.begin + share * bow.length
    product = max(distance * (arc - distance), _NEAR * arc)
    measure = rise / math.sqrt(product)
    if measure > edge.measure:
        return Edge(measure, rise, distance)
    return edge
