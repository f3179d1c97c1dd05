import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.physics.airframe import SIDE_SHARE, drag_coefficient, drag_of, side_limit
from unit.physics.build_round import IDEAL, LONG, round_of


def test_drag_coefficient__is_that_of_the_worked_rocket():
    """Fleeman's rocket at Mach 2: 0.41, with 0.14 of friction and a blunter nose."""
    assert drag_coefficient(2.0, False) == pytest.approx(0.41, abs=0.04)
    assert drag_coefficient(2.0, True) < drag_coefficient(2.0, False) - 0.12


@given(st.floats(0.01, 9.0), st.booleans())
def test_drag_coefficient__is_continuous_and_bounded(mach, burning):
    here, there = (
        drag_coefficient(mach, burning),
        drag_coefficient(mach + 1e-6, burning),
    )
    assert 0.1 < here < 0.7
    assert there == pytest.approx(here, abs=1e-5)


def test_drag_coefficient__peaks_at_the_speed_of_sound():
    peak = drag_coefficient(1.0, False)
    assert all(drag_coefficient(m, False) < peak for m in (0.3, 0.8, 1.5, 3.0, 6.0))


def test_side_limit__grows_with_pressure_until_the_structure_holds():
    rounds = round_of(LONG)
    assert side_limit(rounds, 0, 1e4, 0.0) == pytest.approx(8.4)
    assert side_limit(rounds, 0, 1e6, 0.0) == 250.0


def test_side_limit__turned_thrust_helps_a_slow_round():
    rounds = round_of(LONG)
    assert side_limit(rounds, 0, 0.0, 200.0) == pytest.approx(200.0 * SIDE_SHARE)


def test_side_limit__of_thrusters_needs_no_air():
    rounds = round_of(IDEAL, load_limit=80.0)
    assert side_limit(rounds, 0, 0.0, 0.0) == 80.0
    assert drag_of(rounds, 0, 0.0, 5.0, False, 6400.0) == 0.0


def test_drag_of__lift_is_paid_for_by_the_square():
    rounds = round_of(LONG)
    pressure = 1e5
    base = drag_of(rounds, 0, pressure, 3.0, False, 0.0)
    assert base == pytest.approx(pressure * drag_coefficient(3.0, False) * 2.1e-4)
    one = drag_of(rounds, 0, pressure, 3.0, False, 20.0**2) - base
    two = drag_of(rounds, 0, pressure, 3.0, False, 40.0**2) - base
    assert two == pytest.approx(4.0 * one)


def test_drag_of__greatest_lift_leans_back_by_the_greatest_angle():
    rounds = round_of(LONG)
    base = drag_of(rounds, 0, 1e5, 3.0, False, 0.0)
    most = drag_of(rounds, 0, 1e5, 3.0, False, 1e9) - base
    assert most == pytest.approx(84.0 * math.sin(math.radians(20.0)))
