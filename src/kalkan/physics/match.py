"""Solving what no source prints: thrust by speed, drag by range, lift by ceiling.

Each solution is a bisection over whole fly-outs, left in the record of the round.
"""

import math
from typing import Any

import numpy as np

from kalkan._kernel import kernel
from kalkan.constants import GRAVITY
from kalkan.physics.envelope import MARGIN, fly_out, fly_to, point_at
from kalkan.physics.flight import burn_time

ACCELERATION_MAX = 3000.0  #: no thrust beyond is tried [m s⁻²]
CEILING_LOAD = 3.0 * GRAVITY  #: left at the ceiling, against targets of 1 g, assumed

#: Where between least altitude and ceiling a round may fly farthest: rows of a table.
FAR_SHARES = (1.0 / 11.0, 3.0 / 11.0, 6.0 / 11.0)
NEAR_SHARE = 0.01  #: where its least range counts: overhead there is none
#: Shares of its greatest range at which a round may meet a target at its ceiling.
CEILING_SHARES = (0.15, 0.3, 0.5)

NEAR_TIMES, NEAR_LEAST = 4.0, 1e3  #: its least range is sought up to there [1, m]

_FINE, _COARSE, _SHARES = 30, 12, 8  # halvings


@kernel
def greatest_speed(frame: np.ndarray, rounds: Any, r: int) -> float:
    """Return the greatest speed of the nominal flight, reached when the motor stops.

    It is one to six tenths of the range and four tenths of the ceiling. [m s⁻¹]
    """
    still = (0.0, 0.0, 0.0)
    aim = point_at(0.6 * rounds.range_max[r], 0.4 * rounds.altitude_max[r])
    return fly_to(frame, rounds, r, aim, still, burn_time(rounds, r) + 1.0)[3]


@kernel
def match_speed(
    frame: np.ndarray, rounds: Any, r: int, speed_max: float, sustain_share: float
) -> float:
    """Solve the thrust of a round so that its greatest speed is the published one.

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
    Thrust of the boost over mass after burn-out; nan where none is enough, and zero is
    left in the record. [m s⁻²]
    """
    low, high = 0.0, ACCELERATION_MAX
    for _ in range(_FINE):
        middle = 0.5 * (low + high)
        set_thrust(rounds, r, middle, sustain_share)
        if greatest_speed(frame, rounds, r) < speed_max:
            low = middle
        else:
            high = middle
    if high == ACCELERATION_MAX:
        set_thrust(rounds, r, 0.0, 0.0)
        return math.nan
    set_thrust(rounds, r, high, sustain_share)
    return high


@kernel
def set_thrust(rounds: Any, r: int, boost: float, share: float) -> None:
    """Give a round the thrust of its boost, and what `share` makes of its sustain."""
    rounds.boost_acceleration[r] = boost
    rounds.sustain_acceleration[r] = 0.0
    if rounds.sustain_time[r] > 0.0:
        ratio = rounds.boost_time[r] / rounds.sustain_time[r]
        rounds.sustain_acceleration[r] = boost * ratio * share / (1.0 - share)


@kernel
def _height(rounds: Any, r: int, share: float) -> float:
    """Return the altitude at a share between least altitude and ceiling."""
    low = rounds.altitude_min[r]
    return low + share * (rounds.altitude_max[r] - low)


@kernel
def reaches(frame: np.ndarray, rounds: Any, r: int, reach: float) -> bool:
    """Return whether a round serves at a ground range at any of its best altitudes."""
    for share in FAR_SHARES:
        height = _height(rounds, r, share)
        if fly_out(frame, rounds, r, reach, height, 0.0, MARGIN)[0] < math.inf:
            return True
    return False


@kernel
def climbs(frame: np.ndarray, rounds: Any, r: int, height: float) -> bool:
    """Return whether a round serves at an altitude, `CEILING_LOAD` left."""
    for share in CEILING_SHARES:
        reach = share * rounds.range_max[r]
        if fly_out(frame, rounds, r, reach, height, 0.0, CEILING_LOAD)[0] < math.inf:
            return True
    return False


