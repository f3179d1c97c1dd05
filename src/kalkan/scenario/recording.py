"""Recorded flights: CSV files of time, place and altitude, read strictly."""

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kalkan.constants import EARTH_RADIUS
from kalkan.written.tree import shorten

HEADER = "time_s,lat_deg,lon_deg,altitude_m"
BYTES_MAX = 10_000_000  #: of a file
FILES_MAX = 1000  #: of a folder
GAP_MAX = 300.0  #: greatest time between two rows [s]
SPEED_MAX = 3e3  #: greatest between two rows [m s⁻¹]

_BOUNDS = {  # field, lowest, highest
    "time_s": (-1e12, 1e12),
    "lat_deg": (-89.0, 89.0),
    "lon_deg": (-180.0, 180.0),
    "altitude_m": (-500.0, 60e3),
}


@dataclass(frozen=True, eq=False)
class Recording:
    """A recorded flight; axis: row.  Two of the same content are equal."""

    name: str  #: of the file, as the scenario writes it
    digest: str  #: SHA-256 of the file
    line: np.ndarray  #: of the file, from 1
    time: np.ndarray  #: since the first row [s]
    lat: np.ndarray  #: [rad]
    lon: np.ndarray  #: [rad]
    altitude: np.ndarray  #: above mean sea level [m]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Recording):
            return NotImplemented
        return (self.name, self.digest) == (other.name, other.digest)

    def __hash__(self) -> int:
        return hash((self.name, self.digest))

    @property
    def speeds(self) -> np.ndarray:
        """From each row to the next, over a sphere.  Shape: row - 1 [m s⁻¹]."""
        return _speeds(self.time, self.lat, self.lon, self.altitude)

    @property
    def duration(self) -> float:
        """From the first row to the last [s]."""
        return float(self.time[-1])


def read_recording(path: Path, name: str) -> Recording:
    """Return the recorded flight of a CSV file.

    Its first line is ``time_s,lat_deg,lon_deg,altitude_m``; lines that begin with
    ``#`` and empty ones are passed over.

    Parameters
    ----------
    path
        The file.
    name
        As the scenario writes it, for messages.

    Raises
    ------
    ValueError
        When the file cannot be read, or a row cannot be: one line that says which, what
        is wrong and what would be right.
    """
    content = _content_of(path, name)
    lines, rows = _rows(content, name)
    if len(rows) < 2:
        raise ValueError(f"{name}: holds {len(rows)} rows; a flight has at least 2")
    table = np.array(rows)
    time = table[:, 0] - table[0, 0]
    lat, lon, altitude = np.radians(table[:, 1]), np.radians(table[:, 2]), table[:, 3]
    digest = hashlib.sha256(content).hexdigest()
    flight = Recording(name, digest, np.array(lines), time, lat, lon, altitude)
    for fault in _faults(flight):
        raise ValueError(fault)
    return flight


def files_in(folder: Path, name: str) -> list[tuple[Path, str]]:
    """Return the CSV files of a folder with their names for messages, in order.

    Raises
    ------
    ValueError
        When there is no such folder, or none or too many in it.
    """
    if not folder.is_dir():
        raise ValueError(f"there is no folder {name}; name one with CSV files")
    found = sorted(entry.name for entry in folder.glob("*.csv"))
    if not found:
        raise ValueError(f"{name} holds no CSV file; put recorded flights there")
    if len(found) > FILES_MAX:
        raise ValueError(
            f"{name} holds {len(found):,} CSV files; at most {FILES_MAX:,}"
        )
    stem = name.rstrip("/")
    return [(folder / one, f"{stem}/{one}") for one in found]


def _content_of(path: Path, name: str) -> bytes:
    try:
        if not path.is_file():
            raise ValueError(f"there is no file {name}; name a CSV file")
        with path.open("rb") as file:
            content = file.read(BYTES_MAX + 1)
    except OSError as error:
        raise ValueError(f"{name} cannot be read ({error.strerror})") from None
    if len(content) > BYTES_MAX:
        raise ValueError(
            f"{name} is larger than {BYTES_MAX:,} bytes; keep a row every few seconds"
        )
    return content


def _rows(content: bytes, name: str) -> tuple[list[int], list[list[float]]]:
    """Return the number of each line that holds a row, and the row."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ValueError(f"{name}:{line}: is not UTF-8; save it as UTF-8") from None
    lines, rows, has_header = [], [], False
    for number, whole in enumerate(text.splitlines(), 1):
        written = whole.strip()
        if not written or written.startswith("#"):
            continue
        if not has_header:
            if written.replace(" ", "") != HEADER:
                raise ValueError(f"{name}:{number}: is no header; write {HEADER}")
            has_header = True
            continue
        lines.append(number)
        rows.append(_row(written, f"{name}:{number}"))
    return lines, rows


def _row(written: str, where: str) -> list[float]:
    cells = written.split(",")
    if len(cells) != len(_BOUNDS):
        raise ValueError(f"{where}: has {len(cells)} fields; write {HEADER}")
    row = []
    for (field, (low, high)), cell in zip(_BOUNDS.items(), cells, strict=True):
        value = _number(cell)
        if not low <= value <= high:
            shown = shorten(cell) or "nothing"
            raise ValueError(
                f"{where}: {field} is {shown}; write a number from {low:g} to {high:g}"
            )
        row.append(value)
    return row


def _number(cell: str) -> float:
    try:
        return math.nan if "_" in cell else float(cell)
    except ValueError:
        return math.nan


def _faults(flight: Recording) -> Iterator[str]:
    """Yield what is wrong between rows, the first line first."""
    spans = np.diff(flight.time)
    with np.errstate(divide="ignore", invalid="ignore"):
        speeds = flight.speeds
    for k in range(spans.size):
        where = f"{flight.name}:{flight.line[k + 1]}"
        if spans[k] == 0.0:
            yield f"{where}: the time of the row before again; keep one of the two"
        elif spans[k] < 0.0:
            yield f"{where}: time goes back by {-spans[k]:g} s; sort the rows by time"
        elif spans[k] > GAP_MAX:
            yield (
                f"{where}: {spans[k]:,.0f} s after the row before, at most "
                f"{GAP_MAX:.0f}; cut the flight there"
            )
        elif not speeds[k] <= SPEED_MAX:
            yield (
                f"{where}: {speeds[k]:,.0f} m/s from the row before, at most "
                f"{SPEED_MAX:,.0f}; remove what is not true"
            )


def _speeds(
    time: np.ndarray, lat: np.ndarray, lon: np.ndarray, altitude: np.ndarray
) -> np.ndarray:
    radius = EARTH_RADIUS + altitude
    place = radius * np.array(
        [np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)]
    )
    away = np.linalg.norm(np.diff(place, axis=1), axis=0)
    return np.asarray(away / np.diff(time))
