"""From one lattice of pixels to another, bilinear, with holes kept as they are."""

import math

import numpy as np

from kalkan._kernel import builder, kernel


@builder
def resample(
    source: np.ndarray, rows: np.ndarray, cols: np.ndarray, pitch: int, out: np.ndarray
) -> None:
    """Fill what is unknown in one array from another.

    Parameters
    ----------
    source
        Elevations, nan where unknown.  Shape: source row, source col. [m]
    rows, cols
        Where in `source` every pitch-th row and column of `out` lies, 0 at the middle
        of its first pixel; linear between, not a number where it has no place.
        Shape: mesh row, mesh col. [1]
    pitch
        Posts of `out` between two of the mesh. [1]
    out
        Filled where it is nan.  Shape: row, col. [m]

    Notes
    -----
    A place up to half a pixel outside `source` takes the value at its edge.  A place
    whose nearest pixel is unknown stays so; another unknown pixel around it is left out
    of the mean.

    Examples
    --------
    >>> out = np.full((2, 3), np.nan, np.float32)
    >>> rows, cols = np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([[0.0, 1.0]] * 2)
    >>> resample(np.float32([[0, 8], [4, 12]]), rows, cols, 2, out)
    >>> out.tolist()
    [[0.0, 4.0, 8.0], [2.0, 6.0, 10.0]]
    """
    height, width = out.shape
    for i in range(height):
        for j in range(width):
            if math.isnan(out[i, j]):
                row = between(rows, i, j, pitch)
                col = between(cols, i, j, pitch)
                out[i, j] = blend(source, row, col)


@kernel
def between(mesh: np.ndarray, i: int, j: int, pitch: int) -> float:
    """Return the value of a mesh at row `i` and column `j` of what it spans."""
    row, col = min(i // pitch, mesh.shape[0] - 2), min(j // pitch, mesh.shape[1] - 2)
    p, q = i / pitch - row, j / pitch - col
    north = mesh[row, col] + q * (mesh[row, col + 1] - mesh[row, col])
    south = mesh[row + 1, col] + q * (mesh[row + 1, col + 1] - mesh[row + 1, col])
    return float(north + p * (south - north))


@kernel
def blend(source: np.ndarray, row: float, col: float) -> float:
    """Return what is at a place between pixels, nan where nothing is known [m]."""
    height, width = source.shape
    if not (-0.501 <= row <= height - 0.499 and -0.501 <= col <= width - 0.499):
        return math.nan
    row, col = min(max(row, 0.0), height - 1.0), min(max(col, 0.0), width - 1.0)
    if math.isnan(source[int(row + 0.5), int(col + 0.5)]):
        return math.nan
    i, j = int(row), int(col)
    total, weights = 0.0, 0.0
    for down in range(2):
        for right in range(2):
            weight = (row - i if down else 1.0 - row + i) * (
                col - j if right else 1.0 - col + j
            )
            if weight > 0.0 and not math.isnan(source[i + down, j + right]):
                total += weight * source[i + down, j + right]
                weights += weight
    return total / weights
