"""Radars and seekers look; plots appear, some of them of nothing."""

import math

from kalkan._kernel import kernel
from kalkan.draw import Stream, poisson, uniform
from kalkan.engine.belief import Tracks
from kalkan.engine.cued import search_cues
from kalkan.engine.eye import TURN, Eye, Geometry, geometry
from kalkan.engine.kinds import SensorReason
from kalkan.engine.look import hopeless, look, until_beam, until_next
from kalkan.engine.model import Model
from kalkan.engine.path import Sky
from kalkan.engine.queue import withdraw
from kalkan.engine.report import Desk, Sight, answer, send
from kalkan.engine.seek import seek
from kalkan.engine.state import State
from kalkan.engine.truth import Looks, Radars
from kalkan.physics.kinematics import norm3

CEILING = 30e3  #: false plots above it are not believed by any radar [m]
DWELL_SCAN = 1 << 40  #: scan numbers of dedicated looks start here
DWELL_COUNT = 1 << 30  #: draw numbers of dedicated looks start here
FALSE_SIGNAL = 13.0  #: a false alarm looks as strong as this, about 11 dB [1]


@kernel
def sense(model: Model, state: State, tick: int) -> None:
    """Take every look that falls into the tick."""
    end = (tick + 1) * model.dt
    plan, world, truth, belief = model.plan, model.world, state.truth, state.belief
    radars, looks = truth.radars, truth.looks
    sky = Sky(world.threats, world.knots, truth.threats)
    eye = Eye(
        plan.frame,
        plan.earth[0],
        plan.sensors,
        belief.crews,
        sky,
        plan.floors,
        world.medium,
    )
    desk = Desk(
        state.key,
        belief.wiring,
        belief.plots,
        belief.waiting,
        state.spilled,
        state.counts,
    )
    for s in range(radars.alive.shape[0]):
        if belief.crews.since[s] > radars.heeded[s]:
            _heed(eye, desk, radars, looks, s)
        if radars.alive[s] == 0:
            continue
        _false_plots(eye, desk, radars, s, end)
        if radars.next_look[s] < end and belief.crews.radiating[s] == 1:
            truth.looks_changed[0] += _search(eye, desk, radars, looks, s, end)
        elif radars.next_look[s] < end:
            truth.looks_changed[0] += _rest(eye, radars, looks, s, end)
    _dwell(eye, desk, radars, looks, belief.tracks, end)
    if belief.cued[0] > 0:
        begin, cues = tick * model.dt, belief.cues
        truth.looks_changed[0] += search_cues(
            eye, desk, radars, looks, cues, belief.watches, begin, end
        )
    seek(model, state, end)


@kernel
def _heed(eye: Eye, desk: Desk, radars: Radars, looks: Looks, s: int) -> None:
    """Act on a crew's word: nothing more is measured, or the beam is awaited anew."""
    since = eye.crews.since[s]
    radars.heeded[s] = since
    if eye.crews.radiating[s] == 0:
        desk.waiting[0] = withdraw(desk.plots, desk.waiting[0], s, since)
        return
    for i in range(looks.due.shape[1]):
        rests = looks.reasons[s, i] & SensorReason.SILENT != 0
        rests = rests and looks.reasons[s, i] & SensorReason.SCHEDULED == 0
        if rests and since < looks.due[s, i] <= since + eye.sensors.period[s]:
            looks.due[s, i] = since
            radars.next_look[s] = min(radars.next_look[s], since)


@kernel
def _rest(eye: Eye, radars: Radars, looks: Looks, s: int, end: float) -> int:
    """Let the turns of a silent radar pass; count new reasons."""
    threats, due, reasons = eye.sky.threats, looks.due, looks.reasons
    soonest, changed = math.inf, 0
    for i in range(threats.fate.shape[0]):
        while due[s, i] < end:
            gone = due[s, i] >= min(threats.end[i], threats.lost[i])
            if gone or threats.aloft[i] == 0:
                due[s, i] = math.inf
                continue
            if reasons[s, i] & SensorReason.SILENT == 0:
                changed += 1
            reasons[s, i] |= SensorReason.SILENT
            reasons[s, i] &= ~SensorReason.SCHEDULED
            due[s, i] += eye.sensors.period[s]
        soonest = min(soonest, due[s, i])
    radars.next_look[s] = soonest
    return changed


@kernel
def _search(
    eye: Eye, desk: Desk, radars: Radars, looks: Looks, s: int, end: float
) -> int:
    """Look at every flyer whose turn comes before `end`; count new reasons."""
    threats, due = eye.sky.threats, looks.due
    soonest, changed = math.inf, 0
    for i in range(threats.fate.shape[0]):
        while due[s, i] < end:
            gone = due[s, i] >= min(threats.end[i], threats.lost[i])
            if gone or threats.aloft[i] == 0:
                due[s, i] = math.inf
            else:
                changed += _search_one(eye, desk, radars, looks, s, i)
        soonest = min(soonest, due[s, i])
    radars.next_look[s] = soonest
    return changed


