import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.constants import BOLTZMANN
from kalkan.physics.jamming import (
    antenna_gain,
    burn_through_range,
    jam_to_noise,
    pattern_gain,
)

RATIO = st.floats(0.0, 1e8)


def test_antenna__of_one_degree_has_26000():
    degree = math.radians(1.0)
    assert antenna_gain(degree, degree) == pytest.approx(26000.0)
    assert antenna_gain(2.0 * degree, degree) == pytest.approx(13000.0)


def test_antenna__is_never_worse_than_isotropic():
    assert antenna_gain(2.0 * math.pi, 2.0 * math.pi) == 1.0


@given(st.floats(0.001, 0.5), st.floats(1e-6, 0.1))
def test_pattern__halves_at_half_a_beam_and_floors(beamwidth, sidelobe):
    assert pattern_gain(0.0, beamwidth, sidelobe) == 1.0
    assert pattern_gain(0.5 * beamwidth, beamwidth, sidelobe) == pytest.approx(0.5)
    assert pattern_gain(5.0 * beamwidth, beamwidth, sidelobe) == sidelobe
    assert pattern_gain(-0.3 * beamwidth, beamwidth, sidelobe) == pattern_gain(
        0.3 * beamwidth, beamwidth, sidelobe
    )


def test_pattern__is_that_of_a_tapered_aperture():
    """Cosine taper, half-power width 1.189 λ/D (Skolnik 2001, section 9.2)."""
    for share, within in ((0.2, 0.1), (0.4, 0.1), (0.5, 0.1), (0.7, 0.4), (0.8, 0.8)):
        u = math.pi * 1.189 * share
        tapered = (math.cos(u) / (1.0 - (2.0 * u / math.pi) ** 2)) ** 2
        decibels = 10.0 * math.log10(pattern_gain(share, 1.0, 1e-6) / tapered)
        assert decibels == pytest.approx(0.0, abs=within)


def test_jamming__is_friis_over_noise():
    received = 1e-6 * 5e3 * 0.1**2 / (4.0 * math.pi * 50e3) ** 2  # [W/Hz]
    expected = received / (BOLTZMANN * 290.0 * 2.5)
    assert jam_to_noise(1e-6, 5e3, 0.1, 50e3, 2.5) == pytest.approx(expected)


@given(st.floats(1e3, 1e6), RATIO, RATIO)
def test_burn_through__is_where_signal_over_jam_and_noise_is_enough(clear, own, other):
    found = burn_through_range(clear, own, other)
    signal = (clear / found) ** 4  # over what is needed, in units of the noise
    against = 1.0 + other + own * (clear / found) ** 2
    assert signal == pytest.approx(against, rel=1e-9)
    assert 0.0 < found <= clear


def test_burn_through__has_the_textbooks_limits():
    assert burn_through_range(2e5, 1e8, 0.0) == pytest.approx(2e5 / 1e4, rel=1e-6)
    assert burn_through_range(2e5, 0.0, 1e8) == pytest.approx(2e5 / 1e2, rel=1e-6)
    assert burn_through_range(2e5, 0.0, 0.0) == 2e5
