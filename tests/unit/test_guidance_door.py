"""The door to guidance: broadcasting, and what it refuses."""

import math

import numpy as np
import pytest

from kalkan import guidance as g
from kalkan.physics import homing

NAN, INF = math.nan, math.inf


def test_door__broadcasts_and_gives_numbers_for_numbers():
    miss = g.heading_error_miss(900.0, [[-0.1], [0.2]], [1.0, 2.0, 3.0], 0.5, 3.0)
    assert miss.shape == (2, 3)
    assert miss[1, 2] == homing.heading_error_miss(3.0, 0.5, 3.0, 900.0, 0.2)
    assert type(g.target_miss(30.0, 2.0, 0.5)) is float
    assert g.target_miss(30.0, [2.0, 4.0], 0.5).shape == (2,)
    assert type(g.target_acceleration(30.0, 8.0, 2.0)) is float
    assert type(g.heading_error_acceleration(900.0, 0.1, 8.0, 2.0)) is float
    assert type(g.pursuit_time(1e3, 300.0, 200.0, 0.0)) is float


def test_linear_miss__agrees_with_the_closed_forms():
    flown = g.linear_miss([0.5, 2.0], 0.4, 3.5, drift=-20.0, acceleration=30.0)
    closed = g.heading_error_miss(200.0, 0.1, [0.5, 2.0], 0.4, 3.5) + g.target_miss(
        30.0, [0.5, 2.0], 0.4, 3.5
    )
    np.testing.assert_allclose(flown, closed, atol=1e-6)


def test_engage__shows_the_way_to_the_hit():
    shot = g.engage(12e3, 900.0, 300.0, 2.5, target_acceleration=30.0, places=50)
    assert shot.miss < 1e-3
    assert shot.path_time.shape == (50,)
    assert shot.interceptor.shape == shot.target.shape == (50, 2)
    assert shot.path_time[-1] == pytest.approx(shot.time, abs=0.05)
    assert np.linalg.norm(shot.interceptor[-1] - shot.target[-1]) < 60.0
    assert shot.acceleration[0] < 1e-3 < shot.acceleration[-2]
    assert g.engage(12e3, 900.0, 300.0, places=1).path_time.tolist() == [0.0]


def test_engage__away_from_the_target_never_meets_it():
    shot = g.engage(5e3, 900.0, 300.0, heading_error=math.pi)
    assert (shot.time, shot.miss) == (INF, 5e3)
    assert shot.path_time.shape == (1,)


def test_noise__grows_with_its_density():
    assert g.glint_miss(4.0, 5.0, 0.5) == pytest.approx(
        2.0 * g.glint_miss(1.0, 5.0, 0.5)
    )
    slow, fast = g.angle_noise_miss(1e-6, [500.0, 1000.0], 5.0, 0.5)
    assert fast == pytest.approx(2.0 * slow)


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("heading_error_miss", (-1.0, 0.1, 1.0, 1.0), "speed: .* not from 0 on"),
        (
            "heading_error_miss",
            (900.0, NAN, 1.0, 1.0),
            "heading_error.* not a finite",
        ),
        ("heading_error_miss", (900.0, 0.1, INF, 1.0), "duration: .* not from 0 on"),
        ("heading_error_miss", (900.0, 0.1, 1.0, -1.0), "lag: .* not from 0 on"),
        ("heading_error_miss", (900.0, 0.1, 1.0, 1.0, 0.0), "navigation: .* above 0"),
        ("target_miss", (NAN, 1.0, 1.0), "acceleration.* not a finite"),
        ("linear_miss", (0.0, 1.0), "duration: .* above 0"),
        ("linear_miss", (1.0, 1e-6), "lag: at most 10000 lags"),
        ("heading_error_acceleration", (9.0, 0.1, 1.0, 2.0), "time: at most the dur"),
        ("heading_error_acceleration", (9.0, 0.1, 0.0, 0.0), "duration: .* above 0"),
        (
            "target_acceleration",
            (9.0, 1.0, 0.5, 1.5),
            "navigation: .* not from 2 on",
        ),
        ("glint_miss", (-1.0, 1.0, 1.0), "density: .* not from 0 on"),
        ("glint_miss", (1.0, 1.0, 0.0), "lag: .* above 0"),
        ("glint_miss", (1.0, 1.0, 1e-6), "lag: at most 10000 lags"),
        (
            "angle_noise_miss",
            (1.0, -1.0, 1.0, 1.0),
            "closing_speed: .* not from 0 on",
        ),
        ("engage", (0.0, 900.0, 300.0), "distance: .* above 0"),
        ("engage", (1e3, 900.0, NAN), "target_speed: .* not from 0 on"),
        ("engage", (1e3, 900.0, 300.0, INF), "course.* not a finite"),
        ("engage", (1e3, [900.0], 300.0), "speed: one number"),
        ("engage", (1e3, 100.0, 300.0, 1.5), "target_speed: too fast"),
        ("collision_lead", (0.0, 300.0, 0.0), "speed: .* above 0"),
        ("pursuit_time", (-1.0, 300.0, 200.0, 0.0), "distance: .* not from 0 on"),
        ("flown_pursuit_time", (1e3, 300.0, 200.0, NAN), "course.* not a finite"),
        ("endgame_probability", (-1.0, 1.0, 0.5), "miss: .* not from 0 on"),
        ("endgame_probability", (1.0, 0.0, 0.5), "reference_miss: .* above 0"),
        ("endgame_probability", (1.0, 1.0, 1.5), "reference_probability: from 0 to 1"),
    ],
)
def test_door__refuses_in_one_line(name, arguments, said):
    with pytest.raises(ValueError, match=said) as caught:
        getattr(g, name)(*arguments)
    assert "\n" not in str(caught.value)


def test_engage__refuses_too_many_places():
    with pytest.raises(ValueError, match="places: from 1 to"):
        g.engage(1e3, 900.0, 300.0, places=0)


def test_door__refuses_shapes_that_do_not_broadcast():
    with pytest.raises(ValueError, match="broadcast"):
        g.target_miss([1.0, 2.0], [1.0, 2.0, 3.0], 1.0)


def test_lead__is_nan_where_the_target_is_too_fast():
    lead = g.collision_lead([600.0, 100.0], 300.0, math.pi / 2)
    assert math.degrees(lead[0]) == pytest.approx(30.0)
    assert math.isnan(lead[1])


def test_pursuit__flown_and_closed_agree():
    course = np.linspace(0.0, 3.0, 5)
    np.testing.assert_allclose(
        g.flown_pursuit_time(9e3, 700.0, 300.0, course),
        g.pursuit_time(9e3, 700.0, 300.0, course),
        rtol=1e-7,
    )
    assert g.pursuit_time(0.0, 700.0, 300.0, 1.0) == 0.0
    assert g.flown_pursuit_time(0.0, 700.0, 300.0, 1.0) == 0.0
    assert g.pursuit_time(1e3, 300.0, 300.0, 1.0) == INF


def test_endgame__is_certain_at_nought():
    assert g.endgame_probability(0.0, 5.0, 0.3) == 1.0
    np.testing.assert_allclose(
        g.endgame_probability(3.0, 3.0, [0.0, 0.4, 1.0]), [0.0, 0.4, 1.0]
    )
