"""An adaptive integrator of ordinary differential equations: Dormand-Prince 5(4).

A compiled kernel cannot be handed a function and still be kept on disk, so the caller
keeps the loop and this module the arithmetic.  With the state in row STATE of `work`
and its slope in row 0, one step from time `t` is::

    for i in range(1, STAGES):
        stage(work, i, h)  # writes row TRIAL
        slopes(t + NODE[i] * h, work, i)  # the caller's: from row TRIAL to row i
    error = step_error(work, h, relative)
    if error <= 1.0:
        accept(work)  # row STATE and row 0 are now those of t + h
    h *= step_ratio(error)

Between `stage(work, 6, h)` and `accept`, `dense` gives the state anywhere in the step
to fourth order, which is how events are found.

References
----------
.. [1] J. R. Dormand, P. J. Prince, "A family of embedded Runge-Kutta formulae",
   *Journal of Computational and Applied Mathematics* 6 (1), 1980, pp. 19-26: table 2.
.. [2] E. Hairer, S. P. Nørsett, G. Wanner, *Solving Ordinary Differential Equations
   I*, 2nd edition, Springer, 1993, sections II.4 (step size control) and II.6 (dense
   output).
"""

import math

import numpy as np

from kalkan._kernel import kernel

STAGES = 7  #: slopes of a step; the last is the first of the next
STATE, TRIAL, INSIDE, TOLERANCE = 7, 8, 9, 10  #: rows of `work` after the slopes
ROWS = 11  #: of `work`

NODE = (0.0, 0.2, 0.3, 0.8, 8.0 / 9.0, 1.0, 1.0)  #: of a step, at each stage [1]
_WEIGHT = (
    (0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    (0.2, 0.0, 0.0, 0.0, 0.0, 0.0),
    (3.0 / 40.0, 9.0 / 40.0, 0.0, 0.0, 0.0, 0.0),
    (44.0 / 45.0, -56.0 / 15.0, 32.0 / 9.0, 0.0, 0.0, 0.0),
    (
        19372.0 / 6561.0,
        -25360.0 / 2187.0,
        64448.0 / 6561.0,
        -212.0 / 729.0,
        0.0,
        0.0,
    ),
    (
        9017.0 / 3168.0,
        -355.0 / 33.0,
        46732.0 / 5247.0,
        49.0 / 176.0,
        -5103.0 / 18656.0,
        0.0,
    ),
    (
        35.0 / 384.0,
        0.0,
        500.0 / 1113.0,
        125.0 / 192.0,
        -2187.0 / 6784.0,
        11.0 / 84.0,
    ),
)
_ERROR = (
    71.0 / 57600.0,
    0.0,
    -71.0 / 16695.0,
    71.0 / 1920.0,
    -17253.0 / 339200.0,
    22.0 / 525.0,
    -1.0 / 40.0,
)
_DENSE = (
    -12715105075.0 / 11282082432.0,
    0.0,
    87487479700.0 / 32700410799.0,
    -10690763975.0 / 1880347072.0,
    701980252875.0 / 199316789632.0,
    -1453857185.0 / 822651844.0,
    69997945.0 / 29380423.0,
)

_SAFETY, _SHRINK, _GROW = 0.9, 0.2, 5.0


@kernel
def stage(work: np.ndarray, i: int, h: float) -> None:
    """Write the state at which the slope of stage `i` is wanted.

    Parameters
    ----------
    work
        Slopes, state and trial; rows 0 to `i` - 1 and `STATE` are read, row `TRIAL` is
        overwritten.  Shape: ROWS, component.
    i
        Stage, 1 to 6; the trial of the last is the state at the end of the step.
    h
        Step.
    """
    weight = _WEIGHT[i]
    for c in range(work.shape[1]):
        slope = 0.0
        for j in range(i):
            slope += weight[j] * work[j, c]
        work[TRIAL, c] = work[STATE, c] + h * slope


@kernel
def step_error(work: np.ndarray, h: float, relative: float) -> float:
    """Return the error of a step over what is tolerated.

    Parameters
    ----------
    work
        All seven slopes, state and trial; row `TOLERANCE` holds the error that is
        tolerated of each component in a step.  Shape: ROWS, component.
    h
        Step.
    relative
        Error tolerated on top, as a share of the larger of the component before and
        after. [1]

    Returns
    -------
    Root mean square over components; the step is good up to 1.  inf where a trial is
    not finite. [1]
    """
    total, many = 0.0, work.shape[1]
    for c in range(many):
        slope = 0.0
        for j in range(STAGES):
            slope += _ERROR[j] * work[j, c]
        size = max(abs(work[STATE, c]), abs(work[TRIAL, c]))
        part = h * slope / (work[TOLERANCE, c] + relative * size)
        total += part * part
    if not math.isfinite(total):
        return math.inf
    return math.sqrt(total / many)


@kernel
def step_ratio(error: float) -> float:
    """Return by what the step is to be multiplied after an error.

    Parameters
    ----------
    error
        By `step_error`. [1]

    Returns
    -------
    Ratio of the next step to this one, 0.2 to 5. [1]

    Examples
    --------
    >>> step_ratio(0.0), round(step_ratio(1.0), 3), step_ratio(1e9)
    (5.0, 0.9, 0.2)
    """
    if error <= 0.0:
        return _GROW
    return min(_GROW, max(_SHRINK, _SAFETY * math.pow(error, -0.2)))


@kernel
def accept(work: np.ndarray) -> None:
    """Make the end of a step the start of the next.

    Parameters
    ----------
    work
        Slopes, state and trial.  Shape: ROWS, component.
    """
    for c in range(work.shape[1]):
        work[STATE, c] = work[TRIAL, c]
        work[0, c] = work[STAGES - 1, c]


@kernel
def dense(work: np.ndarray, h: float, share: float) -> None:
    """Write the state inside a step, to fourth order.

    Parameters
    ----------
    work
        All seven slopes, state and trial; row `INSIDE` is overwritten.  Shape: ROWS,
        component.
    h
        Step.
    share
        Of the step, 0 to 1. [1]
    """
    rest = 1.0 - share
    for c in range(work.shape[1]):
        bend = 0.0
        for j in range(STAGES):
            bend += _DENSE[j] * work[j, c]
        rise = work[TRIAL, c] - work[STATE, c]
        first = h * work[0, c] - rise
        last = rise - h * work[STAGES - 1, c] - first
        inner = first + share * (last + rest * h * bend)
        work[INSIDE, c] = work[STATE, c] + share * (rise + rest * inner)
