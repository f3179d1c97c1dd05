"""The first battles of a study fought again, their air pictures looked into."""

import time
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from kalkan.campaign.crew import in_order
from kalkan.campaign.design import Design
from kalkan.campaign.monte_carlo import Fighter, M, Stop
from kalkan.campaign.worlds import Worlds
from kalkan.measures.picture import Measured, measure
from kalkan.measures.picture_summary import summarise_picture
from kalkan.results.columns import empty, frame
from kalkan.results.digest import battle_digest
from kalkan.results.fought import Fought
from kalkan.results.track_log import TrackLog


class _First(NamedTuple):
    """What is kept of the first fight."""

    digest: str
    events: int


class Again:
    """The battles of a study that are to be fought again, and what came of it.

    Parameters
    ----------
    design
        How many: the first `design.picture`.
    """

    def __init__(self, design: Design) -> None:
        self._design = design
        self._kept: list[_First] = []
        self._tables: list[pl.DataFrame] = []
        self._errors: dict[tuple[int, str, str], float] = {}
        self._interval = 0.0
        self.seconds = 0.0  #: wall time it took [s]

    def keep(self, fought: Fought) -> None:
        """Remember a battle by which its second fight will be held to the first."""
        if fought.replicate < self._design.picture:
            events = fought.battle.event_kind.shape[0]
            self._kept.append(_First(battle_digest(fought.battle), events))

    @property
    def number(self) -> int:
        """How many are to be fought again."""
        return len(self._kept)

    def fight(
        self,
        fighter: Fighter[M],
        worlds: Worlds[M],
        threads: int,
        stop: Stop,
        show: Callable[[int], None],
    ) -> None:
        """Fight them again and measure their pictures, until stopped.

        Raises
        ------
        AssertionError
            When a second fight is not the first one, to the bit.
        """
        begin, watch = time.perf_counter(), fighter.watch
        if watch is None:
            return

        def look_into(replicate: int) -> tuple[float, Measured]:
            first, world = self._kept[replicate], self._design.world_of(replicate)
            log = watch(worlds[world], replicate, first.events)
            _check(log, first, replicate)
            return log.interval, measure(log)

        work = in_order(look_into, self.number, threads, lambda: stop.is_asked)
        for replicate, (interval, measured) in enumerate(work):
            self._interval = interval
            self._add(replicate, measured)
            show(replicate + 1)
        self.seconds = time.perf_counter() - begin

    def _add(self, replicate: int, measured: Measured) -> None:
        columns: dict[str, Any] = dict(measured.columns)
        rows = columns["threat"].shape[0]
        columns["replicate"] = np.full(rows, replicate)
        columns["world"] = np.full(rows, self._design.world_of(replicate))
        self._tables.append(frame("picture", columns))
        for (picture, side), errors in measured.errors.items():
            worst = float(np.quantile(errors, 0.95)) if errors.size else np.nan
            self._errors[replicate, picture, side] = worst

    @property
    def table(self) -> pl.DataFrame:
        """As `picture.parquet`."""
        return pl.concat(self._tables) if self._tables else empty("picture")

    def summary(self) -> dict[str, Any] | None:
        """Return what the air pictures were like; None where none was looked into."""
        if not self._tables:
            return None
        worlds = self._design.world_number
        return {
            "replicates": len(self._tables),
            "interval_s": self._interval,
            **summarise_picture(self.table, self._errors, worlds),
        }


def _check(log: TrackLog, first: _First, replicate: int) -> None:
    if battle_digest(log.battle) != first.digest:
        raise AssertionError(f"battle {replicate}, fought again, ended otherwise")
