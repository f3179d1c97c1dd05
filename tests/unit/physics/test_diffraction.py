import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special
from scipy.optimize import brentq

from kalkan.constants import EARTH_RADIUS, LIGHT_SPEED
from kalkan.physics.diffraction import (
    LAND,
    LAND_ADMITTANCE,
    SEA,
    admittance,
    knife_edge_exact,
    knife_edge_loss,
    knife_edge_parameter,
    reflection_point,
    smooth_earth_loss,
    sphere_loss,
)
from kalkan.physics.horizon import mutual_horizon
from tests.validation.residues import series_loss

K = 4.0 / 3.0
HEIGHT = st.floats(1.0, 12e3)


def test_parameter__counts_fresnel_zones():
    """On the edge of the first zone, h = F1, ν is √2."""
    d1, d2, wavelength = 20e3, 5e3, 0.1
    first = math.sqrt(wavelength * d1 * d2 / (d1 + d2))
    assert knife_edge_parameter(first, d1, d2, wavelength) == pytest.approx(
        math.sqrt(2)
    )
    assert knife_edge_parameter(-first, d1, d2, wavelength) < 0.0


@given(st.floats(-0.7, 30.0))
def test_edge__is_near_the_exact_form(nu):
    assert knife_edge_loss(nu) == pytest.approx(knife_edge_exact(nu), abs=0.15)


@given(st.floats(-0.78, 50.0), st.floats(0.01, 5.0))
def test_edge__costs_more_the_higher_it_is(nu, more):
    assert knife_edge_loss(nu + more) > knife_edge_loss(nu)


@pytest.mark.parametrize("nu", [-0.78, -1.0, -100.0])
def test_edge__far_below_costs_nothing(nu):
    assert knife_edge_loss(nu) == 0.0


@given(st.floats(-5.0, 60.0))
def test_edge__exactly_is_fresnels_integral(nu):
    sine, cosine = special.fresnel(nu)
    field = 0.5 * math.hypot(1.0 - cosine - sine, cosine - sine)
    assert knife_edge_exact(nu) == pytest.approx(-20.0 * math.log10(field), abs=1e-9)


def test_edge__exactly_goes_over_into_its_asymptote():
    assert knife_edge_exact(1000.1) == pytest.approx(knife_edge_exact(999.9), abs=2e-3)


@given(st.floats(1e3, 1e5), HEIGHT, HEIGHT)
def test_reflection__leaves_as_it_comes(distance, alt1, alt2):
    """Equal angles with the plane that touches the parabola."""
    radius = K * EARTH_RADIUS
    d1, clear = reflection_point(distance, alt1, alt2, radius)
    d2 = distance - d1
    assert 0.0 < d1 < distance
    up1, up2 = (
        (alt - d * d / (2.0 * radius)) / d for alt, d in ((alt1, d1), (alt2, d2))
    )
    assert up1 == pytest.approx(up2, rel=1e-6, abs=1e-9)
    chord = alt1 + (alt2 - alt1) * d1 / distance
    bulge = d1 * d2 / (2.0 * radius)
    assert clear == pytest.approx(chord - bulge, rel=1e-9, abs=1e-6)


def test_reflection__on_a_flat_earth_divides_by_height():
    assert reflection_point(30e3, 100.0, 200.0, math.inf)[0] == pytest.approx(10e3)
    assert reflection_point(30e3, 0.0, 200.0, 1e12)[0] == pytest.approx(0.0, abs=1e-6)


def test_admittance__is_small_but_for_vertical_waves_over_sea():
    assert admittance(0.1, *LAND, False) == pytest.approx(LAND_ADMITTANCE, rel=2e-4)
    assert admittance(2.0, *SEA, True) > 20.0 * admittance(2.0, *SEA, False)


@pytest.mark.parametrize("frequency", [0.2e9, 1.3e9, 5.5e9, 15.5e9])
@pytest.mark.parametrize(("alt1", "alt2"), [(5.0, 30.0), (12.0, 400.0), (30.0, 6000.0)])
@pytest.mark.parametrize("k", [1.0, K])
def test_sphere__beyond_the_horizon_is_the_residue_series(frequency, alt1, alt2, k):
    for share in (1.1, 1.3, 1.7):
        distance = share * mutual_horizon(alt1, alt2, k)
        reference = series_loss(distance, alt1, alt2, frequency, k, 60)
        found = smooth_earth_loss(distance, alt1, alt2, frequency, k)
        assert found == pytest.approx(reference, abs=1.0, rel=2e-3)


def test_sphere__has_no_step_at_the_horizon():
    for alt1, alt2 in ((10.0, 10.0), (20.0, 3000.0)):
        roots = math.sqrt(alt1) + math.sqrt(alt2)
        limit = math.sqrt(2.0 * K * EARTH_RADIUS) * roots
        near, far = (
            smooth_earth_loss(share * limit, alt1, alt2, 3e9, K)
            for share in (1.0 - 1e-7, 1.0 + 1e-7)
        )
        assert near == pytest.approx(far, abs=1e-3)


def test_sphere__costs_nothing_from_a_clearance_of_055_on():
    wavelength = LIGHT_SPEED / 3e9

    def over(distance):
        d1, clear = reflection_point(distance, 20.0, 300.0, K * EARTH_RADIUS)
        zone = math.sqrt(wavelength * d1 * (distance - d1) / distance)
        return clear - 0.552 * zone

    distance = brentq(over, 20e3, 80e3)
    assert smooth_earth_loss(0.9999 * distance, 20.0, 300.0, 3e9, K) == 0.0
    assert 0.0 < smooth_earth_loss(1.001 * distance, 20.0, 300.0, 3e9, K) < 0.2


@given(st.floats(1.0, 500.0), HEIGHT, st.floats(1.02, 1.5))
def test_sphere__costs_more_the_farther(alt1, alt2, farther):
    distance = 0.8 * mutual_horizon(alt1, alt2, K)
    near = smooth_earth_loss(distance, alt1, alt2, 3e9, K)
    assert smooth_earth_loss(farther * distance, alt1, alt2, 3e9, K) >= near


@given(st.floats(10e3, 5e5), HEIGHT, HEIGHT)
def test_sphere__is_the_same_both_ways(distance, alt1, alt2):
    there = smooth_earth_loss(distance, alt1, alt2, 3e9, K)
    assert smooth_earth_loss(distance, alt2, alt1, 3e9, K) == pytest.approx(
        there, rel=1e-6, abs=1e-6
    )


def test_sphere__over_sea_helps_vertical_waves_close_to_it():
    wavelength = 2.0
    vertical, horizontal = (
        sphere_loss(60e3, 2.0, 2.0, wavelength, K, admittance(wavelength, *SEA, way))
        for way in (True, False)
    )
    assert vertical < horizontal - 15.0


@pytest.mark.parametrize("height", [0.0, -10.0])
def test_sphere__on_the_ground_is_finite(height):
    lost = smooth_earth_loss(50e3, height, height, 3e9, K)
    assert 100.0 < lost < 300.0
    assert lost == smooth_earth_loss(50e3, 0.0, 0.0, 3e9, K)


def test_sphere__bears_no_distance_and_nan():
    assert smooth_earth_loss(0.0, 10.0, 10.0, 3e9, K) == 0.0
    assert math.isnan(smooth_earth_loss(math.nan, 10.0, 10.0, 3e9, K))
