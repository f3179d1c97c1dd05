"""Plots feed each air picture's tracks; tracks that nothing feeds are given up.

A track stays at the time of its last plot; who reads it carries it forward.
"""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.engine.association import STAGES, associate
from kalkan.engine.belief import Belief, Plots
from kalkan.engine.duplicates import merge_duplicates
from kalkan.engine.gates import gather, list_track, near_pairs, place_tracks
from kalkan.engine.kinds import NONE
from kalkan.engine.model import Model
from kalkan.engine.plan import Sensors
from kalkan.engine.queue import move_plot
from kalkan.engine.scratch import Due
from kalkan.engine.state import State
from kalkan.engine.upkeep import drop_stale, open_track, revive, take_plot


@kernel
def track(model: Model, state: State, tick: int) -> None:
    """Take in every plot that has arrived by the end of the tick.

    At each command cycle tracks that have long been the same are merged.
    """
    end, frame = (tick + 1) * model.dt, model.plan.frame
    fed, spilled = feed(frame, model.plan.sensors, state.belief, end)
    state.counts[4] += fed
    state.spilled[1] += spilled
    if tick % model.command_period == 0:
        merge_duplicates(frame, state.belief, end)


@kernel
def feed(
    frame: np.ndarray, sensors: Sensors, belief: Belief, end: float
) -> tuple[int, int]:
    """Take in every plot that has arrived by `end`; give up what has waited too long.

    Plots are taken in order of arrival, those of one look together.  It takes no
    more than what the pictures hold, so that a tracker alone can be made of it, with
    `merge_duplicates` every second or so.

    Parameters
    ----------
    frame
        Of the scenario; shape (12,).
    sensors
        Of which only `period` and `dwell_period` are read.
    belief
        The pictures: plots that wait, tracks, slots, scratch, and the refusals and
        engagements that go with tracks, either of which may be empty.
    end
        The time now. [s]

    Returns
    -------
    How many plots fed a track that there was, how many found no room for a new one.
    """
    last = _collect(belief.plots, belief.scratch.due, belief.waiting[0], end)
    all_fed, all_spilled = 0, 0
    if last > 0:
        belief.scratch.located[:, 1] = math.inf
        for first in range(last):
            if belief.scratch.due.taken[first] == 0:
                fed, spilled = _take_look(frame, sensors, belief, first, last, end)
                all_fed += fed
                all_spilled += spilled
        belief.waiting[0] = _remove(belief.plots, belief.waiting[0], end)
    for p in range(belief.slots.shape[0]):
        drop_stale(sensors, belief.tracks, belief.slots[p, 0], belief.used[p], end)
    return all_fed, all_spilled


@kernel
def _collect(plots: Plots, due: Due, waiting: int, end: float) -> int:
    """Fill Due with the plots that have arrived, in order; return their number.

    A plot that repeats another to the bit, as when two beams of one radar meet on one
    target, is the same plot and left out.
    """
    many = 0
    for k in range(waiting):
        if plots.arrival[k] > end:
            continue
        m = many
        while m > 0 and plots.arrival[due.plot[m - 1]] > plots.arrival[k]:
            m -= 1
        if _is_repeated(plots, due, m, k):
            continue
        for n in range(many, m, -1):
            due.plot[n] = due.plot[n - 1]
        due.plot[m] = k
        due.taken[many] = 0
        many += 1
    return many


@kernel
def _is_repeated(plots: Plots, due: Due, m: int, k: int) -> bool:
    """Return whether a plot before place `m` of Due is the same as plot `k`."""
    n = m - 1
    while n >= 0 and plots.arrival[due.plot[n]] == plots.arrival[k]:
        other = due.plot[n]
        if (
            plots.measured[other, 0] == plots.measured[k, 0]
            and plots.measured[other, 1] == plots.measured[k, 1]
            and plots.scan[other] == plots.scan[k]
            and plots.sensor[other] == plots.sensor[k]
            and plots.picture[other] == plots.picture[k]
        ):
            return True
        n -= 1
    return False


@kernel
def _take_look(
    frame: np.ndarray,
    sensors: Sensors,
    belief: Belief,
    first: int,
    last: int,
    end: float,
) -> tuple[int, int]:
    """Give the plots of one look to tracks; open tracks with what is left.

    Return how many plots fed a track and how many found no room for one.
    """
    plots, scratch = belief.plots, belief.scratch
    k = scratch.due.plot[first]
    p, pd = plots.picture[k], sensors.pd[plots.sensor[k]]
    many, fed, spilled = gather(sensors, belief, first, last), 0, 0
    place_tracks(belief, p, many, end)
    near, stage = near_pairs(belief, p, many), 0
    while near > 0 and fed < many and stage < STAGES:
        found = associate(frame, belief, near, stage, pd)
        fed += _give(frame, sensors, belief, found)
        stage += 1
    for n in range(many):
        if scratch.sighted.taken[n] == 0:
            k = scratch.due.plot[scratch.sighted.due[n]]
            i, fresh = open_track(frame, sensors, belief, k)
            spilled += int(i == NONE)
            if i != NONE:
                list_track(belief, p, i, fresh)
    return fed, spilled


@kernel
def _give(frame: np.ndarray, sensors: Sensors, belief: Belief, found: int) -> int:
    """Feed the tracks of the pairs that were chosen; return how many."""
    tracks, plots, scratch = belief.tracks, belief.plots, belief.scratch
    pairs, sighted, held, fed = scratch.pairs, scratch.sighted, scratch.held, 0
    for q in range(found):
        if pairs.chosen[q] == 0:
            continue
        n, h = pairs.plot[q], pairs.track[q]
        i, k = held.track[h], scratch.due.plot[sighted.due[n]]
        sighted.taken[n] = held.fed[h] = 1
        fed += 1
        take_plot(frame, sensors, tracks, plots, i, k, pairs.square[q], pairs.score[q])
        if tracks.believed_dead[i] == 1:
            revive(tracks, belief.engagements, belief.opened[0], i, plots.time[k])
    return fed


@kernel
def _remove(plots: Plots, waiting: int, end: float) -> int:
    """Take what has arrived out of the queue, the rest in order; return its length."""
    left = 0
    for k in range(waiting):
        if plots.arrival[k] > end:
            if left < k:
                move_plot(plots, k, left)
            left += 1
    return left
