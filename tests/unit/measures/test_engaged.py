"""What was shot at and what led to it, in battles whose events are written by hand."""

import numpy as np
import polars as pl
import pytest

from fake_battle import NAMES, battle
from kalkan.engine.kinds import Event, Ground, RoundFate
from kalkan.measures.engaged import (
    CAUSES,
    Engaged,
    came_upon,
    duplicated,
    meant,
    summarise_engaged,
)
from kalkan.results.engaged import looked_up
from kalkan.results.fought import Fought
from kalkan.results.tables import tables

HOSTILE, OTHER, DECOY, FRIEND, NEUTRAL = 0, 1, 4, 5, 6
NOBODY = -1
KNOWN = Ground.CARRIES | Ground.WORKS | Ground.READABLE | Ground.ASKED


class Story:
    """A battle told order by order, round by round."""

    def __init__(self) -> None:
        self.events: list[tuple[float, int, int, int, int]] = []
        self.met: list[int] = []
        self.orders = 0

    def track(self, number: int, picture: int) -> "Story":
        self.events.append((0.0, Event.TRACK_OPENED, number, picture, 0))
        return self

    def order(self, track: int, at: int, ground: int = Ground.HOSTILE) -> "Story":
        """Let battery 0 be ordered to engage a track, at 10 s."""
        e, self.orders = self.orders, self.orders + 1
        self.events.append((10.0, Event.ENGAGEMENT_ORDERED, e, track, 0))
        self.events.append((10.0, Event.ENGAGEMENT_AT, e, at, int(ground)))
        return self

    def fire(self, e: int, left: float, ended: float, met: int = NOBODY) -> "Story":
        """Let a round leave for an engagement and come upon somebody."""
        k = len(self.met)
        self.met.append(met)
        self.events.append((left, Event.ROUND_FLYING, k, e, 0))
        if ended < np.inf:
            self.events.append((ended, Event.ROUND_ENDED, k, met, RoundFate.MISSED))
        return self

    def fought(self, replicate: int = 0) -> Fought:
        columns = np.array(self.events, float).reshape(-1, 5).T
        whole = columns[1:].astype(np.int64)
        fired = len(self.met)
        told = battle(0.0, np.random.default_rng(0))._replace(
            by=np.full(len(NAMES.threats), -1),
            round_battery=np.zeros(fired, np.int64),
            round_kind=np.zeros(fired, np.int64),
            round_threat=np.array(self.met, np.int64),
            event_time=columns[0],
            event_kind=whole[0],
            event_who=whole[1],
            event_whom=whole[2],
            event_detail=whole[3],
        )
        return Fought(replicate, 0, NAMES, told)


def _tables(*stories):
    fought = [story.fought(r) for r, story in enumerate(stories)]
    return tables(NAMES, fought, with_events=False)


def _summary(*stories):
    engaged = Engaged(1, {"friend": 1, "neutral": 1})
    engaged.add(np.zeros(len(stories), np.int64), _tables(*stories))
    return summarise_engaged(engaged)


def _causes(summary, side="friendly"):
    return {cause: n for cause, n in summary[side]["engaged_by_cause"].items() if n}


# ------------------------------------------------------------------ the table


@pytest.mark.parametrize(
    ("flyer", "ground", "at", "reason"),
    [
        (HOSTILE, 0, "hostile", ""),
        (DECOY, KNOWN, "decoy", ""),
        (HOSTILE, Ground.GONE, "gone", ""),
        (FRIEND, Ground.GONE | KNOWN, "gone", ""),
        (NOBODY, Ground.ASKED, "nothing", ""),
        (FRIEND, 0, "friend", "no_transponder"),
        (FRIEND, Ground.CARRIES, "friend", "mode_unreadable"),
        (FRIEND, KNOWN - Ground.READABLE, "friend", "mode_unreadable"),
        (NEUTRAL, KNOWN - Ground.WORKS, "neutral", "transponder_dead"),
        (NEUTRAL, KNOWN - Ground.ASKED, "neutral", "not_asked"),
        (NEUTRAL, KNOWN, "neutral", "reply_missed"),
    ],
)
def test_engagements__say_whom_they_were_at_and_why_he_was_not_known(
    flyer, ground, at, reason
):
    row = _tables(Story().track(7, 1).order(7, flyer, ground)).engagements.row(
        0, named=True
    )
    assert (row["at"], row["unrecognised"]) == (at, reason)
    assert row["threat"] == (NAMES.threats[flyer] if flyer != NOBODY else "")
    assert row["class"] == (NAMES.classes[flyer] if flyer != NOBODY else "")
    assert (row["picture"], row["track"]) == ("nato", "nato/track-7")
    assert (row["engagement"], row["battery"]) == ("engagement-1", "forces.s400")
    assert (row["ordered_s"], row["rounds"]) == (10.0, 0)


