"""What can be said of a scenario before it is fought: who is late, whom nobody reaches.

Pure functions of a scenario and a catalogue.  They use published ranges, altitudes and
sectors at their best values and know neither horizon nor time of flight: what they call
out of reach is; what they pass may still not be hit.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

import numpy as np
import pymap3d

from kalkan.catalogue import Catalogue, FireUnit, Radar, Round
from kalkan.scenario.forces import FireForce
from kalkan.scenario.ground import distance
from kalkan.scenario.groups import Group
from kalkan.scenario.paths import Path, path_of
from kalkan.scenario.reading import deceivers, said_otherwise, unheard
from kalkan.scenario.schema import Scenario


@dataclass(frozen=True)
class Finding:
    """One thing worth knowing before a battle is fought."""

    severity: Literal["warning", "note"]
    option: str  #: the option it is about; empty: all
    who: str  #: name path of the group or force, as ``raid.kalibr``; may be empty
    sentence: str


MUCH = 0.5  #: loss above which a link hardly holds a picture together, assumed [1]


class _Reach(IntEnum):
    """How far a fire unit gets with a path; the higher the nearer to a shot."""

    NO_ROUND = 0
    OUT_OF_RANGE = 1
    OUT_OF_ALTITUDE = 2
    OUT_OF_SECTOR = 3
    REACHED = 4


_BECAUSE = {
    _Reach.NO_ROUND: "it has no round for this class",
    _Reach.OUT_OF_RANGE: "it passes outside the range of its rounds",
    _Reach.OUT_OF_ALTITUDE: "it passes above or below what its rounds reach",
    _Reach.OUT_OF_SECTOR: "it passes outside the sector of its radar",
}


def check(scenario: Scenario, catalogue: Catalogue) -> tuple[Finding, ...]:
    """Return everything found, in the order of the file."""
    return (
        *arrivals(scenario, catalogue),
        *reaches(scenario, catalogue),
        *identities(scenario),
        *linked(scenario),
    )


def linked(scenario: Scenario) -> Iterator[Finding]:
    """Yield, by option, the links that do not do what they seem to say."""
    for name, option in scenario.options.items():
        for link in option.links:
            ends = f"links.{(' to ' if link.one_way else ' and ').join(link.members)}"
            whole = link.level == "fire_control" and not link.one_way
            if whole and link.loss > MUCH:
                yield Finding(
                    "warning",
                    name,
                    ends,
                    f"loses {link.loss:.0%} of its messages, and yet makes one picture "
                    "of its ends; `track` says what is known apart",
                )
            if link.fails is not None and link.fails.low > scenario.duration:
                yield Finding(
                    "note",
                    name,
                    ends,
                    "falls out when the battle is over",
                )


def identities(scenario: Scenario) -> Iterator[Finding]:
    """Yield, by option, the fire units that cannot read a friend's or neutral's answer.

    Then the groups of the raid that answer as if they were one.
    """
    for name, option in scenario.options.items():
        if own := said_otherwise(option):
            yield Finding("note", name, "", f"rules: {own}")
        for who, sentence in unheard(scenario.under(name), option):
            yield Finding("warning", name, who, sentence)
    for who, sentence in deceivers(scenario):
        yield Finding("note", "", who, sentence)


def arrivals(scenario: Scenario, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield the groups of the raid that cannot do harm within the duration."""
    for name, group in scenario.raid.items():
        path = path_of(scenario, group, catalogue)
        who = f"raid.{name}"
        yield from _early(who, group, scenario)
        if group.target is None:
            continue
        first = group.start.low + path.duration
        last = group.start.high + (group.count - 1) * group.spacing + path.duration
        if first > scenario.duration:
            yield Finding(
                "warning",
                "",
                who,
                f"cannot arrive: the first would at {first / 60:.0f} min, but the "
                f"battle ends at {scenario.duration / 60:.0f} min",
            )
        elif last > scenario.duration:
            yield Finding(
                "warning",
                "",
                who,
                f"not all may arrive: the last may at {last / 60:.0f} min, but the "
                f"battle ends at {scenario.duration / 60:.0f} min",
            )


