"""How urgent each track is, and to what."""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.doctrine.predict import place, time_of_fall
from kalkan.engine.belief import Belief, Tracks
from kalkan.engine.kinds import NONE, KinematicGroup, TrackStatus
from kalkan.engine.plan import Assets, Plan

PASS = 10e3  #: a course that passes an asset closer than this endangers it [m]
CONE = math.cos(math.radians(25.0))  #: so does a heading this close to it [1]
WARNING = 900.0  #: nobody worries about what comes later [s]
FALL = 30e3  #: a ballistic missile may come down this far from where it seems to [m]


@kernel
def evaluate_by_time_to_harm(plan: Plan, belief: Belief) -> None:
    """Give each confirmed track its most endangered asset, stake and urgency.

    Urgency is the time until harm could be done; infinite for what endangers nothing.
    Of several assets the one reached first counts; its whole value is at stake.
    """
    tracks, now = belief.tracks, belief.now[0]
    for j in range(tracks.status.shape[0]):
        if tracks.status[j] != TrackStatus.CONFIRMED:
            continue
        tracks.urgency[j] = math.inf
        tracks.asset[j] = NONE
        tracks.stake[j] = 0.0
        if tracks.group[j] == KinematicGroup.BALLISTIC:
            _falling(plan.frame, plan.assets, tracks, j, now)
        else:
            _flying(plan.frame, plan.assets, tracks, j, now)


@kernel
def _falling(
    frame: np.ndarray, assets: Assets, tracks: Tracks, j: int, now: float
) -> None:
    left = time_of_fall(frame, tracks, j, now)
    x, y, _ = place(frame, tracks, j, now + left)
    nearest = math.inf
    for a in range(assets.value.shape[0]):
        away = math.hypot(assets.position[a, 0] - x, assets.position[a, 1] - y)
        if away < min(nearest, FALL + assets.radius[a]):
            nearest = away
            tracks.urgency[j] = left
            tracks.asset[j] = a
            tracks.stake[j] = assets.value[a]


@kernel
def _flying(
    frame: np.ndarray, assets: Assets, tracks: Tracks, j: int, now: float
) -> None:
    x, y, _ = place(frame, tracks, j, now)
    vx, vy = tracks.estimate[j, 3], tracks.estimate[j, 4]
    speed = max(1.0, math.hypot(vx, vy))
    for a in range(assets.value.shape[0]):
        dx, dy = assets.position[a, 0] - x, assets.position[a, 1] - y
        away = math.hypot(dx, dy)
        along = (dx * vx + dy * vy) / speed
        aside = math.sqrt(max(0.0, away * away - along * along))
        inside = away < assets.radius[a]
        heading = along > 0.0 and (
            aside < PASS + assets.radius[a] or along > CONE * away
        )
        left = max(0.0, away - assets.radius[a]) / speed
        if (inside or heading) and left < min(WARNING, tracks.urgency[j]):
            tracks.urgency[j] = left
            tracks.asset[j] = a
            tracks.stake[j] = assets.value[a]
