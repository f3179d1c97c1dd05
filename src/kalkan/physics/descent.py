"""Coming down on a target from level flight: a bow, then a straight dive."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kalkan.physics.arcs import STRAIGHT, Arc

GRAZE = 1.0  #: a dive this far under the ground grazes it, of no account [m]
HARDER = 12  #: times that a dive is made steeper by half, at most


class Descent(NamedTuple):
    """From level flight down to a target: a bow, then a straight dive."""

    length: float  #: over the ground, from where it begins [m]
    bow: float  #: part of it on which the slope grows [m]
    bend: float  #: growth of the slope on the bow [m⁻¹]


def descent_from(height: float, slope: float, bend: float, room: float) -> Descent:
    """Return the descent from level flight to a target.

    Parameters
    ----------
    height
        Above the target, not below it. [m]
    slope
        Greatest of the dive. [1]
    bend
        Greatest growth of the slope over the ground. [m⁻¹]
    room
        Longest that it may be; where that is short it is flown harder. [m]

    Examples
    --------
    >>> descent_from(50.0, 0.5, 4e-4, 100e3)
    Descent(length=500.0, bow=500.0, bend=0.0004)
    >>> descent_from(9000.0, 0.5, 4e-4, 100e3)
    Descent(length=18625.0, bow=1250.0, bend=0.0004)
    """
    bow = min(slope / bend, math.sqrt(2.0 * height / bend))
    length = bow if bow < slope / bend else height / slope + 0.5 * bow
    if length > room:
        return Descent(room, room, 2.0 * height / (room * room))
    return Descent(length, bow, bend)


def descended(descent: Descent, left: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return how far a flyer has come down, and how steeply it goes down.

    Parameters
    ----------
    descent
        Its descent.
    left
        Over the ground to the target; any shape. [m]

    Returns
    -------
    Drop and slope, both from zero up; the shape of `left`. [m, 1]
    """
    gone = np.maximum(0.0, descent.length - left)
    bent = np.minimum(gone, descent.bow)
    slope = descent.bend * bent
    return slope * (gone - 0.5 * bent), slope


def steepest_descent(
    left: np.ndarray,
    height: np.ndarray,
    ground: np.ndarray,
    slope: float,
    bend: float,
) -> Descent:
    """Return the gentlest descent to the last place of a way that clears the ground.

    Parameters
    ----------
    left
        Over the ground to the target, falling to 0; shape (sample,). [m]
    height
        Of the flight without a descent; shape (sample,). [m]
    ground
        Elevation; shape (sample,).  The last is that of the target. [m]
    slope, bend
        Of the dive that is wanted, as of `descent_from`; both are taken half as great
        again until nothing is in the way.
    """
    fall = max(0.0, float(height[-1] - ground[-1]))
    descent = descent_from(fall, slope, bend, float(left[0]))
    for _ in range(HARDER):
        drop, _ = descended(descent, left)
        if np.all(height - drop >= ground - GRAZE):
            break
        slope, bend = 1.5 * slope, 1.5 * bend
        descent = descent_from(fall, slope, bend, float(left[0]))
    return descent


def lowered(arcs: Sequence[Arc], descent: Descent) -> list[Arc]:
    """Return level arcs of which the last go down to a target.

    Parameters
    ----------
    arcs
        Level, each begins where the one before it ends.
    descent
        No longer than the arcs.
    """
    found: list[Arc] = []
    left = sum(arc.length for arc in arcs)
    for arc in arcs:
        rest: Arc | None = arc
        for mark in (descent.length, descent.length - descent.bow):
            if rest is not None and left - rest.length < mark < left:
                one, rest = _split_at(rest, left - mark)
                found += _tilted(one, descent, left)
                left = mark
        if rest is not None:
            found += _tilted(rest, descent, left)
            left -= rest.length
    return found


def _split_at(arc: Arc, length: float) -> tuple[Arc, Arc | None]:
    """Return an arc up to a length on it, and the rest, if any is left."""
    angle = arc.angle * length / arc.length
    if angle > arc.angle - STRAIGHT:
        return arc, None
    return arc.split(angle)


def _tilted(arc: Arc, descent: Descent, left: float) -> list[Arc]:
    """Return an arc that begins `left` before the target, on its descent."""
    if arc.angle < STRAIGHT:
        return []
    ends = np.array([left, left - arc.length])
    drops, slopes = descended(descent, ends)
    turn = arc.length / arc.angle
    return [
        arc._replace(
            height=arc.height - float(drops[0]),
            slope=-turn * float(slopes[0]),
            bend=-turn * float(slopes[1] - slopes[0]),
        )
    ]
