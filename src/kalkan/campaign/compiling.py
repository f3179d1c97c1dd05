"""Compiling the battle: once a machine, and never without saying so."""

import time
from collections.abc import Callable
from importlib import import_module

from rich.console import Console

from kalkan._kernel import is_cached

ABOUT = 150  #: what compiling takes on a common machine [s]


def is_warm() -> bool:
    """Return whether there is nothing to compile, or nothing that compiles."""
    return is_cached("**/battle.*.nbi")


def compile_all(report: Callable[[str], None]) -> None:
    """Compile everything that is not in the cache, saying what.

    Importing the engine compiles already, so it is imported here and not before.
    """
    import_module("kalkan.replicate.warm").warm_up(report)


def compile_on(console: Console) -> float:
    """Compile, saying what on a console; return the seconds it took.

    A terminal shows one line that changes; a file or a pipe gets a line for each part.
    """
    begin = time.perf_counter()
    if console.is_terminal:
        with console.status("compiling") as status:
            compile_all(lambda what: status.update(f"compiling {what}"))
    else:
        compile_all(lambda what: console.print(f"compiling {what}"))
    return time.perf_counter() - begin


def prepare() -> None:
    """Compile where that was not done before, with a word on standard error."""
    if is_warm():
        return
    console = Console(stderr=True, highlight=False)
    line = f"compiling the battle for this machine, about {ABOUT} s, once"
    console.print(line, style="dim")
    if console.is_terminal:
        compile_on(console)
    else:
        compile_all(lambda what: None)
