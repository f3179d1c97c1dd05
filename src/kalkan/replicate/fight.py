"""One battle, from what was mustered to what came of it."""

from typing import NamedTuple

import numpy as np

from kalkan._record import duplicate
from kalkan.engine.battle import fight
from kalkan.engine.state import Log, State
from kalkan.muster import Mustered
from kalkan.muster.blank import blank_log
from kalkan.physics.geodesy import enu2geodetic

ENDLESS = 2**62  #: a tick that no battle reaches


class Battle(NamedTuple):
    """The outcome of one battle; -1 is nobody."""

    fate: np.ndarray  #: Fate.  Shape: threat
    time_s: np.ndarray  #: when it was settled.  Shape: threat [s]
    by: np.ndarray  #: interceptor that destroyed it.  Shape: threat
    lat_deg: np.ndarray  #: where it was then.  Shape: threat [deg]
    lon_deg: np.ndarray  #: Shape: threat [deg]
    altitude_m: np.ndarray  #: Shape: threat [m]
    value_lost: float  #: of all assets
    round_battery: np.ndarray  #: fire unit that fired it.  Shape: interceptor
    round_kind: np.ndarray  #: type of round.  Shape: interceptor
    round_threat: np.ndarray  #: flyer it locked on or met.  Shape: interceptor
    counts: np.ndarray  #: looks, dwells, plots, false plots, updates, steps.  Shape: 8
    spilled: np.ndarray  #: plots and tracks dropped for want of room.  Shape: 2
    event_time: np.ndarray  #: Shape: event [s]
    event_kind: np.ndarray  #: Event.  Shape: event
    event_who: np.ndarray  #: Shape: event
    event_whom: np.ndarray  #: Shape: event
    event_detail: np.ndarray  #: Shape: event


def fight_replicate(
    mustered: Mustered, seed: int, replicate: int, skip: bool = True
) -> Battle:
    """Fight one battle and return what came of it.

    Parameters
    ----------
    mustered
        The option in its world.
    seed, replicate
        Keys of every draw, each below 2³².
    skip
        Whether stretches in which nothing can happen are passed over; no bit changes.
    """
    events = mustered.log.time.shape[0]
    while True:
        state, log = fought(mustered, seed, replicate, events, skip)
        if log.length[0] <= log.time.shape[0]:
            return outcome_of(mustered, state, log)
        events = 2 * int(log.length[0])


def fought(
    mustered: Mustered, seed: int, replicate: int, events: int, skip: bool = True
) -> tuple[State, Log]:
    """Return state and log of a battle fought to its end, with room for `events`."""
    state, log = begun(mustered, seed, replicate, events)
    fight(mustered.model, state, log, *mustered.doctrine, 0, ENDLESS, skip)
    return state, log


def begun(
    mustered: Mustered, seed: int, replicate: int, events: int
) -> tuple[State, Log]:
    """Return state and log of a battle of which no tick is fought yet."""
    state: State = duplicate(mustered.state)
    state.key[:] = seed, replicate
    state.belief.key[:] = state.key
    return state, blank_log(mustered.state, events)


def outcome_of(mustered: Mustered, state: State, log: Log) -> Battle:
    """Return what came of a battle that has ended."""
    threats, rounds = state.truth.threats, state.truth.interceptors
    fired, length = int(state.fired[0]), int(log.length[0])
    place = _places(mustered.model.world.frame, threats.position)
    met = np.where(rounds.victim >= 0, rounds.victim, rounds.lock)[:fired]
    lost = mustered.model.plan.assets.value - state.truth.values.left
    return Battle(
        fate=threats.fate.copy(),
        time_s=threats.fate_time.copy(),
        by=threats.met_round.copy(),
        lat_deg=np.degrees(place[:, 0]),
        lon_deg=np.degrees(place[:, 1]),
        altitude_m=place[:, 2],
        value_lost=float(lost.sum()),
        round_battery=rounds.battery[:fired].copy(),
        round_kind=rounds.kind[:fired].copy(),
        round_threat=met,
        counts=state.counts,
        spilled=state.spilled,
        event_time=log.time[:length].copy(),
        event_kind=log.kind[:length].copy(),
        event_who=log.who[:length].copy(),
        event_whom=log.whom[:length].copy(),
        event_detail=log.detail[:length].copy(),
    )


def _places(frame: np.ndarray, position: np.ndarray) -> np.ndarray:
    """Return latitude, longitude [rad] and altitude [m].  Shape: threat, 3."""
    return np.array([enu2geodetic(frame, *place) for place in position]).reshape(-1, 3)
