"""What a study fights: how many battles, in how many worlds, under which option."""

from dataclasses import dataclass

from kalkan.errors import UserError
from kalkan.scenario import Scenario
from kalkan.written.suggest import nearest

SEED_MAX = 2**32 - 1  #: a key of the random draws is 32 bits wide
REPLICATES_MAX = 2**32 - 1


@dataclass(frozen=True)
class Design:
    """A study of worlds x battles.

    Replicate r is fought in world r modulo the number of worlds, so a replicate is
    the same battle however many others are fought beside it.
    """

    option: str
    replicates: int  #: battles asked for
    worlds: int  #: worlds asked for
    seed: int
    picture: int = 50  #: battles whose air pictures are looked into, from the first

    def __post_init__(self) -> None:
        _check("replicates", self.replicates, 1, REPLICATES_MAX)
        _check("worlds", self.worlds, 1, REPLICATES_MAX)
        _check("seed", self.seed, 0, SEED_MAX)
        _check("picture", self.picture, 0, REPLICATES_MAX)

    @property
    def is_drawn(self) -> bool:
        """Whether the catalogue's intervals are drawn, or best values taken."""
        return self.worlds > 1

    @property
    def world_number(self) -> int:
        """Worlds that are fought in."""
        return min(self.worlds, self.replicates)

    def world_of(self, replicate: int) -> int:
        """Return the world in which a replicate is fought.

        Examples
        --------
        >>> Design("s400", replicates=1000, worlds=50, seed=0).world_of(123)
        23
        """
        return replicate % self.world_number


def option_of(scenario: Scenario, name: str | None) -> str:
    """Return the option meant: the one named, or the scenario's default.

    Raises
    ------
    UserError
        When the scenario has no option of that name.
    """
    chosen = scenario.default_option if name is None else name
    if chosen not in scenario.options:
        mend = nearest(chosen, scenario.options)
        raise UserError(f"--option: {scenario.name} has no option '{chosen}'; {mend}")
    return chosen


def _check(name: str, value: object, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise UserError(f"--{name}: {value!r} is not a whole number")
    if not low <= value <= high:
        raise UserError(
            f"--{name}: {value} is out of bounds; give a whole number from {low} to "
            f"{high}"
        )
