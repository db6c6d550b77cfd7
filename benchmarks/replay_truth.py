"""Two nights over a replayed corpus, and how far the outcomes agree with the truth, by fate.

    python benchmarks/replay_truth.py SHARED [--hosts N] [--keep DIR]

SHARED holds corpus/replay.py.  Every host of the corpus becomes a source by `dibao source add`; then night 1, night 2.
Expected: same -> same-bytes or not-modified, boilerplate -> same-text, edited -> changed, gone -> gone,
error -> http-error, reset -> unreachable, moved -> moved with its target captured, copied -> same at the old address,
and the copy is new with the original's text hash.
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import stand

UNTOUCHED = {"same-bytes", "not-modified"}
EXPECTED = {
    "same": UNTOUCHED,
    "boilerplate": {"same-text"},
    "edited": {"changed"},
    "gone": {"gone"},
    "error": {"http-error"},
    "reset": {"unreachable"},
    "moved": {"moved"},
    "copied": UNTOUCHED,
}
Captures = dict[str, dict[str, Any]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--hosts", type=int, default=0, help="only the first N hosts (default: all)")
    parser.add_argument("--keep", type=Path, help="make the collection here and leave it")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        root = arguments.keep or Path(scratch) / "collection"
        truth, captures = two_nights(arguments.shared, root, arguments.hosts)
    return report(truth, captures)


def two_nights(shared: Path, root: Path, hosts: int) -> tuple[list[dict[str, Any]], Captures]:
    replay = shared / "corpus" / "replay.py"
    stand.make_collection(root)
    with stand.serving(replay) as environment:
        add_sources(shared, root, hosts, environment)
        show("night 1", stand.dibao("-C", str(root), "collect", environment=environment))
    truth_file = root / "truth.jsonl"
    with stand.serving(replay, "--night", "2", "--truth", str(truth_file)) as environment:
        second = stand.dibao("-C", str(root), "collect", "--json", environment=environment)
    show("night 2", second)
    captures = {row["url"]: row for row in map(json.loads, second.stdout.splitlines())}
    known = {urlsplit(url).netloc for url in captures}
    truth = [json.loads(line) for line in truth_file.read_text("utf-8").splitlines()]
    return [row for row in truth if urlsplit(row["url"]).netloc in known], captures


def add_sources(shared: Path, root: Path, hosts: int, environment: dict[str, str]) -> None:
    with (shared / "corpus" / "manifest.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    sys.path.insert(0, str(shared / "corpus"))
    from replay import address  # type: ignore[import-not-found]  # its own rule for the address of a page

    starts = sorted(
        {f"http://{urlsplit(address(row)).netloc}/" for row in rows if row["kind"] in ("news", "gov", "other")}
    )
    added = stand.dibao("-C", str(root), "source", "add", *starts[: hosts or None], environment=environment)
    show(f"{len(starts[: hosts or None])} sources", added)


def show(what: str, finished: stand.Finished) -> None:
    print(f"{what}: {finished.seconds:.1f} s, peak {finished.peak_mb:.0f} MB, exit {finished.returncode}", flush=True)
    if finished.returncode not in (0, 1):
        raise SystemExit(finished.stderr[-3000:])


def report(truth: list[dict[str, Any]], captures: Captures) -> int:
    tally: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    wrong = []
    for row in truth:
        capture = captures.get(row["url"], {})
        outcome = str(capture.get("outcome", "not attempted"))
        tally[row["fate"]][outcome] += 1
        if not agrees(row, outcome, captures):
            wrong.append((row["fate"], outcome, row["url"]))
    for fate, outcomes in sorted(tally.items()):
        right = sum(outcomes.values()) - sum(1 for item in wrong if item[0] == fate)
        print(f"{fate:12} {right:4} of {sum(outcomes.values()):4}   {dict(outcomes)}")
    for item in wrong:
        print("  differs:", *item)
    print(f"agreement {len(truth) - len(wrong)} of {len(truth)}")
    return int(bool(wrong))


def agrees(row: dict[str, Any], outcome: str, captures: Captures) -> bool:
    if outcome not in EXPECTED[row["fate"]]:
        return False
    if row["fate"] == "moved":
        return row["moved_to"] in captures
    if row["fate"] == "copied":
        copy = captures.get(row["copy_at"], {})
        return copy.get("outcome") == "new" and copy.get("text_sha256") == captures[row["url"]].get("text_sha256")
    return True


if __name__ == "__main__":
    sys.exit(main())
