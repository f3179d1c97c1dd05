"""Run the command line in a process of its own; say how long and how big."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SCENARIOS = ROOT / "scenarios"


class Run(NamedTuple):
    """What a finished process used."""

    seconds: float
    megabytes: float  #: greatest resident set


def kalkan(*arguments: str | Path, environment: Mapping[str, str] | None = None) -> Run:
    """Run `kalkan` with these arguments to its end."""
    return python("-m", "kalkan", *arguments, environment=environment)


def python(*arguments: str | Path, environment: Mapping[str, str] | None = None) -> Run:
    """Run Python with these arguments to its end.

    Raises
    ------
    RuntimeError
        When it ends with anything but zero.
    """
    command: Sequence[str] = [sys.executable, *map(str, arguments)]
    begin = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: exit {process.returncode}")
    scale = 1024**2 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_maxrss / scale)
