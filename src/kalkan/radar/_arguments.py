"""What every function of the door asks of its arguments."""

import numpy as np
from numpy.typing import ArrayLike

from kalkan.numerics.arguments import require, require_whole

_MOST_PULSES = 1_000_000


def positive(name: str, value: ArrayLike) -> np.ndarray:
    """Return finite numbers above 0."""
    return require(name, value, 0.0, above=True)


def whole(name: str, value: ArrayLike) -> np.ndarray:
    """Return whole numbers, from 1 to a million."""
    return require_whole(name, value, 1, _MOST_PULSES)


def alarm(pfa: ArrayLike) -> np.ndarray:
    """Return probabilities of false alarm, 1e-300 to below 1 [1]."""
    return require("pfa", require("pfa", pfa, 0.0, 1.0, above=True, below=True), 1e-300)


def pulses_of(pulses: ArrayLike) -> np.ndarray:
    """Return numbers of pulses."""
    return whole("pulses", pulses)


def case_of(case: ArrayLike) -> np.ndarray:
    """Return Swerling cases, 0 to 4."""
    return require_whole("case", case, 0, 4)
