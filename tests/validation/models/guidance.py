"""Guidance beside the closed forms of linear theory, and the battle's own flights."""

import math
from fractions import Fraction
from functools import cache

import numpy as np

from kalkan import guidance
from kalkan.engine.fly import GLINT_TIME, fly
from kalkan.engine.kinds import NONE, RoundFate
from kalkan.engine.model import Model
from kalkan.engine.state import State
from kalkan.physics.flight import surroundings
from kalkan.physics.geodesy import frame_at
from kalkan.physics.guidance import NAVIGATION
from kalkan.physics.homing import heading_miss, linear_engagement, noise_variances
from kalkan.physics.pursuit import pursue
from kalkan.physics.seekers import GLINT_SHARE
from tests.unit.engine.build_belief import dormant
from tests.unit.physics.build_round import IDEAL, round_of
from tests.validation.dossier import Row, Table, read

FOOT = 0.3048
ZARCHAN = (
    "P. Zarchan, *Tactical and Strategic Missile Guidance*, 6th edition, AIAA, 2012"
)
FRAME, ALTITUDE, STILL = frame_at(0.7, 0.57), 10e3, (0.0, 0.0, 0.0)


def _label(row):
    return f"N' = {row['ratio']}, x = {row['x']}"


def heading():
    """Misses after a heading error: the battle's law, integrated."""
    rows = []
    for row in read("guidance_miss.csv"):
        ratio, x = float(row["ratio"]), float(row["x"])
        ours = guidance.linear_miss(x, 1.0, ratio, drift=-1.0) / -x
        rows.append(Row(_label(row), float(row["heading"]), ours, 1e-6))
    return Table(rows, "miss / -V ε t_F", f"{ZARCHAN}, chapter 3.", digits=7)


def step():
    """Misses against a step of acceleration: the battle's law, integrated."""
    rows = []
    for row in read("guidance_miss.csv"):
        ratio, x = float(row["ratio"]), float(row["x"])
        ours = guidance.linear_miss(x, 1.0, ratio, acceleration=1.0)
        rows.append(Row(_label(row), float(row["step"]), ours, 1e-6))
    return Table(rows, "miss / a T²", f"{ZARCHAN}, chapter 3.", digits=7)


def closed():
    """The closed forms as functions."""
    rows = []
    for row in read("guidance_miss.csv"):
        ratio, x = float(row["ratio"]), float(row["x"])
        by_error = guidance.heading_error_miss(1.0, -1.0, x, 1.0, ratio) / x
        by_step = guidance.target_miss(1.0, x, 1.0, ratio)
        label = _label(row)
        rows.append(
            Row(f"heading error, {label}", float(row["heading"]), by_error, 5e-9)
        )
        rows.append(Row(f"step, {label}", float(row["step"]), by_step, 5e-9))
    return Table(rows, "1", f"{ZARCHAN}, chapter 3, to the 8 digits kept.", digits=8)


def feet():
    """A worked example in its own units."""
    rows = []
    for row in read("guidance_feet.csv"):
        time = float(row["time"])
        error = guidance.heading_error_miss(3000.0, math.radians(-20.0), time, 1.0)
        turn = guidance.target_miss(96.6, time, 1.0)
        label = f"t_F = {row['time']} s"
        rows.append(Row(f"heading error, {label}", float(row["heading"]), error, 6e-4))
        rows.append(Row(f"3 g target, {label}", float(row["step"]), turn, 6e-5))
    return Table(rows, "ft", f"{ZARCHAN}, chapter 3, data of its examples.", digits=6)


def profiles():
    """Accelerations without lag, as the battle's law flies them."""
    rows = []
    for ratio, last in ((3.0, 3.0), (4.0, 2.0), (5.0, 5.0 / 3.0)):
        end = linear_engagement(ratio, 0.0, 10.0, 0.0, 1.0, 10.0 * (1.0 - 1e-7))[2]
        rows.append(Row(f"turn, N' = {ratio:g}, at the end", last, end, 1e-5))
        for share in (0.25, 0.75):
            wanted = ratio / (ratio - 2.0) * (1.0 - (1.0 - share) ** (ratio - 2.0))
            ours = linear_engagement(ratio, 0.0, 10.0, 0.0, 1.0, 10.0 * share)[2]
            label = f"turn, N' = {ratio:g}, t / t_F = {share}"
            rows.append(Row(label, wanted, ours, 1e-6))
        start = linear_engagement(ratio, 0.0, 10.0, -10.0, 0.0, 0.0)[2]
        rows.append(Row(f"heading error, N' = {ratio:g}, at once", ratio, -start, 1e-9))
    units = "a / a_T, a / (V ε / t_F)"
    return Table(rows, units, f"{ZARCHAN}, chapter 2.", digits=7)


