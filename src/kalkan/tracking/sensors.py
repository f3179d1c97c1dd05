"""Reading what a person says of the radars: a YAML file or the same in a mapping."""

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from kalkan.errors import UserError
from kalkan.tracking.radars import OnEarth, OnMap, Radar, Radars
from kalkan.units import parse
from kalkan.written.suggest import nearest
from kalkan.written.tree import SIZE_MAX, Loc, one_line, read_tree, spell, told

RADARS_MAX = 1000  #: in a file
_TOP = ("origin", "plane", "sensors")
_EXAMPLE = "{radar: {at: [39.9 deg, 32.8 deg], period: 4 s, range-error: 50 m, …}}"


class _Field(NamedTuple):
    """What may be written of a radar under one key."""

    name: str  #: of `Radar`
    dimension: str
    low: str
    high: str
    example: str | None = None  #: where it must be written


_FIELDS = {
    "period": _Field("period", "duration", "10 ms", "10 min", "4 s"),
    "range-error": _Field("range_error", "length", "1 cm", "50 km", "50 m"),
    "azimuth-error": _Field(
        "azimuth_error", "angle", "0.0001 deg", "20 deg", "0.2 deg"
    ),
    "elevation-error": _Field("elevation_error", "angle", "0.0001 deg", "20 deg"),
    "detection-probability": _Field(
        "detection_probability", "probability", "0.01", "1"
    ),
    "false-plots": _Field("false_plots", "number", "0", "1000000"),
}
_BIASES = {
    "range": _Field("range_bias", "length", "-50 km", "50 km"),
    "azimuth": _Field("azimuth_bias", "angle", "-20 deg", "20 deg"),
    "elevation": _Field("elevation_bias", "angle", "-20 deg", "20 deg"),
}
_ON_MAP = {
    name: _Field(name, "length", "-1000 km", "1000 km")
    for name in ("east", "north", "up")
}
_REACH = _Field("range", "length", "0 m", "10000 km")
_ALTITUDE = _Field("altitude", "length", "-500 m", "40 km")
_LAT = _Field("lat", "angle", "-89 deg", "89 deg")
_LON = _Field("lon", "angle", "-180 deg", "180 deg")
_KEYS = ("at", "altitude", *_FIELDS, "range", "bias")


def read_sensors(given: Any) -> Radars:
    """Return the radars that a file or a mapping describes.

    Parameters
    ----------
    given
        The path of a YAML file in the form of docs/tracking.md; a mapping with the
        same content; `Radars`; or `Radar` objects.

    Raises
    ------
    UserError
        When something is missing, unknown or out of bounds: one line with the place,
        what is wrong and what would be right.

    Examples
    --------
    >>> north = {"at": {"east": "0 m", "north": "0 m"}, "period": "4 s"}
    >>> north |= {"range-error": "50 m", "azimuth-error": "0.2 deg"}
    >>> read_sensors({"sensors": {"north": north}}).radars[0].range_error
    50.0
    """
    if isinstance(given, Radars):
        return _checked(given)
    if isinstance(given, Mapping):
        return _Reader("sensors", {}).radars(given)
    if isinstance(given, str | Path):
        where = one_line(str(given))
        tree = read_tree(_bytes_of(Path(given), where), where)
        return _Reader(where, tree.lines).radars(tree.value)
    if isinstance(given, Iterable):
        radars = tuple(given)
        if radars and all(isinstance(one, Radar) for one in radars):
            return _checked(Radars(radars))
    raise UserError(
        "sensors: give the path of a YAML file, a mapping with the same content, or "
        "Radar objects"
    )


def _checked(given: Radars) -> Radars:
    """Return `given` unless its numbers cannot be."""
    names = [radar.name for radar in given.radars]
    if not names or len(set(names)) < len(names):
        raise UserError("sensors: give at least one, each with a name of its own")
    for radar in given.radars:
        for key, field in (_FIELDS | _BIASES).items():
            value = getattr(radar, field.name)
            low, high = _bounds(field)
            unset = key == "elevation-error" and value == math.inf
            if not unset and not low <= value <= high:
                raise UserError(
                    f"sensors: {radar.name}: {field.name} is {value:g}; give from "
                    f"{low:g} to {high:g}, in SI and radians"
                )
        if not 0.0 <= radar.range_min < radar.range_max:
            raise UserError(f"sensors: {radar.name}: range_min is not below range_max")
    return given


def _bounds(field: _Field) -> tuple[float, float]:
    return parse(field.low, field.dimension), parse(field.high, field.dimension)


def _bytes_of(path: Path, where: str) -> bytes:
    try:
        if not path.is_file():
            raise UserError(f"{where}: there is no such file; name a YAML file")
        with path.open("rb") as file:
            return file.read(SIZE_MAX + 1)
    except OSError as error:
        raise UserError(f"{where}: cannot be read ({error.strerror})") from None


