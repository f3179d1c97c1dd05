"""The measures of a study's air pictures, from their table."""

import numpy as np
import polars as pl
import pytest

from kalkan.engine.kinds import Event, Identity, SensorReason
from kalkan.measures.picture import UNION, measure
from kalkan.measures.picture_summary import (
    MEASURES,
    NOBODY,
    document_measures,
    summarise_picture,
)
from kalkan.results.columns import empty, frame
from unit.measures.small_log import events, log_of, names

WHO = names("hostile", "hostile", "friend")
SEEN = tuple(
    (3.0, Event.SENSOR_REASON, 0, i, int(SensorReason.DETECTED)) for i in range(3)
)
FIRM = ((6.0, Event.TRACK_CONFIRMED, 1, 0, 0),)
FOE = (8.0, Event.TRACK_IDENTIFIED, 1, 0, int(Identity.HOSTILE))
#: One hostile held from the second of five snapshots on, the other and the friend not.
HALF = [(t, 0, 1, 0, 30.0) for t in range(1, 5)]


def _summary(*logs, worlds=1):
    parts, errors = [], {}
    for replicate, log in enumerate(logs):
        measured = measure(log)
        columns, many = dict(measured.columns), len(measured.columns["threat"])
        columns["replicate"] = np.full(many, replicate)
        columns["world"] = np.full(many, replicate % worlds)
        parts.append(frame("picture", columns))
        for (picture, side), found in measured.errors.items():
            worst = float(np.quantile(found, 0.95)) if found.size else np.nan
            errors[replicate, picture, side] = worst
    return summarise_picture(pl.concat(parts), errors, worlds)


def _half(*more, **fields):
    return log_of(WHO, HALF, battle=events(*SEEN, *FIRM, *more), **fields)


def test_summary__of_one_battle():
    east = _summary(_half(FOE))["by_picture"]["east"]
    found = {name: east["hostile"][f"{name}_mean"] for name in MEASURES}
    assert found == pytest.approx(
        {
            "completeness": 16.0 / 40.0,
            "completeness_detectable": 16.0 / 40.0,
            "ambiguity": 1.0,
            "longest_share": 1.0,
            "breaks_per_hour": 0.0,
            "position_error_m": 30.0,
            "position_error_95_m": 30.0,
            "velocity_error_mps": 0.0,
            "never_detectable": 0.0,
            "never_firm": 0.5,
            "firm_delay_s": 3.0,
            "never_identified": 0.0,
            "identified_delay_s": 2.0,
            "right_share": 1.0,
            "wrong_share": 0.0,
            "unnoticed_s": 0.0,
            "unnoticed": 0.0,
            "let_go": 0.0,
        }
    )
    friend = east["friend"]
    assert friend["completeness_mean"] == 0.0
    assert friend["never_firm_mean"] == 1.0
    assert friend["firm_delay_s_mean"] is None
    assert friend["right_share_ci95"] is None
    assert "neutral" not in east
    assert east["spurious_share_mean"] == east["false_tracks_mean"] == 0.0


def test_summary__says_what_each_class_was_taken_for():
    found = _summary(_half())["by_picture"]["east"]["believed"]
    assert found.keys() == {"fighter"}
    assert found["fighter"]["fast"] == 1.0
    assert sum(found["fighter"].values()) == 1.0


def test_summary__of_tracks_on_nobody():
    log = log_of(WHO, [*HALF, (2, 0, 9, 0, 7e3), (3, 0, 9, 0, 7e3)])
    found = _summary(log)
    for picture in (found["by_picture"]["east"], found["union"]):
        assert picture["false_tracks_mean"] == 1.0
        assert picture["spurious_share_mean"] == pytest.approx(2.0 / 6.0)
    assert found["by_picture"]["west"]["false_tracks_mean"] == 0.0
    assert found["by_picture"]["west"]["spurious_share_mean"] is None


def test_summary__is_the_mean_over_battles_that_have_it():
    both = log_of(WHO, [(t, 0, 1 + i, i, 30.0) for t in range(5) for i in (0, 1)])
    none = log_of(WHO, [])
    east = _summary(both, _half(), none)["by_picture"]["east"]["hostile"]
    assert east["completeness_mean"] == pytest.approx((1.0 + 0.4 + 0.0) / 3.0)
    assert east["position_error_m_mean"] == 30.0  # the third had no track


def test_summary__intervals_hold_the_mean():
    logs = [log_of(WHO, HALF[: n % 4], battle=events(*SEEN)) for n in range(20)]
    found = _summary(*logs, worlds=20)
    for side in ("hostile", "friend"):
        content = found["union"][side]
        for name, (bound, _) in MEASURES.items():
            if content[f"{name}_mean"] is not None:
                low, high = content[f"{name}_ci95"]
                assert 0.0 <= low <= content[f"{name}_mean"]
                assert high is None or content[f"{name}_mean"] <= high <= bound


def test_summary__of_one_unit_leaves_unbounded_measures_open():
    content = _summary(_half())["by_picture"]["east"]["hostile"]
    assert content["position_error_m_ci95"] == [0.0, None]
    assert content["completeness_ci95"][1] <= 1.0


def test_summary__of_a_picture_that_stood_in_some_battles():
    later = np.ones((5, 2), bool)
    later[:, 1] = False
    found = _summary(_half(), _half(stands=later))["by_picture"]
    assert found.keys() == {"east", "west"}
    assert found["west"]["hostile"]["completeness_mean"] == 0.0


def test_summary__of_no_battle():
    found = summarise_picture(empty("picture"), {}, 1)
    assert found == {"union": None, "by_picture": {}}


def test_documents__say_every_measure():
    text = document_measures()
    assert all(f"| `{name}` |" in text for name in MEASURES)
    assert UNION == ""
    assert NOBODY.keys() == {"spurious_share", "false_tracks"}
