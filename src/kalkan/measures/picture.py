"""The air pictures of one battle, measured: a row for each picture and flyer.

Time is counted in snapshots: a flyer aloft at one of them flew for one interval.
"""

from typing import NamedTuple

import numpy as np

from kalkan.engine.kinds import Event, Identity, KinematicGroup, SensorReason, Side
from kalkan.measures.between import PATIENCE, let_go, unnoticed
from kalkan.measures.firsts import (
    IN_VIEW,
    event_times,
    first_held,
    seen_from,
    told_from,
)
from kalkan.measures.holding import NONE, holding
from kalkan.measures.segments import Segments
from kalkan.results.track_log import TrackLog

SIDES = ("hostile", "friend", "neutral")
GROUPS = tuple(group.name.lower() for group in KinematicGroup)
UNION = ""  #: name of all pictures together
NOBODY = ("nothing", "astray")  #: sides of tracks never on a flyer, and off theirs


class Measured(NamedTuple):
    """What was measured in one battle."""

    columns: dict[str, np.ndarray]  #: of the table `picture`, but replicate and world
    errors: dict[tuple[str, str], np.ndarray]  #: position errors by picture and side


def measure(log: TrackLog) -> Measured:
    """Return the measures of every picture of a battle, and of their union.

    A picture that was nobody's throughout has none; one that nodes founded when another
    came apart is measured from then on.
    """
    battle = _Battle(log)
    names = {p: name for p, name in enumerate(log.names.pictures) if battle.has(p)}
    names[len(log.names.pictures)] = UNION
    tables = [battle.columns(p) for p in names]
    columns = {
        name: np.concatenate([table[name] for table in tables]) for name in tables[0]
    }
    rows = len(log.names.threats) + len(NOBODY)
    columns["picture"] = np.repeat(np.array([*names.values()], object), rows)
    errors = {
        (name, side): battle.errors(p, side)
        for p, name in names.items()
        for side in SIDES
    }
    return Measured(columns, errors)


