"""A battle fought again in pieces, and looked at between them.

Stopping and going on changes no bit, so that what is seen here is what happened in the
first fight.
"""

from typing import Any

import numpy as np

from kalkan._kernel import pinned
from kalkan._record import unwrap
from kalkan.constants import EARTH_MU
from kalkan.engine.battle import fight
from kalkan.engine.belief import Wiring
from kalkan.engine.decision import DECISION, Doctrine
from kalkan.engine.kinds import NONE, Grade, KinematicGroup, TargetClass, TrackStatus
from kalkan.engine.state import State
from kalkan.muster import Mustered
from kalkan.replicate.fight import begun, outcome_of
from kalkan.results.track_log import Held, TrackLog

INTERVAL = 4.0  #: between snapshots [s]

_BALLISTIC = (TargetClass.SHORT_RANGE_BALLISTIC, TargetClass.MEDIUM_RANGE_BALLISTIC)


def track_log(
    mustered: Mustered,
    seed: int,
    replicate: int,
    events: int,
    interval: float = INTERVAL,
) -> TrackLog:
    """Fight one battle and return what every picture held and what there was.

    Parameters
    ----------
    mustered
        The option in its world.
    seed, replicate
        Keys of every draw, each below 2³².
    events
        Room for so many events, as many as the first fight of it had. [1]
    interval
        Between snapshots, rounded to whole ticks. [s]

    Raises
    ------
    AssertionError
        When there were more events.
    """
    state, log = begun(mustered, seed, replicate, max(events, 1))
    step = max(1, round(interval / mustered.model.dt))
    film = _Film(mustered, state)
    doctrine = Doctrine(*(pinned(one, DECISION) for one in mustered.doctrine))
    tick, is_going = 0, True
    while is_going:
        target = tick + step
        reached = fight(mustered.model, state, log, *doctrine, tick, target, True)
        is_going = reached == target
        if is_going:
            film.take(reached * mustered.model.dt)
        tick = reached
    if log.length[0] > log.time.shape[0]:
        raise AssertionError("a battle fought again has more events than at first")
    return film.log(outcome_of(mustered, state, log), step * mustered.model.dt)


class _Film:
    """The snapshots of one battle so far."""

    def __init__(self, mustered: Mustered, state: State) -> None:
        self._mustered, self._state = mustered, state
        self._reach = _Reach(mustered, state)
        self._truth: list[tuple[np.ndarray, ...]] = []
        self._tracks: list[tuple[np.ndarray, ...]] = []
        self._time: list[float] = []
        self._told: np.ndarray = np.full(unwrap(self._wiring.deliveries).shape, np.inf)
        self._stood: list[np.ndarray] = []

    @property
    def _wiring(self) -> Wiring:
        return self._state.belief.wiring

    def take(self, now: float) -> None:
        """Keep what there is."""
        threats = unwrap(self._state.truth.threats)
        place, speed = threats["position"].copy(), threats["velocity"].copy()
        reach = self._reach.now(self._state)
        self._truth.append((threats["aloft"] == 1, place, speed, reach))
        status = unwrap(self._state.belief.tracks)["status"]
        firm = np.flatnonzero(status == TrackStatus.CONFIRMED)
        snapshot = np.full(firm.size, len(self._time))
        self._tracks.append((snapshot, *self._believed(firm, now)))
        self._note_wiring(now if self._time else 0.0)
        self._time.append(now)

    def _note_wiring(self, now: float) -> None:
        """Keep which pictures there are, and from when they hear which sensors."""
        wiring = self._wiring
        hears = unwrap(wiring.deliveries)["grade"] > Grade.NOTHING
        self._told = np.minimum(self._told, np.where(hears, now, np.inf))
        stands = np.zeros(self._told.shape[0], bool)
        of = wiring.node_picture[wiring.node_alive == 1]
        stands[of[of != NONE]] = True
        self._stood.append(stands)

    def _believed(self, firm: np.ndarray, now: float) -> tuple[np.ndarray, ...]:
        """Return the columns of `Held` after the first, of some tracks."""
        tracks = unwrap(self._state.belief.tracks)
        mean, group = tracks["estimate"][firm], tracks["group"][firm]
        age, falls = now - tracks["time"][firm], group == KinematicGroup.BALLISTIC
        return (
            tracks["picture"][firm],
            tracks["number"][firm],
            tracks["identity"][firm],
            tracks["believed"][firm],
            _place(mean, age, falls, self._mustered.model.plan.frame),
            mean[:, 3:],
            _spread(tracks["covariance"][firm], age, tracks["agility"][firm]),
        )

    def log(self, battle: Any, interval: float) -> TrackLog:
        """Return all that was kept."""
        many = len(self._time)
        if many == 0:  # it ended within the first interval: for the shapes
            self.take(0.0)
        truth = [np.stack(part)[:many] for part in zip(*self._truth, strict=True)]
        aloft, position, velocity, reach = truth
        rows = sum(part[0].size for part in self._tracks[:many])
        held = [np.concatenate(part)[:rows] for part in zip(*self._tracks, strict=True)]
        return TrackLog(
            names=self._mustered.names,
            battle=battle,
            interval=interval,
            time=np.array(self._time[:many]),
            aloft=aloft,
            position=position,
            velocity=velocity,
            held=Held(*held),
            stands=np.stack(self._stood)[:many],
            told=self._told,
            reach=reach,
        )


