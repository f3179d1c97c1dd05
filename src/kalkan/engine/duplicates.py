"""Two tracks of one target become one.

Two targets give two plots to one look, so that two tracks fed by the same look are two
targets however near they are.  Tracks that stay within each other's gate, and in all
that time are never found fed by the same look, are one.

References
----------
.. [1] Y. Bar-Shalom, X. R. Li, *Multitarget-Multisensor Tracking: Principles and
   Techniques*, YBS, 1995, chapter 8: association of tracks.  The errors of the two
   are taken as independent here, which makes the gate a little wide.
"""

import numpy as np

from kalkan._kernel import kernel
from kalkan.constants import GRAVITY
from kalkan.engine.belief import Belief, Tracks
from kalkan.engine.kinds import Identity, KinematicGroup, TrackStatus
from kalkan.engine.scratch import Held
from kalkan.engine.slots import copy_estimate
from kalkan.engine.upkeep import free
from kalkan.physics.gating import quadratic3
from kalkan.physics.motion import extrapolate, position_covariance

GATE = 7.814727903251179  #: χ², 3 degrees of freedom, probability 0.95
PATIENCE = 4.0  #: how long two tracks must be as one, in expected intervals [1]
PATIENCE_LEAST = 6.0  #: and at least [s]


@kernel
def merge_duplicates(frame: np.ndarray, belief: Belief, now: float) -> None:
    """Merge firm tracks that have long been the same; note which are apart."""
    tracks, held = belief.tracks, belief.scratch.held
    for p in range(belief.slots.shape[0]):
        first = belief.slots[p, 0]
        last = _place(frame, tracks, held, first, belief.used[p], now)
        for a in range(first, last):
            for b in range(a + 1, last):
                if _is_close(held, a, b) and _is_rival(tracks, held, a, b, now):
                    held.alone[a] = held.alone[b] = 0
                    _merge_in_time(belief, a, b, now)
        for a in range(first, last):
            if held.alone[a] == 1:
                tracks.apart[held.track[a]] = now


@kernel
def _place(
    frame: np.ndarray, tracks: Tracks, held: Held, first: int, end: int, now: float
) -> int:
    """List where the firm tracks of a picture are now; return the list's end."""
    last = first
    for i in range(first, end):
        if tracks.status[i] != TrackStatus.CONFIRMED:
            continue
        dt = now - tracks.time[i]
        falls = bool(tracks.group[i] == KinematicGroup.BALLISTIC)
        x, y, z = extrapolate(tracks.estimate[i], frame, dt, falls)
        held.place[last, 0], held.place[last, 1], held.place[last, 2] = x, y, z
        spread = position_covariance(tracks.covariance[i], dt, tracks.agility[i])
        held.spread[last] = spread[0] + spread[3] + spread[5]
        held.track[last], held.alone[last] = i, 1
        last += 1
    return int(last)


@kernel
def _is_close(held: Held, a: int, b: int) -> bool:
    """Return whether two listed tracks are near enough for the dear test."""
    dx = held.place[a, 0] - held.place[b, 0]
    dy = held.place[a, 1] - held.place[b, 1]
    dz = held.place[a, 2] - held.place[b, 2]
    bound = GATE * (held.spread[a] + held.spread[b])
    return bool(dx * dx + dy * dy + dz * dz <= bound)


@kernel
def _is_rival(tracks: Tracks, held: Held, a: int, b: int, now: float) -> bool:
    """Return whether two listed tracks may be of one target."""
    i, j = held.track[a], held.track[b]
    if tracks.status[i] == TrackStatus.FREE or tracks.status[j] == TrackStatus.FREE:
        return False  # merged a moment ago
    one_look = (
        tracks.last_sensor[i] == tracks.last_sensor[j]
        and tracks.last_scan[i] == tracks.last_scan[j]
    )
    return not one_look and _agree(tracks, held, a, b, now)


@kernel
def _merge_in_time(belief: Belief, a: int, b: int, now: float) -> None:
    """Merge two listed tracks when they have been as one long enough."""
    tracks, held = belief.tracks, belief.scratch.held
    i, j = held.track[a], held.track[b]
    patience = PATIENCE * max(tracks.interval[i], tracks.interval[j])
    if now - max(tracks.apart[i], tracks.apart[j]) > max(patience, PATIENCE_LEAST):
        if tracks.number[i] < tracks.number[j]:
            _merge(belief, i, j, held.spread[b] < held.spread[a])
        else:
            _merge(belief, j, i, held.spread[a] < held.spread[b])


