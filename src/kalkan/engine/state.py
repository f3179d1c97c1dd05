"""What changes in a battle: Truth, Belief, and the Log of both."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64, Int64, UInt32

from kalkan.engine.belief import Belief
from kalkan.engine.truth import Truth


class State(NamedTuple):
    """Everything that changes."""

    key: UInt32[np.ndarray, " 2"]  #: study seed, replicate
    fired: Int64[np.ndarray, " 1"]  #: interceptors launched
    spilled: Int64[np.ndarray, " 2"]  #: plots and tracks dropped for want of room
    counts: Int64[
        np.ndarray, " 8"
    ]  #: looks, dwells, plots, false plots, updates, steps, …
    truth: Truth
    belief: Belief


class Log(NamedTuple):
    """What happened, in order.  Axis: event.  Grown by `record` alone."""

    length: Int64[np.ndarray, " 1"]
    time: Float64[np.ndarray, " event"]  #: [s]
    kind: Int64[np.ndarray, " event"]  #: Event
    who: Int64[np.ndarray, " event"]
    whom: Int64[np.ndarray, " event"]
    detail: Int64[np.ndarray, " event"]
    threat_fate: Int64[np.ndarray, " threat"]  #: as last seen
    threat_gone: Float64[np.ndarray, " threat"]  #: seen to have ceased to fly, or inf
    round_fate: Int64[np.ndarray, " interceptor"]
    round_lock: Int64[np.ndarray, " interceptor"]
    track_number: Int64[np.ndarray, " track"]  #: of the confirmed track there, or NONE
    track_identity: Int64[np.ndarray, " track"]
    track_believed: Int64[np.ndarray, " track"]
    engagement_state: Int64[np.ndarray, " engagement"]
    value_left: Float64[np.ndarray, " asset"]
    sensor_alive: Int64[np.ndarray, " sensor"]
    radiating: Int64[np.ndarray, " sensor"]
    launcher_alive: Int64[np.ndarray, " launcher"]
    wiring_changes: Int64[np.ndarray, " 1"]  #: as last seen
    node_lost: Int64[np.ndarray, " node"]  #: 1 when booked
    link_lost: Int64[np.ndarray, " link"]  #: 1 when booked
    battery_picture: Int64[np.ndarray, " battery"]  #: as last seen
    cue_number: Int64[np.ndarray, " cue"]
    looks_changed: Int64[np.ndarray, " 1"]  #: as last seen
    sensor_reasons: Int64[np.ndarray, "sensor threat"]
    fire_reasons: Int64[np.ndarray, "battery track"]
