"""The hash of outcomes: theirs, whatever the parts."""

import numpy as np
import polars as pl

from fake_battle import NAMES, battle
from kalkan.results.columns import OUTCOMES
from kalkan.results.digest import Digest
from kalkan.results.fought import Fought
from kalkan.results.tables import tables


def outcomes() -> pl.DataFrame:
    battles = [
        Fought(r, r % 2, NAMES, battle(0.4, np.random.default_rng(r)))
        for r in range(10)
    ]
    return tables(NAMES, battles, with_events=False).outcomes


def test_digest__does_not_know_parts():
    whole, rows = outcomes(), outcomes()
    parts = Digest()
    for first, last in ((0, 3), (3, 50), (50, rows.height)):
        parts.update(rows[first:last])
    assert parts.hexdigest() == Digest().update(whole).hexdigest()


def test_digest__knows_every_column():
    found, rows = set(), outcomes()
    for column in OUTCOMES:
        last = pl.int_range(pl.len()) == pl.len() - 1
        other = {
            pl.String(): pl.lit("another"),
            pl.Boolean(): ~pl.col(column.name),
        }.get(column.kind, pl.col(column.name) + 1)
        changed = rows.with_columns(
            pl.when(last).then(other).otherwise(pl.col(column.name)).alias(column.name)
        )
        found.add(Digest().update(changed).hexdigest())
    assert len(found) == len(OUTCOMES)
    assert Digest().update(rows).hexdigest() not in found


def test_digest__takes_zeros_and_not_a_numbers_for_equal():
    rows = outcomes()
    plus = rows.with_columns(time_s=pl.lit(0.0), lat_deg=pl.lit(float("nan")))
    strange = np.frombuffer(b"\x01\x00\x00\x00\x00\x00\xf8\xff", "<f8")[0]
    minus = rows.with_columns(
        time_s=pl.lit(-0.0),
        lat_deg=pl.Series(np.full(rows.height, strange)),
    )
    assert Digest().update(plus).hexdigest() == Digest().update(minus).hexdigest()
