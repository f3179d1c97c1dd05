"""Who reads whose answer, option by option; known before a battle is fought.

Forces joined both ways at `fire_control` share one picture, and a picture knows the
answers that the radars of its own forces read, and those of forces whose plots it gets.
"""

from collections.abc import Iterator

from kalkan.scenario.forces import FireForce
from kalkan.scenario.options import Option
from kalkan.scenario.rules import ALL
from kalkan.scenario.schema import Scenario

PLOTS = ("track", "fire_control")  #: levels at which plots pass, and answers with them


def systems_of(scenario: Scenario, force: str) -> tuple[str, ...]:
    """Return the systems of a force, each once."""
    found = [system for loc, system in scenario.systems() if loc[1] == force]
    return tuple(dict.fromkeys(found))


def modes_of(scenario: Scenario, force: str) -> frozenset[str]:
    """Return the modes that some system of a force reads."""
    iff = scenario.rules.iff
    return frozenset(
        mode for system in systems_of(scenario, force) for mode in iff.get(system, ())
    )


def passes(option: Option, *levels: str) -> set[tuple[str, str]]:
    """Return every (source, sink) of forces that a link of these levels joins."""
    return {
        (source.partition("/")[0], sink.partition("/")[0])
        for link in option.links
        if link.level in levels
        for source, sink in link.pairs
    }


def pictures_of(option: Option) -> list[tuple[str, ...]]:
    """Return the forces of each air picture, in the order of the option."""
    ways = passes(option, "fire_control")
    left, found = list(option.forces), []
    while left:
        members = [left.pop(0)]
        for member in members:
            near = [f for f in left if (f, member) in ways and (member, f) in ways]
            members += near
            left = [force for force in left if force not in near]
        found.append(tuple(force for force in option.forces if force in members))
    return found


def heard_by(
    scenario: Scenario, option: Option, picture: tuple[str, ...]
) -> frozenset[str]:
    """Return the modes whose answers reach a picture, by however many links."""
    ways, senders = passes(option, *PLOTS), set(picture)
    while more := {a for a, b in ways if b in senders} - senders:
        senders |= more
    return frozenset().union(*(modes_of(scenario, force) for force in senders))


def answers(scenario: Scenario, option: Option) -> Iterator[tuple[str, str, str]]:
    """Yield name path, side and transponder of all that flies in an option."""
    for section, name, group in scenario.groups():
        yield f"{section}.{name}", group.side, group.iff
    for name in option.forces:
        for node in getattr(scenario.forces[name], "nodes", ()):
            if node.orbit is not None:
                yield f"forces.{name}/{node.name}", "friend", node.iff


def said_otherwise(option: Option) -> str:
    """Return what an option changes of the rules, in words; empty when nothing."""
    stated = (option.rules.engagement or {}).items()
    words = [
        f"engagement {what}" if who == ALL else f"{who}: {what}" for who, what in stated
    ]
    words += [
        f"{system} reads {', '.join(modes) or 'nothing'}"
        for system, modes in option.rules.iff.items()
    ]
    return "; ".join(words)


def unheard(scenario: Scenario, option: Option) -> Iterator[tuple[str, str]]:
    """Yield the fire units and what they may take for an enemy, in a sentence.

    Only units that may shoot: under `hold`, joined and alone, nothing comes of it.
    """
    for picture in pictures_of(option):
        shooters = [name for name in picture if _may_shoot(scenario, name)]
        if not shooters:
            continue
        heard = heard_by(scenario, option, picture)
        silent: dict[str, list[str]] = {}
        for path, side, mode in answers(scenario, option):
            if side != "hostile" and mode not in heard:
                silent.setdefault(mode, []).append(path)
        who = " + ".join(shooters)
        for mode, paths in silent.items():
            lack = "hears no answer" if mode == "none" else f"cannot read {mode}"
            yield who, f"{lack} of {_listed(paths)}: may take them for hostile"


def _may_shoot(scenario: Scenario, name: str) -> bool:
    controls = {scenario.rules.control(name), scenario.rules.control_alone(name)}
    return isinstance(scenario.forces[name], FireForce) and controls != {"hold"}


def _listed(paths: list[str]) -> str:
    more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
    return ", ".join(paths[:3]) + more


def deceivers(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Yield the groups of the raid that answer, in a sentence."""
    for name, group in scenario.raid.items():
        if group.iff != "none":
            taken = "neutral" if group.iff == "civil" else "friend"
            yield (
                f"raid.{name}",
                f"answers {group.iff}: taken for a {taken} by who reads that",
            )
