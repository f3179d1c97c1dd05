"""Flights without wings: what is dropped, what is fired, and rockets with stages.

A point mass flies over a round or an ellipsoidal Earth, at rest or turning, through the
standard atmosphere and a wind, with drag by Mach number.  Units are SI and radians.

References
----------
.. [1] R. R. Bate, D. D. Mueller, J. E. White, *Fundamentals of Astrodynamics*, Dover,
   1971, chapter 6.
.. [2] R. B. Murri, E. B. Jackson, R. O. Shelton, *Check-Cases for Verification of
   6-Degree-of-Freedom Flight Vehicle Simulations*, NASA/TM-2015-218675, 2015.

Examples
--------
A sphere of one slug, dropped from 30000 feet over the equator (check-case 6):

>>> import math
>>> from kalkan import ballistics
>>> sphere = ballistics.Projectile(mass=14.5939, area=math.pi * 0.0762**2)
>>> flight = ballistics.fly(sphere, altitude=9144.0, drag=0.1, duration=30.0)
>>> round(flight.end.altitude / 0.3048, 1), round(flight.end.down / 0.3048, 2)
(16284.4, 864.01)
"""

from kalkan.ballistics.checks import profile
from kalkan.ballistics.flight import Flight, Projectile, State, fly
from kalkan.ballistics.programme import Programme
from kalkan.ballistics.searches import (
    Fit,
    Longest,
    MinimumEnergy,
    fit,
    maximum_range,
    minimum_energy,
)
from kalkan.physics.earth import ROUND, ROUND_ROTATING, WGS84, Earth
from kalkan.physics.staging import Missile, Stage
from kalkan.physics.wind import CALM, Wind, steady

__all__ = [
    "CALM",
    "ROUND",
    "ROUND_ROTATING",
    "WGS84",
    "Earth",
    "Fit",
    "Flight",
    "Longest",
    "MinimumEnergy",
    "Missile",
    "Programme",
    "Projectile",
    "Stage",
    "State",
    "Wind",
    "fit",
    "fly",
    "maximum_range",
    "minimum_energy",
    "profile",
    "steady",
]
