r"""The straight ray between two points over the ground of an effective Earth.

A ray bent by the standard atmosphere over a sphere of radius R is straight over one of
radius k R, with arcs along the ground and altitudes kept [1]_.  In polar coordinates
about the centre of that sphere a straight line is

.. math:: r(\theta) = r_p / \cos(\theta - \theta_p),

with its lowest point, its perigee, at :math:`\theta_p`.

References
----------
.. [1] M. I. Skolnik, *Introduction to Radar Systems*, 3rd edition, McGraw-Hill, 2001,
   section 8.4.
.. [2] ITU-R P.526-15, *Propagation by diffraction*, 2019, section 4.1, equation 26:
   the parameter of an edge is its rise times the root of 2 d / (λ d1 d2).
"""

import math
from typing import NamedTuple

from kalkan._kernel import kernel
from kalkan.constants import EARTH_RADIUS
from kalkan.physics.geodesy import geodetic2ecef
from kalkan.physics.horizon import ground_distance
from kalkan.terrain.grid import BLOCK, Grid, elevation_at
from kalkan.terrain.profile import (
    SEGMENT,
    Segment,
    ground_on,
    next_line,
    segment_between,
    summit,
)

TOUCH = 1e-3  #: ground that is higher than a ray by this only touches it [m]

_UPRIGHT = 1e-3  # two points nearer than this along the ground: one above the other [m]
_NEAR = 1e-6  # ground nearer than this to an end counts as so far from it [m]


class Way(NamedTuple):
    """A great circle between two places."""

    x1: float  #: normal of the ellipsoid at its start, ECEF [1]
    y1: float
    z1: float
    x2: float  #: and at its end [1]
    y2: float
    z2: float
    angle: float  #: between the two [rad]


class Ray(NamedTuple):
    """A straight line over the effective Earth."""

    radius: float  #: of the effective Earth [m]
    lowest: float  #: distance of the perigee from its centre [m]
    perigee: float  #: where that is, from the first point [rad]
    angle: float  #: from the first point to the second [rad]
    arc: float  #: along the ground [m]


class Edge(NamedTuple):
    """What stands in a ray's way."""

    measure: float  #: rise over the root of the product of distances [1]
    rise: float  #: above the ray [m]
    distance: float  #: along the ground from the first point [m]


class Bow(NamedTuple):
    """A ray over one segment, as a parabola of the segment's share."""

    start: float  #: altitude at share 0 [m]
    slope: float  #: [m]
    bend: float  #: [m]
    begin: float  #: arc from the first point at share 0 [m]
    length: float  #: of the segment [m]


@kernel
def is_clear(
    grid: Grid,
    lat1: float,
    lon1: float,
    alt1: float,
    lat2: float,
    lon2: float,
    alt2: float,
    k: float,
) -> bool:
    """Tell whether two points see each other over the ground.

    Parameters
    ----------
    grid
        The ground; around it is the sea.
    lat1, lon1, lat2, lon2
        Places of the points, less than half round the globe apart. [rad]
    alt1, alt2
        Their altitudes above mean sea level. [m]
    k
        Effective-Earth factor, 4/3 in the standard atmosphere. [1]

    Returns
    -------
    True when the ground is nowhere above the ray; to touch it is to pass.  The same
    from either end.  False where an argument is not a number.

    Examples
    --------
    >>> from kalkan.terrain.grid import SMOOTH
    >>> near, far = math.radians(0.37), math.radians(0.39)
    >>> is_clear(SMOOTH, 0.0, 0.0, 10.0, 0.0, near, 50.0, 4 / 3)
    True
    >>> is_clear(SMOOTH, 0.0, 0.0, 10.0, 0.0, far, 50.0, 4 / 3)
    False
    """
    alt1, alt2 = alt1 + TOUCH, alt2 + TOUCH
    ray = _ray(lat1, lon1, alt1, lat2, lon2, alt2, k)
    if not _is_straight(ray):
        return False
    if ray.arc < _UPRIGHT:
        return min(alt1, alt2) >= elevation_at(grid, lat1, lon1)
    low = min(alt1, alt2)
    if 0.0 < ray.perigee < ray.angle:
        low = ray.lowest - ray.radius
    top = max(grid.top, 0.0)
    if low > top:
        return True
    half = math.acos(min(1.0, ray.lowest / (ray.radius + top)))
    begin = max(0.0, (ray.perigee - half) / ray.angle)
    end = min(1.0, (ray.perigee + half) / ray.angle)
    way = _way(lat1, lon1, lat2, lon2)
    edge = _along(grid, way, ray, begin, end, Edge(0.0, 0.0, 0.0), True)
    return edge.measure <= 0.0


