"""Flights against closed forms and against SciPy, with forces written down anew."""

import math

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from kalkan.constants import AIR_HEAT_RATIO, EARTH_J2, EARTH_MAJOR, EARTH_MU, EARTH_RATE
from kalkan.numerics.integrate import ROWS, STATE, TOLERANCE
from kalkan.physics.atmosphere import density, pressure, sound_speed
from kalkan.physics.earth import ROUND, ROUND_ROTATING, WGS84
from kalkan.physics.ellipsoid import cartesian
from kalkan.physics.forces import Body
from kalkan.physics.geodesy import ecef2geodetic
from kalkan.physics.staging import (
    DRAG_COEFFICIENT,
    DRAG_MACH,
    Missile,
    Stage,
    phases,
    unpowered,
)
from kalkan.physics.steering import Guided, fixed, from_ned, programmed
from kalkan.physics.trajectory import Ending, Limits, fly
from kalkan.physics.wind import CALM, Wind

IDLE = programmed(Guided.UNSET, 0.0, 0.0, 0.0, 1.0)
MACH, DRAG = np.array(DRAG_MACH), np.array(DRAG_COEFFICIENT)
SHEAR = Wind(np.array([0.0, 12e3]), np.array([5.0, 40.0]), np.array([0.0, -15.0]))
ROCKET = Missile(
    (
        Stage.of_impulse(240.0, 9000.0, 1500.0, 60.0, exit_area=0.3),
        Stage.of_impulse(250.0, 2000.0, 400.0, 50.0, coast_time=3.0),
    ),
    500.0,
    0.9,
    True,
    4e3,
)
LAUNCH = (math.radians(40.0), math.radians(33.0), 900.0)


def start(earth, place, velocity=(0.0, 0.0, 0.0), tolerance=1e-6):
    work = np.zeros((ROWS, 6))
    work[TOLERANCE] = tolerance
    work[STATE, :3] = cartesian(earth.major, earth.eccentricity2, *place)
    work[STATE, 3:] = from_ned(*place[:2], *velocity)
    return work


def ball(drag=0.0):
    return Body(unpowered(1.0, 1.0), np.zeros(1), np.array([drag]), IDLE)


def limits(duration=1e4, floor=-math.inf, interval=0.0, parts=1):
    return Limits(duration, floor, interval, parts)


def flown(earth, wind, body, bounds, work, room=0):
    points = np.zeros((room, 8))
    ending = Ending(*fly(earth, wind, body, bounds, work, points))
    return ending, points[: ending.points]


# ------------------------------------------------------------------ closed forms


def test_flight__without_air_is_an_ellipse():
    work = start(ROUND, (0.0, 0.0, 0.0), (1700.0, 0.0, -1700.0))
    ending, _ = flown(ROUND, CALM, ball(), limits(floor=0.0), work)
    ratio = (1700.0**2 * 2.0) * ROUND.major / EARTH_MU
    half = math.atan2(0.5 * ratio, 1.0 - 0.5 * ratio)
    angle = math.atan2(work[STATE, 2], work[STATE, 0])
    assert angle == pytest.approx(2.0 * half, rel=1e-9)
    eccentricity = math.sqrt(1.0 + ratio * (ratio - 2.0) * 0.5)
    apogee = ROUND.major * ((1.0 + eccentricity) / (2.0 - ratio) - 1.0)
    assert ending.apogee == pytest.approx(apogee, abs=1e-3)
    assert ending.landed
    speed = np.linalg.norm(work[STATE, 3:])
    assert speed == pytest.approx(1700.0 * math.sqrt(2.0), rel=1e-10)


def test_flight__over_a_turning_earth_is_the_same_one_in_space():
    """Turn the end by the Earth's rotation: it is where the ellipse leads."""
    place, duration = (0.6, 0.4, 200e3), 900.0
    turning = start(ROUND_ROTATING, place, (2000.0, 1000.0, -1500.0))
    resting = turning.copy()
    x, y = resting[STATE, 0], resting[STATE, 1]
    resting[STATE, 3] -= EARTH_RATE * y
    resting[STATE, 4] += EARTH_RATE * x
    flown(ROUND_ROTATING, CALM, ball(), limits(duration), turning)
    flown(ROUND, CALM, ball(), limits(duration), resting)
    angle = EARTH_RATE * duration
    turn = np.array(
        [
            [math.cos(angle), -math.sin(angle), 0.0],
            [math.sin(angle), math.cos(angle), 0.0],
            [0.0, 0.0, 1.0],
        ]
    )
    assert turn @ turning[STATE, :3] == pytest.approx(resting[STATE, :3], abs=1e-3)


