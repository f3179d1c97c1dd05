"""Messages over links: each hop takes them in turn, may lose them, and takes its time.

A hop with a capacity serves one message after the other for a constant time: with
Poisson arrivals it is the queue M/D/1.  A message is lost with a chance of each hop's
own, after it has taken its turn there.  A report that several ways share a part of
passes that part once.

References
----------
.. [1] L. Kleinrock, *Queueing Systems, Volume 1: Theory*, Wiley, 1975, section 5.7: the
   wait of M/G/1, of which M/D/1 is the case of constant service.
"""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.draw import Stream, uniform
from kalkan.engine.belief import Carriage, Wiring
from kalkan.engine.kinds import NONE, Grade, NodeKind
from kalkan.engine.plan import Hops, Plan
from kalkan.engine.wiring import counts_for


@kernel
def pass_on(
    hops: Hops,
    carriage: Carriage,
    via: np.ndarray,
    n: int,
    key: np.ndarray,
    whom: int,
    ordinal: int,
    stream: int,
    message: int,
    time: float,
) -> float:
    """Carry a message on to node `n`; return when it is there, inf when it got lost.

    Parameters
    ----------
    hops
        All hops.
    carriage
        What they carry.
    via
        The last hop of the way to each node, or NONE where the message begins.
    n
        The node.
    key, whom, ordinal, stream
        Of the draw whether it is lost; who is the hop.
    message
        Its number: what has passed a hop of the way already does not pass it again.
    time
        When it sets out. [s]
    """
    h = via[n]
    if h == NONE:
        return time
    while carriage.message[h] != message:
        first, before = h, via[hops.source[h]]
        while before != NONE and carriage.message[before] != message:
            first, before = before, via[hops.source[before]]
        begin = time if before == NONE else carriage.out[before]
        carriage.message[first] = message
        carriage.out[first] = math.inf
        if begin == math.inf:
            continue
        out = max(begin, carriage.free[first]) + hops.service[first]
        if hops.service[first] > 0.0:
            carriage.free[first] = out
        luck = 1.0
        if hops.loss[first] > 0.0:
            luck = uniform(key, hops.id[first], whom, ordinal, stream)
        if luck >= hops.loss[first]:
            carriage.out[first] = out + hops.latency[first]
    return float(carriage.out[h])


@kernel
def carry_report(
    plan: Plan, wiring: Wiring, key: np.ndarray, p: int, s: int, said: int, time: float
) -> float:
    """Carry report number `said` of radar `s`; return when picture `p` has it, or inf.

    It has it when the last of its fire units that get it at all does.  The message
    number is that of the report under way: `wiring.messages`.
    """
    level = wiring.deliveries.grade[p, s] - Grade.TRACK
    via, who = wiring.roads.via[s, :, level], plan.sensors.id[s]
    last = -math.inf
    for n in range(wiring.node_alive.shape[0]):
        if not counts_for(plan, wiring, p, s, n, level):
            continue
        there = pass_on(
            plan.hops,
            wiring.carriage,
            via,
            n,
            key,
            who,
            said,
            Stream.LINK.value,
            wiring.messages[0],
            time,
        )
        if there < math.inf:
            last = max(last, there)
    return last if last > -math.inf else math.inf


@kernel
def carry_cue(
    plan: Plan, wiring: Wiring, key: np.ndarray, a: int, b: int, whom: int, time: float
) -> float:
    """Carry a cue of picture `a` to picture `b`; return when that has it, or inf.

    The draw is keyed by the number of the track (`whom`) and that of the message, since
    a belief has no name.
    """
    if a == b:
        return time
    wiring.messages[0] += 1
    via, delay = wiring.cue_roads.via[a, :], wiring.cue_roads.delay
    last, near, soonest = -math.inf, NONE, math.inf
    for n in range(wiring.node_alive.shape[0]):
        if wiring.node_picture[n] != b or delay[a, n] == math.inf:
            continue
        if delay[a, n] < soonest:
            near, soonest = n, delay[a, n]
        if plan.nodes.kind[n] == NodeKind.FIRE_UNIT:
            there = _cue_to(plan, wiring, key, via, n, whom, time)
            if there < math.inf:
                last = max(last, there)
    if last == -math.inf and near != NONE:
        if plan.nodes.kind[near] != NodeKind.FIRE_UNIT:
            return _cue_to(plan, wiring, key, via, near, whom, time)
    return last if last > -math.inf else math.inf


@kernel
def _cue_to(
    plan: Plan,
    wiring: Wiring,
    key: np.ndarray,
    via: np.ndarray,
    n: int,
    whom: int,
    time: float,
) -> float:
    message = wiring.messages[0]
    return pass_on(
        plan.hops,
        wiring.carriage,
        via,
        n,
        key,
        whom,
        message,
        Stream.CUE.value,
        message,
        time,
    )
