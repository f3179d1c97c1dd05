import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.physics.clutter import notch_gain

SPEED = st.floats(0.1, 1e4)


@given(SPEED, SPEED)
def test_notch__is_even_and_between_none_and_all(speed, notch):
    gain = notch_gain(speed, notch)
    assert 0.0 <= gain <= 1.0
    assert notch_gain(-speed, notch) == gain


@given(SPEED, SPEED, st.floats(1.01, 10.0))
def test_notch__takes_less_from_the_faster(speed, notch, faster):
    assert notch_gain(faster * speed, notch) >= notch_gain(speed, notch)


@given(SPEED)
def test_notch__leaves_half_at_its_edge_and_nothing_across(notch):
    assert notch_gain(notch, notch) == pytest.approx(0.5)
    assert notch_gain(0.0, notch) == 0.0


def test_notch__falls_with_the_fourth_power_inside():
    assert notch_gain(1e-2, 1.0) / notch_gain(1e-3, 1.0) == pytest.approx(1e4, rel=1e-6)


@pytest.mark.parametrize("notch", [0.0, -5.0])
def test_notch__of_no_width_takes_nothing(notch):
    assert notch_gain(0.0, notch) == 1.0


def test_notch__bears_infinity_and_nan():
    assert notch_gain(math.inf, 20.0) == 1.0
    assert math.isnan(notch_gain(math.nan, 20.0))
