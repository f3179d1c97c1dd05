"""What flies by its own plan: starts, and is where its path says."""

from kalkan._kernel import kernel
from kalkan.engine.belief import Crew
from kalkan.engine.kinds import NONE, Fate
from kalkan.engine.model import Model
from kalkan.engine.path import Sky, flyer_at
from kalkan.engine.plan import Sensors
from kalkan.engine.state import State
from kalkan.engine.truth import Truth
from kalkan.physics.geodesy import altitude, local_axes


@kernel
def move(model: Model, state: State, tick: int) -> None:
    """Bring every flyer to the end of the tick, and the radars that some carry."""
    end, frame = (tick + 1) * model.dt, model.world.frame
    threats = state.truth.threats
    sky = Sky(model.world.threats, model.world.knots, threats)
    for i in range(threats.fate.shape[0]):
        if threats.fate[i] == Fate.PENDING and threats.start[i] < end:
            threats.fate[i] = Fate.FLYING
            threats.aloft[i] = 1
            threats.fate_time[i] = threats.start[i]
        if threats.aloft[i] == 1:
            x, y, z, vx, vy, vz = flyer_at(sky, i, min(end, threats.end[i]))
            place, speed = threats.position, threats.velocity
            place[i, 0], place[i, 1], place[i, 2] = x, y, z
            speed[i, 0], speed[i, 1], speed[i, 2] = vx, vy, vz
            threats.altitude[i] = altitude(frame, x, y, z)
    radars, crews = state.truth.radars, state.belief.crews
    for s in range(radars.alive.shape[0]):
        if model.plan.sensors.carrier[s] != NONE:
            _carry(model.plan.sensors, state.truth, crews, s)
            x, y, z = crews.position[s, 0], crews.position[s, 1], crews.position[s, 2]
            local_axes(frame, x, y, z, crews.axes[s])


@kernel
def _carry(sensors: Sensors, truth: Truth, crews: Crew, s: int) -> None:
    """Put radar `s` where its carrier is, and let it share its carrier's fate."""
    i, threats, radars = sensors.carrier[s], truth.threats, truth.radars
    stands = truth.stations.alive[sensors.node[s]]  # 0 when it has fallen out
    radars.alive[s] = crews.alive[s] = min(threats.aloft[i], stands)
    crews.altitude[s] = threats.altitude[i]
    for k in range(3):
        crews.position[s, k] = threats.position[i, k]
