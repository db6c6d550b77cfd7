"""Sources by the command line: looked at side by side, copied from the starter set, listed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from archive.collection import open_collection
from crawler.sources.source import load_sources
from schedules.cli import cli
from schedules.demo import web
from schedules.demo.server import DemoServer

HOSTS = [f"http://{site['host']}/" for site in web.sites()]


@pytest.fixture(scope="module")
def proxy() -> Iterator[str]:
    with DemoServer() as server:
        yield server.proxy


@pytest.fixture
def gazette(tmp_path: Path, proxy: str) -> Path:
    """An empty collection beside the bundled web on loopback."""
    settings = f'[politeness]\ndelay_s = 0.0\n[network]\nproxy = "{proxy}"\n'
    (tmp_path / "dibao.toml").write_text(settings, "utf-8")
    return tmp_path


def dibao(directory: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["-C", str(directory), "source", *arguments])


def objects(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_sites_are_looked_at_and_each_becomes_a_source(gazette: Path) -> None:
    """Several at once, told in the order given; each file says why it is as it is, and is a source."""
    result = dibao(gazette, "add", *HOSTS)
    assert result.exit_code == 0, result.stderr
    sources = load_sources(open_collection(gazette))
    told = [line.partition(":")[0] for line in result.stdout.splitlines() if line.startswith("sources/")]
    assert sorted(told) == [f"sources/{name}.toml" for name in sources]
    assert all(source.starts for source in sources.values())


def test_a_survey_as_json_has_the_source_and_its_findings(gazette: Path) -> None:
    """One object a site; each finding names the key that it explains."""
    (survey,) = [
        json.loads(line) for line in dibao(gazette, "add", HOSTS[0], "--id", "one", "--json").stdout.splitlines()
    ]
    assert (survey["id"], survey["looked_at"]) == ("one", HOSTS[0])
    assert {"feeds", "sitemaps"} <= {finding["key"] for finding in survey["findings"]}


def test_of_several_sites_those_that_give_nothing_are_told(gazette: Path) -> None:
    """The others are added all the same, and the exit code is 1."""
    result = dibao(gazette, "add", "http://nowhere.example/", HOSTS[0])
    assert (result.exit_code, "1 of 2 sites gave no source:\n  http://nowhere.example/: " in result.stderr) == (1, True)
    assert len(load_sources(open_collection(gazette))) == 1


def test_a_site_that_gives_nothing_is_wrong_use(gazette: Path) -> None:
    """Where it was the only one."""
    result = dibao(gazette, "add", "http://nowhere.example/")
    assert (result.exit_code, result.stdout, list((gazette / "sources").glob("*"))) == (2, "", [])


def test_one_id_is_for_one_site(gazette: Path) -> None:
    """Two addresses with one --id are a usage error."""
    result = dibao(gazette, "add", HOSTS[0], HOSTS[1], "--id", "both")
    assert (result.exit_code, "one address" in result.stderr) == (2, True)


def test_a_starter_source_is_copied_and_not_over_another(gazette: Path) -> None:
    """Its id is taken from the list; a second time changes nothing."""
    starter = [
        json.loads(line)["id"] for line in dibao(gazette, "list", "--from", "starter", "--json").stdout.splitlines()
    ]
    results = [dibao(gazette, "add", "--from", "starter", starter[0]) for _ in range(2)]
    assert [result.exit_code for result in results] == [0, 2]
    assert list(load_sources(open_collection(gazette))) == [starter[0]]


def test_an_unknown_starter_source_is_told_with_those_there_are(gazette: Path) -> None:
    """So that the next try is right."""
    result = dibao(gazette, "add", "--from", "starter", "no-such-site")
    assert (result.exit_code, "no-such-site" in result.stderr) == (2, True)


def test_sources_are_listed_and_checked(gazette: Path) -> None:
    """The list tells how many starting points; the check, what they give and how a page is read."""
    dibao(gazette, "add", HOSTS[0], "--id", "one")
    assert dibao(gazette, "list").stdout.splitlines()[1].split("\t")[0] == "one"
    checked = dibao(gazette, "check", "one")
    assert checked.exit_code == 0, checked.stdout
    assert "title: " in checked.stdout
    (told,) = objects(dibao(gazette, "check", "--json"))
    assert (told["source"], told["problem"]) == ("one", None)


def test_a_check_of_an_unknown_source_is_wrong_use(gazette: Path) -> None:
    """The message says what there is."""
    result = dibao(gazette, "check", "two")
    assert (result.exit_code, "no source 'two'" in result.stderr) == (2, True)
