"""What is so: the World as drawn, of which the defender is told only the Plan."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float64, Int64, UInt32

from kalkan._record import Record
from kalkan.engine.plan import Assets
from kalkan.terrain.grid import Grid


class ThreatKinds(Record):
    """What flies: hostile, friendly and neutral.  Axis: threat."""

    id: UInt32[np.ndarray, " threat"]  #: hash of the name path, keys every draw
    side: Int64[np.ndarray, " threat"]  #: Side
    kind: Int64[np.ndarray, " threat"]  #: TargetClass
    path_first: Int64[np.ndarray, " threat"]  #: first knot of the path
    path_last: Int64[np.ndarray, " threat"]  #: last knot, inclusive
    path_end: Int64[np.ndarray, " threat"]  #: PathEnd
    start_low: Float64[np.ndarray, " threat"]  #: earliest start [s]
    start_high: Float64[np.ndarray, " threat"]  #: latest start [s]
    release: Float64[np.ndarray, " threat"]  #: path time of weapon release, or inf [s]
    speed_spread: Float64[
        np.ndarray, " threat"
    ]  #: standard deviation of speed / nominal
    drift_spread: Float64[
        np.ndarray, " threat"
    ]  #: standard deviation of route offset [m]
    loss: Float64[np.ndarray, " threat"]  #: probability of falling out on the way [1]
    cep: Float64[np.ndarray, " threat"]  #: circular error probable at the aim point [m]
    lethal_radius: Float64[
        np.ndarray, " threat"
    ]  #: of its warhead, against soft targets [m]
    rcs: Float64[np.ndarray, " threat"]  #: nose-on radar cross-section at X band [m²]
    aspect: Int64[np.ndarray, " threat"]  #: Aspect
    band_gain: Float64[np.ndarray, "threat 8"]  #: RCS at each Band / RCS at X band [1]
    extent: Float64[np.ndarray, " threat"]  #: greatest dimension [m]
    speed_bound: Float64[np.ndarray, " threat"]  #: never flies faster [m s⁻¹]
    altitude_bound: Float64[np.ndarray, " threat"]  #: never flies higher [m]
    fluctuation: Int64[np.ndarray, " threat"]  #: Swerling case of its cross-section
    jamming: Float64[np.ndarray, " threat"]  #: noise it radiates, e.r.p. [W Hz⁻¹]
    jammed: Int64[np.ndarray, " threat"]  #: bit of each Band it jams
    iff: Int64[np.ndarray, " threat"]  #: Iff bits of the transponders carried
    iff_failure: Float64[
        np.ndarray, " threat"
    ]  #: chance that they are dead all battle [1]
    aim: Float64[
        np.ndarray, "threat 3"
    ]  #: aim point, ENU [m]; also where a release does harm
    homes: Int64[np.ndarray, " threat"]  #: radar whose emission it homes on, or NONE
    memory: Float64[
        np.ndarray, " threat"
    ]  #: spread of its aim a second of silence [m s⁻¹]
    weave_size: Float64[np.ndarray, " threat"]  #: amplitude of its weave, or 0 [m]
    weave_rate: Float64[np.ndarray, " threat"]  #: angular frequency of it [rad s⁻¹]
    weave_start: Float64[np.ndarray, " threat"]  #: path time at which it begins [s]
    weave_end: Float64[np.ndarray, " threat"]  #: path time at which it is over [s]
    weave_up: Float64[np.ndarray, "threat 3"]  #: up, to which it is level, ENU [1]


class Knots(Record):
    """Nominal paths, cubic Hermite between knots.  Axis: knot."""

    time: Float64[np.ndarray, " knot"]  #: since the flyer's start [s]
    position: Float64[np.ndarray, "knot 3"]  #: ENU [m]
    velocity: Float64[np.ndarray, "knot 3"]  #: ENU [m s⁻¹]
    drift: Float64[np.ndarray, "knot 3"]  #: unit offset times taper, ENU [1]


class Medium(NamedTuple):
    """What lies between radars and flyers, and what becomes of an echo."""

    curves: Float64[np.ndarray, "sensor case level"]  #: probability of detection [1]
    loss: Float64[np.ndarray, "sensor arc layer"]  #: two ways, over the claim's [dB]
    masking: Float64[np.ndarray, "sensor sector"]  #: error of the hiding ground [m]
    lift: Float64[np.ndarray, " sensor"]  #: antenna over that of the floor table [m]
    jammers: Int64[np.ndarray, " jammer"]  #: hostile flyers that radiate noise
    grid: Grid
    is_rough: int  #: 1 where the grid is not just the sea


class Failures(NamedTuple):
    """What falls out by itself, between when and when; inf where nothing does."""

    node: Float64[np.ndarray, "node 2"]  #: [s]
    link: Float64[np.ndarray, "link 2"]  #: [s]
    link_id: UInt32[np.ndarray, " link"]


class World(NamedTuple):
    """What is so, as drawn for this world."""

    frame: Float64[
        np.ndarray, " 12"
    ]  #: origin in ECEF [m], rows of the ECEF → ENU rotation
    earth: Float64[np.ndarray, " 1"]  #: effective-Earth factor k [1]
    threats: ThreatKinds
    knots: Knots
    pk: Float64[
        np.ndarray, "round class"
    ]  #: single-shot Pk by TargetClass, as drawn [1]
    frailty: Float64[np.ndarray, " round"]  #: τ of the shared logit shift [1]
    assets: Assets
    medium: Medium
    failures: Failures
