"""Recorded flights as knots of a path.

Rows are smoothed by local parabolas and joined by cubics.  Rows closer than the window
share their noise out; rows farther apart are passed exactly.

References
----------
.. [1] A. Savitzky, M. J. E. Golay, "Smoothing and differentiation of data by simplified
   least squares procedures", *Analytical Chemistry* 36, 1964, pp. 1627-1639; here with
   rows at any times.
"""

import numpy as np

from kalkan._kernel import kernel
from kalkan.physics.arcs import Path
from kalkan.physics.course import sparse_path
from kalkan.physics.geodesy import geodetic2enu

WINDOW = 5.0  #: rows this near in time are smoothed together, assumed [s]
STRAY = 2.0  #: knots are left out where cubics stray less from them [m]


def recorded_knots(
    frame: np.ndarray,
    time: np.ndarray,
    lat: np.ndarray,
    lon: np.ndarray,
    altitude: np.ndarray,
) -> Path:
    """Return the path of a recorded flight.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    time
        Of each row, rising; shape (row,), two or more. [s]
    lat, lon
        Shape (row,). [rad]
    altitude
        Above the ellipsoid; shape (row,). [m]

    Returns
    -------
    Time from the first row, position and velocity as of `knots_of`.

    Raises
    ------
    ValueError
        When there are fewer than two rows, shapes differ, or times do not rise.
    """
    columns = [np.asarray(one, np.float64) for one in (time, lat, lon, altitude)]
    if len({one.shape for one in columns}) > 1 or columns[0].ndim != 1:
        raise ValueError("time, lat, lon, altitude: one number each a row")
    if columns[0].size < 2 or not np.all(np.diff(columns[0]) > 0.0):
        raise ValueError("time: two rows or more, each later than the one before")
    times, *where = columns
    rows = np.array([geodetic2enu(frame, *place) for place in zip(*where, strict=True)])
    since = times - times[0]
    position, velocity = np.empty_like(rows), np.empty_like(rows)
    smooth_rows(since, rows, WINDOW, position, velocity)
    return sparse_path(since, position, velocity, STRAY, np.zeros(len(rows), np.bool_))


@kernel
def smooth_rows(
    time: np.ndarray,
    rows: np.ndarray,
    window: float,
    position: np.ndarray,
    velocity: np.ndarray,
) -> None:
    """Fill in places and velocities by the parabola that fits best round each row.

    Parameters
    ----------
    time
        Of the rows, rising; shape (row,). [s]
    rows
        Places; shape (row, 3). [m]
    window
        Rows within it, before and after, are fitted, and at least three. [s]
    position, velocity
        Filled; shape (row, 3). [m, m s⁻¹]
    """
    n = time.shape[0]
    first, last = 0, 0
    for i in range(n):
        while time[i] - time[first] > window:
            first += 1
        while last + 1 < n and time[last + 1] - time[i] <= window:
            last += 1
        a = max(0, min(first, i - 1, n - 3))
        b = min(n - 1, max(last, i + 1, 2))
        for k in range(3):
            place, speed = _fitted(time, rows, i, a, b, k)
            position[i, k], velocity[i, k] = place, speed


@kernel
def _fitted(
    time: np.ndarray, rows: np.ndarray, i: int, first: int, last: int, axis: int
) -> tuple[float, float]:
    """Return place and speed at row `i` of the parabola through rows around it.

    The normal equations of a + b t + c t², t from row `i` in units of the window's
    greater half, are solved by Cramer's rule.
    """
    half = max(time[i] - time[first], time[last] - time[i])
    s1, s2, s3, s4 = 0.0, 0.0, 0.0, 0.0
    y0, y1, y2 = 0.0, 0.0, 0.0
    for j in range(first, last + 1):
        t = (time[j] - time[i]) / half
        y = rows[j, axis] - rows[i, axis]
        s1, s2, s3, s4 = s1 + t, s2 + t * t, s3 + t**3, s4 + t**4
        y0, y1, y2 = y0 + y, y1 + t * y, y2 + t * t * y
    s0 = float(last - first + 1)
    if last - first < 2:
        return rows[i, axis], (s0 * y1 - s1 * y0) / (s0 * s2 - s1 * s1) / half
    m0, m1, m2 = s2 * s4 - s3 * s3, s1 * s4 - s2 * s3, s1 * s3 - s2 * s2
    det = s0 * m0 - s1 * m1 + s2 * m2
    place = (y0 * m0 - s1 * (y1 * s4 - s3 * y2) + s2 * (y1 * s3 - s2 * y2)) / det
    rate = (s0 * (y1 * s4 - s3 * y2) - y0 * m1 + s2 * (s1 * y2 - y1 * s2)) / det
    return rows[i, axis] + place, rate / half
