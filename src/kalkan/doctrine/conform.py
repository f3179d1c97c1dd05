"""Whether a track keeps to a corridor: in it, along it, at a plausible speed.

What has begun to keep to one is allowed a little more before it counts as leaving.  A
track whose place is not known as well as the corridor is wide keeps to none.

References
----------
.. [1] Joint Publication 3-52, *Joint Airspace Control*, 2014, appendix A: minimum-risk
   routes, low-level transit routes and other measures by which flights are told from
   hostile ones by where they are, and when.
"""

import math
from typing import NamedTuple

from kalkan._kernel import kernel
from kalkan.doctrine.predict import place
from kalkan.engine.belief import Tracks
from kalkan.engine.kinds import NONE
from kalkan.engine.plan import Corridors, Legs, Plan
from kalkan.physics.corridor import along_leg, from_centre, leg_offset
from kalkan.physics.gating import variance_along
from kalkan.physics.geodesy import altitude
from kalkan.physics.kinematics import norm3
from kalkan.physics.motion import position_covariance

ALONG = math.cos(math.radians(30.0))  #: of who enters, as pilots hold a track, assumed
ALONG_KEPT = math.cos(math.radians(60.0))  #: of who is in, so that a bend may be flown
WIDER = 1.25  #: of the half width, for who is in, assumed [1]
HIGHER = 300.0  #: above and below, for who is in: a flight level, assumed [m]
PACE = 1.1  #: on the limits of speed, for who is in: wind, assumed [1]


class Flight(NamedTuple):
    """Where a track is believed to be now, from the Earth's centre."""

    x: float  #: [m]
    y: float  #: [m]
    z: float  #: [m]
    height: float  #: altitude [m]
    covariance: tuple[float, float, float, float, float, float]  #: [m²]


@kernel
def follow_corridor(plan: Plan, tracks: Tracks, j: int, now: float) -> None:
    """Note which corridor track `j` keeps to, and since when."""
    if plan.corridors.half_width.shape[0] == 0:
        return
    kept = _corridor_of(plan, tracks, j, now)
    if kept == NONE:
        tracks.kept_since[j] = math.inf
    elif kept != tracks.corridor[j]:
        tracks.kept_since[j] = now
    tracks.corridor[j] = kept


@kernel
def _corridor_of(plan: Plan, tracks: Tracks, j: int, now: float) -> int:
    """Return the corridor that track `j` keeps to, that of before first, or NONE."""
    before, ago = tracks.corridor[j], now - tracks.time[j]
    x, y, z = place(plan.frame, tracks, j, now)
    p = position_covariance(tracks.covariance[j], ago, tracks.agility[j])
    height = altitude(plan.frame, x, y, z)
    x, y, z = from_centre(plan.frame, x, y, z)
    flight = Flight(x, y, z, height, p)
    if before != NONE:
        if keeps_to(plan.corridors, plan.legs, tracks, j, before, flight, True, now):
            return int(before)
    for c in range(plan.corridors.half_width.shape[0]):
        if keeps_to(plan.corridors, plan.legs, tracks, j, c, flight, False, now):
            return c
    return NONE


@kernel
def keeps_to(
    corridors: Corridors,
    legs: Legs,
    tracks: Tracks,
    j: int,
    c: int,
    flight: Flight,
    is_in: bool,
    now: float,
) -> bool:
    """Return whether track `j`, believed at `flight`, keeps to corridor `c`.

    `is_in` says that it has, up to now, and is allowed more.
    """
    if now < corridors.opens[c] or now > corridors.closes[c]:
        return False
    if not _is_at_height(corridors, c, flight, is_in):
        return False
    for k in range(corridors.leg_first[c], corridors.leg_last[c] + 1):
        if _is_beside(corridors, legs, c, k, flight, is_in):
            if _is_along(corridors, legs, tracks, j, c, k, flight, is_in):
                return True
    return False


@kernel
def _is_at_height(corridors: Corridors, c: int, flight: Flight, is_in: bool) -> bool:
    """Return whether a flight is between floor and ceiling, as far as is known."""
    low, high = corridors.low[c], corridors.high[c]
    away = norm3(flight.x, flight.y, flight.z)
    ux, uy, uz = flight.x / away, flight.y / away, flight.z / away
    if variance_along(flight.covariance, ux, uy, uz) > 0.25 * (high - low) ** 2:
        return False
    slack = HIGHER if is_in else 0.0
    return bool(low - slack <= flight.height <= high + slack)


@kernel
def _is_beside(
    corridors: Corridors, legs: Legs, c: int, k: int, flight: Flight, is_in: bool
) -> bool:
    """Return whether a flight is within the width of leg `k`, as far as is known."""
    half = corridors.half_width[c]
    n0, n1, n2 = legs.normal[k, 0], legs.normal[k, 1], legs.normal[k, 2]
    if variance_along(flight.covariance, n0, n1, n2) > half * half:
        return False
    radius = norm3(flight.x, flight.y, flight.z) - flight.height
    joins = k > corridors.leg_first[c], k < corridors.leg_last[c]
    start, end, normal = legs.start[k], legs.end[k], legs.normal[k]
    x, y, z = flight.x, flight.y, flight.z
    aside = leg_offset(start, end, normal, joins, x, y, z, radius)
    return bool(aside <= half * (WIDER if is_in else 1.0))


@kernel
def _is_along(
    corridors: Corridors,
    legs: Legs,
    tracks: Tracks,
    j: int,
    c: int,
    k: int,
    flight: Flight,
    is_in: bool,
) -> bool:
    """Return whether track `j` flies along leg `k`, at a speed that is plausible."""
    v = tracks.estimate
    speed, cosine = along_leg(
        legs.normal[k], flight.x, flight.y, flight.z, v[j, 3], v[j, 4], v[j, 5]
    )
    if corridors.one_way[c] == 0:
        cosine = abs(cosine)
    pace = PACE if is_in else 1.0
    if speed < corridors.slowest[c] / pace or speed > corridors.fastest[c] * pace:
        return False
    return bool(cosine >= (ALONG_KEPT if is_in else ALONG))
