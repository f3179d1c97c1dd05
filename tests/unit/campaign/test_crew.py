"""Work on threads: in order, bounded, and stopped when told."""

import threading
import time

import pytest

from kalkan.campaign.crew import AHEAD, cores, in_order


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_in_order__gives_results_in_order(threads):
    def work(index: int) -> int:
        time.sleep(0.001 * (index % 3))
        return index * index

    assert list(in_order(work, 40, threads)) == [i * i for i in range(40)]


def test_in_order__works_on_several_threads_at_once():
    both = threading.Barrier(2, timeout=10.0)
    assert list(in_order(lambda _: both.wait() >= 0, 2, 2)) == [True, True]


def test_in_order__of_nothing():
    assert list(in_order(lambda index: index, 0, 2)) == []


def test_in_order__does_not_run_away_from_its_taker():
    begun = []
    results = in_order(begun.append, 1000, 2)
    next(results)
    time.sleep(0.1)
    assert len(begun) <= 2 * AHEAD + 1
    results.close()


def test_in_order__raises_what_work_raises_in_its_turn():
    def work(index: int) -> int:
        if index == 3:
            raise ZeroDivisionError("third")
        return index

    results = in_order(work, 10, 2)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ZeroDivisionError, match="third"):
        next(results)


def test_in_order__begins_nothing_after_it_is_closed():
    begun = []

    def work(index: int) -> int:
        begun.append(index)
        time.sleep(0.01)
        return index

    results = in_order(work, 1000, 2)
    next(results)
    results.close()
    time.sleep(0.05)
    number = len(begun)
    time.sleep(0.05)
    assert len(begun) == number < 100


def test_in_order__stops_without_waiting_for_work():
    asked, release = threading.Event(), threading.Event()

    def work(index: int) -> int:
        if index == 2:
            asked.set()
            release.wait(10.0)
        return index

    begin = time.monotonic()
    assert list(in_order(work, 10, 1, asked.is_set)) in ([], [0], [0, 1])
    assert time.monotonic() - begin < 5.0
    release.set()


def test_cores__are_at_least_one():
    assert cores() >= 1
