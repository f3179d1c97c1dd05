"""What an entry of something that flies, and may be shot at, may say."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from kalkan.catalogue.parts import (
    Altitude,
    AscentName,
    ClassName,
    Cost,
    CrossSection,
    Entry,
    Gains,
    Growth,
    Interval,
    Jammer,
    Load,
    Mass,
    Probability,
    Radius,
    Reach,
    ShapeName,
    Size,
    Slope,
    Speed,
    Stage,
    Swerling,
    stated,
)
from kalkan.catalogue.quantity import Basis, Measure, Quantity

_UNSTATED = Basis(
    status="assumed",
    reason="many scatterers, none of them dominant, changed by the next look",
)


class _Target(Entry):
    """What is common to all that flies and may be shot at."""

    class_: ClassName = Field(alias="class")
    shape: ShapeName
    rcs: CrossSection  #: nose-on at X band
    #: cross-section in a band / at X band
    band_gain: Gains = Field(default_factory=dict)
    fluctuation: Swerling = 1  #: how the cross-section varies from look to look
    fluctuation_basis: Basis = _UNSTATED
    size: Size
    reliability: Probability
    unit_cost: Cost

    @model_validator(mode="after")
    def _fluctuates(self) -> Self:
        if ("fluctuation" in self.model_fields_set) != (
            "fluctuation_basis" in self.model_fields_set
        ):
            raise ValueError("fluctuation and fluctuation_basis come together")
        return self


class Flyer(_Target):
    """An aircraft, a cruise missile or a drone."""

    kind: Literal["flyer"]
    radar: str | None = None
    cruise_speed: Speed
    speed_max: Speed
    altitude: Altitude
    load_limit: Load
    iff_failure: Probability
    range_max: Reach | None = None
    warhead_mass: Mass | None = None
    cep: Radius | None = None
    climb_angle: Slope | None = None  #: greatest climb and dive, following terrain
    jammer: Jammer | None = None
    #: of one that homes on radars, once they are silent: spread of its aim a second
    memory_growth: Growth | None = None

    @model_validator(mode="after")
    def _homes(self) -> Self:
        if (self.class_ == "anti_radiation") != (self.memory_growth is not None):
            raise ValueError("anti_radiation, and only it, states its memory_growth")
        return self


class Ballistic(_Target):
    """A ballistic missile."""

    kind: Literal["ballistic"]
    range_max: Reach
    apogee: Altitude  #: at `range_max`
    boost_time: Interval
    ballistic_coefficient: Annotated[
        Quantity, Measure("ballistic_coefficient", "100 kg/m2", "50000 kg/m2")
    ]
    warhead_mass: Mass
    cep: Radius
    diameter: Size | None = None  #: of the body that climbs
    payload_mass: Mass | None = None  #: what stands on the last stage
    stages: Annotated[tuple[Stage, ...], Field(min_length=1, max_length=4)] | None = (
        None
    )
    guided: AscentName = "gravity_turn"  #: how it climbs
    separates: bool = False  #: whether the payload leaves the last stage behind

    @model_validator(mode="after")
    def _staged(self) -> Self:
        if 0 < len(stated(self, _BOOSTER)) < len(_BOOSTER):
            raise ValueError(f"{', '.join(_BOOSTER)} come together")
        return self


_BOOSTER = ("stages", "payload_mass", "diameter")
