r"""The rays of a site: how high the ground along each azimuth makes a target stand.

Over a sphere of radius k R (`kalkan.terrain.ray`) a point at altitude z, at an arc of θ
from an antenna at altitude a, is seen at an elevation whose tangent is, with
τ = tan(θ/2),

.. math:: g = \frac{z - a - (2 k R + z + a) \tau^2}{2 (k R + z) \tau},

which is exact; solved for z it is the altitude of the ray that leaves with g.  The
floor at a distance is that of the ray with the greatest g of all ground up to there.
"""

import math
from typing import NamedTuple

import numpy as np

from kalkan._kernel import kernel
from kalkan.constants import EARTH_RADIUS
from kalkan.physics.geodesy import altitude, enu2geodetic
from kalkan.physics.horizon import horizon
from kalkan.terrain.grid import Grid
from kalkan.terrain.profile import (
    Segment,
    ground_on,
    next_line,
    segment_between,
    summit,
)

SEGMENT = 5e3  #: at most so long are the segments of an azimuth [m]
CEILING = 1e6  #: a floor above it is given as this [m]


class Mast(NamedTuple):
    """An antenna over the effective Earth, and the ranges of its table."""

    altitude: float  #: above mean sea level [m]
    radius: float  #: of the effective Earth [m]
    horizon: float  #: arc to that of the sea [m]
    nearest: float  #: ground nearer than this is the site itself [m]
    step: float  #: of range in the table [m]


class View(NamedTuple):
    """What has been met along an azimuth."""

    slope: float  #: greatest tangent of elevation of the ground so far [1]
    where: float  #: arc to that ground [m]
    filled: int  #: entries of the table that are written


@kernel
def ground_point(
    frame: np.ndarray, azimuth: float, distance: float
) -> tuple[float, float]:
    """Return the place at an azimuth and a distance along the ground.

    Parameters
    ----------
    frame
        Of the site, by `geodesy.frame_at` at altitude 0; shape (12,).
    azimuth
        Clockwise from north. [rad]
    distance
        Arc at sea level, as `horizon.ground_distance` has it. [m]

    Returns
    -------
    Latitude and longitude. [rad]

    Notes
    -----
    The place lies on the ellipsoid, in the plane of the azimuth (the normal section),
    where the chord is that of the arc: the inverse of what a radar's axes and
    `ground_distance` say of a point at sea level.

    Examples
    --------
    >>> from kalkan.physics.geodesy import frame_at
    >>> lat, lon = ground_point(frame_at(0.7, 0.5), 0.0, 100e3)
    >>> lat, lon
    (0.7157173, 0.5)
    """
    angle = 0.5 * distance / EARTH_RADIUS
    chord, sink = 2.0 * EARTH_RADIUS * math.sin(angle), angle
    east, north = math.sin(azimuth), math.cos(azimuth)
    x, y, z = 0.0, 0.0, 0.0
    for _ in range(3):
        flat = chord * math.cos(sink)
        x, y, z = flat * east, flat * north, -chord * math.sin(sink)
        sink += altitude(frame, x, y, z) / max(chord, 1.0)
    lat, lon, _ = enu2geodetic(frame, x, y, z)
    return lat, lon


@kernel
def sweep(
    grid: Grid,
    frame: np.ndarray,
    antenna: float,
    k: float,
    reach: float,
    first: int,
    last: int,
    floor: np.ndarray,
    obstacle: np.ndarray,
) -> None:
    """Fill the rows `first` to `last` - 1 of a table of floors.

    Parameters
    ----------
    grid
        The ground.
    frame
        Of the site, by `geodesy.frame_at` at altitude 0; shape (12,).
    antenna
        Altitude of the antenna above mean sea level. [m]
    k
        Effective-Earth factor. [1]
    reach
        Of the last range; ranges are even, the first one step away. [m]
    first, last
        Rows: azimuths, even and clockwise from north.
    floor
        Lowest altitude in sight, overwritten.  Shape: azimuth, range. [m]
    obstacle
        Arc to the ground that limits it, overwritten.  Shape: azimuth, range. [m]

    Notes
    -----
    Ground nearer than half the spacing of posts is left out: a crew clears its
    foreground, and the grid knows nothing of it.
    """
    azimuths, ranges = floor.shape
    across = math.sqrt(frame[9] * frame[9] + frame[10] * frame[10])
    nearest = 0.5 * EARTH_RADIUS * max(grid.dlat, grid.dlon * across)
    radius = k * EARTH_RADIUS
    mast = Mast(antenna, radius, horizon(antenna, k), nearest, reach / ranges)
    pieces = max(1, int(math.ceil(reach / SEGMENT)))
    length = reach / pieces
    for i in range(first, last):
        azimuth = 2.0 * math.pi * i / azimuths
        view = View(-math.inf, 0.0, 0)
        lat, lon = ground_point(frame, azimuth, 0.0)
        for n in range(pieces):
            lat2, lon2 = ground_point(frame, azimuth, (n + 1) * length)
            leg = segment_between(grid, lat, lon, lat2, lon2)
            view = _leg(grid, leg, mast, n * length, length, view, i, floor, obstacle)
            lat, lon = lat2, lon2


