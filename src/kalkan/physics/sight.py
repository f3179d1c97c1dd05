"""The line of sight from a radar to a target, and how far a plot lies from it.

Innovations are in metres along the line of sight, across it in azimuth and across it
in elevation: the Jacobian of range, azimuth and elevation is then a rotation.
"""

import math
from typing import NamedTuple

import numpy as np

from kalkan._kernel import kernel

_TWO_PI = 2.0 * math.pi
_NOUGHT = 1e-12  # a shorter line has no elevation [m]


class Line(NamedTuple):
    """A line of sight: its length, and its axes in ENU, a rotation."""

    distance: float  #: [m]
    ground: float  #: its horizontal part, in the radar's axes [m]
    up: float  #: its upright part [m]
    sine: float  #: of its azimuth, in the radar's axes [1]
    cosine: float
    rx: float  #: along it, outward [1]
    ry: float
    rz: float
    ax: float  #: across it, where azimuth grows [1]
    ay: float
    az: float
    ex: float  #: across it, where elevation grows [1]
    ey: float
    ez: float


class Angles(NamedTuple):
    """Sines and cosines of the angles of a plot."""

    sin_azimuth: float
    cos_azimuth: float
    sin_elevation: float
    cos_elevation: float


@kernel
def line_of_sight(axes: np.ndarray, dx: float, dy: float, dz: float) -> Line:
    """Return the line of sight along a displacement.

    Parameters
    ----------
    axes
        Rows east, north, up of the radar, in ENU; shape (9,). [1]
    dx, dy, dz
        From the radar to the target, ENU. [m]

    Examples
    --------
    >>> axes = np.array([1.0, 0, 0, 0, 1, 0, 0, 0, 1])
    >>> line_of_sight(axes, 0.0, 500.0, 0.0)[5:]
    (0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0)
    """
    east = axes[0] * dx + axes[1] * dy + axes[2] * dz
    north = axes[3] * dx + axes[4] * dy + axes[5] * dz
    up = axes[6] * dx + axes[7] * dy + axes[8] * dz
    ground = math.sqrt(east * east + north * north)
    distance = math.sqrt(ground * ground + up * up)
    sine, cosine = 0.0, 1.0  # at the zenith, as if to the north
    if ground > 0.0:
        inverse = 1.0 / ground
        sine, cosine = inverse * east, inverse * north
    rx, ry, rz = axes[6], axes[7], axes[8]  # on the radar, as if above it
    if distance > 0.0:
        inverse = 1.0 / distance
        rx, ry, rz = inverse * dx, inverse * dy, inverse * dz
    ax = cosine * axes[0] - sine * axes[3]
    ay = cosine * axes[1] - sine * axes[4]
    az = cosine * axes[2] - sine * axes[5]
    ex, ey, ez = ay * rz - az * ry, az * rx - ax * rz, ax * ry - ay * rx
    return Line(distance, ground, up, sine, cosine, rx, ry, rz, ax, ay, az, ex, ey, ez)


@kernel
def innovation(line: Line, measured: np.ndarray) -> tuple[float, float, float]:
    """Return how far a plot lies from a line of sight.

    Parameters
    ----------
    line
        To where the target is expected.
    measured
        Range [m], azimuth clockwise from north [rad], elevation [rad]; shape (3,).

    Returns
    -------
    Along the line, across it in azimuth (the short way round), across it in
    elevation. [m]

    Examples
    --------
    >>> axes = np.array([1.0, 0, 0, 0, 1, 0, 0, 0, 1])
    >>> north = line_of_sight(axes, 0.0, 1000.0, 0.0)
    >>> innovation(north, np.array([1010.0, 0.0, 0.002]))
    (10.0, 0.0, 2.0)
    """
    turn = measured[1] - math.atan2(line.sine, line.cosine)
    turn -= _TWO_PI * math.floor(turn / _TWO_PI + 0.5)
    rise = measured[2] - math.atan2(line.up, line.ground)
    return measured[0] - line.distance, line.ground * turn, line.distance * rise


@kernel
def directions(azimuth: float, elevation: float) -> Angles:
    """Return sines and cosines of measured angles [rad], for calls of `offsets`."""
    return Angles(
        math.sin(azimuth),
        math.cos(azimuth),
        math.sin(elevation),
        math.cos(elevation),
    )


@kernel
def _short_angle(sine: float, cosine: float) -> float:
    """Return the angle of a sine and cosine; small ones by series, within 1e-12."""
    if cosine > 0.0 and abs(sine) < 0.1:
        s = sine * sine
        return sine * (
            1.0 + s * (1 / 6 + s * (3 / 40 + s * (5 / 112 + s * (35 / 1152))))
        )
    return math.atan2(sine, cosine)


@kernel
def offsets(line: Line, seen: Angles) -> tuple[float, float]:
    """Return how far measured angles lie from a line of sight, as `innovation` does.

    Parameters
    ----------
    line
        To where the target is expected.
    seen
        By `directions`.

    Returns
    -------
    Across the line in azimuth, the short way round, and in elevation. [m]

    Examples
    --------
    >>> axes = np.array([1.0, 0, 0, 0, 1, 0, 0, 0, 1])
    >>> north = line_of_sight(axes, 0.0, 1000.0, 0.0)
    >>> across, rise = offsets(north, directions(0.01, 0.002))
    >>> round(across, 9), round(rise, 9)
    (10.0, 2.0)
    """
    turn = _short_angle(
        seen.sin_azimuth * line.cosine - seen.cos_azimuth * line.sine,
        seen.cos_azimuth * line.cosine + seen.sin_azimuth * line.sine,
    )
    inverse = 1.0 / max(_NOUGHT, line.distance)
    up, level = inverse * line.up, inverse * line.ground
    rise = _short_angle(
        seen.sin_elevation * level - seen.cos_elevation * up,
        seen.cos_elevation * level + seen.sin_elevation * up,
    )
    return line.ground * turn, line.distance * rise


@kernel
def azimuth_normal(axes: np.ndarray, azimuth: float) -> tuple[float, float, float]:
    """Return the horizontal unit vector that grows with azimuth, ENU. [1].

    Examples
    --------
    >>> axes = np.array([1.0, 0, 0, 0, 1, 0, 0, 0, 1])
    >>> azimuth_normal(axes, 0.0)
    (1.0, 0.0, 0.0)
    """
    sine, cosine = math.sin(azimuth), math.cos(azimuth)
    return (
        cosine * axes[0] - sine * axes[3],
        cosine * axes[1] - sine * axes[4],
        cosine * axes[2] - sine * axes[5],
    )
