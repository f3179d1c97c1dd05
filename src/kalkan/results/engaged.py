"""Orders to engage, from events: who told whom to shoot at what, and at whom in truth.

What "in truth" means stands in `kalkan.engine.meant`; here it is only put into columns.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from kalkan.engine.kinds import Event, Ground
from kalkan.results.fought import Fought, Names, gathered, lengths

#: Who an order was at.
AT = ("nothing", "gone", "hostile", "decoy", "friend", "neutral")
GROUNDS = ("unknown", "silence", "motion")
UNRECOGNISED = (
    "",
    "no_transponder",
    "mode_unreadable",
    "transponder_dead",
    "not_asked",
    "reply_missed",
)
_FAR = 2**32  #: more than any index


class Happened(NamedTuple):
    """The events of one kind of some battles, in the order of their logs."""

    battle: np.ndarray  #: place of the battle.  Shape: event
    time: np.ndarray  #: [s]  Shape: event
    who: np.ndarray  #: Shape: event
    whom: np.ndarray  #: Shape: event
    detail: np.ndarray  #: Shape: event


class Happenings:
    """The events of some battles, by kind."""

    def __init__(self, battles: Sequence[Fought]) -> None:
        self._battle = np.repeat(np.arange(len(battles)), lengths(battles, _COLUMNS[0]))
        self._columns = [gathered(battles, name) for name in _COLUMNS]
        self._kind = gathered(battles, "event_kind")

    def of(self, *kinds: Event) -> Happened:
        """Return the events of some kinds."""
        at = np.flatnonzero(np.isin(self._kind, [int(kind) for kind in kinds]))
        time, *rest = (column[at] for column in self._columns)
        return Happened(
            self._battle[at], time, *(part.astype(np.int64) for part in rest)
        )


_COLUMNS = ("event_time", "event_who", "event_whom", "event_detail")


def looked_up(
    known: tuple[np.ndarray, np.ndarray],
    value: np.ndarray,
    asked: tuple[np.ndarray, np.ndarray],
    otherwise: float,
) -> np.ndarray:
    """Return the value of the first known (battle, index) that is each one asked.

    Parameters
    ----------
    known, value
        Places of battles, indices in them, and what belongs to each.
    asked
        The same of what is sought.
    otherwise
        Where nothing is known.

    Examples
    --------
    >>> known = np.array([0, 0, 1]), np.array([4, 2, 4])
    >>> asked = np.array([1, 0, 1]), np.array([4, 2, 9])
    >>> looked_up(known, np.array([7.0, 8.0, 9.0]), asked, -1.0).tolist()
    [9.0, 8.0, -1.0]
    """
    key, first = np.unique(known[0] * _FAR + known[1], return_index=True)
    sought = asked[0] * _FAR + asked[1]
    place = np.minimum(np.searchsorted(key, sought), max(key.size - 1, 0))
    if key.size == 0:
        return np.full(sought.shape, otherwise)
    return np.where(key[place] == sought, value[first][place], otherwise)


def engagement_columns(names: Names, battles: Sequence[Fought]) -> dict[str, Any]:
    """Return the columns of the table of engagements of some battles."""
    events = Happenings(battles)
    order, at = events.of(Event.ENGAGEMENT_ORDERED), events.of(Event.ENGAGEMENT_AT)
    mine, aimed = (order.battle, order.who), (at.battle, at.who)
    threat = looked_up(aimed, at.whom, mine, -1).astype(np.int64)
    ground = looked_up(aimed, at.detail, mine, 0).astype(np.int64)
    life = events.of(Event.TRACK_OPENED, Event.TRACK_CONFIRMED, Event.TRACK_IDENTIFIED)
    tracks = (order.battle, order.whom)
    picture = looked_up((life.battle, life.who), life.whom, tracks, -1)
    picture = picture.astype(np.int64)
    of = pl.DataFrame({"picture": _words(names.pictures, picture), "of": order.whom})
    track = pl.concat_str("picture", pl.lit("/track-"), "of")
    of_whom = _at(names, threat, ground)
    replicates = np.asarray([fought.replicate for fought in battles], np.int64)
    return {
        "replicate": replicates[order.battle],
        "engagement": numbered(order.who),
        "battery": _words(names.batteries, order.detail),
        "picture": of["picture"],
        "track": of.select(track).to_series(),
        "ordered_s": order.time,
        "rounds": _rounds(events, order),
        "threat": _words(names.threats, threat),
        "class": _words(names.classes, threat),
        "at": pl.Series(AT).gather(of_whom),
        "ground": pl.Series(GROUNDS).gather(_ground(ground)),
        "unrecognised": pl.Series(UNRECOGNISED).gather(_unrecognised(of_whom, ground)),
    }


def _words(names: Sequence[str], index: np.ndarray) -> pl.Series:
    """Return names by index; empty for -1."""
    return pl.Series(["", *names], dtype=pl.String).gather(index + 1)


def numbered(engagement: np.ndarray) -> pl.Series:
    """Return engagements as words; -1 is none.

    Examples
    --------
    >>> numbered(np.array([0, -1, 6])).to_list()
    ['engagement-1', '', 'engagement-7']
    """
    most = int(engagement.max(initial=-1)) + 1
    words = ["", *(f"engagement-{i + 1}" for i in range(most))]
    return pl.Series(words).gather(engagement + 1)


def _rounds(events: Happenings, order: Happened) -> np.ndarray:
    flying = events.of(Event.ROUND_FLYING)
    key, count = np.unique(flying.battle * _FAR + flying.whom, return_counts=True)
    known = key // _FAR, key % _FAR
    return looked_up(known, count, (order.battle, order.who), 0).astype(np.int64)


def _at(names: Names, threat: np.ndarray, ground: np.ndarray) -> np.ndarray:
    """Return whom each order was at, as a place in AT."""
    words = [
        "decoy" if (kind, side) == ("decoy", "hostile") else side
        for kind, side in zip(names.classes, names.sides, strict=True)
    ]
    of = np.array([AT.index(word) for word in words] + [AT.index("nothing")], np.int64)
    gone = (ground & Ground.GONE != 0) & (threat >= 0)
    return np.where(gone, AT.index("gone"), of[threat])


def _ground(ground: np.ndarray) -> np.ndarray:
    """Return why each might be shot at, as a place in GROUNDS."""
    hostile, ballistic = ground & Ground.HOSTILE != 0, ground & Ground.BALLISTIC != 0
    return np.where(hostile, np.where(ballistic, 2, 1), 0)


def _unrecognised(at: np.ndarray, ground: np.ndarray) -> np.ndarray:
    """Return why each friend or neutral was not known, as a place in UNRECOGNISED."""
    has = [
        ground & bit != 0
        for bit in (Ground.CARRIES, Ground.READABLE, Ground.WORKS, Ground.ASKED)
    ]
    reason = np.full(ground.shape, UNRECOGNISED.index("reply_missed"))
    for place, flag in reversed(list(enumerate(has, 1))):
        reason = np.where(flag, reason, place)
    others = (at != AT.index("friend")) & (at != AT.index("neutral"))
    return np.where(others, 0, reason)
