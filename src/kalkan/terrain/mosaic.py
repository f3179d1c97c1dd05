"""Rasters on one lattice of pixels, read as one array: no seam where they meet.

Tiles that share their edge rows and columns (SRTM, DTED) fall on each other, tiles that
abut leave no gap, and a raster that ends at 180° goes on at -180°.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from kalkan.errors import UserError
from kalkan.terrain.gdal import applied, values
from kalkan.terrain.rasters import Area, Raster

HIGHEST = 9000.0  #: above it, values are no elevations in metres [m]
DEEPEST = -12000.0  #: below it, values say that nothing is known [m]

_BLANK = -9999.0  # says so too, where a file does not declare it
_STRIP = 1 << 22  # pixels read at a time, about
_ALIGNED = 1e-2  # how far a tile may lie off the lattice, in pixels


class Tile(NamedTuple):
    """A raster, or a copy of it a turn away, on a lattice."""

    raster: Raster
    row: int  #: of its first pixel
    col: int


class Lattice(NamedTuple):
    """Rasters of one coordinate reference system with aligned pixels."""

    first: Raster  #: its pixels have row 0 and column 0 at the corner
    tiles: tuple[Tile, ...]  #: in their order: the first one that knows a place wins

    @property
    def is_plain(self) -> bool:
        """Whether rows are parallels and columns meridians of WGS-84."""
        return self.first.is_plain

    @property
    def extent(self) -> "Window":
        """All pixels of its tiles."""
        return Window(
            min(tile.row for tile in self.tiles),
            max(tile.row + tile.raster.height for tile in self.tiles),
            min(tile.col for tile in self.tiles),
            max(tile.col + tile.raster.width for tile in self.tiles),
        )


class Window(NamedTuple):
    """Rows and columns of a lattice, the last ones left out."""

    row: int
    row_end: int
    col: int
    col_end: int

    @property
    def pixels(self) -> int:
        """How many there are."""
        return max(0, self.row_end - self.row) * max(0, self.col_end - self.col)


def lattices_of(rasters: Sequence[Raster], area: Area) -> list[Lattice]:
    """Return rasters sorted into lattices, the finest first, then in their order.

    Parameters
    ----------
    rasters
        In the order in which they were named.
    area
        Copies of rasters of longitude and latitude, a turn east or west, are added
        where they touch it.
    """
    found: list[tuple[Raster, list[Tile]]] = []
    for raster in rasters:
        place = next((x for x in found if _offset(x[0], raster, 0) is not None), None)
        if place is None:
            place = (raster, [])
            found.append(place)
        place[1].extend(_copies(place[0], raster, area))
    ranked = sorted(found, key=lambda each: float(f"{each[0].spacing:.2g}"))
    return [Lattice(first, tuple(tiles)) for first, tiles in ranked if tiles]


def _copies(first: Raster, raster: Raster, area: Area) -> Iterator[Tile]:
    """Yield the copies of a raster on the lattice of `first` that touch an area."""
    for turn in (-360, 0, 360) if raster.is_plain else (0,):
        if raster.is_plain and not _touches(raster, turn, area):
            continue
        offset = _offset(first, raster, turn)
        if offset is not None:
            yield Tile(raster, *offset)


def _touches(raster: Raster, turn: int, area: Area) -> bool:
    a, _, c, _, e, f = raster.transform[:6]
    west, east = c + turn, c + turn + a * raster.width
    south, north = f + e * raster.height, f
    return bool(
        south <= area.north
        and north >= area.south
        and west <= area.east
        and east >= area.west
    )


def _offset(first: Raster, raster: Raster, turn: int) -> tuple[int, int] | None:
    """Return row and column of a raster on a lattice, or None where it is not on it."""
    if first.is_plain != raster.is_plain or first.crs != raster.crs:
        return None
    one, other = first.transform, raster.transform
    size = max(raster.width, raster.height, first.width, first.height)
    scale = max(abs(one.a), abs(one.b), abs(one.d), abs(one.e))
    steps = ((one.a, other.a), (one.b, other.b), (one.d, other.d), (one.e, other.e))
    if any(abs(p - q) * size > _ALIGNED * scale for p, q in steps):
        return None
    col, row = applied(~one, other.c + turn, other.f)
    if max(abs(col - round(col)), abs(row - round(row))) > _ALIGNED:
        return None
    return round(row), round(col)


def read(lattice: Lattice, window: Window, every: int) -> np.ndarray:
    """Return the elevations in a window of a lattice.

    Parameters
    ----------
    lattice
        Aligned rasters.
    window
        Of its pixels; in both ways a multiple of `every`.
    every
        How many pixels, in both ways, are averaged into one.

    Returns
    -------
    Elevations, nan where nothing is known; float32.  Shape: row, col. [m]

    Raises
    ------
    UserError
        When a file cannot be read, or its values are no elevations in metres.
    """
    rows, cols = window.row_end - window.row, window.col_end - window.col
    out = np.empty((rows // every, cols // every), np.float32)
    height = every * max(1, _STRIP // (cols * every))
    for row in range(window.row, window.row_end, height):
        end = min(row + height, window.row_end)
        strip = _strip(lattice, Window(row, end, window.col, window.col_end))
        at = (row - window.row) // every
        out[at : at + (end - row) // every] = _thinned(strip, every)
    return out


def _thinned(strip: np.ndarray, every: int) -> np.ndarray:
    """Return the means of what is known of every × every pixels."""
    if every == 1:
        return strip
    rows, cols = strip.shape[0] // every, strip.shape[1] // every
    blocks = strip.reshape(rows, every, cols, every)
    known = np.isfinite(blocks)
    total = np.where(known, blocks, np.float32(0.0)).sum((1, 3), dtype=np.float64)
    number = known.sum((1, 3))
    means = np.full((rows, cols), np.nan)
    np.divide(total, number, out=means, where=number > 0)
    return means.astype(np.float32)


def _strip(lattice: Lattice, window: Window) -> np.ndarray:
    """Return the elevations in a window small enough to be read at once."""
    shape = (window.row_end - window.row, window.col_end - window.col)
    out = np.full(shape, np.nan, np.float32)
    for tile in lattice.tiles:
        part = Window(
            max(window.row, tile.row),
            min(window.row_end, tile.row + tile.raster.height),
            max(window.col, tile.col),
            min(window.col_end, tile.col + tile.raster.width),
        )
        if part.row < part.row_end and part.col < part.col_end:
            rows = slice(part.row - window.row, part.row_end - window.row)
            cols = slice(part.col - window.col, part.col_end - window.col)
            target = out[rows, cols]
            unknown = np.isnan(target)
            if unknown.any():
                target[unknown] = _pixels(tile, part)[unknown]
    return out


def _pixels(tile: Tile, part: Window) -> np.ndarray:
    """Return the elevations of a part of a tile, nan where it knows nothing."""
    raster = tile.raster
    rows, cols = part.row_end - part.row, part.col_end - part.col
    first = (part.row - tile.row, part.col - tile.col)
    pixels, (scale, offset) = values(raster.path, *first, rows, cols)
    return elevations(raster, pixels, scale * raster.metres, offset * raster.metres)


def elevations(raster: Raster, pixels: Any, scale: float, offset: float) -> np.ndarray:
    """Return values of a file as elevations, nan where they say that nothing is known.

    Parameters
    ----------
    raster
        Where they are from.
    pixels
        As read, a masked array with the mask that the file declares.  Shape: row, col.
    scale, offset
        From values to metres. [m]

    Raises
    ------
    UserError
        When they reach above 9000 m.
    """
    heights: np.ndarray = pixels.astype(np.float32).filled(np.nan)
    flag = (heights == _BLANK) | ~(np.abs(heights) < 32767.0)
    heights = heights * np.float32(scale) + np.float32(offset)
    heights[flag | (heights < DEEPEST)] = np.nan
    if heights.size and np.nanmax(heights, initial=-math.inf) > HIGHEST:
        most = float(np.nanmax(heights))
        line = f"values up to {most:.6g}, but no ground is above {HIGHEST:g} m"
        mend = "are they in feet, or no elevations?"
        raise UserError(f"terrain: {raster.path}: {line}: {mend}")
    return heights
