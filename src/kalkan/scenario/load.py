"""Reading a scenario; every mistake is one line: file, line, field, what, the mend."""

import re
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from kalkan.catalogue import Catalogue
from kalkan.catalogue import load as load_catalogue
from kalkan.errors import UserError
from kalkan.scenario.against import canonical, faults_against
from kalkan.scenario.examples import EXAMPLES
from kalkan.scenario.schema import Scenario
from kalkan.written.suggest import nearest
from kalkan.written.tree import (
    SIZE_MAX,
    Loc,
    Tree,
    one_line,
    read_tree,
    shorten,
    spell,
    told,
)

_INTERNAL = {"lat", "lon", "low", "high", "metres", "datum", "members", "[key]", "all"}
_TAGS = {"fire", "sensors", "command-post"}
_SHORTER = "a scenario is a short text, use `count` for many of a kind"


class Loaded(NamedTuple):
    """A scenario and the file it was read from, to the byte."""

    scenario: Scenario
    path: Path
    text: bytes


class _Complaint(NamedTuple):
    line: int
    field: str
    text: str


def load(path: str | Path, catalogue: Catalogue | None = None) -> Scenario:
    """Return the scenario of a file.

    Parameters
    ----------
    path
        A YAML file in the language of docs/scenarios.md.
    catalogue
        Whose names the file uses; that of the package when None.

    Raises
    ------
    UserError
        When the file cannot be read or says what it may not: one line with file,
        line, field, what is wrong and what would be right.
    """
    return read(path, catalogue).scenario


def read(path: str | Path, catalogue: Catalogue | None = None) -> Loaded:
    """Return the scenario of a file with the file's path and bytes; as `load`."""
    text = _bytes_of(Path(path))
    scenario = read_text(text, str(path), catalogue, Path(path).parent)
    return Loaded(scenario, Path(path), text)


def read_text(
    text: bytes,
    where: str = "scenario",
    catalogue: Catalogue | None = None,
    folder: Path = Path(),
) -> Scenario:
    """Return the scenario that the bytes of a file say; as `load`.

    The files that it names, of terrain and recorded flights, are sought from `folder`.
    """
    known = load_catalogue() if catalogue is None else catalogue
    tree = read_tree(text, where, _SHORTER)
    if not isinstance(tree.value, dict) or not tree.value:
        said = "is empty" if not tree.value else "is not a mapping"
        raise UserError(
            f"{where}:1: {said}; a scenario has at least name, origin, duration, "
            "forces, raid, rules, options and default-option"
        )
    try:
        content = canonical(tree.value, known)
        scenario = Scenario.model_validate(content, context={"folder": folder})
    except ValidationError as error:
        raise _summary(where, _complaints(error, tree)) from None
    faults = [
        _Complaint(*_located(fault.loc, tree), fault.text)
        for fault in faults_against(scenario, known)
    ]
    if faults:
        raise _summary(where, faults)
    return scenario


def _bytes_of(path: Path) -> bytes:
    where = one_line(str(path))
    try:
        if path.is_dir():
            raise UserError(f"{where}: is a folder; {_files_in(path, path.name)}")
        if not path.exists():
            mend = _files_in(path.parent, path.name)
            raise UserError(f"{where}: there is no such file; {mend}")
        if not path.is_file():
            raise UserError(f"{where}: is not a file; name a YAML file")
        with path.open("rb") as file:
            return file.read(SIZE_MAX + 1)
    except OSError as error:
        raise UserError(
            f"{shorten(where)}: cannot be read ({error.strerror}); name a YAML file"
        ) from None


def _files_in(folder: Path, wanted: str) -> str:
    if not folder.is_dir():
        return f"nor is there a folder {one_line(str(folder))}"
    names = [
        entry.name for entry in folder.iterdir() if entry.suffix in (".yaml", ".yml")
    ]
    if not names:
        return f"{folder.resolve()} holds no YAML file"
    return nearest(wanted, names)


def _summary(where: str, complaints: list[_Complaint]) -> UserError:
    ordered = sorted(dict.fromkeys(complaints), key=lambda one: one.line)
    first = ordered[0]
    field = f"{first.field}: " if first.field else ""
    more = f" (and {len(ordered) - 1} more)" if len(ordered) > 1 else ""
    return UserError(f"{where}:{first.line}: {field}{one_line(first.text)}{more}")


def _complaints(error: ValidationError, tree: Tree) -> list[_Complaint]:
    return [
        _Complaint(
            *_located(one["loc"], tree, one["type"] == "missing"), _sentence(one)
        )
        for one in error.errors(include_url=False)
    ]


def _located(loc: Loc, tree: Tree, is_missing: bool = False) -> tuple[int, str]:
    """Return the line and the spelled field of a place in the schema."""
    path: Loc = ()
    rest: list[str | int] = []
    for part in loc:
        if not rest and (*path, part) in tree.lines:
            path = (*path, part)
        elif part not in _TAGS:
            rest.append(part)
    line = tree.lines[path]
    if rest and isinstance(rest[0], str) and (is_missing or rest[0] not in _INTERNAL):
        path = (*path, rest[0])
    return line, spell(path)


def _sentence(error: Any) -> str:
    """Return what pydantic found in the words of a scenario's author."""
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "fault":
        return str(context["text"])
    if kind == "value_error":
        return str(context["error"])
    if kind == "bounds":
        return f"{told(given)} is out of bounds; {error['msg']}"
    if kind == "missing":
        key = error["loc"][-1]
        example = EXAMPLES.get(str(key))
        as_in = f", for example `{key}: {example}`" if example else ""
        return f"is missing; write it{as_in}"
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", context["expected"])
        return f"{told(given)} is not a choice; {nearest(str(given), choices)}"
    return _of_shape(kind, given)


_SHAPES = (  # part of pydantic's name, what the entry should be
    ("int_", "a whole number; write, for example, 6"),
    ("dict_", "a mapping; write `key: value` entries below it"),
    ("model_", "a mapping; write `key: value` entries below it"),
    ("tuple_", "a list; write [a, b]"),
    ("string_type", "a text; put it in quotes"),
)


def _of_shape(kind: str, given: Any) -> str:
    for part, wanted in _SHAPES:
        if part in kind:
            return f"{told(given)} is not {wanted}"
    if "short" in kind:
        return "is empty; write at least one entry"
    return "is too long; write fewer"
