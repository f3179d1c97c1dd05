"""The battle, one tick at a time.

Each phase takes the model, which never changes, and the state, which does.  No phase
knows another: what one leaves in the state, the next finds there.
"""

import math

from kalkan._kernel import entry, kernel
from kalkan.engine.assess import assess
from kalkan.engine.connect import connect
from kalkan.engine.decision import DECISION, Decision
from kalkan.engine.emission import emit
from kalkan.engine.fly import fly
from kalkan.engine.kinds import Fate, RoundFate, Side
from kalkan.engine.launch import launch
from kalkan.engine.model import Model
from kalkan.engine.move import move
from kalkan.engine.prepare import prepare
from kalkan.engine.quiet import quiet_until
from kalkan.engine.record import record, record_refusals
from kalkan.engine.relay import relay
from kalkan.engine.resolve import resolve
from kalkan.engine.sense import sense
from kalkan.engine.state import Log, State
from kalkan.engine.track import track


@kernel
def step(
    model: Model,
    state: State,
    identify: Decision,
    evaluate: Decision,
    assign: Decision,
    tick: int,
) -> None:
    """Advance the battle by one tick of `model.dt` seconds."""
    plan, belief = model.plan, state.belief
    belief.now[0] = tick * model.dt
    move(model, state, tick)  # what flies by its own plan
    sense(model, state, tick)  # radars and seekers look; plots appear, some false
    relay(plan, belief, (tick + 1) * model.dt)  # messages go over their links
    track(model, state, tick)  # plots feed each air picture's tracks
    if tick % model.command_period == 0:
        belief.now[0] = (tick + 1) * model.dt
        identify(plan, belief)  # friend, hostile, unknown: belief, with errors
        evaluate(plan, belief)  # how urgent, and to what
        assign(plan, belief)  # which fire unit, which round, how many
    launch(model, state, tick)  # orders become rounds in the air
    fly(model, state, tick)  # interceptors guide and fly
    resolve(model, state, tick)  # rounds and flyers meet what is there
    connect(model, state, tick)  # losses are noticed, pictures come apart
    belief.now[0] = (tick + 1) * model.dt
    assess(plan, belief)  # what the defence believes happened
    if tick % model.command_period == 0:
        emit(plan, belief)  # whose radar radiates from now on


@kernel
def is_over(model: Model, state: State) -> bool:
    """Return whether no hostile is pending or flying and no round flies."""
    threats, rounds = state.truth.threats, state.truth.interceptors
    for i in range(threats.fate.shape[0]):
        if model.world.threats.side[i] == Side.HOSTILE:
            if threats.fate[i] == Fate.PENDING or threats.fate[i] == Fate.FLYING:
                return False
    for k in range(state.fired[0]):
        if rounds.fate[k] == RoundFate.FLYING:
            return False
    return True


@kernel
def conclude(model: Model, state: State) -> None:
    """Give everything still flying the fate of a battle that has ended."""
    threats = state.truth.threats
    for i in range(threats.fate.shape[0]):
        if threats.fate[i] != Fate.PENDING and threats.fate[i] != Fate.FLYING:
            continue
        threats.fate_time[i] = state.belief.now[0]
        threats.fate[i] = Fate.UNHARMED
        if model.world.threats.side[i] == Side.HOSTILE:
            threats.fate[i] = Fate.UNRESOLVED


@entry(Model, State, Log, DECISION, DECISION, DECISION, int, int, bool, returns=int)
def fight(
    model: Model,
    state: State,
    log: Log,
    identify: Decision,
    evaluate: Decision,
    assign: Decision,
    first: int,
    last: int,
    skip: bool,
) -> int:
    """Fight ticks `first` to `last`, or until all is over; return the next tick.

    A fresh state (first = 0) is prepared here.  With `skip`, stretches in which
    nothing can happen are passed over; the result is the same to the bit, since the
    tick that comes before a halt is always fought.
    """
    end = int(math.ceil(model.duration / model.dt))
    if first == 0:
        prepare(model, state)
    elif is_over(model, state):  # it ended before this piece of it
        return first
    tick = first
    while tick < min(last, end):
        step(model, state, identify, evaluate, assign, tick)
        record(model, state, log)
        if tick % model.command_period == 0:
            record_refusals(state, log)
        tick += 1
        if is_over(model, state):
            end = tick
        elif skip:
            tick = quiet_until(model, state, tick, min(last, end) - 1)
    if tick >= end:
        conclude(model, state)
        record(model, state, log)
    return tick
