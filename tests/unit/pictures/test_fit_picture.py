"""The picture of a fit."""

import xml.etree.ElementTree as ET

import numpy as np
import pytest

from kalkan.catalogue import load
from kalkan.catalogue.fits import Fits, fits_of
from kalkan.pictures.fit import draw_fit


@pytest.fixture
def fits():
    known = load()
    return fits_of(known, known["9M96E"])


def test_picture__shows_envelope_and_flights(fits):
    kind = load()["9M96E"]
    text = draw_fit(kind, fits)
    assert text == draw_fit(kind, fits)
    ET.fromstring(text)
    for word in (
        "time of flight [s]",
        "speed left [m/s]",
        "ground range [km]",
        "9M96E",
    ):
        assert word in text


def test_picture__of_a_round_that_reaches_nothing_is_empty(fits):
    nothing = fits.envelopes[0]._replace(time=np.full((4, 16, 12), np.inf))
    poor = Fits(fits.name, fits.digest, fits.members[:1], 0, (nothing,))
    assert "time of flight" in draw_fit(load()["9M96E"], poor)
