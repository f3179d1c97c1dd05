"""From files to a grid: registration, seams, holes, seas, and a person's mistakes."""

import math
from zipfile import ZipFile

import numpy as np
import pytest
from rasterio.transform import Affine
from rasterio.warp import transform

from kalkan.errors import UserError
from kalkan.terrain import load as door
from kalkan.terrain.grid import SMOOTH, elevation_at
from kalkan.terrain.load import load_grid
from unit.terrain.build_rasters import (
    R,
    corner,
    dted,
    ground,
    load,
    plain,
    posts,
    srtm,
    write,
)


def error_at_posts(grid, of=ground):
    return float(np.abs(grid.elevation - of(*posts(grid))).max())


def test_load_grid__keeps_each_pixel_at_its_middle(tmp_path):
    path = plain(tmp_path / "a.tif", 41.0, 30.0, 0.01, (100, 200))
    grid = load(path, 40.2, 40.8, 30.3, 31.7)
    assert error_at_posts(grid) < 1e-3
    assert grid.elevation.shape == (62, 142)
    assert math.degrees(grid.lat) == pytest.approx(40.805)
    assert elevation_at(grid, R(40.505), R(31.005)) == pytest.approx(
        float(ground(40.505, 31.005)), abs=1e-2
    )


def test_load_grid__ends_where_the_raster_ends(tmp_path):
    path = plain(tmp_path / "a.tif", 41.0, 30.0, 0.01, (100, 200))
    grid = load(path, 35.0, 50.0, 20.0, 40.0)
    assert grid.elevation.shape == (100, 200)
    assert error_at_posts(grid) < 1e-3
    assert elevation_at(grid, R(42.0), R(31.0)) == 0.0


def test_load_grid__has_no_seam_between_srtm_tiles(tmp_path):
    for west in (31, 32):
        for south in (39, 40):
            srtm(tmp_path, south, west)
    grid = load(tmp_path, 39.9, 40.1, 31.9, 32.1)
    assert grid.dlat == pytest.approx(R(1 / 1200))
    assert grid.elevation.shape == (241, 241)
    assert error_at_posts(grid) <= 0.5001  # metres are whole
    lats, _ = posts(grid)
    assert (
        np.abs(lats * 1200 - np.round(lats * 1200)).max() < 1e-6
    )  # posts, not middles


@pytest.mark.parametrize("name", ["n39e032.hgt", "N39E032.SRTMGL3.hgt", "zip"])
def test_load_grid__knows_the_names_of_srtm(tmp_path, name):
    path = srtm(tmp_path, 39, 32)
    if name == "zip":
        with ZipFile(tmp_path / "N39E032.hgt.zip", "w") as archive:
            archive.write(path, path.name)
        path.unlink()
    else:
        path.rename(tmp_path / name)
    srtm(tmp_path, 39, 40)  # elsewhere
    assert error_at_posts(load(tmp_path, 39.4, 39.5, 32.4, 32.5)) <= 0.5001


@pytest.mark.compiled
def test_load_grid__reads_srtm_of_one_second(tmp_path):
    srtm(tmp_path, 39, 32, posts=3601)
    grid = load(tmp_path / "N39E032.hgt", 39.5, 39.51, 32.5, 32.52)
    assert grid.elevation.shape == (37, 73)
    assert error_at_posts(grid) <= 0.5001


def test_load_grid__reads_folders_of_dted(tmp_path):
    dted(tmp_path, 39, 32)
    dted(tmp_path, 39, 33)
    grid = load(tmp_path, 39.2, 39.8, 32.8, 33.2)
    assert grid.elevation.shape == (73, 49)
    assert error_at_posts(grid) <= 1.0  # GDAL's writer cuts fractions off


def test_load_grid__joins_tiles_that_abut(tmp_path):
    one = plain(tmp_path / "a.tif", 41.0, 30.0, 0.01, (100, 100))
    other = plain(tmp_path / "b.tif", 41.0, 31.0, 0.01, (100, 100))
    grid = load((one, other), 40.1, 40.9, 30.5, 31.5)
    assert error_at_posts(grid) < 1e-3
    assert elevation_at(grid, R(40.5), R(31.0)) == pytest.approx(
        float(ground(40.5, 31.0)), abs=0.1
    )


