"""How much likelier a plot is as an echo of a track than as anything else.

References
----------
.. [1] S. Blackman, R. Popoli, *Design and Analysis of Modern Tracking Systems*, Artech
   House, 1999, section 6.2: track scores, and section 6.4: assignment by them.
"""

import math

from kalkan._kernel import kernel

BIRTH = 0.01  #: targets that first show themselves in a look; assumed, seldom [1]
DEEPEST = 1e6  #: a radar whose range has no end is taken to see so far [m]
LEAST_PD, MOST_PD = 0.05, 0.99  #: a track is never sure to be seen, or not to be [1]
_LOG_TURN = math.log(2.0 * math.pi)


@kernel
def stranger_density(
    false_rate: float, depth: float, width: float, lift: float
) -> float:
    """Return how many plots of nothing, or of new targets, a look has for its room.

    Parameters
    ----------
    false_rate
        Expected in a look at all of the radar's room, not negative. [1]
    depth
        Of that room: greatest less least range. [m]
    width, lift
        Of that room at the plot's range, across in azimuth and in elevation; `lift` is
        1 where elevation says nothing. [m]

    Returns
    -------
    Density in the plane or in space, BIRTH included. [m⁻² or m⁻³]

    References
    ----------
    .. [1] Blackman, Popoli 1999, section 6.2: β_FT + β_NT.

    Examples
    --------
    >>> stranger_density(19.99, 1e5, 2e5, 1.0)
    1e-09
    """
    deep = min(DEEPEST, max(1.0, depth))
    return (false_rate + BIRTH) / (deep * max(1.0, width) * max(1.0, lift))


@kernel
def gain(
    square: float, determinant: float, axes: int, density: float, pd: float
) -> float:
    """Return what a plot adds to the score of a track that takes it.

    Parameters
    ----------
    square, determinant
        Squared statistical distance of the two, and determinant of the innovation's
        covariance. [1, m⁴ or m⁶]
    axes
        How many numbers were measured, 2 or 3.
    density
        Of strangers, by `stranger_density`. [m⁻² or m⁻³]
    pd
        Probability that a look at the target gives a plot. [1]

    Returns
    -------
    Logarithm of the ratio of two likelihoods: that it is the track's, that it is not.

    References
    ----------
    .. [1] Blackman, Popoli 1999, section 6.2.2: ΔL of an update.

    Examples
    --------
    A plot 2 standard deviations (100 m, 100 m) off, with one stranger in 1000 km²:

    >>> round(gain(4.0, 1e8, 2, 1e-9, 0.9), 3)
    7.57
    """
    spread = 0.5 * (square + math.log(determinant) + axes * _LOG_TURN)
    return math.log(max(LEAST_PD, pd)) - spread - math.log(density)


@kernel
def forgone(pd: float) -> float:
    """Return what a look without a plot adds to a track's score, below 0.

    References
    ----------
    .. [1] Blackman, Popoli 1999, section 6.2.2.

    Examples
    --------
    >>> round(forgone(0.9), 3)
    -2.303
    """
    return math.log(1.0 - min(MOST_PD, pd))
