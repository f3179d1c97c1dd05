"""Options: which forces are there, and who tells whom what."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, TypeAdapter, model_validator

from kalkan.scenario.forces import Force, SensorForce
from kalkan.scenario.parts import (
    Fault,
    Frozen,
    Window,
    check_keys,
    refuse,
    within,
    written_as,
)
from kalkan.scenario.rules import Variation
from kalkan.units import Duration, Number, Rate
from kalkan.written.suggest import nearest
from kalkan.written.tree import Loc, shorten, told

Level = Literal["none", "cue", "track", "fire_control"]

_ENDS = ("between", "among", "from", "to")
_REST = ("level", "latency", "loss", "capacity", "fails")
_FORM = "write between: [a, b], among: all, or from: a and to: b"


class Link(Frozen):
    """Who tells whom: both ways among members, or from one to another.

    Written ``{between: [a, b], …}``, ``{among: all, …}``, ``{among: [a, b, c], …}``
    or ``{from: a, to: b, …}``.  An end is a force, or one of its nodes, ``force/node``.
    """

    members: Annotated[tuple[str, ...], Field(min_length=2)]
    one_way: bool = False  #: from the first member to the second alone
    level: Level
    latency: Annotated[Duration, within("0 s", "1 h", "duration")]  #: [s]
    loss: Annotated[Number, within("0", "1", "number")] = 0.0  #: of messages [1]
    capacity: Annotated[Rate, within("1 1/h", "1e6 1/s", "rate")] | None = None
    fails: Window | None = None  #: when it falls out by itself

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
        check_keys(data, (*_ENDS, *_REST))
        rest = dict(data)
        ends = {key: rest.pop(key) for key in _ENDS if key in rest}
        return {**rest, **_members(ends)}

    @model_validator(mode="after")
    def _check_members(self) -> Self:
        if len(set(self.members)) < len(self.members):
            raise ValueError("joins a force with itself; name each force once")
        named = [end.partition("/")[0] for end in self.members]
        for end, force in zip(self.members, named, strict=True):
            if end != force and force in self.members:
                raise ValueError(
                    f"joins {shorten(end)} with its own force, whose nodes share one "
                    "picture anyway; name two forces"
                )
        if len(set(named)) == 1:
            raise ValueError(
                "joins nodes of one force, which share one picture anyway; "
                "name two forces"
            )
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
    rules: Variation = Variation()

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
            for name in (end.partition("/")[0] for end in link.members)
            if name not in self.forces
        )
        return self


def _spelled_out(link: Any, forces: Any) -> Any:
    if isinstance(link, dict) and link.get("among") == "all":
        return {**link, "among": forces}
    return link


def faults_of_option(
    name: str, option: Option, forces: Mapping[str, Force]
) -> Iterator[Fault]:
    """Yield what an option names that is not among the forces."""
    for k, force in enumerate(option.forces):
        if force not in forces:
            mend = nearest(force, forces)
            yield Fault(
                ("options", name, "forces", k),
                f"there is no force {told(force)}; {mend}",
            )
    for k, link in enumerate(option.links):
        for end in link.members:
            yield from _of_end(("options", name, "links", k), end, forces)


def _of_end(loc: Loc, end: str, forces: Mapping[str, Force]) -> Iterator[Fault]:
    name, slash, node = end.partition("/")
    force = forces.get(name)
    if not slash or force is None:
        return
    if not isinstance(force, SensorForce):
        yield Fault(loc, f"{name} is one node; write {name}")
        return
    nodes = [one.name for one in force.nodes]
    if node not in nodes:
        yield Fault(loc, f"{name} has no node {told(node)}; {nearest(node, nodes)}")


_STRING = {"type": "string", "examples": ["battery", "watch/tower"]}
_NAMES = {"type": "array", "items": _STRING, "minItems": 2}


def _written(kind: Any, example: str | float) -> dict[str, Any]:
    return {**TypeAdapter(kind).json_schema(), "examples": [example]}


def _form(**ends: dict[str, Any]) -> dict[str, Any]:
    rest = {
        "level": {"enum": ["none", "cue", "track", "fire_control"]},
        "latency": _written(Duration, "1 s"),
        "loss": _written(Number, 0.05),
        "capacity": _written(Rate, "20 1/s"),
        "fails": {**TypeAdapter(Window).json_schema(), "examples": ["12 min"]},
    }
    return {
        "type": "object",
        "properties": {**ends, **rest},
        "required": [*ends, "level", "latency"],
        "additionalProperties": False,
    }


Link.model_config.update(
    written_as(
        _form(between={**_NAMES, "maxItems": 2}),
        _form(among={"anyOf": [{"const": "all"}, _NAMES]}),
        _form(**{"from": _STRING, "to": _STRING}),
    )
)
