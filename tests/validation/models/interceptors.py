"""Flight of interceptors beside closed forms and finer steps; fits beside figures."""

import math
from functools import cache

import numpy as np

from kalkan.catalogue import Round, load
from kalkan.catalogue.fits import fits_of
from kalkan.constants import GRAVITY
from kalkan.fit import figures_of, record_of
from kalkan.fit.figures import FRAME, Bound
from kalkan.fit.flights import flights_of
from kalkan.physics.airframe import drag_coefficient, side_limit
from kalkan.physics.envelope import point_at
from kalkan.physics.flight import advance, surroundings
from kalkan.physics.guidance import launch_velocity
from kalkan.physics.intercept import own_way
from kalkan.physics.pursuit import pursue
from tests.unit.physics.build_round import IDEAL, LONG, STILL, round_of
from tests.validation.dossier import Row, Table

SUTTON = "G. P. Sutton, O. Biblarz, *Rocket Propulsion Elements*, 9th edition, 2017"
TWO = {
    "boost_time": 8.0,
    "boost_acceleration": 270.0,
    "boost_flow": 0.12,
    "sustain_time": 6.0,
    "sustain_acceleration": 80.0,
    "sustain_flow": 0.04,
}
NO_AIR = (0.0, 300.0, 0.0, 0.0, 0.0, 10e3, 1e9)


def _straight(rounds, span, steps, speed, air):
    place, velocity, age = STILL, (speed, 0.0, 0.0), 0.0
    for _ in range(steps):
        s = advance(rounds, 0, age, span, place, velocity, STILL, STILL, air)
        place, velocity, age = s[:3], s[3:6], age + span
    return place[0], velocity[0]


def rocket():
    """Speed and way of a round that burns its mass, without air and gravity."""
    rounds = round_of(IDEAL, TWO)
    first, second = 270.0 / 0.12, 80.0 / 0.04
    light, heavy = 1.24, 1.24 + 8.0 * 0.12
    gained = first * math.log(heavy / light) + second * math.log(light)
    rows = []
    for span in (0.2, 0.05):
        _, speed = _straight(rounds, span, round(14.0 / span), 1.0, NO_AIR)
        label = f"speed [m/s], sub-steps of {span} s"
        rows.append(Row(label, gained, speed - 1.0, 2e-4 * gained))
    far = first * (8.0 - light / 0.12 * math.log(heavy / light))
    place, _ = _straight(rounds, 0.2, 40, 1e-3, NO_AIR)
    rows.append(Row("way in the boost [m]", far, place, 2e-3 * far))
    guess = own_way(rounds, 0, 0.0, 0.0, 14.0)[1]
    rows.append(
        Row("speed as guidance foresees it [m/s]", gained, guess, 5e-3 * gained)
    )
    return Table(rows, "as named", f"Tsiolkovsky's equation; {SUTTON}, chapter 4.")


def coast():
    """Speed of a coasting round, where drag goes with the square of speed alone."""
    rounds, half = round_of(LONG, boost_time=0.0), 0.2
    rows = []
    for speed, sound in ((300.0, 1e6), (1500.0, 300.0)):
        air = (half, sound, 0.0, 0.0, 0.0, 10e3, 1e9)
        coefficient = drag_coefficient(speed / sound, False)
        rate = half * 2.1e-4 * coefficient
        _, flown = _straight(rounds, 0.02, 50, speed, air)
        wanted = speed / (1.0 + rate * speed * 1.0)
        label = f"{speed:g} m/s, after 1 s"
        rows.append(Row(label, wanted, flown, 1e-2 * (speed - wanted)))
    return Table(rows, "m/s", "v = v₀ / (1 + k v₀ t), the drag coefficient held.", 7)


SHOTS = ((20e3, 1e3), (60e3, 6e3), (120e3, 10e3), (40e3, 20e3))


@cache
def _shot(reach, height, left):
    """Fly a shot at a crossing aircraft; return time, place and speed in the end."""
    rounds = round_of(LONG, boost_acceleration=310.0, boost_flow=1.4 / 12.0)
    aim, drift = point_at(reach, height), (-150.0, 200.0, 0.0)
    v = launch_velocity(FRAME, STILL, aim, rounds.launch_elevation[0])
    state, met, age = (0.0, 0.0, 0.0, *v, 0.0, 0.0, 0.0), False, 0.0
    air = surroundings(FRAME, STILL, 0.0)
    while not met:
        to = aim[0] + age * drift[0], aim[1] + age * drift[1], aim[2]
        span, met, state, air = pursue(
            FRAME, rounds, 0, age, left, state, air, to, drift, STILL, False
        )
        age += span
    to = aim[0] + age * drift[0], aim[1] + age * drift[1], aim[2]
    return age, math.dist(to, state[:3]), math.dist(state[3:6], STILL)


