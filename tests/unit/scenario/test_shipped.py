"""The scenarios that come with the product."""

from pathlib import Path

import pytest

from kalkan import catalogue
from kalkan.scenario import load
from kalkan.scenario.check import check, identities

FOLDER = Path(__file__).resolve().parents[3] / "scenarios"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def test_scenarios__are_all_there() -> None:
    assert {
        "ankara",
        "ballistic",
        "decapitation",
        "decoys",
        "lone-aircraft",
        "recorded",
        "saturation",
    } <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_scenario__is_accepted_and_every_threat_arrives_and_can_be_met(
    name: str,
) -> None:
    scenario = load(FOLDER / f"{name}.yaml")
    findings = check(scenario, catalogue.load())
    assert [
        one for one in findings if one.severity == "warning" and not one.option
    ] == []


def test_ankara__has_its_five_options_and_traffic() -> None:
    scenario = load(FOLDER / "ankara.yaml")
    assert list(scenario.options) == [
        "none",
        "s400",
        "patriot",
        "both-apart",
        "both-integrated",
    ]
    assert scenario.default_option == "s400"
    assert scenario.duration == 2700.0
    airliners = [g for g in scenario.traffic.values() if g.class_ == "airliner"]
    assert len(airliners) == 6
    assert {group.iff for group in airliners} == {"civil"}
    assert all(9e3 < group.altitude.metres < 11e3 for group in airliners)


def test_ankara__with_both_batteries_leaves_nothing_out_of_reach() -> None:
    scenario = load(FOLDER / "ankara.yaml")
    findings = check(scenario, catalogue.load())
    late = [one for one in findings if "cannot read" not in one.sentence]
    assert {one.option for one in late} == {"none", "patriot"}


def test_ankara__apart_reads_no_answer_of_the_alliance() -> None:
    found = identities(load(FOLDER / "ankara.yaml"))
    assert {(one.option, one.who) for one in found} == {
        ("s400", "s400-battalion"),
        ("both-apart", "s400-battalion"),
    }


def test_lone_aircraft__holds_fire_and_shows_each_radar_alone() -> None:
    scenario = load(FOLDER / "lone-aircraft.yaml")
    assert scenario.rules.holds_all
    assert all(len(option.forces) == 1 for option in scenario.options.values())
    f35, f16 = scenario.raid.values()
    assert (f35.route, f35.altitude, f35.speed) == (f16.route, f16.altitude, f16.speed)
    assert f16.start.low - f35.start.low == 1200.0


def test_saturation__has_more_missiles_than_rounds_for_them() -> None:
    scenario = load(FOLDER / "saturation.yaml")
    stream = scenario.raid["stream"]
    for name in ("patriot-battery", "s400-battalion"):
        rounds = sum(scenario.forces[name].magazine.values())
        assert rounds < stream.count


def test_decoys__have_rounds_for_some_or_for_all() -> None:
    scenario = load(FOLDER / "decoys.yaml")
    decoys, missiles = scenario.raid["mald"].count, scenario.raid["kalibr"].count
    rounds = {
        name: force.magazine["PAC-3 MSE"] // force.doctrine.salvo
        for name, force in scenario.forces.items()
        if name != "watch"
    }
    assert rounds["pairs"] < decoys + missiles <= rounds["singles"]
    assert rounds["stocked"] >= decoys + missiles
    places = {scenario.forces[name].at.degrees for name in rounds}
    assert len(places) == 1
    assert set(scenario.options) == {"none", *rounds}


def test_decapitation__options_are_the_same_but_for_one_thing() -> None:
    scenario = load(FOLDER / "decapitation.yaml")
    options = scenario.options
    star, cut = options["centralised"], options["fallback"]
    assert (cut.forces, cut.links) == (star.forces, star.links)
    assert options["meshed"].links[: len(star.links)] == star.links
    assert options["meshed"].rules == cut.rules
    assert set(options["dispersed"].forces) ^ set(star.forces) == {
        "operations-centre",
        "other-centre",
    }
    assert set(options["guarded"].forces) - set(star.forces) == {"battery-centre"}
    assert scenario.raid["first-strike"].target == "operations-centre"
