"""Who shares plots with whom: links become air pictures.

A picture is what nodes make that are joined both ways at fire control.  When a node or
a link is lost it may come apart, and parts go on with pictures of their own: room for
those is made here, for every node that may come to lead a part.
"""

from collections.abc import Sequence

from kalkan.draw import name_id
from kalkan.engine.kinds import Grade, NodeKind
from kalkan.muster.entries import PictureEntry, in_order
from kalkan.muster.network import Network, grade_of


def picture_entries(network: Network) -> tuple[PictureEntry, ...]:
    """Return the pictures: those at the start in order, then those of `founders`.

    The first are named after their forces, joined; the others after who founds them.
    """
    nodes = network.nodes
    at_start = in_order(
        PictureEntry("+".join(sorted({nodes[n].force for n in members})), members)
        for members in network.parts(network.joined())
    )
    later = (
        PictureEntry(nodes[n].path.removeprefix("forces."), ())
        for n in founders(network)
    )
    return (*at_start, *later)


def ranks(network: Network) -> list[int]:
    """Return the nodes from the lowest rank to the highest.

    Command posts lead before fire units, these before sensors.
    """
    nodes = network.nodes
    return sorted(
        range(len(nodes)), key=lambda n: (nodes[n].kind, name_id(nodes[n].path))
    )


def founders(network: Network) -> list[int]:
    """Return the nodes that may come to lead a part of a picture that comes apart.

    One does when it is cut off from a living node of higher rank that it shared a
    picture with.  It never leads while it hangs, by nodes and links that cannot be
    lost, on a node of higher rank that cannot be lost.
    """
    weak, firm = network.weak, _firm(network)
    order = {n: rank for rank, n in enumerate(ranks(network))}
    found = []
    for part in network.parts(network.joined()):
        for n in part:
            higher = {m for m in part if order[m] > order[n]}
            bound = _bound(n, firm, weak)
            if network.nodes[n].kind != NodeKind.NET and not higher <= bound:
                if not higher & bound - weak:
                    found.append(n)
    return sorted(found)


def _firm(network: Network) -> list[set[int]]:
    """Return for each node those that it is joined with by links that cannot be lost.

    The net of a force stands while one of its sensors does.
    """
    ways = {
        (hop.source, hop.sink)
        for hop in network.hops
        if grade_of(hop) == Grade.FIRE_CONTROL
        and (hop.link is None or hop.link.fails is None)
    }
    many = len(network.nodes)
    return [{b for b in range(many) if {(a, b), (b, a)} <= ways} for a in range(many)]


def _bound(n: int, firm: Sequence[set[int]], weak: set[int]) -> set[int]:
    """Return the nodes that `n` cannot be cut off from while they stand."""
    found: set[int] = set()
    edge = {n}
    while edge:
        fresh = {b for a in edge for b in firm[a]} - found - {n}
        found |= fresh
        edge = fresh - weak
    return found
