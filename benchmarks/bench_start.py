"""From the shell to the table: cold, with everything to compile, and warm."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from child import SCENARIOS, kalkan, python
from row import Row


def rows() -> Iterator[Row]:
    """Yield seconds and memory of single starts."""
    with tempfile.TemporaryDirectory() as folder:
        once = ["run", SCENARIOS / "ankara.yaml", "--replicates", "1"]
        once += ["--picture", "0"]
        once += ["--out", Path(folder) / "out"]
        cache = {"XDG_CACHE_HOME": folder}

        cold = kalkan("warm-up", environment=cache)
        yield Row("cold: compile everything", cold.seconds, "s")
        yield Row("cold: peak memory", cold.megabytes, "MB")

        warm = [kalkan(*once, environment=cache) for _ in range(3)]
        best = min(run.seconds for run in warm)
        yield Row("warm: run --replicates 1", best, "s", 4.0)
        yield Row("warm: peak memory", warm[0].megabytes, "MB")
        yield Row("cold / warm", cold.seconds / best, "1")

        yield Row("kalkan --version", kalkan("--version").seconds, "s")
        yield Row("import kalkan", python("-c", "import kalkan").seconds, "s")
