"""WGS-84: geodetic, Earth-centred (ECEF) and local (ENU) coordinates.

A frame is twelve numbers: the origin in ECEF [m], then the rotation from ECEF to ENU
row by row (east, north, up).  Altitudes are above the ellipsoid, which stands for mean
sea level: the geoid is neglected.

References
----------
.. [1] NIMA, *Department of Defense World Geodetic System 1984*, TR8350.2, 2000.
.. [2] B. R. Bowring, "The accuracy of geodetic latitude and height equations",
   *Survey Review* 28 (218), 1985, pp. 202-206.
"""

import math

import numpy as np

from kalkan._kernel import builder, kernel
from kalkan.constants import EARTH_ECCENTRICITY2, EARTH_MAJOR
from kalkan.physics.bearings import aer as aer
from kalkan.physics.bearings import aer2enu as aer2enu
from kalkan.physics.ellipsoid import cartesian, geodetic, latitude, vertical


@kernel
def geodetic2ecef(lat: float, lon: float, alt: float) -> tuple[float, float, float]:
    """Return Earth-centred coordinates of a geodetic position.

    Parameters
    ----------
    lat, lon
        Geodetic latitude and longitude. [rad]
    alt
        Altitude above the ellipsoid. [m]

    Returns
    -------
    x, y, z. [m]

    Examples
    --------
    >>> geodetic2ecef(0.0, 0.0, 1000.0)
    (6379137.0, 0.0, 0.0)
    """
    return cartesian(EARTH_MAJOR, EARTH_ECCENTRICITY2, lat, lon, alt)


@kernel
def ecef2geodetic(x: float, y: float, z: float) -> tuple[float, float, float]:
    """Return the geodetic position of Earth-centred coordinates.

    Parameters
    ----------
    x, y, z
        Earth-centred coordinates, not the centre itself. [m]

    Returns
    -------
    Latitude [rad], longitude in (-π, π] [rad], altitude above the ellipsoid [m].

    Notes
    -----
    Bowring's reduced latitude, started for any altitude and applied twice, and his
    height equation: within a micrometre from -10 km to 2000 km.

    References
    ----------
    .. [1] B. R. Bowring, "The accuracy of geodetic latitude and height equations",
       *Survey Review* 28 (218), 1985, pp. 202-206.

    Examples
    --------
    >>> lat, lon, alt = ecef2geodetic(6379137.0, 0.0, 0.0)
    >>> lat, lon, alt
    (0.0, 0.0, 1000.0)
    """
    return geodetic(EARTH_MAJOR, EARTH_ECCENTRICITY2, x, y, z)


@builder
def frame_at(lat: float, lon: float, alt: float = 0.0) -> np.ndarray:
    """Return the frame whose origin is a geodetic position.

    Parameters
    ----------
    lat, lon
        Geodetic latitude and longitude of the origin. [rad]
    alt
        Altitude of the origin above the ellipsoid. [m]

    Returns
    -------
    Origin in ECEF [m], then the rotation ECEF to ENU row by row; shape (12,).

    Examples
    --------
    >>> frame_at(0.0, 0.0).tolist()[:6]
    [6378137.0, 0.0, 0.0, -0.0, 1.0, 0.0]
    """
    frame = np.empty(12)
    frame[0], frame[1], frame[2] = geodetic2ecef(lat, lon, alt)
    sine, cosine = math.sin(lat), math.cos(lat)
    sine_lon, cosine_lon = math.sin(lon), math.cos(lon)
    frame[3], frame[4], frame[5] = -sine_lon, cosine_lon, 0.0
    frame[6], frame[7], frame[8] = -sine * cosine_lon, -sine * sine_lon, cosine
    frame[9], frame[10], frame[11] = cosine * cosine_lon, cosine * sine_lon, sine
    return frame


@kernel
def _enu2ecef(
    frame: np.ndarray, x: float, y: float, z: float
) -> tuple[float, float, float]:
    """Return Earth-centred coordinates of an ENU point [m]."""
    return (
        frame[0] + frame[3] * x + frame[6] * y + frame[9] * z,
        frame[1] + frame[4] * x + frame[7] * y + frame[10] * z,
        frame[2] + frame[5] * x + frame[8] * y + frame[11] * z,
    )


@kernel
def _turn(
    frame: np.ndarray, x: float, y: float, z: float
) -> tuple[float, float, float]:
    """Return the ENU components of an ECEF direction."""
    return (
        frame[3] * x + frame[4] * y + frame[5] * z,
        frame[6] * x + frame[7] * y + frame[8] * z,
        frame[9] * x + frame[10] * y + frame[11] * z,
    )


