"""Flights of a fit that show how it flies: far, half way, high."""

from typing import NamedTuple

import numpy as np

from kalkan.catalogue import Round
from kalkan.catalogue.fits import Parameters
from kalkan.fit.figures import FRAME
from kalkan.fit.parameters import record_of
from kalkan.physics.envelope import fly_along, point_at
from kalkan.physics.geodesy import altitude

ROWS = 4000  #: places of a flight, at most

#: Name, share of the greatest range, and where between least altitude and ceiling.
SHOTS = (
    ("greatest range", 1.0, 0.25),
    ("half of it, low", 0.5, 0.05),
    ("ceiling", 0.3, 1.0),
)


class Flown(NamedTuple):
    """A flight, a number a sub-step."""

    name: str
    time: np.ndarray  #: [s]
    reach: np.ndarray  #: ground range along the chord [m]
    altitude: np.ndarray  #: [m]
    speed: np.ndarray  #: [m s⁻¹]


def flights_of(kind: Round, p: Parameters) -> tuple[Flown, ...]:
    """Return the reference flights of a fit."""
    return tuple(
        _flown(kind, p, name, far * p.range_max, _height(p, high))
        for name, far, high in SHOTS
    )


def _height(p: Parameters, share: float) -> float:
    return p.altitude_min + share * (p.altitude_max - p.altitude_min)


def _flown(kind: Round, p: Parameters, name: str, reach: float, height: float) -> Flown:
    out = np.zeros((ROWS, 7))
    rows = fly_along(
        FRAME, record_of(kind, p), 0, point_at(reach, height), p.flight_time_max, out
    )
    path = out[:rows]
    high = np.array([altitude(FRAME, *map(float, place)) for place in path[:, 1:4]])
    return Flown(
        name,
        path[:, 0],
        np.hypot(path[:, 1], path[:, 2]),
        high,
        np.linalg.norm(path[:, 4:], axis=1),
    )
