"""The real fighter asks muster and replicate for what the design says."""

import pytest

from kalkan.campaign import fighter
from kalkan.campaign.design import Design


@pytest.mark.parametrize(("worlds", "chosen"), [(50, 7), (1, None)])
def test_fighter__draws_worlds_or_takes_best_values(worlds, chosen, monkeypatch):
    asked = []

    def note(*words: object) -> str:
        asked.append(words)
        return "done"

    monkeypatch.setattr(fighter, "muster", note)
    monkeypatch.setattr(fighter, "fight_replicate", note)
    monkeypatch.setattr(fighter, "track_log", note)
    found = fighter.fighter_of("scenario", "catalogue", Design("s400", 90, worlds, 3))
    assert found.muster(7) == "done"
    assert found.fight("world", 57) == "done"
    assert found.watch is not None
    assert found.watch("world", 57, 812) == "done"
    assert asked == [
        ("scenario", "catalogue", "s400", chosen, 3),
        ("world", 3, 57),
        ("world", 3, 57, 812),
    ]
