"""Battles to tables: names, ordinals and who leaked."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_battle import NAMES, battle
from kalkan.engine.kinds import Event, Fate
from kalkan.results.columns import TABLES, empty, frame
from kalkan.results.fired import ordinals
from kalkan.results.fought import Fought, same_names
from kalkan.results.meanings import MEANING
from kalkan.results.tables import tables


def fought(*replicates: int) -> list[Fought]:
    return [
        Fought(r, r % 2, NAMES, battle(0.4, np.random.default_rng(r)))
        for r in replicates
    ]


PARTS = [table for table in TABLES if table != "picture"]


@pytest.mark.parametrize("table", PARTS)
def test_tables__hold_the_registered_columns(table):
    found = getattr(tables(NAMES, fought(0, 1), with_events=True), table)
    assert found.columns == [column.name for column in TABLES[table]]
    assert found.dtypes == [column.kind for column in TABLES[table]]
    assert found.height > 0
    assert found.null_count().sum_horizontal().item() == 0


def test_tables__are_those_of_each_battle_one_after_the_other():
    whole = tables(NAMES, fought(3, 4, 5), with_events=True)
    parts = [tables(NAMES, [one], with_events=True) for one in fought(3, 4, 5)]
    for table in PARTS:
        joined = pl.concat([getattr(part, table) for part in parts])
        assert getattr(whole, table).equals(joined)


def test_outcomes__say_who_leaked():
    fates = np.array([2, 3, 4, 5, 3, 3, 6])
    one = fought(0)[0]
    one = one._replace(battle=one.battle._replace(fate=fates))
    found = tables(NAMES, [one], with_events=False).outcomes
    assert found["fate"].to_list() == [
        "killed",
        "impacted",
        "released",
        "turned_back",
        "impacted",  # a decoy
        "impacted",  # a friend
        "lost",
    ]
    assert found["leaked"].to_list() == [False, True, True] + [False] * 4
    assert found["side"].to_list() == list(NAMES.sides)
    assert found["class"].to_list() == list(NAMES.classes)


def test_outcomes__name_the_round_and_count_those_that_met():
    one = fought(0)[0]
    changed = one.battle._replace(
        round_battery=np.array([0, 1, 0, 0]),
        round_kind=np.array([0, 1, 0, 1]),
        round_threat=np.array([1, 1, 2, -1]),
        by=np.array([-1, 1, 2, -1, -1, -1, -1]),
    )
    found = tables(NAMES, [one, one._replace(battle=changed)], with_events=False)
    second = found.outcomes.filter(pl.int_range(pl.len()) >= 7)
    assert second["by"].to_list() == [
        "",
        "forces.patriot/PAC-3 MSE#1",
        "forces.s400/48N6E3#2",
        "",
        "",
        "",
        "",
    ]
    assert second["rounds"].to_list() == [0, 2, 1, 0, 0, 0, 0]
    last = found.rounds.tail(4)
    assert last["round"].to_list() == [
        "forces.s400/48N6E3#1",
        "forces.patriot/PAC-3 MSE#1",
        "forces.s400/48N6E3#2",
        "forces.s400/PAC-3 MSE#1",
    ]
    assert last["threat"].to_list() == ["raid.kalibr/2"] * 2 + ["raid.kalibr/3", ""]


def test_tables__of_a_battle_without_a_shot():
    one, none = fought(0)[0], np.zeros(0, np.int64)
    quiet = one.battle._replace(
        fate=np.full(7, int(Fate.IMPACTED)),
        by=np.full(7, -1),
        round_battery=none,
        round_kind=none,
        round_threat=none,
        event_time=none.astype(float),
        event_kind=none,
        event_who=none,
        event_whom=none,
        event_detail=none,
    )
    found = tables(NAMES, [one._replace(battle=quiet)], with_events=True)
    assert found.rounds.is_empty()
    assert found.events.is_empty()
    assert found.outcomes["by"].to_list() == [""] * 7
    assert found.battles["rounds_fired"].to_list() == [0]


def test_events__are_left_out_when_not_asked_for():
    assert tables(NAMES, fought(0), with_events=False).events.equals(empty("events"))


def test_events__read_as_words():
    found = tables(NAMES, fought(0), with_events=True).events
    assert found.drop("replicate", "time_s").rows() == [
        ("track_opened", "nato/track-7", "nato", ""),
        ("track_identified", "nato/track-7", "nato", "hostile"),
        ("engagement_ordered", "engagement-1", "nato/track-7", "forces.patriot"),
        ("round_flying", "forces.s400/48N6E3#1", "engagement-1", "48N6E3"),
        ("round_acquired", "forces.s400/48N6E3#1", "raid.kalibr/3", ""),
        ("round_ended", "forces.s400/48N6E3#1", "raid.kalibr/3", "killed"),
        ("threat_fate", "raid.kalibr/3", "forces.s400/48N6E3#1", "killed"),
        ("engagement_closed", "engagement-1", "nato/track-7", "believed_killed"),
        ("asset_damaged", "base", "", "1.045"),
        ("sensor_lost", "forces.awacs/E-7A", "", ""),
        ("launcher_lost", "forces.s400/launcher-2", "", ""),
        ("sensor_reason", "forces.s400/92N6E", "raid.iskander/1", "masked"),
        ("fire_reason", "forces.s400", "track-9", "magazine_empty"),
        ("engagement_at", "engagement-1", "raid.kalibr/3", "hostile + asked"),
    ]


def test_events__stand_by_time_and_else_as_logged():
    one = fought(0)[0]
    time = one.battle.event_time[::-1].copy()
    late = one._replace(battle=one.battle._replace(event_time=time))
    found = tables(NAMES, [late, one], with_events=True).events
    assert found["time_s"].to_list() == sorted(time) + list(one.battle.event_time)
    assert found["kind"].to_list()[:2] == ["engagement_at", "fire_reason"]
    assert found["kind"].to_list()[11:13] == ["track_opened", "track_identified"]


def test_events__every_kind_has_a_meaning():
    assert set(MEANING) == set(Event)


def test_events__name_the_launchers_of_their_own_world():
    other = replace(NAMES, launchers=("forces.s400/launcher-9",) * 3)
    one, two = fought(0, 1)
    found = tables(NAMES, [one, two._replace(names=other)], with_events=True).events
    lost = found.filter(pl.col("kind") == "launcher_lost")["who"].to_list()
    assert lost == ["forces.s400/launcher-2", "forces.s400/launcher-9"]


def test_events__with_a_number_beyond_all_names_are_a_bug():
    one = fought(0)[0]
    who = one.battle.event_who.copy()
    who[8] = 99  # an asset
    broken = one._replace(battle=one.battle._replace(event_who=who))
    with pytest.raises(AssertionError):
        tables(NAMES, [broken], with_events=True)


def test_same_names__may_differ_in_launchers_only():
    assert same_names(NAMES, NAMES)
    assert same_names(NAMES, replace(NAMES, launchers=()))
    assert not same_names(NAMES, replace(NAMES, assets=("palace",)))


@given(st.lists(st.integers(0, 3)))
def test_ordinals__count_within_each_group(groups):
    expected = [groups[: i + 1].count(group) for i, group in enumerate(groups)]
    assert ordinals(np.array(groups, np.int64)).tolist() == expected


def test_frame__takes_only_registered_columns():
    with pytest.raises(KeyError, match="not registered"):
        frame("battles", {"sorrow": [1]})
    with pytest.raises(KeyError):
        frame("battles", {"replicate": [1]})
