"""When plots are taken in, and when tracks are written down."""

import numpy as np
import pytest

from kalkan.tracking.plots import Seen
from kalkan.tracking.radars import OnMap, Radar, Radars
from kalkan.tracking.steps import WINDOW, Work, steps_of


def steps(time, periods=(4.0,), sensor=None, arrival=None, every=None):
    time = np.asarray(time, float)
    sensor = np.zeros(time.size, np.int64) if sensor is None else np.asarray(sensor)
    arrival = time if arrival is None else np.asarray(arrival, float)
    radars = Radars(
        tuple(Radar(f"{n}", OnMap(), p, 50.0, 0.003) for n, p in enumerate(periods))
    )
    blank = np.zeros((time.size, 3))
    return steps_of(Seen(time, arrival, sensor, blank, blank), radars, every)


def test_steps__of_scans_with_one_time_are_one_each():
    found = steps([0.0, 0.0, 4.0, 4.0, 4.0, 8.0])
    assert found.scan.tolist() == [0, 0, 1, 1, 1, 2]
    assert found.last.tolist() == [2, 5, 6]
    assert found.end.tolist() == found.shots.tolist() == [0.0, 4.0, 8.0]
    assert found.shot.tolist() == [0, 1, 2]


def test_steps__of_a_turning_radar_are_short_and_scans_never_hold_a_target_twice():
    looks = np.arange(0.0, 60.0, 4.0)
    for phase in np.linspace(0.0, 3.99, 23):
        time = np.sort(np.concatenate([looks, looks + phase, looks + 0.5 * phase]))
        found = steps(time)
        for one in (looks, looks + phase):
            scans = found.scan[np.searchsorted(time, one)]
            assert (np.diff(scans) >= 1).all()
        begin = np.append(0, found.last[:-1])
        for first, last in zip(begin, found.last, strict=True):
            if last > first:
                assert time[last - 1] - time[first] <= WINDOW
        assert found.last[-1] == time.size
    for step in np.flatnonzero(found.work == Work.NOTHING):
        assert found.shot[step] >= 0
        assert found.last[step] == found.last[step - 1]
        assert (np.diff(found.end) >= 0.0).all()


def test_steps__note_scans_in_which_nothing_was_seen():
    assert steps([0.0, 4.0, 16.0]).shots.tolist() == [0.0, 4.0, 8.0, 12.0, 16.0]
    assert steps([0.0, 4.0, 400.0]).shots.size == 3 + 6
    found = steps([0.0, 4.0, 16.0])
    assert found.last.tolist() == [1, 2, 2, 2, 3]


def test_steps__of_two_radars_end_with_the_scans_of_each():
    found = steps([0.0, 0.0, 4.0, 5.0, 8.0, 10.0], (4.0, 5.0), [0, 1, 0, 1, 0, 1])
    assert found.scan.tolist() == [0, 0, 1, 1, 2, 2]
    assert found.shots.tolist() == [0.0, 4.0, 5.0, 8.0, 10.0]
    assert found.last.tolist() == [2, 3, 4, 5, 6]


def test_steps__go_by_arrival_and_number_scans_by_time():
    found = steps([4.0, 0.0, 8.0], arrival=[4.0, 6.0, 8.0])
    assert found.scan.tolist() == [1, 0, 2]
    assert found.shots.tolist() == [4.0 + 2.0, 8.0] or found.shots.tolist() == [6, 8]
    assert found.end.tolist()[-1] == 8.0


@pytest.mark.parametrize("every", [1.0, 3.0])
def test_steps__end_at_regular_times_when_asked(every):
    time = np.array([0.0, 0.2, 0.9, 4.0, 4.4, 9.0])
    found = steps(time, every=every)
    assert found.shots.tolist() == np.arange(0.0, 9.1, every).tolist()
    for shot, end in enumerate(found.shots):
        (step,) = np.flatnonzero(found.shot == shot)
        assert found.end[step] == end
        assert found.last[step] == (time <= end).sum()
    assert found.last[-1] == time.size
    for step in np.flatnonzero(found.work == Work.NOTHING):
        assert found.shot[step] >= 0
        assert found.last[step] == found.last[step - 1]


def test_steps__are_the_same_for_tracks_however_often_they_are_written_down():
    time = np.repeat(np.arange(0.0, 40.0, 4.0), 3)
    scans, often = steps(time), steps(time, every=0.5)
    busy = often.work != Work.NOTHING
    for name in ("last", "end", "work"):
        np.testing.assert_array_equal(getattr(often, name)[busy], getattr(scans, name))


def test_steps__look_for_doubles_once_a_second():
    found = steps(np.arange(0.0, 10.0, 0.25), periods=(0.25,))
    merges = found.end[found.work == Work.MERGE]
    assert merges.tolist() == np.arange(10.0).tolist()
