"""Messages go over links that may lose them or have them wait, in order of time.

Between `sense` and `track`: what a link does with a report hangs on all that were
given to it before, so that all of a tick have to be there before one is carried.
"""

import math

from kalkan._kernel import kernel
from kalkan.engine.belief import Belief, Plots
from kalkan.engine.carry import carry_report
from kalkan.engine.plan import Plan
from kalkan.engine.queue import move_plot
from kalkan.engine.scratch import Due


@kernel
def relay(plan: Plan, belief: Belief, end: float) -> None:
    """Carry every plot measured before `end` that waits to be."""
    wiring, plots, due = belief.wiring, belief.plots, belief.scratch.due
    if wiring.unsent[0] == 0:
        return
    many = _collect(plots, due, belief.waiting[0], end)
    for m in range(many):
        k = due.plot[m]
        if m == 0 or not _is_same(plots, due.plot[m - 1], k):
            wiring.messages[0] += 1
        p, s = plots.picture[k], plots.sensor[k]
        plots.arrival[k] = carry_report(
            plan, wiring, belief.key, p, s, plots.message[k], plots.time[k]
        )
    belief.waiting[0], wiring.unsent[0] = _drop_lost(plots, belief.waiting[0], end)


@kernel
def _collect(plots: Plots, due: Due, waiting: int, end: float) -> int:
    """Fill Due with what waits to be carried, by time; return their number."""
    many = 0
    for k in range(waiting):
        if plots.arrival[k] < math.inf or plots.time[k] >= end:
            continue
        m = many
        while m > 0 and plots.time[due.plot[m - 1]] > plots.time[k]:
            due.plot[m] = due.plot[m - 1]
            m -= 1
        due.plot[m] = k
        many += 1
    return many


@kernel
def _is_same(plots: Plots, k: int, other: int) -> bool:
    """Return whether two plots are one report to two pictures."""
    return bool(
        plots.sensor[k] == plots.sensor[other]
        and plots.message[k] == plots.message[other]
    )


@kernel
def _drop_lost(plots: Plots, waiting: int, end: float) -> tuple[int, int]:
    """Take lost plots out of the queue; return its length and how many still wait."""
    left = unsent = 0
    for k in range(waiting):
        if plots.arrival[k] == math.inf:
            if plots.time[k] < end:
                continue
            unsent += 1
        if left < k:
            move_plot(plots, k, left)
        left += 1
    return left, unsent
