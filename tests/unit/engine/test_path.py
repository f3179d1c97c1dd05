"""The path of a flyer is a pure function of time."""

import numpy as np
import pytest

from kalkan.engine.path import flyer_at
from kalkan.engine.plan import Assets
from kalkan.engine.truth import (
    Interceptors,
    Looks,
    Radars,
    Sites,
    Threats,
    Truth,
    Values,
)
from kalkan.engine.world import Knots, ThreatKinds, World


def _world(time, position, velocity, drift=None, offset=0):
    """One flyer whose knots start at `offset`, after strange ones."""
    knots = Knots.zeros(offset + len(time))
    knots.time[:offset] = -99.0
    knots.time[offset:] = time
    knots.position[offset:] = position
    knots.velocity[offset:] = velocity
    if drift is not None:
        knots.drift[offset:] = drift
    kinds = ThreatKinds.zeros(1)
    kinds.path_first[0], kinds.path_last[0] = offset, offset + len(time) - 1
    threats = Threats.zeros(1)
    threats.pace[0] = 1.0
    world = World(
        np.zeros(12),
        np.ones(1),
        kinds,
        knots,
        np.zeros((1, 13)),
        np.zeros(1),
        Assets.zeros(1),
    )
    truth = Truth(
        threats,
        Radars.zeros(1),
        Looks.zeros(1, 1),
        Interceptors.zeros(1),
        Sites.zeros(1),
        Values.zeros(1),
        np.zeros((1, 13)),
    )
    return world, truth


def _parabola(t):
    """Height of a thrown stone and its rate."""
    return [0.0, 100.0 * t, 50.0 * t - 5.0 * t * t], [0.0, 100.0, 50.0 - 10.0 * t]


@pytest.fixture(name="thrown")
def _thrown():
    time = [0.0, 1.0, 4.0, 10.0]
    p, v = zip(*map(_parabola, time), strict=True)
    return _world(time, p, v, offset=3)


def test_flyer_at__is_exact_on_a_parabola(thrown):
    for t in (0.0, 0.5, 1.0, 2.0, 9.0, 10.0):
        p, v = _parabola(t)
        assert flyer_at(*thrown, 0, t) == pytest.approx(p + v)


def test_flyer_at__does_not_depend_on_the_order_of_asking(thrown):
    times = [9.5, 0.2, 3.9, 4.0, 0.9, 7.0]
    forward = {t: flyer_at(*thrown, 0, t) for t in sorted(times)}
    assert all(flyer_at(*thrown, 0, t) == forward[t] for t in times)


def test_flyer_at__stands_at_the_ends_outside_its_path(thrown):
    assert flyer_at(*thrown, 0, -5.0) == flyer_at(*thrown, 0, 0.0)
    assert flyer_at(*thrown, 0, 50.0) == flyer_at(*thrown, 0, 10.0)


def test_flyer_at__pace_scales_time_and_velocity(thrown):
    world, truth = thrown
    truth.threats.start[0], truth.threats.pace[0] = 100.0, 2.0
    p, v = _parabola(6.0)
    got = flyer_at(world, truth, 0, 103.0)
    assert got == pytest.approx(p + [2.0 * w for w in v])


def test_flyer_at__drift_moves_the_path_and_its_velocity():
    place = [[0.0, 0.0, 10.0], [0.0, 100.0, 10.0], [0.0, 200.0, 10.0]]
    drift = [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    world, truth = _world([0.0, 10.0, 20.0], place, [[0.0, 10.0, 0.0]] * 3, drift)
    truth.threats.drift[0] = 50.0
    got = flyer_at(world, truth, 0, 5.0)
    assert got == pytest.approx((25.0, 50.0, 10.0, 5.0, 10.0, 0.0))
    assert flyer_at(world, truth, 0, 20.0)[:3] == pytest.approx((0.0, 200.0, 10.0))


def test_flyer_at__a_single_knot_is_a_fixed_place():
    world, truth = _world([0.0], [[1.0, 2.0, 3.0]], [[0.0, 0.0, 0.0]])
    assert flyer_at(world, truth, 0, 7.0) == (1.0, 2.0, 3.0, 0.0, 0.0, 0.0)
