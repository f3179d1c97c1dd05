"""The data that comes with the package."""

import re
from typing import get_args
from urllib.parse import urlsplit

import pytest

from kalkan.catalogue import (
    Ballistic,
    Catalogue,
    FireUnit,
    Flyer,
    Launcher,
    Quantity,
    Radar,
    Round,
    rows,
)
from kalkan.catalogue.describe import facts
from kalkan.catalogue.parts import BandName, ClassName, GuidanceName, ShapeName
from kalkan.engine import kinds

REQUIRED = {
    FireUnit: ["S-400", "S-300PMU2", "Patriot", "NASAMS", "THAAD"],
    Radar: [
        *("91N6E", "96L6E", "92N6E", "64N6E2", "30N6E2"),
        *("AN/MPQ-53", "AN/MPQ-65", "AN/MPQ-64", "AN/TPS-77", "AN/TPY-2"),
        *("AN/APY-2", "MESA", "ASR-9"),
    ],
    Round: [
        *("48N6E2", "48N6E3", "40N6E", "9M96E", "9M96E2"),
        *("GEM-T", "PAC-3 CRI", "PAC-3 MSE", "AMRAAM", "THAAD interceptor"),
    ],
    Launcher: ["5P85", "M901", "M902", "M903"],
    Flyer: [
        *("F-35A", "F-16C", "Su-35S", "B-52H", "B-52H class", "E-3", "E-7A"),
        *("3M-14 Kalibr", "Tomahawk", "Storm Shadow", "Shahed-136"),
        *("MQ-9", "Bayraktar TB2", "Airliner class"),
        *("EA-18G", "MALD", "Gerbera"),
    ],
    Ballistic: ["9M723 Iskander-M", "Scud-B", "Shahab-3", "Ghadr"],
}


@pytest.mark.parametrize(
    ("kind", "name"),
    [(kind, name) for kind, names in REQUIRED.items() for name in names],
)
def test_system__is_there(catalogue: Catalogue, kind: type, name: str) -> None:
    assert isinstance(catalogue[name], kind)


def test_fact__has_a_source_or_says_that_it_is_assumed(catalogue: Catalogue) -> None:
    for row in rows(catalogue):
        if row.status == "assumed":
            assert row.reason, row
        else:
            assert row.sources, row
        assert "\n" not in row.reason


def test_fact__of_a_doubtful_thing_is_wide(catalogue: Catalogue) -> None:
    exact = re.compile(
        r"reference_rcs|mast_height|range_max|pk\.|rounds\.|capacity\.|iff_failure|size|fluctuation"
    )
    for row in rows(catalogue, assumed=True):
        assert row.low < row.high or exact.match(row.field), row


def test_kill_probability__is_assumed_and_wide(catalogue: Catalogue) -> None:
    for system in catalogue.systems.values():
        if not isinstance(system, Round):
            continue
        assert set(system.pk) == set(get_args(ClassName))
        for name, pk in system.pk.items():
            assert pk.status == "assumed"
            width = pk.high - pk.low
            assert pk.exact or width >= 0.2, (system.name, name)


def test_source__is_used_and_has_an_address(catalogue: Catalogue) -> None:
    used = {source.title for row in rows(catalogue) for source in row.sources}
    for name, source in catalogue.sources.items():
        assert source.title in used, name
        parts = urlsplit(source.url)
        assert parts.scheme in ("http", "https"), name
        assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?", parts.netloc), name
        assert not re.search(r"\s", source.url), name


def test_names__are_those_of_the_engine() -> None:
    assert get_args(BandName) == tuple(band.name for band in kinds.Band)
    assert [name.upper() for name in get_args(ClassName)] == [
        each.name for each in kinds.TargetClass if each
    ]
    assert {name.upper() for name in get_args(ShapeName)} == {
        each.name for each in kinds.Aspect
    }
    assert {name.upper() for name in get_args(GuidanceName)} == {
        each.name for each in kinds.Guidance
    }


def test_round__is_consistent(catalogue: Catalogue) -> None:
    for system in catalogue.systems.values():
        if isinstance(system, Round):
            assert system.range_min.high < system.range_max.low, system.name
            assert system.altitude_min.high < system.altitude_max.low, system.name
            assert system.range_max_ballistic.high <= system.range_max.high


@pytest.mark.parametrize(
    "name", ["48N6E2", "48N6E3", "40N6E", "9M96E2", "GEM-T", "PAC-3 MSE"]
)
def test_round__could_reach_without_drag(catalogue: Catalogue, name: str) -> None:
    """Thrown at its greatest speed in a vacuum it lands beyond its range."""
    missile = catalogue[name]
    assert isinstance(missile, Round)
    assert missile.speed_max.best**2 / 9.81 > missile.range_max.best


def test_fire_unit__can_load_its_rounds(catalogue: Catalogue) -> None:
    for unit in catalogue.systems.values():
        if isinstance(unit, FireUnit):
            launcher = catalogue[unit.launcher]
            assert isinstance(launcher, Launcher)
            needed = sum(
                -(-number // launcher.capacity[name])
                for name, number in unit.rounds.items()
            )
            assert needed <= unit.launchers.best, unit.name


def on_one_square_metre(radar: Radar) -> float:
    return radar.reference_range.best / radar.reference_rcs.best**0.25


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("92N6E", 150e3, 250e3),
        ("AN/MPQ-65", 90e3, 120e3),
        ("AN/MPQ-64", 40e3, 90e3),
        ("91N6E", 200e3, 300e3),
        ("AN/TPS-77", 200e3, 400e3),
    ],
)
def test_radar__sees_a_square_metre_as_far_as_is_printed(
    catalogue: Catalogue, name: str, least: float, most: float
) -> None:
    radar = catalogue[name]
    assert isinstance(radar, Radar)
    assert least <= on_one_square_metre(radar) <= most


def test_radar__looks_below_the_horizontal(catalogue: Catalogue) -> None:
    """What flies low beyond some kilometres is below it, for the Earth is round."""
    for radar in catalogue.systems.values():
        if isinstance(radar, Radar):
            assert radar.elevation_min.best < 0.0, radar.name


def test_dimension__that_spans_decades_is_drawn_in_its_logarithm(
    catalogue: Catalogue,
) -> None:
    for system in catalogue.systems.values():
        for name, quantity in facts(system):
            assert isinstance(quantity, Quantity)
            if name == "rcs" or name.startswith("band_gain"):
                assert quantity.spread == "log", (system.name, name)


def test_digest__is_a_sha256(catalogue: Catalogue) -> None:
    assert re.fullmatch("[0-9a-f]{64}", catalogue.digest)


def test_catalogue__is_assumed_in_four_numbers_of_five(catalogue: Catalogue) -> None:
    """As docs/catalogue.md says."""
    share = len(rows(catalogue, assumed=True)) / len(rows(catalogue))
    assert 0.75 < share < 0.85
