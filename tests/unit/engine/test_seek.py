"""Seekers find, hold and lose what their rounds home on."""

import math

import numpy as np
import pytest

from kalkan.engine.kinds import NONE, Fate, Guidance, RoundFate, TrackStatus
from kalkan.engine.path import Sky
from kalkan.engine.prepare import prepare
from kalkan.engine.seek import GATE, HOPE, lit, nearest_seen, seek
from unit.engine.small_battle import aloft, arena, believe, engage, fired, straight

PLACE = (50e3, 0.0, 8e3)


def _battle(*places, guidance=Guidance.ACTIVE, behind=8e3, **round_):
    """Return a battle: a round west of the track at `PLACE`, flyers where told."""
    places = places or (PLACE,)
    battle = arena(threat=len(places))
    for i, place in enumerate(places):
        straight(battle.model, i, place, (0.0, 0.0, 0.0))
        aloft(battle, i)
    rounds = battle.model.plan.rounds
    rounds.guidance[0] = guidance
    for name, value in round_.items():
        getattr(rounds, name)[0] = value
    battle.state.belief.crews.altitude[0] = 20.0
    believe(battle, 0, PLACE)
    engage(battle, 0)
    at = (PLACE[0] - behind, PLACE[1], PLACE[2])
    fired(battle, 0, at, (1000.0, 0.0, 0.0), lock=NONE, next_look=0.0)
    return battle


def _sought(battle, end=0.5):
    seek(battle.model, battle.state, end)
    return battle.state.truth.interceptors


def _locked(battle, end=0.5):
    return int(_sought(battle, end).lock[0])


def test_seeker__locks_the_flyer_nearest_to_where_the_track_is():
    off = [(0.0, 900.0, 0.0), (100.0, -50.0, 80.0), (-500.0, 0.0, 0.0)]
    assert _locked(_battle(*np.add(PLACE, off))) == 1


def test_seeker__books_its_first_lock_once():
    battle = _battle()
    rounds = _sought(battle)
    assert rounds.acquired[0] == 0.0
    assert rounds.next_look[0] == 0.5
    assert battle.state.belief.engagements.acquired[0] == 1
    rounds.lock[0] = NONE
    assert _sought(battle, 1.0).lock[0] == 0
    assert rounds.acquired[0] == 0.0
    assert battle.state.belief.engagements.acquired[0] == 1


def test_seeker__looks_only_near_the_believed_place():
    assert (
        _locked(_battle(np.add(PLACE, (0.0, GATE - 10.0, 0.0)), seeker_half=1.5)) == 0
    )
    far = np.add(PLACE, (0.0, GATE + 10.0, 0.0))
    assert _locked(_battle(far, seeker_half=1.5)) == NONE
    unsure = _battle(far, seeker_half=1.5)
    unsure.state.belief.tracks.covariance[0, 0] = 100.0**2
    assert _locked(unsure) == 0


def test_seeker__looks_only_within_its_field_of_view():
    aside = np.add(PLACE, (0.0, 1200.0, 0.0))  # 8.5 degrees off
    assert _locked(_battle(aside, seeker_half=math.radians(10.0))) == 0
    assert _locked(_battle(aside, seeker_half=math.radians(7.0))) == NONE


def test_seeker__does_not_see_what_is_too_far():
    assert _locked(_battle(behind=8e3, seeker_range=8e3 / HOPE - 100.0)) == NONE
    assert _locked(_battle(behind=8e3, seeker_range=8e3 / HOPE / 3.0)) == NONE


def test_seeker__sees_by_chance_at_its_range():
    battle = _battle(behind=20e3)
    world, rounds = battle.model.world, battle.state.truth.interceptors
    sky = Sky(world.threats, world.knots, battle.state.truth.threats)
    tracks, found = battle.state.belief.tracks, []
    rounds.velocity[0] = 0.0
    for look in range(600):
        rounds.next_look[0] = 0.25 * look
        kinds, key = battle.model.plan.rounds, battle.state.key
        found.append(nearest_seen(sky, kinds, rounds, tracks, key, 0, 0))
    assert np.mean(np.equal(found, 0)) == pytest.approx(0.5, abs=0.07)


