"""The flight of a ballistic missile in its plane, by fourth-order Runge-Kutta.

Coordinates are from the Earth's centre: x level at the launch place towards the aim, y
up through the launch place.

References
----------
.. [1] R. R. Bate, D. D. Mueller, J. E. White, *Fundamentals of Astrodynamics*, Dover,
   1971, equation 1.3-4 and section 9.6.1 (Runge-Kutta).
.. [2] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA, 2012,
   chapter 13: drag by ballistic coefficient.
"""

import math
from typing import NamedTuple

import numpy as np

from kalkan._kernel import kernel
from kalkan.constants import EARTH_MU
from kalkan.physics.atmosphere import density
from kalkan.physics.kinematics import hermite

AIR_TOP = 120e3  #: above, drag is nothing and steps are long [m]
AIR_STEP, SPACE_STEP = 0.25, 5.0  #: [s]
TIME_MAX = 6000.0  #: a longer flight is none [s]
HERMITE_TOLERANCE = 0.2  #: of knots against the points left out [m]

State = tuple[float, float, float, float]


class Shot(NamedTuple):
    """What is to be flown."""

    radius: float  #: of the launch place from the Earth's centre [m]
    surface: float  #: radius of the surface under it [m]
    surface_aim: float  #: radius of the surface under the aim [m]
    angle: float  #: at the Earth's centre from launch to aim [rad]
    height: float  #: altitude of the aim [m]
    boost_time: float  #: [s]
    drag: float  #: half of one over the ballistic coefficient [m² kg⁻¹]


@kernel
def trace(
    shot: Shot, elevation: float, speed: float, points: np.ndarray
) -> tuple[float, float, int]:
    """Fly a shot until it comes down to the altitude of its aim.

    Parameters
    ----------
    shot
        What is to be flown.
    elevation
        Of the thrust, above the horizontal of the launch place. [rad]
    speed
        Thrust acceleration times boost time; the speed at launch where there is no
        boost. [m s⁻¹]
    points
        Overwritten with time, x, y and their rates after each step, shape (point, 5);
        of length 0 when they are not wanted.

    Returns
    -------
    Angle flown through at the Earth's centre, inf where it does not come down [rad];
    greatest altitude [m]; number of points.
    """
    along, up = speed * math.cos(elevation), speed * math.sin(elevation)
    s, push = (0.0, shot.radius, along, up), (0.0, 0.0)
    if shot.boost_time > 0.0:
        push = along / shot.boost_time, up / shot.boost_time
        s = 0.0, shot.radius, 0.0, 0.0
    time, top, n = 0.0, _altitude(shot, s), 0
    n = _keep(points, n, time, s)
    while time < TIME_MAX:
        alt, climb = _altitude(shot, s), _climb(s)
        if time >= shot.boost_time:
            push = (0.0, 0.0)
        span = _span(shot, time, alt, climb)
        after = _step(shot, s, push, alt, span)
        low, sink = _altitude(shot, after), _climb(after)
        top = max(top, low)
        if climb > 0.0 and sink < 0.0:  # speed up and down is linear over the top
            top = max(top, alt + 0.5 * climb * span * climb / (climb - sink))
        if sink < 0.0 and low <= shot.height:
            span = _landing(shot, s, push, alt, span, low)
            s = _step(shot, s, push, alt, span)
            n = _keep(points, n, time + span, s)
            return math.atan2(s[0], s[1]), top, n
        s, time = after, time + span
        n = _keep(points, n, time, s)
    return math.inf, top, n


@kernel
def _keep(points: np.ndarray, n: int, time: float, s: State) -> int:
    if n < points.shape[0]:
        points[n, 0] = time
        points[n, 1], points[n, 2], points[n, 3], points[n, 4] = s
        return n + 1
    return n


@kernel
def _altitude(shot: Shot, s: State) -> float:
    """Return the altitude over a surface whose radius is linear in the angle."""
    share = math.atan2(s[0], s[1]) / shot.angle
    surface = shot.surface + share * (shot.surface_aim - shot.surface)
    return math.sqrt(s[0] * s[0] + s[1] * s[1]) - surface


@kernel
def _climb(s: State) -> float:
    return (s[0] * s[2] + s[1] * s[3]) / math.sqrt(s[0] * s[0] + s[1] * s[1])


