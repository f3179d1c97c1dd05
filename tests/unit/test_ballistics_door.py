import math

import numpy as np
import pytest

from kalkan import ballistics
from kalkan.ballistics import (
    CALM,
    ROUND,
    WGS84,
    Missile,
    Programme,
    Projectile,
    Stage,
    Wind,
    fit,
    fly,
    maximum_range,
    minimum_energy,
    profile,
    steady,
)

SPHERE = Projectile(14.593902937, math.pi * 0.0762**2)
STAGE = Stage.of_impulse(230.0, 3699.0, 1198.0, 75.0)
SCUD = Missile((STAGE,), 1000.0, 0.84)
LOFTED = Programme("lofted", 0.7, math.radians(49.0))


def test_flight__has_columns_of_one_length_and_ends_where_it_says():
    flight = fly(SPHERE, altitude=9000.0, velocity=(10.0, 20.0, 0.0), drag=0.1)
    lengths = {
        len(getattr(flight, name))
        for name in ("time", "latitude", "longitude", "altitude", "north", "east")
    }
    assert lengths == {len(flight.time)}
    assert flight.position.shape == (len(flight.time), 3)
    assert flight.landed
    assert flight.end.altitude == pytest.approx(0.0, abs=1e-5)
    assert flight.end.time == flight.time[-1]
    assert flight.start.east == pytest.approx(20.0)
    assert flight.start.north == pytest.approx(10.0)
    assert flight.speed[0] == pytest.approx(math.hypot(10.0, 20.0))
    assert flight.end.down > 0.0
    assert flight.apogee == pytest.approx(9000.0)


def test_fly__reports_at_intervals_and_at_the_end():
    flight = fly(SPHERE, altitude=3000.0, drag=0.1, interval=2.0)
    assert flight.time[:-1] == pytest.approx(2.0 * np.arange(len(flight.time) - 1))
    assert 0.0 < flight.time[-1] - flight.time[-2] <= 2.0
    exact = fly(SPHERE, altitude=3000.0, drag=0.1)
    assert flight.end == pytest.approx(exact.end, abs=1e-6)
    at = fly(SPHERE, altitude=3000.0, drag=0.1, duration=4.0)
    assert flight.altitude[2] == pytest.approx(at.end.altitude, abs=1e-4)
    whole = fly(SPHERE, altitude=3000.0, drag=0.1, interval=2.0, duration=8.0)
    assert whole.time.tolist() == [0.0, 2.0, 4.0, 6.0, 8.0]


def test_range__is_along_the_ellipsoid():
    """One degree of the equator is 111.319 km, one of the pole's meridian 111.694."""
    for velocity, degree in (
        ((0.0, 800.0, -800.0), 111319.49),
        ((800.0, 0.0, -800.0), 0),
    ):
        flight = fly(SPHERE, velocity=velocity, drag=0.0)
        if degree:
            span = math.degrees(flight.end.longitude)
            assert flight.range == pytest.approx(degree * span, rel=1e-6)
        else:
            span = math.degrees(flight.end.latitude)
            assert flight.range == pytest.approx(110574.3 * span, rel=1e-4)


def test_drag__by_mach_number_is_that_of_its_rows():
    constant = fly(SPHERE, altitude=5000.0, drag=0.1)
    table = fly(SPHERE, altitude=5000.0, drag=[(0.0, 0.1), (5.0, 0.1)])
    assert table.end.time == pytest.approx(constant.end.time, abs=1e-6)
    rising = fly(SPHERE, altitude=5000.0, drag=[(0.0, 0.1), (0.5, 0.5)])
    assert rising.end.time > constant.end.time + 1.0


def test_wind__carries_what_falls():
    still = fly(SPHERE, altitude=5000.0, drag=0.3)
    blown = fly(SPHERE, altitude=5000.0, drag=0.3, wind=steady(15.0, math.radians(270)))
    sheared = fly(
        SPHERE,
        altitude=5000.0,
        drag=0.3,
        wind=profile([0.0, 5000.0], [0.0, 15.0], [0.0, 0.0]),
    )
    assert blown.end.longitude > sheared.end.longitude > still.end.longitude


