"""How strong an echo is when it comes back, and what drowns it."""

import math

from kalkan._kernel import kernel
from kalkan.engine.eye import Eye, Geometry, turn_between
from kalkan.engine.kinds import SensorReason
from kalkan.engine.masking import shadow
from kalkan.engine.path import flyer_at
from kalkan.engine.world import Medium
from kalkan.physics.clutter import notch_gain
from kalkan.physics.geodesy import altitude
from kalkan.physics.horizon import ground_distance, visible
from kalkan.physics.jamming import jam_to_noise, pattern_gain
from kalkan.physics.multipath import Surface, propagation_factor, two_ray_gain
from kalkan.physics.radar import aspect_gain, snr

LOSS_REACH = 600e3  #: ground distance at the end of the loss table [m]
LOSS_HEIGHT = 100e3  #: altitude at its end; rows lie closer below [m]
ROUGHNESS = 0.3  #: of the sea under a second ray, slight sea, assumed [m]
FAINTEST = 1e-9  #: of the power of a ray, what is left where two cancel [1]
HOPELESS = 90.0  #: no radar sees through such a loss, two ways [dB]
LOST = 0.03  #: so weak an echo is not looked into: it is seen as often as noise [1]
DROWNED = 0.1  #: a factor below this is why an echo was not seen [1]
_NEPER = math.log(10.0) / 10.0


@kernel
def echo(eye: Eye, s: int, i: int, seen: Geometry, time: float) -> tuple[float, int]:
    """Return the signal-to-noise ratio of an echo, and why it is weak if it is.

    Parameters
    ----------
    eye
        Radars, flyers and what lies between.
    s, i
        The radar and the flyer.
    seen
        Where the flyer is for the radar.
    time
        Of the look. [s]

    Returns
    -------
    Mean ratio of one pulse to noise and jamming [1]; a SensorReason, for when it is
    not seen.
    """
    reason = SensorReason.BELOW_THRESHOLD.value
    sensors, strength = eye.sensors, _free(eye, s, i, seen)
    if strength * sensors.pulses[s] < LOST:  # whatever lies between
        return strength, reason
    shade, is_cut = shadow(eye, s, seen)
    if eye.sensors.multipath[s] != Surface.NONE:
        shade = _mirrored(eye, s, seen, shade)
    if is_cut:
        reason = SensorReason.MASKED.value
    decibels = 2.0 * shade + path_loss(eye.medium, s, seen)
    if decibels > HOPELESS:
        return 0.0, reason
    strength *= math.exp(-_NEPER * decibels)
    notch = 1.0
    if seen.elevation < sensors.beamwidth_elevation[s]:  # the beam meets the ground
        notch = notch_gain(seen.closing, sensors.notch[s])
    jam = 0.0
    if eye.medium.jammers.shape[0] > 0:
        jam = jamming(eye, s, seen, time)
    if not is_cut and notch < DROWNED:
        reason = SensorReason.IN_CLUTTER.value
    elif not is_cut and jam > 1.0 / DROWNED:
        reason = SensorReason.JAMMED.value
    return strength * notch / (1.0 + jam), reason


@kernel
def _free(eye: Eye, s: int, i: int, seen: Geometry) -> float:
    """Return the signal-to-noise ratio in free space [1]."""
    kinds, sensors = eye.sky.kinds, eye.sensors
    rcs = kinds.rcs[i] * kinds.band_gain[i, sensors.band[s]]
    rcs *= aspect_gain(kinds.aspect[i], seen.nose)
    reach = sensors.range_ref[s]
    return snr(seen.distance, rcs, reach, sensors.rcs_ref[s], sensors.snr_ref[s])


