import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kalkan.scenario import json_schema
from kalkan.scenario.editor import DIALECT


def test_json_schema__names_every_key_of_the_file(good: str) -> None:
    schema = json_schema()
    assert schema["$schema"] == DIALECT
    top = {line.split(":")[0] for line in good.splitlines() if line[:1].isalpha()}
    assert top == set(schema["properties"])
    group = schema["$defs"]["Group"]["properties"]
    assert {"class", "from", "releases-at", "then", "orbit"} <= set(group)
    assert "class_" not in group


def test_json_schema__bounds_counts_and_lists_choices() -> None:
    group = json_schema()["$defs"]["Group"]["properties"]
    assert (group["count"]["minimum"], group["count"]["maximum"]) == (1, 5000)
    assert len(group["class"]["enum"]) == 12


def test_json_schema__wants_units() -> None:
    schema = json_schema()
    assert schema["properties"]["duration"]["type"] == "string"
    assert "min" in schema["properties"]["duration"]["pattern"]
    assert "(AGL|MSL)?" in schema["$defs"]["Altitude"]["pattern"]
    assert schema["$defs"]["Orbit"]["required"] == ["centre", "radius"]


def test_json_schema__describes_and_gives_examples() -> None:
    schema = json_schema()
    assert schema["properties"]["duration"]["examples"] == ["45 min"]
    assert schema["$defs"]["Place"]["description"].startswith("A place")
    assert len(schema["$defs"]["Link"]["anyOf"]) == 3


def keys(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for entry in node:
            yield from keys(entry)
    elif isinstance(node, dict):
        yield from node.get("properties", {})
        for entry in node.values():
            yield from keys(entry)


def test_document__names_every_key(root: Path) -> None:
    text = (root / "docs" / "scenarios.md").read_text(encoding="utf-8")
    words = set(re.findall(r"[\w-]+", " ".join(re.findall(r"`([^`]+)`", text))))
    assert set(keys(json_schema())) - words == set()
