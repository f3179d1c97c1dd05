"""Small rasters for the tests of the terrain."""

import math

import numpy as np
import rasterio
import rasterio.shutil
from rasterio.transform import Affine

from kalkan.terrain.load import load_grid

R = math.radians


def ground(lat, lon):
    """A smooth ground, known everywhere: in degrees and metres."""
    return (
        800.0 + 500.0 * np.sin(3.0 * np.asarray(lat)) + 90.0 * np.asarray(lon) % 360.0
    )


def corner(west, north, width, height):
    """The transform of a raster with north on top."""
    return Affine(width, 0.0, west, 0.0, -height, north)


def write(path, values, transform, crs="EPSG:4326", **profile):
    bands = values if values.ndim == 3 else values[None]
    settings = {
        "driver": "GTiff",
        "count": bands.shape[0],
        "height": bands.shape[1],
        "width": bands.shape[2],
        "dtype": bands.dtype,
        "crs": crs,
        "transform": transform,
    }
    scales = profile.pop("scales", None)
    units = profile.pop("units", None)
    with rasterio.open(path, "w", **(settings | profile)) as data:
        data.write(bands)
        if scales:
            data.scales, data.offsets = [scales[0]], [scales[1]]
        if units:
            data.units = [units]
    return path


def plain(path, north, west, step, shape, of=ground, **profile):
    """A raster of longitude and latitude, whose pixels' middles hold the ground."""
    lats = north - step * (np.arange(shape[0]) + 0.5)
    lons = west + step * (np.arange(shape[1]) + 0.5)
    values = of(lats[:, None], lons[None, :]) + np.zeros(shape)
    dtype = profile.pop("dtype", "float32")
    return write(path, values.astype(dtype), corner(west, north, step, step), **profile)


def srtm(folder, south, west, posts=1201, of=ground, blank=None):
    """An SRTM tile: big-endian posts, the edges shared with the neighbours."""
    lats = south + 1.0 - np.arange(posts) / (posts - 1)
    lons = west + np.arange(posts) / (posts - 1)
    values = (of(lats[:, None], lons[None, :]) + np.zeros((posts, posts))).round()
    if blank is not None:
        values[blank] = -32768
    ns, ew = "NS"[south < 0], "EW"[west < 0]
    path = folder / f"{ns}{abs(south):02d}{ew}{abs(west):03d}.hgt"
    path.write_bytes(values.astype(">i2").tobytes())
    return path


def dted(folder, south, west, level=0, of=ground):
    """A DTED tile, by GDAL's own writer: posts, the edges shared."""
    posts = {0: 121, 1: 1201}[level]
    step = 1.0 / (posts - 1)
    flat = folder / "flat.tif"
    plain(
        flat,
        south + 1 + step / 2,
        west - step / 2,
        step,
        (posts, posts),
        of,
        dtype="int16",
    )
    inner = folder / f"e{west:03d}"
    inner.mkdir(exist_ok=True)
    path = inner / f"n{south:02d}.dt{level}"
    with rasterio.open(flat) as data:
        rasterio.shutil.copy(data, path, driver="DTED")
    flat.unlink()
    return path


def load(source, south, north, west, east, **options):
    return load_grid(source, R(south), R(north), R(west), R(east), **options)


def posts(grid):
    """Latitudes and longitudes of a grid's posts, in degrees."""
    rows, cols = grid.elevation.shape
    lats = np.degrees(grid.lat - grid.dlat * np.arange(rows))
    lons = np.degrees(grid.lon + grid.dlon * np.arange(cols))
    return lats[:, None], lons[None, :]
