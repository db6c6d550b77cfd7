"""The command line: every verb explains itself, a mistake is told with its cure, codes and streams as documented."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from archive.collection import open_collection
from archive.errors import DiskFull
from archive.keeping.lock import Lock
from schedules.cli import cli

ROOT = Path(__file__).parent.parent


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=stdin)


def verbs(group: click.Group = cli, name: str = "dibao") -> Iterator[tuple[str, click.Command]]:
    yield name, group
    for verb, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from verbs(command, f"{name} {verb}")
        else:
            yield f"{name} {verb}", command


each_verb = pytest.mark.parametrize(("name", "command"), [pytest.param(*verb, id=verb[0]) for verb in verbs()])


@each_verb
def test_every_verb_has_a_help_text_with_an_example_of_itself(name: str, command: click.Command) -> None:
    """The help says what the verb does, and shows at least one call of that very verb."""
    assert command.help is not None
    prose, _, examples = command.help.partition("Example:")
    assert len(prose.split()) >= 4
    assert name in examples


@each_verb
def test_every_option_is_described(name: str, command: click.Command) -> None:
    """An option says what it does, unless it is for Dibao's own use."""
    undescribed = [p.name for p in command.params if isinstance(p, click.Option) and not p.hidden and not p.help]
    assert undescribed == []


def test_the_documented_help_texts_are_the_real_ones() -> None:
    """docs/commands.md is what ``make docs`` writes."""
    checked = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "docs/commands.md"], cwd=ROOT, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_init_makes_a_collection_whose_settings_are_the_defaults(tmp_path: Path) -> None:
    """The new dibao.toml names every setting at its default, so that editing it is all there is to learn."""
    from archive.collection import Settings

    result = run("init", tmp_path / '邸报 "x"', "--contact", "desk@example.org")
    collection = open_collection(tmp_path / '邸报 "x"')
    assert (result.exit_code, result.stdout) == (0, "")
    assert collection.settings == Settings(name='邸报 "x"', contact="desk@example.org")


def test_init_leaves_a_collection_alone(tmp_path: Path) -> None:
    """A second init in the same place is wrong use, and changes nothing."""
    run("init", tmp_path)
    before = (tmp_path / "dibao.toml").read_bytes()
    result = run("init", tmp_path, "--name", "other")
    assert (result.exit_code, (tmp_path / "dibao.toml").read_bytes()) == (2, before)


def test_outside_a_collection_the_cure_is_told(tmp_path: Path) -> None:
    """The message names the directory and the two things that help; nothing goes to standard output."""
    result = run("-C", tmp_path, "source", "list")
    assert (result.exit_code, result.stdout) == (2, "")
    assert str(tmp_path) in result.stderr
    assert "dibao init" in result.stderr
    assert "-C DIR" in result.stderr


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    """File, key and what is known there; no traceback."""
    run("init", tmp_path)
    (tmp_path / "dibao.toml").write_text("colour = 'red'\n")
    result = run("-C", tmp_path, "source", "list")
    assert result.exit_code == 2
    assert "unknown key 'colour'" in result.stderr


