"""What a person may say of radars."""

import math

import pytest

from kalkan.errors import UserError
from kalkan.tracking.radars import OnEarth, OnMap, Radar, Radars
from kalkan.tracking.sensors import read_sensors
from unit.tracking.sky import RADAR, radars

FILE = """
origin: [39.9 deg, 32.8 deg]
sensors:
  north:
    at: [40.2 deg, 32.7 deg]
    altitude: 950 m
    period: 10 s
    range_error: 60 m
    azimuth-error: 0.15 deg
    elevation-error: 0.3 deg
    detection-probability: 85 %
    false-plots: 12
    range: [1 km, 200 km]
    bias: {range: -30 m, azimuth: 0.1 deg}
"""


def test_read_sensors__reads_every_key(tmp_path):
    path = tmp_path / "sensors.yaml"
    path.write_text(FILE, encoding="utf-8")
    found = read_sensors(path)
    (radar,) = found.radars
    assert found.origin == OnEarth(math.radians(39.9), math.radians(32.8))
    assert radar.at == OnEarth(math.radians(40.2), math.radians(32.7), 950.0)
    assert (radar.name, radar.period, radar.range_error) == ("north", 10.0, 60.0)
    assert radar.azimuth_error == math.radians(0.15)
    assert radar.elevation_error == math.radians(0.3)
    assert (radar.detection_probability, radar.false_plots) == (0.85, 12.0)
    assert (radar.range_min, radar.range_max) == (1e3, 200e3)
    assert (radar.range_bias, radar.azimuth_bias) == (-30.0, math.radians(0.1))
    assert not found.is_plane


def test_read_sensors__takes_a_mapping_and_what_it_returns():
    found = read_sensors(radars())
    assert found.radars[0].at == OnMap()
    assert read_sensors(found) is found
    assert read_sensors(list(found.radars)) == found


@pytest.mark.parametrize(
    ("changes", "plane"),
    [
        ({}, True),
        ({"elevation_error": "0.2 deg"}, False),
        ({"at": {"east": "1 km", "up": "10 m"}}, False),
        ({"at": ["40 deg", "30 deg"]}, False),
    ],
)
def test_is_plane__when_nothing_has_a_height(changes, plane):
    assert read_sensors(radars(**changes)).is_plane is plane
    assert not read_sensors(radars(**changes) | {"plane": False}).is_plane


def test_on_earth__is_the_origin_or_the_first_radar_there():
    assert read_sensors(radars()).on_earth is None
    somewhere = read_sensors(radars(at=["40 deg", "30 deg"], altitude="900 m"))
    assert somewhere.on_earth == OnEarth(math.radians(40.0), math.radians(30.0), 0.0)
    placed = read_sensors(radars() | {"origin": {"lat": "1 deg", "lon": "2 deg"}})
    assert placed.on_earth == OnEarth(math.radians(1.0), math.radians(2.0))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (radars(period=None), "sensors.r.period: is missing; write it, as period: 4 s"),
        (radars(period=4), "sensors.r.period: 4 has no unit: write a duration"),
        (radars(period="4 m"), "'4 m' has the unit 'm'"),
        (radars(period="0 s"), "'0 s' is out of bounds; write from 10 ms to 10 min"),
        (radars(range_error="-5 m"), "range-error: '-5 m' is out of bounds"),
        (radars(azimuth_error="50 m"), "write an angle"),
        (radars(detection_probability=1.2), "is not between 0 and 1"),
        (radars(false_plots=-1), "false-plots: -1 is out of bounds"),
        (radars(range=["9 km", "1 km"]), "swap the two"),
        (radars(range="9 km"), "range: '9 km': write [1 km, 100 km]"),
        (radars(elevation="1 deg"), "is not a key here; did you mean elevation-error?"),
        (radars(bias={"height": "1 m"}), "sensors.r.bias.height: is not a key here"),
        (radars(bias=3), "sensors.r.bias: 3: write range and azimuth and elevation"),
        (radars(at=None), "sensors.r.at: is missing; write it, as at:"),
        (radars(at=["40 deg"]), "sensors.r.at: a list: write [39.9 deg, 32.8 deg]"),
        (radars(at=["99 deg", "1 deg"]), "'99 deg' is out of bounds"),
        (radars(at={"lat": "1 deg"}), "has lat or lon alone; write both"),
        (radars(altitude="3 m"), "stands with a latitude and longitude; write `up`"),
        (radars() | {"plane": 1}, "plane: 1: write true or false"),
        (
            radars(elevation_error="1 deg") | {"plane": True},
            "sensors.r.elevation-error: nothing has an elevation in a plane",
        ),
        (
            radars(at=["1 deg", "1 deg"]) | {"plane": True},
            "sensors.r.at: the Earth is no plane",
        ),
        ({}, "a mapping: write sensors: {radar:"),
        ({"sensors": {}}, "sensors: is empty; write at least one"),
        ({"sensors": 3}, "sensors: is 3; write at least one"),
        ({"origin": ["1 deg", "1 deg"]}, "sensors: is missing"),
        ({"radars": {}}, "radars: is not a key here"),
        ({"sensors": {"r": None}}, "sensors.r: nothing: write its place"),
        ({"sensors": {str(n): RADAR for n in range(1001)}}, "are 1,001; at most 1,000"),
        ([], "give the path of a YAML file"),
        (7, "give the path of a YAML file"),
    ],
)
def test_read_sensors__refuses_with_one_line(given, said):
    with pytest.raises(UserError) as caught:
        read_sensors(given)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"period": 0.0}, "r: period is 0; give from 0.01 to 600, in SI"),
        ({"azimuth_error": 2.0}, "r: azimuth_error is 2"),
        ({"azimuth_error": math.nan}, "r: azimuth_error is nan"),
        ({"elevation_error": -1.0}, "r: elevation_error is -1"),
        ({"range_min": 5.0, "range_max": 5.0}, "range_min is not below range_max"),
    ],
)
def test_radars__are_checked_too(change, said):
    fields = {"period": 4.0, "range_error": 50.0, "azimuth_error": 0.003} | change
    with pytest.raises(UserError, match=said):
        read_sensors([Radar("r", OnMap(), **fields)])


def test_radars__have_names_of_their_own():
    one = Radar("r", OnMap(), 4.0, 50.0, 0.003)
    with pytest.raises(UserError, match="each with a name of its own"):
        read_sensors(Radars((one, one)))


def test_read_sensors__says_the_line_of_a_file(tmp_path):
    path = tmp_path / "sensors.yaml"
    path.write_text(FILE.replace("10 s", "10"), encoding="utf-8")
    with pytest.raises(UserError, match=r"sensors\.yaml:7: sensors\.north\.period: "):
        read_sensors(str(path))
    path.write_text("sensors:\n  r:\n    period: 4 s\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"sensors\.yaml:2: sensors\.r\.at: is missing"):
        read_sensors(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "nothing: write sensors"),
        (b"\xff", "is not UTF-8"),
        (b"a: &b 1", "anchors and aliases are not read"),
        (b" " * 400_000, "is larger than 300,000 bytes"),
    ],
)
def test_read_sensors__refuses_files_that_say_nothing(tmp_path, content, said):
    path = tmp_path / "sensors.yaml"
    path.write_bytes(content)
    with pytest.raises(UserError, match=said):
        read_sensors(path)


def test_read_sensors__refuses_files_that_are_none(tmp_path):
    with pytest.raises(UserError, match="there is no such file"):
        read_sensors(tmp_path / "none.yaml")
    with pytest.raises(UserError, match="there is no such file"):
        read_sensors(tmp_path)
