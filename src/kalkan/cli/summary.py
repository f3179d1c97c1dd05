"""The summary of a study as a table."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from rich.console import Group
from rich.table import Table
from rich.text import Text

DASH = "\N{EN DASH}"
ROOMY = 110  #: columns from which the table shows more


class _Column(NamedTuple):
    """A column of the table by threat class."""

    head: str
    field: str  #: of the summary
    show: Callable[[Any], str]
    is_extra: bool = False  #: left out where the screen is narrow


def summary_table(summary: dict[str, Any], width: int = 150) -> Group:
    """Return the table that `kalkan run` prints.

    Parameters
    ----------
    summary
        As in summary.json.
    width
        Of the screen; it is made to fit 80 columns.
    """
    return Group(
        Text(),
        Text.assemble((summary["scenario"], "bold"), f" · option {summary['option']}"),
        Text(_what(summary), style="dim"),
        Text(rules(summary["rules"]), style="dim"),
        Text(),
        _by_class(summary, width >= ROOMY),
        Text(),
        _totals(summary),
        Text(),
        *(Text(f"warning: {line}", style="yellow") for line in summary["warnings"]),
    )


def _what(summary: dict[str, Any]) -> str:
    worlds = summary["worlds"]
    of = "world" if worlds == 1 else "worlds"
    return (
        f"{summary['replicates']:,} battles in {worlds:,} {of} · "
        f"seed {summary['seed']} · {summary['seconds']:.1f} s, "
        f"{summary['battles_per_second']:.1f} battles/s"
    )


def rules(rules: dict[str, Any]) -> str:
    """Return the rules of engagement and the IFF matrix on one line.

    Examples
    --------
    >>> iff = {"S-400": ["civil"], "TPY-2": []}
    >>> rules({"engagement": {"all": "tight", "alone": "free"}, "iff": iff})
    'rules: engagement tight, alone free · IFF S-400 civil, TPY-2 none'
    """
    control = rules["engagement"].items()
    words = (how if who == "all" else f"{who} {how}" for who, how in control)
    engagement = ", ".join(words)
    modes = (
        f"{system} {'+'.join(read) or 'none'}" for system, read in rules["iff"].items()
    )
    return f"rules: engagement {engagement} · IFF {', '.join(modes) or 'none'}"


def _by_class(summary: dict[str, Any], is_roomy: bool) -> Table:
    gap = (0, 2 if is_roomy else 1, 0, 0)
    table = Table(box=None, pad_edge=False, header_style="bold", padding=gap)
    columns = [column for column in _COLUMNS if is_roomy or not column.is_extra]
    table.add_column("\nthreat class", no_wrap=True)
    for column in columns:
        table.add_column(column.head, justify="right", no_wrap=True, vertical="bottom")
    for name, raid in summary["by_class"].items():
        table.add_row(*_row(name.replace("_", " "), raid, columns))
    table.add_row(*_row("all", summary["total"], columns), style="bold")
    if "decoys" in summary:
        decoys = dict(summary["decoys"])
        decoys["leaked_mean"] = decoys["arrived_mean"]
        table.add_row(*_row("decoys, apart", decoys, columns), style="dim")
    return table


def _row(name: str, raid: dict[str, Any], columns: list[_Column]) -> list[str]:
    return [name, *(column.show(raid.get(column.field)) for column in columns)]


def _totals(summary: dict[str, Any]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(style="dim")
    lines = (
        *_lines(summary["total"]),
        *_shots(summary["engagements"]),
        *_friends(summary),
        *_pictures(summary["picture"]),
    )
    for name, value, remark in lines:
        table.add_row(name, value, remark)
    return table


def _lines(total: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    by_type = total["rounds_fired_by_type"].items()
    fired = ", ".join(f"{name} {number(mean)}" for name, mean in by_type)
    yield "rounds fired", number(total["rounds_fired_mean"]), fired
    lost = total["value_lost_mean"]
    span = between(total["value_lost_worlds90"])
    yield "value lost", number(lost), f"of {total['value_defended']:g}; worlds {span}"
    if total["leaked_ignorance"] is not None:
        share = f"{100.0 * total['leaked_ignorance']:.0f} %"
        yield "ignorance", share, "of the variance in leakers lies between worlds"


def _shots(engagements: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield the rounds that were not at what they should have been at."""
    at = engagements["rounds_at"]
    wasted = (
        ("at false tracks", at["nothing_mean"]),
        ("at flyers gone", at["gone_mean"]),
        ("at decoys", at["decoy_mean"]),
        ("twice", engagements["rounds_duplicated_mean"]),
    )
    total = sum(mean for _, mean in wasted)
    if total > 0.0:
        parts = ", ".join(f"{name} {number(mean)}" for name, mean in wasted if mean)
        yield "rounds wasted", number(total), parts


def _friends(summary: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    total, engagements = summary["total"], summary["engagements"]
    for side in ("friendly", "neutral"):
        remark = f"{number(total[f'{side}_killed_mean'])} shot down"
        causes = engagements.get(side, {}).get("engaged_by_cause", {})
        worst = sorted((mean, cause) for cause, mean in causes.items() if mean)[::-1]
        parts = (f"{cause.replace('_', ' ')} {number(mean)}" for mean, cause in worst)
        remark = ", ".join((remark, *parts))
        yield f"{side} engaged", number(total[f"{side}_engaged_mean"]), remark


def _pictures(picture: dict[str, Any] | None) -> Iterator[tuple[str, str, str]]:
    """Yield how much of the raid the pictures held, and each of them."""
    if picture is None or "hostile" not in picture["union"]:
        return
    name, union = "raid held", picture["union"]["hostile"]
    held = union["completeness_mean"]
    parts = (
        f"{name} {_percent(one['hostile']['completeness_mean'])}"
        for name, one in picture["by_picture"].items()
    )
    yield name, _percent(held), ", ".join(parts)


def _percent(share: float | None) -> str:
    return DASH if share is None else f"{100.0 * share:.0f} %"


def number(value: float) -> str:
    """Return a mean with two decimals; a small one with its first digit.

    Examples
    --------
    >>> number(0.0), number(0.00042), number(0.042), number(3.14159), number(123.4)
    ('0', '0.0004', '0.04', '3.14', '123')
    """
    if value == 0.0:
        return "0"
    if abs(value) < 0.005:
        return f"{value:.1g}"
    return f"{value:.2f}" if abs(value) < 100.0 else f"{value:.0f}"


def between(ends: list[float]) -> str:
    """Return an interval.

    Examples
    --------
    >>> between([0.0, 1.25]) == f"0{DASH}1.25"
    True
    >>> between([2.0, 2.0])
    '2.00'
    """
    low, high = map(number, ends)
    return low if low == high else f"{low}{DASH}{high}"


def _show(of: Callable[[Any], str]) -> Callable[[Any], str]:
    """Return how to show what may be missing."""
    return lambda value: "" if value is None else of(value)


_COLUMNS = (
    _Column("launched", "launched", str),
    _Column("leaked", "leaked_mean", number),
    _Column("sampling\n95 %", "leaked_ci95", _show(between)),
    _Column(f"worlds\n5{DASH}95 %", "leaked_worlds90", _show(between)),
    _Column("P(none\nleaks)", "p_none_leaks", _show(number)),
    _Column("killed", "killed_mean", number),
    _Column("turned\nback", "turned_back_mean", number, is_extra=True),
    _Column("lost", "lost_mean", number, is_extra=True),
    _Column("unre-\nsolved", "unresolved_mean", number),
)
