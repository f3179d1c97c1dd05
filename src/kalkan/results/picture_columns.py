"""The columns of the table of air pictures."""

from kalkan.engine.kinds import KinematicGroup
from kalkan.results.column import REAL, REPLICATE, SMALL, WORDS, WORLD, Column

_PICTURE = "replicate picture threat"


def _seconds(name: str, sentence: str) -> Column:
    return Column(name, REAL, _PICTURE, "s", sentence)


PICTURE = (
    REPLICATE,
    WORLD,
    Column("picture", WORDS, "picture", "", "An air picture; empty: all together."),
    Column(
        "threat",
        WORDS,
        "threat",
        "",
        "A flyer; empty in the two rows of tracks that are on none.",
    ),
    Column("class", WORDS, "threat", "", "Its target class."),
    Column(
        "side",
        WORDS,
        "threat",
        "",
        "Whose it is; of tracks on no flyer: nothing (never on one) or astray (on one "
        "at other times).",
    ),
    _seconds("aloft_s", "How long it flew."),
    _seconds("detectable_s", "How long of that after `detectable_at_s`."),
    _seconds(
        "in_view_at_s",
        "First look in range, sector and line of sight, whatever came of it, of a "
        "radar that tells this picture; nan: never.",
    ),
    _seconds(
        "detectable_at_s",
        "First look of such a radar that saw it; nan: never.",
    ),
    _seconds("firm_at_s", "First firm track on it; nan: never."),
    _seconds("identified_at_s", "First firm track rightly identified; nan: never."),
    _seconds("held_s", "How long it had a firm track."),
    Column("tracks", SMALL, _PICTURE, "1", "Different firm tracks that were on it."),
    _seconds("track_s", "How long they were, summed over tracks."),
    _seconds("longest_s", "How long the longest of them was."),
    Column(
        "breaks",
        SMALL,
        _PICTURE,
        "1",
        "How often all of them ended or strayed while it flew on.",
    ),
    Column("position_error_m", REAL, _PICTURE, "m", "Mean error of their positions."),
    Column(
        "position_error_95_m", REAL, _PICTURE, "m", "What 95 % of the errors are below."
    ),
    Column(
        "velocity_error_mps", REAL, _PICTURE, "m/s", "Mean error of their velocities."
    ),
    _seconds("right_s", "Track seconds rightly identified."),
    _seconds("wrong_s", "Track seconds wrongly identified; the rest are unknown."),
    *(
        _seconds(f"believed_{group}_s", f"Track seconds believed {group} by motion.")
        for group in (member.name.lower() for member in KinematicGroup)
    ),
    _seconds(
        "unnoticed_s",
        "How long another picture held it while this one, with a fire unit that could "
        "reach it, held nothing there.",
    ),
    Column("unnoticed", SMALL, _PICTURE, "1", "In how many stretches."),
    Column(
        "let_go",
        SMALL,
        _PICTURE,
        "1",
        "How often this picture lost it for 30 s and more while another held it.",
    ),
)
