"""Whether a fire unit can shoot, and when it would meet."""

import math

import numpy as np
import pytest

from kalkan.doctrine.shot import (
    SETTLED,
    believed_class,
    fly_out_time,
    lateness,
    meeting,
    shot,
)
from kalkan.engine.kinds import FireReason, Guidance, KinematicGroup, TargetClass
from kalkan.engine.prepare import prepare
from unit.engine.small_battle import PACE, arena, believe

NOTHING = FireReason.NOTHING
GROUPS = KinematicGroup


def _battle(place, velocity, urgency=1e6, guidance=Guidance.COMMAND, **track):
    battle = arena()
    battle.model.plan.rounds.guidance[0] = guidance
    prepare(battle.model, battle.state)
    believe(battle, 0, place, velocity, urgency=urgency, **track)
    return battle


def _meeting(battle, start=5.0, harm=math.inf):
    plan, tracks = battle.model.plan, battle.state.belief.tracks
    return meeting(plan, tracks, start, harm, 0, 0, 0)


def _shot(battle, now=0.0):
    plan, belief = battle.model.plan, battle.state.belief
    return shot(plan, belief.tracks, belief.crews, now, 0, 0, 0)


def _scanned(battle, start, harm):
    """Return the first time at which a round is no longer late, by trying them all."""
    plan, tracks = battle.model.plan, battle.state.belief.tracks
    before = math.inf
    for time in np.arange(start, min(harm, start + 150.0), 0.05):
        late = lateness(plan, tracks, start, 0, 0, 0, float(time))
        if late <= 0.0 < before:
            return float(time), late
        before = late
    return math.inf, math.inf


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (GROUPS.BALLISTIC, TargetClass.SHORT_RANGE_BALLISTIC),
        (GROUPS.SLOW, TargetClass.ONE_WAY_DRONE),
        (GROUPS.CRUISE, TargetClass.CRUISE_MISSILE),
        (GROUPS.FAST, TargetClass.FIGHTER),
        (GROUPS.UNKNOWN, TargetClass.FIGHTER),
    ],
)
def test_believed_class__is_what_the_motion_suggests(group, expected):
    assert believed_class(group) == expected


# ------------------------------------------------------------------ the table


def _tabled(distance, height, table=None):
    plan = arena().model.plan
    if table is not None:
        plan.fly_out[0] = table
    return fly_out_time(plan.fly_out, plan.reach, plan.height, 0, distance, height)


@pytest.mark.parametrize("distance", [2e3, 11e3, 51e3, 99e3, 100e3])
@pytest.mark.parametrize("height", [30.0, 700.0, 12e3, 24e3])
def test_fly_out_time__is_bilinear(distance, height):
    plan = arena().model.plan
    plane = 3.0 + plan.reach[0][:, None] / 900.0 + plan.height[0][None, :] / 700.0
    expected = 3.0 + distance / 900.0 + height / 700.0
    assert _tabled(distance, height, plane) == pytest.approx(expected)


def test_fly_out_time__is_that_of_the_edge_below_the_table():
    assert _tabled(500.0, 9e3) == _tabled(2e3, 9e3)
    assert _tabled(50e3, 10.0) == _tabled(50e3, 30.0)


def test_fly_out_time__beyond_the_table_is_endless():
    assert _tabled(100.1e3, 9e3) == math.inf
    assert _tabled(50e3, 24.1e3) == math.inf


def test_fly_out_time__beside_a_place_out_of_reach_is_endless():
    plan = arena().model.plan
    table = plan.fly_out[0].copy()
    table[4, 3] = math.inf
    assert _tabled(90e3, 20e3, table) == math.inf
    assert _tabled(50e3, 20e3, table) < math.inf
    table = plan.fly_out[0].copy()
    table[:, 0] = math.inf  # nothing low, and that must not spoil the rows above
    assert _tabled(50e3, float(plan.height[0, 1]), table) < math.inf
    assert _tabled(50e3, 30.0, table) == math.inf


# ------------------------------------------------------------------ the meeting


@pytest.mark.parametrize(
    ("place", "velocity", "group"),
    [
        ((60e3, 5e3, 8e3), (-250.0, 0.0, 0.0), GROUPS.FAST),  # coming
        ((30e3, 40e3, 4e3), (50.0, -20.0, 0.0), GROUPS.SLOW),  # slow
        ((90e3, 0.0, 15e3), (-900.0, 0.0, 0.0), GROUPS.FAST),  # fast
        ((40e3, 0.0, 9e3), (250.0, 0.0, 0.0), GROUPS.FAST),  # going away
        ((20e3, -60e3, 6e3), (0.0, 600.0, 0.0), GROUPS.FAST),  # crossing
        ((70e3, 0.0, 60e3), (-700.0, 0.0, -300.0), GROUPS.BALLISTIC),
        ((20e3, 5e3, 40e3), (-100.0, 0.0, -700.0), GROUPS.BALLISTIC),
    ],
)
@pytest.mark.parametrize("harm", [math.inf, 110.0])
def test_meeting__is_where_trying_every_moment_finds_it(place, velocity, group, harm):
    battle = _battle(place, velocity, group=group)
    expected, late = _scanned(battle, 5.0, harm)
    time, reason = _meeting(battle, harm=harm)
    if late < -2.0 * SETTLED:  # it enters the envelope with rounds waiting for it
        assert reason == FireReason.OUT_OF_ENVELOPE
        assert time == math.inf
    elif expected == math.inf:
        assert reason != NOTHING
    else:
        assert reason == NOTHING
        assert expected - 0.05 <= time <= expected + SETTLED + 0.05


