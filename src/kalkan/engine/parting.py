"""A picture that comes apart: each part goes on with a copy of what it knew.

The part of the old leader keeps the picture.  Another part takes the picture that its
own leader founds, with copies of all tracks under new numbers, and the engagements of
its fire units.  What was on its way to the old picture still arrives there.
"""

import math

from kalkan._kernel import kernel
from kalkan.engine.belief import Belief, Wiring
from kalkan.engine.kinds import NONE, EngagementState, NodeKind, TrackStatus
from kalkan.engine.plan import Nodes, Plan
from kalkan.engine.slots import copy_track
from kalkan.engine.wiring import join


@kernel
def regroup(plan: Plan, belief: Belief) -> None:
    """Let every picture that has come apart go on in its parts."""
    wiring, nodes = belief.wiring, plan.nodes
    join(wiring.joined, plan.hops, wiring)
    for n in range(nodes.id.shape[0]):
        if wiring.node_alive[n] == 0:
            wiring.node_picture[n] = NONE
    _label(wiring)
    for p in range(belief.slots.shape[0]):
        keeper = _leader(nodes, wiring, p, NONE)
        if keeper == NONE:
            continue
        own = wiring.label[keeper]
        for n in range(nodes.id.shape[0]):
            if wiring.node_picture[n] == p and wiring.label[n] != own:
                _part(plan, belief, p, wiring.label[n])


@kernel
def _label(wiring: Wiring) -> None:
    """Give nodes that hang together, joined both ways, one label."""
    label, joined, many = wiring.label, wiring.joined, wiring.label.shape[0]
    for n in range(many):
        label[n] = n
    is_changed = True
    while is_changed:
        is_changed = False
        for a in range(many):
            for b in range(many):
                if joined[a, b] == 1 and joined[b, a] == 1 and label[a] < label[b]:
                    label[a] = label[b]
                    is_changed = True


@kernel
def _leader(nodes: Nodes, wiring: Wiring, p: int, label: int) -> int:
    """Return who of picture `p` leads it, or its part of that label; or NONE."""
    best = NONE
    for n in range(nodes.id.shape[0]):
        if wiring.node_picture[n] != p or (label != NONE and wiring.label[n] != label):
            continue
        if best == NONE or nodes.rank[n] > nodes.rank[best]:
            best = n
    return best


@kernel
def _part(plan: Plan, belief: Belief, p: int, label: int) -> None:
    """Let the part of picture `p` with that label go on by itself.

    A part that neither sees nor shoots needs no picture.
    """
    wiring, nodes = belief.wiring, plan.nodes
    leader, q = _leader(nodes, wiring, p, label), NONE
    for n in range(nodes.id.shape[0]):
        if wiring.node_picture[n] == p and wiring.label[n] == label:
            sees = nodes.kind[n] == NodeKind.SENSOR
            if sees or nodes.kind[n] == NodeKind.FIRE_UNIT:
                q = nodes.founds[leader]
    for n in range(nodes.id.shape[0]):
        if wiring.node_picture[n] == p and wiring.label[n] == label:
            wiring.node_picture[n] = q
    if q != NONE:
        _copy_tracks(plan, belief, p, q)
        _move_engagements(plan, belief, p, q)


@kernel
def _copy_tracks(plan: Plan, belief: Belief, p: int, q: int) -> None:
    """Let picture `q` hold copies of the tracks of picture `p`, slot by slot."""
    tracks, shift = belief.tracks, belief.slots[q, 0] - belief.slots[p, 0]
    belief.used[q] = max(belief.slots[p, 0], belief.used[p]) + shift
    for i in range(belief.slots[p, 0], belief.used[p]):
        if tracks.status[i] == TrackStatus.FREE:
            continue
        copy_track(tracks, i, i + shift)
        belief.last_number[0] += 1
        tracks.number[i + shift] = belief.last_number[0]
        tracks.picture[i + shift] = q
        for b in range(belief.refusals.reasons.shape[0]):
            belief.refusals.reasons[b, i + shift] = 0


@kernel
def _move_engagements(plan: Plan, belief: Belief, p: int, q: int) -> None:
    """Let the engagements of fire units of picture `q` follow the copies there."""
    engagements, tracks, batteries = belief.engagements, belief.tracks, plan.batteries
    shift = belief.slots[q, 0] - belief.slots[p, 0]
    for e in range(belief.opened[0]):
        b, j = engagements.battery[e], engagements.track[e]
        if belief.wiring.node_picture[batteries.node[b]] != q:
            continue
        if tracks.picture[j] != p or tracks.number[j] != engagements.number[e]:
            continue
        if tracks.status[j] == TrackStatus.FREE:
            continue
        engagements.track[e] = j + shift
        engagements.number[e] = tracks.number[j + shift]
        if engagements.state[e] != EngagementState.CLOSED:
            tracks.engaged[j] -= 1
            tracks.engaged[j + shift] += 1
            tracks.dwell[j + shift] = tracks.dwell[j]
            tracks.dwell_sensor[j + shift] = batteries.radar[b]
            if tracks.engaged[j] <= 0:
                tracks.dwell[j] = math.inf
    _hand_back(plan, belief, p)


@kernel
def _hand_back(plan: Plan, belief: Belief, p: int) -> None:
    """Let beams on tracks of picture `p` be those of fire units that it still has."""
    engagements, tracks, batteries = belief.engagements, belief.tracks, plan.batteries
    for e in range(belief.opened[0]):
        b, j = engagements.battery[e], engagements.track[e]
        if engagements.state[e] == EngagementState.CLOSED:
            continue
        if tracks.picture[j] == p and tracks.number[j] == engagements.number[e]:
            tracks.dwell_sensor[j] = batteries.radar[b]
