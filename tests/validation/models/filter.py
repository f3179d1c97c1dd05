"""The tracking filter beside closed forms, another filter, and its own opinion."""

import math
from functools import cache

import numpy as np

from kalkan.physics.falling import fall_step
from kalkan.physics.intake import take_plot_now
from kalkan.physics.modes import Mode
from kalkan.physics.packed import position_gain, shake, straight_step, take
from kalkan.physics.sight import directions
from tests.unit.physics import dense
from tests.unit.physics.test_falling import _fly, _state
from tests.validation import filter_runs as runs
from tests.validation.dossier import Row, Table, read

FAR, FINE = 1e9, np.array([50.0, 1e-9, 1e-9])  # range alone counts
BOOK = "Bar-Shalom, Li, Kirubarajan 2001, section 5.4"
FLAT = np.array([50.0, 2e-3, math.inf])
SOUP = "Stone Soup 1.9.1, KalmanPredictor and KalmanUpdater, after 12 plots."
NAMES = ("mx", "my", "mz", "mvx", "mvy", "mvz")
SPREADS = ("pxx", "pyy", "pzz", "pvxvx", "pvyvy", "pvzvz", "pxvx", "pyvy", "pzvz")


def _settled(index, step, sigma):
    """Return P before and after a plot along the range, when it has settled."""
    power = (index * sigma / step**2) ** 2
    noise = np.zeros((7, 7))
    half = np.array([[step**4 / 4.0, step**3 / 2.0], [step**3 / 2.0, step**2]])
    noise[:6, :6] = np.kron(power * half, np.eye(3))
    packed, added = dense.packed(np.diag([1e6] * 6 + [0.0])), dense.packed(noise)
    before = packed
    for _ in range(200):
        straight_step(packed, step)
        packed += added
        before = packed.copy()
        mean = np.array([0.0, FAR, 0.0, 0.0, 0.0, 0.0, 0.0])
        radar = runs.ORIGIN, runs.FLAT
        take_plot_now(mean, packed, *radar, FAR, directions(0.0, 0.0), FINE)
    return dense.unpacked(before), dense.unpacked(packed)


def kalata():
    """Gains of the settled filter."""
    rows, step, sigma = [], 4.0, FINE[0]
    for index in (0.1, 0.5, 1.0, 2.0):
        r = (4.0 + index - math.sqrt(8.0 * index + index**2)) / 4.0
        alpha = 1.0 - r**2
        beta = 2.0 * (2.0 - alpha) - 4.0 * math.sqrt(1.0 - alpha)
        before, after = _settled(index, step, sigma)
        s = before[1, 1] + sigma**2
        rows += [
            Row(f"α at λ = {index:g}", alpha, after[1, 1] / sigma**2, 1e-6),
            Row(f"β at λ = {index:g}", beta, step * before[4, 1] / s, 1e-6),
        ]
    return Table(rows, "1", "P. R. Kalata 1984, in closed form.", 10)


def linear():
    """A linear filter, plot by plot."""
    mean = np.array([1000.0, 5000.0, 9000.0, -200.0, 150.0, 10.0, 0.0])
    packed = dense.packed(np.diag([1e4, 2e4, 3e4, 900.0, 1600.0, 400.0, 0.0]))
    now, table = 0.0, read("filter_linear.csv")
    for row in table:
        dt, now = float(row["time_s"]) - now, float(row["time_s"])
        mean[:3] += dt * mean[3:6]
        straight_step(packed, dt)
        shake(packed, dt, 2.5)
        for c, sigma in enumerate((40.0, 75.0, 120.0)):
            g = position_gain(packed, *np.eye(3)[c])
            surprise = float(row[f"{'xyz'[c]}_m"]) - mean[c]
            take(mean, packed, g, surprise, g[c] + sigma**2)
    p, last = dense.unpacked(packed), table[-1]
    ours = [*mean[:6], *np.diag(p)[:6], p[0, 3], p[1, 4], p[2, 5]]
    rows = []
    for name, value in zip(NAMES + SPREADS, ours, strict=True):
        wanted = float(last[name])
        rows.append(Row(name, wanted, float(value), 1e-9 * max(1.0, abs(wanted))))
    return Table(rows, "m, s", SOUP, 12)


def falls():
    """Free fall of 5 s, beside a fine integration of the full equations."""
    rows = []
    for height, speed in ((150e3, 1800.0), (60e3, 2000.0), (30e3, 1700.0)):
        start = _state(height, speed)
        expected, mean = _fly(start, 5.0), start.copy()
        fall_step(runs.FRAME, mean, np.zeros(28), 5.0)
        label = f"from {height / 1e3:g} km at {speed:g} m/s"
        for name, c in (("east", 0), ("up", 2)):
            rows.append(Row(f"{label}: {name}", expected[c], mean[c], 10.0))
    source = "Runge and Kutta's steps of 0.02 s: J2, a turning Earth, the 1976 air."
    return Table(rows, "m", source, 8)


