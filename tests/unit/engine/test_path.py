"""The path of a flyer is a pure function of time."""

import math

import numpy as np
import pytest

from kalkan.engine.path import Sky, along, flyer_at
from unit.engine.build_belief import dormant


def _sky(time, position, velocity, drift=None, offset=0):
    """One flyer whose knots start at `offset`, after strange ones."""
    sky = dormant(Sky, knot=offset + len(time))
    knots, kinds = sky.knots, sky.kinds
    knots.time[:offset] = -99.0
    knots.time[offset:] = time
    knots.position[offset:] = position
    knots.velocity[offset:] = velocity
    if drift is not None:
        knots.drift[offset:] = drift
    kinds.path_first[0], kinds.path_last[0] = offset, offset + len(time) - 1
    sky.threats.pace[0] = 1.0
    return sky


def _parabola(t):
    """Height of a thrown stone and its rate."""
    return [0.0, 100.0 * t, 50.0 * t - 5.0 * t * t], [0.0, 100.0, 50.0 - 10.0 * t]


@pytest.fixture(name="thrown")
def _thrown():
    time = [0.0, 1.0, 4.0, 10.0]
    p, v = zip(*map(_parabola, time), strict=True)
    return _sky(time, p, v, offset=3)


def test_flyer_at__is_exact_on_a_parabola(thrown):
    for t in (0.0, 0.5, 1.0, 2.0, 9.0, 10.0):
        p, v = _parabola(t)
        assert flyer_at(thrown, 0, t) == pytest.approx(p + v)


def test_flyer_at__does_not_depend_on_the_order_of_asking(thrown):
    times = [9.5, 0.2, 3.9, 4.0, 0.9, 7.0]
    forward = {t: flyer_at(thrown, 0, t) for t in sorted(times)}
    assert all(flyer_at(thrown, 0, t) == forward[t] for t in times)


def test_along__any_hint_gives_the_same_answer(thrown):
    knots = thrown.knots
    answers = {along(knots, 3, 6, hint, 2.0, 0.0)[1:] for hint in range(-1, 9)}
    assert len(answers) == 1
    assert along(knots, 3, 6, 0, 2.0, 0.0)[0] == 4


def test_flyer_at__stands_at_the_ends_outside_its_path(thrown):
    assert flyer_at(thrown, 0, -5.0) == flyer_at(thrown, 0, 0.0)
    assert flyer_at(thrown, 0, 50.0) == flyer_at(thrown, 0, 10.0)


def test_flyer_at__pace_scales_time_and_velocity(thrown):
    thrown.threats.start[0], thrown.threats.pace[0] = 100.0, 2.0
    p, v = _parabola(6.0)
    got = flyer_at(thrown, 0, 103.0)
    assert got == pytest.approx(p + [2.0 * w for w in v])


def test_flyer_at__drift_moves_the_path_and_its_velocity():
    place = [[0.0, 0.0, 10.0], [0.0, 100.0, 10.0], [0.0, 200.0, 10.0]]
    drift = [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    sky = _sky([0.0, 10.0, 20.0], place, [[0.0, 10.0, 0.0]] * 3, drift)
    sky.threats.drift[0] = 50.0
    got = flyer_at(sky, 0, 5.0)
    assert got == pytest.approx((25.0, 50.0, 10.0, 5.0, 10.0, 0.0))
    assert flyer_at(sky, 0, 20.0)[:3] == pytest.approx((0.0, 200.0, 10.0))


def test_flyer_at__a_single_knot_is_a_fixed_place():
    sky = _sky([0.0], [[1.0, 2.0, 3.0]], [[0.0, 0.0, 0.0]])
    assert flyer_at(sky, 0, 7.0) == (1.0, 2.0, 3.0, 0.0, 0.0, 0.0)


@pytest.fixture(name="weaving")
def _weaving():
    """A flyer to the north that sways 40 m from 100 s to 260 s of its path."""
    place = [[0.0, 250.0 * t, 500.0] for t in (0.0, 150.0, 300.0)]
    sky = _sky([0.0, 150.0, 300.0], place, [[0.0, 250.0, 0.0]] * 3)
    kinds = sky.kinds
    kinds.weave_size[0], kinds.weave_rate[0] = 40.0, 2.0 * math.pi / 8.0
    kinds.weave_start[0], kinds.weave_end[0] = 100.0, 260.0
    kinds.weave_up[0] = (0.0, 0.0, 1.0)
    return sky


def test_flyer_at__weaves_level_across_its_track(weaving):
    flown = np.array([flyer_at(weaving, 0, t) for t in np.arange(130.0, 230.0, 0.1)])
    assert flown[:, 0].max() == pytest.approx(40.0, rel=1e-3)
    assert flown[:, 0].min() == pytest.approx(-40.0, rel=1e-3)
    np.testing.assert_allclose(flown[:, 2], 500.0)
    np.testing.assert_allclose(flown[:, 4], 250.0)


def test_flyer_at__weaves_at_no_other_time(weaving):
    for t in (0.0, 99.9, 260.1, 300.0, 400.0):
        assert flyer_at(weaving, 0, t)[0] == 0.0
    assert flyer_at(weaving, 0, 300.0)[:3] == (0.0, 75e3, 500.0)


def test_flyer_at__velocity_of_a_weave_is_the_rate_of_its_place(weaving):
    weaving.threats.pace[0], weaving.threats.weave[0] = 1.1, 2.0
    for t in np.arange(92.0, 236.0, 3.7):
        before, now, after = (
            np.array(flyer_at(weaving, 0, s)) for s in (t - 1e-3, t, t + 1e-3)
        )
        np.testing.assert_allclose((after - before)[:3] / 2e-3, now[3:], atol=1e-3)


def test_flyer_at__phase_of_a_weave_is_the_battles_own(weaving):
    there = flyer_at(weaving, 0, 180.0)[0]
    weaving.threats.weave[0] = math.pi
    assert flyer_at(weaving, 0, 180.0)[0] == pytest.approx(-there, abs=1e-9)
