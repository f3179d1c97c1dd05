"""Wind: level, by altitude, the same everywhere and at all times.

References
----------
.. [1] World Meteorological Organization, *Guide to Instruments and Methods of
   Observation*, WMO-No. 8, 2018, volume I, chapter 5 (direction is whence it blows).
"""

import math
from typing import NamedTuple

import numpy as np

from kalkan._kernel import kernel
from kalkan.numerics.interpolate import interpolate


class Wind(NamedTuple):
    """A profile: linear between its rows, constant beyond them."""

    altitude: np.ndarray  #: rising.  Shape: row [m]
    east: np.ndarray  #: towards east.  Shape: row [m/s]
    north: np.ndarray  #: towards north.  Shape: row [m/s]


def steady(speed: float, whence: float) -> Wind:
    """Return a wind that is the same at all altitudes.

    Parameters
    ----------
    speed
        Of the air. [m/s]
    whence
        Direction that it blows from, clockwise from north. [rad]

    Returns
    -------
    Profile of one row.

    Examples
    --------
    >>> wind = steady(10.0, math.radians(270.0))  # from the west
    >>> round(float(wind.east[0]), 6), round(abs(float(wind.north[0])), 6)
    (10.0, 0.0)
    """
    return Wind(
        np.zeros(1),
        np.array([-speed * math.sin(whence)]),
        np.array([-speed * math.cos(whence)]),
    )


CALM = Wind(np.zeros(1), np.zeros(1), np.zeros(1))


@kernel
def wind_at(wind: Wind, alt: float) -> tuple[float, float]:
    """Return the wind at an altitude.

    Parameters
    ----------
    wind
        Profile.
    alt
        Altitude above mean sea level. [m]

    Returns
    -------
    Towards east and towards north. [m/s]

    Examples
    --------
    >>> shear = Wind(np.array([0.0, 1e3]), np.array([0.0, 8.0]), np.zeros(2))
    >>> wind_at(shear, 250.0)
    (2.0, 0.0)
    """
    return (
        interpolate(alt, wind.altitude, wind.east),
        interpolate(alt, wind.altitude, wind.north),
    )
