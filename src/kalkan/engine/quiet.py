"""Stretches in which nothing can happen, found so that they can be passed over."""

import math

from kalkan._kernel import kernel
from kalkan.engine.kinds import NONE, EngagementState, Fate, RoundFate, TrackStatus
from kalkan.engine.model import Model
from kalkan.engine.state import State
from kalkan.engine.view import is_blind


@kernel
def quiet_until(model: Model, state: State, tick: int, last: int) -> int:
    """Return the first tick from `tick` on in which something may happen.

    A tick is passed over only when no track, engagement, round or waiting plot
    exists, no scan starts, no look is due, no crew changes its emission and no flyer
    starts, ends, releases or falls out in it: such a tick would have left every array
    as it was, but for positions, which are functions of time and are written anew in
    the next one.
    """
    if _is_busy(state):
        return tick
    soonest = min(_next_of_flyers(model, state), _next_of_radars(model, state))
    soonest = min(soonest, state.truth.next_failure[0])
    if soonest == math.inf:
        return last
    if soonest <= 0.0:
        return tick
    return max(tick, min(last, int(math.floor(soonest / model.dt))))


@kernel
def _is_busy(state: State) -> bool:
    belief = state.belief
    if belief.waiting[0] > 0 or belief.cued[0] > 0:
        return True
    for j in range(belief.tracks.status.shape[0]):
        if belief.tracks.status[j] != TrackStatus.FREE:
            return True
    for e in range(belief.opened[0]):
        if belief.engagements.state[e] != EngagementState.CLOSED:
            return True
    for k in range(state.fired[0]):
        if state.truth.interceptors.fate[k] == RoundFate.FLYING:
            return True
    return False


@kernel
def _next_of_flyers(model: Model, state: State) -> float:
    threats, soonest = state.truth.threats, math.inf
    for i in range(threats.fate.shape[0]):
        if threats.fate[i] == Fate.PENDING:
            soonest = min(soonest, threats.start[i])
        elif threats.aloft[i] == 1:
            soonest = min(soonest, min(threats.end[i], threats.lost[i]))
            if threats.fate[i] == Fate.FLYING:
                soonest = min(soonest, threats.release[i])
    return soonest


@kernel
def _next_of_radars(model: Model, state: State) -> float:
    radars, sensors, soonest = state.truth.radars, model.plan.sensors, math.inf
    crews = state.belief.crews
    for s in range(radars.alive.shape[0]):
        lost = crews.alive[s] == 0 and crews.radiating[s] == 1
        if crews.since[s] > radars.heeded[s] or (lost and sensors.carrier[s] == NONE):
            soonest = -math.inf  # what a crew decided, or is to note, is yet to be done
        soonest = min(soonest, crews.review[s])
        if radars.alive[s] == 0:
            continue
        if model.plan.emissions.waits[s] == 1 and _is_to_see(model, state, s):
            soonest = -math.inf
        soonest = min(soonest, radars.next_look[s])
        if sensors.false_rate[s] > 0.0:
            scan = radars.phase[s] + radars.scan[s] * sensors.period[s]
            soonest = min(soonest, scan)
    return soonest


@kernel
def _is_to_see(model: Model, state: State, s: int) -> bool:
    """Return whether a crew that waits has yet to note that it is blind."""
    crews = state.belief.crews
    settled = crews.review[s] == math.inf
    if crews.radiating[s] == 0:
        settled = crews.review[s] == crews.barred[s]
    return bool(not settled and is_blind(model.plan, state.belief, s))
