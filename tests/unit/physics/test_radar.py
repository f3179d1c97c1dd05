import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.physics import radar

SNR = st.floats(0.0, 1e6)
PFA = st.floats(1e-12, 1e-2)
NAMES = {0: "sphere", 1: "aircraft", 2: "missile", 3: "drone"}


def gain(kind, angle):
    """The gain at an angle off the nose."""
    return radar.aspect_gain(kind, math.cos(angle))


def decibels(ratio):
    return 10.0 * math.log10(ratio)


def test_snr__falls_with_the_fourth_power_of_range():
    near = radar.snr(100e3, 1.0, 100e3, 1.0, 20.0)
    assert near == 20.0
    assert near / radar.snr(200e3, 1.0, 100e3, 1.0, 20.0) == pytest.approx(16.0)


def test_snr__grows_with_the_cross_section():
    assert radar.snr(390e3, 0.8, 390e3, 0.4, 10.0) == pytest.approx(20.0)


@pytest.mark.parametrize("kind", NAMES, ids=NAMES.get)
def test_aspect_gain__is_one_on_the_nose(kind):
    assert gain(kind, 0.0) == 1.0


@pytest.mark.parametrize(
    ("kind", "side", "tail"),
    [(0, 0.0, 0.0), (1, 13.5, 3.0), (2, 19.5, 3.0), (3, 10, 4)],
)
def test_aspect_gain__has_the_documented_side_and_tail(kind, side, tail):
    assert decibels(gain(kind, math.pi / 2)) == pytest.approx(side)
    assert decibels(gain(kind, math.pi)) == pytest.approx(tail, abs=1e-12)


@pytest.mark.parametrize(("kind", "width"), [(1, 24.0), (2, 17.0), (3, 33.0)])
def test_aspect_gain__has_the_documented_width(kind, width):
    """Half of the side lobe's decibels, without the part that leads to the tail."""
    side, tail = {1: (12, 3), 2: (18, 3), 3: (8, 4)}[kind]
    angle = math.radians(90.0 - width)
    lobe = decibels(gain(kind, angle)) - tail * (1 - math.cos(angle)) / 2
    assert lobe == pytest.approx(side / 2, rel=0.06)


@pytest.mark.parametrize("kind", NAMES, ids=NAMES.get)
def test_aspect_gain__is_smooth_and_the_same_on_both_sides(kind):
    gains = [decibels(gain(kind, i * 1e-3)) for i in range(3142)]
    steps = [abs(b - a) for a, b in itertools.pairwise(gains)]
    assert max(steps) < 0.07
    assert gain(kind, -1.0) == gain(kind, 1.0)


@pytest.mark.parametrize("kind", [-1, 4])
def test_aspect_gain__of_an_unknown_shape_is_that_of_a_sphere(kind):
    assert gain(kind, 1.0) == 1.0


@pytest.mark.parametrize("sigma", [radar.range_sigma, radar.angle_sigma])
def test_sigma__stays_within_what_a_cell_allows(sigma):
    assert sigma(1e9, 100.0) == pytest.approx(5.0)
    for faint in (1e-9, 0.0, -1.0, math.nan):
        assert sigma(faint, 100.0) == pytest.approx(100.0 / math.sqrt(12.0))


def test_sigma__falls_with_the_root_of_snr():
    for sigma in (radar.range_sigma, radar.angle_sigma):
        assert sigma(10.0, 1.0) / sigma(40.0, 1.0) == pytest.approx(2.0)
    assert radar.range_sigma(20.0, 1.0) / radar.angle_sigma(20.0, 1.0) == (
        pytest.approx(1.6)
    )


def test_speed_sigma__is_that_of_its_cell():
    """λ / (2 T √(2 snr)): 3 cm, 10 ms, 13 dB."""
    snr = 10**1.3
    assert radar.speed_resolution(0.03, 0.01) == pytest.approx(1.5)
    assert radar.speed_sigma(snr, 0.03, 0.01) == pytest.approx(1.5 / math.sqrt(2 * snr))
    assert radar.speed_sigma(1e9, 0.03, 0.01) == pytest.approx(1.5 / 20.0)
    assert radar.speed_sigma(0.0, 0.03, 0.01) == pytest.approx(1.5 / math.sqrt(12.0))


def test_range_resolution__is_half_of_what_light_goes_in_a_pulse():
    assert radar.range_resolution(1.0 / 1e-6) == pytest.approx(299792458.0 * 0.5e-6)


@given(st.floats(3.0, 60.0))
def test_sigma__is_above_the_bound_of_cramer_and_rao(decibels):
    """√3 / (π √(2 snr)) of a cell, for a flat spectrum (Skolnik 1960)."""
    snr = 10 ** (decibels / 10)
    bound = math.sqrt(3.0) / (math.pi * math.sqrt(2.0 * snr))
    assert radar.range_sigma(snr, 1.0) > bound
    assert radar.speed_sigma(snr, 2.0, 1.0) > bound
