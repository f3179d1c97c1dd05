"""Rules as arrays: who may shoot, what is confused, which corridors are kept to."""

from collections.abc import Sequence

import numpy as np

from kalkan.engine.kinds import Identity, KinematicGroup, WeaponControl
from kalkan.engine.plan import Corridors, Legs
from kalkan.muster.entries import AssetEntry, BatteryEntry, in_order
from kalkan.physics.corridor import from_centre, leg_normal
from kalkan.physics.geodesy import geodetic2enu
from kalkan.scenario import Rules
from kalkan.scenario.rules import KINDS

#: The words of a scenario and what the engine calls them.
GROUPS = {
    "ballistic": KinematicGroup.BALLISTIC,
    "cruise": KinematicGroup.CRUISE,
    "drone": KinematicGroup.SLOW,
    "aircraft": KinematicGroup.FAST,
}


def build_engagement(entries: Sequence[BatteryEntry], rules: Rules) -> np.ndarray:
    """Return WeaponControl of each fire unit, joined and autonomous.

    Shape: battery, 2.
    """
    controls = np.zeros((len(entries), 2), np.int64)
    for b, entry in enumerate(entries):
        controls[b, 0] = WeaponControl[rules.control(entry.name).upper()]
        controls[b, 1] = WeaponControl[rules.control_alone(entry.name).upper()]
    return controls


def build_study_time(rules: Rules) -> np.ndarray:
    """Return the least and most time in which a class is settled [s].  Shape: 2."""
    time = rules.classification.time
    return np.array([time.low, time.high])


def build_confusion(rules: Rules) -> np.ndarray:
    """Return the share of each KinematicGroup that is taken for each.

    Shape: group, group.
    """
    table = np.zeros((len(KinematicGroup), len(KinematicGroup)))
    table[KinematicGroup.UNKNOWN, KinematicGroup.UNKNOWN] = 1.0
    for kind in KINDS:
        for believed, share in rules.classification.shares(kind).items():
            table[GROUPS[kind], GROUPS[believed]] = share
    return table


def build_corridors(rules: Rules, frame: np.ndarray) -> tuple[Corridors, Legs]:
    """Return the corridors, by name, and all their legs."""
    names = [entry.path for entry in in_order(map(AssetEntry, rules.corridors))]
    several = [rules.corridors[name] for name in names]
    corridors = Corridors.zeros(len(names))
    legs = Legs.zeros(sum(len(one.route) - 1 for one in several))
    first = 0
    for c, one in enumerate(several):
        last = first + len(one.route) - 2
        corridors.identity[c] = Identity[one.for_.upper()]
        corridors.half_width[c] = 0.5 * one.width
        corridors.low[c], corridors.high[c] = one.altitude.low, one.altitude.high
        corridors.opens[c], corridors.closes[c] = 0.0, np.inf
        if one.open is not None:
            corridors.opens[c], corridors.closes[c] = one.open.low, one.open.high
        corridors.slowest[c], corridors.fastest[c] = one.speed.low, one.speed.high
        corridors.one_way[c] = one.one_way
        corridors.leg_first[c], corridors.leg_last[c] = first, last
        places = [_direction(frame, place.lat, place.lon) for place in one.route]
        for k in range(first, last + 1):
            legs.start[k], legs.end[k] = places[k - first], places[k - first + 1]
            leg_normal(legs.start[k], legs.end[k], legs.normal[k])
        first = last + 1
    return corridors, legs


def _direction(frame: np.ndarray, lat: float, lon: float) -> np.ndarray:
    """Return the unit vector from the Earth's centre to a place on the ground."""
    place = np.array(from_centre(frame, *geodetic2enu(frame, lat, lon, 0.0)))
    return np.asarray(place / np.linalg.norm(place))
