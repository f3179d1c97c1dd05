"""What a study may be asked."""

import pytest

from fake_battle import SCENARIO
from kalkan.campaign.design import Design, option_of
from kalkan.errors import UserError


def test_design__splits_replicates_evenly_over_worlds():
    design = Design("a", 200, 50, 0)
    worlds = [design.world_of(replicate) for replicate in range(200)]
    assert all(worlds.count(world) == 4 for world in range(50))


def test_design__never_has_more_worlds_than_battles():
    design = Design("a", 3, 50, 0)
    assert [design.world_of(replicate) for replicate in range(3)] == [0, 1, 2]
    assert design.world_number == 3


@pytest.mark.parametrize(("worlds", "replicates", "drawn"), [(1, 9, 0), (50, 1, 1)])
def test_design__draws_worlds_unless_one_is_asked_for(worlds, replicates, drawn):
    assert Design("a", replicates, worlds, 0).is_drawn == bool(drawn)


@pytest.mark.parametrize(
    ("replicates", "worlds", "seed", "line"),
    [
        (0, 50, 0, "--replicates: 0 is out of bounds; give a whole number from 1"),
        (-5, 50, 0, "--replicates: -5 is out of bounds"),
        (10, 0, 0, "--worlds: 0 is out of bounds"),
        (10, 50, -1, "--seed: -1 is out of bounds; give a whole number from 0"),
        (10, 50, 2**32, "--seed: 4294967296 is out of bounds"),
        (10.0, 50, 0, r"--replicates: 10\.0 is not a whole number"),
        (True, 50, 0, "--replicates: True is not a whole number"),
    ],
)
def test_design__refuses_what_cannot_be(replicates, worlds, seed, line):
    with pytest.raises(UserError, match=line):
        Design("a", replicates, worlds, seed)


def test_option_of__takes_the_default_when_none_is_named():
    assert option_of(SCENARIO, None) == "s400"
    assert option_of(SCENARIO, "patriot") == "patriot"


def test_option_of__names_the_nearest():
    with pytest.raises(
        UserError, match=r"no option 'patriots'; did you mean patriot\?"
    ):
        option_of(SCENARIO, "patriots")
