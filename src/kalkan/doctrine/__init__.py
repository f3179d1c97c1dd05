"""The decisions a commander may swap: kernels of (plan, belief), by name.

A decision sees tracks, never threats: nothing here may import what holds the truth.
"""

from kalkan.doctrine.assign import assign_first_feasible, assign_marginal
from kalkan.doctrine.evaluate import evaluate_by_time_to_harm
from kalkan.doctrine.identify import identify_by_criteria
from kalkan.engine.decision import Decision, Doctrine

ASSIGN: dict[str, Decision] = {
    "first_feasible": assign_first_feasible,
    "marginal": assign_marginal,
}


def doctrine_named(assign: str) -> Doctrine:
    """Return the shipped doctrine with one of the ways to assign.

    Examples
    --------
    >>> doctrine_named("marginal").assign is assign_marginal
    True
    """
    return Doctrine(identify_by_criteria, evaluate_by_time_to_harm, ASSIGN[assign])


__all__ = ["ASSIGN", "Doctrine", "doctrine_named"]
