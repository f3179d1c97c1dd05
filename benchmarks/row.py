"""One line of the table."""

from typing import NamedTuple


class Row(NamedTuple):
    """A measurement, and what to hold it against."""

    name: str
    value: float
    unit: str
    goal: float | None = None  #: what to reach, or what it is compared with
    better: str = "lower"  #: "lower" or "higher"
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Return how good it is against the goal: above 1 is better than asked."""
        if self.goal is None or self.value <= 0.0 or self.goal <= 0.0:
            return None
        if self.better == "higher":
            return self.value / self.goal
        return self.goal / self.value
