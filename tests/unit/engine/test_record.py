"""What is written down: every difference, once."""

import math

import pytest

from kalkan.engine.kinds import (
    NONE,
    Emission,
    EngagementState,
    Event,
    Fate,
    FireReason,
    Identity,
    KinematicGroup,
    RoundFate,
    SensorReason,
    TrackStatus,
    Verdict,
)
from kalkan.engine.record import record, record_refusals
from kalkan.muster.blank import blank_log
from unit.engine.small_battle import arena, believe, engage, fill, fired

NOW = 30.0


@pytest.fixture
def battle():
    battle = arena(threat=2, battery=2, asset=2, sensor=2, launcher=2)
    battle.state.belief.now[0] = NOW
    record(battle.model, battle.state, battle.log)  # sees radars and launchers stand
    assert battle.log.length[0] == 0
    return battle


def _events(battle, refusals=False):
    """Return what is new in the log; nothing more is, when asked again."""
    log, before = battle.log, int(battle.log.length[0])
    _tell(battle, log, refusals)
    after = int(log.length[0])
    _tell(battle, log, refusals)
    assert log.length[0] == after
    rows = zip(log.time, log.kind, log.who, log.whom, log.detail, strict=True)
    return [tuple(map(float, row)) for row in rows][before:after]


def _tell(battle, log, refusals):
    if refusals:
        record_refusals(battle.state, log)
    else:
        record(battle.model, battle.state, log)


def test_fate__of_a_flyer_is_logged_at_its_own_time(battle):
    threats = battle.state.truth.threats
    threats.fate[1], threats.fate_time[1] = Fate.KILLED, 29.7
    threats.met_round[1] = 5
    assert _events(battle) == [(29.7, Event.THREAT_FATE, 1, 5, Fate.KILLED)]


def test_track__is_logged_once_firm_and_dropped_when_free(battle):
    tracks = battle.state.belief.tracks
    fields = {"opened": 12.0, "status": TrackStatus.TENTATIVE, "believed": 0}
    believe(battle, 2, (0, 0, 0), **fields)
    assert _events(battle) == []
    tracks.status[2] = TrackStatus.CONFIRMED
    assert _events(battle) == [
        (12.0, Event.TRACK_OPENED, 902, 0, 0),
        (NOW, Event.TRACK_CONFIRMED, 902, 0, 0),
    ]
    tracks.identity[2] = Identity.HOSTILE
    identified = [(NOW, Event.TRACK_IDENTIFIED, 902, 0, Identity.HOSTILE)]
    assert _events(battle) == identified
    tracks.believed[2] = KinematicGroup.SLOW
    classified = [(NOW, Event.TRACK_CLASSIFIED, 902, 0, KinematicGroup.SLOW)]
    assert _events(battle) == classified
    tracks.status[2] = TrackStatus.FREE
    assert _events(battle) == [(NOW, Event.TRACK_DROPPED, 902, 0, 0)]


def test_track__that_takes_a_slot_over_is_another(battle):
    believe(battle, 2, (0, 0, 0), identity=Identity.HOSTILE)
    assert len(_events(battle)) == 4
    battle.state.belief.refusals.reasons[1, 2] = FireReason.TOO_LATE
    assert len(_events(battle, refusals=True)) == 1
    believe(battle, 2, (0, 0, 0), number=977)
    kinds = [(event[1], event[2]) for event in _events(battle)]
    assert kinds == [
        (Event.TRACK_DROPPED, 902),
        (Event.TRACK_OPENED, 977),
        (Event.TRACK_CONFIRMED, 977),
        (Event.TRACK_IDENTIFIED, 977),
        (Event.TRACK_CLASSIFIED, 977),
    ]
    again = _events(battle, refusals=True)
    assert again == [(NOW, Event.FIRE_REASON, 1, 977, FireReason.TOO_LATE)]


def test_engagement__is_logged_ordered_and_closed(battle):
    believe(battle, 0, (0, 0, 0))
    _events(battle)
    engage(battle, 0, ordered=29.5, state=EngagementState.ORDERED, battery=1)
    assert _events(battle) == [
        (29.5, Event.ENGAGEMENT_ORDERED, 0, 900, 1),
        (29.5, Event.ENGAGEMENT_AT, 0, NONE, 0),
    ]
    engagements = battle.state.belief.engagements
    engagements.state[0] = EngagementState.FLYING
    assert _events(battle) == []
    engagements.state[0], engagements.closed[0] = EngagementState.CLOSED, 31.0
    engagements.verdict[0] = Verdict.ABANDONED
    closed = [(31.0, Event.ENGAGEMENT_CLOSED, 0, 900, Verdict.ABANDONED)]
    assert _events(battle) == closed


