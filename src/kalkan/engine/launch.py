"""Orders become rounds in the air."""

import math

from kalkan._kernel import kernel
from kalkan.draw import Stream, uniform
from kalkan.engine.belief import Belief
from kalkan.engine.kinds import NONE, EngagementState, RoundFate, TrackStatus, Verdict
from kalkan.engine.model import Model
from kalkan.engine.plan import Batteries
from kalkan.engine.state import State
from kalkan.physics.guidance import launch_velocity

SALVO_INTERVAL = 1.0  #: least time between two rounds of one fire unit [s]


@kernel
def launch(model: Model, state: State, tick: int) -> None:
    """Open an engagement for each order; fire each round when its time comes."""
    end = (tick + 1) * model.dt
    tracks, engagements = state.belief.tracks, state.belief.engagements
    for j in range(tracks.order_battery.shape[0]):
        if tracks.order_battery[j] != NONE:
            _open(model.plan.batteries, state.belief, j, end)
    for e in range(state.belief.opened[0]):
        ordered = engagements.state[e] == EngagementState.ORDERED
        if ordered and engagements.next_launch[e] < end:
            _fire_due(model, state, e, end)


@kernel
def _open(batteries: Batteries, belief: Belief, j: int, now: float) -> None:
    """Turn the order on track `j` into an engagement, if there is room for one."""
    tracks, engagements = belief.tracks, belief.engagements
    b, e = tracks.order_battery[j], belief.opened[0]
    tracks.order_battery[j] = NONE
    if e >= engagements.state.shape[0]:
        return
    belief.opened[0] = e + 1
    engagements.state[e] = EngagementState.ORDERED
    engagements.battery[e], engagements.kind[e] = b, tracks.order_round[j]
    engagements.track[e], engagements.number[e] = j, tracks.number[j]
    engagements.ordered[e], engagements.due[e] = now, tracks.order_due[j]
    engagements.shots[e] = tracks.order_shots[j]
    engagements.next_launch[e] = now + batteries.reaction[b]
    engagements.holds_channel[e] = 1
    tracks.engaged[j] += 1
    tracks.dwell_sensor[j] = batteries.radar[b]
    tracks.dwell[j] = now


@kernel
def _fire_due(model: Model, state: State, e: int, end: float) -> None:
    """Fire what engagement `e` still owes before `end`; give up on a lost track."""
    engagements = state.belief.engagements
    while engagements.fired[e] < engagements.shots[e]:
        if engagements.next_launch[e] >= end:
            return
        n = NONE
        if _still_wanted(state, e):
            n = _launcher(model, state, e, engagements.next_launch[e])
        if n == NONE:
            engagements.shots[e] = engagements.fired[e]
            break
        if state.belief.arms.ready[n] > engagements.next_launch[e]:
            engagements.next_launch[e] = state.belief.arms.ready[n]
            continue
        _fire(model, state, e, n)
        engagements.next_launch[e] += SALVO_INTERVAL
    engagements.state[e] = EngagementState.FLYING
    if engagements.fired[e] == 0:
        _abandon(state, e, engagements.next_launch[e])


@kernel
def _still_wanted(state: State, e: int) -> bool:
    """Return whether the track of engagement `e` stands, with a radar to guide by."""
    engagements, tracks = state.belief.engagements, state.belief.tracks
    j = engagements.track[e]
    same = tracks.number[j] == engagements.number[e]
    return bool(same and tracks.status[j] == TrackStatus.CONFIRMED)


@kernel
def _abandon(state: State, e: int, now: float) -> None:
    """Close an engagement that fired nothing."""
    engagements, tracks = state.belief.engagements, state.belief.tracks
    engagements.state[e] = EngagementState.CLOSED
    engagements.verdict[e] = Verdict.ABANDONED
    engagements.holds_channel[e] = 0
    engagements.closed[e] = now
    j = engagements.track[e]
    if tracks.number[j] == engagements.number[e]:
        tracks.engaged[j] -= 1
        if tracks.engaged[j] == 0:
            tracks.dwell[j] = math.inf


@kernel
def _launcher(model: Model, state: State, e: int, now: float) -> int:
    """Return the launcher that can fire soonest, of those the fullest, or NONE."""
    b, r = state.belief.engagements.battery[e], state.belief.engagements.kind[e]
    launchers, arms = model.plan.launchers, state.belief.arms
    left = state.belief.magazines.left
    s = model.plan.batteries.radar[b]
    if state.truth.radars.alive[s] == 0 or state.belief.crews.radiating[s] == 0:
        return NONE
    if state.belief.wiring.node_alive[model.plan.batteries.node[b]] == 0:
        return NONE
    best, most, soonest = NONE, 0, math.inf
    for n in range(launchers.battery.shape[0]):
        if launchers.battery[n] != b or arms.alive[n] == 0 or left[n, r] == 0:
            continue
        ready = max(now, arms.ready[n])
        if ready < soonest or (ready == soonest and left[n, r] > most):
            best, most, soonest = n, left[n, r], ready
    return best


@kernel
def _fire(model: Model, state: State, e: int, n: int) -> None:
    """Send one round of engagement `e` from launcher `n`."""
    engagements, rounds = state.belief.engagements, state.truth.interceptors
    k, r = state.fired[0], engagements.kind[e]
    state.fired[0] = k + 1
    time = engagements.next_launch[e]
    magazines = state.belief.magazines
    count = magazines.loaded[n, r] - magazines.left[n, r]
    magazines.left[n, r] -= 1
    state.belief.arms.ready[n] = time + model.plan.launchers.ripple[n]
    engagements.fired[e] += 1
    rounds.fate[k] = RoundFate.FLYING
    rounds.engagement[k], rounds.battery[k] = e, engagements.battery[e]
    rounds.launcher[k], rounds.kind[k] = n, r
    launcher, kind = model.plan.launchers.id[n], model.plan.rounds.id[r]
    rounds.id[k] = 0x9E37 * (count + 1) + launcher + kind
    rounds.launch[k] = rounds.time[k] = rounds.next_look[k] = time
    rounds.lock[k] = rounds.victim[k] = NONE
    rounds.acquired[k] = rounds.end[k] = rounds.miss[k] = math.inf
    engagements.flying[e] += 1
    for c in range(3):
        rounds.position[k, c] = model.plan.launchers.position[n, c]
    j, at, to = engagements.track[e], rounds.position, state.belief.tracks.estimate
    place, aim = (at[k, 0], at[k, 1], at[k, 2]), (to[j, 0], to[j, 1], to[j, 2])
    elevation = model.plan.rounds.launch_elevation[r]
    vx, vy, vz = launch_velocity(model.plan.frame, place, aim, elevation)
    leaving = rounds.velocity
    leaving[k, 0], leaving[k, 1], leaving[k, 2] = vx, vy, vz
    luck = uniform(state.key, launcher, kind, count, Stream.RELIABILITY)
    if luck >= model.plan.rounds.reliability[r]:
        rounds.fate[k], rounds.end[k] = RoundFate.FAILED, time
