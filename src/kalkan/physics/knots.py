"""Few knots that stand for many points of a flight.

References
----------
.. [1] C. de Boor, *A Practical Guide to Splines*, revised edition, Springer, 2001,
   chapter IV (piecewise cubic Hermite interpolation).
"""

import numpy as np

from kalkan._kernel import kernel
from kalkan.physics.kinematics import hermite

TOLERANCE = 0.2  #: of the Hermite pieces against the points left out [m]


@kernel
def thin(points: np.ndarray, keep: np.ndarray) -> None:
    """Mark the points that must stay for Hermite pieces to pass near all the others.

    Parameters
    ----------
    points
        Time, place and its rates, and 1 where acceleration jumps, which stays.  Shape:
        point, 8. [s, m, m s⁻¹, 1]
    keep
        Overwritten with whether each point stays.  Shape: point.
    """
    many = points.shape[0]
    for k in range(many):
        keep[k] = False
    first = 0
    keep[0] = True
    while first + 1 < many:
        last = first + 1
        while (
            last + 1 < many
            and points[last, 7] == 0.0
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
        for c in (1, 2, 3):
            place, _ = hermite(
                points[k, 0],
                t0,
                t1,
                points[first, c],
                points[first, c + 3],
                points[last, c],
                points[last, c + 3],
            )
            if abs(place - points[k, c]) > TOLERANCE:
                return False
    return True
