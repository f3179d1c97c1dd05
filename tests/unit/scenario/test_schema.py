import math
from itertools import permutations
from pathlib import Path

import pytest
from pydantic import ValidationError

from kalkan.catalogue import Catalogue
from kalkan.scenario import (
    FireForce,
    Group,
    Link,
    Option,
    Place,
    Scenario,
    SensorForce,
    Weather,
    Window,
    load,
    read_text,
)


def test_values__are_si_and_radians(edited) -> None:
    sc = edited()
    assert sc.duration == 1800.0
    assert sc.origin.lat == math.radians(40.0)
    assert sc.origin.degrees == pytest.approx((40.0, 32.0))
    assert sc.assets["base"].radius == 1000.0
    cruise = sc.raid["cruise"]
    assert (cruise.start.low, cruise.start.high) == (60.0, 120.0)
    assert (cruise.spacing, cruise.speed) == (10.0, 240.0)
    assert (cruise.altitude.metres, cruise.altitude.datum) == (50.0, "AGL")
    jet = sc.raid["jet"]
    assert (jet.releases_at, jet.then, jet.altitude.datum) == (60e3, "turn back", "MSL")


def test_conditions__are_what_is_written(edited) -> None:
    sc = edited()
    assert (sc.terrain, sc.refraction) == ("none", 1.333)
    assert sc.weather.rain == pytest.approx(5e-3 / 3600.0)
    assert (sc.weather.wind_speed, sc.weather.wind_from) == (10.0, 1.5 * math.pi)
    west = edited(("from: 270 deg", "from: -90 deg"))
    assert west.weather.wind_from == pytest.approx(1.5 * math.pi)


def test_conditions__left_out_are_a_calm_day_over_a_smooth_earth(edited) -> None:
    sc = edited(
        ("weather: {rain: 5 mm/h, wind: {speed: 10 m/s, from: 270 deg}}\n", ""),
        ("refraction: 1.333\n", ""),
        ("terrain: none\n", ""),
    )
    weather = sc.weather
    assert (weather.rain, weather.wind_speed, weather.wind_from) == (0.0, 0.0, 0.0)
    assert (sc.terrain, sc.refraction) == ("none", 4.0 / 3.0)
    assert all(node.multipath == "none" for node in sc.forces["watch"].nodes)
    assert sc.forces["battery"].multipath == "none"


def test_terrain__is_sought_beside_the_scenario(
    good: str, known: Catalogue, tmp_path: Path
) -> None:
    (tmp_path / "hills.tif").touch()
    (tmp_path / "more").mkdir()
    for written, found in (
        ("anatolia", "anatolia"),
        ("hills.tif", (tmp_path / "hills.tif",)),
        ("[hills.tif, more]", (tmp_path / "hills.tif", tmp_path / "more")),
        (str(tmp_path / "hills.tif"), (tmp_path / "hills.tif",)),
    ):
        text = good.replace("terrain: none", f"terrain: {written}")
        path = tmp_path / "a.yaml"
        path.write_text(text, encoding="utf-8")
        assert load(path, known).terrain == found
    python = Weather.model_validate({"rain": "1 mm/h"})
    assert python.wind is None


def test_terrain__may_be_a_path_in_python(edited, tmp_path: Path) -> None:
    sc = edited()
    words = {name: getattr(sc, name) for name in ("forces", "raid", "rules")}
    words |= {"name": "a", "origin": sc.origin, "duration": "1 min"}
    words |= {"options": sc.options, "default-option": "both", "assets": sc.assets}
    assert Scenario.model_validate({**words, "terrain": tmp_path}).terrain == (
        tmp_path,
    )


def test_multipath__is_a_radars_own(edited) -> None:
    sc = edited(
        ("    facing: 90 deg", "    facing: 90 deg\n    multipath: flat"),
        ("system: Eye, at", "system: Eye, multipath: sea, at"),
    )
    assert sc.forces["battery"].multipath == "flat"
    assert sc.forces["watch"].nodes[0].multipath == "sea"


def test_jink__is_what_is_written(edited) -> None:
    here = "    altitude: 50 m AGL"
    sc = edited((here, f"{here}\n    jink: {{load: 2 g, period: 8 s, within: 30 km}}"))
    jink = sc.raid["cruise"].jink
    assert jink.load == pytest.approx(19.6133)
    assert (jink.period, jink.within_) == (8.0, 30e3)


def test_defaults__are_the_stated_ones(edited) -> None:
    stated = "{assign: marginal, salvo: 2, look: shoot-look-shoot, reserve: 0.1}"
    sc = edited((f"    doctrine: {stated}\n", ""))
    battery = sc.forces["battery"]
    assert isinstance(battery, FireForce)
    assert battery.doctrine.model_dump() == {
        "assign": "marginal",
        "salvo": 2,
        "look": "shoot-look-shoot",
        "reserve": 0.0,
        "friend_clearance": 0.0,
    }
    jet = sc.raid["jet"]
    assert (jet.count, jet.side, jet.iff, jet.spacing) == (1, "hostile", "none", 0.0)
    assert jet.start == Window.model_validate("0 s")
    assert sc.options["watch"].links == ()


def test_traffic__may_be_left_out(good: str, known: Catalogue) -> None:
    start, end = good.index("traffic:"), good.index("rules:")
    assert read_text((good[:start] + good[end:]).encode(), "a", known).traffic == {}


