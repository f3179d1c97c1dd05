"""Units at the door, SI inside.

A file says ``range: 300 km``; everything past this module is a plain float in SI and
radians.  A bare number, an unknown unit, a wrong dimension, ``nan`` and ``inf`` are
refused.
"""

import math
import re
from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any, Final, NamedTuple

from pydantic import BeforeValidator, WithJsonSchema


class Unit(NamedTuple):
    """How a unit becomes SI: ``value * scale + offset``, or from decibels."""

    scale: float
    offset: float = 0.0
    decibel: bool = False


_LENGTH = {
    "m": Unit(1.0),
    "km": Unit(1e3),
    "cm": Unit(1e-2),
    "mm": Unit(1e-3),
    "nmi": Unit(1852.0),
    "mi": Unit(1609.344),
    "ft": Unit(0.3048),
    "kft": Unit(304.8),
    "in": Unit(0.0254),
}
_DURATION = {
    "s": Unit(1.0),
    "ms": Unit(1e-3),
    "us": Unit(1e-6),
    "min": Unit(60.0),
    "h": Unit(3600.0),
    "d": Unit(86400.0),
}
_SPEED = {
    "m/s": Unit(1.0),
    "km/s": Unit(1e3),
    "km/h": Unit(1.0 / 3.6),
    "kn": Unit(1852.0 / 3600.0),
    "mph": Unit(0.44704),
    "ft/s": Unit(0.3048),
}
_ANGLE = {
    "rad": Unit(1.0),
    "mrad": Unit(1e-3),
    "deg": Unit(math.pi / 180.0),
    "°": Unit(math.pi / 180.0),
    "arcmin": Unit(math.pi / 10800.0),
    "arcsec": Unit(math.pi / 648000.0),
}
_AREA = {
    "m2": Unit(1.0),
    "m²": Unit(1.0),
    "km2": Unit(1e6),
    "km²": Unit(1e6),
    "cm2": Unit(1e-4),
    "cm²": Unit(1e-4),
    "ft2": Unit(0.09290304),
}
_MASS = {
    "kg": Unit(1.0),
    "g": Unit(1e-3),
    "t": Unit(1e3),
    "lb": Unit(0.45359237),
}
_FREQUENCY = {
    "Hz": Unit(1.0),
    "kHz": Unit(1e3),
    "MHz": Unit(1e6),
    "GHz": Unit(1e9),
}
_RATE = {
    "1/s": Unit(1.0),
    "1/min": Unit(1.0 / 60.0),
    "1/h": Unit(1.0 / 3600.0),
    "rpm": Unit(1.0 / 60.0),
    "Hz": Unit(1.0),
}
_SHARE = {"": Unit(1.0), "%": Unit(0.01)}

#: Every dimension, and the units that may be written for it; the first is SI.
UNITS: Final[Mapping[str, Mapping[str, Unit]]] = {
    "length": _LENGTH,
    "duration": _DURATION,
    "speed": _SPEED,
    "angle": _ANGLE,
    "area": _AREA,
    "mass": _MASS,
    "frequency": _FREQUENCY,
    "rate": _RATE,
    "rain_rate": {
        "m/s": Unit(1.0),
        "mm/h": Unit(1e-3 / 3600.0),
        "in/h": Unit(0.0254 / 3600.0),
    },
    "angular_rate": {"rad/s": Unit(1.0), "deg/s": Unit(math.pi / 180.0)},
    "power_ratio": {"dB": Unit(1.0, decibel=True)},
    "rcs": _AREA | {"dBsm": Unit(1.0, decibel=True)},
    "money": {"USD": Unit(1.0), "kUSD": Unit(1e3), "MUSD": Unit(1e6)},
    "acceleration": {
        "m/s2": Unit(1.0),
        "m/s²": Unit(1.0),
        "g": Unit(9.80665),
        "ft/s2": Unit(0.3048),
    },
    "temperature": {"K": Unit(1.0), "degC": Unit(1.0, 273.15)},
    "power": {"W": Unit(1.0), "kW": Unit(1e3), "MW": Unit(1e6), "mW": Unit(1e-3)},
    "force": {"N": Unit(1.0), "kN": Unit(1e3), "lbf": Unit(4.4482216152605)},
    "ballistic_coefficient": {
        "kg/m2": Unit(1.0),
        "kg/m²": Unit(1.0),
        "lb/ft2": Unit(0.45359237 / 0.09290304),
    },
    "number": _SHARE,
    "probability": _SHARE,
}

_NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_WRITTEN = re.compile(rf"\s*({_NUMBER})\s*(.*?)\s*", re.DOTALL)
_ENDLESS = re.compile(r"\s*[+-]?(?:nan|inf)", re.IGNORECASE)
_DATUM = re.compile(r"(.*?)\s*\b(AGL|MSL)\s*", re.DOTALL)


