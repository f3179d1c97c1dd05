"""What all share: the ground, the weather, how far rays bend."""

import math
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, WithJsonSchema

from kalkan.scenario.parts import Frozen, within
from kalkan.units import Angle, Number, RainRate, Speed
from kalkan.written.suggest import nearest
from kalkan.written.tree import shorten, told

GRIDS = ("none", "anatolia")  #: what `terrain` may name without a file
EFFECTIVE_EARTH = 4.0 / 3.0  #: radius factor of the standard atmosphere [1]

Terrain = Literal["none", "anatolia"] | tuple[Path, ...]


def folder_of(info: ValidationInfo) -> Path:
    """Return the folder from which a scenario names its files."""
    return Path((info.context or {}).get("folder", "."))


def _terrain(data: Any, info: ValidationInfo) -> Any:
    """Return a built-in grid's name or the files of a terrain, which must exist."""
    if data in GRIDS:
        return data
    if isinstance(data, Path):
        data = str(data)
    if isinstance(data, str):
        data = [data]
    if not isinstance(data, list | tuple) or not data:
        raise ValueError(f"{told(data)} is no terrain; {_KNOWN}")
    return tuple(_raster(entry, folder_of(info)) for entry in data)


_KNOWN = "write none, anatolia, a raster file or a list of them"


def _raster(entry: Any, folder: Path) -> Path:
    if not isinstance(entry, str | Path) or not str(entry).strip():
        raise ValueError(f"{told(entry)} is no raster file; {_KNOWN}")
    try:
        path = folder / entry
        if path.exists():
            return path
    except (OSError, ValueError):  # a name that no file can have
        pass
    close = nearest(str(entry), GRIDS)
    mend = close if close.startswith("did") else _KNOWN
    raise ValueError(f"there is no file or folder {shorten(entry)}; {mend}")


TerrainField = Annotated[
    Terrain,
    BeforeValidator(_terrain),
    WithJsonSchema(
        {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
    ),
]


class Wind(Frozen):
    """Wind, the same at every height."""

    speed: Annotated[Speed, within("0 m/s", "150 m/s", "speed")]  #: [m s⁻¹]
    from_: Annotated[Angle, within("-360 deg", "360 deg", "angle")] = Field(
        alias="from", description="Where it comes from, clockwise from north."
    )  #: [rad]


class Weather(Frozen):
    """Rain and wind, the same everywhere."""

    rain: Annotated[RainRate, within("0 mm/h", "300 mm/h", "rain_rate")] = Field(
        default=0.0, description="Rate of rain, below the height where it forms."
    )  #: [m s⁻¹]
    wind: Wind | None = None

    @property
    def wind_speed(self) -> float:
        """Speed of the wind [m s⁻¹]."""
        return 0.0 if self.wind is None else self.wind.speed

    @property
    def wind_from(self) -> float:
        """Azimuth from which the wind comes, 0 to 2π [rad]."""
        return 0.0 if self.wind is None else self.wind.from_ % (2.0 * math.pi)


Refraction = Annotated[Number, within("0.5", "10", "number")]
