"""Where things stand on the smooth Earth."""

import math

import numpy as np

from kalkan.physics.geodesy import geodetic2enu, local_axes
from kalkan.scenario.parts import Place

RING = 300.0  #: the parts of a fire unit stand on a ring of this radius, assumed [m]


def enu(frame: np.ndarray, place: Place, altitude: float = 0.0) -> np.ndarray:
    """Return a place in the scenario's frame.  Shape: 3 [m]."""
    return np.array(geodetic2enu(frame, place.lat, place.lon, altitude))


def axes_at(frame: np.ndarray, position: np.ndarray) -> np.ndarray:
    """Return the rows east, north, up at a position.  Shape: 9."""
    axes = np.zeros(9)
    local_axes(frame, position[0], position[1], position[2], axes)
    return axes


def on_ring(
    frame: np.ndarray, place: Place, part: int, parts: int, altitude: float
) -> np.ndarray:
    """Return where part `part` of `parts` stands around a site.  Shape: 3 [m]."""
    centre = enu(frame, place, altitude)
    axes = axes_at(frame, centre)
    turn = 2.0 * math.pi * part / parts
    return np.asarray(
        centre + RING * (math.sin(turn) * axes[0:3] + math.cos(turn) * axes[3:6])
    )
