"""A study: its summary, its tables and where they come from."""

import json
from dataclasses import dataclass
from functools import cached_property
from html import escape
from os import PathLike
from pathlib import Path
from typing import Any, Self

import polars as pl

from kalkan.results.store import PROVENANCE, SUMMARY, check_is_run, read_table

_HEADS = ("class", "launched", "leaked", "95 %", "worlds 5-95 %", "P(none leaks)")


@dataclass(frozen=True, eq=False, repr=False)
class Study:
    """What was found by fighting a scenario many times.

    Examples
    --------
    >>> study = Study.read("runs/ankara")  # doctest: +SKIP
    >>> study.summary["total"]["leaked_mean"]  # doctest: +SKIP
    4.21
    """

    summary: dict[str, Any]  #: as in summary.json
    provenance: dict[str, Any]  #: as in provenance.json
    folder: Path | None  #: where its tables are; None when they were not kept

    @classmethod
    def read(cls, folder: str | PathLike[str]) -> Self:
        """Return the study that a run wrote into a folder.

        Raises
        ------
        UserError
            When the folder holds no finished run.
        """
        place = Path(folder)
        check_is_run(place)
        summary = json.loads((place / SUMMARY).read_text("utf-8"))
        return cls(summary, json.loads((place / PROVENANCE).read_text("utf-8")), place)

    @cached_property
    def outcomes(self) -> pl.DataFrame:
        """How each flyer ended in each battle."""
        return self._table("outcomes")

    @cached_property
    def events(self) -> pl.DataFrame:
        """Everything that happened, battle by battle."""
        return self._table("events")

    @cached_property
    def rounds(self) -> pl.DataFrame:
        """Each round fired."""
        return self._table("rounds")

    @cached_property
    def engagements(self) -> pl.DataFrame:
        """Each order to engage, and whom it was at."""
        return self._table("engagements")

    @cached_property
    def picture(self) -> pl.DataFrame:
        """The air pictures of the battles looked into, flyer by flyer."""
        return self._table("picture")

    @cached_property
    def battles(self) -> pl.DataFrame:
        """Rounds fired and value lost, battle by battle."""
        return self._table("battles")

    def _table(self, name: str) -> pl.DataFrame:
        if self.folder is None:
            raise ValueError("this study was fought without keeping its tables")
        return read_table(self.folder, name)

    def __repr__(self) -> str:
        summary, total = self.summary, self.summary["total"]
        return (
            f"<Study of {summary['scenario']}, option {summary['option']}: "
            f"{total['leaked_mean']:.2f} of {total['launched']} leak, "
            f"{summary['replicates']:,} battles>"
        )

    def _repr_html_(self) -> str:
        summary = self.summary
        title = f"{summary['scenario']} · {summary['option']}"
        count = f"{summary['replicates']:,} battles in {summary['worlds']} worlds"
        rows = [*summary["by_class"].items(), ("all", summary["total"])]
        cells = [_cells(name, raid) for name, raid in rows]
        head = "".join(f"<th>{name}</th>" for name in _HEADS)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in cells
        )
        caption = f"<b>{escape(title)}</b> · {count}"
        return f"<table><caption>{caption}</caption><tr>{head}</tr>{body}</table>"


def _cells(name: str, raid: dict[str, Any]) -> list[str]:
    return [
        name.replace("_", " "),
        str(raid["launched"]),
        f"{raid['leaked_mean']:.2f}",
        "{:.2f} to {:.2f}".format(*raid["leaked_ci95"]),
        "{:.2f} to {:.2f}".format(*raid["leaked_worlds90"]),
        f"{raid['p_none_leaks']:.2f}",
    ]
