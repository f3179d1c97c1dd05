"""Names in one entry that must be entries themselves."""

from collections.abc import Callable, Iterator, Mapping

from kalkan.catalogue.schema import FireUnit, Launcher, Radar, Round, System
from kalkan.catalogue.targets import Flyer

Flaw = tuple[str, tuple[str | int, ...], str]


def dangling(systems: Mapping[str, System]) -> Iterator[Flaw]:
    """Yield (entry, field, what is wrong) for every name that leads nowhere."""
    names: dict[str, str] = {}
    for name, system in systems.items():
        for also in system.aliases:
            if also in systems or also in names:
                yield name, ("aliases",), f"{also!r} already names something else"
            names[also] = name
        check = _CHECKS.get(system.kind)
        if check is not None:
            yield from ((name, *flaw) for flaw in check(system, systems))


_Loose = Iterator[tuple[tuple[str | int, ...], str]]


def _fire_unit(unit: FireUnit, systems: Mapping[str, System]) -> _Loose:
    for place, radar in enumerate(unit.radars):
        if not isinstance(systems.get(radar), Radar):
            yield ("radars", place), f"{radar!r} is not a radar of the catalogue"
    if unit.guidance_radar not in unit.radars:
        yield ("guidance_radar",), f"{unit.guidance_radar!r} is not among its radars"
    launcher = systems.get(unit.launcher)
    if not isinstance(launcher, Launcher):
        yield ("launcher",), f"{unit.launcher!r} is not a launcher of the catalogue"
    else:
        for name in (each for each in unit.rounds if each not in launcher.capacity):
            yield ("rounds", name), f"does not fit on {unit.launcher}"


def _launcher(launcher: Launcher, systems: Mapping[str, System]) -> _Loose:
    for name in launcher.capacity:
        if not isinstance(systems.get(name), Round):
            yield ("capacity", name), "is not a round of the catalogue"


def _flyer(flyer: Flyer, systems: Mapping[str, System]) -> _Loose:
    if flyer.radar is not None and not isinstance(systems.get(flyer.radar), Radar):
        yield ("radar",), f"{flyer.radar!r} is not a radar of the catalogue"


_CHECKS: dict[str, Callable[..., _Loose]] = {
    "fire_unit": _fire_unit,
    "launcher": _launcher,
    "flyer": _flyer,
}
