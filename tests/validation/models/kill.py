"""Kill models beside closed forms."""

import math

import numpy as np

from kalkan import guidance
from kalkan.engine.kinds import Fate, KillModel, RoundFate, TargetClass
from kalkan.engine.model import Model
from kalkan.engine.resolve import resolve
from kalkan.engine.state import State
from kalkan.physics.lethality import mean_endgame_probability, shifted_probability
from tests.unit.engine.build_belief import dormant
from tests.validation.dossier import Row, Table

WASHBURN = "A. R. Washburn, M. Kress, *Combat Modeling*, Springer, 2009, section 2.2"


def carleton():
    """Chance of a kill by miss distance."""
    rows = []
    for chance in (0.3, 0.7, 0.95):
        radius = 4.0 / math.sqrt(2.0 * math.log(1.0 / chance))
        for miss in (0.0, 2.0, 4.0, 8.0):
            wanted = math.exp(-(miss**2) / (2.0 * radius**2))
            ours = guidance.endgame_probability(miss, 4.0, chance)
            label = f"{chance:g} at 4 m, miss {miss:g} m"
            rows.append(Row(label, wanted, ours, 1e-12))
    return Table(rows, "1", f"exp(-m² / 2 R²), R = 4 m / (2 ln 1/p)^½; {WASHBURN}.")


def mean():
    """Mean over normal misses, against a sum over 20000 quantiles."""
    rows = []
    share = (np.arange(20_000) + 0.5) / 20_000
    for chance, sigma in ((0.3, 1.0), (0.7, 3.0), (0.95, 6.0)):
        miss = sigma * np.sqrt(-2.0 * np.log(1.0 - share))
        wanted = float(np.mean(guidance.endgame_probability(miss, 4.0, chance)))
        ours = mean_endgame_probability(chance, sigma, 4.0)
        rows.append(Row(f"{chance:g} at 4 m, σ = {sigma:g} m", wanted, ours, 1e-5))
    return Table(rows, "1", "Rayleigh's distribution, summed over its quantiles.")


def frailty():
    """Chances moved together on the logit scale."""
    rows = []
    for chance, shift in ((0.7, -0.5), (0.7, 0.5), (0.2, 1.0), (0.95, -2.0)):
        logit = math.log(chance / (1.0 - chance)) + shift
        wanted = 1.0 / (1.0 + math.exp(-logit))
        ours = shifted_probability(chance, shift)
        rows.append(Row(f"{chance:g} moved by {shift:g}", wanted, ours, 1e-12))
    book = "A. Agresti, *Categorical Data Analysis*, 3rd edition, Wiley, 2013, 13.1."
    return Table(rows, "1", f"1 / (1 + e^-(logit p + z)); {book}")


SHOTS = 1000


def _killed(miss, chance, model):
    """Return the share of shots of the battle's own settling that kill."""
    battle, state = _meeting(miss, chance, model)
    threats, rounds = state.truth.threats, state.truth.interceptors
    kills = 0
    for shot in range(SHOTS):
        state.key[:] = 7, shot
        threats.aloft[0], threats.fate[0], threats.shots[0] = 1, Fate.FLYING, 0
        rounds.fate[0], rounds.settled[0] = RoundFate.ARRIVED, 0
        resolve(battle, state, 19)
        kills += rounds.fate[0] == RoundFate.KILLED
    return kills / SHOTS


def _meeting(miss, chance, model):
    sizes = {"threat": 1, "knot": 2, "class": len(TargetClass)}
    battle = dormant(Model, **sizes)._replace(dt=0.5, duration=900.0)
    state = dormant(State, **sizes)
    kinds, knots, plan = battle.world.threats, battle.world.knots, battle.plan
    knots.time[1], kinds.path_last[0] = 900.0, 1
    knots.position[:] = 20e3, 0.0, 5e3
    kinds.id[0], kinds.kind[0] = 99, TargetClass.FIGHTER
    battle.world.pk[0, TargetClass.FIGHTER] = chance
    plan.rounds.lethal_radius[0], plan.rounds.reference_miss[0] = 30.0, 4.0
    plan.rounds.kill_model[0] = model
    threats, rounds = state.truth.threats, state.truth.interceptors
    threats.pace[0], threats.end[0], threats.lost[0] = 1.0, 900.0, math.inf
    threats.release[0] = math.inf
    state.fired[0] = 1
    rounds.position[0] = 20e3, miss, 5e3
    rounds.velocity[0] = 800.0, 0.0, 0.0
    rounds.end[0] = rounds.time[0] = 9.8
    return battle, state


def battle():
    """Shares of shots that kill in the battle's own settling."""
    rows = []
    for name, model in (("table", KillModel.TABLE), ("endgame", KillModel.ENDGAME)):
        for miss in (2.0, 4.0, 8.0):
            wanted = 0.7 if model == KillModel.TABLE else 0.7 ** ((miss / 4.0) ** 2)
            within = 3.0 * math.sqrt(wanted * (1.0 - wanted) / SHOTS)
            label = f"{name}, miss {miss:g} m"
            rows.append(Row(label, wanted, _killed(miss, 0.7, model), within))
    said = f"0.7 at 4 m; {SHOTS} shots each, within three standard errors."
    return Table(rows, "1", said, digits=4)


def curves(axes):
    """Draw the chance of a kill against the miss distance."""
    miss = np.linspace(0.0, 12.0, 300)
    for chance in (0.3, 0.5, 0.7, 0.9):
        values = guidance.endgame_probability(miss, 4.0, chance)
        axes.plot(miss, values, label=f"{chance:g} at 4 m")
    axes.axvline(4.0, color="0.5", lw=0.8)
    axes.set_xlabel("miss distance [m]")
    axes.set_ylabel("probability of a kill")
    axes.legend()
    return "The endgame model: curves through a reference shot at 4 m."


TABLES = {"carleton": carleton, "mean": mean, "frailty": frailty, "battle": battle}
FIGURES = {"curves": curves}
