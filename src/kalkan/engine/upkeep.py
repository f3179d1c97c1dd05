"""The life of a track: opened, fed with plots, confirmed, freed.

References
----------
.. [1] S. Blackman, R. Popoli, *Design and Analysis of Modern Tracking Systems*, Artech
   House, 1999, section 6.2: initiation and deletion.
.. [2] A. Wald, *Sequential Analysis*, Wiley, 1947: a ratio of likelihoods exceeds A
   under the other hypothesis with a probability of 1 / A at most.
"""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.engine.belief import Belief, Engagements, Plots, Tracks
from kalkan.engine.foresight import MIXED, OVERDUE, missed_looks, swerve
from kalkan.engine.grouping import group_track, turning
from kalkan.engine.kinds import (
    NONE,
    Grade,
    Iff,
    TrackStatus,
    Verdict,
)
from kalkan.engine.plan import Sensors
from kalkan.engine.slots import clear
from kalkan.physics.estimation import update
from kalkan.physics.geodesy import altitude
from kalkan.physics.imm import imm_adopt, imm_combine, imm_predict, imm_update
from kalkan.physics.initiation import AIR_CEILING, initiate
from kalkan.physics.likelihood import forgone
from kalkan.physics.motion import predict

HITS_TO_CONFIRM = 3  #: plots that make a track firm, of …
LOOKS_TO_CONFIRM = 5  #: … so many looks, the first one's included, …
SURE = math.log(1e4)  #: … when they are so much likelier of a target: one false track
#: firm of so many opened at most, by Wald's bound [2]_; nothing is ever surer
LOST = (
    1e-4  #: a firm track is given up when a target would be missed as often, so rarely
)
COAST_LEAST = 6.0  #: … but it is kept this long [s]
LENGTHENING = 0.25  #: share by which a longer wait between plots is believed [1]


@kernel
def take_plot(
    frame: np.ndarray,
    sensors: Sensors,
    tracks: Tracks,
    plots: Plots,
    i: int,
    k: int,
    square: float,
    score: float,
) -> None:
    """Feed plot `k` to track `i`: estimate, book-keeping, status, group.

    `square` is the squared statistical distance of the two, inf in a hard turn, and
    `score` what the plot says for the track.
    """
    _estimate(frame, tracks, plots, i, k, square)
    missed = missed_looks(tracks, i, plots.time[k])
    score += missed * forgone(sensors.pd[plots.sensor[k]])
    tracks.score[i] = min(SURE, tracks.score[i] + score)
    tracks.hits[i] += 1
    _revisit(sensors, tracks, i, plots.sensor[k])
    _note(tracks, plots, i, k)
    group_track(frame, tracks, i)
    if tracks.hits[i] == MIXED:
        _part(frame, tracks, i)
    _confirm(tracks, i, plots.time[k])
    tracks.agility[i] = swerve(tracks, i, tracks.interval[i])


@kernel
def _estimate(
    frame: np.ndarray, tracks: Tracks, plots: Plots, i: int, k: int, square: float
) -> None:
    """Bring track `i` to the time of plot `k` unless it is older, and filter."""
    lag = plots.time[k] - tracks.time[i]
    tracks.time[i] += max(0.0, lag)
    if tracks.hits[i] >= MIXED:
        most = tracks.ceiling[i]
        if square == math.inf:
            most = turning(tracks, i, lag)
        _mix(frame, tracks, plots, i, k, lag, most)
        return
    psd, falls = tracks.ceiling[i], False
    mean, covariance = tracks.estimate[i], tracks.covariance[i]
    if lag > 0.0:
        predict(mean, covariance, frame, lag, psd, falls)
        lag = 0.0
    origin, axes = plots.origin[k], plots.axes[k]
    measured, sigma = plots.measured[k], plots.sigma[k]
    update(mean, covariance, frame, lag, psd, falls, origin, axes, measured, sigma)


