"""The queue of plots on their way to the pictures."""

from kalkan._kernel import kernel
from kalkan.engine.belief import Plots


@kernel
def withdraw(plots: Plots, waiting: int, s: int, since: float) -> int:
    """Take out what radar `s` would have measured after `since`; return the length.

    False plots of a scan are queued when it begins, those of its end ahead of time.
    """
    left = 0
    for k in range(waiting):
        if plots.sensor[k] != s or plots.time[k] <= since:
            if left < k:
                move_plot(plots, k, left)
            left += 1
    return left


@kernel
def move_plot(plots: Plots, k: int, to: int) -> None:
    """Copy plot `k` of the queue to place `to`."""
    plots.picture[to], plots.sensor[to] = plots.picture[k], plots.sensor[k]
    plots.scan[to], plots.grade[to] = plots.scan[k], plots.grade[k]
    plots.time[to], plots.arrival[to] = plots.time[k], plots.arrival[k]
    plots.message[to] = plots.message[k]
    plots.reply[to], plots.asked[to] = plots.reply[k], plots.asked[k]
    for c in range(3):
        plots.origin[to, c] = plots.origin[k, c]
        plots.measured[to, c] = plots.measured[k, c]
        plots.sigma[to, c] = plots.sigma[k, c]
    for c in range(9):
        plots.axes[to, c] = plots.axes[k, c]
