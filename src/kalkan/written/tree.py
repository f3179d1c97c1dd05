"""YAML text to plain dictionaries, with the line of every entry.

Read event by event, so that nothing hostile is ever built: an alias, a tag, a
repeated key or a deep nest is refused where it stands.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from kalkan.errors import UserError

Loc = tuple[str | int, ...]  #: keys and indices from the top of the file

SIZE_MAX = 300_000  #: of a file [byte]
DEPTH_MAX = 12  #: of lists and mappings within each other
DIGITS_MAX = 40  #: of a whole number; longer ones stay text

_INTEGER = re.compile(r"[-+]?[0-9]+")
_REAL = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

_PLAINER = (  # what ruamel.yaml says, and what is said here
    ("'\\t'", "a tab stands where YAML wants spaces; indent with spaces"),
    (
        "mapping values are not allowed",
        "a colon stands where none can; check the indentation, and put text that "
        "holds ': ' in quotes",
    ),
    ("end of stream", "a quote is not closed; close it"),
    ("stream end", "the file ends within an entry; close its bracket or brace"),
    (
        "expected ',' or",
        "a bracket or brace is not closed, or a comma is missing; close it",
    ),
    (
        "expected <block end>",
        "the indentation does not fit what is above; line entries up",
    ),
    (
        "document start",
        "the indentation does not fit what is above; line entries up",
    ),
    ("node content", "a value is missing; write it"),
    (
        "could not find expected ':'",
        "a key without its colon; write `key: value`",
    ),
    (
        "cannot start any token",
        "this character cannot start a value; put the value in quotes",
    ),
)


class Tree(NamedTuple):
    """What a YAML file says, and where."""

    value: Any  #: dict, list, str, int, float, bool or None
    lines: dict[Loc, int]  #: first line of each entry, from 1


def read_tree(text: bytes, where: str, shorter: str = "write less") -> Tree:
    r"""Return the content of a YAML file and the line of each of its entries.

    Parameters
    ----------
    text
        The file as read.
    where
        Its name, for messages.
    shorter
        What to do when it is too large.

    Raises
    ------
    UserError
        When it is too large, not UTF-8, not YAML, or more than plain YAML.

    Examples
    --------
    >>> tree = read_tree(b"raid:\n  kalibr: {count: 6}", "a.yaml")
    >>> tree.value, tree.lines["raid", "kalibr", "count"]
    ({'raid': {'kalibr': {'count': 6}}}, 2)
    """
    characters = _decode(text, where, shorter)
    reader = _Reader(YAML(typ="safe", pure=True).parse(characters), where)
    try:
        value = reader.document()
    except ReaderError as error:
        line = characters.count("\n", 0, error.position) + 1
        code = ord(characters[error.position])
        raise UserError(
            f"{where}:{line}: a character that YAML does not allow (U+{code:04X}); "
            "remove it"
        ) from None
    except MarkedYAMLError as error:
        raise UserError(f"{where}:{_line_of(error)}: {_plainer(error)}") from None
    except (OverflowError, ValueError):  # as ruamel.yaml meets "\\U00110000"
        raise UserError(
            f"{where}: an escape in quotes that is no character; write the character"
        ) from None
    return Tree(value, reader.lines)


def _decode(text: bytes, where: str, shorter: str) -> str:
    if len(text) > SIZE_MAX:
        raise UserError(f"{where}: is larger than {SIZE_MAX:,} bytes; {shorter}")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        raise UserError(f"{where}:{line}: is not UTF-8; save it as UTF-8") from None


class _Reader:
    """Takes a stream of YAML events into plain values."""

    def __init__(self, events: Iterator[Event], where: str) -> None:
        self._events = events
        self._where = where
        self.lines: dict[Loc, int] = {}

    def document(self) -> Any:
        value: Any = None
        for event in self._events:
            if isinstance(event, NodeEvent):
                if self.lines:
                    self._refuse(event, "a second document; write one, without `---`")
                value = self._node(event, ())
        return value

    def _node(self, event: Event, loc: Loc) -> Any:
        self._check_plain(event, loc)
        self.lines.setdefault(loc, event.start_mark.line + 1)
        if isinstance(event, MappingStartEvent):
            return self._mapping(loc)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(loc)
        assert isinstance(event, ScalarEvent)
        return _scalar(event.value, event.implicit[0])

    def _mapping(self, loc: Loc) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            self._check_plain(event, loc)
            if not isinstance(event, ScalarEvent):
                self._refuse(event, "a key that is not a word; write `key: value`")
            key, inner = event.value, (*loc, event.value)
            if key in found:
                self._refuse(
                    event,
                    f"{spell(inner)}: is written twice, first on line "
                    f"{self.lines[inner]}; keep one",
                )
            self.lines[inner] = event.start_mark.line + 1
            found[key] = self._node(next(self._events), inner)
        return found

    def _sequence(self, loc: Loc) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            found.append(self._node(event, (*loc, len(found))))
        return found

    def _check_plain(self, event: Event, loc: Loc) -> None:
        if len(loc) > DEPTH_MAX:
            self._refuse(event, f"more than {DEPTH_MAX} levels deep; write it flatter")
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            self._refuse(event, "anchors and aliases are not read; write it out")
        tag = getattr(event, "tag", None)
        if tag is not None:
            short = str(tag).replace("tag:yaml.org,2002:", "!!")
            self._refuse(event, f"the tag {shorten(short)} is not read; remove it")

    def _refuse(self, event: Event, text: str) -> NoReturn:
        raise UserError(f"{self._where}:{event.start_mark.line + 1}: {text}")


def _scalar(text: str, is_plain: bool) -> Any:
    if not is_plain:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) <= DIGITS_MAX else text
    if _REAL.fullmatch(text):
        return float(text.replace(".inf", "inf").replace(".nan", "nan").lower())
    return text


def _line_of(error: MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    opened = error.context_mark or mark
    is_open = "stream" in str(error.problem)  # say where it was opened
    return int((opened if is_open else mark).line) + 1


def _plainer(error: MarkedYAMLError) -> str:
    problem = one_line(str(error.problem or error.context))
    for part, plain in _PLAINER:
        if part in problem:
            return plain
    return f"not YAML: {problem}; see yaml.org for the syntax"


def spell(loc: Loc) -> str:
    """Return a place in the file as a person writes it.

    Examples
    --------
    >>> spell(("raid", "kalibr", "route", 1))
    'raid.kalibr.route[1]'
    """
    text = ""
    for part in loc:
        text += f"[{part}]" if isinstance(part, int) else f".{shorten(part)}"
    return text.removeprefix(".")


def shorten(value: object) -> str:
    r"""Return a value on one line of at most 40 characters.

    Examples
    --------
    >>> shorten("one\ntwo")
    'one two'
    """
    text = one_line(str(value))
    return text if len(text) <= 40 else text[:37] + "..."


def told(value: object) -> str:
    """Return a value as a message names it.

    Examples
    --------
    >>> told("6 apples"), told(6), told([1, 2]), told(None)
    ("'6 apples'", '6', 'a list', 'nothing')
    """
    if value is None:
        return "nothing"
    if isinstance(value, dict | list | tuple):
        return "a mapping" if isinstance(value, dict) else "a list"
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{shorten(value)}'" if isinstance(value, str) else shorten(value)


def one_line(text: str) -> str:
    """Return a text without line breaks or characters that cannot be printed."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
