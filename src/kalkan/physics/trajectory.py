"""The flight of a point mass over a turning Earth: thrust, gravity, drag and wind.

Coordinates are Earth-centred and turn with the Earth (ECEF).  There is no lift: the
axis lies in the airflow, or the body is round.  Drag is ½ ρ C_D(M) A v² against the
velocity through the air.  Steps are as long as their error allows and end where
anything jumps: at burns, at stages, where the steering changes.

References
----------
.. [1] B. L. Stevens, F. L. Lewis, E. N. Johnson, *Aircraft Control and Simulation*, 3rd
   edition, Wiley, 2016, section 1.5 (flight over a turning ellipsoid).
.. [2] P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA, 2012,
   chapters 11 and 13 (boost; drag).
"""

import math
from typing import NamedTuple

import numpy as np

from kalkan._kernel import kernel
from kalkan.numerics.integrate import (
    INSIDE,
    NODE,
    STAGES,
    STATE,
    TRIAL,
    accept,
    dense,
    stage,
    step_error,
    step_ratio,
)
from kalkan.physics.earth import Earth
from kalkan.physics.ellipsoid import vertical
from kalkan.physics.forces import Body, slopes
from kalkan.physics.staging import Phase
from kalkan.physics.steering import Guided
from kalkan.physics.wind import Wind

COMPONENTS = 6  #: of the state: place and velocity, ECEF
COLUMNS = 8  #: of a point: time, state, and 1 where something jumps
STEP_MAX, STEPS_MAX = 30.0, 200000  #: [s], [1]
_FIRST_STEP = 0.05  # [s]
_HALVINGS = 50  # of a step, to find an event


class Limits(NamedTuple):
    """How far and how finely a flight is followed."""

    duration: float  #: longest [s]
    floor: float  #: altitude at which what sinks has landed; -inf never lands [m]
    interval: float  #: between points; 0 has `parts` a step instead [s]
    parts: int  #: points a step, the last at its end


class Ending(NamedTuple):
    """How a flight ended."""

    points: int  #: written
    time: float  #: [s]
    apogee: float  #: greatest altitude [m]
    landed: bool  #: came down to the floor


@kernel
def fly(
    earth: Earth,
    wind: Wind,
    body: Body,
    limits: Limits,
    work: np.ndarray,
    points: np.ndarray,
) -> Ending:
    """Fly until the floor, or for the duration.

    Parameters
    ----------
    earth
        Model of the Earth.
    wind
        Profile of the wind.
    body
        What flies.
    limits
        How far and how finely.
    work
        Row `STATE` holds place and velocity at the start, and then at the end; row
        `TOLERANCE` the error of each that is tolerated in a step.  Shape: ROWS, 6.
    points
        Overwritten with points of the flight, as many as there is room for.  Shape:
        point, COLUMNS.

    Returns
    -------
    How it ended.
    """
    time, h, many = 0.0, _FIRST_STEP, 0
    lands, last = False, 0.0
    top, climb = _rise(earth, work, STATE)
    many = _write(points, many, time, work, STATE, 1.0)
    for _ in range(STEPS_MAX):
        if time >= limits.duration:
            break
        k, mode, until = _piece(body, time)
        until = min(until, limits.duration)
        _begin(earth, wind, body, k, mode, time, work)
        while time < until:
            span, ends = _span(h, until - time)
            if lands:
                span, ends = last, False
            error = _attempt(earth, wind, body, limits, k, mode, time, span, work)
            if error > 1.0 and not lands:
                h = span * step_ratio(error)
                continue
            after, sink = _rise(earth, work, TRIAL)
            if climb > 0.0 and sink <= 0.0:
                top = max(top, _summit(earth, work, span))
            if after < limits.floor and sink < 0.0 and not lands:
                lands, last = True, span * _landing(earth, work, span, limits.floor)
                continue
            top = max(top, after)
            many = _points(points, many, limits, time, span, ends, work)
            accept(work)
            if lands:
                return Ending(many, time + last, top, True)
            time = until if ends else time + span
            after_next = span * step_ratio(error)
            h = max(h, after_next) if ends else after_next
            climb = sink
    return Ending(many, time, top, False)


