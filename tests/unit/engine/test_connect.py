"""Losses are noticed, and pictures that come apart go on in their parts."""

import math

import numpy as np
import pytest

from kalkan.engine.connect import connect
from kalkan.engine.kinds import (
    NONE,
    EngagementState,
    Event,
    Grade,
    Identity,
    TrackStatus,
)
from kalkan.engine.prepare import prepare
from kalkan.engine.record import record
from unit.linked import army, between, heard

HIT = ("target: town", "target: post")
HUB = between("battery", "post"), between("other", "post"), between("mast", "post")
POST = "  post: {command: {at: [40.2 deg, 31.5 deg]}}"
FAILS = (POST, POST.replace("}}", "}, fails: 3 min}"))


def ready(*links, edits=(), **more):
    """Return a prepared army."""
    found = army(*links, edits=edits, **more)
    found.state.key[:] = found.state.belief.key[:] = (7, 3)
    prepare(found.model, found.state)
    flies = [name.startswith("forces.") for name in found.names.threats]
    found.state.truth.threats.aloft[flies] = 1
    return found


def node(found, name):
    return found.names.nodes.index(f"forces.{name}")


def lose(found, name, tick=10):
    """Destroy a node and let it be noticed."""
    found.state.truth.stations.alive[node(found, name)] = 0
    connect(found.model, found.state, tick)


def picture_of(found, force):
    """Return the picture that a fire unit fights by."""
    b = found.names.batteries.index(f"forces.{force}")
    return int(found.state.belief.wiring.picture[b])


def believe(found, force, slot=0, **fields):
    """Let a track stand in the picture of a force; return where."""
    belief = found.state.belief
    p = picture_of(found, force)
    j = int(belief.slots[p, 0]) + slot
    tracks = belief.tracks
    belief.used[p] = max(belief.used[p], j + 1)
    belief.last_number[0] += 1
    tracks.status[j], tracks.picture[j] = TrackStatus.CONFIRMED, p
    tracks.number[j] = belief.last_number[0]
    tracks.estimate[j] = (1e4 + slot, 2e4, 3e3, 100.0, 0.0, 0.0)
    for name, value in fields.items():
        getattr(tracks, name)[j] = value
    return j


def engage(found, force, j, e):
    belief = found.state.belief
    engagements = belief.engagements
    belief.opened[0] = max(belief.opened[0], e + 1)
    engagements.state[e] = EngagementState.FLYING
    engagements.battery[e] = found.names.batteries.index(f"forces.{force}")
    engagements.track[e], engagements.number[e] = j, belief.tracks.number[j]
    belief.tracks.engaged[j] += 1
    belief.tracks.dwell[j] = 50.0
    radar = found.model.plan.batteries.radar[engagements.battery[e]]
    belief.tracks.dwell_sensor[j] = radar


def test_nothing_lost__changes_nothing():
    found = ready(*HUB, edits=(HIT,))
    for tick in range(4):
        connect(found.model, found.state, tick)
    assert found.state.belief.wiring.changes[0] == 0


def test_lost_post__leaves_everyone_a_picture_of_his_own():
    found = ready(*HUB, edits=(HIT,))
    wiring = found.state.belief.wiring
    whole = picture_of(found, "battery")
    assert picture_of(found, "other") == whole
    assert not wiring.autonomous.any()
    lose(found, "post")
    names = found.names.pictures
    assert wiring.changes[0] == 1
    assert wiring.node_alive[node(found, "post")] == 0
    assert wiring.node_picture[node(found, "post")] == NONE
    assert (
        picture_of(found, "battery") == whole
    )  # of highest rank, it keeps the picture
    assert names[picture_of(found, "other")] == "other"
    assert names[wiring.node_picture[node(found, "mast")]] == "mast/east"
    assert wiring.autonomous.all()
    assert heard(found, "other", "other/AN/MPQ-65") == (Grade.FIRE_CONTROL, 0.0)
    assert heard(found, "other", "mast/east") == (Grade.NOTHING, 0.0)
    assert heard(found, "mast/east", "mast/west") == (Grade.FIRE_CONTROL, 0.0)


def test_second_way__holds_a_picture_together():
    found = ready(*HUB, between("battery", "other"), edits=(HIT,))
    whole = picture_of(found, "battery")
    lose(found, "post")
    assert picture_of(found, "battery") == picture_of(found, "other") == whole
    assert found.state.belief.wiring.autonomous.all()  # they have lost their post


