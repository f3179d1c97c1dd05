"""Where a group goes, as far as its words and the catalogue's best values say."""

import math
from itertools import pairwise, starmap
from typing import NamedTuple

import numpy as np
from geographiclib.geodesic import Geodesic

from kalkan.catalogue import Ballistic, Catalogue, Flyer
from kalkan.scenario.ground import distance
from kalkan.scenario.groups import Group
from kalkan.scenario.parts import Altitude, Orbit, Place
from kalkan.scenario.recording import Recording
from kalkan.scenario.schema import Scenario

STEPS = 300  #: samples of a path
_PARTS = np.linspace(0.0, 1.0, STEPS)
_SHARES = _PARTS * (2.0 - _PARTS)  #: of the way gone; close together at its end
_WANTED = Geodesic.LATITUDE | Geodesic.LONGITUDE
_GRAVITY = 9.80665  #: [m s⁻²]


class Path(NamedTuple):
    """Samples of a nominal path, denser toward its end; axis: sample."""

    lat: np.ndarray  #: [deg]
    lon: np.ndarray  #: [deg]
    altitude: np.ndarray  #: [m]
    length: float  #: over the ground, to the harm it does [m]
    duration: float  #: to the harm it does, or to the end of its route [s]


def path_of(scenario: Scenario, group: Group, catalogue: Catalogue) -> Path:
    """Return the nominal path of a group up to the harm that it does.

    A release ends the path of an aircraft.  Where each member has a recorded flight of
    its own, the path is all of them, as long as the longest.  A ballistic path is the
    parabola of least energy over a flat Earth, its apogee in proportion to its range.
    """
    system = catalogue[group.system]
    if group.flights:
        return _recorded(group.flights)
    if isinstance(system, Ballistic):
        start, end = scenario.path_of(group)
        return _thrown(start, end, system)
    assert isinstance(system, Flyer)
    speed = system.cruise_speed.best if group.speed is None else group.speed
    if group.orbit is not None:
        return _circled(group.orbit, speed)
    assert group.altitude is not None
    places = scenario.path_of(group)
    return _flown(places, group.altitude, speed, group.releases_at)


def _recorded(flights: tuple[Recording, ...]) -> Path:
    lengths = [float(flight.speeds @ np.diff(flight.time)) for flight in flights]
    return Path(
        np.degrees(np.concatenate([flight.lat for flight in flights])),
        np.degrees(np.concatenate([flight.lon for flight in flights])),
        np.concatenate([flight.altitude for flight in flights]),
        max(lengths),
        max(flight.duration for flight in flights),
    )


def _thrown(start: Place, end: Place, system: Ballistic) -> Path:
    length = distance(start, end)
    apogee = system.apogee.best * length / system.range_max.best
    lat, lon = _along((start, end))
    return Path(
        lat,
        lon,
        4.0 * apogee * _SHARES * (1.0 - _SHARES),
        length,
        math.sqrt(2.0 * length / _GRAVITY),
    )


def _circled(orbit: Orbit, speed: float) -> Path:
    lat, lon = np.empty((2, STEPS))
    for k in range(STEPS):
        there = Geodesic.WGS84.Direct(
            *orbit.centre.degrees, 360.0 * k / STEPS, orbit.radius, _WANTED
        )
        lat[k], lon[k] = there["lat2"], there["lon2"]
    length = 2.0 * math.pi * orbit.radius
    return Path(lat, lon, np.full(STEPS, orbit.altitude.metres), length, length / speed)


def _flown(
    places: tuple[Place, ...],
    altitude: Altitude,
    speed: float,
    releases_at: float | None,
) -> Path:
    length = sum(starmap(distance, pairwise(places)))
    lat, lon = _along(places)
    if releases_at is not None:
        end = places[-1]
        near = [
            float(Geodesic.WGS84.Inverse(y, x, *end.degrees, Geodesic.DISTANCE)["s12"])
            <= releases_at
            for y, x in zip(lat, lon, strict=True)
        ]
        last = near.index(True)
        lat, lon = lat[: last + 1], lon[: last + 1]
        length *= float(_SHARES[last])
    return Path(lat, lon, np.full(lat.size, altitude.metres), length, length / speed)


def _along(places: tuple[Place, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return latitudes and longitudes [deg] of a way along geodesics."""
    legs = [
        Geodesic.WGS84.InverseLine(*one.degrees, *other.degrees)
        for one, other in pairwise(places)
    ]
    ends = np.cumsum([leg.s13 for leg in legs])
    lat, lon = np.empty((2, STEPS))
    for k, gone in enumerate(_SHARES * ends[-1]):
        leg = min(int(np.searchsorted(ends, gone)), len(legs) - 1)
        there = legs[leg].Position(gone - ends[leg] + legs[leg].s13, _WANTED)
        lat[k], lon[k] = there["lat2"], there["lon2"]
    return lat, lon
