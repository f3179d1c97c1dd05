"""Heights of flight over ground.

The lowest flight that keeps a clearance, climbs and dives no steeper than it can, and
bends no harder, is a closing of mathematical morphology: the ground is dilated by the
sharpest crest that can be flown, and what results is eroded by the sharpest dip.  It
looks ahead as far as needed, as a planner with a map does, and is level over level
ground.

References
----------
.. [1] J. Serra, *Image Analysis and Mathematical Morphology*, Academic Press, 1982,
   chapter XII (dilation, erosion and closing of functions).
.. [2] J.-M. Lasry, P.-L. Lions, "A remark on regularization in Hilbert spaces",
   *Israel Journal of Mathematics* 55, 1986, pp. 257-266: both curvatures are bounded.
"""

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
    height, dilated = ground + ride.clearance, np.empty(len(ground))
    close_profile(distance, height, ride.climb, ride.pull, ride.push, dilated)
    return height, np.gradient(height, distance)


@kernel
def close_profile(
    distance: np.ndarray,
    height: np.ndarray,
    climb: float,
    pull: float,
    push: float,
    dilated: np.ndarray,
) -> None:
    """Raise a profile to the lowest that can be flown above it.

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
    dilated
        Room to work in; shape (sample,).
    """
    sharp = pull * push / (pull + push)  # so that eroding by `pull` leaves `push`
    _dilate(distance, height, sharp, climb / sharp, dilated)
    _limit_slope(distance, dilated, climb)
    _erode(distance, dilated, pull, climb / pull, height)


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
