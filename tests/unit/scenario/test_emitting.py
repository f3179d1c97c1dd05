"""When crews radiate, what they are worth, and what homes on them."""

import pytest

from kalkan.errors import UserError

SECTOR = "    facing: 90 deg\n"
EYE = "{name: eye, system: Eye, at: [40 deg, 32 deg]}"


def test_crews__radiate_always_and_hide_from_nothing_unless_said(edited) -> None:
    for one in (edited().forces["battery"], *edited().forces["watch"].nodes):
        assert one.discipline_of("Finger") == "always"
        assert (one.silent_until, one.arm_response, one.worth) == (0.0, "none", 0.0)


def test_fire_unit__says_radar_by_radar(edited) -> None:
    words = (SECTOR, SECTOR + "    emissions: {Finger: until-cued}\n")
    force = edited(words).forces["battery"]
    assert force.discipline_of("Finger") == "until-cued"
    assert force.discipline_of("Eye") == "always"


def test_node__says_all(edited) -> None:
    words = EYE.replace(
        "}",
        ", emissions: until-cued, silent-until: 5 min, arm-response: shut-down, "
        "shut-down: 45 s, worth: 20}",
    )
    eye = edited((EYE, words)).forces["watch"].nodes[0]
    assert eye.discipline_of("Eye") == "until-cued"
    assert (eye.silent_until, eye.shut_down, eye.worth) == (300.0, 45.0, 20.0)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            SECTOR,
            SECTOR + "    arm-response: shut-down\n",
            "forces.battery.shut-down: is missing; write how long",
        ),
        (
            SECTOR,
            SECTOR + "    shut-down: 40 s\n",
            "forces.battery.shut-down: is for `arm-response: shut-down`",
        ),
        (
            SECTOR,
            SECTOR + "    emissions: {Fingr: until-cued}\n",
            "forces.battery.emissions.Fingr: is no radar of Shooter; did you mean "
            "Finger?",
        ),
        (
            SECTOR,
            SECTOR + "    emissions: never\n",
            "forces.battery.emissions: 'never' is not a choice; write one of: "
            "always, until-cued",
        ),
        (
            EYE,
            EYE.replace("}", ", emissions: {Eye: until-cued}}"),
            "emissions: is radar by radar for a fire unit; write always or until-cued",
        ),
        (
            SECTOR,
            SECTOR + "    worth: -1\n",
            "forces.battery.worth: -1 is out of bounds; write from 0 to 1e9",
        ),
        (
            "    target: town\n    start",
            "    target: watch/eys\n    start",
            "raid.cruise.target: 'watch/eys' is no asset and no force",
        ),
        (
            "    target: town\n    start",
            "    target: battery/Eye\n    start",
            "raid.cruise.target: Shooter has no Eye; write one of: Finger",
        ),
        (
            "    target: town\n    start",
            "    target: watch/plane\n    start",
            "raid.cruise.target: watch/plane does not stand at one place",
        ),
        (
            "    class: cruise_missile\n    system: Flier\n    count: 3\n",
            "    class: anti_radiation\n    system: Flier\n    count: 3\n",
            "raid.cruise.target: town radiates nothing; name the radar that it homes",
        ),
    ],
)
def test_mistake__is_told_with_its_mend(edited, old: str, new: str, says: str) -> None:
    with pytest.raises(UserError) as error:
        edited((old, new))
    assert says in str(error.value)


@pytest.mark.parametrize("target", ["watch/eye", "battery/Finger", "battery", "watch"])
def test_target__may_be_a_part_of_a_force(edited, target: str) -> None:
    sc = edited(("    target: town\n    start", f"    target: {target}\n    start"))
    assert sc.place_of(target).degrees == pytest.approx((40.0, 32.0))
