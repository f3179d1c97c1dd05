"""Who shoots at what, with what, how often."""

import math

import numpy as np
import pytest

from kalkan.doctrine.assign import (
    CLOSE,
    QUALITY,
    assign_first_feasible,
    assign_marginal,
)
from kalkan.engine.kinds import (
    NONE,
    FireReason,
    Identity,
    KinematicGroup,
    TargetClass,
    TrackStatus,
    WeaponControl,
)
from kalkan.engine.prepare import prepare
from unit.engine.small_battle import arena, believe, engage, fill

BOTH = pytest.mark.parametrize("assign", [assign_first_feasible, assign_marginal])
NEAR, FAR = (30e3, 0.0, 8e3), (60e3, 0.0, 8e3)


def _battle(load=8, **lengths):
    battle = arena(**lengths)
    battle.model.plan.engagement[:] = WeaponControl.TIGHT
    prepare(battle.model, battle.state)
    fill(battle.state.belief.magazines, left=load, loaded=load)
    return battle


def _hostile(battle, j, place=NEAR, **fields):
    given = {"identity": Identity.HOSTILE, "urgency": 200.0, "stake": 10.0}
    believe(battle, j, place, (-250.0, 0.0, 0.0), **(given | fields))


def _orders(battle, assign=assign_marginal):
    assign(battle.model.plan, battle.state.belief)
    return battle.state.belief.tracks.order_battery.tolist()


def _reasons(battle, j=0, b=0):
    return int(battle.state.belief.refusals.reasons[b, j])


@BOTH
def test_order__goes_to_the_fire_unit_that_can_shoot(assign):
    battle = _battle()
    _hostile(battle, 1)
    assert _orders(battle, assign) == [NONE, 0, NONE, NONE]
    tracks, units = battle.state.belief.tracks, battle.state.belief.units
    assert (tracks.order_round[1], tracks.order_shots[1]) == (0, 2)
    assert 20.0 < tracks.order_due[1] < 40.0
    assert (units.busy[0], units.flying[0], units.left[0]) == (1, 2, 6)
    assert battle.state.belief.stocks.left[0, 0] == 6
    assert tracks.offer_battery[1] == NONE
    assert _reasons(battle, 1) == FireReason.ORDERED


@pytest.mark.parametrize(
    ("control", "identity", "allowed"),
    [
        (WeaponControl.HOLD, Identity.HOSTILE, False),
        (WeaponControl.TIGHT, Identity.HOSTILE, True),
        (WeaponControl.TIGHT, Identity.UNKNOWN, False),
        (WeaponControl.TIGHT, Identity.FRIEND, False),
        (WeaponControl.FREE, Identity.HOSTILE, True),
        (WeaponControl.FREE, Identity.UNKNOWN, True),
        (WeaponControl.FREE, Identity.FRIEND, False),
        (WeaponControl.FREE, Identity.NEUTRAL, False),
    ],
)
def test_rules__say_whom_to_shoot_at(control, identity, allowed):
    battle = _battle()
    battle.model.plan.engagement[:] = control
    _hostile(battle, 0, identity=identity)
    assert (_orders(battle)[0] == 0) == allowed
    assert bool(_reasons(battle) & FireReason.NOT_HOSTILE) != allowed


def _refused(reason, change=None, **track):
    battle = _battle()
    _hostile(battle, 0, **track)
    if change is not None:
        change(battle)
    assert _orders(battle)[0] == NONE
    assert _reasons(battle) == reason
    return battle


def test_track__that_endangers_nothing_is_left_alone():
    _refused(FireReason.NOT_THREATENING, urgency=math.inf)


def test_track__out_of_the_envelope_is_noted_so():
    _refused(FireReason.OUT_OF_ENVELOPE, place=(300e3, 0.0, 8e3))


def test_track__that_will_have_done_its_harm_is_too_late():
    _refused(FireReason.TOO_LATE, urgency=8.0)


@pytest.mark.parametrize("interval", [1.0, 10.0])
def test_track__needs_fresh_plots_of_fire_control(interval):
    limit = max(4.0, 3.0 * interval)
    for age, fresh in ((limit - 0.1, True), (limit + 0.1, False)):
        battle = _battle()
        _hostile(battle, 0, interval=interval)
        battle.state.belief.now[0] = age
        assert (_orders(battle)[0] == 0) == fresh
        assert bool(_reasons(battle) & FireReason.NOT_FIRE_CONTROL) != fresh


def test_radar__that_is_lost_guides_nothing():
    def lose(battle):
        battle.state.belief.crews.alive[0] = 0

    _refused(FireReason.RADAR_LOST, lose)


def test_magazine__that_is_empty_is_said():
    def empty(battle):
        fill(battle.state.belief.magazines, left=0)

    _refused(FireReason.MAGAZINE_EMPTY, empty)


