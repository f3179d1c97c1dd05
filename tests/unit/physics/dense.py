"""The filter's equations in plain matrices, to hold the compiled ones to."""

import math

import numpy as np

from kalkan.constants import EARTH_RADIUS, EARTH_RATE
from kalkan.physics.atmosphere import density
from kalkan.physics.falling import DRAG_USUAL, parts_of, weight
from kalkan.physics.geodesy import altitude
from kalkan.physics.imm import imm_adopt
from kalkan.physics.initiation import AIR_CEILING, initiate
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
    cross = np.cross(axis, np.eye(3)).T
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


def fallen(frame, state, dt):
    """Return a state after free fall, part by part as the compiled step is cut."""
    parts = parts_of(frame, state, dt)
    h = dt / parts
    spin = EARTH_RATE * np.array([frame[5], frame[8], frame[11]])
    x, v = state[:3].copy(), state[3:6].copy()
    for _ in range(parts):
        middle = x + 0.5 * h * v
        out = middle + np.array([0.0, 0.0, EARTH_RADIUS])
        pull, height = weight(frame, *middle)
        kick = -pull * out / np.linalg.norm(out) - 2.0 * np.cross(spin, v)
        v = v + 0.5 * h * kick
        drag = density(height) * DRAG_USUAL * math.exp(state[6])
        loss = drag * np.linalg.norm(v) * h
        x = x + h * v * (math.log1p(loss) / loss if loss > 0.0 else 1.0)
        v = v / (1.0 + loss) + 0.5 * h * kick
    return np.r_[x, v, state[6]]


def jacobian(function, state, steps):
    """Return the derivatives of a function of the state, by central differences."""
    columns = []
    for k, step in enumerate(steps):
        off = np.zeros(STATE)
        off[k] = step
        columns.append((function(state + off) - function(state - off)) / (2.0 * step))
    return np.array(columns).T


def white(psd, dt):
    """Return the covariance that white acceleration adds; shape (7, 7)."""
    noise = np.zeros((STATE, STATE))
    both = psd * np.array([[dt**3 / 3.0, dt**2 / 2.0], [dt**2 / 2.0, dt]])
    noise[:6, :6] = np.kron(both, np.eye(3))
    return noise


def taken(x, p, h, surprise, variance):
    """Return mean, covariance and squared surprise after one scalar: Joseph's form."""
    s = h @ p @ h + variance
    gain = p @ h / s
    rest = np.eye(STATE) - np.outer(gain, h)
    after = rest @ p @ rest.T + variance * np.outer(gain, gain)
    return x + gain * surprise, after, surprise**2 / s, s


def seen(x, p, origin, measured, sigma):
    """Return mean, covariance, squared surprise and determinant after a polar plot.

    The radar's axes are the scenario's.
    """
    d = x[:3] - origin
    ground, distance = math.hypot(d[0], d[1]), np.linalg.norm(d)
    a = np.array([d[1], -d[0], 0.0]) / ground
    r = d / distance
    e = np.cross(a, r)
    row, flat = np.zeros(STATE), p[:3, :3]
    turn = math.remainder(measured[1] - math.atan2(d[0], d[1]), 2.0 * math.pi)
    own, row[:3] = a @ flat @ a, a
    blur = (np.trace(flat) - own) * (own / ground**2 + sigma[1] ** 2)
    noise = max(1.0, (ground * sigma[1]) ** 2) + blur
    y, q, square, det = taken(x, p, row, ground * turn, noise)
    if sigma[2] < math.inf:
        left, flat, row[:3] = a @ q[:3, :3] @ a, q[:3, :3], e
        rise = distance * (measured[2] - math.atan2(d[2], ground)) - e @ (y - x)[:3]
        rise += 0.5 * r[2] * left / ground
        own, noise = e @ flat @ e, max(1.0, (distance * sigma[2]) ** 2)
        bowed = r[2] ** 2 * left / ground**2
        noise += bowed * (0.5 * left + np.trace(flat) - left)
        noise += (np.trace(flat) - own) * (own / distance**2 + sigma[2] ** 2)
        y, q, part, s = taken(y, q, row, rise, noise)
        square, det = square + part, det * s
    d = y[:3] - origin
    distance = np.linalg.norm(d)
    row[:3] = d / distance
    flat = q[:3, :3]
    bend = 0.5 * (np.trace(flat) - row[:3] @ flat @ row[:3]) / distance
    surprise = measured[0] - distance - bend
    y, q, part, s = taken(y, q, row, surprise, sigma[0] ** 2 + 2.0 * bend**2)
    return y, q, square + part, det * s


def begin(modes, one, frame, origin, axes, plot, sigma):
    """Open a track with one plot, the same in all modes."""
    initiate(*one, frame, origin, axes, plot, sigma)
    imm_adopt(*modes, *one, altitude(frame, *one[0][:3]) > AIR_CEILING)
