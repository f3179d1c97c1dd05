"""Ballistic missiles: from a launch place to an aim point, as knots of a path.

The motor pushes with constant acceleration in a fixed direction for its whole burn, as
if it were throttled to the range (a real one is cut off early); then gravity and drag.
Gravity is a sphere's, the Earth does not turn, and so the flight stays in the plane of
launch, aim and the Earth's centre.  Between the two places the surface's distance from
the centre is taken as linear in the angle.  Drag has one constant ballistic coefficient
for the whole flight; nothing separates and nothing manoeuvres.

References
----------
.. [1] R. R. Bate, D. D. Mueller, J. E. White, *Fundamentals of Astrodynamics*, Dover,
   1971, chapter 6 (ballistic missile trajectories).
.. [2] A. D. Wheelon, "Free flight of a ballistic missile", *ARS Journal* 29 (12), 1959,
   pp. 915-926.
.. [3] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA, 2012,
   chapters 11 and 13.
"""

import math

import numpy as np

from kalkan._kernel import builder, kernel
from kalkan.constants import EARTH_MU, EARTH_RADIUS, GRAVITY
from kalkan.physics.flight import Vector4
from kalkan.physics.geodesy import geodetic2ecef
from kalkan.physics.trajectory import Shot, thin, trace

ELEVATION_MIN, ELEVATION_MAX = math.radians(5.0), math.radians(88.0)
PLACE_TOLERANCE = 1e-9  #: of the angle flown through [rad]
ELEVATION_TOLERANCE = 1e-7  #: [rad]
APOGEE_TOLERANCE = 1.0  #: [m]

_ROUNDS = 60  # of a root finder
_POINTS = 20000  # of a trajectory before it is thinned


@kernel
def minimum_energy_apogee(reach: float) -> float:
    """Return the apogee of the flight that needs least energy for a range.

    Parameters
    ----------
    reach
        Ground range. [m]

    Returns
    -------
    Apogee above a spherical Earth without air. [m]

    References
    ----------
    .. [1] R. R. Bate, D. D. Mueller, J. E. White, *Fundamentals of Astrodynamics*,
       Dover, 1971, section 6.2.4 (the maximum-range trajectory).

    Examples
    --------
    >>> round(minimum_energy_apogee(1000e3), -2)
    239900.0
    """
    half = 0.5 * reach / EARTH_RADIUS
    return 0.5 * EARTH_RADIUS * (math.sin(half) + math.cos(half) - 1.0)


@builder
def solve(shot: Shot, apogee: float) -> tuple[float, float]:
    """Return elevation and speed of thrust for a shot that has an apogee.

    The apogee of the flights that come down at the aim grows with the elevation.

    Parameters
    ----------
    shot
        What is to be flown.
    apogee
        Wanted; the lowest that can be flown where that is higher. [m]

    Returns
    -------
    Elevation [rad] and thrust acceleration times boost time [m s⁻¹]; nan where no
    elevation leads to the aim.
    """
    low, high = ELEVATION_MIN, ELEVATION_MAX
    low_off, high_off = math.nan, math.nan
    best, best_speed, side = math.nan, math.nan, 0
    for _ in range(_ROUNDS):
        if high - low < ELEVATION_TOLERANCE:
            break
        middle = _between(low, high, low_off, high_off)
        speed, top = _aimed(shot, middle)
        if math.isnan(speed):  # too flat to fly that far
            low, low_off = middle, math.nan
            continue
        best, best_speed, off = middle, speed, top - apogee
        if abs(off) < APOGEE_TOLERANCE:
            break
        low, low_off, high, high_off, side = _narrowed(
            middle, off, low, low_off, high, high_off, side
        )
    return best, best_speed


@builder
def _aimed(shot: Shot, elevation: float) -> tuple[float, float]:
    """Return speed of thrust and apogee of the shot that hits at an elevation."""
    nothing = np.empty((0, 5))
    low, low_off, high, high_off = _bracket(shot, elevation)
    side = 0
    for _ in range(_ROUNDS):
        if not high - low > 1e-7:  # the angle jumps over the aim, or nan
            break
        speed = _between(low, high, low_off, high_off)
        angle, top, _ = trace(shot, elevation, speed, nothing)
        off = angle - shot.angle
        if abs(off) < PLACE_TOLERANCE:
            return speed, top
        low, low_off, high, high_off, side = _narrowed(
            speed, off, low, low_off, high, high_off, side
        )
    return math.nan, math.nan


