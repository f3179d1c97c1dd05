"""How to fire a ballistic missile so that it falls on its aim, as high as is wished.

Three numbers are sought: azimuth, elevation and effort, which is a speed, a time of
burning or a thrust.  At a given elevation the effort settles how far it flies; the
elevation then settles its apogee; and the azimuth is turned by what the Earth's
rotation and the wind carry it aside.  This is first done roughly, then finely.

References
----------
.. [1] A. D. Wheelon, "Free flight of a ballistic missile", *ARS Journal* 29 (12), 1959,
   pp. 915-926.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from kalkan.numerics.integrate import ROWS, STATE, TOLERANCE
from kalkan.numerics.roots import rising_root
from kalkan.physics.earth import Earth
from kalkan.physics.ellipsoid import cartesian
from kalkan.physics.forces import Body
from kalkan.physics.staging import DRAG_COEFFICIENT, DRAG_MACH
from kalkan.physics.steering import Guided, Steering, fixed, from_ned, programmed
from kalkan.physics.trajectory import COLUMNS, COMPONENTS, Ending, Limits, fly
from kalkan.physics.wind import Wind

PLACE_TOLERANCE = 0.02  #: of the fall, along and aside [m]
ROUGH_TOLERANCE = 20.0  #: of the fall, while the apogee is sought [m]
APOGEE_TOLERANCE = 20.0  #: [m]
ELEVATION_TOLERANCE = 1e-5  #: [rad]
EFFORT_TOLERANCE = 1e-10  #: relative, where the fall jumps over the aim [1]
STEP_TOLERANCE, ROUGH_STEP = 1e-6, 1e-3  #: of the integrator, each step [m]
TIME_MAX = 6000.0  #: a longer flight is none [s]
RISE = 5.0  #: longest time straight up, assumed [s]
#: Share of the burn by which a rocket has turned over, assumed. [1]
TURNED = {Guided.LOFTED: 0.3, Guided.GRAVITY_TURN: 0.3}

ELEVATION_MIN, ELEVATION_MAX = math.radians(5.0), math.radians(88.0)
#: Elevations tried until one leads to the aim, after the likeliest. [rad]
TRIALS = tuple(map(math.radians, (45.0, 65.0, 25.0, 80.0, 12.0)))

_MACH, _DRAG = np.array(DRAG_MACH), np.array(DRAG_COEFFICIENT)
_NOTHING = np.empty((0, COLUMNS))


class Rocket(NamedTuple):
    """What is fired, as the search sees it."""

    phases: Callable[[float], np.ndarray]  #: of an effort
    guided: Guided
    burn_time: float  #: [s]
    effort: float  #: a first guess
    gun: bool = False  #: whether the effort is the speed at the start instead [m/s]


class Plane(NamedTuple):
    """The plane of start, aim and the Earth's centre."""

    rows: np.ndarray  #: up, along and right.  Shape: 3, 3 [1]
    angle: float  #: from start to aim [rad]
    radius: float  #: of the aim from the centre [m]


@dataclass(frozen=True)
class Shot:
    """What is to be flown."""

    earth: Earth
    wind: Wind
    start: tuple[float, float, float]  #: latitude, longitude, altitude [rad, rad, m]
    aim: tuple[float, float, float]
    rocket: Rocket

    @cached_property
    def plane(self) -> Plane:
        """The plane that it is flown in, but for rotation and wind."""
        figure = self.earth.major, self.earth.eccentricity2
        start = np.array(cartesian(*figure, *self.start))
        aim = np.array(cartesian(*figure, *self.aim))
        up = start / np.linalg.norm(start)
        level = aim - up * float(up @ aim)
        away = float(np.linalg.norm(level))
        along = level / away
        angle = math.atan2(away, float(up @ aim))
        rows = np.array([up, along, np.cross(along, up)])
        return Plane(rows, angle, float(np.linalg.norm(aim)))


class Lay(NamedTuple):
    """How a missile is fired."""

    azimuth: float  #: [rad]
    elevation: float  #: [rad]
    effort: float


class Fall(NamedTuple):
    """Where a missile fell."""

    along: float  #: beyond the aim, nan where it never fell [m]
    aside: float  #: to the right of the aim [m]
    ending: Ending
    state: np.ndarray  #: place and velocity at the end, ECEF


def steered(rocket: Rocket, start: tuple[float, float, float], lay: Lay) -> Steering:
    """Return the steering of a lay: when to rise and how fast to turn over is assumed.

    Parameters
    ----------
    rocket
        What is fired.
    start
        Latitude, longitude [rad] and altitude [m].
    lay
        Azimuth, elevation and effort.

    Returns
    -------
    Steering.
    """
    if rocket.guided is Guided.FIXED:
        return fixed(start[0], start[1], lay.azimuth, lay.elevation)
    rise = min(RISE, 0.1 * rocket.burn_time)
    turning = TURNED[rocket.guided] * rocket.burn_time - rise
    rate = (0.5 * math.pi - lay.elevation) / turning
    return programmed(rocket.guided, lay.azimuth, lay.elevation, rise, rate)


