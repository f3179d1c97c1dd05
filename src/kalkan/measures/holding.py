"""Which flyer a track is on: the one nearest to it within its gate.

The gate is that of `engine.meant`, so that "nobody there" means the same in a track log
and of an order.
"""

from typing import NamedTuple

import numpy as np

from kalkan.results.track_log import TrackLog

NONE = -1
GATE = 3.0  #: standard deviations [1]
FLOOR = 1000.0  #: the gate is never narrower [m]
_ROWS = 4096  #: taken at a time, so that memory does not grow with a log


class Holding(NamedTuple):
    """What each row of a track log is of.  Axis: row."""

    flyer: np.ndarray  #: index of it, or NONE
    position_error: np.ndarray  #: distance from it, nan of nobody [m]
    velocity_error: np.ndarray  #: difference of velocities, nan of nobody [m s⁻¹]


def holding(log: TrackLog) -> Holding:
    """Return which flyer every row is on, and how far off."""
    rows = log.held.snapshot.shape[0]
    flyer = np.full(rows, NONE)
    for first in range(0, rows if log.aloft.shape[1] else 0, _ROWS):
        part = slice(first, first + _ROWS)
        flyer[part] = _nearest(log, part)
    on = flyer != NONE
    when, whom = log.held.snapshot[on], flyer[on]
    errors = np.full((2, rows), np.nan)
    errors[0, on] = _distance(log.held.position[on], log.position[when, whom])
    errors[1, on] = _distance(log.held.velocity[on], log.velocity[when, whom])
    return Holding(flyer, errors[0], errors[1])


def _distance(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.asarray(np.linalg.norm(one - other, axis=1))


def _nearest(log: TrackLog, part: slice) -> np.ndarray:
    """Return the statistically nearest flyer of some rows, or NONE."""
    held, when = log.held, log.held.snapshot[part]
    inverse = np.linalg.inv(held.covariance[part] + (FLOOR / GATE) ** 2 * np.eye(3))
    away = log.position[when] - held.position[part][:, None, :]
    square = np.einsum("rik,rkl,ril->ri", away, inverse, away, optimize=True)
    square = np.where(log.aloft[when], square, np.inf)
    best = square.argmin(axis=1)
    near = np.take_along_axis(square, best[:, None], 1)[:, 0] < GATE * GATE
    return np.where(near, best, NONE)
