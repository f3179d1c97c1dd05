"""Battles of two or three things, made by hand or from a few lines of scenario."""

import contextlib
import math
from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from kalkan.catalogue import Catalogue, load
from kalkan.engine.kinds import (
    NONE,
    EngagementState,
    Fate,
    Grade,
    KinematicGroup,
    RoundFate,
    Side,
    TargetClass,
    TrackStatus,
)
from kalkan.engine.model import Model
from kalkan.engine.state import State
from kalkan.muster import Mustered, fire, muster
from kalkan.muster.blank import blank_log
from kalkan.physics.detection import required_snr
from kalkan.physics.detection_curve import CURVE_POINTS, curve_fill
from kalkan.physics.geodesy import frame_at, local_axes
from kalkan.scenario import Scenario, read_text
from unit.engine.build_belief import dormant

DT = 0.5
FRAME = frame_at(0.7, 0.57)
SIZES = {"class": len(TargetClass), "track": 4, "plot": 256, "engagement": 8}
SIZES |= {"interceptor": 8, "reach": 5, "height": 4}
SIZES |= {"azimuth": 1, "range": 1, "case": 5, "level": CURVE_POINTS}
SIZES |= {"sector": 4, "jammer": 0, "row": 2, "col": 2, "corridor": 0, "leg": 0}
PACE = 1000.0  #: of every round that `arena` and `mustered` know [m s⁻¹]

# ------------------------------------------------------------------ by hand


def arena(**lengths: int) -> Any:
    """Return a model, a state and a log, all there but nothing happening.

    One radar at the origin looks all round, finds 1 m² at 200 km nine times in ten and
    tells the one picture; one battery beside it has one launcher; flyers fly nowhere.
    """
    sizes = {**SIZES, "threat": 1, "picture": 1, **lengths}
    sizes["knot"] = 2 * sizes["threat"]
    model = dormant(Model, **sizes)._replace(dt=DT, duration=600.0, command_period=2)
    state = dormant(State, **sizes)
    world, plan = model.world, model.plan
    world.frame[:] = plan.frame[:] = FRAME
    world.earth[:] = plan.earth[:] = 4.0 / 3.0
    _radars(plan)
    for curves in world.medium.curves:
        curve_fill(1, 1, 1e-6, curves[1])
    _weapons(plan)
    for i in range(sizes["threat"]):
        world.threats.id[i] = 101 + i
        straight(model, i, (50e3, 0.0, 8e3), (0.0, 0.0, 0.0))
    _nothing(state, sizes["picture"])
    return SimpleNamespace(model=model, state=state, log=blank_log(state, 256))


def fill(record: Any, **fields: object) -> None:
    """Set fields of every entry of a record."""
    for name, value in fields.items():
        getattr(record, name)[:] = value


def _radars(plan: Any) -> None:
    sensors = plan.sensors
    fill(sensors, carrier=NONE, altitude=20.0, period=10.0, sector_half=math.pi)
    fill(sensors, elevation_min=-0.1, elevation_max=1.2, range_min=1e3, range_max=3e5)
    fill(sensors, range_ref=200e3, rcs_ref=1.0, pfa=1e-6, range_resolution=150.0)
    fill(sensors, snr_ref=required_snr(1, 1, 0.9, 1e-6), has_height=1, dwell_period=1.0)
    fill(sensors, beamwidth_azimuth=0.02, beamwidth_elevation=0.02)
    fill(sensors, pulses=1, wavelength=0.1, gain=5e3, sidelobe=1e-3, noise_figure=2.5)
    for s in range(sensors.id.shape[0]):
        sensors.id[s], sensors.position[s] = 11 + s, (0.0, 0.0, 20.0)
        local_axes(FRAME, 0.0, 0.0, 20.0, sensors.axes[s])


def _weapons(plan: Any) -> None:
    batteries, launchers, rounds = plan.batteries, plan.launchers, plan.rounds
    fill(batteries, channels=4, rounds_guided=8, reaction=5.0, salvo=2, shots=1)
    fill(batteries, assess_looks=2)
    batteries.id[:] = 31 + np.arange(batteries.id.shape[0])
    fill(launchers, availability=1.0, ripple=2.0)
    launchers.id[:] = 41 + np.arange(launchers.id.shape[0])
    rounds.id[:] = 51 + np.arange(rounds.id.shape[0])
    fill(rounds, range_min=2e3, range_max=100e3, range_max_ballistic=40e3)
    fill(rounds, altitude_min=30.0, altitude_max=24e3, flight_time_max=150.0)
    fill(rounds, launch_elevation=1.0, reliability=1.0, lethal_radius=30.0)
    fill(rounds, seeker_range=20e3, seeker_half=0.5, speed_min=300.0)
    plan.pk[:] = 0.7
    for r in range(rounds.id.shape[0]):
        _table(rounds, r, plan.reach[r], plan.height[r], plan.fly_out[r])


