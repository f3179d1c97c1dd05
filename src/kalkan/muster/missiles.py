"""The path of a ballistic missile, from what the catalogue knows of it."""

import math
from collections.abc import Callable

import numpy as np

from kalkan.catalogue import Ballistic
from kalkan.errors import UserError
from kalkan.muster.entries import FlyerEntry
from kalkan.muster.way import Way
from kalkan.muster.worlds import Draws
from kalkan.physics.ballistics import ballistic_knots
from kalkan.physics.geodesy import altitude
from kalkan.physics.kinematics import hermite
from kalkan.physics.staging import Missile, Stage
from kalkan.physics.steering import Guided
from kalkan.physics.wind import steady
from kalkan.scenario import Place, Scenario
from kalkan.scenario.ground import distance

_PIECES = 8  # of a path between knots, to find its greatest altitude


def ballistic_way(
    entry: FlyerEntry,
    system: Ballistic,
    scenario: Scenario,
    frame: np.ndarray,
    draws: Draws,
    ground: Callable[[Place], float],
) -> Way:
    """Return the path of a ballistic missile from its start to its target.

    Where the catalogue has stages, they climb as it says; the engine is cut off when
    the target is reached, and where what was drawn of them falls short of it, their
    thrust is scaled up, since a published range is better known than masses.  Else
    a constant push is throttled to the range.

    Parameters
    ----------
    entry
        Member of a group with start and target.
    system
        Its entry in the catalogue.
    scenario
        Places, weather.
    frame
        Of the scenario; shape (12,).
    draws
        Values of the catalogue in this world.
    ground
        Altitude of the ground at a place. [m]

    Returns
    -------
    The path; it ends at the target.

    Raises
    ------
    UserError
        When no flight joins start and target.
    """
    group = entry.group
    assert group is not None
    assert group.from_ is not None
    assert group.target is not None
    start, aim = group.from_, scenario.place_of(group.target)
    weather = scenario.weather
    time, position, velocity = ballistic_knots(
        frame,
        start.lat,
        start.lon,
        ground(start),
        aim.lat,
        aim.lon,
        ground(aim),
        _apogee(start, aim, system, draws),
        draws.fact(system, "boost_time"),
        draws.fact(system, "ballistic_coefficient"),
        missile=_missile(system, draws),
        guided=Guided[system.guided.upper()],
        wind=steady(weather.wind_speed, weather.wind_from),
    )
    if len(time) == 0:
        name = entry.path.rpartition("/")[0]
        raise UserError(
            f"{name}: no flight of {system.name} joins its start and target"
        )
    ceiling = _ceiling(frame, time, position, velocity)
    drift = np.zeros_like(position)
    return Way(time, position, velocity, drift, True, math.inf, False, ceiling)


def _apogee(start: Place, aim: Place, system: Ballistic, draws: Draws) -> float:
    """Return the apogee of a flight shorter than the greatest, in proportion [m]."""
    reach = draws.fact(system, "range_max")
    return draws.fact(system, "apogee") * min(1.0, distance(start, aim) / reach)


def _missile(system: Ballistic, draws: Draws) -> Missile | None:
    """Return the stages as drawn, or None where the catalogue has none."""
    if system.stages is None:
        return None
    stages = []
    for i, stage in enumerate(system.stages):

        def drawn(name: str, i: int = i, stage: object = stage) -> float:
            """Return a fact of this stage in this world."""
            quantity = getattr(stage, name)
            return draws.value(system.name, f"stages.{i}.{name}", quantity)

        burn, propellant = drawn("burn_time"), drawn("propellant_mass")
        dry, thrust = drawn("dry_mass"), drawn("thrust")
        if math.isnan(thrust):
            impulse = drawn("specific_impulse")
            stages.append(Stage.of_impulse(impulse, propellant, dry, burn))
        else:
            stages.append(Stage(burn, thrust, propellant, dry))
    return Missile(
        tuple(stages),
        draws.fact(system, "payload_mass"),
        draws.fact(system, "diameter"),
        system.separates,
        draws.fact(system, "ballistic_coefficient"),
    )


def _ceiling(
    frame: np.ndarray, time: np.ndarray, position: np.ndarray, velocity: np.ndarray
) -> float:
    """Return the greatest altitude of a path, between its knots too [m]."""
    top = altitude(frame, *position[0])
    for k in range(len(time) - 1):
        for share in range(1, _PIECES + 1):
            at = time[k] + (time[k + 1] - time[k]) * share / _PIECES
            place = (
                hermite(
                    at,
                    time[k],
                    time[k + 1],
                    position[k, c],
                    velocity[k, c],
                    position[k + 1, c],
                    velocity[k + 1, c],
                )[0]
                for c in range(3)
            )
            top = max(top, altitude(frame, *place))
    return float(top)
