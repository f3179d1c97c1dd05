"""What a seeker sees amiss."""

import math

import numpy as np
import pytest

from kalkan.physics.seekers import (
    GLINT_SHARE,
    SLENDER,
    extent_across,
    noise_at_one_metre,
    offset_across,
    seeker_sigma,
)


def test_extent_across__of_a_slender_body_is_what_is_seen_of_its_length():
    assert extent_across(8.0, True, math.cos(math.radians(30.0))) == pytest.approx(4.0)
    assert extent_across(8.0, True, 1.0) == pytest.approx(8.0 * SLENDER)
    assert extent_across(8.0, True, -1.0) == pytest.approx(8.0 * SLENDER)


def test_extent_across__of_what_has_wings_is_its_extent():
    assert extent_across(8.0, False, 1.0) == 8.0


def test_seeker_sigma__adds_glint_and_noise_as_variances():
    noise = 5e-3 / 10e3**2
    glint = seeker_sigma(15.0, 0.0, 10e3, 2)
    assert glint == pytest.approx(15.0 * GLINT_SHARE)
    assert seeker_sigma(0.0, noise, 10e3, 2) == pytest.approx(50.0)
    assert seeker_sigma(15.0, noise, 10e3, 2) == pytest.approx(math.hypot(glint, 50.0))


@pytest.mark.parametrize("power", [1, 2])
def test_seeker_sigma__of_noise_grows_with_distance(power):
    noise = 5e-3 / 10e3**power
    near, far = (seeker_sigma(0.0, noise, away, power) for away in (5e3, 10e3))
    assert far == pytest.approx(50.0)
    assert far / near == pytest.approx(2.0 ** (power + 1))


@pytest.mark.parametrize("power", [1, 2])
def test_noise__scales_back_to_where_it_was_stated(power):
    at_one = noise_at_one_metre(7e-3, 20e3, 0.25, power)
    assert seeker_sigma(0.0, at_one, 20e3, power) == pytest.approx(2 * 7e-3 * 20e3)
    assert noise_at_one_metre(7e-3, 0.0, 1.0, power) == 0.0
    assert noise_at_one_metre(7e-3, 20e3, 0.0, power) == 0.0


@pytest.mark.parametrize("away", [(1.0, 2.0, 3.0), (0.0, 0.0, 5.0), (-4.0, 0.1, -2.0)])
def test_offset_across__is_across_and_as_long(away):
    offset = np.array(offset_across(*away, 3.0, 4.0))
    assert offset @ np.array(away) == pytest.approx(0.0, abs=1e-9)
    if away[0]:
        assert np.linalg.norm(offset) == pytest.approx(5.0)
        assert offset_across(*away, 3.0, 0.0)[2] == 0.0
