"""What a raster file says of itself, and which files a person meant.

Any format that GDAL reads will do.  Pixels are areas whose middle the elevation stands
for; GDAL moves formats of posts (SRTM, DTED, GeoTIFF with PixelIsPoint) by half a pixel
so that this holds for them too.
"""

import math
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from kalkan.constants import EARTH_RADIUS
from kalkan.errors import UserError
from kalkan.terrain.gdal import WGS84, moved, opened

#: Ends of the names of files that are read from a folder.
SUFFIXES = (
    *(".hgt", ".hgt.zip", ".dt0", ".dt1", ".dt2"),
    *(".tif", ".tiff", ".vrt", ".img", ".asc", ".bil"),
)

FOOT = 0.3048  #: international foot [m]

_FEET = {"ft", "foot", "feet", "us-ft", "us survey foot", "international foot"}
_SRTM = re.compile(r"([ns])(\d\d)([ew])(\d\d\d)[^/]*\.hgt(\.zip)?", re.IGNORECASE)


class Area(NamedTuple):
    """A part of the globe between two parallels and two meridians [deg]."""

    south: float
    north: float
    west: float  #: in [-180, 180)
    east: float  #: above `west`, at most a turn


class Raster(NamedTuple):
    """A file of elevations.

    A pixel coordinate (column, row) counts from the corner of the first pixel, so that
    the middle of that one is (0.5, 0.5).
    """

    path: Path
    width: int
    height: int
    transform: Any  #: affine, from (column, row) to the coordinates of `crs`
    crs: Any
    metres: float  #: in one unit of its values
    is_plain: bool  #: rows are parallels, columns meridians of WGS-84, north on top
    spacing: float  #: of pixels, the mean of both ways [m]


def paths_of(source: Path, area: Area) -> Iterator[Path]:
    """Yield the raster files that a path stands for, in the order of their names.

    Parameters
    ----------
    source
        A file, or a folder whose rasters are meant, those in folders inside too.
    area
        SRTM tiles whose names say that they are outside are not opened.

    Raises
    ------
    UserError
        When there is no such file, or the folder cannot be read or has no raster.
    """
    if not source.exists():
        raise UserError(f"terrain: {source}: no such file; name a raster or a folder")
    if not source.is_dir():
        yield source
        return
    found = sorted(_files_in(source))
    if not found:
        known = ", ".join(SUFFIXES)
        raise UserError(f"terrain: {source}: no raster in this folder, as {known}")
    yield from (path for path in found if _may_be_in(path.name, area))


def _files_in(folder: Path) -> Iterator[Path]:
    def complain(error: OSError) -> None:
        raise UserError(f"terrain: {folder}: cannot read: {error.strerror}") from error

    for base, _, names in os.walk(folder, onerror=complain):
        for name in names:
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                yield Path(base) / name


def _may_be_in(name: str, area: Area) -> bool:
    """Return whether a file may touch an area; only SRTM's names say where it is."""
    named = _SRTM.fullmatch(name)
    if not named:
        return True
    south = int(named[2]) * (1 if named[1] in "nN" else -1)
    west = int(named[4]) * (1 if named[3] in "eE" else -1)
    if south > area.north + 0.01 or south + 1 < area.south - 0.01:
        return False
    return any(
        west + turn <= area.east + 0.01 and west + turn + 1 >= area.west - 0.01
        for turn in (-360, 0, 360)
    )


def describe(path: Path) -> Raster:
    """Return what a raster file says of itself.

    Raises
    ------
    UserError
        When GDAL cannot read it, or it has several bands or no place on the globe.
    """
    with opened(path) as data:
        _check(path, data)
        unit = (data.units[0] or "").strip().lower()
        return Raster(
            path=path,
            width=data.width,
            height=data.height,
            transform=data.transform,
            crs=data.crs,
            metres=FOOT if unit in _FEET else 1.0,
            is_plain=_is_plain(data.crs, data.transform),
            spacing=_spacing(data),
        )


def _check(path: Path, data: Any) -> None:
    """Raise UserError for what cannot be a map of elevations."""
    if data.count != 1:
        mend = "keep the one with elevations, as `gdal_translate -b 1`"
        raise UserError(f"terrain: {path}: {data.count} bands; {mend}")
    if "complex" in data.dtypes[0]:
        raise UserError(f"terrain: {path}: complex numbers are no elevations")
    if data.crs is None or data.transform.determinant == 0.0:
        mend = "say where it lies, as `gdal_edit.py -a_srs EPSG:4326`"
        raise UserError(f"terrain: {path}: no coordinate reference system; {mend}")


def _is_plain(crs: Any, transform: Any) -> bool:
    """Return whether coordinates are longitude and latitude of WGS-84 in degrees."""
    if not crs.is_geographic or transform.b or transform.d:
        return False
    if transform.a <= 0.0 or transform.e >= 0.0:
        return False
    places = np.array([[-120.0, 0.0, 35.0, 150.0], [-40.0, 0.0, 39.0, 60.0]])
    return bool(np.allclose(moved(crs, WGS84, *places), places, rtol=0.0, atol=1e-6))


def _spacing(data: Any) -> float:
    """Return the mean spacing of pixels in the middle of a raster [m]."""
    a, b, _, d, e, f = data.transform[:6]
    y = d * 0.5 * data.width + e * 0.5 * data.height + f
    area = abs(a * e - b * d)
    if data.crs.is_geographic:
        metres = math.radians(1.0) * EARTH_RADIUS
        shrink = max(0.01, math.cos(math.radians(min(abs(y), 90.0))))
        return metres * math.sqrt(area * shrink)
    return float(math.sqrt(area) * data.crs.linear_units_factor[1])


def named(source: Sequence[Path], area: Area) -> list[Raster]:
    """Return all rasters meant by some paths, in their order."""
    return [describe(path) for each in source for path in paths_of(each, area)]