def _table(
    rounds: Any, r: int, reach: np.ndarray, height: np.ndarray, out: np.ndarray
) -> None:
    """Write a table by which a round flies straight at `PACE`."""
    reach[:] = np.linspace(rounds.range_min[r], rounds.range_max[r], reach.size)
    height[:] = np.linspace(rounds.altitude_min[r], rounds.altitude_max[r], height.size)
    out[:] = np.hypot(reach[:, None], height[None, :]) / PACE


def _nothing(state: Any, pictures: int) -> None:
    tracks, rounds = state.belief.tracks, state.truth.interceptors
    fill(tracks, dwell=math.inf, urgency=math.inf, order_battery=NONE)
    fill(tracks, offer_battery=NONE, asset=NONE, interval=10.0, corridor=NONE)
    fill(tracks, class_due=math.inf, kept_since=math.inf)
    fill(rounds, lock=NONE, victim=NONE)
    each = tracks.status.shape[0] // pictures
    for p in range(pictures):
        state.belief.slots[p] = (p * each, (p + 1) * each)
        state.belief.used[p] = (p + 1) * each
        tracks.picture[p * each : (p + 1) * each] = p
    state.key[:] = state.belief.key[:] = (7, 3)
    fill(state.truth.radars, alive=1)
    fill(state.truth.sites, alive=1)
    fill(state.belief.crews, alive=1, radiating=1, review=math.inf)
    fill(state.truth.radars, heeded=0.0)
    fill(state.belief.arms, alive=1)
    wiring = state.belief.wiring
    fill(wiring.deliveries, grade=Grade.FIRE_CONTROL)
    wiring.modes[:] = NONE
    wiring.node_alive[:] = wiring.link_alive[:] = 1
    wiring.cue_latency[:] = math.inf
    state.truth.next_failure[:] = math.inf
    fill(state.truth.stations, alive=1, fails=math.inf)
    fill(state.truth.lines, alive=1, fails=math.inf)
    fill(state.truth.values, left=1.0)


def straight(
    model: Any,
    i: int,
    place: Any,
    velocity: Any,
    last: float = 600.0,
    **fields: object,
) -> None:
    """Let flyer `i` fly straight on from `place`; set fields of its kind."""
    kinds, knots = model.world.threats, model.world.knots
    k, p, v = 2 * i, np.array(place), np.array(velocity)
    knots.time[k], knots.time[k + 1] = 0.0, last
    knots.position[k], knots.position[k + 1] = p, p + last * v
    knots.velocity[k] = knots.velocity[k + 1] = v
    given = {"side": Side.HOSTILE, "kind": TargetClass.FIGHTER, "release": math.inf}
    given |= {
        "fluctuation": 1,
        "path_first": k,
        "path_last": k + 1,
        "rcs": 1.0,
        "band_gain": 1.0,
    }
    given |= {"speed_bound": 1.5 * float(np.linalg.norm(v)) + 1.0}
    given |= {"altitude_bound": 20e3}
    for name, value in (given | fields).items():
        getattr(kinds, name)[i] = value


def aloft(battle: Any, i: int = 0) -> None:
    """Let flyer `i` be in the air since time 0, where its path begins."""
    kinds, knots = battle.model.world.threats, battle.model.world.knots
    threats, k = battle.state.truth.threats, kinds.path_first[i]
    threats.fate[i], threats.aloft[i] = Fate.FLYING, 1
    threats.pace[i], threats.knot[i], threats.met_round[i] = 1.0, k, NONE
    threats.end[i] = knots.time[kinds.path_last[i]]
    threats.lost[i], threats.release[i] = math.inf, kinds.release[i]
    threats.position[i] = knots.position[k]
    threats.velocity[i] = knots.velocity[k]
    threats.altitude[i] = knots.position[k, 2]


def believe(
    battle: Any,
    j: int,
    place: Any,
    velocity: Any = (0.0, 0.0, 0.0),
    time: float = 0.0,
    **fields: object,
) -> None:
    """Let a confirmed track stand in slot `j`; set more of its fields."""
    tracks = battle.state.belief.tracks
    tracks.status[j], tracks.number[j] = TrackStatus.CONFIRMED, 900 + j
    tracks.estimate[j, :3], tracks.estimate[j, 3:] = place, velocity
    tracks.time[j] = tracks.updated[j] = tracks.fire_control[j] = time
    tracks.group[j] = fields.get("group", KinematicGroup.FAST)
    tracks.studied[j] = tracks.believed[j] = tracks.group[j]
    for name, value in fields.items():
        getattr(tracks, name)[j] = value


