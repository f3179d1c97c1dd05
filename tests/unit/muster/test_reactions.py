"""When crews radiate, what is guarded, and what homes on what."""

import math

import numpy as np
import pytest

from kalkan.engine.kinds import NONE
from kalkan.muster.ground import RING
from unit.engine.small_battle import mustered

ARM = """raid:
  hunter:
    class: anti_radiation
    system: AGM-88 HARM
    count: 2
    target: {target}
    route: [[40.05 deg, 32.9 deg]]
    altitude: 9 km
"""
S400 = (
    "    system: Patriot\n    at: [40 deg, 32 deg]\n    facing: 90 deg\n"
    "    magazine: {PAC-3 MSE: 5}",
    "    system: S-400\n    at: [40 deg, 32 deg]\n    facing: 90 deg\n"
    "    magazine: {9M96E2: 4}",
)
READS = ("{Patriot: [civil, mode-5]", "{S-400: [civil]")


def hunted(target, option="apart", *edits):
    text = ARM.format(target=target)
    return mustered(option, ("raid:\n", text), *edits)


def homed(ready):
    """Return the radars that the missiles home on, by name, and their aim points."""
    kinds, names = ready.model.world.threats, ready.names
    hunters = [i for i, name in enumerate(names.threats) if "hunter" in name]
    radars = {int(kinds.homes[i]) for i in hunters}
    others = np.delete(np.asarray(kinds.homes), hunters)
    assert (others == NONE).all()
    found = {names.sensors[s] if s != NONE else None for s in radars}
    return found, [kinds.aim[i] for i in hunters]


def test_crews__are_told_nothing_unless_the_file_says():
    orders = mustered("apart").model.plan.emissions
    assert not orders.waits.any()
    assert not orders.silent_until.any()
    assert not orders.hides.any()


def test_crews__wait_hide_and_keep_silent_as_the_file_says():
    words = (
        "    facing: 90 deg\n    emissions: until-cued\n    arm-response: shut-down\n"
        "    shut-down: 40 s\n    silent-until: 2 min"
    )
    ready = mustered("apart", ("    facing: 90 deg", words))
    orders, names = ready.model.plan.emissions, ready.names.sensors
    own = [name.startswith("forces.battery/") for name in names]
    assert orders.waits.tolist() == own
    assert orders.hides.tolist() == [40.0 if mine else 0.0 for mine in own]
    assert orders.silent_until.tolist() == [120.0 if mine else 0.0 for mine in own]


def test_crews__of_one_fire_unit_may_differ_radar_by_radar():
    words = (S400[0], S400[1] + "\n    emissions: {92N6E: until-cued}")
    ready = mustered("alone", words, READS)
    orders = ready.model.plan.emissions
    waits = dict(zip(ready.names.sensors, orders.waits, strict=True))
    assert {name.rpartition("/")[2]: int(w) for name, w in waits.items()} == {
        "91N6E": 0,
        "96L6E": 0,
        "92N6E": 1,
    }


def test_crews__look_at_the_picture_of_their_force():
    ready = mustered("apart")
    pictures = ready.names.pictures
    for s, name in enumerate(ready.names.sensors):
        n = ready.model.plan.sensors.node[s]
        seen = pictures[ready.model.plan.nodes.picture[n]]
        assert seen == name.split("/")[0].removeprefix("forces.")


def test_points__are_what_has_a_worth():
    assert mustered("apart").model.plan.points.worth.shape[0] == 0
    ready = mustered(
        "apart",
        ("    facing: 90 deg", "    facing: 90 deg\n    worth: 7"),
        ("at: [40.05 deg, 31.9 deg]", "at: [40.05 deg, 31.9 deg], worth: 3"),
    )
    points, sensors = ready.model.plan.points, ready.model.plan.sensors
    found = {
        ready.names.sensors[int(s)]: (float(worth), float(radius))
        for s, worth, radius in zip(
            points.sensor, points.worth, points.radius, strict=True
        )
    }
    assert found == {
        "forces.battery/AN/MPQ-65": (7.0, RING),
        "forces.watch/tower": (3.0, 0.0),
    }
    for p, s in enumerate(points.sensor):
        assert np.array_equal(points.position[p], sensors.position[s])
    nodes = [ready.names.nodes[n] for n in points.node]
    assert sorted(nodes) == ["forces.battery", "forces.watch/tower"]
    assert ready.model.plan.assets.value.tolist() == [10.0]


@pytest.mark.parametrize(
    ("target", "radar"),
    [
        ("battery", "forces.battery/AN/MPQ-65"),
        ("battery/AN/MPQ-65", "forces.battery/AN/MPQ-65"),
        ("battery/AN/MPQ-53", "forces.battery/AN/MPQ-65"),  # its other name
        ("watch", "forces.watch/tower"),
        ("watch/tower", "forces.watch/tower"),
    ],
)
def test_missile__homes_on_the_radar_that_its_target_means(target, radar):
    ready = hunted(target)
    found, aims = homed(ready)
    assert found == {radar}
    place = ready.model.plan.sensors.position[ready.names.sensors.index(radar)]
    assert all(np.array_equal(aim, place) for aim in aims)


def test_missile__homes_on_the_radar_that_guides_or_the_one_named():
    assert homed(hunted("battery", "alone", S400, READS))[0] == {"forces.battery/92N6E"}
    ready = hunted("battery/91N6E", "alone", S400, READS)
    assert homed(ready)[0] == {"forces.battery/91N6E"}


def test_missile__finds_nothing_to_home_on_where_the_force_is_not():
    ready = hunted("watch/tower", "alone")
    found, aims = homed(ready)
    assert found == {None}
    assert all(math.hypot(*aim[:2]) > 1e3 for aim in aims)


def test_missile__forgets_as_its_entry_says():
    ready = hunted("battery")
    kinds = ready.model.world.threats
    hunters = [i for i, name in enumerate(ready.names.threats) if "hunter" in name]
    assert all(kinds.memory[i] == 10.0 for i in hunters)
    assert np.delete(np.asarray(kinds.memory), hunters).max() == 0.0
