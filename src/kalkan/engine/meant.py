"""Whom an order meant: the flyer nearest to its track, and what the order stood on.

`record` asks when an engagement is new, and writes the answer to the log for those who
read it after the battle.  It is truth: nothing in a battle reads it, no phase and no
decision, and no track is bound to a flyer by it.
"""

import math

from kalkan._kernel import kernel
from kalkan.engine.belief import Belief
from kalkan.engine.kinds import NONE, Fate, Grade, Ground, Identity, KinematicGroup
from kalkan.engine.model import Model
from kalkan.engine.state import Log, State
from kalkan.physics.gating import quadratic3
from kalkan.physics.motion import extrapolate, position_covariance

GATE = 3.0  #: standard deviations within which a flyer is what a track is of [1]
FLOOR = 1000.0  #: the gate is never narrower, assumed: half the gap of a close raid [m]
AFTERMATH = 60.0  #: a track may outlive what it was of for so long, assumed [s]


@kernel
def meant(model: Model, state: State, log: Log, e: int) -> tuple[int, int]:
    """Return the flyer that new engagement `e` is at, or NONE, and the Ground for it.

    Of those within the gate the statistically nearest; where nobody flies within it,
    the nearest of those that have ceased to fly, carried on as they last flew.
    """
    threats, now = state.truth.threats, state.belief.now[0]
    flying, near, gone, close = NONE, GATE * GATE, NONE, GATE * GATE
    for i in range(threats.fate.shape[0]):
        ago = 0.0
        if threats.aloft[i] == 0:
            ago = now - log.threat_gone[i]
        if ago < 0.0 or ago > AFTERMATH:
            continue
        square = _square(model, state, e, i, ago)
        if threats.aloft[i] == 1 and square < near:
            flying, near = i, square
        elif threats.aloft[i] == 0 and square < close:
            gone, close = i, square
    if flying != NONE:
        return flying, _ground(model, state, e, flying)
    return gone, _ground(model, state, e, gone)


@kernel
def _square(model: Model, state: State, e: int, i: int, ago: float) -> float:
    """Return the squared statistical distance of flyer `i` from a track [1]."""
    tracks, threats = state.belief.tracks, state.truth.threats
    j = state.belief.engagements.track[e]
    dt = state.belief.now[0] - tracks.time[j]
    falls = tracks.group[j] == KinematicGroup.BALLISTIC
    x, y, z = extrapolate(tracks.estimate[j], model.plan.frame, dt, falls)
    p = position_covariance(tracks.covariance[j], dt, tracks.agility[j])
    least = (FLOOR / GATE) ** 2
    spread = (p[0] + least, p[1], p[2], p[3] + least, p[4], p[5] + least)
    place, speed = threats.position, threats.velocity
    dx = place[i, 0] + ago * speed[i, 0] - x
    dy = place[i, 1] + ago * speed[i, 1] - y
    dz = place[i, 2] + ago * speed[i, 2] - z
    square, _ = quadratic3(spread, dx, dy, dz)
    return float(square)


@kernel
def _ground(model: Model, state: State, e: int, i: int) -> int:
    """Return what an order stood on, Ground bits."""
    tracks, ground = state.belief.tracks, Ground.NOTHING.value
    j = state.belief.engagements.track[e]
    if tracks.identity[j] == Identity.HOSTILE:
        ground |= Ground.HOSTILE.value
    if tracks.believed[j] == KinematicGroup.BALLISTIC:
        ground |= Ground.BALLISTIC.value
    if tracks.asked[j] > 0:
        ground |= Ground.ASKED.value
    if i == NONE:
        return ground
    if state.truth.threats.aloft[i] == 0:
        ground |= Ground.GONE.value
    carried = model.world.threats.iff[i]
    if carried != 0:
        ground |= Ground.CARRIES.value
    if state.truth.threats.transponder[i] != 0:
        ground |= Ground.WORKS.value
    if carried & _readable(model, state.belief, tracks.picture[j]) != 0:
        ground |= Ground.READABLE.value
    return ground


@kernel
def _readable(model: Model, belief: Belief, p: int) -> int:
    """Return the modes that the living radars which tell picture `p` read, Iff bits."""
    grade, sensors, modes = belief.wiring.deliveries.grade, model.plan.sensors, 0
    for s in range(sensors.iff.shape[0]):
        if grade[p, s] != Grade.NOTHING and belief.crews.alive[s] == 1:
            modes |= sensors.iff[s]
    return modes


@kernel
def note_gone(state: State, log: Log) -> None:
    """Keep when each flyer was first seen to have ceased to fly."""
    threats, now = state.truth.threats, state.belief.now[0]
    for i in range(threats.fate.shape[0]):
        begun = threats.fate[i] != Fate.PENDING
        if begun and threats.aloft[i] == 0 and log.threat_gone[i] == math.inf:
            log.threat_gone[i] = now
