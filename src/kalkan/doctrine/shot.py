"""Whether a fire unit can shoot at a track, with what, and when it would meet it."""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.doctrine.predict import place
from kalkan.engine.belief import Crew, Tracks
from kalkan.engine.kinds import FireReason, Guidance, KinematicGroup, TargetClass
from kalkan.engine.plan import Batteries, Plan, RoundKinds, Sensors
from kalkan.physics.geodesy import altitude
from kalkan.physics.horizon import ground_distance, visible
from kalkan.physics.kinematics import norm3

STEPS = 10  #: fixed-point steps towards the intercept
GUESS = 1000.0  #: mean speed of a round before its table is read [m s⁻¹]
SETTLED = 0.5  #: the steps have met when they differ by less [s]


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
    low, high = table[r, i, k], table[r, i, k + 1]
    if u > 0.0:
        low = (1.0 - u) * low + u * table[r, i + 1, k]
        high = (1.0 - u) * high + u * table[r, i + 1, k + 1]
    if w <= 0.0:
        return float(low)
    return float((1.0 - w) * low + w * high)


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
    x, y, z, height, distance, time = meeting(plan, tracks, start, j, b, r)
    falls = tracks.group[j] == KinematicGroup.BALLISTIC
    reason = FireReason.NOTHING.value
    if time == math.inf or not _is_within(plan.rounds, r, falls, distance, height):
        reason = FireReason.OUT_OF_ENVELOPE.value
    elif time > now + tracks.urgency[j]:
        reason = FireReason.TOO_LATE.value
    else:
        s, guidance = plan.batteries.radar[b], plan.rounds.guidance[r]
        own = guidance == Guidance.ACTIVE or guidance == Guidance.INFRARED
        reason = _guided(plan.sensors, crews, plan.earth[0], s, own, x, y, z, height)
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
    plan: Plan, tracks: Tracks, start: float, j: int, b: int, r: int
) -> tuple[float, float, float, float, float, float]:
    """Return place [m], altitude, ground range [m] and time [s] of the intercept.

    Fixed-point steps between where the track will be and how long a round launched
    at `start` takes to get there; the time is inf when they do not meet.
    """
    at, frame = plan.batteries.position, plan.frame
    x, y, z = place(frame, tracks, j, start)
    slant = norm3(x - at[b, 0], y - at[b, 1], z - at[b, 2])
    time, height, distance = start + slant / GUESS, 0.0, math.inf
    for _ in range(STEPS):
        x, y, z = place(frame, tracks, j, time)
        slant = norm3(x - at[b, 0], y - at[b, 1], z - at[b, 2])
        height = altitude(frame, x, y, z)
        distance = ground_distance(slant, 0.0, max(0.0, height))
        flight = fly_out_time(
            plan.fly_out, plan.reach, plan.height, r, distance, height
        )
        if abs(start + flight - time) < SETTLED:
            return x, y, z, height, distance, start + flight
        time = start + flight
        if flight == math.inf:
            time = start + slant / GUESS
    return x, y, z, height, distance, math.inf


@kernel
def _is_within(
    rounds: RoundKinds, r: int, falls: bool, distance: float, height: float
) -> bool:
    """Hold the meeting place to the published limits of the round."""
    reach = rounds.range_max[r]
    if falls:
        reach = rounds.range_max_ballistic[r]
    if distance > reach or distance < rounds.range_min[r]:
        return False
    return bool(rounds.altitude_min[r] <= height <= rounds.altitude_max[r])


@kernel
def _guided(
    sensors: Sensors,
    crews: Crew,
    earth: float,
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
    at, axes = crews.position, crews.axes
    dx, dy, dz = x - at[s, 0], y - at[s, 1], z - at[s, 2]
    east = axes[s, 0] * dx + axes[s, 1] * dy + axes[s, 2] * dz
    north = axes[s, 3] * dx + axes[s, 4] * dy + axes[s, 5] * dz
    turn = (math.atan2(east, north) - sensors.sector_centre[s]) % (2.0 * math.pi)
    if min(turn, 2.0 * math.pi - turn) > sensors.sector_half[s] + 1e-9:
        return FireReason.OUT_OF_SECTOR.value
    slant = norm3(dx, dy, dz)
    if own or visible(slant, crews.altitude[s], max(0.0, height), earth):
        return FireReason.NOTHING.value
    return FireReason.RADAR_MASKED.value
