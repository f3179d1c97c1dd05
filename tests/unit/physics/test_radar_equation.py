"""The radar equation and the range it gives."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.physics import radar
from kalkan.physics.radar_equation import detection_range, radar_equation, two_way_gain

RADAR = (20e3, 4000.0, 0.1, 50e-6, 2.0, 3.0)


def test_radar_equation__by_hand():
    """In decibels: Richards, Scheer, Holm 2010, section 2.3, term by term."""
    terms = (
        10.0 * math.log10(20e3)  # peak power
        + 10.0 * math.log10(50e-6)  # pulse
        + 2.0 * 10.0 * math.log10(4000.0)  # antenna, twice
        + 20.0 * math.log10(0.1)  # wavelength
        + 10.0 * math.log10(2.5)  # cross-section
        - 32.976  # (4 pi)^3
        - 40.0 * math.log10(150e3)  # range
        + 203.975  # k 290 K
        - 10.0 * math.log10(2.0)  # noise figure
        - 10.0 * math.log10(3.0)  # losses
    )
    found = 10.0 * math.log10(radar_equation(150e3, 2.5, *RADAR))
    assert found == pytest.approx(terms, abs=2e-3)


@given(st.floats(1.0, 1e6), st.floats(1e-4, 1e3))
def test_radar_equation__falls_with_range_as_the_anchored_form(distance, rcs):
    anchor = radar_equation(100e3, 1.0, *RADAR)
    assert radar_equation(distance, rcs, *RADAR) == pytest.approx(
        radar.snr(distance, rcs, 100e3, 1.0, anchor), rel=1e-12
    )


@given(st.floats(0.0, 60.0))
def test_two_way_gain__is_met_twice(loss):
    assert 10.0 * math.log10(two_way_gain(loss)) == pytest.approx(
        -2.0 * loss, abs=1e-12
    )


@given(st.floats(1e-3, 1e3), st.floats(1e-3, 1e6), st.floats(1e3, 1e6))
def test_detection_range__in_free_space_is_where_the_signal_is_just_enough(
    required, snr, away
):
    found = detection_range(required, snr, away, 0.0)
    assert radar.snr(found, 1.0, away, 1.0, snr) == pytest.approx(required, rel=1e-12)


@given(
    st.floats(1e-3, 1e3),
    st.floats(1e-3, 1e6),
    st.floats(1e3, 1e6),
    st.floats(1e-7, 1e-3),
)
def test_detection_range__is_where_the_attenuated_signal_is_just_enough(
    required, snr, away, attenuation
):
    found = detection_range(required, snr, away, attenuation)
    there = radar.snr(found, 1.0, away, 1.0, snr)
    there *= two_way_gain(attenuation * (found - away))
    assert there == pytest.approx(required, rel=1e-9)


def test_detection_range__of_a_target_that_is_not_there_is_nought():
    assert detection_range(1.0, 0.0, 1e5, 0.0) == 0.0
    assert detection_range(1.0, 0.0, 1e5, 1e-5) == 0.0
