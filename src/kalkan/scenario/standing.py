"""Where things stand and flights end, for the checks of a scenario."""

from collections.abc import Iterator

from kalkan.scenario.forces import CommandForce, FireForce, Force
from kalkan.scenario.ground import distance
from kalkan.scenario.groups import Group
from kalkan.scenario.parts import Fault, Orbit, Place
from kalkan.scenario.recording import Recording
from kalkan.written.tree import Loc

ASTRAY_MAX = 5e3  #: greatest from a recorded flight's end to its target [m]


def place_at(flight: Recording, row: int) -> Place:
    """Return the place of a row of a recorded flight."""
    return Place.model_construct(lat=flight.lat[row], lon=flight.lon[row])


def astray(loc: tuple[str | int, ...], group: Group, target: Place) -> Iterator[Fault]:
    """Yield the recorded flights of a group that do not end at their target."""
    for flight in group.flights:
        away = distance(place_at(flight, -1), target)
        if away > ASTRAY_MAX:
            yield Fault(
                (*loc, "target"),
                f"is {away / 1e3:,.0f} km from where {flight.name} ends, at most "
                f"{ASTRAY_MAX / 1e3:,.0f}; name what lies there",
            )


def stands(
    loc: tuple[str | int, ...], at: Place | None, orbit: Orbit | None
) -> Iterator[tuple[tuple[str | int, ...], Place]]:
    """Yield the place where something stands, or the centre of its orbit."""
    if at is not None:
        yield (*loc, "at"), at
    if orbit is not None:
        yield (*loc, "orbit", "centre"), orbit.centre


def of_force(loc: Loc, force: Force) -> Iterator[tuple[Loc, Place]]:
    """Yield where a force stands, or its nodes do."""
    if isinstance(force, FireForce):
        yield (*loc, "at"), force.at
    elif isinstance(force, CommandForce):
        yield (*loc, "command", "at"), force.command.at
    else:
        for k, node in enumerate(force.nodes):
            yield from stands((*loc, "nodes", k), node.at, node.orbit)