@pytest.mark.parametrize(("west", "east"), [(179.5, -179.5), (179.5, 180.5)])
@pytest.mark.parametrize("global_", [False, True])
def test_load_grid__crosses_the_antimeridian(tmp_path, west, east, global_):
    def wavy(lat, lon):
        return 500.0 + 100.0 * np.cos(np.radians(lon)) + 50.0 * lat

    if global_:
        source = plain(tmp_path / "a.tif", 10.0, -180.0, 0.1, (50, 3600), wavy)
    else:
        source = (
            plain(tmp_path / "a.tif", 10.0, 170.0, 0.1, (50, 100), wavy),
            plain(tmp_path / "b.tif", 10.0, -180.0, 0.1, (50, 100), wavy),
        )
    grid = load(source, 6.0, 9.0, west, east)
    assert grid.elevation.shape == (32, 12)
    assert error_at_posts(grid, wavy) < 1e-3
    for lon in (179.98, 180.0, -180.0, -179.98):
        found = elevation_at(grid, R(8.0), R(lon))
        assert found == pytest.approx(wavy(8.0, lon), abs=0.1)


def test_load_grid__takes_rasters_that_count_longitude_to_360(tmp_path):
    path = plain(tmp_path / "a.tif", 10.0, 0.0, 0.5, (40, 720), lambda a, b: a + b)
    grid = load(path, -3.0, 3.0, -70.0, -60.0)
    assert error_at_posts(grid, lambda a, b: a + b + 360.0) < 1e-3


UTM = [(32636, 33.0), (32637, 39.0)]


@pytest.mark.parametrize(("code", "meridian"), UTM)
def test_load_grid__warps_a_projected_raster(tmp_path, code, meridian):
    size, crs = 250.0, f"EPSG:{code}"
    east = 400e3 + size * (np.arange(700) + 0.5)
    north = 4500e3 - size * (np.arange(500) + 0.5)
    x, y = np.meshgrid(east, north)
    lon, lat = transform(crs, "EPSG:4326", x.ravel(), y.ravel())
    values = ground(np.array(lat), np.array(lon)).reshape(x.shape)
    place = corner(400e3, 4500e3, size, size)
    path = write(tmp_path / "u.tif", values.astype("f4"), place, crs)
    grid = load(path, 39.8, 40.4, meridian - 0.9, meridian + 0.5)
    assert grid.dlat * 6371e3 == pytest.approx(size, rel=1e-3)
    assert error_at_posts(grid) < 0.6  # bilinear, and a mesh of every 16th post


def test_load_grid__joins_projected_tiles_without_a_seam(tmp_path):
    size = 250.0
    parts = []
    for k in range(2):
        east = 400e3 + size * (np.arange(200 * k, 200 * (k + 1)) + 0.5)
        north = 4500e3 - size * (np.arange(300) + 0.5)
        x, y = np.meshgrid(east, north)
        values = (0.01 * (x - 400e3) + 0.02 * (4500e3 - y)).astype("f4")
        place = corner(400e3 + 200 * k * size, 4500e3, size, size)
        parts.append(write(tmp_path / f"{k}.tif", values, place, "EPSG:32636"))
    grid = load(parts, 40.1, 40.5, 32.0, 32.8)
    x, y = transform("EPSG:4326", "EPSG:32636", *seam(grid))
    expected = 0.01 * (np.array(x) - 400e3) + 0.02 * (4500e3 - np.array(y))
    found = [elevation_at(grid, R(b), R(a)) for a, b in zip(*seam(grid), strict=True)]
    assert np.abs(found - expected).max() < 0.05


def seam(grid):
    """Places across the edge between two tiles, at easting 450 km."""
    east, north = np.meshgrid(np.linspace(449.5e3, 450.5e3, 41), [4460e3, 4480e3])
    return transform("EPSG:32636", "EPSG:4326", east.ravel(), north.ravel())


