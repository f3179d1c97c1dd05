"""What a miss leaves of a probability of kill."""

import numpy as np
from numpy.typing import ArrayLike

from kalkan.numerics.arguments import require
from kalkan.numerics.elementwise import elementwise
from kalkan.physics import lethality


def endgame_probability(
    miss: ArrayLike, reference_miss: ArrayLike, reference_probability: ArrayLike
) -> float | np.ndarray:
    """Return the chance of a kill at a miss distance, by Carleton's function.

    Parameters
    ----------
    miss
        Least distance, at least 0. [m]
    reference_miss
        That of a shot known to kill with `reference_probability`, above 0. [m]
    reference_probability
        From 0 to 1. [1]

    Returns
    -------
    Probability. [1]

    Raises
    ------
    ValueError
        When a number is not finite or outside its bounds.

    References
    ----------
    .. [1] J. S. Przemieniecki, *Mathematical Methods in Defense Analyses*, 3rd edition,
       AIAA, 2000, chapter 2.

    Examples
    --------
    >>> endgame_probability([0.0, 5.0, 10.0], 5.0, 0.5)
    array([1.    , 0.5   , 0.0625])
    """
    chance = require("reference_probability", reference_probability, 0.0)
    if np.any(chance > 1.0):
        raise ValueError("reference_probability: from 0 to 1")
    return elementwise(
        lethality.endgame_probability,
        chance,
        require("miss", miss, 0.0),
        require("reference_miss", reference_miss, 0.0, above=True),
    )
