"""Rockets: stages that burn and fall away.

Each stage burns its propellant at a constant rate.  Its thrust is stated at sea level
and grows as the pressure on the nozzle's exit falls: T = T0 + (p0 - p) A_e.  Spent
stages fall away at once; the payload flies on alone, or with the last of them.

References
----------
.. [1] G. P. Sutton, O. Biblarz, *Rocket Propulsion Elements*, 8th edition, Wiley, 2010,
   sections 2.2 (thrust and pressure) and 4.3 (staging).
.. [2] G. Forden, "GUI_Missile_Flyout: A general program for simulating ballistic
   missiles", *Science and Global Security* 15 (2), 2007, pp. 133-146: figure 1 (drag
   by Mach number).
"""

import math
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from kalkan.constants import GRAVITY

#: Drag coefficient by Mach number of a slender body, Forden's figure 1.
DRAG_MACH = (0.0, 0.85, 1.0, 1.2, 2.0, 4.5)
DRAG_COEFFICIENT = (0.2, 0.2, 0.27, 0.27, 0.2, 0.2)


class Stage(NamedTuple):
    """A stage of a rocket.

    Examples
    --------
    >>> round(Stage.of_impulse(230.0, 3699.0, 1198.0, 75.0).thrust)
    111243
    """

    burn_time: float  #: [s]
    thrust: float  #: at sea level [N]
    propellant_mass: float  #: [kg]
    dry_mass: float  #: of what falls away [kg]
    exit_area: float = 0.0  #: of the nozzle; 0 leaves the thrust constant [m²]
    coast_time: float = 0.0  #: before it is lit, after the one below is spent [s]

    @staticmethod
    def of_impulse(
        specific_impulse: float,
        propellant_mass: float,
        dry_mass: float,
        burn_time: float,
        exit_area: float = 0.0,
        coast_time: float = 0.0,
    ) -> "Stage":
        """Return a stage of a specific impulse, at sea level. [s]."""
        thrust = specific_impulse * GRAVITY * propellant_mass / burn_time
        return Stage(
            burn_time, thrust, propellant_mass, dry_mass, exit_area, coast_time
        )


class Missile(NamedTuple):
    """A rocket whole."""

    stages: tuple[Stage, ...]  #: from below
    payload_mass: float  #: [kg]
    diameter: float  #: what drag coefficients refer to [m]
    separates: bool = False  #: whether the payload leaves the last stage when spent
    #: of what falls down, at the highest Mach number of its drag; nan is as it climbed:
    #: by its diameter [kg m⁻²]
    ballistic_coefficient: float = math.nan

    def scaled(self, factor: float) -> "Missile":
        """Return this missile with another thrust, burning as fast."""
        stages = (
            stage._replace(
                thrust=factor * stage.thrust, exit_area=factor * stage.exit_area
            )
            for stage in self.stages
        )
        return self._replace(stages=tuple(stages))

    @property
    def launch_mass(self) -> float:
        """Mass before launch [kg]."""
        loads = (stage.propellant_mass + stage.dry_mass for stage in self.stages)
        return self.payload_mass + sum(loads)

    @property
    def burn_time(self) -> float:
        """Time from launch to the end of the last burn [s]."""
        return sum(stage.coast_time + stage.burn_time for stage in self.stages)


class Phase(IntEnum):
    """Columns of the phases of a flight."""

    START = 0  #: [s]
    MASS = 1  #: at the start [kg]
    FLOW = 2  #: of mass, outwards [kg s⁻¹]
    THRUST = 3  #: at sea level [N]
    EXIT = 4  #: area of the nozzle's exit [m²]
    AREA = 5  #: that the drag coefficients refer to [m²]


def unpowered(mass: float, area: float) -> np.ndarray:
    """Return the single phase of what only falls.

    Parameters
    ----------
    mass
        Of the body. [kg]
    area
        That its drag coefficient refers to. [m²]

    Returns
    -------
    Phases.  Shape: phase, Phase.

    Examples
    --------
    >>> unpowered(100.0, 0.1).tolist()
    [[0.0, 100.0, 0.0, 0.0, 0.0, 0.1]]
    """
    return np.array([[0.0, mass, 0.0, 0.0, 0.0, area]])


def pushed(speed: float, time: float, ballistic_coefficient: float) -> np.ndarray:
    """Return the phases of a constant acceleration: the simplest of motors.

    Parameters
    ----------
    speed
        Acceleration times time. [m/s]
    time
        Of the burn, above 0. [s]
    ballistic_coefficient
        Mass over drag coefficient and area, the latter as in `DRAG_COEFFICIENT` at high
        Mach numbers; inf is no drag. [kg m⁻²]

    Returns
    -------
    Phases.  Shape: phase, Phase.
    """
    area = reference_area(1.0, ballistic_coefficient)
    burn = [0.0, 1.0, 0.0, speed / time, 0.0, area]
    return np.array([burn, [time, 1.0, 0.0, 0.0, 0.0, area]])


def reference_area(
    mass: float, ballistic_coefficient: float, drag: float = DRAG_COEFFICIENT[-1]
) -> float:
    """Return the area that gives a ballistic coefficient at the highest Mach number.

    Parameters
    ----------
    mass
        Of the body. [kg]
    ballistic_coefficient
        Mass over drag coefficient and area. [kg m⁻²]
    drag
        Coefficient at the highest Mach number. [1]

    Returns
    -------
    Area. [m²]

    Examples
    --------
    >>> reference_area(1000.0, 10e3)
    0.5
    """
    return mass / (ballistic_coefficient * drag)


def phases(
    missile: Missile, share: float = 1.0, drag: float = DRAG_COEFFICIENT[-1]
) -> np.ndarray:
    """Return the phases of a flight.

    Parameters
    ----------
    missile
        What flies.
    share
        Of the time of all burns after which the engine is cut off, up to 1; above 1 the
        thrust is multiplied by it and nothing is cut off. [1]
    drag
        Coefficient at the highest Mach number, to which a ballistic coefficient refers.
        [1]

    Returns
    -------
    One row a burn or coast.  Shape: phase, Phase.
    """
    body = 0.25 * math.pi * missile.diameter**2
    cutoff = min(1.0, share) * missile.burn_time - 1e-9
    rows: list[tuple[float, ...]] = []
    time, mass = 0.0, missile.launch_mass
    for stage in missile.scaled(max(1.0, share)).stages:
        if time >= cutoff:
            break
        if stage.coast_time > 0.0:
            rows.append((time, mass, 0.0, 0.0, 0.0, body))
        time += stage.coast_time
        if time >= cutoff:
            break
        flow, burn = stage.propellant_mass / stage.burn_time, stage.burn_time
        rows.append((time, mass, flow, stage.thrust, stage.exit_area, body))
        burn = min(burn, cutoff + 1e-9 - time)
        time += burn
        mass -= flow * burn
        if time < cutoff:  # the last one is dropped, or not, below
            mass -= stage.dry_mass
    rows.append((time, *_falling(missile, mass, body, drag)))
    return np.array(rows)


def _falling(
    missile: Missile, mass: float, body: float, drag: float
) -> tuple[float, ...]:
    """Return mass, flow, thrust, exit and area after the last burn."""
    if missile.separates:
        mass = missile.payload_mass
    if math.isfinite(missile.ballistic_coefficient):
        body = reference_area(mass, missile.ballistic_coefficient, drag)
    return mass, 0.0, 0.0, 0.0, body