def test_load_grid__moves_another_datum(tmp_path):
    """ED50 lies about 130 m from WGS 84 in Anatolia."""
    step = 0.002
    lats = 40.0 - step * (np.arange(200) + 0.5)
    lons = 32.0 + step * (np.arange(200) + 0.5)
    x, y = np.meshgrid(lons, lats)
    lon, lat = transform("EPSG:4230", "EPSG:4326", x.ravel(), y.ravel())
    assert np.abs(np.array(lon) - x.ravel()).max() > 3e-4
    values = (1e4 * (np.array(lon) - 32.0) + 5e3 * (40.0 - np.array(lat))).reshape(
        x.shape
    )
    path = write(
        tmp_path / "a.tif",
        values.astype("f4"),
        corner(32, 40, step, step),
        "EPSG:4230",
    )
    grid = load(path, 39.7, 39.9, 32.1, 32.3)
    assert error_at_posts(grid, lambda a, b: 1e4 * (b - 32) + 5e3 * (40 - a)) < 0.05


@pytest.mark.parametrize("code", [3857, 32660])
def test_load_grid__warps_across_the_antimeridian(tmp_path, code):
    def wavy(lat, lon):
        return 500.0 + 300.0 * np.cos(np.radians(lon)) + 20.0 * lat

    crs, size = f"EPSG:{code}", 5e3
    middles = (
        (np.arange(8016) - 4008 + 0.5) if code == 3857 else np.arange(60, 200) + 0.5
    )
    x, y = np.meshgrid(middles * size, 3000e3 - size * (np.arange(100) + 0.5))
    lon, lat = transform(crs, "EPSG:4326", x.ravel(), y.ravel())
    values = wavy(np.array(lat), np.array(lon)).reshape(x.shape)
    place = corner(float(x[0, 0]) - size / 2, 3000e3, size, size)
    path = write(tmp_path / "a.tif", values.astype("f4"), place, crs)
    grid = load(path, 23.5, 25.0, 179.0, -179.0)
    assert error_at_posts(grid, wavy) < 0.5


def test_load_grid__turns_a_raster_that_stands_on_its_head(tmp_path):
    lats = 40.0 + 0.01 * (np.arange(100) + 0.5)
    lons = 30.0 + 0.01 * (np.arange(100) + 0.5)
    values = ground(lats[:, None], lons[None, :]).astype("f4")
    place = Affine(0.01, 0.0, 30.0, 0.0, 0.01, 40.0)
    path = write(tmp_path / "a.tif", values, place)
    grid = load(path, 40.2, 40.8, 30.2, 30.8)
    assert error_at_posts(grid) < 0.5


def test_load_grid__the_finest_wins_whatever_the_order(tmp_path):
    coarse = plain(tmp_path / "a.tif", 42.0, 29.0, 0.1, (30, 40))
    fine = plain(tmp_path / "b.tif", 41.0, 30.0, 0.01, (50, 50), lambda a, b: 3000.0)
    for source in ((coarse, fine), (fine, coarse)):
        grid = load(source, 40.0, 41.5, 29.5, 31.0)
        assert grid.dlat == pytest.approx(R(0.01))
        assert elevation_at(grid, R(40.7), R(30.2)) == 3000.0
        outside = float(ground(41.25, 29.95))
        assert elevation_at(grid, R(41.25), R(29.95)) == pytest.approx(outside, abs=6.0)


def test_load_grid__of_equally_fine_ones_the_first_wins(tmp_path):
    one = plain(tmp_path / "a.tif", 41.0, 30.0, 0.01, (50, 50), lambda a, b: 100.0)
    other = plain(tmp_path / "b.tif", 41.0, 30.2, 0.01, (50, 50), lambda a, b: 200.0)
    for source, first in (((one, other), 100.0), ((other, one), 200.0)):
        grid = load(source, 40.6, 40.9, 30.1, 30.6)
        assert elevation_at(grid, R(40.7), R(30.3)) == first


def test_load_grid__fills_a_hole_in_the_mountains_from_its_rim(tmp_path):
    hole = (slice(500, 520), slice(600, 640))
    srtm(tmp_path, 39, 32, blank=hole)
    grid = load(tmp_path, 39.4, 39.7, 32.3, 32.7)
    assert error_at_posts(grid) < 20.0
    rim = elevation_at(grid, R(40 - 499 / 1200), R(32.5))
    inside = elevation_at(grid, R(40 - 502 / 1200), R(32.5))
    assert inside == pytest.approx(rim, abs=10.0)


