import pytest

from kalkan.constants import LIGHT_SPEED
from kalkan.engine.kinds import Band
from kalkan.physics.bands import FREQUENCIES, frequency_of, wavelength_of

# Limits of IEEE Std 521-2019 [GHz]
LIMITS = {
    "VHF": (0.03, 0.3),
    "UHF": (0.3, 1.0),
    "L": (1.0, 2.0),
    "S": (2.0, 4.0),
    "C": (4.0, 8.0),
    "X": (8.0, 12.0),
    "KU": (12.0, 18.0),
    "KA": (27.0, 40.0),
}


@pytest.mark.parametrize("band", Band)
def test_frequency__lies_in_its_band(band):
    low, high = LIMITS[band.name]
    assert low < frequency_of(band.value) / 1e9 < high


@pytest.mark.parametrize("band", Band)
def test_wavelength__is_that_of_the_frequency(band):
    product = wavelength_of(band.value) * frequency_of(band.value)
    assert product == pytest.approx(LIGHT_SPEED)


def test_frequencies__are_as_many_as_bands():
    assert len(FREQUENCIES) == len(Band)
