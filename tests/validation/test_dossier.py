import re

import pytest

from tests.validation.dossier import Row, Table, figures, markdown, pages, tables

TABLES = {f"{page}:{name}": make for page, name, make in tables()}
SLOW = {  # too slow when interpreted
    f"{page}:{name}"
    for page, module in pages()
    for name in getattr(module, "COMPILED", ())
}
NAMES = [
    pytest.param(name, marks=pytest.mark.compiled) if name in SLOW else name
    for name in TABLES
]


@pytest.mark.validation
@pytest.mark.parametrize("name", NAMES)
def test_table__holds(name):
    table = TABLES[name]()
    assert table.rows
    assert all(row.tolerance > 0.0 for row in table.rows)
    assert not [row for row in table.rows if not row.holds]


@pytest.mark.parametrize("page", [page for page, _ in pages()])
def test_page__shows_every_table_and_figure(page, root):
    text = (root / "docs" / "models" / f"{page}.md").read_text()
    blocks = dict(
        re.findall(r"<!-- ((?:table|figure): .+?) -->(.*?)<!-- end -->", text, re.S)
    )
    made = {f"table: {name}" for of, name, _ in tables() if of == page}
    made |= {f"figure: {name}" for of, name, _ in figures() if of == page}
    assert blocks.keys() == made
    for name, block in blocks.items():
        assert block.strip(), f"{name} is empty: make validation"


def test_row__knows_what_it_holds():
    assert Row("", 1.0, 1.1, 0.2).holds
    assert not Row("", 1.0, 1.3, 0.2).holds
    assert not Row("", 1.0, float("nan"), 0.2).holds


def test_markdown__says_reference_and_ours():
    text = markdown(Table([Row("x", 2.0, 2.0001, 0.01)], "m", "a book", 3))
    assert "| x | 2 | 2 | 0.01 | |" in text
    assert text.endswith("*Reference: a book*")
