"""Which fire unit shoots at which track, with which round, how many."""

import math

from kalkan._kernel import kernel
from kalkan.doctrine.separate import friend_near
from kalkan.doctrine.shot import believed_class, shot
from kalkan.doctrine.units import count_units
from kalkan.engine.belief import Belief, Refusals, Tracks, Wiring
from kalkan.engine.kinds import (
    NONE,
    FireReason,
    Identity,
    KinematicGroup,
    TrackStatus,
    WeaponControl,
)
from kalkan.engine.plan import Plan

STALE = 3.0  #: fire control needs a plot within this many intervals [1]
FRESH = 4.0  #: or within this time, whichever is longer [s]
CLOSE = 60.0  #: the reserve is for what does harm sooner than this [s]
QUALITY = 1000.0  #: a place known worse is not shot at: inside a seeker's gate, assumed


@kernel
def assign_first_feasible(plan: Plan, belief: Belief) -> None:
    """Take tracks by urgency; give each the fire unit that meets it earliest."""
    _assign(plan, belief, False)


@kernel
def assign_marginal(plan: Plan, belief: Belief) -> None:
    """Give the order that saves most expected value a round, then the next.

    The greedy heuristic of weapon-target assignment: value at stake times the kill
    probability of the salvo, divided by its rounds.
    """
    _assign(plan, belief, True)


@kernel
def _assign(plan: Plan, belief: Belief, by_worth: bool) -> None:
    tracks = belief.tracks
    count_units(plan, belief)
    for j in range(tracks.status.shape[0]):
        tracks.offer_battery[j] = NONE
        alive = (
            tracks.status[j] == TrackStatus.CONFIRMED and not tracks.believed_dead[j]
        )
        if alive:
            reason = _closed(tracks, j)
            if reason == FireReason.NOTHING:
                _offer(plan, belief, j, by_worth)
            else:
                _note(belief.wiring, belief.refusals, tracks.picture[j], j, reason)
    j = _best_offer(tracks, by_worth)
    while j != NONE:
        if _refusal(plan, belief, tracks.offer_battery[j], j) == FireReason.NOTHING:
            _order(plan, belief, j)
            tracks.offer_battery[j] = NONE
        else:
            _offer(plan, belief, j, by_worth)
        j = _best_offer(tracks, by_worth)


@kernel
def _closed(tracks: Tracks, j: int) -> int:
    """Return why nobody may shoot at track `j` whatever his rules, or NOTHING."""
    identity = tracks.identity[j]
    if identity != Identity.HOSTILE and identity != Identity.UNKNOWN:
        return FireReason.NOT_HOSTILE.value
    if tracks.urgency[j] == math.inf:
        return FireReason.NOT_THREATENING.value
    if tracks.believed[j] == KinematicGroup.UNKNOWN:
        return FireReason.UNCLASSIFIED.value
    return FireReason.NOTHING.value


@kernel
def _is_forbidden(control: int, identity: int) -> bool:
    """Return whether rules of engagement forbid what is no friend or neutral."""
    if control == WeaponControl.FREE:
        return False
    return bool(control == WeaponControl.HOLD or identity != Identity.HOSTILE)


@kernel
def _note(
    wiring: Wiring, refusals: Refusals, picture: int, j: int, reason: int
) -> None:
    """Keep a reason that holds for every fire unit of the picture."""
    for b in range(wiring.picture.shape[0]):
        if wiring.picture[b] == picture:
            refusals.reasons[b, j] |= reason


@kernel
def _offer(plan: Plan, belief: Belief, j: int, by_worth: bool) -> None:
    """Write on track `j` who could shoot at it best: worth most, or meeting first."""
    tracks = belief.tracks
    tracks.offer_battery[j] = NONE
    tracks.offer_time[j], tracks.offer_worth[j] = math.inf, 0.0
    for b in range(belief.wiring.picture.shape[0]):
        if belief.wiring.picture[b] != tracks.picture[j]:
            continue
        reason = _refusal(plan, belief, b, j)
        belief.refusals.reasons[b, j] |= reason
        if reason == FireReason.NOTHING:
            _offer_of(plan, belief, j, b, by_worth)


@kernel
def _offer_of(plan: Plan, belief: Belief, j: int, b: int, by_worth: bool) -> None:
    """Better the offer on track `j` by any round that fire unit `b` can fire now."""
    tracks, group = belief.tracks, believed_class(belief.tracks.believed[j])
    for r in range(plan.rounds.range_max.shape[0]):
        if plan.pk[r, group] <= 0.0 or belief.stocks.left[b, r] <= 0:
            continue
        time, reason = shot(plan, tracks, belief.crews, belief.now[0], j, b, r)
        if reason == FireReason.NOTHING and friend_near(plan, belief, j, b, time):
            reason = FireReason.FRIEND_NEAR.value
        belief.refusals.reasons[b, j] |= reason
        if reason != FireReason.NOTHING:
            continue
        worth = _saved_a_round(plan, belief, j, b, r)
        better = time < tracks.offer_time[j]
        if by_worth and worth != tracks.offer_worth[j]:
            better = worth > tracks.offer_worth[j]
        if better:
            tracks.offer_battery[j], tracks.offer_round[j] = b, r
            tracks.offer_time[j], tracks.offer_worth[j] = time, worth


