"""Which plot goes to which track."""

import math

import numpy as np
import pytest

from kalkan._record import duplicate
from kalkan.engine import association
from kalkan.engine.kinds import TrackStatus
from kalkan.physics.modes import Mode
from unit.engine.build_belief import (
    SPEED,
    START,
    add_plot,
    follow,
    held,
    off,
    picture,
    run,
)

CONFIRMED, TENTATIVE = TrackStatus.CONFIRMED, TrackStatus.TENTATIVE


def test_track__takes_one_plot_of_a_look():
    model, state = picture()
    tracks = follow(model, state, [0.2, 10.2, 20.2])
    place = START + 30.2 * SPEED
    add_plot(model, state, place + off(150.0), 30.2, scan=302)
    add_plot(model, state, place, 30.2, scan=302)
    run(model, state, 20.5, 30.5)
    assert tracks.hits[:2].tolist() == [4, 1]
    np.testing.assert_allclose(tracks.estimate[0, :3], place, atol=60.0)
    add_plot(model, state, place + off(50.0), 30.9, scan=302)  # the same look, later
    run(model, state, 30.5, 31.0)
    assert tracks.hits[:2].tolist() == [4, 1]
    assert held(state) == [0, 1, 2]


def test_track__prefers_firm_tracks():
    model, state = picture()
    tracks = follow(model, state, [0.2, 10.2, 20.2])
    near = START + 24.2 * SPEED + off(0.0, 0.0, 400.0)
    follow(model, state, [24.2], near, 0.0 * SPEED, since=20.5)
    follow(model, state, [25.2], near - 24.2 * SPEED + off(0, 0, -300.0), since=24.5)
    assert held(state, CONFIRMED) == [0]
    assert tracks.hits[0] > tracks.hits[1]


def test_track__follows_a_hard_turn_when_nobody_else_claims_the_plot():
    model, state = picture()
    tracks = follow(model, state, [0.2, 10.2, 20.2])
    turned = START + 30.2 * SPEED + off(2600.0, -1200.0)
    ahead = duplicate(state)
    follow(model, state, [30.2], turned - 30.2 * SPEED, since=20.5)
    assert (tracks.hits[0], held(state)) == (4, [0])
    assert np.linalg.norm(tracks.estimate[0, :3] - turned) < 400.0
    assert tracks.weights[0].argmax() == Mode.CT
    add_plot(model, ahead, turned, 30.2, scan=302)  # the first that is ranked
    add_plot(model, ahead, START + 30.2 * SPEED, 30.2, scan=302)
    run(model, ahead, 20.5, 30.5)
    np.testing.assert_allclose(
        ahead.belief.tracks.estimate[0, :3], START + 30.2 * SPEED, atol=300.0
    )


def test_track__leaves_a_plot_outside_the_gate():
    model, state = picture()
    tracks = follow(model, state, [0.2, 10.2, 20.2])
    follow(model, state, [30.2], START + off(9e3), since=20.5)
    assert tracks.hits[:2].tolist() == [3, 1]


def test_track__drops_pairs_beyond_its_room():
    model, state = picture(pairs=1)
    for k in range(3):
        for target in range(2):
            place = START + off(30e3 * target) + 10.0 * k * SPEED
            add_plot(model, state, place, 10.0 * k, scan=k)
        run(model, state, 10.0 * k, 10.0 * k + 10.0)
    assert state.belief.tracks.hits[:2].tolist() == [3, 1]


def test_track__keeps_pictures_apart():
    model, state = picture(pictures=2, tracks=4)
    for k in range(3):
        for p in range(2):
            place = START + 10.0 * k * SPEED
            add_plot(model, state, place, 10.0 * k, scan=k, picture=p)
        run(model, state, 10.0 * k, 10.0 * k + 10.0)
    assert held(state, CONFIRMED) == [0, 4]
    assert state.belief.tracks.picture[[0, 4]].tolist() == [0, 1]


def test_association__is_the_exact_one_where_clusters_are_separate():
    optimize = pytest.importorskip("scipy.optimize")
    model, state = picture(tracks=32, plots=64)
    rng, places = np.random.default_rng(2), []
    for cluster in range(8):
        centre = START + off(12e3 * cluster)
        places += [centre + off(0.0, 900.0 * k, 0.0) for k in range(3)]
    for k in range(4):
        for target in rng.permutation(len(places)):
            noise = rng.normal(size=3)
            add_plot(model, state, places[target], 10.0 * k + 0.1, scan=k, noise=noise)
        run(model, state, 10.0 * k, 10.0 * k + 10.0)
    assert len(held(state, CONFIRMED)) == len(places)
    before = duplicate(state)
    for target in rng.permutation(len(places)):
        noise, mark = rng.normal(size=3), 1 + state.belief.waiting[0]
        for each in (state, before):
            add_plot(model, each, places[target], 40.1, scan=4, noise=noise, asked=mark)
    cost = np.full((len(places), len(places)), 1e6)
    slots = held(before, CONFIRMED)
    for row, i in enumerate(slots):
        for k in range(len(places)):
            cost[row, k] = min(1e6, _distance(model, before.belief, i, k))
    rows, columns = optimize.linear_sum_assignment(cost)
    run(model, state, 40.0, 40.5)
    assert state.belief.tracks.hits[slots].tolist() == [5] * len(places)
    given = [int(state.belief.tracks.asked[slots[row]]) - 1 for row in rows]
    assert given == columns.tolist()


def _distance(model, belief, i, k):
    plots, tracks = belief.plots, belief.tracks
    square, det = association.mahalanobis2(
        tracks.estimate[i], tracks.covariance[i], model.plan.frame,
        plots.time[k] - tracks.time[i], tracks.agility[i], False,
        plots.origin[k], plots.axes[k], plots.measured[k], plots.sigma[k],
    )  # fmt: skip
    return square + math.log(det)
