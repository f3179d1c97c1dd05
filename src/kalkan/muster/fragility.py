"""What an option can lose: nodes that a warhead may reach, and what is said to fail.

Room for the pictures that a loss would make costs time in every tick, so that it is
made for losses that can happen and no others.
"""

import math
from collections.abc import Iterator

from kalkan.catalogue import Ballistic, Catalogue, Flyer
from kalkan.engine.resolve import CEP_TO_SIGMA
from kalkan.muster.entries import NodeEntry
from kalkan.physics.lethality import lethal_radius
from kalkan.scenario import CommandForce, Place, Scenario, SensorForce
from kalkan.scenario.ground import distance

#: No draw of a normal number is further out: the uniform number has 53 bits.
FURTHEST = math.sqrt(2.0 * 53.0 * math.log(2.0))
HOMING = 50e3  #: what homes on radars may come down so far from its target, assumed [m]
SLACK = 100.0  #: radars and vehicles of a site stand around its place [m]


def weak_nodes(
    nodes: tuple[NodeEntry, ...], scenario: Scenario, catalogue: Catalogue
) -> set[int]:
    """Return the nodes that may be lost in a battle.

    Those are what flies, what is said to fail, and what stands where a warhead of the
    raid may come down.  The net of a force of sensors falls with the last of them.
    """
    strikes = tuple(_strikes(scenario, catalogue))
    found = {
        n
        for n, node in enumerate(nodes)
        if not isinstance(node.owner, SensorForce) and _is_weak(node, strikes)
    }
    for n, node in enumerate(nodes):
        if isinstance(node.owner, SensorForce):
            own = {m for m, k in enumerate(nodes) if k.force == node.force and m != n}
            if own <= found:
                found.add(n)
    return found


def _is_weak(node: NodeEntry, strikes: tuple[tuple[Place, float], ...]) -> bool:
    owner = node.owner
    assert not isinstance(owner, SensorForce)
    radius = owner.command.radius if isinstance(owner, CommandForce) else 0.0
    at = owner.command.at if isinstance(owner, CommandForce) else owner.at
    if owner.fails is not None or at is None:
        return True
    return any(distance(at, place) <= reach + radius for place, reach in strikes)


def _strikes(scenario: Scenario, catalogue: Catalogue) -> Iterator[tuple[Place, float]]:
    """Yield where warheads are meant to come down, and how far off they may do harm."""
    for group in scenario.raid.values():
        system = catalogue[group.system]
        assert isinstance(system, Flyer | Ballistic)
        if group.target is None:
            continue
        cep = 0.0 if system.cep is None else system.cep.high
        warhead = 0.0 if system.warhead_mass is None else system.warhead_mass.high
        reach = SLACK + 1.05 * (FURTHEST * CEP_TO_SIGMA * cep + lethal_radius(warhead))
        if group.class_ == "anti_radiation":
            reach += HOMING
        yield scenario.place_of(group.target), reach
