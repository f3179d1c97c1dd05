"""How a missile steers, in words."""

import math
from dataclasses import dataclass

from kalkan.ballistics.checks import number
from kalkan.physics.aiming import RISE, TURNED
from kalkan.physics.staging import Missile
from kalkan.physics.steering import Guided, Steering, fixed, programmed


@dataclass(frozen=True)
class Programme:
    """How a missile steers while it burns.

    `fixed` keeps one direction, stated at the place of launch.  `lofted` rises straight
    up, turns over at a constant rate to an elevation above the horizontal where it is,
    and keeps that.  `gravity_turn` does the same and then lets its axis follow the
    airflow.

    Examples
    --------
    >>> Programme("lofted", azimuth=0.0, elevation=0.8)
    Programme(guided='lofted', azimuth=0.0, elevation=0.8, rise=None, rate=None)
    """

    guided: str  #: fixed, lofted or gravity_turn
    azimuth: float  #: clockwise from north [rad]
    elevation: float  #: [rad]
    rise: float | None = None  #: straight up; None is 5 s, or 0.1 of the burn [s]
    rate: float | None = None  #: None has turned over by 0.3 of the burn [rad s⁻¹]

    def steering(self, missile: Missile, latitude: float, longitude: float) -> Steering:
        """Return what the flight is computed with."""
        names = [guided.name.lower() for guided in list(Guided)[1:]]
        if self.guided not in names:
            raise ValueError(f"guided: {self.guided!r} is none of {', '.join(names)}")
        azimuth = number("azimuth", self.azimuth)
        elevation = number("elevation", self.elevation, -1.6, 0.5 * math.pi)
        mode = Guided[self.guided.upper()]
        if mode is Guided.FIXED:
            return fixed(latitude, longitude, azimuth, elevation)
        rise, burn = self.rise, missile.burn_time
        if rise is None:
            rise = min(RISE, 0.1 * burn)
        rate = self.rate
        if rate is None:
            rate = max(0.5 * math.pi - elevation, 1e-6) / (TURNED[mode] * burn - rise)
        rate = number("rate", rate, 1e-9)
        return programmed(mode, azimuth, elevation, number("rise", rise, 0.0), rate)
