import math
from pathlib import Path

import numpy as np
import pytest

from kalkan.physics.radar import detection_probability, snr_required

DATA = Path(__file__).parent / "data"
pytestmark = pytest.mark.validation


def table(name, header):
    return np.loadtxt(DATA / name, delimiter=",", comments="#", skiprows=header)


@pytest.mark.parametrize("row", table("detection_sw1.csv", 2))
def test_detection__of_swerling_1_is_exact(row):
    """Negative-binomial mixture, computed at 40 digits; Pd = Pfa ** (1 / (1 + S))."""
    pfa, decibels, pd = row
    assert detection_probability(10 ** (decibels / 10), pfa) == pytest.approx(
        pd, abs=1e-12
    )


@pytest.mark.parametrize("row", table("snr_required_sw1.csv", 5))
def test_snr__required_for_swerling_1_is_exact(row):
    """Computed at 40 digits; `sdr.min_snr` prints the same to five decimals."""
    pd, pfa, decibels = row
    assert 10 * math.log10(snr_required(pd, pfa)) == pytest.approx(decibels, abs=5.1e-6)
