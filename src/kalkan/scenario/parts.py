"""The small parts of a scenario: names, places, altitudes, windows of time, orbits."""

import math
import re
from collections.abc import Collection, Iterable
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    Strict,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from kalkan.units import Angle, Duration, Length, parse, parse_altitude
from kalkan.written.suggest import nearest
from kalkan.written.tree import Loc, shorten, told

Json = dict[str, Any]

TargetClass = Literal[
    "fighter",
    "bomber",
    "airliner",
    "airborne_early_warning",
    "male_drone",
    "one_way_drone",
    "cruise_missile",
    "supersonic_missile",
    "short_range_ballistic",
    "medium_range_ballistic",
    "anti_radiation",
    "decoy",
]
Mode = Literal["civil", "mode-4", "mode-5"]  #: that a radar can read
Transponder = Literal["none", "civil", "mode-4", "mode-5"]  #: that a flyer carries
BALLISTIC = frozenset({"short_range_ballistic", "medium_range_ballistic"})
RETURNING = frozenset(  #: those that carry a weapon and do not fall on the target
    {"fighter", "bomber", "airliner", "airborne_early_warning", "male_drone"}
)

_NAME = re.compile(r"[^\W_][\w-]{0,63}")


class Fault(NamedTuple):
    """One thing wrong, below the entry that is being checked."""

    loc: Loc
    text: str


def refuse(faults: Iterable[Fault]) -> None:
    """Raise pydantic's ValidationError that lists `faults`, when there are any."""
    errors = [
        InitErrorDetails(
            type=PydanticCustomError("fault", "{text}", {"text": fault.text}),
            loc=fault.loc,
            input=None,
        )
        for fault in faults
    ]
    if errors:
        raise ValidationError.from_exception_data("scenario", errors)


def check_keys(data: dict[Any, Any], known: Collection[str]) -> None:
    """Refuse the keys of a mapping that are not `known`."""
    refuse(
        Fault((key,), f"is not a key here; {nearest(str(key), known)}")
        for key in data
        if key not in known
    )


def within(low: str, high: str, dimension: str) -> AfterValidator:
    """Return a validator that holds a quantity between two written bounds."""
    least, most = parse(low, dimension), parse(high, dimension)

    def check(value: float) -> float:
        if not least <= value <= most:
            raise PydanticCustomError(
                "bounds",
                "write from {low} to {high}",
                {"low": low, "high": high},
            )
        return value

    return AfterValidator(check)


def _check_name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"'{shorten(name)}' is not a name; write letters, digits and hyphens, "
            "at most 64, a letter or digit first"
        )
    return name


Name = Annotated[str, AfterValidator(_check_name)]


def whole(low: int, high: int) -> tuple[Strict, AfterValidator, WithJsonSchema]:
    """Return the marks that hold a whole number between two bounds."""

    def check(value: int) -> int:
        if not low <= value <= high:
            raise PydanticCustomError(
                "bounds", "write from {low} to {high}", {"low": low, "high": high}
            )
        return value

    schema = {"type": "integer", "minimum": low, "maximum": high}
    return Strict(), AfterValidator(check), WithJsonSchema(schema)


