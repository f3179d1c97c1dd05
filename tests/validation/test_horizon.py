from pathlib import Path

import numpy as np
import pytest

from kalkan.physics.horizon import horizon

DATA = Path(__file__).parent / "data" / "horizon.csv"
pytestmark = pytest.mark.validation


@pytest.mark.parametrize(
    "row", np.loadtxt(DATA, delimiter=",", comments="#", skiprows=4)
)
def test_horizon__is_the_exact_arc(row):
    """Effective Earth of 4/3 × 6371 km; Skolnik 2001, section 8.4."""
    found = horizon(row[0], 4 / 3) + horizon(row[1], 4 / 3)
    assert found == pytest.approx(row[2] * 1e3, abs=0.5)


@pytest.mark.parametrize(
    ("altitude", "arc"), [(10.0, 13034.3), (20.0, 18433.3), (30.0, 22576.1)]
)
def test_horizon__of_a_low_antenna_is_the_parabola(altitude, arc):
    """√(2 k R h) with k R = 4/3 × 6371 km, the usual approximation."""
    assert horizon(altitude, 4 / 3) == pytest.approx(arc, rel=1e-5)
