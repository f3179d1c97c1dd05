"""What each air picture holds, and what a commander knows of his own."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64, Int64, UInt32

from kalkan._record import Record
from kalkan.engine.scratch import Scratch


class Plots(Record):
    """Reports on their way to a picture, in order of making.  Axis: plot."""

    picture: Int64[np.ndarray, " plot"]
    sensor: Int64[np.ndarray, " plot"]
    scan: Int64[np.ndarray, " plot"]  #: number of the look, one report a target
    grade: Int64[np.ndarray, " plot"]  #: Grade
    time: Float64[np.ndarray, " plot"]  #: of measurement [s]
    arrival: Float64[np.ndarray, " plot"]  #: at the picture; inf: not yet known [s]
    message: Int64[np.ndarray, " plot"]  #: of its sensor, the same for every picture
    origin: Float64[np.ndarray, "plot 3"]  #: antenna at `time`, ENU [m]
    axes: Float64[np.ndarray, "plot 9"]  #: rows east, north, up of the antenna
    measured: Float64[np.ndarray, "plot 3"]  #: range [m], azimuth, elevation [rad]
    sigma: Float64[
        np.ndarray, "plot 3"
    ]  #: their standard deviations; inf is not measured
    reply: Int64[np.ndarray, " plot"]  #: Iff bits answered and understood
    asked: Int64[np.ndarray, " plot"]  #: 1 when an interrogator asked


class Tracks(Record):
    """What the pictures believe is there.  Axis: track."""

    status: Int64[np.ndarray, " track"]  #: TrackStatus
    number: Int64[np.ndarray, " track"]  #: of this battle, never used twice
    picture: Int64[np.ndarray, " track"]
    time: Float64[np.ndarray, " track"]  #: of the estimate [s]
    estimate: Float64[np.ndarray, "track 6"]  #: position and velocity, ENU [m, m s⁻¹]
    covariance: Float64[np.ndarray, "track 36"]  #: row by row
    means: Float64[np.ndarray, "track 21"]  #: of a firm track's modes (`physics.modes`)
    spreads: Float64[np.ndarray, "track 141"]  #: their covariances
    weights: Float64[np.ndarray, "track 3"]  #: and how likely each is [1]
    opened: Float64[np.ndarray, " track"]  #: [s]
    updated: Float64[np.ndarray, " track"]  #: last plot [s]
    fire_control: Float64[np.ndarray, " track"]  #: last plot of that grade [s]
    interval: Float64[np.ndarray, " track"]  #: expected time between plots [s]
    hits: Int64[np.ndarray, " track"]  #: plots taken in
    score: Float64[np.ndarray, " track"]  #: log-likelihood that it is a target [1]
    last_sensor: Int64[np.ndarray, " track"]
    last_scan: Int64[np.ndarray, " track"]
    asked: Int64[np.ndarray, " track"]  #: interrogations
    unanswered: Int64[np.ndarray, " track"]  #: of those, in a row since the last reply
    replies_friend: Int64[np.ndarray, " track"]
    replies_civil: Int64[np.ndarray, " track"]
    group: Int64[np.ndarray, " track"]  #: KinematicGroup that its motion suggests now
    studied: Int64[np.ndarray, " track"]  #: KinematicGroup now or last looked into
    class_due: Float64[np.ndarray, " track"]  #: when that is settled, or inf [s]
    believed: Int64[np.ndarray, " track"]  #: KinematicGroup it is taken for
    corridor: Int64[np.ndarray, " track"]  #: corridor that it keeps to, or NONE
    kept_since: Float64[np.ndarray, " track"]  #: since when, or inf [s]
    agility: Float64[np.ndarray, " track"]  #: PSD that its modes leave it [m² s⁻³]
    ceiling: Float64[np.ndarray, " track"]  #: the most that its group has [m² s⁻³]
    apart: Float64[np.ndarray, " track"]  #: last told from its nearest neighbour [s]
    identity: Int64[np.ndarray, " track"]  #: Identity
    asset: Int64[np.ndarray, " track"]  #: asset it most endangers, or NONE
    urgency: Float64[np.ndarray, " track"]  #: time to do harm, inf when none [s]
    stake: Float64[np.ndarray, " track"]  #: value at risk [1]
    engaged: Int64[np.ndarray, " track"]  #: engagements open on it
    shot_at: Int64[np.ndarray, " track"]  #: engagements ever closed on it
    believed_dead: Int64[np.ndarray, " track"]  #: 1 after a verdict, until seen again
    dwell: Float64[np.ndarray, " track"]  #: next dedicated look, or inf [s]
    dwell_sensor: Int64[np.ndarray, " track"]  #: radar that gives them
    offer_battery: Int64[np.ndarray, " track"]  #: fire unit that could shoot best
    offer_round: Int64[np.ndarray, " track"]  #: with this
    offer_time: Float64[np.ndarray, " track"]  #: meeting it then [s]
    offer_worth: Float64[np.ndarray, " track"]  #: value saved a round [1]
    order_battery: Int64[np.ndarray, " track"]  #: fire unit told to fire, or NONE
    order_round: Int64[np.ndarray, " track"]  #: type of round
    order_shots: Int64[np.ndarray, " track"]  #: rounds to fire
    order_due: Float64[np.ndarray, " track"]  #: predicted intercept [s]


class Engagements(Record):
    """Orders given.  Axis: engagement."""

    state: Int64[np.ndarray, " engagement"]  #: EngagementState
    verdict: Int64[np.ndarray, " engagement"]  #: Verdict
    battery: Int64[np.ndarray, " engagement"]
    kind: Int64[np.ndarray, " engagement"]  #: index of round
    track: Int64[np.ndarray, " engagement"]  #: slot
    number: Int64[np.ndarray, " engagement"]  #: track number when ordered
    ordered: Float64[np.ndarray, " engagement"]  #: [s]
    shots: Int64[np.ndarray, " engagement"]  #: rounds ordered
    fired: Int64[np.ndarray, " engagement"]  #: rounds away
    flying: Int64[np.ndarray, " engagement"]  #: rounds in the air
    acquired: Int64[np.ndarray, " engagement"]  #: rounds that see by themselves
    ended: Float64[np.ndarray, " engagement"]  #: when the last round ended [s]
    next_launch: Float64[np.ndarray, " engagement"]  #: of its next round [s]
    due: Float64[np.ndarray, " engagement"]  #: predicted intercept [s]
    holds_channel: Int64[np.ndarray, " engagement"]  #: 1 while the radar is bound
    verdict_time: Float64[np.ndarray, " engagement"]  #: when it is judged [s]
    closed: Float64[np.ndarray, " engagement"]  #: [s]


class Magazines(Record):
    """Rounds left.  Axes: launcher, round."""

    left: Int64[np.ndarray, "launcher round"]
    loaded: Int64[np.ndarray, "launcher round"]  #: at the start


class Arms(Record):
    """Launchers as their commander sees them.  Axis: launcher."""

    alive: Int64[np.ndarray, " launcher"]
    ready: Float64[np.ndarray, " launcher"]  #: when it can fire next [s]


class Crew(Record):
    """What a radar's crew knows of it.  Axis: sensor."""

    alive: Int64[np.ndarray, " sensor"]
    position: Float64[np.ndarray, "sensor 3"]  #: own navigation, ENU [m]
    altitude: Float64[np.ndarray, " sensor"]  #: antenna above mean sea level [m]
    axes: Float64[np.ndarray, "sensor 9"]  #: rows east, north, up at the antenna [1]
    radiating: Int64[np.ndarray, " sensor"]  #: 1 when it is to radiate, if it stands
    since: Float64[np.ndarray, " sensor"]  #: last change of that [s]
    why: Int64[np.ndarray, " sensor"]  #: Emission, of the last change
    barred: Float64[np.ndarray, " sensor"]  #: it radiates nothing before, whatever [s]
    stirred: Float64[np.ndarray, " sensor"]  #: last had something to look at [s]
    review: Float64[np.ndarray, " sensor"]  #: next change that time alone brings [s]


