"""What an entry of the catalogue may say: one model a kind of system."""

from typing import Annotated, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from kalkan.catalogue.quantity import Basis, Measure, Quantity

BandName = Literal["VHF", "UHF", "L", "S", "C", "X", "KU", "KA"]
ShapeName = Literal["aircraft", "missile", "drone", "sphere"]
ClassName = Literal[
    "fighter",
    "bomber",
    "airliner",
    "airborne_early_warning",
    "male_drone",
    "one_way_drone",
    "cruise_missile",
    "supersonic_missile",
    "short_range_ballistic",
    "medium_range_ballistic",
    "anti_radiation",
    "decoy",
]
GuidanceName = Literal[
    "command", "semi_active", "track_via_missile", "active", "infrared"
]

Probability = Annotated[Quantity, Measure("number", "0", "1")]
Count = Annotated[Quantity, Measure("number", "1", "1000")]
Reach = Annotated[Quantity, Measure("length", "0 km", "20000 km")]
Altitude = Annotated[Quantity, Measure("length", "0 m", "1000 km")]
Size = Annotated[Quantity, Measure("length", "1 cm", "100 m")]
Radius = Annotated[Quantity, Measure("length", "0 m", "10 km")]
Speed = Annotated[Quantity, Measure("speed", "10 m/s", "8 km/s")]
Interval = Annotated[Quantity, Measure("duration", "1 ms", "1 h")]
Wait = Annotated[Quantity, Measure("duration", "0 s", "24 h")]
Width = Annotated[Quantity, Measure("angle", "0.01 deg", "360 deg")]
Elevation = Annotated[Quantity, Measure("angle", "-90 deg", "90 deg")]
Load = Annotated[Quantity, Measure("acceleration", "0.5 g", "100 g")]
Mass = Annotated[Quantity, Measure("mass", "0 kg", "500000 kg")]
Cost = Annotated[Quantity, Measure("money", "0 USD", "20000 MUSD")]
CrossSection = Annotated[Quantity, Measure("rcs", "1e-6 m2", "1e5 m2", "log")]
Gain = Annotated[Quantity, Measure("number", "1e-3", "1e4", "log")]
Gains = dict[BandName, Gain]


class Source(BaseModel):
    """Where a number can be read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(min_length=1)
    url: str = Field(min_length=1)
    via: str = ""  #: who quotes it, where the page itself was not read


class _System(BaseModel):
    """What every entry has."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    name: str
    aliases: tuple[str, ...] = ()
    note: str = ""  #: what the numbers cannot say


class Radar(_System):
    """A radar, on the ground or carried."""

    kind: Literal["radar"]
    band: BandName
    scan: Literal["rotating", "sector"]
    height_finding: bool
    instrumented_range: Reach
    reference_range: Reach  #: where `reference_rcs` is detected so often
    reference_rcs: CrossSection
    detection_probability: Annotated[Quantity, Measure("number", "0.01", "0.999")]
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

    @model_validator(mode="after")
    def _sector(self) -> Self:
        if (self.scan == "sector") != (self.sector_width is not None):
            raise ValueError("a sector scan, and only it, states its sector_width")
        if self.elevation_min.high >= self.elevation_max.low:
            raise ValueError("elevation_min reaches up to elevation_max")
        return self


class Round(_System):
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
    burnout_mass: Mass
    load_limit: Load
    lag: Interval  #: time constant of the guidance
    loft: Annotated[Quantity, Measure("number", "0", "2")]  #: rise / distance to go
    flight_time_max: Interval
    seeker_range: Reach  #: where 1 m2 is acquired every second time
    seeker_field_of_view: Width
    lethal_radius: Radius
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


_NEVER = Quantity(
    low=0.0,
    best=0.0,
    high=0.0,
    status="assumed",
    reason="not offered against this class",
    printed=(0.0, 0.0, 0.0),
)


class Launcher(_System):
    """A launcher and what fits on it."""

    kind: Literal["launcher"]
    capacity: dict[str, Annotated[int, Field(gt=0, le=64)]]  #: rounds of one type
    capacity_basis: Basis
    elevation: Elevation  #: of the tube or rail
    ripple_interval: Interval
    reload_time: Wait


class FireUnit(_System):
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


class _Target(_System):
    """What is common to all that flies and may be shot at."""

    class_: ClassName = Field(alias="class")
    shape: ShapeName
    rcs: CrossSection  #: nose-on at X band
    band_gain: Gains = {}  #: cross-section in a band / at X band
    size: Size
    reliability: Probability
    unit_cost: Cost


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


System = Radar | Round | Launcher | FireUnit | Flyer | Ballistic

AnySystem = Annotated[System, Field(discriminator="kind")]
