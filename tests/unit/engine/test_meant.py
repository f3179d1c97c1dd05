"""Whom an order meant: the nearest within the gate, and what it stood on."""

import math

import numpy as np
import pytest

from kalkan.engine.kinds import (
    NONE,
    EngagementState,
    Event,
    Fate,
    Ground,
    Identity,
    Iff,
    KinematicGroup,
)
from kalkan.engine.meant import AFTERMATH, FLOOR, GATE
from kalkan.engine.record import record
from unit.engine.small_battle import aloft, arena, believe, engage

NOW = 100.0


@pytest.fixture
def battle():
    """Two flyers in the air, 4 km apart, standing still; a track on the first."""
    battle = arena(threat=2)
    battle.state.belief.now[0] = NOW
    for i in range(2):
        aloft(battle, i)
        battle.state.truth.threats.position[i] = (4e3 * i, 0.0, 8e3)
    believe(battle, 0, (0.0, 0.0, 8e3), time=NOW, identity=Identity.HOSTILE)
    return battle


def _said(battle):
    """Return the flyer and the ground of the first order."""
    if battle.state.belief.opened[0] == 0:
        engage(battle, 0, ordered=NOW, state=EngagementState.ORDERED)
    record(battle.model, battle.state, battle.log)
    log = battle.log
    (at,) = np.flatnonzero(log.kind[: log.length[0]] == Event.ENGAGEMENT_AT)
    assert (log.time[at], log.who[at]) == (NOW, 0)
    return int(log.whom[at]), int(log.detail[at])


def _place(battle, x, sigma=0.0):
    """Put the track so far east, with so large an error along every axis."""
    tracks = battle.state.belief.tracks
    tracks.estimate[0, 0] = x
    tracks.covariance[0, [0, 7, 14]] = sigma**2


def test_meant__is_the_nearest_within_the_gate(battle):
    _place(battle, 100.0)
    assert _said(battle) == (0, Ground.HOSTILE)


@pytest.mark.parametrize("sigma", [0.0, 500.0])
@pytest.mark.parametrize("share", [0.999, 1.001])
def test_meant__gate_is_three_sigma_and_a_floor(battle, sigma, share):
    battle.state.truth.threats.aloft[1] = 0
    _place(battle, -share * math.hypot(GATE * sigma, FLOOR), sigma)
    assert _said(battle)[0] == (0 if share < 1.0 else NONE)


def test_meant__counts_error_in_its_direction(battle):
    """Off by 3 km where the track errs by 2 km, and by 2.5 km where it is exact."""
    threats = battle.state.truth.threats
    threats.position[0], threats.position[1] = (3e3, 0.0, 8e3), (0.0, 2.5e3, 8e3)
    battle.state.belief.tracks.covariance[0, 0] = 2e3**2
    assert _said(battle)[0] == 0


def test_meant__carries_the_track_forward(battle):
    believe(battle, 0, (4e3 - 2e3, 0.0, 8e3), (200.0, 0.0, 0.0), time=NOW - 10.0)
    assert _said(battle)[0] == 1


def test_meant__lets_a_ballistic_track_fall(battle):
    fallen = 0.5 * 9.8 * 30.0**2
    battle.state.truth.threats.position[1] = (0.0, 0.0, 20e3 - fallen)
    group = KinematicGroup.BALLISTIC
    believe(battle, 0, (0.0, 0.0, 20e3), time=NOW - 30.0, group=group)
    battle.state.belief.tracks.believed[0] = group
    assert _said(battle) == (1, Ground.HOSTILE | Ground.BALLISTIC)


def test_meant__is_nobody_where_nobody_ever_flew(battle):
    _place(battle, -50e3)
    battle.state.belief.tracks.asked[0] = 2
    assert _said(battle) == (NONE, Ground.HOSTILE | Ground.ASKED)


def _kill(battle, i, ago):
    threats = battle.state.truth.threats
    threats.fate[i], threats.aloft[i], threats.fate_time[i] = Fate.KILLED, 0, NOW - ago
    battle.state.belief.now[0] = NOW - ago
    record(battle.model, battle.state, battle.log)
    battle.state.belief.now[0] = NOW


def test_meant__is_one_that_has_ceased_to_fly_where_nobody_flies(battle):
    battle.state.truth.threats.velocity[0] = (200.0, 0.0, 0.0)
    _kill(battle, 0, ago=12.0)
    _place(battle, -3e3)
    battle.state.truth.threats.position[0] = (-3e3 - 12.0 * 200.0, 0.0, 8e3)
    assert _said(battle) == (0, Ground.HOSTILE | Ground.GONE)


def test_meant__prefers_one_that_flies(battle):
    _kill(battle, 0, ago=1.0)
    _place(battle, 4e3 - 900.0)
    battle.state.truth.threats.position[0] = (4e3 - 900.0, 0.0, 8e3)
    assert _said(battle) == (1, Ground.HOSTILE)


@pytest.mark.parametrize("over", [-0.5, 0.5])
def test_meant__forgets_after_a_time(battle, over):
    _kill(battle, 0, ago=AFTERMATH + over)
    assert _said(battle)[0] == (0 if over < 0.0 else NONE)


def test_meant__is_nobody_who_has_not_set_out(battle):
    threats = battle.state.truth.threats
    threats.fate[0], threats.aloft[0] = Fate.PENDING, 0
    assert _said(battle)[0] == NONE


@pytest.mark.parametrize(
    ("carried", "answers", "ground"),
    [
        (0, 0, 0),
        (Iff.CIVIL, Iff.CIVIL, Ground.CARRIES | Ground.WORKS | Ground.READABLE),
        (Iff.CIVIL, 0, Ground.CARRIES | Ground.READABLE),
        (Iff.MODE_5, Iff.MODE_5, Ground.CARRIES | Ground.WORKS),
        (Iff.MODE_5, 0, Ground.CARRIES),
    ],
)
def test_ground__says_what_its_transponder_could(battle, carried, answers, ground):
    battle.model.plan.sensors.iff[0] = Iff.CIVIL
    battle.model.world.threats.iff[0] = carried
    battle.state.truth.threats.transponder[0] = answers
    battle.state.belief.tracks.identity[0] = Identity.UNKNOWN
    assert _said(battle) == (0, ground)


def test_ground__counts_living_radars_that_tell_the_picture():
    for lost, told in ((0, 3), (1, 3), (0, 0)):
        battle = arena(threat=1, sensor=2)
        battle.state.belief.now[0] = NOW
        aloft(battle)
        battle.state.truth.threats.position[0] = (0.0, 0.0, 8e3)
        believe(battle, 0, (0.0, 0.0, 8e3), time=NOW)
        battle.model.plan.sensors.iff[1] = Iff.MODE_5
        battle.model.world.threats.iff[0] = Iff.MODE_5
        battle.state.belief.wiring.deliveries.grade[0, 1] = told
        battle.state.belief.crews.alive[1] = 1 - lost
        reads = told and not lost
        expected = Ground.CARRIES | (Ground.READABLE if reads else 0)
        assert _said(battle) == (0, expected)