def _row(label, mean, many, count):
    """Return a row of a mean over its degrees of freedom, within 99.9 % bounds."""
    freedom = many * count
    # Wilson and Hilferty's cube root of chi-square, at 3.29 standard deviations
    part = 2.0 / (9.0 * freedom)
    bound = max(abs((1.0 - part + s * math.sqrt(part)) ** 3 - 1.0) for s in (-3.3, 3.3))
    return Row(label, 1.0, float(mean) / many, bound)


RUNS, PLOTS = 60, 20


def single():
    """Each mode by itself: errors and innovations over their covariances."""
    rows = []
    for mode in Mode:
        period = 1.0 if mode == Mode.BALLISTIC else runs.PERIOD
        nees, nis = runs.one_mode(mode, runs.SIGMA, RUNS, PLOTS, period)
        rows.append(_row(f"{mode.name}: NEES / 6", nees.mean(), 6, RUNS))
        rows.append(_row(f"{mode.name}: NIS / 3", nis.mean(), 3, RUNS * PLOTS))
    for mode in (Mode.CV, Mode.CT):
        nees, _ = runs.one_mode(mode, FLAT, RUNS, PLOTS, runs.PERIOD)
        label = f"{mode.name}, no elevation: NEES in the plane / 4"
        rows.append(_row(label, nees.mean(), 4, RUNS))
    return Table(rows, "1", f"chi-square's mean, within 99.9 %; {BOOK}.", 4)


def together():
    """The modes together, on targets that change their way of moving."""
    rows = []
    for label, sigma, late in (
        ("", runs.SIGMA, False),
        (", no elevation", FLAT, False),
        (", every third plot late", runs.SIGMA, True),
    ):
        many = 4 if sigma[2] == math.inf else 6
        nees, nis = runs.together(RUNS, PLOTS, sigma, late)
        rows.append(_row(f"IMM{label}: NEES / {many}", nees[:, -1].mean(), many, RUNS))
        if not label:
            rows.append(_row("IMM: NIS / 3", nis.mean(), 3, len(nis)))
    return Table(rows, "1", f"chi-square's mean, within 99.9 %; {BOOK}.", 4)


@cache
def compared(name, count=20):
    """Return errors of the models together, of one model for all, of a quiet one."""
    how = runs.MANOEUVRES[name]
    given = how, runs.PERIOD, count
    ways = runs.by_imm, runs.by_one(0.0), runs.by_one(1.0)
    return tuple(runs.errors(way, *given) for way in ways)


def turns():
    """Errors in manoeuvres, beside one model that is as agile as the class."""
    rows = []
    for name in runs.MANOEUVRES:
        ours, agile, quiet = compared(name)
        best = quiet if name == "straight" else agile
        slacks = (0.1, 0.35) if name == "straight" else (0.4, 0.4)
        for what, one, other, slack in (
            ("position", best.place, ours.place, slacks[0]),
            ("velocity", best.pace, ours.pace, slacks[1]),
        ):
            rows.append(Row(f"{name}: {what}", float(one), float(other), slack * one))
    source = (
        "the same plots, constant velocity alone: with the class's agility, on the "
        "straight with the flight's own noise, which is the optimum."
    )
    return Table(rows, "m, m/s", source, 3)


def turn(axes):
    """Draw the error in a turn, of the models together and of one model."""
    how = runs.MANOEUVRES["fighter, 3 g for 15 s"]
    ways = {
        "three models": (runs.by_imm, "-"),
        "one, agile": (runs.by_one(0.0), "--"),
        "one, quiet": (runs.by_one(1.0), ":"),
    }
    period, count = 1.0, 40
    for label, (way, dash) in ways.items():
        gaps = []
        for run in range(count):
            flight = runs.flown(run, how, period)
            gap = way(flight, how, period) - flight.truth[:, :6]
            gaps.append(np.linalg.norm(gap[:, :3], axis=1)[:142])
        time = np.arange(len(gaps[0])) - runs.LEAD
        rms = np.sqrt(np.mean(np.square(gaps), axis=0))
        axes.plot(time, rms, dash, label=label)
    axes.axvspan(0.0, how.time, alpha=0.12, color="grey", linewidth=0.0)
    axes.set(xlim=(-40, 60), ylim=(0, 600))
    axes.set(xlabel="time from the start of the turn [s]", ylabel="error [m]")
    axes.legend()
    return (
        "Root mean square error of position over 40 flights of 250 m/s at 60 to 110 km "
        "with a turn of 3 g for 15 s (grey), plots every second: the three models "
        "together are about as quiet as the quiet filter before the turn, and nearer "
        "than the agile one in it; the quiet one loses the target (it peaks beyond the "
        "frame)."
    )


TABLES = {
    "kalata": kalata,
    "linear": linear,
    "falls": falls,
    "single": single,
    "together": together,
    "turns": turns,
}
FIGURES = {"turn": turn}
