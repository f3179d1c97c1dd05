"""Cues: where one picture tells another that something is."""

from kalkan._kernel import kernel
from kalkan.engine.belief import Belief
from kalkan.engine.plan import Plan


@kernel
def send_cues(plan: Plan, belief: Belief, now: float) -> None:
    """Send what is due."""
