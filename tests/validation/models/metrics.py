"""Metrics of tracking beside an exhaustive search and the reference tracker."""

import numpy as np

from kalkan import metrics
from tests.validation.dossier import Row, Table, read

SETS = {
    "T": [(0.0, 0.0), (100.0, 0.0), (0.0, 200.0)],
    "E": [(3.0, 4.0), (100.0, 12.0)],
    "F": [(3.0, 4.0), (100.0, 12.0), (0.0, 190.0), (500.0, 500.0)],
    "G": [(60.0, 0.0)],
    "O": np.zeros((0, 2)),
}
SEARCH = "every assignment tried; Stone Soup 1.9.1 gives the same."
SOUP = "Stone Soup 1.9.1, SIAPMetrics with TrackToTruth."
NUMBERS = ("time_s", "track", "x_m", "y_m", "vx_mps", "vy_mps")


def _cases():
    for row in read("point_sets.csv"):
        pair = SETS[row["truth"]], SETS[row["estimate"]]
        label = f"{row['truth']}, {row['estimate']}; c = {row['c']} m, p = {row['p']}"
        yield label, row, (*pair, float(row["c"]), float(row["p"]))


def values():
    """OSPA and GOSPA of small sets."""
    rows = []
    for label, row, case in _cases():
        ours = {"ospa": metrics.ospa(*case), "gospa": metrics.gospa(*case).value}
        for name, value in ours.items():
            rows.append(
                Row(f"{name.upper()} of {label}", float(row[name]), value, 1e-9)
            )
    return Table(rows, "m", SEARCH, digits=12)


def parts():
    """What GOSPA is made of."""
    rows = []
    for label, row, case in _cases():
        found = metrics.gospa(*case)
        rows += [
            Row(f"{name}: {label}", float(row[name]), getattr(found, name), 1e-9)
            for name in ("localisation", "missed", "false")
        ]
    return Table(rows, "m^p", SEARCH, digits=12)


def tables_of_siap():
    """Truth and tracks of the example, as columns."""
    rows = read("siap_tables.csv")
    return [
        {name: np.array([float(row[name]) for row in rows if row["kind"] == kind])
         for name in NUMBERS}
        for kind in ("truth", "track")
    ]  # fmt: skip


def siap():
    """SIAP of an example with lost, doubled, renumbered and wrong tracks."""
    truth, tracks = tables_of_siap()
    rows = []
    for row in read("siap_measures.csv"):
        confirm, misses = int(row["confirm"]), int(row["misses"])
        distance = float(row["distance_m"])
        ours = metrics.siap(truth, tracks, distance, confirm=confirm, misses=misses)
        for name in metrics.Siap._fields:
            label = f"{name}: {distance:g} m, {confirm} to begin, {misses} to end"
            rows.append(Row(label, float(row[name]), getattr(ours, name), 1e-9))
    return Table(rows, "1, m, m s⁻¹, s⁻¹", SOUP, digits=10)


def drift(axes):
    """Draw both distances while one of two estimates moves away from its target."""
    truth = [[0.0, 0.0], [1000.0, 0.0]]
    away = np.linspace(0.0, 160.0, 161)
    for p, dash in ((1.0, "--"), (2.0, "-")):
        pairs = [[[30.0, 0.0], [1000.0, x]] for x in away]
        ospa = [metrics.ospa(truth, pair, 100.0, p) for pair in pairs]
        gospa = [metrics.gospa(truth, pair, 100.0, p).value for pair in pairs]
        axes.plot(away, gospa, dash, color="C0", label=f"GOSPA, p = {p:g}")
        axes.plot(away, ospa, dash, color="C1", label=f"OSPA, p = {p:g}")
    missed = metrics.gospa(truth, [[30.0, 0.0]], 100.0, 2.0).value
    axes.axhline(missed, color="0.6", linewidth=0.8)
    axes.annotate("GOSPA, p = 2, without it", (1.0, missed + 2.0), color="0.4")
    axes.set(xlabel="error of one estimate [m]", ylabel="distance [m]")
    axes.set_xlim(0.0, 160.0)
    axes.set_ylim(0.0, 180.0)
    axes.legend(loc="upper left", ncols=2)
    return "Two targets, one estimated 30 m off and the other ever worse; c = 100 m."


TABLES = {"values": values, "parts": parts, "siap": siap}
FIGURES = {"drift": drift}