class Units(Record):
    """What each fire unit has bound, counted anew in every command cycle.

    Axis: battery.
    """

    busy: Int64[np.ndarray, " battery"]  #: channels held
    flying: Int64[np.ndarray, " battery"]  #: rounds in the air or ordered
    left: Int64[np.ndarray, " battery"]  #: rounds of all types still launchable
    loaded: Int64[np.ndarray, " battery"]  #: rounds at the start


class Stocks(Record):
    """Rounds that each fire unit can still be told to launch, counted likewise.

    Axes: battery, round.
    """

    left: Int64[np.ndarray, "battery round"]


class Refusals(Record):
    """Why orders were not given.  Axes: battery, track."""

    reasons: Int64[np.ndarray, "battery track"]  #: FireReason bits met so far


class Deliveries(Record):
    """What each picture gets of each sensor now.  Axes: picture, sensor."""

    grade: Int64[np.ndarray, "picture sensor"]  #: Grade
    latency: Float64[np.ndarray, "picture sensor"]  #: when nothing is in the way [s]
    rough: Int64[np.ndarray, "picture sensor"]  #: 1 when messages may be lost, or queue


class Roads(Record):
    """How what a sensor says comes to each node, by level.  Axes: sensor, node."""

    delay: Float64[np.ndarray, "sensor node 2"]  #: at TRACK, at FIRE_CONTROL [s]
    via: Int64[np.ndarray, "sensor node 2"]  #: last hop of the way, or NONE


