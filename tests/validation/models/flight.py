"""Aircraft and cruise missiles: turns, climbs, dives, sway and recorded flights."""

import math
from functools import cache
from pathlib import Path

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, diags_array, vstack

from kalkan.constants import GRAVITY
from kalkan.engine.path import Sky, flyer_at
from kalkan.engine.truth import Threats
from kalkan.engine.world import Knots, ThreatKinds
from kalkan.muster.heights import ASIDE, PUSH_MOST, Airframe, Flown, Task, flown
from kalkan.muster.relief import below, step_over
from kalkan.physics.arcs import Path as Flight
from kalkan.physics.arcs import knots_of
from kalkan.physics.course import Course, course_of
from kalkan.physics.follow import Ride, followed
from kalkan.physics.geodesy import enu2geodetic, frame_at, geodetic2enu
from kalkan.physics.kinematics import hermite
from kalkan.physics.recorded import recorded_knots
from kalkan.physics.routes import route_arcs
from kalkan.physics.weave import weave_amplitude
from kalkan.scenario import Altitude
from kalkan.scenario.recording import read_recording
from kalkan.terrain.grid import SMOOTH, Grid, elevation_at
from kalkan.terrain.load import load_grid
from tests.validation.dossier import Row, Table

TRACKS = Path(__file__).resolve().parents[3] / "scenarios" / "tracks"
FRAME = frame_at(math.radians(40.0), math.radians(32.7))
ROUTE = np.radians([[40.9, 33.6], [39.912, 32.853]])  # over Köroğlu to Ankara
SPEED, TURN = 240.0, 29.42  # a subsonic cruise missile, planned turns of 3 g


def _place(path: Flight, t: float) -> list[float]:
    """Return the place on a path at a time, ENU [m]."""
    time, p, v = path
    k = min(max(int(np.searchsorted(time, t, "right")) - 1, 0), len(time) - 2)
    return [
        hermite(t, time[k], time[k + 1], p[k, c], v[k, c], p[k + 1, c], v[k + 1, c])[0]
        for c in range(3)
    ]


# ---------------------------------------------------------------- turns


def turn_radius() -> Table:
    """Radii of planned turns beside those of level flight at a bank."""
    rows = []
    for speed in (50.0, 240.0, 300.0):
        for bank in (15.0, 30.0, 60.0):
            pull = GRAVITY * math.tan(math.radians(bank))
            reference = speed**2 / pull
            label = f"{speed:.0f} m/s, bank {bank:.0f}°"
            ours = _radius_flown(speed, pull)
            rows.append(Row(label, reference, ours, 6.5e-3 * reference))
    return Table(
        rows,
        "m",
        "N. X. Vinh, *Flight Mechanics of High-Performance Aircraft*, 1993, chapter 3: "
        "r = v² / (g tan φ).",
        5,
    )