def test_load_grid__takes_what_is_blank_and_wide_for_the_sea(tmp_path):
    def shore(lat, lon):
        return np.where(lon < 31.0, 50.0, -9999.0) + 0.0 * lat

    path = plain(tmp_path / "a.tif", 41.0, 30.0, 0.01, (100, 200), shore, nodata=-9999)
    grid = load(path, 40.0, 41.0, 30.0, 32.0)
    assert elevation_at(grid, R(40.5), R(30.5)) == 50.0
    assert elevation_at(grid, R(40.5), R(31.5)) == 0.0


def test_load_grid__takes_missing_tiles_for_the_sea(tmp_path):
    srtm(tmp_path, 39, 31)
    srtm(tmp_path, 39, 33)
    grid = load(tmp_path, 39.4, 39.6, 31.5, 33.5)
    assert elevation_at(grid, R(39.5), R(32.5)) == 0.0
    assert elevation_at(grid, R(39.5), R(33.4)) > 100.0


@pytest.mark.parametrize("flag", [-9999.0, -32768.0, 1e20, -3.4e38, np.nan, 65535.0])
def test_load_grid__knows_flags_that_no_file_declares(tmp_path, flag):
    def holed(lat, lon):
        return np.where(
            (abs(lat - 40.5) < 0.02) & (abs(lon - 30.5) < 0.02), flag, 900.0
        )

    path = plain(tmp_path / "a.tif", 41.0, 30.0, 0.01, (100, 100), holed)
    grid = load(path, 40.0, 41.0, 30.0, 31.0)
    assert grid.elevation.min() == grid.elevation.max() == 900.0


def test_load_grid__lays_the_sea_over_its_floor(tmp_path):
    path = plain(
        tmp_path / "a.tif",
        41.0,
        30.0,
        0.01,
        (100, 100),
        lambda a, b: 1.6e4 * (30.5 - b),
    )
    grid = load(path, 40.0, 41.0, 30.0, 31.0)
    assert grid.elevation.min() == 0.0
    assert grid.top > 5000.0


def test_load_grid__keeps_land_below_the_sea(tmp_path):
    path = plain(tmp_path / "a.tif", 32.0, 35.0, 0.01, (100, 100), lambda a, b: -430.0)
    assert load(path, 31.2, 31.8, 35.2, 35.8).elevation.max() == -430.0


def test_load_grid__reads_feet_and_scaled_values(tmp_path):
    place = (41.0, 30.0, 0.01, (50, 50))
    feet = plain(tmp_path / "a.tif", *place, lambda a, b: 1000.0, units="ft")
    assert load(feet, 40.6, 40.9, 30.1, 30.4).top == pytest.approx(304.8)
    scaled = plain(
        tmp_path / "b.tif",
        *(*place, lambda a, b: 4000.0),
        dtype="int16",
        scales=(0.1, 7.0),
    )
    assert load(scaled, 40.6, 40.9, 30.1, 30.4).top == pytest.approx(407.0)


def test_load_grid__averages_when_asked(tmp_path):
    one = plain(tmp_path / "a.tif", 41.0, 30.0, 0.01, (100, 105))
    other = plain(tmp_path / "b.tif", 41.0, 31.05, 0.01, (100, 95))
    grid = load((one, other), 40.2, 40.8, 30.5, 31.5, every=4)
    assert grid.dlat == pytest.approx(R(0.04))
    lats, lons = posts(grid)
    step = 0.01 * (np.arange(4) - 1.5)
    means = np.mean([ground(lats + a, lons + b) for a in step for b in step], axis=0)
    assert np.abs(grid.elevation - means).max() < 1e-2  # the block across the seam too


def test_load_grid__of_anatolia_stands_at_known_heights():
    """Surfaces of lakes as published, Ararat lower than its summit, the sea at 0."""
    grid = load("anatolia", 34.0, 43.0, 24.0, 47.0)
    assert grid.elevation.shape == (1080, 2760)
    assert elevation_at(grid, R(38.6), R(42.9)) == pytest.approx(1646, abs=30)  # Van
    assert elevation_at(grid, R(38.75), R(33.35)) == pytest.approx(905, abs=30)  # Tuz
    assert elevation_at(grid, R(42.5), R(32.0)) == 0.0
    assert 4700.0 < grid.top < 5137.0


def test_load_grid__none_is_the_smooth_sea():
    assert load("none", 39, 40, 30, 31) is SMOOTH


