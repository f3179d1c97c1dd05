"""From orders to rounds in the air."""

import math

import numpy as np
import pytest

from kalkan.draw import Stream, uniform
from kalkan.engine.kinds import NONE, EngagementState, RoundFate, TrackStatus, Verdict
from kalkan.engine.launch import SALVO_INTERVAL, launch
from unit.engine.small_battle import arena, believe, fill

REACTION, RIPPLE = 5.0, 2.0


def _battle(shots=2, load=4, **lengths):
    """Return a battle with an order on track 0, given at the end of tick 0."""
    battle = arena(**lengths)
    believe(battle, 0, (50e3, 30e3, 8e3), (-200.0, 0.0, 0.0))
    tracks, belief = battle.state.belief.tracks, battle.state.belief
    tracks.order_battery[0], tracks.order_round[0] = 0, 0
    tracks.order_shots[0], tracks.order_due[0] = shots, 77.0
    fill(belief.magazines, left=load, loaded=load)
    return battle


def _run(battle, seconds, since=0.0):
    for tick in range(round(since / 0.5), round(seconds / 0.5)):
        launch(battle.model, battle.state, tick)
    return battle.state.belief.engagements, battle.state.truth.interceptors


def _launched(battle):
    return battle.state.truth.interceptors.launch[: battle.state.fired[0]].tolist()


def test_order__opens_an_engagement_and_is_spent():
    battle = _battle()
    engagements, _ = _run(battle, 0.5)
    tracks = battle.state.belief.tracks
    assert battle.state.belief.opened[0] == 1
    assert engagements.state[0] == EngagementState.ORDERED
    assert (engagements.track[0], engagements.number[0]) == (0, 900)
    assert (engagements.ordered[0], engagements.due[0]) == (0.5, 77.0)
    assert (engagements.shots[0], engagements.holds_channel[0]) == (2, 1)
    assert (tracks.order_battery[0], tracks.engaged[0]) == (NONE, 1)
    assert (tracks.dwell[0], tracks.dwell_sensor[0]) == (0.5, 0)
    _run(battle, 3.0, since=0.5)
    assert battle.state.belief.opened[0] == 1


def test_order__beyond_the_room_for_engagements_is_dropped():
    battle = _battle(engagement=1)
    _run(battle, 0.5)
    battle.state.belief.tracks.order_battery[0] = 0
    _run(battle, 1.0, since=0.5)
    assert battle.state.belief.opened[0] == 1
    assert battle.state.belief.tracks.order_battery[0] == NONE
    assert battle.state.belief.tracks.engaged[0] == 1


def test_rounds__leave_after_the_reaction_and_one_after_another():
    battle = _battle(launcher=2)
    _run(battle, 5.5)
    assert _launched(battle) == []
    engagements, rounds = _run(battle, 20.0, since=5.5)
    assert _launched(battle) == [0.5 + REACTION, 0.5 + REACTION + SALVO_INTERVAL]
    assert engagements.state[0] == EngagementState.FLYING
    assert engagements.fired[0] == engagements.flying[0] == 2
    assert rounds.launcher[:2].tolist() == [0, 1]


def test_launcher__waits_out_its_ripple():
    battle = _battle()
    fill(battle.model.plan.launchers, ripple=SALVO_INTERVAL)
    _run(battle, 20.0)
    assert _launched(battle) == [5.5, 6.5]
    slow = _battle()  # one launcher, 2 s a round: the second round waits for it
    engagements, _ = _run(slow, 20.0)
    assert _launched(slow) == [5.5, 7.5]
    assert engagements.shots[0] == engagements.fired[0] == 2
    assert engagements.state[0] == EngagementState.FLYING


def test_round__comes_from_the_fullest_launcher_that_can_fire():
    battle = _battle(shots=1, launcher=4, battery=2)
    belief, launchers = battle.state.belief, battle.model.plan.launchers
    launchers.battery[:] = (0, 0, 0, 1)
    belief.magazines.left[:, 0] = (2, 3, 9, 20)
    belief.arms.alive[2] = 0
    _, rounds = _run(battle, 6.0)
    assert rounds.launcher[0] == 1
    assert belief.magazines.left[:, 0].tolist() == [2, 2, 9, 20]
    assert belief.arms.ready[1] == 5.5 + RIPPLE


