"""What a round can reach: fly-outs to points, and the thrust that a speed tells of."""

import math
from typing import Any

import numpy as np

from kalkan._kernel import kernel
from kalkan.constants import EARTH_RADIUS, GRAVITY
from kalkan.physics.airframe import side_limit
from kalkan.physics.flight import burn_time, propulsion, surroundings
from kalkan.physics.guidance import launch_velocity
from kalkan.physics.pursuit import pursue, spent

MARGIN = GRAVITY  #: acceleration left at arrival for the endgame, assumed [m s⁻²]
SPEED_SHARE = 1.15  #: of the least speed at arrival: noise costs some, assumed
MISS_SHARE = 2.0  #: a fly-out arrives within this many lethal radii, assumed
ACCELERATION_MAX = 3000.0  #: no thrust beyond is tried [m s⁻²]

DRAG_SHARE_MIN = 0.3  #: no round is slimmer than this share of the curve, assumed

_HALVINGS, _DRAG_HALVINGS = 30, 6


@kernel
def fly_to(
    frame: np.ndarray,
    rounds: Any,
    r: int,
    aim: tuple[float, float, float],
    until: float,
) -> tuple[float, float, float, float, float]:
    """Fly a round from the origin to a fixed point.

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

    Returns
    -------
    Time of flight, distance from the point then, speed then, greatest speed, and the
    acceleration across the velocity that the round could still fly.
    [s, m, m s⁻¹, m s⁻¹, m s⁻²]
    """
    still = (0.0, 0.0, 0.0)
    v = launch_velocity(frame, still, aim, rounds.launch_elevation[r])
    state = (0.0, 0.0, 0.0, v[0], v[1], v[2], 0.0, 0.0, 0.0)
    air = surroundings(frame, still, 0.0)
    age, speed2, fastest, met = 0.0, 0.0, 0.0, False
    while age < until and not met:
        span, met, state, air = pursue(
            frame, rounds, r, age, until - age, state, air, aim, still, still, False
        )
        age += span
        speed2 = state[3] ** 2 + state[4] ** 2 + state[5] ** 2
        fastest = max(fastest, speed2)
        if spent(rounds, r, age, speed2, air[5]):
            break
    x, y, z = aim[0] - state[0], aim[1] - state[1], aim[2] - state[2]
    thrust, light = propulsion(rounds, r, age, 0.1)
    left = side_limit(rounds, r, air[0] * speed2 * light, thrust)
    miss = math.sqrt(x * x + y * y + z * z)
    return age, miss, math.sqrt(speed2), math.sqrt(fastest), left


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
def fly_out_time(
    frame: np.ndarray, rounds: Any, r: int, reach: float, height: float
) -> float:
    """Return the time of flight of a round to a point, or inf where it can't serve.

    It serves inside its published limits of range and altitude, where it arrives within
    `MISS_SHARE` lethal radii, faster than `SPEED_SHARE` of its least speed, and with
    `MARGIN` of acceleration left.

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
    time, miss, speed, _, left = fly_to(
        frame, rounds, r, point_at(reach, height), rounds.flight_time_max[r]
    )
    arrives = miss <= MISS_SHARE * rounds.lethal_radius[r]
    if arrives and speed >= SPEED_SHARE * rounds.speed_min[r] and left >= MARGIN:
        return time
    return math.inf


@kernel
def fly_out_table(
    frame: np.ndarray,
    rounds: Any,
    r: int,
    reaches: np.ndarray,
    heights: np.ndarray,
    out: np.ndarray,
) -> None:
    """Write the times of flight of a round to a grid of points.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    rounds, r
        The round.
    reaches, heights
        Ground ranges, shape (reach,), and altitudes, shape (height,), of the grid. [m]
    out
        Overwritten with times of flight, inf where the round can't serve; shape
        (reach, height). [s]
    """
    for i in range(reaches.shape[0]):
        for j in range(heights.shape[0]):
            out[i, j] = fly_out_time(frame, rounds, r, reaches[i], heights[j])


@kernel
def matched_boost(
    frame: np.ndarray, rounds: Any, r: int, speed_max: float, sustain_share: float
) -> tuple[float, float]:
    """Solve the thrust of a round so that its greatest speed is the published one.

    The nominal flight is towards a point at six tenths of its range and four tenths of
    its ceiling.  The solution is left in `rounds`; where there is none, zeros are.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    rounds, r
        The round, complete but for its thrust, which is overwritten.
    speed_max
        Published greatest speed. [m s⁻¹]
    sustain_share
        Share of the impulse in the second pulse, below 1; no matter without one. [1]

    Returns
    -------
    Boost and sustain thrust per kilogram, or nan. [m s⁻²]
    """
    low, high = 0.0, ACCELERATION_MAX
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        _set_thrust(rounds, r, middle, sustain_share)
        if _greatest_speed(frame, rounds, r) < speed_max:
            low = middle
        else:
            high = middle
    if high == ACCELERATION_MAX:
        _set_thrust(rounds, r, 0.0, 0.0)
        return math.nan, math.nan
    _set_thrust(rounds, r, high, sustain_share)
    return rounds.boost_acceleration[r], rounds.sustain_acceleration[r]


@kernel
def _set_thrust(rounds: Any, r: int, boost: float, share: float) -> None:
    rounds.boost_acceleration[r] = boost
    rounds.sustain_acceleration[r] = 0.0
    if rounds.sustain_time[r] > 0.0:
        ratio = rounds.boost_time[r] / rounds.sustain_time[r]
        rounds.sustain_acceleration[r] = boost * ratio * share / (1.0 - share)


@kernel
def _greatest_speed(frame: np.ndarray, rounds: Any, r: int) -> float:
    """Return the greatest speed of the nominal flight, reached when the motor stops."""
    aim = point_at(0.6 * rounds.range_max[r], 0.4 * rounds.altitude_max[r])
    return fly_to(frame, rounds, r, aim, burn_time(rounds, r) + 1.0)[3]


@kernel
def matched_drag(
    frame: np.ndarray, rounds: Any, r: int, speed_max: float, sustain_share: float
) -> float:
    """Solve the drag of a round, and its thrust, so that it flies as far as published.

    One curve of drag serves every round, and some are slimmer than it: a round that
    falls short of its range, at a quarter and at half of its ceiling, gets the greatest
    share of its drag area with which it does not.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    rounds, r
        The round, complete but for its thrust; thrust and drag area are overwritten.
    speed_max, sustain_share
        As of `matched_boost`. [m s⁻¹, 1]

    Returns
    -------
    Share of the drag area that is left, 1 where nothing need be changed; nan where even
    `DRAG_SHARE_MIN`, which is then left, is too much. [1]
    """
    area = rounds.drag_area[r]
    if _reaches(frame, rounds, r, speed_max, sustain_share):
        return 1.0
    low, high = DRAG_SHARE_MIN, 1.0
    rounds.drag_area[r] = low * area
    if not _reaches(frame, rounds, r, speed_max, sustain_share):
        return math.nan
    for _ in range(_DRAG_HALVINGS):
        middle = 0.5 * (low + high)
        rounds.drag_area[r] = middle * area
        if _reaches(frame, rounds, r, speed_max, sustain_share):
            low = middle
        else:
            high = middle
    rounds.drag_area[r] = low * area
    _reaches(frame, rounds, r, speed_max, sustain_share)
    return low


@kernel
def _reaches(
    frame: np.ndarray, rounds: Any, r: int, speed_max: float, share: float
) -> bool:
    """Match the thrust of a round; return whether it then flies as far as published."""
    matched_boost(frame, rounds, r, speed_max, share)
    reach, ceiling = rounds.range_max[r], rounds.altitude_max[r]
    for height in (0.25 * ceiling, 0.5 * ceiling):
        if fly_out_time(frame, rounds, r, reach, height) < math.inf:
            return True
    return False
