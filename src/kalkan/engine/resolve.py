"""Rounds meet what is there; flyers meet what they were sent against."""

import math

from kalkan._kernel import kernel
from kalkan.draw import Stream, normal_pair, uniform
from kalkan.engine.kinds import (
    NONE,
    Aspect,
    Fate,
    KillModel,
    NodeKind,
    PathEnd,
    RoundFate,
    Side,
    TargetClass,
)
from kalkan.engine.model import Model
from kalkan.engine.path import Sky, flyer_at
from kalkan.engine.state import State
from kalkan.engine.truth import Interceptors, Threats
from kalkan.physics.kinematics import closest_approach, norm3
from kalkan.physics.lethality import (
    damaged_share,
    endgame_probability,
    reference_at,
    remembered_spread,
    shifted_probability,
)
from kalkan.physics.seekers import extent_across

WINDOW = 0.3  #: a round meets what passes within this time of its arrival [s]
CEP_TO_SIGMA = 1.0 / math.sqrt(2.0 * math.log(2.0))  #: circular normal, median to σ


@kernel
def resolve(model: Model, state: State, tick: int) -> None:
    """Settle the tick in the order of its own times."""
    rounds, threats = state.truth.interceptors, state.truth.threats
    engagements, fired = state.belief.engagements, state.fired[0]
    k = _next_arrival(rounds, fired)
    while k != NONE:
        _meet(model, state, k)
        k = _next_arrival(rounds, fired)
    for k in range(fired):
        if rounds.fate[k] > RoundFate.ARRIVED and rounds.settled[k] == 0:
            e = rounds.engagement[k]
            rounds.settled[k] = 1
            engagements.flying[e] -= 1
            engagements.ended[e] = max(engagements.ended[e], rounds.end[k])
    end = (tick + 1) * model.dt
    for i in range(threats.fate.shape[0]):
        if threats.aloft[i] == 1 and _next_turn(threats, i) <= end:
            _live_until(model, state, i, end)


@kernel
def _next_arrival(rounds: Interceptors, fired: int) -> int:
    """Return the earliest arrived round not yet settled, or NONE."""
    first, best = math.inf, NONE
    for k in range(fired):
        if rounds.fate[k] == RoundFate.ARRIVED and rounds.end[k] < first:
            first, best = rounds.end[k], k
    return best


@kernel
def _next_turn(threats: Threats, i: int) -> float:
    """Return when flyer `i` next releases, falls out or comes to its end [s]."""
    turn = min(threats.end[i], threats.lost[i])
    if threats.fate[i] == Fate.FLYING:
        turn = min(turn, threats.release[i])
    return turn


@kernel
def _meet(model: Model, state: State, k: int) -> None:
    """Find what round `k` passed closest to, and draw whether that ends it."""
    rounds, threats = state.truth.interceptors, state.truth.threats
    sky = Sky(model.world.threats, model.world.knots, threats)
    i, miss = _nearest(sky, rounds, k)
    rounds.miss[k] = miss
    rounds.fate[k] = RoundFate.WIDE
    if i == NONE or miss > model.plan.rounds.lethal_radius[rounds.kind[k]]:
        return
    _live_until(model, state, i, rounds.end[k])
    if threats.aloft[i] == 0:
        return
    rounds.victim[k] = i
    rounds.fate[k] = RoundFate.MISSED
    if _kills(model, state, k, i):
        rounds.fate[k] = RoundFate.KILLED
        threats.aloft[i] = 0
        threats.met_round[i] = k
        if threats.fate[i] == Fate.FLYING:
            threats.fate[i] = Fate.KILLED
            threats.fate_time[i] = rounds.end[k]


@kernel
def _nearest(sky: Sky, rounds: Interceptors, k: int) -> tuple[int, float]:
    """Return the flyer that round `k` passed closest to and the distance [m]."""
    threats, p, v = sky.threats, rounds.position, rounds.velocity
    best, nearest = NONE, math.inf
    for i in range(threats.fate.shape[0]):
        gone = min(threats.end[i], threats.lost[i]) <= rounds.end[k]
        if gone or threats.aloft[i] == 0 or threats.start[i] > rounds.end[k]:
            continue
        x, y, z, vx, vy, vz = flyer_at(sky, i, rounds.end[k])
        dx, dy, dz = x - p[k, 0], y - p[k, 1], z - p[k, 2]
        dvx, dvy, dvz = vx - v[k, 0], vy - v[k, 1], vz - v[k, 2]
        when, distance = closest_approach(dx, dy, dz, dvx, dvy, dvz)
        if abs(when) <= WINDOW and distance < nearest:
            best, nearest = i, distance
    return best, nearest


@kernel
def _kills(model: Model, state: State, k: int, i: int) -> bool:
    """Draw the shot: the number belongs to the flyer and the count of its shots.

    One model a round: the table's chance, or that at the miss distance.  Frailty shifts
    either.  Reliability was drawn at launch.
    """
    kinds, threats, rounds = model.world.threats, state.truth.threats, model.plan.rounds
    r, c = state.truth.interceptors.kind[k], kinds.kind[i]
    chance = model.world.pk[r, c]
    if rounds.kill_model[r] == KillModel.ENDGAME:
        miss, across = state.truth.interceptors.miss[k], _across(model, state, k, i)
        reference = reference_at(rounds.reference_miss[r], across)
        chance = endgame_probability(chance, miss, reference)
    chance = shifted_probability(chance, state.truth.frailty[r, c])
    threats.shots[i] += 1
    luck = uniform(state.key, kinds.id[i], 0, threats.shots[i], Stream.KILL)
    return bool(luck < chance)


