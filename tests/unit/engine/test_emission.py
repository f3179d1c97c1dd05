"""Who radiates: what the crew waits for, what it hides from, and for how long."""

import math

import pytest

from kalkan.engine.emission import (
    HOMING_PASS,
    HOMING_SPEED,
    LATE,
    LINGER,
    TERMINAL,
    covers,
    emit,
    time_to_radar,
)
from kalkan.engine.kinds import (
    NONE,
    Emission,
    EngagementState,
    Grade,
    Identity,
    KinematicGroup,
    TrackStatus,
)
from kalkan.engine.view import is_blind
from unit.engine.small_battle import arena, believe, engage

NEAR, COMING = (60e3, 0.0, 9e3), (-600.0, 0.0, 0.0)
SHUT_DOWN = 45.0


@pytest.fixture
def battle():
    """Return a battle whose radar has stood silent for ever; nothing is there.

    Another radar feeds its picture.
    """
    battle = arena(sensor=2)
    crews = battle.state.belief.crews
    battle.model.plan.emissions.waits[0] = 1
    crews.radiating[0], crews.stirred[0], crews.since[0] = 0, -math.inf, -math.inf
    return battle


def radiates(battle, now):
    """Let the crew decide; return whether its radar radiates, and why."""
    battle.state.belief.now[0] = now
    emit(battle.model.plan, battle.state.belief)
    crews = battle.state.belief.crews
    return bool(crews.radiating[0]), Emission(crews.why[0])


# ------------------------------------------------------------------ waiting


def test_radar__that_was_told_nothing_radiates_always():
    battle = arena()
    believe(battle, 0, NEAR, COMING, urgency=100.0)
    for now in (1.0, 100.0, 1000.0):
        assert radiates(battle, now) == (True, Emission.STANDING)
    assert battle.state.belief.crews.since[0] == 0.0
    assert battle.state.belief.crews.review[0] == math.inf


def test_radar__that_waits_is_silent_while_there_is_nothing(battle):
    assert not radiates(battle, 500.0)[0]
    assert battle.state.belief.crews.review[0] == math.inf


def test_radar__that_waits_radiates_at_a_threatening_track(battle):
    believe(battle, 0, NEAR, COMING, time=10.0, urgency=100.0)
    assert radiates(battle, 10.0) == (True, Emission.TRACK)
    assert battle.state.belief.crews.since[0] == 10.0
    assert battle.state.belief.crews.review[0] == 10.0 + LINGER


@pytest.mark.parametrize(
    ("place", "fields"),
    [
        (NEAR, {"urgency": math.inf}),
        (NEAR, {"identity": Identity.FRIEND}),
        (NEAR, {"identity": Identity.NEUTRAL}),
        (NEAR, {"status": TrackStatus.TENTATIVE}),
        (NEAR, {"picture": 1}),
        ((310e3, 0.0, 12e3), {}),  # beyond its range
        ((60e3, 0.0, -250.0), {}),  # below its horizon
        ((-60e3, 0.0, 9e3), {}),  # behind its sector
    ],
)
def test_radar__that_waits_does_not_stir_for_less(place, fields):
    battle = arena(picture=2, track=4, sensor=2)
    sensors, crews = battle.model.plan.sensors, battle.state.belief.crews
    sensors.sector_centre[0], sensors.sector_half[0] = math.pi / 2, math.pi / 3
    crews.axes[0], crews.altitude[0] = sensors.axes[0], 20.0
    battle.model.plan.emissions.waits[0] = 1
    crews.radiating[0], crews.stirred[0] = 0, -math.inf
    j = 2 if "picture" in fields else 0
    believe(battle, j, place, COMING, **{"urgency": 100.0, **fields})
    assert not radiates(battle, 0.0)[0]
    believe(battle, 1, NEAR, COMING, urgency=100.0)
    assert radiates(battle, 0.0)[0]


