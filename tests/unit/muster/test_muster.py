"""From words to arrays: the whole, its order, its worlds and what it refuses."""

import numpy as np
import pytest

from kalkan._record import check_shapes, unwrap
from kalkan.doctrine import doctrine_named
from kalkan.draw import name_id
from kalkan.engine.kinds import NONE, Fate, Iff, PathEnd, Side, WeaponControl
from kalkan.errors import UserError
from kalkan.muster import entries
from kalkan.muster.blank import FALSE_TRACKS, blank_log
from kalkan.muster.entries import AssetEntry, in_order
from kalkan.muster.worlds import Draws
from kalkan.physics.geodesy import enu2geodetic
from unit.engine.small_battle import DT, known, mustered, written
from unit.engine.test_battle import leaves


@pytest.fixture(scope="module")
def joined():
    return mustered("joined")


def _same(one, other):
    return list(leaves(*one)) == list(leaves(*other))


# ------------------------------------------------------------------ the whole


def test_mustered__has_records_that_fit_together(joined):
    check_shapes(joined.model, joined.state, joined.log)
    assert joined.model.dt == DT
    assert joined.model.command_period == 2
    assert joined.model.duration == 600.0


def test_command_cycle__is_a_second_whatever_the_tick():
    assert mustered(tick=0.1).model.command_period == 10
    assert mustered(tick=2.0).model.command_period == 1


def test_entities__are_in_the_order_of_their_ids(joined):
    names, model = joined.names, joined.model
    for record, paths in (
        (model.world.threats, names.threats),
        (model.plan.sensors, names.sensors),
        (model.plan.batteries, names.batteries),
        (model.plan.launchers, names.launchers),
        (model.plan.rounds, names.rounds),
        (model.plan.assets, names.assets),
    ):
        found = record.id.tolist()
        assert found == sorted(found) == [name_id(path) for path in paths]


def test_names__are_paths(joined):
    names = joined.names
    assert set(names.threats) == {
        "raid.cruise/1",
        "raid.cruise/2",
        "traffic.patrol/1",
        "forces.watch/plane",
    }
    assert names.batteries == ("forces.battery",)
    assert len(names.launchers) == 2
    assert "forces.battery/launcher-1" in names.launchers
    assert {"forces.watch/tower", "forces.watch/plane"} < set(names.sensors)
    assert names.pictures == ("battery+watch",)
    sides = dict(zip(names.threats, names.sides, strict=True))
    assert sides["raid.cruise/1"] == "hostile"
    assert sides["forces.watch/plane"] == sides["traffic.patrol/1"] == "friend"
    kinds = dict(zip(names.threats, names.classes, strict=True))
    assert kinds["forces.watch/plane"] == "airborne_early_warning"


def test_order__of_the_file_changes_no_bit(joined):
    turned = mustered(
        "joined",
        ("forces: [watch, battery]", "forces: [battery, watch]"),
        ("{Patriot: [civil, mode-5], AN/TPS-77: [civil],", "{AN/TPS-77: [civil],"),
        ("E-7A: [civil, mode-5]}", "E-7A: [mode-5, civil], Patriot: [mode-5, civil]}"),
    )
    assert _same((joined.model, joined.state), (turned.model, turned.state))
    assert joined.names == turned.names


def test_raid__is_the_same_in_every_option(joined):
    alone = mustered("alone")
    for name in ("start_low", "rcs", "aim", "speed_bound"):
        one, other = {}, {}
        for into, option in ((one, joined), (other, alone)):
            values = getattr(option.model.world.threats, name)
            into.update(zip(option.names.threats, values.tolist(), strict=True))
        assert all(one[path] == value for path, value in other.items())


# ------------------------------------------------------------------ refusals


def test_muster__refuses_an_unknown_option():
    with pytest.raises(
        UserError, match="no option 'both' in the scenario; it has alone"
    ):
        mustered("both")


