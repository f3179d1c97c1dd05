"""One look of one radar at one flyer."""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.draw import Stream, normal_pair, uniform
from kalkan.engine.echo import echo
from kalkan.engine.eye import TURN, Eye, Geometry, turn_between
from kalkan.engine.kinds import SensorReason
from kalkan.engine.plan import Sensors
from kalkan.engine.report import Sight, sigmas
from kalkan.physics.detection_curve import curve_probability
from kalkan.physics.horizon import ground_distance, horizon

CARRIER_SPEED = 350.0  #: no radar moves faster, for skipping hopeless looks [m s⁻¹]


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
    return SensorReason.NOTHING.value


@kernel
def look(
    eye: Eye, key: np.ndarray, s: int, i: int, seen: Geometry, time: float, count: int
) -> tuple[int, Sight]:
    """Look once; return the SensorReason of what came of it, and what was measured.

    `count` numbers the look for the draws.
    """
    sensors, kinds = eye.sensors, eye.sky.kinds
    reason = coverage(eye, s, seen)
    sight = Sight(seen.distance, seen.azimuth, seen.elevation, 0.0)
    if reason != SensorReason.NOTHING:
        return reason, sight
    strength, reason = echo(eye, s, i, seen, time)
    chance = curve_probability(eye.medium.curves, s, kinds.fluctuation[i], strength)
    if uniform(key, sensors.id[s], kinds.id[i], count, Stream.DETECTION) < chance:
        reason = SensorReason.DETECTED.value
        signal = strength * sensors.pulses[s]
        true = Sight(seen.distance, seen.azimuth, seen.elevation, signal)
        sight = measured(eye, key, s, i, count, true)
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
    reach += sensors.fringe[s]
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
