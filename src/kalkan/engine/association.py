"""Which plot belongs to which track: gate, rank, give out one to one.

Global nearest neighbour, greedy: the likeliest pair first, then the next that is
still free.  It differs from the exact assignment only where gates overlap.  Firm tracks
choose first; those that find nothing may reach further, as if they had turned hard, for
a plot that nobody claims; tentative tracks come last.

References
----------
.. [1] S. Blackman, R. Popoli, *Design and Analysis of Modern Tracking Systems*, Artech
   House, 1999, chapters 6 and 7.
"""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.constants import GRAVITY
from kalkan.engine.belief import Belief, Due, Held, Pairs, Plots, Tracks
from kalkan.engine.grouping import turning
from kalkan.engine.kinds import KinematicGroup, TrackStatus
from kalkan.physics.gating import GATE_2, GATE_3, is_far, mahalanobis2
from kalkan.physics.sight import azimuth_normal

LATE = 2.0  #: plots up to this old are told apart by the cheapest test [s]
TURN_COST = 1e3  #: above every cost of a firm track in its own gate [1]
TENTATIVE_COST = 2e3  #: above every cost of a firm track [1]


@kernel
def rank_pairs(
    frame: np.ndarray, belief: Belief, first: int, last: int, now: float
) -> int:
    """Fill Pairs with what fits together in one look, likeliest first.

    The look is that of the plot at `first` in Due; its plots lie before `last`, and the
    tracks have been located for the time `now`.  Return how many pairs there are.
    """
    tracks, plots, scratch = belief.tracks, belief.plots, belief.scratch
    p = plots.picture[scratch.due.plot[first]]
    start = belief.slots[p, 0]
    stop = start + scratch.many[p]
    many = 0
    for m in range(first, last):
        if not belongs(plots, scratch.due, m, first):
            continue
        k = scratch.due.plot[m]
        normal = azimuth_normal(plots.axes[k], plots.measured[k, 1])
        x, y, z, around = _whereabouts(plots, k, now)
        for n in range(start, stop):
            if _is_elsewhere(scratch.held, n, x, y, z, around):
                continue
            i = scratch.held.track[n]
            if not _is_near(tracks, plots, i, k, normal):
                continue
            cost, square = _cost(frame, tracks, plots, i, k)
            if cost < math.inf:
                many = _add(scratch.pairs, many, m, i, cost, square)
    _sort(scratch.pairs, many)
    return many


@kernel
def locate(tracks: Tracks, held: Held, n: int, i: int, now: float) -> None:
    """List track `i` in place `n` of Held: about where it is, how far off at most.

    It is there at `now`; the distance holds for plots up to `LATE` older, and is that
    of the widest gate, a hard turn's, along the worst direction.
    """
    p, dt = tracks.covariance, now - tracks.time[i]
    trace = p[i, 0] + p[i, 7] + p[i, 14]
    speeds = p[i, 21] + p[i, 28] + p[i, 35]
    longest = abs(dt) + LATE
    noise = longest * turning(tracks, i, longest)
    trace = 2.0 * (trace + longest * longest * speeds) + longest * longest * noise
    held.track[n] = i
    swift = 0.0
    for c in range(3):
        v = tracks.estimate[i, 3 + c]
        held.place[n, c] = tracks.estimate[i, c] + dt * v
        swift += v * v
    drop = 0.5 * GRAVITY * longest * longest
    held.spread[n] = math.sqrt(GATE_3 * trace) + LATE * math.sqrt(swift) + drop


@kernel
def _whereabouts(plots: Plots, k: int, now: float) -> tuple[float, float, float, float]:
    """Return where plot `k` is, ENU, and how far off it may be [m].

    That is infinite for a plot without elevation and for one that comes very late.
    """
    if plots.sigma[k, 2] == math.inf or now - plots.time[k] > LATE:
        return 0.0, 0.0, 0.0, math.inf
    axes, far = plots.axes, plots.measured[k, 0]
    flat = far * math.cos(plots.measured[k, 2])
    east = flat * math.sin(plots.measured[k, 1])
    north = flat * math.cos(plots.measured[k, 1])
    up = far * math.sin(plots.measured[k, 2])
    x = plots.origin[k, 0] + axes[k, 0] * east + axes[k, 3] * north + axes[k, 6] * up
    y = plots.origin[k, 1] + axes[k, 1] * east + axes[k, 4] * north + axes[k, 7] * up
    z = plots.origin[k, 2] + axes[k, 2] * east + axes[k, 5] * north + axes[k, 8] * up
    across = far * (plots.sigma[k, 1] + plots.sigma[k, 2])
    return x, y, z, math.sqrt(GATE_3) * (plots.sigma[k, 0] + across)


