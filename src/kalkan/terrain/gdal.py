"""All that is asked of GDAL, through rasterio, which is imported by the first who asks.

Whoever loads no raster does not wait for it.
"""

import warnings
from pathlib import Path
from typing import Any

import numpy as np

from kalkan.errors import UserError

WGS84 = "EPSG:4326"


def opened(path: Path) -> Any:
    """Return an open raster, to be used in a `with`.

    Raises
    ------
    UserError
        When GDAL cannot read it.
    """
    import rasterio  # noqa: PLC0415
    from rasterio import errors  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", errors.NotGeoreferencedWarning)
        try:
            return rasterio.open(path)
        except errors.RasterioError as error:
            line = "not a raster that GDAL reads; write a GeoTIFF, .hgt or DTED file"
            raise UserError(f"terrain: {path}: {line}") from error


def values(path: Path, row: int, col: int, rows: int, cols: int) -> tuple[Any, Any]:
    """Return pixels of a raster, masked as it declares, and their scale and offset.

    Parameters
    ----------
    path
        Of the file.
    row, col
        First pixel.
    rows, cols
        How many.

    Raises
    ------
    UserError
        When the file is damaged.
    """
    from rasterio import errors, windows  # noqa: PLC0415

    window = windows.Window(col, row, cols, rows)
    with opened(path) as data:
        try:
            pixels = data.read(1, window=window, masked=True)
        except errors.RasterioError as error:
            raise UserError(
                f"terrain: {path}: the file is damaged; get it again"
            ) from error
        return pixels, (data.scales[0], data.offsets[0])


def moved(
    crs: Any, other: Any, x: np.ndarray, y: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return coordinates in another reference system, nan where there are none.

    Parameters
    ----------
    crs, other
        Reference systems; of longitude and latitude in this order.
    x, y
        Coordinates in `crs`.  Shape: place.
    """
    from rasterio.warp import transform  # noqa: PLC0415

    xy = (np.asarray(part, np.float64) for part in transform(crs, other, x, y))
    one, two = (np.where(np.isfinite(part), part, np.nan) for part in xy)
    return one, two


def applied(transform: Any, col: Any, row: Any) -> tuple[Any, Any]:
    """Return what an affine transform makes of numbers or arrays."""
    a, b, c, d, e, f = transform[:6]
    return a * col + b * row + c, d * col + e * row + f
