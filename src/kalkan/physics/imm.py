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
from kalkan.physics.coordinated import rate_spread, turn_step
from kalkan.physics.falling import DRAG_SPREAD, fall_step
from kalkan.physics.geodesy import altitude
from kalkan.physics.initiation import AIR_CEILING, initiate
from kalkan.physics.intake import Fit, settle_height, take_plot_late, take_plot_now
from kalkan.physics.mixing import imm_combine, interact
from kalkan.physics.modes import LATE, MODES, PACKED, SPREADS, STATE, transition
from kalkan.physics.packed import shake, straight_step
from kalkan.physics.retrodiction import look_back

__all__ = ["imm_adopt", "imm_begin", "imm_combine", "imm_predict", "imm_update"]

QUIET_PSD = 1.0  #: of gusts and autopilots in straight flight, assumed [m² s⁻³]
TURN_SHARE = 0.125  #: of the class's agility that a turn needs besides, assumed [1]
LEAST_WEIGHT = 1e-9  #: of a mode, so that it can come back [1]
NEW_TURN = 0.2  #: weight of CT in a new track, assumed [1]
NEW_FALL = 0.05  #: weight of BALLISTIC in a new track that is low, assumed [1]
NEW_HIGH = 0.9  #: the same above AIR_CEILING, where nothing flies on wings [1]
NEW_AGILITY = 200.0  #: of a target of which nothing is known: an aircraft's [m² s⁻³]


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
        Of the track, overwritten; shapes (21,), (112,) and (3,).
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
    for n in range(LATE, SPREADS):
        spreads[n] = 0.0
    spread = rate_spread(mean[3], mean[4], mean[5], hardest(NEW_AGILITY))
    spreads[2 * PACKED - 1] = spread * spread
    spreads[3 * PACKED - 1] = DRAG_SPREAD * DRAG_SPREAD
    fall = NEW_HIGH if high else NEW_FALL
    weights[0] = (1.0 - fall) * (1.0 - NEW_TURN)
    weights[1] = (1.0 - fall) * NEW_TURN
    weights[2] = fall


@kernel
def imm_begin(
    means: np.ndarray,
    spreads: np.ndarray,
    weights: np.ndarray,
    mean: np.ndarray,
    covariance: np.ndarray,
    frame: np.ndarray,
    origin: np.ndarray,
    axes: np.ndarray,
    measured: np.ndarray,
    sigma: np.ndarray,
) -> None:
    """Open a track with one plot, the same in all modes.

    Parameters
    ----------
    means, spreads, weights
        Of the track, overwritten; shapes (21,), (112,) and (3,).
    mean, covariance
        What stands for all modes, overwritten; shapes (6,) and (36,).
    frame
        Of the scenario; shape (12,).
    origin, axes
        Of the radar, ENU; shapes (3,) and (9,). [m, 1]
    measured, sigma
        Range, azimuth, elevation and their standard deviations; shape (3,). [m, rad]
    """
    initiate(mean, covariance, frame, origin, axes, measured, sigma)
    high = altitude(frame, mean[0], mean[1], mean[2]) > AIR_CEILING
    imm_adopt(means, spreads, weights, mean, covariance, high)


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
        Of the track, overwritten; shapes (21,), (112,) and (3,).
    frame
        Of the scenario; shape (12,).
    dt
        Step, not negative. [s]
    agility
        Power spectral density of the white acceleration by which a filter of one model
        would follow the hardest manoeuvre of the target's class. [m² s⁻³]
    """
    interact(means, spreads, weights, transition(dt))
    straight_step(spreads, dt)
    shake(spreads, dt, min(QUIET_PSD, agility))
    means[0] += dt * means[3]
    means[1] += dt * means[4]
    means[2] += dt * means[5]
    turn, fall = spreads[PACKED : 2 * PACKED], spreads[2 * PACKED : LATE]
    psd = TURN_SHARE * agility
    turn_step(means[STATE : 2 * STATE], turn, dt, psd, hardest(agility))
    fall_step(frame, means[2 * STATE :], fall, dt)


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
        Of the track, overwritten; shapes (21,), (112,) and (3,).
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
    fits = (
        _fit(means, spreads, frame, 0, lag, origin, axes, measured, sigma),
        _fit(means, spreads, frame, 1, lag, origin, axes, measured, sigma),
        _fit(means, spreads, frame, 2, lag, origin, axes, measured, sigma),
    )
    a, b, c = fits
    square = weights[0] * a.square + weights[1] * b.square + weights[2] * c.square
    _reweigh(weights, a, b, c)
    if sigma[2] == math.inf:
        for m in range(MODES):
            mean = means[STATE * m : STATE * (m + 1)]
            settle_height(mean, spreads[PACKED * m : PACKED * (m + 1)], frame)
    return square


@kernel
def _fit(
    means: np.ndarray,
    spreads: np.ndarray,
    frame: np.ndarray,
    m: int,
    lag: float,
    origin: np.ndarray,
    axes: np.ndarray,
    measured: np.ndarray,
    sigma: np.ndarray,
) -> Fit:
    """Take a plot into mode `m`."""
    mean = means[STATE * m : STATE * (m + 1)]
    p = spreads[PACKED * m : PACKED * (m + 1)]
    if lag == 0.0:
        return take_plot_now(mean, p, origin, axes, measured, sigma)
    back = look_back(frame, mean, m, lag)
    return take_plot_late(mean, p, back, origin, axes, measured, sigma)


@kernel
def _reweigh(weights: np.ndarray, a: Fit, b: Fit, c: Fit) -> None:
    """Apply Bayes' rule to the modes; none is ever lost."""
    best = min(a.square, b.square, c.square)
    i = weights[0] * math.exp(0.5 * (best - a.square)) / math.sqrt(a.scale)
    j = weights[1] * math.exp(0.5 * (best - b.square)) / math.sqrt(b.scale)
    k = weights[2] * math.exp(0.5 * (best - c.square)) / math.sqrt(c.scale)
    whole = 1.0 / (i + j + k)
    i, j = max(LEAST_WEIGHT, i * whole), max(LEAST_WEIGHT, j * whole)
    k = max(LEAST_WEIGHT, k * whole)
    whole = 1.0 / (i + j + k)
    weights[0], weights[1], weights[2] = i * whole, j * whole, k * whole
