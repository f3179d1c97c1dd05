"""A catalogue of invented systems, and a small scenario that names them."""

from collections.abc import Callable, Iterator
from pathlib import Path

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
    System,
)
from kalkan.scenario import Scenario, read_text


def quantity(best: float) -> Quantity:
    return Quantity(low=best, best=best, high=best, status="assumed", reason="invented")


def _systems() -> Iterator[System]:
    width = quantity(2.0)
    yield Radar.model_construct(kind="radar", name="Eye", scan="rotating")
    yield Radar.model_construct(
        kind="radar", name="Finger", scan="sector", sector_width=width
    )
    yield Launcher.model_construct(
        kind="launcher", name="Rail", capacity={"Arrow": 4, "Dart": 8}
    )
    for name, reach, classes in (
        ("Arrow", 40e3, {"cruise_missile": 0.8, "fighter": 0.7}),
        ("Dart", 15e3, {"short_range_ballistic": 0.5}),
    ):
        yield Round.model_construct(
            kind="round",
            name=name,
            range_max=quantity(reach),
            range_max_ballistic=quantity(reach),
            range_min=quantity(1e3),
            altitude_min=quantity(20.0),
            altitude_max=quantity(20e3),
            pk={
                one: quantity(classes.get(one, 0.0))
                for one in ("cruise_missile", "fighter", "short_range_ballistic")
            },
        )
    yield FireUnit.model_construct(
        kind="fire_unit",
        name="Shooter",
        aliases=("SHO-1",),
        radars=("Finger",),
        guidance_radar="Finger",
        launcher="Rail",
        rounds={"Arrow": 8},
    )
    for name, kind, radar in (
        ("Flier", "cruise_missile", None),
        ("Jet", "fighter", None),
        ("Carrier", "airborne_early_warning", "Eye"),
    ):
        yield Flyer.model_construct(
            kind="flyer",
            name=name,
            class_=kind,
            radar=radar,
            cruise_speed=quantity(240.0),
            speed_max=quantity(300.0),
            load_limit=quantity(6.0 * 9.80665),
        )
    yield Ballistic.model_construct(
        kind="ballistic",
        name="Thrown",
        class_="short_range_ballistic",
        range_max=quantity(300e3),
        apogee=quantity(80e3),
    )


@pytest.fixture(scope="session")
def known() -> Catalogue:
    systems = {system.name: system for system in _systems()}
    return Catalogue(
        systems=systems, sources={}, digest="", aliases={"SHO-1": "Shooter"}
    )


@pytest.fixture(scope="session")
def good(root: Path) -> str:
    """Return the text of a small scenario with nothing wrong."""
    return (root / "tests" / "bad" / "good.yaml").read_text(encoding="utf-8")


Edited = Callable[..., Scenario]


@pytest.fixture(scope="session")
def edited(good: str, known: Catalogue) -> Edited:
    """Return a reader of the small scenario with some of its text replaced."""

    def read(*edits: tuple[str, str]) -> Scenario:
        text = good
        for old, new in edits:
            assert old in text
            text = text.replace(old, new, 1)
        return read_text(text.encode(), "edited.yaml", known)

    return read
