"""Which plot of a look belongs to which track.

Global nearest neighbour: within the gates, so that the product of the likelihoods is
greatest, by an optimal assignment in each cluster.  A plot goes to a track only if it
is likelier an echo of it than of anything else.  Firm tracks choose first; those that
find nothing may reach further, as if they had turned hard, for a plot that nobody
claims; tentative tracks come last.

References
----------
.. [1] S. Blackman, R. Popoli, *Design and Analysis of Modern Tracking Systems*, Artech
   House, 1999, chapters 6 and 7.
"""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.engine.belief import Belief, Plots, Tracks
from kalkan.engine.clusters import settle
from kalkan.engine.foresight import expect, falls, missed_looks
from kalkan.engine.grouping import turning
from kalkan.engine.kinds import TrackStatus
from kalkan.physics.gating import GATE_2, GATE_3, mahalanobis2
from kalkan.physics.likelihood import forgone, gain

TURN_SELDOM = math.log(30.0)  #: a hard turn begins in one look of so many, assumed
END = 0.01  #: of looks after which a target is not there any more, assumed [1]

FIRM, TURNED, TENTATIVE = 0, 1, 2  #: in which order tracks choose
STAGES = 3


@kernel
def associate(
    frame: np.ndarray, belief: Belief, near: int, stage: int, pd: float
) -> int:
    """Fill Pairs with what is within the gates, and mark the pairs that are made.

    Of the first `near` candidates those are looked at whose plot is free and whose
    track is of this stage and has no plot of the look.  Return how many are within.
    """
    scratch, many, alone = belief.scratch, 0, forgone(pd)
    pairs, sighted, held = scratch.pairs, scratch.sighted, scratch.held
    for q in range(near):
        n, h = pairs.near_plot[q], pairs.near_track[q]
        if sighted.taken[n] == 1 or held.fed[h] == 1:
            continue
        i, k = held.track[h], scratch.due.plot[sighted.due[n]]
        if not _chooses(belief.tracks, i, stage):
            continue
        if has_look(belief.tracks, belief.plots, i, k):
            continue
        square, score = _compare(frame, belief, i, k, n, pd, stage)
        if square < math.inf and score > alone:
            pairs.plot[many], pairs.track[many] = n, h
            pairs.square[many] = math.inf if stage == TURNED else square
            pairs.score[many], pairs.cost[many] = score, alone - score
            many += 1
    settle(scratch, many)
    return many


@kernel
def _chooses(tracks: Tracks, i: int, stage: int) -> bool:
    """Return whether track `i` may choose in this stage."""
    status = tracks.status[i]
    if stage == TENTATIVE:
        return bool(status == TrackStatus.TENTATIVE)
    return bool(status == TrackStatus.CONFIRMED)


@kernel
def has_look(tracks: Tracks, plots: Plots, i: int, k: int) -> bool:
    """Return whether track `i` has had a plot of the look of plot `k`."""
    return bool(
        tracks.last_scan[i] == plots.scan[k]
        and tracks.last_sensor[i] == plots.sensor[k]
    )


@kernel
def _compare(
    frame: np.ndarray,
    belief: Belief,
    i: int,
    k: int,
    n: int,
    pd: float,
    stage: int,
) -> tuple[float, float]:
    """Return the squared distance of a plot from a track and what it says for the two.

    The distance is inf outside the gate.  An elevation that was given and not measured,
    as in a problem in a plane, says nothing.
    """
    sigma, height = belief.scratch.sigma, belief.scratch.sighted.height[n]
    tracks, plots = belief.tracks, belief.plots
    dt = plots.time[k] - tracks.time[i]
    mean, seldom = belief.scratch.mean, 0.0
    psd = expect(tracks, i, dt, mean)
    if stage == TURNED:
        psd, seldom = turning(tracks, i, dt), TURN_SELDOM
    sigma[0], sigma[1], sigma[2] = plots.sigma[k, 0], plots.sigma[k, 1], math.inf
    if height == 1:
        sigma[2] = plots.sigma[k, 2]
    square, det = mahalanobis2(
        mean,
        tracks.covariance[i],
        frame,
        dt,
        psd,
        falls(tracks, i),
        plots.origin[k],
        plots.axes[k],
        plots.measured[k],
        sigma,
    )
    axes, gate = 3, GATE_3
    if height == 0:
        axes, gate = 2, GATE_2
    if square > gate:
        return math.inf, 0.0
    missed = missed_looks(tracks, i, plots.time[k])
    seldom += math.log1p(END * math.exp(-missed * forgone(pd)))
    return square, gain(
        square, det, axes, belief.scratch.sighted.strangers[n], pd
    ) - seldom
