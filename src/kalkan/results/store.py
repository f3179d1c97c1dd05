"""A run on disk: assembled in DIR/.partial, moved into DIR when it is whole."""

import contextlib
import io
import json
import os
import shutil
from pathlib import Path
from typing import Any

import polars as pl

from kalkan.errors import UserError
from kalkan.files import write_atomically
from kalkan.results.columns import TABLES
from kalkan.results.tables import Tables

PARTIAL = ".partial"
SCENARIO, SUMMARY, PROVENANCE = "scenario.yaml", "summary.json", "provenance.json"
OWN = {PARTIAL, SCENARIO, SUMMARY, PROVENANCE, *(f"{name}.parquet" for name in TABLES)}


class RunFolder:
    """The folder of one run while it is being written.

    Nothing stands in DIR itself before `finish`, and provenance.json comes last: a
    folder that has one is whole.
    """

    def __init__(self, target: str | os.PathLike[str]) -> None:
        self.target = Path(target)
        self._work = self.target / PARTIAL
        self._parts = 0
        self._is_new = not self.target.exists()
        check_is_free(self.target)
        try:
            self._prepare()
        except OSError as error:
            raise _unwritable(self.target, error) from error

    def _prepare(self) -> None:
        self.target.mkdir(parents=True, exist_ok=True)
        _clear_leftover(self._work)
        self._work.mkdir()
        (self._work / "process").write_text(str(os.getpid()))
        for table in TABLES:
            (self._work / f"{table}.parquet").mkdir()

    def add(self, tables: Tables) -> None:
        """Write the next part of every table.

        Raises
        ------
        UserError
            When the disk is full.
        """
        for table in tables._fields:
            self._write(table, self._parts, getattr(tables, table))
        self._parts += 1

    def add_picture(self, picture: pl.DataFrame) -> None:
        """Write the table of air pictures, whole.

        Raises
        ------
        UserError
            When the disk is full.
        """
        self._write("picture", 0, picture)

    def _write(self, table: str, part: int, rows: pl.DataFrame) -> None:
        name = f"{table}.parquet/part-{part:05d}.parquet"
        write_atomically(self._work / name, _parquet(rows))

    def finish(
        self, scenario: bytes, summary: dict[str, Any], provenance: dict[str, Any]
    ) -> None:
        """Write what is about the whole run, and move all of it into place.

        Raises
        ------
        UserError
            When the disk is full.
        """
        write_atomically(self._work / SCENARIO, scenario)
        write_atomically(self._work / SUMMARY, to_json(summary))
        write_atomically(self._work / PROVENANCE, to_json(provenance))
        try:
            self._move()
        except OSError as error:
            raise _unwritable(self.target, error) from error

    def _move(self) -> None:
        (self.target / PROVENANCE).unlink(missing_ok=True)
        (self._work / "process").unlink()
        names = sorted(OWN - {PARTIAL, PROVENANCE})
        for name in [*names, PROVENANCE]:
            _remove(self.target / name)
            (self._work / name).rename(self.target / name)
        self._work.rmdir()

    def abandon(self) -> None:
        """Leave nothing of this run; an earlier one in its place stays."""
        _remove(self._work)
        if self._is_new:
            with contextlib.suppress(OSError):
                self.target.rmdir()


def is_run(folder: Path) -> bool:
    """Return whether a folder holds a finished run of Kalkan."""
    try:
        found = json.loads((folder / PROVENANCE).read_bytes())
        return "kalkan" in found["versions"]
    except (OSError, ValueError, TypeError, KeyError):
        return False


def check_is_run(folder: Path) -> None:
    """Raise UserError where a folder holds no finished run of Kalkan."""
    if not is_run(folder):
        raise UserError(
            f"{folder}: holds no finished run of kalkan; give a folder made by "
            "`kalkan run … --out FOLDER`"
        )


def read_table(folder: Path, table: str) -> pl.DataFrame:
    """Return a table of a finished run, all parts in order.

    Raises
    ------
    UserError
        When the folder holds no finished run.
    """
    check_is_run(folder)
    parts = sorted((folder / f"{table}.parquet").glob("part-*.parquet"))
    return pl.concat([pl.read_parquet(part) for part in parts])


def to_json(content: dict[str, Any]) -> str:
    """Return readable JSON that ends in a new line."""
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd")
    return buffer.getvalue()


def check_is_free(target: Path) -> None:
    """Raise UserError for a folder in which something would be lost."""
    try:
        if target.exists() and not target.is_dir():
            raise UserError(f"{target}: is a file; give a folder")
        found = {path.name for path in target.iterdir()} if target.exists() else set()
    except OSError as error:
        raise _unwritable(target, error) from error
    strange = sorted(found - OWN)
    if not strange and (is_run(target) or found <= {PARTIAL}):
        return
    what = f"something else than a run of kalkan, as {(strange or sorted(found))[0]}"
    raise UserError(f"{target}: holds {what}; give a new or an empty folder")


def _clear_leftover(work: Path) -> None:
    """Remove what a killed run left, unless that run is still going on."""
    process = work / "process"
    if process.exists() and _is_alive(process.read_text()):
        raise UserError(
            f"{work.parent}: another run (process {process.read_text()}) is writing "
            "there; wait for it, or give another folder"
        )
    _remove(work)


def _is_alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _unwritable(target: Path, error: OSError) -> UserError:
    return UserError(
        f"{target}: cannot write there ({error.strerror}); give a folder that you may "
        "write to"
    )
