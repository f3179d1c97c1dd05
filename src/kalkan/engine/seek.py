"""Seekers look for what their round was sent at; a part of `sense`."""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.draw import Stream, uniform
from kalkan.engine.belief import Tracks
from kalkan.engine.kinds import NONE, Guidance, RoundFate, TrackStatus
from kalkan.engine.model import Model
from kalkan.engine.path import Sky, flyer_at
from kalkan.engine.plan import RoundKinds
from kalkan.engine.state import State
from kalkan.engine.truth import Interceptors
from kalkan.engine.view import is_masked
from kalkan.physics.kinematics import norm3
from kalkan.physics.radar import snr

INTERVAL = 0.25  #: time between looks of a seeker [s]
PFA = 1e-6  #: false-alarm probability of a seeker's look [1]
_LOG_PFA = math.log(PFA)
ACQUIRED = _LOG_PFA / math.log(0.5) - 1.0  #: the ratio that acquires every second time
GATE = 1500.0  #: a seeker looks this far around the believed place, assumed [m]
HOPE = 3.0  #: beyond this many ranges at which it sees 1 m² a seeker does not try [1]


@kernel
def seek(model: Model, state: State, end: float) -> None:
    """Let every flying round's seeker look as often as falls before `end`."""
    rounds, alive = state.truth.interceptors, state.truth.radars.alive
    radiating = state.belief.crews.radiating
    for k in range(state.fired[0]):
        if rounds.fate[k] != RoundFate.FLYING:
            continue
        s = model.plan.batteries.radar[rounds.battery[k]]
        guidance = model.plan.rounds.guidance[rounds.kind[k]]
        own = guidance == Guidance.ACTIVE or guidance == Guidance.INFRARED
        n = model.plan.batteries.node[rounds.battery[k]]
        unled = state.belief.wiring.node_alive[n] == 0
        if not own and (unled or alive[s] == 0 or radiating[s] == 0):
            rounds.fate[k], rounds.end[k] = RoundFate.UNGUIDED, rounds.time[k]
        elif guidance != Guidance.COMMAND:
            _seek(model, state, k, s, own, end)


@kernel
def _seek(model: Model, state: State, k: int, s: int, own: bool, end: float) -> None:
    """Keep or find what round `k`, guided by radar `s`, homes on."""
    rounds, threats = state.truth.interceptors, state.truth.threats
    i = rounds.lock[k]
    if i != NONE:
        if threats.aloft[i] == 0 or not (own or lit(model, state, s, i)):
            rounds.lock[k] = NONE
    e = rounds.engagement[k]
    j, tracks = state.belief.engagements.track[e], state.belief.tracks
    same = tracks.number[j] == state.belief.engagements.number[e]
    known = same and tracks.status[j] != TrackStatus.FREE
    n = model.plan.batteries.node[rounds.battery[k]]
    if state.belief.wiring.node_alive[n] == 0:
        known = False  # nobody is left to tell it
    if rounds.lock[k] == NONE and not known:  # it has nothing left to fly to
        rounds.fate[k], rounds.end[k] = RoundFate.UNGUIDED, rounds.time[k]
        return
    sky = Sky(model.world.threats, model.world.knots, threats)
    while rounds.next_look[k] < end:
        if known and rounds.lock[k] == NONE:
            kinds, key = model.plan.rounds, state.key
            i = nearest_seen(sky, kinds, rounds, tracks, key, k, j)
            if i != NONE and (own or lit(model, state, s, i)):
                rounds.lock[k] = i
                if rounds.acquired[k] == math.inf:
                    rounds.acquired[k] = rounds.next_look[k]
                    state.belief.engagements.acquired[e] += 1
        rounds.next_look[k] += INTERVAL


@kernel
def lit(model: Model, state: State, s: int, i: int) -> bool:
    """Return whether radar `s` has flyer `i` in its line of sight."""
    threats, crews = state.truth.threats, state.belief.crews
    return not is_masked(
        model.plan.floors,
        crews,
        model.world.earth[0],
        s,
        threats.position[i, 0] - crews.position[s, 0],
        threats.position[i, 1] - crews.position[s, 1],
        threats.position[i, 2] - crews.position[s, 2],
        threats.altitude[i],
    )


@kernel
def nearest_seen(
    sky: Sky,
    kinds: RoundKinds,
    rounds: Interceptors,
    tracks: Tracks,
    key: np.ndarray,
    k: int,
    j: int,
) -> int:
    """Return the detected flyer nearest to where track `j` is believed, or NONE."""
    r, time = rounds.kind[k], rounds.next_look[k]
    ahead, back = time - tracks.time[j], time - rounds.time[k]
    ox = rounds.position[k, 0] + back * rounds.velocity[k, 0]
    oy = rounds.position[k, 1] + back * rounds.velocity[k, 1]
    oz = rounds.position[k, 2] + back * rounds.velocity[k, 2]
    bx = tracks.estimate[j, 0] + ahead * tracks.estimate[j, 3] - ox
    by = tracks.estimate[j, 1] + ahead * tracks.estimate[j, 4] - oy
    bz = tracks.estimate[j, 2] + ahead * tracks.estimate[j, 5] - oz
    believed = norm3(bx, by, bz)
    if believed > 2.0 * HOPE * kinds.seeker_range[r]:
        return NONE
    narrow = math.cos(kinds.seeker_half[r]) * believed
    best, nearest = NONE, GATE + 3.0 * _spread(tracks, j, ahead)
    for i in range(sky.threats.fate.shape[0]):
        if sky.threats.aloft[i] == 0:
            continue
        x, y, z, _, _, _ = flyer_at(sky, i, time)
        dx, dy, dz = x - ox, y - oy, z - oz
        away, off = norm3(dx, dy, dz), norm3(dx - bx, dy - by, dz - bz)
        ahead_of = dx * bx + dy * by + dz * bz >= narrow * away
        if ahead_of and off < nearest and _detects(sky, kinds, rounds, key, k, i, away):
            best, nearest = i, off
    return best


@kernel
def _spread(tracks: Tracks, j: int, ahead: float) -> float:
    """Return how uncertain the place of track `j` is after a while [m]."""
    p = tracks.covariance
    place = p[j, 0] + p[j, 7] + p[j, 14]
    speed = p[j, 21] + p[j, 28] + p[j, 35]
    return math.sqrt(max(0.0, place + ahead * ahead * speed))


@kernel
def _detects(
    sky: Sky,
    kinds: RoundKinds,
    rounds: Interceptors,
    key: np.ndarray,
    k: int,
    i: int,
    away: float,
) -> bool:
    r, flyers = rounds.kind[k], sky.kinds
    reach = kinds.seeker_range[r]
    if away > HOPE * reach:
        return False
    rcs = flyers.rcs[i] * flyers.band_gain[i, kinds.seeker_band[r]]
    strength = snr(max(1.0, away), rcs, reach, 1.0, ACQUIRED)
    count = int(rounds.next_look[k] / INTERVAL)
    luck = uniform(key, rounds.id[k], flyers.id[i], count, Stream.SEEKER)
    return bool(luck < math.exp(_LOG_PFA / (1.0 + strength)))  # Swerling 1, one look
