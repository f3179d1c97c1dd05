from pathlib import Path

from kalkan.catalogue import Catalogue
from kalkan.scenario import load, read
from kalkan.scenario.against import canonical


def test_other_names__become_the_first_one(edited) -> None:
    sc = edited(("system: Shooter", "system: SHO-1"), ("{Shooter: [", "{SHO-1: ["))
    assert sc.forces["battery"].system == "Shooter"
    assert sc.rules.iff["Shooter"] == ("civil",)


def test_canonical__leaves_the_rest(known: Catalogue) -> None:
    data = {"system": 3, "magazine": None, "x": [{"system": "SHO-1"}, "SHO-1"]}
    assert canonical(data, known) == {
        "system": 3,
        "magazine": None,
        "x": [{"system": "Shooter"}, "SHO-1"],
    }


def test_rounds__may_be_any_that_the_launcher_holds(edited) -> None:
    sc = edited(("{Arrow: 8}", "{Arrow: 4, Dart: 8}"))
    assert sc.forces["battery"].magazine == {"Arrow": 4, "Dart": 8}


def test_magazine__may_be_left_to_the_catalogue(edited) -> None:
    assert edited(("    magazine: {Arrow: 8}\n", "")).forces["battery"].magazine is None


def test_read__keeps_the_bytes(tmp_path: Path, good: str, known: Catalogue) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + good.encode())
    loaded = read(path, known)
    assert loaded.path == path
    assert loaded.text == path.read_bytes()
    assert loaded.scenario == load(str(path), known)
