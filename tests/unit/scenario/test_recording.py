"""Recorded flights, read strictly."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.catalogue import Catalogue
from kalkan.errors import UserError
from kalkan.scenario import Recording, Scenario, load, read_text
from kalkan.scenario.paths import path_of
from kalkan.scenario.recording import BYTES_MAX, HEADER, files_in, read_recording

FLIGHTS = Path(__file__).resolve().parents[2] / "bad" / "flights"
LINER = "  liner: {class: fighter, system: Jet, side: neutral, "


def written(path: Path, *rows: str, header: str = HEADER) -> Path:
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def read(good: str, known: Catalogue, more: str) -> Scenario:
    text = good.replace("traffic:\n", f"traffic:\n{LINER}{more}}}\n", 1)
    return read_text(text.encode(), "a.yaml", known, FLIGHTS.parent)


def test_recording__is_si_and_counted_from_its_first_row() -> None:
    flight = read_recording(FLIGHTS / "second.csv", "flights/second.csv")
    assert flight.time.tolist() == [0.0, 10.0, 20.0, 30.0]
    assert flight.lat[0] == pytest.approx(math.radians(40.5))
    assert flight.lon[-1] == pytest.approx(math.radians(31.56))
    assert flight.altitude.tolist() == [9500.0, 9510.0, 9520.0, 9530.0]
    assert flight.line.tolist() == [3, 4, 5, 6]  # after a header and an empty line
    assert flight.duration == 30.0
    assert flight.speeds == pytest.approx([202.7] * 3, rel=1e-3)


def test_recording__is_equal_where_its_content_is(tmp_path: Path) -> None:
    first = read_recording(FLIGHTS / "first.csv", "a.csv")
    again = read_recording(FLIGHTS / "first.csv", "a.csv")
    other = read_recording(FLIGHTS / "second.csv", "a.csv")
    assert first == again
    assert hash(first) == hash(again)
    assert first != other
    assert first != "a.csv"


def test_recording__crosses_the_antimeridian(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "0,10,179.99,9000", "10,10,-179.99,9000")
    assert read_recording(path, "a.csv").speeds == pytest.approx([219.3], rel=1e-2)


def test_recording__of_another_systems_editor_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        b"\xef\xbb\xbftime_s, lat_deg, lon_deg, altitude_m\r\n0, 40, 32, 900\r\n"
        b"1.5,4.001e1,32,-20\r\n"
    )
    assert read_recording(path, "a.csv").time.tolist() == [0.0, 1.5]


@pytest.mark.parametrize(
    "cell", ["nan", "inf", "1_0", "", "0x10", "1e400", "٤٠x", "40 41"]
)
def test_recording__refuses_what_is_no_number(tmp_path: Path, cell: str) -> None:
    path = written(tmp_path / "a.csv", "0,40,32,900", f"1,{cell},32,900")
    with pytest.raises(ValueError, match=r"a.csv:3: lat_deg is"):
        read_recording(path, "a.csv")


def test_recording__refuses_what_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"#" * (BYTES_MAX + 1))
    with pytest.raises(ValueError, match=r"a.csv is larger than 10,000,000 bytes"):
        read_recording(tmp_path / "a.csv", "a.csv")


def test_recording__refuses_a_device() -> None:
    with pytest.raises(ValueError, match="there is no file /dev/zero"):
        read_recording(Path("/dev/zero"), "/dev/zero")


@given(st.binary(max_size=60))
def test_any_file__is_read_or_refused_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(HEADER.encode() + b"\n0,40,32,900\n" + content)
    try:
        says = f"any.csv: {read_recording(path, 'any.csv').duration} s"
    except ValueError as error:
        says = str(error)
    assert says.startswith("any.csv")
    assert says.isprintable()


def test_files_in__are_in_order_and_counted(tmp_path: Path) -> None:
    found = files_in(FLIGHTS, "flights/")
    assert [name for _, name in found] == ["flights/first.csv", "flights/second.csv"]
    with pytest.raises(ValueError, match="tracks holds no CSV file"):
        files_in(tmp_path, "tracks")
    for k in range(1001):
        (tmp_path / f"{k}.csv").touch()
    with pytest.raises(ValueError, match="holds 1,001 CSV files; at most 1,000"):
        files_in(tmp_path, "tracks")


def test_track__is_every_members(good: str, known: Catalogue) -> None:
    sc = read(good, known, "count: 3, track: flights/first.csv")
    liner = sc.traffic["liner"]
    assert liner.count == 3
    assert liner.flight_of(0) == liner.flight_of(2) == liner.track
    path = path_of(sc, liner, known)
    assert path.duration == 30.0
    assert path.length == pytest.approx(30.0 * 203.06, rel=1e-4)
    assert path.altitude.tolist() == [9000.0] * 4


def test_tracks__are_a_member_each(good: str, known: Catalogue) -> None:
    sc = read(good, known, "tracks: flights")
    liner = sc.traffic["liner"]
    assert liner.count == 2
    assert [liner.flight_of(k).name for k in range(2)] == [
        "flights/first.csv",
        "flights/second.csv",
    ]
    assert path_of(sc, liner, known).lat.size == 8
    assert set(sc.recordings()) == {"flights/first.csv", "flights/second.csv"}
    assert all(len(digest) == 64 for digest in sc.recordings().values())


def test_track__may_be_handed_over_in_python(good: str, known: Catalogue) -> None:
    group = read(good, known, "track: flights/first.csv").traffic["liner"]
    assert isinstance(group.track, Recording)
    words = {"class": "fighter", "system": "Jet", "side": "neutral"}
    assert type(group).model_validate({**words, "track": group.track}) == group


def test_track__is_sought_beside_the_scenario(
    good: str, known: Catalogue, tmp_path: Path
) -> None:
    track = f"{LINER}track: a.csv}}\n"
    text = good.replace("traffic:\n", f"traffic:\n{track}", 1)
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"a.yaml:48: .* there is no file a.csv"):
        load(tmp_path / "a.yaml", known)
    written(tmp_path / "a.csv", "0,40,32,900", "10,40.01,32,900")
    assert load(tmp_path / "a.yaml", known).traffic["liner"].track.duration == 10.0


def test_recorded_missile__ends_on_its_target(good: str, known: Catalogue) -> None:
    authored = (
        "    route: [[41 deg, 33 deg], [40.5 deg, 32.5 deg]]\n"
        "    altitude: 50 m AGL\n    speed: 240 m/s\n"
    )
    text = good.replace(authored, "    track: flights/first.csv\n")
    text = text.replace(
        "town: {at: [40 deg, 32 deg]", "town: {at: [40.34 deg, 31.56 deg]"
    )
    sc = read_text(text.encode(), "a.yaml", known, FLIGHTS.parent)
    assert sc.raid["cruise"].target == "town"
    assert np.degrees(sc.raid["cruise"].track.lat[-1]) == pytest.approx(40.33)
