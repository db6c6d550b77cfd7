"""The documents cannot drift from the code."""

import re
from pathlib import Path

import pytest
from cogapp import Cog

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_generated_parts_are_up_to_date(document, monkeypatch):
    """`make docs` would change nothing."""
    monkeypatch.chdir(ROOT)
    assert Cog().main(["cog", "--check", str(document)]) == 0


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_local_links_lead_somewhere(document):
    """Every relative link of a document names a file of the checkout."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_code_named_in_the_documents_exists():
    """A path of ours in backquotes is a file of the checkout."""
    named = {
        path
        for document in DOCUMENTS
        for path in re.findall(
            r"`((?:archive|crawler|pipelines|schedules|benchmarks|tests)/[\w/.]+\.\w+)`", document.read_text("utf-8")
        )
    }
    assert sorted(path for path in named if not (ROOT / path).exists()) == []
