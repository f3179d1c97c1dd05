"""Who is taken for whom, and shot at, in whole battles."""

from functools import cache

import numpy as np
import pytest

from battle.field import INTERPRETED, Fought, fight, fresh, happenings
from kalkan.engine.kinds import Event, Identity, KinematicGroup
from kalkan.muster import Mustered

MANY = 2 if INTERPRETED else 10
STUDY = 4.0  #: in lane.yaml [s]
LANE = (
    "corridors: {{lane: {{route: [[39.60 deg, 35.80 deg], [39.00 deg, 35.00 deg], "
    "[38.60 deg, 34.48 deg]], width: 10 km, altitude: {{between: [8 km, 10 km]}}, "
    "for: {side}{more}}}}}"
)


def _quiet(army: Mustered) -> Mustered:
    """Leave no plot to chance that is not a flyer's."""
    army.model.plan.sensors.false_rate[:] = 0.0
    return army


def _fought(army: Mustered) -> list[Fought]:
    return [fight(army, replicate) for replicate in range(MANY)]


@cache
def lane(side: str = "", more: str = "", dead: float = 1.0, **words: str) -> Fought:
    """Return a battle over the lane; the airliner's transponder is dead or works."""
    edits = dict(words)
    if side:
        edits["corridors: none"] = LANE.format(side=side, more=more)
    army = _quiet(fresh("lane", "alone", **edits))
    army.model.world.threats.iff_failure[:] = dead
    return fight(army, 0)


def _ordered(one: Fought) -> list[float]:
    """Return when engagements were ordered [s]."""
    return [event.time for event in happenings(one.log, Event.ENGAGEMENT_ORDERED)]


def _identities(one: Fought, before: float = np.inf) -> set[int]:
    events = happenings(one.log, Event.TRACK_IDENTIFIED)
    return {event.detail for event in events if event.time < before}


def _met(one: Fought, path: str) -> int:
    """Return how many rounds met a flyer."""
    i = one.mustered.names.threats.index(path)
    victims = one.state.truth.interceptors.victim[: int(one.state.fired[0])]
    return int(np.sum(victims == i))


FIGHTER = 60.0  #: the enemy's start [s]


def test_airliner__that_answers_is_left_alone() -> None:
    one = lane(dead=0.0)
    assert _identities(one, FIGHTER) == {Identity.NEUTRAL}
    assert min(_ordered(one)) > FIGHTER
    assert _met(one, "traffic.airliner/1") == 0


def test_airliner__with_a_dead_transponder_is_taken_for_an_enemy() -> None:
    one = lane()
    assert _identities(one, FIGHTER) == {Identity.HOSTILE}
    assert min(_ordered(one)) < FIGHTER
    assert _met(one, "traffic.airliner/1") > 0


@pytest.mark.parametrize(
    ("side", "identity"), [("neutral", Identity.NEUTRAL), ("friend", Identity.FRIEND)]
)
def test_airliner__with_a_dead_transponder_is_safe_in_its_lane(side, identity) -> None:
    one = lane(side)
    assert _identities(one, FIGHTER) == {identity}
    assert _ordered(one) == [time for time in _ordered(one) if time > FIGHTER]
    assert _met(one, "traffic.airliner/1") == 0


def test_lane__that_is_not_open_protects_nobody() -> None:
    one = lane("neutral", ", open: {between: [9 min, 20 min]}")
    assert Identity.NEUTRAL not in _identities(one)
    assert _met(one, "traffic.airliner/1") > 0


def test_enemy__in_the_lane_is_believed_too() -> None:
    stopped, passed = lane(dead=0.0), lane("neutral", dead=0.0)
    assert _met(stopped, "raid.fighter/1") > 0
    assert _met(passed, "raid.fighter/1") == 0
    left = passed.state.truth.values.left[0]
    assert left <= stopped.state.truth.values.left[0]


def test_lane__flown_against_its_sense_protects_nobody() -> None:
    back = LANE.format(side="neutral", more=", one-way: true")
    west, east = "[39.60 deg, 35.80 deg]", "[38.60 deg, 34.48 deg]"
    back = back.replace(west, "x").replace(east, west).replace("x", east)
    army = _quiet(fresh("lane", "alone", **{"corridors: none": back}))
    army.model.world.threats.iff_failure[:] = 1.0
    one = fight(army, 0)
    assert _met(one, "traffic.airliner/1") > 0


@pytest.mark.parametrize("control", ["tight", "free", "hold"])
def test_friend__whose_mode_nobody_reads_lives_by_the_rules_alone(control) -> None:
    words = {"engagement: tight": f"engagement: {control}"}
    army = _quiet(fresh("friend", "deaf", **words))
    army.model.world.threats.iff_failure[:] = 0.0
    shots = [int(one.state.fired[0]) for one in _fought(army)]
    assert (sum(shots) > 0) == (control != "hold")


def test_rules__of_one_force_are_not_those_of_another() -> None:
    words = {"engagement: tight": "engagement: {all: free, deaf: hold}"}
    army = _quiet(fresh("friend", "deaf", **words))
    assert all(int(one.state.fired[0]) == 0 for one in _fought(army))


def test_friend__that_answers_is_not_shot_at_under_free_rules() -> None:
    words = {"engagement: tight": "engagement: free"}
    army = _quiet(fresh("friend", "reader", **words))
    army.model.world.threats.iff_failure[:] = 0.0
    for one in _fought(army):
        assert happenings(one.log, Event.TRACK_CONFIRMED)
        assert one.state.belief.opened[0] == 0


@pytest.mark.parametrize("time", [STUDY, 25.0])
def test_order__waits_until_the_track_is_classified(time) -> None:
    one = lane(**{"time: 4 s": f"time: {time:.0f} s", "tight": "free"})
    firm = {e.who: e.time for e in happenings(one.log, Event.TRACK_CONFIRMED)}
    known = {e.who: e.time for e in happenings(one.log, Event.TRACK_CLASSIFIED)}
    waits = [known[number] - firm[number] for number in known]
    assert waits
    assert min(waits) >= time
    assert max(waits) <= time + 2.0  # a command cycle, and the tick that logs it
    orders = happenings(one.log, Event.ENGAGEMENT_ORDERED)
    assert orders
    assert all(order.time >= known[order.whom] for order in orders)


def test_class__that_is_wrong_makes_an_enemy_of_who_does_not_answer() -> None:
    words = {"confusion: none": "confusion: {aircraft: {ballistic: 1}}"}
    wrong, right = lane("neutral", **words), lane("neutral")
    assert Identity.HOSTILE in _identities(wrong, FIGHTER)
    assert Identity.HOSTILE not in _identities(right, FIGHTER)
    believed = {e.detail for e in happenings(wrong.log, Event.TRACK_CLASSIFIED)}
    assert KinematicGroup.BALLISTIC in believed
    answers = lane("neutral", dead=0.0, **words)
    assert _identities(answers, FIGHTER) == {Identity.NEUTRAL}


def test_hold__is_kept_by_everybody() -> None:
    one = lane(**{"engagement: tight": "engagement: hold"})
    assert Identity.HOSTILE in _identities(one)
    assert int(one.state.fired[0]) == 0
