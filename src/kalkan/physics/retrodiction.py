"""Where a mode has a track at an earlier time than the track's own.

References
----------
.. [1] Y. Bar-Shalom, "Update with out-of-sequence measurements in tracking: exact
   solution", *IEEE Transactions on Aerospace and Electronic Systems* 38 (3), 2002,
   pp. 769-778.
"""

import numpy as np

from kalkan._kernel import kernel
from kalkan.physics.coordinated import turn_rows
from kalkan.physics.falling import acceleration
from kalkan.physics.intake import Back
from kalkan.physics.modes import Mode


@kernel
def look_back(frame: np.ndarray, mean: np.ndarray, mode: int, lag: float) -> Back:
    """Return where a mode has a track `lag` from now.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    mean
        Of the mode; shape (7,).
    mode
        Mode.
    lag
        Time less time of the track, not positive. [s]
    """
    x, y, z = mean[0], mean[1], mean[2]
    vx, vy, vz = mean[3], mean[4], mean[5]
    if mode == Mode.CT:
        way, far, (ux, uy, uz) = turn_rows(mean, lag)
        return Back((x + ux, y + uy, z + uz), way, far)
    way = (lag, 0.0, 0.0), (0.0, lag, 0.0), (0.0, 0.0, lag)
    x, y, z = x + lag * vx, y + lag * vy, z + lag * vz
    if mode == Mode.CV:
        return Back((x, y, z), way, (0.0, 0.0, 0.0))
    half = 0.5 * lag * lag
    (ax, ay, az), (bx, by, bz) = acceleration(frame, mean)
    place = x + half * (ax + bx), y + half * (ay + by), z + half * (az + bz)
    return Back(place, way, (half * bx, half * by, half * bz))
