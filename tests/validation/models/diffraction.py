"""Knife edge, smooth Earth and two rays beside what Kalkan computes."""

import math

import numpy as np

from kalkan import propagation
from kalkan.constants import EARTH_RADIUS, LIGHT_SPEED
from tests.validation.dossier import Row, Table, read
from tests.validation.residues import series_loss

SERIES = "the residue series summed to {} terms with SciPy's Airy functions"

# Frequency [GHz], heights [m], distance as a share of the mutual horizon.
BEYOND = [
    (f, h1, h2, share)
    for f in (0.15, 1.3, 3.0, 9.5)
    for h1, h2 in ((10.0, 10.0), (20.0, 50.0), (15.0, 300.0), (20.0, 10000.0))
    for share in (1.1, 1.5)
]
WITHIN = [
    (f, h1, h2, share)
    for f, h1, h2 in ((0.43, 20.0, 50.0), (3.0, 20.0, 50.0), (9.5, 10.0, 10.0))
    for share in (0.8, 0.9, 0.97)
]


def knife_edge():
    rows = []
    for row in read("p526_knife_edge.csv"):
        nu, value = float(row["nu"]), float(row["approximate_dB"])
        rows.append(Row(f"ν = {nu:g}", value, propagation.knife_edge_loss(nu), 6e-6))
    return Table(rows, "dB", "ITU-R P.526-15, equation 31, computed at 40 digits.", 7)


def fresnel():
    rows = []
    for row in read("p526_knife_edge.csv"):
        nu, value = float(row["nu"]), float(row["exact_dB"])
        ours = propagation.knife_edge_loss(nu, exact=True)
        rows.append(Row(f"ν = {nu:g}", value, ours, 6e-6))
    return Table(rows, "dB", "Fresnel integrals, computed at 40 digits.", 7)


def sphere():
    rows = []
    for row in read("p526_sphere.csv"):
        value = {key: float(text) for key, text in row.items()}
        d, f = value["distance_km"], value["frequency_GHz"]
        h1, h2 = value["height1_m"], value["height2_m"]
        parts = [
            propagation.smooth_earth_loss(
                d * 1e3,
                h1,
                h2,
                f * 1e9,
                value["radius_km"] * 1e3 / EARTH_RADIUS,
                ground=ground,
                vertical=bool(value["vertical"]),
            )
            for ground in ("land", "sea")
        ]
        sea = value["sea_share"]
        ours = (1.0 - sea) * parts[0] + sea * parts[1]
        label = f"{f * 1e3:g} MHz, {d:g} km, {h1:.0f} m, {h2:.0f} m, {sea:.0%} sea"
        label += ", vertical" if value["vertical"] else ""
        rows.append(Row(label, value["loss_dB"], ours, 0.01))
    source = (
        "what the reference software of ITU-R P.1812, which takes this method over, "
        "logged for its validation profiles; its constants are rounded to four digits."
    )
    return Table(rows, "dB", source, 6)


def _beside_series(cases, within, terms):
    rows = []
    for f, h1, h2, share in cases:
        d = share * propagation.mutual_horizon(h1, h2)
        reference = series_loss(d, h1, h2, f * 1e9, 4.0 / 3.0, terms)
        ours = propagation.smooth_earth_loss(d, h1, h2, f * 1e9)
        label = f"{f:g} GHz, {h1:g} m, {h2:g} m, {d / 1e3:.1f} km"
        rows.append(Row(label, reference, ours, within))
    return rows


def beyond_the_horizon():
    source = f"{SERIES.format(60)}; P.526 fits the first term."
    return Table(_beside_series(BEYOND, 1.0, 60), "dB", source, 4)


def within_the_horizon():
    source = f"{SERIES.format(1200)}; P.526 interpolates here."
    return Table(_beside_series(WITHIN, 0.5, 1200), "dB", source, 4)


