"""What a person hands over, refused in one line where it cannot be."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from kalkan.physics.earth import Earth
from kalkan.physics.staging import DRAG_COEFFICIENT, DRAG_MACH, Missile
from kalkan.physics.wind import Wind


def number(
    name: str, value: float, low: float = -math.inf, high: float = math.inf
) -> float:
    """Return a number inside its range."""
    try:
        inside = math.isfinite(value) and low <= value <= high
    except TypeError:
        inside = False
    if not inside:
        bounds = f", {low:g} to {high:g}" if low > -math.inf else ""
        raise ValueError(f"{name}: {value!r} is not a finite number{bounds}")
    return float(value)


def checked_earth(earth: Earth) -> Earth:
    """Return an Earth of finite numbers; refuse one that cannot be."""
    major = number("major", earth.major, 1.0)
    eccentricity2 = number("eccentricity2", earth.eccentricity2, 0.0, 0.99)
    mu, j2 = number("mu", earth.mu, 0.0), number("j2", earth.j2)
    return Earth(major, eccentricity2, mu, j2, number("rate", earth.rate))


def checked(missile: Missile) -> None:
    """Refuse a missile that cannot be."""
    if not missile.stages:
        raise ValueError("stages: a missile has one at least")
    number("payload_mass", missile.payload_mass, 0.0)
    number("diameter", missile.diameter, 0.0)
    for stage in missile.stages:
        number("burn_time", stage.burn_time, 1e-6)
        number("thrust", stage.thrust, 0.0)
        number("propellant_mass", stage.propellant_mass, 0.0)
        number("dry_mass", stage.dry_mass, 0.0)
        number("exit_area", stage.exit_area, 0.0)
        number("coast_time", stage.coast_time, 0.0)
    if missile.payload_mass + missile.stages[-1].dry_mass <= 0.0:
        raise ValueError("payload_mass: nothing is left once the propellant is burnt")
    if missile.separates and missile.payload_mass == 0.0:
        raise ValueError("payload_mass: nothing separates")
    coefficient = missile.ballistic_coefficient
    if not (math.isnan(coefficient) or coefficient > 0.0):
        raise ValueError("ballistic_coefficient: above 0, or nan where unknown")


def drag_table(
    drag: float | Sequence[tuple[float, float]] | None,
) -> tuple[np.ndarray, np.ndarray]:
    """Return Mach numbers and drag coefficients, checked."""
    if drag is None:
        return np.array(DRAG_MACH), np.array(DRAG_COEFFICIENT)
    if isinstance(drag, int | float):
        return np.zeros(1), np.array([number("drag", drag, 0.0)])
    rows = np.array(list(drag), np.float64)
    if rows.ndim != 2 or rows.shape[1] != 2 or not len(rows):
        raise ValueError("drag: a number, or pairs of Mach number and coefficient")
    if not np.isfinite(rows).all() or rows.min() < 0.0:
        raise ValueError(
            "drag: Mach numbers and coefficients are finite and not negative"
        )
    if np.any(np.diff(rows[:, 0]) <= 0.0):
        raise ValueError("drag: Mach numbers rise")
    return rows[:, 0].copy(), rows[:, 1].copy()


def profile(altitude: ArrayLike, east: ArrayLike, north: ArrayLike) -> Wind:
    """Return a wind by altitude, linear between its rows and constant beyond.

    Parameters
    ----------
    altitude
        Rising.  Shape: row. [m]
    east, north
        Towards east and north.  Shape: row. [m/s]

    Returns
    -------
    Wind.

    Raises
    ------
    ValueError
        When the columns differ in length, are not finite, or altitudes do not rise.

    Examples
    --------
    >>> profile([0.0, 10e3], [5.0, 40.0], [0.0, 0.0]).east
    array([ 5., 40.])
    """
    columns = [np.array(one, np.float64, ndmin=1) for one in (altitude, east, north)]
    if len({column.shape for column in columns}) > 1 or columns[0].ndim != 1:
        raise ValueError("wind: altitude, east and north are columns of one length")
    if not all(np.isfinite(column).all() for column in columns) or not len(columns[0]):
        raise ValueError("wind: a row at least, and numbers")
    if np.any(np.diff(columns[0]) <= 0.0):
        raise ValueError("wind: altitudes rise")
    return Wind(*columns)
