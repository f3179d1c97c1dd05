"""How sure a mean is: sampling error, kept apart from ignorance.

`sampling_interval` answers "had we fought on for ever in such worlds, where would
the mean lie?"; `span` answers "how far apart do the worlds lie?".  The rule that
chooses between Student's t and Clopper and Pearson is argued in
``docs/statistics.md``.
"""

import math
from typing import NamedTuple

import numpy as np

from kalkan.measures.beta import beta_quantile, student_quantile

#: Fewer units than this away from a bound of the scale are too few for Student's t.
ENOUGH = 15

Interval = tuple[float, float]


class Sample(NamedTuple):
    """What is known of one measure on a scale from 0 to `bound`, from its units.

    A unit is one world, or one battle where a study has one world: units are
    independent, battles of one world are not.
    """

    mean: float  #: over all battles
    error: float  #: standard error of `mean`, from the scatter of the units
    units: int  #: independent units
    above: int  #: units whose own mean is above 0
    below: int  #: units whose own mean is below `bound`
    bound: float  #: greatest value that the measure can take
    is_trials: bool = False  #: whether each unit is a plain trial, a yes or a no
    most: float = 1.0  #: greatest value in any battle: the scale where none is bounded

    @property
    def scale(self) -> float:
        """What a unit in which everything happens counts for."""
        return self.bound if self.bound < math.inf else max(self.most, 1.0)


def sampling_interval(sample: Sample, confidence: float = 0.95) -> Interval:
    """Return the two-sided confidence interval of a mean.

    Student's t over independent units, cut at the bounds of the scale.  Where
    events are rare or absent (some units lie at a bound and fewer than `ENOUGH` lie
    away from it), where units are plain trials, or there is a single one: Clopper and
    Pearson's interval over the same units, which presumes nothing on how the events
    are shared out.

    Parameters
    ----------
    sample
        The measure, as its units give it.
    confidence
        Probability that the interval covers the true mean. [1]

    Examples
    --------
    >>> low, high = sampling_interval(Sample(2.0, 0.1, 50, 50, 50, 6.0))
    >>> round(low, 3), round(high, 3)
    (1.799, 2.201)
    >>> low, high = sampling_interval(Sample(0.0, 0.0, 50, 0, 50, 6.0))
    >>> low, round(high, 3)
    (0.0, 0.427)
    """
    if sample.bound <= 0.0 or sample.units == 0:
        return 0.0, max(sample.bound, 0.0)
    if sample.bound == math.inf and sample.units == 1:
        return 0.0, math.inf
    if sample.is_trials or is_rare(sample):
        share = min(max(sample.mean / sample.scale, 0.0), 1.0)
        low, high = clopper_pearson(share * sample.units, sample.units, confidence)
        return low * sample.scale, high * sample.scale
    half = student_quantile(sample.units - 1, 0.5 + confidence / 2.0) * sample.error
    return max(0.0, sample.mean - half), min(sample.bound, sample.mean + half)


def is_rare(sample: Sample) -> bool:
    """Return whether the units say too little for Student's t.

    Examples
    --------
    >>> is_rare(Sample(0.1, 0.05, 50, 4, 50, 6.0))
    True
    >>> is_rare(Sample(2.0, 0.3, 5, 5, 5, 6.0))
    False
    """
    if sample.units < 2:
        return True
    at_zero, at_bound = sample.units - sample.above, sample.units - sample.below
    few_above = at_zero > 0 and sample.above < ENOUGH
    few_below = at_bound > 0 and sample.below < ENOUGH
    return few_above or few_below


def clopper_pearson(
    successes: float, trials: float, confidence: float = 0.95
) -> Interval:
    """Return Clopper and Pearson's interval of a proportion.

    It covers the true proportion with at least `confidence`.  `successes` need not
    be whole: a unit whose value is a share between 0 and 1 counts for that share.

    Parameters
    ----------
    successes, trials
        0 <= successes <= trials. [1]
    confidence
        [1]

    Raises
    ------
    ValueError
        When `successes` is outside of 0 to `trials`, or there is no trial.

    References
    ----------
    .. [1] C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits
       illustrated in the case of the binomial", Biometrika 26 (1934), 404-413.

    Examples
    --------
    >>> low, high = clopper_pearson(0, 100)
    >>> low, round(high, 4)
    (0.0, 0.0362)
    >>> low, high = clopper_pearson(5, 20)
    >>> round(low, 4), round(high, 4)
    (0.0866, 0.491)
    """
    if not 0.0 <= successes <= trials or trials <= 0.0:
        raise ValueError(f"{successes} successes in {trials} trials")
    tail = (1.0 - confidence) / 2.0
    failures = trials - successes
    low = beta_quantile(successes, failures + 1.0, tail) if successes > 0.0 else 0.0
    high = (
        1.0 - beta_quantile(failures, successes + 1.0, tail) if failures > 0.0 else 1.0
    )
    return low, high


def span(means: np.ndarray, share: float = 0.9) -> Interval:
    """Return the span that holds the middle `share` of the world means.

    It is our ignorance, not sampling error: fighting more battles does not narrow
    it.  Linear between ranks.

    Parameters
    ----------
    means
        One mean a world.  Shape: world.
    share
        [1]

    Examples
    --------
    >>> span(np.arange(101.0))
    (5.0, 95.0)
    """
    low, high = np.quantile(means, [0.5 - share / 2.0, 0.5 + share / 2.0])
    return float(low), float(high)
