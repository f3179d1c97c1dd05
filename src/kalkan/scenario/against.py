"""A scenario held against the catalogue: names, kinds and classes that must agree."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from kalkan.catalogue import (
    Ballistic,
    Catalogue,
    FireUnit,
    Flyer,
    Launcher,
    Radar,
    System,
)
from kalkan.constants import GRAVITY
from kalkan.scenario.emitting import ALL
from kalkan.scenario.forces import FireForce, Node, SensorForce
from kalkan.scenario.ground import distance
from kalkan.scenario.groups import Group
from kalkan.scenario.parts import Fault
from kalkan.scenario.schema import Scenario
from kalkan.written.suggest import nearest
from kalkan.written.tree import Loc, told

WIND_MAX = 120.0  #: of a jet stream, on the speed of a recorded flight [m s⁻¹]
SWAY_SHARE = 0.5  #: greatest speed across the track, of that along it [1]

_KIND = {
    "radar": "a radar",
    "round": "a round",
    "launcher": "a launcher",
    "fire_unit": "a fire unit",
    "flyer": "a flyer",
    "ballistic": "a ballistic missile",
}


def faults_against(scenario: Scenario, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield what `scenario` asks that `catalogue` cannot give."""
    for name, force in scenario.forces.items():
        if isinstance(force, FireForce):
            yield from _of_fire(("forces", name), force, catalogue)
            continue
        nodes = force.nodes if isinstance(force, SensorForce) else ()
        for k, node in enumerate(nodes):
            yield from _of_node(("forces", name, "nodes", k), node, catalogue)
    for section, name, group in scenario.groups():
        yield from _of_group((section, name), group, scenario, catalogue)
    for loc, system in _readers(scenario):
        if system not in catalogue:
            mend = nearest(system, [name for _, name in scenario.systems()])
            yield Fault((*loc, system), f"is no system of the catalogue; {mend}")
    for system in dict.fromkeys(name for _, name in scenario.systems()):
        if system in catalogue and system not in scenario.rules.iff:
            yield Fault(
                ("rules", "iff"),
                f"does not say what {system} can read; write, for example, "
                f"`{system}: []`",
            )


def _readers(scenario: Scenario) -> Iterator[tuple[Loc, str]]:
    """Yield every system of which rules say what it reads, and where they do."""
    for system in scenario.rules.iff:
        yield ("rules", "iff"), system
    for name, option in scenario.options.items():
        for system in option.rules.iff:
            yield ("options", name, "rules", "iff"), system


def _unknown(name: str, catalogue: Catalogue, *kinds: type[System]) -> str:
    fitting = [one for one in catalogue if isinstance(catalogue[one], kinds)]
    return f"{told(name)} is not in the catalogue; {nearest(name, fitting)}"


def _of_fire(loc: Loc, force: FireForce, catalogue: Catalogue) -> Iterator[Fault]:
    if force.system not in catalogue:
        yield Fault((*loc, "system"), _unknown(force.system, catalogue, FireUnit))
        return
    unit = catalogue[force.system]
    if not isinstance(unit, FireUnit):
        mend = "list it under `nodes`" if _looks(unit) else "name a fire unit"
        yield Fault((*loc, "system"), f"is {_KIND[unit.kind]}; {mend}")
        return
    launcher = catalogue[unit.launcher]
    assert isinstance(launcher, Launcher)
    fires = {*unit.rounds, *launcher.capacity}
    for name in force.magazine or {}:
        if name not in fires:
            yield Fault(
                (*loc, "magazine", name),
                f"is not fired by {force.system}; {nearest(name, fires)}",
            )
    radars = [catalogue[radar] for radar in unit.radars]
    yield from _of_facing(loc, force.facing, force.system, radars)
    for name in force.emissions:
        if name not in (ALL, *unit.radars):
            text = f"is no radar of {force.system}; {nearest(name, unit.radars)}"
            yield Fault((*loc, "emissions", name), text)


def _looks(system: System) -> bool:
    return isinstance(system, Radar) or (
        isinstance(system, Flyer) and system.radar is not None
    )


def _of_node(loc: Loc, node: Node, catalogue: Catalogue) -> Iterator[Fault]:
    if node.system not in catalogue:
        yield Fault((*loc, "system"), _unknown(node.system, catalogue, Radar, Flyer))
        return
    system = catalogue[node.system]
    if not _looks(system):
        yield Fault(
            (*loc, "system"),
            f"{node.system} is {_KIND[system.kind]} without a radar; name a radar, or "
            "an aircraft that carries one",
        )
    elif isinstance(system, Radar) and node.at is None:
        yield Fault((*loc, "orbit"), "is not for a radar on the ground; write `at`")
    elif isinstance(system, Flyer) and node.orbit is None:
        yield Fault((*loc, "at"), "is not for an aircraft; write `orbit`")
    elif isinstance(system, Radar):
        yield from _of_facing(loc, node.facing, node.system, [system])