def steps():
    """The battle's sub-steps beside flights in steps of 10 ms."""
    rows = []
    for reach, height in SHOTS:
        time, miss, speed = _shot(reach, height, 0.5)
        exact, _, fast = _shot(reach, height, 0.01)
        label = f"{reach / 1e3:g} km, {height / 1e3:g} km high"
        rows.append(Row(f"{label}: time [s]", exact, time, 3e-3 * exact))
        rows.append(Row(f"{label}: speed [m/s]", fast, speed, 5e-3 * fast))
        rows.append(Row(f"{label}: miss [m]", 0.0, miss, 0.1))
    return Table(rows, "as named", "the same flight in sub-steps of at most 10 ms.")


def _rounds():
    return [one for one in load().systems.values() if isinstance(one, Round)]


def fits():
    """What the nearest fit of each round makes of its figures."""
    rows = []
    for kind in _rounds():
        found = fits_of(load(), kind)
        member = found.members[found.nearest]
        for figure in figures_of(kind):
            value = member.figures[figure.name]
            if figure.quantity.status == "assumed" or figure.residual(value) > 0.01:
                continue
            if figure.bound is Bound.MOST and value < figure.quantity.low:
                continue
            low, high = figure.quantity.low, figure.quantity.high
            middle, half = 0.5 * (low + high), 0.5 * (high - low)
            label = f"{kind.name}: {figure.label} [{figure.unit}]"
            within = (half + 0.01 * high) / figure.scale
            rows.append(Row(label, middle / figure.scale, value / figure.scale, within))
    source = (
        "the middle of the interval that the catalogue's sources give, and half its "
        "width with one percent; figures that are assumed, or beyond which the round "
        "is held, are left out."
    )
    return Table(rows, "as named", source, digits=4)


def flown(axes):
    """Draw the reference flights of two rounds."""
    for name in ("48N6E2", "PAC-3 MSE"):
        kind = load()[name]
        found = fits_of(load(), kind)
        for flight in flights_of(kind, found.members[found.nearest].parameters):
            axes.plot(
                flight.reach / 1e3,
                flight.altitude / 1e3,
                label=f"{name}: {flight.name}, {flight.time[-1]:.0f} s",
            )
    axes.set_xlabel("ground range [km]")
    axes.set_ylabel("altitude [km]")
    axes.legend(fontsize=8)
    return "Flights of the fits nearest to the best values of two rounds."


def spread(axes):
    """Draw the time of flight of every member against range."""
    kind = load()["48N6E2"]
    found = fits_of(load(), kind)
    for m, envelope in enumerate(found.envelopes):
        times = np.where(np.isfinite(envelope.time[0]), envelope.time[0], np.nan)
        style = {"color": "k", "lw": 2.0} if m == found.nearest else {"lw": 0.8}
        axes.plot(envelope.reach / 1e3, times[:, 3], **style)
    axes.set_xlabel("ground range [km]")
    axes.set_ylabel("time of flight [s]")
    return (
        "48N6E2 to a quarter of its ceiling: all members of the ensemble, black the "
        "one nearest to the best values."
    )


def turn(axes):
    """Draw what a round can still turn against altitude and speed."""
    kind = load()["48N6E2"]
    found = fits_of(load(), kind)
    rounds = record_of(kind, found.members[found.nearest].parameters)
    heights = np.linspace(0.0, 40e3, 200)
    for speed in (500.0, 800.0, 1200.0, 1800.0):
        loads = [
            side_limit(
                rounds,
                0,
                surroundings(FRAME, (0.0, 0.0, float(h)), 0.0)[0] * speed**2,
                0.0,
            )
            for h in heights
        ]
        axes.plot(heights / 1e3, np.array(loads) / GRAVITY, label=f"{speed:g} m/s")
    axes.set_xlabel("altitude [km]")
    axes.set_ylabel("greatest load [g]")
    axes.set_yscale("log")
    axes.legend()
    return "The load that 48N6E2, burnt out, can fly: lift below, structure above."


TABLES = {"rocket": rocket, "coast": coast, "steps": steps, "fits": fits}
FIGURES = {"flown": flown, "spread": spread, "turn": turn}