def test_flight__over_the_ellipsoid_keeps_its_energy():
    work = start(WGS84, (0.6, 0.4, 150e3), (3000.0, 2000.0, -2000.0))

    def energy(state):
        r = np.linalg.norm(state[:3])
        flat = EARTH_J2 * (EARTH_MAJOR / r) ** 2 * (1.5 * (state[2] / r) ** 2 - 0.5)
        spin = 0.5 * EARTH_RATE**2 * (state[0] ** 2 + state[1] ** 2)
        return 0.5 * state[3:] @ state[3:] - EARTH_MU / r * (1.0 - flat) - spin

    before = energy(work[STATE])
    flown(WGS84, CALM, ball(), limits(1500.0), work)
    assert energy(work[STATE]) == pytest.approx(before, rel=1e-11)


def test_fall__in_thick_air_ends_at_terminal_speed():
    work = start(ROUND, (0.0, 0.0, 500.0))
    flown(ROUND, CALM, ball(1.0), limits(floor=0.0), work)
    gravity = EARTH_MU / ROUND.major**2
    terminal = math.sqrt(2.0 * gravity / density(0.0))
    assert np.linalg.norm(work[STATE, 3:]) == pytest.approx(terminal, rel=1e-3)


def test_burn__without_gravity_gains_what_the_rocket_equation_says():
    nowhere = ROUND._replace(mu=1e-6)
    stage = Stage(50.0, 2e5, 4000.0, 500.0)
    missile = Missile((stage, stage._replace(coast_time=5.0)), 300.0, 0.0)
    body = Body(phases(missile), MACH, DRAG, fixed(0.0, 0.0, 0.0, 0.5 * math.pi))
    work = start(nowhere, (0.0, 0.0, 1000.0))
    flown(nowhere, CALM, body, limits(120.0), work)
    exhaust = stage.thrust * stage.burn_time / stage.propellant_mass
    gain = exhaust * (math.log(9300.0 / 5300.0) + math.log(4800.0 / 800.0))
    assert work[STATE, 3] == pytest.approx(gain, rel=1e-9)


def test_drift__of_what_floats_is_the_winds():
    """Something very light is carried along with the air."""
    wind = Wind(np.zeros(1), np.array([12.0]), np.array([-5.0]))
    body = Body(unpowered(1e-3, 1.0), np.zeros(1), np.ones(1), IDLE)
    work = start(ROUND, (0.5, 0.2, 2000.0))
    flown(ROUND, wind, body, limits(60.0), work)
    north = np.array(from_ned(0.5, 0.2, 1.0, 0.0, 0.0))
    east = np.array(from_ned(0.5, 0.2, 0.0, 1.0, 0.0))
    assert east @ work[STATE, 3:] == pytest.approx(12.0, abs=0.01)
    assert north @ work[STATE, 3:] == pytest.approx(-5.0, abs=0.01)


def test_wind__has_no_direction_over_the_pole():
    wind = Wind(np.zeros(1), np.array([12.0]), np.array([0.0]))
    work = start(ROUND, (0.5 * math.pi, 0.0, 2000.0))
    work[STATE, :2] = 0.0
    ending, _ = flown(ROUND, wind, ball(0.5), limits(floor=1990.0), work)
    assert ending.landed
    assert np.isfinite(work[STATE]).all()


# ------------------------------------------------------------------ against SciPy


def acceleration(steering, wind):
    """Return the equations of a rocket over WGS-84, in the plainest words."""
    rows = phases(ROCKET)

    def slopes(time, state, k, mode):
        place, speed = state[:3], state[3:]
        lat, lon, alt = ecef2geodetic(*place)
        north = np.array(from_ned(lat, lon, 1.0, 0.0, 0.0))
        east = np.array(from_ned(lat, lon, 0.0, 1.0, 0.0))
        up = np.array(from_ned(lat, lon, 0.0, 0.0, -1.0))
        r = np.linalg.norm(place)
        flat = 1.5 * EARTH_J2 * (EARTH_MAJOR / r) ** 2
        polar = 5.0 * (place[2] / r) ** 2
        weights = 1.0 + flat * (np.array([1.0, 1.0, 3.0]) - polar)
        pull = -EARTH_MU / r**3 * weights * place
        spin = np.array([0.0, 0.0, EARTH_RATE])
        pull -= np.cross(spin, np.cross(spin, place)) + 2.0 * np.cross(spin, speed)
        blown = np.interp(alt, wind.altitude, wind.east) * east
        blown = blown + np.interp(alt, wind.altitude, wind.north) * north
        through = speed - blown
        v = np.linalg.norm(through)
        begin, mass, flow, thrust, exit_area, area = rows[k]
        mass = mass - flow * (time - begin)
        drag = np.interp(v / sound_speed(alt), MACH, DRAG)
        pull = pull - 0.5 * density(alt) * drag * area / mass * v * through
        if thrust > 0.0:
            thrust += (101325.0 - pressure(alt)) * exit_area
            over = steering.rate * max(0.0, time - steering.rise)
            climb = max(0.5 * math.pi - over, steering.elevation)
            level = (
                math.sin(steering.azimuth) * east + math.cos(steering.azimuth) * north
            )
            axis = math.cos(climb) * level + math.sin(climb) * up
            if mode == "turn":
                axis = through / v
            pull = pull + thrust / mass * axis
        return np.concatenate([speed, pull])

    return rows, slopes


