import cmath
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.constants import EARTH_RADIUS, LIGHT_SPEED
from kalkan.physics.diffraction import SEA, smooth_earth_loss
from kalkan.physics.horizon import mutual_horizon
from kalkan.physics.multipath import (
    Surface,
    propagation_factor,
    reflection_coefficient,
    roughness_factor,
    two_ray_gain,
    two_rays,
)

K = 4.0 / 3.0
FLAT = 1e12
SINE = st.floats(0.0, 1.0)
MIRROR = (1e12, 0.0, False)  # reflects all, turned round


@given(SINE, st.floats(1.01, 90.0), st.floats(0.0, 10.0), st.booleans())
def test_coefficient__is_fresnels(sine, permittivity, conductivity, vertical):
    eta = permittivity - 60j * 0.1 * conductivity
    root = cmath.sqrt(eta - 1.0 + sine * sine)
    first = eta * sine if vertical else sine
    expected = (first - root) / (first + root)
    found = complex(
        *reflection_coefficient(sine, 0.1, permittivity, conductivity, vertical)
    )
    assert found == pytest.approx(expected, abs=1e-12)
    assert abs(found) <= 1.0 + 1e-12


@given(st.booleans())
def test_coefficient__of_a_grazing_ray_is_minus_one(vertical):
    real, imaginary = reflection_coefficient(0.0, 0.03, *SEA, vertical)
    assert (real, imaginary) == pytest.approx((-1.0, 0.0))


def test_coefficient__of_vertical_waves_vanishes_at_brewsters_angle():
    sine = math.sin(math.atan(1.0 / math.sqrt(15.0)))
    assert reflection_coefficient(sine, 0.1, 15.0, 0.0, True)[0] == pytest.approx(0.0)


@given(st.floats(0.0, 5.0), SINE)
def test_roughness__takes_from_the_mirror(height, sine):
    left = roughness_factor(height, sine, 0.1)
    assert 0.0 <= left <= 1.0
    assert roughness_factor(2.0 * height, sine, 0.1) <= left


def test_roughness__by_rayleighs_criterion():
    """λ/8 up and down at a quarter of a wave of path: ρ = exp(-π²/8)."""
    assert roughness_factor(0.0125 / 0.02, 0.02, 0.1) == pytest.approx(
        math.exp(-(math.pi**2) / 8.0)
    )
    assert roughness_factor(0.0, 0.5, 0.1) == 1.0


@given(st.floats(1e3, 5e4), st.floats(1.0, 200.0), st.floats(1.0, 2000.0))
def test_rays__over_a_mirror_are_two_sources(distance, alt1, alt2):
    wavelength = 0.3
    direct = math.hypot(distance, alt1 - alt2)
    mirrored = math.hypot(distance, alt1 + alt2)
    expected = 4.0 * math.sin(math.pi * (mirrored - direct) / wavelength) ** 2
    found = two_rays(distance, alt1, alt2, wavelength, FLAT, 0.0, *MIRROR)
    assert found == pytest.approx(expected, abs=2e-3)


@given(st.floats(1e3, 1e5), st.floats(1.0, 3e3), st.floats(1.0, 1e4), st.booleans())
def test_rays__are_between_none_and_four(distance, alt1, alt2, vertical):
    gain = two_rays(distance, alt1, alt2, 0.1, K, 0.1, *SEA, vertical)
    assert 0.0 <= gain <= 4.0


@given(st.floats(1e3, 1e5), st.floats(1.0, 3e3), st.floats(1.0, 3e3))
def test_rays__are_the_same_both_ways(distance, alt1, alt2):
    there = two_rays(distance, alt1, alt2, 1.0, K, 0.0, *SEA, False)
    back = two_rays(distance, alt2, alt1, 1.0, K, 0.0, *SEA, False)
    assert back == pytest.approx(there, abs=1e-6)