@kernel
def _leg(
    grid: Grid,
    leg: Segment,
    mast: Mast,
    begin: float,
    length: float,
    view: View,
    i: int,
    floor: np.ndarray,
    obstacle: np.ndarray,
) -> View:
    """Return what has been met after one segment; write the ranges in it."""
    share = 0.0
    while share < 1.0:
        entry = ((view.filled + 1) * mast.step - begin) / length
        line = min(1.0, entry)
        line = _before(line, share, (mast.nearest - begin) / length)
        line, is_ground = _stretch(leg, share, line)
        one, other = begin + share * length, begin + line * length
        low, middle, high = 0.0, 0.0, 0.0
        if is_ground:
            low, middle, high = ground_on(grid, leg, share, line)
        if one >= mast.nearest - 1e-3:
            view = _met(mast, view, one, other, low, middle, high, is_ground)
        if line >= entry or (line == 1.0 and entry < 1.0 + 1e-9):
            view = _write(mast, view, high, i, floor, obstacle)
        share = line
    return view


@kernel
def _before(line: float, share: float, stop: float) -> float:
    """Return where a piece ends that also ends at `stop`, where that is ahead."""
    if share < stop < line:
        return stop
    return line


@kernel
def _stretch(leg: Segment, share: float, line: float) -> tuple[float, bool]:
    """Return where a piece from `share` ends, and whether it is over the grid."""
    if leg.leaves <= leg.enters or share >= leg.leaves:
        return line, False
    if share < leg.enters:
        return min(line, leg.enters), False
    line = min(line, leg.leaves, next_line(leg.row, leg.rows, share, 1.0))
    return min(line, next_line(leg.col, leg.cols, share, 1.0)), True


@kernel
def _met(
    mast: Mast,
    view: View,
    one: float,
    other: float,
    low: float,
    middle: float,
    high: float,
    is_ground: bool,
) -> View:
    """Return what has been met after ground between two arcs, given as a parabola."""
    first, last = _slope(mast, one, low), _slope(mast, other, high)
    view = _steeper(view, first, one)
    if is_ground:
        centre = _slope(mast, 0.5 * (one + other), middle)
        at = summit(first, centre, last)
        if 0.0 < at < 1.0:
            height = low + at * (4.0 * middle - 3.0 * low - high)
            height += 2.0 * at * at * (low - 2.0 * middle + high)
            where = one + at * (other - one)
            view = _steeper(view, _slope(mast, where, height), where)
    elif one < mast.horizon < other:
        view = _steeper(view, _slope(mast, mast.horizon, 0.0), mast.horizon)
    return _steeper(view, last, other)


@kernel
def _steeper(view: View, slope: float, where: float) -> View:
    """Return a view with ground of a slope at an arc."""
    if slope >= view.slope:
        return View(slope, where, view.filled)
    return view


@kernel
def _half_tangent(angle: float) -> float:
    """Return tan(angle / 2), by its series (to 1e-12) below 0.2 rad."""
    u = 0.5 * angle
    if u > 0.1:
        return math.tan(u)
    w = u * u
    return u * (1.0 + w * (1.0 / 3.0 + w * (2.0 / 15.0 + w * 17.0 / 315.0)))


@kernel
def _slope(mast: Mast, arc: float, height: float) -> float:
    """Return the tangent of the elevation of a point at an arc. [1]."""
    half = _half_tangent(arc / mast.radius)
    down = (2.0 * mast.radius + height + mast.altitude) * half * half
    return (height - mast.altitude - down) / (2.0 * (mast.radius + height) * half)


@kernel
def _write(
    mast: Mast,
    view: View,
    ground: float,
    i: int,
    floor: np.ndarray,
    obstacle: np.ndarray,
) -> View:
    """Write the next range of row `i`."""
    j = view.filled
    arc = (j + 1) * mast.step
    if view.slope == -math.inf:  # nothing but the site itself
        floor[i, j], obstacle[i, j] = ground, arc
        return View(view.slope, arc, j + 1)
    half = _half_tangent(arc / mast.radius)
    above = 2.0 * mast.radius * half * view.slope
    up = mast.altitude + (2.0 * mast.radius + mast.altitude) * half * half + above
    share = 1.0 - half * half - 2.0 * half * view.slope
    height = CEILING
    if share > 0.0:
        height = min(up / share, CEILING)
    floor[i, j], obstacle[i, j] = height, view.where
    return View(view.slope, view.where, j + 1)
