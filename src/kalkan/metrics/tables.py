"""Tables of truth and tracks, read and checked."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

SECOND = 1_000_000  # microseconds, in which instants are told apart
_LONGEST = 1e12  # seconds; more could not be told apart
_AXES = ("x", "y", "z")


class Rows(NamedTuple):
    """The rows of a table, by time."""

    time: np.ndarray  #: int64; shape (row,) [µs]
    name: np.ndarray  #: which object, from 0; shape (row,)
    objects: int
    axes: int  #: 2 or 3
    position: np.ndarray  #: shape (row, axis) [m]
    velocity: np.ndarray  #: nan if not known; shape (row, axis) [m s⁻¹]


def read(table: str, given: Any) -> Rows:
    """Return the rows of a table; refuse one with a flaw.

    Parameters
    ----------
    table
        What it is, for the messages: truth or tracks.
    given
        A data frame, a mapping of columns or a structured array.

    Raises
    ------
    ValueError
        When a column is missing or not finite, or an object has two rows of an instant.
    """
    known = _columns(table, given)
    seconds = _numbers(table, given, "time_s", known)
    if np.any(np.abs(seconds) > _LONGEST):
        raise ValueError(f"{table}: column time_s goes beyond {_LONGEST:g} s")
    names = _names(table, given, known)
    axes = [axis for axis in _AXES if axis != "z" or "z_m" in known]
    position = [_numbers(table, given, f"{axis}_m", known) for axis in axes]
    speeds = [f"v{axis}_mps" for axis in axes]
    if known.issuperset(speeds):
        velocity = [_numbers(table, given, speed, known) for speed in speeds]
    else:
        velocity = [np.full(seconds.size, np.nan) for _ in axes]
    if len({column.size for column in (seconds, names, *position, *velocity)}) > 1:
        raise ValueError(f"{table}: columns of one length")
    time = np.rint(seconds * SECOND).astype(np.int64)
    order = np.lexsort((names, time))
    time, names = time[order], names[order]
    if np.any((np.diff(time) == 0) & (np.diff(names) == 0)):
        raise ValueError(f"{table}: one row an object and instant")
    return Rows(
        time,
        names,
        int(names.max(initial=-1)) + 1,
        len(axes),
        np.stack(position, axis=1)[order],
        np.stack(velocity, axis=1)[order],
    )


def _columns(table: str, given: Any) -> set[str]:
    """Return the names of the columns."""
    if isinstance(given, Mapping):
        return set(given)
    names = getattr(given, "columns", None)
    if names is None:
        names = getattr(getattr(given, "dtype", None), "names", None)
    if names is None:
        raise ValueError(f"{table}: a data frame or a mapping of columns")
    return set(names)


def _column(table: str, given: Any, name: str, known: set[str]) -> np.ndarray:
    if name not in known:
        raise ValueError(f"{table}: no column {name}")
    column = np.asarray(given[name])
    if column.ndim != 1:
        raise ValueError(f"{table}: column {name} has not one value a row")
    return column


def _numbers(table: str, given: Any, name: str, known: set[str]) -> np.ndarray:
    """Return a column of finite numbers."""
    column = _column(table, given, name, known)
    try:
        numbers = column.astype(np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{table}: column {name} is not of numbers") from error
    if not np.all(np.isfinite(numbers)):
        raise ValueError(f"{table}: column {name} has what is not finite")
    return numbers


def _names(table: str, given: Any, known: set[str]) -> np.ndarray:
    """Return the object of each row as a number from 0."""
    name = "truth" if table == "truth" and "truth" in known else "track"
    column = _column(table, given, name, known)
    if column.dtype.kind == "f" and not np.all(np.isfinite(column)):
        raise ValueError(f"{table}: column {name} has what is not finite")
    try:
        return np.unique(column, return_inverse=True)[1].astype(np.int64)
    except TypeError as error:
        raise ValueError(f"{table}: column {name} mixes kinds of names") from error
