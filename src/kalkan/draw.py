"""Random draws without state: the event owns its number.

A draw is a pure function of whom it happens to: Philox 4x32-10 [1]_ enciphers the
counter (who, whom, ordinal, stream) under the key (study seed, replicate).  Nothing
is kept, so neither the order of the draws nor the number of threads can matter.

References
----------
.. [1] J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers:
   as easy as 1, 2, 3", SC'11, 2011, section 3.3 (Philox).
"""

import hashlib
import math
from enum import IntEnum

import numpy as np

from kalkan._kernel import kernel


class Stream(IntEnum):
    """One number line per kind of chance.  Append, never renumber."""

    START = 1
    PACE = 2
    DRIFT = 3
    LOSS = 4
    TRANSPONDER = 5
    SCAN_PHASE = 6
    DETECTION = 7
    MEASUREMENT = 8
    FALSE_COUNT = 9
    FALSE_PLACE = 10
    REPLY = 11
    SEEKER = 12
    RELIABILITY = 13
    KILL = 14
    FRAILTY = 15
    IMPACT = 16
    DAMAGE = 17
    VERDICT = 18
    LINK = 19
    WORLD = 20
    JINK = 21
    CLASSIFY = 22
    FAILURE = 23
    CUE = 24


# All arithmetic is in uint64 on values below 2**32: no product and no sum overflows,
# and the same lines give the same bits compiled and interpreted.
_MASK = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_MULTIPLIER_0 = np.uint64(0xD2511F53)
_MULTIPLIER_1 = np.uint64(0xCD9E8D57)
_WEYL_0 = np.uint64(0x9E3779B9)
_WEYL_1 = np.uint64(0xBB67AE85)
_ROUNDS = 10
_POISSON_CAP = 1000
_TWO_PI = 2.0 * math.pi


@kernel
def _word(number: int) -> np.uint64:
    """Return the low 32 bits of an integer of any width and sign."""
    return np.uint64(number & 0xFFFFFFFF)


@kernel
def block(
    key0: int, key1: int, c0: int, c1: int, c2: int, c3: int
) -> tuple[np.uint32, np.uint32, np.uint32, np.uint32]:
    """Encipher one counter under one key by Philox 4x32-10.

    Parameters
    ----------
    key0, key1
        Key words; the low 32 bits count. [1]
    c0, c1, c2, c3
        Counter words; the low 32 bits count. [1]

    Returns
    -------
    Four random words, uint32.

    References
    ----------
    .. [1] J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC'11,
       2011, section 3.3.

    Examples
    --------
    >>> [f"{int(word):08x}" for word in block(0, 0, 0, 0, 0, 0)]
    ['6627e8d5', 'e169c58d', 'bc57ac4c', '9b00dbd8']
    """
    k0, k1 = _word(key0), _word(key1)
    x0, x1, x2, x3 = _word(c0), _word(c1), _word(c2), _word(c3)
    for _ in range(_ROUNDS):
        product0 = _MULTIPLIER_0 * x0
        product1 = _MULTIPLIER_1 * x2
        x0 = (product1 >> _HALF) ^ x1 ^ k0
        x1 = product1 & _MASK
        x2 = (product0 >> _HALF) ^ x3 ^ k1
        x3 = product0 & _MASK
        k0 = (k0 + _WEYL_0) & _MASK
        k1 = (k1 + _WEYL_1) & _MASK
    return np.uint32(x0), np.uint32(x1), np.uint32(x2), np.uint32(x3)


@kernel
def _fraction(high: np.uint32, low: np.uint32) -> float:
    """Return 53 bits of two words as a number in [0, 1)."""
    return (float(high >> 5) * 67108864.0 + float(low >> 6)) / 9007199254740992.0


@kernel
def uniform_pair(
    key: np.ndarray, who: int, whom: int, ordinal: int, stream: int
) -> tuple[float, float]:
    """Return two independent numbers in [0, 1) that belong to this event alone.

    Parameters
    ----------
    key
        Study seed and replicate, uint32, shape (2,). [1]
    who, whom
        Identities, 32 bits. [1]
    ordinal
        Number of the look, shot or message of this pair. [1]
    stream
        `Stream`, the kind of chance. [1]

    Returns
    -------
    Two uniform numbers of 53 bits. [1]
    """
    a, b, c, d = block(key[0], key[1], who, whom, ordinal, stream)
    return _fraction(a, b), _fraction(c, d)


@kernel
def uniform(key: np.ndarray, who: int, whom: int, ordinal: int, stream: int) -> float:
    """Return a number in [0, 1) that belongs to this event alone.

    The first of `uniform_pair`, which states the parameters.

    Examples
    --------
    >>> key = np.array([1, 0], np.uint32)
    >>> 0.0 <= uniform(key, 17, 0, 0, Stream.KILL) < 1.0
    True
    """
    a, b, _, _ = block(key[0], key[1], who, whom, ordinal, stream)
    return _fraction(a, b)


@kernel
def normal_pair(
    key: np.ndarray, who: int, whom: int, ordinal: int, stream: int
) -> tuple[float, float]:
    """Return two independent standard normal numbers that belong to this event.

    Parameters as in `uniform_pair`.

    References
    ----------
    .. [1] G. E. P. Box, M. E. Muller, "A note on the generation of random normal
       deviates", *Annals of Mathematical Statistics* 29, 1958, pp. 610-611.
    """
    u, v = uniform_pair(key, who, whom, ordinal, stream)
    radius = math.sqrt(-2.0 * math.log(1.0 - u))  # 1 - u is in (0, 1]
    return radius * math.cos(_TWO_PI * v), radius * math.sin(_TWO_PI * v)


@kernel
def normal(key: np.ndarray, who: int, whom: int, ordinal: int, stream: int) -> float:
    """Return a standard normal number that belongs to this event alone.

    The first of `normal_pair`.
    """
    u, v = uniform_pair(key, who, whom, ordinal, stream)
    return math.sqrt(-2.0 * math.log(1.0 - u)) * math.cos(_TWO_PI * v)


@kernel
def poisson(
    mean: float, key: np.ndarray, who: int, whom: int, ordinal: int, stream: int
) -> int:
    """Return a Poisson count that belongs to this event alone, at most 1000.

    Parameters
    ----------
    mean
        Expected count; zero or less gives zero. [1]
    key, who, whom, ordinal, stream
        As in `uniform_pair`.

    Notes
    -----
    One uniform number is inverted through the cumulative distribution, summed from
    ten standard deviations below the mean (the mass left out is below 1e-20).

    References
    ----------
    .. [1] L. Devroye, *Non-Uniform Random Variate Generation*, Springer, 1986,
       section X.3 (the Poisson distribution).
    """
    if not mean > 0.0:
        return 0
    first = math.floor(mean - 10.0 * math.sqrt(mean))
    if first >= _POISSON_CAP:
        return _POISSON_CAP
    count = max(int(first), 0)
    u = uniform(key, who, whom, ordinal, stream)
    mass = math.exp(count * math.log(mean) - mean - math.lgamma(count + 1.0))
    total = mass
    while u >= total and count < _POISSON_CAP and (mass > 1e-18 or count < mean):
        count += 1
        mass *= mean / count
        total += mass
    return count


def name_id(path: str) -> int:
    """Return the 32-bit identity of a name path, never zero.

    Examples
    --------
    >>> name_id("raid.kalibr/3") == name_id("raid.kalibr/4")
    False
    """
    digest = hashlib.blake2s(path.encode(), digest_size=4).digest()
    return int.from_bytes(digest, "little") or 1
