"""Rules of engagement."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from kalkan.scenario.parts import Frozen, Mode
from kalkan.scenario.tree import told


def _only_none(key: str) -> BeforeValidator:
    def check(data: Any) -> Any:
        if data != "none":
            raise ValueError(
                f"{told(data)} is not read by this version; write `{key}: none`"
            )
        return data

    return BeforeValidator(check)


class Rules(Frozen):
    """What may be shot at, and whose answer each system can read."""

    engagement: Literal["free", "tight", "hold"] = Field(
        description="free: all but friends and neutrals; tight: hostiles; hold: none."
    )
    iff: dict[str, tuple[Mode, ...]] = Field(
        description="Transponder modes that each system of a force can read."
    )
    corridors: Annotated[Literal["none"], _only_none("corridors")] = Field(
        default="none", description="Only `none` in this version."
    )
