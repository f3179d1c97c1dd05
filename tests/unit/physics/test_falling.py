"""Free fall of a track, against a fine integration of the full equations."""

import math

import numpy as np
import pytest

from kalkan.constants import EARTH_J2, EARTH_MAJOR, EARTH_MU, EARTH_RATE
from kalkan.physics.atmosphere import density
from kalkan.physics.falling import (
    DRAG_SPREAD,
    DRAG_TIME,
    DRAG_USUAL,
    FALL_PSD,
    PARTS,
    acceleration,
    drag_factors,
    fall_psd,
    fall_step,
    parts_of,
    weight,
)
from kalkan.physics.geodesy import altitude, frame_at
from tests.unit.physics import dense

FRAME = frame_at(0.7, 0.57)
STEPS = np.array([1.0, 1.0, 1.0, 0.1, 0.1, 0.1, 1e-4])


def _pull(x, v, drag):
    """Return the acceleration over a turning Earth with J2 and its air, ENU."""
    turn = FRAME[3:].reshape(3, 3)
    r = FRAME[:3] + turn.T @ x
    far = np.linalg.norm(r)
    flat = 5.0 * (r[2] / far) ** 2
    bulge = 1.5 * EARTH_J2 * EARTH_MU * EARTH_MAJOR**2 / far**5
    pull = -EARTH_MU * r / far**3 - bulge * r * [1 - flat, 1 - flat, 3 - flat]
    spin = np.array([0.0, 0.0, EARTH_RATE])
    pull -= 2.0 * np.cross(spin, turn.T @ v) + np.cross(spin, np.cross(spin, r))
    height = altitude(FRAME, *x)
    return turn @ pull - density(height) * drag * np.linalg.norm(v) * v


def _fly(state, dt, step=0.02):
    """Return a state after Runge and Kutta's steps."""
    x, v = state[:3].copy(), state[3:6].copy()
    drag, h = DRAG_USUAL * math.exp(state[6]), dt / math.ceil(dt / step)
    for _ in range(math.ceil(dt / step)):
        a = _pull(x, v, drag)
        b = _pull(x + 0.5 * h * v, v + 0.5 * h * a, drag)
        c = _pull(x + 0.5 * h * (v + 0.5 * h * a), v + 0.5 * h * b, drag)
        d = _pull(x + h * (v + 0.5 * h * b), v + h * c, drag)
        x = x + h * v + h * h / 6.0 * (a + b + c)
        v = v + h / 6.0 * (a + 2.0 * b + 2.0 * c + d)
    return np.r_[x, v]


def _state(height, speed, angle=-0.6, drag=0.9):
    down, across = speed * math.sin(angle), speed * math.cos(angle)
    return np.array([-80e3, 60e3, height, 0.8 * across, -0.6 * across, down, drag])


@pytest.mark.parametrize(
    ("height", "speed", "dt", "place", "pace"),
    [
        (150e3, 1800.0, 10.0, 0.5, 0.05),
        (95e3, 2000.0, 10.0, 0.5, 0.05),
        (45e3, 1900.0, 5.0, 3.0, 0.5),
        (25e3, 1500.0, 5.0, 12.0, 1.0),
        (15e3, 1000.0, 2.0, 5.0, 1.0),
        (5e3, 500.0, 1.0, 1.0, 1.0),
    ],
)
def test_fall_step__is_near_the_full_equations(height, speed, dt, place, pace):
    start = _state(height, speed)
    expected = _fly(start, dt)
    mean = start.copy()
    fall_step(FRAME, mean, np.zeros(28), dt)
    assert np.linalg.norm(mean[:3] - expected[:3]) < place
    assert np.linalg.norm(mean[3:6] - expected[3:]) < pace


@pytest.mark.parametrize("height", [150e3, 30e3, 12e3])
def test_fall_step__covariance_is_that_of_its_derivatives(height):
    start = _state(height, 1500.0)
    dt = 0.5 if height < 100e3 else 5.0
    f = dense.jacobian(lambda x: dense.fallen(FRAME, x, dt), start, STEPS)
    f[:6, :3] = np.eye(6, 3)  # gradients over the place are left out
    keeps = math.exp(-dt / DRAG_TIME)
    f[6, 6] = keeps
    scale = np.diag([100.0, 90.0, 80.0, 20.0, 15.0, 10.0, 0.4])
    root = scale @ np.random.default_rng(1).normal(size=(7, 7))
    p = root @ root.T
    expected = f @ p @ f.T
    expected[6, 6] += DRAG_SPREAD**2 * (1.0 - keeps**2)
    mean, packed = start.copy(), dense.packed(p)
    fall_step(FRAME, mean, packed, dt)
    np.testing.assert_allclose(mean[:6], dense.fallen(FRAME, start, dt)[:6], rtol=1e-8)
    ours = dense.unpacked(packed)
    expected += dense.white(fall_psd(FRAME, start), dt)
    size = np.sqrt(np.outer(np.diag(expected), np.diag(expected)))
    np.testing.assert_allclose(ours / size, expected / size, atol=1e-2)


def test_fall_step__is_steady_for_any_step():
    for dt in (0.0, 60.0, 1e4):
        mean, packed = _state(30e3, 7000.0, drag=6.0), dense.packed(np.eye(7))
        fall_step(FRAME, mean, packed, dt)
        assert np.isfinite(mean).all()
        assert np.linalg.norm(mean[3:6]) < 1e5
        assert np.linalg.eigvalsh(dense.unpacked(packed)).min() > 0.0


def test_parts_of__grow_with_the_way_in_the_air_alone():
    assert parts_of(FRAME, _state(200e3, 2000.0, angle=0.0), 9.0) == 1
    assert parts_of(FRAME, _state(20e3, 2000.0), 9.0) == 7
    assert parts_of(FRAME, _state(20e3, 250.0), 9.0) == 1
    assert parts_of(FRAME, _state(20e3, 2000.0), 1e6) == PARTS


@pytest.mark.parametrize("loss", [1e-12, 0.00999, 0.01001, 2.0])
def test_drag_factors__are_their_closed_forms(loss):
    keeps, way = drag_factors(loss)
    assert keeps == pytest.approx(1.0 / (1.0 + loss), rel=1e-14)
    assert way == pytest.approx(math.log1p(loss) / loss, rel=1e-10)


def test_weight__is_normal_gravity_at_equator_and_pole():
    for lat, gravity in ((0.0, 9.7803253359), (0.5 * math.pi, 9.8321849378)):
        pull, height = weight(frame_at(lat, 0.3), 0.0, 0.0, 0.0)
        assert pull == pytest.approx(gravity, abs=1e-7)
        assert height == pytest.approx(0.0, abs=1e-6)


def test_acceleration__is_that_of_the_full_equations():
    for height in (120e3, 40e3, 10e3):
        state = _state(height, 1500.0)
        free, drag = acceleration(FRAME, state)
        expected = _pull(state[:3], state[3:6], DRAG_USUAL * math.exp(state[6]))
        np.testing.assert_allclose(np.add(free, drag), expected, atol=0.02, rtol=0.01)
    assert fall_psd(FRAME, _state(120e3, 1500.0)) == FALL_PSD
    assert fall_psd(FRAME, _state(20e3, 1500.0)) > 10.0
