"""One draw of everything that the catalogue leaves open."""

from dataclasses import dataclass

import numpy as np

from kalkan.catalogue import Quantity
from kalkan.draw import Stream, name_id, uniform


@dataclass(frozen=True)
class Draws:
    """Values of the catalogue in one world.

    A draw belongs to its entry (system and fact), so that every option lives in the
    same world, whatever else it lists.
    """

    seed: int
    world: int | None  #: None takes every best value

    def value(self, system: str, fact: str, quantity: Quantity | None) -> float:
        """Return the value of a fact of a system in this world [SI].

        A missing fact is nan.
        """
        if quantity is None:
            return float("nan")
        if self.world is None or quantity.exact:
            return quantity.best
        key = np.array([self.seed, self.world], np.uint32)
        luck = uniform(key, name_id(system), name_id(fact), 0, int(Stream.WORLD))
        return quantity.draw(float(luck))

    def fact(self, entry: object, name: str) -> float:
        """Return the value of the fact `name` of a catalogue entry [SI]."""
        quantity: Quantity | None = getattr(entry, name)
        return self.value(str(getattr(entry, "name")), name, quantity)  # noqa: B009

    def count(self, entry: object, name: str) -> int:
        """Return a fact that counts something, rounded."""
        return round(self.fact(entry, name))