@pytest.mark.parametrize(
    ("ground", "word"),
    [
        (0, "unknown"),
        (Ground.BALLISTIC, "unknown"),
        (Ground.HOSTILE, "silence"),
        (Ground.HOSTILE | Ground.BALLISTIC, "motion"),
    ],
)
def test_engagements__say_why_it_might_be_shot_at(ground, word):
    found = _tables(Story().track(7, 0).order(7, HOSTILE, ground)).engagements
    assert found["ground"].to_list() == [word]


def test_rounds__know_their_engagement_and_their_times():
    story = Story().track(7, 0).order(7, HOSTILE).order(7, OTHER)
    story.fire(1, 15.0, 40.0, OTHER).fire(1, 16.0, np.inf)
    found = _tables(story, Story(), story)
    assert found.rounds["engagement"].to_list() == ["engagement-2"] * 4
    assert found.rounds["fired_s"].to_list() == [15.0, 16.0] * 2
    ended = found.rounds["ended_s"].to_list()
    assert ended[0] == ended[2] == 40.0
    assert np.isnan(ended[1])
    assert found.engagements["rounds"].to_list() == [0, 2, 0, 2]
    assert found.engagements["replicate"].to_list() == [0, 0, 2, 2]


def test_looked_up__where_nothing_is_known():
    none = np.zeros(0, np.int64)
    asked = np.array([0, 3]), np.array([1, 2])
    assert looked_up((none, none), none, asked, -1.0).tolist() == [-1.0, -1.0]


# ------------------------------------------------------------------ rounds


def test_rounds_at__are_by_what_was_ordered_at_and_sum_up():
    story = Story().track(7, 0)
    for flyer, ground in (
        (HOSTILE, 0),
        (DECOY, 0),
        (FRIEND, 0),
        (NEUTRAL, 0),
        (HOSTILE, Ground.GONE),
        (NOBODY, 0),
    ):
        story.order(7, flyer, ground)
    for e, shots in enumerate((5, 1, 2, 3, 4, 6)):
        for n in range(shots):
            story.fire(e, 20.0 + n, 50.0)
    found = _summary(story, Story())["rounds_at"]
    means = {name: mean for name, mean in found.items() if name.endswith("_mean")}
    assert means == {
        "hostile_mean": 2.5,
        "decoy_mean": 0.5,
        "friend_mean": 1.0,
        "neutral_mean": 1.5,
        "gone_mean": 2.0,
        "nothing_mean": 3.0,
    }


def _twice(story):
    found = _tables(story)
    return duplicated(meant(found.rounds, found.engagements))


@pytest.mark.parametrize(
    ("first", "second", "pictures", "expected"),
    [
        ((10.0, 30.0), (20.0, 40.0), (0, 1), [True]),
        ((10.0, 30.0), (20.0, 40.0), (0, 0), [False]),  # two tracks of one picture
        ((10.0, 20.0), (20.0, 40.0), (0, 1), []),  # the first is over
        ((10.0, np.inf), (900.0, np.inf), (0, 1), [True]),
        ((10.0, 30.0), (10.0, 40.0), (0, 1), [True]),  # at one moment: once
    ],
)
def test_duplicated__is_what_leaves_while_another_flies(
    first, second, pictures, expected
):
    story = Story().track(7, pictures[0]).track(8, pictures[1])
    story.order(7, HOSTILE).order(8, HOSTILE).fire(0, *first).fire(1, *second)
    assert _twice(story)["by_another_picture"].to_list() == expected


def test_duplicated__is_not_a_salvo_nor_at_another_flyer_nor_at_a_wreck():
    story = Story().track(7, 0).track(8, 1)
    story.order(7, HOSTILE).order(8, OTHER).order(8, HOSTILE, Ground.GONE)
    story.order(8, NOBODY).order(7, NOBODY)
    for e in (0, 0, 1, 2, 3, 4):
        story.fire(e, 20.0, 50.0)
    assert _twice(story).is_empty()


