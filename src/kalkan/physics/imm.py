"""Interacting multiple models: one track, three ways to move, each with its weight.

The modes, and what a track stores of them, are in `modes`; their steps in `packed`,
`coordinated` and `falling`; their interaction in `mixing`.

References
----------
.. [1] H. A. P. Blom, Y. Bar-Shalom, "The interacting multiple model algorithm for
   systems with Markovian switching coefficients", *IEEE Transactions on Automatic
   Control* 33 (8), 1988, pp. 780-783.
.. [2] Y. Bar-Shalom, X. R. Li, T. Kirubarajan, *Estimation with Applications to
   Tracking and Navigation*, Wiley, 2001, section 11.6.6.
"""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.constants import EARTH_RADIUS
from kalkan.physics.coordinated import rate_spread, turn_step
from kalkan.physics.falling import DRAG_SPREAD, fall_step
from kalkan.physics.initiation import AIR_CEILING
from kalkan.physics.intake import Fit, settle_height, take_plot_now
from kalkan.physics.mixing import imm_combine, interact
from kalkan.physics.modes import (
    AGILITY,
    LATE,
    MODES,
    PACKED,
    QUIET_PSD,
    STATE,
    transition,
)
from kalkan.physics.packed import shake, straight_step
from kalkan.physics.retrodiction import (
    age,
    forget,
    look_back,
    mode_psd,
    remember,
    take_plot_late,
)
from kalkan.physics.sight import Angles, directions

__all__ = ["imm_adopt", "imm_combine", "imm_predict", "imm_update"]

LEAST_WEIGHT = 1e-9  #: of a mode, so that it can come back [1]
NEW_TURN = 0.2  #: weight of CT in a new track, assumed [1]
NEW_FALL = 0.05  #: weight of BALLISTIC in a new track that is low, assumed [1]
NEW_HIGH = 0.9  #: the same above AIR_CEILING, where nothing flies on wings [1]
SLOWEST_FALL = 500.0  #: nothing that falls from rockets is slower below it [m/s]
NEW_AGILITY = 200.0  #: of a target of which nothing is known: an aircraft's [m² s⁻³]

_BEND = 0.5 / EARTH_RADIUS
_NOUGHT = 1e-200  # less than any variance


@kernel
def hardest(agility: float) -> float:
    """Return the hardest acceleration of a class of this agility.

    Parameters
    ----------
    agility
        Power spectral density of the white acceleration by which a filter of one model
        follows the hardest manoeuvres of the class. [m² s⁻³]

    Returns
    -------
    Acceleration that was held for some 4 s: its square by that time is the density.
    [m s⁻²]

    Examples
    --------
    >>> hardest(225.0)
    30.0
    """
    return 2.0 * math.sqrt(agility)


@kernel
def imm_adopt(
    means: np.ndarray,
    spreads: np.ndarray,
    weights: np.ndarray,
    mean: np.ndarray,
    covariance: np.ndarray,
    high: bool,
) -> None:
    """Give all modes one estimate, as of a track that was followed by one model.

    Parameters
    ----------
    means, spreads, weights
        Of the track, overwritten; shapes (21,), (141,) and (3,).
    mean, covariance
        Position and velocity; shapes (6,) and (36,).
    high
        Whether the track is above AIR_CEILING or known to fall.
    """
    for m in range(MODES):
        k = PACKED * m
        for i in range(6):
            means[STATE * m + i] = mean[i]
            for j in range(i, 6):
                spreads[k] = covariance[6 * i + j]
                k += 1
        means[STATE * m + 6] = 0.0
        for n in range(k, PACKED * (m + 1)):
            spreads[n] = 0.0
    forget(spreads)
    spread = rate_spread(mean[3], mean[4], mean[5], hardest(NEW_AGILITY))
    spreads[2 * PACKED - 1] = spread * spread
    spreads[3 * PACKED - 1] = DRAG_SPREAD * DRAG_SPREAD
    fall = NEW_HIGH if high else NEW_FALL
    weights[0] = (1.0 - fall) * (1.0 - NEW_TURN)
    weights[1] = (1.0 - fall) * NEW_TURN
    weights[2] = fall


@kernel
def imm_predict(
    means: np.ndarray,
    spreads: np.ndarray,
    weights: np.ndarray,
    frame: np.ndarray,
    dt: float,
    agility: float,
) -> None:
    """Let the modes interact and move each forward by `dt`.

    Parameters
    ----------
    means, spreads, weights
        Of the track, overwritten; shapes (21,), (141,) and (3,).
    frame
        Of the scenario; shape (12,).
    dt
        Step, not negative. [s]
    agility
        Power spectral density of the white acceleration by which a filter of one model
        would follow the hardest manoeuvre of the target's class. [m² s⁻³]
    """
    age(spreads, dt, agility)
    interact(means, spreads, weights, transition(dt))
    turn, fall = spreads[PACKED : 2 * PACKED], spreads[2 * PACKED : LATE]
    if weights[2] < 0.5 and _is_slow(means, spreads):
        _rest(means, weights, dt)
    else:
        fall_step(frame, means[2 * STATE :], fall, dt)
    straight_step(spreads, dt)
    shake(spreads, dt, min(QUIET_PSD, agility))
    means[0] += dt * means[3]
    means[1] += dt * means[4]
    means[2] += dt * means[5]
    turn_step(means[STATE : 2 * STATE], turn, dt, agility, hardest(agility))


@kernel
def _is_slow(means: np.ndarray, spreads: np.ndarray) -> bool:
    """Return whether a track is too slow and too low to fall freely.

    Twice the sum of squares is no less than the square of the sum.
    """
    x, y, z = means[0], means[1], means[2]
    vx, vy, vz = means[3], means[4], means[5]
    if z + (x * x + y * y) * _BEND > AIR_CEILING:
        return False
    doubt = 9.0 * (spreads[15] + spreads[18] + spreads[20])
    return 2.0 * (vx * vx + vy * vy + vz * vz + doubt) < SLOWEST_FALL * SLOWEST_FALL


