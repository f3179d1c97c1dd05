"""How an interceptor is steered: to a predicted point, then by proportional navigation.

References
----------
.. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA, 2012.
.. [2] N. A. Shneydor, *Missile Guidance and Pursuit*, Horwood, 1998.
"""

import math
from typing import Any

import numpy as np

from kalkan._kernel import kernel
from kalkan.physics.flight import Air, Vector, Vector4, burn_time, gravity
from kalkan.physics.intercept import ahead, time_to_go

NAVIGATION = 4.0  #: navigation ratio N of proportional navigation, usual 3 to 5 [1]
TERMINAL_TIME = 10.0  #: time to go at which a coasting round homes [s], assumed
BURNING_TERMINAL_TIME = 2.0  #: the same while the motor burns [s], assumed
TURN_TIME = 1.0  #: mid-course: a heading error dies out in this time [s], assumed
LOFT_SHORT = 30e3  #: ground distance at which half of the loft is flown [m], assumed
LOFT_FULL, LOFT_TOP = 15e3, 40e3  #: altitudes where loft fades out [m], assumed
EXIT_SPEED = 30.0  #: out of the canister, gas or hot launch alike [m s⁻¹], assumed


@kernel
def launch_velocity(
    frame: np.ndarray, place: Vector, aim: Vector, elevation: float
) -> Vector:
    """Return the velocity of a round as it leaves its launcher towards a point.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    place, aim
        Launcher and point, ENU. [m]
    elevation
        Least angle above the horizontal. [rad]

    Returns
    -------
    Velocity, ENU. [m s⁻¹]
    """
    ux, uy, uz = _up(frame, place)
    dx, dy, dz = aim[0] - place[0], aim[1] - place[1], aim[2] - place[2]
    rise = dx * ux + dy * uy + dz * uz
    dx, dy, dz = dx - rise * ux, dy - rise * uy, dz - rise * uz
    away = math.sqrt(dx * dx + dy * dy + dz * dz)
    angle = max(elevation, math.atan2(rise, away))
    out = EXIT_SPEED * math.cos(angle) / max(away, 1e-6)
    up = EXIT_SPEED * math.sin(angle)
    return out * dx + up * ux, out * dy + up * uy, out * dz + up * uz


@kernel
def _up(frame: np.ndarray, place: Vector) -> Vector:
    """Return the direction away from the Earth's centre."""
    gx, gy, gz = gravity(frame, place[0], place[1], place[2])
    pull = -math.sqrt(gx * gx + gy * gy + gz * gz)
    return gx / pull, gy / pull, gz / pull


@kernel
def steer(
    rounds: Any,
    r: int,
    age: float,
    away: Vector,
    velocity: Vector,
    target_velocity: Vector,
    air: Air,
    ballistic: bool,
) -> Vector4:
    """Return the acceleration that guidance commands, and the time to go.

    Far from the target the round turns its heading to the predicted intercept point,
    raised for loft; near it, proportional navigation.  Gravity is compensated, but not
    near a ballistic target, which falls as fast.

    Parameters
    ----------
    rounds, r
        The round.
    age
        Time since launch. [s]
    away
        Place of the target relative to the round, as the round knows it, ENU. [m]
    velocity, target_velocity
        Of the round, and of the target as the round knows it, ENU. [m s⁻¹]
    air
        Gravity and altitude, by `kalkan.physics.flight.surroundings`.
    ballistic
        Whether the target falls freely.

    Returns
    -------
    Command, of which the airframe flies the part across the velocity, and the time to
    go. [m s⁻², s]

    References
    ----------
    .. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA,
       2012, chapters 2 (proportional navigation) and 12 (predicted intercept).
    """
    g = air[2], air[3], air[4]
    burning = age < burn_time(rounds, r)
    if not burning:
        soon = _closing_time(away, velocity, target_velocity)
        if soon < TERMINAL_TIME:
            return _homing(away, velocity, target_velocity, g, ballistic, soon)
    vx, vy, vz = velocity
    speed = math.sqrt(vx * vx + vy * vy + vz * vz)
    fall = g if ballistic else (0.0, 0.0, 0.0)
    go = time_to_go(rounds, r, age, speed, away, target_velocity, fall)
    if burning and go < BURNING_TERMINAL_TIME:
        return _homing(away, velocity, target_velocity, g, ballistic, go)
    meet = ahead(away, target_velocity, fall, go)
    loft = rounds.loft[r] * _loft_share(air[5])
    return _heading(loft, meet, velocity, speed, g, go)


