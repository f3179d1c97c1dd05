import csv
from pathlib import Path

import pytest

from kalkan.draw import block

DATA = Path(__file__).parent / "data" / "philox.csv"


def answers():
    lines = [line for line in DATA.read_text().splitlines() if line[0] != "#"]
    return [pytest.param(*row.values()) for row in csv.DictReader(lines)]


def words(text):
    return [int(word, 16) for word in text.split()]


@pytest.mark.validation
@pytest.mark.parametrize(("counter", "key", "answer"), answers())
def test_block__gives_the_known_answers(counter, key, answer):
    """Random123, kat_vectors, philox4x32 with ten rounds."""
    assert list(block(*words(key), *words(counter))) == words(answer)
