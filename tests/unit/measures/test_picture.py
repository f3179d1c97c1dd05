"""Measures of air pictures, held to logs that were counted by hand, and to SIAP."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalkan.engine.kinds import Event, Identity, SensorReason, Side
from kalkan.measures.holding import FLOOR, GATE
from kalkan.measures.picture import NOBODY, UNION, measure
from kalkan.metrics import siap
from kalkan.results.columns import frame
from unit.measures.small_log import SIGMA, events, log_of, names

REASON, CONFIRMED = Event.SENSOR_REASON, Event.TRACK_CONFIRMED
HAPPENED = (
    (1.0, REASON, 0, 0, SensorReason.OUT_OF_RANGE),
    (2.0, REASON, 0, 0, SensorReason.BELOW_THRESHOLD),
    (3.0, REASON, 0, 0, SensorReason.DETECTED),
    (0.5, REASON, 1, 1, SensorReason.DETECTED),
    (6.5, CONFIRMED, 1, 0, 0),
    (7.0, Event.TRACK_IDENTIFIED, 1, 0, Identity.HOSTILE),
    (2.0, CONFIRMED, 3, 1, 0),
    (2.5, Event.TRACK_IDENTIFIED, 3, 1, Identity.HOSTILE),
    (11.0, CONFIRMED, 4, 1, 0),
)
#: East follows the hostile with track 1, then 2; west the friend with 3, 4 is false.
ROWS = (
    *((t, 0, 1, 0, 30.0) for t in (1, 2, 3)),
    *((t, 0, 2, 0, 40.0) for t in (3, 4)),
    *((t, 1, 3, 1, 100.0) for t in range(5)),
    (2, 1, 4, 0, 7000.0),
)


def _rows(log):
    """Return the table of a log: picture and flyer to their row."""
    columns = measure(log).columns
    many = len(columns["threat"])
    columns |= {"replicate": np.zeros(many), "world": np.zeros(many)}
    table = frame("picture", columns)
    assert table.null_count().sum_horizontal().item() == 0
    return {
        (row["picture"], row["threat"] or row["side"]): row
        for row in table.iter_rows(named=True)
    }


@pytest.fixture(scope="module")
def rows():
    reach = np.zeros((5, 2, 2), bool)
    reach[:, 1, 0] = True
    who = names("hostile", "friend")
    log = log_of(who, ROWS, battle=events(*HAPPENED), reach=reach)
    return _rows(log)


def _says(row, **expected):
    found = {name: row[name] for name in expected}
    assert found == pytest.approx(expected, nan_ok=True)


NEVER = math.nan


def test_measure__has_a_row_for_each_picture_and_flyer(rows):
    assert len(rows) == 3 * (2 + len(NOBODY))


def test_measure__of_a_flyer_under_two_tracks(rows):
    _says(
        rows["east", "flyer-0"],
        aloft_s=20.0,
        detectable_s=20.0,
        in_view_at_s=2.0,
        detectable_at_s=3.0,
        firm_at_s=6.5,
        identified_at_s=7.0,
        held_s=16.0,
        tracks=2,
        track_s=20.0,
        longest_s=12.0,
        breaks=0,
        position_error_m=34.0,
        position_error_95_m=40.0,
        velocity_error_mps=0.0,
        right_s=20.0,
        wrong_s=0.0,
        believed_fast_s=20.0,
        believed_slow_s=0.0,
        unnoticed_s=0.0,
        let_go=0,
    )


def test_measure__of_a_friend_taken_for_a_foe(rows):
    row = rows["west", "flyer-1"]
    _says(row, firm_at_s=2.0, identified_at_s=NEVER, held_s=20.0)
    _says(row, right_s=0.0, wrong_s=20.0, position_error_m=100.0)


def test_measure__of_a_flyer_that_a_picture_does_not_see(rows):
    row = rows["east", "flyer-1"]
    _says(row, aloft_s=20.0, detectable_s=0.0, held_s=0.0, tracks=0, track_s=0.0)
    _says(row, in_view_at_s=NEVER, detectable_at_s=NEVER, firm_at_s=NEVER)
    _says(row, position_error_m=NEVER, position_error_95_m=NEVER)


def test_measure__of_what_went_unnoticed(rows):
    _says(rows["west", "flyer-0"], unnoticed_s=16.0, unnoticed=1)
    _says(rows[UNION, "flyer-0"], unnoticed_s=16.0, unnoticed=1)


def test_measure__of_tracks_on_nobody(rows):
    _says(rows["west", "nothing"], tracks=1, track_s=4.0, believed_fast_s=4.0)
    _says(rows["west", "astray"], tracks=0, track_s=0.0)
    _says(rows["east", "nothing"], tracks=0, track_s=0.0, held_s=0.0)


def test_measure__of_the_union(rows):
    _says(rows[UNION, "flyer-0"], held_s=16.0, tracks=2, firm_at_s=6.5)
    _says(rows[UNION, "flyer-1"], held_s=20.0, detectable_at_s=0.5)
    _says(rows[UNION, "nothing"], tracks=1, track_s=4.0)


def test_measure__of_a_track_that_strays():
    """Track 1 leaves its flyer at the third snapshot and comes back at the last."""
    off = (30.0, 30.0, 5000.0, 5000.0, 30.0)
    log = log_of(names("hostile"), [(t, 0, 1, 0, off[t]) for t in range(5)])
    rows = _rows(log)
    _says(rows["east", "flyer-0"], held_s=12.0, tracks=1, longest_s=12.0, breaks=1)
    _says(rows["east", "astray"], tracks=1, track_s=8.0)
    _says(rows["east", "nothing"], tracks=0, track_s=0.0)


def test_measure__of_a_flyer_held_by_two_pictures():
    tracks = [(t, p, 1 + p, 0, 10.0) for t in range(5) for p in (0, 1)]
    rows = _rows(log_of(names("hostile"), tracks))
    _says(rows["east", "flyer-0"], held_s=20.0, track_s=20.0)
    _says(rows[UNION, "flyer-0"], held_s=20.0, track_s=40.0, tracks=2)


def test_measure__first_heard_of_by_way_of_another_picture():
    """West hears radar 0 from 10 s on; the hostile was seen at 3 s."""
    told = np.array([[0.0, np.inf], [10.0, 0.0]])
    log = log_of(names("hostile"), [], battle=events(*HAPPENED[:3]), told=told)
    rows = _rows(log)
    _says(rows["east", "flyer-0"], detectable_at_s=3.0, detectable_s=20.0)
    _says(rows["west", "flyer-0"], detectable_at_s=10.0, detectable_s=12.0)
    _says(rows[UNION, "flyer-0"], detectable_at_s=3.0)


def test_measure__times_of_events_are_moved_next_to_their_snapshot():
    """The track was firm at 1 s, on nobody; on the flyer at the fourth snapshot."""
    tracks = [(t, 0, 1, 0, 9e3 if t < 3 else 0.0) for t in range(5)]
    battle = events((1.0, CONFIRMED, 1, 0, 0))
    rows = _rows(log_of(names("hostile"), tracks, battle=battle))
    _says(rows["east", "flyer-0"], firm_at_s=12.0, identified_at_s=16.0)


def test_measure__a_picture_is_measured_while_it_stands():
    stands = np.ones((5, 2), bool)
    stands[:2, 0] = stands[:, 1] = False
    log = log_of(names("hostile"), [(t, 0, 1, 0, 9.0) for t in (2, 3)], stands=stands)
    rows = _rows(log)
    assert {picture for picture, _ in rows} == {"east", UNION}
    _says(rows["east", "flyer-0"], aloft_s=12.0, held_s=8.0, breaks=1)
    _says(rows[UNION, "flyer-0"], aloft_s=20.0, held_s=8.0)


def test_measure__of_nothing_at_all():
    rows = _rows(log_of(names(), []))
    assert len(rows) == 3 * len(NOBODY)
    empty = log_of(names("hostile"), [])
    cut = {name: getattr(empty, name)[:0] for name in ("time", "aloft", "reach")}
    cut |= {name: getattr(empty, name)[:0] for name in ("position", "velocity")}
    log = empty._replace(**cut, stands=empty.stands[:0])
    _says(_rows(log)[UNION, "flyer-0"], aloft_s=0.0, held_s=0.0, breaks=0)


def test_sides__are_the_identities_that_are_right():
    assert {side.name: side.value for side in Side if side} == {
        identity.name: identity.value for identity in Identity if identity
    }


TRACKS = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.just(0),
        st.integers(1, 4),
        st.integers(0, 2),
        st.sampled_from([0.0, 200.0, -600.0, 950.0, 5000.0]),
    ),
    max_size=20,
    unique_by=lambda row: (row[0], row[2]),
)


@given(TRACKS)
def test_measure__agrees_with_siap(tracks):
    """Nearest within one gate, from one instant to the next: SIAP's own rule."""
    who = names("hostile", "hostile", "hostile", pictures=["east"])
    log = log_of(who, tracks, snapshots=6)
    columns = measure(log).columns
    flyers = (columns["picture"] == "east") & (columns["threat"] != "")
    sums = {
        name: columns[name][flyers].sum() for name in ("aloft_s", "held_s", "track_s")
    }
    off = columns["track_s"][(columns["picture"] == "east") & ~flyers].sum()
    gate = math.hypot(GATE * SIGMA, FLOOR)
    picture = siap(*_as_tables(log), gate, confirm=1, misses=1)
    found = [sums["held_s"] / sums["aloft_s"]]
    expected = [picture.completeness]
    if sums["held_s"]:
        found.append(sums["track_s"] / sums["held_s"])
        expected.append(picture.ambiguity)
        known = flyers & (columns["track_s"] > 0.0)
        weights = columns["track_s"][known]
        found.append(np.average(columns["position_error_m"][known], weights=weights))
        expected.append(picture.position_accuracy)
    if tracks:
        found.append(off / (off + sums["track_s"]))
        expected.append(picture.spuriousness)
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def _as_tables(log):
    """Return truth and tracks as the tables that `siap` reads."""
    when, whom = np.nonzero(log.aloft)
    truth = _table(log.time[when], whom, log.position[when, whom])
    held = log.held
    return truth, _table(log.time[held.snapshot], held.number, held.position)


def _table(time, track, place):
    columns = dict(zip(("x_m", "y_m", "z_m"), place.T, strict=True))
    return {"time_s": time, "track": track, **columns}


def test_errors__are_those_of_all_tracks_of_a_side():
    errors = measure(log_of(names("hostile", "friend"), ROWS)).errors
    assert sorted(errors["east", "hostile"]) == [30.0] * 3 + [40.0] * 2
    assert errors["east", "friend"].size == 0
    assert errors[UNION, "friend"].tolist() == [100.0] * 5
