"""Broken files: each gives its one line, and nothing else."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from kalkan.catalogue import Catalogue
from kalkan.errors import UserError
from kalkan.scenario import load, read_text
from kalkan.written.tree import SIZE_MAX

FOLDER = Path(__file__).resolve().parents[2] / "bad"
CASES: list[dict[str, Any]] = YAML(typ="safe").load(FOLDER / "cases.yaml")
GOOD = (FOLDER / "good.yaml").read_text(encoding="utf-8")


def broken(case: dict[str, Any]) -> str:
    if "whole" in case:
        return str(case["whole"])
    if "section" in case:
        section = rf"{case['section']}:\n(  .*\n)+"
        return re.sub(section, case["becomes"] + "\n", GOOD, count=1)
    text = GOOD
    for edit in case["edits"]:
        assert edit["old"] in text, edit
        text = text.replace(edit["old"], edit["new"], 1)
    return text


def test_good__is_accepted(known: Catalogue) -> None:
    assert read_text(GOOD.encode(), "good.yaml", known).name == "a small raid"


def test_cases__are_many_and_named_apart() -> None:
    assert len(CASES) >= 40
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_broken__says_so_in_one_line(case: dict[str, Any], known: Catalogue) -> None:
    with pytest.raises(UserError) as caught:
        read_text(broken(case).encode(), "bad.yaml", known, FOLDER)
    assert str(caught.value) == case["says"]


BYTES = {
    "not UTF-8": (b"name: a\nnote: \xe9", "2: is not UTF-8; save it as UTF-8"),
    "UTF-16": ("name: a".encode("utf-16"), "1: is not UTF-8; save it as UTF-8"),
    "control character": (
        b"name: a\nnote: \x07",
        "2: a character that YAML does not allow (U+0007); remove it",
    ),
    "NUL": (b"\x00", "1: a character that YAML does not allow (U+0000); remove it"),
    "no character": (
        b'name: "\\UFFFFFFFF"',
        " an escape in quotes that is no character; write the character",
    ),
    "too large": (
        b"#" * (SIZE_MAX + 1),
        " is larger than 300,000 bytes; a scenario is a short text, use `count` for "
        "many of a kind",
    ),
    "nested without end": (
        b"[" * 100_000,
        "1: more than 12 levels deep; write it flatter",
    ),
    "unknown escape": (
        b'a: "\\q"',
        "1: not YAML: found unknown escape character 'q'; see yaml.org for the syntax",
    ),
    "a value missing": (b"a: [1,,2]", "1: a value is missing; write it"),
    "a flow left open": (
        b"a: [1, ",
        "1: the file ends within an entry; close its bracket or brace",
    ),
    "only comments": (
        b"# nothing\n",
        "1: is empty; a scenario has at least name, origin, duration, forces, raid, "
        "rules, options and default-option",
    ),
}


@pytest.mark.parametrize("case", BYTES)
def test_bytes__say_so_in_one_line(case: str, known: Catalogue) -> None:
    text, says = BYTES[case]
    with pytest.raises(UserError) as caught:
        read_text(text, "bad.yaml", known)
    assert str(caught.value) == f"bad.yaml:{says}"


def test_route__has_an_end(known: Catalogue) -> None:
    there_and_back = "[41 deg, 33 deg], [40.5 deg, 33 deg], " * 501
    text = GOOD.replace("[40.5 deg, 32.5 deg]]", f"{there_and_back}]", 1)
    with pytest.raises(UserError) as caught:
        read_text(text.encode(), "bad.yaml", known)
    assert str(caught.value) == (
        "bad.yaml:30: raid.cruise.route: is too long; write fewer"
    )


@settings(max_examples=60)
@given(st.data())
def test_any_edit__is_read_or_refused_in_one_line(data: st.DataObject) -> None:
    text = GOOD.encode()
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.sampled_from([0, 1, 3, 12]))
    put = data.draw(
        st.sampled_from([b"[", b"}", b": ", b"\n", b"\t", b"~", b"*a", b"'", b"{a: b}"])
        | st.binary(max_size=4)
    )
    try:
        read_text(text[:start] + put + text[start + length :], "bad.yaml", NOTHING)
    except UserError as error:
        says = str(error)
    else:
        says = "bad.yaml: nothing wrong"
    assert says.startswith("bad.yaml:")
    assert says.isprintable()


NOTHING = Catalogue(systems={}, sources={}, digest="")


def test_missing_file__names_near_ones(tmp_path: Path) -> None:
    (tmp_path / "ankara.yaml").write_text("", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        load(tmp_path / "ankra.yaml")
    assert str(caught.value) == (
        f"{tmp_path / 'ankra.yaml'}: there is no such file; did you mean ankara.yaml?"
    )


def test_missing_file__in_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no YAML file"):
        load(tmp_path / "ankara.yaml")


def test_missing_folder__is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is no such file; nor is there a folder"):
        load(tmp_path / "none" / "ankara.yaml")


def test_folder__names_its_files(tmp_path: Path) -> None:
    (tmp_path / "ankara.yaml").write_text("", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        load(tmp_path)
    assert str(caught.value) == (f"{tmp_path}: is a folder; write one of: ankara.yaml")


def test_device__is_refused() -> None:
    with pytest.raises(UserError, match="is not a file; name a YAML file"):
        load("/dev/null")


def test_path_that_cannot_be__is_refused() -> None:
    with pytest.raises(UserError, match="a b: there is no such file"):
        load("a\0b")
    with pytest.raises(UserError, match=r"cannot be read \(File name too long\)"):
        load("a" * 5000)
