import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kalkan.catalogue import load
from kalkan.errors import UserError

Write = Callable[[str, str], Path]

FACT = (
    "  elevation: {low: 3 deg, best: 4 deg, high: 5 deg,"
    " status: published, sources: [book]}"
)
OPEN = "  elevation: {low: 3 deg, best: 4 deg, high: 5 deg"

#: What is written for line 5 of the launcher, and what is said of it.
FACTS = {
    "no-source": (
        OPEN + ", status: published}",
        "Rail.elevation: a published number needs sources; without one it is"
        " `status: assumed` with a reason",
    ),
    "no-status": (
        OPEN + ", sources: [book]}",
        "Rail.elevation.status: is missing",
    ),
    "unknown-status": (
        OPEN + ", status: heard}",
        "Rail.elevation.status: 'heard' is none of 'published', 'compiled', 'fitted'"
        " or 'assumed'",
    ),
    "unknown-source": (
        FACT.replace("book", "nowhere"),
        "Rail.elevation: source 'nowhere' is not in sources.yaml; add it there with"
        " its title and url",
    ),
    "assumed-without-reason": (
        OPEN + ", status: assumed}",
        "Rail.elevation: a number that is assumed needs a reason, one line",
    ),
    "compiled-without-reason": (
        FACT.replace("published", "compiled"),
        "Rail.elevation: a number that is compiled needs a reason, one line",
    ),
    "compiled-without-source": (
        OPEN + ", status: compiled, reason: x}",
        "Rail.elevation: a compiled number needs sources; without one it is"
        " `status: assumed` with a reason",
    ),
    "fitted-without-source": (
        OPEN + ", status: fitted, reason: x}",
        "Rail.elevation: a fitted number needs sources; without one it is"
        " `status: assumed` with a reason",
    ),
    "reason-of-two-lines": (
        OPEN + ', status: assumed, reason: "a\\nb"}',
        "Rail.elevation: a reason is one line",
    ),
    "reason-cut-by-a-comma": (
        OPEN + ", status: assumed, reason: old, but good}",
        "Rail.elevation.but good: unknown field; a text that holds a comma stands in"
        " quotes",
    ),
    "bare-number": (
        "  elevation: 4 deg",
        "Rail.elevation: '4 deg' alone is no interval; write {low: …, best: …,"
        " high: …, status: …, sources: […]}",
    ),
    "reversed": (
        FACT.replace("3 deg", "4.5 deg"),
        "Rail.elevation: low, best and high are not in rising order",
    ),
    "two-units": (
        FACT.replace("5 deg", "0.9 rad"),
        "Rail.elevation: one unit for low, best and high, not ['deg', 'rad']",
    ),
    "outside": (
        FACT.replace("5 deg", "91 deg"),
        "Rail.elevation: high: 91 deg is outside -90 deg … 90 deg",
    ),
    "no-low": (
        FACT.replace("low: 3 deg, ", ""),
        "Rail.elevation.low: is missing",
    ),
    "unknown-key": (
        FACT.replace("status", "state"),
        "Rail.elevation.state: unknown field; status?",
    ),
    "unknown-spread": (
        FACT.replace("}", ", spread: flat}"),
        "Rail.elevation.spread: 'flat' is none of 'linear' or 'log'",
    ),
    "log-of-nothing": (
        FACT.replace("3 deg", "0 deg").replace("}", ", spread: log}"),
        "Rail.elevation: a logarithmic spread needs a low above zero",
    ),
    "misspelt-field": (
        FACT.replace("elevation", "elevatoin"),
        "Rail.elevatoin: unknown field; elevation?",
    ),
    "alien-field": (
        FACT + "\n  colour: green",
        "Rail.colour: unknown field",
    ),
}


@pytest.mark.parametrize(("line", "said"), FACTS.values(), ids=FACTS)
def test_fact__is_refused_with_one_line(folder: Path, line: str, said: str) -> None:
    path = folder / "launcher.yaml"
    text = path.read_text()
    assert FACT in text
    path.write_text(text.replace(FACT, line))
    number = 6 if "colour" in said else 5
    with pytest.raises(UserError) as caught:
        load(folder)
    assert str(caught.value) == f"{path}, line {number}: {said}"


def test_unit__of_another_dimension_is_refused(folder: Path) -> None:
    path = folder / "launcher.yaml"
    path.write_text(path.read_text().replace("3 deg", "3 km"))
    with pytest.raises(UserError) as caught:
        load(folder)
    said = str(caught.value)
    assert said.startswith(f"{path}, line 5: Rail.elevation: low: ")
    assert "3 km" in said
    assert "deg" in said
    assert "\n" not in said


def test_number__without_its_unit_is_refused(folder: Path) -> None:
    path = folder / "launcher.yaml"
    path.write_text(path.read_text().replace("3 deg", "3"))
    with pytest.raises(UserError, match=r"line 5: Rail\.elevation: low: .*3.*deg"):
        load(folder)


def test_probability__above_one_is_refused(folder: Path) -> None:
    path = folder / "round.yaml"
    path.write_text(path.read_text().replace("high: 0.6", "high: 1.2"))
    with pytest.raises(UserError) as caught:
        load(folder)
    assert str(caught.value) == (
        f"{path}, line 25: Dart.pk.fighter: high: 1.2 is outside 0 … 1"
    )


