"""Two tracks of one target become one; two targets stay two."""

import math

import numpy as np
import pytest

from kalkan._record import unwrap
from kalkan.engine.kinds import EngagementState, Identity, KinematicGroup, TrackStatus
from kalkan.engine.track import track
from kalkan.engine.upkeep import SURE
from unit.engine.build_belief import DT, add_plot, held, picture

CONFIRMED = TrackStatus.CONFIRMED
PLACE, SPEED = np.array([20e3, 90e3, 8e3]), np.array([-200.0, -150.0, 0.0])


def _twins(offset=(60.0, -40.0, 30.0), **options):
    """Return a picture with two firm tracks, seen at 20 s by different looks."""
    model, state = picture(periods=(2.0, 2.0), **options)
    tracks = state.belief.tracks
    state.belief.used[:] = state.belief.slots[:, 1]
    for i in range(2):
        tracks.status[i], tracks.number[i] = CONFIRMED, 5 + i
        tracks.estimate[i] = np.r_[PLACE + np.multiply(i, offset), SPEED]
        tracks.covariance[i] = np.diag([150.0**2] * 3 + [20.0**2] * 3).ravel()
        tracks.time[i] = tracks.updated[i] = tracks.apart[i] = 20.0
        tracks.interval[i], tracks.hits[i] = 2.0, 4 + i
        tracks.last_sensor[i], tracks.last_scan[i] = i, 9
        tracks.agility[i] = 4.0
        tracks.score[i], tracks.fire_control[i] = SURE, -math.inf
        model.plan.sensors.period[:] = 99.0  # none is dropped meanwhile
    return model, state


def _wait(model, state, first, last):
    for tick in range(round(first / DT), round(last / DT)):
        track(model, state, tick)


def test_merge__waits_four_intervals():
    model, state = _twins()
    _wait(model, state, 20.0, 28.0)
    assert held(state) == [0, 1]
    _wait(model, state, 28.0, 31.0)
    assert held(state) == [0]
    assert state.belief.tracks.number[0] == 5
    assert state.belief.tracks.hits[0] == 9


@pytest.mark.parametrize("older", [0, 1])
def test_merge__keeps_the_older_number_and_the_better_estimate(older):
    model, state = _twins()
    tracks, newer = state.belief.tracks, 1 - older
    tracks.number[older], tracks.number[newer] = 5, 6
    tracks.covariance[newer] *= 0.5
    tracks.group[newer] = KinematicGroup.FAST
    tracks.updated[newer], tracks.time[newer] = 24.5, 20.2
    tracks.identity[newer] = Identity.HOSTILE
    tracks.dwell[newer], tracks.dwell_sensor[newer] = 99.0, 1
    best = tracks.estimate[newer].copy()
    _wait(model, state, 20.0, 31.0)
    assert held(state) == [older]
    assert tracks.number[older] == 5
    np.testing.assert_array_equal(tracks.estimate[older], best)
    assert (tracks.time[older], tracks.updated[older]) == (20.2, 24.5)
    assert tracks.last_sensor[older] == newer
    assert tracks.identity[older] == Identity.HOSTILE
    assert (tracks.dwell[older], tracks.dwell_sensor[older]) == (99.0, 1)
    assert tracks.dwell[newer] == math.inf


def test_merge__keeps_the_estimate_of_the_older_when_it_is_better():
    model, state = _twins()
    tracks = state.belief.tracks
    tracks.covariance[0] *= 0.5
    tracks.believed_dead[:2] = (1, 0)
    best = tracks.estimate[0].copy()
    _wait(model, state, 20.0, 31.0)
    np.testing.assert_array_equal(tracks.estimate[0], best)
    assert tracks.believed_dead[0] == 0


def test_merge__takes_engagements_along():
    model, state = _twins(engagement=3)
    belief = state.belief
    belief.opened[0] = 3
    belief.engagements.state[:] = EngagementState.FLYING
    belief.engagements.track[:], belief.engagements.number[:] = (0, 1, 1), (5, 6, 3)
    belief.tracks.engaged[:2] = 1
    _wait(model, state, 20.0, 31.0)
    assert belief.engagements.track.tolist() == [0, 0, 1]
    assert belief.engagements.number.tolist() == [5, 5, 3]
    assert belief.tracks.engaged[0] == 2


@pytest.mark.parametrize("offset", [(2000.0, 0.0, 0.0), (9e3, 0.0, 0.0)])
def test_merge__leaves_tracks_that_differ(offset):
    model, state = _twins(offset)
    _wait(model, state, 20.0, 40.0)
    assert held(state) == [0, 1]
    assert state.belief.tracks.apart[0] > 38.0


def test_merge__leaves_tracks_of_other_speed():
    model, state = _twins()
    state.belief.tracks.estimate[1, 3:] += (0.0, 0.0, 120.0)
    state.belief.tracks.estimate[1, :3] -= (0.0, 0.0, 120.0 * 10.0)
    _wait(model, state, 29.0, 32.0)
    assert held(state) == [0, 1]


def test_merge__leaves_two_targets_that_one_look_tells_apart():
    model, state = _twins()
    tracks = state.belief.tracks
    tracks.last_sensor[:2] = 0
    _wait(model, state, 20.0, 40.0)
    assert held(state) == [0, 1]


def test_merge__makes_one_of_three():
    model, state = _twins()
    rows = unwrap(state.belief.tracks)
    rows[2] = rows[1]
    rows["number"][2], rows["last_scan"][2] = 7, 10
    _wait(model, state, 20.0, 31.0)
    assert held(state) == [0]
    assert rows["hits"][0] == 14


def test_merge__leaves_pictures_alone():
    model, state = _twins(pictures=2, tracks=4)
    rows = unwrap(state.belief.tracks)
    rows[4], rows["status"][1] = rows[1], TrackStatus.FREE
    rows["picture"][4] = 1
    _wait(model, state, 20.0, 40.0)
    assert held(state) == [0, 4]


def test_merge__compares_falling_tracks_at_one_time():
    """One seen 4 s before the other has 4 s more to fall."""
    model, state = _twins()
    tracks = state.belief.tracks
    tracks.group[:2] = KinematicGroup.BALLISTIC
    high, up = np.array([0.0, 0.0, 60e3]), np.array([900.0, 0.0, 400.0])
    tracks.covariance[:2] = np.diag([30.0**2] * 3 + [5.0**2] * 3).ravel()
    tracks.estimate[0] = np.r_[high, up]
    fallen = high + 4.0 * up - [0.0, 0.0, 0.5 * 9.63 * 16.0]
    tracks.estimate[1] = np.r_[fallen, up - [0.0, 0.0, 4.0 * 9.63]]
    tracks.time[1] = 24.0
    _wait(model, state, 24.0, 31.0)
    assert held(state) == [0]


def test_merge__does_not_touch_a_formation_that_is_seen():
    model, state = picture(periods=(4.0, 4.0))
    rng = np.random.default_rng(3)
    for k in range(20):
        for sensor in range(2):
            time = 4.0 * k + 2.0 * sensor
            for target in range(2):
                place = PLACE + [0.0, 0.0, 700.0 * target] + time * SPEED
                noise = rng.normal(size=3)
                add_plot(model, state, place, time, sensor=sensor, scan=k, noise=noise)
        _wait(model, state, 4.0 * k, 4.0 * k + 4.0)
    assert len(held(state, CONFIRMED)) == 2
    assert state.belief.tracks.number[held(state, CONFIRMED)].tolist() == [1, 2]
