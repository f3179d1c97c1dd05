"""What flyers are: how they sway, and flights that were recorded."""

import math
from pathlib import Path

import numpy as np
import pytest

from kalkan._record import duplicate
from kalkan.engine.kinds import PathEnd
from kalkan.engine.move import move
from kalkan.engine.path import Sky, along, flyer_at
from kalkan.engine.prepare import prepare
from kalkan.muster.entries import in_order, paths
from kalkan.muster.flyers import build_flyers, build_knots, flyer_entries
from kalkan.muster.ground import Ground
from kalkan.muster.way import Way
from kalkan.muster.ways import build_ways
from kalkan.muster.worlds import Draws
from kalkan.physics.geodesy import enu2geodetic, frame_at, geodetic2enu
from kalkan.scenario import Scenario, read_text
from kalkan.terrain.grid import SMOOTH, Grid
from unit.engine.build_belief import dormant
from unit.engine.small_battle import TEXT, known, mustered
from unit.muster.test_heights import HILLS

JINK = "    jink: {load: 2 g, period: 8 s, within: 15 km}\n"
CRUISE = "    altitude: 400 m AGL\n"


class Flock:
    """The flyers of a scenario, by name."""

    def __init__(self, scenario: Scenario, grid: Grid = SMOOTH) -> None:
        entries = in_order(flyer_entries(scenario, known(), ["watch"]))
        frame = frame_at(scenario.origin.lat, scenario.origin.lon)
        draws = Draws(1, None)
        ways = build_ways(entries, scenario, Ground(frame, grid), draws)
        self.frame, self.names = frame, paths(entries)
        self.kinds = build_flyers(entries, ways, scenario, Ground(frame, grid), draws)
        self.ways = dict(zip(self.names, ways, strict=True))
        threats = dormant(Sky, threat=len(entries)).threats
        threats.pace[:] = 1.0
        self.sky = Sky(self.kinds, build_knots(ways), threats)

    def of(self, name: str, field: str) -> object:
        return getattr(self.kinds, field)[self.names.index(name)]

    def at(self, name: str, time: float) -> np.ndarray:
        return np.array(flyer_at(self.sky, self.names.index(name), time))


def flock(*edits: tuple[str, str], grid: Grid = SMOOTH, folder: Path = Path()) -> Flock:
    text = TEXT
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return Flock(read_text(text.encode(), "small.yaml", known(), folder), grid)


@pytest.fixture(name="weaving", scope="module")
def _weaving() -> Flock:
    return flock((CRUISE, CRUISE + JINK))


def test_weave__is_that_of_the_scenario(weaving: Flock) -> None:
    size = weaving.of("raid.cruise/1", "weave_size")
    rate = weaving.of("raid.cruise/1", "weave_rate")
    assert rate == pytest.approx(2.0 * math.pi / 8.0)
    assert size * rate**2 == pytest.approx(2.0 * 9.80665)
    up = weaving.of("raid.cruise/1", "weave_up")
    assert np.linalg.norm(up) == pytest.approx(1.0)
    assert up[2] > 0.999
    assert weaving.of("traffic.patrol/1", "weave_size") == 0.0
    assert weaving.of("forces.watch/plane", "weave_size") == 0.0


def test_weave__begins_at_its_distance_and_ends_with_the_path(weaving: Flock) -> None:
    start = weaving.of("raid.cruise/1", "weave_start")
    end = weaving.of("raid.cruise/1", "weave_end")
    way, aim = weaving.ways["raid.cruise/1"], weaving.of("raid.cruise/1", "aim")
    away = np.linalg.norm(weaving.at("raid.cruise/1", start)[:3] - aim)
    assert away == pytest.approx(15e3, rel=0.01)
    assert end == way.time[-1]


def test_weave__keeps_to_its_load_and_hits_its_target(weaving: Flock) -> None:
    time = np.arange(0.0, weaving.ways["raid.cruise/1"].time[-1], 0.05)
    flown = np.array([weaving.at("raid.cruise/1", t) for t in time])
    straight = flock()
    plain = np.array([straight.at("raid.cruise/1", t) for t in time])
    aside = flown[:, :2] - plain[:, :2]
    assert np.linalg.norm(aside, axis=1).max() == pytest.approx(31.8, rel=0.02)
    pull = np.gradient(np.gradient(aside, time, axis=0), time, axis=0)
    assert np.linalg.norm(pull, axis=1).max() <= 2.0 * 9.80665 * 1.001
    np.testing.assert_allclose(aside[-1], 0.0, atol=0.5)


