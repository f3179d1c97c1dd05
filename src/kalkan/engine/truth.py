"""What is there.  Never handed to a decision."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64, Int64, UInt32

from kalkan._record import Record


class Threats(Record):
    """Where each flyer is.  Axis: threat."""

    fate: Int64[np.ndarray, " threat"]  #: Fate
    aloft: Int64[np.ndarray, " threat"]  #: 1 while it flies, released or not
    fate_time: Float64[np.ndarray, " threat"]  #: [s]
    met_round: Int64[np.ndarray, " threat"]  #: interceptor that destroyed it, or NONE
    start: Float64[np.ndarray, " threat"]  #: as drawn [s]
    pace: Float64[np.ndarray, " threat"]  #: path time a second, as drawn [1]
    drift: Float64[np.ndarray, " threat"]  #: route offset, as drawn [m]
    weave: Float64[np.ndarray, " threat"]  #: phase of its weave, as drawn [rad]
    end: Float64[np.ndarray, " threat"]  #: when the path ends [s]
    release: Float64[np.ndarray, " threat"]  #: when it releases, or inf [s]
    lost: Float64[np.ndarray, " threat"]  #: when it falls out by itself, or inf [s]
    transponder: Int64[np.ndarray, " threat"]  #: Iff bits that work in this battle
    knot: Int64[np.ndarray, " threat"]  #: cursor into the path
    position: Float64[
        np.ndarray, "threat 3"
    ]  #: at the end of the last moved tick, ENU [m]
    velocity: Float64[np.ndarray, "threat 3"]  #: ENU [m s⁻¹]
    altitude: Float64[np.ndarray, " threat"]  #: above mean sea level [m]
    shots: Int64[np.ndarray, " threat"]  #: rounds that have arrived at it


class Radars(Record):
    """Each radar now.  Axis: sensor."""

    alive: Int64[np.ndarray, " sensor"]
    phase: Float64[np.ndarray, " sensor"]  #: time of scan 0, as drawn [s]
    scan: Int64[np.ndarray, " sensor"]  #: scans whose false plots are out
    next_look: Float64[np.ndarray, " sensor"]  #: earliest due look at any threat [s]
    heeded: Float64[np.ndarray, " sensor"]  #: last change of emission acted upon [s]


class Looks(Record):
    """The schedule of each radar's looks at each flyer.  Axes: sensor, threat."""

    due: Float64[np.ndarray, "sensor threat"]  #: next look [s]
    reasons: Int64[np.ndarray, "sensor threat"]  #: SensorReason bits met so far
    dwelt: Int64[np.ndarray, "sensor threat"]  #: scan number of the last dedicated look


class Interceptors(Record):
    """Rounds that have left the launcher, and those to come.  Axis: interceptor."""

    fate: Int64[np.ndarray, " interceptor"]  #: RoundFate
    engagement: Int64[np.ndarray, " interceptor"]
    battery: Int64[np.ndarray, " interceptor"]
    launcher: Int64[np.ndarray, " interceptor"]
    kind: Int64[np.ndarray, " interceptor"]  #: index of round
    id: UInt32[np.ndarray, " interceptor"]  #: keys its own draws
    launch: Float64[np.ndarray, " interceptor"]  #: [s]
    time: Float64[np.ndarray, " interceptor"]  #: to which it has been flown [s]
    position: Float64[np.ndarray, "interceptor 3"]  #: ENU [m]
    velocity: Float64[np.ndarray, "interceptor 3"]  #: ENU [m s⁻¹]
    demand: Float64[np.ndarray, "interceptor 3"]  #: acceleration, after the lag [m s⁻²]
    lock: Int64[np.ndarray, " interceptor"]  #: flyer its seeker holds, or NONE
    next_look: Float64[np.ndarray, " interceptor"]  #: of its seeker [s]
    acquired: Float64[np.ndarray, " interceptor"]  #: first lock, or inf [s]
    end: Float64[np.ndarray, " interceptor"]  #: when its flight ended [s]
    miss: Float64[np.ndarray, " interceptor"]  #: closest approach to what it met [m]
    victim: Int64[np.ndarray, " interceptor"]  #: flyer it met, or NONE
    settled: Int64[np.ndarray, " interceptor"]  #: 1 when its end has been booked


class Sites(Record):
    """Whether each launcher stands.  Axis: launcher."""

    alive: Int64[np.ndarray, " launcher"]


class Stations(Record):
    """Whether each node stands.  Axis: node."""

    alive: Int64[np.ndarray, " node"]
    fails: Float64[np.ndarray, " node"]  #: when it falls out by itself, or inf [s]


class Lines(Record):
    """Whether each link works.  Axis: link."""

    alive: Int64[np.ndarray, " link"]
    fails: Float64[np.ndarray, " link"]  #: when it falls out by itself, or inf [s]


class Values(Record):
    """What is left of each asset.  Axis: asset."""

    left: Float64[np.ndarray, " asset"]  #: value not yet destroyed [1]


class Truth(NamedTuple):
    """What is there.  Never handed to a decision."""

    threats: Threats
    radars: Radars
    looks: Looks
    looks_changed: Int64[np.ndarray, " 1"]  #: times that a new reason appeared
    interceptors: Interceptors
    sites: Sites
    stations: Stations
    lines: Lines
    next_failure: Float64[np.ndarray, " 1"]  #: when the next of them falls out [s]
    values: Values
    frailty: Float64[np.ndarray, "round class"]  #: logit shift of this battle [1]
