"""A dormant state with room for what an option may bring."""

import numpy as np

from kalkan._record import blank
from kalkan.engine import belief as b
from kalkan.engine import truth as t
from kalkan.engine.kinds import NONE, Grade
from kalkan.engine.model import Model
from kalkan.engine.plan import Plan
from kalkan.engine.scratch import Scratch
from kalkan.engine.state import Log, State

PLOTS_MOST = 50_000  #: plots waiting at once, at most
CUES_LEAST = 32  #: cues to a picture for what is not there
PAIRS_LEAST = 1024  #: room for plots near tracks in one look, at least
CLUSTER = 48  #: tracks or plots in one cluster that are assigned exactly, at most
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
        stations=t.Stations.zeros(plan.nodes.id.shape[0]),
        lines=t.Lines.zeros(world.failures.link_id.shape[0]),
        next_failure=np.full(1, np.inf),
        values=t.Values.zeros(plan.assets.id.shape[0]),
        frailty=np.zeros(world.pk.shape),
    )
    truth.values.left[:] = plan.assets.value
    return truth


def _belief(model: Model, magazines: b.Magazines) -> b.Belief:
    plan = model.plan
    threats, sensors = model.world.threats.id.shape[0], plan.sensors.id.shape[0]
    pictures, batteries = pictures_of(plan), plan.batteries.id.shape[0]
    slots = FALSE_TRACKS + 2 * threats
    plots = min(PLOTS_MOST, 1024 + 8 * threats * sensors)
    cues = cue_room(plan, pictures, threats)
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
        wiring=_wiring(plan, pictures),
        cues=b.Cues.zeros(cues),
        cued=np.zeros(1, np.int64),
        watches=b.Watches.zeros(cues, sensors),
        scratch=_scratch(pictures, slots, plots),
    )
    belief.tracks.dwell[:] = np.inf
    belief.tracks.urgency[:] = np.inf
    belief.tracks.class_due[:] = belief.tracks.kept_since[:] = np.inf
    belief.tracks.corridor[:] = NONE
    belief.tracks.order_battery[:] = NONE
    belief.tracks.offer_battery[:] = NONE
    return belief


def pictures_of(plan: Plan) -> int:
    """Return how many pictures there may be, those included that a loss would make."""
    nodes = plan.nodes
    return 1 + int(max(nodes.picture.max(initial=0), nodes.founds.max(initial=0)))


def cue_room(plan: Plan, pictures: int, threats: int) -> int:
    """Return for how many cues there is room: none where no link leads to any."""
    if not np.isin(plan.hops.grade, (Grade.CUE, Grade.TRACK)).any():
        return 0
    return pictures * (CUES_LEAST + 2 * threats)


def _wiring(plan: Plan, pictures: int) -> b.Wiring:
    nodes, sensors = plan.nodes.id.shape[0], plan.sensors.id.shape[0]
    hops, links = plan.hops.id.shape[0], 1 + int(plan.hops.link.max(initial=NONE))
    batteries = plan.batteries.id.shape[0]
    return b.Wiring(
        changes=np.zeros(1, np.int64),
        node_alive=np.zeros(nodes, np.int64),
        node_picture=np.zeros(nodes, np.int64),
        link_alive=np.zeros(links, np.int64),
        picture=plan.nodes.picture[plan.batteries.node],
        autonomous=np.zeros(batteries, np.int64),
        modes=np.zeros(pictures, np.int64),
        deliveries=b.Deliveries.zeros(pictures, sensors),
        roads=b.Roads.zeros(sensors, nodes),
        cue_roads=b.CueRoads.zeros(pictures, nodes),
        cue_latency=np.full((pictures, pictures), np.inf),
        cueing=np.zeros(1, np.int64),
        carriage=b.Carriage.zeros(hops),
        said=np.zeros(sensors, np.int64),
        messages=np.zeros(1, np.int64),
        unsent=np.zeros(1, np.int64),
        label=np.zeros(nodes, np.int64),
        joined=np.zeros((nodes, nodes), np.int64),
    )


def _scratch(pictures: int, slots: int, plots: int) -> Scratch:
    room: Scratch = blank(
        Scratch,
        plot=plots,
        track=pictures * slots,
        pair=max(PAIRS_LEAST, 4 * slots),
        cluster=CLUSTER,
        picture=pictures,
    )
    return room


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
        wiring_changes=np.zeros(1, np.int64),
        node_lost=np.zeros(truth.stations.alive.shape[0], np.int64),
        link_lost=np.zeros(truth.lines.alive.shape[0], np.int64),
        battery_picture=belief.wiring.picture.copy(),
        cue_number=np.zeros(belief.cues.number.shape[0], np.int64),
        looks_changed=np.zeros(1, np.int64),
        sensor_reasons=np.zeros(truth.looks.reasons.shape, np.int64),
        fire_reasons=np.zeros(belief.refusals.reasons.shape, np.int64),
    )