def test_engagement__opened_and_closed_between_two_looks_gives_both(battle):
    engage(battle, 0, state=EngagementState.CLOSED)
    kinds = [event[1] for event in _events(battle)]
    assert kinds == [
        Event.ENGAGEMENT_ORDERED,
        Event.ENGAGEMENT_AT,
        Event.ENGAGEMENT_CLOSED,
    ]


def test_round__is_logged_flying_locked_and_ended(battle):
    fired(battle, 0, (0, 0, 0), (0, 0, 0), launch=28.0, engagement=3, lock=NONE)
    assert _events(battle) == [(28.0, Event.ROUND_FLYING, 0, 3, 0)]
    rounds = battle.state.truth.interceptors
    rounds.lock[0] = 1
    assert _events(battle) == [(NOW, Event.ROUND_ACQUIRED, 0, 1, 0)]
    rounds.lock[0] = NONE
    assert _events(battle) == []
    rounds.fate[0], rounds.end[0], rounds.victim[0] = RoundFate.MISSED, 29.9, 1
    assert _events(battle) == [(29.9, Event.ROUND_ENDED, 0, 1, RoundFate.MISSED)]


def test_round__that_failed_was_still_fired(battle):
    fate = RoundFate.FAILED
    fired(battle, 0, (0, 0, 0), (0, 0, 0), launch=28.0, end=28.0, fate=fate)
    kinds = [event[1] for event in _events(battle)]
    assert kinds == [Event.ROUND_FLYING, Event.ROUND_ENDED]


def test_damage__is_logged_per_mille(battle):
    battle.state.truth.values.left[1] = 0.746
    assert _events(battle) == [(NOW, Event.ASSET_DAMAGED, 1, NONE, 254)]


def test_losses__of_radars_and_launchers_are_logged(battle):
    battle.state.truth.radars.alive[1] = 0
    battle.state.truth.sites.alive[0] = 0
    assert _events(battle) == [
        (NOW, Event.SENSOR_LOST, 1, NONE, 0),
        (NOW, Event.LAUNCHER_LOST, 0, NONE, 0),
    ]


def test_looks__are_compared_only_when_a_reason_is_new(battle):
    looks = battle.state.truth.looks
    looks.reasons[1, 0] = SensorReason.SCHEDULED | SensorReason.MASKED
    assert _events(battle) == []
    battle.state.truth.looks_changed[0] += 1
    reason = [(NOW, Event.SENSOR_REASON, 1, 0, SensorReason.MASKED)]
    assert _events(battle) == reason
    looks.reasons[1, 0] |= SensorReason.OUT_OF_RANGE | SensorReason.DETECTED
    battle.state.truth.looks_changed[0] += 1
    details = [event[4] for event in _events(battle)]
    assert details == [SensorReason.OUT_OF_RANGE, SensorReason.DETECTED]


def test_refusals__are_logged_bit_by_bit_once_for_each_track(battle):
    believe(battle, 3, (0, 0, 0))
    refused = battle.state.belief.refusals.reasons
    refused[0, 3] = FireReason.NO_CHANNEL | FireReason.TOO_LATE
    assert _events(battle, refusals=True) == [
        (NOW, Event.FIRE_REASON, 0, 903, FireReason.TOO_LATE),
        (NOW, Event.FIRE_REASON, 0, 903, FireReason.NO_CHANNEL),
    ]


def test_log__counts_what_finds_no_room():
    battle = arena(threat=5)
    log = blank_log(battle.state, 2)
    fill(battle.state.truth.threats, fate=Fate.LOST, fate_time=math.pi)
    record(battle.model, battle.state, log)
    assert log.length[0] == 5
    assert log.who.tolist() == [0, 1]


def test_emission__is_logged_at_every_change_with_its_reason(battle):
    crews = battle.state.belief.crews
    crews.radiating[1], crews.why[1] = 0, Emission.HIDING
    assert _events(battle) == [(NOW, Event.RADAR_SILENT, 1, NONE, Emission.HIDING)]
    crews.radiating[1], crews.why[1] = 1, Emission.STANDING
    assert _events(battle) == [(NOW, Event.RADAR_RADIATES, 1, NONE, Emission.STANDING)]


def test_emission__of_a_lost_radar_is_no_news_of_its_own(battle):
    crews = battle.state.belief.crews
    crews.radiating[1] = crews.alive[1] = 0
    assert _events(battle) == []
