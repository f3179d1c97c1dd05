"""Dormant models and states of any size, made from their annotations."""

import math
from typing import Any, get_type_hints

import numpy as np

from kalkan._record import Record
from kalkan.engine.kinds import Grade, TrackStatus
from kalkan.engine.model import Model
from kalkan.engine.state import State
from kalkan.engine.track import track
from kalkan.physics.geodesy import aer, frame_at, local_axes

DT = 0.5
SIGMA = (50.0, 2e-3, 2e-3)
START, SPEED = np.array([20e3, 90e3, 8e3]), np.array([-200.0, -150.0, 0.0])


def dormant(kind: Any, **lengths: int) -> Any:
    """Return `kind` with every entry nought; an axis that is not named has length 1."""
    if hasattr(kind, "_fields"):
        hints = get_type_hints(kind)
        return kind(*(dormant(hints[name], **lengths) for name in kind._fields))
    if isinstance(kind, type) and issubclass(kind, Record):
        return kind.zeros(*(lengths.get(axis, 1) for axis in kind.dims()))
    if hasattr(kind, "dim_str"):
        dims = kind.dim_str.split()
        shape = [int(d) if d.isdigit() else lengths.get(d, 1) for d in dims]
        return np.zeros(shape, kind.dtypes[0])
    return kind()


def picture(
    tracks=16, plots=64, pairs=256, cluster=16, periods=(10.0,), pictures=1, **lengths
):
    """Return a model and a state: radars with these periods at the origin."""
    sizes = dict(lengths, sensor=len(periods), picture=pictures)
    model = dormant(Model, **sizes)._replace(dt=DT, duration=600.0, command_period=4)
    sensors = model.plan.sensors
    model.plan.frame[:] = frame_at(0.7, 0.57)
    sensors.period[:] = periods
    sensors.dwell_period[:] = 1.0
    sensors.pd[:], sensors.false_rate[:], sensors.has_height[:] = 0.9, 1.0, 1
    sensors.range_max[:], sensors.sector_half[:] = 400e3, math.pi
    sensors.elevation_max[:] = 0.5 * math.pi
    sizes.update(track=tracks * pictures, plot=plots, pair=pairs, cluster=cluster)
    state = dormant(State, **sizes)
    for p in range(pictures):
        state.belief.slots[p] = (p * tracks, (p + 1) * tracks)
    state.belief.tracks.dwell[:] = math.inf
    state.belief.tracks.order_battery[:] = -1
    return model, state


def add_plot(
    model: Any,
    state: Any,
    position: Any,
    time: float,
    *,
    sensor: int = 0,
    scan: int = 0,
    noise: Any = (0.0, 0.0, 0.0),
    sigma: Any = SIGMA,
    latency: float = 0.0,
    picture: int = 0,
    origin: Any = (0.0, 0.0, 0.0),
    grade: int = Grade.FIRE_CONTROL,
    reply: int = 0,
    asked: int = 0,
) -> int:
    """Queue the plot of something at `position`; noise in standard deviations."""
    belief = state.belief
    plots, k = belief.plots, belief.waiting[0]
    belief.waiting[0] += 1
    axes = np.zeros(9)
    local_axes(model.plan.frame, *map(float, origin), axes)
    offset = np.subtract(position, origin)
    measured = aer(axes, offset[0], offset[1], offset[2])
    known = np.where(np.isfinite(sigma), sigma, 0.0)
    plots.origin[k], plots.axes[k] = origin, axes
    plots.measured[k] = np.array(measured) + known * noise
    plots.sigma[k] = sigma
    plots.time[k], plots.arrival[k] = time, time + latency
    plots.picture[k], plots.sensor[k], plots.scan[k] = picture, sensor, scan
    plots.grade[k], plots.reply[k], plots.asked[k] = grade, reply, asked
    return int(k)


def held(state: Any, status: int | None = None) -> list[int]:
    """Return the slots whose track is not free, or has this status."""
    found = state.belief.tracks.status
    if status is None:
        return [int(i) for i in np.flatnonzero(found != TrackStatus.FREE)]
    return [int(i) for i in np.flatnonzero(found == status)]


def off(x, y=0.0, z=0.0):
    return np.array([x, y, z])


def run(model, state, first, last):
    """Take the ticks that end after `first` and not after `last` seconds."""
    for tick in range(round(first / DT), round(last / DT)):
        track(model, state, tick)


def follow(model, state, times, start=START, speed=SPEED, *, sensor=0, **options):
    """Plot one target at these times, each a look of its own; run to the last."""
    before = options.pop("since", 0.0)
    for time in times:
        scan = round(time * 10)
        add_plot(
            model,
            state,
            start + time * speed,
            time,
            sensor=sensor,
            scan=scan,
            **options,
        )
        run(model, state, before, math.floor(time / DT + 1.0) * DT)
        before = math.floor(time / DT + 1.0) * DT
    return state.belief.tracks