@kernel
def obstacle(
    grid: Grid,
    lat1: float,
    lon1: float,
    alt1: float,
    lat2: float,
    lon2: float,
    alt2: float,
    k: float,
) -> tuple[float, float]:
    """Return the ground that matters most to a ray: its principal edge.

    Parameters
    ----------
    grid, lat1, lon1, alt1, lat2, lon2, alt2, k
        As in `is_clear`.

    Returns
    -------
    How far the ground rises above the ray, below zero when the ray is clear [m], and
    its distance along the ground from the first point [m]; nan where an argument is
    not a number.

    Notes
    -----
    Of all points under the ray it is the one with the greatest diffraction parameter
    [2]_: the greatest rise over the root of the product of its distances from the two
    ends.  It is the same from either end.

    Examples
    --------
    >>> from kalkan.terrain.grid import SMOOTH
    >>> far = math.radians(0.39)
    >>> rise, distance = obstacle(SMOOTH, 0.0, 0.0, 10.0, 0.0, far, 50.0, 4 / 3)
    >>> round(rise, 1), round(distance)
    (1.3, 13881)
    """
    ray = _ray(lat1, lon1, alt1, lat2, lon2, alt2, k)
    if not _is_straight(ray):
        return math.nan, math.nan
    if ray.arc < _UPRIGHT:
        return elevation_at(grid, lat1, lon1) - min(alt1, alt2), 0.0
    way = _way(lat1, lon1, lat2, lon2)
    none = Edge(-math.inf, -math.inf, 0.0)
    edge = _along(grid, way, ray, 0.0, 1.0, none, False)
    return edge.rise, edge.distance


@kernel
def _ray(
    lat1: float,
    lon1: float,
    alt1: float,
    lat2: float,
    lon2: float,
    alt2: float,
    k: float,
) -> Ray:
    """Return the ray between two points."""
    x1, y1, z1 = geodetic2ecef(lat1, lon1, alt1)
    x2, y2, z2 = geodetic2ecef(lat2, lon2, alt2)
    dx, dy, dz = x2 - x1, y2 - y1, z2 - z1
    arc = ground_distance(math.sqrt(dx * dx + dy * dy + dz * dz), alt1, alt2)
    radius = k * EARTH_RADIUS
    angle = arc / radius
    half = math.sin(0.5 * angle)
    across = math.sin(angle) * (radius + alt2)
    along = alt1 - alt2 + 2.0 * half * half * (radius + alt2)
    perigee = math.atan2(along, across)
    return Ray(radius, (radius + alt1) * math.cos(perigee), perigee, angle, arc)


@kernel
def _is_straight(ray: Ray) -> bool:
    """Return whether a ray is a line: of numbers, and less than half round."""
    return ray.lowest > 0.0 and ray.angle < math.pi


@kernel
def _way(lat1: float, lon1: float, lat2: float, lon2: float) -> Way:
    """Return the great circle between two places [rad]."""
    c1, c2 = math.cos(lat1), math.cos(lat2)
    x1, y1, z1 = c1 * math.cos(lon1), c1 * math.sin(lon1), math.sin(lat1)
    x2, y2, z2 = c2 * math.cos(lon2), c2 * math.sin(lon2), math.sin(lat2)
    dx, dy, dz = x2 - x1, y2 - y1, z2 - z1
    chord = 0.5 * math.sqrt(dx * dx + dy * dy + dz * dz)
    return Way(x1, y1, z1, x2, y2, z2, 2.0 * math.asin(min(1.0, chord)))


@kernel
def _place(way: Way, share: float) -> tuple[float, float]:
    """Return latitude and longitude at a share of a way [rad]."""
    one, other = math.sin((1.0 - share) * way.angle), math.sin(share * way.angle)
    x = one * way.x1 + other * way.x2
    y = one * way.y1 + other * way.y2
    z = one * way.z1 + other * way.z2
    return math.atan2(z, math.sqrt(x * x + y * y)), math.atan2(y, x)


@kernel
def _height(ray: Ray, angle: float) -> float:
    """Return the altitude of a ray at an angle from its first point [m]."""
    return ray.lowest / math.cos(angle - ray.perigee) - ray.radius


@kernel
def _bow(ray: Ray, begin: float, end: float) -> Bow:
    """Return a ray between two shares of its arc."""
    first, last = _height(ray, begin * ray.angle), _height(ray, end * ray.angle)
    middle = _height(ray, 0.5 * (begin + end) * ray.angle)
    slope = 4.0 * middle - 3.0 * first - last
    bend = 2.0 * (first - 2.0 * middle + last)
    return Bow(first, slope, bend, begin * ray.arc, (end - begin) * ray.arc)


@kernel
def _least(bow: Bow, begin: float, end: float) -> float:
    """Return the least altitude of a ray between two shares of a segment [m]."""
    one = bow.start + begin * (bow.slope + begin * bow.bend)
    other = bow.start + end * (bow.slope + end * bow.bend)
    if bow.bend > 0.0:
        at = -0.5 * bow.slope / bow.bend
        if begin < at < end:
            return bow.start + at * (bow.slope + at * bow.bend)
    return min(one, other)


