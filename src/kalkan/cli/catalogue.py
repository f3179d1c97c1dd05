"""`kalkan catalogue`: what is known of real systems, and on whose word."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kalkan.catalogue import (
    Catalogue,
    Quantity,
    Round,
    Row,
    Source,
    System,
    load,
    rows,
    words,
)
from kalkan.catalogue.fits import fits_of
from kalkan.cli.screen import screen


def catalogue(name: str | None, assumed: bool) -> None:
    """Print the systems, the numbers of one, or all that are assumed."""
    known, console = load(), screen()
    if name is None and not assumed:
        console.print(_systems(known))
        console.print()
        console.print(_total(known), highlight=False)
        return
    found = rows(known, name, assumed)
    if not found:
        console.print("every number has a source")
        return
    system = None if name is None or assumed else known[name]
    if system is not None:
        _print_words(console, system)
    sources = list(dict.fromkeys(source for row in found for source in row.sources))
    console.print(_numbers(found, sources))
    if isinstance(system, Round):
        _print_fits(console, known, system)
    _print_sources(console, sources)


def _systems(known: Catalogue) -> Table:
    of = Counter((row.system, row.status == "assumed") for row in rows(known))
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("system", no_wrap=True)
    table.add_column("kind")
    table.add_column("numbers", justify="right")
    table.add_column("assumed", justify="right")
    ordered = sorted(known.systems.values(), key=lambda one: (one.kind, one.name))
    for system in ordered:
        known_, guessed = of[system.name, False], of[system.name, True]
        table.add_row(
            escape(system.name),
            system.kind.replace("_", " "),
            str(known_ + guessed),
            str(guessed),
        )
    return table


def _total(known: Catalogue) -> str:
    every = rows(known)
    guessed = sum(row.status == "assumed" for row in every)
    return f"{len(known)} systems, {len(every)} numbers, {guessed} of them assumed"


def _print_words(console: Console, system: System) -> None:
    said = " · ".join(
        f"{name.replace('_', ' ')} {value.replace('_', ' ')}"
        for name, value in words(system)
    )
    console.print(f"[bold]{escape(system.name)}[/] · {escape(said)}", highlight=False)
    if system.note:
        console.print(escape(system.note), highlight=False)
    console.print()


def _print_fits(console: Console, known: Catalogue, kind: Round) -> None:
    """Print what the fits of a round make of its figures, in the file's units."""
    fits = fits_of(known, kind)
    console.print()
    if fits is None:
        remark = f"no fit of these facts; `kalkan fit {kind.name}` makes one"
        console.print(escape(remark), highlight=False)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(f"of {len(fits)} fits", no_wrap=True)
    for head in ("least", "nearest", "greatest"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("unit")
    for figure, nearest in fits.members[fits.nearest].figures.items():
        fact: Quantity | None = getattr(kind, figure, None)
        if fact is not None and fact.printed[1] > 0.0:
            unit = fact.best / fact.printed[1]
            every = [member.figures[figure] for member in fits.members]
            spans = (min(every), nearest, max(every))
            table.add_row(figure, *(f"{one / unit:.4g}" for one in spans), fact.unit)
    console.print(table)


def _numbers(found: Sequence[Row], sources: Sequence[Source]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in ("system", "number"):
        table.add_column(head, no_wrap=True)
    for head in ("low", "best", "high"):
        table.add_column(head, justify="right", no_wrap=True)
    for head in ("unit", "status"):
        table.add_column(head, no_wrap=True)
    table.add_column("on whose word", overflow="fold")
    for row in found:
        marks = " ".join(f"[{sources.index(source) + 1}]" for source in row.sources)
        word = " ".join(part for part in (marks, row.reason) if part)
        span = (f"{value:g}" for value in (row.low, row.best, row.high))
        cells = (row.system, row.field, *span, row.unit, row.status, word)
        table.add_row(*map(escape, cells))
    return table


def _print_sources(console: Console, sources: Sequence[Source]) -> None:
    console.print()
    for place, source in enumerate(sources, 1):
        line = f"[{place}] {source.title} {source.url}"
        console.print(escape(line), soft_wrap=True)
