"""Nodes, hops and what falls out by itself, as arrays."""

import math
from collections.abc import Sequence

import numpy as np

from kalkan.engine.kinds import NONE, NodeKind
from kalkan.engine.plan import Hops, Nodes
from kalkan.engine.world import Failures
from kalkan.muster.entries import NodeEntry, PictureEntry, ids
from kalkan.muster.ground import Ground
from kalkan.muster.network import Network, grade_of
from kalkan.muster.pictures import founders, ranks
from kalkan.scenario import CommandForce, SensorForce, Window


def build_nodes(
    network: Network,
    pictures: Sequence[PictureEntry],
    forces: Sequence[str],
    sensors: Sequence[str],
    ground: Ground,
) -> Nodes:
    """Return the record of all nodes.

    Parameters
    ----------
    network
        The graph.
    pictures
        Those at the start, then those that a loss may make.
    forces
        Names of the option's forces, in order.
    sensors
        Name paths of the radars, in order.
    ground
        On which the nodes stand.
    """
    nodes = Nodes.zeros(len(network.nodes))
    nodes.id[:] = ids(network.nodes)
    nodes.rank[ranks(network)] = np.arange(len(network.nodes))
    nodes.picture[:] = nodes.founds[:] = NONE
    for p, entry in enumerate(pictures):
        for n in entry.members:
            nodes.picture[n] = p
    first = len(pictures) - len(founders(network))
    for p, n in enumerate(founders(network), first):
        nodes.founds[n] = p
    for number, part in enumerate(network.parts(network.neighbours())):
        nodes.kin[list(part)] = number
    for n, node in enumerate(network.nodes):
        nodes.kind[n], nodes.force[n] = int(node.kind), forces.index(node.force)
        nodes.sensor[n] = NONE
        if node.kind == NodeKind.SENSOR:
            nodes.sensor[n] = sensors.index(node.path)
        _stand(nodes, n, node, ground)
    return nodes


def _stand(nodes: Nodes, n: int, node: NodeEntry, ground: Ground) -> None:
    """Write where a node stands; a net and what flies stand nowhere."""
    owner = node.owner
    if isinstance(owner, CommandForce):
        nodes.position[n] = ground.enu(owner.command.at)
        nodes.radius[n] = owner.command.radius
    elif not isinstance(owner, SensorForce) and owner.at is not None:
        nodes.position[n] = ground.enu(owner.at)


def build_hops(network: Network) -> Hops:
    """Return the record of all hops."""
    hops = Hops.zeros(len(network.hops))
    hops.id[:] = ids(network.hops)
    for h, (_, source, sink, number, link) in enumerate(network.hops):
        hops.source[h], hops.sink[h], hops.link[h] = source, sink, number
        hops.grade[h] = int(grade_of(network.hops[h]))
        if link is not None:
            hops.latency[h], hops.loss[h] = link.latency, link.loss
            hops.service[h] = 0.0 if link.capacity is None else 1.0 / link.capacity
    return hops


def build_failures(network: Network) -> Failures:
    """Return when nodes and links fall out by themselves."""
    owners = [node.owner for node in network.nodes]
    windows = [None if isinstance(k, SensorForce) else k.fails for k in owners]
    return Failures(
        node=_windows(windows),
        link=_windows([entry.link.fails for entry in network.links]),
        link_id=ids(network.links),
    )


def _windows(windows: Sequence[Window | None]) -> np.ndarray:
    """Return earliest and latest of each; inf for none.  Shape: window, 2."""
    never = (math.inf, math.inf)
    listed = [never if w is None else (w.low, w.high) for w in windows]
    return np.array(listed, np.float64).reshape(-1, 2)
