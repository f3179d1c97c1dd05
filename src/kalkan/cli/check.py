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
from kalkan.scenario.rules import ALL, MODES


def check(path: Path) -> None:
    """Read a scenario and print what was found."""
    known = catalogues.load()
    scenario = scenarios.load(path, known)
    found = findings_of(scenario, known)
    console = screen()
    heading = f"{escape(str(path))}: [bold]{escape(scenario.name)}[/bold]"
    console.print(f"{heading}: {_content(scenario)}", soft_wrap=True)
    console.print(_reading(scenario))
    console.print(_rules(scenario), soft_wrap=True)
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


def _reading(scenario: Scenario) -> Table:
    """Return who reads whose answer: systems down, modes across."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("reads", overflow="fold")
    for mode in MODES:
        table.add_column(mode)
    for system in dict.fromkeys(name for _, name in scenario.systems()):
        read = scenario.rules.iff[system]
        table.add_row(system, *("yes" if mode in read else "-" for mode in MODES))
    return table


def _rules(scenario: Scenario) -> str:
    """Return who may shoot at what, and where others keep to."""
    rules = scenario.rules
    stated = rules.engagement
    controls = ", ".join(f"{who}: {what}" for who, what in stated.items())
    if len(stated) == 1:
        controls = stated[ALL]
    corridors = ", ".join(
        f"{name} ({one.for_})" for name, one in rules.corridors.items()
    )
    return f"engagement: {controls}; corridors: {corridors or 'none'}"


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
