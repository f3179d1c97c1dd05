"""What pushes, pulls and slows a point mass over a turning Earth.

References
----------
.. [1] B. L. Stevens, F. L. Lewis, E. N. Johnson, *Aircraft Control and Simulation*, 3rd
   edition, Wiley, 2016, section 1.5 (flight over a turning ellipsoid).
.. [2] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA, 2012,
   chapters 11 and 13 (boost; drag).
.. [3] G. P. Sutton, O. Biblarz, *Rocket Propulsion Elements*, 8th edition, Wiley, 2010,
   section 2.2 (thrust and pressure).
"""

import math
from typing import NamedTuple

import numpy as np

from kalkan._kernel import kernel
from kalkan.numerics.integrate import TRIAL
from kalkan.numerics.interpolate import interpolate
from kalkan.physics.atmosphere import density, pressure, sound_speed
from kalkan.physics.earth import Earth, gravitation, turning
from kalkan.physics.ellipsoid import vertical
from kalkan.physics.staging import Phase
from kalkan.physics.steering import Guided, Steering
from kalkan.physics.wind import Wind, wind_at

SEA_PRESSURE = 101325.0  #: that thrusts are stated at [Pa]
Vector3 = tuple[float, float, float]


class Body(NamedTuple):
    """What flies."""

    phases: np.ndarray  #: shape: phase, `Phase`
    mach: np.ndarray  #: rising.  Shape: row [1]
    drag: np.ndarray  #: coefficient at `mach`.  Shape: row [1]
    steering: Steering


@kernel
def slopes(
    earth: Earth,
    wind: Wind,
    body: Body,
    k: int,
    mode: int,
    time: float,
    work: np.ndarray,
    i: int,
) -> None:
    """Write velocity and acceleration of row `TRIAL` into row `i`.

    Parameters
    ----------
    earth, wind, body
        As in `fly`.
    k, mode
        Phase and steering of this piece of the flight.
    time
        Since launch. [s]
    work
        Rows of the integrator.  Shape: ROWS, 6.
    i
        Row to write.
    """
    x, y, z = work[TRIAL, 0], work[TRIAL, 1], work[TRIAL, 2]
    vx, vy, vz = work[TRIAL, 3], work[TRIAL, 4], work[TRIAL, 5]
    ux, uy, uz, altitude = vertical(earth.major, earth.eccentricity2, x, y, z)
    gx, gy, gz = gravitation(earth, x, y, z)
    tx, ty = turning(earth, x, y, vx, vy)
    wx, wy, wz = _wind(wind, altitude, x, y, ux, uy, uz)
    vax, vay, vaz = vx - wx, vy - wy, vz - wz
    speed = math.sqrt(vax * vax + vay * vay + vaz * vaz)
    mass, push, area = _forces(body, k, time, altitude)
    slow = 0.0
    if area > 0.0:
        drag = interpolate(speed / sound_speed(altitude), body.mach, body.drag)
        slow = -0.5 * density(altitude) * drag * area * speed / mass
    work[i, 0], work[i, 1], work[i, 2] = vx, vy, vz
    work[i, 3] = gx + tx + slow * vax
    work[i, 4] = gy + ty + slow * vay
    work[i, 5] = gz + slow * vaz
    if push > 0.0:
        dx, dy, dz = _direction(
            body.steering, mode, time, (x, y), (ux, uy, uz), (vax, vay, vaz), speed
        )
        work[i, 3] += push / mass * dx
        work[i, 4] += push / mass * dy
        work[i, 5] += push / mass * dz


@kernel
def _wind(
    wind: Wind, altitude: float, x: float, y: float, ux: float, uy: float, uz: float
) -> Vector3:
    """Return the wind, ECEF; none over the poles, where it has no direction."""
    east, north = wind_at(wind, altitude)
    out = math.sqrt(x * x + y * y)
    if (east == 0.0 and north == 0.0) or out < 1.0:
        return 0.0, 0.0, 0.0
    ex, ey = -y / out, x / out
    return (
        east * ex - north * uz * ey,
        east * ey + north * uz * ex,
        north * (ux * ey - uy * ex),
    )


@kernel
def _forces(
    body: Body, k: int, time: float, altitude: float
) -> tuple[float, float, float]:
    """Return mass [kg], thrust [N] and drag area [m²] in phase `k`."""
    phases = body.phases
    past = time - phases[k, Phase.START.value]
    mass = phases[k, Phase.MASS.value] - phases[k, Phase.FLOW.value] * past
    push, exit_area = phases[k, Phase.THRUST.value], phases[k, Phase.EXIT.value]
    if exit_area > 0.0:
        push += (SEA_PRESSURE - pressure(altitude)) * exit_area
    return mass, push, phases[k, Phase.AREA.value]


@kernel
def _direction(
    steering: Steering,
    mode: int,
    time: float,
    place: tuple[float, float],
    up: Vector3,
    airflow: Vector3,
    speed: float,
) -> Vector3:
    """Return the direction of thrust."""
    if mode == Guided.FIXED.value:
        return steering.x, steering.y, steering.z
    if mode == Guided.GRAVITY_TURN.value and speed > 0.0:
        return airflow[0] / speed, airflow[1] / speed, airflow[2] / speed
    elevation = 0.5 * math.pi - steering.rate * max(0.0, time - steering.rise)
    elevation = max(elevation, steering.elevation)
    out = math.sqrt(place[0] * place[0] + place[1] * place[1])
    ex, ey = 0.0, 1.0
    if out > 0.0:
        ex, ey = -place[1] / out, place[0] / out
    level, climb = math.cos(elevation), math.sin(elevation)
    east, north = level * math.sin(steering.azimuth), level * math.cos(steering.azimuth)
    return (
        east * ex - north * up[2] * ey + climb * up[0],
        east * ey + north * up[2] * ex + climb * up[1],
        north * (up[0] * ey - up[1] * ex) + climb * up[2],
    )
