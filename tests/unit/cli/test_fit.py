"""`kalkan fit`: what it prints, writes and refuses."""

import json
import math

import pytest

from kalkan.catalogue import load
from kalkan.catalogue.fits import fits_of
from kalkan.cli import fit as command
from kalkan.cli.fit import fit
from kalkan.errors import UserError

NAME = "48N6E2"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Take shipped fits for new ones."""
    made = []

    def shipped(catalogue, kind, members, report):
        fits = fits_of(catalogue, kind)
        for done in range(members):
            report(done + 1)
        made.append(members)
        return fits

    monkeypatch.setattr(command.fitting, "fit_round", shipped)
    return made


def test_fit__prints_every_figure(quick, capsys):
    fit(NAME, 5, None, as_json=False)
    out, err = capsys.readouterr()
    assert quick == [5]
    words = " ".join(out.split())
    for label in ("greatest range", "ceiling", "greatest speed", "least range"):
        assert label in words
    assert "195 200 200 km published" in words
    assert "24 of 24 fits keep every interval" in words
    assert "nothing was written" in err


def test_fit__keeps_what_it_made(tmp_path, capsys):
    fit(NAME, 2, tmp_path / "new", as_json=False)
    names = sorted(path.name for path in (tmp_path / "new").iterdir())
    assert names == [f"{NAME}.json", f"{NAME}.npz", f"{NAME}.svg"]
    known = load()
    assert fits_of(known, known[NAME], tmp_path / "new").name == NAME
    assert "written to" in capsys.readouterr().err


def test_fit__prints_json(capsys):
    fit(NAME, 2, None, as_json=True)
    said = json.loads(capsys.readouterr().out)
    assert said["round"] == NAME
    assert len(said["members"]) == 24
    figures = {one["figure"]: one for one in said["figures"]}
    assert figures["range_max"]["low"] == 195e3
    assert set(figures["range_max"]["verdict"]) <= {"met", "beyond", "not met"}


def test_fit__says_what_no_fit_meets(monkeypatch, capsys):
    known = load()
    good = fits_of(known, known[NAME])
    worse = [
        one._replace(figures=one.figures | {"range_max": 1e5, "range_min": math.inf})
        for one in good.members
    ]
    bad = type(good)(good.name, good.digest, tuple(worse), 0, good.envelopes)
    monkeypatch.setattr(command.fitting, "fit_round", lambda *_: bad)
    fit(NAME, 1, None, as_json=False)
    out = capsys.readouterr().out
    assert "0 of 24 fits keep every interval" in out
    assert "greatest range: no fit meets it" in out
    assert "beyond" not in out
    fit(NAME, 1, None, as_json=True)
    figures = json.loads(capsys.readouterr().out)["figures"]
    assert figures[3]["fitted"][0] is None


@pytest.mark.parametrize(
    ("name", "members", "line"),
    [
        ("48N6", 3, r"no system '48N6' in the catalogue; near it: 48N6E"),
        ("S-400", 3, r"S-400 is a fire unit; the rounds are 40N6E, 48N6E2, 48N6E3,"),
        (NAME, 0, r"--members 0: from 1 to 1000"),
        (NAME, 5000, r"--members 5000: from 1 to 1000"),
    ],
)
def test_fit__refuses_what_it_cannot(name, members, line):
    with pytest.raises(UserError, match=line) as caught:
        fit(name, members, None, as_json=False)
    assert "\n" not in str(caught.value)
