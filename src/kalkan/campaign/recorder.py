"""Battles in, tables out: parts of bounded size, in the order of replicates."""

from kalkan.measures.tally import Tally
from kalkan.results.digest import Digest
from kalkan.results.fought import Fought, Names, same_names
from kalkan.results.store import RunFolder
from kalkan.results.tables import tables

ROWS = 250_000  #: about so many a part


class Recorder:
    """Takes battles in the order of replicates; memory does not grow with them.

    Parameters
    ----------
    names
        What the indices in the battles mean.
    tally
        Where the counts for the summary go.
    folder
        Where the tables go; None keeps no table and makes no events.
    rows
        A part is closed by the battle that brings it to so many rows.
    """

    def __init__(
        self, names: Names, tally: Tally, folder: RunFolder | None, rows: int = ROWS
    ) -> None:
        self.tally = tally
        self.digest = Digest()
        self._names = names
        self._folder = folder
        self._rows = rows
        self._waiting: list[Fought] = []
        self._weight = 0

    def add(self, fought: Fought) -> None:
        """Take in the next battle."""
        battle = fought.battle
        if not same_names(fought.names, self._names):
            raise AssertionError("two worlds of one option disagree on who is there")
        self._waiting.append(fought)
        self._weight += battle.fate.shape[0] + battle.round_kind.shape[0]
        self._weight += battle.event_kind.shape[0] if self._folder else 0
        if self._weight >= self._rows:
            self.flush()

    def flush(self) -> None:
        """Write what waits as the next part."""
        if not self._waiting:
            return
        part = tables(self._names, self._waiting, with_events=self._folder is not None)
        self.digest.update(part.outcomes)
        self.tally.add(part)
        if self._folder is not None:
            self._folder.add(part)
        self._waiting, self._weight = [], 0
