"""Horizons, ridges and real ground beside what Kalkan computes of them."""

import math

import matplotlib as mpl
import numpy as np
from matplotlib import cbook

from kalkan.physics.geodesy import frame_at
from kalkan.terrain.accuracy import elevation_error, map_error
from kalkan.terrain.floor import floor_at, floor_of
from kalkan.terrain.grid import SMOOTH, Grid, elevation_at, grid_of
from kalkan.terrain.load import load_grid
from kalkan.terrain.ray import is_clear
from kalkan.terrain.sweep import ground_point, sweep
from tests.validation.dossier import Row, Table, read

R = math.radians
EARTH, EQUATOR = 6371008.8, 6378137.0
SITE = (40.06, 32.60)  #: north-west of Ankara
AZIMUTHS, RANGES = 4, 512
PAIRS = 150


def numbers(name):
    return [{key: float(text) for key, text in row.items()} for row in read(name)]


def swept(grid, lat, lon, antenna, k, reach, azimuths=AZIMUTHS):
    """A small table of floors, as one of many sensors."""
    shape = (azimuths, RANGES)
    floor, edge = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    frame = frame_at(lat, lon, 0.0)
    sweep(grid, frame, antenna, k, reach, 0, azimuths, floor, edge)
    return floor[None], edge[None], np.array([reach / RANGES])


def horizon():
    """Where the floor of a smooth Earth reaches the height of a target."""
    rows = []
    for row in numbers("terrain_horizon.csv"):
        antenna, target, k, arc = row.values()
        floor, _, step = swept(SMOOTH, 0.7, 0.5, antenna, k, 1.1 * arc, 1)
        arcs = step[0] * (1 + np.arange(RANGES))
        ours = float(np.interp(target, floor[0, 0], arcs))
        label = f"{antenna:g} m sees {target:g} m, k = {k:.4g}"
        rows.append(Row(label, arc, ours, 20.0))
    return Table(rows, "m", "the closed form, computed at 40 digits.", 7)


def ridge_at(arc, height):
    """A ridge along a meridian at an arc due east of 0° N 0° E, 200 posts away."""
    lon = 2.0 * math.asin(EARTH * math.sin(0.5 * arc / EARTH) / EQUATOR)
    posts = np.zeros((3, 240), np.float32)
    posts[:, 200] = height
    return grid_of(posts, 1e-3, 0.0, 1e-3, lon / 200)


def ridge():
    """The floor behind a single ridge."""
    rows = []
    for row in numbers("terrain_ridge.csv"):
        antenna, crest, at, arc, k, floor = row.values()
        tables = swept(ridge_at(at, crest), 0.0, 0.0, antenna, k, arc)
        ours, _ = floor_at(*tables, 0, 0.5 * math.pi, arc)
        label = f"{antenna:g} m, crest {crest:g} m at {at / 1e3:g} km: {arc / 1e3:g} km"
        rows.append(Row(label, floor, ours, 0.05))
    return Table(rows, "m", "two straight lines, computed at 40 digits.", 8)


def profile():
    """The floor over the mountains of Anatolia."""
    grid = load_grid("anatolia", R(36.0), R(43.0), R(29.0), R(43.0))
    rows, frames = [], {}
    for row in numbers("terrain_profile.csv"):
        lat, lon, azimuth, arc, antenna, obstacle, floor = row.values()
        place = (R(lat), R(lon))
        if place not in frames:
            frames[place] = swept(grid, *place, antenna, 4 / 3, 200e3, 12)
        ours, _ = floor_at(*frames[place], 0, R(azimuth), 1e3 * arc)
        label = f"{lat:g} N {lon:g} E, {azimuth:03.0f}°, {arc:g} km"
        lever = max(1.0, arc / obstacle)  # half a metre at the obstacle
        rows.append(Row(label, floor, ours, 0.5 * lever))
    words = (
        "geographiclib's geodesics, SciPy's bilinear elevations each metre, angles in"
    )
    return Table(rows, "m", f"{words} Cartesian coordinates.", 7)


