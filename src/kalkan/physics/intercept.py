"""Where and when an interceptor can meet what flies on.

References
----------
.. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA, 2012,
   chapter 12 (predicted intercept point).
"""

import math
from typing import Any

from kalkan._kernel import kernel
from kalkan.physics.flight import Vector, burn_time, mass

FAR_TIME = 600.0  #: a longer time to go is not believed [s]

_NEWTON = 2  # steps of Newton's method for the time to go


@kernel
def ahead(place: Vector, velocity: Vector, acceleration: Vector, t: float) -> Vector:
    """Return the place after a time in uniformly accelerated motion [m]."""
    h = 0.5 * t * t
    return (
        place[0] + t * velocity[0] + h * acceleration[0],
        place[1] + t * velocity[1] + h * acceleration[1],
        place[2] + t * velocity[2] + h * acceleration[2],
    )


@kernel
def own_way(
    rounds: Any, r: int, age: float, speed: float, time: float
) -> tuple[float, float]:
    """Return how far a round flies in a time to come, and its speed then.

    Drag is left out, and speed taken to grow evenly in a pulse: time to go is renewed
    all the way, and the error ends with it.

    Parameters
    ----------
    rounds, r
        The round.
    age
        Time since launch. [s]
    speed
        Now. [m s⁻¹]
    time
        From now. [s]

    Returns
    -------
    Distance and speed. [m, m s⁻¹]
    """
    boost, burn = rounds.boost_time[r], burn_time(rounds, r)
    way = 0.0
    if age < boost:
        span = min(time, boost - age)
        push, flow = rounds.boost_acceleration[r], rounds.boost_flow[r]
        gain = _gain(push, flow, mass(rounds, r, age), span)
        way += (speed + 0.5 * gain) * span
        speed, time, age = speed + gain, time - span, boost
    if age < burn:
        span = min(time, burn - age)
        push, flow = rounds.sustain_acceleration[r], rounds.sustain_flow[r]
        gain = _gain(push, flow, mass(rounds, r, age), span)
        way += (speed + 0.5 * gain) * span
        speed, time = speed + gain, time - span
    return way + speed * time, speed


@kernel
def _gain(push: float, flow: float, now: float, span: float) -> float:
    """Return the speed that a pulse gives in a span, the mass being `now` before it.

    The rocket equation, its logarithm ln q taken as 3 (q² - 1) / (q² + 4 q + 1): 0.7 %
    short at a mass ratio q of 3.
    """
    then = now - flow * span
    square = now * now + 4.0 * now * then + then * then
    return 3.0 * push * span * (now + then) / square


@kernel
def time_to_go(
    rounds: Any,
    r: int,
    age: float,
    speed: float,
    away: Vector,
    drift: Vector,
    fall: Vector,
) -> float:
    """Return the time after which the round can meet a target that flies on.

    The least time for which the way flown, thrust included, equals the distance to
    where the target will be, by Newton's method.

    Parameters
    ----------
    rounds, r
        The round.
    age
        Time since launch. [s]
    speed
        Of the round. [m s⁻¹]
    away, drift, fall
        Place of the target relative to the round, its velocity and its acceleration.
        [m, m s⁻¹, m s⁻²]

    Returns
    -------
    Time, between 0 and `FAR_TIME`. [s]

    References
    ----------
    .. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA,
       2012, chapter 12 (predicted intercept point).
    """
    burn = burn_time(rounds, r)
    burnt = speed
    if age < burn:
        burnt = own_way(rounds, r, age, speed, burn)[1]
    time = _uniform_time(away, drift, burnt)
    if age >= burn and fall[0] == fall[1] == fall[2] == 0.0:
        return time
    for _ in range(_NEWTON):
        x, y, z = ahead(away, drift, fall, time)
        distance = math.sqrt(x * x + y * y + z * z)
        vx, vy, vz = (
            drift[0] + time * fall[0],
            drift[1] + time * fall[1],
            drift[2] + time * fall[2],
        )
        opening = (x * vx + y * vy + z * vz) / max(distance, 1e-6)
        way, then = own_way(rounds, r, age, speed, time)
        time += (distance - way) / max(then - opening, 1.0)
        time = min(max(time, 0.0), FAR_TIME)
    return time


@kernel
def _uniform_time(away: Vector, drift: Vector, speed: float) -> float:
    """Return the time to meet a target when both keep their speed.

    The least root of |away + drift t| = speed t, or `FAR_TIME` where there is none.
    """
    distance2 = away[0] ** 2 + away[1] ** 2 + away[2] ** 2
    along = away[0] * drift[0] + away[1] * drift[1] + away[2] * drift[2]
    faster = speed * speed - drift[0] ** 2 - drift[1] ** 2 - drift[2] ** 2
    under = along * along + faster * distance2
    if under < 0.0:
        return FAR_TIME
    gain = math.sqrt(under) - along
    if gain * FAR_TIME <= distance2:
        return FAR_TIME
    return distance2 / gain
