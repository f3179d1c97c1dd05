"""A grid of elevations, and the ground between its posts.

Posts stand on parallels and meridians; between four of them the ground is bilinear, so
that it has no steps.  Around the grid is the sea.
"""

import hashlib
import math
from typing import NamedTuple

import numpy as np
from jaxtyping import Float32

from kalkan._kernel import kernel
from kalkan.constants import EARTH_RADIUS

BLOCK = 4  #: cells on a side of a block of the roof

_TWO_PI = 2.0 * math.pi
_FUZZ = 1e-6  # rounding of a place on the rim, in cells


class Grid(NamedTuple):
    """Elevations above mean sea level, made by `grid_of`."""

    elevation: Float32[np.ndarray, "row col"]  #: row 0 northernmost [m]
    lat: float  #: of row 0 [rad]
    lon: float  #: of column 0; the last column may lie beyond π [rad]
    dlat: float  #: between rows, southward, above zero [rad]
    dlon: float  #: between columns, eastward, above zero [rad]
    roof: Float32[np.ndarray, "block_row block_col"]  #: greatest of each block [m]
    top: float  #: greatest of all [m]
    digest: int  #: of the content, the same for the same ground [1]


def grid_of(
    elevation: np.ndarray, lat: float, lon: float, dlat: float, dlon: float
) -> Grid:
    """Return a grid, with all that is derived from its elevations.

    Parameters
    ----------
    elevation
        Above mean sea level at each post, row 0 northernmost, at least 2 × 2; an array
        of float32 is taken over, not copied.  Shape: row, col. [m]
    lat, lon
        Of the first post of row 0. [rad]
    dlat, dlon
        Between rows and between columns, above zero. [rad]

    Returns
    -------
    The grid.  A block of its roof covers 4 × 4 cells with all posts on its rim.

    Raises
    ------
    ValueError
        When it is not a surface: fewer than four posts, a number that is none, a
        spacing that is not positive, or rows beyond a pole.

    Examples
    --------
    >>> hill = np.array([[0.0, 0.0], [0.0, 80.0]])
    >>> grid = grid_of(hill, lat=0.7, lon=0.5, dlat=1e-4, dlon=1e-4)
    >>> grid.top
    80.0
    """
    posts = np.ascontiguousarray(elevation, np.float32)
    if not posts.flags.writeable:
        posts = posts.copy()
    _check(posts, lat, lon, dlat, dlon)
    roof = _greatest(_greatest(posts, 0), 1)
    digest = hashlib.sha256(repr((posts.shape, lat, lon, dlat, dlon)).encode())
    digest.update(posts.data)
    token = int.from_bytes(digest.digest()[:7], "little")
    top = float(roof.max())
    place = (float(lat), float(lon), float(dlat), float(dlon))
    return Grid(posts, *place, np.ascontiguousarray(roof), top, token)


def _check(posts: np.ndarray, lat: float, lon: float, dlat: float, dlon: float) -> None:
    """Raise ValueError for what is not a surface on the globe."""
    if posts.ndim != 2 or min(posts.shape) < 2:
        raise ValueError(f"elevation: at least 2 x 2 posts, not {posts.shape}")
    if not math.isfinite(float(posts.min()) + float(posts.max())):
        raise ValueError("elevation: every post is a finite number of metres")
    if not (dlat > 0.0 and dlon > 0.0 and math.isfinite(lon + dlat + dlon)):
        raise ValueError(f"dlat, dlon: above zero, not {dlat}, {dlon}")
    south = lat - (posts.shape[0] - 1) * dlat
    if not (lat <= 0.5 * math.pi + _FUZZ and south >= -0.5 * math.pi - _FUZZ):
        raise ValueError(f"lat: from {south} to {lat} is not between the poles")


def _greatest(posts: np.ndarray, axis: int) -> np.ndarray:
    """Return the greatest of each run of 16 cells along an axis, ends included."""
    starts = np.arange(0, posts.shape[axis], BLOCK)
    runs = np.asarray(np.maximum.reduceat(posts, starts, axis))
    ends = np.take(posts, starts[1:], axis)
    inner = (slice(None),) * axis + (slice(0, starts.size - 1),)
    runs[inner] = np.maximum(runs[inner], ends)
    return runs


