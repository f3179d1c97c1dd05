"""Missiles that home on radars, and radars that fall silent, beside closed forms."""

import math
from functools import cache

import numpy as np

from kalkan import catalogue
from kalkan._record import duplicate
from kalkan.engine.emission import time_to_radar
from kalkan.engine.kinds import TrackStatus
from kalkan.engine.prepare import prepare
from kalkan.engine.resolve import impact
from kalkan.muster import muster
from kalkan.scenario import read_text
from tests.validation.dossier import Row, Table

MANY = 4000  #: impacts drawn for a share
SIGMA = 1.0 / math.sqrt(2.0 * math.log(2.0))  #: of a circular normal, over its median
TEXT = """
name: one missile and one radar
origin: {lat: 39 deg, lon: 35 deg}
duration: 10 min
forces:
  watch: {nodes: [{name: eye, system: AN/MPQ-64, at: [39 deg, 35 deg]}]}
raid:
  hunter: {class: anti_radiation, system: MISSILE, target: watch/eye, altitude: 9 km,
           route: [[39.6 deg, 35 deg]]}
rules: {engagement: tight, iff: {AN/MPQ-64: []}}
options: {alone: {forces: [watch]}}
default-option: alone
"""


@cache
def _army(missile):
    text = TEXT.replace("MISSILE", missile).encode()
    known = catalogue.load()
    return muster(read_text(text, "one", known), known, "alone", None, 1)


def _facts(missile):
    """Return circular error, growth and lethal radius as a battle has them."""
    kinds = _army(missile).model.world.threats
    return float(kinds.cep[0]), float(kinds.memory[0]), float(kinds.lethal_radius[0])


def _sigma(missile, silence):
    cep, growth, _ = _facts(missile)
    return math.sqrt((SIGMA * cep) ** 2 + (growth * silence) ** 2)


def _law(missile, silence):
    """Return the share of a circular normal law within the lethal radius."""
    reach = _facts(missile)[2]
    return 1.0 - math.exp(-0.5 * (reach / _sigma(missile, silence)) ** 2)


def _share(missile, silence):
    """Return the share of drawn impacts within the lethal radius of the radar."""
    army = _army(missile)
    model, state = army.model, duplicate(army.state)
    prepare(model, state)
    end = float(state.truth.threats.end[0])
    crews = state.belief.crews
    crews.radiating[0], crews.since[0] = silence == 0.0, end - silence
    at, reach = model.plan.sensors.position[0], _facts(missile)[2]
    hits = 0
    for replicate in range(MANY):
        state.key[:] = 5, replicate
        x, y = impact(model, state, 0, end)
        hits += math.hypot(x - at[0], y - at[1]) <= reach
    return hits / MANY


def silence():
    """Return the chance that the radar is destroyed, by how long it has been silent."""
    rows = []
    times = {"AGM-88 HARM": (0.0, 1.0, 2.0, 5.0, 10.0, 20.0, 45.0), "Kh-58": (0.0, 3.0)}
    for missile, each in times.items():
        for seconds in each:
            chance = _law(missile, seconds)
            error = 3.0 * math.sqrt(chance * (1.0 - chance) / MANY) + 1.0 / MANY
            label = f"{missile}, silent for {seconds:g} s"
            rows.append(Row(label, chance, _share(missile, seconds), error))
    source = (
        "P = 1 - exp(-R² / 2σ²) of a circular normal law, σ² = σ₀² + (g t)²; Kalkan: "
        f"share of {MANY:,} drawn impacts."
    )
    return Table(rows, "1", source, 4)


def warning():
    """Return how long a track still has to the radar, as its crew reckons."""
    model, state = _army("AGM-88 HARM").model, duplicate(_army("AGM-88 HARM").state)
    prepare(model, state)
    tracks, crews = state.belief.tracks, state.belief.crews
    rows = []
    for range_, height, speed, age in (
        (30e3, 9e3, 620.0, 0.0),
        (60e3, 9e3, 620.0, 0.0),
        (30e3, 9e3, 620.0, 4.0),
        (45e3, 15e3, 900.0, 0.0),
    ):
        tracks.status[0], tracks.time[0] = TrackStatus.CONFIRMED, 0.0
        place = crews.position[0] + np.array([0.0, range_, height])
        tracks.estimate[0] = (*place, 0.0, -speed, 0.0)
        ours = time_to_radar(tracks, crews, 0, 0, age)
        label = f"{range_ / 1e3:g} km away, {speed:g} m/s, estimate {age:g} s old"
        rows.append(Row(label, range_ / speed - age, ours, 1e-9))
    return Table(rows, "s", "ground distance over speed, less the age.", 5)


def survival(axes):
    """Draw how silence saves a radar."""
    times = np.linspace(0.0, 45.0, 181)
    fact = catalogue.load()["AGM-88 HARM"].memory_growth
    cep, _, reach = _facts("AGM-88 HARM")
    for growth in (fact.low, fact.best, fact.high):
        spread = (SIGMA * cep) ** 2 + (growth * times) ** 2
        axes.plot(times, np.exp(-0.5 * reach**2 / spread), label=f"{growth:g} m/s")
    axes.set_xlabel("silent before the impact [s]")
    axes.set_ylabel("chance that the radar stands [1]")
    axes.set_ylim(0.0, 1.0)
    axes.legend()
    return (
        "What silence saves from an AGM-88, for the ends and the middle of its growth."
    )


TABLES = {"silence": silence, "warning": warning}
FIGURES = {"survival": survival}
