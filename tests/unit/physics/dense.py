"""The filter's equations in plain matrices, to hold the compiled ones to."""

import math

import numpy as np

from kalkan.physics.modes import MODES, PACKED, SPREADS, STATE

PAIRS = [(i, j) for i in range(6) for j in range(i, 6)] + [(i, 6) for i in range(7)]


def packed(matrix):
    """Return the 28 numbers of a covariance."""
    return np.array([matrix[pair] for pair in PAIRS])


def unpacked(numbers):
    """Return the covariance of 28 numbers; shape (7, 7)."""
    matrix = np.zeros((STATE, STATE))
    for (i, j), value in zip(PAIRS, numbers, strict=True):
        matrix[i, j] = matrix[j, i] = value
    return matrix


def states(means):
    """Return the state of each mode."""
    return means.reshape(MODES, STATE)


def covariances(spreads):
    """Return the covariance of each mode."""
    return [unpacked(spreads[PACKED * m : PACKED * (m + 1)]) for m in range(MODES)]


def flat(xs, ps):
    """Return means and spreads of a track."""
    spreads = np.zeros(SPREADS)
    spreads[: MODES * PACKED] = np.concatenate([packed(p) for p in ps])
    return np.concatenate(xs), spreads


def moments(xs, ps, weights):
    """Return mean and covariance of a mixture."""
    mean = sum(w * x for w, x in zip(weights, xs, strict=True))
    return mean, sum(
        w * (p + np.outer(x - mean, x - mean))
        for w, x, p in zip(weights, xs, ps, strict=True)
    )


def augmented(xs, ps, mode):
    """Return states and covariances as `mode` sees them: its own parameter in all."""
    for m in range(MODES):
        x, p = xs[m].copy(), ps[m].copy()
        if m != mode:
            x[6], p[6], p[:, 6] = xs[mode][6], 0.0, 0.0
            p[6, 6] = ps[mode][6, 6]
        yield x, p


def mixed(xs, ps, weights, chain):
    """Return states, covariances and weights after the modes have interacted."""
    chain = np.reshape(chain, (MODES, MODES))
    after = weights @ chain
    new = []
    for j in range(MODES):
        share = chain[:, j] * weights / after[j]
        seen = list(augmented(xs, ps, j))
        new.append(moments([x for x, _ in seen], [p for _, p in seen], share))
    return [x for x, _ in new], [p for _, p in new], after


def random_track(seed):
    """Return states, covariances and weights of a track, all modes apart."""
    rng = np.random.default_rng(seed)
    scale = np.array([300.0, 200.0, 100.0, 20.0, 30.0, 10.0, 0.05])
    centre = np.array([60e3, 80e3, 9e3, -200.0, 150.0, 10.0, 0.0])
    xs = [centre + scale * rng.normal(size=7) for _ in range(MODES)]
    ps = []
    for _ in range(MODES):
        root = scale[:, None] * rng.normal(size=(7, 7))
        ps.append(root @ root.T)
    xs[0][6], ps[0][6], ps[0][:, 6] = 0.0, 0.0, 0.0
    return xs, ps, rng.dirichlet(np.ones(MODES))


def turned(state, dt, axis):
    """Return a state after a coordinated turn, by many small rotations about `axis`."""
    angle = state[6] * dt
    cross = np.cross(np.eye(3), axis).T
    upright = np.outer(axis, axis)

    def rotation(part):
        level = np.eye(3) - upright
        return upright + math.cos(part) * level + math.sin(part) * cross

    nodes, shares = np.polynomial.legendre.leggauss(20)
    way = sum(
        0.5 * dt * share * rotation(0.5 * angle * (1.0 + node))
        for node, share in zip(nodes, shares, strict=True)
    )
    new = state.copy()
    new[:3] += way @ state[3:6]
    new[3:6] = rotation(angle) @ state[3:6]
    return new
