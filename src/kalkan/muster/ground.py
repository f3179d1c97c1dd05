"""Where things stand on the Earth, on its ground where the scenario has terrain."""

import math
from dataclasses import dataclass

import numpy as np

from kalkan.physics.geodesy import geodetic2enu, local_axes
from kalkan.scenario.parts import Place
from kalkan.terrain.grid import Grid, elevation_at

RING = 300.0  #: the parts of a fire unit stand on a ring of this radius, assumed [m]


@dataclass(frozen=True)
class Ground:
    """The frame of a scenario and the ground in it."""

    frame: np.ndarray
    grid: Grid

    def elevation(self, place: Place) -> float:
        """Return the elevation of a place above mean sea level [m]."""
        return float(elevation_at(self.grid, place.lat, place.lon))

    def enu(self, place: Place, above: float = 0.0) -> np.ndarray:
        """Return a place in the scenario's frame, above the ground.  Shape: 3 [m]."""
        height = self.elevation(place) + above
        return np.array(geodetic2enu(self.frame, place.lat, place.lon, height))

    def on_ring(self, place: Place, part: int, parts: int, above: float) -> np.ndarray:
        """Return where part `part` of `parts` stands around a site.  Shape: 3 [m].

        All of them stand as high as its centre: cells of terrain are wider than a site.
        """
        centre = self.enu(place, above)
        axes = axes_at(self.frame, centre)
        turn = 2.0 * math.pi * part / parts
        return np.asarray(
            centre + RING * (math.sin(turn) * axes[0:3] + math.cos(turn) * axes[3:6])
        )


def axes_at(frame: np.ndarray, position: np.ndarray) -> np.ndarray:
    """Return the rows east, north, up at a position.  Shape: 9."""
    axes = np.zeros(9)
    local_axes(frame, position[0], position[1], position[2], axes)
    return axes
