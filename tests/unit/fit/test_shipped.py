"""The fits that come with the package are those of its facts and its flight."""

import numpy as np
import pytest

from kalkan.catalogue import Round, load
from kalkan.catalogue.fits import FOLDER, LOAD_STEP, SPEED_STEP, TIME_STEP, fits_of
from kalkan.fit import figures_of, record_of
from kalkan.fit.ensemble import MEMBERS
from kalkan.fit.figures import FRAME, faults, measured
from kalkan.physics.envelope import MARGIN, fly_out
from kalkan.physics.match import greatest_speed

ROUNDS = [one for one in load().systems.values() if isinstance(one, Round)]
MEND = "the facts or the flight have changed: run tools/fits.py"


@pytest.mark.parametrize("kind", ROUNDS, ids=lambda kind: kind.name)
def test_fits__are_of_the_facts_as_they_are(kind):
    fits = fits_of(load(), kind)
    assert fits is not None, MEND
    assert len(fits) == MEMBERS
    for one in fits.members:
        for name in ("loft", "lag", "boost_time", "range_max", "burnout_mass"):
            fact, value = getattr(kind, name), getattr(one.parameters, name)
            assert fact.low <= value * (1.0 + 1e-9)
            assert value <= fact.high * (1.0 + 1e-9)


@pytest.mark.parametrize("kind", ROUNDS, ids=lambda kind: kind.name)
def test_fits__break_nothing(kind):
    fits = fits_of(load(), kind)
    assert fits is not None, MEND
    broken = [one for one in fits.members if faults(kind, one.figures) > 0.0]
    assert not broken
    assert {figure.name for figure in figures_of(kind)} == set(fits.members[0].figures)


def test_fits__are_small():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 1.5e6


@pytest.mark.parametrize("kind", ROUNDS, ids=lambda kind: kind.name)
def test_fit__flown_again_is_as_fast(kind):
    fits = fits_of(load(), kind)
    assert fits is not None, MEND
    one = fits.members[-1]
    rounds = record_of(kind, one.parameters)
    found = greatest_speed(FRAME, rounds, 0)
    assert found == pytest.approx(one.figures["speed_max"], rel=1e-4), MEND


@pytest.mark.parametrize("kind", ROUNDS[::4], ids=lambda kind: kind.name)
def test_envelope__flown_again_is_the_same(kind):
    """A near point is quick to fly interpreted; it passes through all of the flight."""
    fits = fits_of(load(), kind)
    assert fits is not None, MEND
    m = 1
    envelope, rounds = fits.envelopes[m], record_of(kind, fits.members[m].parameters)
    i, j = 2, 4
    for s, speed in enumerate(envelope.speed[:2]):
        reach, height = float(envelope.reach[i]), float(envelope.height[j])
        time, left, load_ = fly_out(FRAME, rounds, 0, reach, height, speed, MARGIN)
        assert envelope.time[s, i, j] == pytest.approx(time, abs=3.0 * TIME_STEP), MEND
        assert envelope.left[s, i, j] == pytest.approx(left, abs=10 * SPEED_STEP), MEND
        assert envelope.load[s, i, j] == pytest.approx(load_, abs=20 * LOAD_STEP), MEND


@pytest.mark.compiled
@pytest.mark.parametrize("kind", ROUNDS, ids=lambda kind: kind.name)
def test_fit__flown_again_has_the_residuals_that_are_shipped(kind):
    fits = fits_of(load(), kind)
    assert fits is not None, MEND
    for m in (fits.nearest, len(fits) - 1):
        one = fits.members[m]
        found = measured(kind, one.parameters)
        for name, value in one.figures.items():
            assert found[name] == pytest.approx(value, rel=2e-3, abs=20.0), MEND
    assert np.isfinite(fits.envelopes[fits.nearest].time[0]).mean() > 0.4
