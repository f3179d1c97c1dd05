"""`kalkan track`: plots to tracks."""

import io
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
from rich.table import Table

from kalkan.cli.screen import aside, screen
from kalkan.errors import UserError
from kalkan.files import write_atomically
from kalkan.tracking.door import Report, Tracked, track_all
from kalkan.units import parse

PATIENCE = 2.0  #: of a person who sees nothing happen [s]


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    plots: Path
    sensors: Path
    out: Path | None
    every: str | None
    full: bool


def track(asked: Asked, as_json: bool) -> None:
    """Track; write the tracks, and print what became of the plots.

    Raises
    ------
    UserError
        When plots, sensors or the place of the tracks cannot be used.
    """
    every = _seconds(asked.every)
    if asked.out is not None:
        _check_out(asked.out, asked)
    with _progress() as report:
        tracked = track_all(asked.plots, asked.sensors, every, asked.full, report)
    if asked.out is not None:
        write_atomically(asked.out, _bytes_of(tracked.tracks, asked.out))
    said = _summary(tracked)
    if as_json:
        print(json.dumps(said, indent=2))
        return
    screen().print(_table(said))
    _say_where(asked.out)


def _seconds(every: str | None) -> float | None:
    try:
        return None if every is None else parse(every, "duration")
    except ValueError as error:
        raise UserError(f"--every: {error}") from None


def _check_out(out: Path, asked: Asked) -> None:
    """Refuse, before any work, a place where the tracks cannot be."""
    if out.suffix.lower() not in (".csv", ".parquet"):
        raise UserError(f"--out {out}: is neither .csv nor .parquet; name one of these")
    if out.is_dir():
        raise UserError(f"--out {out}: is a folder; name a file")
    if not out.parent.is_dir():
        raise UserError(f"--out {out}: there is no folder {out.parent}; make it first")
    for given in (asked.plots, asked.sensors):
        if given.exists() and out.exists() and given.samefile(out):
            raise UserError(f"--out {out}: would overwrite what is read; name another")


def _bytes_of(tracks: pl.DataFrame, out: Path) -> bytes:
    if out.suffix.lower() == ".csv":
        return tracks.write_csv().encode()
    buffer = io.BytesIO()
    tracks.write_parquet(buffer)
    return buffer.getvalue()


@contextmanager
def _progress() -> Iterator[Report]:
    """Yield what is told plots taken in; a bar is shown when it takes long."""
    begin, shown = time.monotonic(), sys.stderr.isatty()
    columns = TextColumn("tracking"), BarColumn(), TaskProgressColumn()
    bar = Progress(*columns, console=aside(), transient=True)
    task = bar.add_task("", total=None)

    def report(done: int, total: int) -> None:
        bar.update(task, completed=done, total=total)
        if shown and time.monotonic() - begin > PATIENCE:
            bar.start()

    try:
        yield report
    finally:
        if bar.live.is_started:
            bar.stop()


def _summary(tracked: Tracked) -> dict[str, Any]:
    rows = tracked.tracks.height
    return {
        "plots": tracked.plots,
        "seconds": tracked.seconds,
        "scans": tracked.scans,
        "plots_used": tracked.used,
        "tracks": tracked.tracks["track"].n_unique() if rows else 0,
        "rows": rows,
    }


_MEANINGS = {
    "plots": "plots read",
    "seconds": "seconds from the first to the last",
    "scans": "scans of all radars",
    "plots_used": "plots that fed a track",
    "tracks": "tracks that were confirmed",
    "rows": "rows of these tracks",
}


def _table(said: dict[str, Any]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(justify="right")
    table.add_column()
    for key, meaning in _MEANINGS.items():
        table.add_row(f"{said[key]:,.10g}", meaning)
    return table


def _say_where(out: Path | None) -> None:
    if out is None:
        said = "nothing was written; `--out TRACKS.parquet` keeps the tracks"
    else:
        said = f"written to {out}"
    aside().print(said, soft_wrap=True, markup=False)