def test_rays__over_a_round_earth_by_tracing_them():
    """Find the mirror on the circle by equal angles; the spread by a thin bundle."""
    radius, wavelength = K * EARTH_RADIUS, 0.5
    distance, alt1, alt2 = 40e3, 60.0, 900.0
    angle = distance / radius

    def legs(share):
        paths = []
        for alt, part in ((alt1, share * angle), (alt2, (1.0 - share) * angle)):
            r = radius + alt
            length = math.sqrt(alt * alt + 4.0 * radius * r * math.sin(part / 2.0) ** 2)
            up = (r * r - radius * radius - length * length) / (2.0 * radius * length)
            paths.append((length, up))
        return paths

    low, high = 0.0, 1.0
    for _ in range(80):
        middle = 0.5 * (low + high)
        (_, up1), (_, up2) = legs(middle)
        low, high = (middle, high) if up1 > up2 else (low, middle)
    (length1, sine), (length2, _) = legs(low)
    r1, r2 = radius + alt1, radius + alt2
    direct = math.sqrt((alt2 - alt1) ** 2 + 4.0 * r1 * r2 * math.sin(angle / 2.0) ** 2)
    spread = 1.0 + 2.0 * length1 * length2 / (radius * (length1 + length2) * sine)
    phase = 2.0 * math.pi * (length1 + length2 - direct) / wavelength
    field = 1.0 - cmath.exp(-1j * phase) / math.sqrt(spread)
    found = two_rays(distance, alt1, alt2, wavelength, K, 0.0, *MIRROR)
    assert found == pytest.approx(abs(field) ** 2, abs=0.01)


def test_rays__from_the_ground_cancel():
    assert two_rays(5e3, 0.0, 100.0, 0.1, K, 0.0, *MIRROR) == pytest.approx(
        0.0, abs=1e-6
    )


@pytest.mark.parametrize(
    ("distance", "alt1", "alt2"),
    [(0.0, 10.0, 10.0), (80e3, 10.0, 10.0), (10e3, 0.0, 0.0), (10e3, -5.0, 0.0)],
)
def test_rays__without_a_mirror_are_one(distance, alt1, alt2):
    assert two_rays(distance, alt1, alt2, 0.1, K, 0.0, *SEA, False) == 1.0


def test_gain__knows_its_surfaces():
    path = (20e3, 20.0, 90.0, 0.1, K)
    none, sea, flat = (two_ray_gain(*path, 0.0, each.value) for each in Surface)
    assert none == 1.0
    assert sea == two_rays(*path, 0.0, *SEA, False)
    assert flat != sea
    assert flat == pytest.approx(sea, rel=0.02)


def test_gain__over_a_rough_sea_is_one():
    assert two_ray_gain(5e3, 30.0, 400.0, 0.03, K, 2.0, 1) == pytest.approx(1.0)


def test_factor__is_two_rays_where_clear_and_diffraction_where_not():
    near = (11e3, 20.0, 100.0, 0.1, K, 0.0)
    assert propagation_factor(*near, 1) == two_ray_gain(*near, 1)
    assert propagation_factor(*near, 0) == 1.0
    far = (70e3, 20.0, 100.0)
    loss = smooth_earth_loss(*far, LIGHT_SPEED / 0.1, K)
    for surface in Surface:
        found = propagation_factor(*far, 0.1, K, 0.0, surface.value)
        assert -10.0 * math.log10(found) == pytest.approx(loss)


@pytest.mark.parametrize(("alt1", "alt2"), [(15.0, 15.0), (20.0, 300.0), (20.0, 9e3)])
def test_factor__has_no_step_where_the_two_meet(alt1, alt2):
    limit = mutual_horizon(alt1, alt2, K)
    frequency = LIGHT_SPEED / 0.1

    def lost(distance):
        return smooth_earth_loss(distance, alt1, alt2, frequency, K) > 0.0

    near, far = 0.2 * limit, limit
    for _ in range(60):
        middle = 0.5 * (near + far)
        near, far = (near, middle) if lost(middle) else (middle, far)
    path = (alt1, alt2, 0.1, K, 0.0, Surface.SEA.value)
    before, after = propagation_factor(near, *path), propagation_factor(far, *path)
    assert before == pytest.approx(after, rel=1e-6)
    further = [propagation_factor(far * (1.0 + 0.01 * i), *path) for i in range(60)]
    assert further == sorted(further, reverse=True)


def test_rays__at_the_very_horizon_are_finite():
    roots = 2.0 * math.sqrt(15.0)
    limit = math.sqrt(2.0 * K * EARTH_RADIUS) * roots
    for share in (1.0 - 1e-12, 1.0, 1.0 + 1e-12):
        gain = two_rays(share * limit, 15.0, 15.0, 0.1, K, 0.0, *SEA, False)
        assert gain == pytest.approx(1.0, abs=0.01)
