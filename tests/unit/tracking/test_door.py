"""`kalkan.track` on targets that are easy to follow."""

import math

import numpy as np
import polars as pl
import pytest

import kalkan
from kalkan import metrics
from kalkan.errors import UserError
from kalkan.tracking import door
from kalkan.tracking.door import track_all
from kalkan.tracking.tracks import STATE
from unit.tracking.sky import line, plots, radars

TIME = np.arange(0.0, 40.0, 4.0)
NAMES = ["time_s", "track", *STATE]


def test_track__follows_a_target_in_a_plane():
    found = kalkan.track(plots(TIME, line(TIME)), radars())
    assert found.columns == NAMES
    assert found["time_s"].to_list() == TIME.tolist()
    assert set(found["track"]) == {1}
    np.testing.assert_allclose(found["x_m"], line(TIME)[:, 0], atol=60.0)
    np.testing.assert_allclose(found["y_m"], line(TIME)[:, 1], atol=60.0)
    assert np.abs(found["z_m"]).max() < 1.0
    late = found.tail(5)
    np.testing.assert_allclose(late["vx_mps"], 200.0, atol=5.0)
    np.testing.assert_allclose(late["vy_mps"], -100.0, atol=5.0)


def test_track__follows_a_target_in_space():
    given = plots(TIME, line(TIME), flat=False)
    found = kalkan.track(given, radars(elevation_error="0.2 deg"))
    np.testing.assert_allclose(found.select(STATE[:3]), line(TIME), atol=60.0)


def test_track__has_the_rows_of_a_target_from_its_first_plot_but_only_if_confirmed():
    given = pl.concat(
        [plots(TIME, line(TIME)), plots([8.0, 12.0], line([8.0, 12.0], (-60e3, 0, 0)))]
    )
    found = kalkan.track(given.sort("time_s"), radars(), full=True)
    assert found.height == TIME.size
    assert found["firm"].to_list() == [False] * 2 + [True] * 8
    assert found["hits"].to_list() == list(range(1, 11))
    assert found["updated_s"].to_list() == TIME.tolist()


def test_track__goes_on_without_a_plot_and_ends():
    time = np.array([0.0, 4.0, 8.0, 12.0, 20.0])
    other = plots(
        np.arange(0.0, 60.0, 4.0), line(np.arange(0.0, 60.0, 4.0), (-50e3, 0, 0))
    )
    given = pl.concat([plots(time, line(time)), other]).sort("time_s")
    found = kalkan.track(given, radars())
    mine = found.filter(pl.col("x_m") > 0.0)
    assert mine["time_s"].to_list()[:6] == [0.0, 4.0, 8.0, 12.0, 16.0, 20.0]
    assert mine["time_s"].max() == 20.0  # what was foretold after that is no track
    np.testing.assert_allclose(mine["x_m"], line(mine["time_s"])[:, 0], atol=150.0)


def test_track__writes_rows_at_regular_times_when_asked():
    found = kalkan.track(plots(TIME, line(TIME)), radars(), every=1.0)
    assert found["time_s"].to_list() == np.arange(0.0, 36.1, 1.0).tolist()
    np.testing.assert_allclose(
        found["x_m"][8:], line(found["time_s"])[8:, 0], atol=100.0
    )


def test_track__keeps_the_times_that_it_was_given():
    far = 1.7e9 + 0.1
    found = kalkan.track(plots(TIME + far, line(TIME)), radars())
    assert found["time_s"].to_list() == (TIME + far).tolist()
    early = kalkan.track(plots(TIME - 1e3, line(TIME)), radars())
    np.testing.assert_allclose(early.select(STATE), found.select(STATE), atol=0.1)


def test_track__says_where_on_the_earth():
    sensors = radars(
        at=["39.9 deg", "32.8 deg"], altitude="1 km", elevation_error="0.2 deg"
    )
    given = plots(TIME, line(TIME), at=(0.0, 0.0, 1e3), flat=False)
    found = kalkan.track(given, sensors, full=True)
    np.testing.assert_allclose(found.select(STATE[:3]), line(TIME), atol=60.0)
    geodesy = pytest.importorskip("pymap3d")
    for row in found.tail(3).iter_rows(named=True):
        expected = geodesy.enu2geodetic(
            row["x_m"], row["y_m"], row["z_m"], 39.9, 32.8, 0
        )
        assert math.isclose(row["lat_deg"], expected[0], abs_tol=1e-9)
        assert math.isclose(row["lon_deg"], expected[1], abs_tol=1e-9)
        assert math.isclose(row["altitude_m"], expected[2], abs_tol=1e-3)


def test_track__joins_two_radars_on_one_target():
    away = (30e3, -20e3, 0.0)
    sensors = radars()
    sensors["sensors"]["q"] = sensors["sensors"]["r"] | {
        "at": {"east": "30 km", "north": "-20 km"},
        "period": "6 s",
    }
    times = np.arange(1.0, 40.0, 6.0)
    given = pl.concat([plots(TIME, line(TIME)), plots(times, line(times), "q", away)])
    found = kalkan.track(given.sort("time_s"), sensors)
    assert set(found["track"]) == {1}
    assert found["time_s"].to_list() == sorted({*TIME, *times})
    np.testing.assert_allclose(found["x_m"], line(found["time_s"])[:, 0], atol=80.0)


