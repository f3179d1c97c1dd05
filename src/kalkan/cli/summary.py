"""The summary of a study as a table."""

from collections.abc import Iterator
from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

DASH = "\N{EN DASH}"
ROOMY = 90  #: columns from which the table is set wider


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
        Text(),
        _by_class(summary, 2 if width >= ROOMY else 1),
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


def _by_class(summary: dict[str, Any], gap: int) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, gap, 0, 0))
    table.add_column("\nthreat class", no_wrap=True)
    for head in (
        "launched",
        "leaked",
        "sampling\n95 %",
        f"worlds\n5{DASH}95 %",
        "P(none\nleaks)",
        "killed",
        "unre-\nsolved",
    ):
        table.add_column(head, justify="right", no_wrap=True, vertical="bottom")
    for name, raid in summary["by_class"].items():
        table.add_row(*_row(name.replace("_", " "), raid))
    table.add_row(*_row("all", summary["total"]), style="bold")
    if "decoys" in summary:
        table.add_row(*_decoys(summary["decoys"]), style="dim")
    return table


def _row(name: str, raid: dict[str, Any]) -> list[str]:
    return [
        name,
        str(raid["launched"]),
        number(raid["leaked_mean"]),
        between(raid["leaked_ci95"]),
        between(raid["leaked_worlds90"]),
        number(raid["p_none_leaks"]),
        number(raid["killed_mean"]),
        number(raid["unresolved_mean"]),
    ]


def _decoys(raid: dict[str, Any]) -> list[str]:
    return [
        "decoys, apart",
        str(raid["launched"]),
        number(raid["arrived_mean"]),
        "",
        "",
        "",
        number(raid["killed_mean"]),
        number(raid["unresolved_mean"]),
    ]


def _totals(summary: dict[str, Any]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(style="dim")
    for name, value, remark in _lines(summary["total"]):
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
    for side in ("friendly", "neutral"):
        killed = f"{number(total[f'{side}_killed_mean'])} shot down"
        yield f"{side} engaged", number(total[f"{side}_engaged_mean"]), killed


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
