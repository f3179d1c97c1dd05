"""Work on threads, taken in order: the same results on any number of threads."""

import os
from collections.abc import Callable, Iterator
from threading import Condition, Thread
from typing import Generic, TypeVar

T = TypeVar("T")

AHEAD = 8  #: results a thread may be ahead of the one that is awaited
PATIENCE = 0.05  #: between two looks at whether to stop [s]


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))


def in_order(
    work: Callable[[int], T],
    number: int,
    threads: int,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Iterator[T]:
    """Yield ``work(0), work(1), …`` in that order, computed on threads.

    The threads are daemons: compiled work cannot be interrupted, and nobody should
    wait for it.  Whatever ends the iteration early, no further work is begun.

    Parameters
    ----------
    work
        Called once for each index; what it raises is raised here.
    number
        How many.
    threads
        How many at once.
    is_stopped
        Asked often; once true, the iteration ends.

    Examples
    --------
    >>> list(in_order(lambda index: index**2, 5, threads=2))
    [0, 1, 4, 9, 16]
    """
    crew = _Crew(work, number, min(threads, number))
    try:
        for index in range(number):
            if not crew.await_(index, is_stopped):
                return
            yield crew.take(index)
    finally:
        crew.dismiss()


class _Crew(Generic[T]):
    def __init__(self, work: Callable[[int], T], number: int, threads: int) -> None:
        self._work = work
        self._number = number
        self._next = 0  # index to be begun
        self._taken = 0  # results taken
        self._ahead = AHEAD * threads
        self._done: dict[int, tuple[T | None, BaseException | None]] = {}
        self._condition = Condition()
        self._is_dismissed = False
        for _ in range(threads):
            Thread(target=self._serve, daemon=True).start()

    def await_(self, index: int, is_stopped: Callable[[], bool]) -> bool:
        """Wait for a result; return whether there is one."""
        with self._condition:
            while index not in self._done and not is_stopped():
                self._condition.wait(PATIENCE)
        return not is_stopped()

    def take(self, index: int) -> T:
        with self._condition:
            result, error = self._done.pop(index)
            self._taken = index + 1
            self._condition.notify_all()
        if error is not None:
            raise error
        return result  # type: ignore[return-value]

    def dismiss(self) -> None:
        with self._condition:
            self._is_dismissed = True
            self._condition.notify_all()

    def _serve(self) -> None:
        while (index := self._begin()) is not None:
            outcome: tuple[T | None, BaseException | None]
            try:
                outcome = (self._work(index), None)
            except BaseException as error:
                outcome = (None, error)
            with self._condition:
                self._done[index] = outcome
                self._condition.notify_all()

    def _begin(self) -> int | None:
        """Return the next index to work on, once the taker has caught up."""
        with self._condition:
            while self._next >= self._taken + self._ahead and not self._is_over():
                self._condition.wait()
            if self._is_over():
                return None
            self._next += 1
            return self._next - 1

    def _is_over(self) -> bool:
        return self._is_dismissed or self._next >= self._number
