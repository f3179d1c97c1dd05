"""The geometry of rays, done again by dense sampling in Cartesian coordinates."""

import math

import numpy as np

from kalkan.terrain.grid import grid_of

RADIUS = 6371008.8
A, B = 6378137.0, 6356752.314245179  # WGS 84


def fractal(side=129, seed=0, highest=1500.0, rough=0.8):
    """Return a rough ground, by its spectrum; shape (side, side)."""
    rng = np.random.default_rng(seed)
    k = np.fft.fftfreq(side)
    size = np.hypot(k[:, None], k[None, :])
    size[0, 0] = 1.0
    noise = rng.normal(size=(side, side)) + 1j * rng.normal(size=(side, side))
    ground = np.fft.ifft2(noise * size ** (-1.0 - rough)).real
    ground -= ground.min()
    return (highest * ground / ground.max()).astype(np.float32)


def rough_grid(seed=0, step=1 / 120, side=129, lat=40.0, lon=32.0):
    angle = math.radians(step)
    ground = fractal(side, seed)
    return grid_of(ground, math.radians(lat), math.radians(lon), angle, angle)


def heights(grid, lat, lon):
    """Elevations at places [rad], bilinear; 0 outside."""
    u = (grid.lat - lat) / grid.dlat
    v = (lon - grid.lon) / grid.dlon
    rows, cols = grid.elevation.shape
    i = np.clip(np.floor(u).astype(int), 0, rows - 2)
    j = np.clip(np.floor(v).astype(int), 0, cols - 2)
    p, q, z = u - i, v - j, grid.elevation.astype(float)
    north = (1 - q) * z[i, j] + q * z[i, j + 1]
    south = (1 - q) * z[i + 1, j] + q * z[i + 1, j + 1]
    inside = (u >= 0) & (u <= rows - 1) & (v >= 0) & (v <= cols - 1)
    return np.where(inside, (1 - p) * north + p * south, 0.0)


def ecef(lat, lon, alt=0.0):
    e2 = 1.0 - (B / A) ** 2
    normal = A / np.sqrt(1.0 - e2 * np.sin(lat) ** 2)
    across = (normal + alt) * np.cos(lat)
    z = (normal * (1.0 - e2) + alt) * np.sin(lat)
    return np.stack([across * np.cos(lon), across * np.sin(lon), z], -1)


def arc_between(one, other):
    """Ground distance as radars have it: of the chord on a sphere, altitudes kept."""
    chord = np.linalg.norm(ecef(*one) - ecef(*other))
    r1, r2 = RADIUS + one[2], RADIUS + other[2]
    return RADIUS * math.acos((r1**2 + r2**2 - chord**2) / (2.0 * r1 * r2))


def profile(grid, one, other, pace=15.0):
    """Arcs and elevations along the great circle between two points; shape (n,)."""
    arc = arc_between(one, other)
    share = np.linspace(0.0, 1.0, max(3, int(arc / pace)))
    n1, n2 = (
        np.array([math.cos(b) * math.cos(a), math.cos(b) * math.sin(a), math.sin(b)])
        for b, a, _ in (one, other)
    )
    whole = math.acos(min(1.0, float(n1 @ n2)))
    n = np.sin((1 - share) * whole)[:, None] * n1 + np.sin(share * whole)[:, None] * n2
    lat = np.arctan2(n[:, 2], np.hypot(n[:, 0], n[:, 1]))
    lon = np.arctan2(n[:, 1], n[:, 0])
    lon = lon + 2.0 * math.pi * np.round((grid.lon - lon) / (2.0 * math.pi))
    return share * arc, heights(grid, lat, lon)


def rises(arcs, ground, alt1, alt2, k):
    """How far ground stands above the straight line over a sphere of radius k R."""
    radius = k * RADIUS
    angle = arcs / radius
    start = np.array([0.0, radius + alt1])
    end = (radius + alt2) * np.array([math.sin(angle[-1]), math.cos(angle[-1])])
    dx, dy = end - start
    x, y = np.sin(angle), np.cos(angle)
    along = (start[0] * dy - start[1] * dx) / (x * dy - y * dx)
    return ground - (along - radius)


def floors(arcs, ground, antenna, k):
    """Lowest altitudes in sight at each arc, by elevation angles of all before."""
    radius = k * RADIUS
    angle = arcs / radius
    x = (radius + ground) * np.sin(angle)
    y = (radius + ground) * np.cos(angle) - radius - antenna
    steepest = np.maximum.accumulate(np.arctan2(y, x))
    # triangle of the antenna, the centre and the target: the law of sines
    return (radius + antenna) * np.cos(steepest) / np.cos(steepest + angle) - radius
