"""What each fire unit has bound and has left."""

from kalkan._kernel import kernel
from kalkan.engine.belief import Belief
from kalkan.engine.kinds import EngagementState
from kalkan.engine.plan import Plan


@kernel
def count_units(plan: Plan, belief: Belief) -> None:
    """Count channels, rounds in the air and rounds left of every fire unit."""
    units, engagements = belief.units, belief.engagements
    for b in range(units.busy.shape[0]):
        units.busy[b] = units.flying[b] = units.left[b] = units.loaded[b] = 0
    for e in range(belief.opened[0]):
        if engagements.state[e] != EngagementState.CLOSED:
            b = engagements.battery[e]
            units.busy[b] += engagements.holds_channel[e]
            owed = engagements.shots[e] - engagements.fired[e]
            units.flying[b] += engagements.flying[e] + owed
            units.left[b] -= owed
    _count_magazines(plan, belief)


@kernel
def _count_magazines(plan: Plan, belief: Belief) -> None:
    units, magazines = belief.units, belief.magazines
    for n in range(plan.launchers.battery.shape[0]):
        b = plan.launchers.battery[n]
        for r in range(plan.rounds.range_max.shape[0]):
            units.loaded[b] += magazines.loaded[n, r]
            if belief.arms.alive[n] == 1:
                units.left[b] += magazines.left[n, r]


@kernel
def rounds_left(plan: Plan, belief: Belief, b: int, r: int) -> int:
    """Return the rounds of type `r` that fire unit `b` can still be told to launch."""
    many = 0
    for n in range(plan.launchers.battery.shape[0]):
        if plan.launchers.battery[n] == b and belief.arms.alive[n] == 1:
            many += belief.magazines.left[n, r]
    engagements = belief.engagements
    for e in range(belief.opened[0]):
        if engagements.battery[e] == b and engagements.kind[e] == r:
            if engagements.state[e] == EngagementState.ORDERED:
                many -= engagements.shots[e] - engagements.fired[e]
    return many