@kernel
def _part(frame: np.ndarray, tracks: Tracks, i: int) -> None:
    """Give track `i` its modes, now that it has a velocity."""
    mean = tracks.estimate[i]
    high = altitude(frame, mean[0], mean[1], mean[2]) > AIR_CEILING
    means, spreads, weights = tracks.means[i], tracks.spreads[i], tracks.weights[i]
    imm_adopt(means, spreads, weights, mean, tracks.covariance[i], high)


@kernel
def _mix(
    frame: np.ndarray,
    tracks: Tracks,
    plots: Plots,
    i: int,
    k: int,
    lag: float,
    most: float,
) -> None:
    """Feed plot `k` to the modes of firm track `i`, and combine them."""
    means, spreads, weights = tracks.means[i], tracks.spreads[i], tracks.weights[i]
    if lag > 0.0:
        imm_predict(means, spreads, weights, frame, lag, most)
        lag = 0.0
    origin, axes = plots.origin[k], plots.axes[k]
    measured, sigma = plots.measured[k], plots.sigma[k]
    imm_update(means, spreads, weights, frame, lag, origin, axes, measured, sigma)
    imm_combine(means, spreads, weights, tracks.estimate[i], tracks.covariance[i])


@kernel
def open_track(
    frame: np.ndarray, sensors: Sensors, belief: Belief, k: int
) -> tuple[int, bool]:
    """Open a tentative track with plot `k`, in place of the stalest if need be.

    Return its slot, or NONE if there was no room; and whether the slot was free.
    """
    p = belief.plots.picture[k]
    first, last = belief.slots[p, 0], max(belief.slots[p, 0], belief.used[p])
    i = _free_slot(belief.tracks, first, min(last + 1, belief.slots[p, 1]))
    fresh = i != NONE
    if fresh:
        belief.used[p] = max(last, i + 1)
    else:
        i = _stalest(belief.tracks, first, last)
        if i == NONE:
            return NONE, False
    clear(belief.tracks, i)
    for b in range(belief.refusals.reasons.shape[0]):
        belief.refusals.reasons[b, i] = 0
    belief.last_number[0] += 1
    belief.tracks.number[i] = belief.last_number[0]
    _begin(frame, sensors, belief.tracks, belief.plots, i, k)
    return i, fresh


@kernel
def free(tracks: Tracks, i: int) -> None:
    """Give up track `i`; its number stays until the slot is taken again."""
    tracks.status[i] = TrackStatus.FREE
    tracks.dwell[i] = math.inf
    tracks.order_battery[i] = NONE


@kernel
def drop_stale(
    sensors: Sensors, tracks: Tracks, first: int, last: int, now: float
) -> None:
    """Free every track in slots `first` to `last` that has waited too long."""
    for i in range(first, last):
        if tracks.status[i] == TrackStatus.CONFIRMED:
            if now - tracks.updated[i] > _patience(sensors, tracks, i):
                free(tracks, i)
        elif tracks.status[i] == TrackStatus.TENTATIVE:
            if _is_unlikely(tracks, i, now):
                free(tracks, i)


@kernel
def _is_unlikely(tracks: Tracks, i: int, now: float) -> bool:
    """Return whether a tentative track has missed too many looks to become firm.

    As many as its hits would allow if it were firm, and not too many at a stretch.
    """
    looks = 1 + math.floor((now - tracks.opened[i]) / tracks.interval[i] - OVERDUE)
    hits = tracks.hits[i]
    allowed = LOOKS_TO_CONFIRM - HITS_TO_CONFIRM
    if hits > HITS_TO_CONFIRM:
        allowed = hits * allowed // HITS_TO_CONFIRM
    late = (now - tracks.updated[i]) / tracks.interval[i] - OVERDUE
    return bool(looks - hits > allowed or late > 1 + LOOKS_TO_CONFIRM - HITS_TO_CONFIRM)


@kernel
def _patience(sensors: Sensors, tracks: Tracks, i: int) -> float:
    """Return how long firm track `i` may go without a plot [s].

    Until the looks that missed it outweigh the plots that it had.  When no beam dwells
    on it, the search of the radar that saw it last is waited for.
    """
    wait, s = tracks.interval[i], tracks.last_sensor[i]
    if tracks.dwell[i] == math.inf:
        wait = max(wait, sensors.period[s])
    misses = max(1, math.ceil(-tracks.score[i] / forgone(sensors.pd[s])))
    return max((misses + OVERDUE) * wait, COAST_LEAST)


