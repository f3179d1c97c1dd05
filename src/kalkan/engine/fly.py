"""Interceptors guide and fly, each to its closest approach or its end."""

import math

from kalkan._kernel import kernel
from kalkan.draw import Stream, normal_pair
from kalkan.engine.kinds import NONE, KinematicGroup, RoundFate, TrackStatus
from kalkan.engine.model import Model
from kalkan.engine.path import flyer_at
from kalkan.engine.state import State
from kalkan.physics.flight import Air, Vector, Vector9, gravity, surroundings
from kalkan.physics.pursuit import AIR_TIME, hold, pursue, spent

#: Standard deviation of a seeker's glint over the target's greatest dimension, assumed:
#: measured aircraft lie between 0.1 and 0.35 of the span (M. I. Skolnik, *Introduction
#: to Radar Systems*, 3rd edition, McGraw-Hill, 2001, section 4.4, angular glint).
GLINT_SHARE = 0.2
GLINT_TIME = 0.1  #: for which one glint lasts, assumed [s]

_GLINT_FIRST = 1 << 20  # ordinals of glint, beyond those of the seeker's looks
_STEPS = 5  # of `State.counts`

Target = tuple[bool, Vector, Vector, bool]


@kernel
def fly(model: Model, state: State, tick: int) -> None:
    """Bring every flying round to the end of the tick, or to its own end within it."""
    end = (tick + 1) * model.dt
    rounds = state.truth.interceptors
    for k in range(state.fired[0]):
        if rounds.fate[k] == RoundFate.FLYING:
            _fly(model, state, k, end)


@kernel
def _fly(model: Model, state: State, k: int, end: float) -> None:
    """Integrate round `k` by sub-steps."""
    rounds, kinds = state.truth.interceptors, model.plan.rounds
    frame, r, launched = model.plan.frame, rounds.kind[k], rounds.launch[k]
    time, now, met = rounds.time[k], _state_of(state, k), False
    air = surroundings(frame, (now[0], now[1], now[2]), time - launched + AIR_TIME)
    while time < end and not met:
        known, place, velocity, ballistic = _target(model, state, k, time)
        age, left = time - launched, end - time
        if known:
            glint = _glint(model, state, k, age, place, now)
            span, met, now, air = pursue(
                frame,
                kinds,
                r,
                age,
                left,
                now,
                air,
                place,
                velocity,
                glint,
                ballistic,
            )
        else:
            span, now, air = hold(frame, kinds, r, age, left, now)
        state.counts[_STEPS] += 1
        time = end if span >= left else time + span
        if not met and _is_spent(model, r, time - launched, now, air):
            rounds.fate[k], rounds.end[k] = RoundFate.UNGUIDED, time
            break
    if met:
        rounds.fate[k], rounds.end[k] = RoundFate.ARRIVED, time
    rounds.time[k] = time
    _write(state, k, now)


@kernel
def _state_of(state: State, k: int) -> Vector9:
    """Return place, velocity and demand of round `k`."""
    rounds = state.truth.interceptors
    p, v, d = rounds.position, rounds.velocity, rounds.demand
    return (
        p[k, 0],
        p[k, 1],
        p[k, 2],
        v[k, 0],
        v[k, 1],
        v[k, 2],
        d[k, 0],
        d[k, 1],
        d[k, 2],
    )


@kernel
def _write(state: State, k: int, now: Vector9) -> None:
    """Keep place, velocity and demand of round `k`."""
    rounds = state.truth.interceptors
    p, v, d = rounds.position, rounds.velocity, rounds.demand
    p[k, 0], p[k, 1], p[k, 2] = now[0], now[1], now[2]
    v[k, 0], v[k, 1], v[k, 2] = now[3], now[4], now[5]
    d[k, 0], d[k, 1], d[k, 2] = now[6], now[7], now[8]


@kernel
def _is_spent(model: Model, r: int, age: float, now: Vector9, air: Air) -> bool:
    speed2 = now[3] * now[3] + now[4] * now[4] + now[5] * now[5]
    return bool(spent(model.plan.rounds, r, age, speed2, air[5]))


@kernel
def _target(model: Model, state: State, k: int, time: float) -> Target:
    """Return whether round `k` knows where to fly, and what it knows of that.

    What its seeker holds, as it is; else the track that it was ordered at, as its
    commander sees it now.  Place, velocity, and whether that falls freely.
    """
    known, ballistic, j = _track(state, state.truth.interceptors.engagement[k])
    i = state.truth.interceptors.lock[k]
    if i != NONE:
        x, y, z, vx, vy, vz = flyer_at(model.world, state.truth, i, time)
        return True, (x, y, z), (vx, vy, vz), ballistic
    if not known:
        return False, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0), False
    p = state.belief.tracks.estimate
    ahead = time - state.belief.tracks.time[j]
    gx, gy, gz = 0.0, 0.0, 0.0
    if ballistic:
        gx, gy, gz = gravity(model.plan.frame, p[j, 0], p[j, 1], p[j, 2])
    vx, vy, vz = p[j, 3] + ahead * gx, p[j, 4] + ahead * gy, p[j, 5] + ahead * gz
    half = 0.5 * ahead
    x = p[j, 0] + half * (p[j, 3] + vx)
    y = p[j, 1] + half * (p[j, 4] + vy)
    z = p[j, 2] + half * (p[j, 5] + vz)
    return True, (x, y, z), (vx, vy, vz), ballistic


@kernel
def _track(state: State, e: int) -> tuple[bool, bool, int]:
    """Return whether the track of engagement `e` stands, if it falls, and its slot."""
    engagements, tracks = state.belief.engagements, state.belief.tracks
    j = engagements.track[e]
    known = tracks.number[j] == engagements.number[e]
    known = known and tracks.status[j] != TrackStatus.FREE
    return known, known and tracks.group[j] == KinematicGroup.BALLISTIC, j


@kernel
def _glint(
    model: Model, state: State, k: int, age: float, place: Vector, now: Vector9
) -> Vector:
    """Return where the seeker of round `k` sees its target besides where it is [m].

    Across the line of sight, normal, the same for `GLINT_TIME`; nothing while the round
    flies by its track, whose errors are its own.
    """
    i = state.truth.interceptors.lock[k]
    if i == NONE:
        return 0.0, 0.0, 0.0
    kinds = model.world.threats
    who, ordinal = state.truth.interceptors.id[k], int(age / GLINT_TIME)
    a, b = normal_pair(
        state.key, who, kinds.id[i], _GLINT_FIRST + ordinal, Stream.SEEKER
    )
    sigma = GLINT_SHARE * kinds.extent[i]
    ux, uy, uz = place[0] - now[0], place[1] - now[1], place[2] - now[2]
    flat = max(math.sqrt(ux * ux + uy * uy), 1e-9)
    ex, ey = uy / flat, -ux / flat  # across, level
    away = max(math.sqrt(ux * ux + uy * uy + uz * uz), 1e-9)
    ux, uy, uz = ux / away, uy / away, uz / away
    a, b = sigma * a, sigma * b
    return (
        a * ex - b * ey * uz,
        a * ey + b * ex * uz,
        b * (ux * ey - uy * ex),
    )