class Frozen(BaseModel):
    """Base of every entry: cannot change, and knows all of its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _check_keys(cls, data: Any) -> Any:
        if isinstance(data, dict):
            fields = cls.model_fields.items()
            check_keys(data, [field.alias or name for name, field in fields])
        return data


def written_as(*forms: Json) -> ConfigDict:
    """Return the settings of an entry that a person writes in another form."""

    def replace(schema: Json) -> None:
        description = schema["description"]
        schema.clear()
        schema.update(forms[0] if len(forms) == 1 else {"anyOf": list(forms)})
        schema["description"] = description

    return ConfigDict(json_schema_extra=replace)


def _written(quantity: Any, example: str) -> Json:
    """Return the JSON Schema of a quantity with its unit."""
    return {**TypeAdapter(quantity).json_schema(), "examples": [example]}


_ANGLE = _written(Angle, "39.912 deg")
_TIME = _written(Duration, "4 min")
_LENGTH = _written(Length, "9 km")
_ALTITUDE = {
    **_LENGTH,
    "pattern": _LENGTH["pattern"].removesuffix("$") + r"(AGL|MSL)?\s*$",
    "examples": ["9 km", "50 m AGL"],
}


class Place(Frozen):
    """A place on the ground: ``[latitude, longitude]``, WGS-84."""

    model_config = written_as(
        {"type": "array", "items": _ANGLE, "minItems": 2, "maxItems": 2},
        {
            "type": "object",
            "properties": {"lat": _ANGLE, "lon": _ANGLE},
            "required": ["lat", "lon"],
            "additionalProperties": False,
        },
    )

    lat: Annotated[Angle, within("-89 deg", "89 deg", "angle")]  #: [rad]
    lon: Annotated[Angle, within("-180 deg", "180 deg", "angle")]  #: [rad]

    @model_validator(mode="before")
    @classmethod
    def _from_pair(cls, data: Any) -> Any:
        if isinstance(data, list | tuple) and len(data) == 2:
            return {"lat": data[0], "lon": data[1]}
        if isinstance(data, dict):
            return data
        raise ValueError(
            f"{_counted(data)} is not a place; write [39.912 deg, 32.853 deg]"
        )

    @property
    def degrees(self) -> tuple[float, float]:
        """Latitude and longitude [deg]."""
        return math.degrees(self.lat), math.degrees(self.lon)


def _counted(data: Any) -> str:
    return f"a list of {len(data)}" if isinstance(data, list | tuple) else told(data)


class Altitude(Frozen):
    """Height of flight: ``9 km`` above mean sea level or ``50 m AGL`` above ground."""

    model_config = written_as(_ALTITUDE)

    metres: float  #: [m]
    datum: Literal["AGL", "MSL"]

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        metres, datum = parse_altitude(data)
        if not 1.0 <= metres <= 40e3:
            bounds = {"low": "1 m", "high": "40 km"}
            raise PydanticCustomError("bounds", "write from {low} to {high}", bounds)
        return {"metres": metres, "datum": datum}


class Window(Frozen):
    """When something starts: ``4 min``, or ``{between: [2 min, 6 min]}``."""

    model_config = written_as(
        _TIME,
        {
            "type": "object",
            "properties": {
                "between": {
                    "type": "array",
                    "items": _TIME,
                    "minItems": 2,
                    "maxItems": 2,
                }
            },
            "required": ["between"],
            "additionalProperties": False,
        },
    )

    low: Annotated[Duration, within("0 s", "24 h", "duration")]  #: earliest [s]
    high: Annotated[Duration, within("0 s", "24 h", "duration")]  #: latest [s]

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        if isinstance(data, str | int | float) and not isinstance(data, bool):
            return {"low": data, "high": data}
        pair = data.get("between") if isinstance(data, dict) else None
        if isinstance(pair, list | tuple) and (len(pair), len(data)) == (2, 1):
            return {"low": pair[0], "high": pair[1]}
        raise ValueError(
            f"{told(data)} is not a time; write 4 min or {{between: [2 min, 6 min]}}"
        )

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.low > self.high:
            raise ValueError("the window ends before it begins; swap its two times")
        return self


def _loosen(schema: Json) -> None:
    """Let the centre be a name, and the altitude that of the group."""
    centre = schema["properties"]["centre"]
    centre["anyOf"] = [{"$ref": centre.pop("$ref")}, {"type": "string"}]
    schema["required"] = ["centre", "radius"]


class Orbit(Frozen):
    """A circle flown at constant altitude."""

    model_config = ConfigDict(json_schema_extra=_loosen)

    centre: Place = Field(description="A place, or the name of an asset.")
    radius: Annotated[Length, within("1 km", "500 km", "length")]  #: [m]
    altitude: Altitude

    @field_validator("centre", mode="before")
    @classmethod
    def _check_centre(cls, data: Any) -> Any:
        if isinstance(data, str):
            raise ValueError(
                f"'{shorten(data)}' is neither a place nor an asset; "
                "write [39.3 deg, 31.5 deg] or the name of an asset"
            )
        return data