@pytest.mark.parametrize("guided", ["lofted", "gravity_turn", "fixed"])
def test_missile__climbs_as_programmed(guided):
    programme = Programme(guided, math.radians(30.0), math.radians(60.0))
    flight = fly(SCUD, programme=programme, latitude=0.7, duration=74.0)
    bearing = math.atan2(flight.end.east, flight.end.north)
    assert bearing == pytest.approx(math.radians(30.0), abs=0.05)
    assert flight.end.altitude > 15e3
    assert not flight.landed


def test_missile__starts_straight_up():
    programme = Programme("lofted", 0.7, 0.8, rise=6.0, rate=0.02)
    flight = fly(SCUD, programme=programme, earth=ROUND, duration=6.0)
    assert abs(flight.end.east) + abs(flight.end.north) < 1e-6
    assert flight.end.down < -40.0


def test_coefficient__of_what_falls_holds_at_the_highest_mach_number():
    """Without a table a coefficient is the ballistic coefficient's own."""
    falling = SCUD._replace(separates=True, ballistic_coefficient=3e3)
    one = fly(falling, programme=LOFTED, drag=0.5)
    other = fly(falling._replace(diameter=0.0), programme=LOFTED, drag=0.5)
    assert one.range < other.range
    assert one.end.down > 100.0


def test_minimum_energy__broadcasts():
    flights = minimum_energy([[100e3, 1000e3], [2000e3, 5500e3]], 6371e3)
    assert flights.speed.shape == (2, 2)
    assert minimum_energy(1000e3, 6371e3).speed == pytest.approx(flights.speed[0, 1])
    assert np.all(np.diff(flights.apogee.ravel()) > 0.0)


def test_maximum_range__is_flown_by_its_programme():
    longest = maximum_range(SCUD, latitude=0.7, azimuth=0.7, guided="gravity_turn")
    again = fly(SCUD, latitude=0.7, programme=longest.programme)
    assert again.range == pytest.approx(longest.range, rel=1e-9)
    assert longest.flight.landed
    assert 280e3 < longest.range < 310e3


@pytest.mark.compiled
def test_maximum_range__eastwards_is_greater_than_westwards():
    east = maximum_range(SCUD, azimuth=math.radians(90.0))
    west = maximum_range(SCUD, azimuth=math.radians(270.0))
    resting = maximum_range(SCUD, azimuth=math.radians(90.0), earth=ROUND)
    assert east.range > resting.range > west.range


@pytest.mark.parametrize(
    "earth", [WGS84, pytest.param(ROUND, marks=pytest.mark.compiled)]
)
def test_fit__flies_as_published(earth):
    found = fit(SCUD, 290e3, 78e3, latitude=0.7, azimuth=0.5, earth=earth)
    assert found.flight.range == pytest.approx(290e3, abs=2.0)
    assert found.flight.apogee == pytest.approx(78e3, rel=1e-3)
    assert found.missile.stages[0].thrust == pytest.approx(found.factor * STAGE.thrust)
    assert found.factor == pytest.approx(1.0, abs=0.05)


def test_fit__says_when_range_and_apogee_do_not_go_together():
    with pytest.raises(ValueError, match="no thrust and elevation"):
        fit(SCUD, 290e3, 200.0)


