"""The nodes of an option and the links among them, as a graph."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from kalkan.catalogue import Catalogue
from kalkan.engine.kinds import NONE, Grade, NodeKind
from kalkan.muster.entries import HopEntry, LinkEntry, NodeEntry, in_order, paths
from kalkan.muster.fragility import weak_nodes
from kalkan.scenario import (
    CommandForce,
    FireForce,
    Link,
    Option,
    Scenario,
    SensorForce,
)

GRADES = {
    "none": Grade.NOTHING,
    "cue": Grade.CUE,
    "track": Grade.TRACK,
    "fire_control": Grade.FIRE_CONTROL,
}


class Network:
    """Who may speak to whom in an option, all of it in order of name ids.

    Parameters
    ----------
    scenario
        Whose forces are joined.
    option
        Whose links are read.
    forces
        Names of its forces, in order.
    catalogue
        That says how far warheads reach.

    Attributes
    ----------
    nodes
        Fire units, command posts, sensors, and the net of each force of sensors.
    links
        The links that pass something.
    hops
        Each direction of each link; and the way between each sensor and its net.
    weak
        The nodes that may be lost, by index.
    """

    def __init__(
        self,
        scenario: Scenario,
        option: Option,
        forces: Sequence[str],
        catalogue: Catalogue,
    ) -> None:
        self.nodes = in_order(node_entries(scenario, forces))
        self.links = in_order(link_entries(option.links))
        self.hops = in_order(self._hops())
        self.weak = weak_nodes(self.nodes, scenario, catalogue)

    def _hops(self) -> Iterator[HopEntry]:
        places = paths(self.nodes)
        for number, (path, link) in enumerate(self.links):
            for source, sink in link.pairs:
                ends = places.index(f"forces.{source}"), places.index(f"forces.{sink}")
                yield HopEntry(f"{path}/{source}>{sink}", *ends, number, link)
        for n, node in enumerate(self.nodes):
            if node.kind == NodeKind.SENSOR:
                net = places.index(f"forces.{node.force}")
                yield HopEntry(f"{node.path}>", n, net, NONE, None)
                yield HopEntry(f"{node.path}<", net, n, NONE, None)

    def joined(self) -> list[set[int]]:
        """Return for each node those that it shares a picture with, directly."""
        ways = {(h.source, h.sink) for h in self.hops if grade_of(h) == _WHOLE}
        return [
            {b for b in range(len(self.nodes)) if {(a, b), (b, a)} <= ways}
            for a in range(len(self.nodes))
        ]

    def parts(self, near: Sequence[set[int]]) -> list[tuple[int, ...]]:
        """Return the nodes that hang together, by what each is next to."""
        left, found = set(range(len(near))), []
        while left:
            members = [min(left)]
            for member in members:
                fresh = sorted((near[member] & left) - set(members))
                members += fresh
            left -= set(members)
            found.append(tuple(sorted(members)))
        return found

    def neighbours(self) -> list[set[int]]:
        """Return for each node those that a link of any level joins it with."""
        near: list[set[int]] = [set() for _ in self.nodes]
        for hop in self.hops:
            near[hop.source].add(hop.sink)
            near[hop.sink].add(hop.source)
        return near


_WHOLE = Grade.FIRE_CONTROL


def grade_of(hop: HopEntry) -> Grade:
    """Return what a hop lets through: all of it within a force."""
    return Grade.FIRE_CONTROL if hop.link is None else GRADES[hop.link.level]


def node_entries(scenario: Scenario, forces: Sequence[str]) -> Iterator[NodeEntry]:
    """Yield every node of the forces."""
    for name in forces:
        force, path = scenario.forces[name], f"forces.{name}"
        if isinstance(force, FireForce):
            yield NodeEntry(path, name, NodeKind.FIRE_UNIT, force)
        elif isinstance(force, CommandForce):
            yield NodeEntry(path, name, NodeKind.COMMAND, force)
        else:
            assert isinstance(force, SensorForce)
            yield NodeEntry(path, name, NodeKind.NET, force)
            for node in force.nodes:
                yield NodeEntry(f"{path}/{node.name}", name, NodeKind.SENSOR, node)


def link_entries(links: Sequence[Link]) -> Iterator[LinkEntry]:
    """Yield every link that passes something, by a name that its file's order leaves.

    Of links with the same ends and level, the quicker come first; equal ones are one.
    """
    named = sorted(
        {(_name(k), _facts(k)): k for k in links}.items(), key=lambda p: p[0]
    )
    for name, group in groupby(named, lambda pair: pair[0][0]):
        for k, (_, link) in enumerate(group):
            if link.level != "none":
                yield LinkEntry(name if k == 0 else f"{name}/{k + 1}", link)


def _name(link: Link) -> str:
    ends = ">".join(link.members) if link.one_way else "+".join(sorted(link.members))
    return f"links.{ends}/{link.level}"


def _facts(link: Link) -> tuple[float, ...]:
    fails = link.fails
    window = (-1.0, -1.0) if fails is None else (fails.low, fails.high)
    return (link.latency, link.loss, link.capacity or 0.0, *window)