def test_radar__falls_silent_when_there_has_been_nothing_for_a_while(battle):
    believe(battle, 0, NEAR, COMING, urgency=100.0)
    radiates(battle, 10.0)
    battle.state.belief.tracks.status[0] = TrackStatus.FREE
    assert radiates(battle, 9.0 + LINGER)[0]
    assert radiates(battle, 10.0 + LINGER) == (False, Emission.NOTHING_LEFT)
    assert battle.state.belief.crews.since[0] == 10.0 + LINGER
    assert battle.state.belief.crews.review[0] == math.inf


@pytest.mark.parametrize(
    "state",
    [EngagementState.ORDERED, EngagementState.FLYING, EngagementState.ASSESSING],
)
def test_radar__radiates_while_its_fire_unit_engages(battle, state):
    engage(battle, 0, state=state)
    assert radiates(battle, 1.0) == (True, Emission.ENGAGEMENT)
    battle.state.belief.engagements.state[0] = EngagementState.CLOSED
    assert radiates(battle, 2.0)[0]
    assert not radiates(battle, 1.0 + LINGER)[0]


def test_radar__is_not_bound_by_the_engagement_of_another():
    battle = arena(sensor=3, battery=2)
    battle.model.plan.batteries.radar[:] = (0, 1)
    battle.model.plan.emissions.waits[:2] = 1
    crews = battle.state.belief.crews
    crews.radiating[:2], crews.stirred[:2] = 0, -math.inf
    engage(battle, 0, battery=1)
    radiates(battle, 1.0)
    assert list(crews.radiating) == [0, 1, 1]


def test_order__keeps_a_radar_silent_until_its_time():
    battle = arena()
    crews, orders = battle.state.belief.crews, battle.model.plan.emissions
    orders.silent_until[0] = crews.barred[0] = 300.0
    crews.radiating[0] = 0
    engage(battle, 0)
    assert not radiates(battle, 299.0)[0]
    assert crews.review[0] == 300.0
    assert radiates(battle, 300.0) == (True, Emission.STANDING)
    assert crews.review[0] == math.inf


def test_order__holds_for_one_that_waits_as_well(battle):
    crews = battle.state.belief.crews
    battle.model.plan.emissions.silent_until[0] = crews.barred[0] = 300.0
    believe(battle, 0, NEAR, (0.0, 0.0, 0.0), urgency=100.0)
    assert not radiates(battle, 299.0)[0]
    assert radiates(battle, 300.0) == (True, Emission.TRACK)


def test_radar__that_is_lost_radiates_no_more():
    battle = arena()
    crews = battle.state.belief.crews
    crews.alive[0], crews.review[0] = 0, 7.0
    assert not radiates(battle, 5.0)[0]
    assert (crews.since[0], crews.review[0]) == (5.0, math.inf)


def test_radar__that_flies_waits_for_its_carrier():
    battle = arena()
    battle.model.plan.sensors.carrier[0] = 0
    battle.state.belief.crews.alive[0] = 0
    assert radiates(battle, 5.0)[0]


def test_covers__asks_for_range_sector_and_sight():
    battle = arena()
    plan, crews = battle.model.plan, battle.state.belief.crews
    crews.axes[0], crews.altitude[0] = plan.sensors.axes[0], 20.0
    assert covers(plan, crews, 0, *NEAR)
    assert covers(plan, crews, 0, 15e3, 0.0, 100.0)
    assert not covers(plan, crews, 0, 60e3, 0.0, -250.0)
    assert not covers(plan, crews, 0, 301e3, 0.0, 9e3)
    plan.sensors.sector_centre[0], plan.sensors.sector_half[0] = 0.0, 1.0
    assert not covers(plan, crews, 0, *NEAR)
    assert covers(plan, crews, 0, 0.0, 60e3, 9e3)


