"""A way over the ground as close samples, and the few knots that stand for it.

References
----------
.. [1] K. Gade, "A non-singular horizontal position representation", *Journal of
   Navigation* 63 (3), 2010, pp. 395-417: normals in place of latitude and longitude.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kalkan._kernel import kernel
from kalkan.constants import EARTH_RADIUS
from kalkan.physics.arcs import Arc, Path, base_pieces, place_of, tangents_of
from kalkan.physics.kinematics import hermite


class Course(NamedTuple):
    """Samples along arcs, flown one after the other; axis: sample."""

    distance: np.ndarray  #: over a mean sphere, from the start [m]
    normal: np.ndarray  #: of the ellipsoid, ECEF.  Shape: sample, 3 [1]
    heading: np.ndarray  #: direction of flight over the ground.  Shape: sample, 3 [1]
    fixed: np.ndarray  #: whether a knot must stand there, for the shape of the way

    @property
    def left(self) -> np.ndarray:
        """To the end.  Shape: sample [m]."""
        return np.asarray(self.distance[-1] - self.distance)

    def places(self, aside: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
        """Return latitudes and longitudes [rad] of the way moved to the right [m]."""
        right = np.cross(self.heading, self.normal)
        normal = self.normal + aside / EARTH_RADIUS * right
        away = np.hypot(normal[:, 0], normal[:, 1])
        return np.arctan2(normal[:, 2], away), np.arctan2(normal[:, 1], normal[:, 0])


def course_of(arcs: Sequence[Arc], step: float) -> Course:
    """Return samples at most `step` [m] apart along arcs."""
    distance, normal, heading, fixed = [np.zeros(1)], [], [], []
    for k, arc in enumerate(arcs):
        pieces = base_pieces(arc)
        each = max(1, math.ceil(arc.length / pieces / step - 1e-9))
        angles = np.linspace(0.0, arc.angle, pieces * each + 1)
        first = 0 if k == 0 else 1  # the first sample is the last of the arc before
        normals = arc.normals(angles)
        turning = np.cross(arc.axis, normals)
        unit = turning / np.linalg.norm(turning, axis=1)[:, None]
        normal.append(normals[first:])
        heading.append(unit[first:])
        fixed.append((np.arange(angles.size) % each == 0)[first:])
        distance.append(distance[-1][-1] + arc.length * angles[1:] / arc.angle)
    return Course(
        np.concatenate(distance),
        np.concatenate(normal),
        np.concatenate(heading),
        np.concatenate(fixed),
    )


def course_knots(
    frame: np.ndarray,
    course: Course,
    height: np.ndarray,
    slope: np.ndarray,
    speed: float,
    tolerance: float,
) -> tuple[Path, np.ndarray]:
    """Return knots of a way flown at given heights, at constant speed.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    course
        The way.
    height, slope
        Altitude and its growth over the ground; shape (sample,). [m, 1]
    speed
        Along the path. [m s⁻¹]
    tolerance
        How far the cubic pieces between knots may stray from a sample. [m]

    Returns
    -------
    Time, position and velocity as of `knots_of`; and the time at every sample of the
    course, shape (sample,). [s]
    """
    rates = tangents_of(course.normal, course.heading / EARTH_RADIUS, height, slope)
    pace = np.linalg.norm(rates, axis=1)
    spans = 0.5 * (pace[1:] + pace[:-1]) * np.diff(course.distance) / speed
    time = np.concatenate([np.zeros(1), np.cumsum(spans)])
    rotation = frame[3:].reshape(3, 3)
    position = (place_of(course.normal, height) - frame[:3]) @ rotation.T
    velocity = (speed * rates / pace[:, None]) @ rotation.T
    return sparse_path(time, position, velocity, tolerance, course.fixed), time


def sparse_path(
    time: np.ndarray,
    position: np.ndarray,
    velocity: np.ndarray,
    tolerance: float,
    fixed: np.ndarray,
) -> Path:
    """Return as few of the knots of a path as stand for all of them.

    Parameters
    ----------
    time, position, velocity
        Knots, as of `knots_of`.
    tolerance
        How far the cubic pieces between the knots kept may stray from one left out. [m]
    fixed
        Which are kept in any case, beside the first and the last; shape (knot,).
    """
    keep = np.asarray(fixed, np.bool_).copy()
    keep[0] = keep[-1] = True
    ends = np.flatnonzero(keep)
    keep_knots(time, position, velocity, tolerance, ends, keep)
    return time[keep], position[keep], velocity[keep]


@kernel
def keep_knots(
    time: np.ndarray,
    position: np.ndarray,
    velocity: np.ndarray,
    tolerance: float,
    ends: np.ndarray,
    keep: np.ndarray,
) -> None:
    """Mark the knots to keep between knots that are kept in any case.

    From each kept one the next is sought as far away as it may be: in steps that
    double, then by halves.

    Parameters
    ----------
    time, position, velocity, tolerance
        As of `sparse_path`.
    ends
        Indices of the knots kept in any case, rising.
    keep
        Marked in place; shape (knot,).
    """
    for e in range(ends.shape[0] - 1):
        first, last = ends[e], ends[e + 1]
        while first < last:
            near, far = first + 1, last
            if not _stands_for(time, position, velocity, tolerance, first, last):
                step = 2
                while first + step < last and _stands_for(
                    time, position, velocity, tolerance, first, first + step
                ):
                    near, step = first + step, 2 * step
                far = min(last, first + step)
                while far - near > 1:
                    middle = (near + far) // 2
                    if _stands_for(time, position, velocity, tolerance, first, middle):
                        near = middle
                    else:
                        far = middle
                far = near
            keep[far] = True
            first = far


@kernel
def _stands_for(
    time: np.ndarray,
    position: np.ndarray,
    velocity: np.ndarray,
    tolerance: float,
    first: int,
    last: int,
) -> bool:
    """Return whether the cubic between two knots passes near all that lie between."""
    t0, t1 = time[first], time[last]
    for j in range(first + 1, last):
        away2 = 0.0
        for k in range(3):
            place, _ = hermite(
                time[j],
                t0,
                t1,
                position[first, k],
                velocity[first, k],
                position[last, k],
                velocity[last, k],
            )
            away2 += (place - position[j, k]) ** 2
        if away2 > tolerance * tolerance:
            return False
    return True
