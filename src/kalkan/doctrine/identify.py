"""Friend, neutral, hostile, unknown: criteria in order of authority.

What answers is believed first (positive identification), then where and how a track
flies (procedural identification), and only then its silence, when somebody asked who
could have understood the answer.  docs/decisions/0013-identification.md says why.

References
----------
.. [1] Joint Publication 3-01, *Countering Air and Missile Threats*, 2017, chapter III:
   positive and procedural identification.
.. [2] Ministry of Defence, *Aircraft Accident to Royal Air Force Tornado GR MK4A
   ZG710*, 2004: criteria of class, dead transponder, autonomous operation.
"""

import math

from kalkan._kernel import kernel
from kalkan.doctrine.classify import classify
from kalkan.doctrine.conform import follow_corridor
from kalkan.engine.belief import Belief, Tracks
from kalkan.engine.kinds import NONE, Identity, KinematicGroup, TrackStatus
from kalkan.engine.plan import Plan

PATIENCE = 3  #: unanswered questions in a row, before silence counts, assumed
FORGOTTEN = 5  #: so many, and an earlier answer is no longer believed, assumed
GRACE = 30.0  #: a track that never answered is suspected when this old, assumed [s]
PROBATION = 20.0  #: time in a corridor before it is believed, assumed [s]


@kernel
def identify_by_criteria(plan: Plan, belief: Belief) -> None:
    """Say of every firm track what it is taken for, and whose it is.

    A track that answers a military mode is a friend, one that answers the civil mode a
    neutral, until `FORGOTTEN` questions in a row stay without answer.  What is taken
    for a ballistic missile is hostile.  What has kept to a corridor for `PROBATION` is
    what the corridor is for, as long as it does.  What has kept silent through
    `PATIENCE` questions of a radar that reads all that the picture can, or never
    answered for `GRACE`, and heads for an asset, is hostile, and stays so until it
    answers.
    """
    tracks, now = belief.tracks, belief.now[0]
    for j in range(tracks.status.shape[0]):
        if tracks.status[j] == TrackStatus.CONFIRMED:
            classify(plan, belief, j)
            follow_corridor(plan, tracks, j, now)
            tracks.identity[j] = _identity(plan, tracks, j, now)


@kernel
def _identity(plan: Plan, tracks: Tracks, j: int, now: float) -> int:
    answers = tracks.unanswered[j] < FORGOTTEN
    if answers and tracks.replies_friend[j] > 0:
        return Identity.FRIEND.value
    if answers and tracks.replies_civil[j] > 0:
        return Identity.NEUTRAL.value
    if tracks.believed[j] == KinematicGroup.BALLISTIC:
        return Identity.HOSTILE.value
    if tracks.identity[j] == Identity.HOSTILE:
        return Identity.HOSTILE.value
    if tracks.corridor[j] != NONE:
        if now - tracks.kept_since[j] >= PROBATION:
            return int(plan.corridors.identity[tracks.corridor[j]])
        return Identity.UNKNOWN.value
    if _is_silent(tracks, j, now) and tracks.urgency[j] < math.inf:
        return Identity.HOSTILE.value
    return Identity.UNKNOWN.value


@kernel
def _is_silent(tracks: Tracks, j: int, now: float) -> bool:
    """Return whether track `j` was asked, or could have been, and does not answer."""
    if tracks.unanswered[j] >= PATIENCE:
        return True
    never = tracks.replies_friend[j] + tracks.replies_civil[j] == 0
    return bool(never and now - tracks.opened[j] > GRACE)
