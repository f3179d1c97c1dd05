"""Fire units, launchers, magazines and rounds, from scenario and catalogue."""

import math

import numpy as np
import pytest

from kalkan.catalogue.fits import fits_of
from kalkan.engine.kinds import Band, Guidance, KillModel, TargetClass
from kalkan.muster import fire
from kalkan.muster.entries import RoundEntry
from kalkan.muster.ground import RING
from kalkan.muster.worlds import Draws
from kalkan.physics.flight import drag_area_from
from unit.engine.small_battle import known, mustered
from unit.fit.small_round import catalogue as small_catalogue
from unit.fit.small_round import coarse, dart

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
        assert rounds.seeker_half[r] == 0.5 * kind.seeker_field_of_view.best
        assert rounds.reliability[r] == kind.reliability.best
        assert rounds.kill_model[r] == KillModel[kind.kill_model.upper()]
        assert 1e-3 < rounds.seeker_noise[r] < 2e-2


def test_rounds__fly_as_the_nearest_fit_where_nothing_is_drawn(s400):
    rounds = s400.model.plan.rounds
    for r, name in enumerate(s400.names.rounds):
        fits = fits_of(known(), known()[name])
        p = fits.members[fits.nearest].parameters
        assert rounds.range_max[r] == p.range_max
        assert rounds.launch_elevation[r] == p.launch_elevation
        assert rounds.lag[r] == p.lag
        area = drag_area_from(p.diameter, p.burnout_mass)
        assert rounds.drag_area[r] == pytest.approx(p.drag_scale * area)
        assert rounds.lift_area[r] == pytest.approx(p.lift_share * area)
        assert rounds.boost_acceleration[r] == p.thrust
        assert rounds.boost_flow[r] > 0.0


def _picked(worlds, seed=1, name="48N6E3"):
    """Return the lags of a round by world: each fit has its own."""
    catalogue, entry = known(), RoundEntry(name, known()[name])
    fits = [
        fire.fitted_rounds([entry], catalogue, Draws(seed, world))[0]
        for world in worlds
    ]
    return [one.parameters.lag for one in fits]


def test_world__picks_a_fit_of_its_own():
    lags = _picked(range(40))
    assert lags == _picked(range(40))
    assert lags != _picked(range(40), seed=2)
    fits = fits_of(known(), known()["48N6E3"])
    of = [one.parameters.lag for one in fits.members]
    assert set(lags) <= set(of)
    assert len(set(lags)) > 0.5 * len(fits)


@pytest.mark.parametrize("world", [None, 3])
def test_round__without_fits_is_fitted_here(world, monkeypatch):
    coarse(monkeypatch)
    kind = dart()
    entry, draws = RoundEntry(kind.name, kind), Draws(4, world)
    (found,) = fire.fitted_rounds([entry], small_catalogue(kind), draws)
    p = found.parameters
    assert p.thrust > 0.0
    assert (p.loft == kind.loft.best) == (world is None)
    assert found.envelope.time.shape == (1, fire.REACHES, fire.HEIGHTS)
    assert np.isfinite(found.envelope.time).mean() > 0.3
    rounds = fire.build_rounds([entry], [found], draws)
    assert rounds.boost_acceleration[0] == p.thrust


def test_seeker__noise_is_finer_for_shorter_waves_and_wider_dishes(s400):
    by_name = dict(
        zip(s400.names.rounds, s400.model.plan.rounds.seeker_noise, strict=True)
    )
    assert by_name["48N6E3"] < by_name["9M96E2"]


def test_round__for_above_the_air_has_no_limit_of_lift():
    edits = (
        ("system: Patriot", "system: THAAD"),
        ("    magazine: {PAC-3 MSE: 5}\n", ""),
        ("{Patriot: [civil, mode-5],", "{THAAD: [],"),
    )
    rounds = mustered("alone", *edits).model.plan.rounds
    assert rounds.guidance[0] == Guidance.INFRARED
    assert rounds.lift_area[0] == math.inf
    assert rounds.seeker_noise[0] == fire.INFRARED_NOISE
    assert rounds.kill_model[0] == KillModel.TABLE
    assert rounds.reference_miss[0] == 0.0


def test_round__that_kills_by_its_miss_has_a_reference(ready):
    kind, rounds = known()["PAC-3 MSE"], ready.model.plan.rounds
    assert rounds.kill_model[0] == KillModel.ENDGAME
    assert rounds.reference_miss[0] == kind.reference_miss.best


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


def test_fly_outs__of_no_rounds_are_empty():
    table, reach, height = fire.fly_outs(())
    assert table.shape == (0, fire.REACHES, fire.HEIGHTS)
    assert (reach.shape, height.shape) == ((0, fire.REACHES), (0, fire.HEIGHTS))