@kernel
def _along(
    grid: Grid, way: Way, ray: Ray, begin: float, end: float, edge: Edge, first: bool
) -> Edge:
    """Return the principal edge between two shares, or the `first` that is any."""
    if end <= begin:
        return edge
    pieces = max(1, int(math.ceil((end - begin) * ray.arc / SEGMENT)))
    pace = (end - begin) / pieces
    lat, lon = _place(way, begin)
    for n in range(pieces):
        share = begin + n * pace
        lat2, lon2 = _place(way, share + pace)
        leg = segment_between(grid, lat, lon, lat2, lon2)
        bow = _bow(ray, share, share + pace)
        edge = _over(grid, leg, bow, ray.arc, edge)
        if first and edge.measure > 0.0:
            return edge
        lat, lon = lat2, lon2
    return edge


@kernel
def _over(grid: Grid, leg: Segment, bow: Bow, arc: float, edge: Edge) -> Edge:
    """Return the principal edge so far, after one segment."""
    if leg.leaves <= leg.enters:
        return _piece(bow, 0.0, 1.0, 0.0, 0.0, 0.0, arc, edge)
    if leg.enters > 0.0:
        edge = _piece(bow, 0.0, leg.enters, 0.0, 0.0, 0.0, arc, edge)
    if leg.leaves < 1.0:
        edge = _piece(bow, leg.leaves, 1.0, 0.0, 0.0, 0.0, arc, edge)
    share = leg.enters
    while share < leg.leaves:
        line = next_line(leg.row, leg.rows, share, BLOCK)
        line = min(line, next_line(leg.col, leg.cols, share, BLOCK), leg.leaves)
        if _may_matter(grid, leg, bow, share, line, arc, edge):
            edge = _cells(grid, leg, bow, share, line, arc, edge)
        share = line
    return edge


@kernel
def _may_matter(
    grid: Grid, leg: Segment, bow: Bow, begin: float, end: float, arc: float, edge: Edge
) -> bool:
    """Return whether a block may hold a worse edge than the one found."""
    middle = 0.5 * (begin + end)
    row = int((leg.row + middle * leg.rows) / BLOCK)
    col = int((leg.col + middle * leg.cols) / BLOCK)
    row = min(max(row, 0), grid.roof.shape[0] - 1)
    col = min(max(col, 0), grid.roof.shape[1] - 1)
    rise = grid.roof[row, col] - _least(bow, begin, end)
    one, other = bow.begin + begin * bow.length, bow.begin + end * bow.length
    near, far = one * (arc - one), other * (arc - other)
    if rise < 0.0:  # least where the product is greatest
        widest = max(near, far)
        if one < 0.5 * arc < other:
            widest = 0.25 * arc * arc
        return bool(rise > edge.measure * math.sqrt(widest))
    return bool(rise > edge.measure * math.sqrt(max(min(near, far), _NEAR * arc)))


@kernel
def _cells(
    grid: Grid, leg: Segment, bow: Bow, begin: float, end: float, arc: float, edge: Edge
) -> Edge:
    """Return the principal edge so far, after the cells of one block."""
    share = begin
    while share < end:
        line = next_line(leg.row, leg.rows, share, 1.0)
        line = min(line, next_line(leg.col, leg.cols, share, 1.0), end)
        low, middle, high = ground_on(grid, leg, share, line)
        edge = _piece(bow, share, line, low, middle, high, arc, edge)
        share = line
    return edge


@kernel
def _piece(
    bow: Bow,
    begin: float,
    end: float,
    first: float,
    middle: float,
    last: float,
    arc: float,
    edge: Edge,
) -> Edge:
    """Return the principal edge so far, after a piece of ground given as a parabola."""
    centre = 0.5 * (begin + end)
    one = first - bow.start - begin * (bow.slope + begin * bow.bend)
    two = middle - bow.start - centre * (bow.slope + centre * bow.bend)
    three = last - bow.start - end * (bow.slope + end * bow.bend)
    at = summit(one, two, three)
    edge = _worse(bow, begin, one, arc, edge)
    edge = _worse(bow, centre, two, arc, edge)
    edge = _worse(bow, end, three, arc, edge)
    if 0.0 < at < 1.0:
        rise = one + at * (4.0 * two - 3.0 * one - three)
        rise += 2.0 * at * at * (one - 2.0 * two + three)
        edge = _worse(bow, begin + at * (end - begin), rise, arc, edge)
    return edge


@kernel
def _worse(bow: Bow, share: float, rise: float, arc: float, edge: Edge) -> Edge:
    """Return the worse of an edge and the ground at a share of the segment."""
    distance = bow.begin + share * bow.length
    product = max(distance * (arc - distance), _NEAR * arc)
    measure = rise / math.sqrt(product)
    if measure > edge.measure:
        return Edge(measure, rise, distance)
    return edge
