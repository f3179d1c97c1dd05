"""One look of a radar: when, whether, and what it gives."""

import math

import numpy as np
import pytest

from kalkan.engine.kinds import Aspect, Band, SensorReason
from kalkan.engine.look import (
    CARRIER_SPEED,
    TURN,
    Eye,
    Geometry,
    coverage,
    geometry,
    hopeless,
    look,
    measured,
    signal,
    turn_between,
    until_beam,
    until_next,
)
from kalkan.engine.path import Sky
from kalkan.engine.prepare import prepare
from kalkan.engine.report import Sight, sigmas
from kalkan.physics.envelope import point_at
from kalkan.physics.geodesy import aer, geodetic2ecef
from kalkan.physics.horizon import horizon
from kalkan.physics.radar import aspect_gain, detection_probability, snr
from unit.engine.small_battle import FRAME, arena, straight

KEY = np.array([5, 6], np.uint32)
LOOKS = 1500


def _eye(place=(60e3, 20e3, 9e3), velocity=(-200.0, 0.0, 0.0), flyer=None, **sensor):
    battle = arena()
    straight(battle.model, 0, place, velocity, **(flyer or {}))
    for name, value in sensor.items():
        getattr(battle.model.plan.sensors, name)[0] = value
    prepare(battle.model, battle.state)
    world, plan, truth = battle.model.world, battle.model.plan, battle.state.truth
    sky = Sky(world.threats, world.knots, truth.threats)
    crews = battle.state.belief.crews
    return Eye(plan.frame, 4.0 / 3.0, plan.sensors, crews, sky)


def _seen(distance=50e3, azimuth=1.0, elevation=0.1, altitude=5e3, turning=0.0):
    return Geometry(distance, azimuth, elevation, altitude, turning, 0.0)


# ------------------------------------------------------------------ geometry


@pytest.mark.parametrize(
    "place", [(60e3, 20e3, 9e3), (-60e3, -20e3, 3e3), (-1.0, 9, 8)]
)
def test_geometry__is_range_azimuth_and_elevation_at_the_antenna(place):
    eye = _eye(place, (0.0, 0.0, 0.0))
    found = geometry(eye, 0, 0, 0.0)
    offset = np.array(place) - eye.crews.position[0]
    expected = aer(eye.crews.axes[0].copy(), *map(float, offset))
    np.testing.assert_allclose(found[:3], expected, rtol=1e-9, atol=1e-9)


def test_geometry__tells_the_true_altitude():
    found = geometry(_eye((0.0, 200e3, 1e3)), 0, 0, 0.0)
    ecef = FRAME[:3] + FRAME[3:].reshape(3, 3).T @ (0.0, 200e3, 1e3)
    flat = np.hypot(ecef[0], ecef[1])
    latitude = math.atan2(ecef[2], flat * (1.0 - 0.00669438))
    radius = np.linalg.norm(ecef) - np.linalg.norm(geodetic2ecef(latitude, 0.57, 0.0))
    assert found.altitude == pytest.approx(radius, abs=1.0)


def test_geometry__tells_how_fast_the_azimuth_turns():
    eye = _eye((10e3, 40e3, 5e3), (150.0, -80.0, 0.0))
    before, after = geometry(eye, 0, 0, 99.9), geometry(eye, 0, 0, 100.1)
    rate = (after.azimuth - before.azimuth) / 0.2
    assert geometry(eye, 0, 0, 100.0).turning == pytest.approx(rate, rel=1e-4)


@pytest.mark.parametrize(
    ("velocity", "off"),
    [((-250.0, 0, 0), 0.0), ((250.0, 0, 0), math.pi), ((0, 9, 0), 1.57)],
)
def test_geometry__tells_the_angle_off_the_nose(velocity, off):
    found = geometry(_eye((90e3, 0.0, 20.0), velocity), 0, 0, 0.0)
    assert found.off_nose == pytest.approx(off, abs=0.01)


# ------------------------------------------------------------------ coverage


@pytest.mark.parametrize(
    ("seen", "reason"),
    [
        (_seen(), SensorReason.NOTHING),
        (_seen(distance=301e3, altitude=20e3), SensorReason.OUT_OF_RANGE),
        (_seen(distance=900.0), SensorReason.OUT_OF_RANGE),
        (_seen(azimuth=2.0), SensorReason.OUT_OF_SECTOR),
        (_seen(azimuth=TURN - 0.4), SensorReason.OUT_OF_SECTOR),
        (_seen(elevation=1.3), SensorReason.OUT_OF_SECTOR),
        (_seen(elevation=-0.2), SensorReason.OUT_OF_SECTOR),
        (_seen(altitude=10.0), SensorReason.MASKED),
        (_seen(azimuth=TURN - 0.2), SensorReason.NOTHING),
    ],
)
def test_coverage__says_why_a_place_cannot_be_seen(seen, reason):
    eye = _eye(sector_centre=0.5, sector_half=0.8)
    assert coverage(eye, 0, seen) == reason