def test_weave__of_one_who_passes_is_over_when_it_is_far_again() -> None:
    raider = """  raider:
    class: fighter
    system: F-35A
    target: town
    route: [[40.6 deg, 32.1 deg]]
    altitude: 9 km
    releases-at: 1 km
    jink: {load: 3 g, period: 6 s, within: 20 km}
"""
    away = raider.replace("1 km\n", "30 km\n    then: turn back\n")
    passing = flock(("traffic:\n", raider + "traffic:\n"))
    start = passing.of("raid.raider/1", "weave_start")
    end = passing.of("raid.raider/1", "weave_end")
    assert 0.0 < start < end <= passing.ways["raid.raider/1"].time[-1]
    early = flock(("traffic:\n", away + "traffic:\n"))
    assert early.of("raid.raider/1", "weave_start") == pytest.approx(
        early.of("raid.raider/1", "weave_end")
    )  # it turns back before it comes so near
    back = flock(
        ("traffic:\n", away.replace("within: 20 km", "within: 50 km") + "traffic:\n")
    )
    start = back.of("raid.raider/1", "weave_start")
    end = back.of("raid.raider/1", "weave_end")
    aim = back.of("raid.raider/1", "aim")
    for time in (start, end):
        there = np.linalg.norm(back.at("raid.raider/1", time)[:3] - aim)
        assert there == pytest.approx(50e3, rel=0.03)
    assert 0.0 < start < back.of("raid.raider/1", "release") < end


def test_weave__from_the_start_where_that_is_near() -> None:
    near = flock((CRUISE, CRUISE + JINK.replace("15 km", "500 km")))
    assert near.of("raid.cruise/1", "weave_start") == 0.0


def test_flight_over_terrain__ends_at_the_ground_of_its_target() -> None:
    over = flock(("altitude: 400 m AGL", "altitude: 60 m AGL"), grid=HILLS)
    way, aim = over.ways["raid.cruise/1"], over.of("raid.cruise/1", "aim")
    np.testing.assert_allclose(way.position[-1], aim, atol=0.01)
    assert enu2geodetic(over.frame, *aim)[2] > 200.0
    sea = flock(("altitude: 400 m AGL", "altitude: 60 m AGL"))
    assert enu2geodetic(sea.frame, *sea.of("raid.cruise/1", "aim"))[2] == pytest.approx(
        0.0, abs=1e-6
    )
    assert way.ceiling > 260.0
    assert over.of("raid.cruise/1", "altitude_bound") > way.ceiling


def test_flight_over_terrain__drifts_less(weaving: Flock) -> None:
    over = flock(grid=HILLS).ways["raid.cruise/1"]
    sea = weaving.ways["raid.cruise/1"]
    assert np.linalg.norm(sea.drift, axis=1).max() == pytest.approx(1.0)
    assert np.linalg.norm(over.drift, axis=1).max() == pytest.approx(0.05, rel=0.01)
    assert over.varies


def test_orbit_over_terrain__lasts_as_long_as_the_battle() -> None:
    for grid in (SMOOTH, HILLS):
        for altitude in ("altitude: 7 km", "altitude: 300 m AGL"):
            one = flock(("altitude: 7 km", altitude), grid=grid)
            way = one.ways["traffic.patrol/1"]
            assert way.time[-1] == pytest.approx(600.0)
            assert not way.varies
            assert np.all(way.drift == 0.0)


# ------------------------------------------------------------------ recorded flights

FLIGHTS = Path(__file__).resolve().parents[2] / "bad" / "flights"
LINER = """  liner:
    {class: airliner, system: A320, side: neutral, iff: civil, start: 1 min,
     spacing: 20 s, count: 2, track: flights/first.csv}
"""
LINERS = """  liners:
    {class: airliner, system: A320, side: neutral, start: {between: [1 min, 3 min]},
     spacing: 20 s, tracks: flights}
"""


@pytest.fixture(name="recorded", scope="module")
def _recorded() -> Flock:
    return flock(("traffic:\n", "traffic:\n" + LINER + LINERS), folder=FLIGHTS.parent)


