"""The covariance of a mode in 28 numbers: scalars taken in, linear steps made.

The upper triangle of position and velocity row by row, then the covariances of the
own parameter: see `modes`.  Written out, since a loop over it costs four times as much.

References
----------
.. [1] Y. Bar-Shalom, X. R. Li, T. Kirubarajan, *Estimation with Applications to
   Tracking and Navigation*, Wiley, 2001, section 5.2.3.
"""

import numpy as np

from kalkan._kernel import kernel

Vector = tuple[float, float, float]
Rows = tuple[Vector, Vector, Vector]
Row = tuple[float, float, float, float, float, float, float]

_ZERO = (0.0, 0.0, 0.0)
_THIRD = 1.0 / 3.0

TINY = 1e-13  #: share of a variance that is nought to rounding [1]


@kernel
def position_gain(p: np.ndarray, ux: float, uy: float, uz: float) -> Row:
    """Return the covariance of the state with its position along `u`: P (u, 0, 0).

    Parameters
    ----------
    p
        Packed covariance; shape (28,).
    ux, uy, uz
        Direction, ENU. [1]

    Returns
    -------
    With position, velocity and the own parameter.
    """
    return (
        p[0] * ux + p[1] * uy + p[2] * uz,
        p[1] * ux + p[6] * uy + p[7] * uz,
        p[2] * ux + p[7] * uy + p[11] * uz,
        p[3] * ux + p[8] * uy + p[12] * uz,
        p[4] * ux + p[9] * uy + p[13] * uz,
        p[5] * ux + p[10] * uy + p[14] * uz,
        p[21] * ux + p[22] * uy + p[23] * uz,
    )


@kernel
def full_gain(p: np.ndarray, h: Row) -> Row:
    """Return P h.

    Parameters
    ----------
    p
        Packed covariance; shape (28,).
    h
        What is measured, by the seven numbers of the state.

    Examples
    --------
    >>> p = np.arange(1.0, 29.0)
    >>> full_gain(p, (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0))
    (22.0, 23.0, 24.0, 25.0, 26.0, 27.0, 28.0)
    """
    a, b, c, d, e, f, w = h
    x, y, z, vx, vy, vz, own = position_gain(p, a, b, c)
    return (
        x + p[3] * d + p[4] * e + p[5] * f + p[21] * w,
        y + p[8] * d + p[9] * e + p[10] * f + p[22] * w,
        z + p[12] * d + p[13] * e + p[14] * f + p[23] * w,
        vx + p[15] * d + p[16] * e + p[17] * f + p[24] * w,
        vy + p[16] * d + p[18] * e + p[19] * f + p[25] * w,
        vz + p[17] * d + p[19] * e + p[20] * f + p[26] * w,
        own + p[24] * d + p[25] * e + p[26] * f + p[27] * w,
    )


@kernel
def take(
    mean: np.ndarray, p: np.ndarray, g: Row, surprise: float, variance: float
) -> None:
    """Take in one scalar whose covariance with the state is `g`.

    Parameters
    ----------
    mean, p
        Overwritten; shapes (7,) and (28,).
    g
        By `position_gain` or `full_gain`.
    surprise
        Measured less expected. [m]
    variance
        Of the surprise: of the expected and of the measured. [m²]

    Notes
    -----
    P - g gᵀ / s is symmetric by construction; with a scalar, Joseph's form differs from
    it by rounding alone.
    """
    inverse = 1.0 / variance
    shift(mean, g, inverse * surprise)
    reduce(p, g, inverse)


@kernel
def shift(mean: np.ndarray, g: Row, by: float) -> None:
    """Add by g to a mean; shape (7,)."""
    mean[0] += by * g[0]
    mean[1] += by * g[1]
    mean[2] += by * g[2]
    mean[3] += by * g[3]
    mean[4] += by * g[4]
    mean[5] += by * g[5]
    mean[6] += by * g[6]