@builder
def _bracket(shot: Shot, elevation: float) -> Vector4:
    """Return speeds that fall short and long, each with how far; nan where none."""
    nothing = np.empty((0, 5))
    least = math.sqrt(EARTH_MU / shot.radius * math.sin(0.5 * shot.angle))
    low, low_off = 0.0, -shot.angle
    high = 1.3 * least + GRAVITY * shot.boost_time
    for _ in range(8):
        off = trace(shot, elevation, high, nothing)[0] - shot.angle
        if off >= 0.0:
            return low, low_off, high, off
        low, low_off, high = high, off, 1.4 * high
    return low, low_off, math.nan, math.nan


@kernel
def _between(low: float, high: float, low_off: float, high_off: float) -> float:
    """Return where to try next: the false position, or the middle where that is not."""
    if math.isfinite(low_off) and math.isfinite(high_off):
        return low - low_off * (high - low) / (high_off - low_off)
    return 0.5 * (low + high)


@kernel
def _narrowed(
    at: float,
    off: float,
    low: float,
    low_off: float,
    high: float,
    high_off: float,
    side: int,
) -> tuple[float, float, float, float, int]:
    """Return the bracket with one end moved; an end that stays twice loses weight.

    References
    ----------
    .. [1] M. Dowell, P. Jarratt, "A modified regula falsi method for computing the root
       of an equation", *BIT* 11, 1971, pp. 168-174 (the Illinois method).
    """
    if off < 0.0:
        return at, off, high, high_off * (0.5 if side < 0 else 1.0), -1
    return low, low_off * (0.5 if side > 0 else 1.0), at, off, 1


def ballistic_knots(
    frame: np.ndarray,
    lat0: float,
    lon0: float,
    alt0: float,
    lat1: float,
    lon1: float,
    alt1: float,
    apogee: float,
    boost_time: float,
    ballistic_coefficient: float,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the path of a ballistic missile.

    Thrust and elevation are solved so that it comes down at the aim point and its
    apogee is `apogee`, or that of the minimum-energy flight where this is lower.  Where
    so low an apogee can't be flown, it is the lowest that can.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    lat0, lon0, alt0
        Launch place. [rad, rad, m]
    lat1, lon1, alt1
        Aim point. [rad, rad, m]
    apogee
        Wanted apogee above the surface; inf for minimum energy. [m]
    boost_time
        Of the motor; 0 is a shot from a gun. [s]
    ballistic_coefficient
        Mass over drag coefficient and area; inf is no drag. [kg m⁻²]

    Returns
    -------
    Time since launch, shape (knot,) [s]; position and velocity, ENU, shape (knot, 3)
    [m, m s⁻¹].  Cubic Hermite pieces between knots are within a metre of the
    trajectory.  Empty arrays where no flight joins the places.

    Examples
    --------
    >>> from kalkan.physics.geodesy import frame_at
    >>> time, position, velocity = ballistic_knots(
    ...     frame_at(0.7, 0.6), 0.7, 0.6, 0.0, 0.73, 0.6, 0.0, 60e3, 60.0, 2e4
    ... )
    >>> float(time[0]), round(float(time[-1]))
    (0.0, 235)
    """
    start = np.array(geodetic2ecef(lat0, lon0, alt0))
    aim = np.array(geodetic2ecef(lat1, lon1, alt1))
    r0, r1 = float(np.linalg.norm(start)), float(np.linalg.norm(aim))
    up = start / r0
    along = aim - up * float(up @ aim)
    away = float(np.linalg.norm(along))
    empty = np.zeros(0), np.zeros((0, 3)), np.zeros((0, 3))
    if away < 1.0:
        return empty
    angle = math.atan2(away, float(up @ aim))
    drag = 0.5 / ballistic_coefficient
    shot = Shot(r0, r0 - alt0, r1 - alt1, angle, alt1, boost_time, drag)
    wanted = min(apogee, minimum_energy_apogee(angle * EARTH_RADIUS))
    elevation, speed = solve(shot, wanted)
    if math.isnan(speed):
        return empty
    points = np.zeros((_POINTS, 5))
    points = points[: trace(shot, elevation, speed, points)[2]]
    keep = np.zeros(len(points), np.bool_)
    thin(points, boost_time, keep)
    knots = points[keep]
    axes = frame[3:].reshape(3, 3) @ np.stack([along / away, up], axis=1)
    centre = frame[3:].reshape(3, 3) @ frame[:3]
    return knots[:, 0], knots[:, 1:3] @ axes.T - centre, knots[:, 3:5] @ axes.T
