"""An interceptor in the air: a point mass with three degrees of freedom.

Thrust acts along the velocity, lift across it, drag against it; gravity points to the
Earth's centre and the Earth does not turn.  Each pulse burns evenly: thrust and mass
flow are constant in it, and do not depend on the air outside.  All is kept per kilogram
of the burnt-out round, whose mass is 1.  A round is entry ``r`` of a record with the
fields of ``kalkan.engine.plan.RoundKinds``.

References
----------
.. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA, 2012.
.. [2] G. M. Siouris, *Missile Guidance and Control Systems*, Springer, 2004, chapter 2.
"""

import math
from typing import Any

import numpy as np

from kalkan._kernel import kernel
from kalkan.constants import EARTH_MU
from kalkan.physics.airframe import drag_of, side_limit
from kalkan.physics.atmosphere import density, sound_speed
from kalkan.physics.geodesy import altitude

Vector = tuple[float, float, float]
Vector4 = tuple[float, float, float, float]
Vector9 = tuple[float, float, float, float, float, float, float, float, float]
Air = tuple[float, float, float, float, float, float, float]


@kernel
def drag_area_from(diameter: float, mass: float) -> float:
    """Return the reference area of a round per kilogram: its cross-section over mass.

    Parameters
    ----------
    diameter
        Of the body. [m]
    mass
        After burn-out. [kg]

    Returns
    -------
    Reference area over mass. [m² kg⁻¹]

    References
    ----------
    .. [1] E. L. Fleeman, *Tactical Missile Design*, 2nd edition, AIAA, 2006,
       chapter 2: S_ref = π d² / 4.

    Examples
    --------
    >>> round(drag_area_from(0.5, 1000.0), 7)
    0.0001963
    """
    return 0.25 * math.pi * diameter * diameter / mass


@kernel
def gravity(
    frame: np.ndarray, x: float, y: float, z: float
) -> tuple[float, float, float]:
    """Return the acceleration of gravity towards the Earth's centre.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    x, y, z
        ENU. [m]

    Returns
    -------
    Acceleration, ENU. [m s⁻²]

    References
    ----------
    .. [1] R. R. Bate, D. D. Mueller, J. E. White, *Fundamentals of Astrodynamics*,
       Dover, 1971, equation 1.3-4.

    Examples
    --------
    >>> frame = np.array([6371e3, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0])
    >>> round(gravity(frame, 0.0, 0.0, 0.0)[2], 3)
    -9.82
    """
    cx = x + frame[3] * frame[0] + frame[4] * frame[1] + frame[5] * frame[2]
    cy = y + frame[6] * frame[0] + frame[7] * frame[1] + frame[8] * frame[2]
    cz = z + frame[9] * frame[0] + frame[10] * frame[1] + frame[11] * frame[2]
    square = cx * cx + cy * cy + cz * cz
    pull = -EARTH_MU / (square * math.sqrt(square))
    return pull * cx, pull * cy, pull * cz


@kernel
def surroundings(frame: np.ndarray, place: Vector, until: float) -> Air:
    """Return the air and the gravity at a place.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    place
        ENU. [m]
    until
        Age of the round up to which the answer is good enough. [s]

    Returns
    -------
    Half the density, speed of sound, acceleration of gravity, altitude, and `until`.
    [kg m⁻³, m s⁻¹, m s⁻², m, s]
    """
    x, y, z = place
    alt = altitude(frame, x, y, z)
    gx, gy, gz = gravity(frame, x, y, z)
    return 0.5 * density(alt), sound_speed(alt), gx, gy, gz, alt, until


@kernel
def burn_time(rounds: Any, r: int) -> float:
    """Return how long round `r` burns: boost, then sustain [s]."""
    return rounds.boost_time[r] + rounds.sustain_time[r]


@kernel
def mass(rounds: Any, r: int, age: float) -> float:
    """Return the mass of round `r` over its mass after burn-out, 1 or more.

    Parameters
    ----------
    rounds, r
        The round.
    age
        Time since launch. [s]

    Returns
    -------
    Ratio. [1]

    References
    ----------
    .. [1] G. P. Sutton, O. Biblarz, *Rocket Propulsion Elements*, 9th edition, Wiley,
       2017, section 4.1: the mass falls evenly while the flow is constant.
    """
    boost = rounds.boost_time[r]
    left = min(boost + rounds.sustain_time[r] - age, rounds.sustain_time[r])
    ratio = 1.0
    if left > 0.0:
        ratio += rounds.sustain_flow[r] * left
    if age < boost:
        ratio += rounds.boost_flow[r] * (boost - age)
    return ratio


@kernel
def mean_thrust(rounds: Any, r: int, age: float, span: float) -> float:
    """Return the mean thrust over a span of the flight.

    Parameters
    ----------
    rounds, r
        The round.
    age
        Time since launch at the start of the span. [s]
    span
        Length of the span, positive. [s]

    Returns
    -------
    Thrust over the mass after burn-out. [m s⁻²]
    """
    boost, burn = rounds.boost_time[r], burn_time(rounds, r)
    if age >= burn:
        return 0.0
    boosted = max(0.0, min(age + span, boost) - min(age, boost))
    sustained = max(0.0, min(age + span, burn) - max(age, boost))
    impulse = (
        boosted * rounds.boost_acceleration[r]
        + sustained * rounds.sustain_acceleration[r]
    )
    return impulse / span


