"""What a crew knows of its view: the map's ground, or the smooth sea."""

import math

from kalkan._kernel import kernel
from kalkan.engine.belief import Belief, Crew
from kalkan.engine.kinds import NONE, Grade
from kalkan.engine.plan import Floors, Plan
from kalkan.physics.horizon import ground_distance, visible
from kalkan.physics.kinematics import norm3
from kalkan.terrain.floor import floor_at


@kernel
def azimuth_of(crews: Crew, s: int, dx: float, dy: float, dz: float) -> float:
    """Return the azimuth of a displacement from radar `s`, in (-π, π] [rad]."""
    axes = crews.axes
    east = axes[s, 0] * dx + axes[s, 1] * dy + axes[s, 2] * dz
    north = axes[s, 3] * dx + axes[s, 4] * dy + axes[s, 5] * dz
    return math.atan2(east, north)


@kernel
def is_blind(plan: Plan, belief: Belief, s: int) -> bool:
    """Return whether nobody could show the crew of radar `s` anything.

    That is when no living radar but those that wait for others feeds its picture, and
    no other picture can cue it.
    """
    wiring, crews = belief.wiring, belief.crews
    p = wiring.node_picture[plan.sensors.node[s]]
    if p == NONE:
        return True
    for other in range(crews.alive.shape[0]):
        if crews.alive[other] == 1 and plan.emissions.waits[other] == 0:
            if wiring.deliveries.grade[p, other] > Grade.CUE:
                return False
    for q in range(wiring.cue_latency.shape[0]):
        if q != p and wiring.cue_latency[q, p] < math.inf:
            return False
    return True


@kernel
def is_masked(
    floors: Floors,
    crews: Crew,
    earth: float,
    s: int,
    dx: float,
    dy: float,
    dz: float,
    height: float,
) -> bool:
    """Tell whether the map has ground between radar `s` and a place.

    Parameters
    ----------
    floors
        What the map hides from each site.
    crews
        Where the radars are.
    earth
        Effective-Earth factor. [1]
    s
        The radar; one without a table sees over the smooth Earth.
    dx, dy, dz
        From the radar to the place, ENU. [m]
    height
        Altitude of the place. [m]
    """
    own, slant = crews.altitude[s], norm3(dx, dy, dz)
    if floors.step[s] == 0.0:
        return not visible(slant, own, height, earth)
    azimuth = azimuth_of(crews, s, dx, dy, dz)
    away = ground_distance(slant, own, height)
    floor, _ = floor_at(floors.altitude, floors.obstacle, floors.step, s, azimuth, away)
    return bool(height < floor)
