import itertools
import math

import pytest
from scipy.integrate import quad

from kalkan.constants import EARTH_RADIUS
from kalkan.physics.attenuation import standard_attenuation
from kalkan.physics.rain import RAIN_HEIGHT
from kalkan.physics.slant import slant_loss, standard_refractivity

VAPOUR = 7.5e-3
F = 9.5e9


def index_radius(altitude):
    index = 1.0 + 1e-6 * standard_refractivity(altitude, VAPOUR)
    return index * (EARTH_RADIUS + altitude)


def upwards(frequency, elevation, low, high):
    """Integrate Bouguer's formula over the altitude, as the books write it."""
    invariant = index_radius(low) * math.cos(elevation)

    def along(altitude):
        here = index_radius(altitude)
        sine = math.sqrt(1.0 - (invariant / here) ** 2)
        return standard_attenuation(frequency, altitude, VAPOUR) / sine

    cuts = [low + 10.0, low + 300.0, *range(2000, 60000, 6000)]
    cuts = [cut for cut in cuts if low < cut < high]
    edges = [low, *cuts, high]
    pairs = itertools.pairwise(edges)
    return sum(quad(along, a, b, epsrel=1e-5, limit=40)[0] for a, b in pairs)


@pytest.mark.parametrize("degrees", [1.0, 10.0, 90.0])
@pytest.mark.parametrize(("low", "high"), [(0.0, 80e3), (1500.0, 9e3)])
def test_slant__is_the_integral_of_bouguers_ray(degrees, low, high):
    found = slant_loss(F, math.radians(degrees), low, high, VAPOUR, 0.0)
    assert found == pytest.approx(
        upwards(F, math.radians(degrees), low, high), rel=1e-4
    )


def test_slant__straight_up_is_the_sum_over_altitude():
    whole = quad(lambda h: standard_attenuation(22e9, h, VAPOUR), 0.0, 30e3, limit=99)[
        0
    ]
    found = slant_loss(22e9, math.pi / 2, 0.0, 30e3, VAPOUR, 0.0)
    assert found == pytest.approx(whole, rel=1e-5)


def test_slant__of_a_level_ray_continues_that_of_a_rising_one():
    level = slant_loss(F, 0.0, 0.0, 100e3, VAPOUR, 0.0)
    assert slant_loss(F, 1e-6, 0.0, 100e3, VAPOUR, 0.0) == pytest.approx(
        level, rel=1e-3
    )
    assert slant_loss(F, 0.01, 0.0, 100e3, VAPOUR, 0.0) < level


def test_slant__goes_down_as_it_goes_up():
    """Seen from the other end a ray is the same ray."""
    up = math.radians(2.0)
    invariant = index_radius(100.0) * math.cos(up)
    down = -math.acos(invariant / index_radius(8e3))
    there = slant_loss(F, up, 100.0, 8e3, VAPOUR, 0.0)
    assert slant_loss(F, down, 8e3, 100.0, VAPOUR, 0.0) == pytest.approx(
        there, rel=1e-6
    )


def test_slant__dips_and_rises_again():
    """From 9 km down past its lowest point and up to 12 km: two halves."""
    invariant = index_radius(5e3)  # level at 5 km
    down = -math.acos(invariant / index_radius(9e3))
    first = slant_loss(F, 0.0, 5e3, 9e3, VAPOUR, 0.0)
    second = slant_loss(F, 0.0, 5e3, 12e3, VAPOUR, 0.0)
    found = slant_loss(F, down, 9e3, 12e3, VAPOUR, 0.0)
    assert found == pytest.approx(first + second, rel=1e-5)


@pytest.mark.parametrize(
    ("elevation", "altitude", "end"),
    [
        (0.1, 5e3, 1e3),  # up, never down
        (-0.5, 5e3, 9e3),  # into the ground
        (-0.01, 9e3, 1e3),  # turns above it
    ],
)
def test_slant__never_getting_there_is_nan(elevation, altitude, end):
    assert math.isnan(slant_loss(F, elevation, altitude, end, VAPOUR, 0.0))


def test_slant__ends_where_the_air_ends():
    outside = slant_loss(F, 0.3, 0.0, 5e5, VAPOUR, 0.0)
    assert outside == slant_loss(F, 0.3, 0.0, 100e3, VAPOUR, 0.0)
    assert slant_loss(F, 0.3, 120e3, 500e3, VAPOUR, 0.0) == 0.0


def test_slant__rains_below_the_top_of_the_rain_only():
    dry = slant_loss(F, math.pi / 2, 0.0, 50e3, VAPOUR, 0.0)
    wet = slant_loss(F, math.pi / 2, 0.0, 50e3, VAPOUR, 1e-3)
    assert wet - dry == pytest.approx(1e-3 * RAIN_HEIGHT, rel=1e-6)
    above = slant_loss(F, 0.2, RAIN_HEIGHT + 1.0, 50e3, VAPOUR, 1e-3)
    assert above == slant_loss(F, 0.2, RAIN_HEIGHT + 1.0, 50e3, VAPOUR, 0.0)


def test_refractivity__falls_as_the_effective_earth_has_it():
    """On the average of the first kilometre k is not far from 4/3."""
    slope = (
        standard_refractivity(1e3, VAPOUR) - standard_refractivity(0.0, VAPOUR)
    ) / 1e3
    assert 1.0 / (1.0 + EARTH_RADIUS * 1e-6 * slope) == pytest.approx(4 / 3, abs=0.05)
