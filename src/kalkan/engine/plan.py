"""What the defender was told: his own as it is, the enemy at its best value."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float32, Float64, Int64, UInt32

from kalkan._record import Record


class Sensors(Record):
    """Radars, the defender's own: known to him as they are.  Axis: sensor."""

    id: UInt32[np.ndarray, " sensor"]
    force: Int64[np.ndarray, " sensor"]  #: index of the owning force
    node: Int64[np.ndarray, " sensor"]  #: from which it speaks
    carrier: Int64[np.ndarray, " sensor"]  #: threat that carries it, or NONE
    position: Float64[np.ndarray, "sensor 3"]  #: antenna, ENU [m]
    altitude: Float64[np.ndarray, " sensor"]  #: antenna above mean sea level [m]
    axes: Float64[
        np.ndarray, "sensor 9"
    ]  #: rows east, north, up at the site, in ENU [1]
    band: Int64[np.ndarray, " sensor"]  #: Band
    period: Float64[np.ndarray, " sensor"]  #: revisit in search [s]
    sector_centre: Float64[np.ndarray, " sensor"]  #: azimuth clockwise from north [rad]
    sector_half: Float64[np.ndarray, " sensor"]  #: half width; π is all round [rad]
    elevation_min: Float64[np.ndarray, " sensor"]  #: [rad]
    elevation_max: Float64[np.ndarray, " sensor"]  #: [rad]
    range_min: Float64[np.ndarray, " sensor"]  #: [m]
    range_max: Float64[np.ndarray, " sensor"]  #: instrumented [m]
    range_ref: Float64[np.ndarray, " sensor"]  #: where rcs_ref gives snr_ref [m]
    rcs_ref: Float64[np.ndarray, " sensor"]  #: [m²]
    snr_ref: Float64[np.ndarray, " sensor"]  #: [1]
    pfa: Float64[np.ndarray, " sensor"]  #: false-alarm probability a cell [1]
    false_rate: Float64[np.ndarray, " sensor"]  #: false plots expected a scan [1]
    pd: Float64[np.ndarray, " sensor"]  #: detection of a tracked target in a look [1]
    beamwidth_azimuth: Float64[np.ndarray, " sensor"]  #: 3 dB [rad]
    beamwidth_elevation: Float64[np.ndarray, " sensor"]  #: 3 dB [rad]
    range_resolution: Float64[np.ndarray, " sensor"]  #: [m]
    has_height: Int64[np.ndarray, " sensor"]  #: 1 when it measures elevation
    dwell_period: Float64[
        np.ndarray, " sensor"
    ]  #: revisit of an engaged track, or inf [s]
    iff: Int64[np.ndarray, " sensor"]  #: Iff bits that it can read
    is_guidance: Int64[np.ndarray, " sensor"]  #: 1 when a fire unit guides with it
    pulses: Int64[np.ndarray, " sensor"]  #: integrated in a look [1]
    wavelength: Float64[np.ndarray, " sensor"]  #: [m]
    gain: Float64[np.ndarray, " sensor"]  #: of the antenna, from its beam widths [1]
    sidelobe: Float64[np.ndarray, " sensor"]  #: gain there over that of the beam [1]
    noise_figure: Float64[np.ndarray, " sensor"]  #: [1]
    notch: Float64[np.ndarray, " sensor"]  #: radial speed that clutter hides [m s⁻¹]
    multipath: Int64[np.ndarray, " sensor"]  #: Surface that mirrors the ray
    mirror: Float64[np.ndarray, " sensor"]  #: altitude of that surface [m]
    fringe: Float64[np.ndarray, " sensor"]  #: beyond its horizon nothing is seen [m]


class Emissions(Record):
    """When the crew of each radar is to radiate.  Axis: sensor."""

    waits: Int64[np.ndarray, " sensor"]  #: 1 when silent until it is needed
    silent_until: Float64[np.ndarray, " sensor"]  #: it radiates nothing before [s]
    hides: Float64[np.ndarray, " sensor"]  #: silence under a missile, 0 is never [s]


class Points(Record):
    """What the defence guards of its own: radars, posts, fire units.  Axis: point."""

    id: UInt32[np.ndarray, " point"]
    position: Float64[np.ndarray, "point 3"]  #: ENU [m]
    node: Int64[np.ndarray, " point"]  #: with which it lives
    sensor: Int64[np.ndarray, " point"]  #: radar with which it lives too, or NONE
    worth: Float64[np.ndarray, " point"]  #: stake for the doctrine, of no asset [1]
    radius: Float64[np.ndarray, " point"]  #: [m]