class CueRoads(Record):
    """How the cues of a picture come to each node.  Axes: picture, node."""

    delay: Float64[np.ndarray, "picture node"]  #: [s]
    via: Int64[np.ndarray, "picture node"]  #: last hop of the way, or NONE


class Carriage(Record):
    """What hops carry now.  Axis: hop."""

    free: Float64[np.ndarray, " hop"]  #: when all that was given to it is away [s]
    message: Int64[np.ndarray, " hop"]  #: the last that it carried
    out: Float64[np.ndarray, " hop"]  #: when that came out, inf when it got lost [s]


class Wiring(NamedTuple):
    """Who hears whom now: rewritten when a node or a link is lost, else left alone."""

    changes: Int64[np.ndarray, " 1"]  #: times that it was rewritten
    node_alive: Int64[np.ndarray, " node"]
    node_picture: Int64[np.ndarray, " node"]  #: picture that it belongs to, or NONE
    link_alive: Int64[np.ndarray, " link"]
    picture: Int64[np.ndarray, " battery"]  #: picture that it fights by
    autonomous: Int64[np.ndarray, " battery"]  #: 1 when cut off from whom it had
    modes: Int64[np.ndarray, " picture"]  #: best Iff bits that it can ask for, or NONE
    deliveries: Deliveries
    roads: Roads
    cue_roads: CueRoads
    cue_latency: Float64[np.ndarray, "picture picture"]  #: from, to; inf: none [s]
    cueing: Int64[np.ndarray, " 1"]  #: 1 when any picture cues another, or itself
    carriage: Carriage
    said: Int64[np.ndarray, " sensor"]  #: reports made so far
    messages: Int64[np.ndarray, " 1"]  #: carried so far over links that lose or queue
    unsent: Int64[np.ndarray, " 1"]  #: plots that wait to be carried so
    label: Int64[np.ndarray, " node"]  #: scratch: parts of the net
    joined: Int64[np.ndarray, "node node"]  #: scratch: 1 where a hop joins


class Cues(Record):
    """Where other pictures say that something is: messages.  Axis: cue."""

    picture: Int64[np.ndarray, " cue"]  #: that is told
    source: Int64[np.ndarray, " cue"]  #: picture that tells
    number: Int64[np.ndarray, " cue"]  #: of its track, 0 where there is no cue
    state: Int64[np.ndarray, " cue"]  #: CueState
    is_first: Int64[np.ndarray, " cue"]  #: 1 when nothing was known of this track
    time: Float64[np.ndarray, " cue"]  #: at which it was there [s]
    arrival: Float64[np.ndarray, " cue"]  #: from then on it is known [s]
    until: Float64[np.ndarray, " cue"]  #: then it is given up [s]
    place: Float64[np.ndarray, "cue 3"]  #: ENU [m]
    velocity: Float64[np.ndarray, "cue 3"]  #: ENU [m s⁻¹]
    spread: Float64[np.ndarray, " cue"]  #: standard deviation of the place [m]
    drift: Float64[np.ndarray, " cue"]  #: of the velocity [m s⁻¹]
    falls: Int64[np.ndarray, " cue"]  #: 1 when it is ballistic


class Watches(Record):
    """When each radar next searches where a cue says.  Axes: cue, sensor."""

    due: Float64[np.ndarray, "cue sensor"]  #: [s]


class Belief(NamedTuple):
    """What the air pictures hold, and what every commander knows of his own."""

    key: UInt32[np.ndarray, " 2"]  #: study seed, replicate
    now: Float64[np.ndarray, " 1"]  #: [s]
    plots: Plots
    waiting: Int64[np.ndarray, " 1"]  #: plots in the queue
    tracks: Tracks
    last_number: Int64[np.ndarray, " 1"]  #: last track number given
    engagements: Engagements
    opened: Int64[np.ndarray, " 1"]  #: engagements opened
    magazines: Magazines
    arms: Arms
    crews: Crew
    units: Units
    stocks: Stocks
    refusals: Refusals
    slots: Int64[
        np.ndarray, "picture 2"
    ]  #: first slot and one past the last, by picture
    used: Int64[np.ndarray, " picture"]  #: one past the last slot ever taken
    wiring: Wiring
    cues: Cues
    cued: Int64[np.ndarray, " 1"]  #: cues in use
    watches: Watches
    scratch: Scratch
