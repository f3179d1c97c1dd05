"""The tables of a battle, against the exact sums."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.physics.detection import probability_of_detection, required_snr
from kalkan.physics.detection_curve import CURVE_POINTS, curve_fill, curve_probability

CASES = st.sampled_from(range(5))
PFA = st.floats(-9.0, -3.0).map(lambda exponent: 10.0**exponent)


def filled(case, pulses, pfa):
    curves = np.zeros((2, 5, CURVE_POINTS))
    curve_fill(case, pulses, pfa, curves[1, case])
    return curves


@given(CASES, st.integers(1, 100), PFA, st.data())
def test_curve__is_near_the_exact_sums(case, pulses, pfa, data):
    curves = filled(case, pulses, pfa)
    half = 10.0 * math.log10(required_snr(case, pulses, 0.5, pfa))
    # anywhere, and where the curve is steep
    anywhere = st.floats(-10.0, 40.0)
    steep = st.floats(half - 6.0, half + 6.0)
    for decibels in data.draw(st.lists(anywhere | steep, min_size=8, max_size=8)):
        snr = 10.0 ** (decibels / 10.0)
        exact = probability_of_detection(case, pulses, snr, pfa)
        read = curve_probability(curves, 1, case, snr)
        assert read == pytest.approx(exact, abs=1e-5)


@given(CASES, st.integers(1, 20_000), st.floats(-13.0, -0.5))
def test_curve__stays_near_far_out(case, pulses, exponent):
    pfa = 10.0**exponent
    curves = filled(case, pulses, pfa)
    for pd in (0.1, 0.35, 0.65, 0.9):
        snr = required_snr(case, pulses, max(pd, 1.01 * pfa), pfa)
        exact = probability_of_detection(case, pulses, snr, pfa)
        read = curve_probability(curves, 1, case, snr)
        assert read == pytest.approx(exact, abs=1e-4)


@given(CASES, st.integers(1, 300), st.floats(-12.0, -0.1))
def test_curve__never_falls_and_keeps_between_its_ends(case, pulses, exponent):
    pfa = 10.0**exponent
    curves = filled(case, pulses, pfa)
    assert (np.diff(curves[1, case, 1::2]) >= 0.0).all()
    read = [
        curve_probability(curves, 1, case, 10.0**each)
        for each in np.linspace(-4.0, 6.0, 200)
    ]
    assert (np.diff(read) >= -1e-15).all()
    assert read[0] >= pfa * (1.0 - 1e-12)
    assert read[-1] <= 1.0 + 1e-15


@pytest.mark.parametrize("case", range(5))
def test_curve__of_no_signal_is_a_false_alarm_and_of_endless_signal_certain(case):
    curves = filled(case, 12, 1e-6)
    for nothing in (0.0, -1.0, math.nan):
        assert curve_probability(curves, 1, case, nothing) == 1e-6
    assert curve_probability(curves, 1, case, 1e-300) == 1e-6
    for endless in (1e300, math.inf):
        assert curve_probability(curves, 1, case, endless) == 1.0


def test_curve__is_smooth_where_its_cells_meet():
    curves = filled(0, 10, 1e-6)
    half, cells = curves[1, 0, 0], CURVE_POINTS // 2 - 1
    for k in range(1, cells):
        snr = half * k / (cells - k)
        left = curve_probability(curves, 1, 0, snr * (1.0 - 1e-7))
        node = curve_probability(curves, 1, 0, snr)
        right = curve_probability(curves, 1, 0, snr * (1.0 + 1e-7))
        assert right - node == pytest.approx(node - left, rel=1e-3, abs=1e-12)
