"""Ballistic missiles: closed forms without air, and whole flights as knots of a path.

A missile is either a rocket with stages, or a motor that pushes with constant
acceleration in one direction for its whole burn, as if it were throttled to the range.
Either flies over a turning WGS-84 Earth with J2, with drag by Mach number, in wind.

References
----------
.. [1] R. R. Bate, D. D. Mueller, J. E. White, *Fundamentals of Astrodynamics*, Dover,
   1971, chapter 6 (ballistic missile trajectories).
.. [2] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA, 2012,
   chapters 11 and 13.
"""

import math
from functools import partial

import numpy as np

from kalkan._kernel import kernel
from kalkan.constants import EARTH_MU, EARTH_RADIUS, GRAVITY
from kalkan.numerics.roots import peak
from kalkan.physics.aiming import (
    ELEVATION_MAX,
    ELEVATION_MIN,
    ROUGH_STEP,
    Fall,
    Lay,
    Rocket,
    Shot,
    launch,
    solve,
)
from kalkan.physics.earth import WGS84, Earth
from kalkan.physics.knots import thin
from kalkan.physics.staging import Missile, phases, pushed, reference_area, unpowered
from kalkan.physics.steering import Guided
from kalkan.physics.trajectory import COLUMNS
from kalkan.physics.wind import CALM, Wind

Place = tuple[float, float, float]  #: latitude, longitude, altitude [rad, rad, m]
Knots = tuple[np.ndarray, np.ndarray, np.ndarray]

_POINTS, _PARTS = 20000, 2  # of a flight before it is thinned; a step
_NO_KNOTS = np.zeros(0), np.zeros((0, 3)), np.zeros((0, 3))


@kernel
def minimum_energy_speed(reach: float, radius: float, mu: float) -> float:
    """Return the speed at launch of the flight that needs least energy for a range.

    Parameters
    ----------
    reach
        Ground range, less than half around. [m]
    radius
        Of a spherical Earth without air or rotation. [m]
    mu
        Its gravitational parameter. [m³ s⁻²]

    Returns
    -------
    Speed. [m/s]

    References
    ----------
    .. [1] R. R. Bate, D. D. Mueller, J. E. White, *Fundamentals of Astrodynamics*,
       Dover, 1971, section 6.2.4.

    Examples
    --------
    >>> round(minimum_energy_speed(1000e3, 6371e3, EARTH_MU), 1)
    3016.1
    """
    sine = math.sin(0.5 * reach / radius)
    return math.sqrt(mu / radius * 2.0 * sine / (1.0 + sine))


@kernel
def minimum_energy_elevation(reach: float, radius: float) -> float:
    """Return the elevation at launch of the flight that needs least energy.

    Parameters
    ----------
    reach
        Ground range, less than half around. [m]
    radius
        Of a spherical Earth without air or rotation. [m]

    Returns
    -------
    Elevation. [rad]

    References
    ----------
    .. [1] R. R. Bate, D. D. Mueller, J. E. White, *Fundamentals of Astrodynamics*,
       Dover, 1971, equation 6.2-18.

    Examples
    --------
    >>> round(math.degrees(minimum_energy_elevation(1000e3, 6371e3)), 3)
    42.752
    """
    return 0.25 * (math.pi - reach / radius)


@kernel
def minimum_energy_apogee(reach: float, radius: float = EARTH_RADIUS) -> float:
    """Return the apogee of the flight that needs least energy for a range.

    Parameters
    ----------
    reach
        Ground range, less than half around. [m]
    radius
        Of a spherical Earth without air or rotation. [m]

    Returns
    -------
    Apogee above the surface. [m]

    References
    ----------
    .. [1] R. R. Bate, D. D. Mueller, J. E. White, *Fundamentals of Astrodynamics*,
       Dover, 1971, section 6.2.4.

    Examples
    --------
    >>> round(minimum_energy_apogee(1000e3), -2)
    239900.0
    """
    half = 0.5 * reach / radius
    return 0.5 * radius * (math.sin(half) + math.cos(half) - 1.0)


