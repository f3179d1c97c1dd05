"""Interceptors guide and fly, each to its closest approach or its end.

A round flies by its track, or by its seeker once that has locked.  By its track, it
errs as the track does: the filter's error is in the estimate, which changes with every
plot, and nothing is added to it.  By its seeker, the direction to the flyer is in error
by glint and by noise of the receiver, anew every `GLINT_TIME`, and the rates are right.
"""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64, UInt32

from kalkan._kernel import kernel
from kalkan.draw import Stream, normal_pair
from kalkan.engine.belief import Engagements, Tracks
from kalkan.engine.kinds import (
    NONE,
    Aspect,
    Guidance,
    KinematicGroup,
    RoundFate,
    TrackStatus,
)
from kalkan.engine.model import Model
from kalkan.engine.path import Sky, along, weave_of
from kalkan.engine.plan import RoundKinds
from kalkan.engine.state import State
from kalkan.engine.truth import Interceptors
from kalkan.engine.world import Knots, ThreatKinds
from kalkan.physics.flight import Vector, Vector9, gravity, surroundings
from kalkan.physics.intercept import ahead
from kalkan.physics.kinematics import norm3
from kalkan.physics.pursuit import AIR_TIME, hold, pursue, spent
from kalkan.physics.seekers import (
    extent_across,
    noise_at_one_metre,
    offset_across,
    seeker_sigma,
)
from kalkan.physics.weave import Weave, woven

GLINT_TIME = 0.1  #: for which one glint lasts, assumed [s]

_GLINT_FIRST = 1 << 20  # ordinals of glint, beyond those of the seeker's looks
_STEPS = 5  # of `State.counts`
_FLYING, _ARRIVED = int(RoundFate.FLYING), int(RoundFate.ARRIVED)
_UNGUIDED = int(RoundFate.UNGUIDED)

#: RoundFate; age [s]; place, velocity and demand; sub-steps
Flown = tuple[int, float, Vector9, int]


class Flight(NamedTuple):
    """A stretch of a round's flight."""

    r: int  #: index of round
    launch: float  #: [s]
    since: float  #: age at the start of the stretch [s]
    until: float  #: age at its end [s]


class Sighting(NamedTuple):
    """What guides a round that flies by its track: the estimate, and when it was."""

    age: float  #: of the round, at the time of the estimate [s]
    place: Vector  #: ENU [m]
    velocity: Vector  #: ENU [m s⁻¹]
    fall: Vector  #: ENU [m s⁻²]
    ballistic: bool  #: whether the commander believes that it falls freely


class Quarry(NamedTuple):
    """What guides a round whose seeker holds a flyer: its path, and what it errs."""

    first: int  #: first knot
    last: int  #: last knot
    hint: int  #: knot near which it is
    start: float  #: [s]
    pace: float  #: path time a second [1]
    drift: float  #: [m]
    weave: Weave
    extent: float  #: of the flyer [m]
    slender: bool  #: whether it is a body without wings to speak of
    noise: float  #: of the seeker, as of `seeker_sigma` [rad]
    power: int  #: of distance, with which that grows
    who: int  #: id of the round
    whom: int  #: id of the flyer
    ballistic: bool  #: whether the commander believes that it falls freely


class Range(NamedTuple):
    """What all rounds of a battle fly by."""

    frame: Float64[np.ndarray, " 12"]
    key: UInt32[np.ndarray, " 2"]
    kinds: RoundKinds
    sky: Sky
    rounds: Interceptors
    tracks: Tracks
    engagements: Engagements


@kernel
def fly(model: Model, state: State, tick: int) -> None:
    """Bring every flying round to the end of the tick, or to its own end within it."""
    end = (tick + 1) * model.dt
    world, plan, truth, belief = model.world, model.plan, state.truth, state.belief
    rounds, sky = truth.interceptors, Sky(world.threats, world.knots, truth.threats)
    tracks, orders = belief.tracks, belief.engagements
    by = Range(plan.frame, state.key, plan.rounds, sky, rounds, tracks, orders)
    for k in range(state.fired[0]):
        if rounds.fate[k] == RoundFate.FLYING and rounds.time[k] < end:
            state.counts[_STEPS] += _fly(by, k, end)


