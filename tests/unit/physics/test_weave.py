"""Swaying across the track."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.physics.weave import Weave, sway, weave_amplitude, woven

PERIOD = 8.0
RATE = 2.0 * math.pi / PERIOD
LASTS = 30.0 * PERIOD


@pytest.mark.parametrize("period", [1.0, 8.0, 30.0])
@pytest.mark.parametrize("load", [1.0, 20.0, 90.0])
def test_weave_amplitude__gives_its_load_at_the_turning_points(load, period):
    rate = 2.0 * math.pi / period
    t = np.linspace(0.0, period, 200)
    place = weave_amplitude(load, period) * np.sin(rate * t)
    pull = np.gradient(np.gradient(place, t), t)[3:-3]
    assert abs(pull).max() == pytest.approx(load, rel=2e-3)


@given(
    phase=st.floats(0.0, 2.0 * math.pi),
    periods=st.floats(0.3, 40.0),
    share=st.floats(0.0, 1.0),
    period=st.floats(0.5, 60.0),
)
def test_sway__never_pulls_more_than_its_load(phase, periods, share, period):
    rate, lasts = 2.0 * math.pi / period, periods * period
    out, speed, pull = sway(rate, phase, share * lasts, (1.0 - share) * lasts)
    assert abs(pull) <= rate * rate * (1.0 + 1e-9)
    assert abs(out) <= 1.0
    assert abs(speed) <= 1.1 * rate


def test_sway__is_a_full_sine_in_its_middle():
    t = np.arange(10.0 * PERIOD, 20.0 * PERIOD, 0.05)
    out = np.array([sway(RATE, 1.0, s, LASTS - s)[0] for s in t])
    np.testing.assert_allclose(out, np.sin(RATE * t + 1.0), atol=1e-6)


def test_sway__comes_and_goes_without_a_step():
    for phase in (0.0, 1.0, 4.0):
        for since, left in ((1e-7, LASTS), (LASTS, 1e-7)):
            out, speed, _ = sway(RATE, phase, since, left)
            assert abs(out) < 1e-9
            assert abs(speed) < 1e-6
    assert sway(RATE, 1.0, 0.0, 50.0) == (0.0, 0.0, 0.0)
    assert sway(RATE, 1.0, 50.0, -1.0) == (0.0, 0.0, 0.0)


@given(st.floats(0.1, LASTS - 0.1), st.floats(0.0, 6.0))
def test_sway__gives_the_rates_of_its_offset(since, phase):
    h = 1e-4
    before, now, after = (
        sway(RATE, phase, t, LASTS - t) for t in (since - h, since, since + h)
    )
    assert (after[0] - before[0]) / (2.0 * h) == pytest.approx(now[1], abs=1e-6)
    assert (after[1] - before[1]) / (2.0 * h) == pytest.approx(now[2], abs=1e-6)


def test_woven__moves_to_the_right_of_a_path_in_any_direction():
    rng = np.random.default_rng(3)
    up = np.array([0.1, -0.05, 0.99])
    weave = Weave(30.0, RATE, 0.5 * math.pi, 0.0, LASTS, *up)
    for _ in range(20):
        v = rng.normal(size=3) * 200.0
        out = np.array(woven(weave, 0.5 * LASTS, 1.0, 2.0, 3.0, *v))
        aside = out[:3] - (1.0, 2.0, 3.0)
        assert np.linalg.norm(aside) == pytest.approx(30.0, rel=1e-6)
        assert aside @ v == pytest.approx(0.0, abs=1e-8)
        assert aside @ up == pytest.approx(0.0, abs=1e-8)
        assert aside @ np.cross(v, up) > 0.0


def test_woven__leaves_one_that_climbs_straight_up_alone():
    weave = Weave(30.0, RATE, 1.0, 0.0, LASTS, 0.0, 0.0, 1.0)
    still = (1.0, 2.0, 3.0, 0.0, 0.0, 9.0)
    assert woven(weave, 100.0, *still) == still
