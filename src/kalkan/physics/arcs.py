"""Arcs of a route on the ellipsoid, and the knots that stand for them.

The normal of the ellipsoid (the "n-vector") turns about a fixed axis: on a great circle
between waypoints, on a small circle in a turn.  Altitude along an arc is a parabola.

References
----------
.. [1] K. Gade, "A non-singular horizontal position representation", *Journal of
   Navigation* 63 (3), 2010, pp. 395-417: equation 22, from normal to ECEF.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kalkan.constants import EARTH_MAJOR, EARTH_MINOR, EARTH_RADIUS

KNOT_SPACING = 5e3  #: greatest between knots on a leg [m]
KNOT_ANGLE = math.radians(15.0)  #: greatest between knots in a turn [rad]
BEND = 2e3  #: way on which a climb begins and ends, at most [m], assumed
STRAIGHT = 1e-9  #: a smaller change of course or place is none [rad]

_SQUARES = np.array([EARTH_MAJOR**2, EARTH_MAJOR**2, EARTH_MINOR**2])

Path = tuple[np.ndarray, np.ndarray, np.ndarray]


class Arc(NamedTuple):
    """A piece of a route, flown with positive angle."""

    start: np.ndarray  #: normal at the start, ECEF.  Shape: 3 [1]
    axis: np.ndarray  #: unit vector about which it turns, ECEF.  Shape: 3 [1]
    angle: float  #: turned about the axis [rad]
    height: float  #: altitude at the start [m]
    slope: float = 0.0  #: of the altitude, at the start [m rad⁻¹]
    bend: float = 0.0  #: growth of the slope over the arc [m rad⁻¹]

    def normals(self, angles: np.ndarray) -> np.ndarray:
        """Return the normals after each angle, by Rodrigues' formula; shape (n, 3)."""
        c, s = np.cos(angles)[:, None], np.sin(angles)[:, None]
        along = self.axis * float(self.axis @ self.start)
        across = np.cross(self.axis, self.start)
        return np.asarray(along + c * (self.start - along) + s * across)

    def normal(self, angle: float) -> np.ndarray:
        """Return the normal after an angle; shape (3,)."""
        return np.asarray(self.normals(np.array([angle]))[0])

    def heading(self, angle: float) -> np.ndarray:
        """Return the direction of flight over the ground after an angle; shape (3,)."""
        return unit(np.cross(self.axis, self.normal(angle)))

    @property
    def length(self) -> float:
        """Length on a mean sphere [m]."""
        across = np.cross(self.axis, self.start)
        return EARTH_RADIUS * self.angle * float(np.linalg.norm(across))

    def split(self, angle: float) -> tuple["Arc", "Arc"]:
        """Return the arc up to an angle inside it, and the rest."""
        share = angle / self.angle
        slope = self.slope + share * self.bend
        height = self.height + 0.5 * (self.slope + slope) * angle
        one = self._replace(angle=angle, bend=share * self.bend)
        other = self._replace(
            start=self.normal(angle),
            angle=self.angle - angle,
            height=height,
            slope=slope,
            bend=self.bend * (1.0 - share),
        )
        return one, other


def unit(vector: np.ndarray) -> np.ndarray:
    """Return a vector of length 1 in the direction of `vector`."""
    return np.asarray(vector / np.linalg.norm(vector))


def normal_of(lat: float, lon: float) -> np.ndarray:
    """Return the ellipsoid's normal at a place [rad], ECEF; shape (3,)."""
    c = math.cos(lat)
    return np.array([c * math.cos(lon), c * math.sin(lon), math.sin(lat)])


def towards(lat: float, lon: float, azimuth: float) -> np.ndarray:
    """Return the level direction of an azimuth at a place [rad], ECEF; shape (3,)."""
    sine, c, s = math.sin(lat), math.cos(lon), math.sin(lon)
    north = np.array([-sine * c, -sine * s, math.cos(lat)])
    east = np.array([-s, c, 0.0])
    return np.asarray(math.cos(azimuth) * north + math.sin(azimuth) * east)


def turn(
    start: np.ndarray, heading: np.ndarray, radius: float, angle: float, height: float
) -> Arc:
    """Return a level turn.

    Parameters
    ----------
    start, heading
        Normal and direction of flight at its start, ECEF; shape (3,).
    radius
        Of the turn. [m]
    angle
        Turned through on the turn's own circle: positive to the left. [rad]
    height
        Altitude. [m]

    Returns
    -------
    The turn.
    """
    rho = math.copysign(radius / EARTH_RADIUS, angle)
    centre = math.cos(rho) * start + math.sin(rho) * np.cross(start, heading)
    return Arc(start, math.copysign(1.0, angle) * centre, abs(angle), height)


def angle_between(one: np.ndarray, other: np.ndarray) -> float:
    """Return the angle between two directions [rad]."""
    across = float(np.linalg.norm(np.cross(one, other)))
    return math.atan2(across, float(one @ other))