#: A whole file beside the others, and what is said of it.
FILES = {
    "no-kind": ("A: {aliases: []}", "line 1: A: kind is missing"),
    "unknown-kind": (
        "A: {kind: tank}",
        "line 1: A: kind 'tank' is none of 'radar', 'round', 'launcher',"
        " 'fire_unit', 'flyer', 'ballistic'",
    ),
    "nothing": ("A:", "line 1: A: says nothing; give at least its kind"),
    "a-list": ("- A", "line 1: a file maps names to what is known of them"),
    "broken": ("A: [1\nB: 2", "line 2: expected ',' or ']', but got ':'"),
    "said-twice": (
        "A: {kind: radar}\nA: {kind: round}",
        'line 2: found duplicate key "A"',
    ),
    "elsewhere": ("Rail: {kind: launcher}", "line 1: Rail: is also in launcher.yaml"),
    "unknown-class": (
        "A:\n  kind: flyer\n  class: kite",
        "line 3: A.class: 'kite' is none of 'fighter', 'bomber', ",
    ),
    "not-a-count": (
        "A:\n  kind: launcher\n  capacity: {Dart: many}",
        "line 3: A.capacity.Dart: input should be a valid integer,"
        " unable to parse string as an integer, not 'many'",
    ),
}


@pytest.mark.parametrize(("text", "said"), FILES.values(), ids=FILES)
def test_file__is_refused_with_one_line(write: Write, text: str, said: str) -> None:
    path = write("other.yaml", text)
    with pytest.raises(UserError) as caught:
        load(path.parent)
    assert str(caught.value).startswith(f"{path}, {said}")
    assert "\n" not in str(caught.value)


def test_unknown_class__of_a_kill_probability_is_refused(folder: Path) -> None:
    path = folder / "round.yaml"
    path.write_text(path.read_text().replace("fighter:", "figther:"))
    with pytest.raises(UserError, match=r"line 25: Dart\.pk\.figther: .* is none of"):
        load(folder)


REFERENCES = {
    "capacity": (
        "launcher.yaml",
        "Dart: 2",
        "Spear: 2",
        "line 3: Rail.capacity.Spear: is not a round of the catalogue",
    ),
    "alias": (
        "launcher.yaml",
        "  kind: launcher",
        "  kind: launcher\n  aliases: [Dart]",
        "line 3: Rail.aliases: 'Dart' already names something else",
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "said"), REFERENCES.values())
def test_name__must_lead_somewhere(
    folder: Path, name: str, old: str, new: str, said: str
) -> None:
    path = folder / name
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(UserError) as caught:
        load(folder)
    assert str(caught.value) == f"{path}, {said}"


def test_sources__need_title_and_url(folder: Path) -> None:
    path = folder / "sources.yaml"
    path.write_text("book: {title: A book}\n")
    with pytest.raises(UserError) as caught:
        load(folder)
    assert str(caught.value) == f"{path}, line 1: book.url: is missing"


def test_sources__may_be_empty_only_of_text(folder: Path) -> None:
    (folder / "sources.yaml").write_text('book: {title: "", url: x}\n')
    with pytest.raises(UserError, match=r"line 1: book\.title: string should have"):
        load(folder)


def test_folder__without_sources_knows_none(folder: Path) -> None:
    (folder / "sources.yaml").unlink()
    with pytest.raises(UserError, match=r"source 'book' is not in sources\.yaml"):
        load(folder)


def test_folder__that_cannot_be_read_is_said(folder: Path) -> None:
    (folder / "odd.yaml").mkdir()
    with pytest.raises(UserError, match=rf"{re.escape(str(folder))}/odd\.yaml: "):
        load(folder)


def test_folder__without_files_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no catalogue"):
        load(tmp_path)


def test_text__that_is_not_utf8_is_said(folder: Path) -> None:
    (folder / "other.yaml").write_bytes(b"A: \xff\xfe\xfa")
    with pytest.raises(UserError, match=r"other\.yaml"):
        load(folder)


def test_text__with_a_control_character_is_said(folder: Path) -> None:
    (folder / "other.yaml").write_bytes(b"A: \x07")
    with pytest.raises(UserError, match=r"other\.yaml: .*x0*7") as caught:
        load(folder)
    assert "\n" not in str(caught.value)


def test_load__of_a_whole_folder(folder: Path) -> None:
    catalogue = load(folder)
    assert list(catalogue) == ["Dart", "Rail"]
    assert len(catalogue) == 2
    assert "Rail" in catalogue
    assert "Spear" not in catalogue
    assert catalogue.sources["page"].via == "A book"
    assert catalogue["Dart"].pk["decoy"].high == 0.0


def test_digest__changes_with_every_byte_and_nothing_else(folder: Path) -> None:
    before = load(folder).digest
    assert load(folder).digest == before
    path = folder / "launcher.yaml"
    path.write_text(path.read_text() + "# a word\n")
    assert load(folder).digest != before


def test_digest__covers_what_was_fitted(folder: Path) -> None:
    before = load(folder).digest
    (folder / "fits").mkdir()
    assert load(folder).digest == before
    (folder / "fits" / "Dart.json").write_text("{}")
    assert load(folder).digest != before


def test_load__reads_the_package_once() -> None:
    assert load() is load()


def test_unknown_name__names_near_ones() -> None:
    with pytest.raises(UserError) as caught:
        load()["s400"]
    assert str(caught.value) == "no system 's400' in the catalogue; near it: S-400"


def test_unknown_name__without_near_ones_says_where_to_look() -> None:
    with pytest.raises(UserError) as caught:
        load()["zzzzzzzzzzzz"]
    assert str(caught.value) == (
        "no system 'zzzzzzzzzzzz' in the catalogue; `kalkan catalogue` lists them"
    )


def test_alias__leads_to_its_system() -> None:
    assert load()["AN/MPQ-53"] is load()["AN/MPQ-65"]
    assert "AN/MPQ-53" in load()
