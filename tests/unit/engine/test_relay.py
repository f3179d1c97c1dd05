"""Plots that links may lose, or have wait."""

import math

import numpy as np

from kalkan.engine.relay import relay
from unit.linked import between, heard, wired


def office(more, *others):
    """Return an army whose mast tells the battery, and a clerk who queues its plots."""
    found = wired(between("battery", "mast", latency=2.0, more=more), *others)
    belief, names = found.state.belief, found.names
    belief.key[:] = (3, 4)
    sensors = [name.removeprefix("forces.") for name in names.sensors]

    def queue(time, sensor="mast/east", picture="battery+mast", scan=1):
        s, p = sensors.index(sensor), names.pictures.index(picture)
        k = belief.waiting[0]
        belief.waiting[0] += 1
        belief.wiring.unsent[0] += 1
        belief.wiring.said[s] += 1
        belief.plots.sensor[k], belief.plots.picture[k] = s, p
        belief.plots.time[k], belief.plots.arrival[k] = time, math.inf
        belief.plots.message[k], belief.plots.scan[k] = belief.wiring.said[s], scan
        return k

    return found, belief, queue


def test_plots__take_their_turn_by_time_not_by_place_in_the_queue():
    found, belief, queue = office(", capacity: 1 1/s")
    for time in (10.4, 10.0, 10.2):
        queue(time)
    relay(found.model.plan, belief, 11.0)
    np.testing.assert_allclose(belief.plots.arrival[:3], [15.0, 13.0, 14.0])
    assert belief.wiring.unsent[0] == 0


def test_plot__of_the_end_of_a_scan_waits_for_its_own_tick():
    found, belief, queue = office(", capacity: 1 1/s")
    late, soon = queue(19.0), queue(10.0)
    relay(found.model.plan, belief, 11.0)
    assert belief.plots.arrival[late] == math.inf
    assert belief.plots.arrival[soon] == 13.0
    assert belief.wiring.unsent[0] == 1
    relay(found.model.plan, belief, 19.5)
    assert belief.plots.arrival[late] == 22.0


def test_lost_plots__leave_the_queue():
    found, belief, queue = office(", loss: 0.5")
    kept = []
    for scan in range(200):
        queue(10.0 + 1e-3 * scan, scan=scan)
    belief.plots.arrival[7], belief.plots.time[7] = (
        99.0,
        9.0,
    )  # of elsewhere, on its way
    relay(found.model.plan, belief, 11.0)
    kept = belief.plots.scan[: belief.waiting[0]].tolist()
    assert 60 < len(kept) < 140
    assert kept == sorted(kept)
    assert 7 in kept
    assert np.isfinite(belief.plots.arrival[: belief.waiting[0]]).all()
    again, other, more = office(", loss: 0.5")
    for scan in range(200):
        more(10.0 + 1e-3 * scan, scan=scan)
    relay(again.model.plan, other, 11.0)
    assert set(other.plots.scan[: other.waiting[0]].tolist()) >= set(kept) - {7}


def test_report__to_two_pictures_passes_a_shared_link_once():
    found, belief, queue = office(
        ", capacity: 1 1/s",
        "{from: battery, to: other, level: track, latency: 1 s}",
    )
    assert heard(found, "other", "mast/east") == (2, 3.0)
    first = queue(10.0)
    belief.wiring.said[:] -= 1
    second = queue(10.0, picture="other")
    relay(found.model.plan, belief, 11.0)
    assert belief.plots.arrival[[first, second]].tolist() == [13.0, 14.0]
    assert belief.wiring.messages[0] == 1


def test_relay__with_nothing_to_carry_does_nothing():
    found, belief, _ = office("")
    relay(found.model.plan, belief, 11.0)
    assert belief.wiring.messages[0] == 0