@kernel
def _fly(by: Range, k: int, end: float) -> int:
    """Fly round `k` by what guides it, and return in how many sub-steps."""
    rounds, launch = by.rounds, by.rounds.launch[k]
    now, since, until = _state_of(rounds, k), rounds.time[k] - launch, end - launch
    flight = Flight(rounds.kind[k], launch, since, until)
    j = _track(by.tracks, by.engagements, rounds.engagement[k])
    if rounds.lock[k] != NONE:
        quarry = _quarry(by, k, j)
        fate, age, now, steps = _home(
            by.frame, by.kinds, by.sky.knots, by.key, flight, quarry, now
        )
    elif j != NONE:
        sighting = _sighting(by.frame, by.tracks, j, launch)
        fate, age, now, steps = _follow(by.frame, by.kinds, flight, sighting, now)
    else:
        fate, age, now, steps = _wander(by.frame, by.kinds, flight, now)
    rounds.time[k] = end if age >= until else launch + age
    if fate != _FLYING:
        rounds.fate[k], rounds.end[k] = fate, rounds.time[k]
    p, v, d = rounds.position, rounds.velocity, rounds.demand
    p[k, 0], p[k, 1], p[k, 2] = now[0], now[1], now[2]
    v[k, 0], v[k, 1], v[k, 2] = now[3], now[4], now[5]
    d[k, 0], d[k, 1], d[k, 2] = now[6], now[7], now[8]
    return steps


@kernel
def _state_of(rounds: Interceptors, k: int) -> Vector9:
    """Return place, velocity and demand of round `k`."""
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
def _track(tracks: Tracks, engagements: Engagements, e: int) -> int:
    """Return the slot of the track of engagement `e`, or NONE when it is gone."""
    j = engagements.track[e]
    if tracks.number[j] != engagements.number[e]:
        return NONE
    return NONE if tracks.status[j] == TrackStatus.FREE else j


@kernel
def _sighting(frame: np.ndarray, tracks: Tracks, j: int, launch: float) -> Sighting:
    """Return what track `j` tells a round launched at `launch`."""
    at = tracks.estimate
    falls = tracks.group[j] == KinematicGroup.BALLISTIC
    fall = (0.0, 0.0, 0.0)
    if falls:
        fall = gravity(frame, at[j, 0], at[j, 1], at[j, 2])
    place = at[j, 0], at[j, 1], at[j, 2]
    velocity = at[j, 3], at[j, 4], at[j, 5]
    return Sighting(tracks.time[j] - launch, place, velocity, fall, falls)


@kernel
def _quarry(by: Range, k: int, j: int) -> Quarry:
    """Return the flyer that the seeker of round `k` holds; its track is `j` or NONE."""
    i, r = by.rounds.lock[k], by.rounds.kind[k]
    kinds, threats = by.sky.kinds, by.sky.threats
    falls = j != NONE
    if falls:
        falls = by.tracks.group[j] == KinematicGroup.BALLISTIC
    noise, power = _receiver(by.kinds, kinds, r, i)
    return Quarry(
        kinds.path_first[i],
        kinds.path_last[i],
        threats.knot[i],
        threats.start[i],
        threats.pace[i],
        threats.drift[i],
        weave_of(by.sky, i),
        kinds.extent[i],
        kinds.aspect[i] == Aspect.MISSILE,
        noise,
        power,
        by.rounds.id[k],
        kinds.id[i],
        falls,
    )


@kernel
def _receiver(
    rounds: RoundKinds, kinds: ThreatKinds, r: int, i: int
) -> tuple[float, int]:
    """Return the angular noise of seeker `r` on flyer `i` at 1 m, and its power."""
    echo = kinds.rcs[i] * kinds.band_gain[i, rounds.seeker_band[r]]
    power = 2 if rounds.guidance[r] == Guidance.ACTIVE else 1
    reach, noise = rounds.seeker_range[r], rounds.seeker_noise[r]
    return noise_at_one_metre(noise, reach, echo, power), power


