"""A flight, point by point."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from geographiclib.geodesic import Geodesic

from kalkan.ballistics.checks import (
    checked,
    checked_earth,
    drag_table,
    number,
    profile,
)
from kalkan.ballistics.programme import Programme
from kalkan.numerics.integrate import ROWS, STATE, TOLERANCE
from kalkan.physics import trajectory
from kalkan.physics.earth import WGS84, Earth
from kalkan.physics.ellipsoid import cartesian, geodetic
from kalkan.physics.forces import Body
from kalkan.physics.staging import Missile, phases, unpowered
from kalkan.physics.steering import Guided, from_ned, programmed
from kalkan.physics.trajectory import COLUMNS, COMPONENTS, Limits
from kalkan.physics.wind import CALM, Wind

_STEPS, _SAMPLES = 20000, 2_000_000  # most points of a flight


class Projectile(NamedTuple):
    """A body without an engine."""

    mass: float  #: [kg]
    area: float  #: that its drag coefficient refers to [m²]


class State(NamedTuple):
    """Where a body is, and how it moves over the turning Earth."""

    time: float  #: since launch [s]
    latitude: float  #: geodetic [rad]
    longitude: float  #: [rad]
    altitude: float  #: above the ellipsoid [m]
    north: float  #: velocity [m/s]
    east: float  #: velocity [m/s]
    down: float  #: velocity [m/s]


@dataclass(frozen=True)
class Flight:
    """A flight, point by point; the last is its end."""

    time: np.ndarray  #: since launch.  Shape: point [s]
    latitude: np.ndarray  #: geodetic.  Shape: point [rad]
    longitude: np.ndarray  #: Shape: point [rad]
    altitude: np.ndarray  #: above the ellipsoid.  Shape: point [m]
    north: np.ndarray  #: velocity over the turning Earth.  Shape: point [m/s]
    east: np.ndarray  #: Shape: point [m/s]
    down: np.ndarray  #: Shape: point [m/s]
    position: np.ndarray  #: Earth-centred, turning with the Earth.  Shape: point, 3 [m]
    apogee: float  #: greatest altitude, between points too [m]
    landed: bool  #: whether it came down to the floor
    range: float  #: along the ellipsoid from start to end [m]

    @property
    def speed(self) -> np.ndarray:
        """Speed over the turning Earth.  Shape: point [m/s]."""
        return np.asarray(np.sqrt(self.north**2 + self.east**2 + self.down**2))

    @property
    def start(self) -> State:
        """The first point."""
        return self._state(0)

    @property
    def end(self) -> State:
        """The last point."""
        return self._state(-1)

    def _state(self, i: int) -> State:
        columns = (getattr(self, name) for name in State._fields)
        return State(*(float(column[i]) for column in columns))


def fly(
    body: Projectile | Missile,
    *,
    latitude: float = 0.0,
    longitude: float = 0.0,
    altitude: float = 0.0,
    velocity: Sequence[float] = (0.0, 0.0, 0.0),
    programme: Programme | None = None,
    drag: float | Sequence[tuple[float, float]] | None = None,
    earth: Earth = WGS84,
    wind: Wind = CALM,
    duration: float = 6000.0,
    floor: float | None = 0.0,
    interval: float | None = None,
    tolerance: float = 1e-6,
) -> Flight:
    """Fly a body until it is down, or for a duration.

    Parameters
    ----------
    body
        A projectile, or a missile with its stages.
    latitude, longitude
        Geodetic, of the start. [rad]
    altitude
        Above the ellipsoid, of the start. [m]
    velocity
        North, east, down over the turning Earth, at the start. [m/s]
    programme
        How a missile steers.
    drag
        Coefficient, or pairs of Mach number and coefficient; None is that of a slender
        missile by Forden (2007). [1]
    earth
        `WGS84` (turning ellipsoid, J2), `ROUND`, `ROUND_ROTATING`, or any other.
    wind
        `CALM`, `steady(speed, from)` or `profile(altitude, east, north)`.
    duration
        Longest. [s]
    floor
        Altitude at which what sinks has landed; None never lands. [m]
    interval
        Between points; None has one at each step of the integrator. [s]
    tolerance
        Error of the place in each step; that of the velocity is a tenth of it per
        second. [m]

    Returns
    -------
    The flight.

    Raises
    ------
    ValueError
        When a number is not finite or out of its range, or a missile has no programme.

    Examples
    --------
    Straight up without air, over a round Earth at rest:

    >>> from kalkan.physics.earth import ROUND
    >>> flight = fly(Projectile(1.0, 0.0), velocity=(0.0, 0.0, -1000.0), earth=ROUND)
    >>> round(flight.apogee), round(flight.end.time, 2), flight.landed
    (51326, 205.85, True)
    """
    earth, wind = checked_earth(earth), profile(*wind)
    start = (
        number("latitude", latitude, -0.5 * math.pi, 0.5 * math.pi),
        number("longitude", longitude),
        number("altitude", altitude, -0.9 * earth.major),
    )
    duration = number("duration", duration, 1e-9)
    steps, samples = _room(duration, interval)
    work = np.zeros((ROWS, COMPONENTS))
    work[TOLERANCE, :3] = number("tolerance", tolerance, 1e-12)
    work[TOLERANCE, 3:] = 0.1 * tolerance
    work[STATE, :3] = cartesian(earth.major, earth.eccentricity2, *start)
    work[STATE, 3:] = from_ned(*start[:2], *_velocity(velocity))
    lowest = -math.inf if floor is None else number("floor", floor)
    limits = Limits(duration, lowest, float(interval or 0.0), 1)
    points = np.zeros((steps + samples + 2, COLUMNS))
    ending = trajectory.fly(
        earth, wind, _body(body, programme, drag, start), limits, work, points[:-1]
    )
    many, time, apogee, landed = ending
    if points[many - 1, 0] < time:
        points[many, 0], points[many, 1:-1] = time, work[STATE]
        many += 1
    return _flight(earth, points[:many], apogee, landed)


def _room(duration: float, interval: float | None) -> tuple[int, int]:
    """Return room for points at steps and at intervals."""
    if interval is None:
        return _STEPS, 0
    samples = duration / number("interval", interval, 1e-9)
    if samples > _SAMPLES:
        raise ValueError(f"interval: more than {_SAMPLES} points; choose a longer one")
    return 0, math.ceil(samples)


def _velocity(velocity: Sequence[float]) -> list[float]:
    if len(velocity) != 3:
        raise ValueError("velocity: north, east and down")
    return [number("velocity", part) for part in velocity]


def _body(
    body: Projectile | Missile,
    programme: Programme | None,
    drag: float | Sequence[tuple[float, float]] | None,
    start: tuple[float, float, float],
) -> Body:
    """Return what flies, checked."""
    mach, coefficient = drag_table(drag)
    if isinstance(body, Projectile):
        rows = unpowered(
            number("mass", body.mass, 1e-12), number("area", body.area, 0.0)
        )
        idle = programmed(Guided.UNSET, 0.0, 0.0, 0.0, 1.0)
        return Body(rows, mach, coefficient, idle)
    checked(body)
    if programme is None:
        raise ValueError("programme: a missile needs one")
    steering = programme.steering(body, start[0], start[1])
    rows = phases(body, 1.0, float(coefficient[-1]) or 1.0)
    return Body(rows, mach, coefficient, steering)


def _flight(earth: Earth, points: np.ndarray, apogee: float, landed: bool) -> Flight:
    """Return a flight from points in Earth-centred coordinates."""
    figure = earth.major, earth.eccentricity2
    lat, lon, alt = np.array([geodetic(*figure, *row) for row in points[:, 1:4]]).T
    vx, vy, vz = points[:, 4:7].T
    out = np.cos(lon) * vx + np.sin(lon) * vy
    north = np.cos(lat) * vz - np.sin(lat) * out
    down = -np.sin(lat) * vz - np.cos(lat) * out
    east = np.cos(lon) * vy - np.sin(lon) * vx
    ends = np.degrees([lat[0], lon[0], lat[-1], lon[-1]])
    flattening = 1.0 - math.sqrt(1.0 - earth.eccentricity2)
    ground = Geodesic(earth.major, flattening).Inverse(*ends)["s12"]
    place = points[:, 1:4].copy()
    time = points[:, 0].copy()
    return Flight(
        time, lat, lon, alt, north, east, down, place, apogee, landed, float(ground)
    )
