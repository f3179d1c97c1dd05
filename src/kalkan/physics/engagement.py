"""Whole engagements in a plane, beyond linear theory: homing, and pure pursuit.

The interceptor starts at the origin; the target on the x axis, flying at an angle to
it: 0 flees, π comes head-on.  No gravity, no air.

References
----------
.. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA, 2012,
   chapter 2.
.. [2] N. A. Shneydor, *Missile Guidance and Pursuit*, Horwood, 1998, chapter 3.
"""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.physics.guidance import proportional

#: Place and velocity of the interceptor, place and direction of the target, and the
#: acceleration that is flown: m_x, m_y, v_x, v_y, t_x, t_y, angle, n_x, n_y
Plane = tuple[float, float, float, float, float, float, float, float, float]

FAR_TIME = 3600.0  #: an engagement is broken off then [s]

_GO_SHARE, _LONGEST, _SHORTEST = 0.01, 0.02, 1e-7  # steps: share of time to go; bounds
_LAG_SHARE = 0.05
_PURSUIT_SHARE = 0.02
_NEAR = 1e-9  # distance over the first at which a pursuit is over


@kernel
def lead(speed: float, target_speed: float, course: float) -> float:
    """Return the angle ahead of the line of sight that makes a collision course.

    Parameters
    ----------
    speed, target_speed
        Of interceptor and target. [m s⁻¹]
    course
        Of the target, from the line of sight. [rad]

    Returns
    -------
    Angle, nan where the target is too fast. [rad]

    Examples
    --------
    >>> round(math.degrees(lead(600.0, 300.0, 0.5 * math.pi)), 9)
    30.0
    """
    sine = target_speed * math.sin(course) / speed
    return math.asin(sine) if abs(sine) <= 1.0 else math.nan


@kernel
def home(
    ratio: float,
    lag: float,
    distance: float,
    speed: float,
    target_speed: float,
    course: float,
    heading: float,
    pull: float,
    every: float,
    path: np.ndarray,
) -> tuple[float, float, int]:
    """Fly an engagement in the plane by proportional navigation.

    Parameters
    ----------
    ratio
        Navigation ratio. [1]
    lag
        Time constant of the interceptor's one lag, 0 or more. [s]
    distance
        At the start. [m]
    speed, target_speed
        Of interceptor, at the start, and target, always. [m s⁻¹]
    course, heading
        Of target and interceptor, from the first line of sight. [rad]
    pull
        Acceleration of the target across its velocity, to its left. [m s⁻²]
    every
        Time between two rows of `path`. [s]
    path
        Overwritten, as far as there is room, with time, place of the interceptor,
        place of the target and acceleration flown; shape (row, 6). [s, m, m s⁻²]

    Returns
    -------
    Time of closest approach, inf where the distance grows from the start or until
    `FAR_TIME`; the least distance; rows written. [s, m, 1]

    References
    ----------
    .. [1] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA,
       2012, chapter 2 (two-dimensional engagement).
    """
    vx, vy = speed * math.cos(heading), speed * math.sin(heading)
    now = 0.0, 0.0, vx, vy, distance, 0.0, course, 0.0, 0.0
    turn = pull / target_speed if target_speed > 0.0 else 0.0
    time, rows = 0.0, 0
    while time < FAR_TIME:
        dx, dy, dvx, dvy = _apart(now, target_speed)
        square, along = dx * dx + dy * dy, -(dx * dvx + dy * dvy)
        rows = _write(path, rows, every, time, ratio, lag, target_speed, now)
        if along <= 0.0:
            return _passed(time, dx, dy, dvx, dvy, rows)
        step = max(min(_GO_SHARE * square / along, _LONGEST), _SHORTEST)
        if lag > 0.0:
            step = min(step, _LAG_SHARE * lag)
        now = _step(ratio, lag, target_speed, turn, step, now)
        time += step
    return math.inf, math.nan, rows


@kernel
def _passed(
    time: float, dx: float, dy: float, dvx: float, dvy: float, rows: int
) -> tuple[float, float, int]:
    """Return when the distance was least, on straight ways, and how little it was."""
    if time == 0.0:
        return math.inf, math.sqrt(dx * dx + dy * dy), rows
    fast = math.sqrt(dvx * dvx + dvy * dvy)
    past = (dx * dvx + dy * dvy) / (fast * fast)
    return time - past, abs(dx * dvy - dy * dvx) / fast, rows


@kernel
def _apart(now: Plane, target_speed: float) -> tuple[float, float, float, float]:
    """Return place and velocity of the target relative to the interceptor."""
    return (
        now[4] - now[0],
        now[5] - now[1],
        target_speed * math.cos(now[6]) - now[2],
        target_speed * math.sin(now[6]) - now[3],
    )


