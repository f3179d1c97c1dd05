"""Sums by world: all that a mean, its sampling error and its span need.

Sums are kept instead of battles, so that memory does not grow with replicates.
Values are added one by one in the order of replicates: the same bits, however a
study is cut into parts.
"""

import numpy as np

from kalkan.measures.intervals import Sample, sampling_interval, span


class Moments:
    """Running sums of one measure over the battles of each world.

    Examples
    --------
    >>> leaked = Moments(worlds=2, bound=4.0)
    >>> leaked.add(np.array([0, 1, 0, 1]), np.array([1.0, 0.0, 3.0, 0.0]))
    >>> leaked.mean, leaked.world_means.tolist()
    (1.0, [2.0, 0.0])
    """

    def __init__(self, worlds: int, bound: float) -> None:
        self.bound = bound
        self._battles = np.zeros(worlds, np.int64)
        self._sum = np.zeros(worlds)
        self._square = np.zeros(worlds)
        self._above = 0
        self._most = 0.0
        self._below = 0

    def add(self, world: np.ndarray, value: np.ndarray) -> None:
        """Take in one value a battle.

        Parameters
        ----------
        world, value
            Index of the world and the measure.  Shape: battle.
        """
        np.add.at(self._battles, world, 1)
        np.add.at(self._sum, world, value)
        np.add.at(self._square, world, np.square(value, dtype=np.float64))
        self._most = max(self._most, float(np.max(value, initial=0.0)))
        self._above += int(np.count_nonzero(value > 0.0))
        self._below += int(np.count_nonzero(value < self.bound))

    @property
    def battles(self) -> int:
        """Battles taken in."""
        return int(self._battles.sum())

    @property
    def mean(self) -> float:
        """Mean over all battles."""
        return float(self._sum.sum() / max(self.battles, 1))

    @property
    def world_means(self) -> np.ndarray:
        """Mean of each world that was fought in."""
        fought = self._battles > 0
        return np.asarray(self._sum[fought] / self._battles[fought])

    @property
    def sample(self) -> Sample:
        """What the independent units say: worlds, or battles of a single world."""
        means = self.world_means
        if means.size <= 1:
            return self._of_battles()
        above = int(np.count_nonzero(means > 0.0))
        below = int(np.count_nonzero(means < self.bound))
        error = self._error_of_worlds(means)
        plain = self.bound == 1.0 and bool(np.isin(means, (0.0, 1.0)).all())
        return Sample(
            self.mean, error, means.size, above, below, self.bound, plain, self._most
        )

    @property
    def ci95(self) -> list[float]:
        """Sampling error of the mean: a 95 % confidence interval."""
        return list(sampling_interval(self.sample))

    @property
    def worlds90(self) -> list[float]:
        """The 5-95 % span of the world means."""
        return list(span(self.world_means)) if self.battles else [0.0, 0.0]

    @property
    def ignorance(self) -> float | None:
        """Share of the variance of a battle that lies between worlds; None for one.

        One-way analysis of variance with random effects, cut at zero.

        References
        ----------
        .. [1] S. R. Searle, G. Casella and C. E. McCulloch, *Variance Components*,
           Wiley, 1992, chapter 3 (the one-way classification, unbalanced data).
        """
        count = self._battles[self._battles > 0].astype(np.float64)
        means, total = self.world_means, self.battles
        if means.size < 2 or total <= means.size:
            return None
        within = float(self._square.sum() - (count * means**2).sum())
        within = max(within, 0.0) / (total - means.size)
        between = float((count * (means - self.mean) ** 2).sum()) / (means.size - 1)
        size = (total - float((count**2).sum()) / total) / (means.size - 1)
        component = max(0.0, (between - within) / size)
        spread = component + within
        return component / spread if spread > 0.0 else None

    def _of_battles(self) -> Sample:
        number, mean = self.battles, self.mean
        scatter = max(float(self._square.sum()) - number * mean**2, 0.0)
        error = np.sqrt(scatter / max(number - 1, 1) / max(number, 1))
        plain = self.bound == 1.0 and self._above + self._below == number
        return Sample(
            mean,
            float(error),
            number,
            self._above,
            self._below,
            self.bound,
            plain,
            self._most,
        )

    def _error_of_worlds(self, means: np.ndarray) -> float:
        """Return the standard error of the mean of unequally large worlds.

        References
        ----------
        .. [1] W. G. Cochran, *Sampling Techniques*, 3rd edition, Wiley, 1977,
           chapter 6 (the ratio estimator).
        """
        weight = self._battles[self._battles > 0] / self.battles
        scatter = float(np.square(weight * (means - self.mean)).sum())
        return float(np.sqrt(scatter * means.size / (means.size - 1)))
