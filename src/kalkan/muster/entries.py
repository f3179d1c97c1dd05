"""What a scenario lists, one entry an entity, named and put in order of its id."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol, TypeVar

import numpy as np

from kalkan.catalogue import Ballistic, FireUnit, Flyer, Radar, Round
from kalkan.draw import name_id
from kalkan.engine.kinds import NodeKind
from kalkan.errors import UserError
from kalkan.scenario import CommandForce, FireForce, Group, Link, Node, SensorForce


class Named(Protocol):
    """Anything with a name path."""

    @property
    def path(self) -> str:
        """Name path: the identity of the entity."""


class SensorEntry(NamedTuple):
    """A radar: whose it is, and which part of how many at its site."""

    path: str
    force: str
    owner: FireForce | Node
    radar: Radar
    part: int = 0
    parts: int = 1


class BatteryEntry(NamedTuple):
    """A fire unit."""

    path: str
    name: str
    force: FireForce
    unit: FireUnit


class LauncherEntry(NamedTuple):
    """A launcher: index of its battery, and which part of how many."""

    path: str
    battery: int
    part: int
    parts: int


class RoundEntry(NamedTuple):
    """A type of round."""

    path: str
    kind: Round


class FlyerEntry(NamedTuple):
    """A flyer: a member of a group, or the carrier of a radar."""

    path: str
    group: Group | None
    node: Node | None
    system: Flyer | Ballistic
    member: int = 0


class AssetEntry(NamedTuple):
    """An asset, by name."""

    path: str


class NodeEntry(NamedTuple):
    """What can be the end of a link."""

    path: str
    force: str
    kind: NodeKind
    owner: FireForce | CommandForce | SensorForce | Node


class LinkEntry(NamedTuple):
    """A link that passes something."""

    path: str
    link: Link


class HopEntry(NamedTuple):
    """A direction of a link, or of the net of a force; ends by index of node."""

    path: str
    source: int
    sink: int
    number: int  #: of its link, or NONE
    link: Link | None


class PictureEntry(NamedTuple):
    """An air picture: the nodes that make it at the start, by index."""

    path: str
    members: tuple[int, ...]


T = TypeVar("T", bound=Named)


def in_order(entries: Iterable[T]) -> tuple[T, ...]:
    """Return the entries by rising id, so that the order of a file changes no bit.

    Raises
    ------
    UserError
        When two paths have the same hash.
    """
    ordered = tuple(sorted(entries, key=lambda entry: name_id(entry.path)))
    for one, other in pairwise(ordered):
        if name_id(one.path) == name_id(other.path):
            raise UserError(
                f"{one.path} and {other.path} have the same hash; rename one of them"
            )
    return ordered


def ids(entries: Sequence[Named]) -> np.ndarray:
    """Return the ids, which key every draw.  Shape: entry."""
    return np.array([name_id(entry.path) for entry in entries], np.uint32)


def paths(entries: Sequence[Named]) -> tuple[str, ...]:
    """Return the name paths."""
    return tuple(entry.path for entry in entries)