@kernel
def _agree(tracks: Tracks, held: Held, a: int, b: int, now: float) -> bool:
    """Return whether places and velocities differ by no more than their errors."""
    i, j = held.track[a], held.track[b]
    dx = held.place[a, 0] - held.place[b, 0]
    dy = held.place[a, 1] - held.place[b, 1]
    dz = held.place[a, 2] - held.place[b, 2]
    ago_i, ago_j = now - tracks.time[i], now - tracks.time[j]
    p = position_covariance(tracks.covariance[i], ago_i, tracks.agility[i])
    q = position_covariance(tracks.covariance[j], ago_j, tracks.agility[j])
    places, _ = quadratic3(_sum(p, q), dx, dy, dz)
    du = tracks.estimate[i, 3] - tracks.estimate[j, 3]
    dv = tracks.estimate[i, 4] - tracks.estimate[j, 4]
    dw = tracks.estimate[i, 5] - tracks.estimate[j, 5]
    dw -= _gained(tracks, i, ago_i) - _gained(tracks, j, ago_j)
    c = _sum(_velocity(tracks, i, ago_i), _velocity(tracks, j, ago_j))
    speeds, _ = quadratic3(c, du, dv, dw)
    return places <= GATE and speeds <= GATE


@kernel
def _gained(tracks: Tracks, i: int, ago: float) -> float:
    """Return the speed that a falling track has gained since its estimate [m/s]."""
    return GRAVITY * ago if tracks.group[i] == KinematicGroup.BALLISTIC else 0.0


@kernel
def _velocity(
    tracks: Tracks, i: int, ago: float
) -> tuple[float, float, float, float, float, float]:
    """Return the velocity's covariance of a track `ago` after its estimate."""
    c, noise = tracks.covariance[i], ago * tracks.agility[i]
    return c[21] + noise, c[22], c[23], c[28] + noise, c[29], c[35] + noise


@kernel
def _sum(
    p: tuple[float, float, float, float, float, float],
    q: tuple[float, float, float, float, float, float],
) -> tuple[float, float, float, float, float, float]:
    return (
        p[0] + q[0],
        p[1] + q[1],
        p[2] + q[2],
        p[3] + q[3],
        p[4] + q[4],
        p[5] + q[5],
    )


@kernel
def _merge(belief: Belief, keep: int, gone: int, adopt: bool) -> None:
    """Pour track `gone` into track `keep`, the older; `adopt` its better estimate."""
    tracks = belief.tracks
    if adopt:
        copy_estimate(tracks, gone, keep)
    if tracks.updated[gone] > tracks.updated[keep]:
        tracks.updated[keep] = tracks.updated[gone]
        tracks.last_sensor[keep] = tracks.last_sensor[gone]
        tracks.last_scan[keep] = tracks.last_scan[gone]
    if tracks.dwell[gone] < tracks.dwell[keep]:
        tracks.dwell[keep] = tracks.dwell[gone]
        tracks.dwell_sensor[keep] = tracks.dwell_sensor[gone]
    _pool(tracks, keep, gone)
    engagements = belief.engagements
    for e in range(belief.opened[0]):
        if engagements.number[e] == tracks.number[gone]:
            engagements.track[e], engagements.number[e] = keep, tracks.number[keep]
    free(tracks, gone)


@kernel
def _pool(tracks: Tracks, keep: int, gone: int) -> None:
    """Add up what two tracks of one target have met."""
    tracks.fire_control[keep] = max(
        tracks.fire_control[keep], tracks.fire_control[gone]
    )
    tracks.interval[keep] = min(tracks.interval[keep], tracks.interval[gone])
    tracks.hits[keep] += tracks.hits[gone]
    tracks.asked[keep] += tracks.asked[gone]
    tracks.unanswered[keep] = min(tracks.unanswered[keep], tracks.unanswered[gone])
    tracks.replies_friend[keep] += tracks.replies_friend[gone]
    tracks.replies_civil[keep] += tracks.replies_civil[gone]
    tracks.engaged[keep] += tracks.engaged[gone]
    tracks.shot_at[keep] += tracks.shot_at[gone]
    if tracks.believed_dead[gone] == 0:
        tracks.believed_dead[keep] = 0
    if tracks.identity[keep] == Identity.UNKNOWN:
        tracks.identity[keep] = tracks.identity[gone]
    if tracks.believed[keep] == KinematicGroup.UNKNOWN:
        tracks.believed[keep] = tracks.believed[gone]