def test_radar_lost__leaves_nobody_alone():
    found = ready(*HUB, edits=(HIT,))
    s = found.names.sensors.index("forces.mast/east")
    found.state.truth.radars.alive[s] = 0
    connect(found.model, found.state, 0)
    wiring = found.state.belief.wiring
    assert wiring.node_alive[node(found, "mast/east")] == 0
    assert wiring.node_alive[node(found, "mast")] == 1
    assert not wiring.autonomous.any()
    assert heard(found, found.names.pictures[0], "mast/east")[0] == Grade.NOTHING
    found.state.truth.radars.alive[:] = 0
    connect(found.model, found.state, 1)
    assert wiring.node_alive[node(found, "mast")] == 0


def test_tracks__are_known_to_every_part():
    found = ready(*HUB, edits=(HIT,))
    belief = found.state.belief
    firm = believe(found, "battery", 0, identity=Identity.HOSTILE, hits=4, shot_at=1)
    believe(found, "battery", 2, status=TrackStatus.TENTATIVE)
    p, last = picture_of(found, "battery"), int(belief.last_number[0])
    lose(found, "post")
    tracks, q = belief.tracks, picture_of(found, "other")
    held = np.flatnonzero((tracks.picture == q) & (tracks.status != TrackStatus.FREE))
    first = belief.slots[q, 0]
    assert held.tolist() == [first, first + 2]
    assert belief.used[q] == first + 3
    assert tracks.number[firm] <= last < tracks.number[held].min()
    assert tracks.identity[held[0]] == Identity.HOSTILE
    assert (tracks.hits[held[0]], tracks.shot_at[held[0]]) == (4, 1)
    assert np.array_equal(tracks.estimate[held[0]], tracks.estimate[firm])
    assert (tracks.picture[firm], tracks.status[firm]) == (p, TrackStatus.CONFIRMED)


def test_engagements__follow_their_fire_unit():
    found = ready(*HUB, edits=(HIT,))
    belief = found.state.belief
    j = believe(found, "battery")
    engage(found, "battery", j, 0)
    engage(found, "other", j, 1)
    other = believe(found, "battery", 1)
    engage(found, "other", other, 2)
    lose(found, "post")
    tracks, engagements = belief.tracks, belief.engagements
    q = picture_of(found, "other")
    copy = int(belief.slots[q, 0])
    assert engagements.track[:3].tolist() == [j, copy, copy + 1]
    assert (
        engagements.number[:3].tolist() == tracks.number[[j, copy, copy + 1]].tolist()
    )
    assert tracks.engaged[[j, copy, other, copy + 1]].tolist() == [1, 1, 0, 1]
    radar = dict(
        zip(found.names.batteries, found.model.plan.batteries.radar, strict=True)
    )
    assert tracks.dwell_sensor[j] == radar["forces.battery"]
    assert tracks.dwell_sensor[copy] == radar["forces.other"]
    assert tracks.dwell[[j, copy, copy + 1]].tolist() == [50.0] * 3
    assert tracks.dwell[other] == math.inf


def test_closed_engagement__follows_and_binds_nobody():
    found = ready(*HUB, edits=(HIT,))
    j = believe(found, "battery")
    engage(found, "other", j, 0)
    belief = found.state.belief
    belief.engagements.state[0] = EngagementState.CLOSED
    belief.tracks.engaged[j] = 0
    lose(found, "post")
    copy = belief.slots[picture_of(found, "other"), 0]
    assert belief.engagements.track[0] == copy
    assert belief.tracks.engaged[[j, copy]].tolist() == [0, 0]


def test_refusals__of_a_copy_begin_anew():
    found = ready(*HUB, edits=(HIT,))
    belief = found.state.belief
    believe(found, "battery")
    belief.refusals.reasons[:] = 1
    lose(found, "post")
    copy = belief.slots[picture_of(found, "other"), 0]
    assert not belief.refusals.reasons[:, copy].any()


def test_failure__comes_when_it_was_drawn():
    found = ready(*HUB, edits=(FAILS,))
    truth, wiring = found.state.truth, found.state.belief.wiring
    assert truth.next_failure[0] == 180.0
    connect(found.model, found.state, 358)
    assert wiring.node_alive[node(found, "post")] == 1
    connect(found.model, found.state, 359)
    assert wiring.node_alive[node(found, "post")] == 1  # it ends as the post does
    connect(found.model, found.state, 360)
    assert wiring.node_alive[node(found, "post")] == 0
    assert truth.next_failure[0] == math.inf