def test_muster__refuses_two_ways_to_assign():
    other = "    doctrine: {assign: first_feasible}\n  watch:"
    edits = (
        ("  watch:", "  second:\n    system: Patriot\n    at: [40 deg, 32 deg]\n"
         f"    facing: 90 deg\n{other}"),
        ("alone: {forces: [battery]}", "alone: {forces: [battery, second]}"),
    )  # fmt: skip
    with pytest.raises(UserError, match="different `assign`: first_feasible, marginal"):
        mustered("alone", *edits)


def test_muster__refuses_a_ballistic_missile_that_cannot_get_there():
    thrown = (
        "  far: {class: short_range_ballistic, system: 9M723 Iskander-M, target: town,"
        " from: [40.00 deg, 32.10 deg]}\ntraffic:"
    )
    with pytest.raises(UserError, match=r"raid.far: no flight of 9M723 Iskander-M"):
        mustered("alone", ("traffic:", thrown))


def test_order__refuses_two_paths_with_one_hash(monkeypatch):
    monkeypatch.setattr(entries, "name_id", lambda path: 7)
    with pytest.raises(UserError, match="north and south have the same hash"):
        in_order([AssetEntry("north"), AssetEntry("south")])


# ------------------------------------------------------------------ worlds


def test_world__of_best_values_has_no_luck():
    assert _same(mustered(seed=1).model, mustered(seed=2).model)


def test_worlds__differ_and_come_again():
    first, again = mustered(world=3), mustered(world=3)
    assert _same(first.model, again.model)
    for other in (mustered(world=4), mustered(world=3, seed=2)):
        assert not np.array_equal(first.model.world.pk, other.model.world.pk)
        rcs = other.model.world.threats.rcs
        assert not np.array_equal(first.model.world.threats.rcs, rcs)


def test_world__is_the_same_in_every_option():
    one, other = mustered("alone", world=5), mustered("joined", world=5)
    assert np.array_equal(one.model.world.pk, other.model.world.pk)
    mine = one.names.sensors[0]
    s = other.names.sensors.index(mine)
    found, wanted = other.model.plan.sensors, one.model.plan.sensors
    for name in ("range_ref", "rcs_ref", "snr_ref", "period"):
        assert getattr(found, name)[s] == getattr(wanted, name)[0]


def test_plan__is_told_the_best_kill_probabilities():
    best, drawn = mustered(), mustered(world=3)
    assert np.array_equal(best.model.plan.pk, drawn.model.plan.pk)
    assert np.array_equal(best.model.plan.pk, best.model.world.pk)
    assert not np.array_equal(drawn.model.plan.pk, drawn.model.world.pk)


def test_draws__fall_into_the_interval_of_the_fact():
    entry = known()["PAC-3 MSE"]
    quantity = entry.range_max
    values = [Draws(1, world).fact(entry, "range_max") for world in range(200)]
    assert quantity.low <= min(values) < quantity.best < max(values) <= quantity.high
    assert Draws(1, None).fact(entry, "range_max") == quantity.best
    assert np.isnan(Draws(1, None).value("x", "y", None))
    unit = known()["Patriot"]
    assert Draws(1, None).count(unit, "channels") == round(unit.channels.best)


# ------------------------------------------------------------------ the dormant state


def test_state__is_dormant(joined):
    state = joined.state
    assert not state.truth.threats.fate.any()
    assert state.truth.values.left.tolist() == [10.0]
    assert state.truth.interceptors.fate.shape == (5,)
    assert np.all(state.belief.tracks.order_battery == NONE)
    assert np.all(state.belief.tracks.dwell == np.inf)
    assert state.belief.tracks.status.shape == (FALSE_TRACKS + 2 * 4,)
    assert state.belief.engagements.state.shape == (64 + 2 * 5,)


def test_pictures__have_slots_of_their_own():
    apart = mustered("apart")
    each = FALSE_TRACKS + 2 * 4
    assert apart.state.belief.slots.tolist() == [[0, each], [each, 2 * each]]
    assert apart.state.belief.used.tolist() == [0, each]


def test_log__has_seen_a_dormant_state(joined):
    log = blank_log(joined.state, 17)
    assert log.length[0] == 0
    assert log.time.shape == log.kind.shape == (17,)
    assert np.all(log.track_number == NONE)
    assert np.all(log.round_lock == NONE)
    assert log.value_left.tolist() == [10.0]
    log.value_left[0] = 0.0
    assert joined.state.truth.values.left[0] == 10.0


