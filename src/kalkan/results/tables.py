"""Battles to tables: arrays of a few hundred battles at once, never a row at a time."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from kalkan.engine.kinds import Event, Fate
from kalkan.results.columns import empty, frame
from kalkan.results.engaged import (
    Happenings,
    engagement_columns,
    looked_up,
    numbered,
)
from kalkan.results.events import event_columns
from kalkan.results.fired import Fired, fired
from kalkan.results.fought import Fought, Names, gathered, lengths
from kalkan.results.words import words_of

FATES = words_of(Fate)


class Tables(NamedTuple):
    """The tables of one part of a study; see `kalkan.results.columns`."""

    outcomes: pl.DataFrame
    rounds: pl.DataFrame
    engagements: pl.DataFrame
    battles: pl.DataFrame
    events: pl.DataFrame


def tables(names: Names, battles: Sequence[Fought], with_events: bool) -> Tables:
    """Return the tables of some battles, in the order given.

    Parameters
    ----------
    names
        What the indices in the battles mean.
    battles
        One or more, fought under one option.
    with_events
        Whether to write the events; their table is empty otherwise.
    """
    rounds = fired(names, battles)
    return Tables(
        frame("outcomes", _outcomes(names, battles, rounds)),
        frame("rounds", _rounds(names, battles, rounds)),
        frame("engagements", engagement_columns(names, battles)),
        frame("battles", _battles(battles)),
        frame("events", event_columns(names, battles, rounds))
        if with_events
        else empty("events"),
    )


def _outcomes(names: Names, battles: Sequence[Fought], rounds: Fired) -> dict[str, Any]:
    number = len(names.threats)
    fate = gathered(battles, "fate")
    threat = np.tile(np.arange(number), len(battles))
    killed_by = rounds.of(
        np.repeat(np.arange(len(battles)), number), gathered(battles, "by")
    )
    may_leak = np.asarray(names.sides) == "hostile"
    may_leak &= np.asarray(names.classes) != "decoy"
    arrived = (fate == Fate.IMPACTED) | (fate == Fate.RELEASED)
    return {
        "replicate": np.repeat(_replicates(battles), number),
        "world": np.repeat(_worlds(battles), number),
        "threat": pl.Series(names.threats, dtype=pl.String).gather(threat),
        "class": pl.Series(names.classes, dtype=pl.String).gather(threat),
        "side": pl.Series(names.sides, dtype=pl.String).gather(threat),
        "fate": pl.Series(FATES).gather(fate),
        "leaked": arrived & may_leak[threat],
        "time_s": gathered(battles, "time_s"),
        "by": pl.Series(rounds.labels).gather(killed_by),
        "rounds": _rounds_at(number, battles),
        "lat_deg": gathered(battles, "lat_deg"),
        "lon_deg": gathered(battles, "lon_deg"),
        "altitude_m": gathered(battles, "altitude_m"),
    }


def _rounds_at(number: int, battles: Sequence[Fought]) -> np.ndarray:
    """Return how many rounds held or met each flyer of each battle."""
    threat = gathered(battles, "round_threat")
    which = np.repeat(np.arange(len(battles)), lengths(battles, "round_threat"))
    at = (which * number + threat)[threat >= 0]
    return np.bincount(at, minlength=number * len(battles))


def _rounds(names: Names, battles: Sequence[Fought], rounds: Fired) -> dict[str, Any]:
    threats = pl.Series(["", *names.threats], dtype=pl.String)
    batteries = pl.Series(names.batteries, dtype=pl.String)
    kinds = pl.Series(names.rounds, dtype=pl.String)
    return {
        "replicate": np.repeat(_replicates(battles), lengths(battles, "round_kind")),
        "round": pl.Series(rounds.labels).gather(rounds.label[:-1]),
        "battery": batteries.gather(gathered(battles, "round_battery")),
        "type": kinds.gather(gathered(battles, "round_kind")),
        "threat": threats.gather(gathered(battles, "round_threat") + 1),
        **_flights(battles),
    }


def _flights(battles: Sequence[Fought]) -> dict[str, Any]:
    """Return what the rounds were fired for, and from when to when they flew."""
    events, count = Happenings(battles), lengths(battles, "round_kind")
    fired, ended = events.of(Event.ROUND_FLYING), events.of(Event.ROUND_ENDED)
    which = np.repeat(np.arange(len(battles)), count)
    mine = which, np.arange(which.size) - np.repeat(np.cumsum(count) - count, count)
    left, over = (fired.battle, fired.who), (ended.battle, ended.who)
    engagement = looked_up(left, fired.whom, mine, -1).astype(np.int64)
    return {
        "engagement": numbered(engagement),
        "fired_s": looked_up(left, fired.time, mine, np.nan),
        "ended_s": looked_up(over, ended.time, mine, np.nan),
    }


def _battles(battles: Sequence[Fought]) -> dict[str, Any]:
    return {
        "replicate": _replicates(battles),
        "world": _worlds(battles),
        "rounds_fired": lengths(battles, "round_kind"),
        "value_lost": np.asarray([f.battle.value_lost for f in battles], np.float64),
        "spilled": np.asarray([f.battle.spilled.sum() for f in battles], np.int64),
    }


def _replicates(battles: Sequence[Fought]) -> np.ndarray:
    return np.asarray([fought.replicate for fought in battles], np.int64)


def _worlds(battles: Sequence[Fought]) -> np.ndarray:
    return np.asarray([fought.world for fought in battles], np.int64)
