"""A whole run (capture, reading, catalog) against bare Scrapy and the script one would write instead.

    python benchmarks/whole_run.py --shared DIR [--pages 2000] [--rounds 3]

DIR holds bench/bigweb.py and bench/bare_scrapy.py.  Alternating rounds on one server; prints pages a second, the ratios
with their range, peak memory and bytes on disk per page.  The scripts time their crawl alone, without the start of the
process; a run of ours is given both ways: as the person at the keyboard waits (`whole`), and from the run's own record
(`crawl`).
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import stand

HOSTS = 40


@dataclass(frozen=True, slots=True)
class Round:
    pages_per_s: float  # of the crawl alone
    waited_pages_per_s: float  # from the command to its end
    peak_mb: float
    bytes_per_page: float = 0.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    shared, pages = arguments.shared, arguments.pages
    big = ("--corpus", str(shared / "corpus"), "--pages", str(pages), "--hosts", str(HOSTS))
    results: dict[str, list[Round]] = {"bare": [], "inline": [], "dibao": []}
    with stand.serving(shared / "bench" / "bigweb.py", *big) as environment:
        runs: dict[str, Callable[[Path], Round]] = {
            "bare": lambda scratch: scripted(shared, "bare", scratch, environment),
            "inline": lambda scratch: scripted(shared, "inline", scratch, environment),
            "dibao": lambda scratch: whole(scratch, pages, environment),
        }
        for number in range(arguments.rounds):
            for name, one in runs.items():
                with tempfile.TemporaryDirectory() as scratch:
                    results[name].append(one(Path(scratch)))
                print(f"round {number + 1} {name:7} {results[name][-1]}", flush=True)
    report(results)
    return 0


def scripted(shared: Path, mode: str, scratch: Path, environment: dict[str, str]) -> Round:
    script = shared / "bench" / "bare_scrapy.py"
    done = stand.run([sys.executable, str(script), mode, str(HOSTS), str(scratch / "out")], environment=environment)
    found = re.search(r"pages/s ([\d.]+)", done.stdout)
    if not found:
        raise SystemExit(done.stderr[-3000:])
    pages = int(re.search(r"pages (\d+)", done.stdout)[1])  # type: ignore[index]  # it stands before the other
    return Round(float(found[1]), pages / done.seconds, done.peak_mb)


def whole(scratch: Path, pages: int, environment: dict[str, str]) -> Round:
    """One run by the command line; `source add` does not count."""
    root = scratch / "collection"
    stand.make_collection(root)
    starts = [f"http://h{number}.web.test/" for number in range(HOSTS)]
    added = stand.dibao("-C", str(root), "source", "add", *starts, environment=environment)
    done = stand.dibao("-C", str(root), "collect", environment=environment)
    if added.returncode or done.returncode:
        raise SystemExit((added.stderr + done.stderr)[-3000:])
    run = json.loads(stand.dibao("-C", str(root), "runs", "--json").stdout.splitlines()[0])
    crawl = datetime.fromisoformat(run["ended"]) - datetime.fromisoformat(run["started"])
    speeds = (pages / crawl.total_seconds(), pages / done.seconds)
    return Round(*speeds, done.peak_mb, stand.size_of(root) / pages)


def report(results: dict[str, list[Round]]) -> None:
    for name, rounds in results.items():
        speeds = [one.pages_per_s for one in rounds]
        print(
            f"{name:7} pages/s median {statistics.median(speeds):.1f} ({min(speeds):.1f}-{max(speeds):.1f}), "
            f"peak {max(one.peak_mb for one in rounds):.0f} MB, {rounds[-1].bytes_per_page:.0f} bytes on disk a page"
        )
    for peer in ("bare", "inline"):
        pairs = list(zip(results["dibao"], results[peer], strict=True))
        say_ratio(f"crawl, dibao / {peer}", [ours.pages_per_s / theirs.pages_per_s for ours, theirs in pairs])
        say_ratio(f"whole, dibao / {peer}", [a.waited_pages_per_s / b.waited_pages_per_s for a, b in pairs])


def say_ratio(what: str, ratios: list[float]) -> None:
    print(f"{what}: median {statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})")


if __name__ == "__main__":
    sys.exit(main())
