"""The path of a flyer from its start, and how it ends."""

from typing import NamedTuple

import numpy as np


class Way(NamedTuple):
    """A path from its start, and how it ends."""

    time: np.ndarray  #: since the start.  Shape: knot [s]
    position: np.ndarray  #: ENU.  Shape: knot, 3 [m]
    velocity: np.ndarray  #: ENU.  Shape: knot, 3 [m s⁻¹]
    drift: np.ndarray  #: unit offset times taper.  Shape: knot, 3 [1]
    impacts: bool  #: whether the end is the aim point
    release: float  #: when the weapon leaves, or inf [s]
    varies: bool  #: whether speed and route differ from battle to battle
    ceiling: float  #: greatest altitude [m]
