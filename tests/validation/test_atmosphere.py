from pathlib import Path

import numpy as np
import pytest

from kalkan.physics.atmosphere import density, pressure, sound_speed, temperature

DATA = Path(__file__).parent / "data"
pytestmark = pytest.mark.validation


def table(name):
    return np.loadtxt(DATA / name, delimiter=",", comments=["#", "altitude"])


@pytest.mark.parametrize(
    "row", table("atmosphere.csv"), ids=lambda row: f"{row[0]:g} km"
)
def test_atmosphere__is_the_standard_one(row):
    """NASA-TM-X-74335, table I: to one unit of the fifth printed digit."""
    alt = row[0] * 1e3
    assert temperature(alt) == pytest.approx(row[1], abs=1.1e-3)
    assert pressure(alt) == pytest.approx(row[2], rel=1e-4)
    assert density(alt) == pytest.approx(row[3], rel=1e-4)
    assert sound_speed(alt) == pytest.approx(row[4], abs=6e-3)


@pytest.mark.parametrize(
    "row", table("atmosphere_high.csv"), ids=lambda row: f"{row[0]:g} km"
)
def test_atmosphere__follows_the_standard_above_86_km(row):
    """Package ussa1976, itself 1.3 % from the standard's table at 120 km."""
    alt = row[0] * 1e3
    assert temperature(alt) == pytest.approx(row[1], rel=1e-3)
    assert pressure(alt) == pytest.approx(row[2], rel=0.015)
    assert density(alt) == pytest.approx(row[3], rel=0.015)
