"""What flies: named groups of the raid and of the traffic."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    Field,
    InstanceOf,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from kalkan.scenario.conditions import folder_of
from kalkan.scenario.parts import (
    BALLISTIC,
    RETURNING,
    Altitude,
    Fault,
    Frozen,
    Orbit,
    Place,
    TargetClass,
    Transponder,
    Window,
    refuse,
    whole,
    within,
)
from kalkan.scenario.recording import Recording, files_in, read_recording
from kalkan.units import Acceleration, Duration, Length, Speed
from kalkan.written.tree import told

Side = Literal["hostile", "friend", "neutral"]


def _recorded(data: Any, info: ValidationInfo) -> Any:
    """Return the recorded flight of a file."""
    if isinstance(data, Recording):
        return data
    return read_recording(folder_of(info) / _named(data), str(data))


def _named(data: Any) -> str:
    if not isinstance(data, str) or not data.strip():
        raise ValueError(f"{told(data)} is not the name of a file; write tracks/a.csv")
    return data


_File = WithJsonSchema({"type": "string"})
Track = Annotated[InstanceOf[Recording], BeforeValidator(_recorded), _File]
Tracks = Annotated[tuple[Track, ...], _File]


class Jink(Frozen):
    """Evasive sway across the track, near the target."""

    load: Annotated[Acceleration, within("0.1 g", "30 g", "acceleration")] = Field(
        description="Greatest acceleration across the track."
    )  #: [m s⁻²]
    period: Annotated[Duration, within("1 s", "120 s", "duration")]  #: [s]
    within_: Annotated[Length, within("100 m", "3000 km", "length")] = Field(
        alias="within", description="Distance to the target within which it sways."
    )  #: [m]


#: What says where an authored flight goes, and a recorded or ballistic one cannot say.
_AUTHORED = ("route", "orbit", "altitude", "speed", "releases-at", "then", "jink")


class Group(Frozen):
    """Flyers of one kind that do the same, one after the other.

    A member's name is the group's with a number from 1: ``raid.kalibr/3``.
    """

    class_: TargetClass = Field(
        alias="class", description="Target class; that of the system."
    )
    system: str = Field(
        description="A flyer or ballistic missile of the catalogue.",
        examples=["3M-14 Kalibr"],
    )
    side: Side = Field(
        default="hostile",
        description="hostile in the raid; friend or neutral in the traffic.",
    )
    count: Annotated[int, *whole(1, 5000)] = Field(
        default=1, description="Number of members, 1 to 5000."
    )
    target: str | None = Field(
        default=None, description="An asset, a force at one place, or force/node."
    )
    start: Window = Field(
        default=Window.model_validate("0 s"),
        description="When the first member starts.",
    )
    spacing: Annotated[Duration, within("0 s", "24 h", "duration")] = Field(
        default=0.0, description="Between the starts of one member and the next."
    )
    from_: Place | None = Field(
        default=None, alias="from", description="Where a ballistic missile starts."
    )
    route: tuple[Place, ...] = Field(
        default=(), max_length=1000, description="Places flown through in turn."
    )
    altitude: Altitude | None = Field(default=None, description="Of a route or orbit.")
    speed: Annotated[Speed, within("5 m/s", "3 km/s", "speed")] | None = Field(
        default=None, description="Over the ground; else the catalogue's cruise speed."
    )
    orbit: Orbit | None = Field(
        default=None, description="Circled, in place of a route."
    )
    releases_at: Annotated[Length, within("100 m", "1000 km", "length")] | None = Field(
        default=None,
        alias="releases-at",
        description="Distance to the target at which the weapon leaves the aircraft.",
    )
    then: Literal["leave", "turn back"] | None = Field(
        default=None,
        description="After the release: leave, straight on; turn back, the same way.",
    )
    jink: Jink | None = Field(default=None, description="Evasive sway near the target.")
    track: Track | None = Field(
        default=None, description="File of a recorded flight, flown as it is."
    )
    tracks: Tracks = Field(
        default=(),
        description="Folder of recorded flights; each file is a member.",
    )
    iff: Transponder = Field(
        default="none", description="What its transponder answers."
    )

    @model_validator(mode="before")
    @classmethod
    def _read_folder(cls, data: Any, info: ValidationInfo) -> Any:
        """Make every file of the folder `tracks` a member."""
        if not isinstance(data, dict) or not isinstance(data.get("tracks"), str):
            return data
        name = data["tracks"]
        if "count" in data:
            refuse([Fault(("count",), "is the number of files in `tracks`; remove it")])
        flights: tuple[Recording, ...] = ()
        try:
            files = files_in(folder_of(info) / name, name)
            flights = tuple(read_recording(path, shown) for path, shown in files)
        except ValueError as error:
            refuse([Fault(("tracks",), str(error))])
        return {**data, "tracks": flights, "count": len(flights)}

    @model_validator(mode="before")
    @classmethod
    def _share_altitude(cls, data: Any) -> Any:
        """Give the group's altitude to an orbit that says none."""
        orbit = data.get("orbit") if isinstance(data, dict) else None
        if not isinstance(orbit, dict) or data.get("altitude") is None:
            return data
        return {**data, "orbit": {"altitude": data["altitude"], **orbit}}

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.is_ballistic:
            refuse(self._of_ballistic())
        else:
            refuse(self._of_recorded() if self.flights else self._of_flyer())
        return self

    @property
    def is_ballistic(self) -> bool:
        """Whether its members fly as ballistic missiles."""
        return self.class_ in BALLISTIC

    @property
    def flights(self) -> tuple[Recording, ...]:
        """Recorded flights, of all members or one of each; none when it is authored."""
        return self.tracks if self.track is None else (self.track,)

    def flight_of(self, member: int) -> Recording:
        """Return the recorded flight of a member, from 0."""
        return self.flights[member % len(self.flights)]

    def _of_ballistic(self) -> Iterator[Fault]:
        if self.from_ is None:
            yield Fault(
                ("from",),
                "is missing; write where it starts, `from: [37.6 deg, 36.6 deg]`",
            )
        if self.target is None:
            yield Fault(("target",), "is missing; name an asset or a force")
        for key in (*_AUTHORED, "track", "tracks"):
            if getattr(self, key.replace("-", "_")) not in (None, ()):
                yield Fault((key,), "is not for a ballistic missile; remove it")

    def _of_recorded(self) -> Iterator[Fault]:
        if self.track is not None and self.tracks:
            yield Fault(("tracks",), "stands beside a track; keep one of the two")
        if self.from_ is not None:
            yield Fault(("from",), "is not for a recorded flight; remove it")
        for key in _AUTHORED:
            if getattr(self, key.replace("-", "_")) not in (None, ()):
                yield Fault((key,), "is not for a recorded flight; remove it")
        if self.target is not None and self.class_ in RETURNING:
            yield Fault(("target",), f"a {self.class_} does not fall on it; remove it")
        yield from self._of_end()

    def _of_flyer(self) -> Iterator[Fault]:
        if self.from_ is not None:
            yield Fault(
                ("from",),
                "is for ballistic missiles; begin the route there instead",
            )
        if self.altitude is None and self.orbit is None:
            yield Fault(
                ("altitude",), "is missing; write, for example, `altitude: 9 km`"
            )
        yield from self._of_orbit() if self.orbit is not None else self._of_route()
        yield from self._of_release()
        if self.jink is not None and self.target is None:
            yield Fault(("jink",), "wants a target to be near; write one, or remove it")

    def _of_orbit(self) -> Iterator[Fault]:
        assert self.orbit is not None
        if self.route:
            yield Fault(("orbit",), "stands beside a route; keep one of the two")
        if self.target is not None:
            yield Fault(("target",), "an orbit has none; remove it, or fly a route")
        if self.altitude is not None and self.altitude != self.orbit.altitude:
            yield Fault(
                ("altitude",), "is another than that of the orbit; write it once"
            )

    def _of_route(self) -> Iterator[Fault]:
        if not self.route:
            yield Fault(
                ("route",),
                "is missing; write `route: [[41.9 deg, 34.6 deg]]`, or an orbit",
            )
        elif len(self.route) == 1 and self.target is None:
            yield Fault(
                ("route",), "is one place; write a second, or a target at its end"
            )
        for k, (one, other) in enumerate(zip(self.route, self.route[1:], strict=False)):
            if one == other:
                yield Fault(("route", k + 1), "is where it already was; remove it")
        yield from self._of_end()

    def _of_end(self) -> Iterator[Fault]:
        if self.target is None and self.class_ not in RETURNING | {"decoy"}:
            yield Fault(("target",), "is missing; name an asset or a force")

    def _of_release(self) -> Iterator[Fault]:
        if self.releases_at is None:
            if self.then is not None:
                yield Fault(("then",), "is for after a release; write releases-at")
            if self.target is not None and self.class_ in RETURNING:
                yield Fault(
                    ("target",),
                    f"a {self.class_} does not fall on it; write releases-at, or "
                    "remove the target",
                )
            return
        if self.class_ not in RETURNING:
            yield Fault(
                ("releases-at",), f"a {self.class_} releases nothing; remove it"
            )
        elif self.target is None or not self.route:
            yield Fault(("releases-at",), "wants a route and a target; write both")