@kernel
def geodetic2enu(
    frame: np.ndarray, lat: float, lon: float, alt: float
) -> tuple[float, float, float]:
    """Return the ENU point of a geodetic position.

    Parameters
    ----------
    frame
        Of the scenario, by `frame_at`; shape (12,).
    lat, lon
        Geodetic latitude and longitude. [rad]
    alt
        Altitude above the ellipsoid. [m]

    Returns
    -------
    x east, y north, z up. [m]

    Examples
    --------
    >>> [float(part) for part in geodetic2enu(frame_at(0.0, 0.0), 0.0, 0.0, 500.0)]
    [0.0, 0.0, 500.0]
    """
    x, y, z = geodetic2ecef(lat, lon, alt)
    return _turn(frame, x - frame[0], y - frame[1], z - frame[2])


@kernel
def enu2geodetic(
    frame: np.ndarray, x: float, y: float, z: float
) -> tuple[float, float, float]:
    """Return the geodetic position of an ENU point.

    Parameters
    ----------
    frame
        Of the scenario, by `frame_at`; shape (12,).
    x, y, z
        East, north, up. [m]

    Returns
    -------
    Latitude, longitude [rad], altitude above the ellipsoid [m].

    Examples
    --------
    >>> [float(part) for part in enu2geodetic(frame_at(0.0, 0.0), 0.0, 0.0, 500.0)]
    [0.0, 0.0, 500.0]
    """
    ex, ey, ez = _enu2ecef(frame, x, y, z)
    return ecef2geodetic(ex, ey, ez)


@kernel
def altitude(frame: np.ndarray, x: float, y: float, z: float) -> float:
    """Return the altitude of an ENU point.

    Parameters
    ----------
    frame
        Of the scenario, by `frame_at`; shape (12,).
    x, y, z
        East, north, up. [m]

    Returns
    -------
    Altitude above the ellipsoid, within 0.01 mm from -10 km to 2000 km. [m]

    Notes
    -----
    Bowring's height equation errs by the square of the latitude's error alone, so a
    latitude by series, without an arc function, is enough.

    References
    ----------
    .. [1] B. R. Bowring, "The accuracy of geodetic latitude and height equations",
       *Survey Review* 28 (218), 1985, pp. 202-206.

    Examples
    --------
    >>> round(altitude(frame_at(0.7, 0.5), 300e3, 0.0, 0.0))
    7042
    """
    ex, ey, ez = _enu2ecef(frame, x, y, z)
    return vertical(EARTH_MAJOR, EARTH_ECCENTRICITY2, ex, ey, ez)[3]


@kernel
def local_up(
    frame: np.ndarray, x: float, y: float, z: float
) -> tuple[float, float, float]:
    """Return the vertical at an ENU point, the ellipsoid's normal.

    Parameters
    ----------
    frame
        Of the scenario, by `frame_at`; shape (12,).
    x, y, z
        East, north, up. [m]

    Returns
    -------
    Unit vector in the scenario's ENU, within 1e-8 rad. [1]

    Examples
    --------
    >>> up = local_up(frame_at(0.7, 0.5), 0.0, 0.0, 10e3)
    >>> [round(float(part), 7) + 0.0 for part in up]
    [0.0, 0.0, 1.0]
    """
    ex, ey, ez = _enu2ecef(frame, x, y, z)
    ux, uy, uz, _ = vertical(EARTH_MAJOR, EARTH_ECCENTRICITY2, ex, ey, ez)
    return _turn(frame, ux, uy, uz)


@kernel
def local_axes(
    frame: np.ndarray, x: float, y: float, z: float, axes: np.ndarray
) -> None:
    """Write the local east, north and up at an ENU point.

    Parameters
    ----------
    frame
        Of the scenario, by `frame_at`; shape (12,).
    x, y, z
        East, north, up. [m]
    axes
        Rows east, north, up in the scenario's ENU, overwritten; shape (9,).  [1]

    Examples
    --------
    >>> axes = np.zeros(9)
    >>> local_axes(frame_at(0.0, 0.0), 0.0, 0.0, 0.0, axes)
    >>> (axes.round(9) + 0.0).tolist()
    [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]
    """
    ex, ey, ez = _enu2ecef(frame, x, y, z)
    p = math.sqrt(ex * ex + ey * ey)
    sine, cosine = latitude(EARTH_MAJOR, EARTH_ECCENTRICITY2, p, ez)
    sine_lon, cosine_lon = 0.0, 1.0  # over a pole, as on the zero meridian
    if p > 0.0:
        sine_lon, cosine_lon = ey / p, ex / p
    ux, uy, uz = _turn(frame, cosine * cosine_lon, cosine * sine_lon, sine)
    tx, ty, tz = _turn(frame, -sine_lon, cosine_lon, 0.0)
    axes[0], axes[1], axes[2] = tx, ty, tz
    axes[3] = uy * tz - uz * ty
    axes[4] = uz * tx - ux * tz
    axes[5] = ux * ty - uy * tx
    axes[6], axes[7], axes[8] = ux, uy, uz
