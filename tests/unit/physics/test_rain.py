import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.physics.atmosphere import temperature
from kalkan.physics.rain import RAIN_HEIGHT, rain_attenuation, rain_coefficients
from tests.validation.dossier import read

MILLIMETRE_AN_HOUR = 1e-3 / 3600.0
FREQUENCY = st.floats(1e9, 1e12)
ANGLE = st.floats(-math.pi, math.pi)


@pytest.mark.parametrize("row", read("p838.csv"), ids=lambda row: row["k"])
def test_coefficients__are_the_study_groups(row):
    f, elevation, tilt = (
        float(row["frequency_GHz"]) * 1e9,
        math.radians(float(row["elevation_deg"])),
        math.radians(float(row["tilt_deg"])),
    )
    k, alpha = rain_coefficients(f, elevation, tilt)
    assert k == pytest.approx(float(row["k"]), abs=6e-9)
    assert alpha == pytest.approx(float(row["alpha"]), abs=6e-9)


@given(FREQUENCY, ANGLE)
def test_coefficients__of_circular_polarisation_do_not_know_elevation(f, elevation):
    level = rain_coefficients(f, 0.0, math.pi / 4)
    assert rain_coefficients(f, elevation, math.pi / 4) == pytest.approx(level)


@given(FREQUENCY, ANGLE)
def test_coefficients__overhead_do_not_know_the_polarisation(f, tilt):
    overhead = rain_coefficients(f, math.pi / 2, 0.0)
    assert rain_coefficients(f, math.pi / 2, tilt) == pytest.approx(overhead)


@given(FREQUENCY, st.floats(0.1, 150.0))
def test_attenuation__is_the_power_law(f, rate):
    k, alpha = rain_coefficients(f, 0.1, 0.2)
    found = rain_attenuation(f, rate * MILLIMETRE_AN_HOUR, 0.1, 0.2)
    assert found == pytest.approx(1e-3 * k * rate**alpha)


def test_attenuation__without_rain_or_below_the_model_is_none():
    assert rain_attenuation(10e9, 0.0, 0.0, 0.0) == 0.0
    assert rain_attenuation(10e9, -1.0, 0.0, 0.0) == 0.0
    assert rain_attenuation(0.43e9, 1e-5, 0.0, 0.0) == 0.0


def test_rain_height__is_above_where_the_standard_atmosphere_freezes():
    assert temperature(RAIN_HEIGHT - 360.0) == pytest.approx(273.15, abs=1e-3)
