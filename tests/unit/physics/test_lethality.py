"""What a warhead reaches, and how chances shift together."""

import math

import numpy as np
import pytest

from kalkan.physics.lethality import (
    damaged_share,
    endgame_probability,
    lethal_radius,
    mean_endgame_probability,
    shifted_probability,
)


def test_lethal_radius__goes_with_the_cube_root_of_the_warhead():
    assert lethal_radius(8.0) == pytest.approx(2.0 * lethal_radius(1.0))
    assert lethal_radius(0.0) == 0.0
    assert 30.0 < lethal_radius(100.0) < 60.0


@pytest.mark.parametrize(
    ("reach", "radius"), [(60.0, 600.0), (300.0, 100.0), (9.0, 9.0)]
)
def test_damaged_share__falls_from_the_ratio_of_areas_to_nothing(reach, radius):
    away = np.linspace(0.0, 1.2 * (reach + radius), 200)
    share = np.array([damaged_share(float(a), reach, radius) for a in away])
    assert share[0] == pytest.approx(min(1.0, (reach / radius) ** 2))
    assert np.all(np.diff(share) <= 1e-15)
    assert np.all(share[away <= abs(radius - reach)] == share[0])
    assert np.all(share[away >= reach + radius] == 0.0)
    assert abs(np.diff(share)).max() < 0.1  # no jump
    middle = 0.5 * (reach + radius + abs(radius - reach))
    assert damaged_share(middle, reach, radius) == pytest.approx(0.5 * share[0])


def test_damaged_share__of_no_warhead_is_nothing():
    assert damaged_share(0.0, 0.0, 100.0) == 0.0


@pytest.mark.parametrize("probability", [0.05, 0.5, 0.8])
@pytest.mark.parametrize("shift", [-1.3, 0.0, 0.7])
def test_shifted_probability__moves_the_logit(probability, shift):
    moved = shifted_probability(probability, shift)
    logit = math.log(moved / (1.0 - moved))
    assert logit == pytest.approx(math.log(probability / (1.0 - probability)) + shift)


@pytest.mark.parametrize("certain", [0.0, 1.0])
def test_shifted_probability__leaves_certainty_alone(certain):
    assert shifted_probability(certain, 3.0) == certain


@pytest.mark.parametrize("chance", [0.05, 0.5, 0.95])
def test_endgame_probability__is_carletons_through_the_reference_shot(chance):
    assert endgame_probability(chance, 4.0, 4.0) == pytest.approx(chance)
    assert endgame_probability(chance, 0.0, 4.0) == 1.0
    radius = 4.0 / math.sqrt(-2.0 * math.log(chance))
    for miss in (0.5, 3.0, 20.0):
        wanted = math.exp(-0.5 * (miss / radius) ** 2)
        assert endgame_probability(chance, miss, 4.0) == pytest.approx(wanted)


@pytest.mark.parametrize("certain", [0.0, 1.0])
def test_endgame_probability__leaves_certainty_alone(certain):
    assert endgame_probability(certain, 3.0, 4.0) == certain
    assert mean_endgame_probability(certain, 3.0, 4.0) == certain


def test_mean_endgame_probability__is_the_mean_over_normal_misses():
    rng = np.random.default_rng(2)
    miss = np.hypot(*rng.normal(0.0, 3.0, (2, 40_000)))
    mean = np.mean([endgame_probability(0.6, float(m), 4.0) for m in miss[:20_000]])
    assert mean_endgame_probability(0.6, 3.0, 4.0) == pytest.approx(mean, abs=0.01)
    assert mean_endgame_probability(0.6, 0.0, 4.0) == 1.0
