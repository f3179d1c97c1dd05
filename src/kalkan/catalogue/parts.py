"""What the fields of an entry measure, between which bounds, and blocks in an entry."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from kalkan.catalogue.quantity import Measure, Quantity
from kalkan.constants import GRAVITY

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
KillModelName = Literal["table", "endgame"]
AscentName = Literal["gravity_turn", "lofted"]

Probability = Annotated[Quantity, Measure("number", "0", "1")]
Count = Annotated[Quantity, Measure("number", "1", "1000")]
Reach = Annotated[Quantity, Measure("length", "0 km", "20000 km")]
Altitude = Annotated[Quantity, Measure("length", "0 m", "1000 km")]
Size = Annotated[Quantity, Measure("length", "1 cm", "100 m")]
Growth = Annotated[Quantity, Measure("speed", "0 m/s", "200 m/s")]
Radius = Annotated[Quantity, Measure("length", "0 m", "10 km")]
Miss = Annotated[Quantity, Measure("length", "1 cm", "100 m", "log")]
Speed = Annotated[Quantity, Measure("speed", "10 m/s", "8 km/s")]
RadialSpeed = Annotated[Quantity, Measure("speed", "0 m/s", "200 m/s")]
Interval = Annotated[Quantity, Measure("duration", "1 ms", "1 h")]
Wait = Annotated[Quantity, Measure("duration", "0 s", "24 h")]
Pulse = Annotated[Quantity, Measure("duration", "0.001 us", "100 ms", "log")]
Width = Annotated[Quantity, Measure("angle", "0.01 deg", "360 deg")]
Elevation = Annotated[Quantity, Measure("angle", "-90 deg", "90 deg")]
Slope = Annotated[Quantity, Measure("angle", "0.1 deg", "90 deg")]
Load = Annotated[Quantity, Measure("acceleration", "0.5 g", "100 g")]
Mass = Annotated[Quantity, Measure("mass", "0 kg", "500000 kg")]
Thrust = Annotated[Quantity, Measure("force", "1 N", "50000 kN")]
SpecificImpulse = Annotated[Quantity, Measure("duration", "50 s", "500 s")]
Cost = Annotated[Quantity, Measure("money", "0 USD", "20000 MUSD")]
CrossSection = Annotated[Quantity, Measure("rcs", "1e-6 m2", "1e5 m2", "log")]
Gain = Annotated[Quantity, Measure("number", "1e-3", "1e4", "log")]
Gains = dict[BandName, Gain]
Power = Annotated[Quantity, Measure("power", "0.001 W", "1000 MW", "log")]
Bandwidth = Annotated[Quantity, Measure("frequency", "0.1 kHz", "100 GHz", "log")]
AntennaGain = Annotated[Quantity, Measure("power_ratio", "0 dB", "80 dB", "log")]
NoiseFigure = Annotated[Quantity, Measure("power_ratio", "0 dB", "30 dB", "log")]
Loss = Annotated[Quantity, Measure("power_ratio", "0 dB", "60 dB", "log")]
Sidelobe = Annotated[Quantity, Measure("power_ratio", "-100 dB", "0 dB", "log")]


def _whole(raw: object) -> object:
    """Return the number that a text without anything else is."""
    return int(raw) if isinstance(raw, str) and raw.isdecimal() else raw


#: Case of Swerling, 0 for a target that does not fluctuate.
Swerling = Annotated[Literal[0, 1, 2, 3, 4], BeforeValidator(_whole)]


class Entry(BaseModel):
    """What every entry has."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    name: str
    aliases: tuple[str, ...] = ()
    note: str = ""  #: what the numbers cannot say


def stated(entry: BaseModel, names: tuple[str, ...]) -> list[str]:
    """Return those of the fields that are given."""
    return [name for name in names if getattr(entry, name) is not None]


class _Part(BaseModel):
    """A block inside an entry."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Part):
    """Where a number can be read."""

    title: str = Field(min_length=1)
    url: str = Field(min_length=1)
    via: str = ""  #: who quotes it, where the page itself was not read


class Jammer(_Part):
    """A noise jammer."""

    #: effective radiated toward the victim, over the whole bandwidth
    power: Power
    bandwidth: Bandwidth  #: over which the noise is spread
    bands: tuple[BandName, ...] = Field(min_length=1)  #: in which it can be

    @model_validator(mode="after")
    def _once(self) -> Self:
        if len(set(self.bands)) < len(self.bands):
            raise ValueError("a band is listed twice in bands")
        return self


#: Between which an engine of propellants burnt in air or space lies [s].
_IMPULSES = (150.0, 480.0)


class Stage(_Part):
    """A stage of a ballistic missile: it burns evenly and is then dropped."""

    burn_time: Interval
    thrust: Thrust | None = None  #: mean over the burn
    specific_impulse: SpecificImpulse | None = None  #: mean over the burn
    propellant_mass: Mass
    dry_mass: Mass  #: without propellant, without what stands on it

    @model_validator(mode="after")
    def _burns(self) -> Self:
        if (self.thrust is None) == (self.specific_impulse is None):
            raise ValueError("states thrust or specific_impulse, one of the two")
        if self.propellant_mass.low <= 0.0:
            raise ValueError("propellant_mass must be above 0 kg")
        least, most = _IMPULSES
        if not least <= self.impulse <= most:
            raise ValueError(
                f"thrust, burn_time and propellant_mass give {self.impulse:.0f} s of"
                f" specific impulse; engines lie between {least:.0f} and {most:.0f} s"
            )
        return self

    @property
    def impulse(self) -> float:
        """Specific impulse [s] at the best values."""
        if self.specific_impulse is not None:
            return self.specific_impulse.best
        assert self.thrust is not None
        flow = self.propellant_mass.best / self.burn_time.best
        return self.thrust.best / (flow * GRAVITY)
