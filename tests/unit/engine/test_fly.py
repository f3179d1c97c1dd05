"""Interceptors in the air, seen from the state alone."""

import math

import numpy as np
import pytest

from kalkan.engine.fly import fly
from kalkan.engine.kinds import (
    NONE,
    Aspect,
    Guidance,
    KinematicGroup,
    RoundFate,
    TrackStatus,
)
from kalkan.engine.model import Model
from kalkan.engine.state import State
from kalkan.physics.guidance import launch_velocity
from kalkan.physics.seekers import GLINT_SHARE
from unit.engine.build_belief import dormant
from unit.physics.build_round import FRAME, LONG, STILL

DT, LAST = 0.5, 300.0
PLACE, VELOCITY = (60e3, 5e3, 8e3), (-250.0, 40.0, 0.0)
NUMBER = 9


def _battle(place=PLACE, velocity=VELOCITY, lock=NONE, extent=0.0, **fields):
    """Return a model and a state: one round leaving, one flyer, one track of it."""
    model = dormant(Model, threat=1, knot=2)._replace(dt=DT, duration=900.0)
    state = dormant(State, threat=1, track=2)
    model.plan.frame[:] = FRAME
    for name, value in (LONG | fields).items():
        getattr(model.plan.rounds, name)[0] = value
    p, v = np.array(place), np.array(velocity)
    knots, kinds = model.world.knots, model.world.threats
    knots.time[1] = LAST
    knots.position[0], knots.position[1] = p, p + LAST * v
    knots.velocity[:] = v
    kinds.path_last[0], kinds.extent[0] = 1, extent
    state.truth.threats.pace[0] = 1.0
    rounds, tracks = state.truth.interceptors, state.belief.tracks
    state.fired[0] = 1
    rounds.fate[0], rounds.lock[0], rounds.id[0] = RoundFate.FLYING, lock, 77
    steep = float(model.plan.rounds.launch_elevation[0])
    rounds.velocity[0] = launch_velocity(FRAME, STILL, tuple(map(float, p)), steep)
    tracks.status[1], tracks.number[1] = TrackStatus.CONFIRMED, NUMBER
    tracks.estimate[1, :3], tracks.estimate[1, 3:] = p, v
    state.belief.engagements.track[0] = 1
    state.belief.engagements.number[0] = NUMBER
    return model, state


def _fought(model, state, ticks=400):
    for tick in range(ticks):
        fly(model, state, tick)
        if state.truth.interceptors.fate[0] != RoundFate.FLYING:
            break
    return state.truth.interceptors


def _miss(model, rounds):
    """Return the distance from the true flyer at the round's end."""
    knots = model.world.knots
    at = knots.position[0] + rounds.end[0] * knots.velocity[0]
    return float(np.linalg.norm(rounds.position[0] - at))


@pytest.mark.parametrize("lock", [NONE, 0])
def test_fly__meets_a_flyer_that_holds_its_course(lock):
    model, state = _battle(lock=lock)
    rounds = _fought(model, state)
    assert rounds.fate[0] == RoundFate.ARRIVED
    assert 30.0 < rounds.end[0] < 60.0
    assert rounds.time[0] == rounds.end[0]
    assert _miss(model, rounds) < 0.1
    relative = model.world.knots.velocity[0] - rounds.velocity[0]
    at = model.world.knots.position[0] + rounds.end[0] * model.world.knots.velocity[0]
    apart = at - rounds.position[0]
    assert abs(float(apart @ relative)) <= 1e-3 * np.linalg.norm(relative)


def test_fly__stops_at_the_end_of_each_tick():
    model, state = _battle()
    fly(model, state, 0)
    rounds = state.truth.interceptors
    assert rounds.time[0] == DT
    assert rounds.fate[0] == RoundFate.FLYING
    assert 35.0 < rounds.position[0, 2] < 45.0
    assert state.counts[5] == 5
    fly(model, state, 0)
    assert state.counts[5] == 5


def test_fly__begins_when_the_round_leaves():
    model, state = _battle()
    rounds = state.truth.interceptors
    rounds.launch[0] = rounds.time[0] = 0.3
    fly(model, state, 0)
    assert rounds.time[0] == DT
    assert 5.0 < rounds.position[0, 2] < 12.0


@pytest.mark.parametrize("fate", [RoundFate.READY, RoundFate.ARRIVED, RoundFate.KILLED])
def test_fly__leaves_alone_what_does_not_fly(fate):
    model, state = _battle()
    rounds = state.truth.interceptors
    rounds.fate[0] = fate
    fly(model, state, 0)
    assert rounds.fate[0] == fate
    assert rounds.time[0] == 0.0
    assert rounds.position[0].tolist() == [0.0, 0.0, 0.0]


def test_fly__follows_the_track_and_not_the_truth():
    model, state = _battle()
    state.belief.tracks.estimate[1, 1] += 3e3
    rounds = _fought(model, state)
    assert rounds.fate[0] == RoundFate.ARRIVED
    assert _miss(model, rounds) == pytest.approx(3e3, rel=0.02)


