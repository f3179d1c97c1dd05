"""Whether a fire unit can shoot at a track, with what, and when it would meet it."""

import math

from kalkan._kernel import kernel
from kalkan.doctrine.predict import place
from kalkan.engine.belief import Belief
from kalkan.engine.kinds import FireReason, Guidance, KinematicGroup, TargetClass
from kalkan.engine.plan import Plan
from kalkan.physics.geodesy import aer, altitude
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
def fly_out_time(plan: Plan, r: int, distance: float, height: float) -> float:
    """Return the tabulated time of flight to a place [s]; inf where out of reach.

    Bilinear in ground range and altitude.
    """
    n, m = plan.reach.shape[1], plan.height.shape[1]
    u = (n - 1) * (distance - plan.reach[r, 0])
    u /= plan.reach[r, n - 1] - plan.reach[r, 0]
    w = (m - 1) * (height - plan.height[r, 0])
    w /= plan.height[r, m - 1] - plan.height[r, 0]
    if u > n - 1 or w > m - 1:
        return math.inf
    i, k = min(n - 2, max(0, int(u))), min(m - 2, max(0, int(w)))
    u, w = max(0.0, u) - i, max(0.0, w) - k
    table = plan.fly_out
    low = (1.0 - u) * table[r, i, k] + u * table[r, i + 1, k]
    high = (1.0 - u) * table[r, i, k + 1] + u * table[r, i + 1, k + 1]
    if w <= 0.0:
        return float(low)
    return float((1.0 - w) * low + w * high)


@kernel
def shot(plan: Plan, belief: Belief, j: int, b: int, r: int) -> tuple[float, int]:
    """Return when a round ordered now meets track `j`, and why it cannot.

    The time is inf and the reason a FireReason when no shot is feasible now.
    """
    if _is_far(plan, belief, j, b, r):
        return math.inf, FireReason.OUT_OF_ENVELOPE.value
    x, y, z, height, distance, time = meeting(plan, belief, j, b, r)
    reason = _limits(plan, belief, j, r, distance, height)
    if reason == FireReason.NOTHING and time == math.inf:
        reason = FireReason.OUT_OF_ENVELOPE.value
    if reason == FireReason.NOTHING:
        reason = _guided(plan, belief, b, r, x, y, z, height)
    if reason == FireReason.NOTHING:
        if time > belief.now[0] + belief.tracks.urgency[j]:
            reason = FireReason.TOO_LATE.value
    if reason != FireReason.NOTHING:
        return math.inf, reason
    return time, reason


@kernel
def _is_far(plan: Plan, belief: Belief, j: int, b: int, r: int) -> bool:
    """Return whether track `j` cannot come into reach during a whole flight."""
    mean, at = belief.tracks.estimate, plan.batteries.position[b]
    away = norm3(mean[j, 0] - at[0], mean[j, 1] - at[1], mean[j, 2] - at[2])
    speed = norm3(mean[j, 3], mean[j, 4], mean[j, 5]) + 100.0
    ago = belief.now[0] - belief.tracks.time[j]
    longest = ago + plan.batteries.reaction[b] + plan.rounds.flight_time_max[r]
    reach = plan.rounds.range_max[r] + plan.rounds.altitude_max[r]
    return bool(away - speed * longest > reach)


@kernel
def meeting(
    plan: Plan, belief: Belief, j: int, b: int, r: int
) -> tuple[float, float, float, float, float, float]:
    """Return place [m], altitude, ground range [m] and time [s] of the intercept.

    Fixed-point steps between where the track will be and how long the round takes to
    get there; the time is inf when they do not meet.
    """
    start, at = belief.now[0] + plan.batteries.reaction[b], plan.batteries.position[b]
    x, y, z = place(plan.frame, belief.tracks, j, start)
    slant = norm3(x - at[0], y - at[1], z - at[2])
    time, height, distance = start + slant / GUESS, 0.0, math.inf
    for _ in range(STEPS):
        x, y, z = place(plan.frame, belief.tracks, j, time)
        slant = norm3(x - at[0], y - at[1], z - at[2])
        height = altitude(plan.frame, x, y, z)
        distance = ground_distance(slant, 0.0, max(0.0, height))
        flight = fly_out_time(plan, r, distance, height)
        if abs(start + flight - time) < SETTLED:
            return x, y, z, height, distance, start + flight
        time = start + flight
        if flight == math.inf:
            time = start + slant / GUESS
    return x, y, z, height, distance, math.inf


@kernel
def _limits(
    plan: Plan, belief: Belief, j: int, r: int, distance: float, height: float
) -> int:
    """Hold the meeting place to the published limits of the round."""
    rounds = plan.rounds
    reach = rounds.range_max[r]
    if belief.tracks.group[j] == KinematicGroup.BALLISTIC:
        reach = rounds.range_max_ballistic[r]
    outside = distance > reach or distance < rounds.range_min[r]
    if outside or height > rounds.altitude_max[r] or height < rounds.altitude_min[r]:
        return FireReason.OUT_OF_ENVELOPE.value
    return FireReason.NOTHING.value


@kernel
def _guided(
    plan: Plan,
    belief: Belief,
    b: int,
    r: int,
    x: float,
    y: float,
    z: float,
    height: float,
) -> int:
    """Ask whether the guidance radar covers the meeting place."""
    s, crews = plan.batteries.radar[b], belief.crews
    at = crews.position[s]
    dx, dy, dz = x - at[0], y - at[1], z - at[2]
    slant, azimuth, _ = aer(crews.axes[s], dx, dy, dz)
    turn = math.pi - (math.pi - azimuth + plan.sensors.sector_centre[s]) % (2 * math.pi)
    if abs(turn) > plan.sensors.sector_half[s] + 1e-9:
        return FireReason.OUT_OF_SECTOR.value
    guidance = plan.rounds.guidance[r]
    if guidance == Guidance.ACTIVE or guidance == Guidance.INFRARED:
        return FireReason.NOTHING.value
    if not visible(slant, crews.altitude[s], max(0.0, height), plan.earth[0]):
        return FireReason.RADAR_MASKED.value
    return FireReason.NOTHING.value
