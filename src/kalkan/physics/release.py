"""Routes of carriers, which let a weapon go on the way to a target."""

import math
from collections.abc import Sequence

import numpy as np

from kalkan.constants import EARTH_RADIUS
from kalkan.physics.arcs import STRAIGHT, Arc, normal_of, turn
from kalkan.physics.routes import route_arcs


def release_arcs(
    places: np.ndarray,
    altitude: float,
    speed: float,
    turn_acceleration: float,
    releases_at: float,
    turns_back: bool,
) -> tuple[list[Arc], list[Arc]]:
    """Return the route of a carrier that releases a weapon near its last waypoint.

    Parameters
    ----------
    places
        Latitude and longitude of the waypoints; shape (waypoint, 2).  The last one is
        the target. [rad]
    altitude
        Of the flight. [m]
    speed
        Along the path. [m s⁻¹]
    turn_acceleration
        In turns. [m s⁻²]
    releases_at
        Ground distance to the target at release. [m]
    turns_back
        Whether it turns round after the release, to the left, and flies back as far as
        it came; otherwise it flies on to the last waypoint.

    Returns
    -------
    Arcs before and after the release, one after the other.
    """
    heights = np.full(len(places), altitude)
    arcs = route_arcs(places, heights, speed, turn_acceleration)
    before, after = _cut(arcs, normal_of(*places[-1]), releases_at / EARTH_RADIUS)
    if turns_back:
        after = _return(before, after, altitude, speed * speed / turn_acceleration)
    return before, after


def _cut(
    arcs: Sequence[Arc], target: np.ndarray, limit: float
) -> tuple[list[Arc], list[Arc]]:
    """Return the arcs before and after the target comes within `limit` [rad]."""
    near = math.cos(limit)
    for k, arc in enumerate(arcs):
        angles = np.linspace(0.0, arc.angle, max(2, math.ceil(arc.length / 1e3) + 1))
        inside = np.flatnonzero(arc.normals(angles) @ target >= near)
        if inside.size == 0:
            continue
        first = int(inside[0])
        if first == 0:
            return list(arcs[:k]), list(arcs[k:])
        low, high = float(angles[first - 1]), float(angles[first])
        for _ in range(50):
            middle = 0.5 * (low + high)
            if float(arc.normal(middle) @ target) >= near:
                high = middle
            else:
                low = middle
        one, other = arc.split(high)
        rest = [other] if other.angle > STRAIGHT else []
        return [*arcs[:k], one], [*rest, *arcs[k + 1 :]]
    return list(arcs), []


def _return(
    before: Sequence[Arc], after: Sequence[Arc], height: float, radius: float
) -> list[Arc]:
    """Return a turn to the reverse course, and a leg as long as the way so far."""
    if before:
        start = before[-1].normal(before[-1].angle)
        heading = before[-1].heading(before[-1].angle)
    else:
        start, heading = after[0].start, after[0].heading(0.0)
    around = turn(start, heading, radius, math.pi, height)
    start, heading = around.normal(math.pi), around.heading(math.pi)
    back = max(sum(arc.length for arc in before), radius) / EARTH_RADIUS
    return [around, Arc(start, np.cross(start, heading), back, height)]