def test_recorded_flight__passes_its_rows_at_their_times(recorded: Flock) -> None:
    for name, file in (
        ("traffic.liner/1", "first.csv"),
        ("traffic.liner/2", "first.csv"),
        ("traffic.liners/1", "first.csv"),
        ("traffic.liners/2", "second.csv"),
    ):
        lines = (FLIGHTS / file).read_text("utf-8").splitlines()
        rows = [line.split(",") for line in lines if line[:1].isdigit()]
        first = float(rows[0][0])
        for time, lat, lon, high in np.array(rows, float):
            there = recorded.at(name, time - first)[:3]
            row = geodetic2enu(
                recorded.frame, math.radians(lat), math.radians(lon), high
            )
            np.testing.assert_allclose(there, row, atol=2.0)


def test_recorded_flight__starts_in_its_window_and_flies_its_own_pace(
    recorded: Flock,
) -> None:
    assert recorded.of("traffic.liner/2", "start_low") == 80.0
    assert recorded.of("traffic.liners/2", "start_low") == 80.0
    assert recorded.of("traffic.liners/2", "start_high") == 200.0
    way: Way = recorded.ways["traffic.liner/1"]
    assert way.time[-1] == 30.0
    assert not way.varies
    assert way.ceiling == pytest.approx(9000.0, abs=1.0)
    for name in ("traffic.liner/1", "traffic.liners/2"):
        assert recorded.of(name, "speed_spread") == 0.0
        assert recorded.of(name, "path_end") == PathEnd.LEAVE
        assert recorded.of(name, "speed_bound") > 203.0


def test_recorded_flight__is_each_members_own_only_with_a_folder(
    recorded: Flock,
) -> None:
    one, other = (recorded.ways[f"traffic.liner/{k}"] for k in (1, 2))
    assert one is other
    one, other = (recorded.ways[f"traffic.liners/{k}"] for k in (1, 2))
    assert not np.array_equal(one.position, other.position)


def test_recorded_missile__impacts_where_it_ends() -> None:
    missile = flock(
        ("town: {at: [40.00 deg, 32.10 deg]", "town: {at: [40.33 deg, 31.57 deg]"),
        ("    route: [[40.05 deg, 32.45 deg]]\n", "    track: flights/first.csv\n"),
        ("    altitude: 400 m AGL\n    speed: 240 m/s\n", ""),
        folder=FLIGHTS.parent,
    )
    assert missile.of("raid.cruise/1", "path_end") == PathEnd.IMPACT
    assert missile.of("raid.cruise/1", "lethal_radius") > 0.0


# ------------------------------------------------------------------ in a battle


def test_phase_of_a_weave__is_the_same_in_every_option() -> None:
    phases = []
    for option in ("alone", "joined"):
        army = mustered(option, (CRUISE, CRUISE + JINK))
        state = duplicate(army.state)
        state.key[:] = (5, 8)
        prepare(army.model, state)
        names = army.names.threats
        phases.append(
            {name: state.truth.threats.weave[k] for k, name in enumerate(names)}
        )
    raid = [f"raid.cruise/{member}" for member in (1, 2)]
    assert all(phases[0][name] == phases[1][name] for name in raid)
    assert phases[0][raid[0]] != phases[0][raid[1]]
    assert phases[0]["traffic.patrol/1"] == 0.0


def test_weave__is_what_the_battle_moves() -> None:
    army = mustered("alone", (CRUISE, CRUISE + JINK))
    state = duplicate(army.state)
    state.key[:] = (5, 8)
    prepare(army.model, state)
    threats, i = state.truth.threats, army.names.threats.index("raid.cruise/1")
    aside = []
    for tick in range(int(2.0 * threats.end[i]) - 4):
        move(army.model, state, tick)
        if 0.5 * tick > threats.end[i] - 45.0:
            sky = Sky(army.model.world.threats, army.model.world.knots, threats)
            u = (0.5 * (tick + 1) - threats.start[i]) * threats.pace[i]
            first, last = sky.kinds.path_first[i], sky.kinds.path_last[i]
            plain = along(sky.knots, first, last, first, u, threats.drift[i])[1:4]
            aside.append(np.linalg.norm(threats.position[i] - np.array(plain)))
    assert max(aside) == pytest.approx(31.8, rel=0.05)
    assert min(aside) < 8.0
