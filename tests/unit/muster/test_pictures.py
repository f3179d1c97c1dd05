"""Links become air pictures."""

import numpy as np
import pytest

from kalkan.engine.kinds import NONE, Grade, Iff
from kalkan.engine.plan import Deliveries, Sensors
from kalkan.muster.pictures import (
    Network,
    best_modes,
    build_deliveries,
    picture_by_force,
    picture_entries,
)
from kalkan.scenario import FireForce, Link, Option, Scenario, SensorForce

FORCES = ("fire", "other", "radar", "watch")
FULL, TRACK, NOTHING = Grade.FIRE_CONTROL, Grade.TRACK, Grade.NOTHING


SCENARIO = Scenario.model_construct(
    forces={
        "fire": FireForce.model_construct(),
        "other": FireForce.model_construct(),
        "radar": SensorForce.model_construct(),
        "watch": SensorForce.model_construct(),
    }
)


def _link(level="fire_control", latency=1.0, **ends):
    ends = {"from": ends.pop("source"), **ends} if "source" in ends else ends
    data = {**ends, "level": level, "latency": f"{latency} s"}
    return Link.model_validate(data)


def _built(*links, forces=FORCES):
    network = Network(Option.model_construct(forces=forces, links=links), forces)
    entries = picture_entries(network, forces)
    sensors = Sensors.zeros(len(forces))  # one of each force
    sensors.force[:] = np.arange(len(forces))
    deliveries = build_deliveries(network, entries, SCENARIO, forces, sensors)
    return entries, deliveries


def _between(one, other, **fields):
    return _link(between=[one, other], **fields)


def test_forces__without_links_have_each_their_own_picture():
    entries, deliveries = _built()
    assert sorted(entry.path for entry in entries) == sorted(FORCES)
    grades = deliveries.grade[np.argsort([e.members[0] for e in entries])]
    assert np.array_equal(grades, FULL * np.eye(4))
    assert not deliveries.latency.any()


def test_pictures__are_joined_by_fire_control_both_ways():
    entries, _ = _built(_between("fire", "radar"), _between("watch", "radar"))
    paths = {entry.path: entry.members for entry in entries}
    assert paths == {"fire+radar+watch": (0, 2, 3), "other": (1,)}
    owners = picture_by_force(entries, FORCES)
    assert owners[0] == owners[2] == owners[3] != owners[1]


def test_everyone__may_be_among():
    entries, _ = _built(_link(among=list(FORCES)))
    assert [entry.path for entry in entries] == ["fire+other+radar+watch"]


def _delivered(entries, deliveries, path, force):
    p = next(p for p, entry in enumerate(entries) if entry.path == path)
    s = FORCES.index(force)
    return deliveries.grade[p, s], deliveries.latency[p, s]


def test_track_link__tells_but_does_not_join():
    built = _built(_between("fire", "radar", level="track", latency=4.0))
    assert len(built[0]) == 4
    assert _delivered(*built, "fire", "radar") == (TRACK, 4.0)
    assert _delivered(*built, "radar", "fire") == (TRACK, 4.0)
    assert _delivered(*built, "fire", "watch") == (NOTHING, 0.0)


def test_one_way_link__tells_one_side_alone():
    built = _built(_link(source="radar", to="fire", latency=2.0))
    assert len(built[0]) == 4
    assert _delivered(*built, "fire", "radar") == (FULL, 2.0)
    assert _delivered(*built, "radar", "fire") == (NOTHING, 0.0)


def test_none_link__says_nothing():
    built = _built(_between("fire", "radar", level="none"))
    assert _delivered(*built, "fire", "radar") == (NOTHING, 0.0)


@pytest.mark.parametrize("turned", [False, True])
def test_better_link__is_kept_then_the_quicker(turned):
    links = [
        _between("fire", "radar", level="track", latency=0.1),
        _between("fire", "radar", latency=5.0),
        _between("fire", "radar", latency=2.0),
    ]
    built = _built(*(links[::-1] if turned else links))
    assert _delivered(*built, "fire+radar", "radar") == (FULL, 2.0)


def test_latency__is_that_of_the_slowest_way_to_a_fire_unit():
    chain = (
        _between("fire", "radar", latency=1.0),
        _between("radar", "watch", latency=2.0),
        _between("watch", "other", latency=4.0),
    )
    built = _built(*chain)
    path = "fire+other+radar+watch"
    expected = {"fire": 7.0, "other": 7.0, "radar": 6.0, "watch": 4.0}
    for force, latency in expected.items():
        assert _delivered(*built, path, force) == (FULL, latency)
    quicker = _built(*chain, _between("fire", "other", latency=0.5))
    assert _delivered(*quicker, path, "radar") == (FULL, 1.5)


def test_latency__of_a_picture_without_fire_units_is_none():
    built = _built(_between("radar", "watch", latency=3.0))
    assert _delivered(*built, "radar+watch", "radar") == (FULL, 0.0)


def test_plots__from_outside_come_by_the_best_link_to_a_member():
    built = _built(
        _between("fire", "radar"),
        _link(source="watch", to="fire", level="track", latency=0.2),
        _link(source="watch", to="radar", latency=9.0),
    )
    assert _delivered(*built, "fire+radar", "watch") == (FULL, 9.0)


def test_modes__are_those_of_the_best_interrogator_that_is_heard():
    deliveries, sensors = Deliveries.zeros(3, 3), Sensors.zeros(3)
    sensors.iff[:] = (Iff.CIVIL, Iff.CIVIL | Iff.MODE_5, 0)
    deliveries.grade[:] = [(2, 0, 2), (1, 1, 0), (0, 0, 2)]
    modes = best_modes(deliveries, sensors).tolist()
    assert modes == [Iff.CIVIL, Iff.CIVIL | Iff.MODE_5, NONE]
