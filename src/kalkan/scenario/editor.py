"""The JSON Schema of a scenario file, for editors that complete and underline."""

from typing import Any

from kalkan.scenario.examples import EXAMPLES
from kalkan.scenario.schema import Scenario

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a scenario file.

    It knows keys, choices, units and bounds; that names agree with each other and
    with the catalogue is for `load` alone.

    Examples
    --------
    >>> sorted(json_schema()["required"])[:3]
    ['default-option', 'duration', 'forces']
    """
    schema = _tidied(Scenario.model_json_schema(by_alias=True))
    return {"$schema": DIALECT, "title": "Kalkan scenario", **schema}


def _tidied(node: Any) -> Any:
    """Return a schema without made-up titles and with examples of quantities."""
    if isinstance(node, list):
        return [_tidied(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    found = {key: _tidied(value) for key, value in node.items() if _is_kept(key, value)}
    for key, entry in node.get("properties", {}).items():
        if key in EXAMPLES and entry.get("type") == "string" and "enum" not in entry:
            found["properties"][key].setdefault("examples", [EXAMPLES[key]])
    return found


def _is_kept(key: str, value: Any) -> bool:
    if key == "title":
        return isinstance(value, dict)
    return key != "default" or isinstance(value, str | int)
