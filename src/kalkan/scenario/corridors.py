"""Corridors: where friends or neutrals were told to fly, and when."""

from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, TypeAdapter, model_validator

from kalkan.scenario.ground import distance
from kalkan.scenario.parts import (
    Fault,
    Frozen,
    Place,
    Window,
    refuse,
    within,
    written_as,
)
from kalkan.units import Length, Speed
from kalkan.written.tree import told

LEG_LEAST = 1e3  #: a shorter leg is a mistake of a place [m]
LEG_MOST = 3e6  #: a longer one needs another place to say which way round [m]
SLOWEST, FASTEST = "60 m/s", "350 m/s"  #: of aircraft on a route, assumed


def _between(data: Any, example: str) -> dict[str, Any]:
    """Return the two ends of ``{between: [low, high]}``."""
    pair = data.get("between") if isinstance(data, dict) else None
    if isinstance(pair, list | tuple) and (len(pair), len(data)) == (2, 1):
        return {"low": pair[0], "high": pair[1]}
    raise ValueError(f"{told(data)} is not a span; write {{between: [{example}]}}")


def _span(quantity: Any) -> ConfigDict:
    """Return the settings of an entry that is written ``{between: [low, high]}``."""
    end = TypeAdapter(quantity).json_schema()
    pair = {"type": "array", "items": end, "minItems": 2, "maxItems": 2}
    return written_as(
        {
            "type": "object",
            "properties": {"between": pair},
            "required": ["between"],
            "additionalProperties": False,
        }
    )


class Layer(Frozen):
    """Between two altitudes above mean sea level: ``{between: [9 km, 12 km]}``."""

    model_config = _span(Length)

    low: Annotated[Length, within("0 m", "40 km", "length")]  #: [m]
    high: Annotated[Length, within("0 m", "40 km", "length")]  #: [m]

    @model_validator(mode="before")
    @classmethod
    def _from_pair(cls, data: Any) -> Any:
        return _between(data, "9 km, 12 km")

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.low >= self.high:
            raise ValueError("is not above its floor; swap its two altitudes")
        return self


class Speeds(Frozen):
    """Between two speeds over ground: ``{between: [100 m/s, 280 m/s]}``."""

    model_config = _span(Speed)

    low: Annotated[Speed, within("1 m/s", "1000 m/s", "speed")]  #: [m s⁻¹]
    high: Annotated[Speed, within("1 m/s", "1000 m/s", "speed")]  #: [m s⁻¹]

    @model_validator(mode="before")
    @classmethod
    def _from_pair(cls, data: Any) -> Any:
        return _between(data, "100 m/s, 280 m/s")

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.low > self.high:
            raise ValueError("its greatest is below its least; swap its two speeds")
        return self


class Corridor(Frozen):
    """A way through the air that friends or neutrals were told to keep to."""

    route: Annotated[tuple[Place, ...], Field(max_length=100)]
    width: Annotated[Length, within("100 m", "200 km", "length")] = Field(
        description="From edge to edge."
    )
    altitude: Layer = Field(description="Floor and ceiling.")
    open: Window | None = Field(
        default=None, description="From when to when; else in the whole battle."
    )
    for_: Literal["friend", "neutral"] = Field(
        alias="for", description="What is believed of who keeps to it."
    )
    speed: Speeds = Field(
        default=Speeds.model_validate({"between": [SLOWEST, FASTEST]}),
        description="What is plausible over ground.",
    )
    one_way: bool = Field(
        default=False,
        alias="one-way",
        description="Whether it is flown from its first place to its last alone.",
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        refuse(self._of_legs())
        if self.open is not None and self.open.low == self.open.high:
            refuse([Fault(("open",), "is open at one moment; write two times")])
        return self

    def _of_legs(self) -> list[Fault]:
        faults = []
        if len(self.route) < 2:
            faults = [Fault(("route",), "has no two places; write from where to where")]
        for k in range(1, len(self.route)):
            away = distance(self.route[k - 1], self.route[k])
            if not LEG_LEAST <= away <= LEG_MOST:
                faults.append(
                    Fault(
                        ("route", k),
                        f"is {away / 1e3:,.1f} km from the place before; write from "
                        f"{LEG_LEAST / 1e3:,.0f} to {LEG_MOST / 1e3:,.0f} km",
                    )
                )
        return faults
