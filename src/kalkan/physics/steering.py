"""Where a rocket's thrust points.

References
----------
.. [1] G. Forden, "GUI_Missile_Flyout: A general program for simulating ballistic
   missiles", *Science and Global Security* 15 (2), 2007, pp. 133-146: equation 8 (loft
   angle and its rate).
.. [2] W. E. Wiesel, *Spaceflight Dynamics*, 3rd edition, Aphelion, 2010, section 7.4
   (gravity turn).
"""

import math
from enum import IntEnum
from typing import NamedTuple


class Guided(IntEnum):
    """How a rocket steers."""

    UNSET = 0
    FIXED = 1  #: one direction, fixed to the Earth
    LOFTED = 2  #: up, then over at a rate to an elevation that is kept
    GRAVITY_TURN = 3  #: up, then over at a rate to an elevation, then along the airflow


class Steering(NamedTuple):
    """Where the thrust points."""

    mode: int  #: `Guided`
    azimuth: float  #: clockwise from north [rad]
    elevation: float  #: above the horizontal where the rocket is [rad]
    rise: float  #: time straight up [s]
    rate: float  #: of turning over [rad s⁻¹]
    x: float  #: fixed direction, Earth-centred; 0 unless `Guided.FIXED` [1]
    y: float
    z: float

    @property
    def turned(self) -> float:
        """Time at which the rocket has turned over [s]."""
        if self.mode == Guided.FIXED:
            return 0.0
        return self.rise + (0.5 * math.pi - self.elevation) / self.rate


def fixed(lat: float, lon: float, azimuth: float, elevation: float) -> Steering:
    """Return the steering of one direction, stated at the place of launch.

    Parameters
    ----------
    lat, lon
        Place of launch. [rad]
    azimuth, elevation
        Of the thrust there. [rad]

    Returns
    -------
    Steering.

    Examples
    --------
    >>> steering = fixed(0.0, 0.0, 0.0, 0.5 * math.pi)
    >>> round(steering.x, 9), round(steering.z, 9)
    (1.0, 0.0)
    """
    level = math.cos(elevation)
    x, y, z = from_ned(
        lat,
        lon,
        level * math.cos(azimuth),
        level * math.sin(azimuth),
        -math.sin(elevation),
    )
    return Steering(
        Guided.FIXED.value, float(azimuth), float(elevation), 0.0, 1.0, x, y, z
    )


def programmed(
    mode: Guided, azimuth: float, elevation: float, rise: float, rate: float
) -> Steering:
    """Return the steering that rises, turns over, and then keeps on or lets go.

    Parameters
    ----------
    mode
        LOFTED or GRAVITY_TURN.
    azimuth, elevation
        Of the thrust once it has turned over. [rad]
    rise
        Time straight up. [s]
    rate
        Of turning over, above 0. [rad s⁻¹]

    Returns
    -------
    Steering.
    """
    return Steering(
        mode.value,
        float(azimuth),
        float(elevation),
        float(rise),
        float(rate),
        0.0,
        0.0,
        0.0,
    )


def from_ned(
    lat: float, lon: float, north: float, east: float, down: float
) -> tuple[float, float, float]:
    """Return the Earth-centred components of a local vector.

    Parameters
    ----------
    lat, lon
        Geodetic latitude and longitude. [rad]
    north, east, down
        Components.

    Returns
    -------
    Components along x, y, z.

    Examples
    --------
    >>> from_ned(0.0, 0.0, 1.0, 2.0, 3.0)
    (-3.0, 2.0, 1.0)
    """
    sine, cosine = math.sin(lat), math.cos(lat)
    out = -sine * north - cosine * down
    sine_lon, cosine_lon = math.sin(lon), math.cos(lon)
    return (
        out * cosine_lon - sine_lon * east,
        out * sine_lon + cosine_lon * east,
        cosine * north - sine * down,
    )
