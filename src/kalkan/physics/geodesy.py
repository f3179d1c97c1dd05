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
from kalkan.constants import EARTH_ECCENTRICITY2, EARTH_MAJOR, EARTH_MINOR

_E2 = EARTH_ECCENTRICITY2
_SECOND = _E2 / (1.0 - _E2) * EARTH_MINOR  # e'² b [m]
_RATIO = EARTH_MINOR / EARTH_MAJOR
_TWO_PI = 2.0 * math.pi


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
    sine, cosine = math.sin(lat), math.cos(lat)
    normal = EARTH_MAJOR / math.sqrt(1.0 - _E2 * sine * sine)
    across = (normal + alt) * cosine
    z = (normal * (1.0 - _E2) + alt) * sine
    return across * math.cos(lon), across * math.sin(lon), z


@kernel
def _bowring(p: float, z: float, rise: float, run: float) -> tuple[float, float]:
    """Return the next approximation rise / run of the tangent of the latitude."""
    up = _RATIO * rise  # up / run is the tangent of the reduced latitude
    length = math.sqrt(up * up + run * run)
    sine, cosine = up / length, run / length
    return (
        z + _SECOND * sine * sine * sine,
        p - _E2 * EARTH_MAJOR * cosine * cosine * cosine,
    )


@kernel
def _latitude(p: float, z: float) -> tuple[float, float]:
    """Return sine and cosine of the latitude, of a point `p` from the axis [m]."""
    first = z * (1.0 + _SECOND / math.sqrt(p * p + z * z))
    rise, run = _bowring(p, z, first, p)
    rise, run = _bowring(p, z, rise, run)
    length = math.sqrt(rise * rise + run * run)
    return rise / length, run / length


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
    p = math.sqrt(x * x + y * y)
    sine, cosine = _latitude(p, z)
    alt = p * cosine + z * sine - EARTH_MAJOR * math.sqrt(1.0 - _E2 * sine * sine)
    return math.atan2(sine, cosine), math.atan2(y, x), alt


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
def _normal(ex: float, ey: float, ez: float) -> tuple[float, float, float, float]:
    """Return the direction of the ellipsoid's normal and its length, unnormalised.

    The latitude obeys tan φ = z / (p (1 - e² N / (N + h))); N / (N + h) is taken to
    first order in e², so that φ is within 1e-8 rad from -10 km to 2000 km.
    """
    out = ex * ex + ey * ey
    inverse = 1.0 / (out + ez * ez)
    near = EARTH_MAJOR * math.sqrt(inverse)
    sine2 = ez * ez * inverse
    shrink = 1.0 - _E2 * near * (1.0 + _E2 * sine2 * (0.5 - near))
    length = math.sqrt(out * shrink * shrink + ez * ez)
    return ex * shrink, ey * shrink, ez, length


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
    nx, ny, nz, length = _normal(ex, ey, ez)
    surface = EARTH_MAJOR * math.sqrt(length * length - _E2 * nz * nz)
    return (ex * nx + ey * ny + ez * nz - surface) / length


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
    nx, ny, nz, length = _normal(ex, ey, ez)
    return _turn(frame, nx / length, ny / length, nz / length)


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
    sine, cosine = _latitude(p, ez)
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


@kernel
def aer(
    axes: np.ndarray, dx: float, dy: float, dz: float
) -> tuple[float, float, float]:
    """Return range, azimuth and elevation of a displacement.

    Parameters
    ----------
    axes
        Rows east, north, up of the observer, by `local_axes`; shape (9,). [1]
    dx, dy, dz
        From the observer to the object, in the scenario's ENU. [m]

    Returns
    -------
    Range [m], azimuth clockwise from north in [0, 2π) [rad], elevation [rad].

    Examples
    --------
    >>> axes = np.array([1.0, 0, 0, 0, 1, 0, 0, 0, 1])
    >>> aer(axes, 100.0, 0.0, 0.0)
    (100.0, 1.5707963267948966, 0.0)
    """
    east = axes[0] * dx + axes[1] * dy + axes[2] * dz
    north = axes[3] * dx + axes[4] * dy + axes[5] * dz
    up = axes[6] * dx + axes[7] * dy + axes[8] * dz
    across2 = east * east + north * north
    azimuth = math.atan2(east, north)
    if azimuth < 0.0:
        azimuth += _TWO_PI
        if azimuth >= _TWO_PI:  # a negative too small to be felt
            azimuth = 0.0
    elevation = math.atan2(up, math.sqrt(across2))
    return math.sqrt(across2 + up * up), azimuth, elevation


@kernel
def aer2enu(
    axes: np.ndarray, range_: float, azimuth: float, elevation: float
) -> tuple[float, float, float]:
    """Return the displacement of a range, azimuth and elevation.

    The inverse of `aer`.

    Parameters
    ----------
    axes
        Rows east, north, up of the observer, by `local_axes`; shape (9,). [1]
    range_
        Range. [m]
    azimuth
        Clockwise from north. [rad]
    elevation
        Above the horizontal. [rad]

    Returns
    -------
    dx, dy, dz in the scenario's ENU. [m]

    Examples
    --------
    >>> axes = np.array([1.0, 0, 0, 0, 1, 0, 0, 0, 1])
    >>> [float(part) for part in aer2enu(axes, 100.0, 0.0, 0.0)]
    [0.0, 100.0, 0.0]
    """
    across = range_ * math.cos(elevation)
    up = range_ * math.sin(elevation)
    east, north = across * math.sin(azimuth), across * math.cos(azimuth)
    return (
        axes[0] * east + axes[3] * north + axes[6] * up,
        axes[1] * east + axes[4] * north + axes[7] * up,
        axes[2] * east + axes[5] * north + axes[8] * up,
    )
