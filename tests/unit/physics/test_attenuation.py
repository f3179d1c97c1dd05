import math

import numpy as np
import pytest
from scipy.integrate import quad

from kalkan.constants import EARTH_RADIUS
from kalkan.physics.attenuation import (
    attenuation_table,
    chord_loss,
    fill_loss,
    gas_attenuation,
    oxygen_attenuation,
    standard_attenuation,
    vapour_attenuation,
)
from kalkan.physics.rain import RAIN_HEIGHT, rain_attenuation
from tests.validation.dossier import read

K = 4.0 / 3.0
VAPOUR = 7.5e-3


@pytest.mark.parametrize(
    "row", read("p676.csv")[::6], ids=lambda row: row["frequency_GHz"]
)
def test_gases__are_each_the_study_groups(row):
    f = float(row["frequency_GHz"]) * 1e9
    dry = 1e3 * oxygen_attenuation(f, 101325.0, 288.15, VAPOUR)
    wet = 1e3 * vapour_attenuation(f, 101325.0, 288.15, VAPOUR)
    assert dry == pytest.approx(float(row["oxygen_dBkm"]), rel=1e-6)
    assert wet == pytest.approx(float(row["vapour_dBkm"]), rel=1e-6)


@pytest.mark.parametrize(
    "row", read("p676_air.csv")[::5], ids=lambda row: row["pressure_hPa"]
)
def test_gases__hold_in_other_air(row):
    value = {key: float(text) for key, text in row.items()}
    air = (
        value["frequency_GHz"] * 1e9,
        value["pressure_hPa"] * 100.0,
        value["temperature_K"],
        value["vapour_gm3"] * 1e-3,
    )
    assert 1e3 * oxygen_attenuation(*air) == pytest.approx(
        value["oxygen_dBkm"], rel=1e-8
    )
    assert 1e3 * vapour_attenuation(*air) == pytest.approx(
        value["vapour_dBkm"], rel=1e-8
    )
    both = oxygen_attenuation(*air) + vapour_attenuation(*air)
    assert gas_attenuation(*air) == pytest.approx(both)


def test_gases__of_nothing_are_nothing():
    assert gas_attenuation(22e9, 0.0, 250.0, 0.0) == 0.0
    assert vapour_attenuation(22e9, 1e5, 288.0, 0.0) == 0.0
    assert vapour_attenuation(22e9, 0.0, 288.0, 1e-3) > 0.0


def test_standard__is_the_air_of_its_altitude():
    found = standard_attenuation(10e9, 0.0, VAPOUR)
    assert found == gas_attenuation(10e9, 101325.0, 288.15, VAPOUR)
    assert standard_attenuation(10e9, -50.0, VAPOUR) == found
    assert standard_attenuation(10e9, 100e3, VAPOUR) == 0.0


def direct(frequency, arc, alt1, alt2, k, wet=0.0):
    """Integrate along the chord in the plane, by another rule in another variable."""
    radius = k * EARTH_RADIUS
    angle = arc / radius
    start = np.array([0.0, radius + alt1])
    end = (radius + alt2) * np.array([math.sin(angle), math.cos(angle)])
    length = float(np.linalg.norm(end - start))

    def altitude(share):
        return float(np.linalg.norm(start + share * (end - start))) - radius

    def gamma(share):
        rain = wet if altitude(share) < RAIN_HEIGHT else 0.0
        return standard_attenuation(frequency, altitude(share), VAPOUR) + rain

    cuts = [0.02, 0.1, 0.3, 0.5, 0.7]
    return quad(gamma, 0.0, 1.0, points=cuts, limit=60, epsrel=1e-5)[0] * length


PATHS = [
    (1.3e9, 200e3, 20.0, 9e3, K),
    (9.5e9, 60e3, 15.0, 100.0, K),
    (9.5e9, 350e3, 9e3, 2e3, K),  # from above, dipping
    (35e9, 30e3, 500.0, 20e3, 1.0),
    (15.5e9, 0.0, 100.0, 12e3, K),  # straight up
]


@pytest.mark.parametrize(("frequency", "arc", "alt1", "alt2", "k"), PATHS)
def test_chord__is_the_integral_along_it(frequency, arc, alt1, alt2, k):
    table = attenuation_table(frequency, VAPOUR)
    found = chord_loss(table, arc, alt1, alt2, k, 0.0)
    assert found == pytest.approx(direct(frequency, arc, alt1, alt2, k), rel=1e-3)


@pytest.mark.parametrize(("frequency", "arc", "alt1", "alt2", "k"), PATHS)
def test_chord__is_the_same_both_ways(frequency, arc, alt1, alt2, k):
    table = attenuation_table(frequency, VAPOUR)
    there = chord_loss(table, arc, alt1, alt2, k, 1e-5)
    assert chord_loss(table, arc, alt2, alt1, k, 1e-5) == pytest.approx(there, rel=1e-9)


@pytest.mark.parametrize(
    ("arc", "alt1", "alt2", "wet"),
    [
        (0.0, 0.0, 10e3, RAIN_HEIGHT),
        (0.0, 0.0, 1e3, 1e3),
        (0.0, 10e3, 5e3, 0.0),
        (50e3, 100.0, 100.0, 50e3),
        (100e3, 5e3, 9e3, 0.0),
    ],
)
def test_rain__wets_a_path_below_its_top(arc, alt1, alt2, wet):
    table = attenuation_table(3e9, VAPOUR)
    dry = chord_loss(table, arc, alt1, alt2, K, 0.0)
    found = chord_loss(table, arc, alt1, alt2, K, 1e-3) - dry
    assert found == pytest.approx(1e-3 * wet, rel=1e-4, abs=1e-9)


def test_chord__of_a_point_costs_nothing():
    table = attenuation_table(3e9, VAPOUR)
    assert chord_loss(table, 0.0, 500.0, 500.0, K, 1.0) == 0.0


def test_chord__outside_of_the_air_costs_nothing():
    table = attenuation_table(3e9, VAPOUR)
    assert chord_loss(table, 100e3, 120e3, 300e3, K, 0.0) == 0.0
    through = chord_loss(table, 0.0, 0.0, 300e3, K, 0.0)
    assert through == pytest.approx(chord_loss(table, 0.0, 0.0, 80e3, K, 0.0), rel=1e-6)


def test_chord__dips_below_where_it_starts():
    """Two aircraft at 9 km look through thicker air between them."""
    table = attenuation_table(9.5e9, VAPOUR)
    level = 300e3 * standard_attenuation(9.5e9, 9e3, VAPOUR)
    assert chord_loss(table, 300e3, 9e3, 9e3, K, 0.0) > 1.05 * level


def test_fill__is_every_path_and_the_rain():
    reach, height = np.array([10e3, 150e3]), np.array([100.0, 3e3, 12e3])
    out = np.full((2, 3), np.nan)
    rate = 5e-3 / 3600.0
    fill_loss(9.5e9, 20.0, K, rate, reach, height, out)
    wet = rain_attenuation(9.5e9, rate, 0.0, math.pi / 4)
    for i, j in np.ndindex(2, 3):
        path = direct(9.5e9, reach[i], 20.0, height[j], K, wet)
        assert out[i, j] == pytest.approx(path, rel=2e-3)


def test_fill__of_the_sea_horizon_and_below_is_finite():
    out = np.empty((1, 2))
    fill_loss(35e9, 0.0, K, 0.0, np.array([400e3]), np.array([0.0, 50.0]), out)
    assert np.all(np.isfinite(out))
    assert np.all(out > 0.0)
