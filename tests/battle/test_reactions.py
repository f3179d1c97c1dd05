"""What the defence does about missiles that home on it, and about decoys."""

import math

import numpy as np
import pytest

from battle.field import (
    INTERPRETED,
    SEED,
    Fought,
    bits,
    digest,
    fight,
    fresh,
    happenings,
    load_catalogue,
    replaced,
    scenario_of,
    text_of,
)
from battle.test_metamorphic import reordered, text_from, tree_of
from kalkan.engine.emission import LATE, LINGER
from kalkan.engine.kinds import Emission, Event, Fate, SensorReason
from kalkan.engine.resolve import CEP_TO_SIGMA
from kalkan.muster import Mustered, muster

FEW = 2 if INTERPRETED else 20
HIDES = {
    "arm-response: none": "arm-response: shut-down\n        shut-down: 45 s",
}
WAITS = {
    "    emissions: always\n    doctrine": "    emissions: until-cued\n    doctrine",
}
UNGUARDED = {"        worth: 10\n": ""}


def hunt(option: str, **words: str) -> Mustered:
    """Return the hunt with some of its words replaced and no false plot."""
    army = fresh("hunt", option, **words)
    army.model.plan.sensors.false_rate[:] = 0.0
    army.model.world.threats.loss[:] = 0.0
    return army


def radar(army: Mustered, name: str) -> int:
    return [name in path for path in army.names.sensors].index(True)


def killed(one: Fought, name: str = "eye") -> bool:
    """Return whether a radar was destroyed."""
    return not one.state.truth.radars.alive[radar(one.mustered, name)]


def changes(one: Fought, name: str) -> list[tuple[float, bool, Emission]]:
    """Return when a radar began to radiate, or ceased, and why."""
    s = radar(one.mustered, name)
    found = [
        (event.time, kind == Event.RADAR_RADIATES, Emission(event.detail))
        for kind in (Event.RADAR_SILENT, Event.RADAR_RADIATES)
        for event in happenings(one.log, kind)
        if event.who == s
    ]
    return sorted(found)


def seen(one: Fought, name: str) -> dict[SensorReason, float]:
    """Return when the looks of a radar first ended in each way."""
    s = radar(one.mustered, name)
    return {
        SensorReason(event.detail): event.time
        for event in reversed(happenings(one.log, Event.SENSOR_REASON))
        if event.who == s
    }


def kill_probability(army: Mustered, silence: float) -> float:
    """Return the closed form: a circular normal error, grown with silence."""
    kinds = army.model.world.threats
    sigma = math.hypot(CEP_TO_SIGMA * kinds.cep[0], kinds.memory[0] * silence)
    return 1.0 - math.exp(-0.5 * (kinds.lethal_radius[0] / sigma) ** 2)


# ------------------------------------------------------------------ homing, hiding


@pytest.mark.compiled
def test_missile__kills_a_radar_that_goes_on_as_its_error_says() -> None:
    army, many = hunt("alone"), 400
    army.model.world.threats.cep[:] = 40.0
    expected = kill_probability(army, 0.0)
    assert 0.3 < expected < 0.5
    share = np.mean([killed(fight(army, n)) for n in range(many)])
    assert share == pytest.approx(expected, abs=3.0 * math.sqrt(0.25 / many))


@pytest.mark.compiled
def test_radar__that_hides_survives_as_the_grown_error_says() -> None:
    army, many = hunt("alone", **HIDES), 400
    army.model.world.threats.memory[:] = 1.0
    chances, deaths = [], 0
    for replicate in range(many):
        one = fight(army, replicate)
        threats = one.state.truth.threats
        assert threats.fate[0] == Fate.IMPACTED
        time, radiates, why = changes(one, "eye")[0]
        assert (radiates, why) == (False, Emission.HIDING)
        chances.append(kill_probability(army, threats.fate_time[0] - time))
        deaths += killed(one)
    expected = float(np.mean(chances))
    assert 0.2 < expected < 0.8
    error = math.sqrt(expected * (1.0 - expected) / many)
    assert deaths / many == pytest.approx(expected, abs=3.0 * error)


def test_radar__that_hides_outlives_one_that_does_not() -> None:
    goes_on, hides = (
        [fight(hunt("alone", **words), n) for n in range(FEW)] for words in ({}, HIDES)
    )
    assert all(killed(one) for one in goes_on)
    assert sum(killed(one) for one in hides) <= 0.1 * FEW
    assert all(not changes(one, "eye") for one in goes_on)


