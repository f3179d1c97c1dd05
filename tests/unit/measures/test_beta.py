"""Quantiles, held to SciPy's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from kalkan.measures.beta import beta_quantile, incomplete_beta, student_quantile

SHAPE = st.floats(0.02, 2000.0)


@given(SHAPE, SHAPE, st.floats(0.0, 1.0))
def test_incomplete_beta__agrees_with_scipy(a, b, x):
    assert incomplete_beta(a, b, x) == pytest.approx(special.betainc(a, b, x), abs=1e-9)


@given(SHAPE, SHAPE, st.sampled_from([0.005, 0.025, 0.1, 0.5, 0.975]))
def test_beta_quantile__agrees_with_scipy(a, b, probability):
    found = beta_quantile(a, b, probability)
    assert found == pytest.approx(special.betaincinv(a, b, probability), abs=1e-9)


@pytest.mark.parametrize(("a", "b"), [(1.0, 1e6), (5e5, 5e5), (1e-3, 50.0), (0.5, 0.5)])
def test_beta_quantile__holds_at_the_ends(a, b):
    found = beta_quantile(a, b, 0.025)
    assert found == pytest.approx(special.betaincinv(a, b, 0.025), rel=1e-6, abs=1e-12)


@given(st.integers(1, 100_000), st.sampled_from([0.9, 0.975, 0.995]))
def test_student_quantile__agrees_with_scipy(freedom, probability):
    found = student_quantile(freedom, probability)
    assert found == pytest.approx(special.stdtrit(freedom, probability), rel=1e-8)


@pytest.mark.validation
@pytest.mark.parametrize(
    ("freedom", "value"),
    [(1, 12.706), (2, 4.303), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980)],
)
def test_student_quantile__matches_the_printed_table(freedom, value):
    """Student's t, two-sided 95 %: the table of percentage points printed everywhere.

    M. Abramowitz and I. A. Stegun, *Handbook of Mathematical Functions*, 1964,
    table 26.10.
    """
    assert student_quantile(freedom, 0.975) == pytest.approx(value, abs=5e-4)