@kernel
def reduce(p: np.ndarray, g: Row, by: float) -> None:
    """Subtract by g gᵀ from a packed covariance; shape (28,)."""
    a, b, c, d, e, f, w = g
    h = by * a
    p[0] -= h * a
    p[1] -= h * b
    p[2] -= h * c
    p[3] -= h * d
    p[4] -= h * e
    p[5] -= h * f
    p[21] -= h * w
    h = by * b
    p[6] -= h * b
    p[7] -= h * c
    p[8] -= h * d
    p[9] -= h * e
    p[10] -= h * f
    p[22] -= h * w
    h = by * c
    p[11] -= h * c
    p[12] -= h * d
    p[13] -= h * e
    p[14] -= h * f
    p[23] -= h * w
    h = by * d
    p[15] -= h * d
    p[16] -= h * e
    p[17] -= h * f
    p[24] -= h * w
    h = by * e
    p[18] -= h * e
    p[19] -= h * f
    p[25] -= h * w
    p[20] -= by * f * f
    p[26] -= by * f * w
    p[27] -= by * w * w


@kernel
def spoil(p: np.ndarray) -> bool:
    """Return whether a packed covariance is positive definite, and spoil it.

    Parameters
    ----------
    p
        The covariance, overwritten by its factor; shape (28,).  An own parameter of no
        variance is left out.

    References
    ----------
    .. [1] G. H. Golub, C. F. Van Loan, *Matrix Computations*, 4th edition, Johns
       Hopkins, 2013, section 4.2.5: Cholesky by outer products.

    Examples
    --------
    >>> p = np.zeros(28)
    >>> p[[0, 6, 11, 15, 18, 20]] = 1.0
    >>> p[1] = 0.9
    >>> spoil(p.copy())
    True
    >>> p[1] = 1.1
    >>> spoil(p)
    False
    """
    many = 6 if p[27] == 0.0 else 7
    for i in range(many):
        least = TINY * p[place(i, i)]
        for k in range(i):
            part = p[place(k, i)]
            least += TINY * part * part / p[place(k, k)]
        pivot = p[place(i, i)]
        if not pivot > least:
            return False
        for j in range(i + 1, many):
            share = p[place(i, j)] / pivot
            for k in range(j, many):
                p[place(j, k)] -= share * p[place(i, k)]
    return True


@kernel
def place(i: int, j: int) -> int:
    """Return where a packed covariance has its number in row `i`, column `j` >= `i`.

    Examples
    --------
    >>> place(0, 0), place(3, 5), place(6, 6)
    (0, 17, 27)
    """
    if j == 6:
        return 21 + i
    return 6 * i + j - (i * (i + 1)) // 2


@kernel
def _dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


@kernel
def _with(p: np.ndarray, a: Vector, own: float, start: Vector) -> Vector:
    """Return start + P_vv a + own P_vw, the covariance with the old velocity."""
    x, y, z = start
    return (
        x + p[15] * a[0] + p[16] * a[1] + p[17] * a[2] + own * p[24],
        y + p[16] * a[0] + p[18] * a[1] + p[19] * a[2] + own * p[25],
        z + p[17] * a[0] + p[19] * a[1] + p[20] * a[2] + own * p[26],
    )


