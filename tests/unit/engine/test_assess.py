"""What the defence believes of its shots."""

import math

import pytest

from kalkan.engine.assess import assess
from kalkan.engine.kinds import EngagementState, Guidance, TrackStatus, Verdict
from unit.engine.small_battle import arena, believe, engage

FLYING, ASSESSING = EngagementState.FLYING, EngagementState.ASSESSING
CLOSED = EngagementState.CLOSED
KILLED, ALIVE = Verdict.BELIEVED_KILLED, Verdict.BELIEVED_ALIVE
ENDED = 40.0


def _battle(guidance=Guidance.COMMAND, shots=2, false_kill=0.0, false_live=0.0):
    battle = arena()
    plan = battle.model.plan
    plan.rounds.guidance[0] = guidance
    plan.batteries.false_kill[0], plan.batteries.false_live[0] = false_kill, false_live
    believe(battle, 0, (50e3, 0.0, 8e3), time=30.0, dwell=41.0)
    engage(battle, 0, shots=shots)
    return battle


def _at(battle, time):
    battle.state.belief.now[0] = time
    assess(battle.model.plan, battle.state.belief)
    return battle.state.belief.engagements


def _ended(battle):
    engagements = battle.state.belief.engagements
    engagements.flying[0], engagements.ended[0] = 0, ENDED
    return engagements


@pytest.mark.parametrize("guidance", list(Guidance))
def test_channel__is_free_once_every_round_sees_by_itself(guidance):
    battle = _battle(guidance)
    engagements = battle.state.belief.engagements
    engagements.acquired[0] = 1
    assert _at(battle, 30.0).holds_channel[0] == 1
    engagements.acquired[0] = 2
    own = guidance in (Guidance.ACTIVE, Guidance.INFRARED)
    assert _at(battle, 30.5).holds_channel[0] == (0 if own else 1)
    assert engagements.state[0] == FLYING


@pytest.mark.parametrize(("dwell", "wait"), [(1.0, 2.0), (math.inf, 20.0)])
def test_verdict__waits_for_its_looks(dwell, wait):
    battle = _battle()
    battle.model.plan.sensors.dwell_period[0] = dwell
    _ended(battle)
    engagements = _at(battle, ENDED)
    assert engagements.state[0] == ASSESSING
    assert engagements.verdict_time[0] == ENDED + wait
    assert _at(battle, ENDED + wait - 0.5).state[0] == ASSESSING
    assert engagements.holds_channel[0] == 1
    assert _at(battle, ENDED + wait).state[0] == CLOSED
    assert engagements.closed[0] == ENDED + wait
    assert engagements.holds_channel[0] == 0


def _verdict(battle, updated):
    battle.state.belief.tracks.updated[0] = updated
    _ended(battle)
    _at(battle, ENDED)
    return _at(battle, ENDED + 5.0).verdict[0]


@pytest.mark.parametrize(
    ("updated", "false_kill", "false_live", "verdict"),
    [
        (ENDED - 1.0, 0.0, 0.0, KILLED),
        (ENDED + 0.01, 0.0, 0.0, KILLED),
        (ENDED + 1.0, 0.0, 0.0, ALIVE),
        (ENDED + 1.0, 1.0, 0.0, KILLED),
        (ENDED + 1.0, 0.0, 1.0, ALIVE),
        (ENDED - 1.0, 0.0, 1.0, ALIVE),
        (ENDED - 1.0, 1.0, 0.0, KILLED),
    ],
)
def test_verdict__is_by_what_was_seen_since_and_its_errors(
    updated, false_kill, false_live, verdict
):
    battle = _battle(false_kill=false_kill, false_live=false_live)
    assert _verdict(battle, updated) == verdict
    assert battle.state.belief.tracks.believed_dead[0] == (verdict == KILLED)


def test_errors__are_as_frequent_as_stated():
    wrong = 0
    for replicate in range(250):
        battle = _battle(false_kill=0.25)
        battle.state.belief.key[1] = replicate
        wrong += _verdict(battle, ENDED + 1.0) == KILLED
    assert wrong / 250 == pytest.approx(0.25, abs=0.08)


def test_target__that_was_lost_is_believed_dead():
    battle = _battle()
    battle.state.belief.tracks.status[0] = TrackStatus.FREE
    assert _verdict(battle, ENDED + 1.0) == KILLED


def test_track__is_given_back_to_the_commander():
    battle = _battle()
    _verdict(battle, ENDED - 1.0)
    tracks = battle.state.belief.tracks
    assert (tracks.engaged[0], tracks.shot_at[0]) == (0, 1)
    assert tracks.dwell[0] == math.inf


def test_track__that_others_engage_keeps_its_beam():
    battle = _battle()
    engage(battle, 1, shots=1)
    _verdict(battle, ENDED + 1.0)
    tracks = battle.state.belief.tracks
    assert (tracks.engaged[0], tracks.dwell[0]) == (1, 41.0)
    assert battle.state.belief.engagements.state[1] == FLYING


def test_verdict__does_not_touch_a_new_track_in_the_old_slot():
    battle = _battle()
    battle.state.belief.tracks.number[0] = 999
    assert _verdict(battle, ENDED + 1.0) == KILLED
    tracks = battle.state.belief.tracks
    assert (tracks.engaged[0], tracks.shot_at[0], tracks.believed_dead[0]) == (1, 0, 0)


def test_verdict__is_given_once():
    battle = _battle()
    _verdict(battle, ENDED - 1.0)
    assert _at(battle, ENDED + 9.0).closed[0] == ENDED + 5.0
    assert battle.state.belief.tracks.shot_at[0] == 1


def test_rounds__still_to_come_are_awaited():
    battle = _battle()
    battle.state.belief.engagements.state[0] = EngagementState.ORDERED
    _ended(battle)
    assert _at(battle, ENDED + 100.0).state[0] == EngagementState.ORDERED
