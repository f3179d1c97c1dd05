"""Geodetic coordinates on any ellipsoid of revolution; a sphere is a round one.

References
----------
.. [1] B. R. Bowring, "The accuracy of geodetic latitude and height equations",
   *Survey Review* 28 (218), 1985, pp. 202-206.
.. [2] B. Hofmann-Wellenhof, H. Moritz, *Physical Geodesy*, 2nd edition, Springer, 2006,
   section 5.6.
"""

import math

from kalkan._kernel import kernel


@kernel
def cartesian(
    major: float, eccentricity2: float, lat: float, lon: float, alt: float
) -> tuple[float, float, float]:
    """Return Earth-centred coordinates of a geodetic position.

    Parameters
    ----------
    major
        Semi-major axis. [m]
    eccentricity2
        Square of the first eccentricity. [1]
    lat, lon
        Geodetic latitude and longitude. [rad]
    alt
        Altitude above the ellipsoid. [m]

    Returns
    -------
    x, y, z. [m]

    Examples
    --------
    >>> cartesian(6371e3, 0.0, 0.0, 0.0, 1000.0)
    (6372000.0, 0.0, 0.0)
    """
    sine, cosine = math.sin(lat), math.cos(lat)
    normal = major / math.sqrt(1.0 - eccentricity2 * sine * sine)
    across = (normal + alt) * cosine
    z = (normal * (1.0 - eccentricity2) + alt) * sine
    return across * math.cos(lon), across * math.sin(lon), z


@kernel
def latitude(
    major: float, eccentricity2: float, p: float, z: float
) -> tuple[float, float]:
    """Return sine and cosine of the geodetic latitude.

    Parameters
    ----------
    major
        Semi-major axis. [m]
    eccentricity2
        Square of the first eccentricity. [1]
    p
        Distance from the axis. [m]
    z
        Along the axis, from the centre. [m]

    Returns
    -------
    Sine and cosine. [1]

    Notes
    -----
    Bowring's reduced latitude, started for any altitude and applied twice.

    Examples
    --------
    >>> latitude(6371e3, 0.0, 3.0, 4.0)
    (0.8, 0.6)
    """
    ratio = math.sqrt(1.0 - eccentricity2)
    second = eccentricity2 / ratio * major  # e'² b
    rise = z * (1.0 + second / math.sqrt(p * p + z * z))
    run = p
    for _ in range(2):
        up = ratio * rise  # up / run is the tangent of the reduced latitude
        length = math.sqrt(up * up + run * run)
        sine, cosine = up / length, run / length
        rise = z + second * sine * sine * sine
        run = p - eccentricity2 * major * cosine * cosine * cosine
    length = math.sqrt(rise * rise + run * run)
    return rise / length, run / length


@kernel
def geodetic(
    major: float, eccentricity2: float, x: float, y: float, z: float
) -> tuple[float, float, float]:
    """Return the geodetic position of Earth-centred coordinates.

    Parameters
    ----------
    major
        Semi-major axis. [m]
    eccentricity2
        Square of the first eccentricity. [1]
    x, y, z
        Earth-centred coordinates, not the centre itself. [m]

    Returns
    -------
    Latitude [rad], longitude in (-π, π] [rad], altitude above the ellipsoid [m].

    Examples
    --------
    >>> geodetic(6371e3, 0.0, 6372e3, 0.0, 0.0)
    (0.0, 0.0, 1000.0)
    """
    p = math.sqrt(x * x + y * y)
    sine, cosine = latitude(major, eccentricity2, p, z)
    surface = major * math.sqrt(1.0 - eccentricity2 * sine * sine)
    return math.atan2(sine, cosine), math.atan2(y, x), p * cosine + z * sine - surface


@kernel
def normal(
    major: float, eccentricity2: float, x: float, y: float, z: float
) -> tuple[float, float, float, float]:
    """Return the direction of the vertical and its length, unnormalised.

    The latitude obeys tan φ = z / (p (1 - e² N / (N + h))); N / (N + h) is taken to
    first order in e², so that φ is within 1e-8 rad from -10 km to 2000 km.

    Parameters
    ----------
    major
        Semi-major axis. [m]
    eccentricity2
        Square of the first eccentricity. [1]
    x, y, z
        Earth-centred coordinates, not the centre itself. [m]

    Returns
    -------
    Components and length of a vector along the ellipsoid's normal. [m]

    Examples
    --------
    >>> normal(6371e3, 0.0, 2.0, 3.0, 6.0)
    (2.0, 3.0, 6.0, 7.0)
    """
    out = x * x + y * y
    inverse = 1.0 / (out + z * z)
    near = major * math.sqrt(inverse)
    sine2 = z * z * inverse
    shrink = 1.0 - eccentricity2 * near * (1.0 + eccentricity2 * sine2 * (0.5 - near))
    length = math.sqrt(out * shrink * shrink + z * z)
    return x * shrink, y * shrink, z, length


@kernel
def vertical(
    major: float, eccentricity2: float, x: float, y: float, z: float
) -> tuple[float, float, float, float]:
    """Return the vertical and the altitude.

    Parameters
    ----------
    major
        Semi-major axis. [m]
    eccentricity2
        Square of the first eccentricity. [1]
    x, y, z
        Earth-centred coordinates, not the centre itself. [m]

    Returns
    -------
    Unit vector upwards, within 1e-8 rad [1]; altitude above the ellipsoid, within
    0.01 mm from -10 km to 2000 km [m].

    Notes
    -----
    Bowring's height equation errs by the square of the latitude's error alone, so a
    latitude by series, without an arc function, is enough.

    Examples
    --------
    >>> vertical(6371e3, 0.0, 6372e3, 0.0, 0.0)
    (1.0, 0.0, 0.0, 1000.0)
    """
    nx, ny, nz, length = normal(major, eccentricity2, x, y, z)
    surface = major * math.sqrt(length * length - eccentricity2 * nz * nz)
    altitude = (x * nx + y * ny + z * nz - surface) / length
    return nx / length, ny / length, nz / length, altitude