@kernel
def propulsion(rounds: Any, r: int, age: float, span: float) -> tuple[float, float]:
    """Return the mean thrust per kilogram over a span, and one over the mass then.

    The mass is that in the middle of the span.

    Parameters
    ----------
    rounds, r
        The round.
    age
        Time since launch at the start of the span. [s]
    span
        Length of the span, positive. [s]

    Returns
    -------
    Acceleration, and mass after burn-out over mass. [m s⁻², 1]
    """
    if age >= burn_time(rounds, r):
        return 0.0, 1.0
    light = 1.0 / mass(rounds, r, age + 0.5 * span)
    return mean_thrust(rounds, r, age, span) * light, light


@kernel
def _across(a: Vector, v: Vector, inverse: float, limit: float) -> Vector4:
    """Return the part of `a` across `v`, cut to `limit`, and its square.

    `inverse` is one over the square of `v`.
    """
    along = (a[0] * v[0] + a[1] * v[1] + a[2] * v[2]) * inverse
    x, y, z = a[0] - along * v[0], a[1] - along * v[1], a[2] - along * v[2]
    square = x * x + y * y + z * z
    if square <= limit * limit:
        return x, y, z, square
    scale = limit / math.sqrt(square)
    return x * scale, y * scale, z * scale, limit * limit


@kernel
def advance(
    rounds: Any,
    r: int,
    age: float,
    span: float,
    place: Vector,
    velocity: Vector,
    demand: Vector,
    command: Vector,
    air: Air,
) -> Vector9:
    """Fly round `r` through one sub-step.

    The acceleration is that at the middle of the sub-step, and so is the mass; the drag
    coefficient and the command are those at its start.  What is flown follows the
    command with one lag, solved exactly.

    Parameters
    ----------
    rounds, r
        The round.
    age
        Time since launch. [s]
    span
        Length of the sub-step, positive. [s]
    place, velocity
        At the start, ENU. [m, m s⁻¹]
    demand
        Acceleration that the airframe has been asked for so far, after the lag, ENU.
        [m s⁻²]
    command
        Acceleration that guidance asks for; only its part across the velocity counts.
        [m s⁻²]
    air
        About the middle of the sub-step, by `surroundings`.

    Returns
    -------
    Place, velocity and demand at the end; nine numbers. [m, m s⁻¹, m s⁻²]

    References
    ----------
    .. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA,
       2012, chapters 1 (second-order integration) and 3 (single-lag guidance).
    """
    vx, vy, vz = velocity
    gx, gy, gz = air[2], air[3], air[4]
    square = max(vx * vx + vy * vy + vz * vz, 1e-6)
    inverse = 1.0 / square
    speed = math.sqrt(square)
    thrust, light = propulsion(rounds, r, age, span)
    pressure = air[0] * square * light  # per kilogram of what flies
    limit = side_limit(rounds, r, pressure, thrust)
    cx, cy, cz, _ = _across(command, velocity, inverse, limit)
    mean, end = _lagged(rounds.lag[r], span, demand, (cx, cy, cz))

    # to the middle of the sub-step, and from there its whole change of velocity
    sx, sy, sz, side2 = _across(mean, velocity, inverse, limit)
    drag = drag_of(rounds, r, pressure, speed / air[1], thrust > 0.0, side2)
    push, half = (thrust - drag) * speed * inverse, 0.5 * span
    mx = vx + half * (push * vx + sx + gx)
    my = vy + half * (push * vy + sy + gy)
    mz = vz + half * (push * vz + sz + gz)
    middle = max(mx * mx + my * my + mz * mz, 1e-6)
    sx, sy, sz, _ = _across(mean, (mx, my, mz), 1.0 / middle, limit)
    push = thrust / math.sqrt(middle) - drag * inverse * math.sqrt(middle)
    vx += span * (push * mx + sx + gx)
    vy += span * (push * my + sy + gy)
    vz += span * (push * mz + sz + gz)
    x = place[0] + half * (velocity[0] + vx)
    y = place[1] + half * (velocity[1] + vy)
    z = place[2] + half * (velocity[2] + vz)
    return x, y, z, vx, vy, vz, end[0], end[1], end[2]


@kernel
def _lagged(
    lag: float, span: float, demand: Vector, command: Vector
) -> tuple[Vector, Vector]:
    """Return the mean over the sub-step, and the end, of a first-order response."""
    if lag <= 0.0:
        return command, command
    ratio = span / lag
    left = math.exp(-ratio)
    share = (1.0 - left) / ratio
    ex, ey, ez = demand[0] - command[0], demand[1] - command[1], demand[2] - command[2]
    cx, cy, cz = command
    mean = cx + share * ex, cy + share * ey, cz + share * ez
    return mean, (cx + left * ex, cy + left * ey, cz + left * ez)
