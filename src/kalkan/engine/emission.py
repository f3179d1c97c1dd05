"""Crews decide whether their radars radiate: belief alone, once a command cycle.

A crew that waits radiates once there is something to look at, and goes on until there
has been nothing for `LINGER`.  One that hides falls silent when a track of its picture
looks like a missile that homes on its radar; the silence begins no sooner than it can
last until the missile is down.
"""

import math

from kalkan._kernel import kernel
from kalkan.engine.belief import Belief, Crew, Tracks
from kalkan.engine.kinds import (
    NONE,
    Emission,
    EngagementState,
    Identity,
    KinematicGroup,
    TrackStatus,
)
from kalkan.engine.plan import Plan, Sensors
from kalkan.engine.view import azimuth_of, is_blind, is_masked
from kalkan.physics.geodesy import altitude
from kalkan.physics.kinematics import norm3

#: A radar that waits goes on so long after the last thing worth a look, assumed: a few
#: turns of a search radar, so that what a hill hides for a while does not end it [s].
LINGER = 60.0
#: What is slower is not taken for an anti-radiation missile, assumed: the Mach 2 and
#: more that are printed of them, less a third; no aircraft on its way comes so fast
#: [m s⁻¹].
HOMING_SPEED = 450.0
#: Nor what would pass the radar by more than this, assumed: a heading known to 3° half
#: a minute away [m].
HOMING_PASS = 1500.0
#: A round this near to its meeting with the missile is seen through, assumed: its
#: seeker is on, and a command round has the last of its way before it [s].
TERMINAL = 10.0
#: A missile may come so much later than its speed says, assumed: it slows down [s].
LATE = 5.0


@kernel
def emit(plan: Plan, belief: Belief) -> None:
    """Let every crew decide whether its radar radiates from now on."""
    crews, orders, now = belief.crews, plan.emissions, belief.now[0]
    for s in range(crews.alive.shape[0]):
        if crews.alive[s] == 0:
            crews.review[s] = math.inf
            if plan.sensors.carrier[s] == NONE:
                _turn(crews, s, 0, Emission.NOTHING_LEFT, now)
            continue
        if orders.hides[s] > 0.0:
            _hide(plan, belief, s, now)
        if orders.waits[s] == 1 or crews.barred[s] > 0.0:
            _decide(plan, belief, s, now)


@kernel
def _turn(crews: Crew, s: int, radiates: int, why: int, now: float) -> None:
    """Let radar `s` radiate or fall silent, if that is a change."""
    if crews.radiating[s] != radiates:
        crews.radiating[s], crews.since[s], crews.why[s] = radiates, now, why


@kernel
def _decide(plan: Plan, belief: Belief, s: int, now: float) -> None:
    """Let radar `s` radiate if nothing bars it and there is a reason to."""
    crews, orders = belief.crews, plan.emissions
    why = Emission.STANDING.value
    if orders.waits[s] == 1:
        why = _stir(plan, belief, s)
        if why != Emission.NOTHING_LEFT and why != Emission.BLIND:
            crews.stirred[s] = now
    crews.review[s] = math.inf
    if now < crews.barred[s]:
        crews.review[s] = crews.barred[s]
        why = Emission.HIDING.value
        if now < orders.silent_until[s]:
            why = Emission.ORDERED.value
        _turn(crews, s, 0, why, now)
    elif why != Emission.NOTHING_LEFT:
        _turn(crews, s, 1, why, now)
    elif now >= crews.stirred[s] + LINGER:
        _turn(crews, s, 0, why, now)
    standing = orders.waits[s] == 0 or why == Emission.BLIND
    if crews.radiating[s] == 1 and not standing:
        crews.review[s] = crews.stirred[s] + LINGER


# ------------------------------------------------------------------ what to look at


@kernel
def _stir(plan: Plan, belief: Belief, s: int) -> int:
    """Return why radar `s` should radiate now, an Emission; or NOTHING_LEFT."""
    if _is_bound(plan, belief, s):
        return Emission.ENGAGEMENT.value
    if is_blind(plan, belief, s):
        return Emission.BLIND.value
    p = belief.wiring.node_picture[plan.sensors.node[s]]
    for j in range(belief.slots[p, 0], belief.used[p]):
        if is_worth_a_look(belief.tracks, j) and _covers(plan, belief, s, j):
            return Emission.TRACK.value
    if belief.cued[0] > 0 and _is_cued(plan, belief, s, p):
        return Emission.CUED.value
    return Emission.NOTHING_LEFT.value


@kernel
def _is_cued(plan: Plan, belief: Belief, s: int, p: int) -> bool:
    """Return whether picture `p` has a cue to where radar `s` could see."""
    cues, crews, now = belief.cues, belief.crews, belief.now[0]
    for c in range(cues.number.shape[0]):
        told = cues.number[c] > 0 and cues.picture[c] == p
        if not told or not cues.arrival[c] <= now < cues.until[c]:
            continue
        ahead = now - cues.time[c]
        x = cues.place[c, 0] + ahead * cues.velocity[c, 0]
        y = cues.place[c, 1] + ahead * cues.velocity[c, 1]
        z = cues.place[c, 2] + ahead * cues.velocity[c, 2]
        if covers(plan, crews, s, x, y, z):
            return True
    return False


