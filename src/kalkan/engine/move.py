"""What flies by its own plan: starts, and is where its path says."""

from kalkan._kernel import kernel
from kalkan.engine.kinds import NONE, Fate
from kalkan.engine.model import Model
from kalkan.engine.path import flyer_at
from kalkan.engine.state import State
from kalkan.physics.geodesy import altitude, local_axes


@kernel
def move(model: Model, state: State, tick: int) -> None:
    """Bring every flyer to the end of the tick, and the radars that some carry."""
    end = (tick + 1) * model.dt
    threats = state.truth.threats
    for i in range(threats.fate.shape[0]):
        if threats.fate[i] == Fate.PENDING and threats.start[i] < end:
            threats.fate[i] = Fate.FLYING
            threats.aloft[i] = 1
            threats.fate_time[i] = threats.start[i]
        if threats.aloft[i] == 1:
            _displace(model, state, i, min(end, threats.end[i]))
    _carry(model, state)


@kernel
def _displace(model: Model, state: State, i: int, time: float) -> None:
    threats = state.truth.threats
    x, y, z, vx, vy, vz = flyer_at(model.world, state.truth, i, time)
    threats.position[i, 0], threats.position[i, 1], threats.position[i, 2] = x, y, z
    threats.velocity[i, 0], threats.velocity[i, 1], threats.velocity[i, 2] = vx, vy, vz
    threats.altitude[i] = altitude(model.world.frame, x, y, z)


@kernel
def _carry(model: Model, state: State) -> None:
    sensors, crews, threats = (
        model.plan.sensors,
        state.belief.crews,
        state.truth.threats,
    )
    for s in range(sensors.carrier.shape[0]):
        i = sensors.carrier[s]
        if i != NONE:
            alive = threats.aloft[i]
            crews.alive[s] = alive
            state.truth.radars.alive[s] = alive
            crews.altitude[s] = threats.altitude[i]
            x, y, z = (
                threats.position[i, 0],
                threats.position[i, 1],
                threats.position[i, 2],
            )
            crews.position[s, 0], crews.position[s, 1], crews.position[s, 2] = x, y, z
            local_axes(model.world.frame, x, y, z, crews.axes[s])
