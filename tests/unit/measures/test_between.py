"""What a picture missed that another held, and whom it let go."""

import numpy as np
import pytest

from kalkan.measures.between import let_go, unnoticed


def _grid(*pictures):
    """Return a grid of one flyer from a word for each picture: x where it is so."""
    return np.array([[[mark == "x"] for mark in word] for word in pictures])


@pytest.mark.parametrize(
    ("east", "west", "reach", "snapshots", "times"),
    [
        ("xxxxxx", "......", "xxxxxx", 6, 1),
        ("xxxxxx", "xxxxxx", "xxxxxx", 0, 0),
        ("......", "......", "xxxxxx", 0, 0),
        ("xxxxxx", "......", "......", 0, 0),  # out of its reach
        ("xx.xxx", "....xx", "xxxxxx", 3, 2),
        ("xxxxxx", "......", "..xx..", 2, 1),
    ],
)
def test_unnoticed__is_what_others_hold_within_reach(
    east, west, reach, snapshots, times
):
    found = unnoticed(_grid(east, west), _grid("......", reach))
    assert found.snapshots.tolist() == [[0], [snapshots]]
    assert found.times.tolist() == [[0], [times]]


@pytest.mark.parametrize(
    ("east", "west", "aloft", "lost"),
    [
        ("xx....", "xxxxxx", "xxxxxx", 1),
        ("xx....", "......", "xxxxxx", 0),  # nobody held it
        ("xx....", "xx....", "xxxxxx", 0),  # nor then
        ("xx..x.", "xxxxxx", "xxxxxx", 0),  # back in time; lost at the end
        ("xx...x", "xxxxxx", "xxxxxx", 1),  # back too late
        ("xx....", "xxxxxx", "xxxx..", 0),  # it flew no more
        ("x...x.", "xxxxxx", "xxxxxx", 1),
        ("xxxxxx", "......", "xxxxxx", 0),
    ],
)
def test_let_go__is_a_loss_that_another_held_and_not_got_back(east, west, aloft, lost):
    flies = np.repeat(_grid(aloft), 2, axis=0)
    assert let_go(_grid(east, west), flies, patience=3)[0].tolist() == [lost]


def test_let_go__of_fewer_snapshots_than_patience_is_none():
    held = _grid("x.", "xx")
    assert let_go(held, np.ones_like(held), patience=9).sum() == 0
