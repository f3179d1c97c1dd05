"""The table of floors: kept, read, and of one mind with the direct ray."""

import math

import numpy as np
import pytest

from kalkan.errors import UserError
from kalkan.physics.geodesy import frame_at
from kalkan.terrain import floor as room
from kalkan.terrain.floor import AZIMUTHS, RANGES, floor_at, floor_of
from kalkan.terrain.grid import SMOOTH, elevation_at
from kalkan.terrain.load import load_grid
from kalkan.terrain.ray import is_clear
from kalkan.terrain.sweep import ground_point, sweep
from unit.terrain.brute_force import rough_grid

R = math.radians
ROUGH = rough_grid()
SITE = (ROUGH.lat - 64 * ROUGH.dlat, ROUGH.lon + 64 * ROUGH.dlon)
MAST = elevation_at(ROUGH, *SITE) + 30.0


@pytest.fixture(autouse=True)
def shelf(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "kalkan" / "floors"


@pytest.fixture
def sweeps(monkeypatch):
    """Count azimuths that are swept; those of a small table, for speed."""
    swept = []

    def counted(grid, frame, antenna, k, reach, first, last, floor, edge):
        swept.extend(range(first, last))
        sweep(grid, frame, antenna, k, reach, first, last, floor, edge)

    monkeypatch.setattr(room, "sweep", counted)
    monkeypatch.setattr(room, "_BLOCK", 8)
    monkeypatch.setattr(room, "AZIMUTHS", 24)
    monkeypatch.setattr(room, "RANGES", 16)
    return swept


def test_floor_of__is_the_sweep_of_all_azimuths(sweeps):
    found = floor_of(ROUGH, *SITE, MAST, 4 / 3, 60e3)
    assert sorted(sweeps) == list(range(24))
    floor, edge = np.zeros((24, 16), np.float32), np.zeros((24, 16), np.float32)
    sweep(ROUGH, frame_at(*SITE, 0.0), MAST, 4 / 3, 60e3, 0, 24, floor, edge)
    assert np.array_equal(found.altitude, floor)
    assert np.array_equal(found.obstacle, edge)
    assert found.step == 3750.0


def test_floor_of__is_kept_and_fetched(sweeps, shelf):
    one = floor_of(ROUGH, *SITE, MAST, 4 / 3, 60e3)
    assert len(list(shelf.glob("*.npy"))) == 1
    sweeps.clear()
    other = floor_of(ROUGH, *SITE, MAST, 4 / 3, 60e3)
    assert not sweeps
    assert np.array_equal(one.altitude, other.altitude)
    assert np.array_equal(one.obstacle, other.obstacle)
    assert other.altitude.flags.writeable


@pytest.mark.parametrize("place", range(5))
def test_floor_of__is_kept_apart_by_all_that_it_depends_on(sweeps, place):
    args = [*SITE, MAST, 4 / 3, 60e3]
    floor_of(ROUGH, *args)
    sweeps.clear()
    args[place] *= 1.0001
    floor_of(ROUGH, *args)
    assert sweeps


def test_floor_of__is_kept_apart_by_the_ground(sweeps):
    floor_of(ROUGH, *SITE, MAST, 4 / 3, 60e3)
    sweeps.clear()
    floor_of(rough_grid(1), *SITE, MAST, 4 / 3, 60e3)
    assert sweeps


def _cut(content):
    return content[: len(content) // 2]


def _flip(content):
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.parametrize("harm", [_cut, _flip, bytes.swapcase, lambda _: b""])
def test_floor_of__is_swept_again_when_the_file_is_harmed(sweeps, shelf, harm):
    one = floor_of(ROUGH, *SITE, MAST, 4 / 3, 60e3)
    (path,) = shelf.glob("*.npy")
    whole = path.read_bytes()
    path.write_bytes(harm(whole))
    sweeps.clear()
    other = floor_of(ROUGH, *SITE, MAST, 4 / 3, 60e3)
    assert sweeps
    assert np.array_equal(one.altitude, other.altitude)
    assert path.read_bytes() == whole


def test_floor_of__is_swept_again_when_the_table_has_another_shape(
    sweeps, shelf, monkeypatch
):
    floor_of(ROUGH, *SITE, MAST, 4 / 3, 60e3)
    (path,) = shelf.glob("*.npy")
    monkeypatch.setattr(room, "RANGES", 8)
    floor_of(ROUGH, *SITE, MAST, 4 / 3, 60e3)
    (other,) = set(shelf.glob("*.npy")) - {path}
    other.write_bytes(path.read_bytes())
    sweeps.clear()
    assert floor_of(ROUGH, *SITE, MAST, 4 / 3, 60e3).altitude.shape == (24, 8)
    assert sweeps


def test_floor_of__works_where_nothing_can_be_kept(sweeps, tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert floor_of(ROUGH, *SITE, MAST, 4 / 3, 60e3).altitude.shape == (24, 16)


def test_floor_of__works_on_a_full_disk(sweeps, shelf, monkeypatch):
    def full(path, content):
        raise UserError("no space left")

    monkeypatch.setattr("kalkan.terrain.shelf.write_atomically", full)
    assert floor_of(ROUGH, *SITE, MAST, 4 / 3, 60e3).altitude.shape == (24, 16)
    assert not list(shelf.glob("*.npy"))


def test_floor_of__works_without_a_home(sweeps, monkeypatch):
    def homeless():
        raise RuntimeError("no home")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr("pathlib.Path.home", homeless)
    assert floor_of(ROUGH, *SITE, MAST, 4 / 3, 60e3).altitude.shape == (24, 16)


def test_floor_of__over_the_sea_sweeps_one_azimuth(sweeps):
    floor = floor_of(SMOOTH, 0.7, 0.5, 30.0, 4 / 3, 60e3)
    assert sweeps == [0]
    assert np.all(floor.altitude == floor.altitude[0])


def test_floor_of__has_the_size_that_it_says():
    floor = floor_of(SMOOTH, 0.7, 0.5, 30.0, 4 / 3, 60e3)
    assert floor.altitude.shape == floor.obstacle.shape == (AZIMUTHS, RANGES)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((math.nan, 0.5, 30.0, 4 / 3, 6e4), "finite"),
        ((0.7, 0.5, math.inf, 4 / 3, 6e4), "finite"),
        ((1.6, 0.5, 30.0, 4 / 3, 6e4), "lat"),
        ((0.7, 0.5, 30.0, 0.0, 6e4), "k, reach"),
        ((0.7, 0.5, 30.0, 4 / 3, -1.0), "k, reach"),
    ],
)
def test_floor_of__refuses_what_is_no_site(args, words):
    with pytest.raises(ValueError, match=words):
        floor_of(SMOOTH, *args)


@pytest.mark.compiled
def test_floor_at__agrees_with_the_direct_ray():
    """But for targets near the edge, and rays that pass between two azimuths."""
    grid = load_grid("anatolia", R(36.0), R(42.0), R(28.0), R(38.0))
    site, rng = (R(40.06), R(32.60)), np.random.default_rng(4)
    mast = elevation_at(grid, *site) + 15.0
    floor = floor_of(grid, *site, mast, 4 / 3, 250e3)
    tables = floor.altitude[None], floor.obstacle[None], np.array([floor.step])
    frame, wrong, decided, hidden, rows = frame_at(*site, 0.0), 0, 0, 0, 0
    for _ in range(3000):
        row, distance = int(rng.integers(AZIMUTHS)), rng.uniform(2e3, 249e3)
        azimuth = math.radians(0.5 * row)
        place = ground_point(frame, azimuth, distance)
        lowest, _ = floor_at(*tables, 0, azimuth, distance)
        alt = lowest + rng.normal(0.0, 300.0)
        if abs(alt - lowest) > 20.0 and alt > elevation_at(grid, *place):
            seen = is_clear(grid, *site, mast, *place, alt, 4 / 3)
            wrong += seen != (alt > lowest)
            decided, hidden = decided + 1, hidden + (not seen)
        rows += 1
    assert hidden > 0.2 * decided
    assert decided > 0.8 * rows
    assert wrong <= 0.01 * decided


FLOORS = np.arange(24.0).reshape(1, 4, 6).astype(np.float32)
EDGES = np.full((1, 4, 6), 100.0, np.float32) + FLOORS
STEP = np.array([10.0])


@pytest.mark.parametrize(
    ("azimuth", "distance", "expected"),
    [
        (0.0, 10.0, 0.0),
        (0.0, 25.0, 1.5),
        (0.25 * math.pi, 10.0, 3.0),
        (0.5 * math.pi, 40.0, 9.0),
        (1.75 * math.pi, 10.0, 9.0),  # between the last row and the first
        (2.0 * math.pi, 25.0, 1.5),
        (-0.25 * math.pi, 10.0, 9.0),
        (-1e-18, 10.0, 0.0),
        (0.0, 3.0, 0.0),  # nearer than the first range
        (0.0, 60.0, 5.0),
        (0.0, 75.0, 6.5),  # beyond the last
    ],
)
def test_floor_at__is_linear_between_entries(azimuth, distance, expected):
    floor, _ = floor_at(FLOORS, EDGES, STEP, 0, azimuth, distance)
    assert floor == pytest.approx(expected)


def test_floor_at__takes_the_obstacle_of_the_nearest_entry():
    for azimuth, distance, edge in ((0.1, 124.0, 105.0), (0.9, 1014.0, 111.0)):
        found = floor_at(FLOORS, EDGES, STEP, 0, azimuth, distance)[1]
        assert found == edge
    assert floor_at(FLOORS, EDGES, STEP, 0, 0.0, 30.0)[1] == 30.0


def test_floor_at__without_a_table_hides_nothing():
    floor, edge = floor_at(FLOORS, EDGES, np.array([0.0]), 0, 1.0, 30.0)
    assert (floor, edge) == (-math.inf, 0.0)


@pytest.mark.parametrize("place", [(math.nan, 30.0), (1.0, math.nan), (1.0, math.inf)])
def test_floor_at__of_no_number_is_none(place):
    assert all(math.isnan(part) for part in floor_at(FLOORS, EDGES, STEP, 0, *place))
