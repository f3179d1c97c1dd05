"""Where tables are printed."""

import sys

from rich.console import Console

WIDE = 150  #: columns, where the reader is a file or a pipe


def screen() -> Console:
    """Return standard output as rich sees it; wide when it is not a terminal."""
    width = None if sys.stdout.isatty() else WIDE
    return Console(width=width, highlight=False)


def aside() -> Console:
    """Return standard error as rich sees it."""
    return Console(stderr=True, highlight=False)
