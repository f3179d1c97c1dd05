"""What the Earth hides from a radar, and what bends around it."""

import numpy as np
import pytest

from kalkan.constants import LIGHT_SPEED
from kalkan.engine.eye import geometry
from kalkan.engine.masking import shadow
from kalkan.physics.diffraction import (
    knife_edge_loss,
    knife_edge_parameter,
    smooth_earth_loss,
)
from kalkan.physics.envelope import point_at
from kalkan.physics.horizon import ground_distance, horizon
from unit.engine.open_eye import behind_a_wall, open_eye, over_a_ridge


def _shadow(eye, time=0.0):
    seen = geometry(eye, 0, 0, time)
    return shadow(eye, 0, seen), seen


# ------------------------------------------------------------------ the smooth Earth


@pytest.mark.parametrize("low", [5.0, 50.0, 1e3])
def test_smooth_earth__cuts_the_ray_beyond_the_sum_of_horizons(low):
    eye = open_eye(velocity=(0.0, 0.0, 0.0))
    reach, hidden = horizon(20.0, 4 / 3) + horizon(low, 4 / 3), 0
    for arc in np.linspace(5e3, 290e3, 58):
        eye.sky.knots.position[:2] = point_at(float(arc), low)
        (loss, is_cut), _ = _shadow(eye)
        assert is_cut or arc < 1.01 * reach
        assert not is_cut or arc > 0.99 * reach
        assert loss > 5.0 or not is_cut
        hidden += is_cut
    assert hidden > 20


def test_smooth_earth__takes_nothing_of_a_ray_far_above_it():
    (loss, is_cut), _ = _shadow(open_eye((100e3, 0.0, 9e3)))
    assert (loss, is_cut) == (0.0, False)


def test_smooth_earth__takes_what_the_sphere_takes_near_the_horizon():
    eye = open_eye(point_at(60e3, 80.0), (0.0, 0.0, 0.0))
    (loss, is_cut), seen = _shadow(eye)
    away = ground_distance(seen.distance, 20.0, seen.altitude)
    frequency = LIGHT_SPEED / 0.1
    expected = smooth_earth_loss(away, 20.0, seen.altitude, frequency, 4 / 3)
    assert is_cut
    assert loss == pytest.approx(expected)


# ------------------------------------------------------------------ a table of floors


def test_floor__hides_what_is_below_and_bends_around_the_edge():
    for altitude, is_below in ((800.0, True), (1200.0, False)):
        eye = open_eye(point_at(50e3, altitude), (0.0, 0.0, 0.0))
        (loss, is_cut), seen = _shadow(behind_a_wall(eye, 1000.0, 20e3))
        away = ground_distance(seen.distance, 20.0, seen.altitude)
        rise = (1000.0 - seen.altitude) * 20e3 / away
        nu = knife_edge_parameter(rise, 20e3, away - 20e3, 0.1)
        assert is_cut == is_below
        assert loss == pytest.approx(knife_edge_loss(nu), abs=1e-4)


def test_floor__at_grazing_takes_six_decibels():
    eye = open_eye(point_at(50e3, 1000.0), (0.0, 0.0, 0.0))
    (loss, _), _ = _shadow(behind_a_wall(eye, 1000.0, 20e3))
    assert loss == pytest.approx(6.03, abs=0.1)


def test_floor__moves_with_the_ground_of_a_world_and_with_the_mast():
    eye = behind_a_wall(open_eye(point_at(50e3, 1000.0), (0.0, 0.0, 0.0)), 1000.0, 20e3)
    (grazing, _), _ = _shadow(eye)
    eye.medium.masking[:] = 40.0
    (higher, is_cut), _ = _shadow(eye)
    assert is_cut
    assert higher > grazing + 1.0
    eye.medium.lift[0] = 40.0 / (1.0 - 20.0 / 50.0)  # the mast makes up for it
    (level, _), _ = _shadow(eye)
    assert level == pytest.approx(grazing, abs=0.05)


def test_floor__of_ground_beside_the_site_is_known_well():
    eye = behind_a_wall(open_eye(point_at(50e3, 1000.0), (0.0, 0.0, 0.0)), 1e3, 500.0)
    (before, _), _ = _shadow(eye)
    eye.medium.masking[:] = 40.0
    (after, _), _ = _shadow(eye)
    near = 40.0 * 500.0 / 5e3
    nu = knife_edge_parameter(near, 500.0, 49.5e3, 0.1)
    assert after == pytest.approx(knife_edge_loss(nu), abs=0.1)
    assert before < after


# ------------------------------------------------------------------ a radar that flies


def test_ray__of_a_radar_that_flies_meets_the_ridge_below_it():
    place = point_at(60e3, 300.0)
    for height, is_hidden in ((100.0, False), (2500.0, True)):
        eye = open_eye(place, (0.0, 0.0, 0.0))
        eye.sensors.carrier[0] = 0
        eye.crews.position[0, 2] = eye.crews.altitude[0] = 3000.0
        (loss, is_cut), _ = _shadow(over_a_ridge(eye, height, 40e3))
        assert is_cut == is_hidden
        assert (loss > 20.0) == is_hidden


def test_ray__is_not_sought_where_there_is_no_terrain():
    eye = open_eye(point_at(60e3, 300.0), (0.0, 0.0, 0.0))
    eye.sensors.carrier[0] = 0
    eye.crews.position[0, 2] = eye.crews.altitude[0] = 3000.0
    (loss, is_cut), _ = _shadow(eye)
    assert (loss, is_cut) == (0.0, False)
