"""Special functions, against SciPy and against arithmetic with more digits."""

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special as scipy_special
from scipy import stats

from kalkan.numerics import special

DRAWS = np.random.default_rng(20240711)


def precise(text):
    """Return a function of Decimals, evaluated at 50 digits."""

    def evaluate(*numbers):
        with localcontext() as context:
            context.prec = 50
            return float(text(*map(Decimal, numbers)))

    return evaluate


deviance = precise(lambda a, mean: a * (a / mean).ln() + mean - a)


def shapes(number):
    """Return shapes from a hundredth to ten thousand, and arguments around them."""
    a = 10.0 ** DRAWS.uniform(-2.0, 4.0, number)
    return a, np.maximum(1e-3, a + DRAWS.uniform(-6.0, 9.0, number) * np.sqrt(a))


@pytest.mark.parametrize("a", [1e-6, 0.3, 1.0, 7.5, 14.99, 15.0, 15.01, 100.0, 1e6])
def test_stirling_error__is_what_the_formula_lacks(a):
    formula = (a + 0.5) * math.log(a) - a + 0.5 * math.log(2.0 * math.pi)
    exact = scipy_special.gammaln(a + 1.0)
    assert special.stirling_error(a) == pytest.approx(
        exact - formula, abs=4e-15 * max(10.0, abs(exact))
    )


def test_stirling_error__of_whole_numbers_is_exact():
    """20! = 2432902008176640000."""
    exact = math.log(2432902008176640000) - 20.5 * math.log(20.0) + 20.0
    exact -= 0.5 * math.log(2.0 * math.pi)
    assert special.stirling_error(20.0) == pytest.approx(exact, abs=1e-14)


def test_stirling_error__on_either_side_of_its_series():
    """Computed at 30 digits."""
    exact = {3.0: 0.0276779256849983391, 20.0: 0.00416631969199692246}
    for a, error in exact.items():
        assert special.stirling_error(a) == pytest.approx(error, abs=3e-15)


@given(st.floats(0.01, 1e6), st.floats(-0.9, 5.0))
def test_deviance__keeps_its_digits(a, share):
    mean = a * (1.0 + share)
    assert special.deviance(a, mean) == pytest.approx(
        deviance(a, mean), rel=1e-13, abs=1e-45
    )


@given(st.floats(1.0, 1e6), st.floats(-1e-9, 1e-9))
def test_deviance__keeps_its_digits_where_the_two_are_near(a, share):
    mean = a * (1.0 + share)
    assert special.deviance(a, mean) == pytest.approx(
        deviance(a, mean), rel=1e-13, abs=1e-45
    )


@given(st.integers(0, 3000), st.floats(1e-3, 3000.0))
def test_poisson_density__is_that_of_a_poisson_variable(k, mean):
    exact = stats.poisson.pmf(k, mean)
    assert special.poisson_density(float(k), mean) == pytest.approx(
        exact, rel=2e-11, abs=1e-290
    )
    if exact > 1e-290:
        assert special.log_poisson_density(float(k), mean) == pytest.approx(
            math.log(exact), rel=1e-11, abs=1e-11
        )


def test_poisson_density__of_nothing():
    assert special.poisson_density(0.0, 0.0) == 1.0
    assert special.poisson_density(2.0, 0.0) == 0.0


@given(st.integers(1, 2000), st.floats(0.0, 1.0), st.floats(1e-6, 1.0 - 1e-6))
def test_binomial_density__is_that_of_a_binomial_variable(n, share, p):
    k = round(share * n)
    assert special.binomial_density(float(k), float(n), p, 1.0 - p) == pytest.approx(
        stats.binom.pmf(k, n, p), rel=1e-10, abs=1e-290
    )


@pytest.mark.parametrize("n", [1, 5, 60])
@pytest.mark.parametrize("p", [0.0, 1e-9, 0.3, 0.8, 1.0])
def test_binomial_density__sums_to_one(n, p):
    total = sum(
        special.binomial_density(float(k), float(n), p, 1.0 - p) for k in range(n + 1)
    )
    assert total == pytest.approx(1.0, abs=1e-14)


