"""What was shot at: whom rounds were meant for, whom they came upon, and why.

A table of rounds says whom each came upon, a table of engagements whom it was ordered
at.  Only here the two are put together.
"""

from typing import Any

import numpy as np
import polars as pl

from kalkan.measures.worlds import Moments
from kalkan.results.engaged import AT, GROUNDS, UNRECOGNISED
from kalkan.results.tables import Tables

#: What led a round to a friend or neutral: why it was not known, where the order was at
#: it; else that the order was at another flyer, at one that flew no more, at nobody.
CAUSES = (*UNRECOGNISED[1:], "strayed", "gone", "ghost")
SIDES = {"friend": "friendly", "neutral": "neutral"}
_ORDER = ("replicate", "engagement")


class Engaged:
    """Counts of what was shot at, battle by battle.

    Parameters
    ----------
    worlds
        Worlds of the study.
    flyers
        Number of friends and of neutrals in a battle, by side.
    """

    def __init__(self, worlds: int, flyers: dict[str, int]) -> None:
        self.ordered = Moments(worlds, np.inf)
        self.rounds_at = {word: Moments(worlds, np.inf) for word in AT}
        self.duplicated = Moments(worlds, np.inf)  #: by another picture
        self.repeated = Moments(worlds, np.inf)  #: on another track of one picture
        self.sides = {side: _Side(worlds, flyers[side]) for side in SIDES}

    def add(self, world: np.ndarray, tables: Tables) -> None:
        """Take in the next battles."""
        replicates = tables.battles["replicate"].to_numpy()
        count = _Counter(world, replicates)
        count(self.ordered, tables.engagements)
        rounds = meant(tables.rounds, tables.engagements)
        for word, moments in self.rounds_at.items():
            count(moments, rounds.filter(pl.col("at") == word))
        twice = duplicated(rounds)
        count(self.duplicated, twice.filter("by_another_picture"))
        count(self.repeated, twice.filter(~pl.col("by_another_picture")))
        flyers = tables.outcomes.select("threat", "side").unique()
        for word, side in self.sides.items():
            names = flyers.filter(pl.col("side") == word)["threat"].to_list()
            side.add(count, rounds, tables.engagements, names)


class _Counter:
    """Rows of a table, counted battle by battle."""

    def __init__(self, world: np.ndarray, replicates: np.ndarray) -> None:
        self._world, self._replicates = world, replicates

    def __call__(self, moments: Moments, rows: pl.DataFrame) -> None:
        place = np.searchsorted(self._replicates, rows["replicate"].to_numpy())
        found = np.bincount(place, minlength=self._replicates.size)
        moments.add(self._world, found.astype(np.float64))


class _Side:
    """Friends or neutrals that were shot at, and why."""

    def __init__(self, worlds: int, flyers: int) -> None:
        self.shot_at = Moments(worlds, flyers)
        self.by_cause = {cause: Moments(worlds, flyers) for cause in CAUSES}
        self.by_ground = {ground: Moments(worlds, flyers) for ground in GROUNDS}

    def add(
        self,
        count: _Counter,
        rounds: pl.DataFrame,
        engagements: pl.DataFrame,
        names: list[str],
    ) -> None:
        """Take in some battles."""
        met = came_upon(rounds.filter(pl.col("threat").is_in(names)))
        for cause, moments in self.by_cause.items():
            count(moments, met.filter(pl.col("cause") == cause))
        ordered = pl.col("cause").is_in(UNRECOGNISED[1:])
        for ground, moments in self.by_ground.items():
            count(moments, met.filter(ordered & (pl.col("ground") == ground)))
        fired = engagements.filter(
            pl.col("threat").is_in(names) & pl.col("at").is_in(list(SIDES))
        ).filter(pl.col("rounds") > 0)
        count(self.shot_at, fired.unique(["replicate", "threat"]))


def meant(rounds: pl.DataFrame, engagements: pl.DataFrame) -> pl.DataFrame:
    """Return the rounds with what they were ordered at beside what they came upon."""
    orders = engagements.select(
        *_ORDER,
        "picture",
        "track",
        "at",
        "ground",
        "unrecognised",
        meant=pl.col("threat"),
    )
    return rounds.join(orders, on=_ORDER, how="left", maintain_order="left")


def duplicated(rounds: pl.DataFrame) -> pl.DataFrame:
    """Return the rounds that were fired at a flyer that was being shot at otherwise.

    One counts when, as it leaves, a round of another track is in the air at the same
    flyer; `by_another_picture` says whether one of those was another picture's.
    """
    there = rounds.with_row_index("place").filter(pl.col("meant") != "")
    there = there.filter(pl.col("at") != "gone")
    place = ("replicate", "meant", "place", "picture", "track", "fired_s", "ended_s")
    pairs = there.select(place).join(
        there.select(place), on=("replicate", "meant"), suffix="_first"
    )
    earlier = (pl.col("fired_s_first") < pl.col("fired_s")) | (
        (pl.col("fired_s_first") == pl.col("fired_s"))
        & (pl.col("place_first") < pl.col("place"))
    )
    flies = pl.col("ended_s_first").fill_nan(np.inf) > pl.col("fired_s")
    found = pairs.filter(earlier & flies & (pl.col("track") != pl.col("track_first")))
    other = (pl.col("picture") != pl.col("picture_first")).any()
    return found.group_by("replicate", "place", maintain_order=True).agg(
        by_another_picture=other
    )


def came_upon(rounds: pl.DataFrame) -> pl.DataFrame:
    """Return each flyer that rounds came upon, with what led the first of them there.

    Parameters
    ----------
    rounds
        As `meant` gives them, those that held or met somebody.
    """
    ordered = pl.col("meant") == pl.col("threat")
    cause = (
        pl.when(pl.col("at") == "gone")
        .then(pl.lit("gone"))
        .when(ordered)
        .then("unrecognised")
        .when(pl.col("at").fill_null("nothing") == "nothing")
        .then(pl.lit("ghost"))
        .otherwise(pl.lit("strayed"))
    )
    first = rounds.sort("fired_s", maintain_order=True)
    first = first.unique(["replicate", "threat"], keep="first", maintain_order=True)
    return first.select("replicate", "threat", "ground", cause=cause)


def summarise_engaged(engaged: Engaged) -> dict[str, Any]:
    """Return what was shot at, as plain numbers."""
    return {
        "ordered_mean": engaged.ordered.mean,
        "rounds_at": {
            f"{word}_{what}": getattr(moments, what)
            for word, moments in engaged.rounds_at.items()
            for what in ("mean", "ci95")
        },
        "rounds_duplicated_mean": engaged.duplicated.mean,
        "rounds_duplicated_ci95": engaged.duplicated.ci95,
        "rounds_repeated_mean": engaged.repeated.mean,
        "rounds_repeated_ci95": engaged.repeated.ci95,
        **{
            word: _side(engaged.sides[side])
            for side, word in SIDES.items()
            if engaged.sides[side].shot_at.bound > 0
        },
    }


def _side(side: _Side) -> dict[str, Any]:
    return {
        "shot_at_mean": side.shot_at.mean,
        "shot_at_ci95": side.shot_at.ci95,
        "engaged_by_cause": {
            cause: moments.mean for cause, moments in side.by_cause.items()
        },
        "engaged_by_ground": {
            ground: moments.mean for ground, moments in side.by_ground.items()
        },
    }
