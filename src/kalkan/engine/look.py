"""One look of one radar at one flyer."""

import math
from typing import NamedTuple

from kalkan._kernel import kernel
from kalkan.draw import Stream, normal_pair, uniform
from kalkan.engine.kinds import SensorReason
from kalkan.engine.model import Model
from kalkan.engine.path import flyer_at
from kalkan.engine.report import Sight, send, sigmas
from kalkan.engine.state import State
from kalkan.physics.geodesy import aer, altitude
from kalkan.physics.horizon import ground_distance, horizon, visible
from kalkan.physics.kinematics import norm3
from kalkan.physics.radar import aspect_gain, detection_probability, snr

CARRIER_SPEED = 350.0  #: no radar moves faster, for skipping hopeless looks [m s⁻¹]


class Geometry(NamedTuple):
    """Where a flyer is for a radar at the moment of a look."""

    distance: float  #: [m]
    azimuth: float  #: clockwise from north [rad]
    elevation: float  #: [rad]
    altitude: float  #: of the flyer [m]
    turning: float  #: rate of the azimuth [rad s⁻¹]
    off_nose: float  #: cosine of the angle between its nose and the radar [1]


@kernel
def geometry(model: Model, state: State, s: int, i: int, time: float) -> Geometry:
    """Return where flyer `i` is for radar `s` at `time`."""
    x, y, z, vx, vy, vz = flyer_at(model.world, state.truth, i, time)
    at, axes = state.belief.crews.position[s], state.belief.crews.axes[s]
    dx, dy, dz = x - at[0], y - at[1], z - at[2]
    distance, azimuth, elevation = aer(axes, dx, dy, dz)
    east = axes[0] * dx + axes[1] * dy + axes[2] * dz
    north = axes[3] * dx + axes[4] * dy + axes[5] * dz
    v_east = axes[0] * vx + axes[1] * vy + axes[2] * vz
    v_north = axes[3] * vx + axes[4] * vy + axes[5] * vz
    flat = max(1.0, east * east + north * north)
    turning = (v_east * north - v_north * east) / flat
    speed = max(1e-3, norm3(vx, vy, vz))
    nose = -(dx * vx + dy * vy + dz * vz) / (max(1.0, distance) * speed)
    height = altitude(model.world.frame, x, y, z)
    return Geometry(distance, azimuth, elevation, height, turning, nose)


@kernel
def look(
    model: Model, state: State, s: int, i: int, time: float, count: int, scan: int
) -> float:
    """Look once, report what is seen; return the time until the next look [s].

    `count` numbers the look for the draws, `scan` for the pictures.
    """
    state.counts[0] += 1
    seen = geometry(model, state, s, i, time)
    reason = coverage(model, state, s, seen)
    if reason == SensorReason.NOTHING:
        reason = _detect(model, state, s, i, time, count, scan, seen)
    if state.truth.looks.reasons[s, i] & reason == 0:
        state.truth.looks.reasons[s, i] |= reason
        state.truth.looks_changed[0] += 1
    return _until_next(model, state, s, i, seen)


@kernel
def coverage(model: Model, state: State, s: int, seen: Geometry) -> int:
    """Return why radar `s` cannot see there whatever the target, or NOTHING."""
    sensors = model.plan.sensors
    if seen.distance > sensors.range_max[s] or seen.distance < sensors.range_min[s]:
        return SensorReason.OUT_OF_RANGE.value
    off = abs(turn_between(sensors.sector_centre[s], seen.azimuth))
    if off > sensors.sector_half[s] + 1e-9:
        return SensorReason.OUT_OF_SECTOR.value
    above = seen.elevation > sensors.elevation_max[s]
    if above or seen.elevation < sensors.elevation_min[s]:
        return SensorReason.OUT_OF_SECTOR.value
    own = state.belief.crews.altitude[s]
    if not visible(seen.distance, own, seen.altitude, model.world.earth[0]):
        return SensorReason.MASKED.value
    return SensorReason.NOTHING.value


@kernel
def turn_between(start: float, to: float) -> float:
    """Return the turn from one azimuth to another, in (-π, π] [rad]."""
    return math.pi - (math.pi - (to - start)) % (2.0 * math.pi)


@kernel
def signal(model: Model, s: int, i: int, seen: Geometry) -> float:
    """Return the mean signal-to-noise ratio of flyer `i` at radar `s` [1]."""
    sensors, kinds = model.plan.sensors, model.world.threats
    aspect = aspect_gain(kinds.aspect[i], math.acos(max(-1.0, min(1.0, seen.off_nose))))
    rcs = kinds.rcs[i] * kinds.band_gain[i, sensors.band[s]] * aspect
    return snr(
        seen.distance, rcs, sensors.range_ref[s], sensors.rcs_ref[s], sensors.snr_ref[s]
    )


@kernel
def _detect(
    model: Model,
    state: State,
    s: int,
    i: int,
    time: float,
    count: int,
    scan: int,
    seen: Geometry,
) -> int:
    sensor, threat = model.plan.sensors.id[s], model.world.threats.id[i]
    strength = signal(model, s, i, seen)
    chance = detection_probability(strength, model.plan.sensors.pfa[s])
    if uniform(state.key, sensor, threat, count, Stream.DETECTION) >= chance:
        return SensorReason.BELOW_THRESHOLD.value
    true = Sight(seen.distance, seen.azimuth, seen.elevation, strength)
    far, wide, high = sigmas(model, s, true)
    g0, g1 = normal_pair(state.key, sensor, threat, 2 * count, Stream.MEASUREMENT)
    g2, _ = normal_pair(state.key, sensor, threat, 2 * count + 1, Stream.MEASUREMENT)
    elevation = seen.elevation
    if high < math.inf:
        elevation += high * g2
    azimuth = (seen.azimuth + wide * g1) % (2.0 * math.pi)
    sight = Sight(seen.distance + far * g0, azimuth, elevation, strength)
    send(model, state, s, i, time, count, scan, sight)
    return SensorReason.DETECTED.value


@kernel
def _until_next(model: Model, state: State, s: int, i: int, seen: Geometry) -> float:
    """Return the wait until the beam meets the flyer again, hopeless scans skipped."""
    sensors, kinds = model.plan.sensors, model.world.threats
    period = sensors.period[s]
    drift = seen.turning * period / (2.0 * sensors.sector_half[s])
    wait = period * (1.0 + max(-0.4, min(0.4, drift)))
    k = model.world.earth[0]
    reach = horizon(state.belief.crews.altitude[s], k)
    reach += horizon(kinds.altitude_bound[i], k)
    own = state.belief.crews.altitude[s]
    hidden = ground_distance(seen.distance, own, seen.altitude) - reach
    beyond = max(seen.distance - sensors.range_max[s], hidden)
    closing = (kinds.speed_bound[i] + CARRIER_SPEED) * period
    skipped = math.floor(beyond / closing)
    if skipped < 1.0:
        return wait
    state.truth.looks.reasons[s, i] &= ~SensorReason.SCHEDULED.value
    return period * skipped


@kernel
def until_beam(model: Model, state: State, s: int, i: int, time: float) -> float:
    """Return the wait from `time` until the scanning beam first meets flyer `i` [s]."""
    sensors = model.plan.sensors
    seen = geometry(model, state, s, i, time)
    left = sensors.sector_centre[s] - sensors.sector_half[s]
    share = (seen.azimuth - left) % (2.0 * math.pi) / (2.0 * sensors.sector_half[s])
    period = sensors.period[s]
    passed = (time - state.truth.radars.phase[s]) / period
    return period * ((min(share, 1.0) - passed) % 1.0)
