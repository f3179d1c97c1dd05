"""What never changes in a battle: the World as it is and the Plan as it was told."""

from typing import NamedTuple

from kalkan.engine.plan import Plan
from kalkan.engine.world import World


class Model(NamedTuple):
    """Everything fixed at t = 0."""

    dt: float  #: tick [s]
    duration: float  #: [s]
    command_period: int  #: command-and-control cycle [tick]
    world: World
    plan: Plan