def test_track__has_a_covariance_that_can_be_one():
    found = kalkan.track(plots(TIME, line(TIME)), radars(), full=True)
    short = ("x", "y", "z", "vx", "vy", "vz")
    whole = np.zeros((found.height, 6, 6))
    for r, one in enumerate(short):
        for c, other in enumerate(short[r:], r):
            whole[:, r, c] = whole[:, c, r] = found[f"cov_{one}_{other}"]
    assert (np.linalg.eigvalsh(whole) > 0.0).all()
    assert not {"lat_deg", "lon_deg"} & set(found.columns)


def clutter(scans, each, seed=0):
    """Return plots of two targets among false ones."""
    rng = np.random.default_rng(seed)
    time = 4.0 * np.arange(scans)
    wrong = np.repeat(time, each)
    far, azimuth = rng.uniform(20e3, 90e3, wrong.size), rng.uniform(0, 360, wrong.size)
    false = pl.DataFrame(
        {"time_s": wrong, "sensor": "r", "range_m": far, "azimuth_deg": azimuth}
    )
    two = line(time), line(time, (-40e3, 20e3, 0.0), (150.0, 150.0, 0.0))
    return pl.concat([*(plots(time, each) for each in two), false]).sort("time_s")


def test_track__takes_more_room_when_there_is_too_little(monkeypatch):
    given = clutter(12, 15)
    expected = kalkan.track(given, radars())
    begin = door.Run.__init__

    def cramped(self, *arguments):
        begin(self, *arguments)
        self.room = 4

    monkeypatch.setattr(door.Run, "__init__", cramped)
    assert kalkan.track(given, radars()).equals(expected)


def test_track__is_the_same_in_small_portions(monkeypatch):
    given = clutter(12, 6)
    expected = track_all(given, radars())
    monkeypatch.setattr(door, "PLOTS", 1)
    monkeypatch.setattr(door, "LINES", 1)
    done = []
    found = track_all(given, radars(), report=lambda *each: done.append(each))
    assert found.tracks.equals(expected.tracks)
    assert found[1:] == expected[1:]
    assert done[-1] == (given.height, given.height)
    assert len(done) >= 12


def test_track__says_what_became_of_the_plots():
    found = track_all(plots(TIME, line(TIME)), radars())
    assert found[1:] == (10, 9, 10, 10, 36.0)


def test_track__of_nothing_that_lasts_is_empty_and_still_a_table():
    found = kalkan.track(plots([0.0], line([0.0])), radars(), full=True)
    assert found.height == 0
    assert found.columns[: len(NAMES)] == NAMES
    assert found["track"].dtype == pl.Int64


def test_track__gives_what_metrics_take():
    found = kalkan.track(plots(TIME, line(TIME)), radars())
    truth = {"time_s": TIME, "truth": 0 * TIME} | dict(
        zip(("x_m", "y_m", "z_m"), (line(TIME) * (1, 1, 0)).T, strict=True)
    )
    picture = metrics.siap(truth, found, 1000.0)
    assert (picture.completeness, picture.spuriousness) == (1.0, 0.0)


@pytest.mark.parametrize("every", [0.0, -1.0, math.nan, math.inf, 1e-9])
def test_track__refuses_times_that_cannot_be(every):
    with pytest.raises(UserError, match="every: "):
        kalkan.track(plots(TIME, line(TIME)), radars(), every=every)


def test_track__is_the_same_however_often_it_is_written_down():
    given = clutter(15, 8)
    scans = kalkan.track(given, radars())
    often = kalkan.track(given, radars(), every=0.5)
    assert often.join(scans, on=["time_s", "track"], how="semi").equals(scans)


def test_track__falls_with_what_falls():
    time = np.arange(0.0, 60.0, 2.0)
    start, speed = (120e3, 0.0, 70e3), (-1500.0, 0.0, -300.0)
    place = line(time, start, speed)
    place[:, 2] -= 0.5 * 9.6 * time**2
    sensors = radars(period="2 s", elevation_error="0.1 deg", azimuth_error="0.1 deg")
    given = plots(time, place, flat=False)
    found = kalkan.track(given, sensors, every=0.5, full=True).filter(
        pl.col("time_s") > 20.0
    )
    assert set(found["track"]) == {1}
    expected = speed[2] - 9.6 * found["time_s"].to_numpy()
    assert np.abs(found["vz_mps"] - expected).max() < 25.0
    height = start[2] + speed[2] * found["time_s"] - 4.8 * found["time_s"] ** 2
    assert np.abs(found["z_m"] - height).max() < 200.0
    steps = found.filter(pl.col("time_s") < pl.col("updated_s") + 1.9)["vz_mps"]
    assert (np.diff(steps) < 0.0).mean() > 0.8  # it falls faster between plots too
