"""Slots of the tracks: made as good as new, or like another."""

import math

from kalkan._kernel import kernel
from kalkan.engine.belief import Tracks
from kalkan.engine.kinds import NONE
from kalkan.physics.modes import MEANS, MODES, SPREADS


@kernel
def clear(tracks: Tracks, i: int) -> None:
    """Make slot `i` as good as new."""
    tracks.asked[i] = tracks.replies_friend[i] = tracks.replies_civil[i] = 0
    tracks.unanswered[i] = tracks.studied[i] = tracks.believed[i] = 0
    tracks.group[i] = tracks.identity[i] = tracks.hits[i] = 0
    tracks.engaged[i] = tracks.shot_at[i] = tracks.believed_dead[i] = 0
    tracks.dwell_sensor[i] = tracks.offer_round[i] = 0
    tracks.order_round[i] = tracks.order_shots[i] = 0
    tracks.asset[i] = tracks.offer_battery[i] = tracks.order_battery[i] = NONE
    tracks.corridor[i] = NONE
    tracks.score[i] = 0.0
    for c in range(MODES):
        tracks.weights[i, c] = 0.0
    tracks.stake[i] = tracks.offer_worth[i] = tracks.order_due[i] = 0.0
    tracks.apart[i] = tracks.offer_time[i] = 0.0
    tracks.urgency[i] = tracks.dwell[i] = math.inf
    tracks.class_due[i] = tracks.kept_since[i] = math.inf
    tracks.fire_control[i] = tracks.updated[i] = -math.inf


@kernel
def copy_track(tracks: Tracks, i: int, to: int) -> None:
    """Make slot `to` believe what track `i` does: estimate, history, identity.

    What hangs on a track by its number or slot is not copied: number and picture,
    beams, offers, orders, engagements and refusals.
    """
    clear(tracks, to)
    tracks.status[to] = tracks.status[i]
    copy_estimate(tracks, i, to)
    tracks.opened[to], tracks.updated[to] = tracks.opened[i], tracks.updated[i]
    tracks.fire_control[to], tracks.apart[to] = tracks.fire_control[i], tracks.apart[i]
    tracks.interval[to], tracks.hits[to] = tracks.interval[i], tracks.hits[i]
    tracks.score[to] = tracks.score[i]
    tracks.last_sensor[to] = tracks.last_sensor[i]
    tracks.last_scan[to] = tracks.last_scan[i]
    tracks.asked[to], tracks.unanswered[to] = tracks.asked[i], tracks.unanswered[i]
    tracks.replies_friend[to] = tracks.replies_friend[i]
    tracks.replies_civil[to] = tracks.replies_civil[i]
    tracks.identity[to], tracks.shot_at[to] = tracks.identity[i], tracks.shot_at[i]
    tracks.studied[to], tracks.believed[to] = tracks.studied[i], tracks.believed[i]
    tracks.class_due[to], tracks.corridor[to] = tracks.class_due[i], tracks.corridor[i]
    tracks.kept_since[to] = tracks.kept_since[i]
    tracks.believed_dead[to] = tracks.believed_dead[i]
    tracks.asset[to], tracks.stake[to] = tracks.asset[i], tracks.stake[i]
    tracks.urgency[to] = tracks.urgency[i]


@kernel
def copy_estimate(tracks: Tracks, i: int, to: int) -> None:
    """Copy where track `i` is believed to be, and how it moves."""
    tracks.time[to], tracks.group[to] = tracks.time[i], tracks.group[i]
    tracks.agility[to], tracks.ceiling[to] = tracks.agility[i], tracks.ceiling[i]
    for c in range(6):
        tracks.estimate[to, c] = tracks.estimate[i, c]
    for c in range(36):
        tracks.covariance[to, c] = tracks.covariance[i, c]
    for c in range(MEANS):
        tracks.means[to, c] = tracks.means[i, c]
    for c in range(SPREADS):
        tracks.spreads[to, c] = tracks.spreads[i, c]
    for c in range(MODES):
        tracks.weights[to, c] = tracks.weights[i, c]
