"""Events as words: the numbers of a log, each looked up where its event says."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from kalkan.engine.kinds import (
    Emission,
    Event,
    Fate,
    FireReason,
    Ground,
    Identity,
    KinematicGroup,
    RoundFate,
    SensorReason,
    Verdict,
)
from kalkan.results.fired import Fired
from kalkan.results.fought import Fought, Names, gathered, lengths
from kalkan.results.meanings import MEANING, Space
from kalkan.results.words import words_by_bit, words_of, words_of_bits

_POINTS = np.zeros((max(Event) + 1, 3), np.int64)
for _event, _meaning in MEANING.items():
    _POINTS[_event] = _meaning[:3]

_KINDS = words_of(Event)
_TRACK_EVENTS = (
    Event.TRACK_OPENED,
    Event.TRACK_CONFIRMED,
    Event.TRACK_DROPPED,
    Event.TRACK_IDENTIFIED,
    Event.TRACK_CLASSIFIED,
)
_FAR = 2**32  #: more than any track number


@cache
def _fixed_words() -> dict[Space, list[str]]:
    return {
        Space.NOTHING: [],
        Space.FATE: words_of(Fate),
        Space.EMISSION: words_of(Emission),
        Space.IDENTITY: words_of(Identity),
        Space.VERDICT: words_of(Verdict),
        Space.ROUND_FATE: words_of(RoundFate),
        Space.SENSOR_REASON: words_by_bit(SensorReason),
        Space.FIRE_REASON: words_by_bit(FireReason),
        Space.GROUND: words_of_bits(Ground),
        Space.GROUP: words_of(KinematicGroup),
    }


class _Rows(NamedTuple):
    """Events of some battles, in one row."""

    battle: np.ndarray  #: place of the battle.  Shape: event
    time: np.ndarray  #: [s]  Shape: event
    kind: np.ndarray  #: Event.  Shape: event
    number: np.ndarray  #: who, whom, detail.  Shape: 3 event
    space: np.ndarray  #: where each number points.  Shape: 3 event


def event_columns(
    names: Names, battles: Sequence[Fought], fired: Fired
) -> dict[str, Any]:
    """Return the columns of the event table of some battles, as words."""
    rows = _rows(battles)
    track_words = _name_tracks(names, rows)
    _name_rounds(fired, rows)
    launcher_words = _name_launchers(battles, rows)
    _place_bits(rows)
    words = {
        **_fixed_words(),
        Space.THREAT: names.threats,
        Space.ROUND: fired.labels,
        Space.TRACK: track_words,
        Space.ENGAGEMENT: _engagements(rows),
        Space.PICTURE: names.pictures,
        Space.SENSOR: names.sensors,
        Space.LAUNCHER: launcher_words,
        Space.BATTERY: names.batteries,
        Space.ASSET: names.assets,
        Space.TYPE: names.rounds,
        Space.VALUE: _name_values(rows),
        Space.NODE: names.nodes,
        Space.LINK: names.links,
    }
    who, whom, detail = _look_up(words, rows)
    replicates = np.asarray([fought.replicate for fought in battles], np.int64)
    return {
        "replicate": replicates[rows.battle],
        "time_s": rows.time,
        "kind": pl.Series(_KINDS).gather(rows.kind),
        "who": who,
        "whom": whom,
        "detail": detail,
    }


def _rows(battles: Sequence[Fought]) -> _Rows:
    """Return the events by time; those of one moment in the order of the log."""
    battle = np.repeat(np.arange(len(battles)), lengths(battles, "event_kind"))
    time = gathered(battles, "event_time")
    order = np.lexsort((time, battle))
    kind = gathered(battles, "event_kind").astype(np.int64)[order]
    columns = ("event_who", "event_whom", "event_detail")
    number = np.stack([gathered(battles, column)[order] for column in columns])
    number = number.astype(np.int64)
    return _Rows(battle, time[order], kind, number, _POINTS[kind].T)


def _name_rounds(fired: Fired, rows: _Rows) -> None:
    """Replace the index of an interceptor by that of its name, in place."""
    for number, space in zip(rows.number, rows.space, strict=True):
        at = np.flatnonzero(space == Space.ROUND)
        number[at] = fired.of(rows.battle[at], number[at])


def _place_bits(rows: _Rows) -> None:
    """Replace a reason, a power of two, by its place among them, in place."""
    at = np.isin(rows.space[2], (Space.SENSOR_REASON, Space.FIRE_REASON))
    rows.number[2][at] = np.frexp(rows.number[2][at])[1]  # its binary exponent


def _name_launchers(battles: Sequence[Fought], rows: _Rows) -> list[str]:
    """Replace the index of a launcher by that of its name; return the names.

    Few are lost, and each world has launchers of its own.
    """
    at = np.flatnonzero(rows.space[0] == Space.LAUNCHER)
    numbers, places = rows.number[0][at].tolist(), rows.battle[at].tolist()
    found = [
        battles[place].names.launchers[number]
        for place, number in zip(places, numbers, strict=True)
    ]
    words = sorted(set(found))
    rows.number[0][at] = [words.index(word) for word in found]
    return words


def _name_values(rows: _Rows) -> list[str]:
    """Replace thousandths of value by the index of their words; return the words."""
    at = np.flatnonzero(rows.space[2] == Space.VALUE)
    found, rows.number[2][at] = np.unique(rows.number[2][at], return_inverse=True)
    return [f"{number / 1000:g}" for number in found.tolist()]


def _name_tracks(names: Names, rows: _Rows) -> list[str]:
    """Replace the number of a track by the index of its name; return the names.

    A track's picture is known from the events of its own life.
    """
    is_life = np.isin(rows.kind, _TRACK_EVENTS)
    key = rows.battle * _FAR + rows.number[0]
    known, first = np.unique(key[is_life], return_index=True)
    picture = np.append(rows.number[1][is_life][first], -1)
    known = np.append(known, np.iinfo(np.int64).max)
    at = [np.flatnonzero(space == Space.TRACK) for space in rows.space]
    numbers = np.concatenate([rows.number[i][at[i]] for i in range(3)])
    asked = np.concatenate([rows.battle[place] for place in at]) * _FAR + numbers
    place = np.searchsorted(known, asked)
    of = np.where(known[place] == asked, picture[place], -1)
    label, inverse = np.unique((of + 1) * _FAR + numbers, return_inverse=True)
    for i, part in enumerate(np.split(inverse, np.cumsum([len(a) for a in at])[:2])):
        rows.number[i][at[i]] = part
    prefix = ["", *(f"{name}/" for name in names.pictures)]
    return [f"{prefix[code // _FAR]}track-{code % _FAR}" for code in label.tolist()]


def _engagements(rows: _Rows) -> list[str]:
    number = rows.number[rows.space == Space.ENGAGEMENT]
    return [f"engagement-{i + 1}" for i in range(int(number.max(initial=-1)) + 1)]


def _look_up(words: dict[Space, Sequence[str]], rows: _Rows) -> list[pl.Series]:
    """Return who, whom and detail as words, by one table of all words."""
    size = np.array([len(words[space]) for space in Space])
    start = np.cumsum(size) - size + 1
    table = pl.Series(["", *(word for space in Space for word in words[space])])
    is_named = (rows.number >= 0) & (rows.space != Space.NOTHING)
    is_odd = is_named & (rows.number >= size[rows.space])
    if is_odd.any():
        column, row = np.argwhere(is_odd)[0]
        raise AssertionError(
            f"{_KINDS[rows.kind[row]]}: number {rows.number[column, row]} has no name"
        )
    code = np.where(is_named, start[rows.space] + rows.number, 0)
    return [table.gather(code[i]) for i in range(3)]
