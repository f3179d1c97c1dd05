"""SIAP: how complete, clear, true and steady an air picture is."""

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from kalkan.metrics.tables import SECOND, Rows, read

NONE = -1


class Siap(NamedTuple):
    """Measures of an air picture; nan where there is nothing to divide by."""

    completeness: float  #: share of truth that has a track; best 1 [1]
    ambiguity: float  #: tracks a tracked truth; best 1 [1]
    spuriousness: float  #: share of tracks without a truth; best 0 [1]
    position_accuracy: float  #: mean distance of track and truth; best 0 [m]
    velocity_accuracy: float  #: the same of velocities; nan without them [m s⁻¹]
    track_change_rate: float  #: changes of track, by time tracked; best 0 [s⁻¹]
    longest_segment: float  #: share of a life under its longest track; best 1 [1]


class Segment(NamedTuple):
    """A track on a truth, without a break; times in microseconds."""

    track: int
    truth: int
    start: int
    end: int


def siap(
    truth: Any, tracks: Any, distance: float, *, confirm: int = 3, misses: int = 2
) -> Siap:
    """Return the SIAP measures of tracks, given the truth.

    A track is on the truth nearest to it, if that is nearer than `distance`, from the
    first of `confirm` instants in a row to the last before `misses` instants in a row
    with another truth nearest or none.  Several tracks may be on one truth.

    Both tables have rows in any order, one an object and instant.  Instants are the
    same if they agree to the microsecond, and a track is compared with truth of the
    same instant only: give the truth at the times of the tracks.

    Parameters
    ----------
    truth
        What there was: a data frame, a mapping of columns or a structured array, with
        ``time_s``, ``truth`` (or ``track``: a name or number), ``x_m``, ``y_m`` and, if
        wanted, ``z_m``, ``vx_mps``, ``vy_mps``, ``vz_mps``.  [s, m, m s⁻¹]
    tracks
        What was believed: the same columns with ``track``, as `kalkan.track` gives
        them.
    distance
        Within which a track can be on a truth, above 0. [m]
    confirm, misses
        Instants in a row that begin and end it, at least 1. [1]

    Raises
    ------
    ValueError
        When a column is missing, a number is not finite or outside its bounds, or an
        object has two rows of an instant.

    References
    ----------
    .. [1] P. Votruba, R. Nisley, R. Rothrock, B. Zombro, *Single Integrated Air Picture
       (SIAP) Metrics Implementation*, SIAP System Engineering Task Force, 2001.

    Examples
    --------
    A target flies for 8 s; from its second second it has a track, 30 m beside it.

    >>> time = np.arange(9.0)
    >>> truth = {"time_s": time, "truth": 0 * time, "x_m": 200.0 * time, "y_m": time}
    >>> tracks = {name: column[2:] for name, column in truth.items()}
    >>> tracks |= {"track": tracks["truth"], "y_m": tracks["y_m"] + 30.0}
    >>> picture = siap(truth, tracks, 1000.0)
    >>> round(picture.completeness, 4), round(picture.position_accuracy, 4)
    (0.7778, 30.0)
    >>> picture.longest_segment, picture.track_change_rate
    (0.75, 0.0)
    """
    if np.ndim(distance) or not 0.0 < distance < math.inf:
        raise ValueError("distance: above 0, finite")
    for name, least in (("confirm", confirm), ("misses", misses)):
        if np.ndim(least) or not least >= 1:
            raise ValueError(f"{name}: at least 1")
    real, seen = read("truth", truth), read("tracks", tracks)
    if real.axes != seen.axes and real.time.size and seen.time.size:
        raise ValueError("tracks: columns z_m in both tables, or in neither")
    segments = list(_segments(seen, _nearest(real, seen, distance), confirm, misses))
    there, theirs = _pairs(real, seen, segments)
    tracked = np.unique(there).size
    times = [_times(real, segments, j) for j in range(real.objects)]
    changes = sum(each.needed - 1 for each in times if each.needed)
    return Siap(
        _ratio(tracked, real.time.size),
        _ratio(there.size, tracked),
        _ratio(seen.time.size - there.size, seen.time.size),
        _mean_distance(real.position[there], seen.position[theirs]),
        _mean_distance(real.velocity[there], seen.velocity[theirs]),
        _ratio(changes * SECOND, sum(each.tracked for each in times)),
        _ratio(sum(each.longest for each in times), sum(each.life for each in times)),
    )


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else math.nan