@pytest.mark.parametrize("low", [5.0, 50.0, 1e3])
def test_coverage__never_reaches_below_the_horizon(low):
    eye = _eye(velocity=(0.0, 0.0, 0.0))
    reach, hidden = horizon(20.0, 4 / 3) + horizon(low, 4 / 3), 0
    for arc in np.linspace(5e3, 290e3, 58):
        x, y, z = point_at(float(arc), low)
        eye.sky.knots.position[:2] = (x, y, z)
        seen = geometry(eye, 0, 0, 0.0)
        beyond = arc > 1.01 * reach
        assert (coverage(eye, 0, seen) == SensorReason.MASKED) or not beyond
        assert (coverage(eye, 0, seen) == SensorReason.NOTHING) or arc > 0.99 * reach
        hidden += beyond
    assert hidden > 20


@pytest.mark.parametrize(
    ("start", "to", "turn"),
    [
        (0.1, 0.4, 0.3),
        (TURN - 0.1, 0.1, 0.2),
        (0.1, TURN - 0.1, -0.2),
        (-9.0, 9.0, None),
    ],
)
def test_turn_between__goes_the_short_way_round(start, to, turn):
    found = turn_between(start, to)
    assert -math.pi < found <= math.pi
    assert math.cos(start + found) == pytest.approx(math.cos(to))
    if turn is not None:
        assert found == pytest.approx(turn)


# ------------------------------------------------------------------ signal, detection


def test_signal__follows_the_radar_equation_of_the_claim():
    flyer = {"rcs": 2.0, "aspect": Aspect.MISSILE}
    eye = _eye(flyer=flyer, band=Band.L)
    eye.sky.kinds.band_gain[0, Band.L] = 3.0
    seen = geometry(eye, 0, 0, 0.0)
    gain = aspect_gain(int(Aspect.MISSILE), seen.off_nose)
    ref = eye.sensors.snr_ref[0]
    expected = snr(seen.distance, 6.0 * gain, 200e3, 1.0, float(ref))
    assert signal(eye.sensors, eye.sky, 0, 0, seen) == pytest.approx(expected)


def test_look__detects_as_often_as_its_signal_says():
    eye = _eye((240e3, 0.0, 12e3))
    seen = geometry(eye, 0, 0, 0.0)
    strength = signal(eye.sensors, eye.sky, 0, 0, seen)
    chance = detection_probability(strength, 1e-6)
    assert 0.4 < chance < 0.95
    reasons = [look(eye, KEY, 0, 0, seen, n)[0] for n in range(LOOKS)]
    assert set(reasons) == {SensorReason.DETECTED, SensorReason.BELOW_THRESHOLD}
    share = reasons.count(SensorReason.DETECTED) / LOOKS
    assert share == pytest.approx(
        chance, abs=3.5 * (chance * (1 - chance) / LOOKS) ** 0.5
    )


def test_look__out_of_coverage_says_so_and_measures_nothing():
    eye = _eye((350e3, 0.0, 20e3))
    reason, sight = look(eye, KEY, 0, 0, geometry(eye, 0, 0, 0.0), 0)
    assert reason == SensorReason.OUT_OF_RANGE
    assert sight.signal == 0.0


def test_look__draws_by_ids_and_count_alone():
    eye = _eye((240e3, 0.0, 12e3))
    seen = geometry(eye, 0, 0, 0.0)
    assert look(eye, KEY, 0, 0, seen, 7) == look(eye, KEY, 0, 0, seen, 7)
    first = [look(eye, KEY, 0, 0, seen, n)[0] for n in range(60)]
    eye.sky.kinds.id[0] += 1
    assert first != [look(eye, KEY, 0, 0, seen, n)[0] for n in range(60)]


def test_measured__errs_by_the_stated_deviations():
    eye = _eye(beamwidth_elevation=0.05)
    true = Sight(60e3, 1.0, 0.1, 30.0)
    sights = np.array([measured(eye, KEY, 0, 0, n, true) for n in range(LOOKS)])
    stated = sigmas(eye.sensors, 0, true)
    for k in range(3):
        error = sights[:, k] - true[k]
        assert error.std() == pytest.approx(stated[k], rel=0.07)
        assert abs(error.mean()) < 4.0 * stated[k] / LOOKS**0.5
    assert np.all(sights[:, 3] == 30.0)
    assert abs(np.corrcoef(sights[:, :3].T) - np.eye(3)).max() < 0.1


