"""Conducting a study: fight, record, sum up, write down."""

import shutil
import tempfile
import time
import weakref
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

from kalkan.campaign.again import Again
from kalkan.campaign.design import Design
from kalkan.campaign.monte_carlo import Fighter, battles, stoppable
from kalkan.campaign.progress import progress
from kalkan.campaign.recorder import Recorder
from kalkan.campaign.study import Study
from kalkan.campaign.worlds import Worlds
from kalkan.files import sha256_of
from kalkan.measures.summary import summarise
from kalkan.measures.tally import Flyers, Tally
from kalkan.muster.medium import grid_of
from kalkan.results.provenance import provenance
from kalkan.results.store import RunFolder
from kalkan.scenario import Loaded, Scenario


@dataclass(frozen=True)
class Question:
    """What is asked, and of which edition of everything."""

    loaded: Loaded  #: the scenario and its file
    design: Design
    catalogue: str  #: digest of the catalogue
    source: str  #: fingerprint of Kalkan's own source


def conduct(
    question: Question,
    fighter: Fighter[Any],
    threads: int,
    out: str | PathLike[str] | None = None,
    keeps_tables: bool = True,
) -> Study:
    """Return the study that answers a question.

    When a person interrupts it, the battles finished so far are the study, and its
    summary says ``"partial": true``.

    Parameters
    ----------
    question
        What to fight.
    fighter
        How to fight it.
    threads
        Battles fought at once.
    out
        Folder for the run.
    keeps_tables
        Without `out`: whether tables are kept, in a passing folder, as long as the
        study lives.

    Raises
    ------
    UserError
        When the folder holds something else, or cannot be written to.
    KeyboardInterrupt
        When interrupted before the first battle is finished; nothing is left then.
    """
    is_passing = out is None and keeps_tables
    place = Path(tempfile.mkdtemp(prefix="kalkan-")) if is_passing else out
    folder = None if place is None else RunFolder(place)
    try:
        summary, origin = _fight(question, fighter, threads, folder)
    except BaseException:
        if folder is not None:
            folder.abandon()
        if is_passing:
            _remove(place)
        raise
    study = Study(summary, origin, None if place is None else Path(place))
    if is_passing:
        weakref.finalize(study, _remove, place)
    return study


def _remove(place: object) -> None:
    shutil.rmtree(str(place), ignore_errors=True)


def _fight(
    question: Question,
    fighter: Fighter[Any],
    threads: int,
    folder: RunFolder | None,
) -> tuple[dict[str, Any], dict[str, Any]]:
    begin, design = time.perf_counter(), question.design
    first = fighter.muster(0)
    recorder, again = _recorder(question, first, folder), Again(design)
    worlds = Worlds(fighter.muster)
    with stoppable() as stop:
        with progress(design.replicates, design.option) as show:
            work = battles(design, fighter, worlds, threads, stop)
            for done, fought in enumerate(work, 1):
                recorder.add(fought)
                again.keep(fought)
                show(done)
        recorder.flush()
        if recorder.tally.battles == 0:
            raise KeyboardInterrupt
        seconds = time.perf_counter() - begin
        with progress(again.number, f"{design.option}, air pictures") as show:
            again.fight(fighter, worlds, threads, stop, show)
        study = _study(question, recorder, stop.is_asked)
        summary = _summary(question, study, recorder, again, seconds)
        origin = _provenance(question, study, recorder)
        if folder is not None:
            folder.add_picture(again.table)
            folder.finish(question.loaded.text, summary, origin)
    return summary, origin


def _recorder(question: Question, first: Any, folder: RunFolder | None) -> Recorder:
    scenario, names = question.loaded.scenario, first.names
    value = float(sum(asset.value for asset in scenario.assets.values()))
    flyers = Flyers(names.classes, names.sides)
    tally = Tally(flyers, question.design.world_number, value)
    return Recorder(names, tally, folder)


def _study(question: Question, recorder: Recorder, is_cut: bool) -> dict[str, Any]:
    design, done = question.design, recorder.tally.battles
    return {
        "scenario": question.loaded.scenario.name,
        "file": question.loaded.path.name,
        "option": design.option,
        "replicates": done,
        "worlds": min(design.world_number, done),
        "seed": design.seed,
        "partial": is_cut or done < design.replicates,
    }


def _rules(question: Question) -> dict[str, Any]:
    """Return the rules under which the option was fought."""
    scenario = question.loaded.scenario.under(question.design.option)
    return scenario.rules.model_dump(mode="json")


def _summary(
    question: Question,
    study: dict[str, Any],
    recorder: Recorder,
    again: Again,
    seconds: float,
) -> dict[str, Any]:
    return {
        **study,
        "rules": _rules(question),
        **summarise(recorder.tally),
        "picture": again.summary(),
        "outcomes_sha256": recorder.digest.hexdigest(),
        "seconds": round(seconds, 3),
        "battles_per_second": round(recorder.tally.battles / max(seconds, 1e-9), 3),
        "picture_seconds": round(again.seconds, 3),
    }


def _provenance(
    question: Question, so_far: dict[str, Any], recorder: Recorder
) -> dict[str, Any]:
    design = question.design
    study = {
        **so_far,
        "replicates_asked": design.replicates,
        "worlds_asked": design.worlds,
        "picture_asked": design.picture,
        "values": "drawn" if design.is_drawn else "best",
    }
    hashes = {
        "scenario": sha256_of(question.loaded.text),
        "catalogue": question.catalogue,
        **files_of(question.loaded.scenario),
        "outcomes": recorder.digest.hexdigest(),
    }
    return provenance(study, hashes, question.source)


def files_of(scenario: Scenario) -> dict[str, str]:
    """Return hashes of what a scenario names but does not hold: ground and flights."""
    named = {"terrain": "none"}
    if scenario.terrain != "none":
        named["terrain"] = f"{grid_of(scenario).digest & 0xFFFFFFFFFFFFFFFF:016x}"
    for name, digest in scenario.recordings().items():
        named[f"track {name}"] = digest
    return named
