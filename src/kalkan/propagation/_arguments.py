"""What every function of the door asks of its arguments."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from kalkan.constants import LIGHT_SPEED
from kalkan.numerics.arguments import require
from kalkan.physics.diffraction import LAND, SEA

Result = float | np.ndarray
Ground = Literal["land", "sea"] | tuple[float, float]

STANDARD = 4.0 / 3.0  #: effective-Earth factor of the standard atmosphere [1]
HIGHEST = 1e12  #: what the Recommendations for gas and rain cover [Hz]
_GROUNDS = {"land": LAND, "sea": SEA}


def frequencies(value: ArrayLike) -> np.ndarray:
    """Return frequencies, above 0 [Hz]."""
    return require("frequency [Hz]", value, 0.0, HIGHEST, above=True)


def wavelengths(value: ArrayLike) -> np.ndarray:
    """Return the wavelengths of frequencies [m]."""
    return LIGHT_SPEED / frequencies(value)


def earth_factors(value: ArrayLike) -> np.ndarray:
    """Return effective-Earth factors, above 0 [1]."""
    return require("k [1]", value, 0.0, above=True)


def altitudes(name: str, value: ArrayLike) -> np.ndarray:
    """Return altitudes, from 0 on [m]."""
    return require(f"{name} [m]", value, 0.0)


def distances(value: ArrayLike) -> np.ndarray:
    """Return distances, above 0 [m]."""
    return require("distance [m]", value, 0.0, above=True)


def ends(alt1: ArrayLike, alt2: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return the altitudes of both ends [m]."""
    return altitudes("alt1", alt1), altitudes("alt2", alt2)


def electric(ground: Ground) -> tuple[float, float]:
    """Return permittivity and conductivity of a ground."""
    if isinstance(ground, str):
        if ground not in _GROUNDS:
            raise ValueError(f"ground: 'land', 'sea' or two numbers, not {ground!r}")
        return _GROUNDS[ground]
    permittivity, conductivity = ground
    require("permittivity [1]", permittivity, 1.0, above=True)
    require("conductivity [S/m]", conductivity, 0.0)
    return permittivity, conductivity


def directions(ways: int) -> int:
    """Return one way or two."""
    if ways not in (1, 2):
        raise ValueError(f"ways: 1, or 2 for there and back, not {ways!r}")
    return ways
