"""Where posts of latitude and longitude lie among the pixels of a raster."""

import math
from typing import Any, NamedTuple

import numpy as np

from kalkan.constants import EARTH_RADIUS
from kalkan.terrain.gdal import WGS84, applied, moved
from kalkan.terrain.mosaic import Lattice, Window
from kalkan.terrain.rasters import Area

_SIDE = 33  # points on a side of a raster by which its outline is known
_CLOSE = 1e-6  # posts this near an edge lie on it, in posts


class Posts(NamedTuple):
    """An even grid of latitude and longitude [deg]."""

    north: float  #: of row 0
    west: float  #: of column 0
    dlat: float
    dlon: float
    rows: int
    cols: int

    def lats(self, rows: Any) -> Any:
        """Return the latitudes of some rows [deg]."""
        return self.north - self.dlat * rows

    def lons(self, cols: Any) -> Any:
        """Return the longitudes of some columns [deg]."""
        return self.west + self.dlon * cols


def middle(lattice: Lattice) -> float:
    """Return the longitude in the middle of a lattice [deg]."""
    extent = lattice.extent
    col, row = 0.5 * (extent.col + extent.col_end), 0.5 * (extent.row + extent.row_end)
    x, y = applied(lattice.first.transform, np.array([col]), np.array([row]))
    return float(moved(lattice.first.crs, WGS84, x, y)[0][0])


def box(lattice: Lattice, area: Area) -> Area:
    """Return the bounds of the middles of pixels, in the turn nearest to an area.

    Returns
    -------
    Bounds, of some pixels that are not there as well; empty, with `south` above
    `north`, when no pixel has a place on the globe. [deg]
    """
    extent = lattice.extent
    cols = np.linspace(extent.col + 0.5, extent.col_end - 0.5, _SIDE)
    rows = np.linspace(extent.row + 0.5, extent.row_end - 0.5, _SIDE)
    col, row = (mesh.ravel() for mesh in np.meshgrid(cols, rows))
    lon, lat = applied(lattice.first.transform, col, row)
    if not lattice.is_plain:
        lon, lat = moved(lattice.first.crs, WGS84, lon, lat)
        lon, lat = lon[np.isfinite(lon)], lat[np.isfinite(lat)]
        centre = 0.5 * (area.west + area.east)
        lon = lon - 360.0 * np.round((lon - centre) / 360.0)
    if not lon.size:
        return Area(1.0, 0.0, 1.0, 0.0)
    # an edge bends between two points of the outline by less than this
    slack = 0.0 if lattice.is_plain else 0.02 * float(np.ptp(lat) + np.ptp(lon))
    return Area(
        float(lat.min()) - slack,
        float(lat.max()) + slack,
        float(lon.min()) - slack,
        float(lon.max()) + slack,
    )


def posts_of(lattice: Lattice, area: Area, known: Area, every: int) -> Posts:
    """Return the posts at which a lattice is read.

    Parameters
    ----------
    lattice
        The finest one.
    area
        That was asked for: between posts where the raster goes on. [deg]
    known
        Bounds of what is known of it: posts end there. [deg]
    every
        How many pixels are averaged into one post, in both ways.

    Returns
    -------
    Middles of pixels, or of blocks of them, for a plain raster; else posts as far apart
    as its pixels are on the mean.
    """
    first = lattice.first
    if first.is_plain:
        dlat, dlon = -first.transform.e * every, first.transform.a * every
        north, west = first.transform.f - 0.5 * dlat, first.transform.c + 0.5 * dlon
    else:
        dlat = math.degrees(first.spacing * every / EARTH_RADIUS)
        north, west = min(known.north, area.north), max(known.west, area.west)
        centre = math.radians(0.5 * (north + max(known.south, area.south)))
        dlon = dlat / max(0.01, math.cos(centre))
    row, rows = _span((north - area.north) / dlat, (north - area.south) / dlat)
    col, cols = _span((area.west - west) / dlon, (area.east - west) / dlon)
    row = max(row, round((north - known.north) / dlat))
    rows = min(rows, round((north - known.south) / dlat))
    col = max(col, round((known.west - west) / dlon))
    cols = min(cols, round((known.east - west) / dlon))
    count = max(2, rows - row + 1), max(2, cols - col + 1)
    return Posts(north - row * dlat, west + col * dlon, dlat, dlon, *count)


def pixels_of(lattice: Lattice, posts: Posts, every: int) -> Window:
    """Return the pixels of a plain lattice of which posts are the middles."""
    first = lattice.first.transform
    row = round((first.f - posts.north) / posts.dlat - 0.5) * every
    col = round((posts.west - first.c) / posts.dlon - 0.5) * every
    return Window(row, row + every * posts.rows, col, col + every * posts.cols)


def _span(begin: float, end: float) -> tuple[int, int]:
    """Return the last post not after `begin` and the first one not before `end`."""
    return math.floor(begin + _CLOSE), math.ceil(end - _CLOSE)


def pixels_at(
    lattice: Lattice, lats: np.ndarray, lons: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the pixel coordinates (row, column) of places.

    Parameters
    ----------
    lattice
        Whose first pixel has its corner at 0, 0.
    lats, lons
        Of the rows and of the columns of a mesh. [deg]

    Returns
    -------
    Rows and columns, nan where there is no such place.  Shape: lat, lon. [1]
    """
    lon, lat = np.meshgrid(lons, lats)
    first = lattice.first
    if not lattice.is_plain:
        turned = lon - 360.0 * np.floor((lon + 180.0) / 360.0)
        x, y = moved(WGS84, first.crs, turned.ravel(), lat.ravel())
        if first.crs.is_geographic:
            extent = lattice.extent
            centre = first.transform.c + 0.5 * first.transform.a * extent.col_end
            x = x - 360.0 * np.round((x - centre) / 360.0)
        lon, lat = x.reshape(lon.shape), y.reshape(lat.shape)
    col, row = applied(~first.transform, lon, lat)
    return row, col


def window_of(
    lattice: Lattice, rows: np.ndarray, cols: np.ndarray, every: int
) -> Window:
    """Return the pixels that some pixel coordinates need, a multiple of `every`."""
    extent = lattice.extent
    if not (np.isfinite(rows) & np.isfinite(cols)).any():
        return Window(0, 0, 0, 0)
    row, row_end = _needed(rows, extent.row, extent.row_end, every)
    col, col_end = _needed(cols, extent.col, extent.col_end, every)
    return Window(row, row_end, col, col_end)


def _needed(places: np.ndarray, begin: int, end: int, every: int) -> tuple[int, int]:
    """Return what is needed of some pixels, from a multiple of `every` on."""
    low = max(begin, math.floor(np.nanmin(places)) - every)
    high = min(end, math.ceil(np.nanmax(places)) + every)
    low = begin + (low - begin) // every * every
    return low, low + max(0, math.ceil((high - low) / every)) * every