@kernel
def _begin(
    earth: Earth,
    wind: Wind,
    body: Body,
    k: int,
    mode: int,
    time: float,
    work: np.ndarray,
) -> None:
    """Write the slope at the start of a piece, where the last one no longer holds."""
    for c in range(COMPONENTS):
        work[TRIAL, c] = work[STATE, c]
    for first in range(1):  # a literal 0 would compile `slopes` a second time
        slopes(earth, wind, body, k, mode, time, work, first)


@kernel
def _span(h: float, left: float) -> tuple[float, bool]:
    """Return the next step, and whether it ends the piece."""
    h = min(h, STEP_MAX)
    if h >= left * (1.0 - 1e-9):
        return left, True
    if h > 0.5 * left:  # two even steps rather than a long and a tiny one
        return 0.5 * left, False
    return h, False


@kernel
def _piece(body: Body, time: float) -> tuple[int, int, float]:
    """Return phase, steering and end of the smooth piece that begins at a time."""
    phases, steering = body.phases, body.steering
    k, until = 0, math.inf
    for j in range(1, phases.shape[0]):
        start = phases[j, Phase.START.value]
        if start <= time:
            k = j
        else:
            until = min(until, start)
    mode = steering.mode
    if mode == Guided.LOFTED.value or mode == Guided.GRAVITY_TURN.value:
        over = (0.5 * math.pi - steering.elevation) / steering.rate
        for turn in (steering.rise, steering.rise + over):
            if time < turn:
                mode = Guided.LOFTED.value
                until = min(until, turn)
    return k, mode, until


@kernel
def _rise(earth: Earth, work: np.ndarray, row: int) -> tuple[float, float]:
    """Return altitude and rate of climb of a row."""
    ux, uy, uz, altitude = vertical(
        earth.major, earth.eccentricity2, work[row, 0], work[row, 1], work[row, 2]
    )
    climb = ux * work[row, 3] + uy * work[row, 4] + uz * work[row, 5]
    return altitude, climb


@kernel
def _attempt(
    earth: Earth,
    wind: Wind,
    body: Body,
    limits: Limits,
    k: int,
    mode: int,
    time: float,
    h: float,
    work: np.ndarray,
) -> float:
    """Try a step; return its error over what is tolerated."""
    for i in range(1, STAGES):
        stage(work, i, h)
        slopes(earth, wind, body, k, mode, time + NODE[i] * h, work, i)
    return step_error(work, h, 0.0)


@kernel
def _summit(earth: Earth, work: np.ndarray, h: float) -> float:
    """Return the greatest altitude inside a step that begins up and ends down."""
    low, high = 0.0, 1.0
    top = -math.inf
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        dense(work, h, middle)
        top, climb = _rise(earth, work, INSIDE)
        if climb > 0.0:
            low = middle
        else:
            high = middle
    return top


@kernel
def _landing(earth: Earth, work: np.ndarray, h: float, floor: float) -> float:
    """Return the share of a step after which the altitude is that of the floor."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        dense(work, h, middle)
        altitude, climb = _rise(earth, work, INSIDE)
        if altitude < floor and climb < 0.0:
            high = middle
        else:
            low = middle
    return high


@kernel
def _write(
    points: np.ndarray, many: int, time: float, work: np.ndarray, row: int, jump: float
) -> int:
    """Append a point, where there is room; return how many there are."""
    if many >= points.shape[0]:
        return many
    points[many, 0], points[many, COLUMNS - 1] = time, jump
    for c in range(COMPONENTS):
        points[many, c + 1] = work[row, c]
    return many + 1


@kernel
def _points(
    points: np.ndarray,
    many: int,
    limits: Limits,
    time: float,
    h: float,
    ends: bool,
    work: np.ndarray,
) -> int:
    """Append the points of a step; return how many there are."""
    if limits.interval > 0.0:
        wanted = math.floor(time / limits.interval + 1e-9) + 1.0
        while wanted * limits.interval <= (time + h) * (1.0 + 1e-14):
            at = wanted * limits.interval
            dense(work, h, min((at - time) / h, 1.0))
            many = _write(points, many, at, work, INSIDE, 0.0)
            wanted += 1.0
        return many
    for part in range(1, limits.parts):
        dense(work, h, part / limits.parts)
        many = _write(points, many, time + h * part / limits.parts, work, INSIDE, 0.0)
    return _write(points, many, time + h, work, TRIAL, 1.0 if ends else 0.0)