def parse(text: object, dimension: str) -> float:
    """Return what a person wrote as a number in SI.

    Parameters
    ----------
    text
        A number and a unit, as ``"300 km"``; only the dimensions without a unit
        (``number``, ``probability``) may be bare numbers.
    dimension
        A key of `UNITS`.

    Returns
    -------
    The value in SI, radians, linear ratios, USD.

    Raises
    ------
    ValueError
        When there is no unit, an unknown one or one of another dimension, or when
        the number is not finite.  The message is one line that names the good units.

    Examples
    --------
    >>> parse("300 km", "length")
    300000.0
    >>> parse("50 %", "probability")
    0.5
    >>> parse("300", "duration")
    Traceback (most recent call last):
    ValueError: '300' has no unit: write a duration in s, ms, us, min, h or d
    """
    number, name = _split(text, dimension)
    units = UNITS[dimension]
    if name not in units:
        lack = f"has the unit {name!r}" if name else "has no unit"
        raise _refusal(text, lack, dimension)
    unit = units[name]
    try:
        value = 10.0 ** (number / 10.0) if unit.decibel else number
    except OverflowError:
        value = math.inf
    value = value * unit.scale + unit.offset
    if not math.isfinite(value):
        raise _refusal(text, "is not finite", dimension)
    if dimension == "probability" and not 0.0 <= value <= 1.0:
        raise _refusal(text, "is not between 0 and 1", dimension)
    return value


def parse_altitude(text: object) -> tuple[float, str]:
    """Return an altitude and what it is counted from.

    Parameters
    ----------
    text
        A length, then ``AGL`` (above ground) or ``MSL`` (above mean sea level, also
        when nothing is said).

    Returns
    -------
    Altitude [m], and ``"AGL"`` or ``"MSL"``.

    Raises
    ------
    ValueError
        As `parse`.

    Examples
    --------
    >>> parse_altitude("50 m AGL"), parse_altitude("9 km")
    ((50.0, 'AGL'), (9000.0, 'MSL'))
    """
    found = _DATUM.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return parse(text, "length"), "MSL"
    return parse(found[1], "length"), found[2]


def format(value: float, dimension: str, unit: str) -> str:
    """Return a value in SI as a person writes it.

    Parameters
    ----------
    value
        In SI.
    dimension
        A key of `UNITS`.
    unit
        One of its units.

    Returns
    -------
    The number to six digits and the unit, as `parse` reads it.

    Raises
    ------
    KeyError
        When the dimension has no such unit.

    Examples
    --------
    >>> format(3.0e5, "length", "km")
    '300 km'
    """
    chosen = UNITS[dimension][unit]
    number = (value - chosen.offset) / chosen.scale
    if chosen.decibel:
        number = 10.0 * math.log10(number)
    return f"{number:g} {unit}".rstrip()


def _split(text: object, dimension: str) -> tuple[float, str]:
    """Return the number and the unit that were written."""
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        raise _refusal(text, "is not a quantity", dimension)
    found = _WRITTEN.fullmatch(str(text).replace("\N{MINUS SIGN}", "-"))
    if found is None:
        lack = "is not finite" if _ENDLESS.match(str(text)) else "is not a number"
        raise _refusal(text, lack, dimension)
    return float(found[1]), found[2]


def _refusal(text: object, lack: str, dimension: str) -> ValueError:
    """Return the error that says what was wrong and what would be right."""
    shown = repr(text)
    if len(shown) > 40:
        shown = shown[:37] + "..."
    return ValueError(f"{shown} {lack}: write {_wanted(dimension)}")


def _wanted(dimension: str) -> str:
    """Return what may be written for a dimension, as a piece of a sentence."""
    name = dimension.replace("_", " ")
    article = "an" if name[0] in "aeiou" else "a"
    if dimension == "rcs":
        article, name = "a", "radar cross-section"
    if dimension == "money":
        article, name = "an", "amount of money"
    if "" in UNITS[dimension]:
        return f"{article} {name}, as 0.5 or 50 %"
    names = list(UNITS[dimension])
    listed = ", ".join(names[:-1]) + " or " + names[-1] if names[1:] else names[0]
    return f"{article} {name} in {listed}"


def _quantity(dimension: str) -> tuple[BeforeValidator, WithJsonSchema]:
    """Return the marks that make a pydantic float be read with its unit."""
    names = "|".join(re.escape(name).replace("/", r"\/") for name in UNITS[dimension])
    wanted = _wanted(dimension)
    schema: dict[str, Any] = {
        "type": "string",
        "pattern": rf"^\s*{_NUMBER}\s*({names})\s*$",
        "description": wanted[0].upper() + wanted[1:],
    }
    if "" in UNITS[dimension]:
        described = {"description": schema.pop("description")}
        schema = {"anyOf": [{"type": "number"}, schema]} | described
    return BeforeValidator(partial(parse, dimension=dimension)), WithJsonSchema(schema)


Length = Annotated[float, *_quantity("length")]
Duration = Annotated[float, *_quantity("duration")]
Speed = Annotated[float, *_quantity("speed")]
Angle = Annotated[float, *_quantity("angle")]
Area = Annotated[float, *_quantity("area")]
Mass = Annotated[float, *_quantity("mass")]
Frequency = Annotated[float, *_quantity("frequency")]
Rate = Annotated[float, *_quantity("rate")]
RainRate = Annotated[float, *_quantity("rain_rate")]
AngularRate = Annotated[float, *_quantity("angular_rate")]
PowerRatio = Annotated[float, *_quantity("power_ratio")]
Rcs = Annotated[float, *_quantity("rcs")]
Money = Annotated[float, *_quantity("money")]
Acceleration = Annotated[float, *_quantity("acceleration")]
Temperature = Annotated[float, *_quantity("temperature")]
Power = Annotated[float, *_quantity("power")]
Force = Annotated[float, *_quantity("force")]
BallisticCoefficient = Annotated[float, *_quantity("ballistic_coefficient")]
Number = Annotated[float, *_quantity("number")]
Probability = Annotated[float, *_quantity("probability")]
