"""Pairs of plots and tracks fall into clusters, each of which is assigned by itself.

Two pairs belong to one cluster when they share a plot or a track.  Most clusters are a
plot and a track; the rest go to the exact assignment.

References
----------
.. [1] S. Blackman, R. Popoli, *Design and Analysis of Modern Tracking Systems*, Artech
   House, 1999, section 6.4: global nearest neighbour, clusters.
"""

import math

from kalkan._kernel import kernel
from kalkan.engine.kinds import NONE
from kalkan.engine.scratch import Held, Pairs, Scratch, Sighted
from kalkan.numerics.assignment import assign

TAKEN = -2  #: no longer free, where a row or column would stand


@kernel
def settle(scratch: Scratch, many: int) -> None:
    """Give out plots so that the sum of the costs is the least there is.

    The chosen among the first `many` of Pairs are marked; one whose cost is not below 0
    never is.  A cluster with more tracks or plots than the matrix has room for is given
    out greedily.
    """
    pairs, sighted, held = scratch.pairs, scratch.sighted, scratch.held
    for q in range(many):
        pairs.chosen[q] = 0
        _join(pairs, sighted, held, q)
    for q in range(many):
        root = _root(held, pairs.track[q])
        pairs.following[q] = held.chain[root]
        held.chain[root] = q
    for q in range(many):
        root = _root(held, pairs.track[q])
        if held.chain[root] != NONE:
            _settle_one(scratch, held.chain[root])
            held.chain[root] = NONE
    for q in range(many):
        held.root[pairs.track[q]] = pairs.track[q]
        sighted.claim[pairs.plot[q]] = NONE


@kernel
def _root(held: Held, h: int) -> int:
    """Return the track that stands for the cluster of track `h`; shorten the way."""
    while held.root[h] != h:
        held.root[h] = held.root[held.root[h]]
        h = held.root[h]
    return h


@kernel
def _join(pairs: Pairs, sighted: Sighted, held: Held, q: int) -> None:
    """Make one cluster of those that pair `q` connects."""
    n, h = pairs.plot[q], pairs.track[q]
    if sighted.claim[n] == NONE:
        sighted.claim[n] = h
        return
    a, b = _root(held, sighted.claim[n]), _root(held, h)
    held.root[max(a, b)] = min(a, b)


@kernel
def _settle_one(scratch: Scratch, q: int) -> None:
    """Choose among the pairs chained from `q`."""
    pairs, matrix = scratch.pairs, scratch.matrix
    if pairs.following[q] == NONE:
        pairs.chosen[q] = int(pairs.cost[q] < 0.0)
        return
    rows, columns = _number(scratch, q)
    room = matrix.column.shape[0]
    if rows <= room and columns <= room:
        _fill(scratch, q, rows, columns)
        cost = matrix.cost[:rows, :columns]
        assign(cost, 0.0, matrix.column, matrix.row, matrix.reals, matrix.wholes)
        _read(scratch, q)
    else:
        _settle_greedily(scratch, q)
    _forget(scratch, q)


@kernel
def _number(scratch: Scratch, q: int) -> tuple[int, int]:
    """Give numbers to the tracks and plots of a chain of pairs; return how many."""
    pairs, sighted, held = scratch.pairs, scratch.sighted, scratch.held
    rows, columns, at = 0, 0, q
    while at != NONE:
        n, h = pairs.plot[at], pairs.track[at]
        if held.row[h] == NONE:
            held.row[h] = rows
            rows += 1
        if sighted.column[n] == NONE:
            sighted.column[n] = columns
            columns += 1
        at = pairs.following[at]
    return rows, columns


@kernel
def _forget(scratch: Scratch, q: int) -> None:
    """Take the numbers of a chain of pairs away."""
    pairs, at = scratch.pairs, q
    while at != NONE:
        scratch.held.row[pairs.track[at]] = NONE
        scratch.sighted.column[pairs.plot[at]] = NONE
        at = pairs.following[at]


@kernel
def _fill(scratch: Scratch, q: int, rows: int, columns: int) -> None:
    """Write the costs of a cluster; what is outside the gate is forbidden."""
    pairs, cost = scratch.pairs, scratch.matrix.cost
    for r in range(rows):
        for c in range(columns):
            cost[r, c] = math.inf
    at = q
    while at != NONE:
        r, c = scratch.held.row[pairs.track[at]], scratch.sighted.column[pairs.plot[at]]
        cost[r, c] = pairs.cost[at]
        at = pairs.following[at]


@kernel
def _read(scratch: Scratch, q: int) -> None:
    """Mark the pairs that the assignment made."""
    pairs, at = scratch.pairs, q
    while at != NONE:
        r, c = scratch.held.row[pairs.track[at]], scratch.sighted.column[pairs.plot[at]]
        pairs.chosen[at] = int(scratch.matrix.column[r] == c)
        at = pairs.following[at]


@kernel
def _settle_greedily(scratch: Scratch, q: int) -> None:
    """Choose the cheapest pair, then the next that is still free, and so on."""
    pairs, held, sighted = scratch.pairs, scratch.held, scratch.sighted
    best = _cheapest(scratch, q)
    while best != NONE:
        pairs.chosen[best] = 1
        held.row[pairs.track[best]] = sighted.column[pairs.plot[best]] = TAKEN
        best = _cheapest(scratch, q)


@kernel
def _cheapest(scratch: Scratch, q: int) -> int:
    """Return the cheapest pair of a chain whose plot and track are free, or NONE."""
    pairs, best, least, at = scratch.pairs, NONE, 0.0, q
    while at != NONE:
        if pairs.cost[at] < least:
            free = scratch.held.row[pairs.track[at]] != TAKEN
            if free and scratch.sighted.column[pairs.plot[at]] != TAKEN:
                best, least = at, pairs.cost[at]
        at = pairs.following[at]
    return best
