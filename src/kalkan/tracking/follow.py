"""The loop: plots in, and at every snapshot what the tracks are."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64, Int64

from kalkan._kernel import kernel
from kalkan._record import Record
from kalkan.constants import GRAVITY
from kalkan.engine.belief import Belief, Tracks
from kalkan.engine.duplicates import merge_duplicates
from kalkan.engine.kinds import NONE, Grade, KinematicGroup, TrackStatus
from kalkan.engine.plan import Sensors
from kalkan.engine.track import feed
from kalkan.physics.geodesy import local_up
from kalkan.physics.motion import extrapolate, propagate
from kalkan.tracking.steps import Work

CLIMB = 0.1  #: vertical speed of what stays in a plane, standard deviation [m s⁻¹]
Frame = Float64[np.ndarray, " 12"]  #: by `geodesy.frame_at`


class Flow(NamedTuple):
    """Plots and steps as the loop reads them."""

    time: Float64[np.ndarray, " plot"]  #: [s]
    arrival: Float64[np.ndarray, " plot"]  #: [s]
    sensor: Int64[np.ndarray, " plot"]
    scan: Int64[np.ndarray, " plot"]
    measured: Float64[np.ndarray, "plot 3"]  #: range [m], azimuth, elevation [rad]
    sigma: Float64[np.ndarray, "plot 3"]
    last: Int64[np.ndarray, " step"]  #: plots before it have arrived at the step's end
    end: Float64[np.ndarray, " step"]  #: [s]
    work: Int64[np.ndarray, " step"]  #: Work
    shot: Int64[np.ndarray, " step"]  #: snapshot that follows, or NONE


class Lines(Record):
    """What the tracks were at the snapshots.  Axis: line."""

    shot: Int64[np.ndarray, " line"]  #: index of the snapshot
    number: Int64[np.ndarray, " line"]  #: of the track
    firm: Int64[np.ndarray, " line"]  #: 1 when it was confirmed
    hits: Int64[np.ndarray, " line"]  #: plots that it had taken in
    updated: Float64[np.ndarray, " line"]  #: time of the last of them [s]
    estimate: Float64[np.ndarray, "line 6"]  #: position and velocity then [m, m s⁻¹]


class Spreads(Record):
    """How sure they were of it, line by line, where asked for.  Axis: spread."""

    covariance: Float64[np.ndarray, "spread 36"]  #: of the estimate, row by row


@kernel
def follow(
    frame: Frame,
    sensors: Sensors,
    belief: Belief,
    flow: Flow,
    lines: Lines,
    spreads: Spreads,
    plane: bool,
    first: int,
    last: int,
) -> tuple[int, int, int]:
    """Take steps `first` to `last`, as far as there is room for lines.

    Parameters
    ----------
    frame
        Of the tracks; shape (12,).
    sensors
        The radars.
    belief
        One picture; its queue of plots is empty before and after.
    flow
        Plots and steps.
    lines
        Overwritten from the start.
    spreads
        Likewise; empty where covariances are not wanted.
    plane
        Whether nothing leaves the plane of the radars.
    first, last
        Steps. [1]

    Returns
    -------
    The step to go on with, the lines written, and the plots that fed a track.
    """
    many, all_fed = 0, 0
    plot = flow.last[first - 1] if first > 0 else 0
    for step in range(first, last):
        if many + belief.used[0] > lines.shot.shape[0]:
            return step, many, all_fed
        while plot < flow.last[step]:
            _queue(sensors, belief, flow, plot)
            plot += 1
        if flow.work[step] != Work.NOTHING:
            fed, _ = feed(frame, sensors, belief, flow.end[step])
            all_fed += fed
            if plane:
                _flatten(belief)
        if flow.work[step] == Work.MERGE:
            merge_duplicates(frame, belief, flow.end[step])
        if flow.shot[step] != NONE:
            many = _note(frame, belief, lines, spreads, flow, step, many)
    return last, many, all_fed


@kernel
def _queue(sensors: Sensors, belief: Belief, flow: Flow, k: int) -> None:
    """Hand plot `k` to the picture."""
    plots, n, s = belief.plots, belief.waiting[0], flow.sensor[k]
    belief.waiting[0] = n + 1
    plots.picture[n], plots.sensor[n], plots.scan[n] = 0, s, flow.scan[k]
    plots.grade[n] = Grade.FIRE_CONTROL.value
    plots.time[n], plots.arrival[n] = flow.time[k], flow.arrival[k]
    plots.reply[n], plots.asked[n] = 0, 0
    for c in range(3):
        plots.origin[n, c] = sensors.position[s, c]
        plots.measured[n, c] = flow.measured[k, c]
        plots.sigma[n, c] = flow.sigma[k, c]
    for c in range(9):
        plots.axes[n, c] = sensors.axes[s, c]


@kernel
def _flatten(belief: Belief) -> None:
    """Let tracks of one plot know that they do not climb."""
    tracks = belief.tracks
    for i in range(belief.slots[0, 0], belief.used[0]):
        if tracks.hits[i] == 1 and tracks.status[i] == TrackStatus.TENTATIVE:
            tracks.covariance[i, 35] = CLIMB * CLIMB


@kernel
def _note(
    frame: np.ndarray,
    belief: Belief,
    lines: Lines,
    spreads: Spreads,
    flow: Flow,
    step: int,
    many: int,
) -> int:
    """Write a line for every track; return how many lines there are."""
    tracks, now = belief.tracks, flow.end[step]
    for i in range(belief.slots[0, 0], belief.used[0]):
        if tracks.status[i] == TrackStatus.FREE:
            continue
        lines.shot[many] = flow.shot[step]
        lines.number[many] = tracks.number[i]
        lines.firm[many] = 0
        if tracks.status[i] == TrackStatus.CONFIRMED:
            lines.firm[many] = 1
        lines.hits[many], lines.updated[many] = tracks.hits[i], tracks.updated[i]
        _carry(frame, tracks, i, now, lines, many)
        if spreads.covariance.shape[0] > 0:
            _spread(frame, tracks, i, now, spreads, many)
        many += 1
    return many


@kernel
def _carry(
    frame: np.ndarray, tracks: Tracks, i: int, now: float, lines: Lines, n: int
) -> None:
    """Write where track `i` is now."""
    dt = now - tracks.time[i]
    for c in range(6):
        lines.estimate[n, c] = tracks.estimate[i, c]
    if dt != 0.0:
        falls = bool(tracks.group[i] == KinematicGroup.BALLISTIC)
        x, y, z = extrapolate(tracks.estimate[i], frame, dt, falls)
        lines.estimate[n, 0], lines.estimate[n, 1], lines.estimate[n, 2] = x, y, z
        if falls:
            ux, uy, uz = local_up(frame, x, y, z)
            lines.estimate[n, 3] -= dt * GRAVITY * ux
            lines.estimate[n, 4] -= dt * GRAVITY * uy
            lines.estimate[n, 5] -= dt * GRAVITY * uz


@kernel
def _spread(
    frame: np.ndarray, tracks: Tracks, i: int, now: float, spreads: Spreads, n: int
) -> None:
    """Write how sure the place and velocity of track `i` are now."""
    for c in range(36):
        spreads.covariance[n, c] = tracks.covariance[i, c]
    dt, psd = now - tracks.time[i], tracks.agility[i]
    if dt > 0.0:
        square = dt * dt
        noise = psd * square * dt / 3.0, 0.5 * psd * square, psd * dt
        propagate(spreads.covariance[n], dt, noise[0], noise[1], noise[2])
