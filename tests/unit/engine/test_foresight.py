"""Where a track is expected, as its modes have it."""

import math

import numpy as np
import pytest

from kalkan.engine.foresight import MIXED, expect, falls, missed_looks, swerve
from kalkan.physics.imm import imm_adopt, imm_combine, imm_predict
from kalkan.physics.motion import position_covariance
from unit.engine.build_belief import picture


def _track(weights, rate, *, doubt=0.01, hits=5):
    """Return tracks of which the first turns at a rate, at 250 m/s to the east."""
    tracks = picture(tracks=1)[1].belief.tracks
    mean = np.array([20e3, 30e3, 8e3, 250.0, 0.0, 0.0])
    cover = np.diag([80.0**2] * 3 + [8.0**2] * 3).ravel()
    means, spreads, weighed = tracks.means[0], tracks.spreads[0], tracks.weights[0]
    imm_adopt(means, spreads, weighed, mean, cover, False)
    tracks.means[0, 13], tracks.spreads[0, 55] = rate, doubt**2
    tracks.weights[0] = weights
    imm_combine(means, spreads, weighed, tracks.estimate[0], tracks.covariance[0])
    tracks.hits[0], tracks.ceiling[0], tracks.interval[0] = hits, 200.0, 4.0
    return tracks


@pytest.mark.parametrize("dt", [1.0, 4.0, -3.0])
@pytest.mark.parametrize("weights", [(0.05, 0.94, 0.01), (0.5, 0.5, 0.0)])
def test_expect__is_where_the_mixture_is(weights, dt):
    tracks, mean = _track(weights, 0.08), np.zeros(6)
    expect(tracks, 0, dt, mean)
    turn = weights[1]
    way = 250.0 / 0.08 * np.array([math.sin(0.08 * dt), 1.0 - math.cos(0.08 * dt)])
    line = np.array([250.0 * dt, 0.0])
    expected = turn * way + (1.0 - turn) * line
    np.testing.assert_allclose(dt * mean[3:5], expected, atol=1.5)


def test_expect__doubts_as_much_as_a_step_of_the_modes():
    tracks, mean = _track((0.6, 0.4, 0.0), 0.06), np.zeros(6)
    psd = expect(tracks, 0, 4.0, mean)
    p = position_covariance(tracks.covariance[0], 4.0, psd)
    means, spreads, weights = tracks.means[0], tracks.spreads[0], tracks.weights[0]
    imm_predict(means, spreads, weights, np.zeros(12), 4.0, 200.0)
    estimate, covariance = np.zeros(6), np.zeros(36)
    imm_combine(means, spreads, weights, estimate, covariance)
    exact = covariance[0] + covariance[7] + covariance[14]
    assert 0.7 < (p[0] + p[3] + p[5]) / exact < 1.6
    at = tracks.estimate[0, :3] + 4.0 * mean[3:]
    assert np.linalg.norm(at - estimate[:3]) < 80.0


def test_expect__knows_nothing_of_turns_after_one_plot():
    tracks, mean = _track((0.0, 0.0, 0.0), 9.0, hits=MIXED - 1), np.zeros(6)
    tracks.agility[0] = 77.0
    assert expect(tracks, 0, 4.0, mean) == 77.0
    np.testing.assert_array_equal(mean, tracks.estimate[0])
    assert swerve(tracks, 0, 4.0) == 200.0
    assert not falls(tracks, 0)


def test_expect__leaves_a_slight_turn_and_a_short_step_alone():
    for weights, dt in (((0.995, 0.005, 0.0), 4.0), ((0.1, 0.9, 0.0), 1e-4)):
        tracks, mean = _track(weights, 0.1), np.zeros(6)
        assert expect(tracks, 0, dt, mean) < 201.0
        np.testing.assert_array_equal(mean, tracks.estimate[0])


def test_swerve__covers_the_bow_that_a_straight_line_cuts():
    """White acceleration of so much spreads the place by as much as the turn moves."""
    tracks = _track((0.0, 1.0, 0.0), 0.04, doubt=0.0)
    psd = swerve(tracks, 0, 4.0) - 200.0
    assert math.sqrt(psd * 4.0**3 / 3.0) == pytest.approx(0.5 * 250 * 0.04 * 16.0)


def test_falls__asks_the_heaviest_mode():
    assert falls(_track((0.2, 0.2, 0.6), 0.0), 0)
    assert not falls(_track((0.4, 0.2, 0.4), 0.0), 0)


def test_missed_looks__are_counted_when_they_are_overdue():
    tracks = _track((1.0, 0.0, 0.0), 0.0)
    tracks.updated[0] = 100.0
    missed = [missed_looks(tracks, 0, 100.0 + 4.0 * n) for n in (-3, 0, 1, 1.3, 2, 3)]
    assert missed == [0, 0, 0, 0, 1, 2]
    assert missed_looks(tracks, 0, 1e12) == 99
