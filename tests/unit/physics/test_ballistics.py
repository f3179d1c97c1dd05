import math

import numpy as np
import pytest

from kalkan.constants import EARTH_MU, EARTH_RADIUS
from kalkan.physics.aiming import Shot, launch
from kalkan.physics.ballistics import (
    ballistic_knots,
    farthest,
    fitted,
    minimum_energy_apogee,
    minimum_energy_elevation,
    minimum_energy_speed,
    minimum_energy_time,
    rocket_of,
)
from kalkan.physics.earth import ROUND, WGS84
from kalkan.physics.geodesy import altitude, ecef2geodetic, frame_at, geodetic2enu
from kalkan.physics.kinematics import hermite
from kalkan.physics.staging import Missile, Stage
from kalkan.physics.steering import Guided
from kalkan.physics.wind import CALM, steady

FRAME = frame_at(0.70, 0.57, 900.0)
START, AIM = (0.70, 0.57, 0.0), (0.745, 0.575, 800.0)  # 290 km
BOOST, COEFFICIENT = 60.0, 12e3
SCUD = Missile((Stage.of_impulse(230.0, 3699.0, 1198.0, 75.0),), 1000.0, 0.84)


@pytest.fixture(name="path", scope="module")
def _path():
    return ballistic_knots(FRAME, *START, *AIM, 60e3, BOOST, COEFFICIENT)


def heights(path):
    """Return altitudes between the knots too."""
    time, p, v = path
    found = []
    for k in range(len(time) - 1):
        for t in np.linspace(time[k], time[k + 1], 30):
            place = [
                hermite(
                    t, time[k], time[k + 1], p[k, c], v[k, c], p[k + 1, c], v[k + 1, c]
                )[0]
                for c in range(3)
            ]
            found.append(altitude(FRAME, *place))
    return np.array(found)


def test_ballistic_knots__joins_launch_place_and_aim_point(path):
    time, position, velocity = path
    assert time[0] == 0.0
    assert position[0] == pytest.approx(geodetic2enu(FRAME, *START), abs=1e-3)
    assert position[-1] == pytest.approx(geodetic2enu(FRAME, *AIM), abs=0.05)
    assert velocity[0] == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)
    assert 200.0 < time[-1] < 400.0
    assert len(time) < 60


def test_ballistic_knots__has_the_wanted_apogee(path):
    assert heights(path).max() == pytest.approx(60e3, abs=50.0)


def test_ballistic_knots__burns_then_falls_then_is_braked(path):
    time, _, v = path
    speed = np.linalg.norm(v, axis=1)
    assert BOOST in time
    burnout = int(np.argmax(time == BOOST))
    assert speed.argmax() == burnout
    assert 1200.0 < speed[burnout] < 2000.0
    assert speed[-1] < 0.9 * speed[burnout]


@pytest.mark.compiled
def test_ballistic_knots__without_wish_for_apogee_flies_at_least_energy():
    low = ballistic_knots(FRAME, *START, *AIM, math.inf, BOOST, COEFFICIENT)
    assert heights(low).max() == pytest.approx(minimum_energy_apogee(290e3), rel=0.02)


@pytest.mark.compiled
def test_ballistic_knots__of_stages_keeps_their_burn():
    aim = (0.735, 0.575, 0.0)
    path = ballistic_knots(
        FRAME, *START, *aim, 55e3, 0.0, 0.0, missile=SCUD, wind=steady(20.0, 1.0)
    )
    assert path[1][-1] == pytest.approx(geodetic2enu(FRAME, *aim), abs=0.05)
    assert heights(path).max() == pytest.approx(55e3, abs=50.0)
    speed = np.linalg.norm(path[2], axis=1)
    assert 50.0 < path[0][speed.argmax()] < 75.0  # cut off before it is spent


@pytest.mark.compiled
def test_ballistic_knots__is_empty_where_nothing_can_be_flown():
    same = ballistic_knots(FRAME, *START, *START, 80e3, BOOST, COEFFICIENT)
    thick = ballistic_knots(FRAME, *START, *AIM, 80e3, 0.0, 1.0)
    for time, position, velocity in (same, thick):
        assert time.shape == (0,)
        assert position.shape == velocity.shape == (0, 3)


