"""Radars and seekers look; plots appear, some of them of nothing."""

import math

from kalkan._kernel import kernel
from kalkan.draw import Stream, poisson, uniform
from kalkan.engine.kinds import NONE, SensorReason
from kalkan.engine.look import look, until_beam
from kalkan.engine.model import Model
from kalkan.engine.report import Sight, send
from kalkan.engine.seek import seek
from kalkan.engine.state import State
from kalkan.physics.kinematics import norm3

CEILING = 30e3  #: false plots above it are not believed by any radar [m]
DWELL_SCAN = 1 << 40  #: scan numbers of dedicated looks start here
DWELL_COUNT = 1 << 30  #: draw numbers of dedicated looks start here
FALSE_SIGNAL = 13.0  #: a false alarm looks as strong as this, about 11 dB [1]


@kernel
def sense(model: Model, state: State, tick: int) -> None:
    """Take every look that falls into the tick."""
    end = (tick + 1) * model.dt
    radars = state.truth.radars
    for s in range(radars.alive.shape[0]):
        if radars.alive[s] == 0:
            continue
        _false_plots(model, state, s, end)
        if radars.next_look[s] < end:
            _search(model, state, s, end)
    _dwell(model, state, end)
    seek(model, state, end)


@kernel
def _search(model: Model, state: State, s: int, end: float) -> None:
    """Look at every flyer whose turn comes before `end`."""
    due, threats = state.truth.looks.due, state.truth.threats
    soonest = math.inf
    for i in range(threats.fate.shape[0]):
        while due[s, i] < end:
            gone = due[s, i] >= min(threats.end[i], threats.lost[i])
            if gone or threats.aloft[i] == 0:
                due[s, i] = math.inf
            else:
                due[s, i] += _search_one(model, state, s, i, due[s, i])
        soonest = min(soonest, due[s, i])
    state.truth.radars.next_look[s] = soonest


@kernel
def _search_one(model: Model, state: State, s: int, i: int, time: float) -> float:
    """Look if the beam is there, else find out when it will be; return the wait [s]."""
    reasons = state.truth.looks.reasons
    if reasons[s, i] & SensorReason.SCHEDULED == 0:
        reasons[s, i] |= SensorReason.SCHEDULED
        return until_beam(model, state, s, i, time)
    since = time - state.truth.radars.phase[s]
    count = int(2.0 * since / model.plan.sensors.period[s])
    return look(model, state, s, i, time, count, count)


@kernel
def _dwell(model: Model, state: State, end: float) -> None:
    """Point dedicated beams where engaged tracks are believed to be."""
    tracks = state.belief.tracks
    for j in range(tracks.status.shape[0]):
        while tracks.dwell[j] < end:
            s, time = tracks.dwell_sensor[j], tracks.dwell[j]
            tracks.dwell[j] = time + model.plan.sensors.dwell_period[s]
            if state.truth.radars.alive[s] == 1:
                _point(model, state, s, j, time, end)


@kernel
def _point(model: Model, state: State, s: int, j: int, time: float, end: float) -> None:
    """Look along the beam on track `j` at whatever flies in it."""
    threats, mean = state.truth.threats, state.belief.tracks.estimate
    sensors, at = model.plan.sensors, state.belief.crews.position[s]
    ahead = time - state.belief.tracks.time[j]
    x = mean[j, 0] + ahead * mean[j, 3] - at[0]
    y = mean[j, 1] + ahead * mean[j, 4] - at[1]
    z = mean[j, 2] + ahead * mean[j, 5] - at[2]
    width = max(sensors.beamwidth_azimuth[s], sensors.beamwidth_elevation[s])
    narrow = math.cos(width) * norm3(x, y, z)
    state.counts[1] += 1
    scan, count = DWELL_SCAN + int(time * 1e3), DWELL_COUNT + int(time * 50.0)
    for i in range(threats.fate.shape[0]):
        if threats.aloft[i] == 0:
            continue
        back = time - end
        dx = threats.position[i, 0] + back * threats.velocity[i, 0] - at[0]
        dy = threats.position[i, 1] + back * threats.velocity[i, 1] - at[1]
        dz = threats.position[i, 2] + back * threats.velocity[i, 2] - at[2]
        if x * dx + y * dy + z * dz > narrow * norm3(dx, dy, dz):
            look(model, state, s, i, time, count, scan)


@kernel
def _false_plots(model: Model, state: State, s: int, end: float) -> None:
    """Put out the false plots of every scan that starts before `end`."""
    sensors, radars = model.plan.sensors, state.truth.radars
    while radars.phase[s] + radars.scan[s] * sensors.period[s] < end:
        n = radars.scan[s]
        radars.scan[s] = n + 1
        rate = sensors.false_rate[s]
        many = poisson(rate, state.key, sensors.id[s], 0, n, Stream.FALSE_COUNT)
        for m in range(many):
            _false_plot(model, state, s, n, m)


@kernel
def _false_plot(model: Model, state: State, s: int, n: int, m: int) -> None:
    """Report one alarm anywhere in the radar's cells, at the beam's own time."""
    sensors, key, who = model.plan.sensors, state.key, model.plan.sensors.id[s]
    near, far = sensors.range_min[s], sensors.range_max[s]
    distance = near + (far - near) * uniform(key, who, 3 * m, n, Stream.FALSE_PLACE)
    share = uniform(key, who, 3 * m + 1, n, Stream.FALSE_PLACE)
    lift = uniform(key, who, 3 * m + 2, n, Stream.FALSE_PLACE)
    time = state.truth.radars.phase[s] + (n + share) * sensors.period[s]
    if time < 0.0:
        return
    azimuth = sensors.sector_centre[s] + (2.0 * share - 1.0) * sensors.sector_half[s]
    low = max(0.0, sensors.elevation_min[s])
    high = min(sensors.elevation_max[s], math.asin(min(1.0, CEILING / distance)))
    elevation = low + max(0.0, high - low) * lift
    state.counts[3] += 1
    sight = Sight(distance, azimuth % (2.0 * math.pi), elevation, FALSE_SIGNAL)
    send(model, state, s, NONE, time, 0, -1 - m - 1000 * n, sight)
