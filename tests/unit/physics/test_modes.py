"""Modes of motion, and how long a target keeps to one."""

import numpy as np
import pytest

from kalkan.engine.belief import Tracks
from kalkan.physics.modes import (
    BURN_TIME,
    FALL_TIME,
    MEANS,
    MODES,
    SPREADS,
    STRAIGHT_TIME,
    TURN_TIME,
    Mode,
    transition,
)


def _matrix(dt):
    return np.reshape(transition(dt), (3, 3))


def test_modes__sizes_are_what_a_track_holds():
    assert (MEANS, SPREADS) == (21, 141)
    assert [mode.value for mode in Mode] == [0, 1, 2]


@pytest.mark.parametrize("dt", [0.0, 0.01, 4.0, 1e5])
def test_transition__rows_are_probabilities(dt):
    chain = _matrix(dt)
    np.testing.assert_allclose(chain.sum(axis=1), 1.0, rtol=1e-14)
    assert (chain >= 0.0).all()


@pytest.mark.parametrize(("a", "b"), [(1.0, 1.0), (0.1, 12.0), (30.0, 90.0)])
def test_transition__two_steps_are_one(a, b):
    np.testing.assert_allclose(_matrix(a) @ _matrix(b), _matrix(a + b), rtol=1e-12)


def test_transition__is_the_exponential_of_its_rates():
    linalg = pytest.importorskip("scipy.linalg")
    turns, ends = 1.0 / STRAIGHT_TIME, 1.0 / TURN_TIME
    falls, leaves = 1.0 / BURN_TIME, 1.0 / FALL_TIME
    share = ends / (turns + ends)
    rates = np.array(
        [
            [-turns - falls, turns, falls],
            [ends, -ends - falls, falls],
            [leaves * share, leaves * (1.0 - share), -leaves],
        ]
    )
    np.testing.assert_allclose(_matrix(9.0), linalg.expm(9.0 * rates), rtol=1e-12)


def test_tracks__have_room_for_all_modes():
    shapes = Tracks.dtype().fields
    assert shapes["means"][0].shape == (MEANS,)
    assert shapes["spreads"][0].shape == (SPREADS,)
    assert shapes["weights"][0].shape == (MODES,)
