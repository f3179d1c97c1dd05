"""The ground below flyers."""

import numpy as np

from kalkan._kernel import kernel
from kalkan.physics.course import Course
from kalkan.terrain.grid import SMOOTH, Grid, elevation_at, posting

PARTS = 8.0  #: samples of a way for each post of the grid
STEP_LEAST = 25.0  #: no way is sampled closer [m]


def is_smooth(grid: Grid) -> bool:
    """Return whether there is no terrain."""
    return grid.digest == SMOOTH.digest


def step_over(grid: Grid, lat: float) -> float:
    """Return how close together a way is sampled at a latitude [rad]. [m]."""
    return max(STEP_LEAST, posting(grid, lat) / PARTS)


def below(grid: Grid, course: Course, half_width: float) -> np.ndarray:
    """Return the greatest elevation under a way and to both sides of it.

    Parameters
    ----------
    grid
        The ground.
    course
        The way.
    half_width
        How far to the sides, both ways. [m]

    Returns
    -------
    Shape (sample,). [m]
    """
    found = np.full(course.distance.size, -np.inf)
    for aside in (-half_width, 0.0, half_width):
        raise_to(grid, *course.places(aside), found)
    return found


@kernel
def raise_to(grid: Grid, lat: np.ndarray, lon: np.ndarray, found: np.ndarray) -> None:
    """Raise numbers to the elevations at places.

    Parameters
    ----------
    grid
        The ground.
    lat, lon
        Shape (place,). [rad]
    found
        Raised in place; shape (place,). [m]
    """
    for k in range(lat.shape[0]):
        found[k] = max(found[k], elevation_at(grid, lat[k], lon[k]))
