"""Rules of a scenario as arrays."""

import math

import numpy as np
import pytest

from kalkan.engine.kinds import Identity, KinematicGroup, WeaponControl
from kalkan.muster.rules import GROUPS
from kalkan.scenario.rules import CONFUSION
from unit.engine.small_battle import mustered

HOLD, TIGHT, FREE = WeaponControl.HOLD, WeaponControl.TIGHT, WeaponControl.FREE
STATED = "engagement: tight"
ROUTE = "[[40 deg, 31 deg], [40 deg, 33 deg], [41 deg, 34 deg]]"
REST = "altitude: {between: [9 km, 12 km]}, width: 20 km"


def _plan(words, *edits):
    return mustered("alone", (STATED, words), *edits).model.plan


@pytest.mark.parametrize(
    ("words", "joined", "alone"),
    [
        ("engagement: hold", HOLD, HOLD),
        ("engagement: {all: tight, battery: free}", FREE, FREE),
        ("engagement: {all: tight, autonomous: hold}", TIGHT, HOLD),
        ("engagement: {all: hold, battery: free, autonomous: tight}", FREE, TIGHT),
    ],
)
def test_engagement__is_by_fire_unit_joined_and_alone(words, joined, alone):
    assert _plan(words).engagement.tolist() == [[joined, alone]]


def test_clearance__is_the_scenario_s():
    assert _plan(STATED).batteries.clearance.tolist() == [0.0]
    edit = ("reserve: 0.1", "reserve: 0.1, friend-clearance: 5 km")
    assert _plan(STATED, edit).batteries.clearance.tolist() == [5e3]


def test_confusion__is_by_group_and_every_row_adds_up():
    plan = _plan(STATED)
    assert plan.confusion.shape == (5, 5)
    assert plan.confusion.sum(axis=1) == pytest.approx(np.ones(5))
    for kind, row in CONFUSION.items():
        for taken, share in row.items():
            assert plan.confusion[GROUPS[kind], GROUPS[taken]] == share
    assert set(GROUPS.values()) == set(KinematicGroup) - {KinematicGroup.UNKNOWN}
    assert plan.study_time.tolist() == [5.0, 15.0]
    stated = _plan(f"{STATED}\n  classification: {{time: 3 s, confusion: none}}")
    assert np.array_equal(stated.confusion, np.eye(5))
    assert stated.study_time.tolist() == [3.0, 3.0]


def test_corridors__are_none_without_any():
    plan = _plan(STATED)
    assert plan.corridors.half_width.shape == (0,)
    assert plan.legs.start.shape == (0, 3)


def _corridors(*lines):
    words = "\n".join(f"    {line}" for line in lines)
    return _plan(f"{STATED}\n  corridors:\n{words}")


def test_corridors__hold_what_is_stated():
    plan = _corridors(f"one: {{route: {ROUTE}, {REST}, for: neutral}}")
    corridors, legs = plan.corridors, plan.legs
    assert corridors.identity.tolist() == [Identity.NEUTRAL]
    assert corridors.half_width.tolist() == [10e3]
    assert (corridors.low[0], corridors.high[0]) == (9e3, 12e3)
    assert (corridors.opens[0], corridors.closes[0]) == (0.0, math.inf)
    assert (corridors.slowest[0], corridors.fastest[0]) == (60.0, 350.0)
    assert corridors.one_way.tolist() == [0]
    assert (corridors.leg_first[0], corridors.leg_last[0]) == (0, 1)
    assert np.array_equal(legs.end[0], legs.start[1])
    for vectors in (legs.start, legs.end, legs.normal):
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(2))
    assert np.abs(np.sum(legs.normal * legs.start, axis=1)).max() < 1e-12
    assert legs.normal[0, 1] > 0.99  # north of who flies east


def test_corridors__in_another_order_are_the_same():
    one = f"one: {{route: {ROUTE}, {REST}, for: neutral, one-way: true}}"
    two = (
        f"two: {{route: {ROUTE[:-19]}], {REST}, for: friend, "
        "open: {between: [1 min, 2 min]}}"
    )
    first, second = _corridors(one, two), _corridors(two, one)
    assert sorted(first.corridors.opens.tolist()) == [0.0, 60.0]
    assert sorted(first.corridors.closes.tolist()) == [120.0, math.inf]
    assert sorted(first.corridors.identity) == [Identity.FRIEND, Identity.NEUTRAL]
    for name in ("identity", "opens", "one_way", "leg_first", "leg_last"):
        same = getattr(first.corridors, name) == getattr(second.corridors, name)
        assert np.all(same), name
    assert np.array_equal(first.legs.start, second.legs.start)
