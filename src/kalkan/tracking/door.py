"""The Python door: `kalkan.track`."""

import functools
import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from kalkan._record import unwrap
from kalkan.engine.belief import Belief
from kalkan.engine.kinds import TrackStatus
from kalkan.errors import UserError
from kalkan.tracking.compiling import prepare
from kalkan.tracking.follow import Flow, Lines, Spreads, follow
from kalkan.tracking.plots import Seen, read_plots
from kalkan.tracking.radars import Radars
from kalkan.tracking.room import frame_of, picture, sensors_of
from kalkan.tracking.sensors import read_sensors
from kalkan.tracking.steps import Steps, steps_of
from kalkan.tracking.tracks import Noted, joined, tracks_of

LINES = 20_000  #: snapshots of tracks that are kept before what is false is dropped
PLOTS = 20_000  #: that are taken in between two reports of progress
SHOTS_MAX = 10_000_000  #: snapshots of a run
_prepare = functools.cache(prepare)  #: a look into the cache takes a while
Report = Callable[[int, int], None]  #: told plots taken in, and of how many


class Tracked(NamedTuple):
    """Tracks, and what became of the plots."""

    tracks: pl.DataFrame
    plots: int  #: taken in
    used: int  #: of them, those that fed a track that there was
    scans: int
    snapshots: int
    seconds: float  #: from the first plot to the last


def track(
    plots: Any, sensors: Any, *, every: float | None = None, full: bool = False
) -> pl.DataFrame:
    """Return the tracks of plots.

    Parameters
    ----------
    plots
        A CSV or Parquet file, a data frame of polars or pandas, a structured array or
        a mapping of columns: ``time_s``, ``sensor``, ``range_m``, ``azimuth_deg``
        (clockwise from north) and, where measured, ``elevation_deg`` and
        ``radial_speed_mps``; in order of time.
    sensors
        The radars: a YAML file in the form of docs/tracking.md, a mapping with the same
        content, or `kalkan.tracking.Radars`.
    every
        Time between two rows of a track; a row at the end of every scan when None. [s]
    full
        Whether columns are added: ``firm``, ``hits``, ``updated_s``, covariances and,
        where a radar has a latitude, ``lat_deg``, ``lon_deg`` and ``altitude_m``.

    Returns
    -------
    ``time_s``, ``track``, ``x_m``, ``y_m``, ``z_m``, ``vx_mps``, ``vy_mps``,
    ``vz_mps``: east, north, up of the origin; the rows of every track that was ever
    confirmed, from its first plot to its last, by time and number.

    Raises
    ------
    UserError
        When plots or sensors say what they may not: one line with the place, what is
        wrong and what would be right.

    Examples
    --------
    >>> import kalkan as kk
    >>> time = [0.0, 4.0, 8.0, 12.0]
    >>> plots = {"time_s": time, "sensor": ["north"] * 4, "azimuth_deg": [90.0] * 4}
    >>> plots |= {"range_m": [20000.0, 21000.0, 22000.0, 23000.0]}
    >>> north = {"at": {"east": "0 m", "north": "0 m"}, "period": "4 s"}
    >>> north |= {"range-error": "50 m", "azimuth-error": "0.2 deg"}
    >>> tracks = kk.track(plots, {"sensors": {"north": north}})
    >>> [round(x / 1e3) for x in tracks["x_m"]]
    [20, 21, 22, 23]
    """
    return track_all(plots, sensors, every, full).tracks


def track_all(
    plots: Any,
    sensors: Any,
    every: float | None = None,
    full: bool = False,
    report: Report | None = None,
) -> Tracked:
    """Return tracks with what became of the plots; as `track`."""
    if every is not None and not 0.0 < every < math.inf:
        raise UserError(f"every: {every:g} is out of bounds; give seconds, above 0")
    radars = read_sensors(sensors)
    seen = read_plots(plots, radars)
    begin = float(seen.time.min())
    seconds = float(seen.arrival[-1]) - begin
    if every is not None and seconds / every > SHOTS_MAX:
        raise UserError(
            f"every: {every:g} s makes more than {SHOTS_MAX:,} snapshots of these "
            f"{seconds:,.0f} s; give more"
        )
    _prepare()
    steps = steps_of(seen, radars, every)
    run = Run(radars, seen, steps, begin, full)
    lines, used = run.lines(report or (lambda done, total: None))
    tracks = tracks_of(lines, steps.shots, begin, run.frame, radars, full)
    scans = np.unique(np.stack([seen.sensor, steps.scan]), axis=1).shape[1]
    return Tracked(tracks, seen.time.size, used, scans, steps.shots.size, seconds)


class Run:
    """One tracker on one table of plots, with as much room as it takes."""

    def __init__(
        self, radars: Radars, seen: Seen, steps: Steps, begin: float, full: bool
    ) -> None:
        self.frame = frame_of(radars)
        self.sensors = sensors_of(radars, self.frame)
        self.plane, self.full = radars.is_plane, full
        self.flow = Flow(
            seen.time - begin,
            seen.arrival - begin,
            seen.sensor,
            steps.scan,
            seen.measured,
            seen.sigma,
            steps.last,
            steps.end - begin,
            steps.work,
            steps.shot,
        )
        self.plots = int(np.diff(steps.last, prepend=0).max())
        self.room = 256 + 4 * self.plots

    def lines(self, report: Report) -> tuple[Noted, int]:
        """Return the lines of tracks that were ever firm, and the plots that fed any.

        When every slot was taken the run is made again with twice as many.
        """
        while True:
            found = self._lines(report)
            if found is not None:
                return found
            self.room *= 2

    def _lines(self, report: Report) -> tuple[Noted, int] | None:
        belief = picture(self.room, self.plots, self.sensors.period.shape[0])
        room = max(LINES, 2 * self.room)
        lines, spreads = Lines.zeros(room), Spreads.zeros(room if self.full else 0)
        noted = Noted(unwrap(lines), unwrap(spreads))
        firm, unsure = [], noted.first(0)
        step, used, total = 0, 0, int(self.flow.last[-1])
        while step < self.flow.end.size:
            step, many, fed = self._go_on(belief, lines, spreads, step)
            if belief.used[0] == self.room:
                return None
            used += fed
            found = joined([unsure, noted.first(many)])
            firm.append(found.of(_firm(found.lines)))
            unsure = found.of(_tentative(belief))
            report(int(self.flow.last[step - 1]), total)
        return joined(firm), used

    def _go_on(
        self, belief: Belief, lines: Lines, spreads: Spreads, step: int
    ) -> tuple[int, int, int]:
        """Take some more steps."""
        done = self.flow.last[step - 1] if step else 0
        last = int(np.searchsorted(self.flow.last, done + PLOTS, "right"))
        return follow(
            self.frame,
            self.sensors,
            belief,
            self.flow,
            lines,
            spreads,
            self.plane,
            step,
            max(step + 1, last),
        )


def _firm(lines: np.ndarray) -> np.ndarray:
    """Return the numbers of the tracks that are firm in some line."""
    return np.unique(lines["number"][lines["firm"] == 1])


def _tentative(belief: Belief) -> np.ndarray:
    """Return the numbers of the tracks that may yet become firm."""
    tracks = belief.tracks
    return np.asarray(tracks.number[tracks.status == TrackStatus.TENTATIVE.value])
