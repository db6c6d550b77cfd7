"""What the benchmarks share: a web on loopback, a collection made by the command line, and a child's peak memory."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

FAST = """
[politeness]
delay_s = 0.0
per_host = 8
concurrent = 32
timeout_s = 20.0
retries = 1
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serving(script: Path, *arguments: str) -> Iterator[dict[str, str]]:
    """Runs a proxy server script; yields the environment with which a crawler reaches its web."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, str(script), "--port", str(port), *arguments], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    server.stdout.readline()  # it says when it serves
    environment = {key: value for key, value in os.environ.items() if key.lower() not in ("no_proxy", "all_proxy")}
    try:
        yield environment | {"http_proxy": f"http://127.0.0.1:{port}"}
    finally:
        server.terminate()
        server.wait(timeout=10)


@dataclass(frozen=True, slots=True)
class Finished:
    """A command that ended: what it printed, how long it took, and the most memory its processes held together."""

    returncode: int
    stdout: str
    stderr: str
    seconds: float
    peak_mb: float


def run(command: Sequence[str], *, environment: dict[str, str] | None = None) -> Finished:
    """Runs a command and watches the resident memory of it and its children, ten times a second."""
    started = time.monotonic()
    child = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    peaks = [0.0]
    watcher = threading.Thread(target=_watch, args=(child, peaks), daemon=True)
    watcher.start()
    stdout, stderr = child.communicate()
    seconds = time.monotonic() - started
    watcher.join()
    return Finished(child.returncode, stdout, stderr, seconds, peaks[0])


def _watch(child: subprocess.Popen[str], peaks: list[float]) -> None:
    while child.poll() is None:
        peaks[0] = max(peaks[0], _resident_mb(child.pid))
        time.sleep(0.1)


def _resident_mb(pid: int) -> float:
    """Proportional set size, so that pages shared by parent and children count once."""
    total = 0
    with contextlib.suppress(psutil.Error):
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            with contextlib.suppress(psutil.Error):
                total += process.memory_full_info().pss
    return total / 2**20


def dibao(*arguments: str, environment: dict[str, str] | None = None) -> Finished:
    """Runs the command line of this checkout."""
    return run([sys.executable, "-m", "schedules.cli", *arguments], environment=environment)


def make_collection(directory: Path) -> None:
    """A collection without politeness, for servers of our own on loopback."""
    made = dibao("init", str(directory))
    if made.returncode:
        raise SystemExit(made.stderr)
    settings = directory / "dibao.toml"
    kept = settings.read_text("utf-8").split("[politeness]")
    rest = kept[1].partition("\n[")[2] if len(kept) > 1 else ""
    settings.write_text(kept[0] + FAST + (f"\n[{rest}" if rest else ""), "utf-8")


def size_of(directory: Path) -> int:
    """Bytes of all files below it."""
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())
