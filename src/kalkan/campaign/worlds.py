"""Mustered worlds, made once and kept while they fit in memory."""

import dataclasses
from collections import defaultdict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

M = TypeVar("M")

ROOM = 1 << 30  #: for mustered worlds [byte]


class Worlds(Generic[M]):
    """Worlds by number; each is made when it is first asked for, by any thread.

    Replicates go through the worlds round and round.  When not all fit, keeping the
    first ones and making the others anew is the best that can be done: throwing out
    the longest unused would throw out each world just before it is needed.

    Parameters
    ----------
    make
        Musters a world.
    room
        Memory for the worlds kept. [byte]

    Examples
    --------
    >>> import numpy as np
    >>> worlds = Worlds(lambda world: np.full(4, world))
    >>> worlds[3] is worlds[3]
    True
    """

    def __init__(self, make: Callable[[int], M], room: int = ROOM) -> None:
        self._make = make
        self._room = room
        self._kept: dict[int, M] = {}
        self._counted: set[int] = set()  # arrays that worlds share count once
        self._locks: defaultdict[int, Lock] = defaultdict(Lock)
        self._lock = Lock()

    def __getitem__(self, world: int) -> M:
        with self._lock:
            lock = self._locks[world]
        with lock:
            if world in self._kept:
                return self._kept[world]
            made = self._make(world)
            self._keep(world, made)
            return made

    def _keep(self, world: int, made: M) -> None:
        with self._lock:
            self._room -= size_of(made, self._counted)
            if self._room >= 0:
                self._kept[world] = made


def size_of(value: object, counted: set[int]) -> int:
    """Return the bytes of all arrays within tuples and data classes.

    Parameters
    ----------
    value
        What is to be measured.
    counted
        Identities of the arrays that are counted already; those found are added.

    Examples
    --------
    >>> import numpy as np
    >>> shared = np.zeros(4)
    >>> size_of((shared, (shared, np.zeros(2), "a")), set())
    48
    """
    if isinstance(value, tuple):
        return sum(size_of(part, counted) for part in value)
    if dataclasses.is_dataclass(value):
        return sum(size_of(part, counted) for part in vars(value).values())
    if id(value) in counted:
        return 0
    counted.add(id(value))
    return int(getattr(value, "nbytes", 0))