@kernel
def minimum_energy_time(reach: float, radius: float, mu: float) -> float:
    """Return the time of flight of the flight that needs least energy for a range.

    Parameters
    ----------
    reach
        Ground range, less than half around. [m]
    radius
        Of a spherical Earth without air or rotation. [m]
    mu
        Its gravitational parameter. [m³ s⁻²]

    Returns
    -------
    Time. [s]

    References
    ----------
    .. [1] R. R. Bate, D. D. Mueller, J. E. White, *Fundamentals of Astrodynamics*,
       Dover, 1971, equation 6.2-22, with the ellipse of equation 6.2-15.

    Examples
    --------
    >>> round(minimum_energy_time(1000e3, 6371e3, EARTH_MU), 1)
    474.4
    """
    half = 0.5 * reach / radius
    major = 0.5 * radius * (1.0 + math.sin(half))
    eccentricity = math.cos(half) / (1.0 + math.sin(half))
    anomaly = math.acos((1.0 - radius / major) / eccentricity)
    swept = math.pi - anomaly + eccentricity * math.sin(anomaly)
    return 2.0 * math.sqrt(major / mu) * major * swept


def rocket_of(missile: Missile, guided: Guided) -> Rocket:
    """Return a missile with stages as it is searched for.

    Its effort is the share of its burns after which the engine is cut off; above 1,
    what its thrust is multiplied by.

    Parameters
    ----------
    missile
        What flies.
    guided
        How it steers.

    Returns
    -------
    Rocket.
    """
    return Rocket(partial(phases, missile), guided, missile.burn_time, 0.8)


def motor(boost_time: float, ballistic_coefficient: float, reach: float) -> Rocket:
    """Return a motor of constant acceleration, or a gun, as it is searched for.

    Its effort is a speed: acceleration times time.

    Parameters
    ----------
    boost_time
        0 is a gun. [s]
    ballistic_coefficient
        Mass over drag coefficient and area; inf is no drag. [kg m⁻²]
    reach
        About the range that is asked for. [m]

    Returns
    -------
    Rocket.
    """
    least = minimum_energy_speed(reach, EARTH_RADIUS, EARTH_MU)
    if boost_time > 0.0:

        def phases_of(speed: float) -> np.ndarray:
            return pushed(speed, boost_time, ballistic_coefficient)

        guess = 1.1 * least + 0.7 * GRAVITY * boost_time
        return Rocket(phases_of, Guided.FIXED, boost_time, guess)
    falling = unpowered(1.0, reference_area(1.0, ballistic_coefficient))
    return Rocket(lambda _: falling, Guided.FIXED, 0.0, 1.02 * least, True)


def farthest(
    missile: Missile,
    guided: Guided,
    start: Place,
    azimuth: float,
    earth: Earth = WGS84,
    wind: Wind = CALM,
) -> tuple[Lay, Fall]:
    """Return how a missile flies farthest: the elevation is searched for.

    Parameters
    ----------
    missile
        What flies; all of its propellant is burnt.
    guided
        How it steers: LOFTED or GRAVITY_TURN.
    start
        Latitude, longitude [rad] and altitude [m]; it falls to the same altitude.
    azimuth
        Of its climb. [rad]
    earth
        Model of the Earth.
    wind
        Profile of the wind.

    Returns
    -------
    How it is fired, and where it fell.
    """
    lat, lon, alt = start
    shot = Shot(earth, wind, start, (lat, lon + 0.1, alt), rocket_of(missile, guided))

    def flown(elevation: float) -> float:
        fall = launch(shot, Lay(azimuth, elevation, 1.0), tolerance=ROUGH_STEP)
        up = float(shot.plane.rows[0] @ fall.state[:3])
        return math.acos(min(1.0, up / float(np.linalg.norm(fall.state[:3]))))

    tried = np.linspace(ELEVATION_MIN, ELEVATION_MAX, 12)
    best = int(np.argmax([flown(elevation) for elevation in tried.tolist()]))
    low, high = float(tried[max(best - 1, 0)]), float(tried[min(best + 1, 11)])
    lay = Lay(azimuth, peak(flown, low, high, 1e-4), 1.0)
    return lay, launch(shot, lay)