def test_channels__bound_by_others_are_said():
    def bind(battle):
        for e, j in enumerate((1, 2, 3, 1)):
            engage(battle, e, j)

    _refused(FireReason.NO_CHANNEL, bind)


def test_rounds__in_the_air_are_bounded_too():
    def fly(battle):
        engage(battle, 0, j=1, shots=8)

    _refused(FireReason.NO_CHANNEL, fly)


@pytest.mark.parametrize(("shots", "again"), [(1, False), (2, True)])
def test_engaged_track__is_shot_at_again_by_who_does_not_look(shots, again):
    battle = _battle()
    battle.model.plan.batteries.shots[0] = shots
    _hostile(battle, 0)
    engage(battle, 0)
    assert (_orders(battle)[0] == 0) == again
    assert bool(_reasons(battle) & FireReason.ENGAGED_ELSEWHERE) != again


def test_track__that_is_ordered_is_not_ordered_twice():
    battle = _battle()
    _hostile(battle, 0, order_battery=0)
    _orders(battle)
    assert _reasons(battle) == FireReason.ENGAGED_ELSEWHERE


@pytest.mark.parametrize(
    "track", [{"believed_dead": 1}, {"status": TrackStatus.TENTATIVE}]
)
def test_track__that_is_dead_or_not_firm_is_not_considered(track):
    _refused(FireReason.NOTHING, **track)


@pytest.mark.parametrize(
    ("reserve", "urgency", "fires"),
    [(0.0, 200.0, True), (0.5, 200.0, False), (0.5, CLOSE - 1.0, True)],
)
def test_reserve__is_for_what_does_harm_soon(reserve, urgency, fires):
    battle = _battle()
    fill(battle.state.belief.magazines, left=4)
    battle.model.plan.batteries.reserve[0] = reserve
    _hostile(battle, 0, urgency=urgency)
    assert (_orders(battle)[0] == 0) == fires
    if not fires:
        assert _reasons(battle) == FireReason.MAGAZINE_EMPTY


def test_last_rounds__are_shared_out_one_order_at_a_time():
    battle = _battle(load=3)
    for j, urgency in enumerate((300.0, 100.0, 200.0)):
        _hostile(battle, j, urgency=urgency)
    assert _orders(battle, assign_first_feasible) == [NONE, 0, 0, NONE]
    assert battle.state.belief.tracks.order_shots[:3].tolist() == [0, 2, 1]
    assert _reasons(battle, 0) & FireReason.MAGAZINE_EMPTY


# ------------------------------------------------------------------ choices


def _choice(**lengths):
    """Return two batteries, the second of which stands 20 km nearer to the raid."""
    battle = _battle(battery=2, launcher=2, **lengths)
    plan = battle.model.plan
    plan.launchers.battery[:] = (0, 1)
    plan.batteries.position[1] = (20e3, 0.0, 0.0)
    return battle


def test_first_feasible__takes_the_earliest_meeting():
    battle = _choice()
    _hostile(battle, 0, FAR)
    assert _orders(battle, assign_first_feasible)[0] == 1


def test_marginal__takes_the_most_value_a_round():
    for best in (0, 1):
        battle = _battle(round=2)
        battle.model.plan.pk[best, TargetClass.FIGHTER] = 0.8
        _hostile(battle, 0, FAR)
        _orders(battle, assign_marginal)
        tracks = battle.state.belief.tracks
        assert tracks.order_round[0] == best
        assert tracks.offer_worth[0] == pytest.approx(10.0 * 0.96 / 2)


def test_marginal__of_equal_worth_takes_the_earliest():
    battle = _choice()
    _hostile(battle, 0, FAR)
    assert _orders(battle, assign_marginal)[0] == 1


def test_marginal__prefers_a_better_salvo_to_an_earlier_one():
    battle = _choice()
    battle.model.plan.batteries.salvo[0] = 1  # 0.7 a round, against 0.455 of two
    _hostile(battle, 0, FAR)
    assert _orders(battle, assign_marginal)[0] == 0
    assert battle.state.belief.tracks.order_shots[0] == 1


@pytest.mark.parametrize(
    ("assign", "first"), [(assign_first_feasible, 1), (assign_marginal, 0)]
)
def test_scarce_channel__goes_to_the_urgent_or_to_the_valuable(assign, first):
    battle = _battle()
    battle.model.plan.batteries.channels[0] = 1
    _hostile(battle, 0, FAR, stake=50.0, urgency=300.0)
    _hostile(battle, 1, NEAR, stake=10.0, urgency=100.0)
    orders = _orders(battle, assign)
    assert orders[first] == 0
    assert orders[1 - first] == NONE
    assert _reasons(battle, 1 - first) & FireReason.NO_CHANNEL


