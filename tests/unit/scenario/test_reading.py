"""Who reads whose answer, option by option."""

import pytest

from kalkan.scenario.check import identities
from kalkan.scenario.reading import heard_by, modes_of, pictures_of

ALONE = ("  watch: {forces: [watch]}\n", "  watch: {forces: [battery]}\n")
LEVEL = "{between: [battery, watch], level: fire_control, latency: 1 s}"


def told(sc) -> list[tuple[str, str, str]]:
    return [(one.option, one.who, one.sentence) for one in identities(sc)]


def test_pictures__are_joined_both_ways_at_fire_control(edited) -> None:
    options = edited().options
    assert pictures_of(options["watch"]) == [("watch",)]
    assert pictures_of(options["both"]) == [("battery", "watch")]
    for other in (
        "{between: [battery, watch], level: track, latency: 1 s}",
        "{from: watch, to: battery, level: fire_control, latency: 1 s}",
    ):
        apart = edited((LEVEL, other)).options["both"]
        assert pictures_of(apart) == [("battery",), ("watch",)]


def test_modes__are_those_of_any_system_of_a_force(edited) -> None:
    sc = edited()
    assert modes_of(sc, "battery") == {"civil"}
    assert modes_of(sc, "watch") == {"civil", "mode-5"}


@pytest.mark.parametrize(
    ("link", "heard"),
    [
        (LEVEL, {"civil", "mode-5"}),
        ("{from: watch, to: battery, level: track, latency: 1 s}", {"civil", "mode-5"}),
        ("{from: battery, to: watch, level: fire_control, latency: 1 s}", {"civil"}),
        ("{between: [battery, watch], level: none, latency: 1 s}", {"civil"}),
    ],
)
def test_answers__come_with_plots(edited, link, heard) -> None:
    sc = edited((LEVEL, link))
    option = sc.options["both"]
    picture = next(one for one in pictures_of(option) if "battery" in one)
    assert heard_by(sc, option, picture) == heard


def test_answers__are_relayed_by_a_command_post(edited) -> None:
    post = "  post:\n    command: {at: [40 deg, 32 deg]}\n  watch:\n    nodes"
    links = (
        "{from: watch, to: post, level: track, latency: 1 s}\n"
        "      - {from: post, to: battery, level: fire_control, latency: 1 s}"
    )
    sc = edited(
        ("  watch:\n    nodes", post),
        ("[battery, watch]\n    links", "[battery, post, watch]\n    links"),
        (LEVEL, links),
    )
    assert heard_by(sc, sc.options["both"], ("battery",)) == {"civil", "mode-5"}


def test_identities__are_all_heard_where_plots_pass(edited) -> None:
    assert told(edited()) == []


def test_identities__not_heard_are_told_by_option(edited) -> None:
    sentence = "cannot read mode-5 of traffic.patrol: may take them for hostile"
    assert told(edited(ALONE)) == [("watch", "battery", sentence)]


def test_identities__of_who_answers_nothing_are_told_apart(edited) -> None:
    sc = edited(("radius: 40 km}, iff: mode-5", "radius: 40 km}"))
    sentence = "hears no answer of traffic.patrol: may take them for hostile"
    assert told(sc) == [("both", "battery", sentence)]


def test_identities__that_many_share_are_counted(edited) -> None:
    line = (
        "  patrol: {class: fighter, system: Jet, side: friend, altitude: 7 km, "
        "orbit: {centre: base, radius: 40 km}, iff: mode-5}\n"
    )
    more = "".join(line.replace("patrol", f"p{k}") for k in range(4))
    sc = edited(ALONE, (line, line + more))
    assert told(sc)[0][2] == (
        "cannot read mode-5 of traffic.patrol, traffic.p0, traffic.p1 and 2 more: "
        "may take them for hostile"
    )


@pytest.mark.parametrize(
    ("controls", "warns"),
    [
        ("hold", False),
        ("{all: hold, battery: free}", True),
        ("{all: free, battery: hold}", False),
        ("{all: hold, autonomous: tight}", True),
    ],
)
def test_identities__matter_to_who_may_shoot(edited, controls, warns) -> None:
    sc = edited(ALONE, ("engagement: tight", f"engagement: {controls}"))
    assert bool(told(sc)) == warns


@pytest.mark.parametrize(
    ("mode", "taken"), [("civil", "neutral"), ("mode-5", "friend")]
)
def test_raid__that_answers_is_told(edited, mode, taken) -> None:
    sc = edited(("    count: 3\n", f"    count: 3\n    iff: {mode}\n"))
    sentence = f"answers {mode}: taken for a {taken} by who reads that"
    assert told(sc) == [("", "raid.cruise", sentence)]