@kernel
def _home(
    frame: np.ndarray,
    kinds: RoundKinds,
    knots: Knots,
    key: np.ndarray,
    flight: Flight,
    quarry: Quarry,
    now: Vector9,
) -> Flown:
    """Fly a round by its seeker, which sees the flyer where it is, but for noise."""
    r, age, hint, steps = flight.r, flight.since, quarry.hint, 0
    air = surroundings(frame, (now[0], now[1], now[2]), age + AIR_TIME)
    ordinal, a, b = -1, 0.0, 0.0
    while age < flight.until:
        u = (flight.launch + age - quarry.start) * quarry.pace
        hint, x, y, z, vx, vy, vz = along(
            knots, quarry.first, quarry.last, hint, u, quarry.drift
        )
        if quarry.weave.size > 0.0:
            x, y, z, vx, vy, vz = woven(quarry.weave, u, x, y, z, vx, vy, vz)
        v = vx * quarry.pace, vy * quarry.pace, vz * quarry.pace
        if ordinal != int(age / GLINT_TIME):
            ordinal = int(age / GLINT_TIME)
            a, b = normal_pair(
                key, quarry.who, quarry.whom, _GLINT_FIRST + ordinal, Stream.SEEKER
            )
            sigma = _sigma(quarry, (x - now[0], y - now[1], z - now[2]), v)
            a, b = sigma * a, sigma * b
        error = offset_across(x - now[0], y - now[1], z - now[2], a, b)
        left, place = flight.until - age, (x, y, z)
        span, met, now, air = pursue(
            frame, kinds, r, age, left, now, air, place, v, error, quarry.ballistic
        )
        age, steps = age + span, steps + 1
        if met:
            return _ARRIVED, age, now, steps
        if spent(kinds, r, age, _speed2(now), air[5]):
            return _UNGUIDED, age, now, steps
    return _FLYING, age, now, steps


@kernel
def _follow(
    frame: np.ndarray,
    kinds: RoundKinds,
    flight: Flight,
    sighting: Sighting,
    now: Vector9,
) -> Flown:
    """Fly a round by its track, as its commander extrapolates it."""
    r, age, steps, exact = flight.r, flight.since, 0, (0.0, 0.0, 0.0)
    air = surroundings(frame, (now[0], now[1], now[2]), age + AIR_TIME)
    while age < flight.until:
        since, fall = age - sighting.age, sighting.fall
        place = ahead(sighting.place, sighting.velocity, fall, since)
        v = sighting.velocity
        v = v[0] + since * fall[0], v[1] + since * fall[1], v[2] + since * fall[2]
        left = flight.until - age
        span, met, now, air = pursue(
            frame, kinds, r, age, left, now, air, place, v, exact, sighting.ballistic
        )
        age, steps = age + span, steps + 1
        if met:
            return _ARRIVED, age, now, steps
        if spent(kinds, r, age, _speed2(now), air[5]):
            return _UNGUIDED, age, now, steps
    return _FLYING, age, now, steps


@kernel
def _wander(
    frame: np.ndarray, kinds: RoundKinds, flight: Flight, now: Vector9
) -> Flown:
    """Fly a round that has lost its track straight on."""
    age, steps = flight.since, 0
    while age < flight.until:
        left = flight.until - age
        span, now, air = hold(frame, kinds, flight.r, age, left, now)
        age, steps = age + span, steps + 1
        if spent(kinds, flight.r, age, _speed2(now), air[5]):
            return _UNGUIDED, age, now, steps
    return _FLYING, age, now, steps


@kernel
def _speed2(now: Vector9) -> float:
    return now[3] * now[3] + now[4] * now[4] + now[5] * now[5]


@kernel
def _sigma(quarry: Quarry, away: Vector, velocity: Vector) -> float:
    """Return what a seeker errs across its line of sight [m]."""
    distance, extent = norm3(*away), quarry.extent
    if quarry.slender:
        along = away[0] * velocity[0] + away[1] * velocity[1] + away[2] * velocity[2]
        cosine = along / max(distance * norm3(*velocity), 1e-9)
        extent = extent_across(extent, True, cosine)
    return seeker_sigma(extent, quarry.noise, distance, quarry.power)
