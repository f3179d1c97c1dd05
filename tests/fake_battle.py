"""A stand-in for the engine: battles by NumPy, with all that a real one hands over."""

import time
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np

from kalkan.campaign.conduct import Question
from kalkan.campaign.design import Design
from kalkan.campaign.monte_carlo import Fighter
from kalkan.engine.kinds import Event, Fate, Ground, RoundFate, Verdict
from kalkan.results.track_log import Held, TrackLog
from kalkan.scenario import Loaded


@dataclass(frozen=True)
class Names:
    threats: tuple[str, ...] = (
        "raid.kalibr/1",
        "raid.kalibr/2",
        "raid.kalibr/3",
        "raid.iskander/1",
        "raid.decoy/1",
        "traffic.patrol/1",
        "traffic.airliner/1",
    )
    classes: tuple[str, ...] = (
        "cruise_missile",
        "cruise_missile",
        "cruise_missile",
        "short_range_ballistic",
        "decoy",
        "fighter",
        "airliner",
    )
    sides: tuple[str, ...] = ("hostile",) * 5 + ("friend", "neutral")
    sensors: tuple[str, ...] = ("forces.s400/92N6E", "forces.awacs/E-7A")
    batteries: tuple[str, ...] = ("forces.s400", "forces.patriot")
    launchers: tuple[str, ...] = ("forces.s400/launcher-1", "forces.s400/launcher-2")
    rounds: tuple[str, ...] = ("48N6E3", "PAC-3 MSE")
    assets: tuple[str, ...] = ("palace", "base")
    pictures: tuple[str, ...] = ("s400", "nato")
    nodes: tuple[str, ...] = ("forces.s400", "forces.nato/tower")
    links: tuple[str, ...] = ("links.nato+s400/track",)


class World(NamedTuple):
    names: Names
    leak: float  #: chance that a hostile gets through
    array: np.ndarray


class Battle(NamedTuple):
    fate: np.ndarray
    time_s: np.ndarray
    by: np.ndarray
    lat_deg: np.ndarray
    lon_deg: np.ndarray
    altitude_m: np.ndarray
    value_lost: float
    round_battery: np.ndarray
    round_kind: np.ndarray
    round_threat: np.ndarray
    counts: np.ndarray
    spilled: np.ndarray
    event_time: np.ndarray
    event_kind: np.ndarray
    event_who: np.ndarray
    event_whom: np.ndarray
    event_detail: np.ndarray


NAMES = Names()
HOSTILE = 5
EVENTS = (
    (1.0, Event.TRACK_OPENED, 7, 1, 0),
    (2.0, Event.TRACK_IDENTIFIED, 7, 1, 1),
    (3.0, Event.ENGAGEMENT_ORDERED, 0, 7, 1),
    (4.0, Event.ROUND_FLYING, 0, 0, 0),
    (5.0, Event.ROUND_ACQUIRED, 0, 2, 0),
    (6.0, Event.ROUND_ENDED, 0, 2, RoundFate.KILLED),
    (6.0, Event.THREAT_FATE, 2, 0, Fate.KILLED),
    (7.0, Event.ENGAGEMENT_CLOSED, 0, 7, Verdict.BELIEVED_KILLED),
    (8.0, Event.ASSET_DAMAGED, 1, -1, 1045),
    (9.0, Event.SENSOR_LOST, 1, -1, 0),
    (9.0, Event.LAUNCHER_LOST, 1, -1, 0),
    (9.5, Event.SENSOR_REASON, 0, 3, 4),
    (9.5, Event.FIRE_REASON, 0, 9, 64),
    (9.5, Event.ENGAGEMENT_AT, 0, 2, Ground.HOSTILE + Ground.ASKED),
)