@kernel
def _is_elsewhere(
    held: Held, n: int, x: float, y: float, z: float, around: float
) -> bool:
    """Return whether a plot is far from the listed track, by the cheapest test."""
    dx, dy, dz = held.place[n, 0] - x, held.place[n, 1] - y, held.place[n, 2] - z
    reach = held.spread[n] + around
    return bool(dx * dx + dy * dy + dz * dz > reach * reach)


@kernel
def belongs(plots: Plots, due: Due, m: int, first: int) -> bool:
    """Return whether plot `m` of Due is still free and of the same look as `first`."""
    a, b = due.plot[m], due.plot[first]
    return bool(
        due.taken[m] == 0
        and plots.scan[a] == plots.scan[b]
        and plots.sensor[a] == plots.sensor[b]
        and plots.picture[a] == plots.picture[b]
    )


@kernel
def has_look(tracks: Tracks, plots: Plots, i: int, k: int) -> bool:
    """Return whether track `i` has had a plot of the look of plot `k`."""
    return bool(
        tracks.last_scan[i] == plots.scan[k]
        and tracks.last_sensor[i] == plots.sensor[k]
    )


@kernel
def _is_near(
    tracks: Tracks, plots: Plots, i: int, k: int, normal: tuple[float, float, float]
) -> bool:
    """Return whether plot `k` may belong to track `i`, before the dear test."""
    if tracks.status[i] == TrackStatus.FREE or has_look(tracks, plots, i, k):
        return False
    dt, mean, p = plots.time[k] - tracks.time[i], tracks.estimate, tracks.covariance
    fall = GRAVITY if tracks.group[i] == KinematicGroup.BALLISTIC else 0.0
    trace = p[i, 0] + p[i, 7] + p[i, 14]
    trace += 2.0 * dt * (p[i, 3] + p[i, 10] + p[i, 17])
    noise = abs(dt) * turning(tracks, i, dt)
    trace += dt * dt * (p[i, 21] + p[i, 28] + p[i, 35] + noise)
    return not is_far(
        mean[i, 0] + dt * mean[i, 3] - plots.origin[k, 0],
        mean[i, 1] + dt * mean[i, 4] - plots.origin[k, 1],
        mean[i, 2] + dt * (mean[i, 5] - 0.5 * dt * fall) - plots.origin[k, 2],
        trace,
        normal,
        plots.measured[k, 0],
        plots.sigma[k, 0],
        plots.sigma[k, 1],
    )


@kernel
def _cost(
    frame: np.ndarray, tracks: Tracks, plots: Plots, i: int, k: int
) -> tuple[float, float]:
    """Return how unlikely plot `k` is to be of track `i`, inf when it is not.

    Also the squared statistical distance, inf when only a hard turn explains the plot.
    """
    psd = tracks.agility[i]
    cost, square = _distance(frame, tracks, plots, i, k, psd)
    if tracks.status[i] == TrackStatus.TENTATIVE:
        return cost + TENTATIVE_COST, square
    if cost == math.inf:
        psd = turning(tracks, i, plots.time[k] - tracks.time[i])
        cost, _ = _distance(frame, tracks, plots, i, k, psd)
        return cost + TURN_COST, math.inf
    return cost, square


@kernel
def _distance(
    frame: np.ndarray, tracks: Tracks, plots: Plots, i: int, k: int, psd: float
) -> tuple[float, float]:
    """Return generalised and squared distance of plot `k` from track `i`, or inf."""
    square, det = mahalanobis2(
        tracks.estimate[i],
        tracks.covariance[i],
        frame,
        plots.time[k] - tracks.time[i],
        psd,
        bool(tracks.group[i] == KinematicGroup.BALLISTIC),
        plots.origin[k],
        plots.axes[k],
        plots.measured[k],
        plots.sigma[k],
    )
    if square > (GATE_2 if plots.sigma[k, 2] == math.inf else GATE_3):
        return math.inf, math.inf
    return square + math.log(det), square


@kernel
def _add(pairs: Pairs, many: int, m: int, i: int, cost: float, square: float) -> int:
    """Write one more pair, if there is room."""
    if many == pairs.cost.shape[0]:
        return many
    pairs.cost[many], pairs.square[many] = cost, square
    pairs.due[many], pairs.track[many] = m, i
    return many + 1


@kernel
def _sort(pairs: Pairs, many: int) -> None:
    """Sort the first `many` pairs by cost; equals stay in order."""
    for n in range(1, many):
        cost, square = pairs.cost[n], pairs.square[n]
        due, track = pairs.due[n], pairs.track[n]
        k = n
        while k > 0 and pairs.cost[k - 1] > cost:
            pairs.cost[k], pairs.square[k] = pairs.cost[k - 1], pairs.square[k - 1]
            pairs.due[k] = pairs.due[k - 1]
            pairs.track[k] = pairs.track[k - 1]
            k -= 1
        pairs.cost[k], pairs.square[k] = cost, square
        pairs.due[k], pairs.track[k] = due, track
