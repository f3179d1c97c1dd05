r"""How far the ground of a grid can be from the real one.

Two parts.  What the map-makers say of their posts: the published vertical error, which
is larger where the posting is wide because wide grids were made from poorer maps.  And
what lies between the posts: relief that no post tells of, which grows with slope times
posting.  On real ground thinned to wider postings its root mean square is

.. math:: \sigma_r = c(p)\, s\, p, \qquad c(p) = 0.36\, p / (p + 250\ \mathrm{m}),

with posting p and root-mean-square slope s between posts: fitted by hand to 90 m ground
in Tennessee and 900 m ground in Anatolia, thinned 2 to 10 times, as spots and as means,
and within a third of all of them (docs/models/terrain.md).

References
----------
.. [1] D. A. Hastings, P. K. Dunbar, *Global Land One-kilometer Base Elevation (GLOBE)
   Digital Elevation Model, Documentation*, KGRD 34, NOAA NGDC, 1999, section 7.B.i:
   18 m where the source meets its specification; half of it does not.
.. [2] E. Rodriguez, C. S. Morris, J. E. Belz, "A global assessment of the SRTM
   performance", *Photogrammetric Engineering & Remote Sensing* 72 (3), 2006,
   pp. 249-260: absolute height error in Eurasia, 6.2 m at 90 %.
.. [3] M. K. Shepard et al., "The roughness of natural terrain: a planetary and remote
   sensing perspective", *Journal of Geophysical Research* 106 (E12), 2001, section 2:
   root-mean-square height about a plane.
"""

import math

import numpy as np

from kalkan.constants import EARTH_RADIUS
from kalkan.terrain.grid import Grid, locate

FINE, FINE_ERROR = 92.7, 6.2 / 1.645  #: 3", and one standard deviation there [m] [2]_
WIDE, WIDE_ERROR = 927.0, 18.0  #: 30", and one standard deviation there [m] [1]_

_SHARE, _KNEE = 0.36, 250.0  # of the relief between posts [1], [m]
_NEAR = 2  # posts around a place by which its slope is known


def elevation_error(grid: Grid, lat: float, lon: float) -> float:
    """Return one standard deviation of the ground's elevation at a place.

    Parameters
    ----------
    grid
        The ground.
    lat, lon
        Of the place, as of what limits a site's view. [rad]

    Returns
    -------
    The published error at this posting and the relief between posts, as independent;
    0 where all around is sea or outside the grid. [m]

    Examples
    --------
    >>> from kalkan.terrain.grid import grid_of
    >>> slope = np.repeat(np.arange(9.0)[:, None] * 92.7, 9, axis=1)  # 1 in 10
    >>> grid = grid_of(slope, 0.001, 0.0, 927.0 / EARTH_RADIUS, 927.0 / EARTH_RADIUS)
    >>> round(elevation_error(grid, 0.001 - 4 * grid.dlat, 4 * grid.dlon), 1)
    31.9
    """
    posts, *_ = _around(grid, lat, lon, _NEAR * grid.dlat, _NEAR * grid.dlon)
    if min(posts.shape) < 2 or not posts.any():
        return 0.0
    down, across = EARTH_RADIUS * grid.dlat, EARTH_RADIUS * grid.dlon * math.cos(lat)
    south = np.diff(posts, axis=0) / down
    east = np.diff(posts, axis=1) / max(across, 1e-9)
    slope = math.sqrt(float((south**2).mean() + (east**2).mean()))
    width = math.sqrt(down * across)
    relief = _SHARE * width / (width + _KNEE) * slope * width
    return math.hypot(map_error(width), relief)


def map_error(width: float) -> float:
    """Return one standard deviation of a post, by the posting [m] of its map. [m].

    The published errors at 3" and 30", between them by a power of the posting, below 3"
    as there.

    Examples
    --------
    >>> (
    ...     round(map_error(30.0), 1),
    ...     round(map_error(300.0), 1),
    ...     round(map_error(927.0), 1),
    ... )
    (3.8, 8.3, 18.0)
    """
    power = math.log(WIDE_ERROR / FINE_ERROR) / math.log(WIDE / FINE)
    return float(FINE_ERROR * max(1.0, width / FINE) ** power)


def roughness(grid: Grid, lat: float, lon: float, radius: float) -> float:
    """Return the root mean square of elevation about the plane that fits it best.

    Parameters
    ----------
    grid
        The ground.
    lat, lon
        Of the middle. [rad]
    radius
        Of the circle whose posts count. [m]

    Returns
    -------
    Root-mean-square height about the plane [3]_; 0 where fewer than four posts are in
    the circle. [m]

    Raises
    ------
    ValueError
        When `radius` is not above zero.

    Examples
    --------
    >>> from kalkan.terrain.grid import grid_of
    >>> board = 10.0 * (np.indices((9, 9)).sum(0) % 2)
    >>> grid = grid_of(board, 0.01, 0.0, 1e-4, 1e-4)
    >>> round(roughness(grid, 0.01 - 4e-4, 4e-4, 2600.0), 1)
    5.0
    """
    if not 0.0 < radius < math.inf:
        raise ValueError(f"radius: above zero, not {radius}")
    angle = radius / EARTH_RADIUS
    shrink = max(math.cos(lat), 1e-9)
    posts, south, east = _around(grid, lat, lon, angle, min(angle / shrink, math.pi))
    down = south[:, None] * grid.dlat
    across = east[None, :] * grid.dlon * shrink
    near = down**2 + across**2 <= angle**2
    if np.count_nonzero(near) < 4:
        return 0.0
    heights = posts[near].astype(np.float64)
    ways = (np.broadcast_to(way, near.shape)[near] for way in (1.0, down, across))
    plane = np.column_stack(list(ways))
    fit, *_ = np.linalg.lstsq(plane, heights)
    return float(np.sqrt(np.mean((heights - plane @ fit) ** 2)))


def _around(
    grid: Grid, lat: float, lon: float, dlat: float, dlon: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the posts within some angles of a place.

    Returns
    -------
    Elevations, shape (row, col) [m], and how far south, shape (row,), and east, shape
    (col,), of the place they are [1].
    """
    u, v = locate(grid, lat, lon)
    if not math.isfinite(u + v):
        return np.empty((0, 0)), np.empty(0), np.empty(0)
    row, rows = _span(u, dlat / grid.dlat, grid.elevation.shape[0])
    col, cols = _span(v, dlon / grid.dlon, grid.elevation.shape[1])
    posts = np.asarray(grid.elevation[row:rows, col:cols])
    return posts, np.arange(row, rows) - u, np.arange(col, cols) - v


def _span(place: float, reach: float, number: int) -> tuple[int, int]:
    """Return the first post within reach of a place, and the first one after."""
    first = min(max(0, math.ceil(place - reach)), number)
    return first, max(first, min(number, math.floor(place + reach) + 1))