def battle(leak: float, luck: np.random.Generator) -> Battle:
    """Return one battle in which each hostile leaks with the same chance."""
    number = len(NAMES.threats)
    fate = np.full(number, int(Fate.LOST))
    gets_through = luck.random(HOSTILE) < leak
    fate[:HOSTILE] = np.where(gets_through, Fate.IMPACTED, Fate.KILLED)
    by = np.full(number, -1)
    shot = np.flatnonzero(fate == Fate.KILLED)
    by[shot] = np.arange(shot.size)
    fired = shot.size + 1  # the last one meets the patrol
    met = np.append(shot, 5)
    columns = np.array([tuple(map(float, row)) for row in EVENTS]).T
    events = columns[1:].astype(np.int64)
    return Battle(
        fate,
        luck.uniform(0.0, 900.0, number),
        by,
        *luck.uniform(0.0, 90.0, (3, number)),
        value_lost=12.5 * int(gets_through.sum()),
        round_battery=np.zeros(fired, np.int64),
        round_kind=np.arange(fired) % 2,
        round_threat=met,
        counts=np.zeros(8, np.int64),
        spilled=np.zeros(2, np.int64),
        event_time=columns[0],
        event_kind=events[0],
        event_who=events[1],
        event_whom=events[2],
        event_detail=events[3],
    )


def track_log(battle: Battle, interval: float = 4.0) -> TrackLog:
    """Return three snapshots of seven flyers that stand still, 10 km apart.

    Track 7 of the second picture is on the third flyer in the last two, 300 m off.
    """
    threats, pictures = len(NAMES.threats), len(NAMES.pictures)
    place = np.zeros((3, threats, 3))
    place[:, :, 0] = 1e4 * np.arange(threats)
    two = np.ones(2, np.int64)
    held = Held(
        snapshot=np.array([1, 2]),
        picture=two,
        number=7 * two,
        identity=two,
        group=3 * two,
        position=place[1:, 2] + [0.0, 300.0, 0.0],
        velocity=np.zeros((2, 3)),
        covariance=np.tile(100.0**2 * np.eye(3), (2, 1, 1)),
    )
    return TrackLog(
        names=NAMES,
        battle=battle,
        interval=interval,
        time=interval * np.arange(1.0, 4.0),
        aloft=np.ones((3, threats), bool),
        position=place,
        velocity=np.zeros((3, threats, 3)),
        held=held,
        stands=np.ones((3, pictures), bool),
        told=np.zeros((pictures, len(NAMES.sensors))),
        reach=np.ones((3, pictures, threats), bool),
    )


def fighter(
    leak: float = 0.3, spread: float = 0.2, seed: int = 0, pause: float = 0.0
) -> Fighter[World]:
    """Return how to fight in worlds whose chances differ by at most `spread`."""

    def muster(world: int) -> World:
        luck = np.random.default_rng((seed, world))
        chance = leak + spread * luck.uniform(-1.0, 1.0)
        return World(NAMES, chance, np.zeros(10))

    def fight(world: World, replicate: int) -> Battle:
        if pause:
            time.sleep(pause)
        return battle(world.leak, np.random.default_rng((seed, replicate, 1)))

    def watch(world: World, replicate: int, events: int) -> TrackLog:
        assert events == len(EVENTS)
        return track_log(fight(world, replicate))

    return Fighter(muster, fight, watch)


SCENARIO = SimpleNamespace(
    recordings=dict,
    under=lambda option: SCENARIO,
    rules=SimpleNamespace(
        model_dump=lambda mode: {
            "engagement": {"all": "tight"},
            "iff": {"S-400": ["civil"]},
        }
    ),
    name="a fake raid",
    terrain="none",
    assets={"palace": SimpleNamespace(value=100.0), "base": SimpleNamespace(value=60)},
    options={"s400": None, "patriot": None},
    default_option="s400",
)
LOADED = Loaded(SCENARIO, Path("raids/fake.yaml"), b"name: a fake raid\n")  # type: ignore[arg-type]


def question(
    replicates: int = 20, worlds: int = 4, seed: int = 0, picture: int = 5
) -> Question:
    """Return what to fight."""
    design = Design("s400", replicates, worlds, seed, picture)
    return Question(LOADED, design, "cat", "src")
