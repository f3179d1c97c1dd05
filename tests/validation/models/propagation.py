"""Horizon, gas, rain and refraction beside what Kalkan computes."""

import math

import numpy as np

from kalkan import propagation
from tests.validation.dossier import Row, Table, read

MILLIMETRE_AN_HOUR = 1e-3 / 3600.0
STUDY_GROUP = "validation rows of ITU-R Study Group 3"
PACKAGE = "the Python package `itur` 0.4.0"
K = 4.0 / 3.0


def _floats(name):
    for row in read(name):
        yield {key: float(value) for key, value in row.items()}


def horizon():
    rows = []
    for row in _floats("horizon.csv"):
        h1, h2 = row["altitude1_m"], row["altitude2_m"]
        ours = propagation.mutual_horizon(h1, h2) / 1e3
        rows.append(Row(f"{h1:g} m and {h2:g} m", row["arc_km"], ours, 5e-4))
    for altitude in (10.0, 20.0, 30.0):
        parabola = math.sqrt(2.0 * K * 6371e3 * altitude) / 1e3
        ours = propagation.horizon(altitude) / 1e3
        rows.append(Row(f"{altitude:g} m, √(2kRh)", parabola, ours, 5e-4))
    return Table(rows, "km", "exact arcs, and the usual parabola for low antennas.", 7)


def refractivity():
    rows = []
    for row in _floats("p453.csv"):
        p, t, e = row["pressure_hPa"], row["temperature_K"], row["vapour_hPa"]
        ours = propagation.refractivity(100.0 * p, t, 100.0 * e)
        label = f"{p:g} hPa, {t:g} K, {e:g} hPa of vapour"
        rows.append(Row(label, row["refractivity"], ours, 6e-6))
    return Table(rows, "N-units", f"ITU-R P.453-13, computed with {PACKAGE}.", 8)


def gas():
    rows = []
    for row in _floats("p676.csv"):
        f, total = row["frequency_GHz"], row["oxygen_dBkm"] + row["vapour_dBkm"]
        ours = 1e3 * propagation.gas_attenuation(f * 1e9)
        rows.append(Row(f"{f:g} GHz", total, ours, 1e-6 * total))
    source = f"ITU-R P.676-12, {STUDY_GROUP}; 1013.25 hPa, 288.15 K, 7.5 g/m³."
    return Table(rows, "dB/km", source, 8)


def other_air():
    rows = []
    for row in _floats("p676_air.csv"):
        f, p, t = row["frequency_GHz"], row["pressure_hPa"], row["temperature_K"]
        rho, total = row["vapour_gm3"], row["oxygen_dBkm"] + row["vapour_dBkm"]
        ours = 1e3 * propagation.gas_attenuation(f * 1e9, 100.0 * p, t, 1e-3 * rho)
        label = f"{f:g} GHz, {p:g} hPa, {t:g} K, {rho:g} g/m³"
        rows.append(Row(label, total, ours, 1e-8 * total))
    return Table(rows, "dB/km", f"ITU-R P.676-12, computed with {PACKAGE}.", 8)


def slant():
    rows = []
    for row in _floats("p676_slant.csv"):
        f, elevation, loss = row["frequency_GHz"], row["elevation_deg"], row["loss_dB"]
        ours = propagation.slant_loss(f * 1e9, math.radians(elevation))
        rows.append(Row(f"{f:g} GHz, {elevation:g}°", loss, ours, 6e-3 * loss))
    source = (
        f"ITU-R P.676-12, section 2.2, computed with {PACKAGE}: 922 layers, each with "
        "the air at its foot, which is half a layer's 1 % too much."
    )
    return Table(rows, "dB", source, 5)


def rain():
    rows = []
    for row in _floats("p838.csv"):
        f, rate, tilt = row["frequency_GHz"], row["rate_mmh"], row["tilt_deg"]
        elevation, gamma = row["elevation_deg"], row["gamma_dBkm"]
        ours = 1e3 * propagation.rain_attenuation(
            f * 1e9,
            rate * MILLIMETRE_AN_HOUR,
            math.radians(elevation),
            math.radians(tilt),
        )
        label = f"{f:g} GHz, {rate:.1f} mm/h, {elevation:.1f}°, tilt {tilt:g}°"
        rows.append(Row(label, gamma, ours, 1e-8 * gamma))
    return Table(rows, "dB/km", f"ITU-R P.838-3, {STUDY_GROUP}.", 9)


def rain_coefficients():
    rows = []
    for row in _floats("p838_coefficients.csv"):
        f = row["frequency_GHz"]
        for letter, tilt in (("h", 0.0), ("v", 0.5 * math.pi)):
            found = propagation.rain_coefficients(f * 1e9, 0.0, tilt)
            for name, ours in zip(("k", "alpha"), found, strict=True):
                value = row[f"{name}_{letter}"]
                label = f"{f:g} GHz, {name} {letter.upper()}"
                rows.append(Row(label, value, ours, 2e-8 * value))
    return Table(rows, "1", f"ITU-R P.838-3, computed with {PACKAGE}.", 8)


def spectrum(axes):
    frequency = np.geomspace(1e9, 350e9, 900)
    axes.loglog(frequency / 1e9, 1e3 * propagation.gas_attenuation(frequency))
    rows = list(_floats("p676.csv"))
    axes.loglog(
        [row["frequency_GHz"] for row in rows],
        [row["oxygen_dBkm"] + row["vapour_dBkm"] for row in rows],
        "k.",
    )
    for rate in (2.0, 25.0):
        gamma = propagation.rain_attenuation(frequency, rate * MILLIMETRE_AN_HOUR)
        axes.loglog(frequency / 1e9, 1e3 * gamma, "--", label=f"rain, {rate:g} mm/h")
    axes.set_xlabel("frequency [GHz]")
    axes.set_ylabel("specific attenuation [dB/km]")
    axes.legend()
    return (
        "Specific attenuation of air at sea level (dots: rows of the Recommendation) "
        "and of rain, horizontal polarisation."
    )


def through_the_air(axes):
    elevation = np.radians(np.linspace(0.0, 20.0, 60))
    for f in (1.3, 3.0, 9.5, 15.5, 35.0):
        loss = propagation.slant_loss(f * 1e9, elevation, ways=2)
        axes.semilogy(np.degrees(elevation), loss, label=f"{f:g} GHz")
    axes.set_xlabel("elevation [°]")
    axes.set_ylabel("loss there and back [dB]")
    axes.legend()
    return "Two-way loss by gas from sea level through the whole atmosphere."


TABLES = {
    "horizon": horizon,
    "refractivity": refractivity,
    "gas": gas,
    "other-air": other_air,
    "slant": slant,
    "rain": rain,
    "rain-coefficients": rain_coefficients,
}
FIGURES = {"spectrum": spectrum, "through-the-air": through_the_air}
