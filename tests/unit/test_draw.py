import math
import os
import types

import numpy as np
import pytest
import randomgen
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kalkan import draw
from kalkan._kernel import kernel
from kalkan.draw import Stream

KEY = np.array([2026, 7], np.uint32)
MANY = 2_000 if os.environ.get("NUMBA_DISABLE_JIT") == "1" else 200_000
WORD = st.integers(0, 2**32 - 1)


@kernel
def fill_uniform(out, key, who, stream):
    for i in range(out.shape[0]):
        out[i, 0], out[i, 1] = draw.uniform_pair(key, who, 0, i, stream)


@kernel
def fill_normal(out, key, who, stream):
    for i in range(out.shape[0]):
        out[i, 0], out[i, 1] = draw.normal_pair(key, who, 0, i, stream)


@kernel
def fill_poisson(out, mean, key, stream):
    for i in range(out.shape[0]):
        out[i] = draw.poisson(mean, key, 5, i, 0, stream)


def uniforms(key=KEY, who=5, stream=Stream.KILL, size=MANY):
    out = np.empty((size, 2))
    fill_uniform(out, key, who, stream)
    return out


def correlation(x, y):
    return float(np.corrcoef(x, y)[0, 1]) * math.sqrt(len(x))  # standard errors


@given(st.tuples(WORD, WORD), st.tuples(WORD, WORD, WORD, WORD))
def test_block__agrees_with_randomgen(key, counter):
    # randomgen increments its counter before the first block
    low = sum(word << (32 * i) for i, word in enumerate(counter))
    before = (low - 1) % 2**128
    oracle = randomgen.Philox(
        counter=before, key=key[0] | key[1] << 32, number=4, width=32
    )
    assert draw.block(*key, *counter) == tuple(oracle.random_raw(4))


@pytest.mark.parametrize("number", [-1, 2**32 - 1, 2**40 + 2**32 - 1])
def test_block__takes_the_low_32_bits(number):
    expected = draw.block(1, 2, np.uint32(2**32 - 1), 4, 5, 6)
    assert draw.block(1, 2, number, 4, 5, 6) == expected
    assert draw.block(1, 2, np.int64(number), 4, 5, 6) == expected


def interpreted(kernel):
    """Return a kernel as plain Python, and with it those that it calls."""
    function = getattr(kernel, "py_func", kernel)
    names = {
        name: getattr(value, "py_func", value)
        for name, value in function.__globals__.items()
    }
    return types.FunctionType(function.__code__, names)


@given(st.tuples(*[WORD] * 6))
def test_block__is_the_same_compiled_and_interpreted(words):
    plain = interpreted(draw.block)
    assert draw.block(*words) == plain(*words)
    assert {type(word) for word in plain(*words)} == {np.uint32}


def test_uniform__is_the_same_for_every_type_of_identity():
    who, whom = np.array([3_000_000_000, 5], np.uint32)
    from_array = draw.uniform(KEY, who, whom, np.int64(2), Stream.KILL)
    from_ints = draw.uniform(KEY, int(who), int(whom), 2, int(Stream.KILL))
    assert from_array == from_ints
    assert isinstance(from_ints, float)


def test_uniform__is_the_first_of_the_pair():
    pair = draw.uniform_pair(KEY, 1, 2, 3, Stream.KILL)
    assert draw.uniform(KEY, 1, 2, 3, Stream.KILL) == pair[0]


def test_uniform__carries_53_bits():
    a, b, c, d = (int(word) for word in draw.block(2026, 7, 1, 2, 3, 4))
    assert draw.uniform_pair(KEY, 1, 2, 3, 4) == (
        ((a >> 5) * 2**26 + (b >> 6)) * 2.0**-53,
        ((c >> 5) * 2**26 + (d >> 6)) * 2.0**-53,
    )


@given(WORD, WORD, WORD, st.sampled_from(Stream))
def test_uniform__lies_in_the_half_open_interval(who, whom, ordinal, stream):
    for number in draw.uniform_pair(KEY, who, whom, ordinal, stream):
        assert 0.0 <= number < 1.0


def test_uniform__reaches_zero_and_never_one():
    top = np.uint32(2**32 - 1)
    fraction = interpreted(draw._fraction)
    assert fraction(np.uint32(0), np.uint32(0)) == 0.0
    assert fraction(top, top) == 1.0 - 2.0**-53


def test_uniform__spreads_evenly():
    numbers = uniforms()
    counts, _ = np.histogram(numbers, bins=64, range=(0.0, 1.0))
    assert stats.chisquare(counts).pvalue > 1e-3
    assert numbers.mean() == pytest.approx(0.5, abs=4 / math.sqrt(12 * 2 * MANY))
    assert numbers.var() == pytest.approx(1 / 12, abs=4 / math.sqrt(180 * 2 * MANY))
    assert stats.kstest(numbers[:, 0], "uniform").pvalue > 1e-3


@pytest.mark.parametrize(
    ("key", "who", "stream"),
    [
        (KEY, 5, Stream.DETECTION),
        (KEY, 6, Stream.KILL),
        (KEY + np.uint32([1, 0]), 5, Stream.KILL),
        (KEY + np.uint32([0, 1]), 5, Stream.KILL),
    ],
    ids=["stream", "who", "seed", "replicate"],
)
def test_uniform__is_unrelated_to_the_next(key, who, stream):
    here, there = uniforms(), uniforms(key, who, stream)
    assert abs(correlation(here[:, 0], there[:, 0])) < 4.0