@kernel
def _confirm(tracks: Tracks, i: int, time: float) -> None:
    """Make a tentative track firm when it has plots enough and they fit well enough."""
    if tracks.status[i] == TrackStatus.TENTATIVE and tracks.hits[i] >= HITS_TO_CONFIRM:
        if tracks.score[i] >= SURE:
            tracks.status[i] = TrackStatus.CONFIRMED
            tracks.apart[i] = time


@kernel
def revive(
    tracks: Tracks, engagements: Engagements, opened: int, i: int, time: float
) -> None:
    """Take back a verdict of death on track `i` that is older than a plot of `time`."""
    verdict = -math.inf
    for e in range(opened):
        if engagements.number[e] == tracks.number[i]:
            if engagements.verdict[e] == Verdict.BELIEVED_KILLED:
                verdict = max(verdict, engagements.closed[e])
    if time > verdict:
        tracks.believed_dead[i] = 0


@kernel
def _revisit(sensors: Sensors, tracks: Tracks, i: int, s: int) -> None:
    """Mend the time expected between plots of track `i`, one by radar `s` in hand.

    A shorter period is believed at once, a longer one by degrees: the result stays
    near the shortest among the radars that report.
    """
    period = sensors.period[s]
    if tracks.dwell[i] < math.inf and tracks.dwell_sensor[i] == s:
        period = min(period, sensors.dwell_period[s])
    longer = period - tracks.interval[i]
    tracks.interval[i] += longer if longer < 0.0 else LENGTHENING * longer


@kernel
def _note(tracks: Tracks, plots: Plots, i: int, k: int) -> None:
    """Book when plot `k` saw track `i`, by which look, and what was answered."""
    tracks.updated[i] = max(tracks.updated[i], plots.time[k])
    if plots.grade[k] == Grade.FIRE_CONTROL:
        tracks.fire_control[i] = max(tracks.fire_control[i], plots.time[k])
    tracks.last_sensor[i], tracks.last_scan[i] = plots.sensor[k], plots.scan[k]
    tracks.asked[i] += plots.asked[k]
    tracks.unanswered[i] += plots.asked[k]
    if plots.reply[k] != 0:
        tracks.unanswered[i] = 0
    if plots.reply[k] & (Iff.MODE_4 | Iff.MODE_5) != 0:
        tracks.replies_friend[i] += 1
    if plots.reply[k] & Iff.CIVIL != 0:
        tracks.replies_civil[i] += 1


@kernel
def _free_slot(tracks: Tracks, first: int, last: int) -> int:
    for i in range(first, last):
        if tracks.status[i] == TrackStatus.FREE:
            return i
    return NONE


@kernel
def _stalest(tracks: Tracks, first: int, last: int) -> int:
    """Return the tentative track seen longest ago, or NONE."""
    best, seen = NONE, math.inf
    for i in range(first, last):
        tentative = tracks.status[i] == TrackStatus.TENTATIVE
        if tentative and tracks.updated[i] < seen:
            best, seen = i, tracks.updated[i]
    return best


@kernel
def _begin(
    frame: np.ndarray, sensors: Sensors, tracks: Tracks, plots: Plots, i: int, k: int
) -> None:
    """Write into cleared slot `i` what plot `k` says."""
    tracks.status[i] = TrackStatus.TENTATIVE
    tracks.picture[i] = plots.picture[k]
    tracks.time[i] = tracks.opened[i] = plots.time[k]
    tracks.interval[i] = sensors.period[plots.sensor[k]]
    tracks.hits[i] = 1
    initiate(
        tracks.estimate[i],
        tracks.covariance[i],
        frame,
        plots.origin[k],
        plots.axes[k],
        plots.measured[k],
        plots.sigma[k],
    )
    _note(tracks, plots, i, k)
    group_track(frame, tracks, i)
    tracks.agility[i] = tracks.ceiling[i]
