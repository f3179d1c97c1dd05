"""A plot on its way to every picture that gets it."""

import math
from typing import NamedTuple

import numpy as np
from jaxtyping import Int64, UInt32

from kalkan._kernel import kernel
from kalkan.draw import Stream, uniform
from kalkan.engine.belief import Crew, Plots, Wiring
from kalkan.engine.kinds import NONE, Grade
from kalkan.engine.path import Sky
from kalkan.engine.plan import Sensors
from kalkan.physics.radar import angle_sigma, range_sigma

REPLY_MISSED = 0.05  #: share of interrogations that fail in a working pair, assumed [1]


class Sight(NamedTuple):
    """What one look gave."""

    distance: float  #: [m]
    azimuth: float  #: clockwise from north [rad]
    elevation: float  #: [rad]
    signal: float  #: signal-to-noise ratio [1]


class Desk(NamedTuple):
    """Where plots are written, and for whom."""

    key: UInt32[np.ndarray, " 2"]
    wiring: Wiring
    plots: Plots
    waiting: Int64[np.ndarray, " 1"]
    spilled: Int64[np.ndarray, " 2"]
    counts: Int64[np.ndarray, " 8"]


@kernel
def sigmas(sensors: Sensors, s: int, sight: Sight) -> tuple[float, float, float]:
    """Return the standard deviations of range [m], azimuth and elevation [rad]."""
    flat = max(0.1, math.cos(sight.elevation))
    azimuth = angle_sigma(sight.signal, sensors.beamwidth_azimuth[s]) / flat
    elevation = angle_sigma(sight.signal, sensors.beamwidth_elevation[s])
    if sensors.has_height[s] == 0:
        elevation = math.inf
    return range_sigma(sight.signal, sensors.range_resolution[s]), azimuth, elevation


@kernel
def answer(desk: Desk, sensors: Sensors, sky: Sky, s: int, i: int, count: int) -> int:
    """Return the modes that flyer `i` answers and radar `s` understands.

    By chance none; none at all where the radar asks for none.
    """
    if sensors.iff[s] == 0:
        return 0
    sensor, threat = sensors.id[s], sky.kinds.id[i]
    if uniform(desk.key, sensor, threat, count, Stream.REPLY) < REPLY_MISSED:
        return 0
    return int(sky.threats.transponder[i] & sensors.iff[s])


@kernel
def send(
    desk: Desk,
    sensors: Sensors,
    crews: Crew,
    s: int,
    time: float,
    scan: int,
    sight: Sight,
    reply: int,
) -> None:
    """Queue the plot of radar `s` for every picture that gets it.

    Where links may lose it, or have it wait, its arrival is left to `relay`.
    """
    wiring, deliveries = desk.wiring, desk.wiring.deliveries
    wiring.said[s] += 1
    for p in range(wiring.modes.shape[0]):
        if deliveries.grade[p, s] == Grade.NOTHING:
            continue
        n = desk.waiting[0]
        if n >= desk.plots.time.shape[0]:
            desk.spilled[0] += 1
            continue
        desk.waiting[0] = n + 1
        desk.counts[2] += 1
        plots, modes = desk.plots, wiring.modes[p]
        plots.picture[n], plots.sensor[n], plots.scan[n] = p, s, scan
        plots.grade[n], plots.message[n] = deliveries.grade[p, s], wiring.said[s]
        plots.time[n] = time
        plots.arrival[n] = time + deliveries.latency[p, s]
        if deliveries.rough[p, s] == 1:
            plots.arrival[n] = math.inf
            wiring.unsent[0] += 1
        plots.reply[n] = reply
        plots.asked[n] = 0
        if modes != NONE and sensors.iff[s] & modes == modes:
            plots.asked[n] = 1
        _write(plots, n, sensors, crews, s, sight)


@kernel
def _write(
    plots: Plots, n: int, sensors: Sensors, crews: Crew, s: int, sight: Sight
) -> None:
    """Write what was measured, how well, and from where."""
    for k in range(3):
        plots.origin[n, k] = crews.position[s, k]
    for k in range(9):
        plots.axes[n, k] = crews.axes[s, k]
    plots.measured[n, 0] = sight.distance
    plots.measured[n, 1] = sight.azimuth
    plots.measured[n, 2] = sight.elevation
    far, wide, high = sigmas(sensors, s, sight)
    plots.sigma[n, 0], plots.sigma[n, 1], plots.sigma[n, 2] = far, wide, high
