"""When a crew radiates, what it does under a missile, what it is worth to its own."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from kalkan.scenario.parts import Fault, Frozen, refuse, within
from kalkan.units import Duration, Number

Discipline = Literal["always", "until-cued"]


class Guarded(Frozen):
    """Something of the defence that the defence itself may guard."""

    worth: Annotated[Number, within("0", "1e9", "number")] = Field(
        default=0.0,
        description="Stake of what heads for it, as of an asset; 0 is not guarded.",
    )


class Emitting(Guarded):
    """A radar, or all of a fire unit's, with a crew that decides when it radiates."""

    emissions: Discipline | dict[str, Discipline] = Field(
        default="always",
        description="always, or until-cued: silent until it is needed; of a fire unit "
        "also radar by radar.",
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
        if isinstance(self.emissions, str):
            return self.emissions
        return self.emissions.get(radar, "always")
