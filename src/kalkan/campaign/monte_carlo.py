"""Monte Carlo: every battle of a study, on threads, recorded in order."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import current_thread, main_thread
from typing import Generic, Protocol, TypeVar

from kalkan.campaign.crew import in_order
from kalkan.campaign.design import Design
from kalkan.campaign.worlds import Worlds
from kalkan.results.fought import Battle, Fought, Names
from kalkan.results.track_log import TrackLog


class Mustered(Protocol):
    """A world ready to be fought in."""

    @property
    def names(self) -> Names:
        """What the indices in its battles mean."""


M = TypeVar("M", bound=Mustered)


@dataclass(frozen=True)
class Fighter(Generic[M]):
    """How worlds are made and battles are fought."""

    muster: Callable[[int], M]  #: a world, by number
    fight: Callable[[M, int], Battle]  #: a replicate, in its world
    watch: Callable[[M, int, int], TrackLog] | None = None
    #: the same again, its air pictures looked into, given how many events it had


_HEARD = (signal.SIGINT, signal.SIGTERM)


class Stop:
    """Whether a person has asked to stop."""

    def __init__(self) -> None:
        self.is_asked = False

    def ask(self, *_: object) -> None:
        """Ask to stop; asking again interrupts at once."""
        if self.is_asked:
            raise KeyboardInterrupt
        self.is_asked = True


def battles(
    design: Design, fighter: Fighter[M], worlds: Worlds[M], threads: int, stop: Stop
) -> Iterator[Fought]:
    """Yield the battles of a study in the order of replicates, until stopped."""

    def fight(replicate: int) -> Fought:
        world = design.world_of(replicate)
        mustered = worlds[world]
        battle = fighter.fight(mustered, replicate)
        return Fought(replicate, world, mustered.names, battle)

    yield from in_order(fight, design.replicates, threads, lambda: stop.is_asked)


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Turn Ctrl-C (and a polite kill) into a request to stop, while inside.

    What is being written is finished first; asking twice interrupts at once.
    """
    stop = Stop()
    if current_thread() is not main_thread():  # only that one hears signals
        yield stop
        return
    before = {number: signal.getsignal(number) for number in _HEARD}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:  # as in the background of a script
            signal.signal(number, stop.ask)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
