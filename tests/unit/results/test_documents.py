"""docs/reading-results.md says what is written, no more and no less."""

import re
from pathlib import Path

import pytest

from fake_battle import fighter, question
from kalkan.campaign.conduct import conduct
from kalkan.results.columns import SENTENCES, TABLES, document
from kalkan.results.meanings import document_events


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / "docs" / "reading-results.md").read_text("utf-8")


@pytest.mark.parametrize("table", TABLES)
def test_reading_results__lists_the_columns(table, text):
    assert f"## `{table}.parquet`: {SENTENCES[table]}\n\n{document(table)}\n" in text


def test_reading_results__lists_the_kinds_of_event(text):
    assert document_events() in text


def test_reading_results__lists_every_field(text):
    named = set(re.findall(r"`([a-z_0-9]+)`", text))
    study = conduct(question(), fighter(), 1, keeps_tables=False)
    for content in (
        study.summary,
        study.summary["total"],
        study.summary["decoys"],
        study.summary["by_class"]["cruise_missile"],
        study.provenance,
    ):
        assert content.keys() <= named
