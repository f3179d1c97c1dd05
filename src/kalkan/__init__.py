"""A study workbench of air and missile defence: who gets through, how sure, and why.

>>> import kalkan as kk
>>> study = kk.run(kk.load("scenarios/ankara.yaml"), replicates=200)  # doctest: +SKIP
>>> study.summary["total"]["leaked_mean"]  # doctest: +SKIP
4.2

What is heavy is imported when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kalkan.campaign.door import run
    from kalkan.campaign.study import Study
    from kalkan.errors import UserError
    from kalkan.scenario import read as load
    from kalkan.tracking.door import track

    __version__: str

__all__ = ["Study", "UserError", "__version__", "load", "run", "track"]

_DOORS = {
    "Study": ("kalkan.campaign.study", "Study"),
    "UserError": ("kalkan.errors", "UserError"),
    "load": ("kalkan.scenario", "read"),
    "run": ("kalkan.campaign.door", "run"),
    "track": ("kalkan.tracking.door", "track"),
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("kalkan.results.provenance").version_of("kalkan")
    if name not in _DOORS:
        raise AttributeError(f"module 'kalkan' has no attribute {name!r}")
    module, attribute = _DOORS[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
