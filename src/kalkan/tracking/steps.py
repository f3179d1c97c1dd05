"""When plots are taken in, and when the tracks are written down.

A *scan* is what a radar plots within three quarters of its period from the scan's first
plot: two looks at one target, a period apart, are never in one.  Plots of one scan that
come within `WINDOW` are given to tracks together.
"""

import math
from typing import NamedTuple

import numpy as np

from kalkan._kernel import kernel
from kalkan.tracking.plots import Seen
from kalkan.tracking.radars import Radars

SHARE = 0.75  #: of its period, in which a scan's plots lie
WINDOW = 0.5  #: in which plots are taken together, as in a battle's ticks [s]
SILENT = 6  #: scans without any plot that are noted in a row; no track lives longer


class Steps(NamedTuple):
    """What to do, in order.  Axis: step, but for `scan`."""

    scan: np.ndarray  #: of each plot, by radar; axis: plot
    last: np.ndarray  #: plots before this one have been taken in after the step
    end: np.ndarray  #: the time then [s]
    shot: np.ndarray  #: index of the snapshot that follows, or -1
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
    if every is None:
        shots = _ends(seen, scan, periods)
    else:
        count = math.floor((seen.arrival[-1] - seen.arrival[0]) / every + 1e-9) + 1
        shots = seen.arrival[0] + every * np.arange(count)
    return _steps(seen.arrival, scan, shots)


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


def _steps(arrival: np.ndarray, scan: np.ndarray, shots: np.ndarray) -> Steps:
    """Return steps that end at every snapshot and last at most `WINDOW`."""
    before = np.searchsorted(shots, arrival, "left")  # the snapshot that follows
    starts = np.searchsorted(before, np.arange(shots.size + 1), "left")
    begin = arrival[np.minimum(starts[before], arrival.size - 1)]
    part = np.floor((arrival - begin) / WINDOW).astype(np.int64)
    new = (np.diff(before) != 0) | (np.diff(part) != 0)
    last = np.append(np.flatnonzero(new) + 1, arrival.size)
    end = arrival[last - 1]
    # a snapshot is a step of its own, in which the plots before it are long taken in
    ends = np.concatenate([end, shots])
    lasts = np.concatenate([last, np.searchsorted(arrival, shots, "right")])
    shot = np.concatenate([np.full(last.size, -1), np.arange(shots.size)])
    order = np.lexsort((shot, ends))
    lasts, ends, shot = lasts[order], ends[order], shot[order]
    # …unless the step before ends at the same time
    same = np.append((ends[:-1] == ends[1:]) & (shot[:-1] < 0), False)
    return Steps(scan, lasts[~same], ends[~same], shot[~same], shots)
