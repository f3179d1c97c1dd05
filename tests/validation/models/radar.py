"""The page on radar: equation, detection, accuracy."""

import math
from typing import Any

import numpy as np

from kalkan import radar
from kalkan.constants import LIGHT_SPEED
from kalkan.physics.detection_curve import CURVE_POINTS, curve_fill, curve_probability
from tests.validation.dossier import Row, Table, read

MIXTURE = "the mixture of incomplete gamma functions, computed"


def threshold() -> Table:
    """Thresholds of a sum of pulses, to the digits printed."""
    rows = []
    for line in read("threshold.csv"):
        pfa, pulses = float(line["pfa"]), int(line["pulses"])
        digits = len(line["threshold"].split(".")[1])
        rows.append(
            Row(
                f"Pfa {line['pfa']}, N {pulses}",
                float(line["threshold"]),
                radar.threshold(pfa, pulses),
                0.51 * 10.0**-digits,
            )
        )
    source = "the inverse of the incomplete gamma function, computed at 40 digits."
    return Table(rows, "1", source, 12)


def detection() -> Table:
    """Probabilities of detection to twelve digits."""
    return Table(
        [_detected(line, 0.51e-12) for line in read("detection.csv")],
        "1",
        f"{MIXTURE} at 40 digits and by SciPy.",
        12,
    )


def extremes() -> Table:
    """The same at the ends of what may be asked; within 1e-12 of what it is."""
    return Table(
        [
            _detected(line, 1e-12 * float(line["pd"]))
            for line in read("detection_extremes.csv")
        ],
        "1",
        f"{MIXTURE} term by term at 60 digits.",
        12,
    )


def package() -> Table:
    """A steady target, against another package."""
    return Table(
        [
            _detected({"case": "0", **line}, 0.51e-10)
            for line in read("detection_sdr.csv")
        ],
        "1",
        "`sdr.p_d` of the Python package sdr 0.0.30, ten decimals.",
        10,
    )


def _detected(line: dict[str, str], tolerance: float) -> Row:
    pfa, pulses, case = float(line["pfa"]), int(line["pulses"]), int(line["case"])
    snr = radar.from_decibels(float(line["snr_db"]))
    return Row(
        f"case {case}, N {pulses}, Pfa {line['pfa']}, {line['snr_db']} dB",
        float(line["pd"]),
        radar.detection_probability(snr, pfa, case, pulses),
        tolerance,
    )


def required() -> Table:
    """Signal-to-noise ratios required, to the five decimals printed."""
    rows = []
    for line in read("snr_required.csv"):
        pd, pfa = float(line["pd"]), float(line["pfa"])
        case, pulses = int(line["case"]), int(line["pulses"])
        rows.append(
            Row(
                f"case {case}, N {pulses}, Pd {pd:g}, Pfa {line['pfa']}",
                float(line["snr_db"]),
                radar.to_decibels(radar.required_snr(pd, pfa, case, pulses)),
                0.51e-5,
            )
        )
    return Table(rows, "dB", "the exact sums inverted at 40 digits.", 7)


def approximations() -> Table:
    """Albersheim's and Shnidman's equations, evaluated, beside what is exact."""
    rows = []
    for line in read("snr_required.csv"):
        case, pulses = int(line["case"]), int(line["pulses"])
        asked = f"case {case}, N {pulses}, Pd {line['pd']}, Pfa {line['pfa']}"
        exact = radar.to_decibels(
            radar.required_snr(float(line["pd"]), float(line["pfa"]), case, pulses)
        )
        if line["albersheim_db"]:
            albersheim = float(line["albersheim_db"])
            rows.append(Row(f"Albersheim: {asked}", albersheim, exact, 0.3))
        rows.append(Row(f"Shnidman: {asked}", float(line["shnidman_db"]), exact, 0.6))
    source = (
        "the two equations evaluated by sdr 0.0.30.  They are fits, Albersheim's for a "
        "linear detector: the tolerance is how far they are from exact."
    )
    return Table(rows, "dB", source, 6)


def equation() -> Table:
    """Worked examples of the radar equation."""
    rows = []
    for line in read("radar_equation.csv"):
        snr = radar.from_decibels(float(line["snr_db"]))
        power, away = float(line["power_w"]), 1e3 * float(line["range_km"])
        found = radar.signal_to_noise(
            away,
            float(line["rcs_m2"]),
            peak_power=power,
            gain=radar.from_decibels(float(line["gain_db"])),
            wavelength=LIGHT_SPEED / (1e9 * float(line["frequency_ghz"])),
            pulse_width=1e-6 * float(line["pulse_us"]),
            noise_figure=float(line["temperature_k"]) / 290.0,
            losses=radar.from_decibels(float(line["losses_db"])),
        )
        ours = {
            "snr_db": radar.to_decibels(found),
            "range_km": radar.detection_range(snr, found, away) / 1e3,
            "power_w": power * snr / found,
        }[line["quantity"]]
        name = {"snr_db": "SNR [dB]", "range_km": "range [km]", "power_w": "power [W]"}
        label = f"{name[line['quantity']]}: {line['frequency_ghz']} GHz, "
        label += f"{line['pulse_us']} µs, {line['gain_db']} dB, {away / 1e3:g} km"
        reference = float(line[line["quantity"]])
        last = 10.0 ** (math.floor(math.log10(reference)) - 4)  # the fifth digit
        rows.append(Row(label, reference, ours, 0.51 * last))
    source = (
        "examples in MathWorks' reference pages of radareqsnr, radareqrng, radareqpow."
    )
    return Table(rows, "as named", source, 6)