@kernel
def step(
    p: np.ndarray, way: Rows, far: Vector, turn: Rows, fast: Vector, keeps: float
) -> None:
    """Make a linear step of the covariance: P becomes F P Fᵀ.

    Parameters
    ----------
    p
        Packed covariance, overwritten; shape (28,).
    way, turn
        What position and velocity after the step are by the velocity before it, row by
        row; position also keeps itself. [s, 1]
    far, fast
        What they are by the own parameter before it.
    keeps
        What the own parameter is by itself. [1]

    Examples
    --------
    >>> p = np.zeros(28)
    >>> p[15] = p[18] = p[20] = p[27] = 1.0
    >>> same = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
    >>> far = (3.0, 0.0, 0.0)
    >>> step(p, same, far, same, (0.0, 0.0, 0.0), 0.5)
    >>> p[0], p[3], p[21], p[27]
    (10.0, 1.0, 1.5, 0.25)
    """
    w, own = (p[24], p[25], p[26]), p[27]
    a, b, c = (p[3], p[4], p[5]), (p[8], p[9], p[10]), (p[12], p[13], p[14])
    # covariances of the new position (0, 1, 2) and velocity (3, 4, 5) with the old
    # velocity and with the old own parameter
    x0, y0 = _with(p, way[0], far[0], a), p[21] + _dot(way[0], w) + far[0] * own
    x1, y1 = _with(p, way[1], far[1], b), p[22] + _dot(way[1], w) + far[1] * own
    x2, y2 = _with(p, way[2], far[2], c), p[23] + _dot(way[2], w) + far[2] * own
    x3, y3 = _with(p, turn[0], fast[0], _ZERO), _dot(turn[0], w) + fast[0] * own
    x4, y4 = _with(p, turn[1], fast[1], _ZERO), _dot(turn[1], w) + fast[1] * own
    x5, y5 = _with(p, turn[2], fast[2], _ZERO), _dot(turn[2], w) + fast[2] * own
    e0, e1, e2 = p[21], p[22], p[23]
    p[0] += _dot(way[0], a) + far[0] * e0 + _dot(x0, way[0]) + y0 * far[0]
    p[1] += _dot(way[0], b) + far[0] * e1 + _dot(x0, way[1]) + y0 * far[1]
    p[2] += _dot(way[0], c) + far[0] * e2 + _dot(x0, way[2]) + y0 * far[2]
    p[6] += _dot(way[1], b) + far[1] * e1 + _dot(x1, way[1]) + y1 * far[1]
    p[7] += _dot(way[1], c) + far[1] * e2 + _dot(x1, way[2]) + y1 * far[2]
    p[11] += _dot(way[2], c) + far[2] * e2 + _dot(x2, way[2]) + y2 * far[2]
    p[3] = _dot(x0, turn[0]) + y0 * fast[0]
    p[4] = _dot(x0, turn[1]) + y0 * fast[1]
    p[5] = _dot(x0, turn[2]) + y0 * fast[2]
    p[8] = _dot(x1, turn[0]) + y1 * fast[0]
    p[9] = _dot(x1, turn[1]) + y1 * fast[1]
    p[10] = _dot(x1, turn[2]) + y1 * fast[2]
    p[12] = _dot(x2, turn[0]) + y2 * fast[0]
    p[13] = _dot(x2, turn[1]) + y2 * fast[1]
    p[14] = _dot(x2, turn[2]) + y2 * fast[2]
    p[15] = _dot(x3, turn[0]) + y3 * fast[0]
    p[16] = _dot(x3, turn[1]) + y3 * fast[1]
    p[17] = _dot(x3, turn[2]) + y3 * fast[2]
    p[18] = _dot(x4, turn[1]) + y4 * fast[1]
    p[19] = _dot(x4, turn[2]) + y4 * fast[2]
    p[20] = _dot(x5, turn[2]) + y5 * fast[2]
    p[21], p[22], p[23] = keeps * y0, keeps * y1, keeps * y2
    p[24], p[25], p[26] = keeps * y3, keeps * y4, keeps * y5
    p[27] = keeps * keeps * own


@kernel
def straight_step(p: np.ndarray, dt: float) -> None:
    """Move the six by `dt` at constant velocity; the own parameter's columns stay.

    Parameters
    ----------
    p
        Packed covariance, overwritten; shape (28,).
    dt
        Step. [s]

    Examples
    --------
    >>> p = np.zeros(28)
    >>> p[15] = 1.0
    >>> straight_step(p, 2.0)
    >>> p[0], p[3], p[15]
    (4.0, 2.0, 1.0)
    """
    p[0] += dt * (2.0 * p[3] + dt * p[15])
    p[1] += dt * (p[4] + p[8] + dt * p[16])
    p[2] += dt * (p[5] + p[12] + dt * p[17])
    p[6] += dt * (2.0 * p[9] + dt * p[18])
    p[7] += dt * (p[10] + p[13] + dt * p[19])
    p[11] += dt * (2.0 * p[14] + dt * p[20])
    p[3] += dt * p[15]
    p[4] += dt * p[16]
    p[5] += dt * p[17]
    p[8] += dt * p[16]
    p[9] += dt * p[18]
    p[10] += dt * p[19]
    p[12] += dt * p[17]
    p[13] += dt * p[19]
    p[14] += dt * p[20]


@kernel
def shake(p: np.ndarray, dt: float, psd: float) -> None:
    """Add what white acceleration does in `dt`.

    Parameters
    ----------
    p
        Packed covariance, overwritten; shape (28,).
    dt
        Step. [s]
    psd
        Power spectral density along each axis. [m² s⁻³]

    References
    ----------
    .. [1] Bar-Shalom, Li, Kirubarajan 2001, section 6.2.2.
    """
    speed = psd * dt
    both = 0.5 * dt * speed
    place = _THIRD * dt * dt * speed
    p[0] += place
    p[6] += place
    p[11] += place
    p[3] += both
    p[9] += both
    p[14] += both
    p[15] += speed
    p[18] += speed
    p[20] += speed