@kernel
def _refusal(plan: Plan, belief: Belief, b: int, j: int) -> int:
    """Return why fire unit `b` cannot take on track `j` at all, or NOTHING."""
    tracks, units, batteries = belief.tracks, belief.units, plan.batteries
    reason = _lack(plan, belief, b)
    control = plan.engagement[b, belief.wiring.autonomous[b]]
    if _is_forbidden(control, tracks.identity[j]):
        reason = FireReason.NOT_HOSTILE.value
    elif reason != FireReason.NOTHING:
        return reason
    elif tracks.engaged[j] >= batteries.shots[b] or tracks.order_battery[j] != NONE:
        reason = FireReason.ENGAGED_ELSEWHERE.value
    elif belief.now[0] - tracks.fire_control[j] > max(
        FRESH, STALE * tracks.interval[j]
    ):
        reason = FireReason.NOT_FIRE_CONTROL.value
    elif _spread(tracks, j) > QUALITY:
        reason = FireReason.UNCERTAIN.value
    elif units.busy[b] >= batteries.channels[b]:
        reason = FireReason.NO_CHANNEL.value
    elif units.flying[b] >= batteries.rounds_guided[b]:
        reason = FireReason.NO_CHANNEL.value
    elif _is_spent(plan, belief, b, j):
        reason = FireReason.MAGAZINE_EMPTY.value
    return reason


@kernel
def _spread(tracks: Tracks, j: int) -> float:
    """Return how uncertain the place of track `j` was at its last plot [m]."""
    p = tracks.covariance
    return math.sqrt(max(0.0, p[j, 0] + p[j, 7] + p[j, 14]))


@kernel
def _lack(plan: Plan, belief: Belief, b: int) -> int:
    """Return what fire unit `b` has lost without which it cannot shoot, or NOTHING."""
    s = plan.batteries.radar[b]
    if belief.wiring.node_alive[plan.batteries.node[b]] == 0:
        return FireReason.COMMAND_LOST.value
    if belief.crews.alive[s] == 0:
        return FireReason.RADAR_LOST.value
    if belief.crews.barred[s] > belief.now[0]:
        return FireReason.RADAR_SILENT.value
    return FireReason.NOTHING.value


@kernel
def _is_spent(plan: Plan, belief: Belief, b: int, j: int) -> bool:
    """Return whether nothing is left, or only the reserve that track `j` is not for."""
    units = belief.units
    kept = plan.batteries.reserve[b] * units.loaded[b]
    if belief.tracks.urgency[j] < CLOSE:
        kept = 0.0
    return bool(units.left[b] <= kept)


@kernel
def _saved_a_round(plan: Plan, belief: Belief, j: int, b: int, r: int) -> float:
    """Return the value that a salvo is expected to save, for each of its rounds [1]."""
    pk = plan.pk[r, believed_class(belief.tracks.believed[j])]
    salvo = plan.batteries.salvo[b]
    return float(belief.tracks.stake[j] * (1.0 - (1.0 - pk) ** salvo) / salvo)


@kernel
def _best_offer(tracks: Tracks, by_worth: bool) -> int:
    """Return the track whose offer comes first, or NONE when none is left."""
    best = NONE
    for j in range(tracks.status.shape[0]):
        if tracks.offer_battery[j] == NONE:
            continue
        if best == NONE:
            best = j
        elif by_worth and tracks.offer_worth[j] != tracks.offer_worth[best]:
            if tracks.offer_worth[j] > tracks.offer_worth[best]:
                best = j
        elif tracks.urgency[j] < tracks.urgency[best]:
            best = j
    return best


@kernel
def _order(plan: Plan, belief: Belief, j: int) -> None:
    """Turn the offer on track `j` into an order."""
    tracks, units = belief.tracks, belief.units
    b, r = tracks.offer_battery[j], tracks.offer_round[j]
    guided = plan.batteries.rounds_guided[b] - units.flying[b]
    shots = min(plan.batteries.salvo[b], belief.stocks.left[b, r], guided)
    tracks.order_battery[j], tracks.order_round[j] = b, r
    tracks.order_shots[j], tracks.order_due[j] = shots, tracks.offer_time[j]
    units.busy[b] += 1
    units.flying[b] += shots
    units.left[b] -= shots
    belief.stocks.left[b, r] -= shots
    belief.refusals.reasons[b, j] |= FireReason.ORDERED.value
