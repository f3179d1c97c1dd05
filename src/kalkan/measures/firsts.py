"""When it first happened: in view, detectable, firm, rightly identified.

Times are of the log's events, exact to the tick, where an event tells them; a track is
bound to a flyer by snapshots, so that a time is moved into the interval before the
snapshot at which the two were first together.
"""

import numpy as np

from kalkan.engine.kinds import Event, SensorReason
from kalkan.measures.holding import NONE
from kalkan.results.fought import Battle
from kalkan.results.track_log import TrackLog

#: outcomes of a look that reached its flyer: in its sector, its range and its sight
IN_VIEW = (
    SensorReason.BELOW_THRESHOLD,
    SensorReason.IN_CLUTTER,
    SensorReason.JAMMED,
    SensorReason.DETECTED,
)


def seen_from(log: TrackLog, reasons: tuple[SensorReason, ...]) -> np.ndarray:
    """Return when a look of each sensor first ended so, or inf.

    Shape: sensor threat. [s]
    """
    names, battle = log.names, log.battle
    first = np.full((len(names.sensors), len(names.threats)), np.inf)
    which = battle.event_kind == Event.SENSOR_REASON
    which &= np.isin(battle.event_detail, [int(reason) for reason in reasons])
    at = battle.event_who[which], battle.event_whom[which]
    np.minimum.at(first, at, battle.event_time[which])
    return first


def told_from(log: TrackLog, seen: np.ndarray) -> np.ndarray:
    """Return when a picture that gets the plots could first have heard of each flyer.

    Shape: picture threat. [s]
    """
    later = np.maximum(log.told[:, :, None], seen[None, :, :])
    return np.asarray(later.min(axis=1, initial=np.inf))


def event_times(battle: Battle, kind: Event, detail: int | None = None) -> np.ndarray:
    """Return when an event last befell each track, by number; nan for none.

    Shape: one more than the greatest track number. [s]
    """
    which = battle.event_kind == kind
    if detail is not None:
        which &= battle.event_detail == detail
    number, time = battle.event_who[which], battle.event_time[which]
    found = np.full(int(number.max(initial=0)) + 1, np.nan)
    found[number] = time
    return found


def first_held(
    log: TrackLog, rows: np.ndarray, flyer: np.ndarray, told: np.ndarray
) -> np.ndarray:
    """Return when each flyer first had one of some rows, or inf.

    Parameters
    ----------
    log
        The battle.
    rows
        Places in the track log.  Shape: row.
    flyer
        Whom each of them is on, or NONE.  Shape: row.
    told
        When the events have it of each track, by number; nan where they do not. [s]
    """
    on = flyer != NONE
    rows, flyer = rows[on], flyer[on]
    when, number = log.held.snapshot[rows], log.held.number[rows]
    known = np.append(told, np.nan)
    exact = known[np.minimum(number, told.size)]
    time = log.time[when]
    exact = np.where(np.isnan(exact), time, exact)
    exact = np.clip(exact, time - log.interval, time)
    first = np.full(log.aloft.shape[1], np.inf)
    np.minimum.at(first, flyer, exact)
    return first
