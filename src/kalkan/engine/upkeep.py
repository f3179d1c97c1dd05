"""The life of a track: opened, fed with plots, confirmed, freed."""

import math

from kalkan._kernel import kernel
from kalkan.engine.belief import Belief
from kalkan.engine.grouping import group_track
from kalkan.engine.kinds import (
    NONE,
    Grade,
    Iff,
    KinematicGroup,
    TrackStatus,
    Verdict,
)
from kalkan.engine.plan import Plan
from kalkan.engine.state import State
from kalkan.physics.estimation import update
from kalkan.physics.initiation import initiate
from kalkan.physics.motion import predict

HITS_TO_CONFIRM = 3  #: plots that make a track firm, …
CONFIRM_WINDOW = 5.0  #: … within this many intervals, the first included at zero [1]
COAST_INTERVALS = 3.5  #: a firm track is kept without plots so many intervals, …
COAST_LEAST = 6.0  #: … and at least this long [s]
LENGTHENING = 0.25  #: share by which a longer wait between plots is believed [1]


@kernel
def take_plot(plan: Plan, state: State, i: int, k: int) -> None:
    """Feed plot `k` to track `i`: estimate, book-keeping, status, group."""
    tracks, plots = state.belief.tracks, state.belief.plots
    state.counts[4] += 1
    lag = plots.time[k] - tracks.time[i]
    falls = bool(tracks.group[i] == KinematicGroup.BALLISTIC)
    mean, covariance = tracks.estimate[i], tracks.covariance[i]
    if lag > 0.0:
        predict(mean, covariance, plan.frame, lag, tracks.agility[i], falls)
        tracks.time[i] = plots.time[k]
    update(
        mean,
        covariance,
        plan.frame,
        min(0.0, lag),
        tracks.agility[i],
        falls,
        plots.origin[k],
        plots.axes[k],
        plots.measured[k],
        plots.sigma[k],
    )
    tracks.hits[i] += 1
    _revive(state.belief, i, plots.time[k])
    _revisit(plan, state.belief, i, plots.sensor[k])
    _note(state.belief, i, k)
    group_track(plan.frame, tracks, i)
    _confirm(state.belief, i, plots.time[k])


@kernel
def open_track(plan: Plan, state: State, k: int) -> None:
    """Open a tentative track with plot `k`, in place of the stalest if need be."""
    belief = state.belief
    p = belief.plots.picture[k]
    i = _free_slot(belief, p)
    if i == NONE:
        i = _stalest(belief, p)
        if i == NONE:
            state.spilled[1] += 1
            return
    else:
        _hold(belief, p, i)
    clear(belief, i)
    _begin(plan, belief, i, k)


@kernel
def free(belief: Belief, i: int) -> None:
    """Give up track `i`; its number stays until the slot is taken again."""
    belief.tracks.status[i] = TrackStatus.FREE
    belief.tracks.dwell[i] = math.inf
    belief.tracks.order_battery[i] = NONE


@kernel
def drop_stale(plan: Plan, belief: Belief, now: float) -> None:
    """Free every track that has waited too long for a plot."""
    tracks = belief.tracks
    for i in range(tracks.status.shape[0]):
        if tracks.status[i] == TrackStatus.CONFIRMED:
            if now - tracks.updated[i] > _patience(plan, belief, i):
                free(belief, i)
        elif tracks.status[i] == TrackStatus.TENTATIVE:
            if now - tracks.opened[i] > CONFIRM_WINDOW * tracks.interval[i]:
                free(belief, i)


@kernel
def _patience(plan: Plan, belief: Belief, i: int) -> float:
    """Return how long firm track `i` may go without a plot [s].

    When no beam dwells on it, the search of the radar that saw it last is waited for.
    """
    tracks = belief.tracks
    wait = tracks.interval[i]
    if tracks.dwell[i] == math.inf:
        wait = max(wait, plan.sensors.period[tracks.last_sensor[i]])
    return max(COAST_INTERVALS * wait, COAST_LEAST)


@kernel
def _confirm(belief: Belief, i: int, time: float) -> None:
    """Make a tentative track firm when it has plots enough."""
    tracks = belief.tracks
    if tracks.status[i] == TrackStatus.TENTATIVE and tracks.hits[i] >= HITS_TO_CONFIRM:
        if time - tracks.opened[i] <= CONFIRM_WINDOW * tracks.interval[i]:
            tracks.status[i] = TrackStatus.CONFIRMED
            tracks.apart[i] = time


