"""Friend, neutral, hostile, unknown: what replies and motion suggest."""

import math

from kalkan._kernel import kernel
from kalkan.engine.belief import Belief, Tracks
from kalkan.engine.kinds import Identity, KinematicGroup, TrackStatus
from kalkan.engine.plan import Plan

PATIENCE = 3  #: unanswered questions, or plots where nobody can ask, before suspicion


@kernel
def identify_by_reply(plan: Plan, belief: Belief) -> None:
    """Believe a reply; call hostile what does not answer and endangers an asset.

    A track that answered a military mode is a friend, one that answered the civil
    mode a neutral, for as long as it lives.  Anything ballistic is hostile.  What has
    kept silent through `PATIENCE` questions (or plots, where no radar of the picture
    can ask) is hostile once it heads for an asset, unknown before.
    """
    tracks = belief.tracks
    for j in range(tracks.status.shape[0]):
        if tracks.status[j] == TrackStatus.CONFIRMED:
            tracks.identity[j] = _identity(tracks, j)


@kernel
def _identity(tracks: Tracks, j: int) -> int:
    if tracks.replies_friend[j] > 0:
        return Identity.FRIEND.value
    if tracks.replies_civil[j] > 0:
        return Identity.NEUTRAL.value
    if tracks.group[j] == KinematicGroup.BALLISTIC:
        return Identity.HOSTILE.value
    patience = tracks.asked[j]
    if tracks.asked[j] == 0:
        patience = tracks.hits[j] - PATIENCE
    if patience >= PATIENCE and tracks.urgency[j] < math.inf:
        return Identity.HOSTILE.value
    return int(tracks.identity[j])