def test_round__leaves_its_launcher_towards_the_track():
    battle = _battle(shots=1)
    battle.model.plan.launchers.position[0] = (300.0, 100.0, 10.0)
    _, rounds = _run(battle, 6.0)
    np.testing.assert_array_equal(rounds.position[0], (300.0, 100.0, 10.0))
    east, north, up = rounds.velocity[0]
    assert math.atan2(east, north) == pytest.approx(math.atan2(49.7, 29.9), abs=1e-2)
    assert math.atan2(up, math.hypot(east, north)) == pytest.approx(1.0, abs=1e-2)
    assert (rounds.time[0], rounds.next_look[0]) == (5.5, 5.5)
    assert (rounds.lock[0], rounds.victim[0]) == (NONE, NONE)
    assert rounds.acquired[0] == rounds.end[0] == rounds.miss[0] == math.inf
    assert (rounds.engagement[0], rounds.battery[0], rounds.kind[0]) == (0, 0, 0)


def test_rounds__of_one_battle_have_ids_of_their_own():
    battle = _battle(shots=4, load=9, launcher=2, round=2, interceptor=16)
    fill(battle.model.plan.launchers, ripple=0.0)
    battle.model.plan.launchers.id[:] = (0x9E3779B9, 0xF39CC060)  # as hashes are
    _run(battle, 15.0)
    tracks = battle.state.belief.tracks
    tracks.order_battery[0], tracks.order_round[0], tracks.order_shots[0] = 0, 1, 4
    _, rounds = _run(battle, 30.0, since=15.0)
    assert battle.state.fired[0] == 8
    assert np.unique(rounds.id[:8]).size == 8


def test_round__works_as_often_as_it_is_reliable():
    battle = _battle(shots=200, load=300, interceptor=200)
    fill(battle.model.plan.launchers, ripple=0.0)
    battle.model.plan.rounds.reliability[0] = 0.8
    _, rounds = _run(battle, 220.0)
    failed = rounds.fate == RoundFate.FAILED
    assert failed.mean() == pytest.approx(0.2, abs=0.09)
    assert np.array_equal(rounds.end[failed], rounds.launch[failed])
    key = battle.state.key
    luck = np.array([uniform(key, 41, 51, n, Stream.RELIABILITY) for n in range(200)])
    assert np.array_equal(failed, luck >= 0.8)


def test_magazine__is_never_overdrawn():
    battle = _battle(shots=4, load=3)
    fill(battle.model.plan.launchers, ripple=0.0)
    engagements, _ = _run(battle, 20.0)
    assert len(_launched(battle)) == engagements.shots[0] == 3
    assert battle.state.belief.magazines.left[0, 0] == 0


def _abandoned(battle, seconds=10.0):
    engagements, _ = _run(battle, seconds, since=0.5)
    assert _launched(battle) == []
    assert engagements.state[0] == EngagementState.CLOSED
    assert engagements.verdict[0] == Verdict.ABANDONED
    assert engagements.holds_channel[0] == 0
    assert engagements.closed[0] == 5.5


def test_engagement__of_a_lost_track_is_given_up():
    battle = _battle()
    _run(battle, 0.5)
    tracks = battle.state.belief.tracks
    tracks.status[0] = TrackStatus.FREE
    _abandoned(battle)
    assert (tracks.engaged[0], tracks.dwell[0]) == (0, math.inf)


def test_engagement__leaves_a_new_track_in_the_old_slot_alone():
    battle = _battle()
    _run(battle, 0.5)
    tracks = battle.state.belief.tracks
    tracks.number[0], tracks.engaged[0], tracks.dwell[0] = 999, 1, 3.0
    _abandoned(battle)
    assert (tracks.engaged[0], tracks.dwell[0]) == (1, 3.0)


def test_engagement__keeps_the_beam_on_a_track_that_others_engage():
    battle = _battle()
    _run(battle, 0.5)
    battle.state.belief.tracks.engaged[0] = 2
    battle.state.truth.radars.alive[0] = 0
    _abandoned(battle)
    tracks = battle.state.belief.tracks
    assert (tracks.engaged[0], tracks.dwell[0]) == (1, 0.5)


def test_engagement__with_no_launcher_left_is_given_up():
    battle = _battle()
    _run(battle, 0.5)
    battle.state.belief.arms.alive[0] = 0
    _abandoned(battle)


def test_salvo__stops_when_the_track_is_lost():
    battle = _battle(launcher=2, shots=3)
    _run(battle, 6.0)
    battle.state.belief.tracks.status[0] = TrackStatus.FREE
    engagements, _ = _run(battle, 20.0, since=6.0)
    assert len(_launched(battle)) == engagements.shots[0] == 1
    assert engagements.state[0] == EngagementState.FLYING


def test_engagement__of_a_silent_radar_is_given_up():
    battle = _battle()
    _run(battle, 0.5)
    battle.state.belief.crews.radiating[0] = 0
    _abandoned(battle)
