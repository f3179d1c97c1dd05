"""Draw leakers by class and option from the summaries of runs, as one SVG.

    python tools/picture.py OUT.svg RUN_DIR [RUN_DIR …]

Bars are means by threat class, stacked; the whisker is the sampling interval of the
total (95 %), the pale band behind it the span of worlds (5-95 %).
"""

import json
import sys
from pathlib import Path
from typing import Any

COLOURS = ("#0072b2", "#56b4e9", "#e69f00", "#d55e00", "#cc79a7", "#009e73")
LEFT, RIGHT, TOP, ROW, BAR = 130, 40, 62, 46, 22


def main(out: Path, runs: list[Path]) -> None:
    """Write the picture."""
    found = [json.loads((run / "summary.json").read_text("utf-8")) for run in runs]
    classes = [name for name in found[0]["by_class"] if name != "all"]
    most = max(float(summary["total"]["launched"]) for summary in found)
    scale = (760 - LEFT - RIGHT) / most
    height = TOP + ROW * len(found) + 46
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 {height}" '
        'font-family="Helvetica, Arial, sans-serif" font-size="13">',
        f'<rect width="760" height="{height}" fill="#ffffff"/>',
        f'<text x="12" y="22" font-size="15" font-weight="bold">{_title(found[0])}'
        "</text>",
        *_legend(classes),
    ]
    for n, summary in enumerate(found):
        parts += _row(summary, classes, TOP + ROW * n, scale)
    parts += _axis(most, scale, TOP + ROW * len(found))
    out.write_text("\n".join([*parts, "</svg>", ""]), "utf-8")


def _title(summary: dict[str, Any]) -> str:
    fought = f"{summary['replicates']:,} battles in {summary['worlds']} worlds each"
    return f"{summary['scenario']}: leakers by option, {fought}"


def _legend(classes: list[str]) -> list[str]:
    parts, x = [], 12
    for colour, name in zip(COLOURS, classes, strict=False):
        word = name.replace("_", " ")
        parts.append(f'<rect x="{x}" y="36" width="12" height="12" fill="{colour}"/>')
        parts.append(f'<text x="{x + 17}" y="47">{word}</text>')
        x += 34 + 7 * len(word)
    return parts


def _row(
    summary: dict[str, Any], classes: list[str], y: float, scale: float
) -> list[str]:
    total = summary["total"]
    low, high = (LEFT + scale * value for value in total["leaked_worlds90"])
    parts = [
        f'<text x="{LEFT - 10}" y="{y + 27}" text-anchor="end">{summary["option"]}'
        "</text>",
        f'<rect x="{low:.1f}" y="{y + 6}" width="{high - low:.1f}" height="{BAR + 12}" '
        'fill="#dddddd"/>',
    ]
    x = float(LEFT)
    for colour, name in zip(COLOURS, classes, strict=False):
        wide = scale * summary["by_class"][name]["leaked_mean"]
        parts.append(
            f'<rect x="{x:.1f}" y="{y + 12}" width="{wide:.1f}" height="{BAR}" '
            f'fill="{colour}"/>'
        )
        x += wide
    low, high = (LEFT + scale * value for value in total["leaked_ci95"])
    middle = y + 12 + BAR / 2
    parts.append(
        f'<path d="M{low:.1f} {middle}H{high:.1f}M{low:.1f} {middle - 5}v10'
        f'M{high:.1f} {middle - 5}v10" stroke="#000000" fill="none"/>'
    )
    end = max(high, x, LEFT + scale * total["leaked_worlds90"][1]) + 8
    return [*parts, _told(total, end, middle)]


def _told(total: dict[str, Any], end: float, middle: float) -> str:
    """Say the figures, right of the bar or, where it is long, in it."""
    words = f"{total['leaked_mean']:.1f}"
    words += f"; own aircraft engaged {total['friendly_engaged_mean']:.1f}"
    if end > LEFT + 430:
        end, colour = LEFT + 8, "#ffffff"
    else:
        colour = "#333333"
    return f'<text x="{end:.1f}" y="{middle + 4}" fill="{colour}">{words}</text>'


def _axis(most: float, scale: float, y: float) -> list[str]:
    parts = [f'<path d="M{LEFT} {y}h{scale * most:.1f}" stroke="#333333"/>']
    for value in range(0, int(most) + 1, 5):
        x = LEFT + scale * value
        parts.append(f'<path d="M{x:.1f} {y}v5" stroke="#333333"/>')
        parts.append(
            f'<text x="{x:.1f}" y="{y + 19}" text-anchor="middle">{value}</text>'
        )
    x = LEFT + scale * most / 2
    label = "hostiles that got through, mean of a battle"
    parts.append(f'<text x="{x:.1f}" y="{y + 37}" text-anchor="middle">{label}</text>')
    return parts


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
