"""Keeping rounds away from friends and neutrals that the picture knows of."""

from kalkan._kernel import kernel
from kalkan.doctrine.predict import place
from kalkan.engine.belief import Belief
from kalkan.engine.kinds import Identity, TrackStatus
from kalkan.engine.plan import Plan
from kalkan.physics.kinematics import norm3


@kernel
def friend_near(plan: Plan, belief: Belief, j: int, b: int, time: float) -> bool:
    """Return whether a friend or neutral would be near where `j` is met.

    Parameters
    ----------
    plan, belief
        Of the battle.
    j
        Track that is to be shot at.
    b
        Fire unit, whose clearance counts; 0 asks nothing.
    time
        Predicted time of the meeting. [s]
    """
    clearance = plan.batteries.clearance[b]
    if clearance <= 0.0:
        return False
    tracks, picture = belief.tracks, belief.tracks.picture[j]
    x, y, z = place(plan.frame, tracks, j, time)
    for i in range(belief.slots[picture, 0], belief.used[picture]):
        identity = tracks.identity[i]
        if identity != Identity.FRIEND and identity != Identity.NEUTRAL:
            continue
        if tracks.status[i] == TrackStatus.CONFIRMED:
            fx, fy, fz = place(plan.frame, tracks, i, time)
            if norm3(fx - x, fy - y, fz - z) < clearance:
                return True
    return False
