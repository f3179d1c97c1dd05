"""Distances over the ellipsoid between the places of a scenario."""

import math

from geographiclib.geodesic import Geodesic

from kalkan.scenario.parts import Place

_LINE = Geodesic.WGS84
_WANTED = Geodesic.DISTANCE | Geodesic.AZIMUTH


def distance(one: Place, other: Place) -> float:
    """Return the length of the geodesic between two places [m].

    References
    ----------
    .. [1] C. F. F. Karney, "Algorithms for geodesics", *J. Geodesy* 87 (2013) 43-55.

    Examples
    --------
    >>> kurecik = Place(lat="38.350 deg", lon="37.794 deg")
    >>> round(distance(kurecik, Place(lat="40 deg", lon="32.7 deg")))
    476684
    """
    return float(_LINE.Inverse(*one.degrees, *other.degrees, _WANTED)["s12"])


def bearing(one: Place, other: Place) -> float:
    """Return the azimuth at `one` of `other`, clockwise from north [rad]."""
    solved = _LINE.Inverse(*one.degrees, *other.degrees, _WANTED)
    return math.radians(float(solved["azi1"])) % (2.0 * math.pi)
