"""The luck of a battle, drawn before it begins."""

import math

import numpy as np
import pytest

from kalkan.engine.kinds import NONE, Emission, Iff
from kalkan.engine.prepare import PACE_LIMIT, prepare
from unit.engine.small_battle import arena, fill

MANY = 300


def _crowd(**fields):
    battle = arena(threat=MANY)
    fill(battle.model.world.threats, **fields)
    prepare(battle.model, battle.state)
    return battle.state.truth.threats


def test_start__falls_anywhere_in_its_window():
    threats = _crowd(start_low=10.0, start_high=50.0)
    assert threats.start.min() >= 10.0
    assert threats.start.max() < 50.0
    assert threats.start.mean() == pytest.approx(30.0, abs=3.0)
    np.testing.assert_allclose(threats.end, threats.start + 600.0)


def test_pace__varies_about_one_but_not_wildly():
    threats = _crowd(speed_spread=0.1)
    assert threats.pace.mean() == pytest.approx(1.0, abs=0.02)
    assert threats.pace.std() == pytest.approx(0.1, rel=0.15)
    assert abs(threats.pace - 1.0).max() <= 0.1 * PACE_LIMIT + 1e-12
    np.testing.assert_allclose(threats.end, 600.0 / threats.pace)
    assert np.all(_crowd(speed_spread=0.0).pace == 1.0)


def test_release__comes_sooner_the_faster_the_flyer():
    threats = _crowd(speed_spread=0.05, release=100.0, start_low=7.0, start_high=7.0)
    np.testing.assert_allclose(threats.release, 7.0 + 100.0 / threats.pace)
    assert np.all(_crowd().release == math.inf)


def test_drift__has_the_spread_of_its_kind():
    assert _crowd(drift_spread=400.0).drift.std() == pytest.approx(400.0, rel=0.15)
    assert np.all(_crowd().drift == 0.0)


def test_weave__begins_anywhere_in_its_period():
    phase = _crowd(weave_size=30.0).weave
    assert phase.min() >= 0.0
    assert phase.max() < 2.0 * math.pi
    assert phase.mean() == pytest.approx(math.pi, abs=0.35)
    assert np.all(_crowd().weave == 0.0)


def test_loss__befalls_its_share_somewhere_on_the_way():
    threats = _crowd(loss=0.3)
    lost = threats.lost < math.inf
    assert lost.mean() == pytest.approx(0.3, abs=0.08)
    assert np.all(threats.lost[lost] < threats.end[lost])
    assert np.all(threats.lost > threats.start)
    assert threats.lost[lost].std() == pytest.approx(600.0 / 12**0.5, rel=0.2)


def test_transponder__is_dead_in_its_share():
    threats = _crowd(iff=Iff.CIVIL, iff_failure=0.2)
    assert set(np.unique(threats.transponder)) == {0, int(Iff.CIVIL)}
    assert (threats.transponder == 0).mean() == pytest.approx(0.2, abs=0.08)


def test_flyers__begin_at_their_own_path_met_by_nobody():
    threats = _crowd()
    assert np.array_equal(threats.knot, 2 * np.arange(MANY))
    assert np.all(threats.met_round == NONE)


def test_luck__belongs_to_the_id_not_to_the_place_in_a_list():
    one, other = arena(threat=5), arena(threat=5)
    for battle in (one, other):
        fill(battle.model.world.threats, start_high=100.0, speed_spread=0.1)
    other.model.world.threats.id[:] = one.model.world.threats.id[::-1].copy()
    for battle in (one, other):
        prepare(battle.model, battle.state)
    first, second = one.state.truth.threats, other.state.truth.threats
    assert np.array_equal(first.start, second.start[::-1])
    assert np.array_equal(first.pace, second.pace[::-1])
    assert np.unique(first.start).size == 5


def test_luck__changes_with_the_replicate():
    starts = []
    for replicate in (1, 2):
        battle = arena()
        fill(battle.model.world.threats, start_high=100.0)
        battle.state.key[1] = replicate
        prepare(battle.model, battle.state)
        starts.append(battle.state.truth.threats.start[0])
    assert starts[0] != starts[1]


def test_radars__are_somewhere_in_their_scan():
    battle = arena(sensor=100, threat=2)
    fill(battle.model.world.threats, start_low=30.0, start_high=30.0)
    sensors = battle.model.plan.sensors
    sensors.carrier[3] = 1
    prepare(battle.model, battle.state)
    radars, crews = battle.state.truth.radars, battle.state.belief.crews
    assert np.all(radars.alive == 1)
    assert np.all(crews.alive == 1)
    assert radars.phase.max() <= 0.0
    assert radars.phase.min() > -10.0
    assert radars.phase.mean() == pytest.approx(-5.0, abs=1.0)
    assert np.array_equal(crews.position, sensors.position)
    assert np.array_equal(crews.axes, sensors.axes)
    assert np.array_equal(crews.altitude, sensors.altitude)


def test_looks__are_due_when_a_flyer_starts_but_never_at_the_own_carrier():
    battle = arena(sensor=2, threat=2)
    fill(battle.model.world.threats, start_low=30.0, start_high=30.0)
    battle.model.plan.sensors.carrier[1] = 0
    prepare(battle.model, battle.state)
    due = battle.state.truth.looks.due
    assert due.tolist() == [[30.0, 30.0], [math.inf, 30.0]]
    assert np.all(battle.state.truth.radars.next_look == 0.0)


def test_launchers__stand_ready_in_their_share():
    battle = arena(launcher=MANY)
    fill(battle.model.plan.launchers, availability=0.8)
    prepare(battle.model, battle.state)
    alive = battle.state.truth.sites.alive
    assert alive.mean() == pytest.approx(0.8, abs=0.07)
    assert np.array_equal(battle.state.belief.arms.alive, alive)


def test_frailty__is_shared_by_a_kind_of_round_and_a_class():
    battle = arena(round=2)
    battle.model.world.frailty[:] = (0.0, 0.5)
    prepare(battle.model, battle.state)
    shift = battle.state.truth.frailty
    assert np.all(shift[0] == 0.0)
    assert np.unique(shift[1]).size == shift.shape[1]
    assert 0.2 < shift[1].std() < 0.9


@pytest.mark.parametrize(
    ("waits", "until", "radiates"), [(0, 0.0, 1), (1, 0.0, 0), (0, 9.0, 0), (1, 9.0, 0)]
)
def test_radar__radiates_unless_it_is_told_not_to(waits, until, radiates):
    battle = arena()
    fill(battle.model.plan.emissions, waits=waits, silent_until=until)
    prepare(battle.model, battle.state)
    crews, radars = battle.state.belief.crews, battle.state.truth.radars
    assert (crews.radiating[0], crews.barred[0]) == (radiates, until)
    assert crews.review[0] == (math.inf if radiates else until)
    assert crews.why[0] == (Emission.STANDING if radiates else Emission.ORDERED)
    assert radars.heeded[0] >= crews.since[0]
