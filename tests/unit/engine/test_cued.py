"""Agile radars look where cues say that something is."""

import math

import numpy as np
import pytest

from kalkan.engine import cued
from kalkan.engine.cued import REGISTRATION, SHARE, cued_period, region
from kalkan.engine.kinds import CueState
from kalkan.engine.prepare import prepare
from kalkan.engine.sense import sense
from unit.engine.small_battle import aloft, arena, fill, straight

PLACE = (60e3, 10e3, 8e3)


def field(place=PLACE, many=1, **radar):
    """Return a battle with a flyer, a radar that will not meet it soon, and a cue."""
    battle = arena(cue=2 * many, sensor=1)
    fill(battle.model.plan.sensors, period=1e3, sector_half=1.0, **radar)
    battle.model.plan.sensors.sector_centre[:] = math.pi / 2.0
    straight(battle.model, 0, place, (0.0, 0.0, 0.0), rcs=1e6)
    prepare(battle.model, battle.state)
    aloft(battle)
    belief = battle.state.belief
    battle.state.truth.looks.due[:] = battle.state.truth.radars.next_look[:] = 1e6
    belief.wiring.node_alive[:] = 1
    belief.wiring.node_picture[:] = 0
    fill(belief.wiring.deliveries, grade=3)
    for c in range(many):
        belief.cues.state[c], belief.cues.until[c] = CueState.TAKEN_UP, math.inf
        belief.cues.place[c], belief.cues.spread[c] = PLACE, 100.0
        belief.watches.due[c] = 0.0
    belief.cued[0] = many
    return battle


def looks(battle, first=0, last=20):
    """Return the times of the plots of some ticks."""
    for tick in range(first, last):
        sense(battle.model, battle.state, tick)
    belief = battle.state.belief
    return belief.plots.time[: belief.waiting[0]].tolist()


def test_cue__shortens_the_time_between_looks():
    battle = field()
    times = looks(battle)
    assert times[0] == 0.0
    half = region(battle.model.plan.sensors, battle.state.belief.cues, 0, 0, _away(), 0)
    wait = cued_period(battle.model.plan.sensors, 0, half, 1)
    assert wait < 0.01 * 1e3
    np.testing.assert_allclose(np.diff(times), wait)


def _away():
    x, y, z = PLACE
    return math.hypot(x, y, z - 20.0)


def test_looks__are_told_apart_and_measured_each_anew():
    battle = field()
    looks(battle)
    plots, many = battle.state.belief.plots, battle.state.belief.waiting[0]
    assert many > 2
    assert len(set(plots.scan[:many].tolist())) == many
    assert len(set(plots.measured[:many, 0].tolist())) == many


def test_flyer__outside_the_region_is_not_found():
    assert looks(field((60e3, -10e3, 8e3))) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"dwell_period": math.inf},
        {"range_max": 50e3},
        {"sector_half": 0.1},
    ],
)
def test_radar__that_cannot_look_there_does_not(fields):
    battle = field()
    fill(battle.model.plan.sensors, **fields)
    assert looks(battle) == []


def test_radar__that_is_silent_or_lost_or_elsewhere_does_not_look():
    for spoil in ("crews.radiating", "truth.alive", "picture", "underway"):
        battle = field()
        belief = battle.state.belief
        if spoil == "crews.radiating":
            belief.crews.radiating[:] = 0
        elif spoil == "truth.alive":
            battle.state.truth.radars.alive[:] = 0
        elif spoil == "picture":
            belief.wiring.node_picture[:] = 1
        else:
            belief.cues.state[:] = CueState.UNDERWAY
        assert looks(battle) == []


def test_radar__makes_up_for_no_look_that_it_could_not_take():
    battle = field()
    battle.state.truth.radars.alive[:] = 0
    assert looks(battle, 0, 40) == []
    battle.state.truth.radars.alive[:] = 1
    assert looks(battle, 40, 41) == [20.0]


def test_cues__share_the_time_that_is_kept_for_them():
    one, two = np.diff(looks(field())), np.diff(looks(field(many=2)))
    assert two.max() == pytest.approx(2.0 * one[0])


def test_cued_look__where_two_regions_meet_is_taken_once():
    battle = field(many=2)
    times = looks(battle, 0, 1)
    assert times.count(0.0) == 1


def test_region__grows_with_what_is_not_known():
    battle = field()
    sensors, cues = battle.model.plan.sensors, battle.state.belief.cues
    cues.drift[0] = 30.0
    fresh = region(sensors, cues, 0, 0, 60e3, 0.0)
    assert fresh == pytest.approx(math.atan2(REGISTRATION + 300.0, 60e3))
    assert region(sensors, cues, 0, 0, 60e3, 60.0) > 3.0 * fresh
    assert region(sensors, cues, 0, 0, 1e6, 0.0) == 0.01  # one beam


def test_period__is_that_of_the_sector_in_the_ratio_of_solid_angles():
    battle = field()
    sensors, half = battle.model.plan.sensors, 0.02
    part = (2.0 * half) ** 2 / (2.0 * 1.0 * 1.3)
    assert cued_period(sensors, 0, half, 1) == pytest.approx(1e3 * part / SHARE)
    sensors.period[:] = 10.0
    assert cued_period(sensors, 0, half, 1) == 1.0  # no quicker than it dwells
    assert cued_period(sensors, 0, 0.5, 1) == 10.0  # nor slower than it searches


def test_ballistic_cue__falls_in_the_meantime():
    battle = field()
    battle.state.belief.cues.falls[0] = 1
    x, y, z = PLACE
    low = (x, y, z - 0.5 * cued.FALL * 20.0**2)
    battle.model.world.knots.position[:] = low
    battle.state.truth.threats.position[:] = low
    assert looks(battle, 0, 1) == []
    assert looks(battle, 40, 41) != []
