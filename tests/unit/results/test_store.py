"""A run on disk: whole or absent, and never in the place of something else."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from fake_battle import NAMES, battle
from kalkan.errors import UserError
from kalkan.results import store
from kalkan.results.columns import TABLES, empty
from kalkan.results.fought import Fought
from kalkan.results.provenance import provenance, version_of
from kalkan.results.store import RunFolder, is_run, read_table
from kalkan.results.tables import Tables, tables

ORIGIN = {"versions": {"kalkan": "0.1.0"}}


def part(*replicates: int) -> Tables:
    battles = [
        Fought(r, 0, NAMES, battle(0.4, np.random.default_rng(r))) for r in replicates
    ]
    return tables(NAMES, battles, with_events=True)


def write(target: Path, name: bytes = b"name: a") -> Path:
    folder = RunFolder(target)
    folder.add(part(0, 1))
    folder.add(part(2))
    folder.add_picture(empty("picture"))
    folder.finish(name, {"replicates": 3}, ORIGIN)
    return target


def test_run_folder__writes_all_that_was_promised(tmp_path):
    run = write(tmp_path / "a" / "run")
    assert sorted(path.name for path in run.iterdir()) == sorted(
        store.OWN - {".partial"}
    )
    assert (run / "scenario.yaml").read_bytes() == b"name: a"
    assert json.loads((run / "summary.json").read_text()) == {"replicates": 3}
    for table in TABLES:
        names = [path.name for path in sorted((run / f"{table}.parquet").iterdir())]
        parts = 1 if table == "picture" else 2
        assert names == [f"part-{n:05d}.parquet" for n in range(parts)]
    assert is_run(run)


@pytest.mark.parametrize("table", TABLES)
def test_read_table__gives_back_what_was_written(tmp_path, table):
    run = write(tmp_path / "run")
    written = getattr(part(0, 1, 2), table, empty("picture"))
    assert read_table(run, table).equals(written)
    assert pl.read_parquet(run / f"{table}.parquet").equals(read_table(run, table))


def test_read_table__refuses_what_is_no_run(tmp_path):
    with pytest.raises(UserError, match="no finished run"):
        read_table(tmp_path, "outcomes")


def test_run_folder__shows_nothing_before_it_is_whole(tmp_path):
    folder = RunFolder(tmp_path / "run")
    folder.add(part(0))
    assert [path.name for path in (tmp_path / "run").iterdir()] == [".partial"]
    assert not is_run(tmp_path / "run")


def test_run_folder__abandoned_leaves_nothing(tmp_path):
    folder = RunFolder(tmp_path / "run")
    folder.add(part(0))
    folder.abandon()
    assert not (tmp_path / "run").exists()


def test_run_folder__abandoned_leaves_an_earlier_run_alone(tmp_path):
    run = write(tmp_path / "run")
    folder = RunFolder(run)
    folder.add(part(7))
    folder.abandon()
    assert is_run(run)
    assert read_table(run, "battles")["replicate"].to_list() == [0, 1, 2]


def test_run_folder__replaces_an_earlier_run_whole(tmp_path):
    run = write(tmp_path / "run")
    folder = RunFolder(run)
    folder.add(part(7))
    folder.finish(b"name: b", {}, ORIGIN)
    assert (run / "scenario.yaml").read_bytes() == b"name: b"
    assert read_table(run, "battles")["replicate"].to_list() == [7]
    assert not (run / ".partial").exists()


def test_run_folder__takes_an_empty_folder(tmp_path):
    assert is_run(write(tmp_path))


@pytest.mark.parametrize("where", ["folder", "beside a run", "file"])
def test_run_folder__refuses_what_holds_something_else(tmp_path, where):
    target = tmp_path / "run"
    if where == "file":
        target.write_text("precious")
    else:
        if where == "beside a run":
            write(target)
        target.mkdir(exist_ok=True)
        (target / "notes.txt").write_text("precious")
    with pytest.raises(UserError, match=r"is a file|something else .*notes\.txt"):
        RunFolder(target)
    kept = target if where == "file" else target / "notes.txt"
    assert kept.read_text() == "precious"


def test_run_folder__refuses_a_file_that_only_looks_like_its_own(tmp_path):
    (tmp_path / "summary.json").write_text("{}")
    with pytest.raises(UserError, match=r"as summary\.json"):
        RunFolder(tmp_path)


def test_run_folder__waits_for_no_living_process(tmp_path):
    first = RunFolder(tmp_path / "run")
    with pytest.raises(UserError, match=f"process {os.getpid()}"):
        RunFolder(tmp_path / "run")
    first.add(part(0))  # still there
    first.abandon()


@pytest.mark.parametrize("process", ["dead", "nonsense", "none"])
def test_run_folder__clears_what_a_dead_one_left(tmp_path, process):
    RunFolder(tmp_path / "run").add(part(0))
    left = tmp_path / "run" / ".partial" / "process"
    if process == "dead":
        done = subprocess.Popen([sys.executable, "-c", ""])
        done.wait()
        left.write_text(str(done.pid))
    elif process == "nonsense":
        left.write_text("?")
    else:
        left.unlink()
    assert is_run(write(tmp_path / "run"))


def test_run_folder__believes_in_processes_of_others(tmp_path, monkeypatch):
    def refuse(process: int, number: int) -> None:
        raise PermissionError

    RunFolder(tmp_path / "run")
    monkeypatch.setattr(os, "kill", refuse)
    with pytest.raises(UserError, match="another run"):
        RunFolder(tmp_path / "run")


def test_run_folder__says_where_it_may_not_write(tmp_path, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(UserError, match=r"run: cannot write there \(Permission"):
        RunFolder(tmp_path / "run")


def test_run_folder__says_when_it_may_not_look(tmp_path, monkeypatch):
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(UserError, match="cannot write there"):
        RunFolder(tmp_path)


def test_run_folder__says_when_the_disk_is_full_at_the_end(tmp_path, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    folder = RunFolder(tmp_path / "run")
    folder.add(part(0))
    monkeypatch.setattr(RunFolder, "_move", refuse)
    with pytest.raises(UserError, match="No space left"):
        folder.finish(b"", {}, ORIGIN)


def test_provenance__names_versions_and_hashes():
    found = provenance({"seed": 3}, {"scenario": "aa"}, "ff")
    assert found["versions"]["numpy"] == np.__version__
    assert {"python", "numba", "polars", "kalkan"} <= found["versions"].keys()
    assert found["seed"] == 3
    assert found["hashes"] == {"scenario": "aa"}
    assert found["source"] == "ff"
    assert version_of("no-such-package") == "not installed"


@pytest.mark.parametrize("content", [b"", b"[]", b'"a"', b"{}", b'{"versions": 1}'])
def test_is_run__believes_only_a_provenance(tmp_path, content):
    (tmp_path / "provenance.json").write_bytes(content)
    assert not is_run(tmp_path)