class RoundKinds(Record):
    """Types of interceptor as they fly; the defender's own.  Axis: round."""

    id: UInt32[np.ndarray, " round"]
    guidance: Int64[np.ndarray, " round"]  #: Guidance
    range_min: Float64[np.ndarray, " round"]  #: ground range [m]
    range_max: Float64[np.ndarray, " round"]  #: ground range, aircraft [m]
    range_max_ballistic: Float64[
        np.ndarray, " round"
    ]  #: ground range, ballistic target [m]
    altitude_min: Float64[np.ndarray, " round"]  #: [m]
    altitude_max: Float64[np.ndarray, " round"]  #: [m]
    boost_acceleration: Float64[
        np.ndarray, " round"
    ]  #: thrust / mass after burn-out [m s⁻²]
    boost_time: Float64[np.ndarray, " round"]  #: [s]
    boost_flow: Float64[
        np.ndarray, " round"
    ]  #: mass burnt a second / mass after burn-out [s⁻¹]
    sustain_acceleration: Float64[
        np.ndarray, " round"
    ]  #: the same of the second pulse [m s⁻²]
    sustain_time: Float64[np.ndarray, " round"]  #: [s]
    sustain_flow: Float64[np.ndarray, " round"]  #: of the second pulse [s⁻¹]
    drag_area: Float64[
        np.ndarray, " round"
    ]  #: C_D-normalised area / mass after burn-out [m² kg⁻¹]
    load_limit: Float64[np.ndarray, " round"]  #: structural manoeuvre limit [m s⁻²]
    lift_area: Float64[
        np.ndarray, " round"
    ]  #: greatest C_L·area / mass after burn-out [m² kg⁻¹]
    lag: Float64[np.ndarray, " round"]  #: guidance time constant [s]
    loft: Float64[np.ndarray, " round"]  #: greatest aim-point rise / distance to go [1]
    launch_elevation: Float64[
        np.ndarray, " round"
    ]  #: least flight-path angle at launch [rad]
    flight_time_max: Float64[np.ndarray, " round"]  #: [s]
    speed_min: Float64[
        np.ndarray, " round"
    ]  #: below it, after boost, it is spent [m s⁻¹]
    seeker_range: Float64[
        np.ndarray, " round"
    ]  #: where 1 m² is acquired with Pd 0.5 [m]
    seeker_half: Float64[np.ndarray, " round"]  #: half field of view [rad]
    seeker_band: Int64[np.ndarray, " round"]  #: Band
    seeker_noise: Float64[
        np.ndarray, " round"
    ]  #: angular error at `seeker_range` on 1 m², standard deviation [rad]
    lethal_radius: Float64[
        np.ndarray, " round"
    ]  #: greatest miss distance at which the fuze acts [m]
    kill_model: Int64[np.ndarray, " round"]  #: KillModel
    reference_miss: Float64[
        np.ndarray, " round"
    ]  #: miss distance at which `endgame` gives the table's Pk [m]
    reliability: Float64[np.ndarray, " round"]  #: leaves and works [1]
    cost: Float64[np.ndarray, " round"]  #: [USD]


class Batteries(Record):
    """Fire units.  Axis: battery."""

    id: UInt32[np.ndarray, " battery"]
    force: Int64[np.ndarray, " battery"]
    node: Int64[np.ndarray, " battery"]  #: of its command vehicle
    position: Float64[np.ndarray, "battery 3"]  #: ENU [m]
    radar: Int64[np.ndarray, " battery"]  #: guidance radar, index of sensor
    channels: Int64[np.ndarray, " battery"]  #: targets engaged at once
    rounds_guided: Int64[np.ndarray, " battery"]  #: rounds in the air at once
    reaction: Float64[np.ndarray, " battery"]  #: from order to first launch [s]
    salvo: Int64[np.ndarray, " battery"]  #: rounds a shot
    shots: Int64[
        np.ndarray, " battery"
    ]  #: 1 holds fire until assessed; 2 fires again at once
    reserve: Float64[
        np.ndarray, " battery"
    ]  #: share kept for threats to the battery itself [1]
    clearance: Float64[
        np.ndarray, " battery"
    ]  #: kept between a meeting place and friends or neutrals, or 0 [m]
    assess_looks: Int64[np.ndarray, " battery"]  #: looks waited for before a verdict
    false_kill: Float64[np.ndarray, " battery"]  #: a live target called dead [1]
    false_live: Float64[np.ndarray, " battery"]  #: a dead target called live [1]


class Launchers(Record):
    """Launchers.  Axis: launcher."""

    id: UInt32[np.ndarray, " launcher"]
    battery: Int64[np.ndarray, " launcher"]
    position: Float64[np.ndarray, "launcher 3"]  #: ENU [m]
    availability: Float64[np.ndarray, " launcher"]  #: stands ready at the start [1]
    ripple: Float64[np.ndarray, " launcher"]  #: least time between two rounds [s]


