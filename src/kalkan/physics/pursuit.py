"""One sub-step of a guided flight, and the end of it."""

from typing import Any

import numpy as np

from kalkan._kernel import kernel
from kalkan.physics.flight import (
    Air,
    Vector,
    Vector9,
    advance,
    burn_time,
    surroundings,
)
from kalkan.physics.guidance import TERMINAL_TIME, steer
from kalkan.physics.intercept import FAR_TIME
from kalkan.physics.kinematics import closest_approach

PASS_RADIUS = 2e3  #: a round that still burns has met what it passes this near [m]
SETTLING_TIME = 2.0  #: after burn-out, until a growing distance ends the chase [s]
GROUND = -1.0  #: a round lower than this has hit the ground [m]

AIR_TIME = 0.1  #: shorter sub-steps share their air [s]

# Sub-steps [s]: a share of the time to go, within bounds by phase of flight.  Half of
# them would change a miss by centimetres and a time of flight by less than 2e-3.
_GO_SHARE, _FINEST, _NEAR_TIME, _SLOW_TIME = 0.1, 0.002, 4.0, 3.0
_SLOW_STEP, _BURN_STEP, _COAST_STEP = 0.1, 0.2, 0.5


@kernel
def sub_step(rounds: Any, r: int, age: float, go: float) -> float:
    """Return the length of the next sub-step.

    Finest near the target, where it decides the miss; fine while the round is slow and
    turns fast, and while it burns.

    Parameters
    ----------
    rounds, r
        The round.
    age
        Time since launch. [s]
    go
        Time to go. [s]

    Returns
    -------
    Length. [s]
    """
    step = _COAST_STEP
    if age < _SLOW_TIME or go < _NEAR_TIME:
        step = _SLOW_STEP
    elif age < burn_time(rounds, r) or go < TERMINAL_TIME:
        step = _BURN_STEP
    return max(min(step, _GO_SHARE * go), _FINEST)


@kernel
def pursue(
    frame: np.ndarray,
    rounds: Any,
    r: int,
    age: float,
    left: float,
    state: Vector9,
    air: Air,
    target: Vector,
    target_velocity: Vector,
    glint: Vector,
    ballistic: bool,
) -> tuple[float, bool, Vector9, Air]:
    """Fly a guided round through one sub-step, or to its closest approach within it.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    rounds, r
        The round.
    age
        Time since launch. [s]
    left
        Time that may be flown at most. [s]
    state
        Place, velocity and demand of the round, as of `kalkan.physics.flight.advance`.
    air
        Where the round last took it, by `kalkan.physics.flight.surroundings`.
    target, target_velocity
        What it is guided to, ENU. [m, m s⁻¹]
    glint
        Error of the target's place in the eyes of guidance, ENU. [m]
    ballistic
        Whether the target falls freely.

    Returns
    -------
    Time flown [s]; whether the target has been passed; the new state; the air.
    """
    x, y, z, vx, vy, vz = state[0], state[1], state[2], state[3], state[4], state[5]
    dx, dy, dz = target[0] - x, target[1] - y, target[2] - z
    dvx, dvy, dvz = (
        target_velocity[0] - vx,
        target_velocity[1] - vy,
        target_velocity[2] - vz,
    )
    when = max(closest_approach(dx, dy, dz, dvx, dvy, dvz)[0], 0.0)
    half = 0.5 * min(sub_step(rounds, r, age, when), when, left)
    # where everything will be, but for noise, in the middle of the sub-step
    falls = 0.0 if ballistic else 1.0  # or both do
    px, py, pz = (
        state[6] + falls * air[2],
        state[7] + falls * air[3],
        state[8] + falls * air[4],
    )
    seen = (
        dx + half * (dvx - 0.5 * half * px) + glint[0],
        dy + half * (dvy - 0.5 * half * py) + glint[1],
        dz + half * (dvz - 0.5 * half * pz) + glint[2],
    )
    then = vx + half * px, vy + half * py, vz + half * pz
    cx, cy, cz, go = steer(rounds, r, age, seen, then, target_velocity, air, ballistic)
    span = min(sub_step(rounds, r, age, go + half), left)
    near = dx * dx + dy * dy + dz * dz < PASS_RADIUS * PASS_RADIUS
    met = when <= span and (near or age > burn_time(rounds, r) + SETTLING_TIME)
    if met:
        span = when
    if span <= 0.0:
        return 0.0, met, state, air
    if age + span > air[6]:
        half, until = 0.5 * max(span, AIR_TIME), age + max(span, AIR_TIME)
        middle = x + half * vx, y + half * vy, z + half * vz
        air = surroundings(frame, middle, until + 1e-9)
    demand = state[6], state[7], state[8]
    after = advance(
        rounds, r, age, span, (x, y, z), (vx, vy, vz), demand, (cx, cy, cz), air
    )
    return span, met, after, air


@kernel
def spent(rounds: Any, r: int, age: float, speed2: float, alt: float) -> bool:
    """Return whether a round is at its end: out of time, out of speed or aground.

    Parameters
    ----------
    rounds, r
        The round.
    age
        Time since launch. [s]
    speed2
        Square of its speed. [m² s⁻²]
    alt
        Altitude. [m]

    Returns
    -------
    Whether its flight is over.
    """
    slowest = rounds.speed_min[r]
    slow = age > burn_time(rounds, r) and speed2 < slowest * slowest
    return slow or alt < GROUND or age >= rounds.flight_time_max[r]


@kernel
def hold(
    frame: np.ndarray, rounds: Any, r: int, age: float, left: float, state: Vector9
) -> tuple[float, Vector9, Air]:
    """Fly a round that knows no target straight on through one sub-step.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    rounds, r
        The round.
    age
        Time since launch. [s]
    left
        Time that may be flown at most. [s]
    state
        Place, velocity and demand of the round, as of `kalkan.physics.flight.advance`.

    Returns
    -------
    Time flown [s]; the new state; the air.
    """
    span = min(sub_step(rounds, r, age, FAR_TIME), left)
    place, v = (state[0], state[1], state[2]), (state[3], state[4], state[5])
    air = surroundings(frame, place, age)
    up = -air[2], -air[3], -air[4]
    demand = state[6], state[7], state[8]
    return span, advance(rounds, r, age, span, place, v, demand, up, air), air
