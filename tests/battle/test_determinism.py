"""The same battle gives the same bits, whoever fights it and wherever."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import kalkan
from battle.field import (
    INTERPRETED,
    SEED,
    battles,
    bits,
    digest,
    fight,
    fresh,
    mustered,
    same,
)
from kalkan.engine.kinds import Event
from kalkan.replicate.fight import fight_replicate

MANY = 2 if INTERPRETED else 16

ELSEWHERE = """
import sys
from battle.field import battles, digest, fresh
army = fresh("duel", "linked")
print(digest(*(part for one in battles(army, int(sys.argv[1])) for part in one)))
"""


def hash_of(army, many: int) -> str:
    return digest(*(part for one in battles(army, many) for part in one))


@pytest.mark.parametrize(("name", "option"), [("duel", "apart"), ("friend", "deaf")])
def test_replicate__fought_twice_is_the_same(name: str, option: str) -> None:
    army = mustered(name, option)
    before = digest(*bits(army.model), *bits(army.state), *bits(army.log))
    one, other = (fight(army, 5) for _ in range(2))
    assert digest(*bits(one.state)) == digest(*bits(other.state))
    assert digest(*bits(one.log)) == digest(*bits(other.log))
    # nothing of a battle stays behind
    assert digest(*bits(army.model), *bits(army.state), *bits(army.log)) == before


def test_replicates__differ_and_do_not_hang_on_their_order() -> None:
    army = mustered("duel", "alone")
    forth = [fight_replicate(army, SEED, replicate) for replicate in range(MANY)]
    back = [fight_replicate(army, SEED, replicate) for replicate in range(MANY)[::-1]]
    assert all(map(same, forth, back[::-1]))
    assert len({digest(*one) for one in forth}) == MANY
    assert not same(forth[0], fight_replicate(army, SEED + 1, 0))
    assert Event.THREAT_FATE in forth[0].event_kind


def test_threads__give_the_same_bits() -> None:
    army = mustered("duel", "apart")
    alone = [digest(*one) for one in battles(army, MANY)]
    with ThreadPoolExecutor(4) as crew:
        together = crew.map(
            lambda replicate: digest(*fight_replicate(army, SEED, replicate)),
            range(MANY),
        )
        assert list(together) == alone


def test_processes__give_the_same_bits() -> None:
    tests = Path(__file__).resolve().parents[1]
    source = Path(kalkan.__file__).resolve().parents[1]
    path = os.pathsep.join((str(tests), str(source)))
    found = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, str(MANY)],
        env=dict(os.environ, PYTHONPATH=path, PYTHONHASHSEED="7"),
        capture_output=True,
        check=True,
        text=True,
    ).stdout.strip()
    assert found == hash_of(fresh("duel", "linked"), MANY)
