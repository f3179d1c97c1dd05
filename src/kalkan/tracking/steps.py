"""When plots are taken in, and when the tracks are written down.

A *scan* is what a radar plots within three quarters of its period from the scan's first
plot: two looks at one target, a period apart, are never in one.  Plots of one scan that
come within `WINDOW` are given to tracks together.
"""

import math
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from kalkan._kernel import kernel
from kalkan.engine.kinds import NONE
from kalkan.tracking.plots import Seen
from kalkan.tracking.radars import Radars

SHARE = 0.75  #: of its period, in which a scan's plots lie
WINDOW = 0.5  #: in which plots are taken together, as in a battle's ticks [s]
MERGING = 1.0  #: between two looks for tracks that are the same [s]
SILENT = 6  #: scans without any plot that are noted in a row; no track lives longer


class Work(IntEnum):
    """What a step does besides a snapshot."""

    NOTHING = 0
    FEED = 1  #: take in plots, give up what has waited too long
    MERGE = 2  #: …and make one of tracks that are the same


class Steps(NamedTuple):
    """What to do, in order.  Axis: step, but for `scan` and `shots`."""

    scan: np.ndarray  #: of each plot, by radar; axis: plot
    last: np.ndarray  #: plots before this one have arrived at the step's end
    end: np.ndarray  #: the time then [s]
    work: np.ndarray  #: Work
    shot: np.ndarray  #: index of the snapshot that follows, or NONE
    shots: np.ndarray  #: times of the snapshots; axis: snapshot [s]


def steps_of(seen: Seen, radars: Radars, every: float | None) -> Steps:
    """Return the steps that take in all plots.

    Parameters
    ----------
    seen
        The plots.
    radars
        That made them.
    every
        Time between snapshots; at the end of every scan when None. [s]
    """
    periods = np.array([radar.period for radar in radars.radars])
    scan = np.zeros(seen.time.size, np.int64)
    order = np.lexsort((seen.time, seen.sensor))
    number_scans(order, seen.time, seen.sensor, periods, scan)
    ends = _ends(seen, scan, periods)
    shots = ends
    if every is not None:
        count = math.floor((seen.arrival[-1] - seen.arrival[0]) / every + 1e-9) + 1
        shots = seen.arrival[0] + every * np.arange(count)
    return _steps(seen.arrival, scan, ends, shots)


@kernel
def number_scans(
    order: np.ndarray,
    time: np.ndarray,
    sensor: np.ndarray,
    periods: np.ndarray,
    scan: np.ndarray,
) -> None:
    """Write the number of its radar's scan to each plot.

    Parameters
    ----------
    order
        Plots by radar, then by time; shape (plot,).
    time, sensor
        Of each plot; shape (plot,). [s, 1]
    periods
        Of each radar; shape (sensor,). [s]
    scan
        Overwritten; shape (plot,).

    Examples
    --------
    >>> scan = np.zeros(4, np.int64)
    >>> time = np.array([0.0, 3.9, 4.1, 8.0])
    >>> number_scans(np.arange(4), time, np.zeros(4, np.int64), np.array([4.0]), scan)
    >>> scan.tolist()
    [0, 1, 1, 2]
    """
    number, begin, radar = 0, 0.0, -1
    for k in order:
        if sensor[k] != radar:
            number, begin, radar = 0, time[k], sensor[k]
        elif time[k] - begin > SHARE * periods[radar]:
            number, begin = number + 1, time[k]
        scan[k] = number


def _ends(seen: Seen, scan: np.ndarray, periods: np.ndarray) -> np.ndarray:
    """Return when scans end, those in which nothing was plotted among them. [s]."""
    found = []
    for s, period in enumerate(periods):
        mine = seen.sensor == s
        if not mine.any():
            continue
        numbers, arrivals = scan[mine], seen.arrival[mine]
        ends = np.full(numbers.max() + 1, -math.inf)
        np.maximum.at(ends, numbers, arrivals)
        ends = np.maximum.accumulate(ends)
        found.append(ends)
        gaps = np.diff(ends)
        for n in np.flatnonzero(gaps > 1.5 * period):
            count = min(SILENT, round(gaps[n] / period) - 1)
            found.append(ends[n] + period * np.arange(1, count + 1))
    return np.unique(np.concatenate(found))


def _steps(
    arrival: np.ndarray, scan: np.ndarray, ends: np.ndarray, shots: np.ndarray
) -> Steps:
    """Return steps that end at every snapshot and last at most `WINDOW`."""
    last = _portions(arrival, np.union1d(ends, shots))
    feeds = np.union1d(arrival[last - 1], ends)
    times = np.union1d(feeds, shots)
    work = np.where(np.isin(times, feeds), Work.FEED, Work.NOTHING).astype(np.int64)
    turn = np.floor((feeds - feeds[0]) / MERGING)
    merges = feeds[np.append(True, np.diff(turn) > 0.0)]
    work[np.isin(times, merges)] = Work.MERGE
    shot = np.full(times.size, NONE)
    shot[np.searchsorted(times, shots)] = np.arange(shots.size)
    return Steps(
        scan, np.searchsorted(arrival, times, "right"), times, work, shot, shots
    )


def _portions(arrival: np.ndarray, cuts: np.ndarray) -> np.ndarray:
    """Return one past the last plot of each portion that is taken in at once.

    A portion holds no cut but at its end, and plots of one time are in one.
    """
    stretch = np.searchsorted(cuts, arrival, "left")
    starts = np.searchsorted(stretch, stretch, "left")
    part = np.floor((arrival - arrival[starts]) / WINDOW)
    new = (np.diff(stretch) != 0) | (np.diff(part) != 0.0)
    return np.append(np.flatnonzero(new) + 1, arrival.size)
