"""Rules: what may be shot at, who reads whose answer, and how tracks are told apart."""

from collections.abc import Collection, Iterator
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from kalkan.scenario.corridors import Corridor
from kalkan.scenario.parts import Fault, Frozen, Mode, Name, Place, Window, refuse
from kalkan.units import Probability
from kalkan.written.suggest import nearest
from kalkan.written.tree import Loc, told

Control = Literal["free", "tight", "hold"]
Kind = Literal["ballistic", "cruise", "drone", "aircraft"]
KINDS: tuple[Kind, ...] = ("ballistic", "cruise", "drone", "aircraft")

MODES = get_args(Mode)  #: of transponders that answer
ALL, AUTONOMOUS = "all", "autonomous"  #: keys of `engagement` that are not forces

#: What is taken for what by default: assumed (docs/models/identification.md).
CONFUSION: dict[Kind, dict[Kind, float]] = {
    "ballistic": {"ballistic": 0.98, "aircraft": 0.02},
    "cruise": {"cruise": 0.90, "drone": 0.03, "aircraft": 0.07},
    "drone": {"cruise": 0.03, "drone": 0.92, "aircraft": 0.05},
    "aircraft": {"ballistic": 0.005, "cruise": 0.045, "drone": 0.01, "aircraft": 0.94},
}
STUDY = {"between": ["5 s", "15 s"]}  #: time to settle a class, assumed
SUM_SLACK = 1e-6  #: by which the shares of a row may miss 1


def _spell_out(data: Any) -> Any:
    """Return a word for all as a mapping."""
    if isinstance(data, dict):
        return data
    if not isinstance(data, str):
        raise ValueError(
            f"{told(data)} is neither a word nor a mapping; write tight, or "
            f"{{{ALL}: tight, <force>: free}}"
        )
    return {ALL: data}


def _check_all(controls: dict[str, Control]) -> dict[str, Control]:
    if ALL not in controls:
        raise ValueError(f"does not say `{ALL}`; write, for example, `{ALL}: tight`")
    return controls


_CONTROL = {"type": "string", "enum": ["free", "tight", "hold"]}
_CONTROLS = {
    "anyOf": [
        _CONTROL,
        {"type": "object", "required": [ALL], "additionalProperties": _CONTROL},
    ]
}
Engagement = Annotated[
    dict[str, Control],
    BeforeValidator(_spell_out),
    AfterValidator(_check_all),
    WithJsonSchema(_CONTROLS),
]


def _no_corridors(data: Any) -> Any:
    if data == "none":
        return {}
    if not isinstance(data, dict):
        raise ValueError(f"{told(data)} is no mapping of corridors; write `none`")
    return data


def _perfect(data: Any) -> Any:
    if data == "none":
        return {kind: {kind: 1.0} for kind in KINDS}
    return data


def _check_rows(
    rows: dict[Kind, dict[Kind, float]],
) -> dict[Kind, dict[Kind, float]]:
    refuse(
        Fault((kind,), f"adds up to {sum(row.values()):g}; the shares of a row make 1")
        for kind, row in rows.items()
        if abs(sum(row.values()) - 1.0) > SUM_SLACK
    )
    return rows


Confusion = Annotated[
    dict[Kind, dict[Kind, Probability]],
    BeforeValidator(_perfect),
    AfterValidator(_check_rows),
]


class Classification(Frozen):
    """How long it takes to settle what a track is, and how often that errs."""

    time: Window = Field(
        default=Window.model_validate(STUDY),
        description="A time, or between two of which each track draws its own.",
    )
    confusion: Confusion = Field(
        default_factory=dict,
        description="Of what moves as one class, the shares taken for each; or none.",
    )

    def shares(self, kind: Kind) -> dict[Kind, float]:
        """Return what a track that moves as `kind` is taken for, by default assumed."""
        return self.confusion.get(kind, CONFUSION[kind])


Modes = dict[str, tuple[Mode, ...]]


class Variation(Frozen):
    """Rules that an option states otherwise."""

    engagement: Engagement | None = Field(
        default=None, description="In place of all that the rules say of it."
    )
    iff: Modes = Field(
        default_factory=dict, description="Of the systems named, what they can read."
    )


class Rules(Frozen):
    """What may be shot at, whose answer each system can read, who keeps to what."""

    engagement: Engagement = Field(
        description="free: all but friends and neutrals; tight: hostiles; hold: none."
    )
    iff: Modes = Field(
        description="Transponder modes that each system of a force can read."
    )
    corridors: Annotated[dict[Name, Corridor], BeforeValidator(_no_corridors)] = Field(
        default_factory=dict, description="Corridors by name, or none."
    )
    classification: Classification = Classification()

    def control(self, force: str) -> Control:
        """Return the rules of engagement of a force while it is joined."""
        return self.engagement.get(force, self.engagement[ALL])

    def control_alone(self, force: str) -> Control:
        """Return the rules of engagement of a force that has lost who joined it."""
        return self.engagement.get(AUTONOMOUS, self.control(force))

    def varied(self, by: Variation) -> Self:
        """Return the rules with what an option states otherwise."""
        return self.model_copy(
            update={
                "engagement": by.engagement or self.engagement,
                "iff": {**self.iff, **by.iff},
            }
        )

    def places(self) -> Iterator[tuple[Loc, Place]]:
        """Yield every place of the corridors, with the way to it in the file."""
        for name, corridor in self.corridors.items():
            for k, place in enumerate(corridor.route):
                yield ("rules", "corridors", name, "route", k), place

    @property
    def holds_all(self) -> bool:
        """Whether nobody may shoot at anything, joined or alone."""
        return set(self.engagement.values()) == {"hold"}


def engagement_faults(
    loc: Loc, engagement: Collection[str], shooters: Collection[str]
) -> Iterator[Fault]:
    """Yield the forces that rules of engagement name and that cannot be meant."""
    for name in engagement:
        if name not in shooters and name not in (ALL, AUTONOMOUS):
            mend = nearest(name, [*shooters, ALL, AUTONOMOUS])
            yield Fault(
                (*loc, "engagement", name), f"is no fire unit of the forces; {mend}"
            )


def name_faults(forces: Collection[str]) -> Iterator[Fault]:
    """Yield the forces whose names are words of the rules."""
    for name in (ALL, AUTONOMOUS):
        if name in forces:
            yield Fault(
                ("forces", name), "is a word of `rules.engagement`; name it differently"
            )