def test_gamma__agrees_with_scipy():
    for a, x in zip(*shapes(300), strict=True):
        upper, lower = scipy_special.gammaincc(a, x), scipy_special.gammainc(a, x)
        assert special.gamma_upper(a, x) == pytest.approx(upper, rel=1e-11, abs=1e-280)
        assert special.gamma_lower(a, x) == pytest.approx(lower, rel=1e-11, abs=1e-280)


@given(st.integers(1, 60), st.floats(1e-3, 200.0))
def test_gamma__of_whole_shape_is_a_poisson_sum(n, x):
    """Q(n, x) is the probability that fewer than n come where x are expected."""
    total = sum(special.poisson_density(float(k), x) for k in range(n))
    assert special.gamma_upper(float(n), x) == pytest.approx(total, rel=2e-13)


@pytest.mark.parametrize("a", [0.5, 1.0, 30.0])
def test_gamma__of_the_ends(a):
    for x in (0.0, -1.0):
        assert special.gamma_upper(a, x) == 1.0
        assert special.gamma_lower(a, x) == 0.0
    assert special.gamma_upper(a, 1e6) == 0.0
    assert special.gamma_lower(a, 1e6) == 1.0
    assert special.gamma_upper(1e9, 1.0) == 1.0


@pytest.mark.parametrize("upper", [True, False])
def test_log_gamma_tail__is_the_logarithm_of_a_tail(upper):
    tail = scipy_special.gammaincc if upper else scipy_special.gammainc
    for a, x in zip(*shapes(100), strict=True):
        exact = tail(a, x)
        if exact > 1e-280:
            assert special.log_gamma_tail(a, x, upper) == pytest.approx(
                math.log(exact), rel=1e-11, abs=1e-11
            )


@pytest.mark.parametrize("p", [1e-300, 1e-12, 0.01, 0.3, 0.5, 0.77, 0.999])
def test_normal_quantile__is_near(p):
    assert special.normal_quantile(p) == pytest.approx(stats.norm.isf(p), abs=4.6e-4)


@given(st.floats(-2.0, 5.0), st.floats(-12.0, 0.0))
def test_inverse_gamma__finds_the_argument(log_a, log_q):
    a, q = 10.0**log_a, 10.0**log_q
    x = special.inverse_gamma_upper(a, q)
    if q == 1.0:
        assert x == 0.0
    elif x > 1e-290:
        tail = scipy_special.gammaincc(a, x)
        steepness = a * special.poisson_density(a, x)  # of Q against ln x
        assert tail == pytest.approx(q, rel=1e-11, abs=4e-15 * max(1.0, steepness))


@given(st.integers(1, 1000), st.floats(-300.0, -1.0))
def test_inverse_gamma__of_a_rare_event(n, log_q):
    x = special.inverse_gamma_upper(float(n), 10.0**log_q)
    assert special.log_gamma_tail(float(n), x, True) == pytest.approx(
        log_q * math.log(10.0), rel=1e-13
    )


@pytest.mark.parametrize("a", [0.01, 1.0, 500.0])
def test_inverse_gamma__of_no_chance_and_of_certainty(a):
    assert special.inverse_gamma_upper(a, 0.0) == math.inf
    assert special.inverse_gamma_upper(a, math.nan) == math.inf
    assert special.inverse_gamma_upper(a, 1.0) == 0.0


def test_inverse_gamma__below_the_least_number_is_nought():
    assert special.inverse_gamma_upper(0.01, 1.0 - 1e-12) == 0.0


@given(st.floats(-300.0, 300.0))
def test_lambert_w__solves_its_equation(exponent):
    x = 10.0**exponent
    exact = scipy_special.lambertw(x).real
    assert special.lambert_w(x) == pytest.approx(exact, rel=1e-14)


def test_lambert_w__of_nought():
    assert special.lambert_w(0.0) == 0.0