@kernel
def path_loss(medium: Medium, s: int, seen: Geometry) -> float:
    """Return what air and rain take, two ways, over what they took of the claim [dB].

    Bilinear in ground distance and the square root of altitude.
    """
    table = medium.loss
    n, m = table.shape[1] - 1, table.shape[2] - 1
    flat = seen.distance * math.cos(seen.elevation)
    u = min(flat / LOSS_REACH, 1.0) * n
    w = math.sqrt(min(max(seen.altitude, 0.0) / LOSS_HEIGHT, 1.0)) * m
    j, k = min(int(u), n - 1), min(int(w), m - 1)
    u, w = u - j, w - k
    low = table[s, j, k] + u * (table[s, j + 1, k] - table[s, j, k])
    high = table[s, j, k + 1] + u * (table[s, j + 1, k + 1] - table[s, j, k + 1])
    return float(low + w * (high - low))


@kernel
def _mirrored(eye: Eye, s: int, seen: Geometry, shade: float) -> float:
    """Return the loss one way where a second ray is reflected below the first [dB].

    Ground that reaches into the ray leaves no second one.
    """
    own, sensors = eye.crews.altitude[s], eye.sensors
    away = ground_distance(seen.distance, own, seen.altitude)
    wavelength, surface = sensors.wavelength[s], sensors.multipath[s]
    low = own - sensors.mirror[s]
    high = max(0.0, seen.altitude - sensors.mirror[s])
    if eye.floors.step[s] == 0.0:
        ratio = propagation_factor(
            away, low, high, wavelength, eye.earth, ROUGHNESS, surface
        )
    elif shade > 0.0:
        return shade
    else:
        ratio = two_ray_gain(away, low, high, wavelength, eye.earth, ROUGHNESS, surface)
    return -10.0 * math.log10(max(FAINTEST, ratio))


@kernel
def jamming(eye: Eye, s: int, seen: Geometry, time: float) -> float:
    """Return the noise that jammers add to radar `s` looking that way, over its own.

    A jammer beyond the horizon of a smooth Earth adds none.
    """
    medium, sensors, crews, total = eye.medium, eye.sensors, eye.crews, 0.0
    for n in range(medium.jammers.shape[0]):
        i = medium.jammers[n]
        if eye.sky.threats.aloft[i] == 0:
            continue
        if (eye.sky.kinds.jammed[i] >> sensors.band[s]) & 1 == 0:
            continue
        x, y, z, _, _, _ = flyer_at(eye.sky, i, time)
        distance, gain = _towards(eye, s, seen, x, y, z)
        high = altitude(eye.frame, x, y, z)
        if visible(distance, crews.altitude[s], high, eye.earth):
            total += jam_to_noise(
                eye.sky.kinds.jamming[i],
                gain,
                sensors.wavelength[s],
                distance,
                sensors.noise_figure[s],
            )
    return total


@kernel
def _towards(
    eye: Eye, s: int, seen: Geometry, x: float, y: float, z: float
) -> tuple[float, float]:
    """Return distance of a place from radar `s`, and its gain there when it looks."""
    at, axes, sensors = eye.crews.position, eye.crews.axes, eye.sensors
    dx, dy, dz = x - at[s, 0], y - at[s, 1], z - at[s, 2]
    east = axes[s, 0] * dx + axes[s, 1] * dy + axes[s, 2] * dz
    north = axes[s, 3] * dx + axes[s, 4] * dy + axes[s, 5] * dz
    up = axes[s, 6] * dx + axes[s, 7] * dy + axes[s, 8] * dz
    flat = max(1.0, math.sqrt(east * east + north * north))
    aside = turn_between(seen.azimuth, math.atan2(east, north))
    above = math.atan2(up, flat) - seen.elevation
    aside *= math.cos(seen.elevation) / sensors.beamwidth_azimuth[s]
    above /= sensors.beamwidth_elevation[s]
    off = math.sqrt(aside * aside + above * above)  # in widths of the beam
    gain = sensors.gain[s] * pattern_gain(off, 1.0, sensors.sidelobe[s])
    return math.sqrt(flat * flat + up * up), gain
