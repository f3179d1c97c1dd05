"""Reading plots, and refusing what they cannot be."""

import math

import numpy as np
import polars as pl
import pytest

from kalkan.errors import UserError
from kalkan.tracking import table
from kalkan.tracking.plots import PLANE_SPREAD, read_plots
from kalkan.tracking.sensors import read_sensors
from unit.tracking.sky import line, plots, radars

FLAT = read_sensors(radars())
HIGH = read_sensors(radars(elevation_error="0.3 deg"))
TEXT = "time_s,sensor,range_m,azimuth_deg,elevation_deg\n0,r,5000,90,\n4,r,5100,91,3\n"
SKY = plots([0.0, 4.0, 8.0], line([0.0, 4.0, 8.0]))


def changed(**columns):
    return SKY.with_columns(**{name: pl.Series(v) for name, v in columns.items()})


def write(folder, text, name="plots.csv"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_read_plots__of_a_file(tmp_path):
    seen = read_plots(write(tmp_path, "# made by hand\n" + TEXT + "\n\n"), HIGH)
    assert seen.time.tolist() == seen.arrival.tolist() == [0.0, 4.0]
    assert seen.sensor.tolist() == [0, 0]
    np.testing.assert_allclose(
        seen.measured, [[5000, math.pi / 2, 0], [5100, *np.radians([91.0, 3.0])]]
    )
    wide, high = np.radians([0.2, 0.3])
    np.testing.assert_allclose(seen.sigma, [[50, wide, math.inf], [50, wide, high]])


def test_read_plots__is_the_same_from_everything(tmp_path):
    expected = read_plots(SKY, FLAT)
    path = tmp_path / "plots.parquet"
    SKY.write_parquet(path)
    csv = write(tmp_path, SKY.write_csv())
    columns = SKY.to_dict(as_series=False)
    record = np.rec.fromarrays(
        [SKY[name].to_numpy() for name in SKY.columns if name != "sensor"]
        + [np.array(["r"] * 3)],
        names=[name for name in SKY.columns if name != "sensor"] + ["sensor"],
    )
    for given in (path, str(csv), columns, SKY.lazy(), record):
        for one, other in zip(read_plots(given, FLAT), expected, strict=True):
            np.testing.assert_array_equal(one, other)


def test_read_plots__of_pandas_with_missing_values():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(SKY.to_dict(as_series=False))
    frame["elevation_deg"] = pandas.array([None, 2.0, 3.0], dtype="Float64")
    seen = read_plots(frame, HIGH)
    assert seen.sigma[0, 2] == math.inf
    assert seen.measured[1, 2] == math.radians(2.0)


def test_read_plots__knows_radars_by_number_too():
    sensors = read_sensors({"sensors": {"7": radars()["sensors"]["r"]}})
    assert read_plots(SKY.with_columns(sensor=pl.lit(7)), sensors).sensor[0] == 0


def test_read_plots__takes_biases_off():
    bias = {"range": "100 m", "azimuth": "1 deg"}
    seen = read_plots(SKY, read_sensors(radars(bias=bias)))
    true = read_plots(SKY, FLAT)
    np.testing.assert_allclose(seen.measured[:, 0], true.measured[:, 0] - 100.0)
    np.testing.assert_allclose(
        seen.measured[:, 1], true.measured[:, 1] - math.radians(1.0)
    )


def test_read_plots__of_a_plane_know_that_nothing_has_a_height():
    seen = read_plots(SKY, FLAT)
    assert not seen.measured[:, 2].any()
    np.testing.assert_allclose(seen.sigma[:, 2] * seen.measured[:, 0], PLANE_SPREAD)
    unknown = read_plots(SKY, read_sensors(radars() | {"plane": False}))
    assert np.isinf(unknown.sigma[:, 2]).all()


def test_read_plots__may_come_late_and_out_of_order():
    late = changed(time_s=[4.0, 0.0, 8.0], arrival_s=[5, 6, None])
    seen = read_plots(late, FLAT)
    assert seen.time.tolist() == [4.0, 0.0, 8.0]
    assert seen.arrival.tolist() == [5.0, 6.0, 8.0]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            SKY.drop("azimuth_deg"),
            "plots: no column azimuth_deg; plots have time_s, se",
        ),
        (SKY.head(0), "plots: holds no plots"),
        (
            changed(range_m=[1.0, -5.0, 2.0]),
            "plots, row 1 from 0: range_m is -5; write",
        ),
        (
            changed(range_m=[1.0, None, 2.0]),
            "range_m is nothing; write a range in metr",
        ),
        (changed(azimuth_deg=[0.0, 360.0, 361.0]), "row 2 from 0: azimuth_deg is 361"),
        (changed(azimuth_deg=[-0.1, 3.0, 3.0]), "row 0 from 0: azimuth_deg is -0.1"),
        (changed(time_s=[0.0, math.nan, 1.0]), "row 1 from 0: time_s is nothing"),
        (changed(time_s=[0.0, math.inf, 1.0]), "time_s is inf"),
        (changed(time_s=[0.0, 9.0, 8.5]), "row 2 from 0: time_s goes back by 0.5 s"),
        (changed(sensor=["r", "R2", "r"]), "row 1 from 0: sensor is 'R2', of which"),
        (changed(sensor=["r", None, "r"]), "row 1 from 0: sensor is nothing"),
        (changed(sensor=[["r"], ["r"], ["r"]]), "sensor is not of names or numbers"),
        (changed(range_m=[True, True, True]), "column range_m is not of numbers"),
        (changed(range_m=["1", "2 km", "3"]), "range_m is '2 km'; write a number"),
        (changed(elevation_deg=[None, 95.0, 1.0]), "row 1 from 0: elevation_deg is 95"),
        (
            changed(elevation_deg=[None, 5.0, 1.0]),
            "row 1 from 0: has an elevation, but",
        ),
        (changed(radial_speed_mps=[0.0, 1.0, 9e9]), "radial_speed_mps is 9e+09"),
        (changed(arrival_s=[0.0, 3.0, 9.0]), "arrival_s is 1 s before time_s"),
        (changed(arrival_s=[9.0, 8.5, 9.0]), "arrival_s goes back by 0.5 s; sort the"),
        ({"time_s": [[1.0]], "sensor": ["r"]}, "time_s has not one value a row"),
        ({"time_s": [1.0], "sensor": []}, "the columns are of different lengths"),
        ({"time_s": np.array([1.0, "a"], object)}, "time_s mixes numbers and other"),
        (
            SKY.to_dict() | {"range_m": np.array([object()] * 3)},
            "plots: column range_m",
        ),
        (3, "plots: give a path, a data frame or a mapping of columns"),
    ],
)
def test_read_plots__refuses_with_one_line(given, said):
    with pytest.raises(UserError) as caught:
        read_plots(given, FLAT)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_read_plots__refuses_kilometres():
    sensors = read_sensors(radars(range=["1 km", "100 km"]))
    given = SKY.with_columns(pl.col("range_m") / 1e3)
    with pytest.raises(UserError, match="outside its 1 km to 100 km; write metres"):
        read_plots(given, sensors)
    some = SKY.with_columns(range_m=pl.Series([200e3, 50e3, 200e3]))
    assert read_plots(some, sensors).measured[0, 0] == 200e3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "plots.csv: is empty"),
        (" \n\n", "plots.csv: is empty"),
        (TEXT.split("\n", maxsplit=1)[0], "plots.csv: holds no plots"),
        (
            TEXT.replace("5100", "51oo"),
            "plots.csv:3: range_m is '51oo'; write a number",
        ),
        ("# a\n" + TEXT.replace("91", "400"), "plots.csv:4: azimuth_deg is 400"),
        (TEXT + "5,r,1,2,3,4\n", "plots.csv: cannot be read as CSV (found more fields"),
        (TEXT + "5,r\n", "plots.csv:4: range_m is nothing"),
        (TEXT.replace(",", ";"), "plots.csv: no column time_s"),
        (TEXT.replace(",r,", ",ø,").encode("latin-1"), "plots.csv:2: is not UTF-8"),
    ],
)
def test_read_plots__refuses_files_with_one_line(tmp_path, text, said):
    with pytest.raises(UserError) as caught:
        read_plots(write(tmp_path, text), HIGH)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_read_plots__refuses_files_that_are_none(tmp_path):
    for name, said in (
        ("none.csv", "there is no such file"),
        ("plots.xlsx", "is neither .csv nor .parquet"),
        ("folder.csv", "is a folder"),
    ):
        (tmp_path / "folder.csv").mkdir(exist_ok=True)
        with pytest.raises(UserError, match=said):
            read_plots(tmp_path / name, FLAT)
    path = write(tmp_path, b"PAR1 and not more", "plots.parquet")
    with pytest.raises(UserError, match="cannot be read as Parquet"):
        read_plots(path, FLAT)


def test_read_plots__refuses_what_is_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(table, "ROWS_MAX", 2)
    with pytest.raises(UserError, match="plots: holds 3 plots; at most 2"):
        read_plots(SKY, FLAT)
    monkeypatch.setattr(table, "BYTES_MAX", 10)
    with pytest.raises(UserError, match="is larger than 10 bytes; cut it by time"):
        read_plots(write(tmp_path, TEXT), FLAT)
