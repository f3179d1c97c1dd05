import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.constants import AIR_MOLAR_MASS, GAS_CONSTANT, GRAVITY
from kalkan.physics import atmosphere
from kalkan.physics.atmosphere import density, pressure, sound_speed, temperature

AIR = GAS_CONSTANT / AIR_MOLAR_MASS
JOINTS = [
    *(6356766.0 * base / (6356766.0 - base) for base in atmosphere._BASE[1:]),
    *atmosphere._HIGH_ALT,
]


@given(st.floats(-2e3, 85.9e3))
def test_atmosphere__is_a_perfect_gas(alt):
    expected = pressure(alt) / (AIR * temperature(alt))
    assert density(alt) == pytest.approx(expected, rel=1e-12)


@given(st.floats(-2e3, 85e3))
def test_atmosphere__is_in_hydrostatic_balance(alt):
    step = 0.5
    slope = (pressure(alt + step) - pressure(alt - step)) / (2 * step)
    weight = density(alt) * GRAVITY * (6356766.0 / (6356766.0 + alt)) ** 2
    assert slope == pytest.approx(-weight, rel=1e-4)


@pytest.mark.parametrize("column", [temperature, pressure, density, sound_speed])
def test_atmosphere__has_no_steps(column):
    for joint in JOINTS:
        assert column(joint - 1e-4) == pytest.approx(column(joint), rel=1e-7)


@given(st.floats(-2e3, 2e6), st.floats(1.0, 1e4))
def test_air__thins_with_altitude(alt, rise):
    assert 0.0 <= density(alt + rise) < density(alt)
    assert 0.0 <= pressure(alt + rise) < pressure(alt)


def test_sound__keeps_its_value_above_86_km():
    assert sound_speed(300e3) == sound_speed(86e3)
    assert sound_speed(86e3) == pytest.approx(math.sqrt(1.4 * AIR * 186.946), rel=1e-5)


@given(st.floats(-2e3, 5e6))
def test_temperature__stays_between_the_coldest_and_the_hottest_air(alt):
    assert 186.8 < temperature(alt) <= 1000.0
