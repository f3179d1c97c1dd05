"""How long a track was on whom, and where it broke."""

import numpy as np
import pytest

from kalkan.measures.holding import NONE
from kalkan.measures.segments import Segments


def _segments(*rows, snapshots=6, flyers=2, aloft=None):
    """Each row: snapshot, number, flyer."""
    columns = np.array(rows, np.int64).reshape(-1, 3).T
    if aloft is None:
        aloft = np.ones((snapshots, flyers), bool)
    return Segments(*columns, aloft)


def test_segments__count_tracks_at_every_snapshot():
    found = _segments((0, 7, 0), (0, 8, 0), (2, 7, 0), (2, 9, 1), (3, 9, NONE))
    assert found.many[:, 0].tolist() == [2, 0, 1, 0, 0, 0]
    assert found.held[:, 1].tolist() == [False, False, True, False, False, False]
    assert found.tracks().tolist() == [2, 1]


def test_longest__sums_a_track_over_gaps():
    """Track 7 is on the flyer at 0, 1 and 4; track 8 at 2 and 3."""
    on = [(0, 7, 0), (1, 7, 0), (2, 8, 0), (3, 8, 0), (4, 7, 0)]
    assert _segments(*on).longest().tolist() == [3, 0]


@pytest.mark.parametrize(
    ("rows", "breaks"),
    [
        ([(t, 7, 0) for t in range(6)], 0),
        ([(t, 7, 0) for t in range(3)], 1),  # lost for good
        ([(0, 7, 0), (1, 7, 0), (3, 7, 0), (4, 7, 0), (5, 7, 0)], 1),  # a gap
        ([(0, 7, 0), (1, 7, 0), *((t, 8, 0) for t in range(2, 6))], 1),  # another
        ([*((t, 7, 0) for t in range(4)), *((t, 8, 0) for t in range(3, 6))], 0),
        ([(0, 7, 0), (1, 7, 1), (2, 7, 1), (3, 7, 1), (4, 7, 1), (5, 7, 1)], 1),
        ([], 0),
    ],
)
def test_breaks__are_moments_at_which_no_track_goes_on(rows, breaks):
    assert _segments(*rows).breaks().sum() == breaks


def test_breaks__do_not_count_the_end_of_the_flyer():
    aloft = np.ones((6, 2), bool)
    aloft[3:, 0] = False
    rows = [(t, 7, 0) for t in range(3)]
    assert _segments(*rows, aloft=aloft).breaks().tolist() == [0, 0]