class _Battle:
    """A battle, ready to be measured picture by picture; the last is the union."""

    def __init__(self, log: TrackLog) -> None:
        self._log = log
        self._on = holding(log)
        self._side = np.array([Side[side.upper()] for side in log.names.sides], int)
        self._pictures = len(log.names.pictures)
        self._told = {
            "in_view_at_s": self._first_told(IN_VIEW),
            "detectable_at_s": self._first_told((SensorReason.DETECTED,)),
        }
        anybody = np.ones((log.time.shape[0], 1), bool)
        stands = np.hstack([log.stands, anybody])  # the union always does
        self._aloft = log.aloft[None] & stands.T[:, :, None]
        self._segments = [self._followed(p) for p in range(self._pictures + 1)]
        held = np.stack([one.held for one in self._segments[:-1]])
        reach = log.reach.transpose(1, 0, 2) & log.aloft[None]
        patience = max(1, round(PATIENCE / log.interval))
        self._missed = unnoticed(held, reach)
        self._let_go = let_go(held, self._aloft[:-1], patience)

    def _first_told(self, reasons: tuple[SensorReason, ...]) -> np.ndarray:
        """Return when each picture, and the first of them, could have heard of it."""
        told = told_from(self._log, seen_from(self._log, reasons))
        return np.vstack([told, told.min(axis=0)])

    def _rows(self, p: int) -> np.ndarray:
        """Return the places of a picture's rows."""
        if p == self._pictures:
            return np.arange(self._log.held.picture.shape[0])
        return np.flatnonzero(self._log.held.picture == p)

    def _followed(self, p: int) -> Segments:
        rows, held = self._rows(p), self._log.held
        return Segments(
            held.snapshot[rows],
            held.number[rows],
            self._on.flyer[rows],
            self._aloft[p],
        )

    def has(self, p: int) -> bool:
        """Return whether a picture was somebody's at some time."""
        return bool(self._log.stands[:, p].any())

    def errors(self, p: int, side: str) -> np.ndarray:
        """Return the position errors of a picture's tracks on a side's flyers [m]."""
        rows = self._rows(p)
        rows = rows[self._on.flyer[rows] != NONE]
        of = self._side[self._on.flyer[rows]] == Side[side.upper()]
        return np.asarray(self._on.position_error[rows[of]])

    def columns(self, p: int) -> dict[str, np.ndarray]:
        """Return the rows of one picture: its flyers, then its tracks on nobody."""
        names, rows = self._log.names, self._rows(p)
        flyers = {
            "threat": np.array(names.threats, object),
            "class": np.array(names.classes, object),
            "side": np.array(names.sides, object),
            **self._times(p, rows),
            **self._tracking(p),
            **self._accuracy(rows),
            **self._beliefs(rows, self._on.flyer[rows], len(names.threats)),
            **self._between(p),
        }
        nobody = self._nobody(rows)
        return {
            name: np.concatenate([values, nobody[name]])
            for name, values in flyers.items()
        }

    def _times(self, p: int, rows: np.ndarray) -> dict[str, np.ndarray]:
        log, flyer = self._log, self._on.flyer[rows]
        firsts = {name: told[p] for name, told in self._told.items()}
        confirmed = event_times(log.battle, Event.TRACK_CONFIRMED)
        firsts["firm_at_s"] = first_held(log, rows, flyer, confirmed)
        firsts["identified_at_s"] = self._identified(rows, flyer)
        after = log.time[:, None] > firsts["detectable_at_s"][None]
        seconds = {
            "aloft_s": log.interval * self._aloft[p].sum(axis=0),
            "detectable_s": log.interval * (self._aloft[p] & after).sum(axis=0),
        }
        never = {
            name: np.where(np.isinf(first), np.nan, first)
            for name, first in firsts.items()
        }
        return {**seconds, **never}

    def _identified(self, rows: np.ndarray, flyer: np.ndarray) -> np.ndarray:
        """Return when each flyer first had a track rightly identified, or inf."""
        first = np.full(self._side.shape[0], np.inf)
        right = self._is_right(rows, flyer)
        for side in (Side.HOSTILE, Side.FRIEND, Side.NEUTRAL):
            told = event_times(self._log.battle, Event.TRACK_IDENTIFIED, int(side))
            mine = right & (self._log.held.identity[rows] == side)
            at = first_held(self._log, rows[mine], flyer[mine], told)
            first = np.minimum(first, at)
        return first

    def _is_right(self, rows: np.ndarray, flyer: np.ndarray) -> np.ndarray:
        """Return whose identity is that of the flyer; Side and Identity agree."""
        side = np.append(self._side, NONE)
        return np.asarray(self._log.held.identity[rows] == side[flyer])

    def _tracking(self, p: int) -> dict[str, np.ndarray]:
        segments, interval = self._segments[p], self._log.interval
        return {
            "held_s": interval * segments.held.sum(axis=0),
            "tracks": segments.tracks(),
            "track_s": interval * segments.many.sum(axis=0),
            "longest_s": interval * segments.longest(),
            "breaks": segments.breaks(),
        }

    def _accuracy(self, rows: np.ndarray) -> dict[str, np.ndarray]:
        many = self._side.shape[0]
        place, worst, speed = np.full((3, many), np.nan)
        for i in range(many):
            mine = rows[self._on.flyer[rows] == i]
            if mine.size:
                errors = self._on.position_error[mine]
                place[i], worst[i] = errors.mean(), np.quantile(errors, 0.95)
                speed[i] = self._on.velocity_error[mine].mean()
        return {
            "position_error_m": place,
            "position_error_95_m": worst,
            "velocity_error_mps": speed,
        }

    def _beliefs(
        self, rows: np.ndarray, whom: np.ndarray, many: int
    ) -> dict[str, np.ndarray]:
        """Return for how long tracks were believed what, by the row of `whom`."""
        held, interval = self._log.held, self._log.interval
        right = self._is_right(rows, self._on.flyer[rows])
        known = held.identity[rows] != Identity.UNKNOWN

        def count(which: np.ndarray) -> np.ndarray:
            found = np.bincount(whom[which & (whom >= 0)], minlength=many)
            return np.asarray(interval * found)

        beliefs = {"right_s": count(right), "wrong_s": count(known & ~right)}
        for code, group in enumerate(GROUPS):
            beliefs[f"believed_{group}_s"] = count(held.group[rows] == code)
        return beliefs

    def _between(self, p: int) -> dict[str, np.ndarray]:
        """Return what one picture missed, or in the last all of them."""
        at = slice(p, p + 1) if p < self._pictures else slice(None)
        return {
            "unnoticed_s": self._log.interval * self._missed.snapshots[at].sum(axis=0),
            "unnoticed": self._missed.times[at].sum(axis=0),
            "let_go": self._let_go[at].sum(axis=0),
        }

    def _nobody(self, rows: np.ndarray) -> dict[str, np.ndarray]:
        """Return the rows of tracks never on a flyer, and of those off theirs."""
        number, off = self._log.held.number[rows], self._on.flyer[rows] == NONE
        false = ~np.isin(number, number[~off])
        whom = np.where(false, 0, np.where(off, 1, NONE))
        both = np.zeros(len(NOBODY))
        seconds = self._log.interval * np.bincount(whom[whom >= 0], minlength=2)
        tracks = [np.unique(number[whom == k]).size for k in range(len(NOBODY))]
        never = np.full(len(NOBODY), np.nan)
        beliefs = self._beliefs(rows, whom, len(NOBODY))
        words = np.full(len(NOBODY), "", object)
        found = {"threat": words, "class": words, "side": np.array(NOBODY, object)}
        for name in ("in_view_at_s", "detectable_at_s", "firm_at_s", "identified_at_s"):
            found[name] = never
        for name in ("position_error_m", "position_error_95_m", "velocity_error_mps"):
            found[name] = never
        for name in ("aloft_s", "detectable_s", "held_s", "longest_s", "breaks"):
            found[name] = both
        for name in ("unnoticed_s", "unnoticed", "let_go"):
            found[name] = both
        found |= {"tracks": np.array(tracks), "track_s": seconds, **beliefs}
        return found | {"right_s": both, "wrong_s": both}
