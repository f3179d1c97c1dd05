"""Worlds are made once, by whoever asks first, and kept while they fit."""

import threading
import time
from typing import NamedTuple

import numpy as np

from fake_battle import World
from kalkan.campaign.worlds import Worlds, size_of


class Inner(NamedTuple):
    array: np.ndarray
    name: str


def test_worlds__are_made_once_for_all_threads():
    made = []

    def make(world: int) -> np.ndarray:
        time.sleep(0.01)
        made.append(world)
        return np.zeros(1)

    worlds = Worlds(make)
    asked = [
        threading.Thread(target=lambda w=w: worlds[w % 3], daemon=True)
        for w in range(12)
    ]
    for thread in asked:
        thread.start()
    for thread in asked:
        thread.join()
    assert sorted(made) == [0, 1, 2]


def test_worlds__keep_what_fits_and_make_the_rest_anew():
    made = []

    def make(world: int) -> np.ndarray:
        made.append(world)
        return np.zeros(10)

    worlds = Worlds(make, room=170)
    for world in (0, 1, 2, 0, 1, 2):
        assert worlds[world].size == 10
    assert made == [0, 1, 2, 2]


def test_size_of__counts_arrays_wherever_they_are():
    assert size_of(Inner(np.zeros(3), "name"), set()) == 24
    assert size_of((Inner(np.zeros(3), "a"), np.zeros(2, np.int8)), set()) == 26
    assert size_of(World.__new__(World, None, 0.5, np.zeros(2)), set()) == 16
    assert size_of("words", set()) == 0


def test_worlds__count_what_they_share_once():
    shared, made = np.zeros(10), []

    def make(world: int) -> tuple[np.ndarray, np.ndarray]:
        made.append(world)
        return shared, np.zeros(2)

    worlds = Worlds(make, room=80 + 3 * 16)
    for world in (0, 1, 2, 0, 1, 2):
        worlds[world]
    assert made == [0, 1, 2]
