"""Reference flights of a fit."""

import numpy as np
import pytest

from kalkan.fit.ensemble import best
from kalkan.fit.flights import SHOTS, flights_of
from kalkan.fit.parameters import drawn
from unit.fit.small_round import between, dart


def test_flights__go_where_they_are_sent():
    kind = dart(range_max=between(3e3, 3e3, 3e3))
    p = drawn(kind, between(0.6, 0.6, 0.6), best)
    p = p._replace(lift_share=8.0, thrust=480.0)
    flights = flights_of(kind, p)
    assert [one.name for one in flights] == [name for name, _, _ in SHOTS]
    for one, (_, far, high) in zip(flights, SHOTS, strict=True):
        assert one.time.shape == one.speed.shape == one.altitude.shape
        assert one.reach[-1] == pytest.approx(far * 3e3, abs=10.0)
        height = 20.0 + high * (p.altitude_max - 20.0)
        assert one.altitude[-1] == pytest.approx(height, abs=10.0)
        assert one.time[0] == one.reach[0] == 0.0
        assert np.all(np.diff(one.time) > 0.0)
        assert 300.0 < one.speed.max() < 900.0
