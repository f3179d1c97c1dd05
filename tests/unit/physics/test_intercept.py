import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.physics.intercept import FAR_TIME, ahead, own_way, time_to_go
from unit.physics.build_round import IDEAL, LONG, STILL, round_of


def test_own_way__adds_boost_sustain_and_coast():
    rounds = round_of(
        boost_acceleration=100.0,
        boost_time=2.0,
        sustain_acceleration=50.0,
        sustain_time=4.0,
    )
    assert own_way(rounds, 0, 0.0, 30.0, 1.0) == pytest.approx((80.0, 130.0))
    assert own_way(rounds, 0, 0.0, 30.0, 2.0) == pytest.approx((260.0, 230.0))
    assert own_way(rounds, 0, 0.0, 30.0, 6.0) == pytest.approx((1580.0, 430.0))
    assert own_way(rounds, 0, 0.0, 30.0, 16.0) == pytest.approx((5880.0, 430.0))
    assert own_way(rounds, 0, 4.0, 330.0, 1.0) == pytest.approx((355.0, 380.0))
    assert own_way(rounds, 0, 6.0, 430.0, 1.0) == pytest.approx((430.0, 430.0))


@given(
    st.floats(-200.0, 200.0),
    st.floats(-200.0, 200.0),
    st.floats(1e3, 1e5),
    st.floats(0.0, 1e4),
)
def test_time_to_go__of_a_coasting_round_is_exact(vx, vy, x, z):
    away, drift = (x, 0.0, z), (vx, vy, 0.0)
    time = time_to_go(round_of(IDEAL), 0, 9.0, 600.0, away, drift, STILL)
    distance = math.dist(ahead(away, drift, STILL, time), STILL)
    assert distance == pytest.approx(600.0 * time, rel=1e-9)


@pytest.mark.parametrize("age", [0.0, 5.0, 11.9])
@pytest.mark.parametrize("drift", [STILL, (-250.0, 50.0, 0.0), (-2000.0, 0.0, -500.0)])
def test_time_to_go__of_a_burning_round_is_near(age, drift):
    rounds, away = round_of(LONG), (80e3, 5e3, 20e3)
    speed = 30.0 + 200.0 * age
    time = time_to_go(rounds, 0, age, speed, away, drift, STILL)
    distance = math.dist(ahead(away, drift, STILL, time), STILL)
    way, _ = own_way(rounds, 0, age, speed, time)
    assert way == pytest.approx(distance, rel=1e-3)


def test_time_to_go__counts_on_the_fall_of_a_ballistic_target():
    away, drift, fall = (30e3, 0.0, 30e3), (-1500.0, 0.0, -500.0), (0.0, 0.0, -9.8)
    rounds = round_of(IDEAL)
    time = time_to_go(rounds, 0, 9.0, 1500.0, away, drift, fall)
    distance = math.dist(ahead(away, drift, fall, time), STILL)
    assert distance == pytest.approx(1500.0 * time, rel=1e-4)


def test_time_to_go__of_what_flees_faster_is_far():
    rounds = round_of(IDEAL)
    flees = time_to_go(rounds, 0, 9.0, 600.0, (1e4, 0.0, 0.0), (700.0, 0.0, 0.0), STILL)
    same = time_to_go(rounds, 0, 9.0, 600.0, (1e4, 0.0, 0.0), (600.0, 0.0, 0.0), STILL)
    side = time_to_go(rounds, 0, 9.0, 100.0, (1e4, 0.0, 0.0), (0.0, 700.0, 0.0), STILL)
    assert flees == same == side == FAR_TIME


def test_own_way__of_a_round_that_burns_its_mass_is_near_the_exact():
    fields = {"boost_acceleration": 300.0, "boost_time": 8.0, "boost_flow": 0.15}
    rounds = round_of(fields)
    way, speed = own_way(rounds, 0, 0.0, 30.0, 8.0)
    exhaust = 300.0 / 0.15
    assert speed - 30.0 == pytest.approx(exhaust * math.log(2.2), rel=3e-3)
    exact = 30.0 * 8.0 + exhaust * (8.0 - math.log(2.2) / 0.15)
    assert way == pytest.approx(exact, rel=0.15)
    assert own_way(rounds, 0, 6.0, 900.0, 2.0)[1] - 900.0 == pytest.approx(
        exhaust * math.log(1.3), rel=1e-4
    )
