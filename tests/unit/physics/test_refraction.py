import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.physics.atmosphere import pressure, temperature
from kalkan.physics.refraction import (
    effective_earth_factor,
    refractivity,
    saturation_pressure,
    vapour_density,
    vapour_pressure,
)


def test_refractivity__of_dry_air_is_in_proportion_to_density():
    assert refractivity(101325.0, 288.15, 0.0) == pytest.approx(272.8725, abs=1e-4)
    assert refractivity(50000.0, 250.0, 0.0) == pytest.approx(77.6 * 500.0 / 250.0)


@given(st.floats(3e4, 1.1e5), st.floats(230.0, 320.0), st.floats(0.0, 3e3))
def test_refractivity__is_the_form_with_the_total_pressure(total, kelvin, vapour):
    """P.453-14, equation 6: 77.6 P/T - 5.6 e/T + 3.75e5 e/T²."""
    p, e = total / 100.0, vapour / 100.0
    other = 77.6 * p / kelvin - 5.6 * e / kelvin + 3.75e5 * e / kelvin**2
    assert refractivity(total, kelvin, vapour) == pytest.approx(other)


@pytest.mark.parametrize(
    ("celsius", "hectopascal"),
    [(0.0, 6.11), (10.0, 12.27), (20.0, 23.37), (30.0, 42.43)],
)
def test_saturation__is_that_of_the_steam_tables(celsius, hectopascal):
    """Over water, of pure vapour; air adds 0.4 %.  WMO No. 8, annex 4.B."""
    found = saturation_pressure(273.15 + celsius, 101325.0)
    assert found == pytest.approx(100.0 * hectopascal, rel=6e-3)


def test_vapour_pressure__is_the_ideal_gas_of_water():
    gas = 8.314462618 / 18.015e-3  # [J kg⁻¹ K⁻¹]
    found = vapour_pressure(7.5e-3, 288.15)
    assert found == pytest.approx(7.5e-3 * gas * 288.15, rel=1e-3)


def density(altitude, at_sea=7.5e-3):
    return vapour_density(altitude, pressure(altitude), temperature(altitude), at_sea)


def test_vapour__falls_by_e_every_two_kilometres():
    assert density(0.0) == 7.5e-3
    assert density(6e3) / density(4e3) == pytest.approx(math.exp(-1.0))


def test_vapour__keeps_its_share_of_the_air_above():
    for altitude in (30e3, 60e3):
        share = vapour_pressure(density(altitude), temperature(altitude))
        assert share / pressure(altitude) == pytest.approx(2e-6)


def test_vapour__of_dry_air_is_none():
    assert density(0.0, 0.0) == 0.0
    assert density(40e3, 0.0) == 0.0


def test_earth_factor__is_one_without_refraction_and_four_thirds_on_average():
    assert effective_earth_factor(0.0) == 1.0
    assert effective_earth_factor(-0.25 / 6.3710088) == pytest.approx(4.0 / 3.0)
