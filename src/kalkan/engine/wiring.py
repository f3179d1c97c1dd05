"""Who hears whom: parts of the net, ways through it, and what each picture gets.

All of it is rewritten when a node or a link is lost, and stands until the next loss.
Ways are the quickest at each level (Bellman and Ford); of equally quick ones that of
the hops that come first, which are in order of their ids.

References
----------
.. [1] R. E. Bellman, "On a routing problem", *Quarterly of Applied Mathematics* 16,
   1958, pp. 87-90.
"""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.engine.belief import Belief, Wiring
from kalkan.engine.kinds import NONE, Grade, NodeKind
from kalkan.engine.plan import Hops, Plan


@kernel
def start_wiring(plan: Plan, belief: Belief) -> None:
    """Let every node and link stand, in the pictures of the start."""
    wiring = belief.wiring
    for n in range(wiring.node_alive.shape[0]):
        wiring.node_alive[n] = 1
        wiring.node_picture[n] = plan.nodes.picture[n]
    for k in range(wiring.link_alive.shape[0]):
        wiring.link_alive[k] = 1
    rewire(plan, wiring)


@kernel
def rewire(plan: Plan, wiring: Wiring) -> None:
    """Write what follows from who stands and which picture each node is of."""
    for b in range(wiring.picture.shape[0]):
        if wiring.node_alive[plan.batteries.node[b]] == 1:
            wiring.picture[b] = wiring.node_picture[plan.batteries.node[b]]
    for s in range(wiring.said.shape[0]):
        _find_roads(plan, wiring, s)
    for p in range(wiring.modes.shape[0]):
        wiring.modes[p] = NONE
        for s in range(wiring.said.shape[0]):
            _deliver(plan, wiring, p, s)
    _find_cue_roads(plan, wiring)
    _count_autonomous(plan, wiring)


@kernel
def is_open(hops: Hops, wiring: Wiring, h: int, level: int) -> bool:
    """Return whether hop `h` works now and passes what is of `level`."""
    link = hops.link[h]
    return bool(
        hops.grade[h] >= level
        and (link == NONE or wiring.link_alive[link] == 1)
        and wiring.node_alive[hops.source[h]] == 1
        and wiring.node_alive[hops.sink[h]] == 1
    )


@kernel
def _find_roads(plan: Plan, wiring: Wiring, s: int) -> None:
    """Find the quickest ways from radar `s` to every node, at both levels."""
    roads, own = wiring.roads, plan.sensors.node[s]
    for level in range(2):
        for n in range(wiring.node_alive.shape[0]):
            roads.delay[s, n, level] = math.inf
            roads.via[s, n, level] = NONE
        if wiring.node_alive[own] == 0:
            continue
        roads.delay[s, own, level] = 0.0
        is_changed = True
        while is_changed:
            is_changed = False
            for h in range(plan.hops.id.shape[0]):
                a, b = plan.hops.source[h], plan.hops.sink[h]
                time = roads.delay[s, a, level] + plan.hops.latency[h]
                if time < roads.delay[s, b, level]:
                    if is_open(plan.hops, wiring, h, Grade.TRACK + level):
                        roads.delay[s, b, level] = time
                        roads.via[s, b, level] = h
                        is_changed = True


@kernel
def _deliver(plan: Plan, wiring: Wiring, p: int, s: int) -> None:
    """Write what picture `p` gets of radar `s`: the best level there is.

    A plot counts once every fire unit of the picture has it; where there is none, once
    anyone has.
    """
    deliveries = wiring.deliveries
    deliveries.grade[p, s] = Grade.NOTHING
    deliveries.latency[p, s], deliveries.rough[p, s] = 0.0, 0
    for level in range(2):
        delay, near, rough = 0.0, nearest(wiring, p, s, level), 0
        if near == NONE:
            continue
        for n in range(wiring.node_alive.shape[0]):
            if counts_for(plan, wiring, p, s, n, level):
                delay = max(delay, wiring.roads.delay[s, n, level])
                rough = max(rough, _is_rough(plan.hops, wiring, s, n, level))
        deliveries.grade[p, s] = Grade.TRACK + level
        deliveries.latency[p, s], deliveries.rough[p, s] = delay, rough
    if deliveries.grade[p, s] != Grade.NOTHING and plan.sensors.iff[s] > 0:
        wiring.modes[p] = max(wiring.modes[p], plan.sensors.iff[s])


@kernel
def nearest(wiring: Wiring, p: int, s: int, level: int) -> int:
    """Return the node of picture `p` that hears radar `s` first, or NONE."""
    best, soonest = NONE, math.inf
    for n in range(wiring.node_alive.shape[0]):
        here = wiring.roads.delay[s, n, level]
        if wiring.node_picture[n] == p and here < soonest:
            best, soonest = n, here
    return best


@kernel
def counts_for(plan: Plan, wiring: Wiring, p: int, s: int, n: int, level: int) -> bool:
    """Return whether picture `p` waits until node `n` has what radar `s` says.

    It waits for its fire units; where it has none, for who hears first.
    """
    if wiring.node_picture[n] != p or wiring.roads.delay[s, n, level] == math.inf:
        return False
    for b in range(wiring.picture.shape[0]):
        own = plan.batteries.node[b]
        if wiring.picture[b] == p and wiring.node_alive[own] == 1:
            return bool(plan.nodes.kind[n] == NodeKind.FIRE_UNIT)
    return bool(n == nearest(wiring, p, s, level))