@kernel
def _span(shot: Shot, time: float, alt: float, climb: float) -> float:
    """Return the next step: short in the air and the burn, and ending with that."""
    span = AIR_STEP
    if alt > AIR_TOP:
        span = SPACE_STEP
        if climb < 0.0:
            span = min(span, max(AIR_STEP, (AIR_TOP - alt) / climb))
    if time < shot.boost_time:
        span = min(AIR_STEP, shot.boost_time - time)
        if shot.boost_time - time - span < 1e-9:
            span = shot.boost_time - time
    return span


@kernel
def _rates(shot: Shot, s: State, push: tuple[float, float], surface: float) -> State:
    """Return velocity and acceleration: thrust, gravity and drag."""
    x, y, vx, vy = s
    square = x * x + y * y
    r = math.sqrt(square)
    pull = -EARTH_MU / (square * r)
    slow = 0.0
    if r - surface < AIR_TOP and shot.drag > 0.0:
        slow = -shot.drag * density(r - surface) * math.sqrt(vx * vx + vy * vy)
    return vx, vy, push[0] + pull * x + slow * vx, push[1] + pull * y + slow * vy


@kernel
def _moved(s: State, rate: State, h: float) -> State:
    return (
        s[0] + h * rate[0],
        s[1] + h * rate[1],
        s[2] + h * rate[2],
        s[3] + h * rate[3],
    )


@kernel
def _step(
    shot: Shot, s: State, push: tuple[float, float], alt: float, h: float
) -> State:
    """Return the state after a step; the surface's radius is that at its start."""
    surface = math.sqrt(s[0] * s[0] + s[1] * s[1]) - alt
    a = _rates(shot, s, push, surface)
    b = _rates(shot, _moved(s, a, 0.5 * h), push, surface)
    c = _rates(shot, _moved(s, b, 0.5 * h), push, surface)
    d = _rates(shot, _moved(s, c, h), push, surface)
    g = h / 6.0
    return (
        s[0] + g * (a[0] + 2.0 * (b[0] + c[0]) + d[0]),
        s[1] + g * (a[1] + 2.0 * (b[1] + c[1]) + d[1]),
        s[2] + g * (a[2] + 2.0 * (b[2] + c[2]) + d[2]),
        s[3] + g * (a[3] + 2.0 * (b[3] + c[3]) + d[3]),
    )


@kernel
def _landing(
    shot: Shot, s: State, push: tuple[float, float], alt: float, h: float, low: float
) -> float:
    """Return the part of a step after which the altitude is that of the aim."""
    part = h * (alt - shot.height) / max(alt - low, 1e-9)
    part = min(max(part, 0.0), h)
    for _ in range(4):
        at = _step(shot, s, push, alt, part)
        part -= (_altitude(shot, at) - shot.height) / min(_climb(at), -1e-3)
        part = min(max(part, 0.0), h)
    return part


@kernel
def thin(points: np.ndarray, burnout: float, keep: np.ndarray) -> None:
    """Mark the points that must stay for Hermite pieces to pass near all the others.

    Parameters
    ----------
    points
        Time, x, y and their rates, shape (point, 5). [s, m, m s⁻¹]
    burnout
        Time at which acceleration jumps; that point stays. [s]
    keep
        Overwritten with whether each point stays; shape (point,).
    """
    keep[:] = False
    keep[0] = True
    first, many = 0, points.shape[0]
    while first + 1 < many:
        last = first + 1
        while (
            last + 1 < many
            and points[last, 0] != burnout
            and _is_passed(points, first, last + 1)
        ):
            last += 1
        keep[last] = True
        first = last


@kernel
def _is_passed(points: np.ndarray, first: int, last: int) -> bool:
    """Return whether one Hermite piece passes near every point between two."""
    t0, t1 = points[first, 0], points[last, 0]
    for k in range(first + 1, last):
        for c in (1, 2):
            place, _ = hermite(
                points[k, 0],
                t0,
                t1,
                points[first, c],
                points[first, c + 2],
                points[last, c],
                points[last, c + 2],
            )
            if abs(place - points[k, c]) > HERMITE_TOLERANCE:
                return False
    return True
