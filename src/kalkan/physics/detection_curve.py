r"""Probability of detection against SNR as a table, for use inside a battle.

The exact sums of `detection` take a microsecond or more; a battle asks millions of
times for the same few curves.  A curve is a monotone cubic in

.. math:: u = S / (S + S_{1/2})

with :math:`S_{1/2}` the signal-to-noise ratio where it stands half way.  That variable
maps every signal from none to infinite onto [0, 1], needs no logarithm, and leaves all
curves about equally steep: the probability rises over a fixed share of the interval,
whatever the case, the pulses and the false alarms.
"""

import numpy as np

from kalkan._kernel import kernel
from kalkan.physics.detection import exceedance, required_snr, threshold

_CELLS = 80
#: Length of a row: the SNR half way, then value and slope (a cell) at every node.
CURVE_POINTS = 1 + 2 * (_CELLS + 1)


@kernel
def curve_fill(case: int, pulses: int, pfa: float, out: np.ndarray) -> None:
    """Write the curve of one kind of target at one radar.

    Parameters
    ----------
    case
        Swerling 0 to 4. [1]
    pulses
        How many pulses are summed, at least one. [1]
    pfa
        Probability of false alarm, 0 < pfa < 1. [1]
    out
        What is written; shape (CURVE_POINTS,). [1]

    Notes
    -----
    Read by `curve_probability`, it is within 1e-5 of the exact probability for any SNR,
    any case, 1 to 100 pulses and false alarms from 1e-9 to 1e-3, and within 1e-4 up to
    100 000 pulses and from 1e-12 on.  Slopes are differences of fourth order, held to
    three times the smaller neighbouring secant, which keeps the cubic monotone [1]_.

    References
    ----------
    .. [1] F. N. Fritsch, R. E. Carlson, "Monotone piecewise cubic interpolation", *SIAM
       Journal on Numerical Analysis* 17, 1980, pp. 238-246.
    """
    level = threshold(pfa, pulses)
    half = required_snr(case, pulses, 0.5 * (1.0 + pfa), pfa)
    out[0] = half
    out[1] = pfa
    out[1 + 2 * _CELLS] = 1.0
    for k in range(1, _CELLS):
        exact = exceedance(case, pulses, half * k / (_CELLS - k), level)
        out[1 + 2 * k] = max(exact, out[2 * k - 1])  # not even by rounding downwards
    for k in range(_CELLS + 1):
        steepest = 3.0 * min(_secant(out, max(k - 1, 0)), _secant(out, min(k, _LAST)))
        out[2 + 2 * k] = max(0.0, min(_slope(out, k), steepest))


_LAST = _CELLS - 1


@kernel
def _secant(row: np.ndarray, k: int) -> float:
    """Return how much a curve rises in cell `k`."""
    return row[3 + 2 * k] - row[1 + 2 * k]


@kernel
def _slope(row: np.ndarray, k: int) -> float:
    """Return the slope at node `k`, a cell: differences of fourth order."""
    first = min(max(k - 2, 0), _CELLS - 4)
    f0, f1, f2 = row[1 + 2 * first], row[3 + 2 * first], row[5 + 2 * first]
    f3, f4 = row[7 + 2 * first], row[9 + 2 * first]
    place = k - first
    if place == 0:
        return (-25.0 * f0 + 48.0 * f1 - 36.0 * f2 + 16.0 * f3 - 3.0 * f4) / 12.0
    if place == 1:
        return (-3.0 * f0 - 10.0 * f1 + 18.0 * f2 - 6.0 * f3 + f4) / 12.0
    if place == 2:
        return (f0 - 8.0 * f1 + 8.0 * f3 - f4) / 12.0
    if place == 3:
        return (-f0 + 6.0 * f1 - 18.0 * f2 + 10.0 * f3 + 3.0 * f4) / 12.0
    return (3.0 * f0 - 16.0 * f1 + 36.0 * f2 - 48.0 * f3 + 25.0 * f4) / 12.0


@kernel
def curve_probability(curves: np.ndarray, s: int, c: int, snr: float) -> float:
    """Return the probability of detection by the curve of radar `s` and case `c`.

    Parameters
    ----------
    curves
        Rows written by `curve_fill`; shape (sensor, case, CURVE_POINTS).
    s, c
        Which row. [1]
    snr
        Mean signal-to-noise ratio of a pulse, linear. [1]

    Returns
    -------
    Probability; that of a false alarm where `snr` is not above zero, or NaN. [1]

    Examples
    --------
    >>> curves = np.zeros((1, 5, CURVE_POINTS))
    >>> curve_fill(1, 10, 1e-6, curves[0, 1])
    >>> round(curve_probability(curves, 0, 1, 10.0), 4)
    0.7911
    """
    if not snr > 0.0:
        return curves[s, c, 1]
    place = _CELLS / (1.0 + curves[s, c, 0] / snr)
    k = min(int(place), _LAST)
    t = place - k
    at = 1 + 2 * k
    low, slope0 = curves[s, c, at], curves[s, c, at + 1]
    high, slope1 = curves[s, c, at + 2], curves[s, c, at + 3]
    rise = high - low
    square = 3.0 * rise - 2.0 * slope0 - slope1
    return low + t * (slope0 + t * (square + t * (slope0 + slope1 - 2.0 * rise)))
