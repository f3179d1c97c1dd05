"""Friend, neutral, hostile, unknown: what replies and motion suggest."""

import math

from kalkan._kernel import kernel
from kalkan.engine.belief import Belief, Tracks
from kalkan.engine.kinds import Identity, KinematicGroup, TrackStatus
from kalkan.engine.plan import Plan

PATIENCE = 3  #: unanswered questions by the best interrogator, before suspicion
GRACE = 30.0  #: a track that nobody could ask is suspected when this old [s]


@kernel
def identify_by_reply(plan: Plan, belief: Belief) -> None:
    """Believe a reply; call hostile what does not answer and endangers an asset.

    A track that answered a military mode is a friend, one that answered the civil
    mode a neutral, for as long as it lives.  Anything ballistic is hostile.  What has
    kept silent through `PATIENCE` questions of a radar that reads all that the picture
    can, or has not been asked for `GRACE`, is hostile once it heads for an asset.
    """
    tracks, now = belief.tracks, belief.now[0]
    for j in range(tracks.status.shape[0]):
        if tracks.status[j] == TrackStatus.CONFIRMED:
            tracks.identity[j] = _identity(tracks, j, now)


@kernel
def _identity(tracks: Tracks, j: int, now: float) -> int:
    if tracks.replies_friend[j] > 0:
        return Identity.FRIEND.value
    if tracks.replies_civil[j] > 0:
        return Identity.NEUTRAL.value
    if tracks.group[j] == KinematicGroup.BALLISTIC:
        return Identity.HOSTILE.value
    silent = tracks.asked[j] >= PATIENCE or now - tracks.opened[j] > GRACE
    if silent and tracks.urgency[j] < math.inf:
        return Identity.HOSTILE.value
    return int(tracks.identity[j])
