"""`kalkan track`: what it prints, writes and refuses."""

import json
import os
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import kalkan
from kalkan import _kernel
from kalkan.cli import main
from kalkan.cli import track as command
from kalkan.tracking import compiling
from unit.tracking.sky import line, plots

SENSORS = """
sensors:
  r:
    at: {east: 0 m, north: 0 m}
    period: 4 s
    range-error: 50 m
    azimuth-error: 0.2 deg
"""
TIME = np.arange(0.0, 40.0, 4.0)


@pytest.fixture
def given(tmp_path: Path) -> list[str]:
    """Return the words that name a file of plots and one of sensors."""
    plots(TIME, line(TIME)).write_csv(tmp_path / "plots.csv")
    (tmp_path / "sensors.yaml").write_text(SENSORS, "utf-8")
    return [str(tmp_path / "plots.csv"), "--sensors", str(tmp_path / "sensors.yaml")]


def test_track__writes_what_the_python_door_returns(given, tmp_path, capsys):
    expected = kalkan.track(given[0], given[2])
    for name, read in (("t.parquet", pl.read_parquet), ("t.CSV", pl.read_csv)):
        out = tmp_path / name
        assert main(["track", *given, "--out", str(out)]) == 0
        assert read(out).equals(expected)
        shown, aside = capsys.readouterr()
        assert "10 plots read" in " ".join(shown.split())
        assert "1 tracks that were confirmed" in " ".join(shown.split())
        assert aside == f"written to {out}\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "plots.csv",
        "sensors.yaml",
        "t.CSV",
        "t.parquet",
    ]


def test_track__json_prints_the_summary_and_nothing_else(given, capsys):
    assert main(["track", *given, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "plots": 10,
        "seconds": 36.0,
        "scans": 10,
        "plots_used": 9,
        "tracks": 1,
        "rows": 10,
    }


def test_track__takes_times_and_columns(given, tmp_path, capsys):
    out = tmp_path / "t.parquet"
    words = ["--every", "500 ms", "--full", "--out", str(out)]
    assert main(["track", *given, *words]) == 0
    found = pl.read_parquet(out)
    assert found["time_s"].to_list() == np.arange(0.0, 36.1, 0.5).tolist()
    assert {"firm", "cov_x_x"} <= set(found.columns)
    assert main(["track", *given]) == 0
    assert "nothing was written" in capsys.readouterr().err


def test_track__of_nothing_that_lasts_is_no_mistake(given, tmp_path, capsys):
    plots([0.0], line([0.0])).write_csv(tmp_path / "plots.csv")
    assert main(["track", *given]) == 0
    assert "0 tracks that were confirmed" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--out", "t.xlsx"], "--out t.xlsx: is neither .csv nor .parquet"),
        (["--out", "nowhere/t.csv"], "there is no folder nowhere; make it first"),
        (["--out", "folder.csv"], "--out folder.csv: is a folder; name a file"),
        (["--out", "plots.csv"], "--out plots.csv: would overwrite what is read"),
        (["--every", "3"], "--every: '3' has no unit: write a duration in s"),
        (["--every", "0 s"], "every: 0 is out of bounds; give seconds, above 0"),
        (["--every", "1 us"], "every: 1e-06 s makes more than 10,000,000 snapshots"),
        (["--sensors", "none.yaml"], "none.yaml: there is no such file"),
    ],
)
def test_track__refuses_with_one_line(
    words, said, given, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.csv").mkdir()
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert main(["track", *given, *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_track__leaves_what_was_there_when_plots_are_wrong(given, tmp_path, capsys):
    out = tmp_path / "t.csv"
    out.write_text("old")
    wrong = plots(TIME, line(TIME)).with_columns(azimuth_deg=pl.lit(400.0))
    wrong.write_csv(tmp_path / "plots.csv")
    assert main(["track", *given, "--out", str(out)]) == 2
    assert capsys.readouterr().err == (
        f"{tmp_path}/plots.csv:2: azimuth_deg is 400; write degrees clockwise from "
        "north, 0 to 360\n"
    )
    assert out.read_text() == "old"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_track__refuses_a_folder_that_it_may_not_write_to(given, tmp_path, capsys):
    folder = tmp_path / "shut"
    folder.mkdir(mode=0o500)
    assert main(["track", *given, "--out", str(folder / "t.csv")]) == 2
    assert "cannot write: Permission denied" in capsys.readouterr().err


def test_track__shows_that_it_goes_on_only_when_it_takes_long(
    given, monkeypatch, capsys
):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert main(["track", *given]) == 0
    assert "tracking" not in capsys.readouterr().err
    monkeypatch.setattr(command, "PATIENCE", -1.0)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert main(["track", *given]) == 0
    assert "tracking" in capsys.readouterr().err


def test_prepare__says_that_it_compiles_once(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(_kernel, "cache_directory", lambda: tmp_path / "cache")
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "0")
    monkeypatch.setitem(_kernel.SWITCHES, "cache", True)
    compiling.prepare()
    assert "compiling the tracker for this machine, about" in capsys.readouterr().err
    (tmp_path / "cache" / "tracking_1").mkdir(parents=True)
    assert not compiling.is_warm()
    (tmp_path / "cache" / "tracking_1" / "follow.follow-4.py311.nbi").touch()
    compiling.prepare()
    assert capsys.readouterr().err == ""


def test_is_warm__when_nothing_compiles(monkeypatch):
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    assert compiling.is_warm()
