"""What the indices of a battle mean."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Names:
    """Names by index, the same for every world and battle of an option."""

    threats: tuple[str, ...]  #: name paths of the flyers
    classes: tuple[str, ...]  #: target class of each flyer
    sides: tuple[str, ...]  #: hostile, friend or neutral
    sensors: tuple[str, ...]  #: name paths
    batteries: tuple[str, ...]  #: name paths
    launchers: tuple[str, ...]  #: name paths
    rounds: tuple[str, ...]  #: catalogue names
    assets: tuple[str, ...]  #: names
    pictures: tuple[str, ...]  #: names of the forces, joined; or of who founds it
    nodes: tuple[str, ...]  #: name paths of what links join
    links: tuple[str, ...]  #: names of the links
