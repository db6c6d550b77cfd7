"""The documents cannot drift from the code."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from cogapp import Cog

from archive.keeping.ledger import Kind, Ledger
from crawler.sources.source import parse_source
from schedules.cli import cli

ROOT = Path(__file__).parent.parent
HELP = click.Option(["-h", "--help"])  # click adds it to every command
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
ROOMS = ("archive", "crawler", "pipelines", "schedules", "benchmarks", "tests", "docs")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_generated_parts_are_up_to_date(document, monkeypatch):
    """`make docs` would change nothing."""
    monkeypatch.chdir(ROOT)
    assert Cog().main(["cog", "--check", str(document)]) == 0


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_local_links_lead_somewhere(document):
    """Every relative link of a document names a file of the checkout, and a heading of it where it names one."""
    links = re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", document.read_text("utf-8"))
    targets = [((document.parent / name) if name else document, heading) for name, heading in links]
    assert [(path.name, heading) for path, heading in targets if not is_there(path, heading)] == []


def is_there(path: Path, heading: str) -> bool:
    return path.exists() and (not heading or heading in anchors(path))


def anchors(path: Path) -> set[str]:
    """The names under which its headings can be linked to."""
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_code_named_in_the_documents_exists(document):
    """A path of ours in backquotes is a file or folder of the checkout."""
    named = re.findall(rf"`((?:{'|'.join(ROOMS)})/[\w/.]*)`", document.read_text("utf-8"))
    assert sorted(path for path in set(named) if not (ROOT / path).exists()) == []


def commands(document: Path) -> Iterator[str]:
    """What a document tells its reader to type: in backquotes, and in blocks of shell."""
    text = document.read_text("utf-8")
    yield from re.findall(r"`(dibao [^`\n]+)`", text)
    for block in re.findall(r"^```sh\n(.*?)^```", text, re.M | re.S):
        yield from (
            line.removeprefix(".venv/bin/") for line in block.splitlines() if re.match(r"(\.venv/bin/)?dibao ", line)
        )


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_commands_named_in_the_documents_exist(document):
    """Each verb and each option is one that the command line knows."""
    assert {line: wrong for line in commands(document) if (wrong := problem_of(line))} == {}


def problem_of(line: str) -> str | None:
    """What of a command the command line does not know."""
    command: click.Command = cli
    for word in shlex.split(line.partition("|")[0], comments=True)[1:]:
        if word.startswith("-"):
            if not any(word in parameter.opts for parameter in [*command.params, HELP]):
                return word
        elif isinstance(command, click.Group) and word in command.commands:
            command = command.commands[word]
        elif isinstance(command, click.Group) and word.islower() and word.isalpha():
            return word
    return None


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_targets_named_in_the_documents_exist(document):
    """`make X` is a target of the Makefile."""
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = re.findall(r"(?:`|^)make ([a-z-]+)", document.read_text("utf-8"), re.M)
    assert set(named) - targets == set()


def test_every_finding_of_the_audit_is_described():
    """Each stable word with which the archive names a problem stands in its document."""
    literal = re.compile(
        r'Problem\(\s*what="([a-z-]+)"|_(?:row_)?(?:problem|at)\((?:\w+, )?"([a-z-]+)"|return "(torn|not-a-line|chain)"'
    )
    sources = [*(ROOT / "archive").rglob("*.py"), ROOT / "schedules" / "jobs" / "auditing.py"]
    words = {word for path in sources for found in literal.findall(path.read_text("utf-8")) for word in found if word}
    described = set(re.findall(r"`([a-z-]+)`", (ROOT / "docs" / "archive.md").read_text("utf-8")))
    assert {"member-digest", "record-missing", "text-altered"} <= words
    assert words - described == set()


def test_the_example_of_a_source_is_one():
    """What docs/sources.md shows can be put into a collection."""
    text = (ROOT / "docs" / "sources.md").read_text("utf-8")
    example = re.findall(r"^```toml\n(.*?)^```", text, re.M | re.S)[0]
    assert parse_source(example, "the example").id == "example-gov"


def test_the_example_of_reading_a_page_runs():
    """What docs/reading.md shows reads a page."""
    text = (ROOT / "docs" / "reading.md").read_text("utf-8")
    names = {"body": "<h1>某地医改取得进展</h1><p>新华社北京5月24日电，某地医改取得进展，多项指标好转。</p>".encode()}
    exec(re.findall(r"^```python\n(.*?)^```", text, re.M | re.S)[0], names)
    assert names["extraction"].title == "某地医改取得进展"


def test_the_digest_of_the_ledger_is_the_one_described(tmp_path):
    """What docs/archive.md tells to note elsewhere is what the next line holds: of the last line, without its end."""
    ledger = Ledger(tmp_path / "ledger.jsonl")
    for _ in range(2):
        ledger.append(Kind.FIXITY_CHECKED)
    ledger.sync()
    ledger.close()
    command = re.search(r"^tail .*$", (ROOT / "docs" / "archive.md").read_text("utf-8"), re.M)[0]
    said = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert said.split()[0] == ledger.head


def test_pywb_is_set_up_as_described():
    """The configuration in docs/interchange.md is the one with which the players are tried."""
    described = re.findall(r"^echo '(.*)' > config.yaml$", (ROOT / "docs" / "interchange.md").read_text("utf-8"), re.M)
    tried = (ROOT / "tests" / "test_players.py").read_text("utf-8")
    assert [line in tried for line in described] == [True]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_no_place_of_one_machine_is_named(document):
    """No home, temporary or working directory of whoever wrote it."""
    assert re.findall(r"(?<![\w.])/(?:home|tmp|root|work|Users)/\S*", document.read_text("utf-8")) == []