def _mean_distance(one: np.ndarray, other: np.ndarray) -> float:
    """Return the mean distance; nan without pairs, or where something is not known."""
    if one.shape[0] == 0:
        return math.nan
    return float(np.linalg.norm(one - other, axis=1).mean())


def _nearest(real: Rows, seen: Rows, distance: float) -> np.ndarray:
    """Return which truth is nearest to every row of the tracks, within a distance."""
    nearest = np.full(seen.time.size, NONE)
    starts = np.searchsorted(real.time, seen.time, "left")
    ends = np.searchsorted(real.time, seen.time, "right")
    for row, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if start < end:
            apart = real.position[start:end] - seen.position[row]
            squares = (apart * apart).sum(axis=1)
            if squares.min() < distance * distance:
                nearest[row] = real.name[start + squares.argmin()]
    return nearest


def _segments(
    seen: Rows, nearest: np.ndarray, confirm: int, misses: int
) -> Iterator[Segment]:
    """Yield when which track was on which truth."""
    for track in range(seen.objects):
        rows = np.flatnonzero(seen.name == track)
        for truth, first, last in _runs(nearest[rows].tolist(), confirm, misses):
            yield Segment(
                track, truth, int(seen.time[rows[first]]), int(seen.time[rows[last]])
            )


def _runs(
    nearest: Sequence[int], confirm: int, misses: int
) -> Iterator[tuple[int, int, int]]:
    """Yield a track's truths, each with the first and last of its instants on it."""
    held, first, last = NONE, 0, 0
    candidate, began = NONE, 0
    for row, near in enumerate(nearest):
        if near != candidate:
            candidate, began = near, row
        if near == held:
            last = row
        elif held != NONE and row - last >= misses:
            yield held, first, last
            held = NONE
        if held == NONE and candidate != NONE and row - began + 1 >= confirm:
            held, first, last = candidate, began, row
    if held != NONE:
        yield held, first, last


def _pairs(
    real: Rows, seen: Rows, segments: Sequence[Segment]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of truth and of tracks that belong together."""
    place = {
        key: row
        for row, key in enumerate(
            zip(real.name.tolist(), real.time.tolist(), strict=True)
        )
    }
    there, theirs = [], []
    for segment in segments:
        within = (seen.time >= segment.start) & (seen.time <= segment.end)
        for row in np.flatnonzero(within & (seen.name == segment.track)).tolist():
            found = place.get((segment.truth, int(seen.time[row])))
            if found is not None:
                there.append(found)
                theirs.append(row)
    return np.array(there, np.int64), np.array(theirs, np.int64)


class Times(NamedTuple):
    """How long one truth lived and was tracked, in microseconds."""

    life: int
    tracked: int
    longest: int  #: under one track
    needed: int  #: fewest segments that cover the time tracked


def _times(real: Rows, segments: Sequence[Segment], truth: int) -> Times:
    """Return how long a truth lived and was tracked, and by how many tracks."""
    stamps = real.time[real.name == truth]
    mine = [each for each in segments if each.truth == truth]
    by_track: dict[int, int] = {}
    for each in mine:
        by_track[each.track] = by_track.get(each.track, 0) + each.end - each.start
    return Times(
        int(stamps[-1] - stamps[0]),
        _covered(mine),
        max(by_track.values(), default=0),
        _needed(mine, stamps),
    )


def _covered(segments: Sequence[Segment]) -> int:
    """Return how long at least one segment lasts."""
    total, until = 0, None
    for each in sorted(segments, key=lambda one: one.start):
        start = each.start if until is None else max(each.start, until)
        total += max(each.end - start, 0)
        until = max(each.end, start)
    return total


def _needed(segments: Sequence[Segment], stamps: np.ndarray) -> int:
    """Return the fewest segments that cover every instant that some segment covers."""
    needed, ahead = 0, list(segments)
    at = stamps[0]
    while ahead:
        at = max(at, min(each.start for each in ahead))
        until = max(each.end for each in ahead if each.start <= at)
        needed += 1
        ahead = [each for each in ahead if each.end > until]
        if ahead:
            at = stamps[np.searchsorted(stamps, until, "right")]
    return needed
