"""Routes of aircraft, cruise missiles and drones, as knots of a path.

Legs are great circles of geodetic latitude and longitude, as on a sphere: they stray
from the geodesic between their ends by less than 0.1 % of its length.  Turns at
waypoints are circular, flown by on the inside.  Climbs are straight but for a short
pull-up and level-off.  Speed along the path is constant.  The Earth is smooth, and
altitudes are above the ellipsoid; `course` and `follow` fly the same arcs over terrain.

References
----------
.. [1] N. X. Vinh, *Flight Mechanics of High-Performance Aircraft*, Cambridge
   University Press, 1993, chapter 3: radius of a steady turn, v² / a.
"""

import math
from itertools import pairwise

import numpy as np

from kalkan.constants import EARTH_RADIUS
from kalkan.physics.arcs import (
    STRAIGHT,
    Arc,
    angle_between,
    fly_by,
    leg,
    normal_of,
    towards,
    unit,
)
from kalkan.physics.geodesy import local_up

TAPER = 0.2  #: share of a path's time on which drift grows, and fades, assumed


def route_arcs(
    places: np.ndarray, altitudes: np.ndarray, speed: float, turn_acceleration: float
) -> list[Arc]:
    """Return the legs and turns along waypoints.

    Parameters
    ----------
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
    Arcs, one after the other, from the first waypoint to the last.
    """
    normals, heights = _distinct(places, altitudes)
    axes = [unit(np.cross(a, b)) for a, b in pairwise(normals)]
    lengths = [angle_between(a, b) for a, b in pairwise(normals)]
    rho = speed * speed / turn_acceleration / EARTH_RADIUS
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


def orbit_arc(
    lat: float,
    lon: float,
    altitude: float,
    radius: float,
    length: float,
    start_angle: float,
) -> Arc:
    """Return a level circle, flown clockwise.

    Parameters
    ----------
    lat, lon
        Centre. [rad]
    altitude
        Of the flight. [m]
    radius
        Of the circle, over the ground. [m]
    length
        Of the way at that altitude; once around and more if it is long. [m]
    start_angle
        Azimuth from the centre at which it starts. [rad]
    """
    rho = radius / EARTH_RADIUS
    centre = normal_of(lat, lon)
    out = towards(lat, lon, start_angle)
    start = math.cos(rho) * centre + math.sin(rho) * out
    angle = length / ((EARTH_RADIUS + altitude) * math.sin(rho))
    return Arc(start, -centre, angle, altitude)


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
        Knots, as of `knots_of`.
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