def fitted(
    missile: Missile,
    guided: Guided,
    start: Place,
    aim: Place,
    apogee: float,
    earth: Earth,
) -> tuple[Missile, Lay] | None:
    """Return the missile whose whole burn takes it to an aim with an apogee.

    Its thrust is scaled: of what is published, range and apogee are measured best, and
    specific impulse and dry mass worst.

    Parameters
    ----------
    missile
        What flies.
    guided
        How it steers: LOFTED or GRAVITY_TURN.
    start, aim
        Latitude, longitude [rad] and altitude [m].
    apogee
        Wanted. [m]
    earth
        Model of the Earth.

    Returns
    -------
    Missile and how it is fired, the azimuth turned for the Earth's rotation; None where
    no flight does both.
    """
    rocket = Rocket(
        lambda factor: phases(missile.scaled(factor)), guided, missile.burn_time, 1.0
    )
    shot = Shot(earth, CALM, start, aim, rocket)
    lay = solve(shot, apogee)
    if lay is None or abs(launch(shot, lay).ending.apogee - apogee) > 1e-3 * apogee:
        return None
    return missile.scaled(lay.effort), lay._replace(effort=1.0)


def ballistic_knots(
    frame: np.ndarray,
    lat0: float,
    lon0: float,
    alt0: float,
    lat1: float,
    lon1: float,
    alt1: float,
    apogee: float,
    boost_time: float,
    ballistic_coefficient: float,
    *,
    missile: Missile | None = None,
    guided: Guided = Guided.LOFTED,
    wind: Wind = CALM,
    earth: Earth = WGS84,
) -> Knots:
    """Return the path of a ballistic missile.

    Azimuth, elevation and effort are solved so that it comes down at the aim point and
    its apogee is `apogee`, or that of the minimum-energy flight where this is lower.
    Where so low an apogee can't be flown, it is the lowest that can.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    lat0, lon0, alt0
        Launch place. [rad, rad, m]
    lat1, lon1, alt1
        Aim point. [rad, rad, m]
    apogee
        Wanted apogee; inf for minimum energy. [m]
    boost_time
        Of the motor; 0 is a shot from a gun.  Not read where there are stages. [s]
    ballistic_coefficient
        Mass over drag coefficient and area; inf is no drag.  Not read where there are
        stages. [kg m⁻²]
    missile
        Its stages, where they are known.
    guided
        How it steers; a motor of constant acceleration keeps one direction.
    wind
        Profile of the wind.
    earth
        Model of the Earth.

    Returns
    -------
    Time since launch, shape (knot,) [s]; position and velocity, ENU, shape (knot, 3)
    [m, m s⁻¹].  Cubic Hermite pieces between knots are within a metre of the
    trajectory.  Empty arrays where no flight joins the places.

    Examples
    --------
    >>> from kalkan.physics.geodesy import frame_at
    >>> time, position, velocity = ballistic_knots(
    ...     frame_at(0.7, 0.6), 0.7, 0.6, 0.0, 0.73, 0.6, 0.0, 60e3, 60.0, 2e4
    ... )
    >>> float(time[0]), round(float(time[-1]))
    (0.0, 236)
    """
    start, aim = (lat0, lon0, alt0), (lat1, lon1, alt1)
    reach = EARTH_RADIUS * _angle(start, aim)
    if reach < 1.0:
        return _NO_KNOTS
    if missile is None:
        rocket = motor(boost_time, ballistic_coefficient, reach)
    else:
        rocket = rocket_of(missile, guided)
    shot = Shot(earth, wind, start, aim, rocket)
    lay = solve(shot, min(apogee, minimum_energy_apogee(reach)))
    return _NO_KNOTS if lay is None else _in_frame(frame, _knots(shot, lay))


def _angle(start: Place, aim: Place) -> float:
    """Return the angle between two places on a sphere [rad] (haversines)."""
    half_lat, half_lon = 0.5 * (aim[0] - start[0]), 0.5 * (aim[1] - start[1])
    across = math.cos(start[0]) * math.cos(aim[0]) * math.sin(half_lon) ** 2
    return 2.0 * math.asin(math.sqrt(min(1.0, math.sin(half_lat) ** 2 + across)))


def _knots(shot: Shot, lay: Lay) -> np.ndarray:
    """Return the points of a flight that must stay.  Shape: knot, COLUMNS."""
    points = np.zeros((_POINTS, COLUMNS))
    points = points[: launch(shot, lay, points, _PARTS).ending.points]
    keep = np.zeros(len(points), np.bool_)
    thin(points, keep)
    return points[keep]


def _in_frame(frame: np.ndarray, knots: np.ndarray) -> Knots:
    """Return time, position and velocity of knots, ENU of a scenario."""
    turn = frame[3:].reshape(3, 3)
    return (
        knots[:, 0].copy(),
        (knots[:, 1:4] - frame[:3]) @ turn.T,
        knots[:, 4:7] @ turn.T,
    )