def fly_by(
    corner: np.ndarray,
    axis: np.ndarray,
    next_axis: np.ndarray,
    rho: float,
    room: float,
    height: float,
) -> tuple[float, list[Arc]]:
    """Return the level turn that touches two great circles near where they meet.

    Parameters
    ----------
    corner
        Normal of the waypoint, ECEF; shape (3,).
    axis, next_axis
        Of the legs before and after it; shape (3,).
    rho
        Radius wanted. [rad]
    room
        How long before and after the waypoint it may reach, at most; it is flown
        tighter where that is short. [rad]
    height
        Altitude. [m]

    Returns
    -------
    How long before the waypoint it begins [rad], and the turn; none for a straight way.

    Notes
    -----
    Waypoint, centre and point of touch are a right triangle on the sphere, with half of
    what the change of course leaves of π at the waypoint:
    sin(lead) = tan(rho) tan(change / 2).

    References
    ----------
    .. [1] J. P. Snyder, *Map Projections: A Working Manual*, USGS Professional Paper
       1395, 1987, chapter 5 (spherical trigonometry).
    """
    change = math.atan2(
        float(np.cross(axis, next_axis) @ corner), float(axis @ next_axis)
    )
    if abs(change) < STRAIGHT:
        return 0.0, []
    half = math.tan(0.5 * abs(change))
    lead = math.asin(min(1.0, math.tan(rho) * half))
    if lead > room:
        lead = room
        rho = math.atan(math.sin(lead) / half)
    start = Arc(corner, axis, -lead, 0.0).normal(-lead)
    angle = 2.0 * math.atan2(math.tan(lead), math.sin(rho))
    angle = math.copysign(angle, change)
    radius = rho * EARTH_RADIUS
    return lead, [turn(start, np.cross(axis, start), radius, angle, height)]


def leg(
    start: np.ndarray, axis: np.ndarray, angle: float, low: float, high: float
) -> list[Arc]:
    """Return a leg: level, or a climb that begins and ends level."""
    if angle <= 0.0:
        return []
    if low == high:
        return [Arc(start, axis, angle, low)]
    ease = min(BEND / EARTH_RADIUS, 0.25 * angle)
    slope = (high - low) / (angle - ease)
    whole = Arc(start, axis, angle, low)
    last = angle - ease
    return [
        Arc(start, axis, ease, low, 0.0, slope),
        Arc(whole.normal(ease), axis, last - ease, low + 0.5 * slope * ease, slope),
        Arc(whole.normal(last), axis, ease, high - 0.5 * slope * ease, slope, -slope),
    ]


def knots_of(frame: np.ndarray, arcs: Sequence[Arc], speed: float) -> Path:
    """Return knots for arcs flown one after the other at constant speed.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    arcs
        Each begins where and as the one before it ends.
    speed
        Along the path. [m s⁻¹]

    Returns
    -------
    Time since the start, shape (knot,) [s]; position and velocity, ENU, shape (knot, 3)
    [m, m s⁻¹].
    """
    time, place, velocity = [np.zeros(1)], [], []
    for k, arc in enumerate(arcs):
        spans, places, tangents = _sampled(arc)
        first = 0 if k == 0 else 1  # the first knot is the last of the arc before
        time.append(time[-1][-1] + np.cumsum(spans) / speed)
        place.append(places[first:])
        velocity.append(speed * tangents[first:])
    rotation = frame[3:].reshape(3, 3)
    position = (np.concatenate(place) - frame[:3]) @ rotation.T
    return np.concatenate(time), position, np.concatenate(velocity) @ rotation.T


def base_pieces(arc: Arc) -> int:
    """Return into how many pieces an arc is cut at least, for its shape."""
    radius = math.sqrt(max(0.0, 1.0 - float(arc.axis @ arc.start) ** 2))
    pieces = arc.length / KNOT_SPACING
    if radius < 0.5:  # not a great circle
        pieces = max(pieces, arc.angle / KNOT_ANGLE)
    return max(1, math.ceil(pieces - 1e-9))


def place_of(normals: np.ndarray, heights: np.ndarray) -> np.ndarray:
    """Return places above the ellipsoid, ECEF; shape (n, 3).

    Parameters
    ----------
    normals
        Of the ellipsoid below them, ECEF; shape (n, 3).
    heights
        Above it; shape (n,). [m]
    """
    scale = 1.0 / np.sqrt(normals**2 @ _SQUARES)[:, None]
    return np.asarray(_SQUARES * normals * scale + heights[:, None] * normals)


def tangents_of(
    normals: np.ndarray, turning: np.ndarray, heights: np.ndarray, slopes: np.ndarray
) -> np.ndarray:
    """Return the rates at which places change along a way, ECEF; shape (n, 3).

    Parameters
    ----------
    normals, heights
        As of `place_of`.
    turning
        Rates of the normals; shape (n, 3).
    slopes
        Rates of the heights; shape (n,).
    """
    scale = 1.0 / np.sqrt(normals**2 @ _SQUARES)[:, None]
    stretch = ((normals * turning) @ _SQUARES)[:, None] * scale**3
    rates = _SQUARES * (turning * scale - normals * stretch)
    return np.asarray(rates + heights[:, None] * turning + slopes[:, None] * normals)


def _sampled(arc: Arc) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return lengths between knots; places and directions of flight at knots, ECEF."""
    pieces = base_pieces(arc)
    angles = np.linspace(0.0, arc.angle, 2 * pieces + 1)
    normals = arc.normals(angles)
    turning = np.cross(arc.axis, normals)
    slopes = arc.slope + arc.bend * angles / arc.angle
    heights = arc.height + 0.5 * (arc.slope + slopes) * angles
    places = place_of(normals, heights)
    rates = tangents_of(normals, turning, heights, slopes)
    pace = np.linalg.norm(rates, axis=1)
    spans = (pace[:-1:2] + 4.0 * pace[1::2] + pace[2::2]) * arc.angle / (6.0 * pieces)
    return spans, places[::2], (rates / pace[:, None])[::2]
