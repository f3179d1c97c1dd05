import math

import numpy as np
import pytest

from kalkan.constants import EARTH_MU
from kalkan.physics.flight import (
    advance,
    burn_time,
    drag_area_from,
    gravity,
    mass,
    mean_thrust,
    propulsion,
    surroundings,
)
from kalkan.physics.geodesy import local_up
from unit.physics.build_round import FRAME, IDEAL, LONG, STILL, round_of

NO_AIR = (0.0, 300.0, 0.0, 0.0, 0.0, 10e3, 1e9)


def _flown(rounds, span, steps, velocity, command, air=NO_AIR, age=99.0):
    place, demand = STILL, STILL
    for _ in range(steps):
        s = advance(rounds, 0, age, span, place, velocity, demand, command, air)
        place, velocity, demand, age = s[:3], s[3:6], s[6:], age + span
    return np.array(place), np.array(velocity), np.array(demand)


def test_drag_area_from__is_cross_section_over_mass():
    assert drag_area_from(2.0, 4.0) == pytest.approx(math.pi / 4.0)


def test_gravity__points_to_the_centre_of_the_earth():
    pull = np.array(gravity(FRAME, 0.0, 0.0, 0.0))
    radius = math.sqrt(float(FRAME[:3] @ FRAME[:3]))
    assert np.linalg.norm(pull) == pytest.approx(EARTH_MU / radius**2)
    up = np.array(local_up(FRAME, 0.0, 0.0, 0.0))
    assert -pull @ up / np.linalg.norm(pull) > math.cos(math.radians(0.2))


def test_surroundings__are_those_of_the_place():
    half, sound, _, _, gz, alt, until = surroundings(FRAME, (0.0, 0.0, 10e3), 7.0)
    assert (half, sound) == pytest.approx((0.5 * 0.41351, 299.53), rel=1e-4)
    assert (round(gz, 1), alt, until) == (-9.8, pytest.approx(10e3), 7.0)


def test_mean_thrust__keeps_the_impulse_of_both_pulses():
    rounds = round_of(LONG, sustain_time=6.0, sustain_acceleration=50.0)
    assert burn_time(rounds, 0) == 18.0
    spans = np.full(41, 0.5)
    total = sum(mean_thrust(rounds, 0, 0.5 * k, 0.5) * s for k, s in enumerate(spans))
    assert total == pytest.approx(200.0 * 12.0 + 50.0 * 6.0)
    assert mean_thrust(rounds, 0, 11.9, 0.2) == pytest.approx(125.0)
    assert mean_thrust(rounds, 0, 18.0, 0.2) == 0.0


def test_advance__turns_on_a_circle_at_constant_speed():
    rounds = round_of(IDEAL)
    speed, turn = 600.0, 60.0
    place, velocity = STILL, (speed, 0.0, 0.0)
    for _ in range(628):
        command = -turn * velocity[1] / speed, turn * velocity[0] / speed, 0.0
        s = advance(rounds, 0, 9.0, 0.05, place, velocity, STILL, command, NO_AIR)
        place, velocity = s[:3], s[3:6]
    assert math.hypot(velocity[0], velocity[1]) == pytest.approx(speed, rel=1e-6)
    radius = speed**2 / turn
    assert math.hypot(place[0], place[1] - radius) == pytest.approx(radius, rel=2e-3)


def test_advance__falls_freely_without_air():
    air = (0.0, 300.0, 0.0, 0.0, -9.8, 10e3, 1e9)
    rounds = round_of(IDEAL, load_limit=0.0)
    place, velocity, _ = _flown(rounds, 0.1, 100, (300.0, 0.0, 400.0), STILL, air)
    assert place == pytest.approx([3000.0, 0.0, 4000.0 - 490.0])
    assert velocity == pytest.approx([300.0, 0.0, 302.0])


def test_advance__coasting_speed_falls_as_the_closed_form():
    """dv/dt = -k v² has v = v0 / (1 + k v0 t): held where drag is flat with Mach."""
    rounds = round_of(LONG)
    half = 0.5 * 0.4
    air = (
        half,
        2000.0,
        0.0,
        0.0,
        0.0,
        10e3,
        1e9,
    )  # slow against such sound: Mach < 0.5
    place, velocity, _ = _flown(rounds, 0.1, 100, (200.0, 0.0, 0.0), STILL, air)
    low = half * 2.1e-4 * 0.28
    high = half * 2.1e-4 * 0.29
    assert 200.0 / (1.0 + high * 2e3) < velocity[0] < 200.0 / (1.0 + low * 2e3)
    assert place[1] == place[2] == 0.0


