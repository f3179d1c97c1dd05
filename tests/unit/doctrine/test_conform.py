"""Keeping to a corridor."""

import math
from itertools import pairwise

import numpy as np
import pytest

from kalkan.doctrine.conform import follow_corridor
from kalkan.engine.kinds import NONE, Identity
from kalkan.physics.corridor import from_centre, leg_normal
from unit.engine.small_battle import FRAME, arena, believe

EAST = (250.0, 0.0, 0.0)
SHARP = {"covariance": np.eye(6).ravel() * 100.0**2}


def _battle(*routes, **fields):
    """Return a battle with corridors along ENU places, 10 km wide, 8 to 10 km high."""
    legs = sum(len(route) - 1 for route in routes)
    battle = arena(corridor=len(routes), leg=legs)
    plan = battle.model.plan
    given = {"half_width": 5e3, "low": 8e3, "high": 10e3, "closes": math.inf}
    given |= {"slowest": 100.0, "fastest": 300.0, "identity": Identity.NEUTRAL}
    for name, value in (given | fields).items():
        getattr(plan.corridors, name)[:] = value
    k = 0
    for c, route in enumerate(routes):
        plan.corridors.leg_first[c] = k
        for one, other in pairwise(route):
            plan.legs.start[k], plan.legs.end[k] = _unit(one), _unit(other)
            leg_normal(plan.legs.start[k], plan.legs.end[k], plan.legs.normal[k])
            k += 1
        plan.corridors.leg_last[c] = k - 1
    return battle


def _unit(place):
    point = np.array(from_centre(FRAME, *place, 0.0))
    return point / np.linalg.norm(point)


def _keeps(battle, place, velocity=EAST, now=0.0, **fields):
    """Return the corridor that a track there keeps to now."""
    believe(battle, 1, place, velocity, time=now, **(SHARP | fields))
    follow_corridor(battle.model.plan, battle.state.belief.tracks, 1, now)
    return battle.state.belief.tracks.corridor[1]


STRAIGHT = ((-50e3, 0.0), (50e3, 0.0))


@pytest.mark.parametrize(
    ("place", "velocity", "keeps"),
    [
        ((0.0, 0.0, 9e3), EAST, True),
        ((0.0, 4.9e3, 9e3), EAST, True),
        ((0.0, 5.1e3, 9e3), EAST, False),
        ((0.0, 0.0, 7.9e3), EAST, False),
        ((0.0, 0.0, 10.1e3), EAST, False),
        ((0.0, 0.0, 9e3), (-250.0, 0.0, 0.0), True),
        ((0.0, 0.0, 9e3), (0.0, 250.0, 0.0), False),
        ((0.0, 0.0, 9e3), (250.0, 130.0, 0.0), True),
        ((0.0, 0.0, 9e3), (200.0, 130.0, 0.0), False),
        ((0.0, 0.0, 9e3), (99.0, 0.0, 0.0), False),
        ((0.0, 0.0, 9e3), (302.0, 0.0, 0.0), False),
        ((-51e3, 0.0, 9e3), EAST, False),
        ((51e3, 0.0, 9e3), EAST, False),
    ],
)
def test_corridor__is_kept_to_inside_and_along(place, velocity, keeps):
    assert (_keeps(_battle(STRAIGHT), place, velocity) == 0) == keeps


def test_one_way_corridor__is_not_flown_against():
    battle = _battle(STRAIGHT, one_way=1)
    assert _keeps(battle, (0.0, 0.0, 9e3)) == 0
    battle = _battle(STRAIGHT, one_way=1)
    assert _keeps(battle, (0.0, 0.0, 9e3), (-250.0, 0.0, 0.0)) == NONE


@pytest.mark.parametrize(("now", "keeps"), [(9.0, False), (11.0, True), (21.0, False)])
def test_corridor__is_kept_to_while_it_is_open(now, keeps):
    battle = _battle(STRAIGHT, opens=10.0, closes=20.0)
    assert (_keeps(battle, (0.0, 0.0, 9e3), now=now) == 0) == keeps


@pytest.mark.parametrize(
    ("place", "velocity"),
    [
        ((0.0, 6e3, 9e3), EAST),
        ((0.0, 0.0, 7.8e3), EAST),
        ((0.0, 0.0, 9e3), (200.0, 130.0, 0.0)),
        ((0.0, 0.0, 9e3), (320.0, 0.0, 0.0)),
    ],
)
def test_corridor__is_not_left_by_a_little(place, velocity):
    battle = _battle(STRAIGHT)
    tracks = battle.state.belief.tracks
    assert _keeps(battle, place, velocity) == NONE
    assert tracks.kept_since[1] == math.inf
    _keeps(battle, (0.0, 0.0, 9e3), now=3.0)
    assert _keeps(battle, place, velocity, now=5.0) == 0
    assert tracks.kept_since[1] == 3.0
    assert _keeps(battle, (0.0, 30e3, 9e3), now=6.0) == NONE
    assert tracks.kept_since[1] == math.inf


def test_bend__is_flown_without_leaving():
    route = ((-50e3, 0.0), (0.0, 0.0), (0.0, -50e3))  # a right angle to the south
    battle = _battle(route)
    assert _keeps(battle, (-9e3, 3e3, 9e3)) == 0
    for k, angle in enumerate(np.radians([0, 20, 45, 70, 90])):
        x, y = 3e3 * math.sin(angle), 3e3 * math.cos(angle)  # outside the joint
        velocity = (250.0 * math.cos(angle), -250.0 * math.sin(angle), 0.0)
        assert _keeps(battle, (x, y, 9e3), velocity, now=float(k)) == 0
    assert battle.state.belief.tracks.kept_since[1] == 0.0


def test_place__known_badly_keeps_to_nothing():
    battle = _battle(STRAIGHT)
    wide = np.zeros(36)
    for axis, keeps in ((0, True), (7, False), (14, False)):
        wide[:] = np.eye(6).ravel() * 100.0
        wide[axis] = 6e3**2
        assert (_keeps(battle, (0.0, 0.0, 9e3), covariance=wide) == 0) == keeps


def test_track__that_changes_corridors_begins_anew():
    battle = _battle(STRAIGHT, ((-50e3, 20e3), (50e3, 20e3)))
    assert _keeps(battle, (0.0, 0.0, 9e3), now=1.0) == 0
    assert _keeps(battle, (0.0, 20e3, 9e3), now=2.0) == 1
    assert battle.state.belief.tracks.kept_since[1] == 2.0


def test_track__stays_in_the_corridor_it_was_in_where_two_overlap():
    battle = _battle(STRAIGHT, ((-50e3, 4e3), (50e3, 4e3)))
    assert _keeps(battle, (0.0, 7e3, 9e3), now=1.0) == 1
    assert _keeps(battle, (0.0, 2e3, 9e3), now=2.0) == 1
    assert battle.state.belief.tracks.kept_since[1] == 1.0


def test_scenario__without_corridors_asks_nothing():
    battle = arena()
    assert _keeps(battle, (0.0, 0.0, 9e3), kept_since=7.0) == NONE
    assert battle.state.belief.tracks.kept_since[1] == 7.0
