"""Messages over links: in turn, late, and now and then lost."""

import itertools
import math

import numpy as np
import pytest
from scipy import stats

from kalkan.draw import Stream
from kalkan.engine.carry import carry_cue, carry_report, pass_on
from kalkan.engine.kinds import NONE
from unit.linked import army, between, one_way, wired

KEY = np.array([5, 9], np.uint32)


def chain(**hop):
    """Return hops and carriage of three nodes in a row, and the way from the first."""
    found = army(between("battery", "post"), between("post", "centre"))
    hops, carriage = found.model.plan.hops, found.state.belief.wiring.carriage
    place = found.names.nodes.index
    ends = [place(f"forces.{name}") for name in ("battery", "post", "centre")]
    via = np.full(len(found.names.nodes), NONE)
    for source, sink in itertools.pairwise(ends):
        h = np.flatnonzero((hops.source == source) & (hops.sink == sink))[0]
        via[sink] = h
        for name, value in hop.items():
            getattr(hops, name)[h] = value
    return hops, carriage, via, ends


def passed(links, message, time, n=None, stream=Stream.LINK):
    hops, carriage, via, ends = links
    end = ends[-1] if n is None else n
    return pass_on(hops, carriage, via, end, KEY, 7, message, stream, message, time)


def test_way__takes_the_latency_of_every_hop():
    links = chain(latency=3.0)
    assert passed(links, 1, 10.0) == 16.0
    assert passed(links, 2, 10.0, links[3][0]) == 10.0  # it begins there
    assert passed(links, 3, 10.0, links[3][1]) == 13.0


def test_hop__serves_one_message_after_the_other():
    links = chain(latency=0.0, service=2.0)
    assert [passed(links, k, 0.0) for k in (1, 2, 3)] == [4.0, 6.0, 8.0]
    assert passed(links, 4, 100.0) == 104.0  # nobody is before it


def test_shared_part__of_two_ways_is_passed_once():
    links = chain(latency=1.0, service=2.0)
    assert passed(links, 1, 0.0, links[3][1]) == 3.0
    assert passed(links, 1, 0.0) == 6.0  # goes on from there, and waits for nobody
    assert links[1].free[links[2][links[3][1]]] == 2.0


@pytest.mark.parametrize("loss", [0.05, 0.4])
def test_share_lost__is_binomial(loss):
    links, many = chain(latency=1.0, loss=loss), 2000
    lost = sum(math.isinf(passed(links, k, float(k))) for k in range(1, many + 1))
    chance = 1.0 - (1.0 - loss) ** 2
    assert stats.binomtest(lost, many, chance).pvalue > 0.001


def test_lost_message__stays_lost_further_on_and_takes_no_turn_there():
    links = chain(latency=1.0, service=2.0)
    hops, carriage, via, ends = links
    hops.loss[via[ends[1]]] = 1.0
    assert passed(links, 1, 0.0) == math.inf
    assert carriage.free[via[ends[1]]] == 2.0
    assert carriage.free[via[ends[2]]] == 0.0


def test_loss__hangs_on_who_when_and_what_is_sent():
    links = chain(latency=1.0, loss=0.5)
    marks = {
        stream: [math.isinf(passed(links, k, 0.0, stream=stream)) for k in range(1, 99)]
        for stream in (Stream.LINK, Stream.CUE)
    }
    assert marks[Stream.LINK] != marks[Stream.CUE]
    again = chain(latency=1.0, loss=0.5)
    assert marks[Stream.LINK] == [
        math.isinf(passed(again, k, 0.0)) for k in range(1, 99)
    ]


@pytest.mark.parametrize("busy", [0.3, 0.8])
def test_wait__is_that_of_a_queue_with_constant_service(busy):
    """M/D/1: the mean wait is ρ s / 2 (1 - ρ), Kleinrock (1975), section 5.7."""
    links, service = chain(latency=0.0), 0.5
    hops, _, via, ends = links
    hops.service[via[ends[1]]] = service
    rng, many = np.random.default_rng(3), 6000
    times = np.cumsum(rng.exponential(service / busy, many))
    out = np.array([passed(links, k + 1, t) for k, t in enumerate(times)])
    wait = (out - times - service)[many // 10 :]
    expected = busy * service / (2.0 * (1.0 - busy))
    batches = wait.reshape(20, -1).mean(axis=1)
    error = batches.std(ddof=1) / math.sqrt(20)
    assert abs(wait.mean() - expected) < 4.0 * error < expected


def told(found, picture, sensor):
    names = found.names
    sensors = [name.removeprefix("forces.") for name in names.sensors]
    return names.pictures.index(picture), sensors.index(sensor)


def test_report__is_there_when_the_last_fire_unit_has_it():
    found = wired(
        between("battery", "mast", latency=2.0), between("other", "mast", latency=5.0)
    )
    plan, wiring = found.model.plan, found.state.belief.wiring
    p, s = told(found, "battery+mast+other", "mast/east")
    wiring.messages[0] = 1
    assert carry_report(plan, wiring, KEY, p, s, 1, 10.0) == 15.0
    for h, name in enumerate(found.names.nodes[n] for n in plan.hops.sink):
        if name == "forces.other":
            plan.hops.loss[h] = 1.0
    wiring.messages[0] = 2
    assert carry_report(plan, wiring, KEY, p, s, 2, 10.0) == 12.0  # the other misses it
    plan.hops.loss[:] = 1.0
    wiring.messages[0] = 3
    assert carry_report(plan, wiring, KEY, p, s, 3, 10.0) == math.inf


def test_report__of_ones_own_radar_is_had_even_when_the_link_loses_all():
    found = wired(between("battery", "other", latency=2.0))
    plan, wiring = found.model.plan, found.state.belief.wiring
    p, s = told(found, "battery+other", "battery/AN/MPQ-65")
    plan.hops.loss[:] = 1.0
    wiring.messages[0] = 1
    assert carry_report(plan, wiring, KEY, p, s, 1, 10.0) == 10.0


def test_cue__goes_to_the_last_fire_unit_or_to_who_hears_first():
    found = wired(
        one_way("mast", "battery", level="cue", latency=2.0),
        one_way("mast", "post", level="cue", latency=3.0),
    )
    plan, wiring, names = found.model.plan, found.state.belief.wiring, found.names
    mast, battery, post = map(names.pictures.index, ("mast", "battery", "post"))
    assert carry_cue(plan, wiring, KEY, mast, battery, 4, 10.0) == 12.0
    assert carry_cue(plan, wiring, KEY, mast, post, 4, 10.0) == 13.0
    assert carry_cue(plan, wiring, KEY, mast, mast, 4, 10.0) == 10.0
    assert carry_cue(plan, wiring, KEY, battery, mast, 4, 10.0) == math.inf
    plan.hops.loss[:] = 1.0
    assert carry_cue(plan, wiring, KEY, mast, battery, 4, 10.0) == math.inf
    assert carry_cue(plan, wiring, KEY, mast, post, 4, 10.0) == math.inf
