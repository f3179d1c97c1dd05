"""Seekers look for what their round was sent at; a part of `sense`."""

import math

from kalkan._kernel import kernel
from kalkan.draw import Stream, uniform
from kalkan.engine.kinds import NONE, Guidance, RoundFate, TrackStatus
from kalkan.engine.model import Model
from kalkan.engine.path import flyer_at
from kalkan.engine.state import State
from kalkan.physics.horizon import visible
from kalkan.physics.kinematics import norm3
from kalkan.physics.radar import detection_probability, snr, snr_required

INTERVAL = 0.25  #: time between looks of a seeker [s]
PFA = 1e-6  #: false-alarm probability of a seeker's look [1]


@kernel
def seek(model: Model, state: State, end: float) -> None:
    """Let every flying round's seeker look as often as falls before `end`."""
    rounds = state.truth.interceptors
    for k in range(state.fired[0]):
        if rounds.fate[k] != RoundFate.FLYING:
            continue
        guidance = model.plan.rounds.guidance[rounds.kind[k]]
        own = guidance == Guidance.ACTIVE or guidance == Guidance.INFRARED
        if not own and _is_orphan(model, state, k):
            rounds.fate[k], rounds.end[k] = RoundFate.UNGUIDED, rounds.time[k]
            continue
        if guidance == Guidance.COMMAND:
            continue
        _keep(model, state, k, own)
        while rounds.next_look[k] < end:
            if rounds.lock[k] == NONE:
                _acquire(model, state, k, own)
            rounds.next_look[k] += INTERVAL


@kernel
def lit(model: Model, state: State, k: int, i: int) -> bool:
    """Return whether the guiding radar of round `k` still lights flyer `i`."""
    s = model.plan.batteries.radar[state.truth.interceptors.battery[k]]
    crews, threats = state.belief.crews, state.truth.threats
    dx = threats.position[i, 0] - crews.position[s, 0]
    dy = threats.position[i, 1] - crews.position[s, 1]
    dz = threats.position[i, 2] - crews.position[s, 2]
    away = norm3(dx, dy, dz)
    return bool(
        visible(away, crews.altitude[s], threats.altitude[i], model.world.earth[0])
    )


@kernel
def _is_orphan(model: Model, state: State, k: int) -> bool:
    """Return whether the radar that guides round `k` is lost."""
    s = model.plan.batteries.radar[state.truth.interceptors.battery[k]]
    return bool(state.truth.radars.alive[s] == 0)


@kernel
def _keep(model: Model, state: State, k: int, own: bool) -> None:
    """Let go of a flyer that is gone, or that the guiding radar no longer lights."""
    rounds = state.truth.interceptors
    i = rounds.lock[k]
    if i == NONE:
        return
    gone = state.truth.threats.aloft[i] == 0
    if gone or not (own or lit(model, state, k, i)):
        rounds.lock[k] = NONE


@kernel
def _acquire(model: Model, state: State, k: int, own: bool) -> None:
    """Lock on to the detected flyer nearest to where the track is believed."""
    rounds, threats = state.truth.interceptors, state.truth.threats
    e = rounds.engagement[k]
    j = state.belief.engagements.track[e]
    tracks = state.belief.tracks
    if tracks.number[j] != state.belief.engagements.number[e]:
        return
    if tracks.status[j] == TrackStatus.FREE:
        return
    best, nearest = NONE, math.inf
    for i in range(threats.fate.shape[0]):
        if threats.aloft[i] == 1 and (own or lit(model, state, k, i)):
            off = _sees(model, state, k, i, j)
            if off < nearest:
                best, nearest = i, off
    if best == NONE:
        return
    rounds.lock[k] = best
    if rounds.acquired[k] == math.inf:
        rounds.acquired[k] = rounds.next_look[k]
        state.belief.engagements.acquired[e] += 1


@kernel
def _sees(model: Model, state: State, k: int, i: int, j: int) -> float:
    """Return how far flyer `i` is from the believed place [m]; inf when not seen."""
    rounds, kinds = state.truth.interceptors, model.plan.rounds
    r, time, tracks = rounds.kind[k], rounds.next_look[k], state.belief.tracks
    x, y, z, _, _, _ = flyer_at(model.world, state.truth, i, time)
    ahead, back = time - tracks.time[j], time - rounds.time[k]
    ox = rounds.position[k, 0] + back * rounds.velocity[k, 0]
    oy = rounds.position[k, 1] + back * rounds.velocity[k, 1]
    oz = rounds.position[k, 2] + back * rounds.velocity[k, 2]
    bx = tracks.estimate[j, 0] + ahead * tracks.estimate[j, 3] - ox
    by = tracks.estimate[j, 1] + ahead * tracks.estimate[j, 4] - oy
    bz = tracks.estimate[j, 2] + ahead * tracks.estimate[j, 5] - oz
    dx, dy, dz = x - ox, y - oy, z - oz
    away, believed = norm3(dx, dy, dz), norm3(bx, by, bz)
    if away > 3.0 * kinds.seeker_range[r]:
        return math.inf
    ahead_of = dx * bx + dy * by + dz * bz
    if ahead_of < math.cos(kinds.seeker_half[r]) * away * believed:
        return math.inf
    if not _detects(model, state, k, i, away):
        return math.inf
    return norm3(dx - bx, dy - by, dz - bz)


@kernel
def _detects(model: Model, state: State, k: int, i: int, away: float) -> bool:
    rounds, kinds = state.truth.interceptors, model.plan.rounds
    r, flyers = rounds.kind[k], model.world.threats
    rcs = flyers.rcs[i] * flyers.band_gain[i, kinds.seeker_band[r]]
    strength = snr(
        max(1.0, away), rcs, kinds.seeker_range[r], 1.0, snr_required(0.5, PFA)
    )
    count = int(rounds.next_look[k] / INTERVAL)
    luck = uniform(state.key, rounds.id[k], flyers.id[i], count, Stream.SEEKER)
    return bool(luck < detection_probability(strength, PFA))
