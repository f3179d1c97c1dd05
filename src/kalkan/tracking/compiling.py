"""Compiling the tracker: once a machine, and never without saying so."""

from rich.console import Console

from kalkan._kernel import is_cached

ABOUT = 30  #: what compiling takes on a common machine [s]


def is_warm() -> bool:
    """Return whether there is nothing to compile, or nothing that compiles."""
    return is_cached("tracking_*/follow.follow-*.nbi")


def prepare() -> None:
    """Say on standard error that the tracker is being compiled, where it will be."""
    if not is_warm():
        line = f"compiling the tracker for this machine, about {ABOUT} s, once"
        Console(stderr=True, highlight=False).print(line, style="dim")
