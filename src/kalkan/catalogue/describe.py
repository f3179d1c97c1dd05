"""The catalogue as rows that a person reads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kalkan.catalogue.load import Catalogue
from kalkan.catalogue.parts import Jammer, Source, Stage
from kalkan.catalogue.quantity import Basis, Quantity
from kalkan.catalogue.schema import FireUnit, Launcher, System
from kalkan.catalogue.targets import Ballistic, Flyer


@dataclass(frozen=True)
class Row:
    """One number of the catalogue as its file prints it."""

    system: str
    field: str
    low: float
    best: float
    high: float
    unit: str
    status: str
    sources: tuple[Source, ...]
    reason: str


def rows(
    catalogue: Catalogue, name: str | None = None, assumed: bool = False
) -> list[Row]:
    """Return what the catalogue knows, a row a number.

    Parameters
    ----------
    catalogue
        As `load` returns it.
    name
        One system, or all.
    assumed
        Only what no source prints.

    Raises
    ------
    UserError
        When there is no such system.

    Examples
    --------
    >>> from kalkan.catalogue import load
    >>> row = rows(load(), "48N6E2")[0]
    >>> row.field, row.low, row.best, row.unit, row.status
    ('range_max', 195.0, 200.0, 'km', 'published')
    """
    chosen = catalogue.systems.values() if name is None else [catalogue[name]]
    found = [row for system in chosen for row in _rows(system, catalogue)]
    return [row for row in found if row.status == "assumed" or not assumed]


def _rows(system: System, catalogue: Catalogue) -> Iterator[Row]:
    for field, quantity in facts(system):
        low, best, high = quantity.printed
        yield _row(system.name, field, (low, best, high), quantity, catalogue)
    for field, number, basis in _counts(system):
        yield _row(system.name, field, (float(number),) * 3, basis, catalogue)


def words(system: System) -> list[tuple[str, str]]:
    """Return what an entry says that is no number, by dotted name.

    Examples
    --------
    >>> from kalkan.catalogue import load
    >>> words(load()["PAC-3 MSE"])[-1]
    ('kill_model', 'endgame')
    """
    return [
        pair
        for field in type(system).model_fields
        if field not in _APART
        for pair in _words(field.rstrip("_"), getattr(system, field))
    ]


_APART = ("name", "aliases", "note")


def _words(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, bool):
        yield name, "yes" if value else "no"
    elif isinstance(value, str):
        yield name, value
    elif isinstance(value, tuple) and all(isinstance(each, str) for each in value):
        yield name, ", ".join(value)
    elif isinstance(value, Jammer):
        yield from _words(f"{name}.bands", value.bands)


def facts(system: System) -> Iterator[tuple[str, Quantity]]:
    """Yield every quantity of an entry under its dotted name, stages from one."""
    for field in type(system).model_fields:
        yield from _quantities(field, getattr(system, field))


def _quantities(name: str, value: object) -> Iterator[tuple[str, Quantity]]:
    if isinstance(value, Quantity):
        yield name, value
        return
    for key, inner in _inside(value):
        yield from _quantities(f"{name}.{key}", inner)


def _inside(value: object) -> Iterable[tuple[object, object]]:
    """Return what a block of facts holds, by name or number."""
    if isinstance(value, dict):
        return value.items()
    if isinstance(value, tuple):
        return enumerate(value, 1)
    if isinstance(value, Jammer | Stage):
        return value
    return ()


def _counts(system: System) -> Iterator[tuple[str, int, Basis]]:
    """Yield what is counted and not an interval."""
    if isinstance(system, Launcher):
        for name, number in system.capacity.items():
            yield f"capacity.{name}", number, system.capacity_basis
    if isinstance(system, FireUnit):
        for name, number in system.rounds.items():
            yield f"rounds.{name}", number, system.rounds_basis
    if isinstance(system, Flyer | Ballistic):
        yield "fluctuation", system.fluctuation, system.fluctuation_basis


def _row(
    system: str,
    field: str,
    span: tuple[float, float, float],
    basis: Basis,
    catalogue: Catalogue,
) -> Row:
    low, best, high = span
    return Row(
        system=system,
        field=field,
        low=low,
        best=best,
        high=high,
        unit=basis.unit if isinstance(basis, Quantity) else "",
        status=basis.status,
        sources=tuple(catalogue.sources[source] for source in basis.sources),
        reason=basis.reason,
    )