@pytest.mark.parametrize(
    ("lacks", "blind"),
    [
        ("nothing", False),
        ("radar", True),  # the one that feeds the picture is lost
        ("feeder", True),  # it waits too
        ("link", True),
        ("node", True),  # its own
    ],
)
def test_radar__that_waits_sees_for_itself_when_nobody_else_can(battle, lacks, blind):
    state, plan = battle.state, battle.model.plan
    wiring = state.belief.wiring
    if lacks == "radar":
        state.belief.crews.alive[1] = 0
    elif lacks == "feeder":
        plan.emissions.waits[1] = 1
    elif lacks == "link":
        wiring.deliveries.grade[0, 1] = Grade.CUE
    elif lacks == "node":
        wiring.node_picture[plan.sensors.node[0]] = NONE
    assert is_blind(plan, state.belief, 0) == blind
    assert radiates(battle, 5.0)[0] == blind
    assert (state.belief.crews.why[0] == Emission.BLIND) == blind


def test_radar__that_another_picture_can_cue_is_not_blind():
    battle = arena(picture=2, track=4)
    plan, belief = battle.model.plan, battle.state.belief
    plan.emissions.waits[0] = 1
    belief.wiring.cue_latency[:] = math.inf
    assert is_blind(plan, belief, 0)
    belief.wiring.cue_latency[0, 1] = 1.0  # the other way
    assert is_blind(plan, belief, 0)
    belief.wiring.cue_latency[1, 0] = 1.0
    assert not is_blind(plan, belief, 0)


@pytest.mark.parametrize(
    ("fields", "stirs"),
    [
        ({}, True),
        ({"number": 0}, False),
        ({"picture": 1}, False),
        ({"arrival": 11.0}, False),
        ({"until": 10.0}, False),
        ({"place": (310e3, 0.0, 12e3)}, False),
        ({"place": (60e3, 0.0, -250.0)}, False),
        ({"place": (310e3, 0.0, 12e3), "velocity": (-2e3, 0.0, 0.0)}, True),
    ],
)
def test_radar__that_waits_radiates_at_a_cue_within_its_cover(fields, stirs):
    battle = arena(picture=2, track=4, cue=3, sensor=2)
    crews, cues = battle.state.belief.crews, battle.state.belief.cues
    crews.altitude[0] = 20.0
    battle.model.plan.emissions.waits[0] = 1
    crews.radiating[0], crews.stirred[0] = 0, -math.inf
    given = {"number": 7, "time": 4.0, "arrival": 5.0, "until": 60.0, "place": NEAR}
    for name, value in {**given, **fields}.items():
        getattr(cues, name)[1] = value
    battle.state.belief.cued[0] = 1
    assert radiates(battle, 10.0)[0] == stirs
    assert (crews.why[0] == Emission.CUED) == stirs


# ------------------------------------------------------------------ hiding


@pytest.fixture
def hunted():
    """Return a battle whose radar hides from what homes on it; nothing is there."""
    battle = arena()
    battle.model.plan.emissions.hides[0] = SHUT_DOWN
    return battle


def coming(battle, left, j=0, **fields):
    """Let a fast track fly at the radar that reaches it in `left` seconds."""
    believe(battle, j, (600.0 * left, 0.0, 9e3), COMING, **fields)


@pytest.mark.parametrize(
    ("place", "velocity", "fields", "expected"),
    [
        ((30e3, 0.0, 9e3), (-600.0, 0.0, 0.0), {}, 50.0),
        ((30e3, 0.0, 9e3), (-600.0, 0.0, -100.0), {}, 50.0),
        ((30e3, 0.9 * HOMING_PASS, 9e3), (-600.0, 0.0, 0.0), {}, 50.0),
        ((0.0, -30e3, 9e3), (0.0, 750.0, 0.0), {}, 40.0),
        ((33e3, 0.0, 9e3), (-600.0, 0.0, 0.0), {"time": -5.0}, 50.0),
        ((30e3, 1.1 * HOMING_PASS, 9e3), (-600.0, 0.0, 0.0), {}, math.inf),
        ((30e3, 0.0, 9e3), (600.0, 0.0, 0.0), {}, math.inf),
        ((30e3, 0.0, 9e3), (-0.99 * HOMING_SPEED, 0.0, 0.0), {}, math.inf),
        ((30e3, 0.0, 9e3), (0.0, 0.0, -600.0), {}, math.inf),
        ((30e3, 0.0, 9e3), COMING, {"group": KinematicGroup.BALLISTIC}, math.inf),
        ((30e3, 0.0, 9e3), COMING, {"identity": Identity.FRIEND}, math.inf),
        ((30e3, 0.0, 9e3), COMING, {"identity": Identity.NEUTRAL}, math.inf),
        ((30e3, 0.0, 9e3), COMING, {"status": TrackStatus.TENTATIVE}, math.inf),
        ((30e3, 0.0, 9e3), COMING, {"believed_dead": 1}, math.inf),
    ],
)
def test_time_to_radar__is_of_what_is_fast_and_comes_straight(
    place, velocity, fields, expected
):
    battle = arena()
    believe(battle, 0, place, velocity, **fields)
    belief = battle.state.belief
    left = time_to_radar(belief.tracks, belief.crews, 0, 0, 0.0)
    assert left == pytest.approx(expected)


