"""Options that share entities meet the same raid with the same luck."""

import numpy as np
import pytest

from battle.field import (
    INTERPRETED,
    SEED,
    Fought,
    bits,
    digest,
    fight,
    first_detections,
    load_catalogue,
    mustered,
    replaced,
    scenario_of,
    text_of,
)
from kalkan.engine.kinds import KillModel, RoundFate
from kalkan.muster import Mustered, muster

MANY = 3 if INTERPRETED else 40
LUCK = ("start", "pace", "drift", "end", "release", "lost", "transponder")


def army_of(name: str, option: str, world: int | None, *words: tuple[str, str]):
    text = replaced(text_of(name), *words)
    return muster(scenario_of(text), load_catalogue(), option, world, SEED)


def shared(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[list, list]:
    """Return where the names that two options share stand in each."""
    both = [name for name in one if name in other]
    return [one.index(name) for name in both], [other.index(name) for name in both]


def correlation(pairs: list[tuple[float, float]]) -> float:
    return float(np.corrcoef(np.array(pairs).T)[0, 1])


def pairs_of(armies: tuple[Mustered, Mustered]) -> list[tuple[Fought, Fought]]:
    return [
        (fight(armies[0], replicate), fight(armies[1], replicate))
        for replicate in range(MANY)
    ]


@pytest.mark.parametrize("world", [None, 4])
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("duel", ("alone", "apart")),
        pytest.param("strike", ("apart", "integrated"), marks=pytest.mark.compiled),
    ],
)
def test_flyers__start_and_fly_alike_in_every_option(
    name: str, options: tuple[str, str], world: int | None
) -> None:
    armies = [army_of(name, option, world) for option in options]
    here, there = shared(*(army.names.threats for army in armies))
    assert len(here) >= 3
    kinds = [army.model.world.threats for army in armies]
    for field in ("id", "rcs", "speed_spread", "cep", "start_high", "aim"):
        assert (getattr(kinds[0], field)[here] == getattr(kinds[1], field)[there]).all()
    for replicate in range(1 if INTERPRETED else 10):
        ends = [fight(army, replicate).state.truth.threats for army in armies]
        for luck in LUCK:
            drawn = getattr(ends[0], luck)[here], getattr(ends[1], luck)[there]
            assert (drawn[0] == drawn[1]).all(), luck


def test_shared_radar__sees_alike_whatever_else_is_listed() -> None:
    """Two options that hold fire differ by a battery: the first one listed."""
    hold = ("engagement: free", "engagement: hold")
    armies = (
        army_of("duel", "alone", None, hold),
        army_of("duel", "apart", None, hold),
    )
    # the added battery comes first: every index of what is shared has moved
    for listed in ("batteries", "sensors", "pictures"):
        alone, apart = (getattr(army.names, listed) for army in armies)
        assert (len(alone), len(apart)) == (1, 2)
        assert apart[1] == alone[0]
    times = []
    for one, other in pairs_of(armies):
        first, second = first_detections(one), first_detections(other)
        assert first == {pair: second[pair] for pair in first}
        times += [(time, second[pair]) for pair, time in first.items()]
    assert len(times) >= 3 * MANY
    assert correlation(times) > 0.999999


def test_detections__hang_together_though_the_battles_differ() -> None:
    armies = (mustered("duel", "alone"), mustered("duel", "apart"))
    times, rounds = [], []
    for one, other in pairs_of(armies):
        rounds.append((one.state.fired[0], other.state.fired[0]))
        second = first_detections(other)
        times += [
            (time, second[pair])
            for pair, time in first_detections(one).items()
            if pair in second
        ]
    assert any(a != b for a, b in rounds)  # not the same battle
    assert correlation(times) > 0.99


def shots(one: Fought) -> dict[tuple[str, int], tuple[float, str, int]]:
    """Return what became of the nth round to arrive at each flyer: when, type, fate."""
    rounds, names = one.state.truth.interceptors, one.mustered.names
    arrived = [k for k in range(int(one.state.fired[0])) if rounds.victim[k] >= 0]
    arrived.sort(key=lambda k: rounds.end[k])
    told: dict[tuple[str, int], tuple[float, str, int]] = {}
    shot = dict.fromkeys(names.threats, 0)
    for k in arrived:
        threat = names.threats[rounds.victim[k]]
        shot[threat] += 1
        told[threat, shot[threat]] = (
            float(rounds.end[k]),
            names.rounds[rounds.kind[k]],
            int(rounds.fate[k]),
        )
    return told


def test_kill_draws__belong_to_the_flyer_and_the_count_of_its_shots() -> None:
    armies = (mustered("duel", "alone"), mustered("duel", "apart"))
    for army in armies:  # an even chance tells most, wherever the round passes
        army.model.world.pk[:] = 0.5
        army.model.plan.rounds.kill_model[:] = KillModel.TABLE
    fates, later = [], 0
    for one, other in pairs_of(armies):
        first, second = shots(one), shots(other)
        for shot in first.keys() & second.keys():
            (when, kind, fate), (then, other_kind, other_fate) = (
                first[shot],
                second[shot],
            )
            assert kind == other_kind
            later += when != then
            fates.append((fate, other_fate))
    assert later > 0  # by other rounds, at other times
    assert len(fates) > MANY
    assert {fate for fate, _ in fates} == {RoundFate.KILLED, RoundFate.MISSED}
    assert correlation(fates) == pytest.approx(1.0)


@pytest.mark.compiled
def test_kill_draws__are_apart_for_other_flyers_shots_and_battles() -> None:
    army = mustered("duel", "apart")
    army.model.world.pk[:] = 0.5
    army.model.world.frailty[:] = 0.0
    told = [shots(fight(army, replicate)) for replicate in range(300)]

    def fates(threat: str, shot: int) -> dict[int, int]:
        return {
            n: one[threat, shot][2]
            for n, one in enumerate(told)
            if (threat, shot) in one
        }

    first, second = fates("raid.cruise/1", 1), fates("raid.cruise/2", 1)
    for one, other in (
        (first, second),
        (first, fates("raid.cruise/1", 2)),
        (first, {n - 1: fate for n, fate in first.items()}),
    ):
        both = [(one[n], other[n]) for n in one.keys() & other.keys()]
        assert len(both) > 25
        spread = np.array(both).std(axis=0)
        if spread.all():
            assert abs(correlation(both)) < 4.0 / np.sqrt(len(both))
        else:  # a second shot is taken only at what outlived the first
            assert {fate for fate, _ in both} == {RoundFate.MISSED}


def test_option__by_another_name_meets_the_same_luck() -> None:
    words = ("  alone:", "  other:"), ("default-option: alone", "default-option: apart")
    renamed = army_of("duel", "other", None, *words)
    one, other = fight(renamed, 1), fight(mustered("duel", "alone"), 1)
    assert digest(*bits(one.state)) == digest(*bits(other.state))
    assert digest(*bits(one.log)) == digest(*bits(other.log))