@kernel
def greatest_reach(frame: np.ndarray, rounds: Any, r: int) -> float:
    """Return the greatest ground range of a round, up to twice the published [m]."""
    low, high = 0.0, 2.0 * rounds.range_max[r]
    for _ in range(_COARSE):
        middle = 0.5 * (low + high)
        if reaches(frame, rounds, r, middle):
            low = middle
        else:
            high = middle
    return low


@kernel
def ceiling(frame: np.ndarray, rounds: Any, r: int) -> float:
    """Return the greatest altitude of a round, up to twice the published [m]."""
    low, high = 0.0, 2.0 * rounds.altitude_max[r]
    for _ in range(_COARSE):
        middle = 0.5 * (low + high)
        if climbs(frame, rounds, r, middle):
            low = middle
        else:
            high = middle
    return low


@kernel
def nearest_reach(frame: np.ndarray, rounds: Any, r: int) -> float:
    """Return the least ground range of a round low down, inf where beyond all sense.

    Beyond it the round serves, up to four times the published least range at most. [m]
    """
    low, high = 0.0, max(NEAR_TIMES * rounds.range_min[r], NEAR_LEAST)
    height = _height(rounds, r, NEAR_SHARE)
    if fly_out(frame, rounds, r, high, height, 0.0, MARGIN)[0] == math.inf:
        return math.inf
    for _ in range(_COARSE):
        middle = 0.5 * (low + high)
        if fly_out(frame, rounds, r, middle, height, 0.0, MARGIN)[0] < math.inf:
            high = middle
        else:
            low = middle
    return high


@kernel
def time_to(frame: np.ndarray, rounds: Any, r: int, reach: float) -> float:
    """Return the least time of flight to a ground range, inf where not reached [s]."""
    least = math.inf
    for share in FAR_SHARES:
        height = _height(rounds, r, share)
        least = min(least, fly_out(frame, rounds, r, reach, height, 0.0, MARGIN)[0])
    return least


@kernel
def match_range(
    frame: np.ndarray,
    rounds: Any,
    r: int,
    speed_max: float,
    sustain_share: float,
    low: float,
    high: float,
) -> float:
    """Solve the drag of a round, and its thrust, so that it flies as far as published.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    rounds, r
        The round, complete but for thrust, which is overwritten; the drag area is that
        of the generic curve, and is scaled.
    speed_max, sustain_share
        As of `match_speed`. [m s⁻¹, 1]
    low, high
        Bounds of the scale. [1]

    Returns
    -------
    Scale of the drag area, the greatest with which the round reaches its range: `high`
    where it would fly farther, `low` where it falls short. [1]
    """
    area = rounds.drag_area[r]
    rounds.drag_area[r] = high * area
    match_speed(frame, rounds, r, speed_max, sustain_share)
    if reaches(frame, rounds, r, rounds.range_max[r]):
        return high
    for _ in range(_SHARES):
        middle = math.sqrt(low * high)
        rounds.drag_area[r] = middle * area
        match_speed(frame, rounds, r, speed_max, sustain_share)
        if reaches(frame, rounds, r, rounds.range_max[r]):
            low = middle
        else:
            high = middle
    rounds.drag_area[r] = low * area
    match_speed(frame, rounds, r, speed_max, sustain_share)
    return low


@kernel
def match_ceiling(
    frame: np.ndarray, rounds: Any, r: int, low: float, high: float
) -> float:
    """Solve the lift of a round so that it still turns at its published ceiling.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    rounds, r
        The round; its lift area is for a greatest coefficient of 1, and is scaled.
    low, high
        Bounds of the greatest lift coefficient. [1]

    Returns
    -------
    Greatest lift coefficient, the least with which the round turns there: `low` where
    less would do, `high` where it can't. [1]
    """
    area = rounds.lift_area[r]
    rounds.lift_area[r] = low * area
    if math.isinf(area) or climbs(frame, rounds, r, rounds.altitude_max[r]):
        return low
    for _ in range(_SHARES):
        middle = math.sqrt(low * high)
        rounds.lift_area[r] = middle * area
        if climbs(frame, rounds, r, rounds.altitude_max[r]):
            high = middle
        else:
            low = middle
    rounds.lift_area[r] = high * area
    return high