def _radius_flown(speed: float, pull: float) -> float:
    """Return the radius of the circle through three places of a turn [m]."""
    places = np.radians([[39.5, 32.0], [40.0, 33.0], [40.6, 32.1]])
    arcs = route_arcs(places, np.full(3, 1000.0), speed, pull)
    time, position, _ = knots_of(FRAME, [arcs[1]], speed)
    a, b, c = position[0], position[len(time) // 2], position[-1]
    area = 0.5 * float(np.linalg.norm(np.cross(b - a, c - a)))
    sides = [float(np.linalg.norm(p - q)) for p, q in ((a, b), (b, c), (c, a))]
    return math.prod(sides) / (4.0 * area)


# ---------------------------------------------------------------- along the ground


@cache
def _ground() -> Grid:
    bounds = map(math.radians, (39.5, 41.2, 32.4, 34.0))
    return load_grid("anatolia", *bounds)


def _ride(climb: float) -> Ride:
    return Ride(50.0, climb, TURN / SPEED**2, PUSH_MOST / SPEED**2)


@cache
def _course() -> Course:
    arcs = route_arcs(ROUTE, np.full(2, 50.0), SPEED, TURN)
    return course_of(arcs, step_over(_ground(), float(ROUTE[0, 0])))


@cache
def _along(climb_angle: float) -> Flown:
    climb = math.tan(math.radians(climb_angle))
    airframe = Airframe("raid.missile/1", SPEED, TURN, climb)
    low = Altitude.model_validate("50 m AGL")
    arcs = route_arcs(ROUTE, np.full(2, 50.0), SPEED, TURN)
    return flown(FRAME, Task(arcs, low, True, None, 0.0), airframe, _ground())


def _between(done: Flown, each: int = 8) -> np.ndarray:
    """Return way [m], altitude and ground [m] along a path, also between its knots."""
    time, rows = done.path[0], []
    for k in range(len(time) - 1):
        for t in np.linspace(time[k], time[k + 1], each, endpoint=False):
            lat, lon, altitude = enu2geodetic(FRAME, *_place(done.path, t))
            rows.append((SPEED * t, altitude, elevation_at(_ground(), lat, lon)))
    return np.array(rows)


def terrain_following() -> Table:
    """Limits kept on the way to Ankara, and the lowest flight there is."""
    rows = []
    for angle in (3.0, 5.0, 10.0):
        way, altitude, ground = _between(_along(angle)).T
        cruise = way < way[-1] - 3e3
        label = f"climb limit {angle:.0f}°"
        steepest = np.abs(np.gradient(altitude, way))[cruise].max()
        ours = math.degrees(math.asin(steepest))
        rows.append(Row(f"{label}: steepest, °", angle, ours, 0.5))
        least = (altitude - ground)[cruise].min()
        rows.append(Row(f"{label}: least clearance, m", 50.0, least, 5.0))
    height, slope = followed(_course().distance, _low(), _ride(_climb(10.0)))
    bends = np.gradient(slope, _course().distance) * SPEED**2 / GRAVITY
    rows.append(Row("greatest pull-up, g", TURN / GRAVITY, bends.max(), 0.5))
    rows.append(Row("greatest push-over, g", PUSH_MOST / GRAVITY, -bends.min(), 0.1))
    mean = float((height - _low()).mean())
    rows.append(Row("mean clearance, m", _lowest_mean(), mean, 12.0))
    return Table(
        rows,
        "as said",
        "the limits themselves, and for the mean clearance the lowest flight within "
        "10° and these bends, a linear program solved by HiGHS.",
        4,
    )


def _climb(angle: float) -> float:
    return math.tan(math.radians(angle))


@cache
def _low() -> np.ndarray:
    """Return the ground that is followed: the highest of 100 m to both sides."""
    return below(_ground(), _course(), ASIDE)


def _lowest_mean() -> float:
    """Return the least mean clearance that the limits allow."""
    ride, ground = _ride(_climb(10.0)), _low()
    steps = np.diff(_course().distance)
    n = ground.size
    slope = diags_array([-1.0 / steps, 1.0 / steps], offsets=[0, 1], shape=(n - 1, n))
    slope = csr_array(slope)
    middle = diags_array(2.0 / (steps[1:] + steps[:-1]))
    bend = middle @ (slope[1:] - slope[:-1])
    limits = [(slope, ride.climb), (-slope, ride.climb)]
    limits += [(bend, ride.pull), (-bend, ride.push)]
    best = linprog(
        np.ones(n),
        A_ub=vstack([rows for rows, _ in limits]),
        b_ub=np.concatenate([np.full(rows.shape[0], most) for rows, most in limits]),
        bounds=[(low + ride.clearance, None) for low in ground],
    )
    return float((best.x - ground).mean())


# ---------------------------------------------------------------- dives


def dives() -> Table:
    """Where a dive begins: over the sea, in front of the target."""
    rows = []
    slope, bend = _climb(30.0), TURN / SPEED**2
    for height in (50.0, 300.0, 3000.0, 10e3):
        bow = slope / bend
        short = math.sqrt(2.0 * height / bend)
        reference = short if short < bow else height / slope + 0.5 * bow
        arcs = route_arcs(ROUTE, np.full(2, height), SPEED, TURN)
        airframe = Airframe("raid.missile/1", SPEED, TURN, _climb(10.0))
        level = Altitude.model_validate(f"{height} m")
        done = flown(FRAME, Task(arcs, level, True, None, 0.0), airframe, SMOOTH)
        rows.append(Row(f"from {height:g} m", reference, _dive_flown(done), 30.0))
    return Table(
        rows,
        "m",
        "a parabola of curvature a / v² (a = 3 g, v = 240 m/s) into a straight dive of "
        "30°: √(2 h v² / a), or h / tan 30° + tan 30° v² / 2a.",
        5,
    )


def _dive_flown(done: Flown) -> float:
    """Return how far from the target a path begins to go down [m].

    Sought where it has come down by 4 m, on the bow of its dive.
    """
    time, position, _ = done.path
    height = enu2geodetic(FRAME, *position[0])[2]
    for t in np.arange(time[-1] - 100.0, time[-1], 0.02):
        place = _place(done.path, t)
        drop = height - enu2geodetic(FRAME, *place)[2]
        if drop >= 4.0:
            away = math.dist(place, position[-1])
            level = math.sqrt(away**2 - (height - drop) ** 2)
            return level + math.sqrt(2.0 * drop * SPEED**2 / TURN)
    return 0.0


# ---------------------------------------------------------------- sway

WEAVES = ((1.0, 4.0), (2.0, 8.0), (3.0, 6.0), (5.0, 10.0))  # load [g], period [s]


def _weaver(load: float, period: float) -> Sky:
    """Return one flyer to the north that sways from 60 s to 300 s."""
    kinds, knots, threats = ThreatKinds.zeros(1), Knots.zeros(2), Threats.zeros(1)
    knots.time[:], knots.velocity[:, 1] = (0.0, 300.0), SPEED
    knots.position[1, 1] = 300.0 * SPEED
    kinds.path_last[0], threats.pace[0] = 1, 1.0
    kinds.weave_size[0] = weave_amplitude(load * GRAVITY, period)
    kinds.weave_rate[0] = 2.0 * math.pi / period
    kinds.weave_start[0], kinds.weave_end[0] = 60.0, 300.0
    kinds.weave_up[0, 2] = 1.0
    return Sky(kinds, knots, threats)


def sway() -> Table:
    """Amplitudes and loads of weaves, as the battle flies them."""
    rows = []
    for load, period in WEAVES:
        reference = load * GRAVITY * (period / (2.0 * math.pi)) ** 2
        time = np.arange(0.0, 300.0, 0.02)
        sky = _weaver(load, period)
        aside = np.array([flyer_at(sky, 0, t)[0] for t in time])
        label = f"{load:g} g in {period:g} s"
        rows.append(
            Row(f"{label}: amplitude, m", reference, aside.max(), 2e-3 * reference)
        )
        pull = np.abs(np.diff(aside, 2)).max() / 0.02**2 / GRAVITY
        rows.append(Row(f"{label}: load, g", load, float(pull), 5e-3 * load))
    return Table(
        rows,
        "as said",
        "y = A sin ωt: A = a / ω², as in P. Zarchan, *Tactical and Strategic Missile "
        "Guidance*, 6th edition, 2012, chapter 20.",
        4,
    )


# ---------------------------------------------------------------- recorded flights


def recorded() -> Table:
    """How far the flights that come with Kalkan are flown from their rows."""
    rows = []
    for path in sorted(TRACKS.glob("*.csv")):
        flight = read_recording(path, path.name)
        places = (flight.lat, flight.lon, flight.altitude)
        flown_path = recorded_knots(FRAME, flight.time, *places)
        off = 0.0
        for t, *place in zip(flight.time, *places, strict=True):
            row = geodetic2enu(FRAME, *place)
            off = max(off, math.dist(_place(flown_path, t), row))
        knots = len(flown_path[0])
        label = f"{path.name}: {len(flight.time)} rows, {knots} knots"
        rows.append(Row(label, 0.0, off, 2.5))
    return Table(
        rows, "m", "rows of `scenarios/tracks`, flown by JSBSim 1.3.3's 737.", 3
    )


TABLES = {
    "turn-radius": turn_radius,
    "terrain-following": terrain_following,
    "dives": dives,
    "sway": sway,
    "recorded": recorded,
}

# ---------------------------------------------------------------- figures


def profile(axes) -> str:
    for angle in (3.0, 5.0, 10.0):
        way, altitude, ground = _between(_along(angle), 4).T
        axes.plot(way / 1e3, altitude, label=f"50 m, climb limit {angle:.0f}°")
    axes.fill_between(way / 1e3, 0.0, ground, color="0.85", label="ground")
    axes.set(xlabel="way [km]", ylabel="above mean sea level [m]", xlim=(0.0, 60.0))
    axes.set_ylim(900.0, 1700.0)
    axes.legend(loc="lower left", ncols=2)
    return (
        "A cruise missile at 240 m/s along the ground toward Ankara, over the built-in "
        "terrain. One that climbs badly leaves the valleys sooner."
    )


def weave(axes) -> str:
    for load, period in WEAVES[1:3]:
        time = np.arange(52.0, 110.0, 0.05)
        sky = _weaver(load, period)
        aside = [flyer_at(sky, 0, t)[0] for t in time]
        axes.plot(time - 60.0, aside, label=f"{load:g} g, {period:g} s")
    axes.set(xlabel="since it begins [s]", ylabel="to the right [m]")
    axes.legend(loc="upper left")
    return "Sway across the track: it grows from rest, so that no step betrays it."


FIGURES = {"profile": profile, "weave": weave}
