"""How urgent tracks are, and to what."""

import math

import pytest

from kalkan.doctrine.evaluate import FALL, PASS, WARNING, evaluate_by_time_to_harm
from kalkan.doctrine.predict import place, time_of_fall
from kalkan.engine.kinds import NONE, KinematicGroup, TrackStatus
from kalkan.physics.geodesy import altitude
from unit.engine.small_battle import FRAME, arena, believe

BALLISTIC = KinematicGroup.BALLISTIC


def _track(position, velocity, assets=((0.0, 0.0),), radius=1e3, **fields):
    battle = arena(asset=len(assets))
    for a, (x, y) in enumerate(assets):
        battle.model.plan.assets.position[a] = (x, y, 0.0)
        battle.model.plan.assets.value[a] = 10.0 * (a + 1)
        battle.model.plan.assets.radius[a] = radius
    believe(battle, 0, position, velocity, **fields)
    evaluate_by_time_to_harm(battle.model.plan, battle.state.belief)
    tracks = battle.state.belief.tracks
    return tracks.asset[0], tracks.urgency[0], tracks.stake[0]


def test_course__towards_an_asset_is_urgent_by_time_of_arrival():
    asset, urgency, stake = _track((41e3, 0, 8e3), (-200.0, 0, 0))
    assert (asset, urgency, stake) == (0, 200.0, 10.0)


@pytest.mark.parametrize(
    ("position", "velocity", "threatens"),
    [
        ((40e3, 0, 8e3), (200.0, 0, 0), False),  # going away
        ((40e3, PASS + 900.0, 8e3), (-200.0, 0, 0), True),  # passing close
        ((60e3, 20e3, 8e3), (-200.0, 0, 0), True),  # heading within 25 degrees
        ((20e3, 30e3, 8e3), (-200.0, 0, 0), False),  # passing far
        ((500.0, 0, 8e3), (200.0, 0, 0), True),  # already there
        ((40e3, 0, 8e3), (-0.1, 0, 0), False),  # all but still
        ((0.99 * WARNING * 200.0, 0, 8e3), (-200.0, 0, 0), True),
        ((1.1 * WARNING * 200.0, 0, 8e3), (-200.0, 0, 0), False),  # in a quarter hour
    ],
)
def test_course__endangers_what_it_meets_or_passes(position, velocity, threatens):
    asset, urgency, stake = _track(position, velocity)
    assert (asset == 0) == threatens
    assert (urgency < WARNING) == threatens
    assert (stake > 0.0) == threatens
    if not threatens:
        assert (asset, urgency) == (NONE, math.inf)


def test_urgency__is_nothing_inside_an_asset():
    assert _track((500.0, 0, 8e3), (200.0, 0, 0))[1] == 0.0


def test_asset__reached_first_counts():
    assets = ((0.0, 0.0), (20e3, 0.0), (60e3, 0.0))
    asset, urgency, stake = _track((41e3, 0, 8e3), (-200.0, 0, 0), assets)
    assert (asset, urgency, stake) == (1, 100.0, 20.0)


def test_estimate__is_carried_on_to_now():
    battle = arena()
    battle.model.plan.assets.radius[0] = 1e3
    believe(battle, 0, (51e3, 0, 8e3), (-200.0, 0, 0), time=0.0)
    battle.state.belief.now[0] = 50.0
    evaluate_by_time_to_harm(battle.model.plan, battle.state.belief)
    assert battle.state.belief.tracks.urgency[0] == 200.0


def test_tentative_track__is_not_evaluated():
    fields = {"status": TrackStatus.TENTATIVE, "urgency": 5.0}
    assert _track((41e3, 0, 8e3), (-200.0, 0, 0), **fields)[1] == 5.0


def test_ballistic_track__endangers_where_it_falls():
    """In vacuum from 40 km at 1 km/s level: 90.3 s, 90 km on."""
    fall = math.sqrt(2 * 40e3 / 9.80665)
    assets = ((fall * 1e3 + 20e3, 0.0), (fall * 1e3 - 3e3, 0.0), (0.0, 0.0))
    found = _track((0, 0, 40e3), (1e3, 0, 0), assets, group=BALLISTIC)
    assert found[0] == 1
    assert found[1] == pytest.approx(fall, rel=0.02)
    assert found[2] == 20.0


def test_ballistic_track__that_falls_far_from_everything_endangers_nothing():
    far = ((90e3 + 2.0 * FALL, 0.0),)
    asset, urgency, _ = _track((0, 0, 40e3), (1e3, 0, 0), far, group=BALLISTIC)
    assert (asset, urgency) == (NONE, math.inf)


# ------------------------------------------------------------------ prediction


def test_place__goes_straight_on():
    battle = arena()
    believe(battle, 0, (1e3, 2e3, 3e3), (10.0, -20.0, 1.0), time=5.0)
    tracks = battle.state.belief.tracks
    assert place(FRAME, tracks, 0, 15.0) == (1100.0, 1800.0, 3010.0)


def test_place__of_a_ballistic_track_falls():
    battle = arena()
    believe(battle, 0, (0.0, 0.0, 30e3), (900.0, 0.0, 0.0), group=BALLISTIC)
    x, y, z = place(FRAME, battle.state.belief.tracks, 0, 10.0)
    assert (x, y) == pytest.approx((9e3, 0.0), abs=1e-3)
    assert z == pytest.approx(30e3 - 490.3325, abs=1e-3)