class Assets(Record):
    """What is defended.  Axis: asset."""

    id: UInt32[np.ndarray, " asset"]
    position: Float64[np.ndarray, "asset 3"]  #: ENU [m]
    value: Float64[np.ndarray, " asset"]  #: to the analyst [1]
    radius: Float64[np.ndarray, " asset"]  #: [m]


class Nodes(Record):
    """What can be the end of a link.  Axis: node."""

    id: UInt32[np.ndarray, " node"]
    kind: Int64[np.ndarray, " node"]  #: NodeKind
    force: Int64[np.ndarray, " node"]
    sensor: Int64[np.ndarray, " node"]  #: radar that it is, or NONE
    position: Float64[np.ndarray, "node 3"]  #: ENU [m]
    radius: Float64[np.ndarray, " node"]  #: of the ground that it fills [m]
    rank: Int64[np.ndarray, " node"]  #: of those that hold together the highest leads
    picture: Int64[np.ndarray, " node"]  #: at the start
    founds: Int64[np.ndarray, " node"]  #: picture for a part that it leads, or NONE
    kin: Int64[np.ndarray, " node"]  #: those with one number hang together at the start


class Hops(Record):
    """Each direction of each link, and ways within a force of sensors.  Axis: hop."""

    id: UInt32[np.ndarray, " hop"]
    link: Int64[np.ndarray, " hop"]  #: link that it is a direction of, or NONE
    source: Int64[np.ndarray, " hop"]  #: node
    sink: Int64[np.ndarray, " hop"]  #: node
    grade: Int64[np.ndarray, " hop"]  #: Grade
    latency: Float64[np.ndarray, " hop"]  #: [s]
    loss: Float64[np.ndarray, " hop"]  #: share of messages that get lost [1]
    service: Float64[np.ndarray, " hop"]  #: for which a message fills the hop [s]


class Corridors(Record):
    """Volumes that friends or neutrals were told to keep to.  Axis: corridor."""

    identity: Int64[np.ndarray, " corridor"]  #: Identity of what keeps to it
    half_width: Float64[np.ndarray, " corridor"]  #: [m]
    low: Float64[np.ndarray, " corridor"]  #: altitude of its floor [m]
    high: Float64[np.ndarray, " corridor"]  #: altitude of its ceiling [m]
    opens: Float64[np.ndarray, " corridor"]  #: time of the battle [s]
    closes: Float64[np.ndarray, " corridor"]  #: time of the battle, or inf [s]
    slowest: Float64[np.ndarray, " corridor"]  #: plausible speed over ground [m s⁻¹]
    fastest: Float64[np.ndarray, " corridor"]  #: plausible speed over ground [m s⁻¹]
    one_way: Int64[np.ndarray, " corridor"]  #: 1 when flown from its start alone
    leg_first: Int64[np.ndarray, " corridor"]  #: first leg
    leg_last: Int64[np.ndarray, " corridor"]  #: last leg, inclusive


class Legs(Record):
    """Straight parts of corridors, by vectors from the Earth's centre.  Axis: leg."""

    start: Float64[np.ndarray, "leg 3"]  #: unit, in the directions of ENU [1]
    end: Float64[np.ndarray, "leg 3"]  #: unit [1]
    normal: Float64[np.ndarray, "leg 3"]  #: unit, to the left of who flies it [1]


class Floors(NamedTuple):
    """What the ground hides from each site, as the map has it."""

    altitude: Float32[np.ndarray, "sensor azimuth range"]  #: lowest in sight [m]
    obstacle: Float32[np.ndarray, "sensor azimuth range"]  #: how far what hides is [m]
    step: Float64[np.ndarray, " sensor"]  #: of range; 0 where there is no table [m]


class Plan(NamedTuple):
    """What the defender was told."""

    frame: Float64[np.ndarray, " 12"]  #: as in World
    earth: Float64[np.ndarray, " 1"]  #: as in World
    sensors: Sensors
    emissions: Emissions
    floors: Floors
    batteries: Batteries
    launchers: Launchers
    rounds: RoundKinds
    fly_out: Float64[np.ndarray, "round reach height"]  #: time of flight, or inf [s]
    reach: Float64[np.ndarray, "round reach"]  #: ground ranges of `fly_out` [m]
    height: Float64[np.ndarray, "round height"]  #: altitudes of `fly_out` [m]
    pk: Float64[np.ndarray, "round class"]  #: single-shot Pk, best value [1]
    assets: Assets
    points: Points
    nodes: Nodes
    hops: Hops
    engagement: Int64[
        np.ndarray, "battery 2"
    ]  #: rules of engagement, WeaponControl: joined, autonomous
    study_time: Float64[np.ndarray, " 2"]  #: to settle a class, least and most [s]
    confusion: Float64[
        np.ndarray, "5 5"
    ]  #: share of what moves as a KinematicGroup that is taken for each [1]
    corridors: Corridors
    legs: Legs
