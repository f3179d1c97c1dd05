"""Where a track will be when a plot is taken, as its modes have it.

Who reads a track carries its one estimate on in a straight line, or in free fall.
For the gates that is mended by what the turning mode adds, as far as it has weight.

References
----------
.. [1] Y. Bar-Shalom, X. R. Li, T. Kirubarajan, *Estimation with Applications to
   Tracking and Navigation*, Wiley, 2001, section 11.6.6: the moments of a mixture.
"""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.engine.belief import Tracks
from kalkan.physics.coordinated import turn_rows
from kalkan.physics.modes import PACKED, QUIET_PSD, STATE, Mode

TURN, FALL = int(Mode.CT), int(Mode.BALLISTIC)
RATE = 2 * STATE - 1  # of the turn in `means`
RATE_VARIANCE = 2 * PACKED - 1  # of it in `spreads`
MIXED = 2  #: plots from which on a track has modes: one says nothing of its motion
SLIGHT = 0.01  #: a turn of less weight is not followed [1]
FALL_SHARE = 0.1  #: of the agility of a group that its fall leaves open, assumed [1]
OVERDUE = 0.4  #: a look is missed when its plot is late by this share of an interval
MANY = 99.0  #: looks missed, at most [1]
SHORTEST = 0.01  #: a step for which nothing is mended [s]


@kernel
def expect(tracks: Tracks, i: int, dt: float, mean: np.ndarray) -> float:
    """Write the mean that, carried on straight by `dt`, is where track `i` then is.

    Parameters
    ----------
    tracks
        Tracks of a picture.
    i
        A slot in use.
    dt
        Time wanted less time of the track. [s]
    mean
        Becomes position and velocity; shape (6,). [m, m/s]

    Returns
    -------
    Power spectral density of the white acceleration by which the place then is as
    doubtful as in the mixture of the modes. [m² s⁻³]
    """
    for c in range(6):
        mean[c] = tracks.estimate[i, c]
    if tracks.hits[i] < MIXED:
        return float(tracks.agility[i])
    psd, turn = _steady(tracks, i), tracks.weights[i, TURN]
    if turn < SLIGHT or abs(dt) < SHORTEST:
        return psd
    vx, vy, vz = tracks.means[i, 10], tracks.means[i, 11], tracks.means[i, 12]
    _, _, (x, y, z) = turn_rows(tracks.means[i, STATE : 2 * STATE], dt)
    bx, by, bz = x / dt - vx, y / dt - vy, z / dt - vz
    mean[3] += turn * bx
    mean[4] += turn * by
    mean[5] += turn * bz
    bend = (1.0 - turn) * (bx * bx + by * by + bz * bz) * dt * dt
    doubt = (vx * vx + vy * vy + vz * vz) * tracks.spreads[i, RATE_VARIANCE]
    doubt = 0.25 * min(doubt, tracks.ceiling[i]) * dt * dt * dt * dt
    return psd + 3.0 * turn * (bend + doubt) / abs(dt * dt * dt)


@kernel
def missed_looks(tracks: Tracks, i: int, time: float) -> int:
    """Return how many looks at track `i` have given nothing before one at `time`."""
    waited = (time - tracks.updated[i]) / tracks.interval[i] - OVERDUE
    return max(0, int(math.floor(min(waited, MANY))))


@kernel
def falls(tracks: Tracks, i: int) -> bool:
    """Return whether track `i` is more likely to fall freely than to fly."""
    return bool(tracks.hits[i] >= MIXED and tracks.weights[i, FALL] > 0.5)


@kernel
def swerve(tracks: Tracks, i: int, dt: float) -> float:
    """Return the white acceleration that covers a straight course of track `i`.

    For who carries the estimate on by `dt` without its modes. [m² s⁻³].
    """
    if tracks.hits[i] < MIXED:
        return float(tracks.ceiling[i])
    turn, rate = tracks.weights[i, TURN], tracks.means[i, RATE]
    vx, vy, vz = tracks.estimate[i, 3], tracks.estimate[i, 4], tracks.estimate[i, 5]
    square = vx * vx + vy * vy + vz * vz
    doubt = min(square * tracks.spreads[i, RATE_VARIANCE], tracks.ceiling[i])
    across = square * rate * rate + doubt
    return _steady(tracks, i) + 0.75 * turn * across * abs(dt)


@kernel
def _steady(tracks: Tracks, i: int) -> float:
    """Return the white acceleration of the modes, as they are weighed. [m² s⁻³]."""
    w, most = tracks.weights, tracks.ceiling[i]
    rough = w[i, TURN] + FALL_SHARE * w[i, FALL]
    return float(QUIET_PSD * w[i, 0] + rough * most)
