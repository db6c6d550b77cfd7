"""What is kept of an exchange is what went over the wire; what the spider gets is what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from wire import loop
from wire.cases import CASES, Case, script_of
from wire.fetcher import Fetched, Fetcher
from wire.server import Log, ScriptedServer


def exchange(directory: Path, case: Case) -> tuple[Fetched, Log]:
    async def go() -> tuple[Fetched, Log]:
        async with ScriptedServer(script_of(case)) as server, Fetcher(directory) as fetcher:
            fetched = await fetcher.get(f"http://{server.netloc}{case.target}", **case.arguments)
        return fetched, server.log

    return loop.run(go())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_exchange_is_kept_as_it_went_over_the_wire(case: Case, tmp_path: Path) -> None:
    """Request and response are byte for byte what the server received and sent; interim and surplus stand apart."""
    fetched, log = exchange(tmp_path, case)
    kept = fetched.exchange
    assert kept.request == log.requests[-1]
    if case.prefix:
        assert fetched.message
        assert log.sent[-1].startswith(fetched.message)
    else:
        assert kept.interim + fetched.message + kept.surplus == log.sent[-1]
    assert (kept.interim, kept.surplus) == (case.interim, case.surplus)
    assert (kept.ending, kept.reason) == (case.ending, case.reason)
    assert fetched.request.meta["dibao_capture"].ending is case.ending


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_spider_gets_the_message_or_an_error(case: Case, tmp_path: Path) -> None:
    """A whole message reaches the spider with status and body; what is not whole is raised, and kept all the same."""
    fetched, _ = exchange(tmp_path, case)
    if case.status is None:
        assert fetched.error is not None
        return
    assert fetched.error is None
    assert fetched.response is not None
    assert fetched.response.status == case.status
    if case.body is not None:
        assert fetched.response.body == case.body
