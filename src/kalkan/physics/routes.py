"""Routes of aircraft, cruise missiles and drones, as knots of a path.

Legs are great circles of geodetic latitude and longitude, as on a sphere: they stray
from the geodesic between their ends by less than 0.1 % of its length.  Turns at
waypoints are circular, flown by on the inside.  Climbs are straight but for a short
pull-up and level-off.  Speed along the path is constant.  The Earth is smooth, and
altitudes are above the ellipsoid.

References
----------
.. [1] N. X. Vinh, *Flight Mechanics of High-Performance Aircraft*, Cambridge
   University Press, 1993, chapter 3: radius of a steady turn, v² / a.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from kalkan.constants import EARTH_RADIUS
from kalkan.physics.arcs import (
    STRAIGHT,
    Arc,
    Path,
    angle_between,
    fly_by,
    knots_of,
    leg,
    normal_of,
    towards,
    turn,
    unit,
)
from kalkan.physics.geodesy import local_up

TAPER = 0.2  #: share of a path's time on which drift grows, and fades, assumed


def route_knots(
    frame: np.ndarray,
    places: np.ndarray,
    altitudes: np.ndarray,
    speed: float,
    turn_acceleration: float,
) -> Path:
    """Return the path along waypoints.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    places
        Latitude and longitude of at least two waypoints; shape (waypoint, 2). [rad]
    altitudes
        At the waypoints; shape (waypoint,). [m]
    speed
        Along the path. [m s⁻¹]
    turn_acceleration
        In turns; more where legs are too short for it. [m s⁻²]

    Returns
    -------
    Time since the start, shape (knot,) [s]; position and velocity, ENU, shape (knot, 3)
    [m, m s⁻¹].  The first knot is the first waypoint, the last knot the last one.
    """
    return knots_of(frame, _route(places, altitudes, speed, turn_acceleration), speed)


def turn_back_knots(
    frame: np.ndarray,
    places: np.ndarray,
    altitude: float,
    speed: float,
    turn_acceleration: float,
    releases_at: float,
    turns_back: bool,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    """Return the path of a carrier that releases a weapon at its last waypoint.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
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
    Time, position and velocity as of `route_knots`, and the path time of release. [s]
    """
    heights = np.full(len(places), altitude)
    arcs = _route(places, heights, speed, turn_acceleration)
    before, after = _cut(arcs, normal_of(*places[-1]), releases_at / EARTH_RADIUS)
    release = float(knots_of(frame, before, speed)[0][-1]) if before else 0.0
    if turns_back:
        after = _return(before, after, altitude, speed * speed / turn_acceleration)
    time, position, velocity = knots_of(frame, [*before, *after], speed)
    return time, position, velocity, release


def orbit_knots(
    frame: np.ndarray,
    lat: float,
    lon: float,
    altitude: float,
    radius: float,
    speed: float,
    start_angle: float,
    duration: float,
) -> Path:
    """Return the path of a level circle, flown clockwise.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    lat, lon
        Centre. [rad]
    altitude
        Of the flight. [m]
    radius
        Of the circle, over the ground. [m]
    speed
        Along the path. [m s⁻¹]
    start_angle
        Azimuth from the centre at which it starts. [rad]
    duration
        Of the path. [s]

    Returns
    -------
    Time, position and velocity as of `route_knots`.
    """
    rho = radius / EARTH_RADIUS
    centre = normal_of(lat, lon)
    out = towards(lat, lon, start_angle)
    start = math.cos(rho) * centre + math.sin(rho) * out
    angle = speed * duration / ((EARTH_RADIUS + altitude) * math.sin(rho))
    time, position, velocity = knots_of(
        frame, [Arc(start, -centre, angle, altitude)], speed
    )
    return time * (duration / time[-1]), position, velocity * (time[-1] / duration)


def route_drift(
    frame: np.ndarray,
    time: np.ndarray,
    position: np.ndarray,
    velocity: np.ndarray,
    from_start: bool = True,
) -> np.ndarray:
    """Return the direction to the right at each knot, times a taper.

    A path moved by a multiple of it runs beside the nominal one and ends where that
    ends.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    time, position, velocity
        Knots, as of `route_knots`.
    from_start
        Whether it also begins where the nominal path begins.

    Returns
    -------
    Level vectors of length 0 to 1, ENU; shape (knot, 3). [1]
    """
    share = (time - time[0]) / max(time[-1] - time[0], 1e-9)
    taper = np.minimum(1.0, (1.0 - share) / TAPER)
    if from_start:
        taper = np.minimum(taper, share / TAPER)
    up = np.array([local_up(frame, x, y, z) for x, y, z in position])
    right = np.cross(velocity, up)
    length = np.linalg.norm(right, axis=1)
    return np.asarray(right * (taper / np.maximum(length, 1e-9))[:, None])


def _route(
    places: np.ndarray, altitudes: np.ndarray, speed: float, acceleration: float
) -> list[Arc]:
    """Return legs and turns."""
    normals, heights = _distinct(places, altitudes)
    axes = [unit(np.cross(a, b)) for a, b in pairwise(normals)]
    lengths = [angle_between(a, b) for a, b in pairwise(normals)]
    rho = speed * speed / acceleration / EARTH_RADIUS
    arcs: list[Arc] = []
    cut = 0.0  # of the leg, taken by the turn before it
    for k, (axis, length) in enumerate(zip(axes, lengths, strict=True)):
        lead, low, high = 0.0, heights[k], heights[k + 1]
        bent: list[Arc] = []
        if k + 1 < len(axes):
            room = 0.5 * min(length, lengths[k + 1])
            lead, bent = fly_by(normals[k + 1], axis, axes[k + 1], rho, room, high)
        start = Arc(normals[k], axis, cut, 0.0).normal(cut)
        arcs += [*leg(start, axis, length - cut - lead, low, high), *bent]
        cut = lead
    return arcs


def _distinct(
    places: np.ndarray, altitudes: np.ndarray
) -> tuple[list[np.ndarray], list[float]]:
    """Return normals and altitudes of waypoints, without those that repeat a place."""
    normals: list[np.ndarray] = []
    heights: list[float] = []
    for (lat, lon), height in zip(places, altitudes, strict=True):
        normal = normal_of(lat, lon)
        if normals and angle_between(normals[-1], normal) < STRAIGHT:
            heights[-1] = float(height)
            continue
        normals.append(normal)
        heights.append(float(height))
    return normals, heights


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