def _of_facing(
    loc: Loc, facing: float | None, name: str, radars: list[System]
) -> Iterator[Fault]:
    has_sector = any(
        isinstance(radar, Radar) and radar.scan == "sector" for radar in radars
    )
    if has_sector and facing is None:
        yield Fault(
            (*loc, "facing"),
            f"is missing; {name} sees a sector, write where its middle is, "
            "`facing: 80 deg`",
        )
    if not has_sector and facing is not None:
        yield Fault((*loc, "facing"), f"{name} sees all round; remove it")


def _of_group(
    loc: Loc, group: Group, scenario: Scenario, catalogue: Catalogue
) -> Iterator[Fault]:
    if group.system not in catalogue:
        mend = _unknown(group.system, catalogue, Flyer, Ballistic)
        yield Fault((*loc, "system"), mend)
        return
    system = catalogue[group.system]
    if not isinstance(system, Flyer | Ballistic):
        yield Fault(
            (*loc, "system"),
            f"{group.system} is {_KIND[system.kind]}; name something that flies",
        )
    elif system.class_ != group.class_:
        yield Fault(
            (*loc, "class"),
            f"{group.system} is a {system.class_}; write `class: {system.class_}`",
        )
    elif isinstance(system, Flyer):
        yield from _of_radar(loc, group, scenario, catalogue)
        yield from _of_speed(loc, group, system)
        yield from _of_flights(loc, group, system)
        yield from _of_jink(loc, group, system)
    else:
        yield from _of_reach(loc, group, scenario, system)


def _of_radar(
    loc: Loc, group: Group, scenario: Scenario, catalogue: Catalogue
) -> Iterator[Fault]:
    """Yield what is wrong with a target that is one radar of a fire unit."""
    name, _, part = (group.target or "").partition("/")
    force = scenario.forces.get(name)
    if not part or not isinstance(force, FireForce) or force.system not in catalogue:
        return
    unit = catalogue[force.system]
    if isinstance(unit, FireUnit) and part not in unit.radars:
        mend = nearest(part, unit.radars)
        yield Fault((*loc, "target"), f"{force.system} has no {part}; {mend}")


def _of_speed(loc: Loc, group: Group, system: Flyer) -> Iterator[Fault]:
    if group.speed is not None and group.speed > system.speed_max.high:
        yield Fault(
            (*loc, "speed"),
            f"{group.system} does not fly {group.speed:.0f} m/s; write at most "
            f"{system.speed_max.high:.0f} m/s",
        )


def _of_flights(loc: Loc, group: Group, system: Flyer) -> Iterator[Fault]:
    most = system.speed_max.high + WIND_MAX
    for flight in group.flights:
        k = int(np.argmax(flight.speeds))
        speed = float(flight.speeds[k])
        if speed > most:
            yield Fault(
                (*loc, "track" if group.track is not None else "tracks"),
                f"{flight.name}:{flight.line[k + 1]}: {speed:.0f} m/s from the row "
                f"before, but {group.system} flies at most {most:.0f} m/s with the "
                "wind; remove what is not true",
            )


def _of_jink(loc: Loc, group: Group, system: Flyer) -> Iterator[Fault]:
    jink = group.jink
    if jink is None:
        return
    here = (*loc, "jink")
    if jink.load > system.load_limit.high:
        yield Fault(
            (*here, "load"),
            f"{group.system} does not pull {jink.load / GRAVITY:.3g} g; write at most "
            f"{system.load_limit.high / GRAVITY:.3g} g",
        )
    speed = system.cruise_speed.best if group.speed is None else group.speed
    longest = 2.0 * math.pi * SWAY_SHARE * speed / jink.load
    if jink.period > longest:
        yield Fault(
            (*here, "period"),
            f"at {speed:.0f} m/s sways too far in {jink.period:.3g} s; write at most "
            f"{longest:.2g} s",
        )


def _of_reach(
    loc: Loc, group: Group, scenario: Scenario, system: Ballistic
) -> Iterator[Fault]:
    assert group.from_ is not None
    assert group.target is not None
    away = distance(group.from_, scenario.place_of(group.target))
    if away > system.range_max.best:
        yield Fault(
            (*loc, "from"),
            f"is {away / 1e3:.0f} km from {group.target}, but {group.system} reaches "
            f"{system.range_max.best / 1e3:.0f} km; start nearer",
        )


def canonical(data: Any, catalogue: Catalogue) -> Any:
    """Return what a file says with each system and round by its first name."""
    if isinstance(data, list):
        return [canonical(entry, catalogue) for entry in data]
    if not isinstance(data, dict):
        return data
    found: dict[str, Any] = {}
    for key, value in data.items():
        if key == "system" and isinstance(value, str):
            found[key] = _first_name(value, catalogue)
        elif key in ("magazine", "iff", "emissions") and isinstance(value, dict):
            found[key] = {_first_name(name, catalogue): v for name, v in value.items()}
        elif key == "target" and isinstance(value, str) and "/" in value:
            force, _, part = value.partition("/")
            found[key] = f"{force}/{_first_name(part, catalogue)}"
        else:
            found[key] = canonical(value, catalogue)
    return found


def _first_name(name: str, catalogue: Catalogue) -> str:
    return catalogue[name].name if name in catalogue else name
