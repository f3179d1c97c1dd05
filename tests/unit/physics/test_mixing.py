"""Modes that interact, against plain matrices."""

import numpy as np
import pytest

from kalkan.physics.mixing import imm_combine, interact
from kalkan.physics.modes import transition
from tests.unit.physics import dense


@pytest.mark.parametrize("seed", range(3))
def test_interact__is_the_mixture_in_matrices(seed):
    xs, ps, weights = dense.random_track(seed)
    means, spreads = dense.flat(xs, ps)
    expected = dense.mixed(xs, ps, weights, transition(7.0))
    interact(means, spreads, weights, transition(7.0))
    np.testing.assert_allclose(weights, expected[2], rtol=1e-13)
    np.testing.assert_allclose(dense.states(means), expected[0], rtol=1e-12)
    for ours, theirs in zip(dense.covariances(spreads), expected[1], strict=True):
        scale = np.sqrt(np.outer(np.diag(theirs), np.diag(theirs))) + 1e-30
        np.testing.assert_allclose(ours / scale, theirs / scale, atol=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_imm_combine__keeps_the_moments(seed):
    xs, ps, weights = dense.random_track(seed)
    means, spreads = dense.flat(xs, ps)
    mean, covariance = np.zeros(6), np.zeros(36)
    imm_combine(means, spreads, weights, mean, covariance)
    expected = dense.moments([x[:6] for x in xs], [p[:6, :6] for p in ps], weights)
    np.testing.assert_allclose(mean, expected[0], rtol=1e-13)
    np.testing.assert_allclose(covariance.reshape(6, 6), expected[1], rtol=1e-9)
