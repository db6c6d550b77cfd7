"""Pages on disk: in the order given, each a line, one that cannot be read too."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

import pytest

from archive.errors import UnreadablePage
from archive.model import Extraction, Extractor, Page, ReadOptions
from schedules.jobs.extract_files import extract_files, files_of, read_in_order
from schedules.jobs.readers import Readers, failed


class LateReader:
    """Answers only when more pages are under way than may be; the last asked first."""

    def __init__(self, *, ahead: int) -> None:
        self.ahead = ahead
        self.waiting: list[tuple[Page, Future[Extraction]]] = []

    def submit(self, page: Page, options: ReadOptions) -> Future[Extraction]:
        future: Future[Extraction] = Future()
        self.waiting.append((page, future))
        if len(self.waiting) == self.ahead:
            self._answer()
        return future

    def _answer(self) -> None:
        while self.waiting:
            page, future = self.waiting.pop()
            if page.body == b"broken":
                future.set_exception(UnreadablePage("too-deep", "10,000 elements"))
            else:
                future.set_result(Extraction(extractor=Extractor(name="late", version="0"), path=page.path))


@pytest.fixture
def pages(tmp_path: Path) -> list[str]:
    paths = [tmp_path / f"{number}.html" for number in range(4)]
    for path in paths:
        path.write_bytes(b"broken" if path.name == "2.html" else b"<p>")
    return [str(path) for path in paths]


def test_lines_come_in_the_order_given(pages: list[str]) -> None:
    """Whichever page is read first, the lines stand in the order of the files; an unreadable one is its error."""
    lines = list(read_in_order(reversed(pages), Readers(LateReader(ahead=4), 4)))
    assert [line["path"] for line in lines] == list(reversed(pages))
    assert [line.get("error") for line in lines] == [None, "too-deep: 10,000 elements", None, None]


def test_a_missing_file_is_a_line(pages: list[str], tmp_path: Path) -> None:
    """What the system says of a file stands in its line, and the others are read."""
    lines = list(read_in_order([str(tmp_path / "no.html"), pages[0]], Readers(LateReader(ahead=1), 1)))
    assert lines[0] == {"path": str(tmp_path / "no.html"), "error": "no such file or directory"}
    assert lines[1]["path"] == pages[0]


def test_a_fault_of_ours_is_a_line(pages: list[str], caplog: pytest.LogCaptureFixture) -> None:
    """The others are read, and the log has the traceback."""

    class Faulty:
        def submit(self, page: Page, options: ReadOptions) -> Future[Extraction]:
            return failed(ZeroDivisionError("division by zero"))

    lines = list(read_in_order(pages[:2], Readers(Faulty(), 1)))
    assert [line["error"] for line in lines] == ["reader-failed: ZeroDivisionError: division by zero"] * 2
    assert "Traceback" in caplog.text


def test_no_more_pages_are_under_way_than_may_be(pages: list[str]) -> None:
    """The first line comes before the fourth page is even opened: a million files need no more memory than a few."""
    reader = LateReader(ahead=2)
    lines = read_in_order(pages, Readers(reader, 2))
    next(lines)
    assert len(reader.waiting) == 0
    assert [line["path"] for line in lines] == pages[1:]


def test_a_directory_stands_for_the_files_below_it(tmp_path: Path) -> None:
    """By name, hidden ones left out; a file stands for itself, also one that is not there."""
    for name in ("b/2.html", "b/.git/x", "a.html", ".hidden", "c.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    assert [Path(path).relative_to(tmp_path).as_posix() for path in files_of(str(tmp_path))] == [
        "a.html",
        "c.md",
        "b/2.html",
    ]
    assert list(files_of("not-there.html")) == ["not-there.html"]


def test_a_directory_that_cannot_be_looked_into_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stands last, and reading it says why."""
    (tmp_path / "a.html").write_text("")

    def scandir(path: str) -> object:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("os.scandir", scandir)  # root may look into everything
    assert list(files_of(str(tmp_path))) == [str(tmp_path)]


def test_a_few_pages_are_read_by_the_reader_itself(tmp_path: Path) -> None:
    """The real reader, in this process: the headline and the text of a small page."""
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>医改新政公布_邸报网</title></head><body><h1>医改新政公布</h1>"
        "<p>国务院办公厅今天公布了新的医改政策,各地将于明年起分步实施,群众看病负担有望减轻。</p>"
        "<p>专家表示,这项政策涉及医保、医疗、医药三个方面,需要各部门协同推进,才能取得实效。</p></body></html>",
        "utf-8",
    )
    (line,) = extract_files([str(page)])
    assert (line["path"], line["title"]) == (str(page), "医改新政公布")
    assert "分步实施" in line["text"]
