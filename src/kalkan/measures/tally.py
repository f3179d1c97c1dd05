"""Running counts over the tables of a study: what its summary is made of."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import polars as pl

from kalkan.engine.kinds import TargetClass
from kalkan.measures.engaged import Engaged
from kalkan.measures.worlds import Moments
from kalkan.results.tables import Tables
from kalkan.results.words import words_of

ARRIVED = ("impacted", "released")
OTHERWISE = ("killed", "turned_back", "lost", "unresolved")


class Flyers:
    """Who flies, in the order of the rows of a battle: masks over the threat axis."""

    def __init__(self, classes: Sequence[str], sides: Sequence[str]) -> None:
        self.kind = np.asarray(classes, dtype=object)
        side = np.asarray(sides, dtype=object)
        hostile = side == "hostile"
        self.hostile = hostile & (self.kind != "decoy")  #: decoys are counted apart
        self.decoy = hostile & (self.kind == "decoy")
        self.friend = side == "friend"
        self.neutral = side == "neutral"

    @property
    def classes(self) -> list[str]:
        """Classes of the hostile flyers, in the order of the one list of classes."""
        present = set(self.kind[self.hostile].tolist())
        return [name for name in words_of(TargetClass) if name in present]

    def of(self, name: str) -> np.ndarray:
        """Return which flyers are hostile and of a class.  Shape: threat."""
        return np.asarray(self.hostile & (self.kind == name))


class Raid:
    """Counts of one group of hostile flyers, battle by battle."""

    def __init__(self, mask: np.ndarray, worlds: int) -> None:
        self.mask = mask
        self.launched = int(mask.sum())
        self.leaked = Moments(worlds, self.launched)
        self.none_leaks = Moments(worlds, 1.0)
        self.otherwise = {fate: Moments(worlds, self.launched) for fate in OTHERWISE}

    def add(self, world: np.ndarray, outcomes: "_Grid") -> None:
        """Take in some battles."""
        leaked = outcomes.count(outcomes.arrived, self.mask)
        self.leaked.add(world, leaked)
        self.none_leaks.add(world, leaked == 0)
        for fate, moments in self.otherwise.items():
            moments.add(world, outcomes.count(outcomes.ended[fate], self.mask))


class Tally:
    """Everything a summary needs, taken in part by part.

    Parameters
    ----------
    flyers
        Who flies in every battle.
    worlds
        Worlds of the study.
    value
        Value of all assets: the most that can be lost.
    """

    def __init__(self, flyers: Flyers, worlds: int, value: float) -> None:
        self.flyers = flyers
        self.worlds = worlds
        self.value = value
        self.total = Raid(flyers.hostile, worlds)
        self.decoys = Raid(flyers.decoy, worlds)
        self.by_class = {name: Raid(flyers.of(name), worlds) for name in flyers.classes}
        friends, neutrals = int(flyers.friend.sum()), int(flyers.neutral.sum())
        self.friendly_engaged = Moments(worlds, friends)
        self.neutral_engaged = Moments(worlds, neutrals)
        self.friendly_killed = Moments(worlds, friends)
        self.neutral_killed = Moments(worlds, neutrals)
        self.engaged = Engaged(worlds, {"friend": friends, "neutral": neutrals})
        self.rounds_fired = Moments(worlds, np.inf)
        self.value_lost = Moments(worlds, value)
        self.rounds_by_type: Counter[str] = Counter()
        self.spilled = 0

    @property
    def battles(self) -> int:
        """Battles taken in."""
        return self.rounds_fired.battles

    def add(self, tables: Tables) -> None:
        """Take in the next part."""
        world = tables.battles["world"].to_numpy()
        grid = _Grid(tables.outcomes, len(world))
        for raid in (self.total, self.decoys, *self.by_class.values()):
            raid.add(world, grid)
        flyers, engaged, shot = (
            self.flyers,
            grid.engaged,
            grid.engaged & grid.ended["killed"],
        )
        self.friendly_engaged.add(world, grid.count(engaged, flyers.friend))
        self.neutral_engaged.add(world, grid.count(engaged, flyers.neutral))
        self.friendly_killed.add(world, grid.count(shot, flyers.friend))
        self.neutral_killed.add(world, grid.count(shot, flyers.neutral))
        self.engaged.add(world, tables)
        self.rounds_fired.add(world, tables.battles["rounds_fired"].to_numpy())
        self.value_lost.add(world, tables.battles["value_lost"].to_numpy())
        self.spilled += int(tables.battles["spilled"].sum())
        counts = tables.rounds["type"].value_counts()
        self.rounds_by_type.update(dict(counts.iter_rows()))


class _Grid:
    """The outcome rows of some battles as arrays.  Shape: battle threat."""

    def __init__(self, outcomes: pl.DataFrame, battles: int) -> None:
        fate = outcomes["fate"]
        self._battles = battles
        self.arrived = self._grid(fate.is_in(ARRIVED))
        self.ended = {word: self._grid(fate == word) for word in OTHERWISE}
        self.engaged = self._grid(outcomes["rounds"] > 0)

    def _grid(self, column: pl.Series) -> np.ndarray:
        return column.to_numpy().reshape(self._battles, -1)

    @staticmethod
    def count(what: np.ndarray, mask: np.ndarray) -> np.ndarray:
        """Return in how many flyers of `mask` it is so.  Shape: battle."""
        return np.asarray(what[:, mask].sum(axis=1))
