"""Places and distances on WGS-84 beside what others print."""

import math

import numpy as np

from kalkan.physics import geodesy
from kalkan.scenario import Place
from kalkan.scenario.ground import bearing, distance
from tests.validation.dossier import Row, Table, read

PYMAP3D = "tests of the package pymap3d 3.2.0 (M. Hirsch)."


def ecef():
    """Earth-centred coordinates of geodetic positions, and back."""
    rows = []
    for row in read("geodesy.csv"):
        place = [math.radians(float(row[name])) for name in ("lat_deg", "lon_deg")]
        place.append(float(row["alt_m"]))
        theirs = [float(row[f"{axis}_m"]) for axis in "xyz"]
        label = f"{row['lat_deg']}°, {row['lon_deg']}°, {row['alt_m']} m"
        ours = geodesy.geodetic2ecef(*place)
        for axis, one, other in zip("xyz", theirs, ours, strict=True):
            rows.append(Row(f"{label}: {axis}", one, float(other), 1e-7))
        back = geodesy.ecef2geodetic(*theirs)
        rows.append(Row(f"{label}: back, altitude", place[2], float(back[2]), 1e-6))
        for name, one, other in zip(("lat", "lon"), place, back, strict=False):
            arc = 6.4e6 * (float(other) - one)
            rows.append(Row(f"{label}: back, {name} astray", 0.0, arc, 1e-6))
    return Table(rows, "m", PYMAP3D, 12)


def aer():
    """Range, azimuth and elevation."""
    frame = geodesy.frame_at(math.radians(42.0), math.radians(-82.0), 200.0)
    axes = np.empty(9)
    geodesy.local_axes(frame, 0.0, 0.0, 0.0, axes)
    rows = []
    for row in read("aer.csv"):
        azimuth = math.radians(float(row["azimuth_deg"]))
        elevation = math.radians(float(row["elevation_deg"]))
        enu = geodesy.aer2enu(axes, float(row["range_m"]), azimuth, elevation)
        for name, ours in zip(("east", "north", "up"), enu, strict=True):
            rows.append(Row(name, float(row[f"{name}_m"]), float(ours), 1e-6))
        back = geodesy.aer(axes, *enu)
        rows.append(Row("back, range", float(row["range_m"]), float(back[0]), 1e-9))
        there = geodesy.geodetic2ecef(*geodesy.enu2geodetic(frame, *enu))
        for name, ours in zip("xyz", there, strict=True):
            rows.append(Row(f"ECEF {name}", float(row[f"{name}_m"]), float(ours), 1e-6))
    return Table(
        rows, "m", f"{PYMAP3D} From 42° N, 82° W, 200 m: 33°, 70°, 1000 m.", 12
    )


def geodesics():
    """Distances along the ellipsoid."""
    rows = []
    for row in read("geodesics.csv"):
        one = Place(lat=f"{row['lat1_deg']} deg", lon=f"{row['lon1_deg']} deg")
        other = Place(lat=f"{row['lat2_deg']} deg", lon=f"{row['lon2_deg']} deg")
        ours = distance(one, other)
        rows.append(Row(f"{row['name']} [m]", float(row["distance_m"]), ours, 1e-3))
        if row["azimuth1_deg"]:
            theirs = float(row["azimuth1_deg"]) % 360.0
            ours = math.degrees(bearing(one, other))
            rows.append(Row(f"{row['name']}, azimuth [°]", theirs, ours, 1e-8))
    return Table(rows, "m, °", "C. F. F. Karney, *J. Geodesy* 87 (2013) 43-55.", 12)


TABLES = {"ecef": ecef, "aer": aer, "geodesics": geodesics}
