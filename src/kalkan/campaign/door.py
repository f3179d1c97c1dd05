"""The Python door: `kalkan.run`."""

from importlib import import_module
from os import PathLike
from pathlib import Path

from kalkan import catalogue as catalogues
from kalkan._kernel import fingerprint
from kalkan.campaign.compiling import prepare
from kalkan.campaign.conduct import Question, conduct
from kalkan.campaign.crew import cores
from kalkan.campaign.design import Design, option_of
from kalkan.campaign.study import Study
from kalkan.errors import UserError
from kalkan.results.store import check_is_free
from kalkan.scenario import Loaded, read


def run(
    scenario: Loaded | str | PathLike[str],
    option: str | None = None,
    replicates: int = 1000,
    worlds: int = 50,
    seed: int = 0,
    threads: int | None = None,
    out: str | PathLike[str] | None = None,
    picture: int = 50,
) -> Study:
    """Return a study: a scenario fought many times under one option.

    Parameters
    ----------
    scenario
        As `kalkan.load` returns it, or the path of its file.
    option
        One of the scenario's options; its default when None.
    replicates
        Battles, split evenly over the worlds. [1]
    worlds
        Draws of everything that the catalogue leaves open; 1 takes every best value.
    seed
        Of all draws: the same seed gives the same battles, whatever else runs.
    threads
        Battles fought at once; as many as this process has cores when None.
    out
        Folder for the run; without one its tables live as long as the study.
    picture
        Battles, from the first, that are fought again with their air pictures looked
        into; 0 for none. [1]

    Raises
    ------
    UserError
        When something asked for does not exist or cannot be.
    KeyboardInterrupt
        When interrupted; the battles finished by then are kept in `out`.

    Examples
    --------
    >>> import kalkan as kk
    >>> study = kk.run(kk.load("scenarios/ankara.yaml"), seed=1)  # doctest: +SKIP
    >>> study.summary["total"]["leaked_ci95"]  # doctest: +SKIP
    [3.9, 4.5]
    """
    loaded = scenario if isinstance(scenario, Loaded) else read(Path(scenario))
    design = Design(
        option_of(loaded.scenario, option), replicates, worlds, seed, picture
    )
    study = ask(loaded, design, threads, out)
    if study.summary["partial"]:
        raise KeyboardInterrupt
    return study


def ask(
    scenario: Loaded,
    design: Design,
    threads: int | None,
    out: str | PathLike[str] | None,
    keeps_tables: bool = True,
) -> Study:
    """Return a study, cut short where a person interrupts it; else as `run`.

    Mistakes are found first; only then is the engine loaded, which may compile.
    """
    crew = _threads(threads)
    if out is not None:
        check_is_free(Path(out))
    catalogue = catalogues.load()
    question = Question(scenario, design, catalogue.digest, fingerprint())
    prepare()
    fighting = import_module("kalkan.campaign.fighter")
    fighter = fighting.fighter_of(scenario.scenario, catalogue, design)
    return conduct(question, fighter, crew, out, keeps_tables)


def _threads(asked: int | None) -> int:
    if asked is None:
        return cores()
    if asked < 1:
        raise UserError(f"--threads: {asked} is out of bounds; give 1 or more")
    return asked
