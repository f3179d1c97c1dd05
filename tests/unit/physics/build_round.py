"""Interceptors to test with: records of round kinds."""

import math
from typing import Any

from kalkan.engine.plan import RoundKinds
from kalkan.physics.geodesy import frame_at

FRAME = frame_at(0.7, 0.57)
STILL = (0.0, 0.0, 0.0)

#: A long-range round: 12 s of boost to 1.9 km/s, half a metre wide, a tonne.
LONG = {
    "range_min": 5e3,
    "range_max": 200e3,
    "altitude_min": 20.0,
    "altitude_max": 27e3,
    "boost_acceleration": 200.0,
    "boost_time": 12.0,
    "drag_area": 2.1e-4,
    "lift_area": 8.4e-4,
    "load_limit": 250.0,
    "lag": 0.4,
    "loft": 0.7,
    "launch_elevation": 0.5 * math.pi,
    "flight_time_max": 250.0,
    "speed_min": 350.0,
    "lethal_radius": 30.0,
}

#: Nothing but guidance: no drag, no limit, no lag.
IDEAL = {
    "lift_area": math.inf,
    "load_limit": math.inf,
    "flight_time_max": 1e3,
}


def round_of(*traits: dict[str, float], **fields: float) -> Any:
    """Return a record of one round with these fields, all others zero."""
    rounds = RoundKinds.zeros(1)
    merged: dict[str, float] = {}
    for trait in traits:
        merged.update(trait)
    merged.update(fields)
    for name, value in merged.items():
        getattr(rounds, name)[0] = value
    return rounds
