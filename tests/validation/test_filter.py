"""What three models are worth beside one."""

import numpy as np
import pytest

from tests.validation import filter_runs as runs
from tests.validation.models.filter import compared

TURNS = [name for name in runs.MANOEUVRES if name != "straight"]
LEVEL = [name for name in TURNS if "climb" not in name]


@pytest.mark.validation
@pytest.mark.parametrize("name", LEVEL)
def test_imm__beats_one_model_in_turns(name):
    ours, agile, quiet = compared(name)
    assert ours.place < 0.95 * agile.place < 0.95 * quiet.place
    assert ours.pace < agile.pace < quiet.pace


@pytest.mark.validation
def test_imm__holds_a_climb_about_as_well_as_an_agile_filter():
    ours, agile, quiet = compared("fighter, climb by 2 g")
    assert ours.place < 1.2 * agile.place
    assert ours.place < 0.9 * quiet.place


@pytest.mark.validation
def test_imm__is_near_the_optimum_on_the_straight():
    ours, agile, quiet = compared("straight")
    assert quiet.place <= ours.place < 1.08 * quiet.place
    assert ours.place < 0.8 * agile.place
    assert ours.pace < 0.5 * agile.pace


@pytest.mark.validation
def test_imm__errors_rarely_exceed_what_it_thinks():
    nees, _ = runs.together(40, 20, runs.SIGMA)
    assert np.quantile(nees, 0.95) < 20.0  # chi-square has 12.6; modes are not normal