class _Reach:
    """Which fire units could shoot where."""

    def __init__(self, mustered: Mustered, state: State) -> None:
        plan = mustered.model.plan
        falls = np.isin(mustered.model.world.threats.kind, _BALLISTIC)
        rounds = plan.rounds
        self._range = np.where(  # shape: round threat
            falls[None, :],
            rounds.range_max_ballistic[:, None],
            rounds.range_max[:, None],
        )
        self._height = rounds.altitude_max[:, None].copy()
        self._batteries = unwrap(plan.batteries)
        self._sensors, self._owner = unwrap(plan.sensors), plan.launchers.battery.copy()
        self._pictures = state.belief.slots.shape[0]

    def now(self, state: State) -> np.ndarray:
        """Return where each picture's units reach.  Shape: picture threat."""
        batteries, threats = self._batteries, unwrap(state.truth.threats)
        crews, left = unwrap(state.belief.crews), self._left(state)
        wiring = state.belief.wiring
        low = threats["altitude"] <= self._height
        reach = np.zeros((self._pictures, threats.shape[0]), bool)
        for b in range(left.shape[0]):
            s = batteries["radar"][b]
            commanded = wiring.node_alive[batteries["node"][b]] == 1
            if crews["alive"][s] == 0 or not commanded or not left[b].any():
                continue
            away = threats["position"] - batteries["position"][b]
            near = (np.hypot(away[:, 0], away[:, 1]) <= self._range) & low
            faced = self._is_faced(threats["position"] - crews["position"][s], s, crews)
            reach[wiring.picture[b]] |= near[left[b]].any(axis=0) & faced
        return reach

    def _left(self, state: State) -> np.ndarray:
        """Return which rounds a standing launcher still has.  Shape: battery round."""
        alive = unwrap(state.belief.arms)["alive"][:, None] == 1
        loaded = (unwrap(state.belief.magazines)["left"] > 0) & alive
        left = np.zeros((self._batteries.shape[0], loaded.shape[1]), bool)
        np.logical_or.at(left, self._owner, loaded)
        return left

    def _is_faced(self, away: np.ndarray, s: int, crews: np.ndarray) -> np.ndarray:
        """Return who is in the sector of a guidance radar.  Shape: threat."""
        axes, sensor = crews["axes"][s], self._sensors[s]
        off = np.arctan2(away @ axes[0:3], away @ axes[3:6]) - sensor["sector_centre"]
        off = np.abs((off + np.pi) % (2.0 * np.pi) - np.pi)
        return np.asarray(off <= sensor["sector_half"] + 1e-9)


def _place(
    mean: np.ndarray, age: np.ndarray, falls: np.ndarray, frame: np.ndarray
) -> np.ndarray:
    """Return where tracks are believed to be now: as `physics.motion.extrapolate`."""
    away = mean[:, :3] + frame[3:12].reshape(3, 3) @ frame[:3]
    pull = -EARTH_MU * away / np.linalg.norm(away, axis=1)[:, None] ** 3
    drop = (0.5 * age * age * falls)[:, None] * pull
    return np.asarray(mean[:, :3] + age[:, None] * mean[:, 3:] + drop)


def _spread(covariance: np.ndarray, age: np.ndarray, psd: np.ndarray) -> np.ndarray:
    """Return its covariance: as `physics.motion.position_covariance`."""
    whole, age = covariance.reshape(-1, 6, 6), age[:, None, None]
    both = whole[:, :3, 3:]
    grown = age * (both + both.transpose(0, 2, 1)) + age**2 * whole[:, 3:, 3:]
    noise = psd[:, None, None] * np.abs(age) ** 3 / 3.0 * np.eye(3)
    return np.asarray(whole[:, :3, :3] + grown + noise)
