"""Identification beside geodesics, stated shares and binomials."""

import math
from functools import cache

import numpy as np
from geographiclib.geodesic import Geodesic
from scipy.stats import binom, chi2

from kalkan.doctrine.classify import classify
from kalkan.doctrine.identify import FORGOTTEN, PATIENCE
from kalkan.engine.belief import Belief
from kalkan.engine.kinds import Iff, KinematicGroup, TrackStatus
from kalkan.engine.model import Model
from kalkan.engine.path import Sky
from kalkan.engine.plan import Plan
from kalkan.engine.prepare import prepare
from kalkan.engine.report import REPLY_MISSED, Desk, answer
from kalkan.engine.state import State
from kalkan.muster.rules import GROUPS
from kalkan.physics.corridor import from_centre, leg_normal, leg_offset
from kalkan.physics.geodesy import frame_at, geodetic2enu
from kalkan.scenario.rules import CONFUSION, KINDS
from tests.unit.engine.build_belief import dormant
from tests.validation.dossier import Row, Table

FRAME = frame_at(math.radians(40.0), math.radians(32.7))
KARNEY = (
    "geodesics of WGS-84 by C. F. F. Karney, *Journal of Geodesy* 87, 2013; "
    "GeographicLib 2"
)


def _centred(lat, lon, alt=0.0):
    """Return a place [deg, m] as a vector from the Earth's centre."""
    place = geodetic2enu(FRAME, math.radians(lat), math.radians(lon), alt)
    return np.array(from_centre(FRAME, *place))


def _offset(one, other, place):
    start, end, normal = _centred(*one), _centred(*other), np.zeros(3)
    start, end = start / np.linalg.norm(start), end / np.linalg.norm(end)
    leg_normal(start, end, normal)
    p = _centred(*place)
    radius = float(np.linalg.norm(p))
    return leg_offset(start, end, normal, (False, False), *map(float, p), radius)


def corridor():
    """Offset from a leg, against geodesics."""
    rows = []
    for lat, bearing, length in (
        (40.0, 90.0, 100e3),
        (40.0, 60.0, 400e3),
        (37.5, 20.0, 800e3),
        (60.0, 135.0, 400e3),
        (0.0, 45.0, 400e3),
    ):
        end = Geodesic.WGS84.Direct(lat, 32.7, bearing, length)
        half = Geodesic.WGS84.Direct(lat, 32.7, bearing, 0.4 * length)
        for aside in (5e3, 20e3):
            on = half["lat2"], half["lon2"]
            off = Geodesic.WGS84.Direct(*on, half["azi2"] + 90.0, aside)
            ours = _offset(
                (lat, 32.7), (end["lat2"], end["lon2"]), (off["lat2"], off["lon2"])
            )
            label = f"{lat:g}° N, {length / 1e3:g} km towards {bearing:g}°"
            within = 4e-3 * aside + 15.0
            rows.append(Row(f"{label}, aside {aside / 1e3:g} km", aside, ours, within))
    return Table(rows, "m", f"{KARNEY}.")


TRACKS = 2000  #: of each class of motion


@cache
def _taken(kind):
    """Return how many tracks that move so are taken for each class."""
    model: Model = dormant(Model)
    belief: Belief = dormant(State, track=TRACKS).belief
    plan: Plan = model.plan
    for moves, row in CONFUSION.items():
        for taken, share in row.items():
            plan.confusion[GROUPS[moves], GROUPS[taken]] = share
    tracks = belief.tracks
    belief.key[:] = 1, 0
    tracks.status[:] = TrackStatus.CONFIRMED
    tracks.number[:] = 1 + np.arange(TRACKS)
    tracks.group[:] = GROUPS[kind]
    tracks.class_due[:] = math.inf
    for j in range(TRACKS):
        classify(plan, belief, j)
    return np.bincount(tracks.believed, minlength=len(KinematicGroup))


def confusion():
    """Shares that tracks are taken for."""
    rows = []
    for kind in KINDS:
        counts = _taken(kind)
        for taken, share in CONFUSION[kind].items():
            ours = counts[GROUPS[taken]] / TRACKS
            within = 3.5 * math.sqrt(share * (1.0 - share) / TRACKS)
            rows.append(Row(f"{kind} taken for {taken}", share, ours, within))
    said = f"The default matrix; {TRACKS} tracks a row, within 3.5 standard errors."
    return Table(rows, "1", said, digits=4)