def test_an_archive_in_danger_is_exit_code_3(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A full disk is no mistake of the user's: 3, and the message says so."""

    def full(*_: object) -> None:
        raise DiskFull("no room for another record")

    monkeypatch.setattr("schedules.commands.collection.create_collection", full)
    result = run("init", tmp_path)
    assert (result.exit_code, result.stderr) == (3, "dibao: the archive is in danger: no room for another record\n")


def test_a_damaged_catalog_is_told_with_its_cure(tmp_path: Path) -> None:
    """No traceback: the archive is in danger, and what mends it."""
    run("init", tmp_path)
    (tmp_path / "catalog.db").write_bytes(b"no database" * 1000)
    result = run("-C", tmp_path, "runs")
    assert (result.exit_code, "dibao rebuild" in result.stderr) == (3, True)


def test_a_place_where_nothing_can_be_made_is_named(tmp_path: Path) -> None:
    """A file stands where the directory should be: its name and what is wrong, in one line."""
    (tmp_path / "file").write_text("")
    result = run("init", tmp_path / "file" / "gazette")
    assert (result.exit_code, result.stderr) == (
        2,
        f"dibao: error: {tmp_path}/file/gazette/sources: not a directory\n",
    )


def test_settings_that_are_not_utf8_are_told(tmp_path: Path) -> None:
    """As an editor on Windows may save them; a byte order mark is no harm."""
    run("init", tmp_path)
    (tmp_path / "dibao.toml").write_bytes('name = "邸报"'.encode("gb18030"))
    wrong = run("-C", tmp_path, "source", "list")
    (tmp_path / "dibao.toml").write_bytes('name = "邸报"'.encode("utf-8-sig"))
    assert (wrong.exit_code, "not UTF-8" in wrong.stderr) == (2, True)
    assert run("-C", tmp_path, "source", "list").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["runs", "--limit", "-1"], "--limit"),
        (["search", "--since", "2024-13-01", "医改"], "2024-13-01"),
        (["search", "--limit", "0", "医改"], "--limit"),
        (["search", "医改"], "dibao rebuild"),
        (["collect"], "dibao source add URL"),
        (["collect", "nobody"], "no source 'nobody'"),
        (["diff", "x", "0"], "0 is not in the range"),
        (["export", "captures", "--outcome", "good"], "http-error"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_wrong_use_is_told_and_makes_nothing(arguments: list[str], words: str, tmp_path: Path) -> None:
    """Exit code 2 and what is wrong; no catalog is left behind that was not there."""
    run("init", tmp_path)
    result = run("-C", tmp_path, *arguments)
    assert (result.exit_code, words in result.stderr, result.stdout) == (2, True, "")
    assert not (tmp_path / "catalog.db").exists()


def test_a_catalog_that_may_not_be_opened_is_named(tmp_path: Path) -> None:
    """What the system says of it, as of any file: a directory in its place, or no permission."""
    run("init", tmp_path)
    (tmp_path / "catalog.db").mkdir()
    result = run("-C", tmp_path, "search", "医改")
    assert (result.exit_code, result.stderr) == (2, f"dibao: error: {tmp_path.resolve()}/catalog.db: is a directory\n")


def test_a_collection_that_is_being_written_is_busy(tmp_path: Path) -> None:
    """Exit code 3, with the process that writes; nothing was done."""
    run("init", tmp_path)
    lock = Lock(open_collection(tmp_path).lock)
    result = run("-C", tmp_path, "rebuild")
    lock.release()
    assert result.exit_code == 3
    assert result.stderr.startswith("dibao: busy: ")
    assert str(os.getpid()) in result.stderr


def test_extract_prints_a_line_a_file_and_1_if_one_failed(tmp_path: Path) -> None:
    """In the order given, the missing one as its error, standard input as "-"."""
    page = tmp_path / "page.html"
    page.write_text("<h1>医改</h1><p>国务院办公厅今天公布了新的医改政策。</p>", "utf-8")
    result = run("extract", page, tmp_path / "none.html", "-", stdin="<h1>医保</h1><p>医保局今天答记者问。</p>")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["path"] for line in lines] == [str(page), str(tmp_path / "none.html"), "-"]
    assert (result.exit_code, lines[1]["error"]) == (1, "no such file or directory")


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    """``dibao … | head -1`` ends quietly with 0, however much was left to print."""
    for number in range(300):
        (tmp_path / f"{number}.html").write_text("")
    command = (
        f"{sys.executable} -m schedules.cli extract {tmp_path}/missing-{{1..3000}} | head -1; exit ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)


@pytest.mark.parametrize("redirection", ["| head -c 9", ">&-", ">/dev/full"])
def test_wherever_its_output_goes_there_is_no_traceback(redirection: str, tmp_path: Path) -> None:
    """To a reader that goes away, to nobody, to a disk that is full: only the last is wrong, and is told."""
    command = f"{sys.executable} -m schedules.cli source list --from starter {redirection}; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True)
    full = (2, "dibao: error: standard output: no space is left there\n")
    assert (done.returncode, done.stderr) == (full if "full" in redirection else (0, ""))


def test_help_loads_nothing_heavy() -> None:
    """``dibao --help`` and ``--version`` answer at once: neither crawler nor reader nor tables are loaded."""
    code = (
        "import sys\nimport schedules.cli\n"
        "heavy = {'scrapy', 'twisted', 'trafilatura', 'lxml', 'rich', 'sqlite_utils', 'apscheduler'}\n"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
