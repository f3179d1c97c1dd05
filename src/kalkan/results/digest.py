"""The hash of a study's outcomes: the same for the same battles, however cut up."""

import hashlib

import numpy as np
import polars as pl

from kalkan.results.columns import OUTCOMES
from kalkan.results.fought import Battle

_FIELDS = (
    "fate",
    "time_s",
    "by",
    "lat_deg",
    "lon_deg",
    "altitude_m",
    "value_lost",
    "round_battery",
    "round_kind",
    "round_threat",
    "spilled",
    "event_time",
    "event_kind",
    "event_who",
    "event_whom",
    "event_detail",
)


class Digest:
    """SHA-256 over the outcome table, column by column, in order of replicates.

    Each column is hashed by itself (numbers as little-endian 64-bit words, words as
    UTF-8 lines), then the names and hashes of all columns together.  So the hash
    depends neither on threads nor on how the table is cut into parts, and can be
    made again from the Parquet files alone.

    Examples
    --------
    >>> from kalkan.results.columns import empty
    >>> Digest().update(empty("outcomes")).hexdigest()[:8]
    'ecc0bed4'
    """

    def __init__(self) -> None:
        self._columns = {column.name: hashlib.sha256() for column in OUTCOMES}

    def update(self, outcomes: pl.DataFrame) -> "Digest":
        """Take in the next rows; return itself."""
        for name, digest in self._columns.items():
            digest.update(_bytes(outcomes[name]))
        return self

    def hexdigest(self) -> str:
        """Return the hash of all rows so far."""
        whole = hashlib.sha256()
        for name, digest in self._columns.items():
            whole.update(f"{name}={digest.hexdigest()}\n".encode())
        return whole.hexdigest()


def battle_digest(battle: Battle) -> str:
    """Return the hash of everything that a battle hands over but its counts of work.

    Two battles with one hash are the same battle, to the bit.
    """
    whole = hashlib.sha256()
    for name in _FIELDS:
        value = np.ascontiguousarray(getattr(battle, name))
        whole.update(f"{name} {value.dtype.str} {value.shape}\n".encode())
        whole.update(value.tobytes())
    return whole.hexdigest()


def _bytes(column: pl.Series) -> bytes:
    if column.dtype == pl.String:
        return "".join(f"{word}\n" for word in column.to_list()).encode()
    if column.dtype == pl.Float64:
        numbers = column.to_numpy().astype("<f8") + 0.0  # no negative zero
        return np.where(np.isnan(numbers), np.nan, numbers).tobytes()
    return column.to_numpy().astype("<i8").tobytes()