def test_window__is_drawn_within_battle_by_battle():
    window = "fails: {between: [2 min, 4 min]}"
    found = army(between("battery", "other", more=f", {window}"))
    drawn = set()
    for replicate in range(20):
        found.state.key[:] = (1, replicate)
        prepare(found.model, found.state)
        drawn.add(float(found.state.truth.lines.fails[0]))
        assert found.state.truth.next_failure[0] == found.state.truth.lines.fails[0]
    assert len(drawn) == 20
    assert 120.0 <= min(drawn) < 150.0 < 210.0 < max(drawn) <= 240.0


def test_link__that_fails_parts_its_ends():
    found = ready(between("battery", "other", more=", fails: 1 min"))
    assert picture_of(found, "battery") == picture_of(found, "other")
    connect(found.model, found.state, 125)
    assert picture_of(found, "battery") != picture_of(found, "other")
    assert found.state.belief.wiring.autonomous.all()
    assert found.state.belief.wiring.link_alive.tolist() == [0]


def test_radar__that_falls_out_neither_looks_nor_tells():
    tower = "{name: tower, system: AN/TPS-77, at: [40.05 deg, 31.9 deg]}"
    found = ready(edits=((tower, tower.replace("}", ", fails: 0 s}")),))
    s = found.names.sensors.index("forces.watch/tower")
    connect(found.model, found.state, 0)
    assert found.state.truth.radars.alive[s] == 0
    assert found.state.belief.crews.alive[s] == 0
    assert heard(found, "watch", "watch/tower")[0] == Grade.NOTHING


def test_aircraft__that_is_gone_is_a_node_lost():
    found = ready()
    i = found.names.threats.index("forces.watch/plane")
    connect(found.model, found.state, 0)
    assert found.state.belief.wiring.node_alive[node(found, "watch/plane")] == 1
    found.state.truth.threats.aloft[i] = 0
    connect(found.model, found.state, 1)
    assert found.state.belief.wiring.node_alive[node(found, "watch/plane")] == 0


def test_part__without_radar_or_fire_unit_needs_no_picture():
    found = ready(between("battery", "post"), between("post", "centre"), edits=(HIT,))
    lose(found, "post")
    wiring, keeps = found.state.belief.wiring, picture_of(found, "battery")
    centre = int(wiring.node_picture[node(found, "centre")])
    assert keeps != centre  # a command post leads, and keeps the picture
    assert found.names.pictures[keeps] == "battery"


def test_part__of_a_command_post_alone_has_none():
    found = ready(between("battery", "post"), between("post", "centre"), edits=(HIT,))
    ranks = found.model.plan.nodes.rank
    ranks[node(found, "battery")] = 99  # as if it led
    lose(found, "post")
    wiring = found.state.belief.wiring
    assert wiring.node_picture[node(found, "centre")] == NONE


def happened(found, kind):
    log = found.log
    n = int(log.length[0])
    rows = np.flatnonzero(log.kind[:n] == int(kind))
    return [(int(log.who[k]), int(log.whom[k]), int(log.detail[k])) for k in rows]


def test_log__says_what_was_lost_and_who_goes_on_alone():
    found = ready(*HUB, between("battery", "mast", more=", fails: 1 s"), edits=(HIT,))
    record(found.model, found.state, found.log)
    for kind in (Event.NODE_LOST, Event.LINK_LOST, Event.PICTURE_SPLIT):
        assert happened(found, kind) == []
    lose(found, "post")
    for _ in range(2):
        record(found.model, found.state, found.log)
    assert happened(found, Event.NODE_LOST) == [(node(found, "post"), NONE, 0)]
    failing = found.names.links.index("links.battery+mast/fire_control")
    assert happened(found, Event.LINK_LOST) == [(failing, NONE, 0)]
    b = found.names.batteries.index("forces.other")
    assert happened(found, Event.PICTURE_SPLIT) == [(b, picture_of(found, "other"), 0)]


@pytest.mark.parametrize("turned", [False, True])
def test_order_of_the_file__means_nothing(turned):
    hub = HUB[::-1] if turned else HUB
    forces = "battery, other, mast, post"
    if turned:
        forces = "post, mast, other, battery"
    found = ready(*hub, edits=(HIT,), forces=forces)
    lose(found, "post")
    wiring = found.state.belief.wiring
    named = [found.names.pictures[p] if p != NONE else "" for p in wiring.node_picture]
    by_node = dict(zip(found.names.nodes, named, strict=True))
    assert by_node["forces.battery"] == "battery+mast+other+post"
    assert by_node["forces.other"] == "other"
