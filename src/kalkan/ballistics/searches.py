"""Flights that are searched for: least energy, greatest range, as published."""

import math
from typing import NamedTuple

import numpy as np
from geographiclib.geodesic import Geodesic
from numpy.typing import ArrayLike

from kalkan.ballistics.checks import checked, checked_earth, number, profile
from kalkan.ballistics.flight import Flight, fly
from kalkan.ballistics.programme import Programme
from kalkan.constants import EARTH_MU, EARTH_RADIUS
from kalkan.numerics.elementwise import elementwise
from kalkan.physics import ballistics as _physics
from kalkan.physics.earth import WGS84, Earth
from kalkan.physics.staging import Missile
from kalkan.physics.steering import Guided
from kalkan.physics.wind import CALM, Wind


class MinimumEnergy(NamedTuple):
    """The flight that needs least energy for its range."""

    speed: float | np.ndarray  #: at launch [m/s]
    elevation: float | np.ndarray  #: at launch [rad]
    apogee: float | np.ndarray  #: [m]
    time: float | np.ndarray  #: of flight [s]


def minimum_energy(
    reach: ArrayLike, radius: float = EARTH_RADIUS, mu: float = EARTH_MU
) -> MinimumEnergy:
    """Return the flight of least energy over a round Earth without air or rotation.

    Parameters
    ----------
    reach
        Ground range, above 0 and less than half around. [m]
    radius
        Of the Earth. [m]
    mu
        Its gravitational parameter. [m³ s⁻²]

    Returns
    -------
    Speed, elevation, apogee and time of flight, in the shape of `reach`.

    Raises
    ------
    ValueError
        When a range is not above 0 and less than half around.

    References
    ----------
    .. [1] R. R. Bate, D. D. Mueller, J. E. White, *Fundamentals of Astrodynamics*,
       Dover, 1971, section 6.2.

    Examples
    --------
    >>> flight = minimum_energy(1000e3)
    >>> round(flight.speed), round(flight.apogee, -2), round(flight.time, 1)
    (3016, 239900.0, 474.4)
    """
    radius, mu = number("radius", radius, 1e-9), number("mu", mu, 1e-30)
    given = np.asarray(reach, np.float64)
    if not np.all((given > 0.0) & (given < math.pi * radius)):
        raise ValueError("reach: above 0 and less than half around the Earth")
    return MinimumEnergy(
        elementwise(_physics.minimum_energy_speed, given, radius, mu),
        elementwise(_physics.minimum_energy_elevation, given, radius),
        elementwise(_physics.minimum_energy_apogee, given, radius),
        elementwise(_physics.minimum_energy_time, given, radius, mu),
    )


class Longest(NamedTuple):
    """The longest flight of a missile."""

    range: float  #: along the ellipsoid [m]
    programme: Programme
    flight: Flight


def maximum_range(
    missile: Missile,
    *,
    latitude: float = 0.0,
    longitude: float = 0.0,
    altitude: float = 0.0,
    azimuth: float = 0.0,
    guided: str = "lofted",
    earth: Earth = WGS84,
    wind: Wind = CALM,
) -> Longest:
    """Return the longest flight of a missile: its elevation is searched for.

    Parameters
    ----------
    missile
        Its stages; all of them burn out.
    latitude, longitude, altitude
        Of the start. [rad, rad, m]
    azimuth
        Of the climb. [rad]
    guided
        `lofted` or `gravity_turn`.
    earth
        Model of the Earth.
    wind
        `CALM`, `steady(…)` or `profile(…)`.

    Returns
    -------
    Range, programme and flight.

    Raises
    ------
    ValueError
        When a number is not finite or out of its range, or the guidance is unknown.

    Examples
    --------
    >>> from kalkan.ballistics import Stage
    >>> stage = Stage.of_impulse(230.0, 3699.0, 1198.0, 75.0)
    >>> longest = maximum_range(Missile((stage,), 1000.0, 0.84), azimuth=0.7)
    >>> print(f"{longest.range / 1e3:.0f} km, {longest.flight.apogee / 1e3:.0f} km up")
    300 km, 78 km up
    """
    checked(missile)
    earth, wind = checked_earth(earth), profile(*wind)
    mode, start = (
        _turning(guided),
        (
            number("latitude", latitude, -0.5 * math.pi, 0.5 * math.pi),
            number("longitude", longitude),
            number("altitude", altitude, -5e3, 100e3),
        ),
    )
    lay, _ = _physics.farthest(
        missile, mode, start, number("azimuth", azimuth), earth, wind
    )
    programme = Programme(guided, lay.azimuth, lay.elevation)
    flight = _from(missile, start, programme, earth, wind)
    return Longest(flight.range, programme, flight)