# ------------------------------------------------------------------ rules, assets


@pytest.mark.parametrize("control", ["hold", "tight", "free"])
def test_rules__of_engagement_hold_for_every_fire_unit(control):
    plan = mustered("apart", ("engagement: tight", f"engagement: {control}")).model.plan
    assert np.all(plan.engagement == WeaponControl[control.upper()])
    assert plan.engagement.shape == (1, 2)


def test_doctrine__is_that_of_the_fire_units():
    assert mustered("alone").doctrine == doctrine_named("marginal")
    edit = ("assign: marginal", "assign: first_feasible")
    assert mustered("alone", edit).doctrine == doctrine_named("first_feasible")
    assert mustered("watch", edit).doctrine == doctrine_named("marginal")


def test_assets__stand_where_the_scenario_says(joined):
    assets = joined.model.plan.assets
    lat, lon, height = enu2geodetic(joined.model.plan.frame, *assets.position[0])
    assert np.degrees((lat, lon)) == pytest.approx((40.0, 32.1), abs=1e-9)
    assert height == pytest.approx(0.0, abs=1e-4)
    assert (assets.value[0], assets.radius[0]) == (10.0, 500.0)
    assert unwrap(assets) is unwrap(joined.model.world.assets) or np.array_equal(
        unwrap(assets), unwrap(joined.model.world.assets)
    )


# ------------------------------------------------------------------ flyers


def test_flyers__are_what_the_scenario_lists(joined):
    kinds, names = joined.model.world.threats, joined.names.threats
    second, plane = names.index("raid.cruise/2"), names.index("forces.watch/plane")
    patrol = names.index("traffic.patrol/1")
    system = known()["3M-14 Kalibr"]
    assert (kinds.start_low[second], kinds.start_high[second]) == (5.0, 15.0)
    assert kinds.side[[second, plane, patrol]].tolist() == [
        Side.HOSTILE,
        Side.FRIEND,
        Side.FRIEND,
    ]
    assert kinds.path_end[second] == PathEnd.IMPACT
    assert kinds.path_end[patrol] == PathEnd.LEAVE
    assert kinds.rcs[second] == system.rcs.best
    assert kinds.loss[second] == pytest.approx(1.0 - system.reliability.best)
    assert kinds.loss[plane] == kinds.loss[patrol] == 0.0
    assert kinds.iff[[second, plane, patrol]].tolist() == [0, Iff.MODE_5, Iff.MODE_5]
    assert kinds.lethal_radius[second] > 10.0
    assert kinds.lethal_radius[patrol] == kinds.cep[patrol] == 0.0
    assert kinds.speed_spread[second] > 0.0 == kinds.speed_spread[patrol]
    town = joined.model.plan.assets.position[0]
    np.testing.assert_allclose(kinds.aim[second], town)


def test_bounds__are_never_passed(joined):
    kinds, knots = joined.model.world.threats, joined.model.world.knots
    for i in range(kinds.id.shape[0]):
        piece = slice(kinds.path_first[i], kinds.path_last[i] + 1)
        speed = np.linalg.norm(knots.velocity[piece], axis=1)
        assert speed.max() * 1.09 < kinds.speed_bound[i]
        heights = [
            enu2geodetic(joined.model.world.frame, *place)[2]
            for place in knots.position[piece]
        ]
        assert max(heights) < kinds.altitude_bound[i]


def test_paths__lie_one_after_the_other(joined):
    kinds, knots = joined.model.world.threats, joined.model.world.knots
    assert kinds.path_first[0] == 0
    assert np.array_equal(kinds.path_first[1:], kinds.path_last[:-1] + 1)
    assert kinds.path_last[-1] + 1 == knots.time.shape[0]
    assert np.all(knots.time[kinds.path_first] == 0.0)


def test_fates__begin_pending(joined):
    assert np.all(joined.state.truth.threats.fate == Fate.PENDING)
    assert written().name == "a small raid"
