"""`kalkan run`: fight, and print who got through."""

from dataclasses import dataclass
from pathlib import Path

from kalkan import scenario as scenarios
from kalkan.campaign.design import Design, option_of
from kalkan.campaign.door import ask
from kalkan.campaign.study import Study
from kalkan.cli.screen import aside, screen
from kalkan.cli.summary import summary_table
from kalkan.results.store import to_json


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    scenario: Path
    option: str | None
    replicates: int
    worlds: int
    seed: int
    threads: int | None
    out: Path | None
    picture: int


def run(asked: Asked, as_json: bool) -> None:
    """Fight; print a table, or the summary as JSON.

    Raises
    ------
    KeyboardInterrupt
        When interrupted; the battles finished by then are kept in ``--out``.
    """
    loaded = scenarios.read(asked.scenario)
    design = Design(
        option_of(loaded.scenario, asked.option),
        asked.replicates,
        asked.worlds,
        asked.seed,
        asked.picture,
    )
    study = ask(loaded, design, asked.threads, asked.out, keeps_tables=False)
    if study.summary["partial"]:
        _say_interrupted(study, asked)
        raise KeyboardInterrupt
    if as_json:
        print(to_json(study.summary), end="")
        return
    console = screen()
    console.print(summary_table(study.summary, console.width))
    _say_where(asked)


def _say_interrupted(study: Study, asked: Asked) -> None:
    done = study.summary["replicates"]
    kept = f"kept in {asked.out}, marked partial" if asked.out else "not kept"
    said = f"{done:,} of {asked.replicates:,} battles were fought; {kept}"
    aside().print(said, soft_wrap=True, markup=False)


def _say_where(asked: Asked) -> None:
    if asked.out is None:
        aside().print("nothing was written; `--out DIR` keeps tables and events")
    else:
        aside().print(f"written to {asked.out}", soft_wrap=True, markup=False)
