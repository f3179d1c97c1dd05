"""Routes at the heights asked for, over invented ground."""

import math

import numpy as np
import pytest

from kalkan.errors import UserError
from kalkan.muster.ground import Ground
from kalkan.muster.heights import Airframe, Task, flown
from kalkan.muster.relief import below, is_smooth, step_over
from kalkan.physics.course import course_of
from kalkan.physics.geodesy import enu2geodetic
from kalkan.physics.release import release_arcs
from kalkan.physics.routes import orbit_arc, route_arcs
from kalkan.scenario import Altitude, Place
from kalkan.terrain.grid import SMOOTH, Grid, elevation_at, grid_of
from unit.physics.between import FRAME, between, shift

PLACES = np.radians([[40.2, 32.1], [40.0, 32.5], [39.7, 32.8]])
MISSILE = Airframe("raid.cruise/1", 240.0, 29.0, math.tan(math.radians(10.0)))
LOW, HIGH = "50 m AGL", "3 km"


def _relief(seed: int = 5, height: float = 400.0) -> Grid:
    """Return rough hills of 900 m posting round the places, 200 m above the sea."""
    rng = np.random.default_rng(seed)
    rough = rng.uniform(size=(120, 160))
    for _ in range(3):
        rough = 0.25 * (
            np.roll(rough, 1, 0)
            + np.roll(rough, -1, 0)
            + np.roll(rough, 1, 1)
            + np.roll(rough, -1, 1)
        )
    rough = (rough - rough.min()) / np.ptp(rough)
    spacing = math.radians(1.0 / 120.0)
    lat, lon = math.radians(40.4), math.radians(31.8)
    return grid_of(200.0 + height * rough, lat, lon, spacing, spacing)


HILLS = _relief()


def _task(altitude: str, falls: bool = True, sway: float = 0.0) -> Task:
    high = Altitude.model_validate(altitude)
    arcs = route_arcs(PLACES, np.full(3, high.metres), MISSILE.speed, MISSILE.turn)
    return Task(arcs, high, falls, None, sway)


def _flight(path):
    """Return time, altitude, ground and the whole speed between knots."""
    t, p, v = between(path, 8)
    at = np.array([enu2geodetic(FRAME, *place) for place in p])
    under = np.array([elevation_at(HILLS, lat, lon) for lat, lon, _ in at])
    return t, at[:, 2], under, np.linalg.norm(v, axis=1), at


def test_flight_along_the_ground__keeps_its_clearance():
    done = flown(FRAME, _task(LOW, falls=False), MISSILE, HILLS)
    _, high, under, speed, _ = _flight(done.path)
    assert done.follows
    assert (high - under).min() > 0.9 * 50.0
    assert np.median(high - under) < 120.0
    assert speed == pytest.approx(240.0, rel=0.01)
    assert done.ceiling == pytest.approx(high.max(), abs=5.0)


def test_flight_along_the_ground__climbs_no_steeper_than_it_can():
    done = flown(FRAME, _task(LOW, falls=False), MISSILE, HILLS)
    time, high, *_ = _flight(done.path)
    slope = np.gradient(high, time) / 240.0
    assert abs(slope).max() < 1.1 * MISSILE.climb


def test_flight_along_the_ground__of_one_that_climbs_badly_is_higher():
    mountains, means = _relief(height=2500.0), []
    for angle in (2.0, 10.0):
        airframe = MISSILE._replace(climb=math.tan(math.radians(angle)))
        done = flown(FRAME, _task(LOW, falls=False), airframe, mountains)
        time, high, *_ = _flight(done.path)
        means.append(np.trapezoid(high, time) / time[-1])
    assert means[0] > means[1] + 50.0


def test_flight_along_the_ground__pulls_no_more_than_it_can():
    done = flown(FRAME, _task(LOW, falls=False), MISSILE, HILLS)
    time, high, *_ = _flight(done.path)
    even = np.arange(0.0, time[-1], 2.0)
    pull = np.diff(np.interp(even, time, high), 2) / 4.0
    assert pull.max() < 1.15 * MISSILE.turn
    assert pull.min() > -1.3 * 9.80665


@pytest.mark.parametrize("altitude", [LOW, HIGH])
def test_flight__comes_down_on_its_target(altitude):
    done = flown(FRAME, _task(altitude), MISSILE, HILLS)
    lat, lon, high = enu2geodetic(FRAME, *done.path[1][-1])
    assert (lat, lon) == pytest.approx(tuple(PLACES[-1]), abs=1e-9)
    place = Place.model_construct(lat=lat, lon=lon)
    assert high == pytest.approx(Ground(FRAME, HILLS).elevation(place), abs=0.01)
    _, above, under, *_ = _flight(done.path)
    assert (above - under).min() > -3.0


