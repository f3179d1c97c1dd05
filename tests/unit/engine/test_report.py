"""Plots on their way to the pictures."""

import math

import numpy as np
import pytest

from kalkan.engine.kinds import NONE, Grade, Iff
from kalkan.engine.path import Sky
from kalkan.engine.prepare import prepare
from kalkan.engine.report import REPLY_MISSED, Desk, Sight, answer, send, sigmas
from kalkan.physics.radar import angle_sigma, range_sigma
from unit.engine.small_battle import arena, fill

SIGHT = Sight(60e3, 1.0, 0.2, 30.0)
BOTH = int(Iff.CIVIL | Iff.MODE_5)


def _office(pictures=1, plots=64, sensors=1, **radar):
    battle = arena(picture=pictures, plot=plots, sensor=sensors)
    fill(battle.model.world.threats, iff=BOTH)
    fill(battle.model.plan.sensors, **radar)
    prepare(battle.model, battle.state)
    plan, state = battle.model.plan, battle.state
    belief = state.belief
    desk = Desk(
        state.key,
        belief.wiring,
        belief.plots,
        belief.waiting,
        state.spilled,
        state.counts,
    )
    world = battle.model.world
    sky = Sky(world.threats, world.knots, state.truth.threats)
    return desk, plan.sensors, belief.crews, sky


def _send(office, s=0, reply=0, time=12.5, scan=4):
    desk, sensors, crews, _ = office
    send(desk, sensors, crews, s, time, scan, SIGHT, reply)
    return desk.plots


def test_sigmas__come_from_signal_beam_and_resolution():
    _, sensors, _, _ = _office(beamwidth_azimuth=0.03, beamwidth_elevation=0.04)
    far, wide, high = sigmas(sensors, 0, SIGHT)
    assert far == range_sigma(30.0, 150.0)
    assert wide == pytest.approx(angle_sigma(30.0, 0.03) / math.cos(0.2))
    assert high == angle_sigma(30.0, 0.04)
    steep = sigmas(sensors, 0, SIGHT._replace(elevation=1.57))
    assert steep[1] == pytest.approx(10.0 * angle_sigma(30.0, 0.03))


def test_answer__is_what_is_carried_and_understood():
    desk, sensors, _, sky = _office(iff=int(Iff.CIVIL | Iff.MODE_4))
    replies = [answer(desk, sensors, sky, 0, 0, n) for n in range(1000)]
    assert set(replies) == {0, int(Iff.CIVIL)}
    assert replies.count(0) / 1000 == pytest.approx(REPLY_MISSED, abs=0.025)


def test_answer__is_nothing_where_the_radar_does_not_ask():
    desk, sensors, _, sky = _office(iff=0)
    assert not any(answer(desk, sensors, sky, 0, 0, n) for n in range(50))


def test_send__writes_what_was_seen_and_from_where():
    office = _office()
    plots, (desk, sensors, crews, _) = _send(office, reply=2), office
    assert desk.waiting[0] == desk.counts[2] == 1
    assert (plots.sensor[0], plots.scan[0], plots.reply[0]) == (0, 4, 2)
    np.testing.assert_array_equal(plots.measured[0], SIGHT[:3])
    np.testing.assert_array_equal(plots.sigma[0], sigmas(sensors, 0, SIGHT))
    np.testing.assert_array_equal(plots.origin[0], crews.position[0])
    np.testing.assert_array_equal(plots.axes[0], crews.axes[0])


def test_send__gives_each_picture_its_grade_and_delay():
    office = _office(pictures=3)
    deliveries = office[0].wiring.deliveries
    deliveries.grade[:, 0] = (Grade.TRACK, Grade.NOTHING, Grade.FIRE_CONTROL)
    deliveries.latency[:, 0] = (3.0, 9.0, 0.5)
    plots = _send(office)
    assert office[0].waiting[0] == 2
    assert plots.picture[:2].tolist() == [0, 2]
    assert plots.grade[:2].tolist() == [Grade.TRACK, Grade.FIRE_CONTROL]
    assert plots.time[:2].tolist() == [12.5, 12.5]
    assert plots.arrival[:2].tolist() == [15.5, 13.0]


def test_send__counts_what_finds_no_room():
    office = _office(plots=2)
    for _ in range(5):
        _send(office)
    assert office[0].waiting[0] == 2
    assert office[0].spilled[0] == 3


def test_asked__is_only_by_who_reads_all_that_the_picture_can():
    office = _office(sensors=3, pictures=1)
    office[1].iff[:] = (int(Iff.CIVIL), BOTH, 0)
    office[0].wiring.modes[:] = BOTH
    for s in range(3):
        plots = _send(office, s)
    assert plots.asked[:3].tolist() == [0, 1, 0]
    office[0].wiring.modes[:] = NONE
    assert _send(office, 1).asked[3] == 0
