"""Small battles: where they are written, mustered, fought, and read again."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numba
import numpy as np

from kalkan import catalogue
from kalkan._record import duplicate, unwrap
from kalkan.engine.kinds import Event, Fate
from kalkan.engine.state import Log, State
from kalkan.muster import Mustered, muster
from kalkan.replicate.fight import Battle, fight_replicate, fought
from kalkan.scenario import Scenario, load, read_text

SMALL = Path(__file__).parent / "scenarios"
SHIPPED = Path(__file__).resolve().parents[2] / "scenarios"
INTERPRETED = bool(numba.config.DISABLE_JIT)
SEED = 11
ROOM = 30_000  #: events
LEAKS = (Fate.IMPACTED, Fate.RELEASED)

load_catalogue = cache(catalogue.load)


class Fought(NamedTuple):
    """A battle with its whole end state."""

    mustered: Mustered
    state: State
    log: Log


class Happening(NamedTuple):
    """An event of a log."""

    time: float
    who: int
    whom: int
    detail: int


def text_of(name: str) -> str:
    """Return the words of a small scenario."""
    return (SMALL / f"{name}.yaml").read_text(encoding="utf-8")


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    """Return a text with words replaced, all of which it must have."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def scenario_of(text: str) -> Scenario:
    """Return the scenario that a text says."""
    return read_text(text.encode(), "scenario", load_catalogue())


@cache
def shipped(name: str) -> Scenario:
    """Return a scenario of the product."""
    return load(SHIPPED / f"{name}.yaml", load_catalogue())


def fresh(name: str, option: str, tick: float = 0.5, **words: str) -> Mustered:
    """Return a small scenario mustered anew, free to be changed."""
    text = replaced(text_of(name), *words.items())
    return muster(scenario_of(text), load_catalogue(), option, None, SEED, tick)


@cache
def _mustered(name: str, option: str) -> Mustered:
    return fresh(name, option)


def mustered(name: str, option: str) -> Mustered:
    """Return a copy of a small scenario at its best values: nobody else's to change."""
    kept = _mustered(name, option)
    return kept._replace(model=duplicate(kept.model))


def fight(army: Mustered, replicate: int, skip: bool = True) -> Fought:
    """Return the end of a battle."""
    state, log = fought(army, SEED, replicate, ROOM, skip)
    assert log.length[0] <= ROOM
    return Fought(army, state, log)


def battles(army: Mustered, many: int) -> list[Battle]:
    """Return the first battles of a study."""
    return [fight_replicate(army, SEED, replicate) for replicate in range(many)]


def happenings(log: Log, kind: Event) -> list[Happening]:
    """Return the events of one kind, in the order of the log."""
    found = np.flatnonzero(log.kind[: log.length[0]] == int(kind))
    columns = (log.time, log.who, log.whom, log.detail)
    return [
        Happening(float(time), int(who), int(whom), int(detail))
        for time, who, whom, detail in zip(*(c[found] for c in columns), strict=True)
    ]


def leaked(army: Mustered, battle: Battle) -> int:
    """Return how many hostiles got through."""
    hostile = np.array(army.names.sides) == "hostile"
    return int(np.isin(battle.fate[hostile], [int(fate) for fate in LEAKS]).sum())


def digest(*values: Any) -> str:
    """Return a hash of arrays, bit by bit."""
    whole = hashlib.sha256()
    for value in values:
        whole.update(np.ascontiguousarray(value).tobytes())
    return whole.hexdigest()


def bits(value: Any) -> list[np.ndarray]:
    """Return every field of a record, or of every record in a tuple.

    What lies between the fields of a record is nobody's.
    """
    if hasattr(value, "_fields"):
        return [part for field in value for part in bits(field)]
    array = unwrap(value)
    if array.dtype.names is None:
        return [array]
    return [array[name] for name in array.dtype.names]


def same(one: Battle, other: Battle) -> bool:
    """Return whether two battles agree in every bit."""
    return digest(*one) == digest(*other)


def first_detections(fought: Fought) -> dict[tuple[str, str], float]:
    """Return when each sensor first saw each flyer, to the end of that tick [s]."""
    names = fought.mustered.names
    return {
        (names.sensors[one.who], names.threats[one.whom]): one.time
        for one in happenings(fought.log, Event.SENSOR_REASON)
        if one.detail == 16
    }
