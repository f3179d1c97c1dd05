"""Draw what belongs to one battle: starts, paces, weaves, transponders, scan phases."""

import math

import numpy as np

from kalkan._kernel import kernel
from kalkan.draw import Stream, normal, uniform
from kalkan.engine.belief import Crew
from kalkan.engine.kinds import NONE, Emission
from kalkan.engine.model import Model
from kalkan.engine.plan import Emissions
from kalkan.engine.state import State
from kalkan.engine.truth import Radars
from kalkan.engine.wiring import start_wiring

PACE_LIMIT = 3.0  #: a pace further than this many standard deviations is cut off


@kernel
def prepare(model: Model, state: State) -> None:
    """Fill a dormant state with the luck of its replicate."""
    _draw_flyers(model, state)
    _draw_radars(model, state)
    _draw_launchers(model, state)
    _draw_frailty(model, state)
    _draw_failures(model, state)
    start_wiring(model.plan, state.belief)


@kernel
def _draw_flyers(model: Model, state: State) -> None:
    kinds, knots, key = model.world.threats, model.world.knots, state.key
    threats = state.truth.threats
    for i in range(threats.fate.shape[0]):
        who = kinds.id[i]
        wait = kinds.start_high[i] - kinds.start_low[i]
        start = kinds.start_low[i] + wait * uniform(key, who, 0, 0, Stream.START)
        pace = normal(key, who, 0, 0, Stream.PACE)
        pace = 1.0 + kinds.speed_spread[i] * max(-PACE_LIMIT, min(PACE_LIMIT, pace))
        length = knots.time[kinds.path_last[i]] - knots.time[kinds.path_first[i]]
        threats.start[i] = start
        threats.pace[i] = pace
        threats.drift[i] = kinds.drift_spread[i] * normal(key, who, 0, 0, Stream.DRIFT)
        threats.end[i] = start + length / pace
        if kinds.weave_size[i] > 0.0:
            share = uniform(key, who, 0, 0, Stream.JINK)
            threats.weave[i] = 2.0 * math.pi * share
        threats.release[i] = start + kinds.release[i] / pace
        threats.lost[i] = math.inf
        if uniform(key, who, 0, 0, Stream.LOSS) < kinds.loss[i]:
            share = uniform(key, who, 0, 1, Stream.LOSS)
            threats.lost[i] = start + share * length / pace
        threats.transponder[i] = kinds.iff[i]
        if uniform(key, who, 0, 0, Stream.TRANSPONDER) < kinds.iff_failure[i]:
            threats.transponder[i] = 0
        threats.knot[i] = kinds.path_first[i]
        threats.met_round[i] = NONE


@kernel
def _draw_radars(model: Model, state: State) -> None:
    sensors, radars, looks = model.plan.sensors, state.truth.radars, state.truth.looks
    crews, threats = state.belief.crews, state.truth.threats
    for s in range(radars.alive.shape[0]):
        share = uniform(state.key, sensors.id[s], 0, 0, Stream.SCAN_PHASE)
        radars.alive[s] = 1
        radars.phase[s] = -share * sensors.period[s]
        radars.next_look[s] = 0.0
        crews.alive[s] = 1
        _stand_by(model.plan.emissions, crews, radars, s)
        crews.altitude[s] = sensors.altitude[s]
        for k in range(3):
            crews.position[s, k] = sensors.position[s, k]
        for k in range(9):
            crews.axes[s, k] = sensors.axes[s, k]
        for i in range(threats.fate.shape[0]):
            looks.due[s, i] = threats.start[i]
            if sensors.carrier[s] == i:
                looks.due[s, i] = math.inf


@kernel
def _stand_by(emissions: Emissions, crews: Crew, radars: Radars, s: int) -> None:
    """Let radar `s` radiate, unless it is told not to."""
    since = emissions.silent_until[s]
    crews.radiating[s], crews.barred[s] = 1, since
    crews.stirred[s], crews.review[s] = -math.inf, math.inf
    crews.since[s] = radars.heeded[s] = -math.inf
    if emissions.waits[s] == 1 or since > 0.0:
        crews.radiating[s], crews.why[s] = 0, Emission.ORDERED
        crews.review[s] = since


@kernel
def _draw_launchers(model: Model, state: State) -> None:
    launchers, sites = model.plan.launchers, state.truth.sites
    for n in range(sites.alive.shape[0]):
        luck = uniform(state.key, launchers.id[n], 0, 0, Stream.LOSS)
        sites.alive[n] = 0
        if luck < launchers.availability[n]:
            sites.alive[n] = 1
        state.belief.arms.alive[n] = sites.alive[n]


@kernel
def _draw_frailty(model: Model, state: State) -> None:
    shift = state.truth.frailty
    for r in range(shift.shape[0]):
        for c in range(shift.shape[1]):
            luck = normal(state.key, model.plan.rounds.id[r], c, 0, Stream.FRAILTY)
            shift[r, c] = model.world.frailty[r] * luck


@kernel
def _draw_failures(model: Model, state: State) -> None:
    """Draw when nodes and links fall out by themselves."""
    stations, lines = state.truth.stations, state.truth.lines
    given, soonest = model.world.failures, math.inf
    for n in range(stations.alive.shape[0]):
        stations.alive[n] = 1
        who = model.plan.nodes.id[n]
        when = _moment(state.key, who, given.node[n, 0], given.node[n, 1])
        stations.fails[n], soonest = when, min(soonest, when)
    for k in range(lines.alive.shape[0]):
        lines.alive[k] = 1
        who = given.link_id[k]
        when = _moment(state.key, who, given.link[k, 0], given.link[k, 1])
        lines.fails[k], soonest = when, min(soonest, when)
    state.truth.next_failure[0] = soonest


@kernel
def _moment(key: np.ndarray, who: int, low: float, high: float) -> float:
    """Return when something falls out, between `low` and `high`, or inf."""
    if low == math.inf:
        return math.inf
    return low + (high - low) * uniform(key, who, 0, 0, Stream.FAILURE)