def plane():
    """Whole engagements in the plane, without lag."""
    rows = []
    for row in read("guidance_plane.csv"):
        shot = guidance.engage(
            40e3 * FOOT,
            3000.0 * FOOT,
            1000.0 * FOOT,
            navigation=float(row["ratio"]),
            heading_error=math.radians(float(row["heading"])),
            target_acceleration=float(row["turn"]) * 32.2 * FOOT,
        )
        what = f"{row['heading']}° off" if row["heading"] != "0" else "3 g target"
        label = f"N' = {row['ratio']}, {what}"
        rows.append(Row(f"{label}: time [s]", float(row["time"]), shot.time, 1e-5))
        first = shot.acceleration[0] / 32.2 / FOOT
        rows.append(
            Row(f"{label}: first command [g]", float(row["command"]), first, 5e-5)
        )
        rows.append(Row(f"{label}: miss [ft]", 0.0, shot.miss / FOOT, 1e-5))
    return Table(rows, "as named", f"{ZARCHAN}, chapter 2; computed anew.", digits=7)


def pursuit():
    """Pure pursuit, by the closed form and flown."""
    rows = []
    for row in read("pursuit.csv"):
        numbers = (
            1e3 * float(row["distance_km"]),
            float(row["speed"]),
            float(row["target_speed"]),
            math.radians(float(row["course_deg"])),
        )
        speeds = f"{row['speed']} against {row['target_speed']} m/s"
        label = f"{row['distance_km']} km, {speeds}, {row['course_deg']}°"
        wanted = float(row["time"])
        rows.append(Row(label, wanted, guidance.pursuit_time(*numbers), 1e-6))
        flown = guidance.flown_pursuit_time(*numbers)
        rows.append(Row(f"{label}, flown", wanted, flown, 1e-6))
    book = "N. A. Shneydor, *Missile Guidance and Pursuit*, Horwood, 1998, chapter 3."
    return Table(rows, "s", book, digits=8)


# ------------------------------------------------------------------ noise


def _polynomial(ratio):
    """Return the coefficients of e⁻ˣ in the inverse transform of [s/(s+1)]ᴺ - 1."""
    return [
        Fraction((-1) ** (k + 1) * math.comb(ratio, k + 1), math.factorial(k))
        for k in range(ratio)
    ]


def _square(terms, power):
    """Return ∫ xᵖ (Σ c x^k)² e⁻²ˣ dx from 0 on, exactly."""
    return sum(
        a * b * math.factorial(i + j + power) / Fraction(2) ** (i + j + power + 1)
        for i, a in enumerate(terms)
        for j, b in enumerate(terms)
    )


def noise():
    """Misses by white noise of long engagements, against exact integrals."""
    rows = []
    for ratio in (3, 4, 5):
        terms = _polynomial(ratio)
        glint = guidance.glint_miss(1.0, 60.0, 1.0, ratio)
        angle = guidance.angle_noise_miss(1.0, 1.0, 60.0, 1.0, ratio)
        for name, ours, power in (("glint", glint, 0), ("angle noise", angle, 2)):
            wanted = math.sqrt(_square(terms, power))
            rows.append(Row(f"{name}, N' = {ratio}", wanted, ours, 1e-6))
    source = (
        "exact integrals of the closed impulse responses; "
        f"{ZARCHAN}, chapter 4, prints 1.44 and 0.53 for N' = 3."
    )
    return Table(rows, "σ / (Φ/T)^½, σ / V (ΦT)^½", source, digits=7)


# ------------------------------------------------------------------ the battle


def _chase(duration, lag, error=0.0, pull=0.0, left=0.5):
    """Fly a head-on engagement by the battle's sub-steps; return the miss."""
    speed, rounds = 3000.0 * FOOT, round_of(IDEAL, lag=lag)
    air = surroundings(FRAME, (0.0, 0.0, ALTITUDE), 1e9)
    g = air[2:5]
    v = speed * math.cos(error), speed * math.sin(error), 0.0
    state = (0.0, 0.0, ALTITUDE, *v, -g[0], -g[1], -g[2])
    age, met = 100.0, False
    while not met:
        t = age - 100.0
        at = speed * duration, 0.5 * pull * t * t, ALTITUDE
        rate = 0.0, pull * t, 0.0
        span, met, state, air = pursue(
            FRAME, rounds, 0, age, left, state, air, at, rate, STILL, False
        )
        age += span
    t = age - 100.0
    return 0.5 * pull * t * t - state[1]


def battle():
    """Misses of the battle's own sub-steps, N' = 4: small errors, scaled."""
    rows = []
    for row in read("guidance_feet.csv"):
        time = float(row["time"])
        miss = 10.0 * _chase(time, 1.0, error=math.radians(-2.0)) / FOOT
        within = 1.5e-3 * 3000.0 * math.radians(20.0) * time
        label = f"heading error, t_F = {row['time']} s"
        rows.append(Row(label, float(row["heading"]), miss, within))
        miss = 10.0 * _chase(time, 1.0, pull=9.66 * FOOT, left=0.005) / FOOT
        label = f"3 g target, t_F = {row['time']} s"
        rows.append(Row(label, float(row["step"]), miss, 2e-3 * 96.6))
    return Table(rows, "ft", f"{ZARCHAN}, chapter 3.", digits=6)


