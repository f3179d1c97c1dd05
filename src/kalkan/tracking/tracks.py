"""The table of tracks."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import polars as pl

from kalkan.physics.geodesy import enu2geodetic
from kalkan.tracking.radars import Radars

STATE = ("x_m", "y_m", "z_m", "vx_mps", "vy_mps", "vz_mps")
TICK = 1e-6  #: instants that are nearer are the same [s]
_SHORT = ("x", "y", "z", "vx", "vy", "vz")


class Noted(NamedTuple):
    """What was noted of tracks: records as arrays.  Axis: line."""

    lines: np.ndarray  #: of Lines
    spreads: np.ndarray  #: of Spreads; empty where not asked for

    def first(self, count: int) -> "Noted":
        """Return the first lines."""
        return Noted(self.lines[:count], self.spreads[:count])

    def of(self, numbers: np.ndarray) -> "Noted":
        """Return the lines of the tracks with these numbers."""
        return self.at(np.isin(self.lines["number"], numbers))

    def at(self, places: np.ndarray) -> "Noted":
        """Return the lines at some places."""
        spreads = self.spreads[places] if self.spreads.size else self.spreads
        return Noted(self.lines[places], spreads)


def joined(parts: Sequence[Noted]) -> Noted:
    """Return all lines of some parts."""
    return Noted(
        np.concatenate([part.lines for part in parts]),
        np.concatenate([part.spreads for part in parts]),
    )


def tracks_of(
    noted: Noted,
    shots: np.ndarray,
    begin: float,
    frame: np.ndarray,
    radars: Radars,
    full: bool,
) -> pl.DataFrame:
    """Return the table of tracks.

    Parameters
    ----------
    noted
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
    lines = noted.lines
    noted = noted.at(np.lexsort((lines["number"], lines["shot"])))
    noted = noted.at(shots[noted.lines["shot"]] <= _ends(noted.lines) + begin + TICK)
    lines = noted.lines
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
        columns |= dict(_covariances(noted.spreads))
        if radars.on_earth is not None and not radars.is_plane:
            columns |= _on_earth(lines["estimate"], frame)
    return pl.DataFrame(columns)


def _ends(lines: np.ndarray) -> np.ndarray:
    """Return when the track of each line had its last plot, from the first [s]."""
    _, which = np.unique(lines["number"], return_inverse=True)
    last = np.full(which.max(initial=-1) + 1, -math.inf)
    np.maximum.at(last, which, lines["updated"])
    return np.asarray(last[which])


def _covariances(spreads: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the upper triangle of the covariances, in SI."""
    for row, one in enumerate(_SHORT):
        for column in range(row, len(_SHORT)):
            name = f"cov_{one}_{_SHORT[column]}"
            yield name, spreads["covariance"][:, 6 * row + column]


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
