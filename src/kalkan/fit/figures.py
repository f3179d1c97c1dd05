"""The figures of a round: the interval each may lie in, and how a fit does."""

import math
from enum import IntEnum
from typing import NamedTuple

from kalkan.catalogue import Quantity, Round
from kalkan.catalogue.fits import Parameters
from kalkan.fit.parameters import record_of, specific_impulse
from kalkan.physics.geodesy import frame_at
from kalkan.physics.match import (
    ceiling,
    greatest_reach,
    greatest_speed,
    nearest_reach,
    time_to,
)

#: Fits fly from mid latitude; gravity elsewhere differs by a quarter of a percent.
FRAME = frame_at(0.25 * math.pi, 0.0)

#: Delivered specific impulse of solid motors with composite propellants: G. P. Sutton,
#: O. Biblarz, *Rocket Propulsion Elements*, 9th edition, Wiley, 2017, chapter 13.
SPECIFIC_IMPULSE = Quantity(
    low=200.0,
    best=245.0,
    high=290.0,
    unit="s",
    status="assumed",
    reason="solid motors deliver 200 s near the ground to 290 s high up",
)

SLACK = 0.01  #: of a figure: what the halvings of a fit leave


class Bound(IntEnum):
    """On which side a figure may be passed: the round is then held to what is said."""

    BOTH = 0  #: on none
    LEAST = 1  #: above: range and ceiling
    MOST = 2  #: below: least range and time of flight


class Figure(NamedTuple):
    """One figure that a fit is to reproduce."""

    name: str
    label: str  #: as printed
    quantity: Quantity  #: what may be
    bound: Bound
    unit: str
    scale: float  #: of the unit [SI]

    def residual(self, fitted: float) -> float:
        """Return how far a value lies outside the interval, over its nearer end.

        Positive above, negative below, 0 inside. [1]
        """
        low, high = self.quantity.low, self.quantity.high
        if fitted > high:
            return fitted / high - 1.0 if high > 0.0 else float("inf")
        return min(0.0, fitted / low - 1.0) if low > 0.0 else 0.0

    def fault(self, fitted: float) -> float:
        """Return the part of the residual that breaks what is published, 0 or more."""
        residual = self.residual(fitted)
        if self.bound is Bound.LEAST:
            residual = min(residual, 0.0)
        elif self.bound is Bound.MOST:
            residual = max(residual, 0.0)
        return max(0.0, abs(residual) - SLACK)

    def verdict(self, fitted: float) -> str:
        """Return ``met``, ``not met``, or ``beyond``: it is held to less."""
        if self.fault(fitted) > 0.0:
            return "not met"
        return "met" if abs(self.residual(fitted)) <= SLACK else "beyond"


def figures_of(kind: Round) -> tuple[Figure, ...]:
    """Return the figures that a fit of a round is to reproduce."""
    least, most = Bound.LEAST, Bound.MOST
    return (
        Figure("range_max", "greatest range", kind.range_max, least, "km", 1e3),
        Figure("altitude_max", "ceiling", kind.altitude_max, least, "km", 1e3),
        Figure("speed_max", "greatest speed", kind.speed_max, Bound.BOTH, "m/s", 1.0),
        Figure("range_min", "least range", kind.range_min, most, "km", 1e3),
        Figure(
            "flight_time_max", "time to range", kind.flight_time_max, most, "s", 1.0
        ),
        Figure(
            "specific_impulse",
            "specific impulse",
            SPECIFIC_IMPULSE,
            Bound.BOTH,
            "s",
            1.0,
        ),
    )


def measured(kind: Round, p: Parameters) -> dict[str, float]:
    """Fly a fit; return what each figure becomes [SI]."""
    rounds = record_of(kind, p)
    reach = greatest_reach(FRAME, rounds, 0)
    return {
        "range_max": reach,
        "altitude_max": ceiling(FRAME, rounds, 0),
        "speed_max": greatest_speed(FRAME, rounds, 0),
        "range_min": nearest_reach(FRAME, rounds, 0),
        "flight_time_max": time_to(FRAME, rounds, 0, min(reach, p.range_max)),
        "specific_impulse": specific_impulse(p),
    }


def faults(kind: Round, figures: dict[str, float]) -> float:
    """Return the sum of all faults, 0 for a fit that breaks nothing."""
    return sum(one.fault(figures[one.name]) for one in figures_of(kind))
