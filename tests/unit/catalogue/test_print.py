"""What `kalkan catalogue NAME` prints."""

import re

import pytest

from kalkan.catalogue import load, rows
from kalkan.cli.catalogue import catalogue


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Return what prints one system on a wide screen, spaces made single."""
    monkeypatch.setenv("COLUMNS", "200")

    def run(name: str | None, assumed: bool = False) -> str:
        catalogue(name, assumed)
        return " ".join(capsys.readouterr().out.split())

    return run


def test_system__is_introduced_in_words(printed) -> None:
    out = printed("PAC-3 MSE")
    assert out.startswith("PAC-3 MSE · kind round · guidance active · seeker band KA")
    assert "kill model endgame" in out
    assert "It kills by hitting" in out
    assert "PAC-3 MSE reference_miss 0.15 0.35 0.8 m assumed it must hit" in out


def test_system__by_another_name_is_the_same(printed) -> None:
    assert printed("MSE") == printed("PAC-3 MSE")


def test_round__shows_what_its_fits_reach(printed) -> None:
    out = printed("GEM-T")
    assert re.search(r"of \d+ fits least nearest greatest unit", out)
    span = re.search(r"range_max ([\d.]+) ([\d.]+) ([\d.]+) km altitude_max", out)
    assert span
    least, nearest, greatest = map(float, span.groups())
    assert 60.0 < least <= nearest <= greatest < 200.0


def test_round__without_a_fit_says_so(printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kalkan.cli.catalogue.fits_of", lambda *_: None)
    assert "no fit of these facts; `kalkan fit GEM-T` makes one" in printed("PAC-2")


def test_missile__shows_its_stages(printed) -> None:
    out = printed("Scud-B")
    assert "guided gravity turn" in out
    assert "Scud-B stages.1.burn_time 60 62 75 s assumed" in out
    assert "Thrusty, LIBRARY_INVENTORY.md" in out


def test_aircraft__shows_its_jammer(printed) -> None:
    out = printed("Growler")
    assert "jammer.bands UHF, L, S, C, X" in out
    assert "EA-18G jammer.power 20 100 400 kW assumed" in out


def test_assumed__is_a_list_without_words(printed) -> None:
    out = printed("Growler", assumed=True)
    assert "kind flyer" not in out
    assert "jammer.power" in out
    assert "unit_cost" not in out


def test_everything__is_counted_by_system(printed) -> None:
    out = printed(None)
    assert "ASR-9 radar" in out
    every = rows(load())
    assumed = rows(load(), assumed=True)
    assert out.endswith(f"{len(every)} numbers, {len(assumed)} of them assumed")
