"""The ways a target moves, how long it keeps to one, and how a track stores them.

A track has the same seven numbers in each mode: position, velocity and one parameter
of the mode's own.  The flat arrays of a track are

- `means` (21,): the seven numbers of each mode in turn, ENU [m, m/s, own];
- `spreads` (141,): the covariance of each mode in turn, 28 numbers each: the upper
  triangle of position and velocity row by row (21), then the covariances of the own
  parameter with these six and itself (7).  Then what late plots need: of each of the
  last four plots its age and what it said of the position (7), the agility of the last
  step, and room to reckon in (28);
- `weights` (3,): the probability of each mode.

References
----------
.. [1] Y. Bar-Shalom, X. R. Li, T. Kirubarajan, *Estimation with Applications to
   Tracking and Navigation*, Wiley, 2001, sections 11.6 and 11.7.
.. [2] J. R. Norris, *Markov Chains*, Cambridge University Press, 1997, chapter 2:
   chains in continuous time.
"""

import math
from enum import IntEnum

from kalkan._kernel import kernel


class Mode(IntEnum):
    """How a target moves; the own parameter of the mode."""

    CV = 0  #: nearly-constant velocity; none
    CT = 1  #: coordinated turn; turn rate about the local vertical, left is positive
    BALLISTIC = 2  #: gravity and drag; logarithm of the drag over DRAG_USUAL


MODES = 3
STATE = 7  #: numbers of a mean
PACKED = 28  #: numbers of its covariance
MEANS = MODES * STATE  #: numbers of `means`
LATE = MODES * PACKED  #: where in `spreads` that begins which late plots need
MEMORY = 4  #: plots that are remembered
AGILITY = LATE + 7 * MEMORY  #: where the agility of the last step is
SCRATCH = AGILITY + 1  #: where room to reckon in is
SPREADS = SCRATCH + PACKED  #: numbers of `spreads`

QUIET_PSD = 1.0  #: of gusts and autopilots in straight flight, assumed [m² s⁻³]

# Sojourn times, assumed: a flight is straight for a minute and a half, a turn takes
# half a minute; a rocket burns out once, and a warhead that manoeuvres does so late.
STRAIGHT_TIME = 90.0  #: mean time of straight flight before a manoeuvre [s]
TURN_TIME = 30.0  #: mean time of a manoeuvre [s]
BURN_TIME = 1000.0  #: mean time before an unknown target falls freely [s]
FALL_TIME = 100.0  #: mean time of free fall before it does something else [s]

_TURNS = 1.0 / STRAIGHT_TIME  # rates [1/s]
_ENDS = 1.0 / TURN_TIME
_FALLS = 1.0 / BURN_TIME
_LEAVES = 1.0 / FALL_TIME
_STRAIGHT_SHARE = _ENDS / (_TURNS + _ENDS)  # of CV in powered flight, in the long run
_FALL_SHARE = _FALLS / (_FALLS + _LEAVES)

Matrix = tuple[float, float, float, float, float, float, float, float, float]


@kernel
def transition(dt: float) -> Matrix:
    """Return the probabilities of the modes after `dt`, by the mode before.

    Parameters
    ----------
    dt
        Step, not negative. [s]

    Returns
    -------
    Rows CV, CT, BALLISTIC before; columns the same after.

    Notes
    -----
    A chain in continuous time, so that two half steps are one step.  Powered flight
    goes to and fro between CV and CT; from both the target may begin to fall, and it
    comes back to either as powered flight is shared between them in the long run.  The
    eigenvalues are then 0 and minus the sums of rates below.

    Examples
    --------
    >>> [round(p, 4) for p in transition(4.0)[:3]]
    [0.9555, 0.0406, 0.0039]
    """
    fall = math.exp(-(_FALLS + _LEAVES) * dt)
    turn = math.exp(-(_TURNS + _ENDS + _FALLS) * dt)
    drops = _FALL_SHARE * (1.0 - fall)
    leaves = (1.0 - _FALL_SHARE) * (1.0 - fall)
    flies = 1.0 - drops
    straight, other = _STRAIGHT_SHARE, 1.0 - _STRAIGHT_SHARE
    return (
        flies * straight + turn * other,
        (flies - turn) * other,
        drops,
        (flies - turn) * straight,
        flies * other + turn * straight,
        drops,
        leaves * straight,
        leaves * other,
        1.0 - leaves,
    )