def test_radar__hides_no_sooner_than_its_silence_lasts_until_the_missile_is_down(
    hunted,
):
    coming(hunted, SHUT_DOWN + 2.0)
    assert radiates(hunted, 0.0)[0]
    assert radiates(hunted, 3.0) == (False, Emission.HIDING)
    crews = hunted.state.belief.crews
    assert crews.barred[0] == 3.0 + max(SHUT_DOWN, SHUT_DOWN - 1.0 + LATE)
    assert crews.review[0] == crews.barred[0]


def test_radar__comes_back_when_its_time_is_up(hunted):
    coming(hunted, 10.0)
    radiates(hunted, 0.0)
    hunted.state.belief.tracks.status[0] = TrackStatus.FREE
    assert not radiates(hunted, SHUT_DOWN - 1.0)[0]
    assert radiates(hunted, SHUT_DOWN) == (True, Emission.STANDING)
    assert hunted.state.belief.crews.since[0] == SHUT_DOWN


def test_radar__hides_on_while_another_comes(hunted):
    coming(hunted, 10.0)
    radiates(hunted, 0.0)
    hunted.state.belief.tracks.status[0] = TrackStatus.FREE
    coming(hunted, 60.0, j=1)
    assert not radiates(hunted, 20.0)[0]  # 40 s to go: it will not be back before
    assert hunted.state.belief.crews.barred[0] == 60.0 + LATE
    assert not radiates(hunted, SHUT_DOWN)[0]


def test_radar__without_the_reaction_goes_on():
    battle = arena()
    coming(battle, 10.0)
    assert radiates(battle, 0.0)[0]


@pytest.mark.parametrize(
    ("fields", "stays"),
    [
        ({"due": 5.0}, True),
        ({"due": 0.0}, True),
        ({"due": TERMINAL + 1.0}, False),  # not yet at its end
        ({"due": -1.0}, False),  # it should have met
        ({"due": 5.0, "flying": 0}, False),
        ({"due": 5.0, "state": EngagementState.ORDERED}, False),
        ({"due": 5.0, "number": 77}, False),  # of another track
        ({"due": 5.0, "track": 1}, False),
    ],
)
def test_radar__sees_its_own_round_through_to_the_missile(hunted, fields, stays):
    coming(hunted, 20.0)
    engage(hunted, 0, **fields)
    assert radiates(hunted, 0.0)[0] == stays


def test_radar__does_not_see_a_round_through_that_comes_after_the_missile(hunted):
    coming(hunted, 4.0)
    engage(hunted, 0, due=5.0)
    assert not radiates(hunted, 0.0)[0]


def test_radar__hides_though_the_round_of_another_is_about_to_meet():
    battle = arena(sensor=2, battery=2)
    battle.model.plan.batteries.radar[:] = (0, 1)
    battle.model.plan.emissions.hides[0] = SHUT_DOWN
    coming(battle, 20.0)
    engage(battle, 0, battery=1, due=5.0)
    assert not radiates(battle, 0.0)[0]
