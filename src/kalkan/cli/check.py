"""`kalkan check`: what can be said of a scenario before it is fought."""

from pathlib import Path

from rich.markup import escape
from rich.table import Table

from kalkan import catalogue as catalogues
from kalkan import scenario as scenarios
from kalkan.cli.screen import screen
from kalkan.scenario import Scenario
from kalkan.scenario.check import Finding
from kalkan.scenario.check import check as findings_of


def check(path: Path) -> None:
    """Read a scenario and print what was found."""
    known = catalogues.load()
    scenario = scenarios.load(path, known)
    found = findings_of(scenario, known)
    console = screen()
    heading = f"{escape(str(path))}: [bold]{escape(scenario.name)}[/bold]"
    console.print(f"{heading}: {_content(scenario)}", soft_wrap=True)
    console.print(_table(found) if found else "nothing to remark")


def _content(scenario: Scenario) -> str:
    raid = sum(group.count for group in scenario.raid.values())
    traffic = sum(group.count for group in scenario.traffic.values())
    options = ", ".join(
        f"{name} (default)" if name == scenario.default_option else name
        for name in scenario.options
    )
    return (
        f"{raid} in the raid, {traffic} in traffic, {len(scenario.forces)} forces, "
        f"{len(scenario.assets)} assets; options: {options}"
    )


def _table(found: tuple[Finding, ...]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in ("", "option", "who", "what"):
        table.add_column(head, overflow="fold")
    for one in found:
        style = "yellow" if one.severity == "warning" else ""
        table.add_row(
            one.severity, one.option or "all", one.who, one.sentence, style=style
        )
    return table
