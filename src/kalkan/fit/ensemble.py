"""Many fits of one round, each as good as the others: what is not known of it."""

import math
from collections.abc import Callable

import numpy as np

from kalkan.catalogue import Catalogue, Quantity, Round
from kalkan.catalogue.fits import (
    Envelope,
    Fits,
    Member,
    Parameters,
    digest_of,
    grid,
    launcher_of,
)
from kalkan.draw import Stream, name_id, uniform
from kalkan.fit.figures import FRAME, faults, measured
from kalkan.fit.parameters import Sampler, drawn, record_of
from kalkan.physics.envelope import SPEEDS, launch_envelope
from kalkan.physics.match import match_ceiling, match_range

MEMBERS = 24  #: of an ensemble that is shipped
TRIES = 100  #: draws for one member, at most; the best is kept when none breaks nothing
REACHES, HEIGHTS = 16, 12  #: points of an envelope

#: Drag over that of the generic curve, and greatest lift coefficient: the generic curve
#: is for a slim body with small fins, and lift at 20° of a body alone is 2 to 3, with
#: large wings 10 and more: E. L. Fleeman, *Tactical Missile Design*, 2nd edition, AIAA,
#: 2006, chapter 2.
DRAG_SCALES, LIFT_SHARES = (0.4, 1.8), (2.5, 14.0)


def best(name: str, quantity: Quantity | None) -> float:
    """Draw the best value: the sampler of the world in which nothing is uncertain."""
    return float("nan") if quantity is None else quantity.best


def samplers(key: np.ndarray, name: str, member: int = 0) -> list[Sampler]:
    """Return the samplers of one member, one a try.

    Parameters
    ----------
    key
        Seed and world, uint32; shape (2,).
    name
        Of the round.
    member
        Number of the member.
    """
    return [_sampler(key, name, TRIES * member + t) for t in range(TRIES)]


def _sampler(key: np.ndarray, name: str, ordinal: int) -> Sampler:
    """Return a sampler whose draws belong to a round, a fact and an ordinal."""

    def draw(fact: str, quantity: Quantity | None) -> float:
        if quantity is None or quantity.exact:
            return best(fact, quantity)
        who, whom = name_id(name), name_id(fact)
        return quantity.draw(float(uniform(key, who, whom, ordinal, int(Stream.WORLD))))

    return draw


def solved(kind: Round, p: Parameters) -> Parameters:
    """Return parameters whose drag, lift and thrust give range, ceiling and speed.

    Lift and drag lean on each other, so they are solved in turns, drag last.
    """
    p = _with_drag(kind, p._replace(lift_share=math.sqrt(math.prod(LIFT_SHARES))))
    for _ in range(2):
        p = _with_drag(kind, _with_lift(kind, p))
    return p


def _with_drag(kind: Round, p: Parameters) -> Parameters:
    rounds = record_of(kind, p._replace(drag_scale=1.0))
    scale = match_range(FRAME, rounds, 0, p.speed_max, p.sustain_share, *DRAG_SCALES)
    return p._replace(drag_scale=scale, thrust=float(rounds.boost_acceleration[0]))


def _with_lift(kind: Round, p: Parameters) -> Parameters:
    rounds = record_of(kind, p._replace(lift_share=1.0))
    return p._replace(lift_share=match_ceiling(FRAME, rounds, 0, *LIFT_SHARES))


def member_of(catalogue: Catalogue, kind: Round, samplers: list[Sampler]) -> Member:
    """Return the first fit that breaks nothing, or the best of all tries.

    Parameters
    ----------
    catalogue, kind
        What is known of the round.
    samplers
        One a try.

    Raises
    ------
    UserError
        When no launcher of the catalogue fires the round.
    """
    elevation = launcher_of(catalogue, kind.name).elevation
    tried: list[tuple[Member, float]] = []
    for one in samplers:
        p = solved(kind, drawn(kind, elevation, one))
        figures = measured(kind, p)
        tried.append((Member(p, figures), faults(kind, figures)))
        if tried[-1][1] == 0.0:
            break
    return min(tried, key=lambda each: each[1])[0]


def fit_round(
    catalogue: Catalogue,
    kind: Round,
    members: int = MEMBERS,
    report: Callable[[int], None] = lambda done: None,
) -> Fits:
    """Return an ensemble of fits of a round.

    The first member is tried at the best values first; every other is a draw of its
    own.

    Parameters
    ----------
    catalogue, kind
        What is known of the round.
    members
        How many.
    report
        Told how many are done.

    Raises
    ------
    UserError
        When no launcher of the catalogue fires the round.
    """
    key = np.zeros(2, np.uint32)
    found: list[Member] = []
    for m in range(members):
        tries = samplers(key, kind.name, m)
        found.append(member_of(catalogue, kind, [best, *tries] if m == 0 else tries))
        report(m + 1)
    return Fits(
        name=kind.name,
        digest=digest_of(catalogue, kind),
        members=tuple(found),
        nearest=_nearest(kind, found),
        envelopes=tuple(envelope_of(kind, one.parameters) for one in found),
    )


def _nearest(kind: Round, members: list[Member]) -> int:
    """Return the member nearest to the best values of those with the least fault."""
    broken = [faults(kind, one.figures) for one in members]
    return min(
        range(len(members)),
        key=lambda m: (broken[m] > 0.0, _distance(kind, members[m].parameters)),
    )


def _distance(kind: Round, p: Parameters) -> float:
    """Return how far parameters are from their best values, over their intervals."""
    total = 0.0
    for name, value in p._asdict().items():
        quantity = getattr(kind, name, None)
        if isinstance(quantity, Quantity) and not quantity.exact:
            total += ((value - quantity.best) / (quantity.high - quantity.low)) ** 2
    return total


def envelope_of(
    kind: Round, p: Parameters, speeds: tuple[float, ...] = SPEEDS
) -> Envelope:
    """Return what a fit meets over ground range, altitude and speed of the target."""
    rounds, out = record_of(kind, p), np.zeros((3, REACHES, HEIGHTS))
    reach, height = grid(p, REACHES, HEIGHTS)
    tables = np.zeros((3, len(speeds), REACHES, HEIGHTS))
    for s, speed in enumerate(speeds):
        launch_envelope(FRAME, rounds, 0, reach, height, speed, out)
        tables[:, s] = out
    return Envelope(reach, height, np.array(speeds), *tables)