def test_radar__that_hides_is_back_after_its_time_or_the_missile() -> None:
    for replicate in range(FEW):
        one = fight(hunt("alone", **HIDES), replicate)
        (gone, _, why), *rest = changes(one, "eye")
        assert why == Emission.HIDING
        down = one.state.truth.threats.fate_time[0]
        assert gone < down < gone + 45.0 + LATE  # speed as the tracker had it
        assert all(time >= gone + 45.0 for time, _, _ in rest)


def test_radar__that_hides_makes_no_plot_meanwhile() -> None:
    army = hunt("alone", **HIDES)
    army.model.plan.sensors.false_rate[:] = 5.0
    for replicate in range(FEW):
        one = fight(army, replicate)
        gone = changes(one, "eye")[0][0]
        tracks = one.state.belief.tracks
        assert tracks.updated.max() <= gone


# ------------------------------------------------------------------ until it is needed


def test_radar__that_waits_opens_no_look_before_its_picture_calls_it() -> None:
    for replicate in range(FEW):
        one = fight(hunt("guarded", **WAITS), replicate)
        told = changes(one, "battery")
        assert told[0][1:] == (False, Emission.ORDERED)
        called, radiates, why = told[1]
        assert radiates
        assert why == Emission.TRACK
        eye, own = seen(one, "eye"), seen(one, "battery")
        assert eye[SensorReason.DETECTED] < called
        assert own.pop(SensorReason.SILENT) < called
        assert min(own.values()) >= called
        assert SensorReason.DETECTED in own
        firm = happenings(one.log, Event.TRACK_CONFIRMED)
        assert min(event.time for event in firm) <= called


LINK = "\n    links: [{between: [battery, watch], level: fire_control, latency: 0 s}]"


def test_radar__that_waits_alone_does_not_wait() -> None:
    one = fight(hunt("guarded", **WAITS, **{LINK: ""}), 0)
    assert changes(one, "battery") == []
    assert SensorReason.SILENT not in seen(one, "battery")


def test_radar__that_waits_sees_for_itself_once_what_showed_it_is_lost() -> None:
    words = {"        worth: 10\n": "        worth: 10\n        fails: 40 s\n"}
    one = fight(hunt("guarded", **WAITS, **words), 0)
    _, (called, radiates, why), *_ = changes(one, "battery")
    assert (radiates, why) == (True, Emission.BLIND)
    assert 40.0 <= called <= 42.0
    assert min(seen(one, "battery").values()) < called


def test_radar__that_waits_radiates_at_a_cue_from_a_picture_of_others() -> None:
    cue = LINK.replace("fire_control", "cue").replace(
        "between: [battery, watch]", "from: watch, to: battery"
    )
    one = fight(hunt("guarded", **WAITS, **{LINK: cue}), 0)
    first = happenings(one.log, Event.CUED)[0]
    _, (called, radiates, why), *_ = changes(one, "battery")
    assert (radiates, why) == (True, Emission.CUED)
    assert first.time <= called <= first.time + 2.0
    own = seen(one, "battery")
    assert own.pop(SensorReason.SILENT) < called <= min(own.values())


def test_radar__that_waits_falls_silent_between_two_that_come() -> None:
    words = {
        "duration: 5 min": "duration: 10 min",
        "target: watch/eye\n": "target: watch/eye\n    count: 2\n    spacing: 4 min\n",
    }
    army = hunt("guarded", **WAITS, **words)
    army.model.world.threats.lethal_radius[:] = 0.0  # the eye sees the second one too
    for replicate in range(FEW):
        one = fight(army, replicate)
        radiates = [on for _, on, _ in changes(one, "battery")]
        assert radiates[:4] == [False, True, False, True]
        (_, _), (on, _), (off, why), (again, _) = (
            (time, why) for time, _, why in changes(one, "battery")[:4]
        )
        assert why == Emission.NOTHING_LEFT
        assert on + LINGER <= off < again
        first, second = one.state.truth.threats.start
        assert off < max(first, second) < again


# ------------------------------------------------------------------ point defence


@pytest.mark.compiled
def test_neighbour__defends_what_is_worth_it_and_only_that() -> None:
    many = 100
    worth, none = (hunt("guarded", **words) for words in ({}, UNGUARDED))
    saved, left = (
        [fight(army, replicate) for replicate in range(many)] for army in (worth, none)
    )
    assert all(one.state.fired[0] == 0 for one in left)
    assert all(killed(one) for one in left)
    assert np.mean([one.state.fired[0] > 0 for one in saved]) > 0.95
    alive = [not killed(one) for one in saved]
    assert np.mean(alive) > 0.5
    for one in saved:
        if killed(one):
            continue
        assert one.state.truth.threats.fate[0] == Fate.KILLED


