"""Whether a fire unit can shoot at a track, with what, and when it would meet it."""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.doctrine.predict import place
from kalkan.engine.belief import Crew, Tracks
from kalkan.engine.kinds import FireReason, Guidance, KinematicGroup, TargetClass
from kalkan.engine.plan import Batteries, Plan, RoundKinds
from kalkan.engine.view import azimuth_of, is_masked
from kalkan.physics.geodesy import altitude
from kalkan.physics.horizon import ground_distance
from kalkan.physics.kinematics import norm3

TRIES = 4  #: halvings of the time in which a track may come within reach
SETTLED = 0.5  #: a meeting is known to this [s]


@kernel
def believed_class(group: int) -> int:
    """Return the target class whose Pk stands for a kinematic group."""
    if group == KinematicGroup.BALLISTIC:
        return TargetClass.SHORT_RANGE_BALLISTIC.value
    if group == KinematicGroup.SLOW:
        return TargetClass.ONE_WAY_DRONE.value
    if group == KinematicGroup.CRUISE:
        return TargetClass.CRUISE_MISSILE.value
    return TargetClass.FIGHTER.value


@kernel
def fly_out_time(
    table: np.ndarray,
    reach: np.ndarray,
    heights: np.ndarray,
    r: int,
    distance: float,
    height: float,
) -> float:
    """Return the tabulated time of flight to a place [s]; inf where out of reach.

    Bilinear in ground range and altitude.
    """
    n, m = reach.shape[1], heights.shape[1]
    u = (n - 1) * (distance - reach[r, 0]) / (reach[r, n - 1] - reach[r, 0])
    w = (m - 1) * (height - heights[r, 0]) / (heights[r, m - 1] - heights[r, 0])
    if u > n - 1 or w > m - 1:
        return math.inf
    i, k = min(n - 2, max(0, int(u))), min(m - 2, max(0, int(w)))
    u, w = max(0.0, u) - i, max(0.0, w) - k
    low = _between(table[r, i, k], table[r, i + 1, k], u)
    high = _between(table[r, i, k + 1], table[r, i + 1, k + 1], u)
    return _between(low, high, w)


@kernel
def _between(first: float, second: float, share: float) -> float:
    """Return what lies `share` of the way; an end alone counts where it is all."""
    if share <= 0.0:
        return float(first)
    if share >= 1.0:
        return float(second)
    return float((1.0 - share) * first + share * second)


@kernel
def shot(
    plan: Plan, tracks: Tracks, crews: Crew, now: float, j: int, b: int, r: int
) -> tuple[float, int]:
    """Return when a round ordered now meets track `j`, and why it cannot.

    The time is inf and the reason a FireReason when no shot is feasible now.
    """
    start = now + plan.batteries.reaction[b]
    if _is_far(plan.batteries, plan.rounds, tracks, start, j, b, r):
        return math.inf, FireReason.OUT_OF_ENVELOPE.value
    harm = now + tracks.urgency[j]
    time, reason = meeting(plan, tracks, start, harm, j, b, r)
    if reason == FireReason.NOTHING:
        s, guidance = plan.batteries.radar[b], plan.rounds.guidance[r]
        own = guidance == Guidance.ACTIVE or guidance == Guidance.INFRARED
        x, y, z = place(plan.frame, tracks, j, time)
        height = altitude(plan.frame, x, y, z)
        reason = _guided(plan, crews, s, own, x, y, z, max(0.0, height))
    if reason != FireReason.NOTHING:
        return math.inf, reason
    return time, reason


@kernel
def _is_far(
    batteries: Batteries,
    rounds: RoundKinds,
    tracks: Tracks,
    start: float,
    j: int,
    b: int,
    r: int,
) -> bool:
    """Return whether track `j` cannot come into reach during a whole flight."""
    place, at = tracks.estimate, batteries.position
    dx, dy, dz = (
        place[j, 0] - at[b, 0],
        place[j, 1] - at[b, 1],
        place[j, 2] - at[b, 2],
    )
    speed = norm3(place[j, 3], place[j, 4], place[j, 5]) + 100.0
    longest = start - tracks.time[j] + rounds.flight_time_max[r]
    reach = rounds.range_max[r] + rounds.altitude_max[r]
    return bool(norm3(dx, dy, dz) - speed * longest > reach)


@kernel
def meeting(
    plan: Plan, tracks: Tracks, start: float, harm: float, j: int, b: int, r: int
) -> tuple[float, int]:
    """Return when a round launched at `start` meets track `j` [s], and why not.

    A round is late where it would arrive after the track, early where before; between
    them they meet.  That is halved until it is known to `SETTLED`.  A round that is
    early wherever it can reach would have to wait: no shot yet.
    """
    high = min(harm, start + plan.rounds.flight_time_max[r])
    late = lateness(plan, tracks, start, j, b, r, high)
    for _ in range(TRIES):
        if late == math.inf:  # gone out of reach by then: it is met before, if at all
            high = start + 0.5 * (high - start)
            late = lateness(plan, tracks, start, j, b, r, high)
    if late == math.inf:
        return math.inf, FireReason.OUT_OF_ENVELOPE.value
    if late > 0.0 or high <= start:
        return math.inf, FireReason.TOO_LATE.value
    low = start
    while high - low > SETTLED:
        middle = 0.5 * (low + high)
        found = lateness(plan, tracks, start, j, b, r, middle)
        if found > 0.0:
            low = middle
        else:
            high, late = middle, found
    if late < -2.0 * SETTLED:
        return math.inf, FireReason.OUT_OF_ENVELOPE.value
    return high, FireReason.NOTHING.value


@kernel
def lateness(
    plan: Plan, tracks: Tracks, start: float, j: int, b: int, r: int, time: float
) -> float:
    """Return how long after `time` a round gets where track `j` is then [s].

    It is inf where the round's published limits or its table say that it cannot.
    """
    at, rounds = plan.batteries.position, plan.rounds
    x, y, z = place(plan.frame, tracks, j, time)
    slant = norm3(x - at[b, 0], y - at[b, 1], z - at[b, 2])
    height = altitude(plan.frame, x, y, z)
    distance = ground_distance(slant, 0.0, max(0.0, height))
    reach = rounds.range_max[r]
    if tracks.group[j] == KinematicGroup.BALLISTIC:
        reach = rounds.range_max_ballistic[r]
    else:
        height = max(height, rounds.altitude_min[r])  # it flies on, whatever the noise
    if distance > reach or distance < rounds.range_min[r]:
        return math.inf
    if height > rounds.altitude_max[r] or height < rounds.altitude_min[r]:
        return math.inf
    flight = fly_out_time(plan.fly_out, plan.reach, plan.height, r, distance, height)
    return start + flight - time


@kernel
def _guided(
    plan: Plan,
    crews: Crew,
    s: int,
    own: bool,
    x: float,
    y: float,
    z: float,
    height: float,
) -> int:
    """Ask whether guidance radar `s` covers the meeting place.

    A round that sees by itself (`own`) needs no line of sight there.
    """
    at, sensors = crews.position, plan.sensors
    dx, dy, dz = x - at[s, 0], y - at[s, 1], z - at[s, 2]
    turn = azimuth_of(crews, s, dx, dy, dz) - sensors.sector_centre[s]
    turn %= 2.0 * math.pi
    if min(turn, 2.0 * math.pi - turn) > sensors.sector_half[s] + 1e-9:
        return FireReason.OUT_OF_SECTOR.value
    if own or not is_masked(plan.floors, crews, plan.earth[0], s, dx, dy, dz, height):
        return FireReason.NOTHING.value
    return FireReason.RADAR_MASKED.value
