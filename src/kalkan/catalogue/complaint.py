"""From pydantic's first error to one line that a person can act on."""

import difflib
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML

Where = tuple[str | int, ...]


def complaint(error: ValidationError) -> tuple[Where, str]:
    """Return where the first error is and what to say of it.

    An unknown field goes before a missing one: a slip of the pen makes both.
    """
    found = sorted(
        error.errors(include_url=False),
        key=lambda each: each["type"] not in _UNKNOWN,
    )
    first = found[0]
    missing = [str(each["loc"][-1]) for each in found if each["type"] == "missing"]
    where = tuple(step for step in first["loc"] if step != "[key]")
    return where, _sentence(first, missing)


_UNKNOWN = ("extra_forbidden", "union_tag_invalid")


#: What is said of blocks and lists, whose own words name Python's types.
_OF_PARTS = {
    "too_short": "is empty; give at least one",
    "too_long": "lists {actual_length}; give at most {max_length}",
    "tuple_type": "{0!r} is no list",
    "model_type": "{0!r} is no block of fields",
}


def _sentence(error: Any, missing: list[str]) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown(str(error["loc"][-1]), missing)
    if kind == "missing":
        return "is missing"
    if kind == "union_tag_invalid":
        return f"kind {context['tag']!r} is none of {context['expected_tags']}"
    if kind == "union_tag_not_found":
        return "kind is missing"
    if kind == "literal_error":
        return f"{error['input']!r} is none of {context['expected']}"
    if kind == "value_error":
        return str(context["error"])
    if kind in _OF_PARTS:
        return _OF_PARTS[kind].format(error["input"], **context)
    return f"{error['msg'][:1].lower()}{error['msg'][1:]}, not {error['input']!r}"


def _unknown(field: str, missing: list[str]) -> str:
    if " " in field:
        return "unknown field; a text that holds a comma stands in quotes"
    close = difflib.get_close_matches(field, missing, n=1)
    return "unknown field" + (f"; {close[0]}?" if close else "")


def line_of(content: bytes, where: Where) -> int:
    """Return the line of a field, or of the nearest thing around it that exists."""
    node = YAML(typ="rt").load(content)
    line = 1
    for step in where:
        try:
            line = _line(node, step) + 1
            node = node[step]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line


def _line(node: Any, step: str | int) -> int:
    position = node.lc.item(step) if isinstance(step, int) else node.lc.key(step)
    return int(position[0])