def _early(who: str, group: Group, scenario: Scenario) -> Iterator[Finding]:
    if group.releases_at is None or group.target is None:
        return
    away = distance(group.route[0], scenario.place_of(group.target))
    if away <= group.releases_at:
        yield Finding(
            "warning",
            "",
            who,
            f"releases where it starts, {away / 1e3:.0f} km from {group.target}",
        )


def reaches(scenario: Scenario, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield, by option, the groups of the raid that no fire unit can reach."""
    held = [one for one in scenario.options if scenario.under(one).rules.holds_all]
    if len(held) == len(scenario.options):
        yield Finding("note", "", "", "the rules hold fire: nothing is shot at")
        return
    reach = _reaches(scenario, catalogue)
    for option, content in scenario.options.items():
        if option in held:
            yield Finding("note", option, "", "the rules hold fire: nothing is shot at")
            continue
        units = [name for name in content.forces if _is_fire(scenario, name)]
        if not units:
            yield Finding("note", option, "", "has no fire unit: nothing is shot at")
            continue
        for group in scenario.raid:
            nearest = max(units, key=lambda unit: reach[unit, group])
            found = reach[nearest, group]
            if found != _Reach.REACHED:
                yield Finding(
                    "warning",
                    option,
                    f"raid.{group}",
                    f"no fire unit reaches it; nearest to a shot is {nearest}: "
                    f"{_BECAUSE[found]}",
                )
    for group in scenario.raid:
        if all(reach[unit, group] != _Reach.REACHED for unit, _ in _fires(scenario)):
            yield Finding(
                "warning", "", f"raid.{group}", "no fire unit of any option reaches it"
            )


def _is_fire(scenario: Scenario, name: str) -> bool:
    return isinstance(scenario.forces[name], FireForce)


def _fires(scenario: Scenario) -> Iterator[tuple[str, FireForce]]:
    used = {name for option in scenario.options.values() for name in option.forces}
    for name, force in scenario.forces.items():
        if isinstance(force, FireForce) and name in used:
            yield name, force


def _reaches(scenario: Scenario, catalogue: Catalogue) -> dict[tuple[str, str], _Reach]:
    paths = {
        name: path_of(scenario, group, catalogue)
        for name, group in scenario.raid.items()
    }
    return {
        (unit, name): _reach(force, path, scenario.raid[name], catalogue)
        for unit, force in _fires(scenario)
        for name, path in paths.items()
    }


def _reach(force: FireForce, path: Path, group: Group, catalogue: Catalogue) -> _Reach:
    unit = catalogue[force.system]
    assert isinstance(unit, FireUnit)
    magazine = unit.rounds if force.magazine is None else force.magazine
    east, north, _ = pymap3d.geodetic2enu(
        path.lat, path.lon, path.altitude, *force.at.degrees, 0.0
    )
    in_sector = _in_sector(force, np.arctan2(east, north), unit, catalogue)
    away = np.hypot(east, north)
    found = _Reach.NO_ROUND
    for name, left in magazine.items():
        kind = catalogue[name]
        assert isinstance(kind, Round)
        if left > 0 and kind.pk[group.class_].best > 0.0:
            far = kind.range_max_ballistic if group.is_ballistic else kind.range_max
            in_range = (kind.range_min.best <= away) & (away <= far.best)
            at_height = (kind.altitude_min.best <= path.altitude) & (
                path.altitude <= kind.altitude_max.best
            )
            found = max(found, _furthest(in_range, at_height, in_sector))
    return found


def _furthest(
    in_range: np.ndarray, at_height: np.ndarray, in_sector: np.ndarray
) -> _Reach:
    if np.any(in_range & at_height & in_sector):
        return _Reach.REACHED
    if np.any(in_range & at_height):
        return _Reach.OUT_OF_SECTOR
    return _Reach.OUT_OF_ALTITUDE if np.any(in_range) else _Reach.OUT_OF_RANGE


def _in_sector(
    force: FireForce, bearing: np.ndarray, unit: FireUnit, catalogue: Catalogue
) -> np.ndarray:
    radar = catalogue[unit.guidance_radar]
    assert isinstance(radar, Radar)
    if radar.sector_width is None or force.facing is None:
        return np.ones(bearing.shape, dtype=np.bool_)
    off = (bearing - force.facing + math.pi) % (2.0 * math.pi) - math.pi
    return np.asarray(np.abs(off) <= radar.sector_width.best / 2.0)