def test_meeting__is_where_round_and_track_are_at_once():
    battle = _battle((60e3, 0.0, 8e3), (-250.0, 0.0, 0.0))
    time, reason = _meeting(battle, start=5.0)
    assert reason == NOTHING
    x = 60e3 - 250.0 * time
    assert PACE * (time - 5.0) == pytest.approx(math.hypot(x, 8e3), rel=0.02)


def test_meeting__after_the_harm_is_too_late():
    battle = _battle((60e3, 0.0, 8e3), (-250.0, 0.0, 0.0))
    assert _meeting(battle, harm=40.0) == (math.inf, FireReason.TOO_LATE)
    assert _meeting(battle, harm=4.0) == (math.inf, FireReason.TOO_LATE)


def test_meeting__with_what_is_out_of_reach_is_none():
    far = _battle((300e3, 0.0, 8e3), (-100.0, 0.0, 0.0))
    assert _meeting(far) == (math.inf, FireReason.OUT_OF_ENVELOPE)
    gone = _battle((95e3, 0.0, 8e3), (900.0, 0.0, 0.0))
    assert _meeting(gone) == (math.inf, FireReason.OUT_OF_ENVELOPE)


def test_meeting__with_what_comes_later_waits():
    battle = _battle((200e3, 0.0, 8e3), (-900.0, 0.0, 0.0))
    plan, tracks = battle.model.plan, battle.state.belief.tracks
    entry = lateness(plan, tracks, 0.0, 0, 0, 0, 112.0)
    assert entry < -2.0 * SETTLED  # a round launched now would be there long before
    time, reason = meeting(plan, tracks, 0.0, math.inf, 0, 0, 0)
    assert (time, reason) == (math.inf, FireReason.OUT_OF_ENVELOPE)


@pytest.mark.parametrize(
    ("place", "group", "reached"),
    [
        ((101e3, 0.0, 8e3), GROUPS.FAST, False),
        ((99e3, 0.0, 8e3), GROUPS.FAST, True),
        ((50e3, 0.0, 8e3), GROUPS.BALLISTIC, False),  # 40 km for ballistic targets
        ((39e3, 0.0, 8e3), GROUPS.BALLISTIC, True),
        ((1e3, 0.0, 8e3), GROUPS.FAST, False),
        ((50e3, 0.0, 24e3), GROUPS.FAST, False),
        ((20e3, 0.0, -40.0), GROUPS.CRUISE, True),  # noise, and the curve of the Earth
        ((20e3, 0.0, -40.0), GROUPS.BALLISTIC, False),
    ],
)
def test_lateness__is_endless_outside_the_published_limits(place, group, reached):
    battle = _battle(place, (0.0, 0.0, 0.0), group=group)
    plan, tracks = battle.model.plan, battle.state.belief.tracks
    late = lateness(plan, tracks, 5.0, 0, 0, 0, 0.0)
    assert (late < math.inf) == reached


# ------------------------------------------------------------------ the shot


def test_shot__waits_for_the_reaction_and_hurries_for_the_harm():
    battle = _battle((60e3, 0.0, 8e3), (-250.0, 0.0, 0.0))
    assert _shot(battle) == _meeting(battle, start=5.0)
    battle.state.belief.tracks.urgency[0] = 20.0
    assert _shot(battle) == (math.inf, FireReason.TOO_LATE)


def test_shot__at_what_is_far_away_is_refused_at_once():
    battle = _battle((500e3, 0.0, 8e3), (-250.0, 0.0, 0.0))
    assert _shot(battle) == (math.inf, FireReason.OUT_OF_ENVELOPE)


def test_shot__needs_the_sector_of_the_guidance_radar():
    battle = _battle((60e3, 0.0, 8e3), (-250.0, 0.0, 0.0))
    sensors = battle.model.plan.sensors
    sensors.sector_half[0] = 0.5
    assert _shot(battle) == (math.inf, FireReason.OUT_OF_SECTOR)
    sensors.sector_centre[0] = math.radians(90.0)
    assert _shot(battle)[1] == NOTHING
    sensors.sector_centre[0] = math.radians(-240.0)
    assert _shot(battle)[1] == FireReason.OUT_OF_SECTOR
    sensors.sector_centre[0] = math.radians(-255.0)
    assert _shot(battle)[1] == NOTHING


@pytest.mark.parametrize("guidance", list(Guidance))
def test_shot__needs_line_of_sight_unless_the_round_sees(guidance):
    low = _battle((70e3, 0.0, -250.0), (0.0, 0.0, 0.0), guidance=guidance)
    own = guidance in (Guidance.ACTIVE, Guidance.INFRARED)
    assert _shot(low)[1] == (NOTHING if own else FireReason.RADAR_MASKED)
