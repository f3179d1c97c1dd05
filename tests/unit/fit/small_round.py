"""A small round that is quick to fly, and quick ways to fit it."""

import os
from typing import Any

import pytest

from kalkan.catalogue import Catalogue, Launcher, Quantity, Round, load
from kalkan.physics import match

NAME = "Dart"


def between(low: float, best: float, high: float) -> Quantity:
    """Return an interval."""
    return Quantity(low=low, best=best, high=high, status="assumed", reason="a test")


def dart(**facts: Any) -> Round:
    """Return a round of 5 km."""
    stated = {
        "name": NAME,
        "range_max": between(4e3, 5e3, 6e3),
        "range_min": between(200.0, 400.0, 900.0),
        "altitude_min": between(20.0, 20.0, 20.0),
        "altitude_max": between(2.5e3, 3e3, 4e3),
        "speed_max": between(600.0, 700.0, 800.0),
        "boost_time": between(2.0, 2.0, 3.0),
        "diameter": between(0.12, 0.13, 0.14),
        "launch_mass": between(28.0, 30.0, 32.0),
        "burnout_mass": between(20.0, 21.0, 22.0),
        "load_limit": between(200.0, 250.0, 300.0),
        "lag": between(0.1, 0.2, 0.3),
        "loft": between(0.1, 0.3, 0.5),
        "flight_time_max": between(14.0, 16.0, 18.0),
        "lethal_radius": between(5.0, 8.0, 10.0),
    }
    base = load()["AIM-120 AMRAAM"]
    assert isinstance(base, Round)
    return base.model_copy(update=stated | facts)


def catalogue(kind: Round | None = None) -> Catalogue:
    """Return a catalogue of a round and its launcher."""
    kind = kind or dart()
    base = load()["NASAMS launcher"]
    assert isinstance(base, Launcher)
    rail = base.model_copy(update={"name": "Rail", "capacity": {kind.name: 4}})
    return Catalogue({kind.name: kind, "Rail": rail}, {}, "0")


def coarse(patch: pytest.MonkeyPatch) -> None:
    """Take few halvings, where the kernels run interpreted.

    Compiled, they would stay so in the cache, for all tests to come.
    """
    if os.environ.get("NUMBA_DISABLE_JIT") != "1":
        return
    for name, halvings in (("_FINE", 12), ("_COARSE", 6), ("_SHARES", 4)):
        patch.setattr(match, name, halvings)
