"""The one event loop of the tests that need Twisted: a reactor is started once in a process and never again."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar

from scrapy.utils.reactor import install_reactor

T = TypeVar("T")


@cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor

    reactor.startRunning(installSignalHandlers=False)
    return loop


def run(coroutine: Coroutine[Any, Any, T], *, within_s: float = 20) -> T:
    """The coroutine's result, with Twisted's reactor running."""
    return _loop().run_until_complete(asyncio.wait_for(coroutine, within_s))


def start() -> None:
    """Installs the reactor, for what must be imported or built with one."""
    _loop()


@contextmanager
def names_resolved_by(resolver: object) -> Iterator[None]:
    """Puts ``resolver`` in the place of the reactor's while it lasts."""
    _loop()
    from twisted.internet import reactor

    before = reactor.installResolver(resolver)
    try:
        yield
    finally:
        reactor.installResolver(before)


def stop() -> None:
    """Ends the reactor's threads, without which a script would not end."""
    _loop()
    from twisted.internet import reactor

    reactor.fireSystemEvent("shutdown")