@kernel
def _revive(belief: Belief, i: int, time: float) -> None:
    """Take back a verdict that is older than a plot of `time`."""
    if belief.tracks.believed_dead[i] == 0:
        return
    verdict, engagements = -math.inf, belief.engagements
    for e in range(belief.opened[0]):
        if engagements.number[e] == belief.tracks.number[i]:
            if engagements.verdict[e] == Verdict.BELIEVED_KILLED:
                verdict = max(verdict, engagements.closed[e])
    if time > verdict:
        belief.tracks.believed_dead[i] = 0


@kernel
def _revisit(plan: Plan, belief: Belief, i: int, s: int) -> None:
    """Mend the time expected between plots of track `i`, one by radar `s` in hand.

    A shorter period is believed at once, a longer one by degrees: the result stays
    near the shortest among the radars that report.
    """
    tracks, period = belief.tracks, plan.sensors.period[s]
    if tracks.dwell[i] < math.inf and tracks.dwell_sensor[i] == s:
        period = min(period, plan.sensors.dwell_period[s])
    longer = period - tracks.interval[i]
    tracks.interval[i] += longer if longer < 0.0 else LENGTHENING * longer


@kernel
def _note(belief: Belief, i: int, k: int) -> None:
    """Book when plot `k` saw track `i`, by which look, and what was answered."""
    tracks, plots = belief.tracks, belief.plots
    tracks.updated[i] = max(tracks.updated[i], plots.time[k])
    if plots.grade[k] == Grade.FIRE_CONTROL:
        tracks.fire_control[i] = max(tracks.fire_control[i], plots.time[k])
    tracks.last_sensor[i], tracks.last_scan[i] = plots.sensor[k], plots.scan[k]
    tracks.asked[i] += plots.asked[k]
    if plots.reply[k] & (Iff.MODE_4 | Iff.MODE_5) != 0:
        tracks.replies_friend[i] += 1
    if plots.reply[k] & Iff.CIVIL != 0:
        tracks.replies_civil[i] += 1


@kernel
def _free_slot(belief: Belief, p: int) -> int:
    for i in range(belief.slots[p, 0], belief.slots[p, 1]):
        if belief.tracks.status[i] == TrackStatus.FREE:
            return i
    return NONE


@kernel
def _stalest(belief: Belief, p: int) -> int:
    """Return the tentative track of picture `p` seen longest ago, or NONE."""
    best, seen = NONE, math.inf
    for i in range(belief.slots[p, 0], belief.slots[p, 1]):
        tentative = belief.tracks.status[i] == TrackStatus.TENTATIVE
        if tentative and belief.tracks.updated[i] < seen:
            best, seen = i, belief.tracks.updated[i]
    return best


@kernel
def _hold(belief: Belief, p: int, i: int) -> None:
    """Put slot `i` on the list of tracks that picture `p` holds."""
    many = belief.scratch.many
    belief.scratch.held.track[belief.slots[p, 0] + many[p]] = i
    many[p] += 1


@kernel
def clear(belief: Belief, i: int) -> None:
    """Make slot `i` as good as new."""
    tracks = belief.tracks
    tracks.asked[i] = tracks.replies_friend[i] = tracks.replies_civil[i] = 0
    tracks.group[i] = tracks.identity[i] = tracks.hits[i] = 0
    tracks.engaged[i] = tracks.shot_at[i] = tracks.believed_dead[i] = 0
    tracks.dwell_sensor[i] = tracks.offer_round[i] = 0
    tracks.order_round[i] = tracks.order_shots[i] = 0
    tracks.asset[i] = tracks.offer_battery[i] = tracks.order_battery[i] = NONE
    tracks.stake[i] = tracks.offer_worth[i] = tracks.order_due[i] = 0.0
    tracks.apart[i] = tracks.offer_time[i] = 0.0
    tracks.urgency[i] = tracks.dwell[i] = math.inf
    tracks.fire_control[i] = tracks.updated[i] = -math.inf
    reasons = belief.refusals.reasons
    for b in range(reasons.shape[0]):
        reasons[b, i] = 0


@kernel
def _begin(plan: Plan, belief: Belief, i: int, k: int) -> None:
    """Write into cleared slot `i` what plot `k` says."""
    tracks, plots = belief.tracks, belief.plots
    belief.last_number[0] += 1
    tracks.status[i] = TrackStatus.TENTATIVE
    tracks.number[i], tracks.picture[i] = belief.last_number[0], plots.picture[k]
    tracks.time[i] = tracks.opened[i] = plots.time[k]
    tracks.interval[i] = plan.sensors.period[plots.sensor[k]]
    tracks.hits[i] = 1
    initiate(
        tracks.estimate[i],
        tracks.covariance[i],
        plan.frame,
        plots.origin[k],
        plots.axes[k],
        plots.measured[k],
        plots.sigma[k],
    )
    _note(belief, i, k)
    group_track(plan.frame, tracks, i)
