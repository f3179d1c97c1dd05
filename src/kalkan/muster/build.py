"""From a scenario, a catalogue and one draw of the world to Model, State and Log."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kalkan.catalogue import Catalogue
from kalkan.doctrine import Doctrine, doctrine_named
from kalkan.engine.model import Model
from kalkan.engine.plan import Assets, Plan
from kalkan.engine.state import Log, State
from kalkan.engine.world import World
from kalkan.errors import UserError
from kalkan.muster import fire, flyers, pictures, reactions, rules, sensors
from kalkan.muster.blank import blank_log, blank_state
from kalkan.muster.entries import AssetEntry, ids, in_order, paths
from kalkan.muster.ground import Ground
from kalkan.muster.medium import build_floors, build_medium, grid_of, write_emissions
from kalkan.muster.names import Names
from kalkan.muster.network import Network
from kalkan.muster.nodes import build_failures, build_hops, build_nodes
from kalkan.muster.ways import build_ways
from kalkan.muster.worlds import Draws
from kalkan.physics.geodesy import frame_at
from kalkan.scenario import FireForce, Scenario

TICK = 0.5  #: [s]
COMMAND_CYCLE = 1.0  #: [s]


class Mustered(NamedTuple):
    """An option in one world, ready to be fought."""

    model: Model
    state: State  #: dormant, to be copied for each battle
    log: Log  #: empty, to be copied for each battle
    doctrine: Doctrine
    names: Names


def muster(
    scenario: Scenario,
    catalogue: Catalogue,
    option: str,
    world: int | None,
    seed: int,
    tick: float = TICK,
) -> Mustered:
    """Return what a battle needs, as arrays.

    Parameters
    ----------
    scenario, catalogue
        What is asked and what is known.
    option
        Name of the option.
    world
        Number of the draw of everything uncertain; None takes every best value.
    seed
        Of the study.
    tick
        Length of a tick. [s]

    Raises
    ------
    UserError
        When the option is unknown or the scenario cannot be flown.
    """
    if option not in scenario.options:
        known = ", ".join(scenario.options)
        raise UserError(f"no option {option!r} in the scenario; it has {known}")
    forces = [
        entry.path
        for entry in in_order(map(AssetEntry, scenario.options[option].forces))
    ]
    draws = Draws(seed, world)
    return _Muster(scenario.under(option), catalogue, forces, option, draws).build(tick)


class _Muster:
    """The lists of one option in order, from which every record is built."""

    def __init__(
        self,
        scenario: Scenario,
        catalogue: Catalogue,
        forces: Sequence[str],
        option: str,
        draws: Draws,
    ) -> None:
        self.scenario, self.catalogue, self.draws = scenario, catalogue, draws
        self.forces = forces
        self.frame = frame_at(scenario.origin.lat, scenario.origin.lon)
        self.ground = Ground(self.frame, grid_of(scenario))
        self.network = Network(scenario, scenario.options[option], forces, catalogue)
        self.pictures = pictures.picture_entries(self.network)
        self.flyers = in_order(flyers.flyer_entries(scenario, catalogue, forces))
        self.sensors = in_order(sensors.sensor_entries(scenario, catalogue, forces))
        self.batteries = in_order(fire.battery_entries(scenario, catalogue, forces))
        self.rounds = in_order(fire.round_entries(self.batteries, catalogue))
        self.launchers = in_order(fire.launcher_entries(self.batteries))
        self.assets = in_order(map(AssetEntry, scenario.assets))

    def build(self, tick: float) -> Mustered:
        """Return the arrays."""
        plan = self._plan()
        world = self._world(plan)
        cycle = max(1, round(COMMAND_CYCLE / tick))
        model = Model(tick, self.scenario.duration, cycle, world, plan)
        magazines = fire.build_magazines(
            self.launchers, self.batteries, paths(self.rounds)
        )
        state = blank_state(model, magazines)
        return Mustered(model, state, blank_log(state), self._doctrine(), self._names())

    def _plan(self) -> Plan:
        frame, ground, draws, forces = self.frame, self.ground, self.draws, self.forces
        earth = self.scenario.refraction
        guidance = {entry.name: entry.unit.guidance_radar for entry in self.batteries}
        radars = sensors.build_sensors(
            self.sensors,
            self.scenario,
            self.ground,
            draws,
            forces,
            guidance,
            paths(self.flyers),
            paths(self.network.nodes),
        )
        fits = fire.fitted_rounds(self.rounds, self.catalogue, draws)
        kinds = fire.build_rounds(self.rounds, fits, draws)
        table, reach, height = fire.fly_outs(fits)
        nodes = build_nodes(
            self.network, self.pictures, forces, paths(self.sensors), ground
        )
        batteries = fire.build_batteries(
            self.batteries,
            ground,
            draws,
            forces,
            paths(self.network.nodes),
            paths(self.sensors),
        )
        points = reactions.build_points(
            self.network.nodes, self.batteries, batteries, nodes, radars
        )
        stated = self.scenario.rules
        corridors, legs = rules.build_corridors(stated, frame)
        return Plan(
            frame=frame,
            earth=np.array([earth]),
            sensors=radars,
            emissions=reactions.build_emissions(self.sensors),
            floors=build_floors(self.sensors, self.ground, draws, earth),
            batteries=batteries,
            launchers=fire.build_launchers(
                self.launchers, self.batteries, self.catalogue, ground, draws
            ),
            rounds=kinds,
            fly_out=table,
            reach=reach,
            height=height,
            pk=fire.kill_table(self.rounds, Draws(draws.seed, None)),
            assets=self._assets(),
            points=points,
            nodes=nodes,
            hops=build_hops(self.network),
            engagement=rules.build_engagement(self.batteries, stated),
            study_time=rules.build_study_time(stated),
            confusion=rules.build_confusion(stated),
            corridors=corridors,
            legs=legs,
        )

    def _world(self, plan: Plan) -> World:
        ways = build_ways(self.flyers, self.scenario, self.ground, self.draws)
        threats = flyers.build_flyers(
            self.flyers, ways, self.scenario, self.ground, self.draws
        )
        write_emissions(threats, self.flyers, self.draws)
        reactions.write_homing(
            threats,
            self.flyers,
            self.sensors,
            plan.sensors,
            self.catalogue,
            self.draws,
        )
        return World(
            frame=self.frame,
            earth=plan.earth,
            threats=threats,
            knots=flyers.build_knots(ways),
            pk=fire.kill_table(self.rounds, self.draws),
            frailty=fire.frailties(self.rounds, self.draws),
            assets=plan.assets,
            medium=build_medium(
                self.sensors,
                plan.sensors,
                threats,
                self.scenario,
                self.ground,
                self.draws,
            ),
            failures=build_failures(self.network),
        )

    def _assets(self) -> Assets:
        assets = Assets.zeros(len(self.assets))
        assets.id[:] = ids(self.assets)
        for a, entry in enumerate(self.assets):
            asset = self.scenario.assets[entry.path]
            assets.position[a] = self.ground.enu(asset.at)
            assets.value[a], assets.radius[a] = asset.value, asset.radius
        return assets

    def _doctrine(self) -> Doctrine:
        """Return the doctrine of the option's fire units, which is one."""
        named = {
            force.doctrine.assign
            for force in (self.scenario.forces[name] for name in self.forces)
            if isinstance(force, FireForce)
        }
        if len(named) > 1:
            raise UserError(
                "the fire units of an option state different `assign`: "
                f"{', '.join(sorted(named))}; one commander decides, state one of them"
            )
        return doctrine_named(named.pop() if named else "marginal")

    def _names(self) -> Names:
        return Names(
            threats=paths(self.flyers),
            classes=tuple(str(entry.system.class_) for entry in self.flyers),
            sides=tuple(flyers.side_of(entry).name.lower() for entry in self.flyers),
            sensors=paths(self.sensors),
            batteries=paths(self.batteries),
            launchers=paths(self.launchers),
            rounds=paths(self.rounds),
            assets=paths(self.assets),
            pictures=paths(self.pictures),
            nodes=paths(self.network.nodes),
            links=paths(self.network.links),
        )
