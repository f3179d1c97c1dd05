"""Counts over tables, against counting by hand."""

import numpy as np
import pytest

from fake_battle import NAMES, Battle, battle
from kalkan.engine.kinds import Fate
from kalkan.measures.summary import summarise
from kalkan.measures.tally import Flyers, Tally
from kalkan.results.fought import Fought
from kalkan.results.tables import tables

FLYERS = Flyers(NAMES.classes, NAMES.sides)


def fought(battles: list[Battle], worlds: int = 2) -> list[Fought]:
    return [Fought(r, r % worlds, NAMES, one) for r, one in enumerate(battles)]


def tallied(battles: list[Battle]) -> Tally:
    tally = Tally(FLYERS, 2, 160.0)
    tally.add(tables(NAMES, fought(battles), with_events=False))
    return tally


def with_fates(*fates: Fate) -> Battle:
    return battle(0.5, np.random.default_rng(0))._replace(fate=np.array(fates))


def test_flyers__keep_decoys_friends_and_neutrals_apart():
    assert FLYERS.classes == ["cruise_missile", "short_range_ballistic"]
    assert FLYERS.hostile.sum() == 4
    assert FLYERS.decoy.sum() == FLYERS.friend.sum() == FLYERS.neutral.sum() == 1


def test_tally__counts_impact_and_release_as_leaks_decoys_not():
    one = with_fates(
        Fate.IMPACTED,
        Fate.RELEASED,
        Fate.TURNED_BACK,
        Fate.KILLED,
        Fate.IMPACTED,
        Fate.LOST,
        Fate.LOST,
    )
    total = summarise(tallied([one, one]))["total"]
    assert (total["launched"], total["leaked_mean"]) == (4, 2.0)
    assert (total["killed_mean"], total["turned_back_mean"]) == (1.0, 1.0)
    assert (total["lost_mean"], total["p_none_leaks"]) == (0.0, 0.0)
    decoys = summarise(tallied([one, one]))["decoys"]
    assert decoys == {
        "launched": 1,
        "arrived_mean": 1.0,
        "killed_mean": 0.0,
        "turned_back_mean": 0.0,
        "lost_mean": 0.0,
        "unresolved_mean": 0.0,
    }


def test_tally__counts_hostile_unresolved_only():
    one = with_fates(Fate.UNRESOLVED, *[Fate.KILLED] * 4, *[Fate.UNRESOLVED] * 2)
    summary = summarise(tallied([one]))
    assert summary["total"]["unresolved_mean"] == 1.0
    assert summary["by_class"]["cruise_missile"]["unresolved_mean"] == 1.0
    assert summary["by_class"]["short_range_ballistic"]["unresolved_mean"] == 0.0


def test_tally__counts_each_friend_and_neutral_once():
    one = with_fates(*[Fate.LOST] * 5, Fate.KILLED, Fate.LOST)._replace(
        round_battery=np.array([0, 1, 0, 1]),
        round_kind=np.array([0, 1, 0, 1]),
        round_threat=np.array([5, 5, 6, -1]),
        by=np.full(7, -1),
    )
    total = summarise(tallied([one]))["total"]
    assert (total["friendly_engaged_mean"], total["friendly_killed_mean"]) == (1.0, 1.0)
    assert (total["neutral_engaged_mean"], total["neutral_killed_mean"]) == (1.0, 0.0)
    assert total["rounds_fired_mean"] == 4.0
    assert total["rounds_fired_by_type"] == {"48N6E3": 2.0, "PAC-3 MSE": 2.0}


def test_tally__is_the_same_however_cut():
    luck = np.random.default_rng(1)
    battles = fought([battle(0.4, luck) for _ in range(30)])
    whole, parts = Tally(FLYERS, 2, 160.0), Tally(FLYERS, 2, 160.0)
    whole.add(tables(NAMES, battles, with_events=False))
    for cut in (battles[:7], battles[7:8], battles[8:]):
        parts.add(tables(NAMES, cut, with_events=False))
    assert summarise(parts) == summarise(whole)
    assert parts.battles == 30


def test_summarise__agrees_with_the_tables():
    luck = np.random.default_rng(2)
    battles = fought([battle(0.4, luck) for _ in range(40)])
    found = tables(NAMES, battles, with_events=True)
    tally = Tally(FLYERS, 2, 160.0)
    tally.add(found)
    summary = summarise(tally)
    leaked = found.outcomes["leaked"].sum() / 40
    assert summary["total"]["leaked_mean"] == pytest.approx(leaked)
    assert summary["total"]["value_lost_mean"] == pytest.approx(
        found.battles["value_lost"].mean()
    )
    by_class = sum(raid["leaked_mean"] for raid in summary["by_class"].values())
    assert by_class == pytest.approx(leaked)


def test_summarise__every_hostile_ends_somewhere():
    luck = np.random.default_rng(4)
    fates = [Fate(int(code)) for code in luck.integers(2, 8, 7)]
    total = summarise(tallied([with_fates(*fates), battle(0.5, luck)]))["total"]
    ends = ("leaked", "killed", "turned_back", "lost", "unresolved")
    assert sum(total[f"{end}_mean"] for end in ends) == pytest.approx(4.0)


def test_summarise__has_no_decoys_where_none_fly():
    flyers = Flyers(("fighter",), ("hostile",))
    assert "decoys" not in summarise(Tally(flyers, 1, 0.0))


def test_summarise__keeps_what_the_command_line_promises():
    summary = summarise(tallied([battle(0.4, np.random.default_rng(0))]))
    assert {
        "launched",
        "leaked_mean",
        "leaked_ci95",
        "leaked_worlds90",
        "unresolved_mean",
        "p_none_leaks",
        "rounds_fired_mean",
        "value_lost_mean",
        "friendly_engaged_mean",
        "neutral_engaged_mean",
    } <= summary["total"].keys()
    for raid in summary["by_class"].values():
        assert {"launched", "leaked_mean", "leaked_ci95"} <= raid.keys()
