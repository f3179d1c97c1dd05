"""Links become nodes, hops and air pictures, and what each of those hears."""

import math

import numpy as np
import pytest

from kalkan.catalogue import load
from kalkan.engine.kinds import NONE, Grade, NodeKind
from kalkan.muster.entries import paths
from kalkan.muster.network import Network
from kalkan.muster.pictures import founders, picture_entries
from kalkan.scenario import CommandForce, FireForce, Node, Option, SensorForce
from unit.engine.small_battle import written
from unit.linked import army, between, heard, one_way, wired

CUE, TRACK, FULL = Grade.CUE, Grade.TRACK, Grade.FIRE_CONTROL
BATTERY, OTHER = "battery/AN/MPQ-65", "other/AN/MPQ-65"


def test_forces__without_links_have_each_their_own_picture():
    found = wired()
    assert sorted(found.names.pictures) == [
        "battery",
        "centre",
        "mast",
        "other",
        "post",
        "watch",
    ]
    wiring, names = found.state.belief.wiring, found.names
    for s, name in enumerate(names.sensors):
        owner = name.split("/")[0].removeprefix("forces.")
        grades = dict(zip(names.pictures, wiring.deliveries.grade[:, s], strict=True))
        assert grades.pop(owner) == FULL
        assert set(grades.values()) == {Grade.NOTHING}
    assert not wiring.deliveries.latency.any()
    assert not wiring.autonomous.any()
    assert not wiring.cueing[0]
    assert np.isinf(wiring.cue_latency).all()


def test_pictures__are_joined_by_fire_control_both_ways():
    found = wired(between("battery", "mast"), one_way("other", "post"))
    assert "battery+mast" in found.names.pictures
    assert {"other", "post"} < set(found.names.pictures)
    nodes, place = found.model.plan.nodes, found.names.nodes.index
    ends = [place(f"forces.{end}") for end in ("battery", "mast", "mast/east")]
    assert len({int(nodes.picture[n]) for n in ends}) == 1
    wiring = found.state.belief.wiring
    assert np.array_equal(wiring.node_picture, nodes.picture)
    owner = nodes.picture[found.model.plan.batteries.node]
    assert np.array_equal(wiring.picture, owner)


def test_both_directions__may_come_from_two_links():
    found = wired(one_way("battery", "mast"), one_way("mast", "battery"))
    assert "battery+mast" in found.names.pictures


def test_command_posts__join_a_chain():
    found = wired(
        between("battery", "post"), between("post", "centre"), between("centre", "mast")
    )
    assert "battery+centre+mast+post" in found.names.pictures
    path = "battery+centre+mast+post"
    assert heard(found, path, "mast/east") == (FULL, 3.0)
    assert heard(found, path, BATTERY) == (FULL, 0.0)


def test_everyone__may_be_among():
    found = wired("{among: all, level: fire_control, latency: 1 s}")
    assert found.names.pictures[0] == "battery+centre+mast+other+post+watch"
    assert len(found.names.links) == 1


def test_track_link__tells_but_does_not_join():
    found = wired(between("battery", "mast", level="track", latency=4.0))
    assert heard(found, "battery", "mast/west") == (TRACK, 4.0)
    assert heard(found, "mast", BATTERY) == (TRACK, 4.0)
    assert heard(found, "battery", "watch/tower") == (Grade.NOTHING, 0.0)


def test_one_way_link__tells_one_side_alone():
    found = wired(one_way("mast", "battery", latency=2.0))
    assert heard(found, "battery", "mast/west") == (FULL, 2.0)
    assert heard(found, "mast", BATTERY) == (Grade.NOTHING, 0.0)


def test_node__may_be_the_end_of_a_link():
    found = wired(one_way("mast/west", "battery", latency=2.0))
    # what the west tells it has of the east, by the net that they share
    for node in ("west", "east"):
        assert heard(found, "battery", f"mast/{node}") == (FULL, 2.0)


def test_none_link__says_nothing():
    found = wired(between("battery", "mast", level="none"))
    assert heard(found, "battery", "mast/west") == (Grade.NOTHING, 0.0)
    assert found.names.links == ()


def test_way__is_as_good_as_its_worst_link():
    found = wired(
        one_way("mast", "post", latency=1.0),
        one_way("post", "battery", level="track", latency=2.0),
        one_way("watch", "post", level="cue", latency=1.0),
    )
    assert heard(found, "battery", "mast/west") == (TRACK, 3.0)
    assert heard(found, "battery", "watch/tower") == (Grade.NOTHING, 0.0)


def test_cue__passes_along_a_chain_where_plots_do_not():
    found = wired(
        one_way("watch", "post", level="cue", latency=1.0),
        one_way("post", "battery", level="track", latency=2.0),
        one_way("mast", "other", latency=2.0),
    )
    latency, names = found.state.belief.wiring.cue_latency, found.names.pictures
    place = names.index
    assert latency[place("watch"), place("battery")] == 3.0
    assert latency[place("watch"), place("post")] == 1.0
    assert latency[place("battery"), place("watch")] == math.inf
    assert latency[place("mast"), place("other")] == math.inf  # it hears the plots
    assert found.state.belief.wiring.cueing[0] == 1


def test_awareness__cues_ones_own_radars():
    found = wired(one_way("mast", "battery", level="track"))
    p = found.names.pictures.index("battery")
    assert found.state.belief.wiring.cue_latency[p, p] == 0.0


@pytest.mark.parametrize("turned", [False, True])
def test_better_link__is_kept_then_the_quicker(turned):
    links = [
        between("battery", "mast", level="track", latency=0.1),
        between("battery", "mast", latency=5.0),
        between("battery", "mast", latency=2.0),
        between("mast", "battery", latency=2.0),
    ]
    found = wired(*(links[::-1] if turned else links))
    assert heard(found, "battery+mast", "mast/west") == (FULL, 2.0)
    assert sorted(found.names.links) == [
        "links.battery+mast/fire_control",
        "links.battery+mast/fire_control/2",
        "links.battery+mast/track",
    ]


