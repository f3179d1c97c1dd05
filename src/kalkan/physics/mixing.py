"""The modes of a track interact, and are combined: means, covariances, weights.

The modes have unequal states.  A mode that gives to another what it does not have, as
constant velocity gives to a turn no turn rate, is thought to have the other's own, with
its variance and without correlation: the *unbiased* mixing of [2]_.  A zero in its
place would pull the turn rate to zero in every step.

References
----------
.. [1] Y. Bar-Shalom, X. R. Li, T. Kirubarajan, *Estimation with Applications to
   Tracking and Navigation*, Wiley, 2001, sections 11.6.6 and 1.4.16.
.. [2] T. Yuan, Y. Bar-Shalom, P. Willett, E. Mozeson, S. Pollak, D. Hardiman, "A
   multiple IMM estimation approach with unbiased mixing for thrusting projectiles",
   *IEEE Transactions on Aerospace and Electronic Systems* 48 (4), 2012, pp. 3250-3267.
"""

import numpy as np

from kalkan._kernel import kernel
from kalkan.physics.modes import PACKED, STATE, Matrix

_SIX = 21  # numbers of the covariance of position and velocity


@kernel
def add_outer(
    p: np.ndarray, o: int, d: tuple[float, float, float, float, float, float], by: float
) -> None:
    """Add by d dᵀ to the covariance of position and velocity at `o`."""
    a, b, c, e, f, g = d
    p[o] += by * a * a
    p[o + 1] += by * a * b
    p[o + 2] += by * a * c
    p[o + 3] += by * a * e
    p[o + 4] += by * a * f
    p[o + 5] += by * a * g
    p[o + 6] += by * b * b
    p[o + 7] += by * b * c
    p[o + 8] += by * b * e
    p[o + 9] += by * b * f
    p[o + 10] += by * b * g
    p[o + 11] += by * c * c
    p[o + 12] += by * c * e
    p[o + 13] += by * c * f
    p[o + 14] += by * c * g
    p[o + 15] += by * e * e
    p[o + 16] += by * e * f
    p[o + 17] += by * e * g
    p[o + 18] += by * f * f
    p[o + 19] += by * f * g
    p[o + 20] += by * g * g


@kernel
def _apart(
    means: np.ndarray, o: int
) -> tuple[float, float, float, float, float, float]:
    """Return the state of the mode at `o` less that of the first mode."""
    return (
        means[o] - means[0],
        means[o + 1] - means[1],
        means[o + 2] - means[2],
        means[o + 3] - means[3],
        means[o + 4] - means[4],
        means[o + 5] - means[5],
    )


@kernel
def _fade(spreads: np.ndarray, o: int, share: float) -> None:
    """Scale the covariances of an own parameter with the state."""
    for k in range(o + _SIX, o + PACKED - 1):
        spreads[k] *= share


@kernel
def interact(
    means: np.ndarray, spreads: np.ndarray, weights: np.ndarray, chain: Matrix
) -> None:
    """Let the modes interact: each starts its next step from a mixture of all.

    Parameters
    ----------
    means, spreads, weights
        Of the track, overwritten; shapes (21,), (141,) and (3,).  The weights become
        those before the next plot.
    chain
        Probabilities of the modes after the step by the mode before, row by row.

    Notes
    -----
    All is reckoned from the first mode's state, so that nothing cancels, and number by
    number, so that nothing is copied.

    References
    ----------
    .. [1] Bar-Shalom, Li, Kirubarajan 2001, equations 11.6.6-6 to 11.6.6-10.
    .. [2] Yuan et al. 2012, section III.
    """
    a, b, c = weights[0], weights[1], weights[2]
    c0 = chain[0] * a + chain[3] * b + chain[6] * c
    c1 = chain[1] * a + chain[4] * b + chain[7] * c
    c2 = chain[2] * a + chain[5] * b + chain[8] * c
    a0, b0, e0 = chain[0] * a / c0, chain[3] * b / c0, chain[6] * c / c0
    a1, b1, e1 = chain[1] * a / c1, chain[4] * b / c1, chain[7] * c / c1
    a2, b2, e2 = chain[2] * a / c2, chain[5] * b / c2, chain[8] * c / c2
    weights[0], weights[1], weights[2] = c0, c1, c2
    one, two = PACKED, 2 * PACKED
    add_outer(spreads, one, _apart(means, STATE), 1.0)
    add_outer(spreads, two, _apart(means, 2 * STATE), 1.0)
    for k in range(_SIX):
        p, q, r = spreads[k], spreads[one + k], spreads[two + k]
        spreads[k] = a0 * p + b0 * q + e0 * r
        spreads[one + k] = a1 * p + b1 * q + e1 * r
        spreads[two + k] = a2 * p + b2 * q + e2 * r
    d = _apart(means, STATE)
    e = _apart(means, 2 * STATE)
    d0 = _blend(b0, d, e0, e)
    d1 = _blend(b1, d, e1, e)
    d2 = _blend(b2, d, e2, e)
    add_outer(spreads, 0, d0, -1.0)
    add_outer(spreads, one, d1, -1.0)
    add_outer(spreads, two, d2, -1.0)
    for k in range(6):
        x = means[k]
        means[k] = x + d0[k]
        means[STATE + k] = x + d1[k]
        means[2 * STATE + k] = x + d2[k]
    _fade(spreads, one, b1)
    _fade(spreads, two, e2)


@kernel
def _blend(
    s: float,
    d: tuple[float, float, float, float, float, float],
    t: float,
    e: tuple[float, float, float, float, float, float],
) -> tuple[float, float, float, float, float, float]:
    """Return s d + t e."""
    return (
        s * d[0] + t * e[0],
        s * d[1] + t * e[1],
        s * d[2] + t * e[2],
        s * d[3] + t * e[3],
        s * d[4] + t * e[4],
        s * d[5] + t * e[5],
    )


@kernel
def imm_combine(
    means: np.ndarray,
    spreads: np.ndarray,
    weights: np.ndarray,
    mean: np.ndarray,
    covariance: np.ndarray,
) -> None:
    """Write the estimate and covariance that stand for all modes: their moments.

    Parameters
    ----------
    means, spreads, weights
        Of the track; shapes (21,), (141,) and (3,).
    mean, covariance
        Position and velocity, overwritten; shapes (6,) and (36,), row by row.

    References
    ----------
    .. [1] Bar-Shalom, Li, Kirubarajan 2001, equations 1.4.16-7 and 11.6.6-15, 16.
    """
    a, b, c = weights[0], weights[1], weights[2]
    one, two, k = PACKED, 2 * PACKED, 0
    for i in range(6):
        d, e = means[STATE + i] - means[i], means[2 * STATE + i] - means[i]
        mid = b * d + c * e
        mean[i] = means[i] + mid
        d, e = b * (d - mid), c * (e - mid)
        for j in range(i, 6):
            value = a * spreads[k] + b * spreads[one + k] + c * spreads[two + k]
            value += d * (means[STATE + j] - means[j])
            value += e * (means[2 * STATE + j] - means[j])
            covariance[6 * i + j] = value
            covariance[6 * j + i] = value
            k += 1
