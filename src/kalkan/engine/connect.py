"""Losses are noticed, pictures come apart, and cues are sent.

After `resolve`, so that a loss is felt in the tick in which it happens: a tick that
comes before a halt is fought, and nothing is left to be noticed in one passed over.
"""

import math

from kalkan._kernel import kernel
from kalkan.engine.cueing import send_cues
from kalkan.engine.kinds import NONE, NodeKind
from kalkan.engine.model import Model
from kalkan.engine.parting import regroup
from kalkan.engine.state import State
from kalkan.engine.wiring import rewire


@kernel
def connect(model: Model, state: State, tick: int) -> None:
    """Notice every node and link that is lost by the end of the tick."""
    end = (tick + 1) * model.dt
    plan, belief = model.plan, state.belief
    if state.truth.next_failure[0] < end:
        _fall_out(model, state, end)
    if _notice(model, state):
        belief.wiring.changes[0] += 1
        regroup(plan, belief)
        rewire(plan, belief.wiring)
    if belief.wiring.cueing[0] == 1 or belief.cued[0] > 0:
        if (tick + 1) % model.command_period == 0:
            send_cues(plan, belief, end)


@kernel
def _fall_out(model: Model, state: State, end: float) -> None:
    """Let fall out by itself what does so before `end`."""
    stations, lines, soonest = state.truth.stations, state.truth.lines, math.inf
    for n in range(stations.alive.shape[0]):
        if stations.fails[n] < end:
            stations.alive[n] = 0
        else:
            soonest = min(soonest, stations.fails[n])
    for k in range(lines.alive.shape[0]):
        if lines.fails[k] < end:
            lines.alive[k] = 0
        else:
            soonest = min(soonest, lines.fails[k])
    state.truth.next_failure[0] = soonest


@kernel
def _notice(model: Model, state: State) -> bool:
    """Bring what is believed of nodes and links up to date; return if it changed."""
    truth, wiring, nodes = state.truth, state.belief.wiring, model.plan.nodes
    is_changed = False
    for n in range(nodes.id.shape[0]):
        if wiring.node_alive[n] == 1 and not _stands(model, state, n):
            truth.stations.alive[n] = wiring.node_alive[n] = 0
            is_changed = True
            s = nodes.sensor[n]
            if s != NONE:
                truth.radars.alive[s] = state.belief.crews.alive[s] = 0
    for k in range(truth.lines.alive.shape[0]):
        if truth.lines.alive[k] < wiring.link_alive[k]:
            wiring.link_alive[k] = 0
            is_changed = True
    if is_changed:
        _drop_nets(model, state)
    return is_changed


@kernel
def _stands(model: Model, state: State, n: int) -> bool:
    """Return whether node `n` stands, with the radar or aircraft that it is."""
    if state.truth.stations.alive[n] == 0:
        return False
    s = model.plan.nodes.sensor[n]
    if s == NONE:
        return True
    i = model.plan.sensors.carrier[s]
    if i != NONE:
        return bool(state.truth.threats.aloft[i] == 1)
    return bool(state.truth.radars.alive[s] == 1)


@kernel
def _drop_nets(model: Model, state: State) -> None:
    """Let the net of a force of sensors end with the last of them."""
    nodes, wiring = model.plan.nodes, state.belief.wiring
    for n in range(nodes.id.shape[0]):
        if nodes.kind[n] != NodeKind.NET:
            continue
        left = 0
        for m in range(nodes.id.shape[0]):
            if nodes.force[m] == nodes.force[n] and m != n:
                left += wiring.node_alive[m]
        if left == 0:
            wiring.node_alive[n] = 0