def test_worth__is_no_value_that_can_be_lost() -> None:
    army = hunt("alone")
    assert army.model.plan.points.worth.tolist() == [10.0]
    one = fight(army, 0)
    assert killed(one)
    assert one.state.truth.values.left.shape == (0,)


# ------------------------------------------------------------------ decoys


def lured(load: int) -> Mustered:
    """Return the lure, where every round that leaves kills, and none errs about it."""
    army = fresh("lure", "alone", **{"GEM-T: 8": f"GEM-T: {load}"})
    world, plan = army.model.world, army.model.plan
    plan.sensors.false_rate[:] = world.threats.loss[:] = world.frailty[:] = 0.0
    plan.batteries.false_kill[:] = plan.batteries.false_live[:] = 0.0
    plan.rounds.reliability[:] = plan.launchers.availability[:] = 1.0
    world.pk[:] = 1.0
    return army


@pytest.mark.parametrize(("load", "gets_through"), [(8, True), (10, False)])
def test_decoys__take_a_salvo_each_and_the_last_rounds_decide(
    load: int, gets_through: bool
) -> None:
    """Each of four decoys is worth two rounds; the fifth that comes is the missile."""
    for replicate in range(1 if INTERPRETED else 20):
        one = fight(lured(load), replicate)
        names, fates = one.mustered.names, one.state.truth.threats.fate
        fired = one.state.belief.engagements.fired
        meant = {e.who: e.whom for e in happenings(one.log, Event.ENGAGEMENT_AT)}
        spent = [0] * len(fates)
        for engagement, flyer in meant.items():
            spent[flyer] += fired[engagement]
        decoys = [i for i, name in enumerate(names.threats) if "decoy" in name]
        (missile,) = set(range(len(fates))) - set(decoys)
        assert [spent[i] for i in decoys] == [2, 2, 2, 2]
        assert spent[missile] == load - 8
        assert all(fates[i] == Fate.KILLED for i in decoys)
        assert (fates[missile] == Fate.IMPACTED) == gets_through


def test_decoy__that_arrives_does_no_harm() -> None:
    army = lured(8)
    army.model.world.pk[:] = 0.0
    one = fight(army, 0)
    classes = np.array(one.mustered.names.classes)
    fates = one.state.truth.threats.fate
    assert (fates[classes == "decoy"] == Fate.IMPACTED).all()
    damage = happenings(one.log, Event.ASSET_DAMAGED)
    assert len(damage) == 1  # of the cruise missile alone
    assert one.state.truth.radars.alive.all()


# ------------------------------------------------------------------ bits


TOLD = {
    "        emissions: always": "        emissions: until-cued\n"
    "        silent-until: 30 s",
    **HIDES,
    **WAITS,
}
FAILS = {"        worth: 10\n": "        worth: 10\n        fails: 41.3 s\n", **WAITS}

CUES = {**WAITS, LINK: LINK.replace("level: fire_control", "level: cue")}


@pytest.mark.parametrize("option", ["alone", "guarded"])
@pytest.mark.parametrize("words", [{}, HIDES, WAITS, TOLD, FAILS, CUES])
def test_stretches_of_nothing__are_passed_over_without_a_bit_changed(
    option: str, words: dict[str, str]
) -> None:
    army = fresh("hunt", option, **words)
    for replicate in range(1 if INTERPRETED else 10):
        for rate in (0.0, 0.2):
            army.model.plan.sensors.false_rate[:] = rate
            one, other = (fight(army, replicate, skip) for skip in (True, False))
            assert digest(*bits(one.state)) == digest(*bits(other.state))
            assert digest(*bits(one.log)) == digest(*bits(other.log))


def test_file__in_another_order_is_the_same_to_the_bit() -> None:
    tree = tree_of(replaced(text_of("hunt"), *TOLD.items()))
    assert text_from(tree) != text_from(reordered(tree))
    one, other = (
        muster(scenario_of(text_from(each)), load_catalogue(), "guarded", 3, SEED)
        for each in (tree, reordered(tree))
    )
    assert one.names == other.names
    assert digest(*bits(one.model)) == digest(*bits(other.model))
    for replicate in range(1 if INTERPRETED else 5):
        fights = [fight(army, replicate) for army in (one, other)]
        assert fights[0].log.length[0] > 0
        assert digest(*bits(fights[0].state)) == digest(*bits(fights[1].state))
        assert digest(*bits(fights[0].log)) == digest(*bits(fights[1].log))
