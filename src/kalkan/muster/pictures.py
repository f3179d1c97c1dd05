"""Who shares plots with whom: links become air pictures and deliveries."""

import math
from collections.abc import Sequence

import numpy as np

from kalkan.engine.kinds import NONE, Grade
from kalkan.engine.plan import Deliveries, Sensors
from kalkan.muster.entries import PictureEntry, in_order
from kalkan.scenario import FireForce, Link, Option, Scenario

GRADES = {
    "none": Grade.NOTHING,
    "track": Grade.TRACK,
    "fire_control": Grade.FIRE_CONTROL,
}


class Network:
    """The links of an option, as tables over its forces.

    Parameters
    ----------
    option
        Whose links are read.
    forces
        Names of its forces, in order.
    """

    def __init__(self, option: Option, forces: Sequence[str]) -> None:
        many = len(forces)
        self.grade = np.zeros((many, many), np.int64)  #: source, sink: Grade
        self.latency = np.full((many, many), math.inf)  #: source, sink [s]
        for link in option.links:
            for source, sink in link.pairs:
                self._join(forces.index(source), forces.index(sink), link)

    def _join(self, a: int, b: int, link: Link) -> None:
        """Keep the better of two links; of equal ones, the quicker."""
        grade, latency = GRADES[link.level], link.latency
        if grade == Grade.NOTHING or grade < self.grade[a, b]:
            return
        if grade > self.grade[a, b] or latency < self.latency[a, b]:
            self.grade[a, b], self.latency[a, b] = grade, latency

    def pictures(self) -> list[list[int]]:
        """Return the forces of each picture: joined both ways at fire control."""
        joined = self.grade == Grade.FIRE_CONTROL
        joined = joined & joined.T
        left, found = list(range(len(joined))), []
        while left:
            members = [left.pop(0)]
            for member in members:
                near = [f for f in left if joined[member, f]]
                members += near
                left = [f for f in left if f not in near]
            found.append(sorted(members))
        return found

    def delays(self) -> np.ndarray:
        """Return the shortest time between forces at fire control [s]."""
        time = np.where(self.grade == Grade.FIRE_CONTROL, self.latency, math.inf)
        np.fill_diagonal(time, 0.0)
        for via in range(len(time)):
            time = np.minimum(time, time[:, via, None] + time[None, via, :])
        return time


def picture_entries(
    network: Network, forces: Sequence[str]
) -> tuple[PictureEntry, ...]:
    """Return the pictures in order: their names join those of their forces."""
    return in_order(
        PictureEntry("+".join(sorted(forces[f] for f in members)), tuple(members))
        for members in network.pictures()
    )


def picture_by_force(
    entries: Sequence[PictureEntry], forces: Sequence[str]
) -> list[int]:
    """Return the picture of each force."""
    return [
        next(p for p, entry in enumerate(entries) if f in entry.members)
        for f in range(len(forces))
    ]


def build_deliveries(
    network: Network,
    entries: Sequence[PictureEntry],
    scenario: Scenario,
    forces: Sequence[str],
    sensors: Sensors,
) -> Deliveries:
    """Return what each picture gets of each sensor, and how late.

    Inside a picture a plot counts once every fire unit that might act on it has it:
    its latency is that of the slowest way to one.  From outside come the plots of
    forces with a direct link to a member.
    """
    deliveries = Deliveries.zeros(len(entries), sensors.force.shape[0])
    delays = network.delays()
    for p, entry in enumerate(entries):
        members = entry.members
        shooters = [
            f for f in members if isinstance(scenario.forces[forces[f]], FireForce)
        ]
        for s in range(sensors.force.shape[0]):
            f = int(sensors.force[s])
            if f in members:
                deliveries.grade[p, s] = Grade.FIRE_CONTROL
                deliveries.latency[p, s] = max(
                    (delays[f, g] for g in shooters), default=0.0
                )
                continue
            best = max(
                members, key=lambda m: (network.grade[f, m], -network.latency[f, m])
            )
            deliveries.grade[p, s] = network.grade[f, best]
            if network.grade[f, best] != Grade.NOTHING:
                deliveries.latency[p, s] = network.latency[f, best]
    return deliveries


def best_modes(deliveries: Deliveries, sensors: Sensors) -> np.ndarray:
    """Return what the best interrogator of each picture reads, Iff bits, or NONE.

    Shape: picture.
    """
    heard = np.where(deliveries.grade != Grade.NOTHING, sensors.iff[None, :], 0)
    best = heard.max(axis=1, initial=0)
    return np.where(best > 0, best, NONE)
