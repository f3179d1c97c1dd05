"""What lies between the knots of a path."""

import math

import numpy as np
from geographiclib.geodesic import Geodesic

from kalkan.physics.geodesy import altitude, frame_at
from kalkan.physics.kinematics import hermite

FRAME = frame_at(math.radians(39.9), math.radians(32.8), 900.0)


def between(path, parts=4):
    """Return times, places and velocities on the Hermite pieces, `parts` a piece."""
    time, p, v = path
    rows = []
    for k in range(len(time) - 1):
        for t in np.linspace(time[k], time[k + 1], parts, endpoint=False):
            axes = [
                hermite(
                    t, time[k], time[k + 1], p[k, c], v[k, c], p[k + 1, c], v[k + 1, c]
                )
                for c in range(3)
            ]
            rows.append([t, *(a[0] for a in axes), *(a[1] for a in axes)])
    rows = np.array(rows)
    return rows[:, 0], rows[:, 1:4], rows[:, 4:]


def heights(places):
    return np.array([altitude(FRAME, *place) for place in places])


def shift(a, b):
    """Return the length of the geodesic between two places [m]."""
    ends = np.degrees([*a[:2], *b[:2]])
    return Geodesic.WGS84.Inverse(*ends, Geodesic.DISTANCE)["s12"]


def at_time(path, t):
    """Return the place on a path of knots at a time."""
    time, p, v = path
    k = min(max(int(np.searchsorted(time, t, "right")) - 1, 0), len(time) - 2)
    return [
        hermite(t, time[k], time[k + 1], p[k, c], v[k, c], p[k + 1, c], v[k + 1, c])[0]
        for c in range(3)
    ]
