"""The dossier: references beside what Kalkan computes, for tests and for pages."""

import csv
import importlib
import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

DATA = Path(__file__).parent / "data"
MODELS = Path(__file__).parent / "models"


class Row(NamedTuple):
    """One figure that somebody else computed or printed, and ours."""

    label: str
    reference: float
    ours: float
    tolerance: float  #: absolute, above zero

    @property
    def holds(self) -> bool:
        """Whether ours is a number within the tolerance of the reference."""
        return abs(self.ours - self.reference) <= self.tolerance


class Table(NamedTuple):
    """Figures of one kind."""

    rows: Sequence[Row]
    unit: str
    source: str  #: one sentence, printed below the table
    digits: int = 6  #: significant ones that are printed


Figure = Callable[[Any], str]  #: draws on matplotlib axes, returns the caption


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of a file of reference data; lines from # on are left out."""
    lines = (DATA / name).read_text().splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def pages() -> Iterator[tuple[str, ModuleType]]:
    """Yield every page of the dossier: its name, and what makes its blocks."""
    for path in sorted(MODELS.glob("*.py")):
        if path.stem != "__init__":
            name = f"tests.validation.models.{path.stem}"
            yield path.stem.replace("_", "-"), importlib.import_module(name)


def tables() -> Iterator[tuple[str, str, Callable[[], Table]]]:
    """Yield every table: its page, its name, and what makes it."""
    for page, module in pages():
        for name, make in module.TABLES.items():
            yield page, name, make


def figures() -> Iterator[tuple[str, str, Figure]]:
    """Yield every figure: its page, its name, and what draws it."""
    for page, module in pages():
        for name, draw in getattr(module, "FIGURES", {}).items():
            yield page, name, draw


def markdown(table: Table) -> str:
    """Return a table as it stands on a page."""
    head = f"| case | reference | Kalkan | within | [{table.unit}]"
    lines = [f"{head} |", "|---|--:|--:|--:|---|"]
    for row in table.rows:
        figures_ = (_printed(row.reference, table.digits), _ours(row, table.digits))
        lines.append(
            f"| {row.label} | {' | '.join(figures_)} | {row.tolerance:.2g} | |"
        )
    return "\n".join([*lines, "", f"*Reference: {table.source}*"])


def _ours(row: Row, digits: int) -> str:
    """Return our figure; what rounding leaves of a nought is a nought."""
    if abs(row.ours) < 1e-3 * row.tolerance:
        return "0"
    return _printed(row.ours, digits)


def _printed(value: float, digits: int) -> str:
    return f"{value:.{digits}g}" if math.isfinite(value) else str(value)
