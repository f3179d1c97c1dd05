"""Reading plots; every mistake is one line that says where."""

import math
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from kalkan.errors import UserError
from kalkan.tracking.radars import Radars
from kalkan.tracking.table import Table, read_table
from kalkan.units import format as written
from kalkan.written.suggest import nearest
from kalkan.written.tree import shorten

NEEDED = ("time_s", "sensor", "range_m", "azimuth_deg")
PLANE_SPREAD = 3.0  #: how far above or below a plane a target may seem [m]


class Seen(NamedTuple):
    """Plots in order of arrival, biases taken off.  Axis: plot."""

    time: np.ndarray  #: [s]
    arrival: np.ndarray  #: not falling [s]
    sensor: np.ndarray  #: index of radar
    measured: np.ndarray  #: range [m], azimuth, elevation [rad]; shape (plot, 3)
    sigma: np.ndarray  #: their standard deviations, inf is not measured


class _Column(NamedTuple):
    """What a column of numbers may hold."""

    low: float
    high: float
    wanted: str
    may_lack: bool = False


_COLUMNS = {
    "time_s": _Column(-1e12, 1e12, "a time in seconds"),
    "arrival_s": _Column(-1e12, 1e12, "a time in seconds", True),
    "range_m": _Column(1e-3, 1e8, "a range in metres, above 0"),
    "azimuth_deg": _Column(0.0, 360.0, "degrees clockwise from north, 0 to 360"),
    "elevation_deg": _Column(-90.0, 90.0, "degrees from -90 to 90, or nothing", True),
    "radial_speed_mps": _Column(-3e4, 3e4, "metres a second, or nothing", True),
}


def read_plots(given: Any, radars: Radars) -> Seen:
    """Return plots, checked.

    Parameters
    ----------
    given
        The path of a CSV or Parquet file, a data frame of polars or pandas, a
        structured array or a mapping of columns, as docs/tracking.md has them.
    radars
        Which may have made them.

    Raises
    ------
    UserError
        When they cannot be read, or a plot cannot be: one line that says which, what
        is wrong and what would be right.
    """
    table = _without_blanks(read_table(given))
    lacking = [name for name in NEEDED if name not in table.frame.columns]
    if lacking:
        there = ", ".join(shorten(name) for name in table.frame.columns[:8])
        raise UserError(
            f"{table.name}: no column {lacking[0]}; plots have {', '.join(NEEDED)}, "
            f"and this has {there}"
        )
    if table.frame.height == 0:
        raise UserError(f"{table.name}: holds no plots; write a row for each")
    values = {name: _values(table, name) for name in _COLUMNS}
    arrival = np.where(
        np.isnan(values["arrival_s"]), values["time_s"], values["arrival_s"]
    )
    sensor = _sensors(table, radars)
    _check_order(table, values["time_s"], arrival)
    _check_elevations(table, values["elevation_deg"], sensor, radars)
    _check_ranges(table, values["range_m"], sensor, radars)
    return Seen(values["time_s"], arrival, sensor, *_measured(values, sensor, radars))


def _without_blanks(table: Table) -> Table:
    """Return the table; blank lines at the end of a CSV file are no rows."""
    frame = table.frame
    while table.text and frame.height and not any(frame.row(-1)):
        frame = frame.head(-1)
    return Table(frame, table.name, table.text)


def _values(table: Table, name: str) -> np.ndarray:
    """Return a column of numbers within its bounds; nan where there is none."""
    column = _COLUMNS[name]
    if name not in table.frame.columns:
        return np.full(table.frame.height, math.nan)
    values = table.numbers(name)
    good = (values >= column.low) & (values <= column.high)
    if column.may_lack:
        good |= np.isnan(values)
    if not good.all():
        index = int(np.argmin(good))
        value = values[index]
        said = "nothing" if math.isnan(value) else f"{value:g}"
        raise UserError(f"{table.row(index)}: {name} is {said}; write {column.wanted}")
    return values


def _sensors(table: Table, radars: Radars) -> np.ndarray:
    """Return the index of the radar of each plot."""
    words = table.words("sensor")
    known = {radar.name: index for index, radar in enumerate(radars.radars)}
    for word in words.unique(maintain_order=True):
        if word not in known:
            index = int((words == word).arg_max() or 0)
            said = f"'{shorten(word)}'" if word else "nothing"
            raise UserError(
                f"{table.row(index)}: sensor is {said}, of which the sensors say "
                f"nothing; {nearest(word, known)}"
            )
    places = words.replace_strict(known, return_dtype=pl.Int64)
    return places.to_numpy().astype(np.int64)


def _check_order(table: Table, time: np.ndarray, arrival: np.ndarray) -> None:
    """Refuse plots that came before they were made, or in another order than listed."""
    early = arrival < time
    if early.any():
        index = int(np.argmax(early))
        raise UserError(
            f"{table.row(index)}: arrival_s is {time[index] - arrival[index]:g} s "
            "before time_s; a plot arrives after it was made"
        )
    back = np.flatnonzero(np.diff(arrival) < 0.0)
    if back.size:
        index = int(back[0]) + 1
        name = "arrival_s" if (arrival != time).any() else "time_s"
        raise UserError(
            f"{table.row(index)}: {name} goes back by "
            f"{arrival[index - 1] - arrival[index]:g} s; sort the rows by {name}"
        )


def _check_elevations(
    table: Table, elevation: np.ndarray, sensor: np.ndarray, radars: Radars
) -> None:
    """Refuse elevations of which nobody says how good they are."""
    flat = np.array([not radar.has_height for radar in radars.radars])
    unexpected = flat[sensor] & ~np.isnan(elevation)
    if unexpected.any():
        index = int(np.argmax(unexpected))
        name = radars.radars[sensor[index]].name
        raise UserError(
            f"{table.row(index)}: has an elevation, but {name} has no elevation-error; "
            "write it among the sensors, or leave out the elevations"
        )


def _check_ranges(
    table: Table, ranges: np.ndarray, sensor: np.ndarray, radars: Radars
) -> None:
    """Refuse plots of a radar that are all where it measures nothing."""
    for s, radar in enumerate(radars.radars):
        mine = ranges[sensor == s]
        outside = (mine < radar.range_min) | (mine > radar.range_max)
        if mine.size and outside.all():
            low = written(radar.range_min, "length", "km")
            high = written(radar.range_max, "length", "km")
            index = int(np.argmax(sensor == s))
            raise UserError(
                f"{table.row(index)}: range_m is {mine[0]:g}, as all of {radar.name} "
                f"outside its {low} to {high}; write metres"
            )


def _measured(
    values: dict[str, np.ndarray], sensor: np.ndarray, radars: Radars
) -> tuple[np.ndarray, np.ndarray]:
    """Return what was measured, biases taken off, and how well."""

    def of(name: str) -> np.ndarray:
        each = np.array([getattr(radar, name) for radar in radars.radars])
        return np.take(each, sensor)

    elevation = np.radians(values["elevation_deg"]) - of("elevation_bias")
    seen = ~np.isnan(elevation)
    far = np.maximum(values["range_m"] - of("range_bias"), 1e-3)
    azimuth = np.radians(values["azimuth_deg"]) - of("azimuth_bias")
    spread = np.where(seen, of("elevation_error"), math.inf)
    if radars.is_plane:
        seen, spread = np.ones(far.size, bool), PLANE_SPREAD / far
        elevation = np.zeros(far.size)
    measured = np.stack([far, azimuth, np.where(seen, elevation, 0.0)], axis=1)
    sigma = np.stack([of("range_error"), of("azimuth_error"), spread], axis=1)
    return measured, sigma
