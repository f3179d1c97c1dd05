"""Values between the rows of a table."""

import numpy as np

from kalkan._kernel import kernel


@kernel
def interpolate(x: float, xs: np.ndarray, ys: np.ndarray) -> float:
    """Return a piecewise linear function; beyond its ends it keeps its end values.

    Parameters
    ----------
    x
        Where.
    xs
        Abscissae, rising.  Shape: row.
    ys
        Ordinates.  Shape: row.

    Returns
    -------
    Ordinate at `x`.

    Examples
    --------
    >>> interpolate(1.5, np.array([1.0, 2.0]), np.array([10.0, 20.0]))
    15.0
    """
    last = xs.shape[0] - 1
    y: float = ys[0]
    if x >= xs[last]:
        y = ys[last]
    elif x > xs[0]:
        i = 1
        while xs[i] < x:
            i += 1
        share = (x - xs[i - 1]) / (xs[i] - xs[i - 1])
        y = ys[i - 1] + share * (ys[i] - ys[i - 1])
    return y
