"""What a round can reach: fly-outs to a point, and tables of them."""

import math
from typing import Any

import numpy as np

from kalkan._kernel import kernel
from kalkan.constants import EARTH_RADIUS, GRAVITY
from kalkan.physics.airframe import side_limit
from kalkan.physics.flight import Vector, propulsion, surroundings
from kalkan.physics.guidance import launch_velocity
from kalkan.physics.pursuit import pursue, spent

MARGIN = GRAVITY  #: acceleration left at arrival for the endgame, assumed [m s⁻²]
SPEED_SHARE = 1.15  #: of the least speed at arrival: noise costs some, assumed
MISS_SHARE = 2.0  #: a fly-out arrives within this many lethal radii, assumed
SPEEDS = (0.0, 300.0, 1000.0, 2000.0)  #: of targets in a launch envelope [m s⁻¹]

_MEETINGS = 4  # flights at most to settle when a moving target is met
_SETTLED = 0.01  # or when that changes by less [s]

#: Time of flight [s], distance from the target then [m], speed then [m s⁻¹], greatest
#: speed [m s⁻¹], and acceleration that can still be flown across the velocity [m s⁻²].
FlyOut = tuple[float, float, float, float, float]


@kernel
def fly_to(
    frame: np.ndarray, rounds: Any, r: int, aim: Vector, drift: Vector, until: float
) -> FlyOut:
    """Fly a round from the origin to a target that flies straight on.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    rounds, r
        The round.
    aim, drift
        Place of the target at launch, and its velocity, ENU. [m, m s⁻¹]
    until
        Time at which the flight is broken off. [s]

    Returns
    -------
    Time of flight, distance from the target then, speed then, greatest speed, and the
    acceleration across the velocity that the round could still fly.
    [s, m, m s⁻¹, m s⁻¹, m s⁻²]
    """
    still = (0.0, 0.0, 0.0)
    v = launch_velocity(frame, still, aim, rounds.launch_elevation[r])
    state = (0.0, 0.0, 0.0, v[0], v[1], v[2], 0.0, 0.0, 0.0)
    air = surroundings(frame, still, 0.0)
    age, speed2, fastest, met, to = 0.0, 0.0, 0.0, False, aim
    while age < until and not met:
        span, met, state, air = pursue(
            frame, rounds, r, age, until - age, state, air, to, drift, still, False
        )
        age += span
        to = aim[0] + age * drift[0], aim[1] + age * drift[1], aim[2] + age * drift[2]
        speed2 = state[3] ** 2 + state[4] ** 2 + state[5] ** 2
        fastest = max(fastest, speed2)
        if spent(rounds, r, age, speed2, air[5]):
            break
    x, y, z = to[0] - state[0], to[1] - state[1], to[2] - state[2]
    thrust, light = propulsion(rounds, r, age, 0.1)
    left = side_limit(rounds, r, air[0] * speed2 * light, thrust)
    miss = math.sqrt(x * x + y * y + z * z)
    return age, miss, math.sqrt(speed2), math.sqrt(fastest), left


@kernel
def fly_along(
    frame: np.ndarray, rounds: Any, r: int, aim: Vector, until: float, out: np.ndarray
) -> int:
    """Write the flight of a round from the origin to a point.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    rounds, r
        The round.
    aim
        The point, ENU. [m]
    until
        Time at which the flight is broken off. [s]
    out
        Overwritten, as far as there is room, with time, place and velocity after every
        sub-step; shape (row, 7). [s, m, m s⁻¹]

    Returns
    -------
    Rows written.
    """
    still = (0.0, 0.0, 0.0)
    v = launch_velocity(frame, still, aim, rounds.launch_elevation[r])
    state = (0.0, 0.0, 0.0, v[0], v[1], v[2], 0.0, 0.0, 0.0)
    air = surroundings(frame, still, 0.0)
    age, met, row = 0.0, False, 0
    while row < out.shape[0]:
        out[row, 0] = age
        for c in range(6):
            out[row, 1 + c] = state[c]
        row += 1
        speed2 = state[3] ** 2 + state[4] ** 2 + state[5] ** 2
        if met or age >= until or spent(rounds, r, age, speed2, air[5]):
            break
        span, met, state, air = pursue(
            frame, rounds, r, age, until - age, state, air, aim, still, still, False
        )
        age += span
    return row


