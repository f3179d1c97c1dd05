"""The linear theory of homing: integration, closed forms, noise."""

import math

import numpy as np
import pytest
from scipy import integrate, special

from kalkan.physics.homing import (
    angle_noise_miss,
    glint_miss,
    heading_error_miss,
    heading_miss,
    heading_pull,
    kummer,
    linear_engagement,
    linear_miss,
    noise_variances,
    step_miss,
    target_miss,
    target_pull,
)

#: Zarchan's polynomials: what e⁻ˣ is multiplied with.
HEADING = {
    3: lambda x: 1 - x / 2,
    4: lambda x: 1 - x + x**2 / 6,
    5: lambda x: 1 - 1.5 * x + x**2 / 2 - x**3 / 24,
}
TARGET = {
    3: lambda x: x**2 / 2,
    4: lambda x: x**2 * (1 / 2 - x / 6),
    5: lambda x: x**2 * (1 / 2 - x / 3 + x**2 / 24),
}


@pytest.mark.parametrize("ratio", [3, 4, 5])
@pytest.mark.parametrize("x", [0.0, 0.3, 2.0, 7.0, 30.0])
def test_closed_forms__are_the_polynomials(ratio, x):
    scale = math.exp(-x)
    assert heading_miss(float(ratio), x) == pytest.approx(
        scale * HEADING[ratio](x), abs=1e-13
    )
    assert target_miss(float(ratio), x) == pytest.approx(
        scale * TARGET[ratio](x), abs=1e-13
    )


@pytest.mark.parametrize(("a", "b", "x"), [(-1.5, 2.0, 3.0), (0.7, 3.0, 40.0)])
def test_kummer__is_that_of_scipy(a, b, x):
    assert kummer(a, b, x) == pytest.approx(
        math.exp(-x) * special.hyp1f1(a, b, x), rel=1e-11
    )


@pytest.mark.parametrize(("ratio", "x"), [(3.0, 5.0), (4.0, 0.5), (3.7, 2.0)])
def test_linear_engagement__misses_by_the_closed_forms(ratio, x):
    lag = 0.4
    by_error = linear_miss(ratio, lag, x * lag, -2.0, 0.0)
    assert by_error / (-2.0 * x * lag) == pytest.approx(
        heading_miss(ratio, x), abs=1e-7
    )
    by_turn = linear_miss(ratio, lag, x * lag, 0.0, 30.0)
    assert by_turn / (30.0 * lag**2) == pytest.approx(target_miss(ratio, x), abs=1e-7)


def test_linear_engagement__is_linear():
    both = linear_miss(4.0, 0.5, 1.0, -3.0, 20.0)
    apart = linear_miss(4.0, 0.5, 1.0, -3.0, 0.0) + linear_miss(
        4.0, 0.5, 1.0, 0.0, 20.0
    )
    assert both == pytest.approx(apart, abs=1e-6)
    assert linear_miss(4.0, 0.5, 1.0, 0.0, 0.0) == 0.0


@pytest.mark.parametrize("ratio", [2.0, 3.0, 5.0])
def test_linear_engagement__without_lag_flies_the_profiles(ratio):
    for share in (0.0, 0.5, 0.9):
        turn = linear_engagement(ratio, 0.0, 8.0, 0.0, 30.0, 8.0 * share)[2]
        assert turn / 30.0 == pytest.approx(target_pull(ratio, share), abs=1e-5)
        error = linear_engagement(ratio, 0.0, 8.0, -50.0, 0.0, 8.0 * share)[2]
        assert error / (-50.0 / 8.0) == pytest.approx(
            heading_pull(ratio, share), abs=1e-5
        )
    if ratio > 2.0:
        assert abs(linear_miss(ratio, 0.0, 8.0, -50.0, 30.0)) < 1e-4


def test_target_pull__for_a_ratio_of_2_grows_without_bound():
    assert target_pull(2.0, 0.5) == pytest.approx(2.0 * math.log(2.0))
    assert target_pull(2.0, 1.0) == math.inf


def test_misses__carry_their_units():
    assert heading_error_miss(3.0, 2.0, 4.0, 900.0, -0.1) == pytest.approx(
        900.0 * 0.1 * 4.0 * heading_miss(3.0, 2.0)
    )
    assert step_miss(3.0, 2.0, 4.0, 30.0) == pytest.approx(
        120.0 * target_miss(3.0, 2.0)
    )
    assert heading_error_miss(3.0, 0.0, 4.0, 900.0, -0.1) == 0.0
    assert step_miss(3.0, 0.0, 4.0, 30.0) == 0.0


def _h(ratio, t):
    """Miss per impulse of glint: what [s / (s + 1)]ᴺ - 1 comes from."""
    n = round(ratio)
    return -n * math.exp(-t) * special.eval_genlaguerre(n - 1, 1, t) / n


@pytest.mark.parametrize("ratio", [3.0, 4.0, 5.0])
@pytest.mark.parametrize("x", [0.5, 2.0, 30.0])
def test_noise__is_the_integral_of_the_closed_impulse_response(ratio, x):
    glint = integrate.quad(lambda t: _h(ratio, t) ** 2, 0.0, x)[0]
    angle = integrate.quad(lambda t: (t * _h(ratio, t)) ** 2, 0.0, x)[0]
    known = integrate.quad(
        lambda t: (
            (
                (heading_miss(ratio, t + 1e-6) - heading_miss(ratio, abs(t - 1e-6)))
                / 2e-6
            )
            ** 2
        ),
        1e-5,
        x,
    )[0]
    found = noise_variances(ratio, x)
    assert found[0] == pytest.approx(glint, rel=1e-6)
    assert found[1] == pytest.approx(angle, rel=1e-6, abs=1e-9)
    assert found[2] == pytest.approx(known, rel=1e-4)


def test_noise__of_long_engagements_is_zarchans():
    """Chapter 4: 1.44 (Φ/T)^½ by glint and 0.53 V (ΦT)^½ by angle noise, N = 3."""
    assert glint_miss(3.0, 0.5, 50.0, 2.0) == pytest.approx(1.436 * 2.0, rel=1e-3)
    assert angle_noise_miss(3.0, 0.5, 50.0, 1000.0, 2e-6) == pytest.approx(
        0.5303, rel=1e-3
    )


def test_noise__in_many_engagements_scatters_so():
    """White noise on the line of sight, differentiated, through the lag."""
    rng = np.random.default_rng(5)
    lag, step, ratio, flights = 0.5, 0.004, 3.0, 400
    y, rate, flown = np.zeros(flights), np.zeros(flights), np.zeros(flights)
    seen = np.zeros(flights)
    for left in np.arange(4.0, 0.5 * step, -step):
        old, seen = seen, y + rng.normal(0.0, 1.0, flights) / math.sqrt(step)
        change = (seen - old) / step if left < 4.0 else 0.0
        asked = ratio * (change * left + seen) / left**2
        flown = flown + (asked - flown) * (1.0 - math.exp(-step / lag))
        y, rate = y + step * rate - 0.5 * step**2 * flown, rate - step * flown
    assert np.std(y) == pytest.approx(glint_miss(ratio, lag, 4.0, 1.0), rel=0.12)
