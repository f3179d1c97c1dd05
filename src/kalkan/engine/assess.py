"""What the defence believes of its shots: a belief, formed from the track alone."""

import math

from kalkan._kernel import kernel
from kalkan.draw import Stream, uniform
from kalkan.engine.belief import Belief
from kalkan.engine.kinds import EngagementState, Guidance, TrackStatus, Verdict
from kalkan.engine.plan import Plan

SEEN_AGAIN = (
    0.05  #: a plot this much later than the last round's end is a live target [s]
)


@kernel
def assess(plan: Plan, belief: Belief) -> None:
    """Free channels that are no longer needed; judge the shots whose time has come."""
    engagements, now = belief.engagements, belief.now[0]
    for e in range(belief.opened[0]):
        if engagements.state[e] == EngagementState.FLYING:
            _follow(plan, belief, e)
        if engagements.state[e] == EngagementState.ASSESSING:
            if now >= engagements.verdict_time[e]:
                _judge(plan, belief, e)


@kernel
def _follow(plan: Plan, belief: Belief, e: int) -> None:
    """Let go of the channel when every round sees by itself; wait when all are down."""
    engagements = belief.engagements
    guidance = plan.rounds.guidance[engagements.kind[e]]
    own = guidance == Guidance.ACTIVE or guidance == Guidance.INFRARED
    if own and engagements.acquired[e] >= engagements.fired[e]:
        engagements.holds_channel[e] = 0
    if engagements.flying[e] > 0:
        return
    b = engagements.battery[e]
    wait = plan.batteries.assess_looks[b] * _revisit(plan, belief, e)
    engagements.verdict_time[e] = engagements.ended[e] + wait
    engagements.state[e] = EngagementState.ASSESSING


@kernel
def _revisit(plan: Plan, belief: Belief, e: int) -> float:
    """Return the time between looks at the engaged track [s]."""
    s = plan.batteries.radar[belief.engagements.battery[e]]
    return min(plan.sensors.dwell_period[s], plan.sensors.period[s])


@kernel
def _judge(plan: Plan, belief: Belief, e: int) -> None:
    """Call the target dead when nothing was seen of it since; err as crews do."""
    engagements, tracks = belief.engagements, belief.tracks
    j, b = engagements.track[e], engagements.battery[e]
    same = tracks.number[j] == engagements.number[e]
    held = same and tracks.status[j] == TrackStatus.CONFIRMED
    alive = held and tracks.updated[j] > engagements.ended[e] + SEEN_AGAIN
    luck = uniform(
        belief.key, plan.batteries.id[b], tracks.shot_at[j], e, Stream.VERDICT
    )
    error = plan.batteries.false_kill[b] if alive else plan.batteries.false_live[b]
    if luck < error:
        alive = not alive
    engagements.verdict[e] = Verdict.BELIEVED_ALIVE
    if not alive:
        engagements.verdict[e] = Verdict.BELIEVED_KILLED
    engagements.state[e] = EngagementState.CLOSED
    engagements.holds_channel[e] = 0
    engagements.closed[e] = belief.now[0]
    if same:
        _release(belief, j, alive)


@kernel
def _release(belief: Belief, j: int, alive: bool) -> None:
    """Give a track back to the commander, with what is believed of it."""
    tracks = belief.tracks
    tracks.engaged[j] -= 1
    tracks.shot_at[j] += 1
    if not alive:
        tracks.believed_dead[j] = 1
    if tracks.engaged[j] <= 0:
        tracks.engaged[j] = 0
        tracks.dwell[j] = math.inf
