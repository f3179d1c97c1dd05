"""Fly recorded flights past simulated radars, track their plots, say how well.

    python examples/track_flights.py scenarios/tracks

reads every CSV of a folder of recorded flights (``time_s,lat_deg,lon_deg,altitude_m``,
docs/scenarios.md), lets three invented radars look at them, tracks what these plot
with `kalkan.track`, and holds the tracks against the flights.  Real ones, from ADS-B
data that you have, are made by examples/adsb_flights.py:

    python examples/adsb_flights.py flights --flights 40
    python examples/track_flights.py flights --clutter 30 --picture flights.svg

A radar turns steadily, so that each flight is met when the beam passes it; it detects
with a given probability what is within its reach and above its horizon on a sphere of
4/3 Earth radii [1]_, measures with normal errors, and adds false plots, evenly spread
over range and azimuth.  Two radars measure elevation, the third does not.

References
----------
.. [1] M. I. Skolnik, *Introduction to Radar Systems*, 3rd edition, McGraw-Hill, 2001,
   section 8.5: refraction by an effective radius.
"""

import argparse
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import pymap3d

import kalkan
from kalkan import metrics

EARTH = 4.0 / 3.0 * 6371e3  #: effective radius [m]
HEIGHT = 30.0  #: of every antenna above the sea [m]
HIGH = math.radians(8.0)  #: up to which false plots seem to be [rad]
EVERY = 5.0  #: between two looks at the tracks [s]
NEAR = 1000.0  #: within which a track can be of a flight [m]


class Site(NamedTuple):
    """A radar: where, seen from the middle of the flights, and what it does."""

    east: float  #: [m]
    north: float  #: [m]
    period: float  #: [s]
    reach: float  #: [m]
    range_error: float  #: [m]
    azimuth_error: float  #: [deg]
    elevation_error: float | None  #: [deg]


#: Invented, of the kinds that air traffic and air defence use.
SITES = {
    "long": Site(-60e3, -20e3, 10.0, 370e3, 120.0, 0.12, None),
    "tall": Site(40e3, 60e3, 10.0, 320e3, 80.0, 0.15, 0.25),
    "near": Site(10e3, -30e3, 5.0, 160e3, 50.0, 0.15, 0.15),
}


class Flight(NamedTuple):
    """A recorded flight."""

    time: np.ndarray  #: [s]
    ecef: np.ndarray  #: shape (row, 3) [m]

    def at(self, time: np.ndarray) -> np.ndarray:
        """Return places by a smooth curve through the rows, Earth-centred [m]."""
        slopes = np.gradient(self.ecef, self.time, axis=0)
        last = np.clip(np.searchsorted(self.time, time), 1, self.time.size - 1)
        span = (self.time[last] - self.time[last - 1])[:, None]
        u = (np.asarray(time)[:, None] - self.time[last - 1][:, None]) / span
        v = 1.0 - u
        # Hermite's cubic
        return (
            (1.0 + 2.0 * u) * v * v * self.ecef[last - 1]
            + u * u * (3.0 - 2.0 * u) * self.ecef[last]
            + u * v * v * span * slopes[last - 1]
            - u * u * v * span * slopes[last]
        )


def flights_in(folder: Path) -> list[Flight]:
    """Return the flights of a folder."""
    found = []
    for path in sorted(folder.glob("*.csv")):
        table = pl.read_csv(path, comment_prefix="#")
        ecef = pymap3d.geodetic2ecef(
            *(table[name].to_numpy() for name in ("lat_deg", "lon_deg", "altitude_m"))
        )
        found.append(
            Flight(table["time_s"].to_numpy().astype(float), np.stack(ecef, 1))
        )
    if not found:
        raise SystemExit(f"{folder} holds no CSV files of flights")
    return found


def middle_of(flights: list[Flight]) -> tuple[float, float]:
    """Return latitude and longitude of the middle of all rows [deg]."""
    rows = np.concatenate([flight.ecef for flight in flights])
    lat, lon, _ = pymap3d.ecef2geodetic(*rows.mean(axis=0))
    return float(lat), float(lon)


def place_of(site: Site, middle: tuple[float, float]) -> tuple[float, float]:
    """Return latitude and longitude of a radar [deg]."""
    lat, lon, _ = pymap3d.enu2geodetic(site.east, site.north, 0.0, *middle, 0.0)
    return float(lat), float(lon)


