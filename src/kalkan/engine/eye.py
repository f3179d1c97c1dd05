"""What a look depends on, and where a flyer is for a radar."""

import math
from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from kalkan._kernel import kernel
from kalkan.engine.belief import Crew
from kalkan.engine.path import Sky, flyer_at
from kalkan.engine.plan import Floors, Sensors
from kalkan.engine.world import Medium
from kalkan.physics.geodesy import altitude
from kalkan.physics.kinematics import norm3

TURN = 2.0 * math.pi


class Eye(NamedTuple):
    """All that a look depends on."""

    frame: Float64[np.ndarray, " 12"]
    earth: float  #: effective-Earth factor [1]
    sensors: Sensors
    crews: Crew
    sky: Sky
    floors: Floors
    medium: Medium


class Geometry(NamedTuple):
    """Where a flyer is for a radar at the moment of a look."""

    x: float  #: ENU [m]
    y: float
    z: float
    distance: float  #: [m]
    azimuth: float  #: clockwise from north [rad]
    elevation: float  #: [rad]
    altitude: float  #: of the flyer [m]
    turning: float  #: rate of the azimuth [rad s⁻¹]
    closing: float  #: speed of the flyer towards the radar [m s⁻¹]
    nose: float  #: cosine of the angle between its nose and the radar [1]


@kernel
def geometry(eye: Eye, s: int, i: int, time: float) -> Geometry:
    """Return where flyer `i` is for radar `s` at `time`."""
    x, y, z, vx, vy, vz = flyer_at(eye.sky, i, time)
    at, axes = eye.crews.position, eye.crews.axes
    dx, dy, dz = x - at[s, 0], y - at[s, 1], z - at[s, 2]
    east = axes[s, 0] * dx + axes[s, 1] * dy + axes[s, 2] * dz
    north = axes[s, 3] * dx + axes[s, 4] * dy + axes[s, 5] * dz
    up = axes[s, 6] * dx + axes[s, 7] * dy + axes[s, 8] * dz
    v_east = axes[s, 0] * vx + axes[s, 1] * vy + axes[s, 2] * vz
    v_north = axes[s, 3] * vx + axes[s, 4] * vy + axes[s, 5] * vz
    flat = max(1.0, east * east + north * north)
    distance = math.sqrt(flat + up * up)
    azimuth = math.atan2(east, north)
    if azimuth < 0.0:
        azimuth += TURN
    closing = -(dx * vx + dy * vy + dz * vz) / distance
    nose = closing / max(1e-3, norm3(vx, vy, vz))
    return Geometry(
        x,
        y,
        z,
        distance,
        azimuth,
        math.atan2(up, math.sqrt(flat)),
        altitude(eye.frame, x, y, z),
        (v_east * north - v_north * east) / flat,
        closing,
        max(-1.0, min(1.0, nose)),
    )


@kernel
def turn_between(start: float, to: float) -> float:
    """Return the turn from one azimuth to another, in (-π, π] [rad]."""
    turn = to - start
    while turn > math.pi:
        turn -= TURN
    while turn <= -math.pi:
        turn += TURN
    return turn
