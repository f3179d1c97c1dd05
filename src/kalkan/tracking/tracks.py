"""The table of tracks."""

import math
from collections.abc import Iterator

import numpy as np
import polars as pl

from kalkan.physics.geodesy import enu2geodetic
from kalkan.tracking.radars import Radars

STATE = ("x_m", "y_m", "z_m", "vx_mps", "vy_mps", "vz_mps")
_SHORT = ("x", "y", "z", "vx", "vy", "vz")


def tracks_of(
    lines: np.ndarray,
    shots: np.ndarray,
    begin: float,
    frame: np.ndarray,
    radars: Radars,
    full: bool,
) -> pl.DataFrame:
    """Return the table of tracks.

    Parameters
    ----------
    lines
        Of firm tracks, in any order, times from `begin`.
    shots
        Times of the snapshots. [s]
    begin
        Time of the first plot. [s]
    frame
        Of the tracks; shape (12,).
    radars
        Which say whether the frame stands anywhere on the Earth.
    full
        Whether everything known is a column.
    """
    lines = lines[np.lexsort((lines["number"], lines["shot"]))]
    numbers = np.unique(lines["number"])
    columns = {
        "time_s": shots[lines["shot"]],
        "track": np.searchsorted(numbers, lines["number"]) + 1,
    }
    columns |= {name: lines["estimate"][:, c] for c, name in enumerate(STATE)}
    if full:
        columns |= {
            "firm": lines["firm"] == 1,
            "hits": lines["hits"],
            "updated_s": lines["updated"] + begin,
        }
        columns |= dict(_covariances(lines))
        if radars.on_earth is not None and not radars.is_plane:
            columns |= _on_earth(lines["estimate"], frame)
    return pl.DataFrame(columns)


def _covariances(lines: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the upper triangle of the covariances, in SI."""
    for row, one in enumerate(_SHORT):
        for column in range(row, len(_SHORT)):
            name = f"cov_{one}_{_SHORT[column]}"
            yield name, lines["covariance"][:, 6 * row + column]


def _on_earth(estimate: np.ndarray, frame: np.ndarray) -> dict[str, np.ndarray]:
    """Return latitude, longitude and altitude of each line."""
    places = np.array(
        [enu2geodetic(frame, *map(float, line[:3])) for line in estimate]
    ).reshape(-1, 3)
    return {
        "lat_deg": places[:, 0] / math.radians(1.0),
        "lon_deg": places[:, 1] / math.radians(1.0),
        "altitude_m": places[:, 2],
    }
