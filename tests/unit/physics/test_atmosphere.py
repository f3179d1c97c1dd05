import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.constants import AIR_MOLAR_MASS, GAS_CONSTANT, GRAVITY
from kalkan.physics import atmosphere
from kalkan.physics.atmosphere import (
    conductivity,
    density,
    geopotential_height,
    molecular_temperature,
    pressure,
    sound_speed,
    temperature,
    viscosity,
)

AIR = GAS_CONSTANT / AIR_MOLAR_MASS
JOINTS = [
    *(6356766.0 * base / (6356766.0 - base) for base in atmosphere._BASE[1:]),
    *np.arange(80e3, 86.5e3, 500.0).tolist(),
    *(86e3, 90e3, 91e3, 110e3, 115e3, 120e3, 500e3),
]


@given(st.floats(-5e3, 1e6))
def test_atmosphere__is_a_perfect_gas(alt):
    expected = pressure(alt) / (AIR * molecular_temperature(alt))
    assert density(alt) == pytest.approx(expected, rel=1e-11)


@given(st.floats(-5e3, 85e3))
def test_atmosphere__is_in_hydrostatic_balance(alt):
    step = 0.5
    slope = (pressure(alt + step) - pressure(alt - step)) / (2 * step)
    weight = density(alt) * GRAVITY * (6356766.0 / (6356766.0 + alt)) ** 2
    assert slope == pytest.approx(-weight, rel=1e-4)


@pytest.mark.parametrize(
    "column",
    [temperature, molecular_temperature, pressure, density, sound_speed, viscosity],
)
def test_atmosphere__has_no_steps(column):
    for joint in JOINTS:
        assert column(joint - 1e-4) == pytest.approx(column(joint), rel=3e-6)


@given(st.floats(-5e3, 2e6), st.floats(1.0, 1e4))
def test_air__thins_with_altitude(alt, rise):
    assert 0.0 <= density(alt + rise) < density(alt)
    assert 0.0 <= pressure(alt + rise) < pressure(alt)


@given(st.floats(-5e3, 80e3))
def test_temperatures__are_one_in_mixed_air(alt):
    assert temperature(alt) == molecular_temperature(alt)


@given(st.floats(80.6e3, 1e6))
def test_temperature__is_below_the_molecular_one_in_lighter_air(alt):
    assert temperature(alt) < molecular_temperature(alt)


def test_temperature__of_lighter_air_is_the_standards():
    """Table 8: at 84 km the molar mass is 0.999786 of that at sea level."""
    assert temperature(84e3) / molecular_temperature(84e3) == pytest.approx(0.999786)
    assert temperature(86e3) == 186.8673
    assert temperature(math.nextafter(86e3, 0.0)) == pytest.approx(186.8673, abs=2e-4)


def test_sound__keeps_its_value_above_86_km():
    assert sound_speed(300e3) == sound_speed(86e3)
    assert sound_speed(86e3) == pytest.approx(math.sqrt(1.4 * AIR * 186.946), rel=1e-5)
    assert viscosity(300e3) == viscosity(86e3)
    assert conductivity(300e3) == conductivity(86e3)


@given(st.floats(-5e3, 5e6))
def test_temperature__stays_between_the_coldest_and_the_hottest_air(alt):
    assert 186.8 < temperature(alt) <= 1000.0 or alt < 0.0


@given(st.floats(-5e3, 1e6))
def test_geopotential_height__is_work_against_gravity(alt):
    radius = 6356766.0
    assert geopotential_height(alt) == pytest.approx(
        alt / (1.0 + alt / radius), abs=1e-6
    )


def test_atmosphere__of_nowhere_is_nan():
    for column in (temperature, pressure, density):
        assert math.isnan(column(math.nan))
