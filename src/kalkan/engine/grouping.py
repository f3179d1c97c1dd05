"""What a track's motion alone suggests, and how much it may still change.

The agility of a group is the spectral density of the white acceleration by which a
filter of one model would follow its hardest manoeuvres.

References
----------
.. [1] P. R. Kalata, "The tracking index", *IEEE Transactions on Aerospace and
   Electronic Systems* 20 (2), 1984, pp. 174-182.
"""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.engine.belief import Tracks
from kalkan.engine.kinds import KinematicGroup
from kalkan.physics.gating import variance_along
from kalkan.physics.geodesy import altitude, local_up
from kalkan.physics.kinematics import norm3
from kalkan.physics.modes import Mode
from kalkan.physics.motion import position_covariance

FALL = int(Mode.BALLISTIC)
HITS = 3  #: a velocity from fewer plots says nothing
BALLISTIC_SPEED = 700.0  #: faster than any aircraft of the catalogue [m/s]
BALLISTIC_KEPT = 400.0  #: a falling warhead slows down but stays one above it [m/s]
BALLISTIC_CLIMB = 0.259  #: sine of 15 degrees, climbing or falling [1]
BALLISTIC_HEIGHT = 25e3  #: nothing flies on wings above it [m]
BALLISTIC_LIKELY = 0.9  #: weight of free fall that shows one, fast as it is [1]
BALLISTIC_UNLIKELY = 1e-3  #: and that shows that it was not one after all [1]
SLOW_SPEED = 90.0  #: between propeller drones and jets [m/s]
LOW_HEIGHT = 1500.0  #: cruise missiles stay below, aircraft seldom do [m]
SPEED_SLACK = 0.05  #: least share of a limit by which it must be crossed back [1]
HEIGHT_SLACK = 200.0  #: the same of the height [m]
DRAG_HEIGHT = 50e3  #: below it a falling warhead may meet air before its next plot [m]

# The most agility of each group [m² s⁻³].  In a steady turn of acceleration a the
# filter lags by a T² (1 - α) / β, with Kalata's gains [1]_ for the index √(q T³) / σ;
# T is the time between plots, σ their error.  The lag must stay well inside the gate,
# four standard deviations σ / √(1 - α).  More would only make the track noisier.
AGILITY_AIRCRAFT = 200.0  #: 3 g at T = 10 s, σ = 300 m lags by 1.2 of those deviations
AGILITY_CRUISE = 100.0  #: 2 g at T = 10 s, σ = 100 m: by 0.6
AGILITY_SLOW = 25.0  #: 1 g at T = 10 s, σ = 100 m: by 1.1
AGILITY_DRAG = 900.0  #: 9 g of drag at T = 5 s, σ = 200 m: by 1.2
AGILITY_FALL = 4.0  #: above the air: what a spherical, resting Earth leaves out

TURN = 16.0  #: a hard turn has four times the acceleration of the group, …
TURN_TIME = 3.0  #: … and may have begun so long before it is noticed, …
TURN_STEP = 0.5  #: … which a step shorter than this does not stretch further [s]


@kernel
def turning(tracks: Tracks, i: int, dt: float) -> float:
    """Return the agility that a hard turn of track `i` shows over `dt`. [m² s⁻³]."""
    since = TURN_TIME / max(abs(dt), TURN_STEP)
    return TURN * tracks.ceiling[i] * max(1.0, since * since)


@kernel
def group_track(frame: np.ndarray, tracks: Tracks, i: int) -> None:
    """Set the kinematic group of track `i`, and the acceleration it may hold."""
    x, y, z = tracks.estimate[i, 0], tracks.estimate[i, 1], tracks.estimate[i, 2]
    height = altitude(frame, x, y, z)
    if tracks.hits[i] >= HITS:
        up = local_up(frame, x, y, z)
        tracks.group[i] = _group(tracks, i, height, up)
    tracks.ceiling[i] = agility(tracks.group[i], height)


@kernel
def agility(group: int, height: float) -> float:
    """Return the spectral density of the acceleration that a group may hold. [m² s⁻³].

    Unknown tracks are given what aircraft are.
    """
    if group == KinematicGroup.BALLISTIC:
        return AGILITY_DRAG if height < DRAG_HEIGHT else AGILITY_FALL
    if group == KinematicGroup.SLOW:
        return AGILITY_SLOW
    if group == KinematicGroup.CRUISE:
        return AGILITY_CRUISE
    return AGILITY_AIRCRAFT


@kernel
def _group(
    tracks: Tracks, i: int, height: float, up: tuple[float, float, float]
) -> int:
    """Return the group of track `i`; a limit counts as crossed by a margin alone."""
    before = tracks.group[i]
    vx, vy, vz = tracks.estimate[i, 3], tracks.estimate[i, 4], tracks.estimate[i, 5]
    speed = max(1e-3, norm3(vx, vy, vz))
    doubt = _speed_doubt(tracks.covariance[i], vx / speed, vy / speed, vz / speed)
    sine = abs(vx * up[0] + vy * up[1] + vz * up[2]) / speed
    fall = tracks.weights[i, FALL]
    if _is_ballistic(before, speed, doubt, sine, height, fall):
        return KinematicGroup.BALLISTIC.value
    slack = max(doubt, SPEED_SLACK * SLOW_SPEED)
    if abs(speed - SLOW_SPEED) < slack:  # cannot be told: as it was
        if before == KinematicGroup.SLOW or before == KinematicGroup.UNKNOWN:
            return int(before)
    elif speed < SLOW_SPEED:
        return KinematicGroup.SLOW.value
    p = position_covariance(tracks.covariance[i], 0.0, 0.0)
    return _layer(before, height, math.sqrt(variance_along(p, up[0], up[1], up[2])))


@kernel
def _is_ballistic(
    before: int, speed: float, doubt: float, sine: float, height: float, fall: float
) -> bool:
    """Return whether a track moves as only a ballistic missile does.

    `fall` is the weight of free fall among the modes.
    """
    if before == KinematicGroup.BALLISTIC:
        if speed > BALLISTIC_KEPT and fall > BALLISTIC_UNLIKELY:
            return True
    steep = sine > BALLISTIC_CLIMB or height > BALLISTIC_HEIGHT
    return (steep or fall > BALLISTIC_LIKELY) and speed - doubt > BALLISTIC_SPEED


@kernel
def _layer(before: int, height: float, doubt: float) -> int:
    """Return CRUISE in the low layer, FAST above it, as before when in doubt."""
    low = height < LOW_HEIGHT
    if abs(height - LOW_HEIGHT) < max(doubt, HEIGHT_SLACK):
        if before == KinematicGroup.CRUISE:
            low = True
        elif before == KinematicGroup.FAST:
            low = False
    return KinematicGroup.CRUISE.value if low else KinematicGroup.FAST.value


@kernel
def _speed_doubt(covariance: np.ndarray, x: float, y: float, z: float) -> float:
    """Return the standard deviation of the speed along a unit vector [m/s]."""
    c = covariance
    vx = c[21] * x + c[22] * y + c[23] * z
    vy = c[22] * x + c[28] * y + c[29] * z
    vz = c[23] * x + c[29] * y + c[35] * z
    return math.sqrt(max(0.0, vx * x + vy * y + vz * z))