@kernel
def _search_one(
    eye: Eye, desk: Desk, radars: Radars, looks: Looks, s: int, i: int
) -> int:
    """Look if the beam is there, else find out when it will be; count new reasons."""
    time, reasons = looks.due[s, i], looks.reasons
    seen = geometry(eye, s, i, time)
    if reasons[s, i] & SensorReason.SCHEDULED == 0:
        reasons[s, i] |= SensorReason.SCHEDULED
        wait = until_beam(eye.sensors, radars.phase[s], s, seen.azimuth, time)
        looks.due[s, i] += wait
        return 0
    count = int(2.0 * (time - radars.phase[s]) / eye.sensors.period[s])
    reason = _look(eye, desk, s, i, time, seen, count, count)
    wait = until_next(eye.sensors, s, seen)
    skipped = 0
    if reason < SensorReason.BELOW_THRESHOLD:
        skipped = hopeless(eye, s, i, seen)
    if skipped > 0:
        reasons[s, i] &= ~SensorReason.SCHEDULED
        wait = skipped * eye.sensors.period[s]
    looks.due[s, i] += wait
    if reasons[s, i] & reason != 0:
        return 0
    reasons[s, i] |= reason
    return 1


@kernel
def _look(
    eye: Eye,
    desk: Desk,
    s: int,
    i: int,
    time: float,
    seen: Geometry,
    count: int,
    scan: int,
) -> int:
    """Look once and report what is seen; return the SensorReason."""
    desk.counts[0] += 1
    reason, sight = look(eye, desk.key, s, i, seen, time, count)
    if reason == SensorReason.DETECTED:
        reply = answer(desk, eye.sensors, eye.sky, s, i, count)
        send(desk, eye.sensors, eye.crews, s, time, scan, sight, reply)
    return reason


@kernel
def _dwell(
    eye: Eye, desk: Desk, radars: Radars, looks: Looks, tracks: Tracks, end: float
) -> None:
    """Point dedicated beams where engaged tracks are believed to be."""
    for j in range(tracks.status.shape[0]):
        while tracks.dwell[j] < end:
            s, time = tracks.dwell_sensor[j], tracks.dwell[j]
            tracks.dwell[j] = time + eye.sensors.dwell_period[s]
            if radars.alive[s] == 1 and eye.crews.radiating[s] == 1:
                _point(eye, desk, looks, tracks, s, j, time, end)


@kernel
def _point(
    eye: Eye,
    desk: Desk,
    looks: Looks,
    tracks: Tracks,
    s: int,
    j: int,
    time: float,
    end: float,
) -> None:
    """Look along the beam on track `j` at whatever flies in it.

    Where beams on several tracks meet on one flyer, it is looked at once.
    """
    threats, estimate = eye.sky.threats, tracks.estimate
    sensors, at = eye.sensors, eye.crews.position
    ahead, back = time - tracks.time[j], time - end
    x = estimate[j, 0] + ahead * estimate[j, 3] - at[s, 0]
    y = estimate[j, 1] + ahead * estimate[j, 4] - at[s, 1]
    z = estimate[j, 2] + ahead * estimate[j, 5] - at[s, 2]
    width = max(sensors.beamwidth_azimuth[s], sensors.beamwidth_elevation[s])
    narrow = math.cos(width) * norm3(x, y, z)
    desk.counts[1] += 1
    scan, count = DWELL_SCAN + int(time * 1e3), DWELL_COUNT + int(time * 50.0)
    for i in range(threats.fate.shape[0]):
        if threats.aloft[i] == 0 or looks.dwelt[s, i] == scan:
            continue
        dx = threats.position[i, 0] + back * threats.velocity[i, 0] - at[s, 0]
        dy = threats.position[i, 1] + back * threats.velocity[i, 1] - at[s, 1]
        dz = threats.position[i, 2] + back * threats.velocity[i, 2] - at[s, 2]
        if x * dx + y * dy + z * dz > narrow * norm3(dx, dy, dz):
            looks.dwelt[s, i] = scan
            seen = geometry(eye, s, i, time)
            _look(eye, desk, s, i, time, seen, count, scan)


@kernel
def _false_plots(eye: Eye, desk: Desk, radars: Radars, s: int, end: float) -> None:
    """Put out the false plots of every scan that starts before `end`."""
    sensors = eye.sensors
    while radars.phase[s] + radars.scan[s] * sensors.period[s] < end:
        n, rate, who = radars.scan[s], sensors.false_rate[s], sensors.id[s]
        radars.scan[s] = n + 1
        if eye.crews.radiating[s] == 0:
            continue
        many = poisson(rate, desk.key, who, 0, n, Stream.FALSE_COUNT)
        for m in range(many):
            _false_plot(eye, desk, radars.phase[s], s, n, m)


@kernel
def _false_plot(eye: Eye, desk: Desk, phase: float, s: int, n: int, m: int) -> None:
    """Report one alarm anywhere in the radar's cells, at the beam's own time."""
    sensors, key, who = eye.sensors, desk.key, eye.sensors.id[s]
    near, far = sensors.range_min[s], sensors.range_max[s]
    distance = near + (far - near) * uniform(key, who, 3 * m, n, Stream.FALSE_PLACE)
    share = uniform(key, who, 3 * m + 1, n, Stream.FALSE_PLACE)
    lift = uniform(key, who, 3 * m + 2, n, Stream.FALSE_PLACE)
    time = phase + (n + share) * sensors.period[s]
    if time < 0.0:
        return
    azimuth = sensors.sector_centre[s] + (2.0 * share - 1.0) * sensors.sector_half[s]
    low = max(0.0, sensors.elevation_min[s])
    high = min(sensors.elevation_max[s], math.asin(min(1.0, CEILING / distance)))
    elevation = low + max(0.0, high - low) * lift
    desk.counts[3] += 1
    sight = Sight(distance, azimuth % TURN, elevation, FALSE_SIGNAL)
    send(desk, sensors, eye.crews, s, time, -1 - m - 1000 * n, sight, 0)
