"""Cues are sent, taken up and given up, once a command cycle.

A picture tells another, over a way of links that lets cues through but no plots, where
its firm tracks are that it does not believe friends or neutrals; and a picture that has
plots for awareness alone tells its own radars.
"""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.engine.belief import Belief, Cues, Tracks
from kalkan.engine.carry import carry_cue
from kalkan.engine.kinds import (
    NONE,
    CueState,
    Identity,
    KinematicGroup,
    TrackStatus,
)
from kalkan.engine.plan import Plan
from kalkan.physics.motion import extrapolate, position_covariance

#: A track is told of so often, assumed: a few turns of a fast search radar, well within
#: the 12 s in which a time-division data link gives every station its turn [s].
INTERVAL = 4.0
#: A cue is searched by for so long, and for as long again as it took to come, unless a
#: newer one comes, assumed: two may get lost [s].
LIFE = 3.0 * INTERVAL
FRESH = 4.0  #: a track with plots of fire control this young needs no cue [s]


@kernel
def send_cues(plan: Plan, belief: Belief, now: float) -> None:
    """Take up what has arrived, give up what is old, and send what is due."""
    _take_up(plan, belief, now)
    latency = belief.wiring.cue_latency
    for a in range(latency.shape[0]):
        for b in range(latency.shape[0]):
            if latency[a, b] < math.inf:
                _tell(plan, belief, a, b, now)


@kernel
def _take_up(plan: Plan, belief: Belief, now: float) -> None:
    """Let radars search by cues that have arrived, in place of older ones."""
    cues, due = belief.cues, belief.watches.due
    for c in range(cues.state.shape[0]):
        if cues.state[c] == CueState.UNDERWAY and cues.arrival[c] <= now:
            old = _found(cues, cues.picture[c], cues.number[c], CueState.TAKEN_UP)
            for s in range(due.shape[1]):
                due[c, s] = now
                if old != NONE:
                    due[c, s] = due[old, s]
            cues.is_first[c] = 1
            if old != NONE:
                cues.is_first[c] = 0
                _give_up(belief, old)
            cues.state[c] = CueState.TAKEN_UP
    for c in range(cues.state.shape[0]):
        if cues.state[c] != CueState.FREE and cues.until[c] <= now:
            _give_up(belief, c)


@kernel
def _give_up(belief: Belief, c: int) -> None:
    belief.cues.state[c], belief.cues.number[c] = CueState.FREE, 0
    belief.cued[0] -= 1


@kernel
def _found(cues: Cues, picture: int, number: int, state: int) -> int:
    """Return the cue of a track to a picture that is in a state, or NONE."""
    for c in range(cues.state.shape[0]):
        if cues.state[c] == state and cues.number[c] == number:
            if cues.picture[c] == picture:
                return c
    return NONE


@kernel
def _tell(plan: Plan, belief: Belief, a: int, b: int, now: float) -> None:
    """Tell picture `b` of the tracks of picture `a` of which it is time to tell."""
    tracks, cues = belief.tracks, belief.cues
    for j in range(belief.slots[a, 0], belief.used[a]):
        if not is_told(tracks, j) or (a == b and _is_ready(tracks, j, now)):
            continue
        if _is_told_of(cues, b, tracks.number[j], now):
            continue
        c = _found_free(cues)
        if c == NONE:
            return
        belief.cued[0] += 1
        cues.picture[c], cues.source[c], cues.number[c] = b, a, tracks.number[j]
        whom = tracks.number[j]
        there = carry_cue(plan, belief.wiring, belief.key, a, b, whom, now)
        cues.time[c], cues.arrival[c] = now, there
        cues.until[c] = there + LIFE + (there - now)  # the next may take as long
        cues.state[c] = CueState.UNDERWAY
        if there == math.inf:
            cues.state[c], cues.until[c] = CueState.LOST, now + INTERVAL
        _write(plan.frame, cues, tracks, c, j, now)


@kernel
def is_told(tracks: Tracks, j: int) -> bool:
    """Return whether track `j` is firm and believed neither dead nor one's own."""
    if tracks.status[j] != TrackStatus.CONFIRMED or tracks.believed_dead[j] == 1:
        return False
    identity = tracks.identity[j]
    return bool(identity != Identity.FRIEND and identity != Identity.NEUTRAL)


@kernel
def _is_ready(tracks: Tracks, j: int, now: float) -> bool:
    """Return whether plots that may be fired on feed track `j`."""
    patience = max(FRESH, tracks.interval[j])
    return bool(now - tracks.fire_control[j] <= patience)


@kernel
def _is_told_of(cues: Cues, b: int, number: int, now: float) -> bool:
    """Return whether picture `b` was told of a track a moment ago, or will be."""
    for c in range(cues.state.shape[0]):
        if cues.state[c] == CueState.FREE or cues.number[c] != number:
            continue
        if cues.picture[c] == b:
            if cues.state[c] != CueState.TAKEN_UP or now - cues.time[c] < INTERVAL:
                return True
    return False


@kernel
def _found_free(cues: Cues) -> int:
    for c in range(cues.state.shape[0]):
        if cues.state[c] == CueState.FREE:
            return c
    return NONE


@kernel
def _write(
    frame: np.ndarray, cues: Cues, tracks: Tracks, c: int, j: int, now: float
) -> None:
    """Write into cue `c` where track `j` is believed to be at `now`."""
    falls = bool(tracks.group[j] == KinematicGroup.BALLISTIC)
    dt, p = now - tracks.time[j], tracks.covariance
    x, y, z = extrapolate(tracks.estimate[j], frame, dt, falls)
    cues.place[c, 0], cues.place[c, 1], cues.place[c, 2] = x, y, z
    for k in range(3):
        cues.velocity[c, k] = tracks.estimate[j, 3 + k]
    spread = position_covariance(tracks.covariance[j], dt, tracks.agility[j])
    cues.spread[c] = math.sqrt(max(0.0, spread[0] + spread[3] + spread[5]))
    cues.drift[c] = math.sqrt(max(0.0, p[j, 21] + p[j, 28] + p[j, 35]))
    cues.falls[c] = falls