def engage(battle: Any, e: int, j: int = 0, shots: int = 1, **fields: object) -> None:
    """Let engagement `e` of battery 0 on track `j` have fired all its rounds."""
    engagements, belief = battle.state.belief.engagements, battle.state.belief
    belief.opened[0] = max(belief.opened[0], e + 1)
    engagements.state[e] = EngagementState.FLYING
    engagements.track[e], engagements.number[e] = j, belief.tracks.number[j]
    engagements.shots[e] = engagements.fired[e] = engagements.flying[e] = shots
    engagements.holds_channel[e] = 1
    belief.tracks.engaged[j] += 1
    for name, value in fields.items():
        getattr(engagements, name)[e] = value


def fired(battle: Any, k: int, place: Any, velocity: Any, **fields: object) -> None:
    """Let round `k` fly; set more of its fields."""
    rounds, state = battle.state.truth.interceptors, battle.state
    state.fired[0] = max(state.fired[0], k + 1)
    rounds.fate[k], rounds.id[k] = RoundFate.FLYING, 5001 + k
    rounds.position[k], rounds.velocity[k] = place, velocity
    rounds.acquired[k] = rounds.end[k] = rounds.miss[k] = math.inf
    for name, value in fields.items():
        getattr(rounds, name)[k] = value


# ------------------------------------------------------------------ from a scenario

TEXT = """
name: a small raid
origin: {lat: 40 deg, lon: 32 deg}
duration: 10 min
terrain: none
assets:
  town: {at: [40.00 deg, 32.10 deg], value: 10, radius: 500 m}
forces:
  battery:
    system: Patriot
    at: [40 deg, 32 deg]
    facing: 90 deg
    magazine: {PAC-3 MSE: 5}
    launchers: 2
    doctrine: {assign: marginal, salvo: 2, look: shoot-look-shoot, reserve: 0.1}
  watch:
    nodes:
      - {name: tower, system: AN/TPS-77, at: [40.05 deg, 31.9 deg]}
      - name: plane
        system: E-7A
        orbit: {centre: town, radius: 20 km, altitude: 9 km}
        iff: mode-5
raid:
  cruise:
    class: cruise_missile
    system: 3M-14 Kalibr
    count: 2
    spacing: 5 s
    target: town
    start: {between: [0 s, 10 s]}
    route: [[40.05 deg, 32.45 deg]]
    altitude: 400 m AGL
    speed: 240 m/s
traffic:
  patrol:
    class: fighter
    system: F-16C
    side: friend
    altitude: 7 km
    orbit: {centre: town, radius: 30 km}
    iff: mode-5
rules:
  engagement: tight
  iff: {Patriot: [civil, mode-5], AN/TPS-77: [civil], E-7A: [civil, mode-5]}
options:
  alone: {forces: [battery]}
  watch: {forces: [watch]}
  apart: {forces: [battery, watch]}
  joined:
    forces: [watch, battery]
    links: [{between: [battery, watch], level: fire_control, latency: 1 s}]
default-option: alone
"""


@cache
def known() -> Catalogue:
    """Return the catalogue of the package."""
    return load()


def written(*edits: tuple[str, str]) -> Scenario:
    """Return the small raid with some of its text replaced."""
    text = TEXT
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return read_text(text.encode(), "small.yaml", known())


def mustered(
    option: str = "alone",
    *edits: tuple[str, str],
    world: int | None = None,
    seed: int = 1,
    tick: float = DT,
) -> Mustered:
    """Muster the small raid, its rounds flying straight at `PACE`: quickly."""
    with simple_rounds():
        return muster(written(*edits), known(), option, world, seed, tick)


@contextlib.contextmanager
def simple_rounds() -> Iterator[None]:
    """Take a table of straight flights for every round."""
    real = fire.fitted_rounds

    def straight(*arguments: Any) -> tuple[fire.Fitted, ...]:
        return tuple(_straight(one) for one in real(*arguments))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fire, "fitted_rounds", straight)
        yield


def _straight(fitted: Any) -> Any:
    old = fitted.envelope
    flown = np.hypot(old.reach[:, None], old.height[None, :]) / PACE
    return fitted._replace(envelope=old._replace(time=flown[None]))