@kernel
def point_at(reach: float, height: float) -> tuple[float, float, float]:
    """Return the ENU point east of the origin at a ground range and an altitude.

    Parameters
    ----------
    reach
        Ground range along a spherical Earth. [m]
    height
        Altitude. [m]

    Returns
    -------
    East, north, up. [m]

    Examples
    --------
    >>> x, y, z = point_at(100e3, 10e3)
    >>> round(x), y, round(z)
    (100153, 0.0, 9214)
    """
    angle = reach / EARTH_RADIUS
    radius = EARTH_RADIUS + height
    drop = 2.0 * radius * math.sin(0.5 * angle) ** 2
    return radius * math.sin(angle), 0.0, height - drop


@kernel
def arrives(rounds: Any, r: int, flown: FlyOut, margin: float) -> bool:
    """Return whether a fly-out serves.

    It does when it arrives within `MISS_SHARE` lethal radii, faster than `SPEED_SHARE`
    of its least speed, and with `margin` of acceleration left. [m s⁻²]
    """
    _, miss, speed, _, left = flown
    near = miss <= MISS_SHARE * rounds.lethal_radius[r]
    return bool(near and speed >= SPEED_SHARE * rounds.speed_min[r] and left >= margin)


@kernel
def fly_out(
    frame: np.ndarray,
    rounds: Any,
    r: int,
    reach: float,
    height: float,
    speed: float,
    margin: float,
) -> tuple[float, float, float]:
    """Return how a round meets a level target at a point, its limits apart.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    rounds, r
        The round.
    reach, height
        Ground range and altitude of the meeting. [m]
    speed
        Of the target, towards the launcher. [m s⁻¹]
    margin
        Acceleration that must be left. [m s⁻²]

    Returns
    -------
    Time of flight, inf where the round can't serve; its speed in the end; the
    acceleration left across it. [s, m s⁻¹, m s⁻²]
    """
    x, y, z = point_at(reach, height)
    until, still = rounds.flight_time_max[r], (0.0, 0.0, 0.0)
    flown = fly_to(frame, rounds, r, (x, y, z), still, until)
    if speed > 0.0:
        angle = reach / EARTH_RADIUS
        drift = -speed * math.cos(angle), 0.0, speed * math.sin(angle)
        time = flown[0]
        for _ in range(_MEETINGS):
            aim = x - time * drift[0], y, z - time * drift[2]
            flown = fly_to(frame, rounds, r, aim, drift, until)
            late = flown[0] - time  # what comes a second sooner is met that much nearer
            if abs(late) < _SETTLED:
                break
            time += late * (speed + flown[2]) / max(flown[2], 1.0)
    time = flown[0]
    if not arrives(rounds, r, flown, margin):
        time = math.inf
    return time, flown[2], flown[4]


@kernel
def fly_out_time(
    frame: np.ndarray, rounds: Any, r: int, reach: float, height: float
) -> float:
    """Return the time of flight of a round to a point, or inf where it can't serve.

    It serves inside its published limits of range and altitude, where it `arrives` with
    `MARGIN`.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    rounds, r
        The round.
    reach, height
        Ground range and altitude of the point. [m]

    Returns
    -------
    Time of flight, or inf. [s]
    """
    if reach < rounds.range_min[r] or reach > rounds.range_max[r]:
        return math.inf
    if height < rounds.altitude_min[r] or height > rounds.altitude_max[r]:
        return math.inf
    return fly_out(frame, rounds, r, reach, height, 0.0, MARGIN)[0]


@kernel
def launch_envelope(
    frame: np.ndarray,
    rounds: Any,
    r: int,
    reaches: np.ndarray,
    heights: np.ndarray,
    speed: float,
    out: np.ndarray,
) -> None:
    """Write how a round meets level targets of a speed over a grid of points.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    rounds, r
        The round.
    reaches, heights
        Ground ranges, shape (reach,), and altitudes, shape (height,), of the grid. [m]
    speed
        Of the targets, towards the launcher. [m s⁻¹]
    out
        Overwritten with time of flight, inf where the round can't serve, its speed in
        the end and the acceleration left; shape (3, reach, height).
        [s, m s⁻¹, m s⁻²]
    """
    for i in range(reaches.shape[0]):
        for j in range(heights.shape[0]):
            time, left, load = fly_out(
                frame, rounds, r, reaches[i], heights[j], speed, MARGIN
            )
            out[0, i, j], out[1, i, j], out[2, i, j] = time, left, load
