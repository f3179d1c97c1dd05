"""Confidence intervals, held to tables, to SciPy and to what they promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kalkan.measures.intervals import (
    ENOUGH,
    Sample,
    clopper_pearson,
    is_rare,
    sampling_interval,
    span,
)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        # L. D. Brown, T. T. Cai and A. DasGupta, "Interval estimation for a binomial
        # proportion", Statistical Science 16 (2001), section 4.2.1: beta quantiles
        # B(0.025; x, n - x + 1) and B(0.975; x + 1, n - x), worked out to four digits.
        (0, 10, 0.0, 0.3085),
        (1, 10, 0.0025, 0.4450),
        (5, 10, 0.1871, 0.8129),
        (10, 10, 0.6915, 1.0),
        (0, 30, 0.0, 0.1157),
    ],
)
def test_clopper_pearson__is_beta_quantiles(successes, trials, low, high):
    found = clopper_pearson(successes, trials)
    assert found == pytest.approx((low, high), abs=6e-5)


@given(st.integers(1, 400), st.data(), st.sampled_from([0.8, 0.95, 0.99]))
def test_clopper_pearson__agrees_with_scipy(trials, data, confidence):
    successes = data.draw(st.integers(0, trials))
    exact = stats.binomtest(successes, trials).proportion_ci(confidence, "exact")
    found = clopper_pearson(successes, trials, confidence)
    assert found == pytest.approx((exact.low, exact.high), abs=1e-9)


@pytest.mark.parametrize("trials", [1, 5, 23, 60])
def test_clopper_pearson__covers_every_proportion_at_least_as_promised(trials):
    ends = np.array([clopper_pearson(x, trials) for x in range(trials + 1)])
    for proportion in np.linspace(0.001, 0.999, 173):
        covers = (ends[:, 0] <= proportion) & (proportion <= ends[:, 1])
        chance = stats.binom.pmf(np.arange(trials + 1), trials, proportion)
        assert chance[covers].sum() >= 0.95


@given(st.floats(0.0, 30.0), st.floats(0.0, 30.0))
def test_clopper_pearson__grows_with_successes_shares_included(one, other):
    few, many = sorted((one, other))
    assert clopper_pearson(few, 30.0) <= clopper_pearson(many, 30.0)


@pytest.mark.parametrize(("successes", "trials"), [(-1, 5), (6, 5), (0, 0)])
def test_clopper_pearson__refuses_what_cannot_be(successes, trials):
    with pytest.raises(ValueError, match="trials"):
        clopper_pearson(successes, trials)


def test_sampling_interval__is_students_t_over_units():
    found = sampling_interval(Sample(2.0, 0.25, 12, 12, 12, 6.0))
    assert found == pytest.approx(stats.t.interval(0.95, 11, loc=2.0, scale=0.25))


def test_sampling_interval__keeps_to_the_scale():
    low, high = sampling_interval(Sample(0.1, 0.3, 4, 4, 4, 6.0))
    assert low == 0.0
    low, high = sampling_interval(Sample(5.9, 0.3, 4, 4, 4, 6.0))
    assert high == 6.0


def test_sampling_interval__of_nothing_launched_is_nothing():
    assert sampling_interval(Sample(0.0, 0.0, 50, 0, 0, 0.0)) == (0.0, 0.0)


def test_sampling_interval__none_seen_is_rule_of_three_over_units():
    low, high = sampling_interval(Sample(0.0, 0.0, 1000, 0, 1000, 8.0))
    assert low == 0.0
    assert high / 8.0 == pytest.approx(3.69 / 1000, rel=0.01)  # -ln 0.025 = 3.69


def test_sampling_interval__all_seen_mirrors_none_seen():
    none = sampling_interval(Sample(0.0, 0.0, 50, 0, 50, 4.0))
    every = sampling_interval(Sample(4.0, 0.0, 50, 50, 0, 4.0))
    assert every == pytest.approx((4.0 - none[1], 4.0 - none[0]))


def test_sampling_interval__one_battle_says_next_to_nothing():
    low, high = sampling_interval(Sample(2.0, 0.0, 1, 1, 1, 4.0))
    assert low < 0.2
    assert high > 3.8


def test_is_rare__needs_units_at_a_bound():
    assert not is_rare(Sample(1.0, 0.1, ENOUGH - 1, ENOUGH - 1, ENOUGH - 1, 4.0))
    assert is_rare(Sample(1.0, 0.1, ENOUGH, ENOUGH - 1, ENOUGH, 4.0))
    assert is_rare(Sample(3.0, 0.1, ENOUGH, ENOUGH, ENOUGH - 1, 4.0))
    assert not is_rare(Sample(1.0, 0.1, 100, ENOUGH, 100, 4.0))


def test_span__holds_the_middle_of_the_worlds():
    assert span(np.arange(21.0)) == pytest.approx((1.0, 19.0))
    assert span(np.array([3.0])) == (3.0, 3.0)


def _unbounded(mean, units=50, above=50, error=0.1, most=9.0):
    return Sample(mean, error, units, above, units, np.inf, most=most)


def test_unbounded__is_student_where_units_enough_differ():
    low, high = sampling_interval(_unbounded(3.0))
    half = stats.t.ppf(0.975, 49) * 0.1
    assert (low, high) == pytest.approx((3.0 - half, 3.0 + half))


def test_unbounded__rare_counts_are_on_the_scale_of_the_most_seen():
    low, high = sampling_interval(_unbounded(0.36, above=4))
    share = clopper_pearson(2.0, 50)
    assert (low, high) == pytest.approx((9.0 * share[0], 9.0 * share[1]))


def test_unbounded__what_was_never_seen_is_not_certain_not_to_be():
    low, high = sampling_interval(_unbounded(0.0, above=0, error=0.0, most=0.0))
    assert low == 0.0
    assert high == pytest.approx(clopper_pearson(0, 50)[1])


def test_unbounded__one_unit_says_nothing():
    assert sampling_interval(_unbounded(7.0, units=1, above=1)) == (0.0, np.inf)


@pytest.mark.parametrize("units", [20, 50])
def test_unbounded__holds_the_mean_of_counts_in_nearly_all_studies(units):
    """Poisson counts, from rare to common, in 2,000 studies each."""
    for mean in (0.05, 0.3, 2.0):
        counts = np.random.default_rng(5).poisson(mean, (2000, units)).astype(float)
        held = 0
        for study in counts:
            error = float(study.std(ddof=1) / np.sqrt(units))
            above = int((study > 0.0).sum())
            sample = Sample(
                float(study.mean()),
                error,
                units,
                above,
                units,
                np.inf,
                most=float(study.max()),
            )
            low, high = sampling_interval(sample)
            held += low <= mean <= high
        assert held / 2000 > 0.92
