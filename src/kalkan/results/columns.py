"""The registry of every output column: name, axes, unit, and what it says.

Tables, their documentation and the tests all read it; nothing writes a column that
does not stand here.
"""

from typing import Any

import polars as pl

from kalkan.results.column import (
    FLAG,
    REAL,
    REPLICATE,
    SMALL,
    WORDS,
    WORLD,
    Column,
)
from kalkan.results.picture_columns import PICTURE

OUTCOMES = (
    REPLICATE,
    WORLD,
    Column(
        "threat",
        WORDS,
        "threat",
        "",
        "Whoever flies, by name path: hostile, friendly or neutral.",
    ),
    Column("class", WORDS, "threat", "", "Its target class."),
    Column("side", WORDS, "threat", "", "Whose it is: hostile, friend or neutral."),
    Column(
        "fate",
        WORDS,
        "replicate threat",
        "",
        "How its part ended: killed, impacted, released (its weapon), turned_back, "
        "lost (fell out by itself, or landed), unresolved (a hostile whom the end of "
        "the battle met in the air), unharmed (a friend or neutral whom nothing "
        "befell).",
    ),
    Column(
        "leaked",
        FLAG,
        "replicate threat",
        "1",
        "True when it is hostile, no decoy, and impacted or released.",
    ),
    Column(
        "time_s",
        REAL,
        "replicate threat",
        "s",
        "When that happened, since the start of the battle.",
    ),
    Column(
        "by",
        WORDS,
        "replicate threat",
        "",
        "The round that destroyed it: battery/round#n, the nth of its type that this "
        "battery fired in this battle; empty when none did.",
    ),
    Column(
        "rounds",
        SMALL,
        "replicate threat",
        "1",
        "Rounds that held it in their seeker at the end, or met it.",
    ),
    Column("lat_deg", REAL, "replicate threat", "deg", "Latitude where it was then."),
    Column("lon_deg", REAL, "replicate threat", "deg", "Longitude where it was then."),
    Column(
        "altitude_m",
        REAL,
        "replicate threat",
        "m",
        "Altitude where it was then, above mean sea level.",
    ),
)

ROUNDS = (
    REPLICATE,
    Column("round", WORDS, "interceptor", "", "A round fired, as in `by`."),
    Column("battery", WORDS, "interceptor", "", "The fire unit that fired it."),
    Column("type", WORDS, "interceptor", "", "Its catalogue name."),
    Column(
        "threat",
        WORDS,
        "interceptor",
        "",
        "Whom its seeker held at the end, or whom it met; empty when nobody.",
    ),
    Column(
        "engagement", WORDS, "interceptor", "", "What it was fired for, by its number."
    ),
    Column("fired_s", REAL, "interceptor", "s", "When it left its launcher."),
    Column(
        "ended_s",
        REAL,
        "interceptor",
        "s",
        "When its flight ended; nan when it still flew at the end of the battle.",
    ),
)

_ORDER = "replicate engagement"

ENGAGEMENTS = (
    REPLICATE,
    Column("engagement", WORDS, "engagement", "", "By its number in the battle."),
    Column("battery", WORDS, "engagement", "", "The fire unit told to engage."),
    Column("picture", WORDS, "engagement", "", "The air picture whose track it was."),
    Column("track", WORDS, "engagement", "", "The track."),
    Column("ordered_s", REAL, _ORDER, "s", "When it was ordered."),
    Column("rounds", SMALL, _ORDER, "1", "Rounds fired for it."),
    Column(
        "threat",
        WORDS,
        "engagement",
        "",
        "The flyer nearest to the track then, in truth, within three standard "
        "deviations and 1 km; empty when there was none.",
    ),
    Column("class", WORDS, "engagement", "", "Its target class."),
    Column(
        "at",
        WORDS,
        "engagement",
        "",
        "What that is: hostile, decoy, friend, neutral, gone (it had ceased to fly in "
        "the minute before), nothing (a false track).",
    ),
    Column(
        "ground",
        WORDS,
        "engagement",
        "",
        "Why it might be shot at: motion (hostile because it was taken for ballistic), "
        "silence (hostile without that), unknown (not identified, under free rules).",
    ),
    Column(
        "unrecognised",
        WORDS,
        "engagement",
        "",
        "Why a friend or neutral that flew was not known: no_transponder, "
        "mode_unreadable (by any living radar of the picture), transponder_dead, "
        "not_asked (by an interrogator that reads all that the picture can), "
        "reply_missed.  Empty for all else.",
    ),
)

BATTLES = (
    REPLICATE,
    WORLD,
    Column("rounds_fired", SMALL, "replicate", "1", "Rounds fired by the defence."),
    Column(
        "value_lost",
        REAL,
        "replicate",
        "value",
        "Value of the assets destroyed, in the units in which the scenario states it.",
    ),
    Column(
        "spilled",
        SMALL,
        "replicate",
        "1",
        "Plots and tracks dropped because the battle's memory was full; should be 0.",
    ),
)

EVENTS = (
    REPLICATE,
    Column("time_s", REAL, "event", "s", "When it happened, since the start."),
    Column("kind", WORDS, "event", "", "What happened; see the table of events."),
    Column("who", WORDS, "event", "", "To whom or by whom."),
    Column("whom", WORDS, "event", "", "The other party, if there is one."),
    Column("detail", WORDS, "event", "", "How; see the table of events."),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "outcomes": OUTCOMES,
    "rounds": ROUNDS,
    "engagements": ENGAGEMENTS,
    "battles": BATTLES,
    "events": EVENTS,
    "picture": PICTURE,
}

SENTENCES = {
    "outcomes": "a row for each battle and flyer",
    "rounds": "a row for each round fired",
    "engagements": "a row for each order to engage",
    "battles": "a row for each battle",
    "events": "a row for each thing that happened, by time within its battle",
    "picture": "a row for each battle looked into, picture and flyer",
}


def frame(table: str, columns: dict[str, Any]) -> pl.DataFrame:
    """Return a data frame of exactly the registered columns of a table.

    Raises
    ------
    KeyError
        When a column is missing, or stands in no registry.

    Examples
    --------
    >>> row = {"replicate": 0, "world": 0, "rounds_fired": 3, "value_lost": 0.0}
    >>> frame(
    ...     "battles", {name: [cell] for name, cell in row.items()} | {"spilled": [0]}
    ... )
    ... # doctest: +ELLIPSIS
    shape: (1, 5)
    ...
    """
    registered = TABLES[table]
    extra = columns.keys() - {column.name for column in registered}
    if extra:
        raise KeyError(f"{table}: not registered: {sorted(extra)}")
    return pl.DataFrame(
        [
            pl.Series(column.name, columns[column.name], column.kind)
            for column in registered
        ]
    )


def empty(table: str) -> pl.DataFrame:
    """Return a table without rows."""
    return pl.DataFrame(schema={column.name: column.kind for column in TABLES[table]})


def document(table: str) -> str:
    """Return the columns of a table as a table of Markdown.

    Examples
    --------
    >>> print(document("battles").splitlines()[0])
    | column | unit | what it says |
    """
    lines = ["| column | unit | what it says |", "|---|---|---|"]
    lines += [f"| `{c.name}` | {c.unit} | {c.sentence} |" for c in TABLES[table]]
    return "\n".join(lines)
