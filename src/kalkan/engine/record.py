"""Write down what changed.

No phase reports to the log.  `record` compares the state with what it last saw, so
nothing that happens goes unlogged, whichever phase did it.
"""

from kalkan._kernel import kernel
from kalkan.engine.belief import Crew, Cues, Tracks, Wiring
from kalkan.engine.kinds import (
    NONE,
    CueState,
    EngagementState,
    Event,
    RoundFate,
    SensorReason,
    TrackStatus,
)
from kalkan.engine.meant import meant, note_gone
from kalkan.engine.model import Model
from kalkan.engine.state import Log, State
from kalkan.engine.truth import Interceptors, Looks, Radars, Sites, Threats, Values


@kernel
def record(model: Model, state: State, log: Log) -> None:
    """Append one event for every difference from what was last seen."""
    now, truth, belief = state.belief.now[0], state.truth, state.belief
    _flyers(truth.threats, log)
    _tracks(belief.tracks, log, now)
    note_gone(state, log)
    _engagements(model, state, log)
    _rounds(truth.interceptors, state.fired[0], log, now)
    _losses(truth.values, truth.radars, truth.sites, log, now)
    _emissions(belief.crews, log, now)
    if belief.wiring.changes[0] != log.wiring_changes[0]:
        log.wiring_changes[0] = belief.wiring.changes[0]
        _wiring(belief.wiring, log, now)
    if belief.cued[0] > 0:
        _cues(belief.cues, log)
    if truth.looks_changed[0] != log.looks_changed[0]:
        log.looks_changed[0] = truth.looks_changed[0]
        _looks(truth.looks, log, now)


@kernel
def record_refusals(state: State, log: Log) -> None:
    """Append the reasons for not firing that are new; after each command cycle."""
    refused, tracks = state.belief.refusals.reasons, state.belief.tracks
    for b in range(refused.shape[0]):
        for j in range(refused.shape[1]):
            fresh = refused[b, j] & ~log.fire_reasons[b, j]
            if fresh != 0:
                log.fire_reasons[b, j] |= fresh
                now, number = state.belief.now[0], tracks.number[j]
                _bits(log, now, Event.FIRE_REASON, b, number, fresh)


@kernel
def _looks(looks: Looks, log: Log, now: float) -> None:
    seen = looks.reasons
    for s in range(seen.shape[0]):
        for i in range(seen.shape[1]):
            fresh = seen[s, i] & ~log.sensor_reasons[s, i] & ~SensorReason.SCHEDULED
            if fresh != 0:
                log.sensor_reasons[s, i] |= fresh
                _bits(log, now, Event.SENSOR_REASON, s, i, fresh)


@kernel
def _bits(log: Log, now: float, kind: int, who: int, whom: int, bits: int) -> None:
    bit = 1
    while bit <= bits:
        if bits & bit:
            _append(log, now, kind, who, whom, bit)
        bit <<= 1


@kernel
def _flyers(threats: Threats, log: Log) -> None:
    for i in range(threats.fate.shape[0]):
        if threats.fate[i] != log.threat_fate[i]:
            log.threat_fate[i] = threats.fate[i]
            when, by = threats.fate_time[i], threats.met_round[i]
            _append(log, when, Event.THREAT_FATE, i, by, threats.fate[i])


@kernel
def _tracks(tracks: Tracks, log: Log, now: float) -> None:
    """Book the life of tracks that were ever confirmed."""
    for j in range(tracks.status.shape[0]):
        number, p = tracks.number[j], tracks.picture[j]
        confirmed = tracks.status[j] == TrackStatus.CONFIRMED
        if log.track_number[j] != NONE:
            if not confirmed or number != log.track_number[j]:
                _append(log, now, Event.TRACK_DROPPED, log.track_number[j], p, 0)
                log.track_number[j] = NONE
        if not confirmed:
            continue
        if log.track_number[j] == NONE:
            log.track_number[j] = number
            log.track_identity[j] = log.track_believed[j] = 0
            for b in range(log.fire_reasons.shape[0]):
                log.fire_reasons[b, j] = 0
            _append(log, tracks.opened[j], Event.TRACK_OPENED, number, p, 0)
            _append(log, now, Event.TRACK_CONFIRMED, number, p, 0)
        if tracks.identity[j] != log.track_identity[j]:
            log.track_identity[j] = tracks.identity[j]
            _append(log, now, Event.TRACK_IDENTIFIED, number, p, tracks.identity[j])
        if tracks.believed[j] != log.track_believed[j]:
            log.track_believed[j] = tracks.believed[j]
            _append(log, now, Event.TRACK_CLASSIFIED, number, p, tracks.believed[j])