def test_orbit__takes_the_place_of_an_asset_and_the_altitude_of_its_group(
    edited,
) -> None:
    sc = edited()
    orbit = sc.traffic["patrol"].orbit
    assert orbit.centre == sc.assets["base"].at
    assert orbit.altitude.metres == 7000.0
    watch = sc.forces["watch"]
    assert isinstance(watch, SensorForce)
    assert watch.nodes[1].orbit.centre == sc.assets["town"].at
    assert watch.nodes[1].iff == "mode-5"


def test_orbit__takes_a_place(edited) -> None:
    sc = edited(("{centre: base, radius", "{centre: [41 deg, 33 deg], radius"))
    assert sc.traffic["patrol"].orbit.centre.degrees == pytest.approx((41.0, 33.0))


def test_order_of_the_file__changes_nothing(good: str, known: Catalogue) -> None:
    head, *sections = good.split("\n\n")
    texts = {
        "\n\n".join([head, *order])
        for order in permutations(sections, len(sections))
        if order[0] == sections[-1]
    }
    first = read_text(good.encode(), "a", known)
    for text in sorted(texts)[:5]:
        assert read_text(text.encode(), "a", known) == first


def test_entries__cannot_change(edited) -> None:
    sc = edited()
    with pytest.raises(ValidationError, match="frozen"):
        sc.duration = 3.0
    with pytest.raises(ValidationError, match="frozen"):
        sc.raid["jet"].count = 3


def test_place_of__asset_force_and_lone_node(edited) -> None:
    sc = edited()
    assert sc.place_of("town") == sc.assets["town"].at
    assert sc.place_of("battery") == sc.forces["battery"].at
    assert sc.place_of("watch") == sc.forces["watch"].nodes[0].at
    with pytest.raises(KeyError):
        sc.place_of("nowhere")


def test_path_of__is_start_route_and_target(edited) -> None:
    sc = edited()
    town, base = sc.assets["town"].at, sc.assets["base"].at
    cruise, thrown = sc.raid["cruise"], sc.raid["ballistic"]
    assert sc.path_of(cruise) == (*cruise.route, town)
    assert sc.path_of(thrown) == (thrown.from_, base)
    assert sc.path_of(sc.traffic["patrol"]) == ()
    assert thrown.is_ballistic
    assert not cruise.is_ballistic


def test_groups_and_systems__are_all_listed(edited) -> None:
    sc = edited()
    assert [(section, name) for section, name, _ in sc.groups()] == [
        ("raid", "cruise"),
        ("raid", "ballistic"),
        ("raid", "jet"),
        ("traffic", "patrol"),
    ]
    assert [name for _, name in sc.systems()] == ["Shooter", "Eye", "Carrier"]


def link(**words: object) -> Link:
    return Link.model_validate({**words, "level": "track", "latency": "2 s"})


def test_link__between_two_goes_both_ways() -> None:
    one = link(between=["a", "b"])
    assert one.members == ("a", "b")
    assert one.pairs == (("a", "b"), ("b", "a"))
    assert one.latency == 2.0


def test_link__from_one_to_another_goes_one_way() -> None:
    one = link(**{"from": "a", "to": "b"})
    assert one.one_way
    assert one.pairs == (("a", "b"),)


def test_link__among_all_is_among_the_forces_of_the_option() -> None:
    words = {"among": "all", "level": "track", "latency": "0 s"}
    option = Option.model_validate({"forces": ["a", "b", "c"], "links": [words]})
    assert option.links[0].members == ("a", "b", "c")
    assert len(option.links[0].pairs) == 6


def test_link__among_some() -> None:
    assert link(among=["a", "c"]).members == ("a", "c")


@pytest.mark.parametrize("words", ["all", None, {"from": "a"}, {"between": "ab"}])
def test_link__that_joins_nobody_is_refused(words: object) -> None:
    with pytest.raises(ValidationError):
        Option.model_validate({"forces": ["a"], "links": [words]})


def test_python__writes_units_too() -> None:
    place = Place.model_validate(["40 deg", "698.13 mrad"])
    assert place.lon == pytest.approx(0.69813)
    group = Group.model_validate(
        {
            "class": "decoy",
            "system": "Gerbera",
            "route": [place, ["41 deg", "32 deg"]],
            "altitude": "1 km",
        }
    )
    assert group.route[0] == place
    assert Group.model_validate(group) is group
    window = Window.model_validate({"between": ["1 s", "2 s"]})
    again = Group.model_validate(
        {
            "class": "decoy",
            "system": "Gerbera",
            "route": group.route,
            "altitude": group.altitude,
            "start": window,
        }
    )
    assert (again.altitude, again.start) == (group.altitude, window)
    with pytest.raises(ValidationError, match="has no unit"):
        Place.model_validate([40.0, 32.0])


def test_instances__are_accepted_as_parts(edited) -> None:
    sc = edited()
    again = Scenario.model_validate(
        {
            **{key: getattr(sc, key) for key in ("name", "origin", "assets", "forces")},
            **{
                key: getattr(sc, key) for key in ("raid", "traffic", "rules", "options")
            },
            "duration": "30 min",
            "weather": sc.weather,
            "refraction": "1.333",
            "default-option": "both",
        }
    )
    assert again == sc
