"""The places in a battle where a commander decides: typed slots for kernels."""

from collections.abc import Callable
from typing import NamedTuple

from kalkan._kernel import slot
from kalkan.engine.belief import Belief
from kalkan.engine.plan import Plan

Decision = Callable[[Plan, Belief], None]
DECISION = slot(Plan, Belief)


class Doctrine(NamedTuple):
    """What a commander may change: kernels of (plan, belief)."""

    identify: Decision  #: friend, neutral, hostile, unknown
    evaluate: Decision  #: how urgent, and to what
    assign: Decision  #: which fire unit, which round, how many
