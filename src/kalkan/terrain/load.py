"""From files to a grid: what stands at the door of the terrain."""

import math
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from kalkan.constants import EARTH_RADIUS
from kalkan.errors import UserError
from kalkan.terrain.grid import SMOOTH, Grid, grid_of
from kalkan.terrain.mosaic import Lattice, lattices_of, read
from kalkan.terrain.place import (
    Posts,
    box,
    middle,
    pixels_at,
    pixels_of,
    posts_of,
    window_of,
)
from kalkan.terrain.rasters import Area, named
from kalkan.terrain.resample import resample
from kalkan.terrain.voids import GREATEST_VOID, fill

#: Grids that come with the product, by name.
BUILT_IN = {"anatolia": Path(__file__).parent / "data" / "anatolia.tif"}

MOST = 200_000_000  #: posts of a grid, 0.8 GB

_BATHYMETRY = -500.0  # no land is so low: below 0 is then the floor of the sea [m]
_PITCH = 16  # posts between two whose place among the pixels is computed
_LONGEST_VOID = 2000  # posts, whatever their spacing


def load_grid(
    source: str | Path | Sequence[str | Path],
    south: float,
    north: float,
    west: float,
    east: float,
    every: int = 1,
) -> Grid:
    """Return the ground of an area, from rasters of elevations.

    Parameters
    ----------
    source
        "none", "anatolia", or the path of a raster or of a folder of them, or several
        paths.  Where they overlap the finest wins; of equally fine ones the first.
    south, north
        Bounds of the area. [rad]
    west, east
        Bounds of the area; it crosses 180° where `east` is the smaller. [rad]
    every
        Average so many pixels into one post, in both ways; asked for where an area
        would have more than 200 million posts.

    Returns
    -------
    The grid, at the spacing of the finest raster in the area, not larger than what the
    rasters cover; outside it is the sea.

    Raises
    ------
    UserError
        When a file is missing, damaged, or no map of elevations, when none touches the
        area, or when it would have too many posts.
    ValueError
        When the bounds are not an area, or `every` is below 1.

    Notes
    -----
    Unknown posts are filled as `kalkan.terrain.voids` tells.  Where a source goes below
    -500 m it maps the floor of the sea, and all that is below 0 m in it is taken as the
    sea's surface; else land below the sea stays as it is.

    Examples
    --------
    >>> bounds = [math.radians(angle) for angle in (39.5, 40.5, 32.0, 33.5)]
    >>> grid = load_grid("anatolia", *bounds)
    >>> grid.elevation.shape, grid.top
    ((122, 182), 1971.0)
    """
    area = _area(south, north, west, east)
    if every < 1:
        raise ValueError(f"every: at least 1, not {every}")
    if source == "none":
        return SMOOTH
    names = [source] if isinstance(source, str | Path) else list(source)
    paths = [BUILT_IN.get(str(name), Path(name)) for name in names]
    lattices = lattices_of(named(paths, area), area)
    boxes = [(each, box(each, area)) for each in lattices]
    touching = [(each, one) for each, one in boxes if _touch(one, area)]
    if not touching:
        raise _nothing(names, area)
    posts = posts_of(touching[0][0], area, _union([one for _, one in touching]), every)
    _check_size(names, posts, every)
    heights = _heights([each for each, _ in touching], posts, every)
    if not np.isfinite(heights).any():
        raise _nothing(names, area)
    return _grid(heights, posts)


def _area(south: float, north: float, west: float, east: float) -> Area:
    """Return bounds [rad] as an area, or raise ValueError."""
    if not (math.isfinite(west + east) and -math.pi <= 2.0 * south < 2.0 * north):
        raise ValueError(f"not an area: {south} to {north}, {west} to {east} rad")
    if 2.0 * north > math.pi:
        raise ValueError(f"north: at most π/2, not {north}")
    turn = 2.0 * math.pi
    width = east - west if 0.0 < east - west <= turn else (east - west) % turn
    west = (west + math.pi) % turn - math.pi
    return Area(*(math.degrees(x) for x in (south, north, west, west + width)))


def _touch(one: Area, area: Area) -> bool:
    """Return whether bounds have a part of an area in them."""
    south, north = max(one.south, area.south), min(one.north, area.north)
    return south <= north and max(one.west, area.west) <= min(one.east, area.east)


