"""Free fall of a track: gravity, the turning Earth, and drag by an estimated parameter.

The seventh number of the state is the logarithm of the drag parameter C_D A / (2 m)
over DRAG_USUAL, so that no estimate makes drag negative.

References
----------
.. [1] X. R. Li, V. P. Jilkov, "Survey of maneuvering target tracking, part II: motion
   models of ballistic and space targets", *IEEE Transactions on Aerospace and
   Electronic Systems* 46 (1), 2010, pp. 96-119: sections III and IV.
.. [2] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA, 2012,
   chapter 19: estimating ballistic coefficients.
.. [3] B. Hofmann-Wellenhof, H. Moritz, *Physical Geodesy*, Springer, 2006, section
   2.8: normal gravity, which holds the centrifugal acceleration, points along the
   vertical.
"""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.constants import EARTH_ECCENTRICITY2, EARTH_RADIUS, EARTH_RATE
from kalkan.physics.atmosphere import density
from kalkan.physics.coordinated import vertical_at
from kalkan.physics.packed import Vector, shake, step

DRAG_USUAL = 1e-4  #: of a ballistic coefficient of 5000 kg/m² [m²/kg], assumed
DRAG_SPREAD = 1.0  #: of its logarithm: 1800 to 14000 kg/m² within one, assumed
DRAG_BOUND = 4.0  #: so many of these off it may be at most [1]
DRAG_TIME = 60.0  #: in which what is known of the drag fades to 1/e, assumed [s]
DRAG_NOISE = 0.1  #: share of the drag that attitude leaves open for a second, assumed
DRAG_MOST = 1e3  #: deceleration beyond which nothing holds, 100 g [m s⁻²]
FALL_PSD = 0.02  #: what J2, wind and a dying motor leave, assumed [m² s⁻³]
PART_TIME = 10.0  #: longest part of a step [s]
PART_WAY = 3e3  #: longest in the air, half a scale height [m]
PARTS = 24  #: of a step at most
AIR_TOP = 100e3  #: above it drag is nothing to a tracker [m]

_FADING = 1.0 / DRAG_TIME
_THIRD = 1.0 / 3.0
_EQUATOR, _GROWTH = 9.7803253359, 0.00193185265241  # normal gravity, WGS-84 [m s⁻²]


@kernel
def weight(frame: np.ndarray, x: float, y: float, z: float) -> tuple[float, float]:
    """Return the acceleration of free fall of a thing at rest, and its height.

    Parameters
    ----------
    frame
        Of the scenario, by `geodesy.frame_at`; shape (12,).
    x, y, z
        East, north, up. [m]

    Returns
    -------
    Normal gravity, downward along the local vertical [m s⁻²]; the height over a sphere
    of the mean radius that touches at the origin. [m]

    References
    ----------
    .. [1] Hofmann-Wellenhof, Moritz 2006, equation 2-146, times the inverse square.

    Examples
    --------
    >>> from kalkan.physics.geodesy import frame_at
    >>> [round(part, 3) for part in weight(frame_at(math.radians(45), 0.0), 0, 0, 0)]
    [9.806, 0.0]
    """
    squash, sine2 = EARTH_ECCENTRICITY2, frame[11] * frame[11]
    high = EARTH_RADIUS + z
    square = x * x + y * y + high * high
    surface = _EQUATOR * (1.0 + _GROWTH * sine2) * EARTH_RADIUS * EARTH_RADIUS
    pull = surface / (math.sqrt(1.0 - squash * sine2) * square)
    return pull, math.sqrt(square) - EARTH_RADIUS


@kernel
def drag_of(logarithm: float) -> float:
    """Return the drag parameter of its logarithm over DRAG_USUAL, kept in bounds.

    Examples
    --------
    >>> print(f"{drag_of(0.0):.1e} {drag_of(99.0):.2e}")
    1.0e-04 5.46e-03
    """
    bound = DRAG_BOUND * DRAG_SPREAD
    return DRAG_USUAL * math.exp(max(-bound, min(bound, logarithm)))


@kernel
def acceleration(frame: np.ndarray, mean: np.ndarray) -> tuple[Vector, Vector]:
    """Return weight with Coriolis acceleration, and drag, of a falling thing.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    mean
        Position, velocity, logarithm of the drag; shape (7,).

    Returns
    -------
    Two vectors, ENU. [m s⁻²]
    """
    x, y, z, vx, vy, vz = mean[0], mean[1], mean[2], mean[3], mean[4], mean[5]
    pull, height = weight(frame, x, y, z)
    nx, ny, nz = vertical_at(x, y, z)
    ox, oy, oz = EARTH_RATE * frame[5], EARTH_RATE * frame[8], EARTH_RATE * frame[11]
    free = (
        2.0 * (oz * vy - oy * vz) - pull * nx,
        2.0 * (ox * vz - oz * vx) - pull * ny,
        2.0 * (oy * vx - ox * vy) - pull * nz,
    )
    if height > AIR_TOP:
        return free, (0.0, 0.0, 0.0)
    speed = math.sqrt(vx * vx + vy * vy + vz * vz)
    brake = -density(height) * speed * drag_of(mean[6])
    return free, (brake * vx, brake * vy, brake * vz)


@kernel
def _open_psd(slowing: float) -> float:
    """Return the power spectral density that a drag of `slowing` m s⁻² leaves open."""
    part = DRAG_NOISE * min(DRAG_MOST, slowing)
    return FALL_PSD + part * part


