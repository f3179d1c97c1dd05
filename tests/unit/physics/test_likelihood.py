"""How much a plot says for a track."""

import math

import numpy as np
import pytest

from kalkan.physics.likelihood import BIRTH, forgone, gain, stranger_density


@pytest.mark.parametrize("axes", [2, 3])
def test_gain__is_the_ratio_of_the_likelihoods(axes):
    rng = np.random.default_rng(axes)
    for _ in range(20):
        root = rng.normal(size=(axes, axes))
        s, v = root @ root.T + np.eye(axes), rng.normal(size=axes)
        square, det = v @ np.linalg.solve(s, v), np.linalg.det(s)
        normal = math.exp(-0.5 * square) / math.sqrt((2 * math.pi) ** axes * det)
        pd, density = rng.uniform(0.1, 0.9), 10.0 ** rng.uniform(-9, -3)
        expected = math.log(pd * normal / density)
        assert gain(square, det, axes, density, pd) == pytest.approx(expected)


def test_gain__of_a_look_in_vain_and_one_that_finds_average_to_less_than_nothing():
    """Without a target the score falls, whatever is done: here, Pd 0.9."""
    density = 1e-9
    inside = density * math.pi * 9.0 * 1e4  # strangers within three deviations of 100 m
    found = gain(4.5, 1e8, 2, density, 0.9)
    assert inside * found + (1.0 - inside) * forgone(0.9) < -2.0


@pytest.mark.parametrize("pd", [0.0, 1.0])
def test_gain__and_its_lack_are_finite_for_radars_that_never_fail_or_always(pd):
    assert math.isfinite(gain(1.0, 1e8, 2, 1e-9, pd))
    assert math.isfinite(forgone(pd))


def test_stranger_density__integrates_to_what_is_expected_in_a_look():
    near, far, rate = 1e3, 100e3, 20.0
    step = 100.0
    ranges = np.arange(near, far, step) + 0.5 * step
    total = sum(
        stranger_density(rate, far - near, 2.0 * math.pi * r, 1.0)
        * 2.0 * math.pi * r * step
        for r in ranges
    )  # fmt: skip
    assert total == pytest.approx(rate + BIRTH)


def test_stranger_density__is_never_nothing():
    assert stranger_density(0.0, math.inf, 1e6, 1.0) > 0.0
    assert math.isfinite(stranger_density(1.0, 0.0, 0.0, 0.0))
