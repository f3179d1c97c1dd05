"""What the defence believes of its shots: a belief, formed from the track alone."""

import math

from kalkan._kernel import kernel
from kalkan.draw import Stream, uniform
from kalkan.engine.belief import Belief, Engagements, Tracks
from kalkan.engine.kinds import EngagementState, Guidance, TrackStatus, Verdict
from kalkan.engine.plan import Plan

SEEN_AGAIN = (
    0.05  #: a plot this much later than the last round's end is a live target [s]
)


@kernel
def assess(plan: Plan, belief: Belief) -> None:
    """Free channels that are no longer needed; judge the shots whose time has come."""
    engagements, now = belief.engagements, belief.now[0]
    batteries, sensors = plan.batteries, plan.sensors
    for e in range(belief.opened[0]):
        if engagements.state[e] == EngagementState.FLYING:
            guidance = plan.rounds.guidance[engagements.kind[e]]
            own = guidance == Guidance.ACTIVE or guidance == Guidance.INFRARED
            if own and engagements.acquired[e] >= engagements.fired[e]:
                engagements.holds_channel[e] = 0
            if engagements.flying[e] == 0:
                b = engagements.battery[e]
                s = batteries.radar[b]
                revisit = min(sensors.dwell_period[s], sensors.period[s])
                wait = batteries.assess_looks[b] * revisit
                engagements.verdict_time[e] = engagements.ended[e] + wait
                engagements.state[e] = EngagementState.ASSESSING
        if engagements.state[e] == EngagementState.ASSESSING:
            if now >= engagements.verdict_time[e]:
                _judge(plan, belief, e)


@kernel
def _judge(plan: Plan, belief: Belief, e: int) -> None:
    """Call the target dead when nothing was seen of it since; err as crews do."""
    engagements, tracks, batteries = belief.engagements, belief.tracks, plan.batteries
    j, b = engagements.track[e], engagements.battery[e]
    same = tracks.number[j] == engagements.number[e]
    held = same and tracks.status[j] == TrackStatus.CONFIRMED
    alive = held and tracks.updated[j] > engagements.ended[e] + SEEN_AGAIN
    luck = uniform(belief.key, batteries.id[b], tracks.shot_at[j], e, Stream.VERDICT)
    error = batteries.false_live[b]
    if alive:
        error = batteries.false_kill[b]
    if luck < error:
        alive = not alive
    _close(engagements, e, alive, belief.now[0])
    if same:
        _release(tracks, j, alive)


@kernel
def _close(engagements: Engagements, e: int, alive: bool, now: float) -> None:
    """Write the verdict on engagement `e`."""
    engagements.verdict[e] = Verdict.BELIEVED_KILLED
    if alive:
        engagements.verdict[e] = Verdict.BELIEVED_ALIVE
    engagements.state[e] = EngagementState.CLOSED
    engagements.holds_channel[e] = 0
    engagements.closed[e] = now


@kernel
def _release(tracks: Tracks, j: int, alive: bool) -> None:
    """Give a track back to the commander, with what is believed of it."""
    tracks.engaged[j] -= 1
    tracks.shot_at[j] += 1
    if not alive:
        tracks.believed_dead[j] = 1
    if tracks.engaged[j] <= 0:
        tracks.engaged[j] = 0
        tracks.dwell[j] = math.inf
