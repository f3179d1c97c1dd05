"""Stretches in which nothing can happen."""

import math

import pytest

from kalkan.engine.kinds import EngagementState, Fate, RoundFate, TrackStatus
from kalkan.engine.quiet import quiet_until
from unit.engine.small_battle import aloft, arena, engage, fired

LAST = 1000


@pytest.fixture
def battle():
    """Return a battle in which nothing ever happens."""
    battle = arena()
    battle.state.truth.radars.next_look[0] = math.inf
    battle.state.truth.threats.fate[0] = Fate.KILLED
    return battle


def _next(battle, tick=10):
    return quiet_until(battle.model, battle.state, tick, LAST)


def test_nothing__goes_on_to_the_end(battle):
    assert _next(battle) == LAST


def test_start__of_a_flyer_is_the_next_thing(battle):
    battle.state.truth.threats.fate[0] = Fate.PENDING
    battle.state.truth.threats.start[0] = 60.3
    assert _next(battle) == 120
    assert _next(battle, 500) == 500
    battle.state.truth.threats.start[0] = 1e9
    assert _next(battle) == LAST


@pytest.mark.parametrize("field", ["end", "lost", "release"])
def test_flyer__ends_releases_or_falls_out(battle, field):
    aloft(battle)
    getattr(battle.state.truth.threats, field)[0] = 77.7
    assert _next(battle) == 155


def test_release__comes_once(battle):
    aloft(battle)
    threats = battle.state.truth.threats
    threats.fate[0], threats.release[0], threats.end[0] = Fate.RELEASED, 77.7, 99.0
    assert _next(battle) == 198


def test_radar__looks_next(battle):
    battle.state.truth.radars.next_look[0] = 44.1
    assert _next(battle) == 88
    battle.state.truth.radars.alive[0] = 0
    assert _next(battle) == LAST


def test_false_plots__begin_with_a_scan(battle):
    battle.state.truth.radars.phase[0] = -3.0
    battle.state.truth.radars.scan[0] = 4
    assert _next(battle) == LAST
    battle.model.plan.sensors.false_rate[0] = 0.1
    assert _next(battle) == 74


def test_battle__is_busy_with_plots(battle):
    battle.state.belief.waiting[0] = 1
    assert _next(battle) == 10


def test_battle__is_busy_with_tracks(battle):
    battle.state.belief.tracks.status[2] = TrackStatus.TENTATIVE
    assert _next(battle) == 10


def test_battle__is_busy_with_engagements(battle):
    engage(battle, 0)
    assert _next(battle) == 10
    battle.state.belief.engagements.state[0] = EngagementState.CLOSED
    assert _next(battle) == LAST


def test_battle__is_busy_with_rounds(battle):
    fired(battle, 0, (0, 0, 0), (0, 0, 0))
    assert _next(battle) == 10
    battle.state.truth.interceptors.fate[0] = RoundFate.WIDE
    assert _next(battle) == LAST


def test_crew__changes_its_emission_by_itself(battle):
    battle.state.belief.crews.review[0] = 55.2
    assert _next(battle) == 110


def test_crew__is_heeded_before_anything_is_skipped(battle):
    crews, radars = battle.state.belief.crews, battle.state.truth.radars
    crews.since[0] = 4.0
    assert _next(battle) == 10
    radars.heeded[0] = 4.0
    assert _next(battle) == LAST


def test_crew__has_yet_to_note_the_loss_of_its_radar(battle):
    crews = battle.state.belief.crews
    crews.alive[0] = 0
    assert _next(battle) == 10
    crews.radiating[0] = 0
    assert _next(battle) == LAST


def test_crew__that_waits_and_is_blind_is_about_to_see_for_itself(battle):
    crews = battle.state.belief.crews
    battle.model.plan.emissions.waits[0], crews.radiating[0] = 1, 0
    assert _next(battle) == 10
    crews.review[0] = crews.barred[0] = 100.0  # it may not before
    assert _next(battle) == 200
    crews.review[0], crews.radiating[0] = 100.0, 1  # it has been seeing for others
    assert _next(battle) == 10
    crews.review[0] = math.inf
    assert _next(battle) == LAST


def test_crew__of_a_radar_that_flies_notes_nothing(battle):
    battle.model.plan.sensors.carrier[0] = 0
    battle.state.belief.crews.alive[0] = 0
    assert _next(battle) == LAST
