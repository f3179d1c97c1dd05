"""Getting ready to fight: every phase compiled, side by side."""

import ast
import importlib
import inspect
import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from kalkan.engine import battle
from kalkan.replicate import warm
from unit.engine.small_battle import simple_rounds


def test_phases__exist_and_take_what_is_said():
    for module, name, takes in warm.PHASES.values():
        if not name:  # no kernel: the rehearsal is mustered
            assert (module, takes) == ("replicate.warm", ())
            continue
        kernel = getattr(importlib.import_module(f"kalkan.{module}"), name)
        plain = getattr(kernel, "py_func", kernel)
        hints = [hint for key, hint in inspect.get_annotations(plain).items()]
        assert [warm.TYPES[word] for word in takes] == hints[: len(takes)]
        assert isinstance(kernel, Callable)


def test_phases__are_all_that_a_battle_takes():
    tree = ast.parse(inspect.getsource(battle))
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    warmed = {name for _, name, _ in warm.PHASES.values()}
    phases = {"sense", "track", "fly", "resolve", "prepare", "launch", "move"}
    assert phases | {"assess", "record"} <= called & warmed


def test_warm_up__compiles_every_phase_in_a_process_of_its_own(monkeypatch, tmp_path):
    told, commands = [], []
    monkeypatch.setattr(warm, "cache_directory", lambda: tmp_path)
    monkeypatch.setattr(warm, "rehearse", lambda: told.append("fought"))

    def run(command, check):
        assert check
        commands.append(command)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    warm.warm_up(told.append)
    expected = [[sys.executable, "-m", "kalkan.replicate.warm", p] for p in warm.PHASES]
    assert sorted(commands) == sorted(expected)
    assert sorted(told[:-2]) == sorted(warm.PHASES)
    assert told[-2:] == ["the battle", "fought"]
    commands.clear()
    warm.warm_up(told.append)  # all is there: it is only tried
    assert commands == []
    assert told[-2:] == ["the battle", "fought"]


def test_warm_up__on_one_processor_fights_at_once(monkeypatch, tmp_path):
    told = []
    monkeypatch.setattr(warm, "cache_directory", lambda: tmp_path / "not-there")
    monkeypatch.setattr(warm, "rehearse", lambda: told.append("fought"))
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    monkeypatch.setattr(subprocess, "run", None)
    warm.warm_up(told.append)
    assert told == ["the battle", "fought"]


def test_rehearse__fights_one_battle(monkeypatch):
    fought = []
    fight = warm.importlib.import_module("kalkan.replicate.fight")
    monkeypatch.setattr(fight, "fight_replicate", lambda *given: fought.append(given))
    with simple_rounds():
        warm.rehearse()
        warm.compile_phase("mustering")
    ((mustered, seed, replicate),) = fought
    assert (seed, replicate) == (0, 0)
    classes = {"cruise_missile", "fighter", "short_range_ballistic"}
    assert set(mustered.names.classes) == classes
    assert mustered.names.batteries == ("forces.battery",)


def test_compile_phase__compiles_for_the_types_of_a_battle(monkeypatch):
    asked = []
    monkeypatch.setattr(warm, "compile_for", lambda *given: asked.append(given))
    warm.compile_phase("moving")
    ((kernel, *types),) = asked
    assert kernel is importlib.import_module("kalkan.engine.move").move
    assert types == [warm.TYPES[word] for word in ("model", "state", "int")]
    with pytest.raises(KeyError):
        warm.compile_phase("napping")
