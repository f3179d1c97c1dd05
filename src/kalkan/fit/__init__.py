"""What no source prints of a round, fitted so that it flies as is published."""

from kalkan.fit.ensemble import best, envelope_of, fit_round, member_of, samplers
from kalkan.fit.figures import Figure, figures_of
from kalkan.fit.parameters import fill, record_of
from kalkan.fit.store import write

__all__ = [
    "Figure",
    "best",
    "envelope_of",
    "figures_of",
    "fill",
    "fit_round",
    "member_of",
    "record_of",
    "samplers",
    "write",
]
