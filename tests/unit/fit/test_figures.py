"""Figures of a round: what may be, and how a fit does."""

import math

import pytest

from kalkan.fit.ensemble import best, solved
from kalkan.fit.figures import SLACK, Bound, Figure, faults, figures_of, measured
from kalkan.fit.parameters import drawn
from unit.fit.small_round import between, coarse, dart


def _figure(bound, low=10.0, high=20.0):
    return Figure("x", "x", between(low, 0.5 * (low + high), high), bound, "km", 1e3)


@pytest.mark.parametrize(
    ("value", "residual"),
    [(15.0, 0.0), (10.0, 0.0), (20.0, 0.0), (8.0, -0.2), (25.0, 0.25)],
)
def test_residual__is_the_way_outside_the_interval(value, residual):
    assert _figure(Bound.BOTH).residual(value) == pytest.approx(residual)


def test_residual__where_the_interval_is_zero():
    assert _figure(Bound.MOST, 0.0, 0.0).residual(5.0) == math.inf
    assert _figure(Bound.MOST, 0.0, 1.0).residual(-5.0) == 0.0


@pytest.mark.parametrize(
    ("bound", "below", "above"),
    [
        (Bound.BOTH, "not met", "not met"),
        (Bound.LEAST, "not met", "beyond"),
        (Bound.MOST, "beyond", "not met"),
    ],
)
def test_verdict__allows_more_where_the_round_is_held_to_less(bound, below, above):
    figure = _figure(bound)
    assert [figure.verdict(x) for x in (8.0, 15.0, 25.0)] == [below, "met", above]
    assert figure.verdict(20.0 * (1.0 + 0.9 * SLACK)) == "met"
    assert figure.fault(8.0) == (0.0 if below == "beyond" else pytest.approx(0.19))


def test_figures__are_those_of_the_catalogue():
    kind = dart()
    named = {figure.name: figure.quantity for figure in figures_of(kind)}
    for name in ("range_max", "altitude_max", "speed_max", "range_min"):
        assert named[name] == getattr(kind, name)
    assert named["specific_impulse"].status == "assumed"


def test_faults__add_up():
    kind = dart()
    good = {figure.name: figure.quantity.best for figure in figures_of(kind)}
    assert faults(kind, good) == 0.0
    bad = good | {"range_max": 2e3, "speed_max": 1600.0}
    assert faults(kind, bad) == pytest.approx(0.5 + 1.0 - 2.0 * SLACK)


def test_measured__of_a_solved_fit_gives_what_was_asked(monkeypatch):
    coarse(monkeypatch)
    kind = dart()
    p = solved(kind, drawn(kind, between(0.6, 0.6, 0.6), best))
    figures = measured(kind, p)
    assert figures["range_max"] == pytest.approx(5e3, rel=0.05)
    assert figures["speed_max"] == pytest.approx(700.0, rel=0.01)
    assert figures["altitude_max"] >= 0.93 * 3e3
    assert 0.0 < figures["range_min"] < 1.6e3
    assert 8.0 < figures["flight_time_max"] < 16.5
    assert figures["specific_impulse"] > 100.0
