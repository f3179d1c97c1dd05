"""The cheap tests before the dear one: they may let through, never keep out."""

import math

import numpy as np
import pytest

from kalkan.engine.foresight import expect, falls
from kalkan.engine.gates import gather, list_track, near_pairs, place_tracks
from kalkan.engine.grouping import turning
from kalkan.engine.kinds import TrackStatus
from kalkan.physics.gating import GATE_2, GATE_3, mahalanobis2
from kalkan.physics.imm import imm_adopt
from unit.engine.build_belief import add_plot, picture

FLAT_SIGMA = (80.0, 4e-3, math.inf)


def _sky(rng, many, **options):
    """Return a picture with tracks of all ages and doubts, listed in no order."""
    model, state = picture(tracks=many, plots=256, pairs=16384, **options)
    tracks = state.belief.tracks
    for i in range(many):
        place = np.r_[rng.uniform(-80e3, 80e3, 2), rng.uniform(0.0, 30e3)]
        speed = rng.normal(size=3) * (250.0, 250.0, 30.0)
        tracks.estimate[i] = np.r_[place, speed]
        root = rng.normal(size=(6, 6)) * ([200.0] * 3 + [15.0] * 3)
        tracks.covariance[i] = (root.T @ root).ravel()
        tracks.time[i] = 100.0 - rng.uniform(0.0, 12.0)
        tracks.hits[i], tracks.status[i] = 5, TrackStatus.CONFIRMED
        tracks.ceiling[i] = tracks.agility[i] = 200.0
        tracks.interval[i] = 4.0
        means, spreads = tracks.means[i], tracks.spreads[i]
        estimate, covariance = tracks.estimate[i], tracks.covariance[i]
        imm_adopt(means, spreads, tracks.weights[i], estimate, covariance, False)
    state.belief.used[0] = many
    state.belief.scratch.located[:, 1] = math.inf
    return model, state


def _found(model, state, count, now):
    belief = state.belief
    belief.scratch.due.plot[:count], belief.scratch.due.taken[:count] = range(count), 0
    many = gather(model.plan.sensors, belief, 0, count)
    assert many == count
    place_tracks(belief, 0, many, now)
    pairs, scratch = belief.scratch.pairs, belief.scratch
    return {
        (
            int(scratch.due.plot[scratch.sighted.due[pairs.near_plot[q]]]),
            int(scratch.held.track[pairs.near_track[q]]),
        )
        for q in range(near_pairs(belief, 0, many))
    }


def _within(model, belief, i, k):
    """Return whether a plot is inside the wide or the usual gate of a track."""
    tracks, plots, mean = belief.tracks, belief.plots, np.zeros(6)
    dt = plots.time[k] - tracks.time[i]
    usual = expect(tracks, i, dt, mean)
    gate = GATE_3 if plots.sigma[k, 2] < math.inf else GATE_2
    return any(
        mahalanobis2(
            mean, tracks.covariance[i], model.plan.frame, dt, psd, falls(tracks, i),
            plots.origin[k], plots.axes[k], plots.measured[k], plots.sigma[k],
        )[0] <= gate
        for psd in (usual, turning(tracks, i, dt))
    )  # fmt: skip


@pytest.mark.parametrize("sigma", [(60.0, 3e-3, 3e-3), FLAT_SIGMA])
@pytest.mark.parametrize("count", [3, 40])
@pytest.mark.parametrize("age", [0.3, 25.0])
def test_near_pairs__miss_nothing_that_is_within_a_gate(sigma, count, age):
    rng = np.random.default_rng(count)
    model, state = _sky(rng, 60)
    tracks, inside = state.belief.tracks, 0
    for _ in range(count):
        i = int(rng.integers(60))
        time = 100.0 - age * rng.uniform(0.5, 1.0)
        mean = tracks.estimate[i]
        place = mean[:3] + (time - tracks.time[i]) * mean[3:]
        place = place + rng.normal(size=3) * rng.choice([100.0, 900.0])
        add_plot(model, state, place, time, sigma=sigma, origin=(5e3, 2e3, 50.0))
    found = _found(model, state, count, 100.0)
    for k in range(count):
        for i in range(60):
            if _within(model, state.belief, i, k):
                inside += 1
                assert (k, i) in found
    assert inside > count // 3


def test_near_pairs__are_few_in_a_full_sky():
    rng = np.random.default_rng(3)
    model, state = _sky(rng, 100)
    for _ in range(50):
        place = np.r_[rng.uniform(-80e3, 80e3, 2), rng.uniform(0.0, 30e3)]
        add_plot(model, state, place, 99.8)
    assert len(_found(model, state, 50, 100.0)) < 0.2 * 50 * 100


def test_gather__sorts_by_range_and_takes_one_look():
    model, state = picture()
    for far, scan in [(50e3, 1), (20e3, 1), (30e3, 2), (40e3, 1)]:
        add_plot(model, state, (0.0, far, 5e3), 0.1, scan=scan)
    belief = state.belief
    belief.scratch.due.plot[:4] = range(4)
    assert gather(model.plan.sensors, belief, 0, 4) == 3
    sighted = belief.scratch.sighted
    assert sighted.due[:3].tolist() == [1, 3, 0]
    assert belief.scratch.due.taken[:4].tolist() == [1, 1, 0, 1]
    assert np.all(np.diff(sighted.distance[:3]) > 0.0)


def test_gather__knows_that_a_given_height_says_nothing():
    for height, sigma, expected in [
        (1, (50.0, 2e-3, 2e-3), 1),
        (0, (50.0, 2e-3, 2e-3), 0),
        (1, FLAT_SIGMA, 0),
    ]:
        model, state = picture()
        model.plan.sensors.has_height[:] = height
        add_plot(model, state, (0.0, 50e3, 5e3), 0.1, sigma=sigma)
        gather(model.plan.sensors, state.belief, 0, 1)
        assert state.belief.scratch.sighted.height[0] == expected


def test_list_track__replaces_the_one_whose_slot_was_taken():
    model, state = _sky(np.random.default_rng(1), 4)
    belief = state.belief
    add_plot(model, state, (0.0, 50e3, 5e3), 99.9)
    gather(model.plan.sensors, belief, 0, 1)
    place_tracks(belief, 0, 1, 100.0)
    assert belief.scratch.many[0] == 4
    belief.tracks.estimate[2, :3] = (1e3, 2e3, 3e3)
    belief.tracks.time[2] = belief.scratch.located[0, 0]
    list_track(belief, 0, 2, False)
    assert belief.scratch.many[0] == 4
    np.testing.assert_array_equal(belief.scratch.held.place[2], (1e3, 2e3, 3e3))
