"""Fire units, launchers, magazines and rounds, from scenario and catalogue."""

import math

import numpy as np
import pytest

from kalkan.engine.kinds import Band, Guidance, TargetClass
from kalkan.muster import fire
from kalkan.muster.ground import RING
from kalkan.physics.flight import drag_area_from
from unit.engine.small_battle import known, mustered

S400 = (
    ("system: Patriot", "system: S-400"),
    ("magazine: {PAC-3 MSE: 5}", "magazine: {48N6E3: 5, 9M96E2: 4}"),
    ("{Patriot: [civil, mode-5],", "{S-400: [civil],"),
)


@pytest.fixture(scope="module")
def ready():
    return mustered("alone")


@pytest.fixture(scope="module")
def s400():
    return mustered("alone", *S400)


def test_battery__shoots_as_the_scenario_says_and_the_catalogue_knows(ready):
    batteries, unit = ready.model.plan.batteries, known()["Patriot"]
    assert batteries.channels[0] == round(unit.channels.best)
    assert batteries.rounds_guided[0] == round(unit.rounds_guided.best)
    assert batteries.reaction[0] == unit.reaction_time.best
    assert batteries.assess_looks[0] == round(unit.assess_looks.best)
    assert batteries.false_kill[0] == unit.false_kill.best
    assert batteries.false_live[0] == unit.false_live.best
    assert (batteries.salvo[0], batteries.shots[0]) == (2, 1)
    assert batteries.reserve[0] == 0.1
    guidance = ready.names.sensors[batteries.radar[0]]
    assert guidance == f"forces.battery/{unit.guidance_radar}"


def test_battery__that_does_not_look_shoots_twice():
    edit = ("look: shoot-look-shoot", "look: shoot-shoot")
    assert mustered("alone", edit).model.plan.batteries.shots[0] == 2


def test_magazine__is_dealt_out_evenly(ready, s400):
    left = ready.state.belief.magazines.left[:, 0]
    assert sorted(left.tolist()) == [2, 3]
    names, held = s400.names, s400.state.belief.magazines
    by_round = dict(zip(names.rounds, held.loaded.sum(axis=0), strict=True))
    assert by_round == {"48N6E3": 5, "9M96E2": 4}
    assert np.array_equal(held.left, held.loaded)


def test_magazine__is_the_catalogues_where_the_scenario_is_silent():
    ready = mustered("alone", ("    magazine: {PAC-3 MSE: 5}\n", ""))
    held = ready.state.belief.magazines.left.sum(axis=0)
    load = dict(zip(ready.names.rounds, held.tolist(), strict=True))
    assert load == dict(known()["Patriot"].rounds)


def test_launchers__are_as_many_as_said_on_a_ring(ready):
    launchers, unit = ready.model.plan.launchers, known()["Patriot"]
    assert len(ready.names.launchers) == 2
    away = launchers.position - ready.model.plan.batteries.position[0]
    np.testing.assert_allclose(np.linalg.norm(away, axis=1), RING)
    assert np.linalg.norm(away[0] - away[1]) == pytest.approx(2 * RING)
    assert np.all(launchers.availability == unit.availability.best)
    ripple = known()[unit.launcher].ripple_interval.best
    assert np.all(launchers.ripple == ripple)
    more = mustered("alone", ("    launchers: 2\n", ""))
    assert len(more.names.launchers) == round(unit.launchers.best)


def test_rounds__are_those_of_the_catalogue(s400):
    rounds = s400.model.plan.rounds
    for r, name in enumerate(s400.names.rounds):
        kind = known()[name]
        assert rounds.guidance[r] == Guidance[kind.guidance.upper()]
        assert rounds.seeker_band[r] == Band[kind.seeker_band]
        assert rounds.range_max[r] == kind.range_max.best
        assert rounds.seeker_half[r] == 0.5 * kind.seeker_field_of_view.best
        assert rounds.reliability[r] == kind.reliability.best
        launcher = known()[known()["S-400"].launcher]
        assert rounds.launch_elevation[r] == pytest.approx(launcher.elevation.best)
        area = drag_area_from(kind.diameter.best, kind.burnout_mass.best)
        assert rounds.drag_area[r] == pytest.approx(area)
        assert rounds.lift_area[r] == pytest.approx(fire.LIFT_SHARE * area)


def test_round__for_above_the_air_has_no_limit_of_lift():
    edits = (
        ("system: Patriot", "system: THAAD"),
        ("    magazine: {PAC-3 MSE: 5}\n", ""),
        ("{Patriot: [civil, mode-5],", "{THAAD: [],"),
    )
    rounds = mustered("alone", *edits).model.plan.rounds
    assert rounds.guidance[0] == Guidance.INFRARED
    assert rounds.lift_area[0] == math.inf


def test_kill_table__has_a_column_for_each_class(s400):
    table = s400.model.plan.pk
    assert table.shape == (2, len(TargetClass))
    assert np.all(table[:, TargetClass.UNSET] == 0.0)
    for r, name in enumerate(s400.names.rounds):
        for target, quantity in known()[name].pk.items():
            assert table[r, TargetClass[target.upper()]] == quantity.best
        assert s400.model.world.frailty[r] == known()[name].frailty.best


def test_fly_outs__span_the_published_envelope(s400):
    plan = s400.model.plan
    assert plan.fly_out.shape == (2, fire.REACHES, fire.HEIGHTS)
    assert np.array_equal(plan.reach[:, 0], plan.rounds.range_min)
    assert np.array_equal(plan.reach[:, -1], plan.rounds.range_max)
    assert np.array_equal(plan.height[:, 0], plan.rounds.altitude_min)
    assert np.array_equal(plan.height[:, -1], plan.rounds.altitude_max)
