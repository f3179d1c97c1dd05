"""Which plot belongs to which track: gate, rank, give out one to one.

Global nearest neighbour, greedy: the likeliest pair first, then the next that is
still free.  It differs from the exact assignment only where gates overlap.

References
----------
.. [1] S. Blackman, R. Popoli, *Design and Analysis of Modern Tracking Systems*, Artech
   House, 1999, chapters 6 and 7.
"""

import math

from kalkan._kernel import kernel
from kalkan.constants import GRAVITY
from kalkan.engine.belief import Belief, Pairs
from kalkan.engine.kinds import KinematicGroup, TrackStatus
from kalkan.engine.plan import Plan
from kalkan.physics.gating import GATE_2, GATE_3, is_far, mahalanobis2
from kalkan.physics.sight import azimuth_normal

TENTATIVE_COST = 1e3  #: firm tracks choose first; no cost of theirs is so high [1]


@kernel
def rank_pairs(plan: Plan, belief: Belief, first: int, last: int) -> int:
    """Fill Pairs with what fits together in one look, likeliest first.

    The look is that of the plot at `first` in Due; its plots lie before `last`.
    Return how many pairs there are.
    """
    many = 0
    for m in range(first, last):
        if belongs(belief, m, first):
            many = _gate(plan, belief, m, many)
    _sort(belief.scratch.pairs, many)
    return many


@kernel
def belongs(belief: Belief, m: int, first: int) -> bool:
    """Return whether plot `m` of Due is still free and of the same look as `first`."""
    due, plots = belief.scratch.due, belief.plots
    a, b = due.plot[m], due.plot[first]
    return bool(
        due.taken[m] == 0
        and plots.scan[a] == plots.scan[b]
        and plots.sensor[a] == plots.sensor[b]
        and plots.picture[a] == plots.picture[b]
    )


@kernel
def has_look(belief: Belief, i: int, k: int) -> bool:
    """Return whether track `i` has had a plot of the look of plot `k`."""
    tracks, plots = belief.tracks, belief.plots
    return bool(
        tracks.last_scan[i] == plots.scan[k]
        and tracks.last_sensor[i] == plots.sensor[k]
    )


@kernel
def _gate(plan: Plan, belief: Belief, m: int, many: int) -> int:
    """Add the pairs of plot `m` of Due; return their new number."""
    tracks, held = belief.tracks, belief.scratch.held.track
    k = belief.scratch.due.plot[m]
    p = belief.plots.picture[k]
    first = belief.slots[p, 0]
    normal = azimuth_normal(belief.plots.axes[k], belief.plots.measured[k, 1])
    for n in range(first, first + belief.scratch.many[p]):
        i = held[n]
        if tracks.status[i] == TrackStatus.FREE or has_look(belief, i, k):
            continue
        if _is_far(belief, i, k, normal):
            continue
        cost = _cost(plan, belief, i, k)
        if cost < math.inf:
            many = _add(belief, many, m, i, cost)
    return many


@kernel
def _is_far(belief: Belief, i: int, k: int, normal: tuple[float, float, float]) -> bool:
    """Return whether plot `k` cannot belong to track `i`, before the dear test."""
    tracks, plots = belief.tracks, belief.plots
    fall = GRAVITY if tracks.group[i] == KinematicGroup.BALLISTIC else 0.0
    return is_far(
        tracks.estimate[i],
        tracks.covariance[i],
        plots.time[k] - tracks.time[i],
        tracks.agility[i],
        fall,
        plots.origin[k],
        normal,
        plots.measured[k],
        plots.sigma[k],
    )


@kernel
def _cost(plan: Plan, belief: Belief, i: int, k: int) -> float:
    """Return the generalised distance of plot `k` from track `i`; inf outside."""
    tracks, plots = belief.tracks, belief.plots
    square, det = mahalanobis2(
        tracks.estimate[i],
        tracks.covariance[i],
        plan.frame,
        plots.time[k] - tracks.time[i],
        tracks.agility[i],
        bool(tracks.group[i] == KinematicGroup.BALLISTIC),
        plots.origin[k],
        plots.axes[k],
        plots.measured[k],
        plots.sigma[k],
    )
    if square > (GATE_2 if plots.sigma[k, 2] == math.inf else GATE_3):
        return math.inf
    cost = square + math.log(det)
    if tracks.status[i] == TrackStatus.TENTATIVE:
        cost += TENTATIVE_COST
    return cost


@kernel
def _add(belief: Belief, many: int, m: int, i: int, cost: float) -> int:
    """Write one more pair, if there is room."""
    pairs = belief.scratch.pairs
    if many == pairs.cost.shape[0]:
        return many
    pairs.cost[many], pairs.due[many], pairs.track[many] = cost, m, i
    return many + 1


@kernel
def _sort(pairs: Pairs, many: int) -> None:
    """Sort the first `many` pairs by cost; equals stay in order."""
    for n in range(1, many):
        cost, due, track = pairs.cost[n], pairs.due[n], pairs.track[n]
        k = n
        while k > 0 and pairs.cost[k - 1] > cost:
            pairs.cost[k] = pairs.cost[k - 1]
            pairs.due[k] = pairs.due[k - 1]
            pairs.track[k] = pairs.track[k - 1]
            k -= 1
        pairs.cost[k], pairs.due[k], pairs.track[k] = cost, due, track
