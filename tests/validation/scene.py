"""Targets among false plots: the frozen scenario, others like it, and how to score.

Targets fly in a plane at 150 to 300 m/s towards one radar, 20 degrees off at most, with
a white acceleration of 1 m² s⁻³ along each axis; half of them are there throughout, the
others are born in scans 5 to 39 and die in scans 60 to 100.  The radar measures range
(50 m) and azimuth (0.2 degrees) every 4 s, and a number of false plots, evenly spread
over its ranges, 1 to 100 km, and azimuths.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from kalkan import metrics

PERIOD, SIGMA_R, SIGMA_B, PSD = 4.0, 50.0, np.radians(0.2), 1.0
NEAR, FAR = 1e3, 100e3
CUT = 1000.0  #: of OSPA and GOSPA, and the reach of SIAP's association [m]


class Scene(NamedTuple):
    """What there was, and what was seen of it."""

    truth: dict[str, np.ndarray]  #: time_s, truth, x_m, vx_mps, y_m, vy_mps
    plots: dict[str, np.ndarray]  #: time_s, range_m, azimuth_deg
    whose: np.ndarray  #: target of each plot, -1 of false ones; for scoring alone
    clutter: float  #: false plots expected a scan
    pd: float

    def rows(self):
        """Return time, range and azimuth in radians of every plot."""
        columns = self.plots
        return np.c_[
            columns["time_s"], columns["range_m"], np.radians(columns["azimuth_deg"])
        ]

    def named(self):
        """Return the plots as Kalkan takes them."""
        return self.plots | {"sensor": np.full(len(self.plots["time_s"]), "radar")}

    def sensors(self):
        """Return what is said of the radar."""
        radar = {
            "at": {"east": "0 m", "north": "0 m"},
            "period": "4 s",
            "range-error": "50 m",
            "azimuth-error": "0.2 deg",
            "detection-probability": self.pd,
            "false-plots": self.clutter,
            "range": ["1 km", "100 km"],
        }
        return {"sensors": {"radar": radar}}


class Score(NamedTuple):
    """How good tracks are; of each scan where it says so, then the mean."""

    completeness: float  #: SIAP [1]
    spuriousness: float  #: SIAP [1]
    position: float  #: mean error, SIAP [m]
    ospa: float  #: of each scan, order 2 [m]
    gospa: float  #: likewise [m]
    tracks: int


def frozen():
    """Return the scenario that is kept in a file, which other trackers have run."""
    data = np.load(Path(__file__).parent / "data" / "clutter.npz")
    scan, range_, bearing, whose = data["meas"].T
    plots = _plots(scan, range_, bearing)
    return Scene(_truth(data["truth"]), plots, whose, 20.0, 0.9)


def scene(seed, targets=20, clutter=20.0, pd=0.9, scans=100):
    """Return a scenario like the frozen one."""
    rng = np.random.default_rng(seed)
    truth, seen = [], []
    for target in range(targets):
        always = target < targets // 2
        first = 0 if always else int(rng.integers(5, 40))
        last = scans if always else min(scans, int(rng.integers(60, 101)))
        path = _path(rng, last - first)
        scan = np.arange(first, last)
        truth.append(np.c_[scan, np.full(scan.size, target), path])
        there = rng.random(scan.size) < pd
        range_ = np.hypot(path[:, 0], path[:, 2]) + rng.normal(0, SIGMA_R, scan.size)
        bearing = np.arctan2(path[:, 2], path[:, 0])
        bearing += rng.normal(0, SIGMA_B, scan.size)
        who = np.full(scan.size, target)
        seen.append(np.c_[scan, range_, bearing, who][there])
    count = rng.poisson(clutter, scans)
    false = np.repeat(np.arange(scans), count)
    range_, bearing = (
        rng.uniform(NEAR, FAR, false.size),
        rng.uniform(-np.pi, np.pi, false.size),
    )
    seen.append(np.c_[false, range_, bearing, np.full(false.size, -1)])
    plots = np.concatenate(seen)
    plots = plots[rng.permutation(len(plots))]
    plots = plots[np.argsort(plots[:, 0], kind="stable")]
    table = _plots(*plots.T[:3])
    return Scene(_truth(np.concatenate(truth)), table, plots[:, 3], clutter, pd)


def _path(rng, steps):
    """Return x, vx, y, vy of a target every period."""
    azimuth, speed = rng.uniform(-np.pi, np.pi), rng.uniform(150.0, 300.0)
    course = azimuth + np.pi + np.radians(rng.uniform(-20.0, 20.0))
    far, step = rng.uniform(40e3, 90e3), PERIOD
    state = np.array([far * np.cos(azimuth), speed * np.cos(course)] * 2)
    state[2:] = far * np.sin(azimuth), speed * np.sin(course)
    move = np.kron(np.eye(2), [[1.0, step], [0.0, 1.0]])
    noise = PSD * np.array([[step**3 / 3, step**2 / 2], [step**2 / 2, step]])
    root = np.kron(np.eye(2), np.linalg.cholesky(noise))
    found = []
    for _ in range(steps):
        found.append(state)
        state = move @ state + root @ rng.normal(size=4)
    return np.array(found).reshape(-1, 4)


def _truth(rows):
    names = ("time_s", "truth", "x_m", "vx_mps", "y_m", "vy_mps")
    columns = dict(zip(names, rows.T.copy(), strict=True))
    return columns | {"time_s": PERIOD * columns["time_s"]}


def _plots(scan, range_, bearing):
    azimuth = np.degrees(np.pi / 2.0 - bearing) % 360.0
    return {"time_s": PERIOD * scan, "range_m": range_, "azimuth_deg": azimuth}


def score(truth, tracks):
    """Return how good tracks are, by the columns of a plane."""
    names = ("time_s", "track", "x_m", "y_m", "vx_mps", "vy_mps")
    tracks = {name: np.asarray(tracks[name]) for name in names}
    picture = metrics.siap(truth, tracks, CUT)
    ospa, gospa = [], []
    for time in np.unique(truth["time_s"]):
        there, found = (
            np.c_[table["x_m"], table["y_m"]][np.abs(table["time_s"] - time) < 1e-6]
            for table in (truth, tracks)
        )
        ospa.append(metrics.ospa(there, found, CUT, 2.0))
        gospa.append(metrics.gospa(there, found, CUT, 2.0).value)
    return Score(
        picture.completeness,
        picture.spuriousness,
        picture.position_accuracy,
        float(np.mean(ospa)),
        float(np.mean(gospa)),
        len(np.unique(tracks["track"])),
    )


def floor(given):
    """Return the mean position error of a filter that knows all but the noise [m].

    It counts the first plot and every time without one, some of which a tracker may
    do without, so that a tracker may seem a little better.

    An extended Kalman filter with the true motion, to which each target's own plots are
    given: Y. Bar-Shalom, X. R. Li, T. Kirubarajan, *Estimation with Applications to
    Tracking and Navigation*, Wiley, 2001, section 10.3.
    """
    columns = ("time_s", "truth", "x_m", "y_m")
    truth = np.column_stack([given.truth[name] for name in columns])
    errors = []
    for target in np.unique(truth[:, 1]):
        mine = given.whose == target
        errors.extend(_filtered(given.rows()[mine], truth[truth[:, 1] == target]))
    return float(np.mean(errors))


def _filtered(plots, truth):
    """Return the error at every time of a target's life from its first plot on."""
    step, errors, seen = PERIOD, [], {row[0]: row for row in plots}
    move = np.kron(np.eye(2), [[1.0, step], [0.0, 1.0]])
    noise = PSD * np.array([[step**3 / 3, step**2 / 2], [step**2 / 2, step]])
    mean = p = None
    for time, _, *place in truth:
        if mean is not None:
            mean, p = move @ mean, move @ p @ move.T + np.kron(np.eye(2), noise)
        if time in seen:
            _, far, azimuth = seen[time]
            ray = np.array([np.sin(azimuth), np.cos(azimuth)])
            turn = np.c_[ray, far * np.array([ray[1], -ray[0]])]
            r = turn @ np.diag([SIGMA_R**2, SIGMA_B**2]) @ turn.T
            if mean is None:
                mean = np.array([far * ray[0], 0.0, far * ray[1], 0.0])
                p = np.diag([0.0, 200.0**2] * 2)
                p[np.ix_([0, 2], [0, 2])] = r
            else:
                mean, p = _updated(mean, p, far, azimuth)
        if mean is not None:
            errors.append(np.hypot(mean[0] - place[0], mean[2] - place[1]))
    return errors


def _updated(mean, p, far, azimuth):
    x, y = mean[0], mean[2]
    away = np.hypot(x, y)
    h = np.zeros((2, 4))
    h[0, [0, 2]] = x / away, y / away
    h[1, [0, 2]] = y / away**2, -x / away**2
    off = np.array([far - away, azimuth - np.arctan2(x, y)])
    off[1] = (off[1] + np.pi) % (2.0 * np.pi) - np.pi
    s = h @ p @ h.T + np.diag([SIGMA_R**2, SIGMA_B**2])
    gain = np.linalg.solve(s, h @ p).T
    return mean + gain @ off, p - gain @ h @ p