def test_duplicated__counts_a_round_once_however_many_fly():
    story = Story().track(7, 0).track(8, 1).order(7, HOSTILE).order(8, HOSTILE)
    for _ in range(3):
        story.fire(0, 20.0, 50.0)
    story.fire(1, 30.0, 50.0)
    summary = _summary(story)
    assert summary["rounds_duplicated_mean"] == 1.0
    assert summary["rounds_repeated_mean"] == 0.0


# ------------------------------------------------------------------ friends


@pytest.mark.parametrize(
    ("at", "ground", "cause"),
    [
        (FRIEND, Ground.CARRIES, "mode_unreadable"),
        (FRIEND, KNOWN - Ground.WORKS, "transponder_dead"),
        (FRIEND, KNOWN - Ground.ASKED, "not_asked"),
        (FRIEND, KNOWN, "reply_missed"),
        (FRIEND, 0, "no_transponder"),
        (HOSTILE, KNOWN, "strayed"),
        (NEUTRAL, KNOWN, "strayed"),
        (HOSTILE, Ground.GONE, "gone"),
        (NOBODY, 0, "ghost"),
    ],
)
def test_friend__engaged_has_one_cause(at, ground, cause):
    story = Story().track(7, 0).order(7, at, ground).fire(0, 20.0, 50.0, FRIEND)
    assert _causes(_summary(story)) == {cause: 1.0}
    assert cause in CAUSES


def test_friend__first_round_tells_the_cause():
    story = Story().track(7, 0).order(7, HOSTILE).order(7, FRIEND, KNOWN)
    story.fire(1, 30.0, 50.0, FRIEND).fire(0, 20.0, 60.0, FRIEND)
    assert _causes(_summary(story)) == {"strayed": 1.0}


def test_friend__shot_at_need_not_be_engaged_nor_the_other_way_round():
    at = Story().track(7, 0).order(7, FRIEND, KNOWN).fire(0, 20.0, 50.0)
    strayed = Story().track(7, 0).order(7, HOSTILE).fire(0, 20.0, 50.0, FRIEND)
    withheld = Story().track(7, 0).order(7, FRIEND, KNOWN)
    wreck = Story().track(7, 0).order(7, FRIEND, Ground.GONE).fire(0, 20.0, 50.0)
    found = _summary(at, strayed, withheld, wreck)["friendly"]
    assert found["shot_at_mean"] == 0.25
    assert sum(found["engaged_by_cause"].values()) == 0.25


@pytest.mark.parametrize(
    ("ground", "word"),
    [
        (KNOWN, "unknown"),
        (KNOWN | Ground.HOSTILE, "silence"),
        (KNOWN | Ground.HOSTILE | Ground.BALLISTIC, "motion"),
    ],
)
def test_neutral__engaged_on_a_ground(ground, word):
    story = Story().track(7, 0).order(7, NEUTRAL, ground).fire(0, 20.0, 50.0, NEUTRAL)
    found = _summary(story)["neutral"]["engaged_by_ground"]
    assert {name: mean for name, mean in found.items() if mean} == {word: 1.0}


def test_strayed__has_no_ground():
    story = Story().track(7, 0).order(7, HOSTILE).fire(0, 20.0, 50.0, NEUTRAL)
    assert sum(_summary(story)["neutral"]["engaged_by_ground"].values()) == 0.0


def test_summary__has_no_friends_where_none_fly():
    engaged = Engaged(1, {"friend": 0, "neutral": 1})
    engaged.add(np.zeros(1, np.int64), _tables(Story()))
    found = summarise_engaged(engaged)
    assert "friendly" not in found
    assert found["neutral"]["shot_at_mean"] == 0.0


def test_came_upon__is_each_flyer_once_a_battle():
    story = Story().track(7, 0).order(7, FRIEND, KNOWN)
    story.fire(0, 20.0, 50.0, FRIEND).fire(0, 21.0, 50.0, FRIEND)
    found = _tables(story, story)
    rounds = meant(found.rounds, found.engagements)
    met = came_upon(rounds.filter(pl.col("threat") != ""))
    assert met["replicate"].to_list() == [0, 1]
    assert met["cause"].to_list() == ["reply_missed"] * 2