def test_seeker__sees_the_smaller_the_less():
    battle = _battle(behind=10e3)
    battle.model.world.threats.rcs[0] = 1e-6
    assert _locked(battle, 5.0) == NONE


def test_seeker__does_not_see_what_is_down():
    battle = _battle()
    battle.state.truth.threats.aloft[0] = 0
    assert _locked(battle) == NONE


def test_lock__is_dropped_when_its_flyer_is_gone_and_another_found():
    battle = _battle(PLACE, np.add(PLACE, (0.0, 100.0, 0.0)))
    assert _locked(battle) == 0
    battle.state.truth.threats.aloft[0] = 0
    battle.state.truth.threats.fate[0] = Fate.KILLED
    assert _locked(battle, 1.0) == 1


@pytest.mark.parametrize("guidance", [Guidance.SEMI_ACTIVE, Guidance.TRACK_VIA_MISSILE])
def test_lock__that_needs_the_radar_is_dropped_below_its_horizon(guidance):
    battle = _battle(guidance=guidance)
    assert _locked(battle) == 0
    battle.state.truth.threats.altitude[0] = -100.0  # as if hidden
    assert _locked(battle, 1.0) == NONE
    assert battle.state.truth.interceptors.fate[0] == RoundFate.FLYING


def test_lock__of_an_own_seeker_needs_no_radar():
    battle = _battle()
    assert _locked(battle) == 0
    battle.state.truth.threats.altitude[0] = -100.0
    battle.state.truth.radars.alive[0] = 0
    assert _locked(battle, 1.0) == 0


def test_lit__is_the_line_of_sight_of_the_radar():
    battle = _battle()
    prepare(battle.model, battle.state)
    assert lit(battle.model, battle.state, 0, 0)
    battle.state.truth.threats.altitude[0] = 10.0
    assert not lit(battle.model, battle.state, 0, 0)


@pytest.mark.parametrize("guidance", [Guidance.COMMAND, Guidance.SEMI_ACTIVE])
def test_round__that_is_led_is_lost_with_its_radar(guidance):
    battle = _battle(guidance=guidance)
    battle.state.truth.radars.alive[0] = 0
    battle.state.truth.interceptors.time[0] = 0.4
    rounds = _sought(battle)
    assert (rounds.fate[0], rounds.end[0]) == (RoundFate.UNGUIDED, 0.4)


@pytest.mark.parametrize("guidance", [Guidance.COMMAND, Guidance.SEMI_ACTIVE])
def test_round__that_is_led_is_lost_when_its_radar_falls_silent(guidance):
    battle = _battle(guidance=guidance)
    battle.state.belief.crews.radiating[0] = 0
    rounds = _sought(battle)
    assert rounds.fate[0] == RoundFate.UNGUIDED


def test_round__that_sees_by_itself_flies_on_when_its_radar_falls_silent():
    battle = _battle()
    battle.state.belief.crews.radiating[0] = 0
    assert _sought(battle).fate[0] == RoundFate.FLYING


def test_command_round__has_no_seeker():
    rounds = _sought(_battle(guidance=Guidance.COMMAND))
    assert (rounds.lock[0], rounds.next_look[0]) == (NONE, 0.0)
    assert rounds.fate[0] == RoundFate.FLYING


@pytest.mark.parametrize("gone", ["dropped", "replaced"])
def test_round__without_track_and_lock_is_lost(gone):
    battle = _battle(np.add(PLACE, (0.0, 9e3, 0.0)))
    tracks = battle.state.belief.tracks
    assert _locked(battle) == NONE
    if gone == "dropped":
        tracks.status[0] = TrackStatus.FREE
    else:
        tracks.number[0] = 999
    assert _sought(battle, 1.0).fate[0] == RoundFate.UNGUIDED


def test_round__that_has_locked_needs_no_track():
    battle = _battle()
    assert _locked(battle) == 0
    battle.state.belief.tracks.status[0] = TrackStatus.FREE
    rounds = _sought(battle, 1.0)
    assert (rounds.fate[0], rounds.lock[0]) == (RoundFate.FLYING, 0)


def test_round__that_has_ended_does_not_look():
    battle = _battle()
    battle.state.truth.interceptors.fate[0] = RoundFate.MISSED
    assert _sought(battle).next_look[0] == 0.0