AT = corner(31.0, 41.0, 0.2, 0.2)


def _text(folder):
    (folder / "a.tif").write_text("This is not a map.")
    return folder / "a.tif"


def _folder(folder):
    (folder / "in").mkdir()
    (folder / "in" / "readme.txt").write_text("none")
    return folder / "in"


def _damaged(folder):
    path = plain(folder / "a.tif", 41.0, 31.0, 0.001, (900, 900), compress="deflate")
    content = bytearray(path.read_bytes())
    content[9000:-9000] = b"\0" * (len(content) - 18000)
    path.write_bytes(bytes(content))
    return path


MISTAKES = {
    "missing": (lambda p: p / "no.tif", "no such file"),
    "text": (_text, "not a raster that GDAL reads"),
    "empty": (_folder, "no raster in this folder"),
    "bands": (lambda p: write(p / "a.tif", np.zeros((3, 9, 9), "u1"), AT), "3 bands"),
    "crs": (lambda p: write(p / "a.tif", np.zeros((9, 9), "f4"), AT, None), "no coord"),
    "complex": (lambda p: write(p / "a.tif", np.zeros((9, 9), "c8"), AT), "complex"),
    "feet": (lambda p: write(p / "a.tif", np.full((9, 9), 29029, "f4"), AT), "feet"),
    "elsewhere": (lambda p: plain(p / "a.tif", 10, 10, 0.1, (9, 9)), "knows nothing"),
    "blank": (
        lambda p: write(p / "a.tif", np.full((9, 9), -9999, "f4"), AT),
        "knows nothing",
    ),
    "damaged": (_damaged, "damaged"),
    "other turn": (lambda p: srtm(p, -40, 148).parent, "knows nothing"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_load_grid__says_what_is_wrong_with_a_file(tmp_path, name):
    make, words = MISTAKES[name]
    path = make(tmp_path)
    with pytest.raises(UserError, match=words) as caught:
        load(path, 40.2, 40.8, 31.2, 32.5)
    line = str(caught.value)
    assert line.startswith("terrain: ")
    assert str(path) in line
    assert "\n" not in line


def test_load_grid__says_that_a_folder_cannot_be_read(tmp_path, monkeypatch):
    def refuse(folder, onerror):
        onerror(PermissionError(13, "Permission denied"))
        return iter(())

    monkeypatch.setattr("os.walk", refuse)
    with pytest.raises(UserError, match="cannot read: Permission denied"):
        load(tmp_path, 40.2, 40.8, 31.2, 32.5)


def test_load_grid__refuses_more_posts_than_it_can_hold(tmp_path, monkeypatch):
    path = plain(tmp_path / "a.tif", 41.0, 30.0, 0.01, (100, 200))
    monkeypatch.setattr(door, "MOST", 10_000)
    with pytest.raises(UserError, match="load every 2th") as caught:
        load(path, 40.0, 41.0, 30.0, 32.0)
    assert "100 x 200 posts" in str(caught.value)
    assert load(path, 40.0, 41.0, 30.0, 32.0, every=2).elevation.shape == (50, 100)


def test_load_grid__refuses_a_map_that_unfolds_too_wide(tmp_path, monkeypatch):
    values = np.full((200, 200), 100.0, "f4")
    turned = corner(-1e5, 1e5, 1e3, 1e3)  # around the pole
    path = write(tmp_path / "a.tif", values, turned, "EPSG:3995")
    monkeypatch.setattr(door, "MOST", 3_500)
    with pytest.raises(UserError, match="own projection"):
        load(path, 89.3, 89.35, -180.0, 170.0)


@pytest.mark.parametrize(
    "bounds",
    [
        (0.7, 0.6, 0.5, 0.6),
        (0.6, 1.6, 0.5, 0.6),
        (math.nan, 0.7, 0.5, 0.6),
        (-2.0, 0.7, 0.5, 0.6),
        (0.6, 0.7, math.inf, 0.6),
    ],
)
def test_load_grid__refuses_what_is_no_area(bounds):
    with pytest.raises(ValueError, match=r"area|north"):
        load_grid("anatolia", *bounds)


def test_load_grid__refuses_to_average_less_than_one():
    with pytest.raises(ValueError, match="every"):
        load("anatolia", 39, 40, 30, 31, every=0)