@kernel
def fall_psd(frame: np.ndarray, mean: np.ndarray) -> float:
    """Return the power spectral density of what a falling thing's motion leaves open.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    mean
        Position, velocity, logarithm of the drag; shape (7,).

    Returns
    -------
    Along each axis. [m² s⁻³]
    """
    _, (x, y, z) = acceleration(frame, mean)
    return _open_psd(math.sqrt(x * x + y * y + z * z))


@kernel
def drag_factors(loss: float) -> tuple[float, float]:
    """Return what drag by the square of the speed leaves of speed and way.

    Parameters
    ----------
    loss
        Deceleration times step over speed, at the start. [1]

    Returns
    -------
    Speed and way, over those without drag: 1 / (1 + q) and ln(1 + q) / q.

    Examples
    --------
    >>> drag_factors(0.0)
    (1.0, 1.0)
    >>> round(drag_factors(1.0)[1], 6)
    0.693147
    """
    keeps = 1.0 / (1.0 + loss)
    if loss < 1e-2:
        way = 1.0 - loss * (0.5 - loss * (_THIRD - loss * (0.25 - 0.2 * loss)))
        return keeps, way
    return keeps, math.log(1.0 + loss) / loss


@kernel
def parts_of(frame: np.ndarray, mean: np.ndarray, dt: float) -> int:
    """Return into how many parts a step of a falling thing has to be cut."""
    vx, vy, vz = mean[3], mean[4], mean[5]
    parts = abs(dt) / PART_TIME
    _, height = weight(frame, mean[0], mean[1], mean[2])
    if min(height, height + dt * vz) < 0.6 * AIR_TOP:
        parts = max(parts, abs(dt) * math.sqrt(vx * vx + vy * vy + vz * vz) / PART_WAY)
    return 1 + int(min(parts, PARTS - 1.0))


@kernel
def _fall_part(frame: np.ndarray, mean: np.ndarray, p: np.ndarray, h: float) -> None:
    """Make one part of a step: half the weight, the drag, the other half."""
    vx, vy, vz = mean[3], mean[4], mean[5]
    half = 0.5 * h
    x, y, z = mean[0] + half * vx, mean[1] + half * vy, mean[2] + half * vz
    pull, height = weight(frame, x, y, z)
    nx, ny, nz = vertical_at(x, y, z)
    ox, oy, oz = (EARTH_RATE * frame[5], EARTH_RATE * frame[8], EARTH_RATE * frame[11])
    kx = half * (2.0 * (oz * vy - oy * vz) - pull * nx)
    ky = half * (2.0 * (ox * vz - oz * vx) - pull * ny)
    kz = half * (2.0 * (oy * vx - ox * vy) - pull * nz)
    vx, vy, vz = vx + kx, vy + ky, vz + kz
    keeps, way, slowing = 1.0, 1.0, 0.0
    square = max(1.0, vx * vx + vy * vy + vz * vz)
    if height < AIR_TOP:
        slowing = density(height) * math.sqrt(square) * drag_of(mean[6])
        keeps, way = drag_factors(slowing * h)
        slowing *= math.sqrt(square)
    _spread(p, (vx, vy, vz), square, h, keeps, way)
    shake(p, h, _open_psd(slowing))
    mean[0] += h * way * vx
    mean[1] += h * way * vy
    mean[2] += h * way * vz
    mean[3], mean[4], mean[5] = keeps * vx + kx, keeps * vy + ky, keeps * vz + kz


@kernel
def _spread(
    p: np.ndarray, v: Vector, square: float, h: float, keeps: float, way: float
) -> None:
    """Move the covariance over the drag of one part."""
    a, b, c = v
    bow, brake = h * (keeps - way), keeps * (keeps - 1.0)
    u, w = bow / square, brake / square
    level = h * way
    step(
        p,
        (
            (level + u * a * a, u * a * b, u * a * c),
            (u * a * b, level + u * b * b, u * b * c),
            (u * a * c, u * b * c, level + u * c * c),
        ),
        (bow * a, bow * b, bow * c),
        (
            (keeps + w * a * a, w * a * b, w * a * c),
            (w * a * b, keeps + w * b * b, w * b * c),
            (w * a * c, w * b * c, keeps + w * c * c),
        ),
        (brake * a, brake * b, brake * c),
        1.0,
    )


@kernel
def fall_step(frame: np.ndarray, mean: np.ndarray, p: np.ndarray, dt: float) -> None:
    """Move an estimate in free fall by `dt`.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    mean, p
        Position, velocity, logarithm of the drag, and packed covariance; overwritten;
        shapes (7,) and (28,).
    dt
        Step, not negative. [s]

    Notes
    -----
    Each part gives half of gravity and Coriolis acceleration at its middle, then drag
    by its closed form in air of the middle's density, then the other half: of second
    order, and stable for any step.  Gradients of gravity and density over the
    uncertainty of the place are left out of the covariance.

    Examples
    --------
    >>> from kalkan.physics.geodesy import frame_at
    >>> mean, p = np.array([0.0, 0, 200e3, 0, 0, 0, 0]), np.zeros(28)
    >>> fall_step(frame_at(0.7, 0.5), mean, p, 10.0)
    >>> round(mean[2])
    199539
    """
    parts = parts_of(frame, mean, dt)
    for _ in range(parts):
        _fall_part(frame, mean, p, dt / parts)
    keeps = math.exp(-_FADING * dt)
    mean[6] *= keeps
    for k in range(21, 27):
        p[k] *= keeps
    open_ = DRAG_SPREAD * DRAG_SPREAD * (1.0 - keeps * keeps)
    p[27] = keeps * keeps * p[27] + open_