@kernel
def _is_bound(plan: Plan, belief: Belief, s: int) -> bool:
    """Return whether a fire unit that guides with radar `s` has an engagement open."""
    engagements, radar = belief.engagements, plan.batteries.radar
    for e in range(belief.opened[0]):
        if engagements.state[e] != EngagementState.CLOSED:
            if radar[engagements.battery[e]] == s:
                return True
    return False


@kernel
def is_worth_a_look(tracks: Tracks, j: int) -> bool:
    """Return whether track `j` is firm, threatens, and is not known to be ours."""
    if tracks.status[j] != TrackStatus.CONFIRMED or tracks.urgency[j] == math.inf:
        return False
    identity = tracks.identity[j]
    return bool(identity != Identity.FRIEND and identity != Identity.NEUTRAL)


@kernel
def _covers(plan: Plan, belief: Belief, s: int, j: int) -> bool:
    """Return whether radar `s` could see track `j` where it is believed to be."""
    tracks, ahead = belief.tracks, belief.now[0] - belief.tracks.time[j]
    at = tracks.estimate
    x = at[j, 0] + ahead * at[j, 3]
    y = at[j, 1] + ahead * at[j, 4]
    z = at[j, 2] + ahead * at[j, 5]
    return covers(plan, belief.crews, s, x, y, z)


@kernel
def covers(plan: Plan, crews: Crew, s: int, x: float, y: float, z: float) -> bool:
    """Return whether a place lies in the reach, sector and sight of radar `s`.

    Parameters
    ----------
    plan, crews
        What the radar is and where.
    s
        The radar.
    x, y, z
        The place, ENU. [m]
    """
    sensors, at = plan.sensors, crews.position
    dx, dy, dz = x - at[s, 0], y - at[s, 1], z - at[s, 2]
    if norm3(dx, dy, dz) > sensors.range_max[s]:
        return False
    if not _is_in_sector(sensors, s, azimuth_of(crews, s, dx, dy, dz)):
        return False
    height = max(0.0, altitude(plan.frame, x, y, z))
    return not is_masked(plan.floors, crews, plan.earth[0], s, dx, dy, dz, height)


@kernel
def _is_in_sector(sensors: Sensors, s: int, azimuth: float) -> bool:
    turn = (azimuth - sensors.sector_centre[s]) % (2.0 * math.pi)
    return bool(min(turn, 2.0 * math.pi - turn) <= sensors.sector_half[s] + 1e-9)


# ------------------------------------------------------------------ what to hide from


@kernel
def _hide(plan: Plan, belief: Belief, s: int, now: float) -> None:
    """Bar radar `s` while something seems to home on it, from soon enough on."""
    crews, tracks = belief.crews, belief.tracks
    p = belief.wiring.node_picture[plan.sensors.node[s]]
    if p == NONE:
        return
    longest = plan.emissions.hides[s]
    for j in range(belief.slots[p, 0], belief.used[p]):
        left = time_to_radar(tracks, crews, s, j, now)
        if left > longest or _is_met(plan, belief, s, j, left):
            continue
        if now >= crews.barred[s]:
            crews.barred[s] = now + longest
        crews.barred[s] = max(crews.barred[s], now + left + LATE)


@kernel
def time_to_radar(tracks: Tracks, crews: Crew, s: int, j: int, now: float) -> float:
    """Return how long track `j` still flies to radar `s` if it homes on it, or inf [s].

    Taken for an anti-radiation missile is what is firm, not known to be ours, does not
    fall freely, is faster than `HOMING_SPEED`, and passes the radar, straight on and
    seen from above, by less than `HOMING_PASS`.
    """
    if tracks.status[j] != TrackStatus.CONFIRMED or tracks.believed_dead[j] == 1:
        return math.inf
    identity, group = tracks.identity[j], tracks.group[j]
    ours = identity == Identity.FRIEND or identity == Identity.NEUTRAL
    if ours or group == KinematicGroup.BALLISTIC:
        return math.inf
    ahead, at = now - tracks.time[j], tracks.estimate
    vx, vy, vz = at[j, 3], at[j, 4], at[j, 5]
    dx = crews.position[s, 0] - at[j, 0] - ahead * vx
    dy = crews.position[s, 1] - at[j, 1] - ahead * vy
    flat = math.hypot(vx, vy)
    if norm3(vx, vy, vz) < HOMING_SPEED or flat == 0.0:
        return math.inf
    along = (dx * vx + dy * vy) / flat
    aside = abs(dx * vy - dy * vx) / flat
    if along <= 0.0 or aside > HOMING_PASS:
        return math.inf
    return along / flat


@kernel
def _is_met(plan: Plan, belief: Belief, s: int, j: int, left: float) -> bool:
    """Return whether a round that radar `s` guides is about to meet track `j` first."""
    engagements, tracks, now = belief.engagements, belief.tracks, belief.now[0]
    for e in range(belief.opened[0]):
        if engagements.state[e] != EngagementState.FLYING or engagements.flying[e] == 0:
            continue
        this = engagements.track[e] == j and engagements.number[e] == tracks.number[j]
        wait = engagements.due[e] - now
        own = plan.batteries.radar[engagements.battery[e]] == s
        if this and own and 0.0 <= wait <= min(TERMINAL, left):
            return True
    return False