#: No terrain: the sea, everywhere.
SMOOTH = grid_of(np.zeros((2, 2), np.float32), 0.0, 0.0, 1e-9, 1e-9)


@kernel
def locate(grid: Grid, lat: float, lon: float) -> tuple[float, float]:
    """Return where a place lies, in rows and columns from the first post.

    Parameters
    ----------
    grid
        The ground.
    lat, lon
        Of the place; longitudes a turn apart are one. [rad]

    Returns
    -------
    Row, growing southward, and column, growing eastward; beyond the grid as well. [1]

    Examples
    --------
    >>> grid = grid_of(np.zeros((3, 5)), lat=0.7, lon=3.1, dlat=0.01, dlon=0.02)
    >>> locate(grid, 0.68, 3.14 - 2.0 * math.pi)
    (2.0, 2.0)
    """
    half = 0.5 * grid.dlon * (grid.elevation.shape[1] - 1)
    off = lon - grid.lon - half
    off -= _TWO_PI * math.floor(off / _TWO_PI + 0.5)
    return (grid.lat - lat) / grid.dlat, (off + half) / grid.dlon


@kernel
def corners(grid: Grid, row: int, col: int) -> tuple[float, float, float, float]:
    """Return the elevations round one cell: north-west, NE, SW, SE. [m]."""
    posts = grid.elevation
    return (
        float(posts[row, col]),
        float(posts[row, col + 1]),
        float(posts[row + 1, col]),
        float(posts[row + 1, col + 1]),
    )


@kernel
def elevation_at(grid: Grid, lat: float, lon: float) -> float:
    """Return the elevation of the ground, bilinear between posts.

    Parameters
    ----------
    grid
        The ground.
    lat, lon
        Of the place; longitudes a turn apart are one. [rad]

    Returns
    -------
    Above mean sea level; 0, the sea, outside the outermost posts. [m]

    Examples
    --------
    >>> hill = np.array([[0.0, 0.0], [0.0, 80.0]])
    >>> grid = grid_of(hill, lat=0.7, lon=0.5, dlat=1e-4, dlon=1e-4)
    >>> elevation_at(grid, 0.7 - 0.5e-4, 0.5 + 0.5e-4), elevation_at(grid, 0.8, 0.5)
    (20.0, 0.0)
    """
    u, v = locate(grid, lat, lon)
    rows, cols = grid.elevation.shape
    if not (-_FUZZ <= u <= rows - 1 + _FUZZ and -_FUZZ <= v <= cols - 1 + _FUZZ):
        return 0.0
    u, v = min(max(u, 0.0), rows - 1.0), min(max(v, 0.0), cols - 1.0)
    row, col = min(int(u), rows - 2), min(int(v), cols - 2)
    nw, ne, sw, se = corners(grid, row, col)
    p, q = u - row, v - col
    return float((1.0 - p) * (nw + q * (ne - nw)) + p * (sw + q * (se - sw)))


def covers(grid: Grid, lat: float, lon: float) -> bool:
    """Return whether a place lies within the outermost posts of a grid.

    Parameters
    ----------
    grid
        The ground.
    lat, lon
        Of the place. [rad]

    Examples
    --------
    >>> covers(SMOOTH, 0.7, 0.5)
    False
    """
    u, v = locate(grid, lat, lon)
    rows, cols = grid.elevation.shape
    return bool(0.0 <= u <= rows - 1 and 0.0 <= v <= cols - 1)


def posting(grid: Grid, lat: float) -> float:
    """Return the greater spacing of posts at a latitude [rad]. [m].

    Examples
    --------
    >>> grid = grid_of(np.zeros((2, 2)), lat=0.0, lon=0.0, dlat=1e-4, dlon=1e-4)
    >>> round(posting(grid, 0.0))
    637
    """
    return EARTH_RADIUS * max(grid.dlat, grid.dlon * math.cos(lat))
