"""Fill the pages of docs/models with the tables and figures of the dossier.

    python tools/validation.py

Each page is written by hand but for its blocks, which stand between
``<!-- table: NAME -->`` or ``<!-- figure: NAME -->`` and ``<!-- end -->``.
"""

import re
import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
import matplotlib.pyplot as plt

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from tests.validation import dossier  # noqa: E402

PAGES = ROOT / "docs" / "models"
STYLE = {
    "svg.hashsalt": "kalkan",  # the same picture gives the same file
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.alpha": 0.3,
    "lines.linewidth": 1.6,
    "legend.frameon": False,
}


def main() -> None:
    """Fill every page; say which."""
    blocks: dict[str, dict[str, str]] = {page: {} for page, _ in dossier.pages()}
    for page, name, make in dossier.tables():
        table = make()
        wrong = [row.label for row in table.rows if not row.holds]
        if wrong:
            sys.exit(f"{page}, table {name}: does not hold for {', '.join(wrong)}")
        blocks[page][f"table: {name}"] = dossier.markdown(table)
    for page, name, draw in dossier.figures():
        blocks[page][f"figure: {name}"] = _figure(page, name, draw)
    for page, made in blocks.items():
        path = PAGES / f"{page}.md"
        path.write_text(_filled(path.read_text(), made))
        print(path.relative_to(ROOT))


def _figure(page: str, name: str, draw: dossier.Figure) -> str:
    """Draw a figure beside the pages and return how a page shows it."""
    file = PAGES / "images" / f"{page}-{name}.svg"
    file.parent.mkdir(exist_ok=True)
    with mpl.rc_context(STYLE):
        figure, axes = plt.subplots(figsize=(7.2, 4.0), layout="constrained")
        caption = draw(axes)
        figure.savefig(file, metadata={"Date": None})
        plt.close(figure)
    return f"![{caption}](images/{file.name})\n\n*{caption}*"


def _filled(text: str, made: dict[str, str]) -> str:
    """Return a page with every block replaced by what was made for it."""

    def block(found: re.Match[str]) -> str:
        return f"{found[1]}\n{made[found[2]]}\n<!-- end -->"

    return re.sub(
        r"(<!-- ((?:table|figure): .+?) -->).*?<!-- end -->", block, text, flags=re.S
    )


if __name__ == "__main__":
    main()
