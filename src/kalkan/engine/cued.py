"""Agile radars search where cues say that something is; a part of `sense`.

A sector that takes a radar its whole period holds many beams; a cued region a few.  The
region is searched with the share of the radar's time that is kept for cues.
"""

import math

from kalkan._kernel import kernel
from kalkan.engine.belief import Cues, Watches
from kalkan.engine.eye import Eye, geometry
from kalkan.engine.kinds import CueState, SensorReason
from kalkan.engine.look import look
from kalkan.engine.plan import Sensors
from kalkan.engine.report import Desk, answer, send
from kalkan.engine.truth import Looks, Radars
from kalkan.engine.view import azimuth_of
from kalkan.physics.kinematics import norm3

#: Share of a radar's time that goes into cued search, assumed: what its general search
#: can spare.  The latter is not slowed for it [1].
SHARE = 0.2
#: Two systems disagree by so much about one place, assumed: unregistered radars a few
#: hundred kilometres apart with tenths of a degree between their norths [m].
REGISTRATION = 1000.0
DEVIATIONS = 3.0  #: of the place, to which the region reaches [1]
CUED_SCAN = 1 << 41  #: scan numbers of cued looks start here
CUED_COUNT = 1 << 29  #: draw numbers of cued looks start here
FALL = 9.80665  #: [m s⁻²]


@kernel
def search_cues(
    eye: Eye,
    desk: Desk,
    radars: Radars,
    looks: Looks,
    cues: Cues,
    watches: Watches,
    begin: float,
    end: float,
) -> int:
    """Look into every cued region as its turn comes in the tick; count new reasons."""
    changed = 0
    for s in range(radars.alive.shape[0]):
        agile = eye.sensors.dwell_period[s] < math.inf
        if not agile or radars.alive[s] == 0 or eye.crews.radiating[s] == 0:
            continue
        many = 0
        for c in range(cues.state.shape[0]):
            many += is_for(eye, desk, cues, s, c, end)
        for c in range(cues.state.shape[0]):
            if many > 0 and is_for(eye, desk, cues, s, c, end):
                changed += _watch(
                    eye, desk, looks, cues, watches, s, c, many, begin, end
                )
    return changed


@kernel
def is_for(eye: Eye, desk: Desk, cues: Cues, s: int, c: int, time: float) -> bool:
    """Return whether cue `c` points at where radar `s` can look."""
    node = eye.sensors.node[s]
    if cues.state[c] != CueState.TAKEN_UP:
        return False
    if desk.wiring.node_picture[node] != cues.picture[c]:
        return False
    sensors = eye.sensors
    x, y, z = cued_place(eye, cues, s, c, time)
    if norm3(x, y, z) > sensors.range_max[s]:
        return False
    turn = azimuth_of(eye.crews, s, x, y, z) - sensors.sector_centre[s]
    turn %= 2.0 * math.pi
    return bool(min(turn, 2.0 * math.pi - turn) <= sensors.sector_half[s])


@kernel
def cued_place(
    eye: Eye, cues: Cues, s: int, c: int, time: float
) -> tuple[float, float, float]:
    """Return where cue `c` says that its track is, from radar `s`, ENU [m]."""
    age, at = time - cues.time[c], eye.crews.position
    x = cues.place[c, 0] + age * cues.velocity[c, 0] - at[s, 0]
    y = cues.place[c, 1] + age * cues.velocity[c, 1] - at[s, 1]
    z = cues.place[c, 2] + age * cues.velocity[c, 2] - at[s, 2]
    if cues.falls[c] == 1:
        z -= 0.5 * FALL * age * age
    return x, y, z


@kernel
def region(
    sensors: Sensors, cues: Cues, s: int, c: int, away: float, age: float
) -> float:
    """Return the half-angle of the region of cue `c` for radar `s`, one beam at least.

    Parameters
    ----------
    sensors, cues
        Radars and cues.
    s, c
        The radar and the cue.
    away
        Distance of the place. [m]
    age
        Of the cue. [s]

    Returns
    -------
    Half-angle. [rad]
    """
    spread = math.hypot(cues.spread[c], age * cues.drift[c])
    radius = REGISTRATION + DEVIATIONS * spread
    beam = 0.5 * max(sensors.beamwidth_azimuth[s], sensors.beamwidth_elevation[s])
    return max(beam, math.atan2(radius, away))


@kernel
def cued_period(sensors: Sensors, s: int, half: float, many: int) -> float:
    """Return how often radar `s` looks into a region of that half-angle [s].

    The period of its whole sector in the ratio of the solid angles, when `many` cues
    share `SHARE` of its time; no quicker than it can dwell, no slower than it searches.
    """
    height = sensors.elevation_max[s] - sensors.elevation_min[s]
    sector = 2.0 * sensors.sector_half[s] * height
    part = 4.0 * half * half / sector
    wait = sensors.period[s] * part * many / SHARE
    return float(min(sensors.period[s], max(sensors.dwell_period[s], wait)))


@kernel
def _watch(
    eye: Eye,
    desk: Desk,
    looks: Looks,
    cues: Cues,
    watches: Watches,
    s: int,
    c: int,
    many: int,
    begin: float,
    end: float,
) -> int:
    """Look into the region of cue `c` with radar `s` while its turn is before `end`."""
    due, changed = watches.due, 0
    while due[c, s] < end:
        time = max(due[c, s], begin)
        x, y, z = cued_place(eye, cues, s, c, time)
        away = norm3(x, y, z)
        half = region(eye.sensors, cues, s, c, away, time - cues.time[c])
        due[c, s] = time + cued_period(eye.sensors, s, half, many)
        narrow, back = away * math.cos(min(half, math.pi)), time - end
        threats, at = eye.sky.threats, eye.crews.position
        for i in range(threats.fate.shape[0]):
            if threats.aloft[i] == 0:
                continue
            dx = threats.position[i, 0] + back * threats.velocity[i, 0] - at[s, 0]
            dy = threats.position[i, 1] + back * threats.velocity[i, 1] - at[s, 1]
            dz = threats.position[i, 2] + back * threats.velocity[i, 2] - at[s, 2]
            if x * dx + y * dy + z * dz >= narrow * norm3(dx, dy, dz):
                changed += _look(eye, desk, looks, s, i, time)
    return changed


@kernel
def _look(eye: Eye, desk: Desk, looks: Looks, s: int, i: int, time: float) -> int:
    """Look once at flyer `i` in a region; where two regions meet, once for both."""
    scan, count = CUED_SCAN + int(time * 1e3), CUED_COUNT + int(time * 50.0)
    if looks.dwelt[s, i] == scan or eye.sensors.carrier[s] == i:
        return 0
    looks.dwelt[s, i] = scan
    desk.counts[1] += 1
    seen = geometry(eye, s, i, time)
    reason, sight = look(eye, desk.key, s, i, seen, time, count)
    if reason != SensorReason.DETECTED:
        return 0
    reply = answer(desk, eye.sensors, eye.sky, s, i, count)
    send(desk, eye.sensors, eye.crews, s, time, scan, sight, reply)
    if looks.reasons[s, i] & reason != 0:
        return 0
    looks.reasons[s, i] |= reason
    return 1