NAN = math.nan
WRONG = {
    "latitude": {"latitude": 2.0},
    "longitude": {"longitude": NAN},
    "longitude: 'east'": {"longitude": "east"},
    "altitude": {"altitude": math.inf},
    "velocity": {"velocity": (1.0, 2.0)},
    "velocity: nan": {"velocity": (1.0, 2.0, NAN)},
    "duration": {"duration": 0.0},
    "floor": {"floor": NAN},
    "interval": {"interval": -1.0},
    "interval: more": {"interval": 1e-6},
    "tolerance": {"tolerance": 0.0},
    "drag": {"drag": -0.1},
    "drag: a number, or": {"drag": [1.0, 2.0]},
    "drag: Mach numbers and": {"drag": [(0.0, -1.0)]},
    "drag: Mach numbers rise": {"drag": [(1.0, 0.1), (0.5, 0.1)]},
    "mass": {"body": Projectile(0.0, 1.0)},
    "area": {"body": Projectile(1.0, NAN)},
    "mu": {"earth": WGS84._replace(mu=NAN)},
    "major": {"earth": WGS84._replace(major=0.0)},
    "wind: a row": {"wind": Wind(np.zeros(1), np.array([NAN]), np.zeros(1))},
    "programme": {"body": SCUD},
    "guided": {"body": SCUD, "programme": Programme("upwards", 0.0, 1.0)},
    "elevation": {"body": SCUD, "programme": Programme("fixed", 0.0, 3.0)},
    "rate": {"body": SCUD, "programme": Programme("lofted", 0.0, 1.0, rise=60.0)},
    "rise": {"body": SCUD, "programme": Programme("lofted", 0, 1, rise=-1, rate=1)},
    "stages": {"body": Missile((), 1.0, 1.0), "programme": LOFTED},
    "burn_time": {
        "body": Missile((STAGE._replace(burn_time=0.0),), 1.0, 1.0),
        "programme": LOFTED,
    },
    "payload_mass: nothing is left": {
        "body": Missile((STAGE._replace(dry_mass=0.0),), 0.0, 1.0),
        "programme": LOFTED,
    },
    "payload_mass: nothing separates": {
        "body": Missile((STAGE,), 0.0, 1.0, True),
        "programme": LOFTED,
    },
    "ballistic_coefficient": {
        "body": SCUD._replace(ballistic_coefficient=0.0),
        "programme": LOFTED,
    },
}


@pytest.mark.parametrize("name", WRONG)
def test_fly__refuses_what_cannot_be(name):
    wrong = dict(WRONG[name])
    with pytest.raises(ValueError, match=f"^{name.split(': nan')[0]}") as caught:
        fly(wrong.pop("body", SPHERE), **wrong)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("altitude", "east", "north"),
    [
        ([0, 1], [0], [0, 1]),
        ([1, 0], [0, 1], [0, 1]),
        ([], [], []),
        ([[0]], [[1]], [[1]]),
    ],
)
def test_profile__refuses_what_is_no_table(altitude, east, north):
    with pytest.raises(ValueError, match="wind"):
        profile(altitude, east, north)


@pytest.mark.parametrize("reach", [0.0, -1.0, NAN, math.inf, 30e6])
def test_minimum_energy__refuses_what_is_no_range(reach):
    with pytest.raises(ValueError, match="reach"):
        minimum_energy(reach)


def test_searches__refuse_what_cannot_be():
    with pytest.raises(ValueError, match="guided"):
        maximum_range(SCUD, guided="fixed")
    with pytest.raises(ValueError, match="azimuth"):
        maximum_range(SCUD, azimuth=NAN)
    with pytest.raises(ValueError, match="reach"):
        fit(SCUD, 0.0, 1e4)
    with pytest.raises(ValueError, match="apogee"):
        fit(SCUD, 1e5, NAN)


def test_door__names_what_it_has():
    assert all(hasattr(ballistics, name) for name in ballistics.__all__)
    assert CALM.east.tolist() == [0.0]


def test_fly__without_room_for_all_points_still_has_its_end(monkeypatch):
    whole = fly(SPHERE, altitude=5000.0, drag=0.1)
    monkeypatch.setattr("kalkan.ballistics.flight._STEPS", 5)
    flight = fly(SPHERE, altitude=5000.0, drag=0.1)
    assert len(flight.time) < len(whole.time)
    assert flight.end == whole.end