@kernel
def _write(
    path: np.ndarray,
    rows: int,
    every: float,
    time: float,
    ratio: float,
    lag: float,
    target_speed: float,
    now: Plane,
) -> int:
    """Write a row when its time has come; return how many there are."""
    if rows == path.shape[0] or time < every * rows:
        return rows
    nx, ny = now[7], now[8]
    if lag <= 0.0:
        nx, ny = _asked(ratio, target_speed, now)
    path[rows, 0] = time
    path[rows, 1], path[rows, 2] = now[0], now[1]
    path[rows, 3], path[rows, 4] = now[4], now[5]
    path[rows, 5] = math.sqrt(nx * nx + ny * ny)
    return rows + 1


@kernel
def _asked(ratio: float, target_speed: float, now: Plane) -> tuple[float, float]:
    dx, dy, dvx, dvy = _apart(now, target_speed)
    x, y, _ = proportional(ratio, (dx, dy, 0.0), (dvx, dvy, 0.0))
    return x, y


@kernel
def _rates(
    ratio: float, lag: float, target_speed: float, turn: float, now: Plane
) -> Plane:
    """Return the time derivatives of the engagement."""
    ax, ay = _asked(ratio, target_speed, now)
    tx, ty = target_speed * math.cos(now[6]), target_speed * math.sin(now[6])
    if lag <= 0.0:
        return now[2], now[3], ax, ay, tx, ty, turn, 0.0, 0.0
    nx, ny = (ax - now[7]) / lag, (ay - now[8]) / lag
    return now[2], now[3], now[7], now[8], tx, ty, turn, nx, ny


@kernel
def _along(now: Plane, rates: Plane, step: float) -> Plane:
    return (
        now[0] + step * rates[0],
        now[1] + step * rates[1],
        now[2] + step * rates[2],
        now[3] + step * rates[3],
        now[4] + step * rates[4],
        now[5] + step * rates[5],
        now[6] + step * rates[6],
        now[7] + step * rates[7],
        now[8] + step * rates[8],
    )


@kernel
def _step(
    ratio: float, lag: float, target_speed: float, turn: float, step: float, now: Plane
) -> Plane:
    """Take one step of the classical Runge-Kutta method of fourth order."""
    half, sixth = 0.5 * step, step / 6.0
    a = _rates(ratio, lag, target_speed, turn, now)
    b = _rates(ratio, lag, target_speed, turn, _along(now, a, half))
    c = _rates(ratio, lag, target_speed, turn, _along(now, b, half))
    d = _rates(ratio, lag, target_speed, turn, _along(now, c, step))
    now = _along(_along(now, a, sixth), b, 2.0 * sixth)
    return _along(_along(now, c, 2.0 * sixth), d, sixth)


# ------------------------------------------------------------------ pure pursuit


@kernel
def pursuit_time(
    distance: float, speed: float, target_speed: float, course: float
) -> float:
    """Return the time of a pure pursuit of a target that flies straight on.

    The pursuer always heads for where the target is.

    Parameters
    ----------
    distance
        At the start. [m]
    speed, target_speed
        Of pursuer and target. [m s⁻¹]
    course
        Of the target, from the line of sight; 0 flees. [rad]

    Returns
    -------
    Time, inf where the pursuer is not the faster. [s]

    References
    ----------
    .. [1] N. A. Shneydor, *Missile Guidance and Pursuit*, Horwood, 1998, section 3.2:
       R (v + v_T cos θ) / (v² - v_T²).

    Examples
    --------
    >>> round(pursuit_time(20e3, 900.0, 300.0, math.radians(60.0)), 6)
    29.166667
    """
    if speed <= target_speed:
        return math.inf
    fast = speed * speed - target_speed * target_speed
    return distance * (speed + target_speed * math.cos(course)) / fast


@kernel
def pursue_purely(
    distance: float, speed: float, target_speed: float, course: float
) -> float:
    """Fly a pure pursuit; return its time [s].

    Parameters
    ----------
    distance, speed, target_speed, course
        As of `pursuit_time`, and so is what is returned. [m, m s⁻¹, rad]

    References
    ----------
    .. [1] N. A. Shneydor, *Missile Guidance and Pursuit*, Horwood, 1998, section 3.2:
       R' = v_T cos θ - v and R θ' = -v_T sin θ.
    """
    if speed <= target_speed:
        return math.inf
    away, angle, time = distance, course, 0.0
    while away > _NEAR * distance:
        step = _PURSUIT_SHARE * away / (speed + target_speed)
        half, sixth = 0.5 * step, step / 6.0
        a, p = _chase(speed, target_speed, away, angle)
        b, q = _chase(speed, target_speed, away + half * a, angle + half * p)
        c, r = _chase(speed, target_speed, away + half * b, angle + half * q)
        d, s = _chase(speed, target_speed, away + step * c, angle + step * r)
        away += sixth * (a + 2.0 * b + 2.0 * c + d)
        angle += sixth * (p + 2.0 * q + 2.0 * r + s)
        time += step
    return time + away / (speed - target_speed)


@kernel
def _chase(
    speed: float, target_speed: float, away: float, angle: float
) -> tuple[float, float]:
    """Return the rates of distance and angle."""
    return (
        target_speed * math.cos(angle) - speed,
        -target_speed * math.sin(angle) / away,
    )
