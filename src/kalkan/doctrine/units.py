"""What each fire unit has bound and has left."""

from kalkan._kernel import kernel
from kalkan.engine.belief import Belief, Engagements, Stocks, Units
from kalkan.engine.kinds import EngagementState
from kalkan.engine.plan import Plan


@kernel
def count_units(plan: Plan, belief: Belief) -> None:
    """Count channels, rounds in the air and rounds left of every fire unit."""
    units, stocks = belief.units, belief.stocks
    magazines, arms = belief.magazines, belief.arms
    for b in range(units.busy.shape[0]):
        units.busy[b] = units.flying[b] = units.left[b] = units.loaded[b] = 0
        for r in range(stocks.left.shape[1]):
            stocks.left[b, r] = 0
    for n in range(arms.alive.shape[0]):
        b = plan.launchers.battery[n]
        for r in range(stocks.left.shape[1]):
            units.loaded[b] += magazines.loaded[n, r]
            if arms.alive[n] == 1:
                units.left[b] += magazines.left[n, r]
                stocks.left[b, r] += magazines.left[n, r]
    _count_engagements(belief.engagements, belief.opened[0], units, stocks)


@kernel
def _count_engagements(
    engagements: Engagements, opened: int, units: Units, stocks: Stocks
) -> None:
    """Count what open engagements hold, and take off what they have yet to fire."""
    for e in range(opened):
        if engagements.state[e] == EngagementState.CLOSED:
            continue
        b, r = engagements.battery[e], engagements.kind[e]
        owed = engagements.shots[e] - engagements.fired[e]
        units.busy[b] += engagements.holds_channel[e]
        units.flying[b] += engagements.flying[e] + owed
        units.left[b] -= owed
        stocks.left[b, r] -= owed