@kernel
def _rest(means: np.ndarray, weights: np.ndarray, dt: float) -> None:
    """Let the ballistic mode sleep: along with the rest, and next to no weight.

    The modes' interaction keeps it near the others.
    """
    o, whole = 2 * STATE, (1.0 - LEAST_WEIGHT) / (weights[0] + weights[1])
    means[o] += dt * means[o + 3]
    means[o + 1] += dt * means[o + 4]
    means[o + 2] += dt * means[o + 5]
    weights[0] *= whole
    weights[1] *= whole
    weights[2] = LEAST_WEIGHT


@kernel
def imm_update(
    means: np.ndarray,
    spreads: np.ndarray,
    weights: np.ndarray,
    frame: np.ndarray,
    lag: float,
    origin: np.ndarray,
    axes: np.ndarray,
    measured: np.ndarray,
    sigma: np.ndarray,
) -> float:
    """Take a plot into every mode, and weigh the modes by how well they foretold it.

    Parameters
    ----------
    means, spreads, weights
        Of the track, overwritten; shapes (21,), (141,) and (3,).
    frame
        Of the scenario; shape (12,).
    lag
        Time of the plot less time of the track, not positive: `imm_predict` first where
        the plot is the newer. [s]
    origin, axes
        Of the radar, ENU; shapes (3,) and (9,). [m, 1]
    measured, sigma
        Range, azimuth, elevation and their standard deviations; shape (3,).  An
        infinite one is not measured. [m, rad, rad]

    Returns
    -------
    Normalised innovation squared, averaged over the modes as they were weighed before.
    [1]
    """
    far, seen = measured[0], _angles(means, origin, axes, measured, sigma)
    a = take_plot(means, spreads, frame, 0, lag, origin, axes, far, seen, sigma)
    b = take_plot(means, spreads, frame, 1, lag, origin, axes, far, seen, sigma)
    c = a
    if weights[2] > 2.0 * LEAST_WEIGHT:
        c = take_plot(means, spreads, frame, 2, lag, origin, axes, far, seen, sigma)
    square = weights[0] * a.square + weights[1] * b.square + weights[2] * c.square
    _reweigh(weights, lag, a, b, c)
    best = a if weights[0] > max(weights[1], weights[2]) else b
    if weights[2] > weights[1] and weights[2] > weights[0]:
        best = c
    remember(spreads, lag, axes, seen, best)
    return square


@kernel
def _angles(
    means: np.ndarray,
    origin: np.ndarray,
    axes: np.ndarray,
    measured: np.ndarray,
    sigma: np.ndarray,
) -> Angles:
    """Return the plot's angles, the elevation from the track when not measured."""
    if sigma[2] < math.inf:
        return directions(measured[1], measured[2])
    x, y, z = means[0] - origin[0], means[1] - origin[1], means[2] - origin[2]
    up = axes[6] * x + axes[7] * y + axes[8] * z
    far = math.sqrt(max(1.0, x * x + y * y + z * z))
    return directions(measured[1], math.asin(max(-1.0, min(1.0, up / far))))


@kernel
def take_plot(
    means: np.ndarray,
    spreads: np.ndarray,
    frame: np.ndarray,
    m: int,
    lag: float,
    origin: np.ndarray,
    axes: np.ndarray,
    measured: float,
    seen: Angles,
    sigma: np.ndarray,
) -> Fit:
    """Take a plot into mode `m`; the rest as for `imm_update`, `take_plot_now`."""
    mean = means[STATE * m : STATE * (m + 1)]
    p = spreads[PACKED * m : PACKED * (m + 1)]
    if lag == 0.0:
        fit = take_plot_now(mean, p, origin, axes, measured, seen, sigma)
    else:
        back = look_back(frame, mean, m, lag)
        psd = mode_psd(frame, mean, m, spreads[AGILITY])
        fit = take_plot_late(
            mean, p, spreads, back, lag, psd, origin, axes, measured, seen, sigma
        )
    if sigma[2] == math.inf:
        settle_height(mean, p, frame)
    return fit


@kernel
def _likelihood(fit: Fit, best: float) -> float:
    """Return the likelihood of a mode, without what is common to all."""
    return math.exp(0.5 * (best - fit.square)) / math.sqrt(max(_NOUGHT, fit.scale))


@kernel
def _reweigh(weights: np.ndarray, lag: float, a: Fit, b: Fit, c: Fit) -> None:
    """Apply Bayes' rule to the modes; none is ever lost.

    A late plot speaks of the mode at its own time, from which the mode now may differ;
    the chain is reversible, so that it is the same in both directions of time.
    """
    best = min(a.square, b.square, c.square)
    i, j, k = _likelihood(a, best), _likelihood(b, best), _likelihood(c, best)
    if lag < 0.0:
        t = transition(-lag)
        i, j, k = (
            t[0] * i + t[1] * j + t[2] * k,
            t[3] * i + t[4] * j + t[5] * k,
            t[6] * i + t[7] * j + t[8] * k,
        )
    i, j, k = weights[0] * i, weights[1] * j, weights[2] * k
    if not i + j + k > 0.0:  # beyond all likelihood: nothing learnt
        return
    whole = 1.0 / (i + j + k)
    i, j = max(LEAST_WEIGHT, i * whole), max(LEAST_WEIGHT, j * whole)
    k = max(LEAST_WEIGHT, k * whole)
    whole = 1.0 / (i + j + k)
    weights[0], weights[1], weights[2] = i * whole, j * whole, k * whole
