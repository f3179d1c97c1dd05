"""The U.S. Standard Atmosphere 1976 beside what Kalkan computes."""

import numpy as np

from kalkan import atmosphere
from tests.validation.dossier import Row, Table, read

STANDARD = "*U.S. Standard Atmosphere, 1976*, NASA-TM-X-74335"


def _rows(name, column, kind, relative, least=0.0):
    """Return a column of a file beside ours; half a printed digit is `least`."""
    rows = []
    for row in read(name):
        reference = float(row[column])
        ours = getattr(atmosphere, kind)(float(row["altitude_km"]) * 1e3)
        within = max(relative * reference, least)
        rows.append(Row(f"{row['altitude_km']} km", reference, ours, within))
    return rows


def temperature():
    rows = _rows("atmosphere.csv", "temperature_K", "temperature", 0.0, 1.1e-3)
    rows += _rows("atmosphere_high.csv", "temperature_K", "temperature", 0.0, 6e-3)
    return Table(rows, "K", f"{STANDARD}, table I, kinetic temperature.")


def pressure():
    rows = _rows("atmosphere.csv", "pressure_Pa", "pressure", 1e-4)
    rows += _rows("atmosphere_high.csv", "pressure_Pa", "pressure", 5e-4)
    return Table(rows, "Pa", f"{STANDARD}, table I.", 5)


def density():
    rows = _rows("atmosphere.csv", "density_kgm3", "density", 1e-4)
    rows += _rows("atmosphere_high.csv", "density_kgm3", "density", 5e-4)
    return Table(rows, "kg m⁻³", f"{STANDARD}, table I.", 5)


def sound_speed():
    rows = _rows("atmosphere.csv", "sound_ms", "sound_speed", 0.0, 6e-3)
    return Table(rows, "m/s", f"{STANDARD}, table III.")


def viscosity():
    printed = ((0, 1.7894e-5), (20, 1.4216e-5))
    rows = [
        Row(f"{alt} km", value, atmosphere.viscosity(alt * 1e3), 6e-10)
        for alt, value in printed
    ]
    return Table(rows, "Pa s", f"{STANDARD}, table III.", 5)


def profile(axes):
    altitude = np.concatenate(
        [np.arange(-5e3, 120e3, 500.0), np.arange(120e3, 1e6, 5e3)]
    )
    axes.semilogx(atmosphere.density(altitude), altitude / 1e3, label="Kalkan")
    for name in ("atmosphere.csv", "atmosphere_high.csv"):
        rows = read(name)
        axes.semilogx(
            [float(row["density_kgm3"]) for row in rows],
            [float(row["altitude_km"]) for row in rows],
            "k.",
            label="standard" if name == "atmosphere.csv" else None,
        )
    axes.set_xlabel("density [kg m⁻³]")
    axes.set_ylabel("geometric altitude [km]")
    axes.legend()
    return "Density against geometric altitude; dots are rows of the standard's table."


TABLES = {
    "temperature": temperature,
    "pressure": pressure,
    "density": density,
    "sound-speed": sound_speed,
    "viscosity": viscosity,
}
FIGURES = {"profile": profile}