def test_uniform__is_unrelated_to_neighbouring_counters():
    numbers = uniforms()
    assert abs(correlation(numbers[:, 0], numbers[:, 1])) < 4.0
    assert abs(correlation(numbers[1:, 0], numbers[:-1, 0])) < 4.0
    counts, _, _ = np.histogram2d(*numbers.T, bins=8, range=[(0, 1), (0, 1)])
    assert stats.chisquare(counts.ravel()).pvalue > 1e-3


def test_normal__is_the_first_of_the_pair():
    pair = draw.normal_pair(KEY, 1, 2, 3, Stream.KILL)
    assert draw.normal(KEY, 1, 2, 3, Stream.KILL) == pair[0]


def test_normal__has_the_moments_of_the_law():
    numbers = np.empty((MANY, 2))
    fill_normal(numbers, KEY, 5, Stream.MEASUREMENT)
    size = 2 * MANY
    assert numbers.mean() == pytest.approx(0.0, abs=4 / math.sqrt(size))
    assert numbers.var() == pytest.approx(1.0, abs=4 * math.sqrt(2 / size))
    assert stats.skew(numbers.ravel()) == pytest.approx(0, abs=4 * math.sqrt(6 / size))
    assert stats.kurtosis(numbers.ravel()) == pytest.approx(
        0.0, abs=4 * math.sqrt(24 / size)
    )
    assert stats.kstest(numbers.ravel(), "norm").pvalue > 1e-3
    assert abs(correlation(numbers[:, 0], numbers[:, 1])) < 4.0


@pytest.mark.parametrize("mean", [0.03, 1.0, 12.5, 150.0, 900.0])
def test_poisson__has_the_law_of_its_mean(mean):
    size = MANY // 20
    counts = np.empty(size, np.int64)
    fill_poisson(counts, mean, KEY, Stream.FALSE_COUNT)
    spread = math.sqrt(mean / size)
    assert counts.mean() == pytest.approx(mean, abs=4 * spread)
    kurtosis = 1.0 / mean
    slack = 4 * mean * math.sqrt((2.0 + kurtosis) / size)
    assert counts.var() == pytest.approx(mean, abs=slack)


@pytest.mark.parametrize("mean", [0.5, 7.0, 99.0, 101.0, 640.0, 760.0])
def test_poisson__inverts_the_cumulative_distribution(mean):
    for ordinal in range(50):
        u = draw.uniform(KEY, 1, 2, ordinal, Stream.FALSE_COUNT)
        count = draw.poisson(mean, KEY, 1, 2, ordinal, Stream.FALSE_COUNT)
        assert count == stats.poisson.ppf(u, mean)


@pytest.mark.parametrize(
    ("mean", "count"),
    [(0.0, 0), (-1.0, 0), (math.nan, 0), (1e9, 1000), (2000.0, 1000), (1e-12, 0)],
)
def test_poisson__keeps_its_bounds(mean, count):
    assert draw.poisson(mean, KEY, 1, 2, 3, Stream.FALSE_COUNT) == count


def test_poisson__never_passes_the_cap():
    counts = {draw.poisson(1000.0, KEY, 1, 2, i, Stream.KILL) for i in range(40)}
    assert max(counts) == 1000
    assert min(counts) > 850


def test_poisson__stops_where_the_mass_ends(monkeypatch):
    """A draw just below one may lie beyond what the rounded sum ever reaches."""
    monkeypatch.setattr(draw, "uniform", lambda *_: 1.0 - 2.0**-53)
    interpreted = getattr(draw.poisson, "py_func", draw.poisson)
    assert interpreted(1.0, KEY, 1, 2, 3, 4) < 30
    assert interpreted(50.0, KEY, 1, 2, 3, 4) < 130


def test_stream__keeps_its_numbers():
    """Append, never renumber: stored studies depend on these."""
    assert [stream.name for stream in sorted(Stream)] == [
        "START", "PACE", "DRIFT", "LOSS", "TRANSPONDER", "SCAN_PHASE", "DETECTION",
        "MEASUREMENT", "FALSE_COUNT", "FALSE_PLACE", "REPLY", "SEEKER", "RELIABILITY",
        "KILL", "FRAILTY", "IMPACT", "DAMAGE", "VERDICT", "LINK", "WORLD", "JINK",
        "CLASSIFY", "FAILURE", "CUE",
    ]  # fmt: skip
    assert [*map(int, sorted(Stream))] == list(range(1, len(Stream) + 1))


def test_name_id__is_blake2s_little_endian():
    assert draw.name_id("raid.kalibr/3") == 0xA3EFD719


def test_name_id__is_never_zero(monkeypatch):
    class Zero:
        def digest(self):
            return bytes(4)

    monkeypatch.setattr(draw.hashlib, "blake2s", lambda *_, **__: Zero())
    assert draw.name_id("raid.kalibr/3") == 1


def test_name_id__rarely_collides():
    names = {draw.name_id(f"raid.group/{i}") for i in range(2000)}
    assert len(names) == 2000
