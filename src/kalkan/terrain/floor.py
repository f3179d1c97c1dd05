"""The visibility floor of a site: the lowest altitude in its line of sight, all round.

It is swept once (`kalkan.terrain.sweep`), kept on disk, and read by whoever asks what
the ground hides: looks of radars, and maps.
"""

import hashlib
import math
import os
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from jaxtyping import Float32

from kalkan._kernel import kernel
from kalkan.physics.geodesy import frame_at
from kalkan.terrain.grid import Grid
from kalkan.terrain.shelf import fetch, put
from kalkan.terrain.sweep import sweep

AZIMUTHS = 720  #: of a table, clockwise from north
RANGES = 512  #: of a table, the first one step from the site

_VERSION = 1  # of what a table holds: raised whenever `sweep` changes
_BLOCK = 45  # azimuths that one thread sweeps at a time
_TWO_PI = 2.0 * math.pi


class Floor(NamedTuple):
    """What one site sees."""

    altitude: Float32[np.ndarray, "azimuth range"]  #: lowest in sight [m]
    obstacle: Float32[np.ndarray, "azimuth range"]  #: arc to what limits it [m]
    step: float  #: entry j is at an arc of (j + 1) steps [m]


def floor_of(
    grid: Grid,
    lat: float,
    lon: float,
    antenna_altitude: float,
    k: float,
    reach: float,
) -> Floor:
    """Return the visibility floor of a site, from the disk where it is known.

    Parameters
    ----------
    grid
        The ground; around it is the sea.
    lat, lon
        Of the site. [rad]
    antenna_altitude
        Above mean sea level. [m]
    k
        Effective-Earth factor, 4/3 in the standard atmosphere. [1]
    reach
        Arc to the last range. [m]

    Returns
    -------
    The altitude, at each azimuth and range, of the ray that grazes the steepest ground
    up to there, the surface of the sea included: never below the ground at that place.
    And the arc to the ground that it grazes, which is the range itself where nothing
    nearer limits the view.  Ground within half a spacing of posts does not count.

    Raises
    ------
    ValueError
        When an argument is not a number, the site is not between the poles, or `k` or
        `reach` is not above zero.

    Examples
    --------
    >>> from kalkan.terrain.grid import SMOOTH
    >>> floor = floor_of(SMOOTH, 0.7, 0.5, 30.0, 4 / 3, 256e3)
    >>> floor.step, float(floor.altitude[0, 199]), float(floor.obstacle[0, 199])
    (500.0, 352.8, 22576.0)
    """
    _check(lat, lon, antenna_altitude, k, reach)
    asked = [float(x) for x in (lat, lon, antenna_altitude, k, reach)]
    words = repr((_VERSION, AZIMUTHS, RANGES, grid.digest, *asked))
    key = hashlib.sha256(words.encode()).hexdigest()
    shape = (2, AZIMUTHS, RANGES)
    table = fetch(key, shape)
    if table is None:
        table = _swept(grid, *asked)
        put(key, table)
    return Floor(table[0], table[1], reach / RANGES)


def _check(lat: float, lon: float, antenna: float, k: float, reach: float) -> None:
    """Raise ValueError for what is not a site."""
    if not math.isfinite(lat + lon + antenna + k + reach):
        raise ValueError("floor_of: every argument is a finite number")
    if abs(lat) > 0.5 * math.pi:
        raise ValueError(f"lat: between -π/2 and π/2, not {lat}")
    if not (k > 0.0 and reach > 0.0):
        raise ValueError(f"k, reach: above zero, not {k}, {reach}")


def _swept(
    grid: Grid, lat: float, lon: float, antenna: float, k: float, reach: float
) -> np.ndarray:
    """Return floor and obstacle of all azimuths; shape (2, azimuth, range)."""
    table = np.empty((2, AZIMUTHS, RANGES), np.float32)
    frame = frame_at(lat, lon, 0.0)

    def work(first: int, last: int) -> None:
        sweep(grid, frame, antenna, k, reach, first, last, table[0], table[1])

    if grid.top == 0.0 and not grid.elevation.any():  # the sea is the same all round
        work(0, 1)
        table[:] = table[:, :1]
        return table
    firsts = range(0, AZIMUTHS, _BLOCK)
    with ThreadPoolExecutor(min(len(os.sched_getaffinity(0)), len(firsts))) as crew:
        list(crew.map(lambda first: work(first, first + _BLOCK), firsts))
    return table


@kernel
def floor_at(
    altitude: np.ndarray,
    obstacle: np.ndarray,
    step: np.ndarray,
    s: int,
    azimuth: float,
    distance: float,
) -> tuple[float, float]:
    """Return the floor of a site at an azimuth and a distance.

    Parameters
    ----------
    altitude, obstacle
        Tables by `floor_of`.  Shape: sensor, azimuth, range. [m]
    step
        Of the ranges; 0 where a sensor has no table.  Shape: sensor. [m]
    s
        Sensor.
    azimuth
        Clockwise from north, any turn. [rad]
    distance
        Along the ground; nearer than one step as at one step, beyond the table as
        its last two ranges go on. [m]

    Returns
    -------
    Lowest altitude in sight, linear between entries, or minus infinity without a
    table [m]; arc to what limits it, of the nearest entry, at most `distance` [m];
    nan where azimuth or distance is not a number.

    Examples
    --------
    >>> floor, edge = np.zeros((1, 4, 2)), np.full((1, 4, 2), 50.0)
    >>> floor[0, 1] = 10.0, 30.0
    >>> floor_at(floor, edge, np.array([100.0]), 0, 0.5 * math.pi, 150.0)
    (20.0, 50.0)
    """
    if not step[s] > 0.0:
        return -math.inf, 0.0
    if not math.isfinite(azimuth + distance):
        return math.nan, math.nan
    azimuths, ranges = altitude.shape[1], altitude.shape[2]
    turn = azimuth / _TWO_PI
    place = (turn - math.floor(turn)) * azimuths
    i = min(int(place), azimuths - 1)
    p = place - i
    i2 = i + 1 if i + 1 < azimuths else 0
    place = max(0.0, distance / step[s] - 1.0)
    j = min(int(min(place, float(ranges))), ranges - 2)
    q = place - j
    near = (1.0 - p) * altitude[s, i, j] + p * altitude[s, i2, j]
    far = (1.0 - p) * altitude[s, i, j + 1] + p * altitude[s, i2, j + 1]
    row = i if p < 0.5 else i2
    col = j if q < 0.5 else j + 1
    return near + q * (far - near), min(float(obstacle[s, row, col]), distance)
