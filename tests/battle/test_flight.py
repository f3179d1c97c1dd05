"""Battles in which flyers sway, or fly what was recorded."""

from pathlib import Path

import numpy as np
import pytest

from battle.field import same
from kalkan.engine.kinds import Fate
from kalkan.muster import Mustered, muster
from kalkan.replicate.fight import fight_replicate
from kalkan.scenario import read_text
from unit.engine.small_battle import DT, TEXT, known, simple_rounds

FLIGHTS = Path(__file__).resolve().parents[1] / "bad"
CRUISE = "    altitude: 400 m AGL\n"
JINK = CRUISE + "    jink: {load: 2 g, period: 8 s, within: 100 km}\n"
LINERS = """traffic:
  liners:
    {class: airliner, system: A320, side: neutral, iff: civil,
     start: {between: [0 s, 1 min]}, tracks: flights}
"""


def _army(option: str, *edits: tuple[str, str]) -> Mustered:
    text = TEXT
    for old, new in (("duration: 10 min", "duration: 3 min"), *edits):
        assert old in text, old
        text = text.replace(old, new, 1)
    scenario = read_text(text.encode(), "small.yaml", known(), FLIGHTS)
    with simple_rounds():
        return muster(scenario, known(), option, None, 1, DT)


@pytest.fixture(name="swaying", scope="module")
def _swaying() -> Mustered:
    return _army("joined", (CRUISE, JINK))


def test_sway__is_the_same_whatever_is_skipped(swaying: Mustered) -> None:
    for replicate in range(2):
        skipped = fight_replicate(swaying, 3, replicate)
        assert same(skipped, fight_replicate(swaying, 3, replicate, skip=False))


def test_sway__is_met_by_radars(swaying: Mustered) -> None:
    straight = fight_replicate(_army("joined"), 3, 1)
    swayed = fight_replicate(swaying, 3, 1)
    assert not same(straight, swayed)
    raid = np.array(swaying.names.sides) == "hostile"
    assert (swayed.fate[raid] != Fate.UNRESOLVED).all()


def test_recorded_flights__take_as_long_as_they_took() -> None:
    army = _army("watch", ("traffic:\n", LINERS))  # nobody shoots: all arrive
    start = []
    for replicate in range(3):
        battle = fight_replicate(army, 3, replicate)
        for member in (1, 2):
            i = army.names.threats.index(f"traffic.liners/{member}")
            assert battle.fate[i] == Fate.UNHARMED
            start.append(battle.time_s[i] - 30.0)
            last = (40.33, 31.56) if member == 1 else (40.53, 31.56)
            assert (battle.lat_deg[i], battle.lon_deg[i]) == pytest.approx(
                last, abs=1e-4
            )
    assert 0.0 <= min(start) < max(start) <= 60.0
    assert len(set(start)) == 6