@kernel
def _closing_time(away: Vector, velocity: Vector, target_velocity: Vector) -> float:
    """Return distance over closing speed, inf when the distance grows [s]."""
    dvx = target_velocity[0] - velocity[0]
    dvy = target_velocity[1] - velocity[1]
    dvz = target_velocity[2] - velocity[2]
    closing = -(away[0] * dvx + away[1] * dvy + away[2] * dvz)
    if closing <= 0.0:
        return math.inf
    return (away[0] ** 2 + away[1] ** 2 + away[2] ** 2) / closing


@kernel
def proportional(ratio: float, away: Vector, drift: Vector) -> Vector:
    """Return the command of proportional navigation.

    It is the navigation ratio times the closing speed times the turning rate of the
    line of sight, across that line.

    Parameters
    ----------
    ratio
        Navigation ratio. [1]
    away, drift
        Place and velocity of the target relative to the round. [m, m s⁻¹]

    Returns
    -------
    Acceleration. [m s⁻²]

    References
    ----------
    .. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA,
       2012, chapter 2.

    Examples
    --------
    >>> proportional(4.0, (1e3, 0.0, 0.0), (-500.0, 10.0, 0.0))
    (0.0, 20.0, 0.0)
    """
    square = max(away[0] ** 2 + away[1] ** 2 + away[2] ** 2, 1e-12)
    along = (away[0] * drift[0] + away[1] * drift[1] + away[2] * drift[2]) / square
    gain = -ratio * along
    return (
        gain * (drift[0] - along * away[0]),
        gain * (drift[1] - along * away[1]),
        gain * (drift[2] - along * away[2]),
    )


@kernel
def _homing(
    away: Vector,
    velocity: Vector,
    target_velocity: Vector,
    g: Vector,
    ballistic: bool,
    go: float,
) -> Vector4:
    """Return the command of proportional navigation, gravity carried."""
    drift = (
        target_velocity[0] - velocity[0],
        target_velocity[1] - velocity[1],
        target_velocity[2] - velocity[2],
    )
    x, y, z = proportional(NAVIGATION, away, drift)
    lift = 0.0 if ballistic else 1.0
    return x - lift * g[0], y - lift * g[1], z - lift * g[2], go


@kernel
def _loft_share(alt: float) -> float:
    """Return the share of loft flown at an altitude: in thin air a round can't turn."""
    return min(max((LOFT_TOP - alt) / (LOFT_TOP - LOFT_FULL), 0.0), 1.0)


@kernel
def _heading(
    loft: float, meet: Vector, velocity: Vector, speed: float, g: Vector, go: float
) -> Vector4:
    """Return the acceleration that turns the heading to the raised point `meet`.

    The rise is `loft` times the ground distance, less where that is short, less what
    the target is higher than the round, and less half of what it is lower: so the round
    climbs first, and comes down on the target along something like a parabola.
    """
    pull = math.sqrt(g[0] ** 2 + g[1] ** 2 + g[2] ** 2)
    ux, uy, uz = -g[0] / pull, -g[1] / pull, -g[2] / pull
    rise = meet[0] * ux + meet[1] * uy + meet[2] * uz
    square = meet[0] ** 2 + meet[1] ** 2 + meet[2] ** 2
    ground = math.sqrt(max(square - rise * rise, 0.0))
    raised = loft * ground * ground / (ground + LOFT_SHORT) - max(rise, -0.5 * rise)
    raised = max(raised, 0.0)
    dx, dy, dz = meet[0] + raised * ux, meet[1] + raised * uy, meet[2] + raised * uz
    length = max(math.sqrt(dx * dx + dy * dy + dz * dz), 1e-6)
    dx, dy, dz = dx / length, dy / length, dz / length
    along = (dx * velocity[0] + dy * velocity[1] + dz * velocity[2]) / max(speed, 1e-6)
    if along < 0.0:  # beyond a right angle: as hard as at it
        across = max(math.sqrt(max(1.0 - along * along, 0.0)), 1e-3)
        dx, dy, dz = dx / across, dy / across, dz / across
    gain = speed / TURN_TIME
    return gain * dx - g[0], gain * dy - g[1], gain * dz - g[2], go
