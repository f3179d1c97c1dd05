"""One look of a radar: when, whether, and what it gives."""

import math

import numpy as np
import pytest

from kalkan.engine.echo import echo
from kalkan.engine.eye import TURN, geometry, turn_between
from kalkan.engine.kinds import SensorReason
from kalkan.engine.look import (
    CARRIER_SPEED,
    coverage,
    hopeless,
    look,
    measured,
    until_beam,
    until_next,
)
from kalkan.engine.report import Sight, sigmas
from kalkan.physics.detection import probability_of_detection
from unit.engine.open_eye import KEY, open_eye, seen_at

LOOKS = 1500


# ------------------------------------------------------------------ coverage


@pytest.mark.parametrize(
    ("seen", "reason"),
    [
        (seen_at(), SensorReason.NOTHING),
        (seen_at(distance=301e3, altitude=20e3), SensorReason.OUT_OF_RANGE),
        (seen_at(distance=900.0), SensorReason.OUT_OF_RANGE),
        (seen_at(azimuth=2.0), SensorReason.OUT_OF_SECTOR),
        (seen_at(azimuth=TURN - 0.4), SensorReason.OUT_OF_SECTOR),
        (seen_at(elevation=1.3), SensorReason.OUT_OF_SECTOR),
        (seen_at(elevation=-0.2), SensorReason.OUT_OF_SECTOR),
        (seen_at(altitude=10.0), SensorReason.NOTHING),
        (seen_at(azimuth=TURN - 0.2), SensorReason.NOTHING),
    ],
)
def test_coverage__says_why_a_place_cannot_beseen_at(seen, reason):
    eye = open_eye(sector_centre=0.5, sector_half=0.8)
    assert coverage(eye, 0, seen) == reason


# ------------------------------------------------------------------ signal, detection


def test_look__detects_as_often_as_its_signal_says():
    eye = open_eye((240e3, 0.0, 12e3))
    seen = geometry(eye, 0, 0, 0.0)
    strength, _ = echo(eye, 0, 0, seen, 0.0)
    chance = probability_of_detection(1, 1, strength, 1e-6)
    assert 0.4 < chance < 0.95
    reasons = [look(eye, KEY, 0, 0, seen, 0.0, n)[0] for n in range(LOOKS)]
    assert set(reasons) == {SensorReason.DETECTED, SensorReason.BELOW_THRESHOLD}
    share = reasons.count(SensorReason.DETECTED) / LOOKS
    assert share == pytest.approx(
        chance, abs=3.5 * (chance * (1 - chance) / LOOKS) ** 0.5
    )


def test_look__out_of_coverage_says_so_and_measures_nothing():
    eye = open_eye((350e3, 0.0, 20e3))
    reason, sight = look(eye, KEY, 0, 0, geometry(eye, 0, 0, 0.0), 0.0, 0)
    assert reason == SensorReason.OUT_OF_RANGE
    assert sight.signal == 0.0


def test_look__draws_by_ids_and_count_alone():
    eye = open_eye((240e3, 0.0, 12e3))
    seen = geometry(eye, 0, 0, 0.0)
    assert look(eye, KEY, 0, 0, seen, 0.0, 7) == look(eye, KEY, 0, 0, seen, 0.0, 7)
    first = [look(eye, KEY, 0, 0, seen, 0.0, n)[0] for n in range(60)]
    eye.sky.kinds.id[0] += 1
    assert first != [look(eye, KEY, 0, 0, seen, 0.0, n)[0] for n in range(60)]


def test_measured__errs_by_the_stated_deviations():
    eye = open_eye(beamwidth_elevation=0.05)
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
    eye = open_eye(has_height=0)
    true = Sight(60e3, 1.0, 0.1, 30.0)
    found = measured(eye, KEY, 0, 0, 1, true)
    assert found.elevation == true.elevation
    assert sigmas(eye.sensors, 0, true)[2] == math.inf


@pytest.mark.parametrize("north", [1e-5, TURN - 1e-5])
def test_measured__keeps_azimuths_within_one_turn(north):
    eye = open_eye()
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
    eye = open_eye(start, velocity, flyer, range_max=reach, elevation_max=1.6)
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
    low = open_eye(
        (250e3, 0.0, 100.0), flyer={"altitude_bound": 50.0, "speed_bound": 250.0}
    )
    high = open_eye(
        (250e3, 0.0, 100.0), flyer={"altitude_bound": 2e4, "speed_bound": 250.0}
    )
    assert hopeless(low, 0, 0, geometry(low, 0, 0, 0.0)) > 20
    assert hopeless(high, 0, 0, geometry(high, 0, 0, 0.0)) == 0


def test_hopeless__is_nothing_within_range():
    eye = open_eye(flyer={"speed_bound": 250.0})
    assert hopeless(eye, 0, 0, geometry(eye, 0, 0, 0.0)) == 0
    assert CARRIER_SPEED > 300.0


def test_until_next__is_a_scan_and_what_the_flyer_turned_meanwhile():
    sensors = open_eye().sensors
    assert until_next(sensors, 0, seen_at()) == 10.0
    turning = seen_at(turning=0.01)
    assert until_next(sensors, 0, turning) == pytest.approx(10.0 * (1 + 0.1 / TURN))
    assert until_next(sensors, 0, seen_at(turning=9.0)) == 14.0
    assert until_next(sensors, 0, seen_at(turning=-9.0)) == 6.0


@pytest.mark.parametrize("half", [math.pi, 0.8])
@pytest.mark.parametrize("azimuth", [0.0, 0.3, 1.2, TURN - 0.2])
@pytest.mark.parametrize("time", [0.0, 13.7])
def test_until_beam__meets_the_beam_where_the_flyer_is(half, azimuth, time):
    phase, centre = -3.2, 0.5
    sensors = open_eye(sector_centre=centre, sector_half=half).sensors
    wait = until_beam(sensors, phase, 0, azimuth, time)
    assert 0.0 <= wait <= 10.0
    share = (time + wait - phase) / 10.0 % 1.0
    beam = centre - half + 2.0 * half * share
    assert abs(turn_between(beam, azimuth)) < 1e-9


def test_until_beam__of_a_flyer_beside_the_sector_is_the_end_of_the_scan():
    sensors = open_eye(sector_centre=0.5, sector_half=0.8).sensors
    assert until_beam(sensors, -3.0, 0, 3.0, 0.0) == pytest.approx(7.0)
