"""Rules of engagement, corridors and classification as they are written."""

import math

import pytest
from pydantic import ValidationError

from kalkan.scenario.corridors import Corridor
from kalkan.scenario.rules import CONFUSION, KINDS, Classification

STATED = "engagement: tight"


def test_engagement__is_a_word_for_all(edited) -> None:
    rules = edited().rules
    assert rules.engagement == {"all": "tight"}
    assert rules.control("battery") == rules.control_alone("battery") == "tight"
    assert not rules.holds_all
    assert edited((STATED, "engagement: hold")).rules.holds_all


def test_engagement__may_differ_by_force_and_when_alone(edited) -> None:
    words = "engagement: {all: hold, battery: free, autonomous: tight}"
    rules = edited((STATED, words)).rules
    assert rules.control("battery") == "free"
    assert rules.control("other") == "hold"
    assert rules.control_alone("battery") == rules.control_alone("other") == "tight"
    words = "engagement: {all: hold, battery: free}"
    assert edited((STATED, words)).rules.control_alone("battery") == "free"


def test_rules__may_be_stated_otherwise_by_an_option(edited) -> None:
    own = "  both:\n    rules: {engagement: free, iff: {Shooter: [civil, mode-5]}}\n"
    sc = edited(("  both:\n", own))
    assert sc.under("watch").rules == sc.rules
    ours = sc.under("both").rules
    assert ours.engagement == {"all": "free"}
    assert ours.iff == {**sc.rules.iff, "Shooter": ("civil", "mode-5")}
    assert (ours.corridors, ours.classification) == (
        sc.rules.corridors,
        sc.rules.classification,
    )


def _corridors(edited, words: str) -> dict[str, Corridor]:
    return edited((STATED, f"{STATED}\n  corridors: {words}")).rules.corridors


def test_corridors__are_none_unless_stated(edited) -> None:
    assert edited().rules.corridors == {}
    assert _corridors(edited, "none") == {}


def test_corridor__is_read(edited) -> None:
    words = (
        "{west: {route: [[40 deg, 31 deg], [40 deg, 33 deg]], width: 20 km, "
        "altitude: {between: [9 km, 12 km]}, for: neutral, one-way: true, "
        "open: {between: [1 min, 9 min]}, speed: {between: [720 km/h, 300 m/s]}}}"
    )
    west = _corridors(edited, words)["west"]
    assert len(west.route) == 2
    assert west.route[1].lon == pytest.approx(math.radians(33.0))
    assert (west.width, west.altitude.low, west.altitude.high) == (20e3, 9e3, 12e3)
    assert (west.open.low, west.open.high) == (60.0, 540.0)
    assert (west.speed.low, west.speed.high) == (pytest.approx(200.0), 300.0)
    assert (west.for_, west.one_way) == ("neutral", True)


def test_corridor__has_defaults(edited) -> None:
    words = (
        "{west: {route: [[40 deg, 31 deg], [40 deg, 33 deg]], width: 20 km, "
        "altitude: {between: [9 km, 12 km]}, for: friend}}"
    )
    west = _corridors(edited, words)["west"]
    assert west.open is None
    assert not west.one_way
    assert (west.speed.low, west.speed.high) == (60.0, 350.0)


def test_confusion__by_default_is_assumed_and_adds_up() -> None:
    given = Classification()
    assert (given.time.low, given.time.high) == (5.0, 15.0)
    for kind in KINDS:
        row = given.shares(kind)
        assert row == CONFUSION[kind]
        assert sum(row.values()) == pytest.approx(1.0)
        assert max(row, key=row.__getitem__) == kind


def test_confusion__may_be_stated_in_part_or_be_none() -> None:
    row = {"cruise": "50 %", "aircraft": "0.5"}
    stated = Classification.model_validate({"confusion": {"cruise": row}})
    assert stated.shares("cruise") == {"cruise": 0.5, "aircraft": 0.5}
    assert stated.shares("drone") == CONFUSION["drone"]
    perfect = Classification.model_validate({"confusion": "none", "time": "0 s"})
    assert all(perfect.shares(kind) == {kind: 1.0} for kind in KINDS)


def test_confusion__must_add_up() -> None:
    with pytest.raises(ValidationError, match=r"adds up to 0\.5"):
        Classification.model_validate({"confusion": {"drone": {"drone": 0.5}}})
