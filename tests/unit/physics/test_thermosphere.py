import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.constants import GRAVITY
from kalkan.physics.thermosphere import BASE, SPACING, TOP, table, temperature_slope

ALTITUDE = np.arange(BASE, TOP + 1.0, SPACING)


@pytest.fixture(name="air", scope="module")
def _air():
    return table()


@given(st.floats(86e3, 1e6))
def test_temperature__has_the_slope_it_says(alt):
    (low, slope), (high, steeper) = temperature_slope(alt), temperature_slope(alt + 1.0)
    assert high - low == pytest.approx(0.5 * (slope + steeper), abs=1e-4)


def test_table__is_near_hydrostatic_balance_above_the_mixed_air(air):
    """Each gas balances apart, so the sum does; eddies and flows disturb it below."""
    pressure, density = air
    slope = np.gradient(np.log(pressure), SPACING)[80:-1] * pressure[80:-1]
    weight = density * GRAVITY * (6356766.0 / (6356766.0 + ALTITUDE)) ** 2
    np.testing.assert_allclose(-slope, weight[80:-1], rtol=2e-2)


def test_table__falls_all_the_way(air):
    assert len(air[0]) == len(ALTITUDE)
    for column in air:
        assert np.all(np.diff(column) < 0.0)
        assert np.all(column > 0.0)


def test_table__ends_in_helium_and_hydrogen(air):
    """The mean molar mass is 3.94 at 1000 km (NASA-TM-X-74335, table I)."""
    pressure, density = air
    mass = density[-1] * 8314.32 * temperature_slope(TOP)[0] / pressure[-1]
    assert mass == pytest.approx(3.94, abs=0.01)
    lightest = density[0] * 8314.32 * 186.8673 / pressure[0]
    assert lightest == pytest.approx(28.95, abs=0.01)
