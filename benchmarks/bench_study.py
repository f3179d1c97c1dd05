"""A whole study: memory against replicates, speed against threads."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from child import SCENARIOS, Run, kalkan
from row import Row

FEW, MANY = 100, 1000


def study(replicates: int, threads: int, folder: str) -> Run:
    """Run the raid on Ankara."""
    return kalkan(
        "run",
        SCENARIOS / "ankara.yaml",
        "--replicates",
        str(replicates),
        "--threads",
        str(threads),
        "--picture",
        "0",
        "--out",
        Path(folder) / f"out-{replicates}-{threads}",
    )


def rows() -> Iterator[Row]:
    """Yield what grows with replicates, and what does not."""
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        study(1, 1, folder)  # compiled, if it was not
        few = study(FEW, cores, folder)
        many = study(MANY, cores, folder)
        alone = study(FEW, 1, folder)
    yield Row(f"{MANY} replicates, {cores} threads", many.seconds, "s")
    yield Row(
        "battles a second, all cores, start and writing included",
        MANY / many.seconds,
        "1/s",
    )
    yield Row(f"peak memory, {FEW} replicates", few.megabytes, "MB")
    yield Row(f"peak memory, {MANY} replicates", many.megabytes, "MB")
    yield Row(
        f"memory, {MANY} / {FEW} replicates",
        many.megabytes / few.megabytes,
        "1",
        1.1,
        note="does not grow with replicates",
    )
    yield Row(
        f"speed-up, {cores} threads / 1",
        alone.seconds / few.seconds,
        "1",
        float(cores),
        "higher",
        "starts included",
    )
