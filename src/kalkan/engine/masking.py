"""What the Earth hides: the ground by its table or along the ray, or the smooth sea."""

import math

from kalkan._kernel import kernel
from kalkan.constants import LIGHT_SPEED
from kalkan.engine.eye import TURN, Eye, Geometry
from kalkan.engine.kinds import NONE
from kalkan.physics.diffraction import (
    knife_edge_loss,
    knife_edge_parameter,
    smooth_earth_loss,
)
from kalkan.physics.geodesy import enu2geodetic
from kalkan.physics.horizon import ground_distance, horizon
from kalkan.terrain.floor import floor_at
from kalkan.terrain.ray import shading_edge

CLEAR = 60e3  #: so far short of its horizon the smooth Earth takes nothing [m]
SITED = 5e3  #: ground nearer than this was looked at when the site was chosen [m]
TOUCHED = -1.5  #: of a knife edge: below -0.78 it takes nothing, the rest is for errors
NEAREST = 100.0  #: an obstacle is no nearer than this to either end of a ray [m]


@kernel
def shadow(eye: Eye, s: int, seen: Geometry) -> tuple[float, bool]:
    """Return what the Earth takes of a ray, one way [dB], and whether it cuts it.

    What cuts a ray bends some of the wave around it: over ground as a knife edge, over
    a smooth Earth as a sphere.
    """
    own = eye.crews.altitude[s]
    away = ground_distance(seen.distance, own, seen.altitude)
    floors, medium = eye.floors, eye.medium
    if floors.step[s] > 0.0:
        floor, near = floor_at(
            floors.altitude, floors.obstacle, floors.step, s, seen.azimuth, away
        )
        near = max(NEAREST, min(near, away - NEAREST))
        rise = (floor - seen.altitude) * near / away
        rise -= medium.lift[s] * (1.0 - near / away)
        return _over_edge(eye, s, seen.azimuth, rise, near, away)
    if medium.is_rough == 1 and eye.sensors.carrier[s] != NONE:
        rise, near = _along_ray(eye, s, seen)
        if rise == -math.inf:
            return 0.0, False
        near = max(NEAREST, min(near, away - NEAREST))
        return _over_edge(eye, s, seen.azimuth, rise, near, away)
    margin = horizon(own, eye.earth) + horizon(seen.altitude, eye.earth) - away
    if margin > CLEAR:
        return 0.0, False
    frequency = LIGHT_SPEED / eye.sensors.wavelength[s]
    loss = smooth_earth_loss(away, own, seen.altitude, frequency, eye.earth)
    return loss, margin < 0.0


@kernel
def _over_edge(
    eye: Eye, s: int, azimuth: float, rise: float, near: float, away: float
) -> tuple[float, bool]:
    """Return loss and cut of a ray over ground that rises so far above it."""
    sectors = eye.medium.masking.shape[1]
    sector = int(azimuth / TURN * sectors) % sectors
    rise += eye.medium.masking[s, sector] * min(1.0, near / SITED)
    left = max(NEAREST, away - near)
    nu = knife_edge_parameter(rise, near, left, eye.sensors.wavelength[s])
    return knife_edge_loss(nu), rise > 0.0


@kernel
def _along_ray(eye: Eye, s: int, seen: Geometry) -> tuple[float, float]:
    """Return how far ground rises above the ray of a radar that flies, and where."""
    at, frame, grid = eye.crews.position, eye.frame, eye.medium.grid
    lat, lon, own = enu2geodetic(frame, at[s, 0], at[s, 1], at[s, 2])
    to_lat, to_lon, high = enu2geodetic(frame, seen.x, seen.y, seen.z)
    least = TOUCHED * math.sqrt(0.5 * eye.sensors.wavelength[s])
    return shading_edge(grid, lat, lon, own, to_lat, to_lon, high, eye.earth, least)