@pytest.mark.parametrize("reach", [50e3, 700e3, 5500e3])
def test_minimum_energy__is_the_least_over_all_elevations(reach):
    """The speed that reaches so far at other elevations is greater (Bate, 6.2-15)."""
    half = 0.5 * reach / EARTH_RADIUS
    best = minimum_energy_speed(reach, EARTH_RADIUS, EARTH_MU)
    for elevation in np.linspace(0.05, 1.5, 200).tolist():
        # tan(half) = Q sin γ cos γ / (1 - Q cos² γ)
        part = math.tan(half) * math.cos(elevation) ** 2
        ratio = math.tan(half) / (math.sin(elevation) * math.cos(elevation) + part)
        assert math.sqrt(ratio * EARTH_MU / EARTH_RADIUS) >= best * (1.0 - 1e-12)
    at = minimum_energy_elevation(reach, EARTH_RADIUS)
    part = math.tan(half) * math.cos(at) ** 2
    ratio = math.tan(half) / (math.sin(at) * math.cos(at) + part)
    assert math.sqrt(ratio * EARTH_MU / EARTH_RADIUS) == pytest.approx(best, rel=1e-12)


def test_minimum_energy__of_a_short_range_is_that_over_flat_ground():
    gravity = EARTH_MU / EARTH_RADIUS**2
    speed = minimum_energy_speed(1e3, EARTH_RADIUS, EARTH_MU)
    assert speed == pytest.approx(math.sqrt(gravity * 1e3), rel=1e-4)
    assert minimum_energy_apogee(1e3) == pytest.approx(250.0, rel=1e-3)
    time = minimum_energy_time(1e3, EARTH_RADIUS, EARTH_MU)
    assert time == pytest.approx(math.sqrt(2e3 / gravity), rel=1e-3)


@pytest.mark.compiled
@pytest.mark.parametrize("guided", [Guided.LOFTED, Guided.GRAVITY_TURN])
def test_farthest__is_farther_than_its_neighbours(guided):
    lay, fall = farthest(SCUD, guided, (0.7, 0.57, 0.0), 0.7, WGS84, CALM)
    shot = Shot(
        WGS84, CALM, (0.7, 0.57, 0.0), (0.7, 0.67, 0.0), rocket_of(SCUD, guided)
    )

    def reach(elevation):
        state = launch(shot, lay._replace(elevation=elevation)).state[:3]
        lat, lon, _ = ecef2geodetic(*state)
        return math.hypot(lat - 0.7, (lon - 0.57) * math.cos(0.7))

    best = reach(lay.elevation)
    assert best > reach(lay.elevation + 0.02)
    assert best > reach(lay.elevation - 0.02)
    assert 280e3 < best * EARTH_RADIUS < 310e3
    assert fall.ending.landed


@pytest.mark.compiled
def test_fitted__flies_as_far_and_as_high_as_published():
    start, aim = (0.7, 0.57, 0.0), (0.7 + 290e3 / 6.37e6, 0.57, 0.0)
    missile, lay = fitted(SCUD, Guided.LOFTED, start, aim, 78e3, ROUND)
    fall = launch(Shot(ROUND, CALM, start, aim, rocket_of(missile, Guided.LOFTED)), lay)
    assert abs(fall.along) < 0.1
    assert fall.ending.apogee == pytest.approx(78e3, rel=1e-3)
    assert missile.stages[0].thrust / SCUD.stages[0].thrust == pytest.approx(
        1.0, abs=0.1
    )


@pytest.mark.compiled
def test_fitted__is_none_where_range_and_apogee_do_not_go_together():
    start, aim = (0.7, 0.57, 0.0), (0.7 + 290e3 / 6.37e6, 0.57, 0.0)
    assert fitted(SCUD, Guided.LOFTED, start, aim, 100.0, ROUND) is None