def flat_earth():
    """Return peaks and nulls of two rays over a plane that mirrors all."""
    rows = []
    d, h1, f = 20e3, 10.0, 3e9
    wavelength = LIGHT_SPEED / f
    for share, name in ((0.5, "half way up"), (1.0, "first peak"), (2.0, "first null")):
        h2 = share * wavelength * d / (4.0 * h1)
        reference = 4.0 * math.sin(2.0 * math.pi * h1 * h2 / (wavelength * d)) ** 2
        ours = propagation.two_ray_gain(d, h1, h2, f, 1e12, ground=(1e9, 0.0))
        rows.append(Row(f"{name}: {h2:.2f} m", reference, ours, 2e-3))
    for h2 in (1.0, 5.0, 37.0, 140.0):
        path = math.hypot(d, h1 + h2) - math.hypot(d, h1 - h2)
        reference = 4.0 * math.sin(math.pi * path / wavelength) ** 2
        ours = propagation.two_ray_gain(d, h1, h2, f, 1e12, ground=(1e9, 0.0))
        rows.append(Row(f"{h2:g} m, by path lengths", reference, ours, 1e-3))
    source = (
        "4 sin²(2π h1 h2 / λd), Skolnik 2001, section 8.2; 3 GHz, 20 km, antenna 10 m."
    )
    return Table(rows, "1", source, 5)


def round_earth():
    """Return two rays beside the series where both hold."""
    rows = []
    for f, h1, h2, share in (
        (1.3, 20.0, 50.0, 0.5),
        (3.0, 20.0, 50.0, 0.5),
        (3.0, 20.0, 50.0, 0.6),
        (9.5, 10.0, 10.0, 0.4),
        (9.5, 10.0, 10.0, 0.5),
        (15.5, 10.0, 10.0, 0.5),
    ):
        d = share * propagation.mutual_horizon(h1, h2)
        reference = -series_loss(d, h1, h2, f * 1e9, 4.0 / 3.0)
        factor = propagation.propagation_factor(d, h1, h2, f * 1e9, surface="sea")
        label = f"{f:g} GHz, {h1:g} m, {h2:g} m, {d / 1e3:.1f} km"
        rows.append(Row(label, reference, 10.0 * math.log10(factor), 0.8))
    source = (
        f"{SERIES.format(1200)}, at distances where it converges within the horizon."
    )
    return Table(rows, "dB", source, 4)


def edges(axes):
    nu = np.linspace(-3.0, 5.0, 400)
    axes.plot(nu, propagation.knife_edge_loss(nu, exact=True), label="Fresnel")
    axes.plot(nu, propagation.knife_edge_loss(nu), "--", label="P.526")
    axes.invert_yaxis()
    axes.set_xlabel("ν")
    axes.set_ylabel("loss [dB]")
    axes.legend()
    return "Loss behind a knife edge: exact, and the approximation that battles use."


def over_the_horizon(axes):
    f, h1, h2 = 3e9, 20.0, 50.0
    limit = propagation.mutual_horizon(h1, h2)
    d = np.linspace(0.35, 1.6, 300) * limit
    for surface, name in (("sea", "sea, calm"), ("none", "no mirror")):
        factor = propagation.propagation_factor(d, h1, h2, f, surface=surface)
        axes.plot(d / 1e3, 10.0 * np.log10(factor), label=name)
    few = d[(d > 0.5 * limit)][::10]
    series = [-series_loss(one, h1, h2, f, 4.0 / 3.0) for one in few]
    axes.plot(few / 1e3, series, "k.", label="residue series")
    axes.axvline(limit / 1e3, color="grey", lw=0.8)
    axes.set_xlabel("distance [km]")
    axes.set_ylabel("relative to free space, one way [dB]")
    axes.legend()
    return (
        "3 GHz between 20 m and 50 m: two rays, diffraction by P.526, and the exact "
        "series; the line is the horizon."
    )


TABLES = {
    "knife-edge": knife_edge,
    "fresnel": fresnel,
    "sphere": sphere,
    "beyond-the-horizon": beyond_the_horizon,
    "within-the-horizon": within_the_horizon,
    "flat-earth": flat_earth,
    "round-earth": round_earth,
}
FIGURES = {"edges": edges, "over-the-horizon": over_the_horizon}
