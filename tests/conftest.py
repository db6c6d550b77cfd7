"""What all tests share."""

import sys


def pytest_sessionfinish():
    """Ends Twisted's threads, if a test started its reactor: they would keep the interpreter from ending."""
    if "twisted.internet.reactor" in sys.modules:
        from twisted.internet import reactor

        reactor.fireSystemEvent("shutdown")
