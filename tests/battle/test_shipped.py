"""The scenarios of the product, every option."""

import numpy as np
import pytest

from battle.field import SHIPPED, battles, load_catalogue, shipped
from kalkan.engine.kinds import Event, Fate
from kalkan.muster import muster
from kalkan.scenario import load

pytestmark = pytest.mark.compiled

OPTIONS = [
    (path.stem, option)
    for path in sorted(SHIPPED.glob("*.yaml"))
    for option in load(path).options
]


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_scenario__runs_in_every_option_at_best_and_drawn_values(
    name: str, option: str
) -> None:
    for world in (None, 0):
        army = muster(shipped(name), load_catalogue(), option, world, 1)
        hostile = np.array(army.names.sides) == "hostile"
        assert hostile.any()
        for battle in battles(army, 2):
            assert not battle.spilled.any()
            assert not np.isin(battle.fate, [Fate.PENDING, Fate.FLYING]).any()
            ends = battle.fate[hostile]
            assert (ends != Fate.UNRESOLVED).all()
            assert (ends != Fate.UNHARMED).all()
            assert np.isfinite(battle.time_s).all()
            assert (battle.altitude_m > -100.0).all()
            armed = army.model.plan.batteries.id.shape[0] > 0
            fires = name != "lone-aircraft" and armed
            if not fires:
                assert len(battle.round_kind) == 0
                assert not (battle.fate == Fate.KILLED).any()


@pytest.mark.parametrize("option", shipped("ankara").options)
def test_ankara__every_threat_gets_there_or_meets_its_fate(option: str) -> None:
    army = muster(shipped("ankara"), load_catalogue(), option, None, 1)
    kinds = army.model.world.threats
    for battle in battles(army, 4):
        for i, (name, side) in enumerate(
            zip(army.names.threats, army.names.sides, strict=True)
        ):
            if side != "hostile":
                continue
            ways = {
                "raid.f35": (Fate.RELEASED,),
            }.get(name.split("/")[0], (Fate.IMPACTED,))
            assert battle.fate[i] in (*ways, Fate.KILLED, Fate.LOST), name
            assert kinds.start_low[i] <= battle.time_s[i] < army.model.duration
            if option == "none":
                assert battle.fate[i] in (*ways, Fate.LOST)


@pytest.mark.parametrize(
    "name", ["ankara", "saturation", "ballistic", "decoys", "decapitation"]
)
def test_defence__that_shoots_lets_fewer_through_than_none(name: str) -> None:
    """Not a theorem, but what these scenarios were written to show."""
    leaks = {}
    for option in shipped(name).options:
        army = muster(shipped(name), load_catalogue(), option, None, 1)
        hostile = np.array(army.names.sides) == "hostile"
        leaks[option] = np.mean(
            [
                np.isin(battle.fate[hostile], [Fate.IMPACTED, Fate.RELEASED]).mean()
                for battle in battles(army, 8)
            ]
        )
    undisturbed = leaks.pop("none")
    assert undisturbed > 0.8  # some fall out by themselves
    assert all(share <= undisturbed for share in leaks.values())
    assert min(leaks.values()) < 0.7 * undisturbed  # by some option at least


def through(name: str, option: str, group: str, many: int = 12) -> float:
    """Return how many of a group get through in a battle."""
    army = muster(shipped(name), load_catalogue(), option, None, 1)
    mine = np.array([path.startswith(f"raid.{group}/") for path in army.names.threats])
    assert mine.any()
    fates = [battle.fate[mine] for battle in battles(army, many)]
    return float(np.isin(fates, [Fate.IMPACTED, Fate.RELEASED]).sum() / many)


def test_decoys__take_rounds_that_the_missiles_would_have_met() -> None:
    """Where there are rounds for all, fewer missiles get through."""
    army = muster(shipped("decoys"), load_catalogue(), "pairs", None, 1)
    decoy = np.array(army.names.classes) == "decoy"
    for battle in battles(army, 4):
        orders = battle.event_kind == Event.ENGAGEMENT_AT
        meant = battle.event_whom[orders]
        assert decoy[meant[meant >= 0]].any()
        assert not battle.spilled.any()
    assert through("decoys", "stocked", "kalibr") < through("decoys", "pairs", "kalibr")


def test_decapitation__takes_the_centre_where_it_stands_and_nobody_guards_it() -> None:
    for option, falls in (("centralised", True), ("dispersed", False)):
        army = muster(shipped("decapitation"), load_catalogue(), option, None, 1)
        lost = [
            int((battle.event_kind == Event.PICTURE_SPLIT).sum())
            for battle in battles(army, 8)
        ]
        assert all(many > 0 for many in lost) == falls
        assert any(lost) == falls


def test_decapitation__lets_all_through_where_who_is_cut_off_may_not_fire() -> None:
    leaks = {
        option: sum(
            through("decapitation", option, f"cruise-{side}")
            for side in ("east", "north")
        )
        for option in ("centralised", "fallback", "dispersed")
    }
    assert leaks["centralised"] > leaks["fallback"] + 2.0
    assert leaks["centralised"] > leaks["dispersed"] + 2.0
