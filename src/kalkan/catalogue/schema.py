"""What an entry of the catalogue may say: one model a kind of system."""

from typing import Annotated, Literal, Self, get_args

from pydantic import Field, field_validator, model_validator

from kalkan.catalogue.parts import (
    Altitude,
    AntennaGain,
    BandName,
    Bandwidth,
    ClassName,
    Cost,
    Count,
    CrossSection,
    Elevation,
    Entry,
    GuidanceName,
    Interval,
    KillModelName,
    Load,
    Loss,
    Mass,
    Miss,
    NoiseFigure,
    Power,
    Probability,
    Pulse,
    RadialSpeed,
    Radius,
    Reach,
    Sidelobe,
    Size,
    Speed,
    Wait,
    Width,
    stated,
)
from kalkan.catalogue.quantity import Basis, Measure, Quantity
from kalkan.catalogue.targets import Ballistic, Flyer


class Radar(Entry):
    """A radar, on the ground or carried."""

    kind: Literal["radar"]
    band: BandName
    scan: Literal["rotating", "sector"]
    height_finding: bool
    instrumented_range: Reach
    reference_range: Reach | None = None  #: where `reference_rcs` is seen so often
    reference_rcs: CrossSection | None = None
    detection_probability: (
        Annotated[Quantity, Measure("number", "0.01", "0.999")] | None
    ) = None
    peak_power: Power | None = None
    antenna_gain: AntennaGain | None = None  #: of the main beam, on both ways
    pulse_width: Pulse | None = None  #: as sent, before compression
    losses: Loss | None = None  #: of system and processing, both ways, without air
    false_alarm_probability: Annotated[
        Quantity, Measure("number", "1e-12", "0.01", "log")
    ]
    scan_period: Interval
    sector_width: Width | None = None
    beamwidth_azimuth: Width
    beamwidth_elevation: Width
    range_resolution: Annotated[Quantity, Measure("length", "0.01 m", "20 km")]
    elevation_min: Elevation
    elevation_max: Elevation
    minimum_range: Reach
    mast_height: Annotated[Quantity, Measure("length", "0 m", "100 m")]
    dwell_period: Interval | None = None  #: revisit of a track being engaged
    false_plots: Annotated[Quantity, Measure("number", "1e-6", "1e4", "log")]
    pulses: Count | None = None  #: integrated in a look
    noise_figure: NoiseFigure | None = None
    sidelobe_level: Sidelobe | None = None  #: of the antenna, below its main beam
    notch_speed: RadialSpeed | None = None  #: radial, half the notch; 0 is none
    bandwidth: Bandwidth | None = None  #: of the pulse

    @model_validator(mode="after")
    def _anchored(self) -> Self:
        claim = stated(self, _CLAIM)
        parameters = stated(self, _PARAMETERS)
        if claim and parameters:
            raise ValueError(
                f"one anchor, a claim or parameters: {claim[0]} and {parameters[0]}"
            )
        wanted = (*_PARAMETERS, "pulses", "noise_figure") if parameters else _CLAIM
        missing = [name for name in wanted if getattr(self, name) is None]
        if missing:
            raise ValueError(
                f"{missing[0]} is missing; the anchor is all of {', '.join(wanted)}"
            )
        return self

    @model_validator(mode="after")
    def _sector(self) -> Self:
        if (self.scan == "sector") != (self.sector_width is not None):
            raise ValueError("a sector scan, and only it, states its sector_width")
        if self.elevation_min.high >= self.elevation_max.low:
            raise ValueError("elevation_min reaches up to elevation_max")
        return self


#: What anchors the radar equation: a published claim, or the radar's parameters.
_CLAIM = ("reference_range", "reference_rcs", "detection_probability")
_PARAMETERS = ("peak_power", "antenna_gain", "pulse_width", "losses")


class Round(Entry):
    """An interceptor."""

    kind: Literal["round"]
    guidance: GuidanceName
    seeker_band: BandName
    range_max: Reach
    range_max_ballistic: Reach  #: against a ballistic missile; 0 is not offered
    range_min: Reach
    altitude_min: Altitude
    altitude_max: Altitude
    speed_max: Speed
    boost_time: Interval
    sustain_time: Interval | None = None
    sustain_share: Probability | None = None  #: of the whole impulse
    diameter: Size
    launch_mass: Mass | None = None
    burnout_mass: Mass
    load_limit: Load
    lag: Interval  #: time constant of the guidance
    loft: Annotated[Quantity, Measure("number", "0", "2")]  #: rise / distance to go
    flight_time_max: Interval
    seeker_range: Reach  #: where 1 m2 is acquired every second time
    seeker_field_of_view: Width
    lethal_radius: Radius
    kill_model: KillModelName = "table"  #: `pk` as it stands, or miss distance
    reference_miss: Miss | None = None  #: of the shot that kills with `pk`; endgame
    reliability: Probability
    frailty: Annotated[Quantity, Measure("number", "0", "5")]  #: of logit Pk
    unit_cost: Cost
    pk: dict[ClassName, Probability]

    @field_validator("pk")
    @classmethod
    def _every_class(
        cls, stated: dict[ClassName, Quantity]
    ) -> dict[ClassName, Quantity]:
        return {name: stated.get(name, _NEVER) for name in get_args(ClassName)}

    @model_validator(mode="after")
    def _sustained(self) -> Self:
        if (self.sustain_time is None) != (self.sustain_share is None):
            raise ValueError("sustain_time and sustain_share come together")
        return self

    @model_validator(mode="after")
    def _kills(self) -> Self:
        if (self.kill_model == "endgame") != (self.reference_miss is not None):
            raise ValueError("kill_model endgame, and only it, states a reference_miss")
        return self

    @model_validator(mode="after")
    def _burns(self) -> Self:
        launch = self.launch_mass
        if launch is not None and self.burnout_mass.high >= launch.low:
            raise ValueError("burnout_mass reaches up to launch_mass")
        return self


_NEVER = Quantity(
    low=0.0,
    best=0.0,
    high=0.0,
    status="assumed",
    reason="not offered against this class",
    printed=(0.0, 0.0, 0.0),
)


class Launcher(Entry):
    """A launcher and what fits on it."""

    kind: Literal["launcher"]
    capacity: dict[str, Annotated[int, Field(gt=0, le=64)]]  #: rounds of one type
    capacity_basis: Basis
    elevation: Elevation  #: of the tube or rail
    ripple_interval: Interval
    reload_time: Wait


class FireUnit(Entry):
    """Radars, launchers, rounds and a post that fight as one."""

    kind: Literal["fire_unit"]
    radars: tuple[str, ...] = Field(min_length=1)
    guidance_radar: str
    launcher: str
    rounds: dict[str, Annotated[int, Field(gt=0, le=1000)]]  #: unless a scenario says
    rounds_basis: Basis
    command_post: bool
    launchers: Count
    channels: Count  #: targets engaged at once
    rounds_guided: Count  #: rounds in the air at once
    reaction_time: Wait
    assess_looks: Count
    false_kill: Probability
    false_live: Probability
    availability: Probability
    unit_cost: Cost


System = Radar | Round | Launcher | FireUnit | Flyer | Ballistic

AnySystem = Annotated[System, Field(discriminator="kind")]