@kernel
def _across(model: Model, state: State, k: int, i: int) -> float:
    """Return the extent of flyer `i` across the way of round `k` past it [m]."""
    kinds, rounds = model.world.threats, state.truth.interceptors
    sky = Sky(kinds, model.world.knots, state.truth.threats)
    _, _, _, vx, vy, vz = flyer_at(sky, i, rounds.end[k])
    dx = vx - rounds.velocity[k, 0]
    dy = vy - rounds.velocity[k, 1]
    dz = vz - rounds.velocity[k, 2]
    fast = max(norm3(vx, vy, vz) * norm3(dx, dy, dz), 1e-9)
    cosine = (vx * dx + vy * dy + vz * dz) / fast
    return extent_across(kinds.extent[i], kinds.aspect[i] == Aspect.MISSILE, cosine)


@kernel
def _live_until(model: Model, state: State, i: int, time: float) -> None:
    """Let flyer `i` release, fall out, arrive or leave, whatever comes by `time`."""
    threats, kinds = state.truth.threats, model.world.threats
    fate = threats.fate
    last = min(threats.end[i], threats.lost[i])
    if fate[i] == Fate.FLYING and threats.release[i] <= min(time, last):
        fate[i], threats.fate_time[i] = Fate.RELEASED, threats.release[i]
        _harm(model, state, i, threats.release[i])
    if last > time:
        return
    threats.aloft[i] = 0
    if fate[i] != Fate.FLYING:
        return
    threats.fate_time[i] = last
    if threats.lost[i] < threats.end[i]:
        fate[i] = Fate.LOST
    elif kinds.path_end[i] == PathEnd.IMPACT:
        fate[i] = Fate.IMPACTED
        _harm(model, state, i, last)
    elif kinds.side[i] == Side.HOSTILE:
        fate[i] = Fate.TURNED_BACK
    else:
        fate[i] = Fate.UNHARMED


@kernel
def _harm(model: Model, state: State, i: int, time: float) -> None:
    """Book what flyer `i` destroys around its aim point; without a warhead, nothing."""
    reach = model.world.threats.lethal_radius[i]
    if reach <= 0.0:
        return
    x, y = impact(model, state, i, time)
    assets, left = model.world.assets, state.truth.values.left
    for a in range(left.shape[0]):
        away = math.hypot(assets.position[a, 0] - x, assets.position[a, 1] - y)
        left[a] *= 1.0 - damaged_share(away, reach, assets.radius[a])
    _break_radars(model, state, x, y, reach, time)
    _break_launchers(model, state, x, y, reach)
    _break_stations(model, state, x, y, reach)


@kernel
def impact(model: Model, state: State, i: int, time: float) -> tuple[float, float]:
    """Return where flyer `i` comes down, or its weapon, around its aim point [m]."""
    kinds = model.world.threats
    gx, gy = normal_pair(state.key, kinds.id[i], 0, 0, Stream.IMPACT)
    sigma = spread(model, state, i, time)
    return kinds.aim[i, 0] + sigma * gx, kinds.aim[i, 1] + sigma * gy


@kernel
def spread(model: Model, state: State, i: int, time: float) -> float:
    """Return the standard deviation, on either axis, of where flyer `i` comes down [m].

    What homes on a radar that has been silent for a while flies by memory.
    """
    kinds = model.world.threats
    sigma = CEP_TO_SIGMA * kinds.cep[i]
    if kinds.kind[i] != TargetClass.ANTI_RADIATION:
        return sigma
    silence = unheard_for(state, kinds.homes[i], i, time)
    return remembered_spread(sigma, kinds.memory[i], silence)


@kernel
def unheard_for(state: State, s: int, i: int, time: float) -> float:
    """Return for how long flyer `i` has not heard radar `s` at `time` [s].

    At most since its start; as long where the radar is not there at all (NONE).
    """
    crews, start = state.belief.crews, state.truth.threats.start[i]
    if s == NONE:
        return time - start
    if crews.radiating[s] == 1:
        return 0.0
    return max(0.0, time - max(start, crews.since[s]))


@kernel
def _break_radars(
    model: Model, state: State, x: float, y: float, reach: float, time: float
) -> None:
    """Silence every radar within reach for good."""
    sensors, radars = model.plan.sensors, state.truth.radars
    crews = state.belief.crews
    for s in range(radars.alive.shape[0]):
        away = math.hypot(sensors.position[s, 0] - x, sensors.position[s, 1] - y)
        if sensors.carrier[s] == NONE and away <= reach:
            radars.alive[s] = crews.alive[s] = 0
            if crews.radiating[s] == 1:
                crews.radiating[s], crews.since[s] = 0, time


@kernel
def _break_launchers(
    model: Model, state: State, x: float, y: float, reach: float
) -> None:
    launchers, sites = model.plan.launchers, state.truth.sites
    for n in range(sites.alive.shape[0]):
        away = math.hypot(launchers.position[n, 0] - x, launchers.position[n, 1] - y)
        if away <= reach:
            sites.alive[n] = 0
            state.belief.arms.alive[n] = 0


@kernel
def _break_stations(
    model: Model, state: State, x: float, y: float, reach: float
) -> None:
    """Break the command posts, and command vehicles of fire units, within reach."""
    nodes, stations = model.plan.nodes, state.truth.stations
    for n in range(stations.alive.shape[0]):
        away = math.hypot(nodes.position[n, 0] - x, nodes.position[n, 1] - y)
        leads = nodes.kind[n] == NodeKind.COMMAND or nodes.kind[n] == NodeKind.FIRE_UNIT
        if leads and away <= reach + nodes.radius[n]:
            stations.alive[n] = 0
