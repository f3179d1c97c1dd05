"""What a track is taken for, after how long."""

import math

import numpy as np
import pytest
from scipy.stats import chisquare, kstest

from kalkan.doctrine.classify import classify, taken_for
from kalkan.engine.kinds import KinematicGroup
from unit.engine.small_battle import arena, believe

FAST, SLOW, CRUISE = KinematicGroup.FAST, KinematicGroup.SLOW, KinematicGroup.CRUISE
UNKNOWN, BALLISTIC = KinematicGroup.UNKNOWN, KinematicGroup.BALLISTIC
ROW = (0.0, 0.1, 0.6, 0.1, 0.2)


def _battle(tracks=1, least=5.0, most=15.0):
    battle = arena(track=tracks)
    plan = battle.model.plan
    plan.study_time[:] = least, most
    plan.confusion[:] = np.eye(5)
    plan.confusion[FAST] = ROW
    for j in range(tracks):
        believe(battle, j, (0.0, 0.0, 8e3), studied=UNKNOWN, believed=UNKNOWN)
    return battle


def _at(battle, now):
    belief = battle.state.belief
    belief.now[0] = now
    for j in range(belief.tracks.status.shape[0]):
        classify(battle.model.plan, belief, j)
    return belief.tracks


def test_class__takes_the_time_that_is_asked():
    battle = _battle(least=7.0, most=7.0)
    for now in (1.0, 2.0, 7.9):
        assert _at(battle, now).believed[0] == UNKNOWN
    assert _at(battle, 8.0).believed[0] != UNKNOWN
    assert battle.state.belief.tracks.class_due[0] == math.inf


def test_class__is_there_at_once_where_no_time_is_needed():
    battle = _battle(least=0.0, most=0.0)
    assert _at(battle, 3.0).believed[0] != UNKNOWN


def test_class__of_what_has_no_motion_yet_is_not_asked():
    battle = _battle()
    battle.state.belief.tracks.group[0] = UNKNOWN
    for now in (1.0, 99.0):
        assert _at(battle, now).believed[0] == UNKNOWN


def test_motion__that_changes_is_looked_into_anew():
    battle = _battle(least=10.0, most=10.0)
    battle.model.plan.confusion[:] = np.eye(5)
    for now in (0.0, 10.0):
        tracks = _at(battle, now)
    assert tracks.believed[0] == FAST
    tracks.group[0] = CRUISE
    for now in (11.0, 20.0):
        assert _at(battle, now).believed[0] == FAST
    assert _at(battle, 21.0).believed[0] == CRUISE


def test_motion__that_comes_back_is_taken_for_the_same_again():
    battle = _battle(200, least=1.0, most=1.0)
    tracks = _at(battle, 0.0)
    first = _at(battle, 1.0).believed.copy()
    tracks.group[:] = SLOW
    _at(battle, 2.0)
    assert set(_at(battle, 3.0).believed) == {SLOW}
    tracks.group[:] = FAST
    _at(battle, 4.0)
    assert np.array_equal(_at(battle, 5.0).believed, first)
    assert len(set(first)) == 4


def test_confusion__is_as_often_as_the_matrix_says():
    battle = _battle(3000)
    _at(battle, 0.0)
    found = np.bincount(_at(battle, 15.0).believed, minlength=5)
    assert found[UNKNOWN] == 0
    expected = 3000.0 * np.array(ROW[1:])
    assert chisquare(found[1:], expected).pvalue > 1e-3


def test_time__is_uniform_between_its_bounds():
    battle = _battle(3000)
    due = _at(battle, 100.0).class_due
    assert kstest((due - 105.0) / 10.0, "uniform").pvalue > 1e-3


def test_time_and_class__are_drawn_apart():
    battle = _battle(3000)
    early = _at(battle, 0.0).class_due < 10.0
    believed = _at(battle, 15.0).believed
    for group in (BALLISTIC, FAST, CRUISE):
        share = np.mean(believed[early] == group) - np.mean(believed[~early] == group)
        assert abs(share) < 0.08


@pytest.mark.parametrize(("luck", "group"), [(0.0, 1), (0.09, 1), (0.11, 2), (0.99, 4)])
def test_taken_for__goes_along_the_row(luck, group):
    shares = np.eye(5)
    shares[FAST] = ROW
    assert taken_for(shares, FAST, luck) == group


def test_taken_for__falls_back_on_the_motion_where_rounding_leaves_a_rest():
    shares = np.zeros((5, 5))
    assert taken_for(shares, SLOW, 0.5) == SLOW