EXTENT, CLOSING, FLIGHTS = 10.0, 1000.0, 150


def _shots(lag, duration):
    """Return the misses of rounds that home on a flyer that glints [m]."""
    misses = []
    for who in range(1, FLIGHTS + 1):
        model, state = _engaged(lag, duration)
        rounds = state.truth.interceptors
        rounds.id[0] = who
        tick = 0
        while rounds.fate[0] == RoundFate.FLYING:
            fly(model, state, tick)
            tick += 1
        misses += list(rounds.position[0, 1:] - model.world.knots.position[0, 1:])
    return np.array(misses)


def _engaged(lag, duration):
    model = dormant(Model, threat=1, knot=2)._replace(dt=0.5, duration=900.0)
    state = dormant(State, threat=1, track=2)
    model.plan.frame[:] = FRAME
    for name, value in (IDEAL | {"lag": lag}).items():
        getattr(model.plan.rounds, name)[0] = value
    knots, kinds = model.world.knots, model.world.threats
    knots.time[1] = 600.0
    knots.position[:] = CLOSING * duration, 0.0, ALTITUDE
    kinds.path_last[0], kinds.extent[0] = 1, EXTENT
    state.truth.threats.pace[0] = 1.0
    rounds = state.truth.interceptors
    state.fired[0], rounds.launch[0] = 1, -100.0
    rounds.fate[0], rounds.lock[0] = RoundFate.FLYING, 0
    rounds.position[0], rounds.velocity[0] = (0.0, 0.0, ALTITUDE), (CLOSING, 0.0, 0.0)
    rounds.demand[0] = -np.array(surroundings(FRAME, (0.0, 0.0, ALTITUDE), 0.0)[2:5])
    state.belief.engagements.number[0] = NONE
    return model, state


@cache
def _scatter(lag, duration):
    misses = _shots(lag, duration)
    return float(np.sqrt(np.mean(misses**2)))


def _theory(lag, duration):
    """Return the scatter by glint that stands for a time, weighed by steps of p."""
    many = round(duration / GLINT_TIME)
    p = [heading_miss(NAVIGATION, k * GLINT_TIME / lag) for k in range(many + 1)]
    return GLINT_SHARE * EXTENT * math.sqrt(np.sum(np.diff(p) ** 2))


def _white(lag, duration):
    """Return the same for white noise of the same density."""
    density = (GLINT_SHARE * EXTENT) ** 2 * GLINT_TIME
    return math.sqrt(noise_variances(NAVIGATION, duration / lag)[2] * density / lag)


LAGS = (0.2, 0.4, 0.8)


def glint():
    """Scatter of misses in the battle's own flight, against the adjoint."""
    rows = []
    for lag in LAGS:
        wanted = _theory(lag, 5.0)
        label = f"lag {lag} s, {2 * FLIGHTS} misses"
        rows.append(Row(label, wanted, _scatter(lag, 5.0), 0.12 * wanted))
    source = (
        "the adjoint of the loop that the battle flies, the glint standing for 0.1 s; "
        "the scatter of so many misses is known to 4 percent."
    )
    return Table(rows, "m", source, digits=3)


def curves(axes):
    """Draw normalised misses against the length of homing."""
    x = np.linspace(0.0, 10.0, 400)
    for ratio in (3.0, 4.0, 5.0):
        axes.plot(x, guidance.target_miss(1.0, x, 1.0, ratio), label=f"N' = {ratio:g}")
    flown = [3.0, 5.0, 8.0]
    times = np.array([1.0, 2.0, *flown])
    misses = [_chase(time, 1.0, pull=3.0, left=0.005) / 3.0 for time in times]
    axes.plot(times, misses, "ko", ms=4, label="flown by the battle, N' = 4")
    axes.axhline(0.0, color="0.5", lw=0.8)
    axes.set_xlabel("homing time over lag, x")
    axes.set_ylabel("miss / a T²")
    axes.legend()
    return "Miss against a target that starts to turn: closed forms and battle flights."


def scatter(axes):
    """Draw the scatter of misses against the lag."""
    lags = np.linspace(0.1, 1.0, 40)
    axes.plot(lags, [_theory(lag, 5.0) for lag in lags], label="adjoint of the loop")
    white = [_white(lag, 5.0) for lag in lags]
    axes.plot(lags, white, "--", label="the same, white noise")
    axes.plot(LAGS, [_scatter(lag, 5.0) for lag in LAGS], "ko", label="battle flights")
    axes.set_xlabel("lag [s]")
    axes.set_ylabel("standard deviation of the miss [m]")
    axes.set_ylim(bottom=0.0)
    axes.legend()
    return "Misses by a glint of 2 m: the battle's own flights and linear theory."


TABLES = {
    "heading": heading,
    "step": step,
    "closed": closed,
    "feet": feet,
    "profiles": profiles,
    "plane": plane,
    "pursuit": pursuit,
    "noise": noise,
    "battle": battle,
    "glint": glint,
}
FIGURES = {"curves": curves, "scatter": scatter}
