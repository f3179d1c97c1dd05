"""Between pictures: who held nothing where another did, and who was let go."""

from typing import NamedTuple

import numpy as np

PATIENCE = 30.0  #: within which a picture must have a lost flyer back, assumed [s]


class Unnoticed(NamedTuple):
    """Flyers a picture could shoot at, held by another and not by it."""

    snapshots: np.ndarray  #: how many.  Shape: picture threat
    times: np.ndarray  #: in how many stretches.  Shape: picture threat


def unnoticed(held: np.ndarray, reach: np.ndarray) -> Unnoticed:
    """Return what a shooting picture did not notice though another held it.

    Parameters
    ----------
    held
        Whether a picture has a firm track on a flyer.  Shape: picture snapshot threat.
    reach
        Whether it could shoot there, while the flyer flies.  Shape: picture snapshot
        threat.

    Examples
    --------
    >>> held = np.array([[[1], [1], [0], [1]], [[0], [0], [0], [0]]], bool)
    >>> reach = np.array([[[0]] * 4, [[1]] * 4], bool)
    >>> unnoticed(held, reach).snapshots.tolist()
    [[0], [3]]
    >>> unnoticed(held, reach).times.tolist()
    [[0], [2]]
    """
    by_others = np.greater(held.sum(axis=0)[None] - held, 0)
    missed = by_others & ~held & reach
    begun = missed.copy()
    begun[:, 1:] &= ~missed[:, :-1]
    return Unnoticed(missed.sum(axis=1), begun.sum(axis=1))


def let_go(held: np.ndarray, aloft: np.ndarray, patience: int) -> np.ndarray:
    """Return how often a picture lost a flyer that another held, and did not get back.

    Parameters
    ----------
    held
        As in `unnoticed`.
    aloft
        Whether the flyer flies and the picture is there.  Shape: picture snapshot
        threat.
    patience
        Snapshots within which it must have it back; a loss counts only where the
        flyer flies through all of them. [1]

    Returns
    -------
    Shape: picture threat.

    Examples
    --------
    >>> held = np.array([[[1], [1], [0], [0], [0]], [[0], [1], [1], [1], [0]]], bool)
    >>> let_go(held, np.ones((2, 5, 1), bool), patience=2).tolist()
    [[1], [0]]
    """
    pictures, snapshots, threats = held.shape
    lost = np.zeros((pictures, threats), np.int64)
    by_others = np.asarray(held.sum(axis=0)[None] - held) > 0
    for t in range(1, snapshots - patience + 1):
        after = slice(t, t + patience)
        flies = np.asarray(aloft[:, after]).all(axis=1)
        gone = held[:, t - 1] & by_others[:, t] & flies
        lost += gone & ~held[:, after].any(axis=1)
    return lost