def launch(
    shot: Shot,
    lay: Lay,
    points: np.ndarray = _NOTHING,
    parts: int = 1,
    tolerance: float = STEP_TOLERANCE,
) -> Fall:
    """Fly a shot until it is down at the altitude of its aim.

    Parameters
    ----------
    shot
        What is to be flown.
    lay
        How it is fired.
    points
        Overwritten with points of the flight.  Shape: point, COLUMNS.
    parts
        Points a step.
    tolerance
        Of the integrator, each step. [m]

    Returns
    -------
    Where it fell.
    """
    earth, rocket, (lat, lon, alt) = shot.earth, shot.rocket, shot.start
    work = np.zeros((ROWS, COMPONENTS))
    work[TOLERANCE, :3], work[TOLERANCE, 3:] = tolerance, 0.01 * tolerance
    work[STATE, :3] = cartesian(earth.major, earth.eccentricity2, lat, lon, alt)
    if rocket.gun:
        level = lay.effort * math.cos(lay.elevation)
        north, east = level * math.cos(lay.azimuth), level * math.sin(lay.azimuth)
        down = -lay.effort * math.sin(lay.elevation)
        work[STATE, 3:] = from_ned(lat, lon, north, east, down)
    body = Body(
        rocket.phases(lay.effort), _MACH, _DRAG, steered(rocket, shot.start, lay)
    )
    limits = Limits(TIME_MAX, shot.aim[2], 0.0, parts)
    ending = Ending(*fly(earth, shot.wind, body, limits, work, points))
    along, aside = _missed(shot.plane, work[STATE, :3])
    if not ending.landed:
        along = math.inf if ending.apogee > 1e5 else math.nan
    return Fall(along, aside, ending, work[STATE].copy())


def _missed(plane: Plane, place: np.ndarray) -> tuple[float, float]:
    """Return how far beyond and to the right of the aim a place is [m]."""
    up, along, right = plane.rows @ place
    aside = math.atan2(right, math.hypot(up, along)) * plane.radius
    return (math.atan2(along, up) - plane.angle) * plane.radius, aside


def solve(shot: Shot, apogee: float) -> Lay | None:
    """Return how to fire so that the fall is on the aim and the apogee as wished.

    Parameters
    ----------
    shot
        What is to be flown.
    apogee
        Wanted; the lowest that can be flown where that is higher. [m]

    Returns
    -------
    The lay, or None where no elevation leads to the aim.

    Notes
    -----
    The apogee of the flights that come down at the aim grows with the elevation.
    """
    search = _Search(shot, apogee)
    likely = math.atan2(4.0 * apogee, shot.plane.angle * shot.plane.radius)
    for guess in (min(max(likely, 0.1), 1.5), *TRIALS):
        if math.isfinite(search.apogee_off(guess)):
            break
    else:
        return None
    rising_root(
        search.apogee_off,
        ELEVATION_MIN,
        ELEVATION_MAX,
        guess,
        APOGEE_TOLERANCE,
        ELEVATION_TOLERANCE,
        30,
    )
    return search.settled()


class _Search:
    """What is known while a shot is being solved."""

    def __init__(self, shot: Shot, apogee: float) -> None:
        self.shot, self.apogee = shot, apogee
        self.azimuth, self.effort = _azimuth(shot), shot.rocket.effort
        self.best: Lay | None = None

    def apogee_off(self, elevation: float) -> float:
        """Return the apogee beyond that wished, of the flight that hits.

        Where none does, nan below the elevations that lead to the aim and inf above.
        """
        fall = self._hit(elevation, ROUGH_TOLERANCE, ROUGH_STEP)
        if fall is None:
            steep = self.best is not None and elevation > self.best.elevation
            return math.inf if steep else math.nan
        self.best = Lay(self.azimuth, elevation, self.effort)
        self._turn(fall)
        return fall.ending.apogee - self.apogee

    def settled(self) -> Lay | None:
        """Return the best lay once it hits finely, from side to side too."""
        assert self.best is not None
        elevation, self.effort = self.best.elevation, self.best.effort
        for _ in range(10):
            fall = self._hit(elevation, PLACE_TOLERANCE, STEP_TOLERANCE)
            if fall is None:
                return None
            if abs(fall.aside) < PLACE_TOLERANCE:
                break
            self._turn(fall)
        return Lay(self.azimuth, elevation, self.effort)

    def _hit(self, elevation: float, close: float, tolerance: float) -> Fall | None:
        """Fly as far off as the aim is at an elevation, and keep that effort."""
        falls: list[Fall] = []

        def beyond(effort: float) -> float:
            lay = Lay(self.azimuth, elevation, effort)
            falls.append(launch(self.shot, lay, tolerance=tolerance))
            return falls[-1].along

        fine = EFFORT_TOLERANCE * self.effort
        effort = rising_root(beyond, 0.0, math.inf, self.effort, close, fine, 25)
        if not abs(falls[-1].along) <= 5.0 * close:
            return None
        self.effort = effort
        return falls[-1]

    def _turn(self, fall: Fall) -> None:
        """Turn the azimuth by what the fall was aside."""
        plane = self.shot.plane
        self.azimuth -= fall.aside / (math.sin(plane.angle) * plane.radius)


def _azimuth(shot: Shot) -> float:
    """Return the azimuth of the plane of a shot at its start."""
    (lat, lon, _), along = shot.start, shot.plane.rows[1]
    north = from_ned(lat, lon, 1.0, 0.0, 0.0)
    east = from_ned(lat, lon, 0.0, 1.0, 0.0)
    return math.atan2(float(np.dot(east, along)), float(np.dot(north, along)))