def test_latency__is_that_of_the_slowest_way_to_a_fire_unit():
    chain = (
        between("battery", "mast", latency=1.0),
        between("mast", "watch", latency=2.0),
        between("watch", "other", latency=4.0),
    )
    found, path = wired(*chain), "battery+mast+other+watch"
    expected = {BATTERY: 7.0, OTHER: 7.0, "mast/east": 6.0, "watch/tower": 4.0}
    for sensor, latency in expected.items():
        assert heard(found, path, sensor) == (FULL, latency)
    quicker = wired(*chain, between("battery", "other", latency=0.5))
    assert heard(quicker, path, "mast/west") == (FULL, 1.5)


def test_latency__of_a_picture_without_fire_units_is_that_of_who_hears_first():
    found = wired(between("mast", "watch", latency=3.0), one_way("battery", "mast"))
    assert heard(found, "mast+watch", "mast/west") == (FULL, 0.0)
    assert heard(found, "mast+watch", BATTERY) == (FULL, 1.0)


def test_roughness__is_of_the_way_that_counts():
    found = wired(
        between("battery", "mast", more=", loss: 0.1"),
        between("other", "watch", more=", capacity: 5 1/s"),
    )
    rough, names = found.state.belief.wiring.deliveries.rough, found.names
    p = names.pictures.index("battery+mast")
    sensors = [name.removeprefix("forces.") for name in names.sensors]
    assert rough[p, sensors.index("mast/east")] == 1
    assert rough[p, sensors.index(BATTERY)] == 0  # who shoots has it
    q = names.pictures.index("other+watch")
    assert rough[q, sensors.index("watch/tower")] == 1
    hops = found.model.plan.hops
    assert set(hops.loss.tolist()) == {0.0, 0.1}
    assert set(hops.service.tolist()) == {0.0, 0.2}


def test_nodes__know_what_they_are():
    found = wired(between("battery", "post", level="track"))
    nodes, names, plan = found.model.plan.nodes, found.names, found.model.plan
    kinds = dict(zip(names.nodes, nodes.kind.tolist(), strict=True))
    assert kinds["forces.battery"] == NodeKind.FIRE_UNIT
    assert kinds["forces.post"] == NodeKind.COMMAND
    assert kinds["forces.watch"] == NodeKind.NET
    assert kinds["forces.watch/plane"] == NodeKind.SENSOR
    for s, name in enumerate(names.sensors):
        node = names.nodes[plan.sensors.node[s]]
        assert name.startswith(node)
    n = names.nodes.index("forces.watch/tower")
    assert names.sensors[nodes.sensor[n]] == names.nodes[n]
    centre, post = (names.nodes.index(f"forces.{k}") for k in ("centre", "post"))
    assert (nodes.radius[centre], nodes.radius[post]) == (50.0, 30.0)
    assert nodes.rank[centre] > nodes.rank[names.nodes.index("forces.battery")]
    kin = {name: int(k) for name, k in zip(names.nodes, nodes.kin, strict=True)}
    assert kin["forces.battery"] == kin["forces.post"] != kin["forces.centre"]
    assert kin["forces.watch"] == kin["forces.watch/tower"]


def _founders(*links, edits=(), forces="battery, other, mast, post"):
    found = army(*links, edits=edits, forces=forces)
    nodes = found.model.plan.nodes
    found_by = {
        found.names.nodes[n]: int(nodes.founds[n]) for n in range(nodes.id.size)
    }
    named = {
        n.removeprefix("forces."): found.names.pictures[p]
        for n, p in found_by.items()
        if p != NONE
    }
    assert all(name == picture for name, picture in named.items())
    return sorted(named)


def test_room__is_made_for_the_pictures_that_a_loss_would_make_and_no_others():
    hub = between("battery", "post"), between("other", "post"), between("mast", "post")
    assert _founders(*hub) == []
    hit = ("target: town", "target: post")
    # the post leads; when it is gone one fire unit keeps the picture, each other part
    # goes on alone, the mast led by one of its two
    assert _founders(*hub, edits=(hit,)) == ["mast/east", "other"]


def test_room__is_made_where_a_link_may_fail():
    failing = between("battery", "other", more=", fails: 3 min")
    assert len(_founders(failing)) == 1
    assert _founders(failing, between("battery", "other")) == []


def test_room__is_made_for_what_fails_by_itself():
    fails = ("  post: {command: {at: [40.2 deg, 31.5 deg]}}",)
    fails = (*fails, "  post: {command: {at: [40.2 deg, 31.5 deg]}, fails: 1 min}")
    links = between("battery", "post"), between("other", "post")
    assert _founders(*links, edits=(fails,)) == ["other"]
    assert _founders(*links, between("battery", "other"), edits=(fails,)) == []


def test_flyers__and_failing_things_are_weak():
    scenario = written()
    option = Option.model_construct(forces=("battery", "watch"), links=())
    network = Network(scenario, option, ("battery", "watch"), load())
    weak = {network.nodes[n].path for n in network.weak}
    assert weak == {"forces.watch/plane"}
    assert [e.path for e in picture_entries(network)] == sorted(
        ["battery", "watch"], key=[e.path for e in picture_entries(network)].index
    )
    assert founders(network) == []
    assert "forces.watch" in paths(network.nodes)


def test_kinds__of_forces_are_told_apart():
    forces = army().model.plan.nodes.kind
    assert np.bincount(forces).tolist() == [2, 4, 2, 2]
    assert {FireForce, SensorForce, CommandForce, Node}
