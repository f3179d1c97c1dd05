"""Any table of plots as columns of numbers, and where each row stands in it."""

import io
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from kalkan.errors import UserError
from kalkan.written.tree import one_line, shorten

BYTES_MAX = 1_000_000_000  #: of a file; some ten million plots as text
ROWS_MAX = 20_000_000


@dataclass(frozen=True)
class Table:
    """A table as it was given, and what to call it and its rows."""

    frame: pl.DataFrame
    name: str
    text: bytes = field(default=b"", repr=False)  #: of a CSV file

    def row(self, index: int) -> str:
        """Return how to name a row, counted from 0, in a message."""
        if self.text:
            return f"{self.name}:{_line_of(self.text, index)}"
        return f"{self.name}, row {index} from 0"

    def numbers(self, name: str) -> np.ndarray:
        """Return a column as float64, nan where a cell is empty.

        Raises
        ------
        UserError
            When a cell holds something else than a number.
        """
        column = self.frame[name]
        if column.dtype == pl.String:
            said = column.str.strip_chars()
            empty = said.is_null() | (said == "")
            column = said.cast(pl.Float64, strict=False)
            bad = column.is_null() & ~empty
            if bad.any():
                index = int(bad.arg_max() or 0)
                raise UserError(
                    f"{self.row(index)}: {name} is '{shorten(said[index])}'; write a "
                    "number"
                )
        if not (column.dtype.is_numeric() or column.dtype == pl.Null):
            raise UserError(f"{self.name}: column {name} is not of numbers")
        return column.cast(pl.Float64).to_numpy().astype(np.float64)

    def words(self, name: str) -> pl.Series:
        """Return a column as text, empty where a cell is."""
        column = self.frame[name]
        if column.dtype.is_nested() or column.dtype == pl.Object:
            raise UserError(f"{self.name}: column {name} is not of names or numbers")
        return column.cast(pl.String).str.strip_chars().fill_null("")


def read_table(given: Any) -> Table:
    """Return the table of a path, a data frame, a structured array or a mapping.

    Raises
    ------
    UserError
        When it cannot be read as a table.
    """
    if isinstance(given, str | os.PathLike):
        return _of_file(Path(given))
    if isinstance(given, pl.LazyFrame):
        given = given.collect()
    if not isinstance(given, pl.DataFrame):
        given = _framed(given)
    return _sized(Table(given, "plots"))


def _sized(table: Table) -> Table:
    rows = table.frame.height
    if rows > ROWS_MAX:
        raise UserError(f"{table.name}: holds {rows:,} plots; at most {ROWS_MAX:,}")
    return table


def _framed(given: Any) -> pl.DataFrame:
    """Return a mapping, a frame of another library or a structured array as a frame."""
    names: Any = list(given) if isinstance(given, Mapping) else None
    if names is None:
        names = getattr(given, "columns", None)
    if names is None:
        names = getattr(getattr(given, "dtype", None), "names", None)
    if names is None:
        raise UserError("plots: give a path, a data frame or a mapping of columns")
    columns = {str(name): np.asarray(given[name]) for name in names}
    for name, column in columns.items():
        if column.ndim != 1:
            raise UserError(f"plots: column {name} has not one value a row")
    if len({column.size for column in columns.values()}) > 1:
        raise UserError("plots: the columns are of different lengths")
    return pl.DataFrame([_series(name, column) for name, column in columns.items()])


def _series(name: str, column: np.ndarray) -> pl.Series:
    if column.dtype != object:
        return pl.Series(name, np.ascontiguousarray(column))
    cells = [None if cell is None or cell != cell else cell for cell in column.tolist()]
    try:
        return pl.Series(name, cells)
    except (TypeError, ValueError, pl.exceptions.PolarsError):
        raise UserError(
            f"plots: column {name} mixes numbers and other things"
        ) from None


def _of_file(path: Path) -> Table:
    name = one_line(str(path))
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".parquet"):
        raise UserError(f"{name}: is neither .csv nor .parquet; name one of these")
    try:
        if path.is_dir():
            raise UserError(f"{name}: is a folder; name a CSV or Parquet file")
        if not path.exists():
            raise UserError(f"{name}: there is no such file; name one of plots")
        size = path.stat().st_size
        if size > BYTES_MAX:
            raise UserError(
                f"{name}: is larger than {BYTES_MAX:,} bytes; cut it by time"
            )
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"{name}: cannot be read ({error.strerror})") from None
    if not content.strip():
        raise UserError(f"{name}: is empty; it needs a header and a row for each plot")
    return _sized(_of_text(content, name) if suffix == ".csv" else _of(content, name))


def _of(content: bytes, name: str) -> Table:
    try:
        return Table(pl.read_parquet(io.BytesIO(content)), name)
    except pl.exceptions.PolarsError as error:
        said = shorten(str(error))
        raise UserError(f"{name}: cannot be read as Parquet ({said})") from None


def _of_text(content: bytes, name: str) -> Table:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UserError(f"{name}:{line}: is not UTF-8; save it as UTF-8") from None
    try:
        frame = pl.read_csv(content, infer_schema=False, comment_prefix="#")
    except pl.exceptions.PolarsError as error:
        said = one_line(str(error).split("\n", 1)[0])
        raise UserError(f"{name}: cannot be read as CSV ({said})") from None
    frame = frame.rename({known: known.strip() for known in frame.columns})
    return Table(frame, name, content)


def _line_of(text: bytes, index: int) -> int:
    """Return the line, from 1, of a row of a CSV file; comments are no rows."""
    rows = -1  # the header
    for number, line in enumerate(text.split(b"\n"), 1):
        if not line.startswith(b"#"):
            if rows == index:
                return number
            rows += 1
    return 0
