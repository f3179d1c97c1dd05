import math

import numpy as np
import pytest

from kalkan.constants import EARTH_RATE
from kalkan.physics.aiming import (
    APOGEE_TOLERANCE,
    PLACE_TOLERANCE,
    RISE,
    TURNED,
    Lay,
    Rocket,
    Shot,
    launch,
    solve,
    steered,
)
from kalkan.physics.ballistics import motor, rocket_of
from kalkan.physics.earth import ROUND, WGS84
from kalkan.physics.geodesy import ecef2geodetic, geodetic2ecef
from kalkan.physics.staging import Missile, Stage, unpowered
from kalkan.physics.steering import Guided
from kalkan.physics.wind import CALM, steady

START, AIM = (0.70, 0.57, 300.0), (0.735, 0.58, 800.0)
SCUD = Missile((Stage.of_impulse(230.0, 3699.0, 1198.0, 75.0),), 1000.0, 0.84)
TWO = Missile(
    (
        Stage.of_impulse(240.0, 16100.0, 3800.0, 70.0),
        Stage.of_impulse(230.0, 3699.0, 1198.0, 75.0),
    ),
    454.0,
    0.88,
    True,
    5e3,
)


def shot(rocket, wind=CALM, earth=WGS84, aim=AIM):
    return Shot(earth, wind, START, aim, rocket)


def missed(made, lay):
    """Return how far from the aim a lay really falls [m]."""
    fall = launch(made, lay)
    aim = np.array(geodetic2ecef(*made.aim))
    return np.linalg.norm(fall.state[:3] - aim), fall


@pytest.mark.parametrize(
    ("rocket", "wind", "apogee"),
    [
        (motor(60.0, 12e3, 230e3), CALM, 60e3),
        (motor(60.0, 12e3, 230e3), steady(40.0, 2.0), 60e3),
        (motor(0.0, math.inf, 230e3), CALM, 40e3),
        pytest.param(
            rocket_of(SCUD, Guided.LOFTED), CALM, 62e3, marks=pytest.mark.compiled
        ),
        (rocket_of(SCUD, Guided.GRAVITY_TURN), steady(25.0, 1.0), 62e3),
    ],
)
def test_solve__falls_on_the_aim_as_high_as_wished(rocket, wind, apogee):
    made = shot(rocket, wind)
    lay = solve(made, apogee)
    away, fall = missed(made, lay)
    assert away < 3.0 * PLACE_TOLERANCE
    assert fall.ending.apogee == pytest.approx(apogee, abs=4.0 * APOGEE_TOLERANCE)


@pytest.mark.compiled
@pytest.mark.parametrize("guided", [Guided.LOFTED, Guided.GRAVITY_TURN])
def test_solve__of_two_stages_reaches_far(guided):
    made = shot(rocket_of(TWO, guided), aim=(0.95, 0.7, 100.0))
    lay = solve(made, 400e3)
    away, fall = missed(made, lay)
    assert away < 0.2
    assert fall.ending.apogee == pytest.approx(400e3, abs=100.0)
    assert 0.4 < lay.effort < 1.0


@pytest.mark.compiled
def test_solve__pushes_harder_where_the_stages_fall_short():
    made = shot(rocket_of(SCUD, Guided.LOFTED), aim=(0.76, 0.6, 0.0))
    lay = solve(made, 90e3)
    assert lay.effort > 1.05
    assert missed(made, lay)[0] < 0.2


def test_solve__turns_its_azimuth_against_the_earths_rotation():
    """At the equator what flies north falls 4/3 ω w³ / g² to the west.

    J. B. Marion, S. T. Thornton, *Classical Dynamics*, 5th edition, 2004, section 10.4.
    """
    start, aim = (0.0, 0.0, 0.0), (0.045, 0.0, 0.0)
    rocket = motor(0.0, math.inf, 287e3)
    turning = solve(Shot(WGS84, CALM, start, aim, rocket), 70e3)
    resting = solve(Shot(ROUND, CALM, start, aim, rocket), 70e3)
    assert resting.azimuth == pytest.approx(0.0, abs=1e-6)
    upwards = turning.effort * math.sin(turning.elevation)
    west = 4.0 / 3.0 * EARTH_RATE * upwards**3 / 9.8**2
    assert turning.azimuth == pytest.approx(west / (0.045 * 6.37e6), rel=0.05)


def test_solve__flies_as_low_as_it_can():
    made = shot(motor(60.0, 12e3, 230e3))
    lay = solve(made, 1.0)
    away, fall = missed(made, lay)
    assert away < 3.0 * PLACE_TOLERANCE
    assert fall.ending.apogee < 25e3


def test_solve__is_none_where_nothing_leads_to_the_aim():
    stone = Rocket(lambda _: unpowered(1.0, 0.0), Guided.FIXED, 60.0, 1.0)
    assert solve(shot(stone), 50e3) is None


@pytest.mark.compiled
def test_solve__is_none_where_the_air_stops_all():
    assert solve(shot(motor(0.0, 1.0, 230e3)), 50e3) is None


def test_launch__says_where_beside_the_aim_it_fell():
    made = shot(motor(0.0, math.inf, 230e3))
    fall = launch(made, Lay(0.3, 0.8, 1500.0))
    _, _, alt = ecef2geodetic(*fall.state[:3])
    assert alt == pytest.approx(AIM[2], abs=1e-3)
    turned = launch(made, Lay(0.31, 0.8, 1500.0))
    assert turned.aside > fall.aside
    faster = launch(made, Lay(0.3, 0.8, 1550.0))
    assert faster.along > fall.along
    escaped = launch(made, Lay(0.3, 0.8, 12e3))
    assert escaped.along == math.inf


def test_steered__turns_over_during_the_burn():
    rocket = rocket_of(SCUD, Guided.LOFTED)
    steering = steered(rocket, START, Lay(0.2, 0.8, 1.0))
    assert steering.rise == RISE
    assert steering.turned == pytest.approx(TURNED[Guided.LOFTED] * 75.0)
    short = Rocket(rocket.phases, Guided.GRAVITY_TURN, 20.0, 1.0)
    assert steered(short, START, Lay(0.2, 0.8, 1.0)).rise == 2.0
