"""What it changes whether air pictures are one, and what a picture can read."""

from functools import cache

import numpy as np

from battle.field import INTERPRETED, Fought, fight, fresh, happenings, mustered
from kalkan.engine.kinds import Event, Fate, Identity, RoundFate

MANY = 3 if INTERPRETED else 25
READER, DEAF = "reader", "deaf"


@cache
def duels(option: str) -> list[Fought]:
    """Return battles of two batteries in one place, no plot of which is false."""
    army = mustered("duel", option)
    army.model.plan.sensors.false_rate[:] = 0.0
    return [fight(army, replicate) for replicate in range(MANY)]


def doubled(one: Fought) -> int:
    """Return how many flyers were met by rounds of two batteries at one time."""
    rounds = one.state.truth.interceptors
    sought: dict[int, list[int]] = {}
    for event in happenings(one.log, Event.ROUND_ACQUIRED):
        sought.setdefault(event.whom, []).append(event.who)
    return sum(
        any(
            rounds.battery[k] < rounds.battery[n]
            and rounds.launch[k] < rounds.end[n]
            and rounds.launch[n] < rounds.end[k]
            for k in crowd
            for n in crowd
        )
        for crowd in sought.values()
    )


def test_batteries__that_do_not_talk_shoot_twice_at_one_flyer() -> None:
    apart = [doubled(one) for one in duels("apart")]
    linked = [doubled(one) for one in duels("linked")]
    assert np.mean(apart) >= 1.0
    assert np.mean(linked) < 0.25 * np.mean(apart)


def test_linked_batteries__spend_fewer_rounds() -> None:
    spent = {
        option: sum(int(one.state.fired[0]) for one in duels(option))
        for option in ("apart", "linked")
    }
    assert 0 < spent["linked"] < spent["apart"]


def test_pictures__hold_one_track_of_each_flyer() -> None:
    for option, pictures in (("apart", 2), ("linked", 1)):
        firm = [
            len(happenings(one.log, Event.TRACK_CONFIRMED)) for one in duels(option)
        ]
        assert pictures * 3 <= np.mean(firm) <= pictures * 3.3


@cache
def homecomings(option: str) -> list[Fought]:
    """Return battles in which all that is seen is a friend, who answers."""
    army = mustered("friend", option)
    army.model.plan.sensors.false_rate[:] = 0.0
    army.model.world.threats.iff_failure[:] = 0.0
    return [fight(army, replicate) for replicate in range(MANY)]


def identities(one: Fought) -> set[int]:
    return {event.detail for event in happenings(one.log, Event.TRACK_IDENTIFIED)}


def test_friend__is_known_where_its_answer_is_understood() -> None:
    for one in homecomings(READER):
        assert happenings(one.log, Event.TRACK_CONFIRMED)
        assert identities(one) == {Identity.FRIEND}
        assert one.state.belief.opened[0] == 0


def test_friend__may_be_taken_for_an_enemy_where_it_is_not() -> None:
    taken = [Identity.HOSTILE in identities(one) for one in homecomings(DEAF)]
    assert any(taken)
    assert not any(Identity.FRIEND in identities(one) for one in homecomings(DEAF))
    shot_at = [int(one.state.fired[0]) for one in homecomings(DEAF)]
    assert sum(shot_at) > 0
    assert all(
        hostile or not shots for hostile, shots in zip(taken, shot_at, strict=True)
    )


def test_friend__shot_down_is_told_as_such() -> None:
    dead = 0
    for one in homecomings(DEAF):
        names, rounds = one.mustered.names, one.state.truth.interceptors
        i = names.threats.index("traffic.friend/1")
        assert names.sides[i] == "friend"
        killed = [
            k
            for k in range(int(one.state.fired[0]))
            if rounds.fate[k] == RoundFate.KILLED
        ]
        fate = one.state.truth.threats.fate[i]
        assert fate == (Fate.KILLED if killed else Fate.UNHARMED)
        assert all(rounds.victim[k] == i for k in killed)
        dead += len(killed)
    assert dead > 0


def test_friend__whose_transponder_failed_is_a_stranger_to_all() -> None:
    army = mustered("friend", READER)
    army.model.plan.sensors.false_rate[:] = 0.0
    army.model.world.threats.iff_failure[:] = 1.0
    for replicate in range(1 if INTERPRETED else 5):
        one = fight(army, replicate)
        assert not one.state.truth.threats.transponder.any()
        assert Identity.FRIEND not in identities(one)


def test_tight_rules__hold_fire_on_what_is_not_known() -> None:
    """Under free rules the unknown are shot at, under tight ones only the hostile."""
    free = fresh("friend", READER, **{"engagement: tight": "engagement: free"})
    for army in (free, fresh("friend", READER)):
        army.model.plan.sensors.false_rate[:] = 0.0
        army.model.world.threats.iff_failure[:] = 1.0
        army.model.plan.sensors.iff[:] = 0  # nobody asks: it takes a while
        one = fight(army, 0)
        hostile = {
            event.who: event.time
            for event in happenings(one.log, Event.TRACK_IDENTIFIED)
            if event.detail == Identity.HOSTILE
        }
        orders = happenings(one.log, Event.ENGAGEMENT_ORDERED)
        assert orders
        early = [e for e in orders if e.time < hostile.get(e.whom, np.inf)]
        assert bool(early) == (army is free)
