import pytest

from kalkan.catalogue import Catalogue, rows, words
from kalkan.errors import UserError


def test_rows__are_in_the_units_of_the_file(catalogue: Catalogue) -> None:
    row = next(
        row for row in rows(catalogue, "Bayraktar TB2") if row.field == "altitude"
    )
    assert (row.low, row.best, row.high, row.unit) == (18.0, 18.0, 27.0, "kft")
    assert catalogue["Bayraktar TB2"].altitude.best == pytest.approx(18e3 * 0.3048)


def test_rows__name_their_sources(catalogue: Catalogue) -> None:
    row = rows(catalogue, "48N6E2")[0]
    assert [source.title for source in row.sources] == [
        "Wikipedia S-300",
        "The Hindu BusinessLine, Explainer: the S-400",
    ]


def test_rows__of_one_system_only(catalogue: Catalogue) -> None:
    assert {row.system for row in rows(catalogue, "MSE")} == {"PAC-3 MSE"}


def test_rows__assumed_are_what_no_source_prints(catalogue: Catalogue) -> None:
    everything = rows(catalogue)
    assumed = rows(catalogue, assumed=True)
    assert assumed == [row for row in everything if row.status == "assumed"]
    assert 0 < len(assumed) < len(everything)


def test_rows__hold_the_nested_and_the_counted(catalogue: Catalogue) -> None:
    fields = {row.field for row in rows(catalogue, "48N6E3")}
    assert "pk.fighter" in fields
    fields = {row.field for row in rows(catalogue, "F-35A")}
    assert "band_gain.L" in fields
    row = next(r for r in rows(catalogue, "M903") if r.field == "capacity.PAC-3 MSE")
    assert (row.low, row.high, row.unit, row.status) == (12.0, 12.0, "", "published")
    assert any(r.field == "rounds.48N6E3" for r in rows(catalogue, "S-400"))


def test_rows__of_an_unknown_system_are_refused(catalogue: Catalogue) -> None:
    with pytest.raises(UserError, match=r"no system 'Patriat'.*Patriot"):
        rows(catalogue, "Patriat")


def test_rows__hold_stages_and_jammers(catalogue: Catalogue) -> None:
    found = {row.field: row for row in rows(catalogue, "Scud-B")}
    assert found["stages.1.propellant_mass"].unit == "kg"
    assert "stages.0.propellant_mass" not in found
    found = {row.field: row for row in rows(catalogue, "EA-18G")}
    assert (found["jammer.power"].best, found["jammer.power"].unit) == (100.0, "kW")
    assert catalogue["EA-18G"].jammer.power.best == pytest.approx(1e5)


def test_rows__say_why_a_target_fluctuates_as_it_does(catalogue: Catalogue) -> None:
    row = next(r for r in rows(catalogue, "Shahab-3") if r.field == "fluctuation")
    assert (row.low, row.best, row.high, row.status) == (3.0, 3.0, 3.0, "assumed")
    assert "cone" in row.reason


def test_rows__of_decibels_are_as_written(catalogue: Catalogue) -> None:
    row = next(r for r in rows(catalogue, "ASR-9") if r.field == "sidelobe_level")
    assert (row.low, row.best, row.high, row.unit) == (-42.0, -35.0, -28.0, "dB")
    radar = catalogue["ASR-9"]
    assert radar.sidelobe_level.best == pytest.approx(10**-3.5)
    assert radar.sidelobe_level.spread == "log"


def test_words__are_what_is_no_number(catalogue: Catalogue) -> None:
    assert words(catalogue["Su-35S"]) == [
        ("class", "fighter"),
        ("shape", "aircraft"),
        ("kind", "flyer"),
        ("jammer.bands", "S, C, X, KU"),
    ]
    said = dict(words(catalogue["S-400"]))
    assert said["radars"] == "91N6E, 96L6E, 92N6E"
    assert said["command_post"] == "yes"
    assert dict(words(catalogue["MALD"]))["class"] == "decoy"
    assert dict(words(catalogue["ASR-9"]))["height_finding"] == "no"
