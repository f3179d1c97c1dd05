"""Heights of flight over ground.

The ground, raised by the clearance, is closed by the sharpest dip that can be flown
(mathematical morphology: dilated, then eroded by it), which fills valleys and begins
climbs in time; its crests are capped by the sharpest that can be flown; and what that
leaves is closed again.  Nothing is added on level ground or on even slopes.  It looks
ahead as far as needed, as a planner with a map does.

References
----------
.. [1] J. Serra, *Image Analysis and Mathematical Morphology*, Academic Press, 1982,
   chapter XII (dilation, erosion and closing of functions).
.. [2] J.-M. Lasry, P.-L. Lions, "A remark on regularization in Hilbert spaces",
   *Israel Journal of Mathematics* 55, 1986, pp. 257-266: envelopes by parabolas bound
   the curvature.
"""

import math
from typing import NamedTuple

import numpy as np

from kalkan._kernel import kernel


class Ride(NamedTuple):
    """What a flyer keeps to over ground."""

    clearance: float  #: above ground [m]
    climb: float  #: greatest slope, up and down [1]
    pull: float  #: greatest curvature upward [m⁻¹]
    push: float  #: greatest curvature downward [m⁻¹]


def followed(
    distance: np.ndarray, ground: np.ndarray, ride: Ride
) -> tuple[np.ndarray, np.ndarray]:
    """Return the heights at which ground is followed.

    Parameters
    ----------
    distance
        Along the way, rising; shape (sample,). [m]
    ground
        Elevation there; shape (sample,). [m]
    ride
        What is kept to.

    Returns
    -------
    Height and slope; shape (sample,). [m, 1]

    Examples
    --------
    >>> x = np.linspace(0.0, 40e3, 401)
    >>> hill = 300.0 * np.exp(-(((x - 20e3) / 2e3) ** 2))
    >>> height, slope = followed(x, hill, Ride(50.0, 0.1, 3e-4, 1.5e-4))
    >>> round(height[0]), round(height.max()), round(abs(slope).max(), 2)
    (50, 350, 0.1)
    """
    low, away = _prolonged(distance, ground + ride.clearance, ride)
    room = np.empty_like(low)
    raise_to_fly(away, low, ride.climb, ride.pull, ride.push, room)
    first = (low.size - distance.size) // 2
    inner = slice(first, first + distance.size)
    return low[inner], np.gradient(low, away)[inner]


def _prolonged(
    distance: np.ndarray, low: np.ndarray, ride: Ride
) -> tuple[np.ndarray, np.ndarray]:
    """Return a profile led on straight at both ends, so that they are no edges."""
    reach = ride.climb * (1.0 / ride.pull + 1.0 / ride.push)
    step = distance[-1] / (distance.size - 1)
    off = step * np.arange(1, math.ceil(reach / step) + 2)
    slopes = np.clip(np.gradient(low, distance)[[0, -1]], -ride.climb, ride.climb)
    before, after = low[0] - slopes[0] * off[::-1], low[-1] + slopes[1] * off
    away = np.concatenate([distance[0] - off[::-1], distance, distance[-1] + off])
    return np.concatenate([before, low, after]), away


@kernel
def raise_to_fly(
    distance: np.ndarray,
    height: np.ndarray,
    climb: float,
    pull: float,
    push: float,
    room: np.ndarray,
) -> None:
    """Raise a profile until it can be flown.

    Parameters
    ----------
    distance
        Along the way, rising; shape (sample,). [m]
    height
        The profile; raised in place.  Shape (sample,). [m]
    climb
        Greatest slope, up and down. [1]
    pull, push
        Greatest curvatures upward and downward. [m⁻¹]
    room
        To work in; shape (sample,).
    """
    _close(distance, height, climb, pull, room)
    for i in range(height.shape[0]):
        room[i] = height[i]
    _cap(distance, room, climb, push, height)
    _close(distance, height, climb, pull, room)


@kernel
def _close(
    distance: np.ndarray,
    height: np.ndarray,
    climb: float,
    pull: float,
    room: np.ndarray,
) -> None:
    """Raise a profile to slopes up to `climb` and dips up to `pull`."""
    n = distance.shape[0]
    reach = climb / pull + 2.0 * (distance[n - 1] - distance[0]) / n
    _dilate(distance, height, pull, reach, room)
    _limit_slope(distance, room, climb)
    _erode(distance, room, pull, reach, height)


@kernel
def _cap(
    distance: np.ndarray,
    sharp: np.ndarray,
    climb: float,
    push: float,
    height: np.ndarray,
) -> None:
    """Raise `height` round every crest of `sharp` that bends more than `push`.

    A cap touches the crest with the mean of its slopes, bends by `push` until it is as
    steep as `climb`, and reaches as far as it lies above the profile.
    """
    for i in range(1, distance.shape[0] - 1):
        before, after = distance[i] - distance[i - 1], distance[i + 1] - distance[i]
        rise, fall = sharp[i] - sharp[i - 1], sharp[i + 1] - sharp[i]
        if fall / after - rise / before >= -0.5 * push * (before + after):
            continue
        slope = (rise + fall) / (before + after)
        for way in (-1, 1):
            j = i + way
            while 0 <= j < distance.shape[0]:
                off = abs(distance[j] - distance[i])
                top = sharp[i] + _crest(off, slope * way, climb, push)
                if top <= sharp[j]:
                    break
                height[j] = max(height[j], top)
                j += way


@kernel
def _crest(off: float, slope: float, climb: float, push: float) -> float:
    """Return the rise of a cap at a distance from the place where it has a slope."""
    bent = min(off, (slope + climb) / push)
    return bent * (slope - 0.5 * push * bent) - climb * (off - bent)


@kernel
def _dilate(
    distance: np.ndarray, low: np.ndarray, bend: float, reach: float, out: np.ndarray
) -> None:
    """Fill `out` with the upper envelope of crests of curvature `bend` on `low`."""
    first, n = 0, distance.shape[0]
    for i in range(n):
        while distance[i] - distance[first] > reach:
            first += 1
        most, j = low[i], first
        while j < n and distance[j] - distance[i] <= reach:
            off = distance[j] - distance[i]
            most = max(most, low[j] - 0.5 * bend * off * off)
            j += 1
        out[i] = most


@kernel
def _limit_slope(distance: np.ndarray, height: np.ndarray, climb: float) -> None:
    """Raise a profile where its neighbours could not be reached otherwise."""
    n = distance.shape[0]
    for i in range(1, n):
        step = climb * (distance[i] - distance[i - 1])
        height[i] = max(height[i], height[i - 1] - step)
    for i in range(n - 2, -1, -1):
        step = climb * (distance[i + 1] - distance[i])
        height[i] = max(height[i], height[i + 1] - step)


@kernel
def _erode(
    distance: np.ndarray, high: np.ndarray, bend: float, reach: float, out: np.ndarray
) -> None:
    """Fill `out` with the lower envelope of dips of curvature `bend` on `high`."""
    first, n = 0, distance.shape[0]
    for i in range(n):
        while distance[i] - distance[first] > reach:
            first += 1
        least, j = high[i], first
        while j < n and distance[j] - distance[i] <= reach:
            off = distance[j] - distance[i]
            least = min(least, high[j] + 0.5 * bend * off * off)
            j += 1
        out[i] = least