def _union(areas: Sequence[Area]) -> Area:
    """Return the bounds of several areas."""
    return Area(
        min(one.south for one in areas),
        max(one.north for one in areas),
        min(one.west for one in areas),
        max(one.east for one in areas),
    )


def _nothing(names: Sequence[str | Path], area: Area) -> UserError:
    where = f"{area.south:.4g} to {area.north:.4g} N,"
    where += f" {area.west:.4g} to {area.east:.4g} E"
    what = ", ".join(map(str, names))
    mend = "name a raster that covers it, or `terrain: none`"
    return UserError(f"terrain: {what}: knows nothing of {where}; {mend}")


def _check_size(names: Sequence[str | Path], posts: Posts, every: int) -> None:
    """Raise UserError for more posts than a grid may have."""
    number = posts.rows * posts.cols
    if number <= MOST:
        return
    enough = math.ceil(every * math.sqrt(number / MOST))
    size = f"{100.0 / enough:.3g}%"
    what = f"{posts.rows} x {posts.cols} posts are more than {MOST // 10**6} million"
    mend = f"thin the raster, as `gdal_translate -r average -outsize {size} {size}`"
    mend += f", or load every {enough}th, or a smaller area"
    raise UserError(f"terrain: {', '.join(map(str, names))}: {what}; {mend}")


def _heights(lattices: Sequence[Lattice], posts: Posts, every: int) -> np.ndarray:
    """Return elevations at posts, the first lattice's where it knows them."""
    first = lattices[0]
    if first.is_plain:  # its pixels are the posts
        out = read(first, pixels_of(first, posts, every), every)
    else:
        out = np.full((posts.rows, posts.cols), np.nan, np.float32)
        _lay(first, posts, every, out)
    for lattice in lattices[1:]:
        if np.isnan(out).any():
            ratio = first.first.spacing / lattice.first.spacing
            _lay(lattice, posts, max(1, int(every * ratio + 0.01)), out)
    return out


def _lay(lattice: Lattice, posts: Posts, every: int, out: np.ndarray) -> None:
    """Fill what is unknown at posts from a lattice.

    Where a map ends at the far side of the globe, it is laid in two parts.
    """
    if lattice.is_plain:
        _lay_part(lattice, posts, every, _PITCH, out)
        return
    side = posts.lons(np.arange(posts.cols)) - middle(lattice) + 180.0
    cuts = (np.flatnonzero(np.diff(np.floor(side / 360.0))) + 1).tolist()
    pitch = 1 if cuts else _PITCH
    for a, b in pairwise([0, *cuts, posts.cols]):
        part = posts._replace(west=posts.lons(a), cols=b - a)
        _lay_part(lattice, part, every, pitch, out[:, a:b])


def _lay_part(
    lattice: Lattice, posts: Posts, every: int, pitch: int, out: np.ndarray
) -> None:
    """Fill what is unknown at posts that are together on a map, too."""
    rows = np.arange(max(2, math.ceil((posts.rows - 1) / pitch) + 1)) * pitch
    cols = np.arange(max(2, math.ceil((posts.cols - 1) / pitch) + 1)) * pitch
    row, col = pixels_at(lattice, posts.lats(rows), posts.lons(cols))
    window = window_of(lattice, row, col, every)
    if window.pixels == 0:
        return
    if window.pixels > 4 * MOST * every**2:
        line = "too large in its own projection; reproject it, as `gdalwarp -t_srs"
        raise UserError(f"terrain: {lattice.first.path}: {line} EPSG:4326`")
    source = read(lattice, window, every)
    row = (row - window.row) / every - 0.5
    col = (col - window.col) / every - 0.5
    resample(source, row, col, pitch, out)


def _grid(heights: np.ndarray, posts: Posts) -> Grid:
    """Return elevations as a grid, with nothing left unknown."""
    if np.nanmin(heights) <= _BATHYMETRY:
        np.maximum(heights, np.float32(0.0), out=heights)
    centre = math.radians(posts.north - 0.5 * posts.rows * posts.dlat)
    dlat, dlon = math.radians(posts.dlat), math.radians(posts.dlon)
    tall = GREATEST_VOID / (EARTH_RADIUS * dlat)
    wide = GREATEST_VOID / (EARTH_RADIUS * dlon * max(0.01, math.cos(centre)))
    fill(heights, *(max(1, min(_LONGEST_VOID, int(x))) for x in (tall, wide)))
    place = (math.radians(posts.north), math.radians(posts.west))
    return grid_of(heights, *place, dlat, dlon)
