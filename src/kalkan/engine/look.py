"""One look of one radar at one flyer."""

import math
from typing import NamedTuple

import numpy as np
from jaxtyping import Float64

from kalkan._kernel import kernel
from kalkan.draw import Stream, normal_pair, uniform
from kalkan.engine.belief import Crew
from kalkan.engine.kinds import SensorReason
from kalkan.engine.path import Sky, flyer_at
from kalkan.engine.plan import Sensors
from kalkan.engine.report import Sight, sigmas
from kalkan.physics.geodesy import altitude
from kalkan.physics.horizon import ground_distance, horizon, visible
from kalkan.physics.kinematics import norm3
from kalkan.physics.radar import aspect_gain, detection_probability, snr

CARRIER_SPEED = 350.0  #: no radar moves faster, for skipping hopeless looks [m s⁻¹]
TURN = 2.0 * math.pi


class Eye(NamedTuple):
    """All that a look depends on."""

    frame: Float64[np.ndarray, " 12"]
    earth: float  #: effective-Earth factor [1]
    sensors: Sensors
    crews: Crew
    sky: Sky


class Geometry(NamedTuple):
    """Where a flyer is for a radar at the moment of a look."""

    distance: float  #: [m]
    azimuth: float  #: clockwise from north [rad]
    elevation: float  #: [rad]
    altitude: float  #: of the flyer [m]
    turning: float  #: rate of the azimuth [rad s⁻¹]
    off_nose: float  #: angle between its nose and the radar [rad]


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
    nose = -(dx * vx + dy * vy + dz * vz) / (distance * max(1e-3, norm3(vx, vy, vz)))
    return Geometry(
        distance,
        azimuth,
        math.atan2(up, math.sqrt(flat)),
        altitude(eye.frame, x, y, z),
        (v_east * north - v_north * east) / flat,
        math.acos(max(-1.0, min(1.0, nose))),
    )


@kernel
def coverage(eye: Eye, s: int, seen: Geometry) -> int:
    """Return why radar `s` cannot see there whatever the target, or NOTHING."""
    sensors = eye.sensors
    if seen.distance > sensors.range_max[s] or seen.distance < sensors.range_min[s]:
        return SensorReason.OUT_OF_RANGE.value
    off = abs(turn_between(sensors.sector_centre[s], seen.azimuth))
    outside = off > sensors.sector_half[s] + 1e-9
    outside = outside or seen.elevation > sensors.elevation_max[s]
    if outside or seen.elevation < sensors.elevation_min[s]:
        return SensorReason.OUT_OF_SECTOR.value
    if not visible(seen.distance, eye.crews.altitude[s], seen.altitude, eye.earth):
        return SensorReason.MASKED.value
    return SensorReason.NOTHING.value


@kernel
def turn_between(start: float, to: float) -> float:
    """Return the turn from one azimuth to another, in (-π, π] [rad]."""
    turn = to - start
    while turn > math.pi:
        turn -= TURN
    while turn <= -math.pi:
        turn += TURN
    return turn


@kernel
def signal(sensors: Sensors, sky: Sky, s: int, i: int, seen: Geometry) -> float:
    """Return the mean signal-to-noise ratio of flyer `i` at radar `s` [1]."""
    kinds = sky.kinds
    rcs = kinds.rcs[i] * kinds.band_gain[i, sensors.band[s]]
    rcs *= aspect_gain(kinds.aspect[i], seen.off_nose)
    return snr(
        seen.distance, rcs, sensors.range_ref[s], sensors.rcs_ref[s], sensors.snr_ref[s]
    )


@kernel
def look(
    eye: Eye, key: np.ndarray, s: int, i: int, seen: Geometry, count: int
) -> tuple[int, Sight]:
    """Look once; return the SensorReason of what came of it, and what was measured.

    `count` numbers the look for the draws.
    """
    sensors = eye.sensors
    reason = coverage(eye, s, seen)
    strength = 0.0
    if reason == SensorReason.NOTHING:
        strength = signal(sensors, eye.sky, s, i, seen)
        chance = detection_probability(strength, sensors.pfa[s])
        who, whom = sensors.id[s], eye.sky.kinds.id[i]
        reason = SensorReason.BELOW_THRESHOLD.value
        if uniform(key, who, whom, count, Stream.DETECTION) < chance:
            reason = SensorReason.DETECTED.value
    sight = Sight(seen.distance, seen.azimuth, seen.elevation, strength)
    if reason == SensorReason.DETECTED:
        sight = measured(eye, key, s, i, count, sight)
    return reason, sight


@kernel
def measured(
    eye: Eye, key: np.ndarray, s: int, i: int, count: int, true: Sight
) -> Sight:
    """Return what radar `s` reports of a true place: that, with its errors."""
    far, wide, high = sigmas(eye.sensors, s, true)
    who, whom = eye.sensors.id[s], eye.sky.kinds.id[i]
    g0, g1 = normal_pair(key, who, whom, 2 * count, Stream.MEASUREMENT)
    g2, _ = normal_pair(key, who, whom, 2 * count + 1, Stream.MEASUREMENT)
    elevation = true.elevation
    if high < math.inf:
        elevation += high * g2
    azimuth = true.azimuth + wide * g1
    if azimuth < 0.0:
        azimuth += TURN
    if azimuth >= TURN:
        azimuth -= TURN
    return Sight(true.distance + far * g0, azimuth, elevation, true.signal)


@kernel
def hopeless(eye: Eye, s: int, i: int, seen: Geometry) -> int:
    """Return how many coming scans cannot see flyer `i`, however fast it comes."""
    sensors, kinds, own = eye.sensors, eye.sky.kinds, eye.crews.altitude[s]
    reach = horizon(own, eye.earth) + horizon(kinds.altitude_bound[i], eye.earth)
    hidden = ground_distance(seen.distance, own, seen.altitude) - reach
    beyond = max(seen.distance - sensors.range_max[s], hidden)
    closing = (kinds.speed_bound[i] + CARRIER_SPEED) * sensors.period[s]
    return max(0, int(beyond / closing))


@kernel
def until_next(sensors: Sensors, s: int, seen: Geometry) -> float:
    """Return the wait until the scanning beam meets the flyer again [s]."""
    period = sensors.period[s]
    drift = seen.turning * period / (2.0 * sensors.sector_half[s])
    return period * (1.0 + max(-0.4, min(0.4, drift)))


@kernel
def until_beam(
    sensors: Sensors, phase: float, s: int, azimuth: float, time: float
) -> float:
    """Return the wait from `time` until the scanning beam first looks that way [s]."""
    left = sensors.sector_centre[s] - sensors.sector_half[s]
    share = (azimuth - left) % TURN / (2.0 * sensors.sector_half[s])
    period = sensors.period[s]
    return period * ((min(share, 1.0) - (time - phase) / period) % 1.0)
