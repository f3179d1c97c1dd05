"""Flyers along their own paths, and what they carry."""

import numpy as np
import pytest

from kalkan.engine.kinds import NONE, Fate
from kalkan.engine.move import move
from kalkan.engine.prepare import prepare
from kalkan.physics.geodesy import altitude, local_axes
from unit.engine.small_battle import FRAME, arena, straight

PLACE, SPEED = (40e3, -5e3, 8e3), (-200.0, 30.0, 0.0)


def _battle(**lengths):
    battle = arena(**lengths)
    straight(battle.model, 0, PLACE, SPEED, start_low=10.2, start_high=10.2)
    prepare(battle.model, battle.state)
    return battle


def _moved(battle, first, last):
    for tick in range(first, last):
        move(battle.model, battle.state, tick)
    return battle.state.truth.threats


def test_flyer__waits_for_its_start():
    battle = _battle()
    threats = _moved(battle, 0, 20)
    assert (threats.fate[0], threats.aloft[0]) == (Fate.PENDING, 0)
    threats = _moved(battle, 20, 21)
    assert (threats.fate[0], threats.aloft[0]) == (Fate.FLYING, 1)
    assert threats.fate_time[0] == 10.2


def test_flyer__is_where_its_path_says_at_the_end_of_the_tick():
    threats = _moved(_battle(), 0, 60)
    expected = np.array(PLACE) + (30.0 - 10.2) * np.array(SPEED)
    np.testing.assert_allclose(threats.position[0], expected, rtol=1e-12)
    np.testing.assert_allclose(threats.velocity[0], SPEED)
    assert threats.altitude[0] == pytest.approx(altitude(FRAME, *expected))
    assert threats.altitude[0] > expected[2] + 50.0  # the Earth falls away below it


def test_place__does_not_hang_on_the_ticks_before():
    stepped, jumped = _moved(_battle(), 0, 80), _moved(_battle(), 79, 80)
    assert np.array_equal(stepped.position, jumped.position)


def test_flyer__stays_at_the_end_of_its_path():
    battle = _battle()
    threats = _moved(battle, 0, 21)
    threats.end[0] = 12.0
    threats = _moved(battle, 21, 100)
    expected = np.array(PLACE) + (12.0 - 10.2) * np.array(SPEED)
    np.testing.assert_allclose(threats.position[0], expected)


def test_flyer__that_is_down_moves_no_more():
    battle = _battle()
    before = _moved(battle, 0, 40).position.copy()
    battle.state.truth.threats.aloft[0] = 0
    battle.state.truth.threats.fate[0] = Fate.KILLED
    assert np.array_equal(_moved(battle, 40, 60).position, before)


def test_flyer__that_has_released_flies_on():
    battle = _battle()
    before = _moved(battle, 0, 40).position.copy()
    battle.state.truth.threats.fate[0] = Fate.RELEASED
    assert not np.array_equal(_moved(battle, 40, 41).position, before)


def test_radar__goes_with_its_carrier_and_dies_with_it():
    battle = _battle(sensor=2)
    battle.model.plan.sensors.carrier[1] = 0
    threats = _moved(battle, 0, 60)
    crews, radars = battle.state.belief.crews, battle.state.truth.radars
    assert np.array_equal(crews.position[1], threats.position[0])
    assert crews.altitude[1] == threats.altitude[0]
    axes = np.zeros(9)
    local_axes(FRAME, *map(float, threats.position[0]), axes)
    assert np.array_equal(crews.axes[1], axes)
    assert radars.alive.tolist() == [1, 1]
    assert np.array_equal(crews.position[0], (0.0, 0.0, 20.0))
    threats.aloft[0] = 0
    _moved(battle, 60, 61)
    assert radars.alive.tolist() == crews.alive.tolist() == [1, 0]


def test_radar__is_silent_until_its_carrier_flies():
    battle = _battle()
    battle.model.plan.sensors.carrier[0] = 0
    _moved(battle, 0, 1)
    assert battle.state.truth.radars.alive[0] == 0
    assert battle.model.plan.sensors.carrier[0] != NONE
