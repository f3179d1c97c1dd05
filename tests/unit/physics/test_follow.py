"""Following the ground: what is kept, and that nothing lower keeps it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import diags_array, vstack

from kalkan.physics.follow import Ride, followed

STEP = 100.0
AWAY = STEP * np.arange(400)
RIDE = Ride(clearance=50.0, climb=0.15, pull=4e-4, push=2e-4)


def _hills(seed, height):
    """Return ground of many wavelengths, some of it too steep to follow."""
    rng = np.random.default_rng(seed)
    ground = np.zeros(AWAY.size)
    for _ in range(12):
        wave = rng.uniform(600.0, 12e3)
        ground += rng.uniform(0.0, 0.3) * np.sin(AWAY / wave * 6.28 + rng.uniform(0, 6))
    return height * np.maximum(ground, -0.1)


def _bends(height):
    return np.diff(height, 2) / STEP**2


@given(seed=st.integers(0, 10**6), height=st.floats(1.0, 2000.0))
def test_followed__keeps_clearance_slope_and_bends(seed, height):
    ground = _hills(seed, height)
    flight, slope = followed(AWAY, ground, RIDE)
    assert np.all(flight >= ground + RIDE.clearance - 1e-9)
    assert abs(np.diff(flight) / STEP).max() <= RIDE.climb * (1.0 + 1e-9)
    assert abs(slope).max() <= RIDE.climb * (1.0 + 1e-9)
    assert _bends(flight).max() <= RIDE.pull * 1.01
    assert _bends(flight).min() >= -RIDE.push * 1.15  # samples are coarse


@pytest.mark.parametrize("level", [0.0, 900.0])
def test_followed__is_level_over_level_ground(level):
    flight, slope = followed(AWAY, np.full(AWAY.size, level), RIDE)
    np.testing.assert_allclose(flight, level + 50.0)
    np.testing.assert_allclose(slope, 0.0, atol=1e-15)


def test_followed__touches_down_to_its_clearance_on_every_gentle_hill():
    ground = 300.0 * np.sin(AWAY / 6e3) + 300.0  # slope 0.05, bend 8e-6
    flight, _ = followed(AWAY, ground, RIDE)
    np.testing.assert_allclose(flight[50:-50], ground[50:-50] + 50.0, atol=0.1)


def test_followed__climbs_a_cliff_no_sooner_than_it_must():
    ground = np.where(AWAY < 20e3, 0.0, 1000.0)
    flight, _ = followed(AWAY, ground, RIDE)
    assert flight[AWAY == 20e3][0] == pytest.approx(1050.0, abs=1.0)
    assert flight.max() < 1050.0 + 0.5 * RIDE.climb**2 / RIDE.push
    foot = AWAY[np.argmax(flight > 51.0)]
    straight = 1000.0 / RIDE.climb
    assert straight < 20e3 - foot < straight + RIDE.climb / RIDE.push
    assert flight[-1] == pytest.approx(1050.0)


def test_followed__crosses_a_gorge_that_is_too_narrow():
    ground = np.where(abs(AWAY - 20e3) < 500.0, 0.0, 800.0)
    flight, _ = followed(AWAY, ground, RIDE)
    assert flight.min() > 750.0


@given(seed=st.integers(0, 10**6))
def test_followed__bends_more_freely_flies_lower(seed):
    ground = _hills(seed, 300.0)
    flight, _ = followed(AWAY, ground, RIDE)
    lower, _ = followed(AWAY, ground, RIDE._replace(pull=8e-4, push=4e-4))
    assert lower.mean() < flight.mean()
    lower, _ = followed(AWAY, ground, RIDE._replace(clearance=30.0))
    np.testing.assert_allclose(lower, flight - 20.0)


@pytest.mark.parametrize("seed", range(3))
def test_followed__is_nearly_as_low_as_can_be(seed):
    """The lowest flight on average is a linear program."""
    ground, n = _hills(seed, 50.0), AWAY.size
    slope = diags_array([-1.0, 1.0], offsets=[0, 1], shape=(n - 1, n)) / STEP
    bend = diags_array([1.0, -2.0, 1.0], offsets=[0, 1, 2], shape=(n - 2, n)) / STEP**2
    limits = [(slope, RIDE.climb), (-slope, RIDE.climb)]
    limits += [(bend, RIDE.pull), (-bend, RIDE.push)]
    best = linprog(
        np.ones(n),
        A_ub=vstack([rows for rows, _ in limits]),
        b_ub=np.concatenate([np.full(rows.shape[0], most) for rows, most in limits]),
        bounds=[(low + RIDE.clearance, None) for low in ground],
    )
    flight, _ = followed(AWAY, ground, RIDE)
    assert best.status == 0
    assert best.x.mean() - 1e-6 < flight.mean() < best.x.mean() + 12.0


@given(seed=st.integers(0, 10**6))
def test_followed__is_the_same_both_ways(seed):
    ground = _hills(seed, 600.0)
    there, _ = followed(AWAY, ground, RIDE)
    back, _ = followed(AWAY, np.ascontiguousarray(ground[::-1]), RIDE)
    np.testing.assert_allclose(there, back[::-1], atol=1e-9)


@given(seed=st.integers(0, 10**6))
def test_followed__adds_nothing_to_what_can_be_flown(seed):
    once, _ = followed(AWAY, _hills(seed, 600.0), RIDE)
    again, _ = followed(AWAY, once, RIDE._replace(clearance=0.0))
    assert (again - once).max() < 2.0
    assert (again - once).min() >= -1e-9


@pytest.mark.parametrize("slope", [-0.14, -0.05, 0.02, 0.14])
def test_followed__adds_nothing_on_an_even_slope(slope):
    flight, _ = followed(AWAY, slope * AWAY, RIDE)
    np.testing.assert_allclose(flight, slope * AWAY + 50.0, atol=1e-9)


def test_followed__pushes_over_a_ridge_no_harder_than_it_may():
    ground = -0.1 * abs(AWAY - 20e3)
    flight, slope = followed(AWAY, ground, RIDE)
    assert _bends(flight).min() >= -RIDE.push * 1.01
    assert flight.max() == pytest.approx(50.0, abs=0.1)
    off = flight - ground - 50.0  # a cap of 25 m on each flank, and its feet
    assert off.max() == pytest.approx(0.1**2 / (2.0 * RIDE.push), abs=1.0)
    assert np.all(off[abs(AWAY - 20e3) > 2.0 * 0.1 / RIDE.push + 500.0] < 1e-9)
    assert slope[200] == pytest.approx(0.0, abs=1e-12)
