"""Tracks over time: how long on whom, and where they break."""

import numpy as np

from kalkan.measures.holding import NONE


class Segments:
    """When the tracks of one picture were on whom.

    Parameters
    ----------
    snapshot, number, flyer
        Of every row of the picture: place in time, number of the track and the flyer it
        is on, or NONE.  Shape: row.
    aloft
        Whether each flyer flies.  Shape: snapshot threat.
    """

    def __init__(
        self,
        snapshot: np.ndarray,
        number: np.ndarray,
        flyer: np.ndarray,
        aloft: np.ndarray,
    ) -> None:
        on = flyer != NONE
        self._aloft = aloft
        self._snapshot, self._number = snapshot[on], number[on]
        self._flyer = flyer[on]
        self.many = self._grid(np.ones(self._flyer.size, bool))  #: tracks on each flyer

    def _grid(self, which: np.ndarray) -> np.ndarray:
        """Return the count of rows.  Shape: snapshot threat."""
        grid = np.zeros(self._aloft.shape, np.int64)
        np.add.at(grid, (self._snapshot[which], self._flyer[which]), 1)
        return grid

    @property
    def held(self) -> np.ndarray:
        """Return whether each flyer has a track.  Shape: snapshot threat."""
        return np.asarray(self.many > 0)

    def tracks(self) -> np.ndarray:
        """Return how many different tracks each flyer had.  Shape: threat."""
        pairs = np.unique(np.stack([self._flyer, self._number]), axis=1)
        return np.bincount(pairs[0], minlength=self._aloft.shape[1])

    def longest(self) -> np.ndarray:
        """Return at how many snapshots its longest track was on it.  Shape: threat."""
        longest = np.zeros(self._aloft.shape[1], np.int64)
        pairs, count = np.unique(
            np.stack([self._flyer, self._number]), axis=1, return_counts=True
        )
        np.maximum.at(longest, pairs[0], count)
        return longest

    def breaks(self) -> np.ndarray:
        """Return how often all tracks on it were off at the next snapshot.

        Only while it flew on.  Shape: threat.
        """
        order = np.lexsort((self._snapshot, self._number, self._flyer))
        flyer, number = self._flyer[order], self._number[order]
        snapshot = self._snapshot[order]
        goes_on = np.zeros(order.size, bool)
        goes_on[order[:-1]] = (
            (flyer[1:] == flyer[:-1])
            & (number[1:] == number[:-1])
            & (snapshot[1:] == snapshot[:-1] + 1)
        )
        kept = self._grid(goes_on) > 0
        broken = self.held[:-1] & ~kept[:-1] & self._aloft[1:]
        return np.asarray(broken.sum(axis=0))
