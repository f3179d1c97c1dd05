"""What a fought battle hands over, as arrays, and the names that its indices mean."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np


class Names(Protocol):
    """Names by index.

    All are the same for every world of an option, but for the launchers: how many
    a fire unit brings may be drawn.
    """

    @property
    def threats(self) -> Sequence[str]:
        """Name path of each flyer."""

    @property
    def classes(self) -> Sequence[str]:
        """Target class of each flyer."""

    @property
    def sides(self) -> Sequence[str]:
        """Side of each flyer: hostile, friend, neutral."""

    @property
    def sensors(self) -> Sequence[str]:
        """Name path of each sensor."""

    @property
    def batteries(self) -> Sequence[str]:
        """Name path of each fire unit."""

    @property
    def launchers(self) -> Sequence[str]:
        """Name path of each launcher."""

    @property
    def rounds(self) -> Sequence[str]:
        """Catalogue name of each type of round."""

    @property
    def assets(self) -> Sequence[str]:
        """Name of each asset."""

    @property
    def pictures(self) -> Sequence[str]:
        """Name of each air picture."""

    @property
    def nodes(self) -> Sequence[str]:
        """Name path of each node of the network."""

    @property
    def links(self) -> Sequence[str]:
        """Name of each link."""


class Battle(Protocol):
    """The outcome of one battle; indices as in `Names`, -1 for nobody."""

    @property
    def fate(self) -> np.ndarray:
        """Fate.  Shape: threat."""

    @property
    def time_s(self) -> np.ndarray:
        """When it was settled [s].  Shape: threat."""

    @property
    def by(self) -> np.ndarray:
        """Interceptor that destroyed it.  Shape: threat."""

    @property
    def lat_deg(self) -> np.ndarray:
        """Latitude then [deg].  Shape: threat."""

    @property
    def lon_deg(self) -> np.ndarray:
        """Longitude then [deg].  Shape: threat."""

    @property
    def altitude_m(self) -> np.ndarray:
        """Altitude then [m].  Shape: threat."""

    @property
    def value_lost(self) -> float:
        """Value of the assets destroyed."""

    @property
    def round_battery(self) -> np.ndarray:
        """Battery that fired it.  Shape: interceptor."""

    @property
    def round_kind(self) -> np.ndarray:
        """Type of round.  Shape: interceptor."""

    @property
    def round_threat(self) -> np.ndarray:
        """Flyer it locked on or met.  Shape: interceptor."""

    @property
    def spilled(self) -> np.ndarray:
        """Plots and tracks dropped for want of room.  Shape: 2."""

    @property
    def event_time(self) -> np.ndarray:
        """When [s].  Shape: event."""

    @property
    def event_kind(self) -> np.ndarray:
        """Event.  Shape: event."""

    @property
    def event_who(self) -> np.ndarray:
        """Index, by Event.  Shape: event."""

    @property
    def event_whom(self) -> np.ndarray:
        """Index, by Event.  Shape: event."""

    @property
    def event_detail(self) -> np.ndarray:
        """Number, by Event.  Shape: event."""


class Fought(NamedTuple):
    """A battle and where it stands in its study."""

    replicate: int
    world: int
    names: Names
    battle: Battle


_SHARED = (
    "threats",
    "classes",
    "sides",
    "sensors",
    "batteries",
    "rounds",
    "assets",
    "pictures",
    "nodes",
    "links",
)


def same_names(one: Names, other: Names) -> bool:
    """Return whether two worlds agree on all names but those of launchers."""
    if one is other:
        return True
    return all(getattr(one, field) == getattr(other, field) for field in _SHARED)


def gathered(battles: Sequence[Fought], field: str) -> np.ndarray:
    """Return a field of every battle, one after the other."""
    return np.concatenate([getattr(fought.battle, field) for fought in battles])


def lengths(battles: Sequence[Fought], field: str) -> np.ndarray:
    """Return the length of a field in each battle."""
    sizes = [getattr(fought.battle, field).shape[0] for fought in battles]
    return np.asarray(sizes, np.int64)
