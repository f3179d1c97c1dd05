"""`kalkan fit`: what no source prints of a round, solved so that it flies so."""

import json
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from kalkan import catalogue as catalogues
from kalkan import fit as fitting
from kalkan.catalogue import Catalogue, Round
from kalkan.catalogue.fits import Fits
from kalkan.cli.screen import aside, screen
from kalkan.errors import UserError
from kalkan.files import write_atomically
from kalkan.fit import Figure

MOST = 1000  #: members, at most


def fit(name: str, members: int, out: Path | None, as_json: bool) -> None:
    """Fit a round; print what became of each figure, as a table or as JSON.

    Raises
    ------
    UserError
        When there is no such round, or not so many members.
    """
    catalogue = catalogues.load()
    kind = _round(catalogue, name)
    if not 1 <= members <= MOST:
        raise UserError(f"--members {members}: from 1 to {MOST}")
    fits = _fitted(catalogue, kind, members)
    if out is not None:
        _write(kind, fits, out)
    if as_json:
        print(json.dumps(_summary(kind, fits), indent=2))
        return
    console = screen()
    console.print(_table(kind, fits))
    for line in _remarks(kind, fits):
        console.print(line, soft_wrap=True, markup=False)
    _say_where(out)


def _round(catalogue: Catalogue, name: str) -> Round:
    kind = catalogue[name]
    if not isinstance(kind, Round):
        known = sorted(
            one.name for one in catalogue.systems.values() if isinstance(one, Round)
        )
        what = kind.kind.replace("_", " ")
        raise UserError(f"{name} is a {what}; the rounds are {', '.join(known)}")
    return kind


def _fitted(catalogue: Catalogue, kind: Round, members: int) -> Fits:
    """Return the fits, progress shown while they are made."""
    columns = TextColumn("fitting"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=aside(), transient=True) as progress:
        task = progress.add_task("", total=members)
        return fitting.fit_round(
            catalogue,
            kind,
            members,
            lambda done: progress.update(task, completed=done),
        )


def _write(kind: Round, fits: Fits, out: Path) -> None:
    from kalkan.pictures.fit import draw_fit

    fitting.write(fits, out)
    write_atomically(out / f"{kind.name}.svg", draw_fit(kind, fits))


def _say_where(out: Path | None) -> None:
    if out is None:
        said = "nothing was written; `--out DIR` keeps parameters, envelopes, a picture"
    else:
        said = f"written to {out}"
    aside().print(said, soft_wrap=True, markup=False)


def _table(kind: Round, fits: Fits) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("figure", no_wrap=True)
    for head in ("low", "best", "high"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("unit")
    table.add_column("status", no_wrap=True)
    for head in ("fitted", "residual", "of all", "broken by"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("")
    for figure in fitting.figures_of(kind):
        table.add_row(*_row(figure, fits))
    return table


def _row(figure: Figure, fits: Fits) -> tuple[str, ...]:
    values = [one.figures[figure.name] for one in fits.members]
    fitted = values[fits.nearest]
    quantity, scale = figure.quantity, figure.scale
    bounds = quantity.low, quantity.best, quantity.high
    broken = sum(figure.fault(value) > 0.0 for value in values)
    return (
        figure.label,
        *(f"{value / scale:.4g}" for value in bounds),
        figure.unit,
        quantity.status,
        f"{fitted / scale:.4g}",
        f"{100.0 * figure.residual(fitted):+.1f} %",
        f"{min(values) / scale:.4g} to {max(values) / scale:.4g}",
        f"{broken} of {len(values)}",
        figure.verdict(fitted),
    )


def _remarks(kind: Round, fits: Fits) -> list[str]:
    """Return what the table cannot say."""
    figures = fitting.figures_of(kind)
    clean = sum(
        all(figure.fault(one.figures[figure.name]) == 0.0 for figure in figures)
        for one in fits.members
    )
    nearest = fits.members[fits.nearest].figures
    never = [
        f"{figure.label}: no fit meets it"
        for figure in figures
        if all(figure.fault(one.figures[figure.name]) > 0.0 for one in fits.members)
    ]
    lines = [f"{clean} of {len(fits)} fits keep every interval", *never]
    if any(figure.verdict(nearest[figure.name]) == "beyond" for figure in figures):
        lines.append("beyond: it could do more, and is held to what is printed")
    return lines


def _summary(kind: Round, fits: Fits) -> dict[str, Any]:
    """Return what is printed as JSON."""
    return {
        "round": fits.name,
        "nearest": fits.nearest,
        "figures": [_figure(figure, fits) for figure in fitting.figures_of(kind)],
        "members": [one.parameters._asdict() for one in fits.members],
    }


def _figure(figure: Figure, fits: Fits) -> dict[str, Any]:
    quantity = figure.quantity
    values = [one.figures[figure.name] for one in fits.members]
    return {
        "figure": figure.name,
        "low": quantity.low,
        "best": quantity.best,
        "high": quantity.high,
        "status": quantity.status,
        "fitted": [value if value < float("inf") else None for value in values],
        "residual": [
            figure.residual(value) if value < float("inf") else None for value in values
        ],
        "verdict": [figure.verdict(value) for value in values],
    }