def test_marginal__of_equal_worth_takes_the_urgent():
    battle = _battle()
    battle.model.plan.batteries.channels[0] = 1
    _hostile(battle, 0, urgency=300.0)
    _hostile(battle, 1, urgency=100.0)
    assert _orders(battle)[:2] == [NONE, 0]


def test_second_choice__is_taken_when_the_first_is_used_up():
    battle = _choice()
    battle.model.plan.batteries.channels[1] = 1
    _hostile(battle, 0, FAR, urgency=100.0)
    _hostile(battle, 1, FAR, urgency=200.0)
    assert _orders(battle, assign_first_feasible)[:2] == [1, 0]


def test_round__without_any_chance_is_not_considered():
    battle = _battle()
    battle.model.plan.pk[0, TargetClass.SHORT_RANGE_BALLISTIC] = 0.0
    _hostile(battle, 0, group=KinematicGroup.BALLISTIC)
    assert _orders(battle)[0] == NONE


def test_battery__shoots_only_at_tracks_of_its_own_picture():
    battle = _choice(picture=2)
    battle.state.belief.wiring.picture[:] = (0, 1)
    tracks = battle.state.belief.tracks
    tracks.picture[2] = 1
    _hostile(battle, 0, FAR)
    _hostile(battle, 2, FAR)
    _hostile(battle, 3, FAR, urgency=math.inf, picture=1)
    assert _orders(battle) == [0, NONE, 1, NONE]
    assert _reasons(battle, 0, b=1) == _reasons(battle, 2, b=0) == 0
    assert _reasons(battle, 3, b=1) == FireReason.NOT_THREATENING
    assert _reasons(battle, 3, b=0) == 0


# ------------------------------------------------------------------ identification


def test_track__that_is_not_classified_is_not_shot_at():
    _refused(FireReason.UNCLASSIFIED, believed=KinematicGroup.UNKNOWN)


def test_place__that_is_known_too_badly_is_not_shot_at():
    covariance = np.zeros(36)
    covariance[[0, 7, 14]] = QUALITY**2 / 2.99
    _refused(FireReason.UNCERTAIN, covariance=covariance)
    battle = _battle()
    _hostile(battle, 0, covariance=0.99 * covariance)
    assert _orders(battle)[0] == 0


@BOTH
def test_rules__hold_for_each_fire_unit_of_a_picture(assign):
    battle = _battle(battery=2, launcher=2)
    battle.model.plan.launchers.battery[:] = (0, 1)
    for controls, unit in (((2, 0), 0), ((0, 2), 1)):
        battle.model.plan.engagement[:, 0] = controls
        battle.state.belief.refusals.reasons[:] = 0
        _hostile(battle, 0, identity=Identity.UNKNOWN, order_battery=NONE)
        assert _orders(battle, assign)[0] == unit
        assert _reasons(battle, 0, 1 - unit) == FireReason.NOT_HOSTILE


@pytest.mark.parametrize(
    ("motion", "taken", "round_"),
    [
        (KinematicGroup.FAST, KinematicGroup.FAST, 0),
        (KinematicGroup.FAST, KinematicGroup.CRUISE, 1),
        (KinematicGroup.CRUISE, KinematicGroup.FAST, 0),
    ],
)
def test_round__is_chosen_for_what_a_track_is_taken_for(motion, taken, round_):
    battle = _battle(round=2)
    pk = battle.model.plan.pk
    pk[:] = 0.0
    pk[0, TargetClass.FIGHTER] = pk[1, TargetClass.CRUISE_MISSILE] = 0.8
    _hostile(battle, 0, group=motion, believed=taken)
    assert _orders(battle)[0] == 0
    assert battle.state.belief.tracks.order_round[0] == round_


def test_rules__of_who_is_cut_off_are_others():
    for autonomous, fires in ((0, True), (1, False)):
        battle = _battle()
        battle.model.plan.engagement[0] = WeaponControl.TIGHT, WeaponControl.HOLD
        battle.state.belief.wiring.autonomous[0] = autonomous
        _hostile(battle, 0)
        assert (_orders(battle)[0] == 0) == fires
        assert bool(_reasons(battle) & FireReason.NOT_HOSTILE) != fires


def test_command_vehicle__that_is_lost_orders_nothing():
    def lose(battle):
        battle.state.belief.wiring.node_alive[battle.model.plan.batteries.node[0]] = 0

    _refused(FireReason.COMMAND_LOST, lose)


def test_radar__that_hides_guides_nothing():
    def hide(battle):
        battle.state.belief.crews.barred[battle.model.plan.batteries.radar[0]] = 9.0

    _refused(FireReason.RADAR_SILENT, hide)
