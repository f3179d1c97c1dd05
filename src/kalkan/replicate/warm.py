"""Compiling a battle: its phases side by side, then the loop around them."""

import importlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from kalkan._kernel import cache_directory, compile_for
from kalkan.catalogue import load
from kalkan.engine.belief import Belief
from kalkan.engine.model import Model
from kalkan.engine.plan import Plan, Sensors
from kalkan.engine.state import Log, State
from kalkan.scenario import read_text
from kalkan.tracking.follow import Flow, Frame, Lines, Spreads

#: A battle with a bit of everything, fought once so that nothing is left to compile.
REHEARSAL = b"""
name: rehearsal
origin: {lat: 40 deg, lon: 32.7 deg}
duration: 2 min
terrain: anatolia
weather: {wind: {speed: 5 m/s, from: 270 deg}}
assets:
  city: {at: [40 deg, 32.7 deg], value: 1, radius: 1 km}
forces:
  battery: {system: Patriot, at: [40 deg, 32.7 deg], facing: 90 deg}
raid:
  cruise: {class: cruise_missile, system: 3M-14 Kalibr, target: city,
           route: [[40 deg, 32.9 deg], [40.01 deg, 32.8 deg]], altitude: 50 m AGL,
           jink: {load: 1 g, period: 6 s, within: 5 km}}
  carrier: {class: fighter, system: F-35A, target: city, altitude: 9 km,
            route: [[40 deg, 33.3 deg]], releases-at: 40 km, then: turn back}
  ballistic: {class: short_range_ballistic, system: 9M723 Iskander-M, target: city,
              from: [38 deg, 35 deg]}
  older: {class: short_range_ballistic, system: Scud-B, target: city,
          from: [39 deg, 34.5 deg]}
traffic:
  patrol: {class: fighter, system: F-16C, side: friend, altitude: 7 km,
           orbit: {centre: city, radius: 20 km}}
rules: {engagement: tight, iff: {Patriot: []}}
options: {alone: {forces: [battery]}}
default-option: alone
"""

TYPES: dict[str, Any] = {
    "model": Model,
    "state": State,
    "plan": Plan,
    "belief": Belief,
    "log": Log,
    "int": int,
    "bool": bool,
    "frame": Frame,
    "sensors": Sensors,
    "flow": Flow,
    "lines": Lines,
    "spreads": Spreads,
}

#: Module, kernel and what it takes; the longest to compile first, but that the tracker
#: alone is built on what the battle's tracking compiles.
PHASES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "mustering": ("replicate.warm", "", ()),
    "sensing": ("engine.sense", "sense", ("model", "state", "int")),
    "tracking": ("engine.track", "track", ("model", "state", "int")),
    "flying": ("engine.fly", "fly", ("model", "state", "int")),
    "connecting": ("engine.connect", "connect", ("model", "state", "int")),
    "resolving": ("engine.resolve", "resolve", ("model", "state", "int")),
    "assigning by worth": ("doctrine.assign", "assign_marginal", ("plan", "belief")),
    "assigning by time": (
        "doctrine.assign",
        "assign_first_feasible",
        ("plan", "belief"),
    ),
    "preparing": ("engine.prepare", "prepare", ("model", "state")),
    "launching": ("engine.launch", "launch", ("model", "state", "int")),
    "recording": ("engine.record", "record", ("model", "state", "log")),
    "evaluating": (
        "doctrine.evaluate",
        "evaluate_by_time_to_harm",
        ("plan", "belief"),
    ),
    "emitting": ("engine.emission", "emit", ("plan", "belief")),
    "assessing": ("engine.assess", "assess", ("plan", "belief")),
    "identifying": ("doctrine.identify", "identify_by_criteria", ("plan", "belief")),
    "moving": ("engine.move", "move", ("model", "state", "int")),
    "tracking alone": (
        "tracking.follow",
        "follow",
        (
            "frame",
            "sensors",
            "belief",
            "flow",
            "lines",
            "spreads",
            "bool",
            "int",
            "int",
        ),
    ),
}


def warm_up(report: Callable[[str], None]) -> None:
    """Compile every kernel of a battle into the cache.

    Parameters
    ----------
    report
        Told what is being compiled, in a word or two.

    Raises
    ------
    subprocess.CalledProcessError
        When a phase does not compile.
    """
    mark = cache_directory() / "warm"  # left when all was compiled
    if len(os.sched_getaffinity(0)) > 1 and not mark.exists():
        _compile_apart(PHASES, report)
    report("the battle")
    rehearse()
    if mark.parent.is_dir():
        mark.touch()


def rehearse() -> None:
    """Muster and fight one small battle."""
    fight = importlib.import_module("kalkan.replicate.fight")
    fight.fight_replicate(_muster(), 0, 0)


def _muster() -> Any:
    build = importlib.import_module("kalkan.muster")
    catalogue = load()
    scenario = read_text(REHEARSAL, "rehearsal", catalogue)
    return build.muster(scenario, catalogue, "alone", None, 0)


def _compile_apart(phases: Iterable[str], report: Callable[[str], None]) -> None:
    """Compile phases in processes of their own: a compiler holds its process's lock."""

    def compile_one(phase: str) -> None:
        report(phase)
        command = [sys.executable, "-m", "kalkan.replicate.warm", phase]
        subprocess.run(command, check=True)

    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as crew:
        for _ in crew.map(compile_one, phases):
            pass


def compile_phase(phase: str) -> None:
    """Compile one phase for the types of a battle."""
    module, name, takes = PHASES[phase]
    if not name:
        _muster()
        return
    kernel = getattr(importlib.import_module(f"kalkan.{module}"), name)
    compile_for(kernel, *(TYPES[word] for word in takes))


if __name__ == "__main__":
    compile_phase(sys.argv[1])