@pytest.mark.parametrize("rise", [-900.0, 0.0, 600.0])
@pytest.mark.parametrize("now", [0.0, 8.0])
def test_time_of_fall__ends_near_sea_level(rise, now):
    battle = arena()
    believe(battle, 0, (10e3, 0.0, 40e3), (800.0, 0.0, rise), group=BALLISTIC)
    tracks = battle.state.belief.tracks
    left = time_of_fall(FRAME, tracks, 0, now)
    height = altitude(FRAME, *place(FRAME, tracks, 0, now + left))
    assert abs(height) < 0.05 * 1e3 * left
    assert left > 10.0


def test_time_of_fall__is_over_below_the_sea():
    battle = arena()
    believe(battle, 0, (0.0, 0.0, -9e3), (0.0, 0.0, -500.0), group=BALLISTIC)
    assert time_of_fall(FRAME, battle.state.belief.tracks, 0, 0.0) == 0.0


# ------------------------------------------------------------------ points


def _guarded(place, velocity, points, assets=(), **fields):
    """Return asset, urgency, stake; a point is (x, worth), an asset (x, value)."""
    battle = arena(asset=len(assets), point=len(points), sensor=len(points))
    plan, crews = battle.model.plan, battle.state.belief.crews
    for a, (x, value) in enumerate(assets):
        plan.assets.position[a], plan.assets.value[a] = (x, 0.0, 0.0), value
        plan.assets.radius[a] = 1e3
    for p, (x, worth) in enumerate(points):
        plan.points.position[p], plan.points.worth[p] = (x, 0.0, 0.0), worth
        plan.points.sensor[p], plan.points.radius[p] = p, 1e3
        crews.position[p] = plan.points.position[p]
    for name, value in fields.items():
        getattr(crews, name)[:] = value
    believe(battle, 0, place, velocity)
    evaluate_by_time_to_harm(plan, battle.state.belief)
    tracks = battle.state.belief.tracks
    return tracks.asset[0], tracks.urgency[0], tracks.stake[0]


COURSE = (41e3, 0, 8e3), (-200.0, 0, 0)


def test_point__heads_for_it_is_a_threat_to_no_asset():
    assert _guarded(*COURSE, [(0.0, 20.0)]) == (NONE, 200.0, 20.0)
    assert _guarded((41e3, 0, 8e3), (200.0, 0, 0), [(0.0, 20.0)])[1] == math.inf


def test_point__counts_where_more_is_at_stake_than_in_the_asset():
    assert _guarded(*COURSE, [(20e3, 20.0)], [(0.0, 10.0)]) == (NONE, 100.0, 20.0)
    assert _guarded(*COURSE, [(20e3, 5.0)], [(0.0, 10.0)]) == (0, 200.0, 10.0)
    assert _guarded(*COURSE, [(20e3, 10.0)], [(0.0, 10.0)]) == (0, 200.0, 10.0)


def test_points__of_one_worth_count_by_who_is_reached_first():
    assert _guarded(*COURSE, [(0.0, 5.0), (20e3, 5.0)])[1] == 100.0
    assert _guarded(*COURSE, [(20e3, 5.0), (0.0, 5.0)])[1] == 100.0
    assert _guarded(*COURSE, [(20e3, 5.0), (0.0, 6.0)])[1] == 200.0


def test_point__whose_radar_is_lost_is_worth_nothing_more():
    assert _guarded(*COURSE, [(0.0, 20.0)], alive=0)[1] == math.inf


def test_point__whose_node_is_lost_is_worth_nothing_more():
    battle = arena(point=1)
    points = battle.model.plan.points
    points.sensor[0], points.worth[0] = NONE, 3.0
    believe(battle, 0, *COURSE)
    for alive, stake in ((1, 3.0), (0, 0.0)):
        battle.state.belief.wiring.node_alive[0] = alive
        evaluate_by_time_to_harm(battle.model.plan, battle.state.belief)
        assert battle.state.belief.tracks.stake[0] == stake


def test_point__is_where_its_radar_is():
    """An aircraft with a radar moves."""
    now = [(-9e3, 0.0, 9e3)]
    assert _guarded(*COURSE, [(0.0, 20.0)], position=now)[1] == 245.0


def test_point__without_a_radar_stays_where_it_is():
    battle = arena(point=1)
    points = battle.model.plan.points
    points.sensor[0], points.worth[0], points.radius[0] = NONE, 3.0, 1e3
    battle.state.belief.crews.alive[0] = 0
    believe(battle, 0, *COURSE)
    evaluate_by_time_to_harm(battle.model.plan, battle.state.belief)
    assert battle.state.belief.tracks.stake[0] == 3.0


def test_point__that_a_ballistic_missile_may_hit_is_at_stake():
    battle = arena(point=2, asset=0, sensor=2)
    points = battle.model.plan.points
    points.worth[:], points.sensor[:], points.radius[:] = 3.0, NONE, 300.0
    points.position[0], points.position[1] = (300e3, 0.0, 0.0), (0.0, 0.0, 0.0)
    believe(battle, 0, (0.0, 0.0, 20e3), (0.0, 0.0, -500.0), group=BALLISTIC)
    evaluate_by_time_to_harm(battle.model.plan, battle.state.belief)
    tracks = battle.state.belief.tracks
    assert (tracks.asset[0], tracks.stake[0]) == (NONE, 3.0)
    assert 20.0 < tracks.urgency[0] < 40.0