def test_flight_along_the_ground__has_few_knots():
    task = _task(LOW)
    done = flown(FRAME, task, MISSILE, HILLS)
    way = sum(arc.length for arc in task.arcs)
    assert way / len(done.path[0]) > 400.0
    assert np.diff(done.path[0]).max() * 240.0 < 5100.0


@pytest.mark.parametrize("altitude", ["3 km", "550 m"])  # the top is at 600 m
def test_level_flight_over_ground__is_the_same_as_over_the_sea(altitude):
    over = flown(FRAME, _task(altitude, falls=False), MISSILE, HILLS)
    sea = flown(FRAME, _task(altitude, falls=False), MISSILE, SMOOTH)
    assert not over.follows
    assert len(over.path[0]) == len(sea.path[0])
    np.testing.assert_allclose(over.path[1], sea.path[1], atol=0.1)
    np.testing.assert_allclose(over.path[0], sea.path[0], rtol=1e-6)


def test_level_flight__into_a_hill_is_refused():
    with pytest.raises(UserError, match="its altitude of 300 m is inside the ground"):
        flown(FRAME, _task("300 m"), MISSILE, HILLS)


def test_flight_that_weaves__clears_what_it_weaves_over():
    plain = flown(FRAME, _task(LOW, falls=False), MISSILE, HILLS)
    wide = flown(FRAME, _task(LOW, falls=False, sway=600.0), MISSILE, HILLS)
    assert wide.path[1][:, 2].mean() > plain.path[1][:, 2].mean()
    course = course_of(_task(LOW).arcs, 200.0)
    assert np.all(below(HILLS, course, 600.0) >= below(HILLS, course, 0.0))


def test_over_the_sea__above_ground_is_above_the_sea():
    done = flown(FRAME, _task(LOW), MISSILE, SMOOTH)
    t, p, _ = between(done.path, 5)
    high = np.array([enu2geodetic(FRAME, *place)[2] for place in p])
    assert high[t < t[-1] - 10.0] == pytest.approx(50.0, abs=0.6)
    assert enu2geodetic(FRAME, *done.path[1][-1])[2] == pytest.approx(0.0, abs=1e-6)
    assert not done.follows


@pytest.mark.parametrize("grid", [SMOOTH, HILLS])
@pytest.mark.parametrize("altitude", [LOW, HIGH])
@pytest.mark.parametrize("away", [15e3, 90e3])
def test_release__comes_at_its_distance(grid, altitude, away):
    high = Altitude.model_validate(altitude)
    before, after = release_arcs(
        PLACES, high.metres, MISSILE.speed, MISSILE.turn, away, True
    )
    task = Task([*before, *after], high, False, len(before), 0.0)
    done = flown(FRAME, task, MISSILE, grid)
    time, p, _ = done.path
    if away > 80e3:  # it begins nearer than that
        assert done.release == 0.0
        return
    k = int(np.argmin(abs(time - done.release)))
    assert time[k] == pytest.approx(done.release, abs=1e-6)
    where = enu2geodetic(FRAME, *p[k])
    assert shift(PLACES[-1], where) == pytest.approx(away, rel=3e-3)
    assert not math.isinf(done.release)


def test_orbit_along_the_ground__goes_round_and_keeps_its_clearance():
    high = Altitude.model_validate(LOW)
    arc = orbit_arc(*PLACES[1], 50.0, 10e3, 80e3, 0.0)
    done = flown(FRAME, Task([arc], high, False, None, 0.0), MISSILE, HILLS)
    _, above, under, _, at = _flight(done.path)
    assert (above - under).min() > 0.9 * 50.0
    away = [shift(PLACES[1], place) for place in at[::20]]
    assert np.array(away) == pytest.approx(10e3, rel=5e-3)


def test_ground__is_that_of_the_grid():
    assert is_smooth(SMOOTH)
    assert not is_smooth(HILLS)
    place = Place(lat="40 deg", lon="32.5 deg")
    expected = elevation_at(HILLS, place.lat, place.lon)
    assert Ground(FRAME, HILLS).elevation(place) == expected
    assert Ground(FRAME, SMOOTH).elevation(place) == 0.0
    assert step_over(HILLS, place.lat) == pytest.approx(926.6 / 8.0, rel=1e-3)
    fine = grid_of(np.zeros((3, 3)), 0.7, 0.5, 1e-6, 1e-6)
    assert step_over(fine, 0.7) == 25.0