def fit():
    """Pearson's statistic of each row."""
    rows = []
    for kind in KINDS:
        shares, counts = CONFUSION[kind], _taken(kind)
        wanted = {taken: TRACKS * share for taken, share in shares.items()}
        ours = sum((counts[GROUPS[t]] - n) ** 2 / n for t, n in wanted.items())
        degrees = len(shares) - 1
        within = float(chi2.ppf(0.999, degrees)) - degrees
        rows.append(Row(f"{kind}, {degrees} degrees", degrees, float(ours), within))
    book = "A. Agresti, *Categorical Data Analysis*, 3rd edition, Wiley, 2013, 1.5"
    return Table(rows, "1", f"Mean of χ², within its 99.9 % point; {book}.", digits=4)


QUESTIONS = 5  #: of each flyer in a battle
SORTIES = 10_000
DEAD = 0.02  #: share of sorties with a dead transponder, the catalogue's best


@cache
def _battle():
    """Return whether each flyer answers each question, and whether it can.

    Drawn as a battle does: `prepare` kills transponders, `answer` loses replies.
    """
    model, state = dormant(Model, threat=SORTIES), dormant(State, threat=SORTIES)
    model.plan.sensors.iff[:] = int(Iff.MODE_5)
    kinds = model.world.threats
    kinds.id[:] = 1 + np.arange(SORTIES)
    kinds.iff[:] = int(Iff.MODE_5)
    kinds.iff_failure[:] = DEAD
    state.key[:] = 0, 0
    prepare(model, state)
    belief, threats = state.belief, state.truth.threats
    desk = Desk(
        state.key,
        belief.wiring,
        belief.plots,
        belief.waiting,
        state.spilled,
        state.counts,
    )
    sky, sensors = Sky(kinds, model.world.knots, threats), model.plan.sensors
    found = [
        [answer(desk, sensors, sky, 0, i, n) != 0 for n in range(QUESTIONS)]
        for i in range(SORTIES)
    ]
    return np.array(found), np.asarray(threats.transponder) != 0


def misses():
    """Unanswered ones among some questions to transponders that work."""
    answered, works = _battle()
    rows = []
    for n in (PATIENCE, QUESTIONS):
        missed = (~answered[works, :n]).sum(axis=1)
        for k in range(3):
            wanted = float(binom.pmf(k, n, REPLY_MISSED))
            ours = float(np.mean(missed == k))
            within = 3.5 * math.sqrt(wanted * (1.0 - wanted) / missed.size)
            rows.append(Row(f"{k} of {n}", wanted, ours, within))
    said = f"The binomial; {SORTIES} flyers, within 3.5 standard errors."
    return Table(rows, "1", said, digits=4)


def silence():
    """Chance that a friend keeps silent through some questions in a row."""
    answered, _ = _battle()
    rows = []
    for n in (1, 2, PATIENCE, FORGOTTEN):
        wanted = DEAD + (1.0 - DEAD) * REPLY_MISSED**n
        ours = float(np.mean(~answered[:, :n].any(axis=1)))
        within = 3.5 * math.sqrt(wanted * (1.0 - wanted) / SORTIES)
        rows.append(Row(f"{n} in a row", wanted, ours, within))
    said = (
        f"f + (1 - f) mⁿ, f = {DEAD:g} dead all battle, m = {REPLY_MISSED:g} missed; "
        f"{SORTIES} flyers, within 3.5 standard errors."
    )
    return Table(rows, "1", said, digits=4)


def odds(axes):
    """Draw the odds that silence gives against a friend that could be heard."""
    n = np.arange(0, 9)
    for dead in (0.005, 0.02, 0.05):
        against = 1.0 / (dead + (1.0 - dead) * REPLY_MISSED**n)
        axes.semilogy(n, against, marker="o", ms=3, label=f"{dead:g} dead")
    axes.axvline(PATIENCE, color="0.5", lw=0.8)
    axes.set_xlabel("unanswered questions in a row")
    axes.set_ylabel("likelihood ratio against a friend")
    axes.legend()
    return (
        "What silence says against a friend that could be heard, by the share of "
        "transponders that are dead; the line is where it counts here."
    )


TABLES = {
    "corridor": corridor,
    "confusion": confusion,
    "fit": fit,
    "misses": misses,
    "silence": silence,
}
FIGURES = {"odds": odds}
