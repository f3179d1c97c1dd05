"""`kalkan schema`: the JSON Schema of scenario files."""

from kalkan.results.store import to_json
from kalkan.scenario import json_schema


def schema() -> None:
    """Print the schema, and nothing else."""
    print(to_json(json_schema()), end="")
