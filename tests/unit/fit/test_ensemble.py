"""Many fits of one round."""

import numpy as np
import pytest

from kalkan.catalogue import Catalogue
from kalkan.catalogue.fits import digest_of, fits_of
from kalkan.errors import UserError
from kalkan.fit import ensemble, envelope_of, fit_round, member_of, samplers, write
from kalkan.fit.ensemble import DRAG_SCALES, LIFT_SHARES, best, solved
from kalkan.fit.figures import figures_of
from unit.fit.small_round import catalogue, dart

KEY = np.zeros(2, np.uint32)


@pytest.fixture
def quick(monkeypatch):
    """Solve nothing: what is drawn is flown as it is drawn, in no time."""
    tried = []

    def measure(kind, p):
        tried.append(p)
        named = {one.name: one.quantity.best for one in figures_of(kind)}
        return named | {"speed_max": p.speed_max, "range_max": p.range_max}

    monkeypatch.setattr(ensemble, "solved", lambda kind, p: p)
    monkeypatch.setattr(ensemble, "measured", measure)
    monkeypatch.setattr(ensemble, "launch_envelope", lambda *args: args[-1].fill(9.0))
    return tried


def test_samplers__draw_by_round_fact_and_try():
    first, second = samplers(KEY, "Dart")[:2]
    fact, other = dart().loft, dart().lag
    assert first("loft", fact) == samplers(KEY, "Dart")[0]("loft", fact)
    assert first("loft", fact) != second("loft", fact)
    assert first("loft", fact) != samplers(KEY, "Bolt")[0]("loft", fact)
    assert first("loft", fact) != first("other", fact)
    assert first("loft", fact) != samplers(KEY, "Dart", 1)[0]("loft", fact)
    assert other.low <= first("lag", other) <= other.high
    assert np.isnan(first("none", None))
    assert first("altitude_min", dart().altitude_min) == 20.0


def test_member__is_the_first_that_breaks_nothing(quick, monkeypatch):
    known, kind = catalogue(), dart()
    worst = iter((0.3, 0.2, 0.0, 0.1))
    monkeypatch.setattr(ensemble, "faults", lambda *_: next(worst))
    found = member_of(known, kind, samplers(KEY, kind.name))
    assert len(quick) == 3
    assert found.parameters == quick[2]


def test_member__is_the_best_where_every_try_breaks_something(quick, monkeypatch):
    kind = dart()
    worst = iter((0.3, 0.1, 0.2))
    monkeypatch.setattr(ensemble, "faults", lambda *_: next(worst))
    found = member_of(catalogue(), kind, samplers(KEY, kind.name)[:3])
    assert found.parameters == quick[1]


def test_member__of_a_round_without_a_launcher_is_a_mistake():
    kind = dart()
    with pytest.raises(UserError, match=r"Dart: no launcher of the catalogue fires it"):
        member_of(Catalogue({"Dart": kind}, {}, "0"), kind, [best])


def test_fit_round__takes_best_values_first_and_then_draws(quick):
    done = []
    known, kind = catalogue(), dart()
    fits = fit_round(known, kind, 5, done.append)
    assert done == [1, 2, 3, 4, 5]
    assert len(fits) == 5
    assert fits.members[0].parameters.loft == kind.loft.best
    assert fits.nearest == 0
    assert len({one.parameters.loft for one in fits.members}) == 5
    assert fits.digest == digest_of(known, kind)
    assert fits.envelopes[0].time.shape == (4, 16, 12)
    assert fit_round(known, kind, 2).members == fits.members[:2]


def test_fit_round__nearest_is_not_one_that_breaks_something(quick, monkeypatch):
    monkeypatch.setattr(
        ensemble, "faults", lambda kind, figures: float(figures["speed_max"] == 700.0)
    )
    assert fit_round(catalogue(), dart(), 4).nearest != 0


@pytest.mark.compiled
def test_fit_round__finds_fits_that_break_nothing():
    kind = dart()
    fits = fit_round(catalogue(), kind, 3)
    for one in fits.members:
        assert ensemble.faults(kind, one.figures) == 0.0
        assert DRAG_SCALES[0] <= one.parameters.drag_scale <= DRAG_SCALES[1]
        assert LIFT_SHARES[0] <= one.parameters.lift_share <= LIFT_SHARES[1]
        assert solved(kind, one.parameters).thrust == pytest.approx(
            one.parameters.thrust, rel=1e-6
        )


@pytest.mark.compiled
def test_envelope__is_longer_farther_and_slower_against_the_drag():
    kind = dart()
    fits = fit_round(catalogue(), kind, 1)
    table = envelope_of(kind, fits.members[0].parameters, speeds=(0.0, 300.0))
    row = table.time[0][:, 3]
    flown = row[np.isfinite(row)]
    assert flown.size > 5
    assert np.all(np.diff(flown[2:]) > 0.0)
    met = np.isfinite(table.time).all(axis=0)
    np.testing.assert_allclose(table.time[0][met], table.time[1][met], rtol=0.1)


def test_fits__are_written_and_read_again(quick, tmp_path):
    known, kind = catalogue(), dart()
    fits = fit_round(known, kind, 3)
    write(fits, tmp_path / "new")
    again = fits_of(known, kind, tmp_path / "new")
    assert again is not None
    assert (again.nearest, again.digest) == (fits.nearest, fits.digest)
    for one, other in zip(again.members, fits.members, strict=True):
        np.testing.assert_allclose(one.parameters, other.parameters, rtol=1e-9)
        assert one.figures == pytest.approx(other.figures)
    np.testing.assert_allclose(again.envelopes[1].time, 9.0)
    np.testing.assert_allclose(again.envelopes[1].load, 9.0)
    first = (tmp_path / "new" / "Dart.npz").read_bytes()
    write(fits, tmp_path / "new")
    assert (tmp_path / "new" / "Dart.npz").read_bytes() == first
