"""The examples that make recorded flights, and those that were made."""

import gzip
import importlib.util
import json
import math
from itertools import islice
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from kalkan.muster.entries import in_order
from kalkan.muster.flyers import flyer_entries
from kalkan.muster.ground import Ground
from kalkan.muster.ways import build_ways
from kalkan.muster.worlds import Draws
from kalkan.physics.geodesy import frame_at, geodetic2enu
from kalkan.scenario import load
from kalkan.scenario.recording import read_recording
from kalkan.terrain.grid import SMOOTH
from unit.engine.small_battle import known
from unit.physics.between import at_time

ROOT = Path(__file__).resolve().parents[2]
TRACKS = ROOT / "scenarios" / "tracks"


def _example(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        name, ROOT / "examples" / f"{name}.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ------------------------------------------------------------------ flights shipped


def test_shipped_tracks__are_small_and_flown_like_airliners() -> None:
    files = sorted(TRACKS.glob("*.csv"))
    assert [path.stem for path in files] == ["arrival", "crossing", "departure"]
    assert sum(path.stat().st_size for path in files) < 20_000
    for path in files:
        flight = read_recording(path, path.name)
        assert 600.0 < flight.duration < 1800.0
        assert 90.0 < flight.speeds.min() < flight.speeds.max() < 240.0
        climb = np.diff(flight.altitude) / np.diff(flight.time)
        assert abs(climb).max() < 20.0


def test_shipped_tracks__are_flown_within_metres_of_every_row() -> None:
    scenario = load(ROOT / "scenarios" / "recorded.yaml", known())
    frame = frame_at(scenario.origin.lat, scenario.origin.lon)
    entries = in_order(flyer_entries(scenario, known(), []))
    ways = build_ways(entries, scenario, Ground(frame, SMOOTH), Draws(1, None))
    seen = set()
    for entry, way in zip(entries, ways, strict=True):
        if not entry.path.startswith("traffic.airliners/"):
            continue
        flight = scenario.traffic["airliners"].flight_of(entry.member)
        seen.add(flight.name)
        for time, *place in zip(
            flight.time, flight.lat, flight.lon, flight.altitude, strict=True
        ):
            row = np.array(geodetic2enu(frame, *place))
            assert np.linalg.norm(at_time(way[:3], time) - row) < 3.0
    assert len(seen) == 3


def test_jsbsim_track__flies_what_is_shipped() -> None:
    pytest.importorskip("jsbsim")
    example = _example("jsbsim_track")
    for name, plan in example.PLANS.items():
        flight = read_recording(TRACKS / f"{name}.csv", name)
        rows = list(islice(example.flown(plan), 6))
        for k, (time, lat, lon, altitude) in enumerate(rows):
            assert time == flight.time[k]
            assert math.radians(lat) == pytest.approx(flight.lat[k], abs=1e-6)
            assert math.radians(lon) == pytest.approx(flight.lon[k], abs=1e-6)
            assert altitude == pytest.approx(flight.altitude[k], abs=5.0)


# ------------------------------------------------------------------ flights of ADS-B


@pytest.fixture(name="adsb", scope="module")
def _adsb() -> ModuleType:
    return _example("adsb_flights")


def _records(many: int = 200, step: float = 5.0) -> list[dict[str, object]]:
    """Return two flights as *traffic* keeps them, with what real ones suffer from."""
    found: list[dict[str, object]] = []
    for k in range(many):
        place = 46.0 + 0.01 * k  # 1.1 km a row: 222 m/s, 432 kn
        row: dict[str, object] = {
            "timestamp": 1.5e12 + 1e3 * step * k,
            "latitude": place,
            "longitude": 8.0,
            "altitude": 33000,
            "groundspeed": 432.3,
            "icao24": "4b1234",
            "callsign": "SWR1",
        }
        found.append(row)
        found.append({**row, "callsign": "SWR2", "longitude": 9.0 + 0.001 * k})
    found[20] = {**found[20], "latitude": 46.9}  # a jump
    found[41] = {**found[41], "altitude": None}  # nothing known
    found[50] = dict(found[48], timestamp=found[50]["timestamp"])  # a stale place
    return found[::-1]


def _written(adsb: ModuleType, folder: Path, *more: str) -> list[list[list[float]]]:
    adsb.main([str(folder / "out"), *more])
    flights = []
    for path in sorted((folder / "out").glob("*.csv")):
        flight = read_recording(path, path.name)
        flights.append(np.c_[flight.time, flight.lat, flight.lon, flight.altitude])
    return flights


def test_adsb_flights__are_recordings(adsb: ModuleType, tmp_path: Path) -> None:
    data = tmp_path / "sample.json.gz"
    data.write_bytes(gzip.compress(json.dumps(_records()).encode()))
    flights = _written(adsb, tmp_path, "--data", str(data))
    assert len(flights) == 2
    for flight in flights:
        assert np.diff(flight[:, 0]).min() >= 10.0
        np.testing.assert_allclose(flight[:, 3], 33000 * 0.3048, atol=0.1)
        speed = np.diff(np.degrees(flight[:, 1])) * 111.2e3 / np.diff(flight[:, 0])
        np.testing.assert_allclose(speed, 222.4, rtol=0.01)
    first = (tmp_path / "out" / "flight-01.csv").read_text("utf-8").splitlines()[0]
    assert first == "# a real flight, from sample.json.gz"


def test_adsb_flights__may_be_moved_and_few(adsb: ModuleType, tmp_path: Path) -> None:
    data = tmp_path / "sample.json"
    data.write_text(json.dumps(_records()), encoding="utf-8")
    asked = ("--data", str(data), "--flights", "1", "--to", "40", "33", "--every", "30")
    (flight,) = _written(adsb, tmp_path, *asked)
    lat, lon = np.degrees(flight[:, 1:3]).T
    assert 0.5 * (lat.min() + lat.max()) == pytest.approx(40.0, abs=0.1)
    assert 0.5 * (lon.min() + lon.max()) == pytest.approx(33.0, abs=0.1)
    assert np.diff(flight[:, 0]).min() >= 30.0
    text = (tmp_path / "out" / "flight-01.csv").read_text("utf-8")
    assert text.startswith("# a real flight, from sample.json, moved")


def test_adsb_flights__read_state_vectors(adsb: ModuleType, tmp_path: Path) -> None:
    data = tmp_path / "states.csv"
    lines = ["time,icao24,lat,lon,velocity,callsign,baroaltitude,geoaltitude"]
    lines += [f"{10 * k},4b,{46 + 0.02 * k},8,222,A,9900,{10000}" for k in range(20)]
    lines += ["210,4b,,,,A,,", "400,4b,60,8,222,A,9900,"]
    data.write_text("\n".join(lines), encoding="utf-8")
    (flight,) = _written(adsb, tmp_path, "--data", str(data))
    assert len(flight) == 20  # what comes after the gap is another, of one row
    np.testing.assert_allclose(flight[:, 3], 10e3)


def test_adsb_flights__want_data(adsb: ModuleType, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(adsb, "find_spec", lambda name: None)
        with pytest.raises(SystemExit, match="pip install --no-deps traffic"):
            adsb.main([str(tmp_path)])


# ------------------------------------------------------------------ flights tracked


def test_flights__are_met_when_the_beam_passes_them() -> None:
    module = _example("track_flights")
    flights = module.flights_in(TRACKS)
    middle = module.middle_of(flights)
    site = module.SITES["tall"]
    place = module.place_of(site, middle)
    for flight in flights:
        time, seen = module.looks_at(flight, site, place, 0.3)
        turns = time / site.period - seen[:, 1] / (2.0 * math.pi) - 0.3
        assert abs(turns - np.round(turns)).max() < 1e-6
        assert np.diff(time).min() > 0.9 * site.period
        assert np.diff(time).max() < 1.1 * site.period


def test_flights__go_smoothly_through_their_rows() -> None:
    module = _example("track_flights")
    for flight in module.flights_in(TRACKS):
        np.testing.assert_allclose(flight.at(flight.time), flight.ecef, atol=1e-6)
        between = flight.at(flight.time[:-1] + 5.0)
        halfway = 0.5 * (flight.ecef[:-1] + flight.ecef[1:])
        assert np.linalg.norm(between - halfway, axis=1).max() < 60.0


@pytest.mark.compiled
def test_flights__are_tracked_and_drawn(tmp_path, capsys) -> None:
    module = _example("track_flights")
    picture = tmp_path / "flights.svg"
    module.main([str(TRACKS), "--seed", "3", "--picture", str(picture)])
    said = json.loads(capsys.readouterr().out)
    assert said["flights"] == 3
    assert 3 <= said["tracks"] <= 4
    assert said["completeness"] > 0.97
    assert said["longest_segment"] > 0.95
    assert said["spuriousness"] < 0.1
    assert 20.0 < said["position_error_m"] < 150.0
    assert picture.read_text("utf-8").startswith("<?xml")


@pytest.mark.compiled
def test_real_flights__are_tracked_where_there_are_any(tmp_path) -> None:
    """Of the package *traffic*, which may not be handed on; so here by chance."""
    if importlib.util.find_spec("traffic") is None:
        pytest.skip("the package traffic, which holds real flights, is not there")
    _example("adsb_flights").main([str(tmp_path), "--flights", "20"])
    module = _example("track_flights")
    truth, _, tracks, _ = module.track_flights(tmp_path)
    said = module.scores(truth, tracks)
    assert said["completeness"] > 0.95
    assert said["spuriousness"] < 0.1
    assert 20 <= said["tracks"] <= 24
    assert said["position_error_m"] < 200.0
