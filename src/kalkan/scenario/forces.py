"""What the defender has: fire units, and nodes that look."""

from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from kalkan.scenario.emitting import ALL, Emitting, Guarded
from kalkan.scenario.parts import (
    Fault,
    Frozen,
    Name,
    Orbit,
    Place,
    Transponder,
    Window,
    refuse,
    whole,
    within,
)
from kalkan.units import Angle, Length, Number

Rounds = Annotated[int, *whole(0, 10_000)]
Multipath = Literal["none", "sea", "flat"]
Bearing = Annotated[Angle, within("-360 deg", "360 deg", "angle")]


class Asset(Frozen):
    """Something defended, and what it is worth to the analyst."""

    at: Place
    value: Annotated[Number, within("0", "1e9", "number")] = Field(
        description="Worth, in units of the analyst's choosing.", examples=[100]
    )
    radius: Annotated[Length, within("1 m", "100 km", "length")] = Field(
        description="Of the circle on the ground that it fills."
    )


class Doctrine(Frozen):
    """How a fire unit shoots."""

    assign: Literal["first_feasible", "marginal"] = Field(
        default="marginal", description="Which target and round are chosen."
    )
    salvo: Annotated[int, *whole(1, 8)] = Field(
        default=2, description="Rounds fired at a target together."
    )
    look: Literal["shoot-look-shoot", "shoot-shoot"] = Field(
        default="shoot-look-shoot", description="Whether a salvo is awaited."
    )
    reserve: Annotated[Number, within("0", "1", "number")] = Field(
        default=0.0, description="Share of the magazine kept for the most urgent."
    )
    friend_clearance: Annotated[Length, within("0 m", "100 km", "length")] = Field(
        default=0.0,
        alias="friend-clearance",
        description="Kept between a meeting place and known friends and neutrals.",
    )


class FireForce(Emitting):
    """A fire unit with the radars, launchers and rounds that the catalogue gives it."""

    system: str = Field(description="A fire unit of the catalogue.")
    at: Place
    facing: Bearing | None = Field(
        default=None, description="Where its sector radar looks, clockwise from north."
    )
    magazine: dict[str, Rounds] | None = Field(
        default=None, description="Rounds by type; else the catalogue's load."
    )
    launchers: Annotated[int, *whole(1, 64)] | None = Field(
        default=None, description="Number of launchers; else the catalogue's."
    )
    doctrine: Doctrine = Doctrine()
    multipath: Multipath = Field(
        default="none", description="What its radars' second ray is reflected by."
    )
    fails: Window | None = Field(
        default=None, description="When its command vehicle falls out by itself."
    )


class Node(Emitting):
    """A radar at a place, or an aircraft with a radar on an orbit."""

    name: Name
    system: str = Field(
        description="A radar, or an aircraft that carries one.",
        examples=["AN/TPS-77"],
    )
    at: Place | None = None
    orbit: Orbit | None = None
    facing: Bearing | None = Field(
        default=None, description="Where a sector radar looks, clockwise from north."
    )
    iff: Transponder = Field(
        default="none", description="What the transponder of an aircraft answers."
    )
    multipath: Multipath = Field(
        default="none", description="What its radars' second ray is reflected by."
    )
    fails: Window | None = Field(
        default=None, description="When it falls out by itself."
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.at is None) == (self.orbit is None):
            have = "neither a place nor" if self.at is None else "both a place and"
            raise ValueError(f"has {have} an orbit; write one of `at` and `orbit`")
        if self.at is not None and self.iff != "none":
            refuse([Fault(("iff",), "is for aircraft on an orbit; remove it")])
        if set(self.emissions) != {ALL}:
            text = "is radar by radar for a fire unit; write always or until-cued"
            refuse([Fault(("emissions",), text)])
        return self


class SensorForce(Frozen):
    """Radars that share one air picture."""

    nodes: Annotated[tuple[Node, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _check(self) -> Self:
        refuse(self._repeated())
        return self

    def _repeated(self) -> list[Fault]:
        names = [node.name.casefold() for node in self.nodes]
        return [
            Fault(
                ("nodes", k, "name"),
                f"another node is called {self.nodes[k].name}; name it differently",
            )
            for k, name in enumerate(names)
            if name in names[:k]
        ]


class Post(Frozen):
    """Where a command post stands, and the ground that it fills."""

    at: Place
    radius: Annotated[Length, within("1 m", "1 km", "length")] = Field(
        default=30.0,
        description="Of the circle on the ground that it fills.",
        json_schema_extra={"default": "30 m"},
    )


class CommandForce(Guarded):
    """A command post: it neither looks nor shoots, and joins those that do."""

    command: Post
    fails: Window | None = Field(
        default=None, description="When it falls out by itself."
    )


_KEYS = {"nodes": "sensors", "command": "command-post"}


def _kind(data: Any) -> str:
    for key, kind in _KEYS.items():
        if key in data if isinstance(data, dict) else hasattr(data, key):
            return kind
    return "fire"


Force = Annotated[
    Annotated[FireForce, Tag("fire")]
    | Annotated[SensorForce, Tag("sensors")]
    | Annotated[CommandForce, Tag("command-post")],
    Discriminator(_kind),
]

__all__ = [
    "Asset",
    "CommandForce",
    "Doctrine",
    "FireForce",
    "Force",
    "Node",
    "Post",
    "SensorForce",
]
