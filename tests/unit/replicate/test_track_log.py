"""A battle fought again and looked at: the same battle, and what was there."""

import numpy as np
import pytest

from kalkan.engine.kinds import Event, Fate, TrackStatus
from kalkan.measures.picture import measure
from kalkan.replicate.fight import fight_replicate, fought
from kalkan.replicate.track_log import track_log
from kalkan.results.digest import battle_digest
from unit.engine.small_battle import mustered

SEED = 3
MINUTE = ("duration: 10 min", "duration: 60 s")


@pytest.fixture(scope="module")
def ready():
    return mustered("apart", MINUTE)


@pytest.fixture(scope="module")
def battle(ready):
    return fight_replicate(ready, SEED, 1)


@pytest.fixture(scope="module")
def log(ready, battle):
    return track_log(ready, SEED, 1, battle.event_time.size)


def test_second_fight__is_the_first_to_the_bit(log, battle):
    assert battle_digest(log.battle) == battle_digest(battle)
    assert np.array_equal(log.battle.counts, battle.counts)


@pytest.mark.parametrize("interval", [1.0, 7.0])
def test_second_fight__does_not_depend_on_when_it_is_looked_at(ready, battle, interval):
    again = track_log(ready, SEED, 1, battle.event_time.size, interval)
    assert battle_digest(again.battle) == battle_digest(battle)
    assert (np.diff(again.time) == interval).all()


def test_second_fight__with_more_events_than_the_first_is_a_bug(ready, battle):
    with pytest.raises(AssertionError, match="more events"):
        track_log(ready, SEED, 1, battle.event_time.size - 1)


def test_digest__sees_one_bit(battle):
    time = battle.time_s.copy()
    time[0] = np.nextafter(time[0], np.inf)
    assert battle_digest(battle._replace(time_s=time)) != battle_digest(battle)
    counts = battle._replace(counts=battle.counts + 1)
    assert battle_digest(counts) == battle_digest(battle)


def test_snapshots__stand_at_every_interval(log, ready):
    assert log.interval == 4.0
    assert log.time.tolist() == [4.0 * n for n in range(1, log.time.size + 1)]
    assert log.time[-1] <= ready.model.duration
    many, pictures = len(log.names.threats), len(log.names.pictures)
    assert log.position.shape == (log.time.size, many, 3)
    assert log.reach.shape == (log.time.size, pictures, many)


def test_snapshots__hold_where_flyers_are(log):
    """What flies moves by its velocity, but for its turning."""
    both = log.aloft[1:] & log.aloft[:-1]
    moved = log.position[1:] - log.position[:-1]
    mean = 0.5 * log.interval * (log.velocity[1:] + log.velocity[:-1])
    assert np.linalg.norm(moved - mean, axis=2)[both].max() < 60.0
    assert not log.aloft[:, log.battle.fate == Fate.PENDING].any()


def test_snapshots__hold_every_firm_track(ready, battle, log):
    """At the end of the battle: those that its state has."""
    end = log.time[-1]
    events = battle.event_kind, battle.event_time, battle.event_who
    opened = {
        int(who)
        for kind, time, who in zip(*events, strict=True)
        if kind == Event.TRACK_CONFIRMED and time <= end
    }
    dropped = {
        int(who)
        for kind, time, who in zip(*events, strict=True)
        if kind == Event.TRACK_DROPPED and time <= end
    }
    last = log.held.number[log.held.snapshot == log.time.size - 1]
    assert sorted(last) == sorted(opened - dropped)
    assert len(last) > 0


def test_tracks__are_carried_to_the_snapshot():
    """With one snapshot at the end of the battle: that of the end state."""
    ready = mustered("watch", MINUTE)
    duration = ready.model.duration
    state, events = fought(ready, SEED, 1, 10_000)
    log = track_log(ready, SEED, 1, int(events.length[0]), duration)
    tracks = state.belief.tracks
    firm = np.flatnonzero(tracks.status == TrackStatus.CONFIRMED)
    assert firm.size > 0
    age = duration - tracks.time[firm]
    straight = tracks.estimate[firm, :3] + age[:, None] * tracks.estimate[firm, 3:]
    np.testing.assert_allclose(log.held.position, straight, atol=1e-6)
    whole = tracks.covariance[firm].reshape(-1, 6, 6)[:, :3, :3]
    least = np.sqrt(np.trace(whole, axis1=1, axis2=2))
    assert (log.held.spread >= 0.99 * least).all()


def test_told__follows_the_wiring(log):
    owner = [name.split(".")[1].split("/")[0] for name in log.names.sensors]
    for p, picture in enumerate(log.names.pictures):
        for s, force in enumerate(owner):
            assert (log.told[p, s] == 0.0) == (force == picture)
    assert log.stands.all()


def test_reach__is_of_pictures_that_shoot(log):
    east = list(log.names.pictures).index("battery")
    assert log.reach[:, east].any()
    assert not np.delete(log.reach, east, axis=1).any()


def test_reach__ends_with_the_rounds(ready, battle):
    empty = ready._replace(state=ready.state)
    loaded = empty.state.belief.magazines.left.copy()
    try:
        empty.state.belief.magazines.left[:] = 0
        log = track_log(empty, SEED, 1, 10_000)
        assert not log.reach.any()
    finally:
        empty.state.belief.magazines.left[:] = loaded


def test_log__of_a_battle_shorter_than_the_interval_is_empty(ready, battle):
    log = track_log(ready, SEED, 1, battle.event_time.size, 1e5)
    assert log.time.size == log.held.number.size == 0
    assert log.aloft.shape == (0, len(log.names.threats))
    assert measure(log).columns["held_s"].sum() == 0.0
