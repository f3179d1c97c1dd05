"""Ballistic flight beside check-cases, closed forms and published ranges."""

import math
from functools import cache

import numpy as np

from kalkan.ballistics import (
    ROUND,
    ROUND_ROTATING,
    WGS84,
    Missile,
    Projectile,
    Stage,
    fly,
    maximum_range,
    minimum_energy,
    profile,
)
from tests.validation.dossier import Row, Table, read

FOOT, SLUG = 0.3048, 14.593902937
NASA = "NASA/TM-2015-218675, simulation 4, after 30 s."
SPHERE = Projectile(SLUG, math.pi * (0.25 * FOOT) ** 2)
EARTHS = {
    "wgs84": WGS84,
    "round": ROUND._replace(major=6371007.1809),
    "turning": ROUND_ROTATING._replace(major=6371007.1809),
}
RADIUS = 6371e3
BATE = "R. R. Bate et al., *Fundamentals of Astrodynamics*, 1971, section 6.2."


@cache
def _case(number):
    """Return a check-case as read, and as flown."""
    row = next(row for row in read("nesc.csv") if row["case"] == number)
    value = {name: float(row[name]) for name in row if name not in ("case", "earth")}
    wind = profile(
        [0.0, 30e3 * FOOT],
        [value["wind_sea_fps"] * FOOT, value["wind_high_fps"] * FOOT],
        [0.0, 0.0],
    )
    start = [value[f"{name}_fps"] * FOOT for name in ("north", "east", "down")]
    flight = fly(
        SPHERE,
        altitude=value["start_ft"] * FOOT,
        velocity=start,
        drag=value["drag"],
        earth=EARTHS[row["earth"]],
        wind=wind,
        duration=30.0,
    )
    return value, flight.end


CASES = tuple(row["case"] for row in read("nesc.csv"))


def altitude():
    rows = []
    for number in CASES:
        value, end = _case(number)
        ours = end.altitude / FOOT
        rows.append(Row(f"case {number}", value["altitude_ft"], ours, 0.05))
    return Table(rows, "ft", NASA, 10)


def velocity():
    rows = []
    for number in CASES:
        value, end = _case(number)
        for name, ours in zip("ned", end[4:], strict=True):
            label = f"case {number}, v{name.upper()}"
            rows.append(Row(label, value[f"v{name}_fps"], ours / FOOT, 1e-3))
    return Table(rows, "ft/s", NASA, 9)


def place():
    rows = []
    for number in CASES:
        value, end = _case(number)
        for name in ("latitude", "longitude"):
            ours = math.degrees(getattr(end, name))
            theirs = value[f"{name}_deg"]
            rows.append(Row(f"case {number}, {name}", theirs, ours, 2e-8))
    return Table(rows, "°", NASA, 8)


def least_energy():
    """Closed forms."""
    rows = []
    for row in read("minimum_energy.csv"):
        reach = float(row["range_km"])
        ours = minimum_energy(reach * 1e3, RADIUS)
        for name, value in (
            ("speed_km_s", ours.speed / 1e3),
            ("gamma_deg", math.degrees(ours.elevation)),
            ("apogee_km", ours.apogee / 1e3),
            ("time_s", ours.time),
        ):
            theirs = float(row[name])
            rows.append(Row(f"{reach:g} km, {name}", theirs, value, 1e-3 * theirs))
    return Table(rows, "km/s, °, km, s", BATE)


def flown_least_energy():
    """The same flights, integrated without air."""
    rows = []
    for row in read("minimum_energy.csv"):
        reach = float(row["range_km"]) * 1e3
        lay = minimum_energy(reach, RADIUS)
        level, up = (lay.speed * part(lay.elevation) for part in (math.cos, math.sin))
        flight = fly(
            Projectile(1.0, 0.0),
            velocity=(level, 0.0, -up),
            earth=ROUND._replace(major=RADIUS),
        )
        for name, theirs, value in (
            ("range [km]", reach / 1e3, flight.range / 1e3),
            ("apogee [km]", float(row["apogee_km"]), flight.apogee / 1e3),
            ("time [s]", float(row["time_s"]), flight.end.time),
        ):
            label = f"{reach / 1e3:g} km, {name}"
            rows.append(Row(label, theirs, value, 1e-3 * theirs))
    return Table(rows, "km, s", BATE)


@cache
def _missiles():
    """Return the missiles of Forden's table 1, and their greatest ranges."""
    found = {}
    for row in read("forden.csv"):
        fueled, dry = float(row["fueled_kg"]), float(row["dry_kg"])
        stage = Stage.of_impulse(
            float(row["specific_impulse_s"]), fueled - dry, dry, float(row["burn_s"])
        )
        body, _ = found.get(
            row["missile"],
            (Missile((), float(row["payload_kg"]), float(row["diameter_m"])), 0.0),
        )
        body = body._replace(stages=(*body.stages, stage))
        found[row["missile"]] = body, float(row["range_km"])
    return found


@cache
def _longest(name):
    missile, _ = _missiles()[name]
    return maximum_range(
        missile, latitude=math.radians(40.0), azimuth=math.radians(40.0)
    )


def ranges():
    """Greatest ranges, a band."""
    rows = []
    for name, (_, theirs) in _missiles().items():
        ours = _longest(name).range / 1e3
        rows.append(Row(name, theirs, ours, 0.05 * theirs))
    source = "G. Forden, *Science and Global Security* 15 (2007), table 3, second-hand."
    return Table(rows, "km", source, 4)


def profiles(axes):
    """Draw the longest flights."""
    for name in _missiles():
        flight = _longest(name).flight
        reach = np.linalg.norm(flight.position - flight.position[0], axis=1)
        axes.plot(reach / 1e3, flight.altitude / 1e3, label=name)
    axes.set_xlabel("distance from the launch place [km]")
    axes.set_ylabel("altitude [km]")
    axes.legend()
    return "The longest flights of four missiles by Forden's parameters, azimuth 40°."


TABLES = {
    "altitude": altitude,
    "velocity": velocity,
    "place": place,
    "least-energy": least_energy,
    "flown-least-energy": flown_least_energy,
    "ranges": ranges,
}
FIGURES = {"profiles": profiles}