@kernel
def _is_rough(hops: Hops, wiring: Wiring, s: int, n: int, level: int) -> int:
    """Return 1 when a message of radar `s` may be lost or held up on its way to `n`."""
    h = wiring.roads.via[s, n, level]
    while h != NONE:
        if hops.loss[h] > 0.0 or hops.service[h] > 0.0:
            return 1
        h = wiring.roads.via[s, hops.source[h], level]
    return 0


@kernel
def _find_cue_roads(plan: Plan, wiring: Wiring) -> None:
    """Find who cues whom: pictures that a way of cues joins, and none of plots.

    A picture that gets plots for awareness alone cues its own radars by them.
    """
    wiring.cueing[0] = 0
    many = wiring.cue_latency.shape[0]
    for a in range(many):
        _find_ways_of(plan, wiring, a)
        for b in range(many):
            wiring.cue_latency[a, b] = math.inf
            if a == b and _is_aware(wiring, a):
                wiring.cue_latency[a, b] = 0.0
            if a != b and not _hears(plan, wiring, b, a):
                wiring.cue_latency[a, b] = _cue_delay(plan, wiring, a, b)
            if wiring.cue_latency[a, b] < math.inf:
                wiring.cueing[0] = 1


@kernel
def _find_ways_of(plan: Plan, wiring: Wiring, a: int) -> None:
    """Find the quickest ways of cues from picture `a` to every node."""
    roads = wiring.cue_roads
    for n in range(wiring.node_alive.shape[0]):
        roads.delay[a, n], roads.via[a, n] = math.inf, NONE
        if wiring.node_alive[n] == 1 and wiring.node_picture[n] == a:
            roads.delay[a, n] = 0.0
    is_changed = True
    while is_changed:
        is_changed = False
        for h in range(plan.hops.id.shape[0]):
            source, sink = plan.hops.source[h], plan.hops.sink[h]
            time = roads.delay[a, source] + plan.hops.latency[h]
            if time < roads.delay[a, sink]:
                if is_open(plan.hops, wiring, h, Grade.CUE.value):
                    roads.delay[a, sink], roads.via[a, sink] = time, h
                    is_changed = True


@kernel
def _is_aware(wiring: Wiring, p: int) -> bool:
    """Return whether picture `p` gets plots that nobody may fire on."""
    for s in range(wiring.said.shape[0]):
        if wiring.deliveries.grade[p, s] == Grade.TRACK:
            return True
    return False


@kernel
def _hears(plan: Plan, wiring: Wiring, p: int, source: int) -> bool:
    """Return whether picture `p` gets plots of a radar of picture `source`."""
    for s in range(wiring.said.shape[0]):
        if wiring.node_picture[plan.sensors.node[s]] == source:
            if wiring.deliveries.grade[p, s] >= Grade.TRACK:
                return True
    return False


@kernel
def _cue_delay(plan: Plan, wiring: Wiring, a: int, b: int) -> float:
    """Return when every fire unit of picture `b` has a cue of `a`, or anyone [s]."""
    delay, soonest = 0.0, math.inf
    for n in range(wiring.node_alive.shape[0]):
        here = wiring.cue_roads.delay[a, n]
        if wiring.node_picture[n] == b and here < math.inf:
            soonest = min(soonest, here)
            if plan.nodes.kind[n] == NodeKind.FIRE_UNIT:
                delay = max(delay, here)
    return max(delay, soonest)


@kernel
def _count_autonomous(plan: Plan, wiring: Wiring) -> None:
    """Mark the fire units that are cut off from somebody whom they had.

    That is a command post, dead or alive, or a living node, whatever the links between
    let through.  A sensor that is destroyed leaves nobody alone.
    """
    label, nodes = wiring.label, plan.nodes
    for n in range(label.shape[0]):
        label[n] = n
    is_changed = True
    while is_changed:
        is_changed = False
        for h in range(plan.hops.id.shape[0]):
            if is_open(plan.hops, wiring, h, Grade.CUE.value):
                a, b = plan.hops.source[h], plan.hops.sink[h]
                if label[a] != label[b]:
                    label[a] = label[b] = max(label[a], label[b])
                    is_changed = True
    for b in range(wiring.autonomous.shape[0]):
        wiring.autonomous[b] = 0
        own = plan.batteries.node[b]
        for n in range(label.shape[0]):
            had = nodes.kin[n] == nodes.kin[own] and nodes.kind[n] != NodeKind.NET
            minded = wiring.node_alive[n] == 1 or nodes.kind[n] == NodeKind.COMMAND
            if had and minded and label[n] != label[own]:
                wiring.autonomous[b] = 1


@kernel
def join(joined: np.ndarray, hops: Hops, wiring: Wiring) -> None:
    """Write 1 for each pair of nodes that a working hop at fire control joins."""
    joined[:, :] = 0
    for h in range(hops.id.shape[0]):
        if is_open(hops, wiring, h, Grade.FIRE_CONTROL.value):
            joined[hops.source[h], hops.sink[h]] = 1