def jacksboro():
    """Posts of the Jacksboro fault, Tennessee, 3 arc seconds apart."""
    data = cbook.get_sample_data("jacksboro_fault_dem.npz")
    step = float(data["dx"])
    north, west = float(data["ymax"]) - step / 2, float(data["xmin"]) + step / 2
    return data["elevation"].astype(np.float64), north, west, step


def thinned(posts, every, means):
    """Posts as means of blocks or as their middles, and where the first one lies."""
    rows, cols = (side // every * every for side in posts.shape)
    if means:
        blocks = posts[:rows, :cols].reshape(rows // every, every, cols // every, every)
        return blocks.mean((1, 3)), 0.5 * (every - 1)
    return posts[every // 2 : rows : every, every // 2 : cols : every], every // 2


def grounds() -> dict[str, Grid]:
    """The same ground at two postings."""
    posts, north, west, step = jacksboro()
    found = {"90 m": grid_of(posts, R(north), R(west), R(step), R(step))}
    for name, means in (("900 m, means", True), ("900 m, spots", False)):
        coarse, first = thinned(posts, 10, means)
        place = (R(north - first * step), R(west + first * step))
        found[name] = grid_of(coarse, *place, R(10 * step), R(10 * step))
    return found


def pairs():
    """Places of sites and targets on that ground, 5 to 25 km apart. [rad]."""
    posts, north, west, step = jacksboro()
    rng, found = np.random.default_rng(11), []
    while len(found) < PAIRS:
        row = rng.uniform(10, posts.shape[0] - 20, 2)
        col = rng.uniform(10, posts.shape[1] - 20, 2)
        lat, lon = np.radians(north - step * row), np.radians(west + step * col)
        away = EARTH * math.hypot(*np.diff(lat), *np.diff(lon) * math.cos(lat[0]))
        if 5e3 < away < 25e3:
            found.append((float(lat[0]), float(lon[0]), float(lat[1]), float(lon[1])))
    return found


def hidden(grid, target):
    """Whether each target, so high above ground, is hidden from 15 m above ground."""
    verdicts = []
    for lat1, lon1, lat2, lon2 in pairs():
        one = (lat1, lon1, elevation_at(grid, lat1, lon1) + 15.0)
        other = (lat2, lon2, elevation_at(grid, lat2, lon2) + target)
        verdicts.append(not is_clear(grid, *one, *other, 4 / 3))
    return np.array(verdicts)


def posting():
    """What two postings of the same ground say of the same targets."""
    at, rows = grounds(), []
    found = {(name, h): hidden(at[name], h) for name in at for h in (50.0, 300.0)}
    for row in read("terrain_posting.csv"):
        name, target = row["ground"], float(row["target_m"])
        same = found["90 m", target]
        for what, ours in (
            ("hidden", found[name, target]),
            ("not as at 90 m", found[name, target] != same),
        ):
            if (value := float(row[what.split()[0]])) >= 0.0:
                label = f"{name}: targets at {target:g} m {what}"
                rows.append(Row(label, 100.0 * value, 100.0 * float(ours.mean()), 0.7))
    words = "elevations by SciPy every 2 m along each ray, in Cartesian coordinates; so"
    return Table(rows, "%", f"{words} for each of {PAIRS} pairs of places.", 3)


def anatolia():
    """The mountains of the north-east."""
    grid = load_grid("anatolia", R(38.0), R(41.0), R(36.0), R(42.0))
    lat = math.degrees(grid.lat)
    lon = math.degrees(grid.lon)
    return grid.elevation.astype(np.float64), lat, lon, 1 / 120


def relief():
    """Relief between posts, from slope and posting, and as it is."""
    grounds_ = {"Tennessee": jacksboro(), "Anatolia": anatolia()}
    rows = []
    for row in read("terrain_relief.csv"):
        posts, north, west, step = grounds_[row["ground"]]
        every, means = int(row["every"]), row["kind"] == "means"
        coarse, first = thinned(posts, every, means)
        place = (R(north - first * step), R(west + first * step))
        grid = grid_of(coarse, *place, R(every * step), R(every * step))
        width = math.radians(every * step) * EARTH
        width *= math.sqrt(math.cos(grid.lat))
        squares = [max(0.0, elevation_error(grid, *at) ** 2) for at in places(grid)]
        ours = math.sqrt(max(0.0, np.mean(squares) - map_error(width) ** 2))
        label = f"{row['ground']}, {width:.0f} m, {row['kind']}"
        value = float(row["rms_m"])
        rows.append(Row(label, value, ours, 0.35 * value))
    return Table(
        rows, "m", "root mean square of finer posts about the thinned ones.", 3
    )


def places(grid):
    """Four hundred places, evenly spread."""
    rows, cols = grid.elevation.shape
    for u in np.linspace(2.0, rows - 3.0, 20):
        for v in np.linspace(2.0, cols - 3.0, 20):
            yield grid.lat - u * grid.dlat, grid.lon + v * grid.dlon


TABLES = {
    "horizon": horizon,
    "ridge": ridge,
    "profile": profile,
    "posting": posting,
    "relief": relief,
}


def around():
    """The ground around the site, and its floor."""
    grid = load_grid("anatolia", R(38.0), R(42.2), R(29.5), R(35.7))
    site = (R(SITE[0]), R(SITE[1]))
    antenna = elevation_at(grid, *site) + 15.0
    return grid, site, floor_of(grid, *site, antenna, 4 / 3, 200e3)


def floor_map(axes):
    """How low a target may fly unseen, as a map."""
    grid, site, floor = around()
    tables = floor.altitude[None], floor.obstacle[None], np.array([floor.step])
    frame, side = frame_at(*site, 0.0), np.linspace(-150e3, 150e3, 121)
    above = np.full((side.size, side.size), np.nan)
    for i, north in enumerate(side):
        for j, east in enumerate(side):
            distance, azimuth = math.hypot(east, north), math.atan2(east, north)
            if distance < 150e3:
                ground = elevation_at(grid, *ground_point(frame, azimuth, distance))
                above[i, j] = floor_at(*tables, 0, azimuth, distance)[0] - ground
    km = side / 1e3
    levels = [0, 50, 100, 200, 500, 1000, 2000, 5000]
    shades = mpl.colormaps["viridis_r"](np.linspace(0.0, 1.0, len(levels)))
    filled = axes.contourf(
        km, km, np.maximum(above, 1.0), levels, colors=shades, extend="max"
    )
    axes.figure.colorbar(
        filled, ax=axes, ticks=levels, label="lowest in sight above ground, m"
    )
    axes.plot(0.0, 0.0, "k^", markersize=5)
    axes.set(xlabel="east, km", ylabel="north, km", aspect="equal")
    return (
        "Lowest height above ground in sight of an antenna 15 m above ground at"
        " 40.06° N 32.60° E, on the built-in grid, k = 4/3."
    )


def floor_cut(axes):
    """One azimuth of it."""
    grid, site, floor = around()
    row, frame = 40, frame_at(*site, 0.0)
    arcs = floor.step * (1 + np.arange(floor.altitude.shape[1]))
    ground = [
        elevation_at(grid, *ground_point(frame, R(row / 2), float(arc))) for arc in arcs
    ]
    near = arcs <= 150e3
    km = arcs[near] / 1e3
    axes.fill_between(km, 0.0, np.array(ground)[near], color="0.75", label="ground")
    axes.plot(km, floor.altitude[row][near], label="floor")
    smooth = floor_of(SMOOTH, *site, elevation_at(grid, *site) + 15.0, 4 / 3, 200e3)
    axes.plot(km, smooth.altitude[row][near], "--", label="floor of a smooth Earth")
    axes.set(
        xlabel="distance along the ground, km", ylabel="altitude, m", ylim=(0, 4000)
    )
    axes.legend(loc="upper left")
    return (
        "The same floor along 20°: what is below the line is hidden by the last ridge"
        " that the line touches."
    )


FIGURES = {"map": floor_map, "cut": floor_cut}
