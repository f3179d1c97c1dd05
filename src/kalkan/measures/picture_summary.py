"""What the air pictures of a study were like: its table of pictures in numbers."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import polars as pl

from kalkan.measures.picture import GROUPS, SIDES, UNION
from kalkan.measures.worlds import Moments

#: Measures of a battle, picture and side: name, greatest value, sentence.
MEASURES = {
    "completeness": (1.0, "share of the time in the air with a firm track"),
    "completeness_detectable": (1.0, "share of the time since first detectable"),
    "ambiguity": (np.inf, "firm tracks on a flyer that has one; best 1"),
    "longest_share": (1.0, "share of the time held under the longest track"),
    "breaks_per_hour": (np.inf, "ends of all tracks on a flyer, by hours held"),
    "position_error_m": (np.inf, "mean error of firm tracks"),
    "position_error_95_m": (np.inf, "what 95 % of these errors of a battle are below"),
    "velocity_error_mps": (np.inf, "mean error of firm tracks"),
    "never_detectable": (1.0, "share of flyers that no radar of it saw"),
    "never_firm": (1.0, "share of the detectable flyers that had no firm track"),
    "firm_delay_s": (np.inf, "from first detectable to firm track, of those that had"),
    "never_identified": (1.0, "share of the held flyers never rightly identified"),
    "identified_delay_s": (np.inf, "from firm track to rightly identified, likewise"),
    "right_share": (1.0, "share of track seconds rightly identified"),
    "wrong_share": (1.0, "share of track seconds wrongly identified; else unknown"),
    "unnoticed_s": (np.inf, "seconds in which another picture held a flyer in reach"),
    "unnoticed": (np.inf, "stretches of them"),
    "let_go": (np.inf, "flyers lost that another picture held, and not got back"),
}
#: Measures of a battle and picture: tracks on nobody.
NOBODY = {
    "spurious_share": (1.0, "share of track seconds on no flyer"),
    "false_tracks": (np.inf, "firm tracks that were never on a flyer"),
}


def summarise_picture(
    table: pl.DataFrame, errors: dict[tuple[int, str, str], float], worlds: int
) -> dict[str, Any]:
    """Return the measures of each picture, and of the union of all.

    Parameters
    ----------
    table
        As `picture.parquet`, of the battles looked into.
    errors
        What 95 % of the position errors are below, by replicate, picture and side. [m]
    worlds
        Worlds of the study.
    """
    names = table["picture"].unique(maintain_order=True).to_list()
    content = {
        name: _picture(table.filter(pl.col("picture") == name), errors, worlds)
        for name in names
    }
    union = content.pop(UNION, None)
    return {"union": union, "by_picture": content}


def _picture(
    table: pl.DataFrame, errors: dict[tuple[int, str, str], float], worlds: int
) -> dict[str, Any]:
    name = table["picture"][0]
    sides = [side for side in SIDES if side in set(table["side"])]
    content: dict[str, Any] = {}
    for side in sides:
        battles = _sums(table.filter(pl.col("side") == side))
        worst = [errors[replicate, name, side] for replicate in battles["replicate"]]
        battles = battles.with_columns(pl.Series("position_error_95_m", worst))
        content[side] = _means(battles, MEASURES, worlds)
    content |= _means(_off(table), NOBODY, worlds)
    return content | {"believed": believed(table)}


def _means(
    battles: pl.DataFrame, measures: dict[str, tuple[float, str]], worlds: int
) -> dict[str, Any]:
    """Return mean and sampling error of each measure; null where it never was."""
    content: dict[str, Any] = {}
    for name, (bound, _) in measures.items():
        value, world = battles[name].to_numpy(), battles["world"].to_numpy()
        known = np.isfinite(value)
        moments = Moments(worlds, bound)
        moments.add(world[known], value[known])
        content[f"{name}_mean"] = moments.mean if moments.battles else None
        content[f"{name}_ci95"] = _interval(moments)
    return content


def _interval(moments: Moments) -> list[float | None] | None:
    if not moments.battles:
        return None
    low, high = moments.ci95
    return [low, high if np.isfinite(high) else None]


def _sums(flyers: pl.DataFrame) -> pl.DataFrame:
    """Return the measures of one picture and side, battle by battle."""
    track, held = pl.col("track_s").sum(), pl.col("held_s").sum()
    seen, firm = pl.col("detectable_at_s"), pl.col("firm_at_s")
    known = pl.col("identified_at_s")
    return flyers.group_by("replicate", "world", maintain_order=True).agg(
        completeness=held / pl.col("aloft_s").sum(),
        completeness_detectable=(
            pl.min_horizontal("held_s", "detectable_s").sum()
            / pl.col("detectable_s").sum()
        ),
        ambiguity=track / held,
        longest_share=pl.col("longest_s").sum() / held,
        breaks_per_hour=3600.0 * pl.col("breaks").sum() / held,
        position_error_m=_weighed("position_error_m"),
        velocity_error_mps=_weighed("velocity_error_mps"),
        never_detectable=seen.is_nan().mean(),
        never_firm=firm.filter(seen.is_not_nan()).is_nan().mean(),
        firm_delay_s=(firm - seen).drop_nans().clip(0.0).mean(),
        never_identified=known.filter(firm.is_not_nan()).is_nan().mean(),
        identified_delay_s=(known - firm).drop_nans().mean(),
        right_share=pl.col("right_s").sum() / track,
        wrong_share=pl.col("wrong_s").sum() / track,
        unnoticed_s=pl.col("unnoticed_s").sum(),
        unnoticed=pl.col("unnoticed").sum(),
        let_go=pl.col("let_go").sum(),
    )


def _weighed(name: str) -> pl.Expr:
    """Return a mean over all samples, from those of flyers and their weights."""
    known = pl.col(name).is_not_nan()
    weight = pl.col("track_s").filter(known)
    return (pl.col(name).filter(known) * weight).sum() / weight.sum()


def _off(table: pl.DataFrame) -> pl.DataFrame:
    """Return the measures of tracks on nobody, battle by battle."""
    nobody = pl.col("threat") == ""
    false = pl.col("side") == "nothing"
    off = pl.col("track_s").filter(nobody).sum()
    return table.group_by("replicate", "world", maintain_order=True).agg(
        spurious_share=off / pl.col("track_s").sum(),
        false_tracks=pl.col("tracks").filter(false).sum(),
    )


def believed(table: pl.DataFrame) -> dict[str, dict[str, float]]:
    """Return how long tracks on each class were taken for what, as shares.

    Examples
    --------
    >>> columns = {f"believed_{group}_s": [0.0, 3.0] for group in GROUPS}
    >>> columns["believed_slow_s"] = [4.0, 0.0]
    >>> table = pl.DataFrame({"class": ["one_way_drone", "fighter"], **columns})
    >>> believed(table)["one_way_drone"]["slow"], believed(table)["fighter"]["slow"]
    (1.0, 0.0)
    """
    names = [f"believed_{group}_s" for group in GROUPS]
    flyers = table.filter(pl.col("class") != "")
    sums = flyers.group_by("class", maintain_order=True).agg(pl.col(names).sum())
    return {
        row[0]: dict(zip(GROUPS, _shares(row[1:]), strict=True))
        for row in sums.iter_rows()
        if sum(row[1:]) > 0.0
    }


def _shares(parts: Sequence[float]) -> Iterator[float]:
    whole = sum(parts)
    return (part / whole for part in parts)


def document_measures() -> str:
    """Return the measures of a picture's flyers as a table of Markdown.

    Examples
    --------
    >>> print(document_measures().splitlines()[2])
    | `completeness` | share of the time in the air with a firm track |
    """
    lines = ["| measure | what it says |", "|---|---|"]
    lines += [f"| `{name}` | {says} |" for name, (_, says) in MEASURES.items()]
    return "\n".join(lines)
