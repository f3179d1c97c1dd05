"""The tracker on a frozen scenario in clutter that another tracker has also run.

`data/clutter.npz`: 20 targets in nearly-constant velocity, 150 to 300 m/s, white
acceleration of 1 m² s⁻³, 10 of them born and dying in between; one radar that measures
range (50 m) and bearing (0.2 degrees, anticlockwise from east) every 4 s, detecting 0.9
of them and 20 false ones a scan up to 100 km; 100 scans.  `truth` holds scan, target,
x, vx, y, vy; `meas` scan, range, bearing and the target, -1 for clutter.

Stone Soup 1.9.1 (D. Last et al., "Stone Soup: announcement of beta release of an
open-source framework for tracking and state estimation", *Proc. SPIE* 11018, 2019)
gives, with global nearest neighbour and an extended filter of the true noise:
completeness 0.999, spurious 0.026, mean position error 74.6 m.  With the right plot
always known the error is 69.2 m; that of the plots alone is 109.8 m.
"""

import math
from pathlib import Path

import numpy as np
import pytest

from kalkan.engine.kinds import TrackStatus
from kalkan.engine.track import track
from kalkan.physics.geodesy import aer2enu
from unit.engine.build_belief import DT, add_plot, held, picture

PERIOD, SCANS, SETTLED = 4.0, 100, 10
SIGMA = (50.0, math.radians(0.2), 5e-4)
FLAT = np.array([1.0, 0, 0, 0, 1, 0, 0, 0, 1])


@pytest.fixture(scope="module")
def scans():
    """Return, by scan after the tenth, truth and firm tracks: x, y, vx, vy, …."""
    data = np.load(Path(__file__).parent / "data" / "clutter.npz")
    model, state = picture(tracks=128, plots=256, pairs=2048, periods=(PERIOD,))
    sensors = model.plan.sensors  # as the crew knows its radar
    sensors.false_rate[:], sensors.range_max[:] = 20.0, 100e3
    found = []
    for scan in range(SCANS):
        time = PERIOD * scan
        for _, range_, bearing, _ in data["meas"][data["meas"][:, 0] == scan]:
            place = aer2enu(FLAT, range_, math.pi / 2.0 - bearing, 0.0)
            k = add_plot(model, state, place, time, scan=scan, sigma=SIGMA)
            state.belief.plots.axes[k] = FLAT
            state.belief.plots.measured[k] = (range_, math.pi / 2.0 - bearing, 0.0)
        for tick in range(round(time / DT), round((time + PERIOD) / DT)):
            track(model, state, tick)
            if tick == round(time / DT) and scan >= SETTLED:
                there = data["truth"][data["truth"][:, 0] == scan]
                found.append((there, _firm(state.belief.tracks, state, time)))
    return found


def _firm(tracks, state, time):
    """Return number, x, y, vx, vy, age and covariance of every firm track at `time`."""
    rows = []
    for i in held(state, TrackStatus.CONFIRMED):
        ago, mean = time - tracks.time[i], tracks.estimate[i]
        plane = mean[:2] + ago * mean[3:5]
        p = tracks.covariance[i].reshape(6, 6)[np.ix_([0, 1, 3, 4], [0, 1, 3, 4])]
        rows.append((tracks.number[i], np.r_[plane, mean[3:5]], ago, p.copy()))
    return rows


def _match(there, firm):
    """Return pairs (target, track) nearest overall, and nearer than 1 km."""
    optimize = pytest.importorskip("scipy.optimize")
    place = there[:, [2, 4]]
    away = np.linalg.norm(
        place[:, None] - np.array([row[1][:2] for row in firm])[None], axis=2
    )
    rows, columns = optimize.linear_sum_assignment(np.minimum(away, 1000.0))
    return [(r, c) for r, c in zip(rows, columns, strict=True) if away[r, c] < 1000.0]


@pytest.mark.compiled
@pytest.mark.validation
def test_track__holds_the_targets_and_little_else(scans):
    complete, spurious = [], []
    for there, firm in scans:
        pairs = _match(there, firm)
        complete.append(len(pairs) / len(there))
        spurious.append(1.0 - len(pairs) / len(firm))
    assert np.mean(complete) > 0.97
    assert np.mean(spurious) < 0.10


@pytest.mark.compiled
@pytest.mark.validation
def test_track__is_as_precise_as_the_plots_allow(scans):
    errors, nees, last, switches = [], [], {}, 0
    for there, firm in scans:
        for row, column in _match(there, firm):
            number, mean, ago, p = firm[column]
            error = mean - there[row, [2, 4, 3, 5]]
            errors.append(np.hypot(error[0], error[1]))
            if ago == 0.0:
                nees.append(error @ np.linalg.solve(p, error))
            switches += last.setdefault(there[row, 1], number) != number
            last[there[row, 1]] = number
    assert 69.2 < np.mean(errors) < 80.0
    assert 2.0 < np.mean(nees) < 4.5  # 4 for the true noise; more is expected than is
    assert switches <= 2
