"""Which flyer a track is on."""

import math

import numpy as np
import pytest

from kalkan.engine import meant
from kalkan.measures import holding as holds
from kalkan.measures.holding import FLOOR, GATE, NONE, holding
from unit.measures.small_log import SIGMA, log_of, names

EDGE = math.hypot(GATE * SIGMA, FLOOR)


def test_gate__is_that_of_orders():
    assert (meant.GATE, meant.FLOOR) == (GATE, FLOOR)


@pytest.mark.parametrize(("off", "flyer"), [(0.999 * EDGE, 0), (1.001 * EDGE, NONE)])
def test_holding__ends_at_the_gate(off, flyer):
    found = holding(log_of(names("hostile"), [(0, 0, 1, 0, off)]))
    assert found.flyer.tolist() == [flyer]
    expected = [off if flyer == 0 else np.nan]
    np.testing.assert_allclose(found.position_error, expected)


def test_holding__is_the_nearest_flyer():
    log = log_of(names("hostile", "friend"), [(0, 0, 1, 0, 800.0)])
    log.position[0, 1] = log.position[0, 0] + [0.0, 1300.0, 0.0]
    assert holding(log).flyer.tolist() == [1]


def test_holding__is_never_one_that_does_not_fly():
    aloft = np.ones((5, 2), bool)
    aloft[1, 0] = False
    rows = [(0, 0, 1, 0, 10.0), (1, 0, 1, 0, 10.0)]
    log = log_of(names("hostile", "friend"), rows, aloft=aloft)
    assert holding(log).flyer.tolist() == [0, NONE]


def test_holding__measures_error_by_its_direction():
    """3 km off, along the axis in which the track errs by 2 km, is within its gate."""
    log = log_of(names("hostile"), [(0, 0, 1, 0, 3e3), (1, 0, 1, 0, 3e3)])
    log.held.covariance[0, 1, 1] = log.held.covariance[1, 0, 0] = 2e3**2
    assert holding(log).flyer.tolist() == [0, NONE]


def test_holding__tells_errors_of_velocity():
    log = log_of(names("hostile"), [(2, 0, 1, 0, 30.0)])
    log.held.velocity[0] += [0.0, 3.0, 4.0]
    found = holding(log)
    assert found.position_error.tolist() == [30.0]
    assert found.velocity_error.tolist() == [5.0]


def test_holding__is_the_same_in_parts(monkeypatch):
    rows = [(t, 0, t, t % 2, 100.0 * t) for t in range(5)]
    log = log_of(names("hostile", "friend"), rows)
    whole = holding(log)
    monkeypatch.setattr(holds, "_ROWS", 2)
    for one, other in zip(holding(log), whole, strict=True):
        np.testing.assert_array_equal(one, other)


def test_holding__of_nothing():
    assert holding(log_of(names("hostile"), [])).flyer.size == 0
    assert holding(log_of(names(), [])).flyer.size == 0