def looks_at(
    flight: Flight, site: Site, place: tuple[float, float], phase: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return when a turning beam meets a flight, and range, azimuth, elevation."""
    first, last = flight.time[0], flight.time[-1]
    turns = np.arange(math.floor(first / site.period) - 1.0, last / site.period + 1.0)
    time = (turns + phase) * site.period
    for _ in range(4):  # the azimuth changes little in a turn
        _, azimuth, _ = _seen(flight, np.clip(time, first, last), place)
        time = (turns + phase + azimuth / (2.0 * math.pi)) * site.period
    time = time[(time >= first) & (time <= last)]
    return time, np.stack(_seen(flight, time, place), axis=1)


def _seen(
    flight: Flight, time: np.ndarray, place: tuple[float, float]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return range [m], azimuth and elevation [rad] of a flight from a place."""
    azimuth, elevation, far = pymap3d.ecef2aer(*flight.at(time).T, *place, HEIGHT)
    return far, np.radians(azimuth), np.radians(elevation)


def plots_of(
    flights: list[Flight],
    middle: tuple[float, float],
    pd: float,
    clutter: float,
    seed: int,
) -> pl.DataFrame:
    """Return what the radars plot, in order of time."""
    rng, tables = np.random.default_rng(seed), []
    end = max(flight.time[-1] for flight in flights)
    for name, site in SITES.items():
        place, phase = place_of(site, middle), rng.random()
        rows = [_echoes(flight, site, place, phase, pd, rng) for flight in flights]
        rows.append(_false(site, clutter, end, rng))
        time, far, azimuth, elevation = np.concatenate(rows).T
        columns = {
            "time_s": time,
            "sensor": [name] * time.size,
            "range_m": far,
            "azimuth_deg": np.degrees(azimuth) % 360.0,
            "elevation_deg": np.degrees(elevation).clip(-90.0, 90.0),
        }
        table = pl.DataFrame(columns)
        if site.elevation_error is None:
            table = table.with_columns(elevation_deg=pl.lit(None, pl.Float64))
        tables.append(table)
    return pl.concat(tables).sort("time_s")


def _echoes(
    flight: Flight,
    site: Site,
    place: tuple[float, float],
    phase: float,
    pd: float,
    rng: np.random.Generator,
) -> np.ndarray:
    """Return time, range, azimuth and elevation of the plots of one flight."""
    time, seen = looks_at(flight, site, place, phase)
    there = _is_visible(seen, flight, time, site) & (rng.random(time.size) < pd)
    errors = [
        site.range_error,
        *np.radians([site.azimuth_error, site.elevation_error or 0.0]),
    ]
    seen = seen + rng.normal(size=seen.shape) * errors
    return np.column_stack([time, seen])[there]


def _is_visible(
    seen: np.ndarray, flight: Flight, time: np.ndarray, site: Site
) -> np.ndarray:
    """Return whether each look is within reach and above the horizon."""
    _, _, altitude = pymap3d.ecef2geodetic(*flight.at(time).T)
    horizon = math.sqrt(2.0 * EARTH * HEIGHT) + np.sqrt(2.0 * EARTH * altitude)
    return np.asarray((seen[:, 0] < site.reach) & (seen[:, 0] < horizon))


def _false(
    site: Site, clutter: float, end: float, rng: np.random.Generator
) -> np.ndarray:
    """Return time, range, azimuth and elevation of plots of nothing."""
    count = rng.poisson(clutter * end / site.period)
    azimuth = rng.uniform(0.0, 2.0 * math.pi, count)
    turns = rng.integers(0, max(1, int(end / site.period)), count)
    time = (turns + azimuth / (2.0 * math.pi)) * site.period
    far = rng.uniform(1e3, site.reach, count)
    return np.column_stack([time, far, azimuth, rng.uniform(0.0, HIGH, count)])


def sensors_of(
    middle: tuple[float, float], pd: float, clutter: float
) -> dict[str, Any]:
    """Return what is said of the radars, as in a file of sensors."""
    radars = {}
    for name, site in SITES.items():
        lat, lon = place_of(site, middle)
        radars[name] = {
            "at": [f"{lat:.6f} deg", f"{lon:.6f} deg"],
            "altitude": f"{HEIGHT} m",
            "period": f"{site.period} s",
            "range-error": f"{site.range_error} m",
            "azimuth-error": f"{site.azimuth_error} deg",
            "detection-probability": pd,
            "false-plots": clutter,
            "range": ["1 km", f"{site.reach} m"],
        }
        if site.elevation_error is not None:
            radars[name]["elevation-error"] = f"{site.elevation_error} deg"
    origin = [f"{middle[0]:.6f} deg", f"{middle[1]:.6f} deg"]
    return {"origin": origin, "sensors": radars}


def truth_at(
    flights: list[Flight], middle: tuple[float, float], times: np.ndarray
) -> pl.DataFrame:
    """Return where the flights are at the times of the tracks, while in reach."""
    tables = []
    for number, flight in enumerate(flights):
        time = times[(times >= flight.time[0]) & (times <= flight.time[-1])]
        covered = np.zeros(time.size, bool)
        for site in SITES.values():
            seen = np.stack(_seen(flight, time, place_of(site, middle)), axis=1)
            covered |= _is_visible(seen, flight, time, site)
        time = time[covered]
        x, y, z = pymap3d.ecef2enu(*flight.at(time).T, *middle, 0.0)
        columns = {"time_s": time, "truth": [number] * time.size}
        tables.append(pl.DataFrame(columns | {"x_m": x, "y_m": y, "z_m": z}))
    return pl.concat(tables)


def scores(truth: pl.DataFrame, tracks: pl.DataFrame) -> dict[str, float]:
    """Return how good the tracks are, over the ground and in height."""
    flat = tracks.select("time_s", "track", "x_m", "y_m")
    picture = metrics.siap(truth.drop("z_m"), flat, NEAR)
    ospa = [
        metrics.ospa(
            truth.filter(pl.col("time_s") == time).select("x_m", "y_m").to_numpy(),
            flat.filter(pl.col("time_s") == time).select("x_m", "y_m").to_numpy(),
            NEAR,
            2.0,
        )
        for time in truth["time_s"].unique(maintain_order=True)
    ]
    return {
        "flights": truth["truth"].n_unique(),
        "tracks": tracks["track"].n_unique(),
        "completeness": picture.completeness,
        "ambiguity": picture.ambiguity,
        "spuriousness": picture.spuriousness,
        "longest_segment": picture.longest_segment,
        "changes_an_hour": 3600.0 * picture.track_change_rate,
        "position_error_m": picture.position_accuracy,
        "height_error_m": float(np.mean(list(_heights(truth, tracks)))),
        "ospa_m": float(np.mean(ospa)),
    }


def _heights(truth: pl.DataFrame, tracks: pl.DataFrame) -> Iterator[float]:
    """Yield how far off in height each track is that is near a flight."""
    pairs = tracks.join(truth, on="time_s", suffix="_true")
    away = (pl.col("x_m") - pl.col("x_m_true")).pow(2)
    away += (pl.col("y_m") - pl.col("y_m_true")).pow(2)
    near = pairs.filter(away.sqrt() < NEAR)
    yield from (near["z_m"] - near["z_m_true"]).abs()


def draw(
    path: Path,
    truth: pl.DataFrame,
    plots: pl.DataFrame,
    tracks: pl.DataFrame,
    middle: tuple[float, float],
) -> None:
    """Draw flights, plots and tracks on a map."""
    import matplotlib as mpl

    mpl.use("svg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(8.0, 7.0), layout="constrained")
    for name, site in SITES.items():
        mine = plots.filter(pl.col("sensor") == name)
        azimuth = np.radians(mine["azimuth_deg"].to_numpy())
        flat = mine["range_m"].to_numpy()
        x, y = site.east + flat * np.sin(azimuth), site.north + flat * np.cos(azimuth)
        axes.plot(x / 1e3, y / 1e3, ",", color="0.7")
        axes.plot(site.east / 1e3, site.north / 1e3, "k^", markersize=6)
    for _, one in truth.group_by("truth", maintain_order=True):
        axes.plot(
            one["x_m"] / 1e3, one["y_m"] / 1e3, color="C0", linewidth=2.5, alpha=0.4
        )
    for _, one in tracks.group_by("track", maintain_order=True):
        axes.plot(one["x_m"] / 1e3, one["y_m"] / 1e3, color="C3", linewidth=0.8)
    axes.set(xlabel="east [km]", ylabel="north [km]", aspect="equal")
    reach = 1.05 * float(
        truth.select(pl.max_horizontal(pl.col("x_m", "y_m").abs().max())).item()
    )
    axes.set_xlim(-reach / 1e3, reach / 1e3)
    axes.set_ylim(-reach / 1e3, reach / 1e3)
    figure.savefig(path)
    plt.close(figure)


def track_flights(
    folder: Path, pd: float = 0.85, clutter: float = 10.0, seed: int = 1
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, tuple[float, float]]:
    """Return truth, plots and tracks of the flights of a folder, and their middle."""
    flights = flights_in(folder)
    middle = middle_of(flights)
    plots = plots_of(flights, middle, pd, clutter, seed)
    tracks = kalkan.track(plots, sensors_of(middle, pd, clutter), every=EVERY)
    times = tracks["time_s"].unique().sort().to_numpy()
    return truth_at(flights, middle, times), plots, tracks, middle


def main(arguments: list[str] | None = None) -> None:
    """Print how good the tracks are, as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pd", type=float, default=0.85, help="of every look")
    parser.add_argument("--clutter", type=float, default=10.0, help="a scan and radar")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--picture", type=Path, metavar="SVG")
    asked = parser.parse_args(arguments)
    truth, plots, tracks, middle = track_flights(
        asked.folder, asked.pd, asked.clutter, asked.seed
    )
    said = {"plots": plots.height, **scores(truth, tracks)}
    print(json.dumps({key: round(value, 4) for key, value in said.items()}, indent=2))
    if asked.picture:
        draw(asked.picture, truth, plots, tracks, middle)


if __name__ == "__main__":
    main()
