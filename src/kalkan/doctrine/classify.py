"""What a track is taken for: its motion, looked into for a time, and read with errors.

The class of motion that the filter sees is a fact about the track.  What the crew makes
of it takes time and errs: once a track and class of motion, by the scenario's matrix of
confusion.  A track that comes to move differently is looked into anew; until that is
done it stays what it was.
"""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.draw import Stream, uniform_pair
from kalkan.engine.belief import Belief, Tracks
from kalkan.engine.kinds import KinematicGroup
from kalkan.engine.plan import Plan


@kernel
def classify(plan: Plan, belief: Belief, j: int) -> None:
    """Begin to look into the motion of track `j`, or settle what it is.

    The number of the track keys the draw: nothing else is known of it that lasts.
    """
    tracks, now = belief.tracks, belief.now[0]
    group = tracks.group[j]
    if group != tracks.studied[j] and group != KinematicGroup.UNKNOWN:
        tracks.studied[j] = group
        share, _ = _luck(belief.key, tracks, j)
        least, most = plan.study_time[0], plan.study_time[1]
        tracks.class_due[j] = now + least + (most - least) * share
    if now >= tracks.class_due[j]:
        tracks.class_due[j] = math.inf
        _, luck = _luck(belief.key, tracks, j)
        tracks.believed[j] = taken_for(plan.confusion, tracks.studied[j], luck)


@kernel
def taken_for(confusion: np.ndarray, group: int, luck: float) -> int:
    """Return the class that a share of what moves as `group` is taken for.

    Parameters
    ----------
    confusion
        Shares by KinematicGroup, rows that add up to 1; shape (5, 5).  [1]
    group
        KinematicGroup of the motion.
    luck
        Where along the row, in [0, 1).  [1]

    Examples
    --------
    >>> shares = np.eye(5)
    >>> shares[2, 2], shares[2, 4] = 0.9, 0.1
    >>> taken_for(shares, 2, 0.89), taken_for(shares, 2, 0.91)
    (2, 4)
    """
    for believed in range(confusion.shape[1]):
        luck -= confusion[group, believed]
        if luck < 0.0:
            return believed
    return group


@kernel
def _luck(key: np.ndarray, tracks: Tracks, j: int) -> tuple[float, float]:
    number, group = tracks.number[j], tracks.studied[j]
    return uniform_pair(key, number, group, 0, Stream.CLASSIFY)
