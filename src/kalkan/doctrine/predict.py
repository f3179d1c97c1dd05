"""Where a track will be, as its picture believes."""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.engine.belief import Tracks
from kalkan.engine.kinds import KinematicGroup
from kalkan.physics.geodesy import altitude, local_up

GRAVITY = 9.80665  #: [m s⁻²]


@kernel
def place(
    frame: np.ndarray, tracks: Tracks, j: int, time: float
) -> tuple[float, float, float]:
    """Return the believed position of track `j` at `time`, ENU [m].

    Straight on; a ballistic track falls under constant gravity along the vertical
    at its last estimate.
    """
    ahead = time - tracks.time[j]
    x = tracks.estimate[j, 0] + ahead * tracks.estimate[j, 3]
    y = tracks.estimate[j, 1] + ahead * tracks.estimate[j, 4]
    z = tracks.estimate[j, 2] + ahead * tracks.estimate[j, 5]
    if tracks.group[j] == KinematicGroup.BALLISTIC:
        ux, uy, uz = local_up(
            frame, tracks.estimate[j, 0], tracks.estimate[j, 1], tracks.estimate[j, 2]
        )
        fall = 0.5 * GRAVITY * ahead * ahead
        x, y, z = x - fall * ux, y - fall * uy, z - fall * uz
    return x, y, z


@kernel
def time_of_fall(frame: np.ndarray, tracks: Tracks, j: int, now: float) -> float:
    """Return how long a ballistic track still flies until sea level [s].

    Constant gravity, no drag, then one correction for the curving Earth: good to a
    few per cent, which is what a first warning is worth.
    """
    x, y, z = place(frame, tracks, j, now)
    ux, uy, uz = local_up(frame, x, y, z)
    ago = now - tracks.time[j]
    rise = (
        tracks.estimate[j, 3] * ux
        + tracks.estimate[j, 4] * uy
        + tracks.estimate[j, 5] * uz
    )
    rise -= GRAVITY * ago
    height = max(0.0, altitude(frame, x, y, z))
    fall = (rise + math.sqrt(rise * rise + 2.0 * GRAVITY * height)) / GRAVITY
    x, y, z = place(frame, tracks, j, now + fall)
    below = altitude(frame, x, y, z)
    speed = math.sqrt(rise * rise + 2.0 * GRAVITY * height)
    return max(0.0, fall + below / max(100.0, speed))