@pytest.mark.parametrize("guided", [Guided.LOFTED, Guided.GRAVITY_TURN])
def test_rocket__flies_as_scipy_says(guided):
    """Two stages, a coast, a nozzle in thinning air, a sheared wind, a separation."""
    steering = programmed(guided, 0.8, math.radians(62.0), 4.0, math.radians(2.5))
    work = start(WGS84, LAUNCH, tolerance=1e-7)
    rows, slopes = acceleration(steering, SHEAR)
    state, begin = work[STATE].copy(), 0.0
    joints = sorted({*rows[:, 0].tolist(), steering.rise, steering.turned, 180.0})
    for end in joints[1:]:
        k = int(np.searchsorted(rows[:, 0], begin, side="right")) - 1
        free = guided is Guided.GRAVITY_TURN and begin >= steering.turned
        solved = solve_ivp(
            slopes,
            (begin, end),
            state,
            method="DOP853",
            rtol=1e-11,
            atol=1e-7,
            args=(k, "turn" if free else "hold"),
        )
        state, begin = solved.y[:, -1], end
    body = Body(phases(ROCKET), MACH, DRAG, steering)
    ending, _ = flown(WGS84, SHEAR, body, limits(180.0), work)
    assert ending.time == 180.0
    assert work[STATE, :3] == pytest.approx(state[:3], abs=0.02)
    assert work[STATE, 3:] == pytest.approx(state[3:], abs=5e-4)


# ------------------------------------------------------------------ points and ends


def test_points__are_at_steps_and_between_with_jumps_marked():
    steering = programmed(Guided.LOFTED, 0.8, 1.0, 4.0, math.radians(2.5))
    body = Body(phases(ROCKET), MACH, DRAG, steering)
    work = start(WGS84, LAUNCH, tolerance=1e-3)
    _, points = flown(WGS84, SHEAR, body, limits(150.0, parts=3), work, 5000)
    assert np.all(np.diff(points[:, 0]) > 0.0)
    jumps = points[points[:, 7] == 1.0, 0].tolist()
    expected = [0.0, 4.0, steering.turned, 60.0, 63.0, 113.0, 150.0]
    assert jumps == pytest.approx(expected)
    assert len(points) % 3 == 1
    assert points[-1, 1:7] == pytest.approx(work[STATE])


def test_points__at_intervals_are_on_the_flight():
    body, bounds = ball(0.1), limits(40.0, interval=2.5)
    work = start(WGS84, LAUNCH, (300.0, 200.0, -500.0))
    _, points = flown(WGS84, CALM, body, bounds, work.copy(), 100)
    assert points[:, 0] == pytest.approx(np.arange(0.0, 40.1, 2.5))
    for row in (3, 11):
        again = work.copy()
        flown(WGS84, CALM, body, limits(float(points[row, 0])), again)
        assert points[row, 1:7] == pytest.approx(again[STATE], abs=1e-4)


def test_points__are_no_more_than_there_is_room_for():
    _, points = flown(
        ROUND, CALM, ball(), limits(500.0, interval=1.0), start(ROUND, LAUNCH), 7
    )
    assert len(points) == 7


def test_flight__ends_at_the_floor_and_not_before():
    work = start(WGS84, LAUNCH, (100.0, 0.0, -300.0))
    ending, _ = flown(WGS84, CALM, ball(1e-5), limits(floor=900.0), work)
    assert ending.landed
    assert ecef2geodetic(*work[STATE, :3])[2] == pytest.approx(900.0, abs=1e-5)
    assert ending.apogee > 4000.0


def test_flight__that_is_not_down_ends_with_its_time():
    ending, _ = flown(
        ROUND, CALM, ball(), limits(10.0, 0.0), start(ROUND, (0.0, 0.0, 1e6))
    )
    assert ending.time == 10.0
    assert not ending.landed
    assert ending.apogee == pytest.approx(1e6)


def test_rocket__too_weak_to_rise_never_leaves():
    weak = Missile((Stage(50.0, 1e3, 500.0, 100.0),), 500.0, 0.9)
    body = Body(phases(weak), MACH, DRAG, programmed(Guided.LOFTED, 0, 1, 5, 0.1))
    ending, _ = flown(WGS84, CALM, body, limits(floor=900.0), start(WGS84, LAUNCH))
    assert ending.landed
    assert ending.time < 0.1


def test_sound__is_that_of_the_mach_number():
    """Drag by Mach number is read at v over c, c² = γ p / ρ."""
    assert sound_speed(5e3) ** 2 == pytest.approx(
        AIR_HEAT_RATIO * pressure(5e3) / density(5e3)
    )
