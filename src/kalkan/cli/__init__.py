"""What a person types and sees: commands, tables, progress."""

from collections.abc import Sequence
from importlib import import_module

INTERRUPTED = 130  #: exit code after Ctrl-C


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code.

    Parameters
    ----------
    arguments
        As typed after the name of the program; those of this process when None.
    """
    try:
        code: int = import_module("kalkan.cli.app").main(arguments)
    except KeyboardInterrupt:  # before a command could begin
        return INTERRUPTED
    return code