class _Reader:
    """Takes plain values into radars, and says where something is wrong."""

    def __init__(self, where: str, lines: Mapping[Loc, int]) -> None:
        self._where = where
        self._lines = lines

    def radars(self, value: Any) -> Radars:
        """Return the radars of the whole file."""
        top = self._mapping((), value, _TOP, f"sensors: {_EXAMPLE}")
        if "sensors" not in top:
            self._refuse((), f"sensors: is missing; write it, as sensors: {_EXAMPLE}")
        plane = top.get("plane")
        if plane is not None and not isinstance(plane, bool):
            self._refuse(("plane",), f"{told(plane)}: write true or false")
        origin = None
        if "origin" in top:
            origin = self._on_earth(("origin",), top["origin"])
        listed = top["sensors"]
        if not isinstance(listed, Mapping) or not listed:
            said = f"is {told(listed)}" if listed else "is empty"
            self._refuse(("sensors",), f"{said}; write at least one, as {_EXAMPLE}")
        if len(listed) > RADARS_MAX:
            self._refuse(("sensors",), f"are {len(listed):,}; at most {RADARS_MAX:,}")
        radars = tuple(
            self._radar(("sensors", name), str(name), said)
            for name, said in listed.items()
        )
        return self._agreeing(Radars(radars, origin, plane))

    def _agreeing(self, radars: Radars) -> Radars:
        """Return the radars unless frame, plane and places contradict each other."""
        for radar in radars.radars:
            loc = "sensors", radar.name
            if radars.plane and radar.has_height:
                self._refuse(
                    (*loc, "elevation-error"),
                    "nothing has an elevation in a plane; remove it, or `plane`",
                )
            if radars.plane and isinstance(radar.at, OnEarth):
                self._refuse(
                    (*loc, "at"),
                    "the Earth is no plane; write {east: 0 m, north: 0 m}, or remove "
                    "`plane`",
                )
        return radars

    def _radar(self, loc: Loc, name: str, value: Any) -> Radar:
        said = self._mapping(loc, value, _KEYS, "its place, period and errors")
        found: dict[str, Any] = {"at": self._at(loc, said)}
        for key, field in _FIELDS.items():
            if said.get(key) is not None:
                found[field.name] = self._quantity((*loc, key), said[key], field)
            elif field.example:
                self._refuse(
                    (*loc, key), f"is missing; write it, as {key}: {field.example}", loc
                )
        if "range" in said:
            found["range_min"], found["range_max"] = self._reach(
                (*loc, "range"), said["range"]
            )
        if "bias" in said:
            found |= self._some((*loc, "bias"), said["bias"], _BIASES)
        return Radar(name, **found)

    def _at(self, loc: Loc, said: Mapping[str, Any]) -> OnEarth | OnMap:
        if "at" not in said:
            self._refuse(
                (*loc, "at"),
                "is missing; write it, as at: [39.9 deg, 32.8 deg] or "
                "at: {east: 0 m, north: 0 m}",
                loc,
            )
        place = said["at"]
        if isinstance(place, Mapping) and not {"lat", "lon"} & set(place):
            if "altitude" in said:
                self._refuse(
                    (*loc, "altitude"),
                    "stands with a latitude and longitude; write `up` in `at`",
                )
            return OnMap(**self._some((*loc, "at"), place, _ON_MAP))
        altitude = 0.0
        if "altitude" in said:
            altitude = self._quantity((*loc, "altitude"), said["altitude"], _ALTITUDE)
        found = self._on_earth((*loc, "at"), place)
        return OnEarth(found.lat, found.lon, altitude)

    def _on_earth(self, loc: Loc, value: Any) -> OnEarth:
        if isinstance(value, Mapping):
            said = self._mapping(loc, value, ("lat", "lon"), "lat and lon")
            if len(said) < 2:
                self._refuse(loc, "has lat or lon alone; write both")
            pair = [said["lat"], said["lon"]]
        elif isinstance(value, list | tuple) and len(value) == 2:
            pair = list(value)
        else:
            self._refuse(loc, f"{told(value)}: write [39.9 deg, 32.8 deg]")
        return OnEarth(
            self._quantity(loc, pair[0], _LAT), self._quantity(loc, pair[1], _LON)
        )

    def _reach(self, loc: Loc, value: Any) -> tuple[float, float]:
        if not isinstance(value, list | tuple) or len(value) != 2:
            self._refuse(loc, f"{told(value)}: write [1 km, 100 km]")
        low, high = (self._quantity(loc, one, _REACH) for one in value)
        if low >= high:
            self._refuse(loc, "the least is not below the greatest; swap the two")
        return low, high

    def _some(
        self, loc: Loc, value: Any, fields: Mapping[str, _Field]
    ) -> dict[str, float]:
        """Return whichever of some quantities are written."""
        said = self._mapping(loc, value, fields, " and ".join(fields))
        return {
            fields[key].name: self._quantity((*loc, key), written, fields[key])
            for key, written in said.items()
        }

    def _mapping(
        self, loc: Loc, value: Any, known: Iterable[str], wanted: str
    ) -> dict[str, Any]:
        """Return a mapping whose keys are all known, hyphens for underscores."""
        if not isinstance(value, Mapping) or not value:
            self._refuse(loc, f"{told(value)}: write {wanted}")
        names = list(known)
        found = {str(key).replace("_", "-"): item for key, item in value.items()}
        for key, name in zip(value, found, strict=False):
            if name not in names:
                self._refuse((*loc, key), f"is not a key here; {nearest(name, names)}")
        return found

    def _quantity(self, loc: Loc, value: Any, field: _Field) -> float:
        try:
            number = parse(value, field.dimension)
        except ValueError as error:
            self._refuse(loc, str(error))
        low, high = _bounds(field)
        if not low <= number <= high:
            self._refuse(
                loc,
                f"{told(value)} is out of bounds; write from {field.low} to "
                f"{field.high}",
            )
        return number

    def _refuse(self, loc: Loc, text: str, line_of: Loc | None = None) -> NoReturn:
        place = loc if line_of is None else line_of
        while place and place not in self._lines:
            place = place[:-1]
        line = self._lines.get(place)
        number = "" if line is None else f":{line}"
        field = f"{spell(loc)}: " if loc else ""
        raise UserError(f"{self._where}{number}: {field}{one_line(text)}")