def test_measured__gives_no_height_where_the_radar_finds_none():
    eye = _eye(has_height=0)
    true = Sight(60e3, 1.0, 0.1, 30.0)
    found = measured(eye, KEY, 0, 0, 1, true)
    assert found.elevation == true.elevation
    assert sigmas(eye.sensors, 0, true)[2] == math.inf


@pytest.mark.parametrize("north", [1e-5, TURN - 1e-5])
def test_measured__keeps_azimuths_within_one_turn(north):
    eye = _eye()
    found = [
        measured(eye, KEY, 0, 0, n, Sight(60e3, north, 0.1, 30.0)).azimuth
        for n in range(50)
    ]
    assert all(0.0 <= azimuth < TURN for azimuth in found)
    assert min(found) < 0.1
    assert max(found) > TURN - 0.1


# ------------------------------------------------------------------ the schedule


@pytest.mark.parametrize("height", [60.0, 9e3])
@pytest.mark.parametrize("speed", [250.0, 1500.0])
def test_hopeless__never_passes_over_a_scan_that_could_see(height, speed):
    reach = 120e3
    start = (math.sqrt(0.5) * 400e3, math.sqrt(0.5) * 400e3, height)
    velocity = (-math.sqrt(0.5) * speed, -math.sqrt(0.5) * speed, 0.0)
    flyer = {"last": 300e3 / speed, "speed_bound": speed, "altitude_bound": 30e3}
    eye = _eye(start, velocity, flyer, range_max=reach, elevation_max=1.6)
    time, skipped = 0.0, 0
    while time < 300e3 / speed:
        count = hopeless(eye, 0, 0, geometry(eye, 0, 0, time))
        assert count >= 0
        if count == 0:
            break
        for scan in range(count):
            seen = geometry(eye, 0, 0, time + 10.0 * scan)
            assert coverage(eye, 0, seen) != SensorReason.NOTHING
        skipped += count
        time += 10.0 * count
    assert skipped > 0
    assert geometry(eye, 0, 0, time).distance > min(reach, 40e3)


def test_hopeless__reckons_with_a_flyer_that_climbs_over_the_horizon():
    low = _eye(
        (250e3, 0.0, 100.0), flyer={"altitude_bound": 50.0, "speed_bound": 250.0}
    )
    high = _eye(
        (250e3, 0.0, 100.0), flyer={"altitude_bound": 2e4, "speed_bound": 250.0}
    )
    assert hopeless(low, 0, 0, geometry(low, 0, 0, 0.0)) > 20
    assert hopeless(high, 0, 0, geometry(high, 0, 0, 0.0)) == 0


def test_hopeless__is_nothing_within_range():
    eye = _eye(flyer={"speed_bound": 250.0})
    assert hopeless(eye, 0, 0, geometry(eye, 0, 0, 0.0)) == 0
    assert CARRIER_SPEED > 300.0


def test_until_next__is_a_scan_and_what_the_flyer_turned_meanwhile():
    sensors = _eye().sensors
    assert until_next(sensors, 0, _seen()) == 10.0
    turning = _seen(turning=0.01)
    assert until_next(sensors, 0, turning) == pytest.approx(10.0 * (1 + 0.1 / TURN))
    assert until_next(sensors, 0, _seen(turning=9.0)) == 14.0
    assert until_next(sensors, 0, _seen(turning=-9.0)) == 6.0


@pytest.mark.parametrize("half", [math.pi, 0.8])
@pytest.mark.parametrize("azimuth", [0.0, 0.3, 1.2, TURN - 0.2])
@pytest.mark.parametrize("time", [0.0, 13.7])
def test_until_beam__meets_the_beam_where_the_flyer_is(half, azimuth, time):
    phase, centre = -3.2, 0.5
    sensors = _eye(sector_centre=centre, sector_half=half).sensors
    wait = until_beam(sensors, phase, 0, azimuth, time)
    assert 0.0 <= wait <= 10.0
    share = (time + wait - phase) / 10.0 % 1.0
    beam = centre - half + 2.0 * half * share
    assert abs(turn_between(beam, azimuth)) < 1e-9


def test_until_beam__of_a_flyer_beside_the_sector_is_the_end_of_the_scan():
    sensors = _eye(sector_centre=0.5, sector_half=0.8).sensors
    assert until_beam(sensors, -3.0, 0, 3.0, 0.0) == pytest.approx(7.0)