def test_advance__follows_a_command_with_its_lag():
    rounds = round_of(IDEAL, lag=0.5)
    for span, steps in ((0.05, 20), (0.5, 2)):
        _, _, demand = _flown(rounds, span, steps, (1e6, 0.0, 0.0), (0.0, 100.0, 0.0))
        assert demand[1] == pytest.approx(100.0 * (1.0 - math.exp(-2.0)), rel=1e-6)
    _, velocity, _ = _flown(rounds, 0.5, 2, (1e6, 0.0, 0.0), (0.0, 100.0, 0.0))
    gained = 100.0 * (1.0 - 0.5 * (1.0 - math.exp(-2.0)))
    assert velocity[1] == pytest.approx(gained, rel=1e-5)


def test_advance__never_flies_more_than_its_limit():
    rounds = round_of(IDEAL, load_limit=50.0)
    _, velocity, demand = _flown(rounds, 0.1, 1, (1000.0, 0.0, 0.0), (0.0, 9e9, 0.0))
    assert velocity[1] == pytest.approx(5.0, rel=1e-3)
    assert np.linalg.norm(demand) == pytest.approx(50.0)


def test_advance__thrust_is_along_the_velocity_from_rest_as_well():
    rounds = round_of(LONG)
    place, velocity, _ = _flown(rounds, 0.1, 10, (0.0, 0.0, 1e-3), STILL, age=0.0)
    assert velocity[2] == pytest.approx(200.0, rel=0.02)
    assert place[2] == pytest.approx(100.0, rel=0.02)


def test_advance__of_usual_sub_steps_is_exact_to_decimetres():
    rounds, start = round_of(LONG), (900.0, 0.0, 300.0)
    air = surroundings(FRAME, (0.0, 0.0, 2e3), 1e9)
    ends = [_flown(rounds, 4.0 / n, n, start, STILL, air)[0] for n in (8, 20, 40, 800)]
    errors = [np.linalg.norm(end - ends[-1]) for end in ends[:-1]]
    assert errors[0] < 1.0
    assert errors[1] < 0.4
    assert errors[2] < 0.2


TWO = {
    "boost_time": 4.0,
    "boost_acceleration": 300.0,
    "boost_flow": 0.2,
    "sustain_time": 5.0,
    "sustain_acceleration": 80.0,
    "sustain_flow": 0.06,
}


def test_mass__falls_evenly_in_each_pulse_and_ends_at_one():
    rounds = round_of(TWO)
    masses = [mass(rounds, 0, age) for age in (0.0, 2.0, 4.0, 6.5, 9.0, 20.0)]
    assert masses == pytest.approx([2.1, 1.7, 1.3, 1.15, 1.0, 1.0])
    assert mass(round_of(LONG), 0, 3.0) == 1.0


def test_propulsion__is_thrust_over_mass():
    rounds = round_of(TWO)
    thrust, light = propulsion(rounds, 0, 1.9, 0.2)
    assert (thrust, light) == pytest.approx((300.0 / 1.7, 1.0 / 1.7))
    assert propulsion(rounds, 0, 9.0, 0.2) == (0.0, 1.0)


def test_advance__gains_the_speed_of_the_rocket_equation():
    """Tsiolkovsky: thrust / flow times ln(mass ratio), pulse by pulse."""
    rounds = round_of(TWO)
    wanted = 300.0 / 0.2 * math.log(2.1 / 1.3) + 80.0 / 0.06 * math.log(1.3)
    for step, within in ((0.2, 2e-4), (0.05, 2e-5)):
        steps = round(10.0 / step)
        _, velocity, _ = _flown(rounds, step, steps, (1.0, 0, 0), STILL, age=0.0)
        assert velocity[0] - 1.0 == pytest.approx(wanted, rel=within)


def test_advance__a_heavy_round_is_slowed_and_turned_less():
    fields = {"boost_acceleration": 1e-9, "boost_time": 9.0}
    air = (0.1, 300.0, 0.0, 0.0, 0.0, 10e3, 1e9)
    changes = []
    for flow in (0.0, 0.125):
        rounds = round_of(LONG, fields, boost_flow=flow, lag=0.0, load_limit=1e3)
        command = (0.0, 1e3, 0.0)
        start = (900.0, 0.0, 0.0)
        _, velocity, _ = _flown(rounds, 1e-4, 1, start, command, air, age=1.0)
        changes.append((900.0 - velocity[0], velocity[1]))
    light, heavy = changes
    assert light[0] / heavy[0] == pytest.approx(2.0, rel=1e-3)
    assert light[1] / heavy[1] == pytest.approx(2.0, rel=1e-3)
