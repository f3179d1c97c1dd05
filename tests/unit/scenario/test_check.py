from itertools import pairwise

import numpy as np
import pytest

from kalkan.catalogue import Catalogue
from kalkan.scenario.check import arrivals, check, linked, reaches
from kalkan.scenario.ground import bearing, distance
from kalkan.scenario.parts import Place
from kalkan.scenario.paths import path_of


def place(lat: float, lon: float) -> Place:
    return Place.model_validate([f"{lat} deg", f"{lon} deg"])


def test_distance__of_a_degree_of_meridian() -> None:
    # Half the polar circumference of WGS-84 is 20,003,931.459 m (Karney 2013).
    parts = [place(lat, 0.0) for lat in range(-80, 81, 10)]
    whole = sum(distance(one, other) for one, other in pairwise(parts))
    caps = 2.0 * distance(place(80.0, 0.0), place(80.0, 180.0))
    assert whole * 2.0 + caps == pytest.approx(2 * 20_003_931.459, abs=0.01)


def test_bearing__is_clockwise_from_north() -> None:
    assert bearing(place(0, 0), place(0, 1)) == pytest.approx(np.pi / 2)
    assert bearing(place(0, 0), place(-1, 0)) == pytest.approx(np.pi)
    assert bearing(place(0, 0), place(0, -1)) == pytest.approx(1.5 * np.pi)


def test_path__of_a_route_ends_at_the_target(edited, known: Catalogue) -> None:
    sc = edited()
    path = path_of(sc, sc.raid["cruise"], known)
    assert (path.lat[0], path.lon[0]) == pytest.approx((41.0, 33.0))
    assert (path.lat[-1], path.lon[-1]) == pytest.approx((40.0, 32.0))
    assert path.duration == pytest.approx(path.length / 240.0)
    assert path.length == pytest.approx(139.6e3, rel=1e-2)
    assert set(path.altitude) == {50.0}


def test_path__of_an_aircraft_ends_at_the_release(edited, known: Catalogue) -> None:
    sc = edited()
    path = path_of(sc, sc.raid["jet"], known)
    left = distance(place(path.lat[-1], path.lon[-1]), sc.assets["town"].at)
    assert 58e3 < left <= 60e3
    assert path.length == pytest.approx(222e3 - left, rel=1e-2)


def test_path__of_a_ballistic_missile_is_a_parabola(edited, known: Catalogue) -> None:
    sc = edited()
    path = path_of(sc, sc.raid["ballistic"], known)
    assert path.altitude[0] == path.altitude[-1] == 0.0
    assert path.altitude.max() == pytest.approx(80e3 * path.length / 300e3, rel=1e-3)
    # 45 degrees over a flat Earth: t = sqrt(2 R / g).
    assert path.duration == pytest.approx((2 * path.length / 9.80665) ** 0.5)


def test_path__of_an_orbit_is_a_circle(edited, known: Catalogue) -> None:
    sc = edited()
    patrol = sc.traffic["patrol"]
    path = path_of(sc, patrol, known)
    away = [
        distance(patrol.orbit.centre, place(y, x))
        for y, x in zip(path.lat, path.lon, strict=True)
    ]
    assert away == pytest.approx([40e3] * len(away), abs=1.0)
    assert path.length == pytest.approx(2 * np.pi * 40e3)


def said(findings) -> list[tuple[str, str, str]]:
    return [(one.option, one.who, one.sentence) for one in findings]


def test_links__that_seem_to_say_something_else_are_told(edited) -> None:
    assert said(linked(edited())) == []
    lossy = edited(("latency: 1 s", "latency: 1 s, loss: 60 %"))
    assert said(linked(lossy)) == [
        (
            "both",
            "links.battery and watch",
            "loses 60% of its messages, and yet makes one picture of its ends; `track` "
            "says what is known apart",
        )
    ]
    ends = ("between: [battery, watch]", "from: watch, to: battery")
    assert said(linked(edited(("1 s}", "1 s, loss: 0.6}"), ends))) == []
    late = edited(("1 s}", "1 s, fails: 2 h}"), ends)
    assert said(linked(late)) == [
        (
            "both",
            "links.watch to battery",
            "falls out when the battle is over",
        )
    ]
    assert said(linked(edited(("1 s}", "1 s, fails: 2 min}")))) == []


def test_arrivals__in_time_say_nothing(edited, known: Catalogue) -> None:
    assert said(arrivals(edited(), known)) == []


