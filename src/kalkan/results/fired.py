"""The readable name of every round fired: battery/round#n."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kalkan.results.fought import Fought, Names, gathered, lengths


class Fired(NamedTuple):
    """Names of the rounds fired in some battles."""

    first: np.ndarray  #: place of the battle's interceptor 0 in `label`.  Shape: battle
    label: np.ndarray  #: index into `labels`, all battles in one row; 0 is nobody's
    labels: list[str]  #: battery/round#n; the first is empty

    def of(self, battle: np.ndarray, interceptor: np.ndarray) -> np.ndarray:
        """Return the index into `labels` of an interceptor; 0 for -1.

        Parameters
        ----------
        battle, interceptor
            Place of the battle in the row, and the interceptor's index in it.
        """
        place = np.where(interceptor < 0, 0, self.first[battle] + interceptor)
        return np.where(interceptor < 0, 0, self.label[place])


def fired(names: Names, battles: Sequence[Fought]) -> Fired:
    """Return the names of the rounds: the nth of its type from its battery."""
    count = lengths(battles, "round_kind")
    battery = gathered(battles, "round_battery").astype(np.int64)
    kind = gathered(battles, "round_kind").astype(np.int64)
    types = battery * len(names.rounds) + kind
    which = np.repeat(np.arange(len(battles)), count)
    ordinal = ordinals(which * len(names.batteries) * len(names.rounds) + types)
    key = types * (ordinal.max(initial=0) + 1) + ordinal
    _, example, label = np.unique(key, return_index=True, return_inverse=True)
    labels = [
        f"{names.batteries[battery[i]]}/{names.rounds[kind[i]]}#{ordinal[i]}"
        for i in example
    ]
    # one nobody at the end, so that a row without rounds can be looked into
    label = np.append(label + 1, 0)
    return Fired(np.cumsum(count) - count, label, ["", *labels])


def ordinals(group: np.ndarray) -> np.ndarray:
    """Return, for each entry, how many of its group stand up to it, from 1.

    Examples
    --------
    >>> ordinals(np.array([7, 8, 7, 7, 8])).tolist()
    [1, 1, 2, 3, 2]
    """
    order = np.argsort(group, kind="stable")
    ranked, place = group[order], np.arange(group.shape[0])
    is_first = np.append(True, ranked[1:] != ranked[:-1])[: group.shape[0]]
    start = np.maximum.accumulate(np.where(is_first, place, 0))
    ordinal = np.empty(group.shape[0], np.int64)
    ordinal[order] = place - start + 1
    return ordinal