def _turning(guided: str) -> Guided:
    if guided not in ("lofted", "gravity_turn"):
        raise ValueError(f"guided: {guided!r} is none of lofted, gravity_turn")
    return Guided[guided.upper()]


def _from(
    missile: Missile,
    start: tuple[float, float, float],
    programme: Programme,
    earth: Earth,
    wind: Wind,
) -> Flight:
    """Fly a missile down to the altitude of its start."""
    return fly(
        missile,
        latitude=start[0],
        longitude=start[1],
        altitude=start[2],
        programme=programme,
        earth=earth,
        wind=wind,
        floor=start[2],
    )


class Fit(NamedTuple):
    """A missile that flies as published."""

    missile: Missile
    factor: float  #: by which its thrust was scaled [1]
    programme: Programme
    flight: Flight


def fit(
    missile: Missile,
    reach: float,
    apogee: float,
    *,
    latitude: float = 0.0,
    longitude: float = 0.0,
    azimuth: float = 0.0,
    guided: str = "lofted",
    earth: Earth = WGS84,
) -> Fit:
    """Return a missile whose whole burn takes it as far and as high as is published.

    Its thrust is scaled and its elevation found.  Of what is published, range and
    apogee are measured best, and specific impulse and dry mass worst; a factor far from
    1 says that they do not go together.

    Parameters
    ----------
    missile
        Its stages.
    reach
        Published range, along the ellipsoid. [m]
    apogee
        Published apogee. [m]
    latitude, longitude
        Of the start, at sea level. [rad]
    azimuth
        Of the aim. [rad]
    guided
        `lofted` or `gravity_turn`.
    earth
        Model of the Earth.

    Returns
    -------
    Missile, factor, programme and flight.

    Raises
    ------
    ValueError
        When no thrust and elevation give both, or a number is out of its range.

    Examples
    --------
    >>> from kalkan.ballistics import Stage
    >>> stage = Stage.of_impulse(230.0, 3699.0, 1198.0, 75.0)
    >>> found = fit(Missile((stage,), 1000.0, 0.84), 290e3, 78e3)
    >>> round(found.factor, 2), round(found.flight.range, -2)
    (0.99, 290000.0)
    """
    checked(missile)
    earth = checked_earth(earth)
    lat = number("latitude", latitude, -0.5 * math.pi, 0.5 * math.pi)
    lon, mode = number("longitude", longitude), _turning(guided)
    start, half_around = (lat, lon, 0.0), 0.99 * math.pi * earth.major
    line = Geodesic(earth.major, 1.0 - math.sqrt(1.0 - earth.eccentricity2))
    bearing = math.degrees(number("azimuth", azimuth))
    there = line.Direct(
        math.degrees(lat),
        math.degrees(lon),
        bearing,
        number("reach", reach, 1e3, half_around),
    )
    aim = math.radians(there["lat2"]), math.radians(there["lon2"]), 0.0
    wanted = number("apogee", apogee, 100.0)
    found = _physics.fitted(missile, mode, start, aim, wanted, earth)
    if found is None:
        raise ValueError("no thrust and elevation give both this range and this apogee")
    fitted, lay = found
    programme = Programme(guided, lay.azimuth, lay.elevation)
    flight = _from(fitted, start, programme, earth, CALM)
    factor = fitted.stages[0].thrust / missile.stages[0].thrust
    return Fit(fitted, factor, programme, flight)
