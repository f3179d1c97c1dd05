"""The decisions a commander may swap: kernels of (plan, belief), by name.

A decision sees tracks, never threats: nothing here may import what holds the truth.
"""

from typing import Any

from kalkan.doctrine.assign import assign_first_feasible, assign_marginal
from kalkan.doctrine.evaluate import evaluate_by_time_to_harm
from kalkan.doctrine.identify import identify_by_reply

ASSIGN: dict[str, Any] = {
    "first_feasible": assign_first_feasible,
    "marginal": assign_marginal,
}

__all__ = [
    "ASSIGN",
    "assign_first_feasible",
    "assign_marginal",
    "evaluate_by_time_to_harm",
    "identify_by_reply",
]
