"""Options: which forces are there, and who tells whom what."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, TypeAdapter, model_validator

from kalkan.scenario.parts import (
    Fault,
    Frozen,
    check_keys,
    refuse,
    within,
    written_as,
)
from kalkan.scenario.suggest import nearest
from kalkan.scenario.tree import shorten
from kalkan.units import Duration

Level = Literal["none", "track", "fire_control"]

_ENDS = ("between", "among", "from", "to")
_FORM = "write between: [a, b], among: all, or from: a and to: b"


class Link(Frozen):
    """Who passes plots to whom: both ways among members, or from one to another.

    Written ``{between: [a, b], …}``, ``{among: all, …}``, ``{among: [a, b, c], …}``
    or ``{from: a, to: b, …}``.
    """

    members: Annotated[tuple[str, ...], Field(min_length=2)]
    one_way: bool = False  #: from the first member to the second alone
    level: Level
    latency: Annotated[Duration, within("0 s", "1 h", "duration")]  #: [s]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every (source, sink) that the link joins."""
        if self.one_way:
            return ((self.members[0], self.members[1]),)
        return tuple((a, b) for a in self.members for b in self.members if a != b)

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        check_keys(data, (*_ENDS, "level", "latency"))
        rest = dict(data)
        ends = {key: rest.pop(key) for key in _ENDS if key in rest}
        return {**rest, **_members(ends)}

    @model_validator(mode="after")
    def _check_members(self) -> Self:
        if len(set(self.members)) < len(self.members):
            raise ValueError("joins a force with itself; name each force once")
        return self


def _members(ends: dict[str, Any]) -> dict[str, Any]:
    match ends:
        case {"from": source, "to": sink, **rest} if not rest:
            return {"members": [source, sink], "one_way": True}
        case {"between": [one, other], **rest} if not rest:
            return {"members": [one, other]}
        case {"among": [*several], **rest} if not rest:
            return {"members": several}
    raise ValueError(f"does not say who is linked; {_FORM}")


class Option(Frozen):
    """A variation: every option meets the same raid with the same luck."""

    forces: Annotated[tuple[str, ...], Field(min_length=1)]
    links: tuple[Link, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _spell_out_all(cls, data: Any) -> Any:
        """Replace ``among: all`` by the forces of the option."""
        links = data.get("links") if isinstance(data, dict) else None
        if not isinstance(links, list):
            return data
        return {**data, "links": [_spelled_out(k, data.get("forces")) for k in links]}

    @model_validator(mode="after")
    def _check(self) -> Self:
        refuse(
            Fault(("forces", k), f"{shorten(name)} is named twice; name it once")
            for k, name in enumerate(self.forces)
            if name in self.forces[:k]
        )
        refuse(
            Fault(
                ("links", k),
                f"{shorten(name)} is not in this option; {nearest(name, self.forces)}",
            )
            for k, link in enumerate(self.links)
            for name in link.members
            if name not in self.forces
        )
        return self


def _spelled_out(link: Any, forces: Any) -> Any:
    if isinstance(link, dict) and link.get("among") == "all":
        return {**link, "among": forces}
    return link


_NAMES = {"type": "array", "items": {"type": "string"}, "minItems": 2}
_REST = {"level": {"enum": ["none", "track", "fire_control"]}}


def _form(**ends: dict[str, Any]) -> dict[str, Any]:
    latency = {**TypeAdapter(Duration).json_schema(), "examples": ["1 s"]}
    return {
        "type": "object",
        "properties": {**ends, **_REST, "latency": latency},
        "required": [*ends, "level", "latency"],
        "additionalProperties": False,
    }


_STRING = {"type": "string"}
Link.model_config.update(
    written_as(
        _form(between={**_NAMES, "maxItems": 2}),
        _form(among={"anyOf": [{"const": "all"}, _NAMES]}),
        _form(**{"from": _STRING, "to": _STRING}),
    )
)
