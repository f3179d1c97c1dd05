"""Detection over several looks."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kalkan.physics import looks

CHANCE = st.floats(0.0, 1.0)


@given(CHANCE, st.integers(1, 500))
def test_cumulative__is_one_less_all_missed(pd, n):
    assert looks.cumulative(pd, n) == pytest.approx(1.0 - (1.0 - pd) ** n, abs=1e-13)


def test_cumulative__keeps_the_digits_of_rare_events():
    assert looks.cumulative(1e-15, 1000) == pytest.approx(1e-12, rel=1e-12)


def test_cumulative__of_certainty():
    assert looks.cumulative(1.0, 1) == 1.0
    assert looks.cumulative(1.0, 0) == 0.0
    assert looks.cumulative(0.3, 0) == 0.0


@given(st.lists(CHANCE, min_size=1, max_size=20))
def test_accumulate__is_one_less_all_missed_so_far(chances):
    out = np.zeros(len(chances))
    looks.accumulate(np.array(chances), out)
    missed = np.cumprod(1.0 - np.array(chances))
    assert out == pytest.approx(1.0 - missed, abs=1e-13)
    assert (np.diff(out) >= 0.0).all()


def test_accumulate__after_certainty_is_certain():
    out = np.zeros(3)
    looks.accumulate(np.array([0.2, 1.0, 0.0]), out)
    assert out.tolist() == [pytest.approx(0.2), 1.0, 1.0]


@given(CHANCE, st.integers(1, 300), st.floats(0.0, 1.0))
def test_m_of_n__is_the_tail_of_a_binomial(pd, n, share):
    m = max(1, round(share * n))
    exact = stats.binom.sf(m - 1, n, pd)
    assert looks.m_of_n(pd, m, n) == pytest.approx(exact, rel=1e-9, abs=1e-290)


@given(CHANCE, st.integers(1, 6))
def test_m_of_n__counts_the_ways(pd, n):
    for m in range(1, n + 1):
        ways = (w for w in itertools.product((0, 1), repeat=n) if sum(w) >= m)
        total = sum(pd ** sum(w) * (1.0 - pd) ** (n - sum(w)) for w in ways)
        assert looks.m_of_n(pd, m, n) == pytest.approx(total, abs=1e-13)


def test_m_of_n__at_its_ends():
    assert looks.m_of_n(0.3, 0, 4) == 1.0
    assert looks.m_of_n(0.3, 5, 4) == 0.0
    assert looks.m_of_n(0.0, 1, 4) == 0.0
    assert looks.m_of_n(1.0, 4, 4) == 1.0


@given(st.floats(1e-12, 1.0), st.integers(1, 50))
def test_m_of_n__of_one_is_cumulative(pd, n):
    assert looks.m_of_n(pd, 1, n) == pytest.approx(looks.cumulative(pd, n), rel=1e-12)
