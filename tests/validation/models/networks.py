"""Messages over links beside the queue and the binomial law."""

import itertools
import math
from functools import cache

import numpy as np

from kalkan import catalogue
from kalkan.draw import Stream
from kalkan.engine.carry import pass_on
from kalkan.engine.kinds import NONE
from kalkan.muster import muster
from kalkan.scenario import read_text
from tests.validation.dossier import Row, Table

MANY = 20_000  #: messages
SERVICE = 0.5  #: of a message [s]
KEY = np.array([11, 4], np.uint32)
POSTS = 4
TEXT = """
name: command posts in a row
origin: {lat: 39 deg, lon: 35 deg}
duration: 10 min
forces:
  a: {command: {at: [39.0 deg, 35 deg]}}
  b: {command: {at: [39.1 deg, 35 deg]}}
  c: {command: {at: [39.2 deg, 35 deg]}}
  d: {command: {at: [39.3 deg, 35 deg]}}
raid:
  drone: {class: one_way_drone, system: Shahed-136, altitude: 300 m AGL,
          target: a, route: [[38.9 deg, 35 deg]]}
rules: {engagement: tight, iff: {}}
options:
  row:
    forces: [a, b, c, d]
    links:
      - {between: [a, b], level: track, latency: 0 s}
      - {between: [b, c], level: track, latency: 0 s}
      - {between: [c, d], level: track, latency: 0 s}
default-option: row
"""


@cache
def _row():
    """Return hops, carriage, and the way through all posts; the posts in turn."""
    known = catalogue.load()
    found = muster(read_text(TEXT.encode(), "row", known), known, "row", None, 1)
    hops, carriage = found.model.plan.hops, found.state.belief.wiring.carriage
    ends = [found.names.nodes.index(f"forces.{name}") for name in "abcd"]
    via = np.full(len(ends), NONE)
    for source, sink in itertools.pairwise(ends):
        via[sink] = np.flatnonzero((hops.source == source) & (hops.sink == sink))[0]
    return hops, carriage, via, ends


def _sent(times, links, loss=0.0, service=0.0):
    """Return when messages that set out at some times come out after some links."""
    hops, carriage, via, ends = _row()
    hops.loss[:], hops.service[:] = loss, service
    carriage.free[:], carriage.message[:] = 0.0, 0
    return np.array(
        [
            pass_on(
                hops, carriage, via, ends[links], KEY, 1, k, Stream.LINK, k, float(time)
            )
            for k, time in enumerate(times, 1)
        ]
    )


def _arrivals(busy):
    rng = np.random.default_rng(8)
    return np.cumsum(rng.exponential(SERVICE / busy, MANY))


def _wait(busy, links=1):
    """Return the mean wait of Poisson messages, the first tenth left out [s]."""
    times = _arrivals(busy)
    wait = _sent(times, links, service=SERVICE) - times - links * SERVICE
    return float(wait[MANY // 10 :].mean())


def _expected(busy):
    return busy * SERVICE / (2.0 * (1.0 - busy))


def queue():
    """Return the mean wait before a link with a capacity."""
    rows = [
        Row(f"{busy:.0%} of the capacity", _expected(busy), _wait(busy), 0.1 * size)
        for busy in (0.2, 0.5, 0.8, 0.9)
        for size in (_expected(busy),)
    ]
    rows.append(
        Row("80%, over two such links", _expected(0.8), _wait(0.8, 2), 0.1 * 0.99)
    )
    source = (
        "M/D/1, ρ s / 2 (1 - ρ); a second link as quick as the first has no queue; "
        f"Kalkan: {MANY:,} messages of {SERVICE} s at random times."
    )
    return Table(rows, "s", source, 4)


def loss():
    """Return the share of messages that arrive over links that lose some."""
    rows = []
    for share, links in ((0.02, 1), (0.1, 1), (0.1, 3), (0.4, 2)):
        chance = (1.0 - share) ** links
        got = np.isfinite(_sent(np.arange(MANY), links, loss=share)).mean()
        error = 3.5 * math.sqrt(chance * (1.0 - chance) / MANY)
        label = f"{links} of {share:.0%}"
        rows.append(Row(label, chance, float(got), error))
    source = f"(1 - p)ⁿ; Kalkan: share of {MANY:,} messages that arrive."
    return Table(rows, "1", source, 4)


def waits(axes):
    """Draw the mean wait by how much of the capacity is used."""
    busy = np.linspace(0.02, 0.95, 94)
    axes.plot(busy, _expected(busy) / SERVICE, label="M/D/1")
    shares = np.linspace(0.1, 0.9, 9)
    axes.plot(shares, [_wait(b) / SERVICE for b in shares], "o", label="Kalkan")
    axes.set_xlabel("share of the capacity that is used [1]")
    axes.set_ylabel("mean wait over the time of one message [1]")
    axes.legend()
    return "How long a message waits before a link, by how busy the link is."


TABLES = {"queue": queue, "loss": loss}
FIGURES = {"waits": waits}
