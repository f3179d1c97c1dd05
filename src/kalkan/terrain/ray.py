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
from kalkan.terrain.edges import Bow, Edge, principal_edge
from kalkan.terrain.grid import Grid, elevation_at
from kalkan.terrain.profile import segment_between

SEGMENT = 10e3  #: at most so long are the segments of its way [m]
QUICK = 30e3  #: of a way that is asked for often: 15 m beside the great circle [m]
TOUCH = 1e-3  #: ground that is higher than a ray by this only touches it [m]

_UPRIGHT = 1.0  # two points nearer than this along the ground: one above the other [m]


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
    begin, end = _below(ray, max(grid.top, 0.0), alt1)
    if end <= begin:
        return True
    way = _way(lat1, lon1, lat2, lon2)
    edge = _along(grid, way, ray, begin, end, Edge(0.0, 0.0, 0.0), True, SEGMENT)
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
    edge = _along(grid, way, ray, 0.0, 1.0, _glimpse(grid, way, ray), False, SEGMENT)
    return edge.rise, edge.distance


@kernel
def shading_edge(
    grid: Grid,
    lat1: float,
    lon1: float,
    alt1: float,
    lat2: float,
    lon2: float,
    alt2: float,
    k: float,
    least: float,
) -> tuple[float, float]:
    """Return the principal edge if it takes anything of the wave, for who asks often.

    Ground that is too far below the ray to matter is not looked at.

    Parameters
    ----------
    grid, lat1, lon1, alt1, lat2, lon2, alt2, k
        As in `is_clear`.
    least
        What matters: the diffraction parameter, negative, times the root of half the
        wavelength. [m½]

    Returns
    -------
    As of `obstacle`; minus infinity and 0 where no ground matters, nan where an
    argument is not a number. [m, m]

    Examples
    --------
    >>> from kalkan.terrain.grid import SMOOTH
    >>> near, far = math.radians(0.30), math.radians(0.39)
    >>> shading_edge(SMOOTH, 0.0, 0.0, 50.0, 0.0, near, 90.0, 4 / 3, -0.17)
    (-inf, 0.0)
    >>> rise, _ = shading_edge(SMOOTH, 0.0, 0.0, 10.0, 0.0, far, 50.0, 4 / 3, -0.17)
    >>> round(rise, 1)
    1.3
    """
    ray = _ray(lat1, lon1, alt1, lat2, lon2, alt2, k)
    if not _is_straight(ray):
        return math.nan, math.nan
    if ray.arc < _UPRIGHT:
        return elevation_at(grid, lat1, lon1) - min(alt1, alt2), 0.0
    edge = Edge(least / math.sqrt(ray.arc), -math.inf, 0.0)
    begin, end = _below(ray, max(grid.top, 0.0) - 0.5 * ray.arc * edge.measure, alt1)
    if end <= begin:
        return edge.rise, edge.distance
    way = _way(lat1, lon1, lat2, lon2)
    edge = _along(grid, way, ray, begin, end, edge, False, QUICK)
    return edge.rise, edge.distance


@kernel
def _below(ray: Ray, top: float, alt1: float) -> tuple[float, float]:
    """Return between which shares of its arc a ray is below an altitude [m]."""
    low = min(alt1, _height(ray, ray.angle))
    if 0.0 < ray.perigee < ray.angle:
        low = ray.lowest - ray.radius
    if low > top:
        return 0.0, 0.0
    half = math.acos(min(1.0, ray.lowest / (ray.radius + top)))
    begin = max(0.0, (ray.perigee - half) / ray.angle)
    return begin, min(1.0, (ray.perigee + half) / ray.angle)


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
def _glimpse(grid: Grid, way: Way, ray: Ray) -> Edge:
    """Return the worst of some places: what cannot be worse need not be searched."""
    edge = Edge(-math.inf, -math.inf, 0.0)
    places = 2 + int(2.0 * ray.arc / SEGMENT)
    for n in range(1, places):
        share = n / places
        lat, lon = _place(way, share)
        rise = elevation_at(grid, lat, lon) - _height(ray, share * ray.angle)
        measure = rise / (ray.arc * math.sqrt(share * (1.0 - share)))
        if measure > edge.measure:
            edge = Edge(measure, rise, share * ray.arc)
    return edge


@kernel
def _along(
    grid: Grid,
    way: Way,
    ray: Ray,
    begin: float,
    end: float,
    edge: Edge,
    first: bool,
    longest: float,
) -> Edge:
    """Return the principal edge between two shares, or the `first` that is any."""
    if end <= begin:
        return edge
    pieces = max(1, int(math.ceil((end - begin) * ray.arc / longest)))
    pace = (end - begin) / pieces
    lat, lon = _place(way, begin)
    for n in range(pieces):
        share = begin + n * pace
        lat2, lon2 = _place(way, share + pace)
        leg = segment_between(grid, lat, lon, lat2, lon2)
        bow = _bow(ray, share, share + pace)
        edge = principal_edge(grid, leg, bow, ray.arc, edge)
        if first and edge.measure > 0.0:
            return edge
        lat, lon = lat2, lon2
    return edge
