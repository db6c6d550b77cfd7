"""The tree of errors: what a user can mend, what cannot be read, and what endangers the archive.

DibaoError
├── UserError          wrong use: the message names the thing and the cure; exit 2
├── UnreadablePage     this page cannot be read: a row with its reason, never a stop
│   └── NotText        nothing in it is text (an image, an archive, an unknown format)
├── BrokenRecord       a WARC record or HTTP message that is not what it says
└── ArchiveInDanger    disk, digest, lock or writer: stops the run; exit 3
    ├── CollectionLocked
    ├── DiskFull
    └── WriterDied
"""


class DibaoError(Exception):
    """Any error that Dibao raises on purpose."""


class UserError(DibaoError):
    """Wrong use; the message says what is wrong and what would be right."""


READER_FAILED = "reader-failed"  # why there is no reading where our own code failed on a page: no reason of the page's
TOO_LONG = "too-long"  # why there is no reading of a payload over ``archive.model.MAX_READ_BYTES``
OURS = (READER_FAILED, "crashed")  # reasons that a person who mends Dibao should look at


class UnreadablePage(DibaoError):
    """The page cannot be read; ``reason`` is a short stable word (``too-deep``, ``time``, ``memory``, ``broken`` …)."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}" if self.detail else self.reason


class NotText(UnreadablePage):
    """The payload is of a kind that holds no text we read; ``detail`` names the media type found."""

    def __init__(self, detail: str = "") -> None:
        super().__init__("not-text", detail)

    def __reduce__(self) -> tuple[type["NotText"], tuple[str]]:
        return type(self), (self.detail,)


class BrokenRecord(DibaoError):
    """A WARC record or HTTP message is not what it says; the message names what, and where if known."""


class ArchiveInDanger(DibaoError):
    """Nothing more may be written until a person has looked; nothing acknowledged is lost."""


class CollectionLocked(ArchiveInDanger):
    """Another process writes this collection."""


class DiskFull(ArchiveInDanger):
    """No room for another record; the open file ends at its last whole record."""


class WriterDied(ArchiveInDanger):
    """The writing process is gone."""