def test_arrivals__too_late_are_told(edited, known: Catalogue) -> None:
    sc = edited(("duration: 30 min", "duration: 10 min"), ("count: 3", "count: 1"))
    assert said(arrivals(sc, known)) == [
        (
            "",
            "raid.cruise",
            "cannot arrive: the first would at 11 min, but the battle ends at 10 min",
        ),
        (
            "",
            "raid.jet",
            "cannot arrive: the first would at 11 min, but the battle ends at 10 min",
        ),
    ]


def test_arrivals__of_the_last_too_late_is_told(edited, known: Catalogue) -> None:
    sc = edited(("count: 3", "count: 200"))
    assert said(arrivals(sc, known)) == [
        (
            "",
            "raid.cruise",
            "not all may arrive: the last may at 45 min, but the battle ends at 30 min",
        )
    ]


def test_arrivals__release_at_the_start_is_told(edited, known: Catalogue) -> None:
    sc = edited(("releases-at: 60 km", "releases-at: 600 km"))
    assert said(arrivals(sc, known)) == [
        ("", "raid.jet", "releases where it starts, 222 km from town")
    ]


def test_arrivals__of_what_passes_are_not_asked(edited, known: Catalogue) -> None:
    sc = edited(
        ("duration: 30 min", "duration: 10 min"),
        (
            "    target: town\n    route: [[42 deg, 32 deg]]",
            "    route: [[42 deg, 32 deg], [38 deg, 32 deg]]",
        ),
        ("    releases-at: 60 km\n    then: turn back\n", ""),
        ("count: 3", "count: 1"),
    )
    assert [one.who for one in arrivals(sc, known)] == ["raid.cruise"]


def test_reaches__name_the_unit_nearest_to_a_shot(edited, known: Catalogue) -> None:
    none = "no fire unit reaches it; nearest to a shot is battery: "
    anywhere = "no fire unit of any option reaches it"
    assert said(reaches(edited(), known)) == [
        ("watch", "", "has no fire unit: nothing is shot at"),
        ("both", "raid.ballistic", none + "it has no round for this class"),
        (
            "both",
            "raid.jet",
            none + "it passes outside the range of its rounds",
        ),
        ("", "raid.ballistic", anywhere),
        ("", "raid.jet", anywhere),
    ]


@pytest.mark.parametrize(
    ("edit", "because"),
    [
        (("facing: 90 deg", "facing: 250 deg"), "the sector of its radar"),
        (("altitude: 50 m AGL", "altitude: 5 m AGL"), "above or below what its rounds"),
        (("{Arrow: 8}", "{Arrow: 0}"), "it has no round for this class"),
    ],
)
def test_reaches__say_why_not(edited, known: Catalogue, edit, because: str) -> None:
    found = [one for one in reaches(edited(edit), known) if one.option == "both"]
    assert found[0].who == "raid.cruise"
    assert because in found[0].sentence


def test_reaches__count_the_catalogue_s_load(edited, known: Catalogue) -> None:
    sc = edited(("    magazine: {Arrow: 8}\n", ""))
    assert "raid.cruise" not in [one.who for one in reaches(sc, known)]


def test_reaches__of_ballistic_missiles_use_their_own_range(
    edited, known: Catalogue
) -> None:
    sc = edited(("{Arrow: 8}", "{Dart: 8}"))
    who = [one.who for one in reaches(sc, known) if one.option == "both"]
    assert who == ["raid.cruise", "raid.jet"]


def test_check__under_hold_expects_no_shots(edited, known: Catalogue) -> None:
    sc = edited(("engagement: tight", "engagement: hold"))
    assert said(check(sc, known)) == [
        ("", "", "the rules hold fire: nothing is shot at")
    ]


def test_check__reads_each_option_under_its_own_rules(edited, known: Catalogue) -> None:
    own = "  both:\n    rules: {engagement: hold, iff: {Shooter: [mode-5]}}\n"
    found = said(check(edited(("  both:\n", own)), known))
    assert ("both", "", "rules: engagement hold; Shooter reads mode-5") in found
    assert ("both", "", "the rules hold fire: nothing is shot at") in found
    assert ("watch", "", "has no fire unit: nothing is shot at") in found


def test_reaches__without_a_sector_look_all_round(edited, known: Catalogue) -> None:
    unit = known["Shooter"].model_copy(
        update={"radars": ("Eye",), "guidance_radar": "Eye"}
    )
    round_looking = Catalogue(
        systems={**known.systems, "Shooter": unit}, sources={}, digest=""
    )
    sc = edited(("facing: 90 deg", "facing: 250 deg"))
    found = [one.who for one in reaches(sc, round_looking)]
    assert "raid.cruise" not in found
