"""Fire units: batteries, launchers, magazines and the rounds they fire."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from kalkan.catalogue import Catalogue, FireUnit, Round
from kalkan.catalogue.fits import Envelope, Parameters, fits_of
from kalkan.draw import Stream, name_id, uniform
from kalkan.engine.belief import Magazines
from kalkan.engine.kinds import Band, Guidance, KillModel, TargetClass
from kalkan.engine.plan import Batteries, Launchers, RoundKinds
from kalkan.engine.seek import ACQUIRED
from kalkan.fit import best, envelope_of, fill, member_of, samplers
from kalkan.fit.ensemble import HEIGHTS, REACHES
from kalkan.muster.entries import BatteryEntry, LauncherEntry, RoundEntry, ids
from kalkan.muster.ground import Ground
from kalkan.muster.worlds import Draws
from kalkan.physics.bands import wavelength_of
from kalkan.physics.radar import angle_sigma
from kalkan.scenario import FireForce, Scenario

#: Beamwidth of a dish in wavelengths over its width [rad]: a tapered one, M. Skolnik,
#: *Introduction to Radar Systems*, 3rd edition, McGraw-Hill, 2001, section 9.3 (70°).
BEAM = math.radians(70.0)
INFRARED_NOISE = 1e-4  #: error of an infrared seeker, about a pixel, assumed [rad]
LOOKS = {"shoot-look-shoot": 1, "shoot-shoot": 2}

_WORLD = int(Stream.WORLD)


def battery_entries(
    scenario: Scenario, catalogue: Catalogue, forces: Sequence[str]
) -> Iterator[BatteryEntry]:
    """Yield every fire unit of the forces: its name, force and catalogue entry."""
    for name in forces:
        force = scenario.forces[name]
        if isinstance(force, FireForce):
            unit = catalogue[force.system]
            assert isinstance(unit, FireUnit)
            yield BatteryEntry(f"forces.{name}", name, force, unit)


def magazine_of(force: FireForce, unit: FireUnit) -> Mapping[str, int]:
    """Return the rounds by type: the scenario's, else the catalogue's."""
    return unit.rounds if force.magazine is None else force.magazine


def round_entries(
    batteries: Sequence[BatteryEntry], catalogue: Catalogue
) -> Iterator[RoundEntry]:
    """Yield every type of round that any fire unit holds."""
    names: set[str] = set()
    for entry in batteries:
        names |= set(magazine_of(entry.force, entry.unit))
    for name in names:
        kind = catalogue[name]
        assert isinstance(kind, Round)
        yield RoundEntry(name, kind)


def launcher_entries(batteries: Sequence[BatteryEntry]) -> Iterator[LauncherEntry]:
    """Yield every launcher: their number is the same in every world."""
    for b, entry in enumerate(batteries):
        many = entry.force.launchers or round(entry.unit.launchers.best)
        for part in range(many):
            yield LauncherEntry(f"{entry.path}/launcher-{part + 1}", b, part, many)


def build_batteries(
    entries: Sequence[BatteryEntry],
    ground: Ground,
    draws: Draws,
    forces: Sequence[str],
    nodes: Sequence[str],
    sensors: Sequence[str],
) -> Batteries:
    """Return the record of all fire units; `forces`, `nodes`, `sensors` are paths."""
    batteries = Batteries.zeros(len(entries))
    batteries.id[:] = ids(entries)
    for b, entry in enumerate(entries):
        force, unit = entry.force, entry.unit
        batteries.force[b] = forces.index(entry.name)
        batteries.node[b] = nodes.index(entry.path)
        batteries.position[b] = ground.enu(force.at)
        batteries.radar[b] = sensors.index(f"{entry.path}/{unit.guidance_radar}")
        batteries.channels[b] = draws.count(unit, "channels")
        batteries.rounds_guided[b] = draws.count(unit, "rounds_guided")
        batteries.reaction[b] = draws.fact(unit, "reaction_time")
        batteries.assess_looks[b] = draws.count(unit, "assess_looks")
        batteries.false_kill[b] = draws.fact(unit, "false_kill")
        batteries.false_live[b] = draws.fact(unit, "false_live")
        batteries.salvo[b] = force.doctrine.salvo
        batteries.shots[b] = LOOKS[force.doctrine.look]
        batteries.reserve[b] = force.doctrine.reserve
        batteries.clearance[b] = force.doctrine.friend_clearance
    return batteries


def build_launchers(
    entries: Sequence[LauncherEntry],
    batteries: Sequence[BatteryEntry],
    catalogue: Catalogue,
    ground: Ground,
    draws: Draws,
) -> Launchers:
    """Return the record of all launchers."""
    launchers = Launchers.zeros(len(entries))
    launchers.id[:] = ids(entries)
    for n, entry in enumerate(entries):
        _, b, part, parts = entry
        force, unit = batteries[b].force, batteries[b].unit
        launchers.battery[n] = b
        launchers.position[n] = ground.on_ring(force.at, part, parts, 0.0)
        launchers.availability[n] = draws.fact(unit, "availability")
        launchers.ripple[n] = draws.fact(catalogue[unit.launcher], "ripple_interval")
    return launchers


def build_magazines(
    entries: Sequence[LauncherEntry],
    batteries: Sequence[BatteryEntry],
    rounds: Sequence[str],
) -> Magazines:
    """Return the load of every launcher: each type dealt out evenly."""
    magazines = Magazines.zeros(len(entries), len(rounds))
    for n, entry in enumerate(entries):
        _, b, part, parts = entry
        held = magazine_of(batteries[b].force, batteries[b].unit)
        for name, total in held.items():
            share = total // parts + (part < total % parts)
            magazines.left[n, rounds.index(name)] = share
            magazines.loaded[n, rounds.index(name)] = share
    return magazines


class Fitted(NamedTuple):
    """How a round is built in this world, and what it reaches."""

    parameters: Parameters
    envelope: Envelope


def fitted_rounds(
    entries: Sequence[RoundEntry], catalogue: Catalogue, draws: Draws
) -> tuple[Fitted, ...]:
    """Return the fit of every type of round that this world picks.

    A round whose facts the catalogue has no fits of is fitted here.
    """
    return tuple(_fitted(entry.kind, catalogue, draws) for entry in entries)


def _fitted(kind: Round, catalogue: Catalogue, draws: Draws) -> Fitted:
    key = np.array([draws.seed, draws.world or 0], np.uint32)
    fits = fits_of(catalogue, kind)
    if fits is not None:
        m = fits.nearest
        if draws.world is not None:
            luck = uniform(key, name_id(kind.name), name_id("fit"), 0, _WORLD)
            m = int(luck * len(fits))
        return Fitted(fits.members[m].parameters, fits.envelopes[m])
    tries = samplers(key, kind.name)
    if draws.world is None:
        tries.insert(0, best)
    parameters = member_of(catalogue, kind, tries).parameters
    return Fitted(parameters, envelope_of(kind, parameters, speeds=(0.0,)))


def build_rounds(
    entries: Sequence[RoundEntry], fits: Sequence[Fitted], draws: Draws
) -> RoundKinds:
    """Return the record of all types of round."""
    rounds = RoundKinds.zeros(len(entries))
    rounds.id[:] = ids(entries)
    for r, (entry, fit) in enumerate(zip(entries, fits, strict=True)):
        kind = entry.kind
        fill(rounds, r, kind, fit.parameters)
        rounds.guidance[r] = Guidance[kind.guidance.upper()]
        rounds.seeker_band[r] = Band[kind.seeker_band]
        for name in _SAME:
            getattr(rounds, name)[r] = draws.fact(kind, name)
        rounds.seeker_half[r] = 0.5 * draws.fact(kind, "seeker_field_of_view")
        rounds.seeker_noise[r] = _seeker_noise(kind, fit.parameters.diameter)
        rounds.cost[r] = draws.fact(kind, "unit_cost")
        rounds.kill_model[r] = KillModel[kind.kill_model.upper()]
        if kind.reference_miss is not None:
            rounds.reference_miss[r] = draws.fact(kind, "reference_miss")
    return rounds


_SAME = (
    "range_max_ballistic",
    "seeker_range",
    "reliability",
)


def _seeker_noise(kind: Round, diameter: float) -> float:
    """Return the angular error of a seeker that just sees its target [rad].

    Its dish is as wide as the body.
    """
    if Guidance[kind.guidance.upper()] == Guidance.INFRARED:
        return INFRARED_NOISE
    wavelength = wavelength_of(int(Band[kind.seeker_band]))
    return angle_sigma(ACQUIRED, BEAM * wavelength / diameter)


def fly_outs(fits: Sequence[Fitted]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return times of flight, ground ranges and altitudes of every type's table.

    Of shapes (round, reach, height), (round, reach) and (round, height).
    """
    if not fits:
        shape = 0, REACHES, HEIGHTS
        return np.zeros(shape), np.zeros(shape[:2]), np.zeros((0, HEIGHTS))
    envelopes = [fit.envelope for fit in fits]
    return (
        np.stack([one.time[0] for one in envelopes]),
        np.stack([one.reach for one in envelopes]),
        np.stack([one.height for one in envelopes]),
    )


def kill_table(entries: Sequence[RoundEntry], draws: Draws) -> np.ndarray:
    """Return single-shot Pk by round and TargetClass.  Shape: round, class."""
    table = np.zeros((len(entries), len(TargetClass)))
    for r, entry in enumerate(entries):
        kind = entry.kind
        for name, quantity in kind.pk.items():
            value = draws.value(kind.name, f"pk.{name}", quantity)
            table[r, TargetClass[name.upper()]] = value
    return table


def frailties(entries: Sequence[RoundEntry], draws: Draws) -> np.ndarray:
    """Return the spread of the shared logit shift.  Shape: round."""
    return np.array([draws.fact(entry.kind, "frailty") for entry in entries])
