"""Clusters of plots and tracks, each assigned by itself."""

import itertools
import math

import numpy as np
import pytest

from kalkan._record import blank
from kalkan.engine.clusters import settle
from kalkan.engine.scratch import Scratch


def _room(cluster=16, plot=64, track=64, pair=2048):
    room = blank(Scratch, plot=plot, track=track, pair=pair, cluster=cluster, picture=1)
    room.held.root[:] = np.arange(track)
    room.held.chain[:] = room.held.row[:] = -1
    room.sighted.claim[:] = room.sighted.column[:] = -1
    return room


def _settled(room, pairs):
    """Return the chosen of pairs (plot, track, cost)."""
    for q, (plot, track, cost) in enumerate(pairs):
        room.pairs.plot[q], room.pairs.track[q], room.pairs.cost[q] = plot, track, cost
    settle(room, len(pairs))
    return [pair for q, pair in enumerate(pairs) if room.pairs.chosen[q] == 1]


def _least(pairs):
    """Return the least sum of costs, over every way to choose."""
    best = 0.0
    for many in range(1, len(pairs) + 1):
        for chosen in itertools.combinations(pairs, many):
            plots, tracks = {c[0] for c in chosen}, {c[1] for c in chosen}
            if len(plots) == len(tracks) == many:
                best = min(best, sum(c[2] for c in chosen))
    return best


def test_settle__finds_the_least_sum_of_every_small_picture():
    rng, room = np.random.default_rng(4), _room()
    for _ in range(60):
        there = [
            (int(n), int(h), float(rng.normal() - 1.0))
            for n in range(4)
            for h in range(4)
            if rng.random() < 0.55
        ][:10]
        chosen = _settled(room, there)
        assert len({c[0] for c in chosen}) == len({c[1] for c in chosen}) == len(chosen)
        assert sum(c[2] for c in chosen) == pytest.approx(_least(there))


def test_settle__is_the_assignment_of_all_at_once():
    optimize = pytest.importorskip("scipy.optimize")
    rng, room = np.random.default_rng(5), _room(cluster=40)
    for density in (0.03, 0.1, 0.5):
        cost = rng.normal(-2.0, 2.0, size=(40, 30))
        cost[rng.random(cost.shape) > density] = math.inf
        there = [(n, h, float(cost[h, n])) for h, n in np.argwhere(np.isfinite(cost))]
        padded = np.concatenate([np.minimum(cost, 1e6), np.zeros((40, 40))], axis=1)
        rows, columns = optimize.linear_sum_assignment(padded)
        least = padded[rows, columns].sum()
        assert sum(c[2] for c in _settled(room, there)) == pytest.approx(least)


def test_settle__leaves_alone_what_is_not_likely():
    assert _settled(_room(), [(0, 0, 0.5)]) == []
    assert _settled(_room(), [(0, 0, 0.5), (0, 1, -1.0), (1, 1, 0.1)]) == [(0, 1, -1.0)]
    assert _settled(_room(), []) == []


def test_settle__gives_out_greedily_what_is_too_large():
    """Greedy takes -3 and is left with nothing; the best is -2 twice."""
    there = [(0, 0, -3.0), (0, 1, -2.0), (1, 0, -2.0), (1, 1, 4.0)]
    assert _settled(_room(cluster=1), there) == [there[0]]
    assert _settled(_room(cluster=2), there) == [there[1], there[2]]


def test_settle__leaves_the_room_as_it_was():
    rng, room = np.random.default_rng(6), _room(cluster=3)
    for many in (0, 1, 7, 60):
        there = [
            (int(n), int(h), float(rng.normal()))
            for n, h in sorted({tuple(rng.integers(0, 12, 2)) for _ in range(many)})
        ]
        _settled(room, there)
        assert room.held.root[:].tolist() == list(range(64))
        assert set(room.held.chain[:]) == set(room.held.row[:]) == {-1}
        assert set(room.sighted.claim[:]) == set(room.sighted.column[:]) == {-1}


def test_settle__does_not_mind_the_order():
    rng = np.random.default_rng(7)
    there = [(n, h, float(rng.normal(-1.0))) for n in range(6) for h in range(6)]
    expected = sorted(_settled(_room(), there))
    for _ in range(5):
        again = [there[k] for k in rng.permutation(len(there))]
        assert sorted(_settled(_room(), again)) == expected
