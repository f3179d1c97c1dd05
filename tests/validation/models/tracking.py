"""`kalkan.track` beside Stone Soup, and on recorded flights."""

import functools
import importlib.util
import sys
from pathlib import Path

import numpy as np

import kalkan
from tests.validation import dossier
from tests.validation.dossier import Row, Table
from tests.validation.scene import frozen, scene, score

ROOT = Path(__file__).resolve().parents[3]
SOUP = "Stone Soup 1.9.1, GNN and an EKF of the true motion: tests/validation/soup.py."
FLOWN = "the flights themselves."
COMPILED = {"frozen", "seeds", "clutter", "detection", "flights"}

WITHIN = {  # what Kalkan may differ by from a tracker that knows the motion
    "completeness": 0.02,
    "spuriousness": 0.03,
    "position": 5.0,
    "ospa": 35.0,
    "gospa": 100.0,
    "tracks": 1.0,
}
_LABELS = {"position": "position error [m]", "ospa": "OSPA [m]", "gospa": "GOSPA [m]"}


@functools.cache
def _of(seed, clutter, pd):
    """Return scene, tracks and their score."""
    given = frozen() if seed == 0 else scene(seed, clutter=clutter, pd=pd)
    tracks = kalkan.track(given.named(), given.sensors())
    return given, tracks, score(given.truth, tracks)


def _rows(names, is_chosen, label):
    """Return rows of what Stone Soup scored and what Kalkan does."""
    rows = []
    for line in dossier.read("tracking.csv"):
        seed, clutter, pd = int(line["seed"]), float(line["clutter"]), float(line["pd"])
        if is_chosen(seed):
            ours = _of(seed, clutter, pd)[2]._asdict()
            which = label.format(seed=seed, clutter=clutter, pd=pd)
            rows += [
                Row(
                    which + _LABELS.get(name, name),
                    float(line[name]),
                    float(ours[name]),
                    WITHIN[name],
                )
                for name in names
            ]
    return rows


def table_frozen():
    """The frozen scenario."""
    return Table(_rows(WITHIN, lambda seed: seed == 0, ""), "1, m", SOUP, digits=4)


def seeds():
    """Other draws of the same."""
    names = ("completeness", "position", "ospa", "tracks")
    rows = _rows(names, lambda seed: 0 < seed < 10, "seed {seed}, ")
    return Table(rows, "1, m", SOUP, digits=4)


def clutter():
    """More and fewer false plots."""
    names = ("completeness", "ospa", "tracks")
    chosen = _rows(names, lambda seed: seed == 11, "{clutter:g} a scan, ")
    return Table(chosen, "1, m", SOUP, digits=4)


def detection():
    """Other probabilities of detection."""
    names = ("completeness", "ospa", "tracks")
    chosen = _rows(names, lambda seed: seed == 12, "Pd {pd:g}, ")
    return Table(chosen, "1, m", SOUP, digits=4)


@functools.cache
def example():
    """Return the example that flies recorded flights past radars."""
    path = ROOT / "examples" / "track_flights.py"
    spec = importlib.util.spec_from_file_location("track_flights", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def flights():
    """Flights flown by JSBSim, past three radars."""
    module = example()
    truth, _, tracks, _ = module.track_flights(ROOT / "scenarios" / "tracks")
    found = module.scores(truth, tracks)
    best = (
        ("tracks", 3.0, 1.0),
        ("completeness", 1.0, 0.03),
        ("ambiguity", 1.0, 0.02),
        ("spuriousness", 0.0, 0.06),
        ("longest_segment", 1.0, 0.05),
        ("position_error_m", 0.0, 150.0),
        ("height_error_m", 0.0, 200.0),
    )
    rows = [
        Row(name.replace("_", " "), ideal, found[name], within)
        for name, ideal, within in best
    ]
    return Table(rows, "1, m", FLOWN, digits=4)


def picture(axes):
    """Draw what there was, what was plotted and what was made of it."""
    given, tracks, _ = _of(0, 20.0, 0.9)
    azimuth = np.radians(given.plots["azimuth_deg"])
    x, y = (given.plots["range_m"] * turn(azimuth) for turn in (np.sin, np.cos))
    axes.plot(
        x / 1e3, y / 1e3, ".", color="0.75", ms=1.5, label="plots", rasterized=True
    )
    for target in np.unique(given.truth["truth"]):
        mine = given.truth["truth"] == target
        flown = given.truth["x_m"][mine] / 1e3, given.truth["y_m"][mine] / 1e3
        label = "targets" if target == 0 else None
        axes.plot(*flown, color="C0", linewidth=4.0, alpha=0.35, label=label)
    for number, one in tracks.group_by("track", maintain_order=True):
        label = "tracks" if number[0] == 1 else None
        axes.plot(one["x_m"] / 1e3, one["y_m"] / 1e3, color="C3", lw=0.9, label=label)
    axes.set(xlabel="east [km]", ylabel="north [km]", aspect="equal")
    axes.set_xlim(-100.0, 100.0)
    axes.set_ylim(-100.0, 100.0)
    axes.legend(loc="upper left", bbox_to_anchor=(1.02, 1.0))
    return "The frozen scenario: 20 targets, 3384 plots in 100 scans, and the tracks."


TABLES = {
    "frozen": table_frozen,
    "seeds": seeds,
    "clutter": clutter,
    "detection": detection,
    "flights": flights,
}
FIGURES = {"picture": picture}
