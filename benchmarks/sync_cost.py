"""What it costs to have each record on disk before it is acknowledged: the writer with and without its syncs.

    python benchmarks/sync_cost.py [--captures 2000] [--together 8] [--rounds 5]

``--together`` is how many captures one sync serves (a run at full speed has them wait in the socket); 1 is the worst
case.  Without: fdatasync does nothing, all else is as ever.  In alternation; prints the medians with their range.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import stand

from archive.collection import open_collection
from archive.keeping.keeper import Keeper
from archive.model import Ending, Exchange, Role, Run

RUN = "20261121-205722-a1b2"
RECORDS = 3  # of one capture: response, request, metadata
REQUEST = (
    b"GET /a HTTP/1.1\r\nHost: site.test\r\nAccept: text/html\r\nAccept-Language: zh-CN\r\nUser-Agent: dibao\r\n\r\n"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--captures", type=int, default=2000)
    parser.add_argument("--together", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    exchanges = [exchange(number) for number in range(arguments.captures)]
    with_sync, without, costs = [], [], []
    for _ in range(arguments.rounds):
        with_sync.append(keep(exchanges, arguments.together))
        with patch("os.fdatasync", lambda descriptor: None):
            without.append(keep(exchanges, arguments.together))
        costs.append(with_sync[-1] - without[-1])
    for name, figures in (("synced", with_sync), ("not synced", without), ("the syncs", costs)):
        print(
            f"{name:10} {statistics.median(figures):6.3f} ms a record "
            f"({min(figures):.3f}-{max(figures):.3f}), {arguments.together} captures to a sync"
        )


def exchange(number: int) -> Exchange:
    """A page of some 48 KB that compresses as pages do."""
    random.seed(number)
    words = [chr(random.randrange(0x4E00, 0x5E00)) * 2 for _ in range(400)]
    body = "".join(f"<p class=a>{random.choice(words)}{random.choice(words)}</p>" for _ in range(1900)).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    return Exchange(
        url=f"http://site.test/{number}.html",
        run=RUN,
        source="site",
        role=Role.DOCUMENT,
        started=datetime.now(UTC),
        ending=Ending.COMPLETE,
        request=REQUEST,
        response=head.encode() + body,
    )


def keep(exchanges: list[Exchange], together: int) -> float:
    """Milliseconds a record."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "collection"
        stand.make_collection(root)
        with Keeper(open_collection(root)) as keeper:
            keeper.begin_run(Run(id=RUN, started=datetime.now(UTC), settings_sha256="0" * 64, software="benchmark"), {})
            started = time.monotonic()
            for number, one in enumerate(exchanges, 1):
                keeper.keep(one)
                if number % together == 0:
                    keeper.sync()
            keeper.sync()
            return 1000 * (time.monotonic() - started) / (RECORDS * len(exchanges))


if __name__ == "__main__":
    main()