def test_fly__what_a_seeker_holds_outweighs_the_track():
    model, state = _battle(lock=0)
    state.belief.tracks.estimate[1, 1] += 3e3
    assert _miss(model, _fought(model, state)) < 0.1


def test_fly__meets_a_falling_target_by_its_group():
    place, velocity = (20e3, 0.0, 40e3), (-300.0, 0.0, -900.0)
    misses = []
    for group in (KinematicGroup.BALLISTIC, KinematicGroup.UNKNOWN):
        model, state = _battle(place, velocity, lift_area=math.inf)
        state.belief.tracks.group[1] = group
        rounds = _fought(model, state)
        t = rounds.end[0]
        fallen = np.array(place) + t * np.array(velocity) + [0.0, 0.0, -4.9 * t * t]
        misses.append(float(np.linalg.norm(rounds.position[0] - fallen)))
    assert misses[0] < 20.0  # the test's Earth is flat
    assert misses[1] > 1e3


def test_fly__homes_on_a_flyer_believed_to_fall():
    model, state = _battle(lock=0)
    state.belief.tracks.group[1] = KinematicGroup.BALLISTIC
    assert _miss(model, _fought(model, state)) < 0.5


def test_fly__glint_makes_it_miss_by_a_share_of_the_extent():
    misses = []
    for who in range(12):
        model, state = _battle(lock=0, extent=20.0)
        state.truth.interceptors.id[0] = who
        misses.append(_miss(model, _fought(model, state)))
    assert len(set(misses)) == 12
    assert 0.1 < np.mean(misses) / (20.0 * GLINT_SHARE) < 2.0


def test_fly__glint_belongs_to_round_and_flyer_and_age():
    ends = []
    for _ in range(2):
        model, state = _battle(lock=0, extent=20.0)
        ends.append(_fought(model, state).position[0].tolist())
    assert ends[0] == ends[1]


def _misses(many=12, aspect=Aspect.AIRCRAFT, rcs=1.0, extent=0.0, **fields):
    misses = []
    for who in range(many):
        model, state = _battle(lock=0, extent=extent, **fields)
        kinds = model.world.threats
        kinds.aspect[0], kinds.rcs[0], kinds.band_gain[0] = aspect, rcs, 1.0
        state.truth.interceptors.id[0] = who
        misses.append(_miss(model, _fought(model, state)))
    return np.array(misses)


def test_fly__a_missile_head_on_glints_less_than_what_has_wings():
    wings = _misses(extent=20.0)
    body = _misses(extent=20.0, aspect=Aspect.MISSILE)
    assert body.mean() < 0.75 * wings.mean()


@pytest.mark.parametrize("guidance", [Guidance.ACTIVE, Guidance.SEMI_ACTIVE])
def test_fly__noise_of_the_receiver_dies_out_near_the_target(guidance):
    noise = {"seeker_range": 20e3, "seeker_noise": 7e-3, "guidance": guidance}
    faint, bright = _misses(6, rcs=0.1, **noise), _misses(6, rcs=10.0, **noise)
    assert len(set(faint)) == 6
    assert 0.0 < bright.mean() < faint.mean() < 5.0
    assert _misses(1, rcs=0.0, **noise)[0] < 0.1


def test_fly__half_the_tick_changes_next_to_nothing():
    ends = []
    for dt in (0.5, 0.25):
        model, state = _battle()
        rounds = _fought(model._replace(dt=dt), state, 800)
        ends.append(rounds.end[0])
    assert ends[0] == pytest.approx(ends[1], abs=0.1)


@pytest.mark.parametrize("gone", ["number", "status"])
def test_fly__without_a_track_it_flies_on_until_it_is_spent(gone):
    model, state = _battle()
    for tick in range(40):
        fly(model, state, tick)
    if gone == "number":
        state.belief.tracks.number[1] = NUMBER + 1
    else:
        state.belief.tracks.status[1] = TrackStatus.FREE
    rounds = _fought(model, state, 600)
    assert rounds.fate[0] == RoundFate.UNGUIDED
    assert rounds.end[0] == rounds.time[0]
    assert rounds.end[0] > 30.0


def test_fly__a_seeker_needs_no_track():
    model, state = _battle(lock=0)
    state.belief.tracks.number[1] = NUMBER + 1
    assert _miss(model, _fought(model, state)) < 0.5


@pytest.mark.parametrize("lock", [NONE, 0])
@pytest.mark.parametrize("spent", [{"flight_time_max": 10.0}, {"speed_min": 1900.0}])
def test_fly__ends_unguided_when_it_is_spent(lock, spent):
    model, state = _battle(lock=lock, **spent)
    rounds = _fought(model, state)
    assert rounds.fate[0] == RoundFate.UNGUIDED
    assert 9.9 < rounds.end[0] < 25.0
