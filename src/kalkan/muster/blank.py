"""A dormant state with room for what an option may bring."""

import numpy as np

from kalkan.engine import belief as b
from kalkan.engine import truth as t
from kalkan.engine.kinds import NONE
from kalkan.engine.model import Model
from kalkan.engine.state import Log, State

PLOTS_MOST = 50_000  #: plots waiting at once, at most
FALSE_TRACKS = 64  #: track slots of a picture for what is not there
EVENTS_LEAST = 4096  #: room for events; doubled when a battle needs more


def blank_state(model: Model, magazines: b.Magazines) -> State:
    """Return a state in which nothing has happened yet."""
    truth = _truth(model, int(magazines.left.sum()))
    return State(
        key=np.zeros(2, np.uint32),
        fired=np.zeros(1, np.int64),
        spilled=np.zeros(2, np.int64),
        counts=np.zeros(8, np.int64),
        truth=truth,
        belief=_belief(model, magazines),
    )


def _truth(model: Model, rounds: int) -> t.Truth:
    plan, world = model.plan, model.world
    threats, sensors = world.threats.id.shape[0], plan.sensors.id.shape[0]
    truth = t.Truth(
        threats=t.Threats.zeros(threats),
        radars=t.Radars.zeros(sensors),
        looks=t.Looks.zeros(sensors, threats),
        looks_changed=np.zeros(1, np.int64),
        interceptors=t.Interceptors.zeros(rounds),
        sites=t.Sites.zeros(plan.launchers.id.shape[0]),
        values=t.Values.zeros(plan.assets.id.shape[0]),
        frailty=np.zeros(world.pk.shape),
    )
    truth.values.left[:] = plan.assets.value
    return truth


def _belief(model: Model, magazines: b.Magazines) -> b.Belief:
    plan = model.plan
    threats, sensors = model.world.threats.id.shape[0], plan.sensors.id.shape[0]
    pictures, batteries = plan.modes.shape[0], plan.batteries.id.shape[0]
    slots = FALSE_TRACKS + 2 * threats
    plots = min(PLOTS_MOST, 1024 + 8 * threats * sensors)
    belief = b.Belief(
        key=np.zeros(2, np.uint32),
        now=np.zeros(1),
        plots=b.Plots.zeros(plots),
        waiting=np.zeros(1, np.int64),
        tracks=b.Tracks.zeros(pictures * slots),
        last_number=np.zeros(1, np.int64),
        engagements=b.Engagements.zeros(64 + 2 * int(magazines.left.sum())),
        opened=np.zeros(1, np.int64),
        magazines=magazines,
        arms=b.Arms.zeros(plan.launchers.id.shape[0]),
        crews=b.Crew.zeros(sensors),
        units=b.Units.zeros(batteries),
        stocks=b.Stocks.zeros(batteries, magazines.left.shape[1]),
        refusals=b.Refusals.zeros(batteries, pictures * slots),
        slots=_slots(pictures, slots),
        used=_slots(pictures, slots)[:, 0].copy(),
        scratch=_scratch(pictures, slots, plots),
    )
    belief.tracks.dwell[:] = np.inf
    belief.tracks.urgency[:] = np.inf
    belief.tracks.class_due[:] = belief.tracks.kept_since[:] = np.inf
    belief.tracks.corridor[:] = NONE
    belief.tracks.order_battery[:] = NONE
    belief.tracks.offer_battery[:] = NONE
    return belief


def _scratch(pictures: int, slots: int, plots: int) -> b.Scratch:
    return b.Scratch(
        due=b.Due.zeros(plots),
        pairs=b.Pairs.zeros(max(1024, 4 * slots)),
        held=b.Held.zeros(pictures * slots),
        many=np.zeros(pictures, np.int64),
    )


def _slots(pictures: int, each: int) -> np.ndarray:
    """Return first slot and one past the last of every picture.  Shape: picture, 2."""
    first = each * np.arange(pictures, dtype=np.int64)
    return np.stack([first, first + each], axis=1)


def blank_log(state: State, events: int = EVENTS_LEAST) -> Log:
    """Return an empty log that has seen a dormant state."""
    truth, belief = state.truth, state.belief
    rounds, tracks = truth.interceptors.fate.shape[0], belief.tracks.status.shape[0]
    return Log(
        length=np.zeros(1, np.int64),
        time=np.zeros(events),
        kind=np.zeros(events, np.int64),
        who=np.zeros(events, np.int64),
        whom=np.zeros(events, np.int64),
        detail=np.zeros(events, np.int64),
        threat_fate=np.zeros(truth.threats.fate.shape[0], np.int64),
        threat_gone=np.full(truth.threats.fate.shape[0], np.inf),
        round_fate=np.zeros(rounds, np.int64),
        round_lock=np.full(rounds, NONE, np.int64),
        track_number=np.full(tracks, NONE, np.int64),
        track_identity=np.zeros(tracks, np.int64),
        track_believed=np.zeros(tracks, np.int64),
        engagement_state=np.zeros(belief.engagements.state.shape[0], np.int64),
        value_left=truth.values.left.copy(),
        sensor_alive=np.zeros(truth.radars.alive.shape[0], np.int64),
        launcher_alive=np.zeros(truth.sites.alive.shape[0], np.int64),
        radiating=np.ones(truth.radars.alive.shape[0], np.int64),
        looks_changed=np.zeros(1, np.int64),
        sensor_reasons=np.zeros(truth.looks.reasons.shape, np.int64),
        fire_reasons=np.zeros(belief.refusals.reasons.shape, np.int64),
    )
