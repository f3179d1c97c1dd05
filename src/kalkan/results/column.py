"""One column of a table that a study writes."""

from typing import NamedTuple

import polars as pl


class Column(NamedTuple):
    """One column of a table that a study writes."""

    name: str
    kind: pl.DataType
    dims: str  #: the axes along which it varies
    unit: str  #: "1" for a number without one, "" for words
    sentence: str  #: what it says


WORDS, WHOLE, SMALL, REAL, FLAG = (
    pl.String(),
    pl.Int64(),
    pl.Int32(),
    pl.Float64(),
    pl.Boolean(),
)

REPLICATE = Column(
    "replicate", WHOLE, "replicate", "1", "Number of the battle, from 0."
)
WORLD = Column(
    "world",
    SMALL,
    "replicate",
    "1",
    "Number of the world the battle is fought in, from 0: one draw of everything the "
    "catalogue leaves open.",
)
