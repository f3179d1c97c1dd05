"""A scenario: what is asked."""

from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, model_validator

from kalkan.scenario.conditions import (
    EFFECTIVE_EARTH,
    Refraction,
    TerrainField,
    Weather,
)
from kalkan.scenario.forces import Asset, CommandForce, FireForce, Force, SensorForce
from kalkan.scenario.ground import distance
from kalkan.scenario.groups import Group
from kalkan.scenario.options import Option, faults_of_option
from kalkan.scenario.parts import (
    Fault,
    Frozen,
    Name,
    Place,
    refuse,
    within,
)
from kalkan.scenario.rules import Rules, engagement_faults, name_faults
from kalkan.scenario.standing import astray, of_force, place_at, stands
from kalkan.units import Duration
from kalkan.written.suggest import nearest
from kalkan.written.tree import shorten, told

MEMBERS_MAX = 20_000  #: flyers of a scenario
REACH_MAX = 3e6  #: greatest distance of anything from the origin [m]


def _check_title(name: str) -> str:
    if not name.isprintable() or not 1 <= len(name) <= 200:
        raise ValueError("is no title; write 1 to 200 characters on one line")
    return name


class Scenario(Frozen):
    """Who defends what, with what, against which raid, in which options."""

    name: Annotated[str, AfterValidator(_check_title)]
    origin: Place = Field(description="Origin of the local frame, on the ellipsoid.")
    duration: Annotated[Duration, within("1 s", "24 h", "duration")] = Field(
        description="When a battle is broken off at the latest."
    )
    terrain: TerrainField = Field(
        default="none",
        description="none, a smooth Earth; anatolia; or raster files or folders.",
    )
    weather: Weather = Weather()
    refraction: Refraction = Field(
        default=EFFECTIVE_EARTH,
        description="Radius of the Earth over which rays are straight, over its own.",
    )
    assets: dict[Name, Asset] = Field(default_factory=dict)
    forces: Annotated[dict[Name, Force], Field(min_length=1)]
    raid: Annotated[dict[Name, Group], Field(min_length=1)]
    traffic: dict[Name, Group] = Field(default_factory=dict)
    rules: Rules
    options: Annotated[dict[Name, Option], Field(min_length=1)]
    default_option: str = Field(
        alias="default-option", description="The option meant when none is named."
    )

    @model_validator(mode="before")
    @classmethod
    def _resolve_centres(cls, data: Any) -> Any:
        """Put the place of the asset where an orbit names one."""
        if not isinstance(data, dict) or not isinstance(data.get("assets"), dict):
            return data
        places = {
            name: asset["at"]
            for name, asset in data["assets"].items()
            if isinstance(asset, dict) and "at" in asset
        }
        resolved = dict(data)
        for key in ("forces", "raid", "traffic"):
            if key in data:
                resolved[key] = _resolved(data[key], places)
        return resolved

    @model_validator(mode="after")
    def _check(self) -> Self:
        refuse(self._of_names())
        refuse(self._of_groups())
        refuse(self._of_targets())
        refuse(self._of_places())
        refuse(self._of_options())
        refuse(self._of_rules())
        return self

    def recordings(self) -> dict[str, str]:
        """Return the SHA-256 of every recorded flight, by the name of its file."""
        return {
            flight.name: flight.digest
            for _, _, group in self.groups()
            for flight in group.flights
        }

    def groups(self) -> Iterator[tuple[str, str, Group]]:
        """Yield the section, name and content of every group, raid first."""
        for name, group in self.raid.items():
            yield "raid", name, group
        for name, group in self.traffic.items():
            yield "traffic", name, group

    def place_of(self, target: str) -> Place:
        """Return where an asset, a force with one place or a force/node stands.

        A part of a fire unit stands where the unit does.

        Raises
        ------
        KeyError
            When there is none of that name, or it has several places.
        """
        if target in self.assets:
            return self.assets[target].at
        name, _, part = target.partition("/")
        force = self.forces[name]
        if isinstance(force, FireForce):
            return force.at
        if isinstance(force, CommandForce):
            return force.command.at
        nodes = [node for node in force.nodes if part in ("", node.name)]
        places = [node.at for node in nodes if node.at is not None]
        if len(places) != 1:
            raise KeyError(target)
        return places[0]

    def under(self, option: str) -> Self:
        """Return the scenario under the rules of one of its options."""
        rules = self.rules.varied(self.options[option].rules)
        return self.model_copy(update={"rules": rules})

    def path_of(self, group: Group) -> tuple[Place, ...]:
        """Return the places of a group's way: its start, its route, its target."""
        start = () if group.from_ is None else (group.from_,)
        end = () if group.target is None else (self.place_of(group.target),)
        return (*start, *group.route, *end)

    def systems(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield the place in the file and the name of each system of the forces."""
        for name, force in self.forces.items():
            if isinstance(force, FireForce):
                yield ("forces", name, "system"), force.system
            elif isinstance(force, SensorForce):
                for k, node in enumerate(force.nodes):
                    yield ("forces", name, "nodes", k, "system"), node.system

    def _of_names(self) -> Iterator[Fault]:
        sections = {
            "assets": [*self.assets],
            "forces": [*self.forces],
            "raid": [*self.raid],
            "traffic": [*self.traffic],
            "options": [*self.options],
        }
        for section, names in sections.items():
            before = {name.casefold(): name for name in reversed(names)}
            for name in names:
                first = before[name.casefold()]
                if first != name:
                    yield Fault(
                        (section, name),
                        f"differs from {first} only by case; name it differently",
                    )
        for name in self.forces:
            if name.casefold() in {asset.casefold() for asset in self.assets}:
                yield Fault(
                    ("forces", name), "is also the name of an asset; rename one"
                )

    def _of_groups(self) -> Iterator[Fault]:
        for section, name, group in self.groups():
            here = (section, name)
            if section == "raid" and group.side != "hostile":
                yield Fault(
                    (*here, "side"), f"{group.side} is not a raid; move it to traffic"
                )
            if section == "traffic" and group.side == "hostile":
                yield Fault(
                    (*here, "side"),
                    "is not said or hostile; write friend or neutral, or move it to "
                    "the raid",
                )
            if section == "traffic" and group.target is not None:
                yield Fault((*here, "target"), "is not for traffic; remove it")
        members = sum(group.count for _, _, group in self.groups())
        if members > MEMBERS_MAX:
            yield Fault(
                ("raid",),
                f"{members:,} flyers in raid and traffic together; "
                f"at most {MEMBERS_MAX:,}",
            )

    def _of_targets(self) -> Iterator[Fault]:
        for section, name, group in self.groups():
            if group.target is None:
                continue
            here = (section, name, "target")
            if not self._is_known(group.target):
                mend = nearest(group.target, [*self.assets, *self.forces])
                yield Fault(
                    here, f"'{shorten(group.target)}' is no asset and no force; {mend}"
                )
                continue
            if group.class_ == "anti_radiation" and group.target in self.assets:
                yield Fault(
                    here,
                    f"{group.target} radiates nothing; name the radar that it homes "
                    "on, a force or force/node",
                )
                continue
            try:
                target = self.place_of(group.target)
            except KeyError:
                yield Fault(
                    here,
                    f"{group.target} does not stand at one place; name an asset there",
                )
                continue
            if group.route and group.route[-1] == target:
                yield Fault(
                    (section, name, "route", len(group.route) - 1),
                    "is the target, which ends the route anyway; remove it",
                )
            yield from astray((section, name), group, target)

    def _is_known(self, target: str) -> bool:
        """Return whether there is an asset, a force or a part of one of that name."""
        if target in self.assets or target in self.forces:
            return True
        name, _, part = target.partition("/")
        force = self.forces.get(name)
        if isinstance(force, FireForce):  # its radars are the catalogue's
            return True
        if not isinstance(force, SensorForce):
            return False
        return part in {node.name for node in force.nodes}

    def _of_places(self) -> Iterator[Fault]:
        for loc, place in self.places():
            away = distance(self.origin, place)
            if away > REACH_MAX:
                yield Fault(
                    loc,
                    f"is {away / 1e3:,.0f} km from the origin, at most "
                    f"{REACH_MAX / 1e3:,.0f}; check it, latitude comes first",
                )

    def places(self) -> Iterator[tuple[tuple[str | int, ...], Place]]:
        """Yield every place that is named, with the way to it in the file."""
        for name, asset in self.assets.items():
            yield ("assets", name, "at"), asset.at
        for name, force in self.forces.items():
            yield from of_force(("forces", name), force)
        yield from self.rules.places()
        for section, name, group in self.groups():
            here = (section, name)
            yield from stands(here, None, group.orbit)
            if group.from_ is not None:
                yield (*here, "from"), group.from_
            for k, place in enumerate(group.route):
                yield (*here, "route", k), place
            for flight in group.flights:
                key = "track" if group.track is not None else "tracks"
                for k in (0, -1):
                    yield (*here, key), place_at(flight, k)

    def _of_rules(self) -> Iterator[Fault]:
        shooters = [
            name for name, force in self.forces.items() if isinstance(force, FireForce)
        ]
        yield from name_faults(self.forces)
        yield from engagement_faults(("rules",), self.rules.engagement, shooters)
        for name, option in self.options.items():
            stated = option.rules.engagement or ()
            yield from engagement_faults(("options", name, "rules"), stated, shooters)

    def _of_options(self) -> Iterator[Fault]:
        for name, option in self.options.items():
            yield from faults_of_option(name, option, self.forces)
        if self.default_option not in self.options:
            mend = nearest(self.default_option, self.options)
            yield Fault(
                ("default-option",),
                f"there is no option {told(self.default_option)}; {mend}",
            )


def _resolved(value: Any, places: dict[str, Any]) -> Any:
    """Return a copy of part of a file in which orbits have places for centres."""
    if isinstance(value, list | tuple):
        return [_resolved(entry, places) for entry in value]
    if not isinstance(value, dict):
        return value
    found = {key: _resolved(entry, places) for key, entry in value.items()}
    orbit = found.get("orbit")
    if isinstance(orbit, dict) and isinstance(orbit.get("centre"), str):
        centre = orbit["centre"]
        found["orbit"] = {**orbit, "centre": places.get(centre, centre)}
    return found
