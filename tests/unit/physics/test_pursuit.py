import math

import numpy as np
import pytest

from kalkan.physics import pursuit
from kalkan.physics.flight import surroundings
from kalkan.physics.guidance import launch_velocity
from kalkan.physics.intercept import FAR_TIME
from kalkan.physics.pursuit import GROUND, hold, pursue, spent, sub_step
from unit.physics.build_round import FRAME, IDEAL, LONG, STILL, round_of


def _chase(rounds, target, drift, velocity=None, age=0.0, glint=STILL, left=0.5):
    """Fly to the closest approach; return age, miss, speed and number of sub-steps."""
    v = velocity or launch_velocity(FRAME, STILL, target, rounds.launch_elevation[0])
    state, met, steps = (0.0, 0.0, 0.0, *v, 0.0, 0.0, 0.0), False, 0
    air = surroundings(FRAME, STILL, age)
    place = np.array(target)
    while not met and age < 400.0:
        at = tuple(map(float, place))
        span, met, state, air = pursue(
            FRAME, rounds, 0, age, left, state, air, at, drift, glint, False
        )
        age, steps = age + span, steps + 1
        place = place + span * np.array(drift)
    miss = float(np.linalg.norm(place - state[:3]))
    return age, miss, math.dist(state[3:6], STILL), steps


def test_pursue__without_noise_misses_by_less_than_a_metre():
    for target, drift in (
        ((80e3, 5e3, 8e3), (-250.0, 50.0, 0.0)),
        ((40e3, 0.0, 3e3), (0.0, 250.0, 0.0)),
        ((30e3, 10e3, 12e3), (150.0, 0.0, 0.0)),
    ):
        age, miss, speed, _ = _chase(round_of(LONG), target, drift)
        assert miss < 0.1
        assert age < 90.0
        assert speed > 500.0


def test_pursue__sub_steps_are_fine_enough(monkeypatch):
    """Halving the greatest sub-step changes time and place by next to nothing."""
    rounds, far, drift = round_of(LONG), (80e3, 5e3, 8e3), (-250.0, 50.0, 0.0)
    coarse = _chase(rounds, far, drift)
    fine = _chase(rounds, far, drift, left=0.05)
    assert fine[3] > 2 * coarse[3]
    assert coarse[0] == pytest.approx(fine[0], rel=2e-3)
    assert abs(coarse[1] - fine[1]) < 0.1


def test_pursue__a_constant_glint_is_hit_instead_of_the_target():
    rounds = round_of(LONG)
    miss = _chase(rounds, (50e3, 0.0, 6e3), (-250.0, 0.0, 0.0), glint=(0.0, 5.0, 0.0))[
        1
    ]
    assert miss == pytest.approx(5.0, rel=0.1)


def test_pursue__ends_at_the_closest_approach_to_what_it_cannot_turn_to():
    rounds = round_of(IDEAL, load_limit=0.0, boost_time=0.0)
    v = (1000.0, 0.0, 0.0)
    age, miss, _, _ = _chase(rounds, (1500.0, 100.0, 0.0), STILL, v, age=50.0)
    assert age - 50.0 == pytest.approx(1.5, abs=0.01)
    assert miss == pytest.approx(100.0, abs=12.0)  # it falls 11 m meanwhile


def test_pursue__of_what_opens_ends_at_once_after_burn_out_but_not_before():
    rounds = round_of(LONG)
    state = (0.0, 0.0, 5e3, 800.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    air = surroundings(FRAME, (0.0, 0.0, 5e3), 0.0)
    behind = (-9e3, 0.0, 5e3)
    done = pursue(FRAME, rounds, 0, 30.0, 0.5, state, air, behind, STILL, STILL, False)
    assert done[:3] == (0.0, True, state)
    span, met, after, _ = pursue(
        FRAME, rounds, 0, 5.0, 0.5, state, air, behind, STILL, STILL, False
    )
    assert (span, met) == (0.2, False)
    assert after != state


def test_pursue__renews_its_air_when_that_is_old():
    rounds = round_of(LONG)
    state = (0.0, 0.0, 9e3, 1000.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    near = (500.0, 0.0, 9e3)
    air = surroundings(FRAME, (0.0, 0.0, 9e3), 20.3)
    kept = pursue(FRAME, rounds, 0, 20.0, 0.5, state, air, near, STILL, STILL, False)
    assert kept[0] == pytest.approx(0.05)
    assert kept[3] == air
    later = pursue(FRAME, rounds, 0, 20.29, 0.5, state, air, near, STILL, STILL, False)
    assert later[3][6] == pytest.approx(20.29 + pursuit.AIR_TIME)


def test_sub_step__grows_finer_towards_the_target():
    rounds = round_of(LONG)
    go = (300.0, 9.0, 3.0, 0.5, 0.05, 0.0)
    steps = [sub_step(rounds, 0, 30.0, g) for g in go]
    assert steps == pytest.approx([0.5, 0.2, 0.1, 0.05, 0.005, 0.002])
    assert sub_step(rounds, 0, 1.0, 60.0) == 0.1
    assert sub_step(rounds, 0, 6.0, 60.0) == 0.2


def test_spent__names_every_end():
    rounds, fast = round_of(LONG), 900.0**2
    assert not spent(rounds, 0, 60.0, fast, 5e3)
    assert spent(rounds, 0, 250.0, fast, 5e3)
    assert spent(rounds, 0, 60.0, fast, GROUND - 0.1)
    assert spent(rounds, 0, 60.0, 349.0**2, 5e3)
    assert not spent(rounds, 0, 6.0, 100.0**2, 5e3)


def test_hold__keeps_course_and_height():
    rounds = round_of(LONG)
    state = (0.0, 0.0, 9e3, 1000.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    span, after, air = hold(FRAME, rounds, 0, 30.0, 2.0, state)
    assert span == sub_step(rounds, 0, 30.0, FAR_TIME)
    assert after[2] == pytest.approx(9e3, abs=1.0)
    assert 900.0 < after[3] < 1000.0
    assert air[5] == pytest.approx(9e3)
