"""What docs/tracking.md shows is so."""

import re
from pathlib import Path

import polars as pl
import pytest

from kalkan.cli import main
from kalkan.tracking import plots as reading
from kalkan.tracking import sensors

PAGE = Path(__file__).resolve().parents[3] / "docs" / "tracking.md"


def blocks(language: str) -> list[str]:
    """Return the fenced blocks of one language."""
    text = PAGE.read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def test_page__has_an_example_that_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("plots.csv").write_text(blocks("csv")[0], "utf-8")
    Path("sensors.yaml").write_text(blocks("yaml")[0], "utf-8")
    command = blocks("sh")[1].split()
    assert command[0] == "kalkan"
    assert main(command[1:]) == 0
    tracks = pl.read_csv("tracks.csv")
    assert tracks["time_s"].to_list() == [0.0, 4.0, 8.0, 12.0, 16.0, 20.0]
    assert set(tracks["track"]) == {1}
    last = tracks.row(-1, named=True)
    assert last["x_m"] == pytest.approx(36e3, abs=100.0)
    assert last["vx_mps"] == pytest.approx(-200.0, abs=15.0)
    assert "1 tracks that were confirmed" in " ".join(capsys.readouterr().out.split())


def test_page__shows_sensors_that_can_be_read():
    for number, block in enumerate(blocks("yaml")):
        path = f"{number}.yaml"
        found = sensors.read_sensors
        tree = sensors.read_tree(block.encode(), path)
        assert found(tree.value).radars[0].name == "north"


@pytest.mark.parametrize(
    "key", [*reading._COLUMNS, "sensor", *sensors._KEYS, *sensors._TOP[:2]]
)
def test_page__names_every_column_and_key(key):
    text = PAGE.read_text("utf-8")
    assert f"`{key}`" in text
