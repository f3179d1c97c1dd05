"""Track logs written by hand."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

from kalkan.engine.kinds import Identity
from kalkan.results.track_log import Held, TrackLog

INTERVAL = 4.0
SIGMA = 50.0  #: of every track along every axis [m]


def names(*sides: str, pictures: Sequence[str] = ("east", "west")) -> Any:
    """Return names of flyers of these sides, a sensor for each picture."""
    return SimpleNamespace(
        threats=[f"flyer-{i}" for i in range(len(sides))],
        classes=["fighter"] * len(sides),
        sides=list(sides),
        pictures=list(pictures),
        sensors=[f"radar-{p}" for p in range(len(pictures))],
    )


def events(*rows: tuple[float, int, int, int, int]) -> Any:
    """Return a battle with these events: time, kind, who, whom, detail."""
    columns = np.array(rows, float).reshape(-1, 5).T
    whole = columns[1:].astype(np.int64)
    return SimpleNamespace(
        event_time=columns[0],
        event_kind=whole[0],
        event_who=whole[1],
        event_whom=whole[2],
        event_detail=whole[3],
    )


def flying(snapshots: int, flyers: int) -> tuple[np.ndarray, np.ndarray]:
    """Return places and velocities of flyers eastward at 250 m/s, 20 km apart."""
    velocity = np.tile([250.0, 0.0, 0.0], (snapshots, flyers, 1))
    place = np.zeros((snapshots, flyers, 3))
    place[:, :, 0] = 250.0 * INTERVAL * np.arange(1, snapshots + 1)[:, None]
    place[:, :, 1] = 20e3 * np.arange(flyers)
    return place, velocity


def log_of(
    who: Any,
    rows: Sequence[tuple[int, int, int, int, float]],
    snapshots: int = 5,
    battle: Any = None,
    identity: int = Identity.HOSTILE,
    **fields: Any,
) -> TrackLog:
    """Return a log of flyers that fly throughout.

    Each row is (snapshot, picture, track number, flyer, metres north of it); it has its
    flyer's velocity, and is identified and believed as `identity` and `group` say.
    """
    many, pictures = len(who.threats), len(who.pictures)
    place, velocity = flying(snapshots, many)
    table = np.array(rows, float).reshape(-1, 5)
    when, picture, number, flyer = table[:, :4].astype(np.int64).T
    off = table[:, 4]
    held = Held(
        snapshot=when,
        picture=picture,
        number=number,
        identity=np.full(off.size, int(identity)),
        group=np.full(off.size, 2),
        position=place[when, flyer] + off[:, None] * [0.0, 1.0, 0.0],
        velocity=velocity[when, flyer],
        covariance=np.tile(SIGMA**2 * np.eye(3), (off.size, 1, 1)),
    )
    log = TrackLog(
        names=who,
        battle=events() if battle is None else battle,
        interval=INTERVAL,
        time=INTERVAL * np.arange(1.0, snapshots + 1),
        aloft=np.ones((snapshots, many), bool),
        position=place,
        velocity=velocity,
        held=held,
        stands=np.ones((snapshots, pictures), bool),
        told=np.where(np.eye(pictures) == 1.0, 0.0, np.inf),
        reach=np.zeros((snapshots, pictures, many), bool),
    )
    return log._replace(**fields)
