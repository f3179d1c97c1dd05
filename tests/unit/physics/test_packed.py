"""Packed covariances, against plain matrices."""

import numpy as np
import pytest

from kalkan.physics.packed import (
    full_gain,
    place,
    position_gain,
    reduce,
    shake,
    spoil,
    step,
    straight_step,
    take,
)
from tests.unit.physics import dense


def _covariance(seed):
    root = np.random.default_rng(seed).normal(size=(7, 7))
    return root @ root.T


def test_place__is_where_the_packed_have_it():
    assert [place(i, j) for i, j in dense.PAIRS] == list(range(28))


@pytest.mark.parametrize("seed", range(3))
def test_gains__are_matrix_products(seed):
    p, u = _covariance(seed), np.random.default_rng(seed).normal(size=7)
    flat = np.r_[u[:3], np.zeros(4)]
    np.testing.assert_allclose(full_gain(dense.packed(p), tuple(u)), p @ u, rtol=1e-12)
    ours = position_gain(dense.packed(p), *u[:3])
    np.testing.assert_allclose(ours, p @ flat, rtol=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_take__is_joseph_form_of_one_scalar(seed):
    rng = np.random.default_rng(seed)
    p, mean, h = _covariance(seed), rng.normal(size=7), rng.normal(size=7)
    x, after, _, s = dense.taken(mean, p, h, 0.7, 0.3)
    packed = dense.packed(p)
    take(mean, packed, full_gain(packed, tuple(h)), 0.7, s)
    np.testing.assert_allclose(mean, x, rtol=1e-12)
    np.testing.assert_allclose(dense.unpacked(packed), after, atol=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_step__is_the_product_with_its_matrix(seed):
    rng = np.random.default_rng(seed)
    f = np.eye(7)
    f[:3, 3:6], f[:3, 6] = rng.normal(size=(3, 3)), rng.normal(size=3)
    f[3:6, 3:6], f[3:6, 6], f[6, 6] = rng.normal(size=(3, 3)), rng.normal(size=3), 0.8
    p = _covariance(seed)
    packed = dense.packed(p)
    way, turn = tuple(map(tuple, f[:3, 3:6])), tuple(map(tuple, f[3:6, 3:6]))
    step(packed, way, tuple(f[:3, 6]), turn, tuple(f[3:6, 6]), 0.8)
    np.testing.assert_allclose(dense.unpacked(packed), f @ p @ f.T, atol=1e-12)


def test_straight_step__is_the_product_with_its_matrix():
    f = np.eye(7)
    f[:3, 3:6] = 2.5 * np.eye(3)
    p = _covariance(4)
    p[6] = p[:, 6] = 0.0
    packed = dense.packed(p)
    straight_step(packed, 2.5)
    shake(packed, 2.5, 3.0)
    expected = f @ p @ f.T + dense.white(3.0, 2.5)
    np.testing.assert_allclose(dense.unpacked(packed), expected, atol=1e-12)


@pytest.mark.parametrize("seed", range(20))
def test_spoil__says_what_the_eigenvalues_say(seed):
    p, u = _covariance(seed), np.random.default_rng(seed).normal(size=7)
    edge = 1.0 / (u @ np.linalg.solve(p, u))
    for share, answer in ((0.99, True), (1.01, False)):
        packed = dense.packed(p)
        reduce(packed, tuple(u), share * edge)
        least = np.linalg.eigvalsh(dense.unpacked(packed)).min()
        assert bool(least > 0.0) == answer
        assert bool(spoil(packed)) == answer


def test_spoil__needs_no_own_parameter_but_refuses_nan():
    packed = dense.packed(np.diag([1.0] * 6 + [0.0]))
    assert spoil(packed.copy())
    packed[3] = np.nan
    assert not spoil(packed)
