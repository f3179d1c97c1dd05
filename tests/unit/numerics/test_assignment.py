"""The assignment of least cost, beside SciPy's."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from kalkan.numerics.assignment import assign, assigned

INF, NAN = math.inf, math.nan


@st.composite
def matrices(draw):
    """Draw costs: real or tied, of any shape, some pairs forbidden."""
    shape = draw(st.tuples(st.integers(0, 9), st.integers(0, 9)))
    seed, tied = draw(st.integers(0, 2**32 - 1)), draw(st.booleans())
    rng = np.random.default_rng(seed)
    cost = rng.integers(-3, 4, shape) * 1.0 if tied else rng.normal(size=shape)
    forbidden = draw(st.sampled_from([0.0, 0.0, 0.2, 0.6]))
    return np.where(rng.random(shape) < forbidden, INF, cost)


def total(cost, column):
    rows = np.flatnonzero(column >= 0)
    return cost[rows, column[rows]].sum()


def best(cost):
    """Return SciPy's least cost, or nothing."""
    try:
        return cost[linear_sum_assignment(cost)].sum()
    except ValueError:
        return None


@given(matrices())
def test_assigned__costs_what_scipy_says(cost):
    wanted = best(cost)
    if wanted is None:
        with pytest.raises(ValueError, match="too many forbidden pairs"):
            assigned(cost)
        return
    column = assigned(cost)
    used = column[column >= 0]
    assert used.size == np.unique(used).size == min(cost.shape)
    assert total(cost, column) == pytest.approx(wanted, abs=1e-12)


@given(matrices(), st.floats(-2.0, 3.0))
def test_assigned__leaves_a_row_alone_where_that_is_cheaper(cost, miss):
    """The same as a column of its own for every row."""
    rows, columns = cost.shape
    wide = np.full((rows, columns + rows), INF)
    wide[:, :columns] = cost
    wide[np.arange(rows), columns + np.arange(rows)] = miss
    column = assigned(cost, miss)
    used = column[column >= 0]
    assert used.size == np.unique(used).size
    alone = miss * np.sum(column < 0)
    assert total(cost, column) + alone == pytest.approx(best(wide), abs=1e-12)


@pytest.mark.parametrize("shape", [(60, 60), (40, 70), (70, 40)])
def test_assigned__agrees_on_larger_ones(shape):
    rng = np.random.default_rng(7)
    for cost in (rng.random(shape), rng.integers(0, 9, shape) * 1.0):
        assert total(cost, assigned(cost)) == pytest.approx(best(cost), rel=1e-12)


def test_assign__says_both_sides_and_needs_no_clean_room():
    cost = np.array([[1.0, 5.0, INF], [1.0, 2.0, 9.0]])
    column, row = np.full(4, 7), np.full(4, 7)
    reals, wholes = np.full((2, 5), NAN), np.full((2, 5), 99)
    assert assign(cost, INF, column, row, reals, wholes)
    assert column.tolist() == [0, 1, 7, 7]
    assert row.tolist() == [0, 1, -1, 7]


def test_assign__assigns_nothing_where_not_all_can_be():
    cost = np.array([[1.0, INF, INF], [2.0, INF, INF]])
    column, row = np.zeros(2, np.int64), np.zeros(3, np.int64)
    assert not assign(cost, INF, column, row, np.zeros((2, 3)), np.zeros((2, 3), int))
    assert column.tolist() == [-1, -1]
    assert row.tolist() == [-1, -1, -1]
    assert assigned(cost, 5.0).tolist() == [0, -1]
    assert assigned(cost.T, 5.0).tolist() == [0, -1, -1]


@pytest.mark.parametrize("cost", [[[NAN]], [[-INF]], [1.0], [[[1.0]]]])
def test_assigned__refuses_what_is_no_cost(cost):
    with pytest.raises(ValueError, match="cost: a matrix"):
        assigned(np.array(cost))
