"""A plot on its way to every picture that gets it."""

import math
from typing import NamedTuple

from kalkan._kernel import kernel
from kalkan.draw import Stream, uniform
from kalkan.engine.kinds import NONE, Grade
from kalkan.engine.model import Model
from kalkan.engine.state import State
from kalkan.physics.radar import angle_sigma, range_sigma

REPLY_MISSED = 0.05  #: share of interrogations that fail in a working pair, assumed [1]


class Sight(NamedTuple):
    """What one look gave."""

    distance: float  #: [m]
    azimuth: float  #: clockwise from north [rad]
    elevation: float  #: [rad]
    signal: float  #: signal-to-noise ratio [1]


@kernel
def sigmas(model: Model, s: int, sight: Sight) -> tuple[float, float, float]:
    """Return the standard deviations of range [m], azimuth and elevation [rad]."""
    sensors = model.plan.sensors
    flat = max(0.1, math.cos(sight.elevation))
    azimuth = angle_sigma(sight.signal, sensors.beamwidth_azimuth[s]) / flat
    elevation = angle_sigma(sight.signal, sensors.beamwidth_elevation[s])
    if sensors.has_height[s] == 0:
        elevation = math.inf
    return range_sigma(sight.signal, sensors.range_resolution[s]), azimuth, elevation


@kernel
def send(
    model: Model,
    state: State,
    s: int,
    i: int,
    time: float,
    count: int,
    scan: int,
    sight: Sight,
) -> None:
    """Queue the plot of radar `s` for every picture; `i` is NONE for a false one."""
    deliveries = model.plan.deliveries
    reply = _reply(model, state, s, i, count)
    for p in range(deliveries.grade.shape[0]):
        if deliveries.grade[p, s] == Grade.NOTHING:
            continue
        n = state.belief.waiting[0]
        if n >= state.belief.plots.time.shape[0]:
            state.spilled[0] += 1
            continue
        state.belief.waiting[0] = n + 1
        state.counts[2] += 1
        _write(model, state, n, p, s, time, scan, sight)
        state.belief.plots.reply[n] = reply


@kernel
def _write(
    model: Model,
    state: State,
    n: int,
    p: int,
    s: int,
    time: float,
    scan: int,
    sight: Sight,
) -> None:
    plots, crews = state.belief.plots, state.belief.crews
    plots.picture[n], plots.sensor[n], plots.scan[n] = p, s, scan
    plots.grade[n] = model.plan.deliveries.grade[p, s]
    plots.time[n] = time
    plots.arrival[n] = time + model.plan.deliveries.latency[p, s]
    for k in range(3):
        plots.origin[n, k] = crews.position[s, k]
    for k in range(9):
        plots.axes[n, k] = crews.axes[s, k]
    plots.measured[n, 0] = sight.distance
    plots.measured[n, 1] = sight.azimuth
    plots.measured[n, 2] = sight.elevation
    plots.sigma[n, 0], plots.sigma[n, 1], plots.sigma[n, 2] = sigmas(model, s, sight)
    plots.asked[n] = 0
    if model.plan.sensors.iff[s] != 0:
        plots.asked[n] = 1


@kernel
def _reply(model: Model, state: State, s: int, i: int, count: int) -> int:
    """Return the modes answered and understood: by chance, none."""
    if i == NONE or model.plan.sensors.iff[s] == 0:
        return 0
    sensor, threat = model.plan.sensors.id[s], model.world.threats.id[i]
    if uniform(state.key, sensor, threat, count, Stream.REPLY) < REPLY_MISSED:
        return 0
    return int(state.truth.threats.transponder[i] & model.plan.sensors.iff[s])
