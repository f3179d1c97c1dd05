"""One battle and its outcome."""

import numpy as np
import pytest

from kalkan._record import duplicate
from kalkan.engine.kinds import Event, Fate
from kalkan.muster.blank import EVENTS_LEAST
from kalkan.replicate import fight
from kalkan.replicate.fight import fight_replicate, fought
from unit.engine.small_battle import mustered
from unit.engine.test_battle import SHORT, leaves


@pytest.fixture(scope="module")
def ready():
    return mustered("alone", *SHORT)


@pytest.fixture(scope="module")
def battle(ready):
    return fight_replicate(ready, 3, 1)


def _same(one, other):
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_battle__is_the_same_for_the_same_keys(ready, battle):
    assert _same(fight_replicate(ready, 3, 1), battle)


def test_battle__differs_by_replicate_and_seed(ready, battle):
    for key in ((3, 2), (4, 1)):
        assert not np.array_equal(fight_replicate(ready, *key).time_s, battle.time_s)


def test_battle__leaves_what_was_mustered_as_it_was(ready):
    before = list(leaves(ready.state, ready.log))
    fight_replicate(ready, 9, 9)
    assert list(leaves(ready.state, ready.log)) == before


def test_duplicate__shares_nothing(ready):
    copy = duplicate(ready.state)
    copy.truth.threats.fate[:] = Fate.LOST
    copy.belief.tracks.number[:] = 7
    copy.key[:] = 1
    assert not ready.state.truth.threats.fate.any()
    assert not ready.state.belief.tracks.number.any()
    assert not ready.state.key.any()


def test_outcome__has_a_row_for_every_flyer_and_every_round(ready, battle):
    many, fired = len(ready.names.threats), battle.round_kind.size
    for name in ("fate", "time_s", "by", "lat_deg", "lon_deg", "altitude_m"):
        assert getattr(battle, name).shape == (many,)
    assert battle.round_battery.shape == battle.round_threat.shape == (fired,)
    assert battle.by.max() < fired
    assert battle.counts.shape == (8,)
    assert not battle.spilled.any()
    assert 39.5 < battle.lat_deg.min() <= battle.lat_deg.max() < 40.5
    assert 31.5 < battle.lon_deg.min() <= battle.lon_deg.max() < 32.7


def test_outcome__agrees_with_its_events(battle):
    told = battle.event_kind == Event.THREAT_FATE
    last = dict(zip(battle.event_who[told], battle.event_detail[told], strict=True))
    assert last == dict(enumerate(battle.fate))
    flown = battle.event_kind == Event.ROUND_FLYING
    assert flown.sum() == battle.round_kind.size
    damage = battle.event_detail[battle.event_kind == Event.ASSET_DAMAGED]
    assert battle.value_lost == pytest.approx(damage.sum() / 1000.0, abs=0.01)
    killed = battle.fate == Fate.KILLED
    assert np.array_equal(battle.by >= 0, killed)
    assert np.all(battle.round_threat[battle.by[killed]] == np.flatnonzero(killed))


def test_log__grows_until_all_fits(ready, battle, monkeypatch):
    _, log = fought(ready, 3, 1, 4)
    assert log.length[0] == battle.event_kind.size > 4
    asked = []

    def cramped(mustered, seed, replicate, events, skip):
        asked.append(events)
        room = 4 if len(asked) == 1 else events
        return fought(mustered, seed, replicate, room, skip)

    monkeypatch.setattr(fight, "fought", cramped)
    assert _same(fight_replicate(ready, 3, 1), battle)
    assert asked == [EVENTS_LEAST, 2 * battle.event_kind.size]


def test_battle__without_fire_units_goes_its_way(battle):
    undefended = fight_replicate(mustered("watch", *SHORT), 3, 1)
    assert undefended.round_kind.size == 0
    assert not (undefended.fate == Fate.KILLED).any()
    assert (undefended.fate == Fate.IMPACTED).any()
    assert undefended.value_lost > 0.0