def curve() -> Table:
    """Worst error of what a battle reads from its tables."""
    rows = []
    for case in range(5):
        for pulses in (1, 10, 100):
            worst = max(_worst(case, pulses, pfa) for pfa in (1e-9, 1e-6, 1e-3))
            rows.append(Row(f"case {case}, N {pulses}", 0.0, worst, 1e-4))
    source = "the exact sums; the worst over −10 to 40 dB and Pfa 1e-9, 1e-6, 1e-3."
    return Table(rows, "1", source, 2)


def _worst(case: int, pulses: int, pfa: float) -> float:
    room = np.zeros((1, 5, CURVE_POINTS))
    curve_fill(case, pulses, pfa, room[0, case])
    snr = radar.from_decibels(np.linspace(-10.0, 40.0, 51))
    read_off = [curve_probability(room, 0, case, each) for each in snr]
    exact = radar.detection_probability(snr, pfa, case, pulses)
    return float(np.abs(read_off - exact).max())


TABLES = {
    "equation": equation,
    "threshold": threshold,
    "detection": detection,
    "extremes": extremes,
    "package": package,
    "required": required,
    "approximations": approximations,
    "curve": curve,
}


def cases(axes: Any) -> str:
    """Draw detection against SNR."""
    decibels = np.linspace(-8.0, 25.0, 331)
    snr = radar.from_decibels(decibels)
    for case in range(5):
        pd = radar.detection_probability(snr, 1e-6, case, 10)
        axes.plot(decibels, pd, label=f"case {case}", color=f"C{case}")
        read_off = [line for line in read("detection.csv") if _is_drawn(line, case)]
        at = [float(line["snr_db"]) for line in read_off]
        axes.plot(at, [float(line["pd"]) for line in read_off], "o", color=f"C{case}")
    axes.set(xlabel="mean SNR of a pulse [dB]", ylabel="probability of detection")
    axes.legend()
    return "Ten pulses, Pfa 1e-6, by Swerling's cases; dots are rows of the table."


def _is_drawn(line: dict[str, str], case: int) -> bool:
    return (line["case"], line["pulses"], line["pfa"]) == (str(case), "10", "1e-6")


def fits(axes: Any) -> str:
    """Draw what is required against the number of pulses, with the usual fits."""
    pulses = np.unique(np.round(np.geomspace(1, 200, 60)))
    for case in range(5):
        needed = radar.to_decibels(radar.required_snr(0.9, 1e-6, case, pulses))
        axes.semilogx(pulses, needed, label=f"case {case}", color=f"C{case}")
    fitted = [
        line
        for line in read("snr_required.csv")
        if (line["pd"], line["pfa"]) == ("0.9", "1e-6")
    ]
    at = [float(line["pulses"]) for line in fitted]
    shnidman = [float(line["shnidman_db"]) for line in fitted]
    axes.plot(at, shnidman, "k+", label="Shnidman's fit")
    steady = [line for line in fitted if line["albersheim_db"]]
    at = [float(line["pulses"]) for line in steady]
    albersheim = [float(line["albersheim_db"]) for line in steady]
    axes.plot(at, albersheim, "kx", label="Albersheim's fit")
    axes.set(xlabel="pulses summed", ylabel="mean SNR of a pulse [dB]")
    axes.legend(ncols=2)
    return "SNR required for Pd 0.9 at Pfa 1e-6: exact, and the usual fits."


def table_error(axes: Any) -> str:
    """Draw how far the tables of a battle are from exact."""
    decibels = np.linspace(-10.0, 40.0, 401)
    snr = radar.from_decibels(decibels)
    room = np.zeros((1, 5, CURVE_POINTS))
    for case in range(5):
        worst = np.zeros_like(snr)
        for pulses in (1, 3, 10, 30, 100):
            for pfa in (1e-9, 1e-6, 1e-3):
                curve_fill(case, pulses, pfa, room[0, case])
                read_off = [curve_probability(room, 0, case, each) for each in snr]
                exact = radar.detection_probability(snr, pfa, case, pulses)
                worst = np.maximum(worst, np.abs(read_off - exact))
        axes.semilogy(decibels, np.maximum(worst, 1e-12), label=f"case {case}")
    axes.axhline(1e-4, color="k", linestyle=":")
    axes.set(xlabel="mean SNR of a pulse [dB]", ylabel="|table − exact|")
    axes.legend()
    return "Worst error of the tables over N 1 to 100, Pfa 1e-9 to 1e-3; dotted: 1e-4."


def accuracy(axes: Any) -> str:
    """Draw the errors of measurement against the bound of Cramér and Rao."""
    decibels = np.linspace(0.0, 40.0, 201)
    snr = radar.from_decibels(decibels)
    axes.semilogy(decibels, radar.range_error(snr, 1.0), label="range, radial speed")
    axes.semilogy(decibels, radar.angle_error(snr, 1.0), label="angle")
    bound = math.sqrt(3.0) / math.pi / np.sqrt(2.0 * snr)
    axes.semilogy(decibels, bound, "k:", label="Cramér–Rao, flat spectrum")
    axes.set(xlabel="SNR of the look [dB]", ylabel="standard deviation [cells]")
    axes.legend()
    return "Errors as a share of a resolution cell or a beamwidth."


FIGURES = {"cases": cases, "fits": fits, "table": table_error, "accuracy": accuracy}
