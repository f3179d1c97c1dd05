"""Kernels of scalars, over arrays."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike


def elementwise(
    kernel: Callable[..., float], *arguments: ArrayLike
) -> float | np.ndarray:
    """Return a kernel of scalars, called for every element.

    Parameters
    ----------
    kernel
        Takes as many floats as there are arguments, and returns one.
    arguments
        Numbers or arrays that broadcast together.

    Returns
    -------
    A float when every argument is a number, else an array of the common shape.

    Raises
    ------
    ValueError
        When the shapes do not broadcast, or an argument is not of numbers.

    Examples
    --------
    >>> import math
    >>> elementwise(math.hypot, 3.0, [4.0, 0.0])
    array([5., 3.])
    >>> elementwise(math.hypot, 3, 4)
    5.0
    """
    arrays = np.broadcast_arrays(*(np.asarray(one, np.float64) for one in arguments))
    shape = arrays[0].shape
    values = zip(*(one.ravel().tolist() for one in arrays), strict=True)
    out = np.array([kernel(*each) for each in values], np.float64).reshape(shape)
    return out if shape else float(out)