@kernel
def _engagements(model: Model, state: State, log: Log) -> None:
    engagements = state.belief.engagements
    for e in range(state.belief.opened[0]):
        now = engagements.state[e]
        before = log.engagement_state[e]
        if now == before:
            continue
        log.engagement_state[e] = now
        number = engagements.number[e]
        if before == EngagementState.EMPTY:
            when, b = engagements.ordered[e], engagements.battery[e]
            _append(log, when, Event.ENGAGEMENT_ORDERED, e, number, b)
            i, ground = meant(model, state, log, e)
            _append(log, when, Event.ENGAGEMENT_AT, e, i, ground)
        if now == EngagementState.CLOSED:
            when, verdict = engagements.closed[e], engagements.verdict[e]
            _append(log, when, Event.ENGAGEMENT_CLOSED, e, number, verdict)


@kernel
def _rounds(rounds: Interceptors, fired: int, log: Log, clock: float) -> None:
    for k in range(fired):
        before, now = log.round_fate[k], rounds.fate[k]
        if before == RoundFate.READY:
            e, r = rounds.engagement[k], rounds.kind[k]
            _append(log, rounds.launch[k], Event.ROUND_FLYING, k, e, r)
        if rounds.lock[k] != log.round_lock[k]:
            log.round_lock[k] = rounds.lock[k]
            if rounds.lock[k] != NONE:
                _append(log, clock, Event.ROUND_ACQUIRED, k, rounds.lock[k], 0)
        if now != before:
            log.round_fate[k] = now
            if now != RoundFate.FLYING:
                i = rounds.victim[k]
                _append(log, rounds.end[k], Event.ROUND_ENDED, k, i, now)


@kernel
def _losses(values: Values, radars: Radars, sites: Sites, log: Log, now: float) -> None:
    left = values.left
    for a in range(left.shape[0]):
        if left[a] != log.value_left[a]:
            share = int(round(1000.0 * (log.value_left[a] - left[a])))
            log.value_left[a] = left[a]
            _append(log, now, Event.ASSET_DAMAGED, a, NONE, share)
    for s in range(log.sensor_alive.shape[0]):
        if radars.alive[s] < log.sensor_alive[s]:
            _append(log, now, Event.SENSOR_LOST, s, NONE, 0)
        log.sensor_alive[s] = radars.alive[s]
    for n in range(log.launcher_alive.shape[0]):
        if sites.alive[n] < log.launcher_alive[n]:
            _append(log, now, Event.LAUNCHER_LOST, n, NONE, 0)
        log.launcher_alive[n] = sites.alive[n]


@kernel
def _emissions(crews: Crew, log: Log, now: float) -> None:
    for s in range(log.radiating.shape[0]):
        if crews.radiating[s] != log.radiating[s]:
            log.radiating[s] = crews.radiating[s]
            kind = Event.RADAR_SILENT.value + crews.radiating[s]
            if crews.alive[s] == 1:
                _append(log, now, kind, s, NONE, crews.why[s])


@kernel
def _wiring(wiring: Wiring, log: Log, now: float) -> None:
    """Book the nodes and links that were lost, and who fights by another picture.

    The log counts losses: it begins when all stand.
    """
    for n in range(wiring.node_alive.shape[0]):
        if wiring.node_alive[n] == 0 and log.node_lost[n] == 0:
            log.node_lost[n] = 1
            _append(log, now, Event.NODE_LOST, n, NONE, 0)
    for k in range(wiring.link_alive.shape[0]):
        if wiring.link_alive[k] == 0 and log.link_lost[k] == 0:
            log.link_lost[k] = 1
            _append(log, now, Event.LINK_LOST, k, NONE, 0)
    for b in range(wiring.picture.shape[0]):
        if wiring.picture[b] != log.battery_picture[b]:
            log.battery_picture[b] = wiring.picture[b]
            _append(log, now, Event.PICTURE_SPLIT, b, wiring.picture[b], 0)


@kernel
def _cues(cues: Cues, log: Log) -> None:
    """Book the first cue of a track to a picture, as of its arrival."""
    for c in range(cues.number.shape[0]):
        number = cues.number[c] if cues.state[c] == CueState.TAKEN_UP else 0
        if number != log.cue_number[c]:
            log.cue_number[c] = number
            if number != 0 and cues.is_first[c] == 1:
                told, teller = cues.picture[c], cues.source[c]
                _append(log, cues.arrival[c], Event.CUED, told, number, teller)


@kernel
def _append(log: Log, time: float, kind: int, who: int, whom: int, detail: int) -> None:
    """Write one event; past the capacity only count it, so the driver sees it."""
    n = log.length[0]
    log.length[0] = n + 1
    if n < log.time.shape[0]:
        log.time[n], log.kind[n] = time, kind
        log.who[n], log.whom[n], log.detail[n] = who, whom, detail
