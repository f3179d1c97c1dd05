"""Tracking: Kalkan and Stone Soup on the same plots, in one process."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
from row import Row

import kalkan
from kalkan.tracking.door import Run
from kalkan.tracking.follow import Lines, Spreads, follow
from kalkan.tracking.plots import read_plots
from kalkan.tracking.room import picture
from kalkan.tracking.sensors import read_sensors
from kalkan.tracking.steps import steps_of

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.validation.scene import PSD, SIGMA_B, SIGMA_R, Scene, frozen, scene, score
from tests.validation.soup import scans_of, stone_soup

RATIO, RATE = 3000.0, 500.0  #: times Stone Soup at 20 targets, scans a second at 300
TIMES = 15


def rows() -> Iterator[Row]:
    """Yield CPU time a scan and how good the tracks are."""
    given = frozen()
    scans = len(np.unique(given.plots["time_s"]))
    other = stone_soup(scans_of(given.rows(), SIGMA_R, SIGMA_B), PSD)
    theirs = 1e6 * other.cpu / scans
    ours, tracks = tracking(given)
    whole = door(given)
    yield Row("20 targets: Stone Soup 1.9, GNN + EKF", theirs, "µs CPU/scan")
    yield Row("20 targets: Kalkan, GNN + IMM", ours, "µs CPU/scan")
    yield Row("20 targets: kalkan.track, with its tables", whole, "µs CPU/scan")
    yield Row("20 targets: times Stone Soup", theirs / ours, "", RATIO, "higher")
    for who, made in (("Stone Soup", other.tracks), ("Kalkan", tracks)):
        found = score(given.truth, made)
        yield Row(f"OSPA, {who}", found.ospa, "m", 175.0)
        yield Row(f"completeness, {who}", found.completeness, "", 0.99, "higher")
        yield Row(f"position error, {who}", found.position, "m", note="69 to 78 m")
        yield Row(f"tracks, {who}", found.tracks, "", note="20 or 21")
    for clutter in (20.0, 300.0):
        many = scene(5, targets=300, clutter=clutter)
        spent, tracks = tracking(many)
        name = f"300 targets, {clutter:g} false plots a scan"
        yield Row(name, 1e6 / spent, "scans/s/core", RATE, "higher")
        found = score(many.truth, tracks)
        yield Row(f"{name}: completeness", found.completeness, "", 0.99, "higher")


def tracking(given: Scene) -> tuple[float, pl.DataFrame]:
    """Return the CPU of the tracker alone [µs a scan], and its tracks.

    As of Stone Soup's: from plots that are ready to be taken in, to all states.
    """
    tracks = kalkan.track(given.named(), given.sensors())
    radars = read_sensors(given.sensors())
    seen = read_plots(given.named(), radars)
    steps = steps_of(seen, radars, None)
    run = Run(radars, seen, steps, float(seen.time[0]), full=False)
    run.lines(lambda done, total: None)  # takes the room that it takes
    lines, spreads = Lines.zeros(1000 * run.room), Spreads.zeros(0)
    last, spent = run.flow.end.size, []
    for _ in range(TIMES):
        belief = picture(run.room, run.plots, len(radars.radars))
        begin = time.process_time()
        taken, _, _ = follow(
            run.frame,
            run.sensors,
            belief,
            run.flow,
            lines,
            spreads,
            run.plane,
            0,
            last,
        )
        spent.append(time.process_time() - begin)
        assert taken == last
    return 1e6 * min(spent) / steps.shots.size, tracks


def door(given: Scene) -> float:
    """Return the CPU of everything from table to table [µs a scan]."""
    scans = len(np.unique(given.plots["time_s"]))
    return _least(lambda: kalkan.track(given.named(), given.sensors())) / scans


def _least(work) -> float:
    """Return the least CPU of several turns [µs]."""
    spent = []
    for _ in range(TIMES):
        begin = time.process_time()
        work()
        spent.append(time.process_time() - begin)
    return 1e6 * min(spent)
