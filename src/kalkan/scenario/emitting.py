"""When a crew radiates, what it does under a missile, what it is worth to its own."""

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from kalkan.scenario.parts import Fault, Frozen, refuse, within
from kalkan.units import Duration, Number
from kalkan.written.tree import told

Discipline = Literal["always", "until-cued"]
ALL = "all"  #: of the radars of a fire unit, those that are not named

_WORDS = ("always", "until-cued")


def _for_all(data: Any) -> Any:
    """Return a word for all as a word by radar."""
    if isinstance(data, dict):
        return data
    if data not in _WORDS:
        choices = ", ".join(_WORDS)
        raise ValueError(f"{told(data)} is not a choice; write one of: {choices}")
    return {ALL: data}


_WORD = {"enum": list(_WORDS), "type": "string"}
Emissions = Annotated[
    dict[str, Discipline],
    BeforeValidator(_for_all),
    WithJsonSchema(
        {"anyOf": [_WORD, {"additionalProperties": _WORD, "type": "object"}]}
    ),
]


class Guarded(Frozen):
    """Something of the defence that the defence itself may guard."""

    worth: Annotated[Number, within("0", "1e9", "number")] = Field(
        default=0.0,
        description="Stake of what heads for it, as of an asset; 0 is not guarded.",
    )


class Emitting(Guarded):
    """A radar, or all of a fire unit's, with a crew that decides when it radiates."""

    emissions: Emissions = Field(
        default={ALL: "always"},
        description="always, or until-cued: silent until it is needed; of a fire unit "
        "also radar by radar, {all: always, 92N6E: until-cued}.",
    )
    silent_until: Annotated[Duration, within("0 s", "24 h", "duration")] = Field(
        default=0.0, alias="silent-until", description="Nothing is radiated before."
    )  #: [s]
    arm_response: Literal["none", "shut-down"] = Field(
        default="none",
        alias="arm-response",
        description="What the crew does under a missile that homes on its radar.",
    )
    shut_down: Annotated[Duration, within("1 s", "1 h", "duration")] | None = Field(
        default=None,
        alias="shut-down",
        description="How long it then radiates nothing.",
        examples=["45 s"],
    )  #: [s]

    @model_validator(mode="after")
    def _check_response(self) -> Self:
        hides = self.arm_response == "shut-down"
        if hides and self.shut_down is None:
            text = "is missing; write how long it radiates nothing, `shut-down: 45 s`"
            refuse([Fault(("shut-down",), text)])
        if not hides and self.shut_down is not None:
            text = "is for `arm-response: shut-down`; write that too, or remove it"
            refuse([Fault(("shut-down",), text)])
        return self

    def discipline_of(self, radar: str) -> Discipline:
        """Return whether a radar of this unit, by name, waits until it is needed."""
        return self.emissions.get(radar, self.emissions.get(ALL, "always"))
