"""Where the things of one collection lie, and its settings."""

from __future__ import annotations

import hashlib
import tomllib
import zoneinfo
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from archive.errors import UserError

SETTINGS_FILE = "dibao.toml"
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Politeness:
    """How a run behaves towards a host."""

    delay_s: float = 1.0  # between two requests to one host
    per_host: int = 1  # requests under way at one host
    concurrent: int = 32  # requests under way in all
    timeout_s: float = 60.0  # for one answer
    retries: int = 1  # after no answer or a 5xx
    robots: bool = True  # RFC 9309


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What one run may take."""

    pages_per_source: int = 5_000  # addresses asked in one run; the rest is noted as over-budget
    max_body_bytes: int = 512 * 2**20  # a longer body is cut, and the record says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How the WARC files are made."""

    max_file_bytes: int = 10**9  # WARC 1.1, Annex C
    max_file_age_s: float = 24 * 3600.0  # an older file is closed and a new one begun
    revisit_min_bytes: int = 512  # a smaller payload is kept in full each time
    full_again_days: int = 365  # a payload is kept in full again after so long
    disk_reserve_bytes: int = 2**30  # a run stops cleanly before less than this is free


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How a run reaches the web."""

    proxy: str | None = None  # else http_proxy and https_proxy of the environment
    allow: tuple[str, ...] = ()  # networks that may be fetched though private: ["10.1.0.0/16"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Logs:
    """How long the logs of runs are kept."""

    keep_days: int = 90  # older ones are removed at the start of a run


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``dibao.toml``; each key has a default, an unknown key is an error."""

    name: str = "collection"  # for people; stands in the WARC files too
    contact: str = ""  # an address or page at which you can be reached; part of the user agent
    user_agent: str = "Dibao/0.1"  # what every request says of itself, before the contact
    time_zone: str = "Asia/Shanghai"  # in which a night is a date
    nightly: str = "02:30"  # local time of the scheduled run
    politeness: Politeness = field(default_factory=Politeness)
    budget: Budget = field(default_factory=Budget)
    keeping: Keeping = field(default_factory=Keeping)
    network: Network = field(default_factory=Network)
    logs: Logs = field(default_factory=Logs)

    @property
    def full_user_agent(self) -> str:
        """``Dibao/0.1 (+mailto:desk@example.org)``: what every request sends."""
        contact = f"mailto:{self.contact}" if "@" in self.contact and ":" not in self.contact else self.contact
        return f"{self.user_agent} (+{contact})" if contact else self.user_agent

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)


@dataclass(frozen=True, slots=True)
class Collection:
    """One directory that is one collection."""

    root: Path
    settings: Settings
    settings_sha256: str

    @property
    def sources(self) -> Path:
        return self.root / "sources"

    @property
    def warc(self) -> Path:
        return self.root / "warc"

    @property
    def index(self) -> Path:
        """Sorted CDXJ, one file beside each closed WARC file's name; derived."""
        return self.root / "index"

    @property
    def ledger(self) -> Path:
        return self.root / "ledger.jsonl"

    @property
    def checkpoints(self) -> Path:
        return self.root / "checkpoints"

    @property
    def catalog(self) -> Path:
        return self.root / "catalog.db"

    @property
    def lock(self) -> Path:
        return self.root / ".lock"

    @property
    def spool(self) -> Path:
        """Bodies under way that are too large for memory; emptied at each start."""
        return self.root / ".spool"

    @property
    def torn(self) -> Path:
        """What was cut off a WARC file that a crash left unfinished."""
        return self.root / "torn"

    @property
    def logs(self) -> Path:
        return self.root / "logs"


def open_collection(directory: Path) -> Collection:
    """The collection in ``directory``; UserError where there is none or its settings are wrong."""
    path = directory / SETTINGS_FILE
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise UserError(
            f"{directory} is not a collection: it has no {SETTINGS_FILE}.  `dibao init {directory}` makes one, "
            "`dibao -C DIR` names another."
        ) from None
    try:
        toml = raw.decode("utf-8-sig")  # editors on Windows put a byte order mark before it
    except UnicodeDecodeError:
        raise UserError(f"{path}: not UTF-8; save it in that encoding.") from None
    return Collection(directory.resolve(), parse_settings(toml, str(path)), hashlib.sha256(raw).hexdigest())


def create_collection(directory: Path, toml: str) -> Collection:
    """Makes the directories and writes ``toml`` as the settings; UserError if a collection stands there already."""
    path = directory / SETTINGS_FILE
    if path.exists():
        raise UserError(f"{directory} is a collection already; nothing was changed.")
    parse_settings(toml, str(path))
    try:
        for name in ("sources", "warc", "checkpoints"):
            (directory / name).mkdir(parents=True, exist_ok=True)
        path.write_text(toml, "utf-8")
    except OSError as error:
        raise UserError(f"{error.filename}: {(error.strerror or str(error)).lower()}") from error
    return open_collection(directory)


def parse_settings(toml: str, where: str = SETTINGS_FILE) -> Settings:
    """Settings from TOML; UserError names the key that is unknown or of the wrong kind."""
    try:
        table = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{where}: not TOML: {error}") from None
    settings = from_table(Settings, table, where)
    try:
        zoneinfo.ZoneInfo(settings.time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        raise UserError(f"{where}: time_zone: no such zone: {settings.time_zone!r}.  Example: Asia/Shanghai") from None
    return settings


def from_table(kind: type[T], table: dict[str, Any], where: str) -> T:
    """A dataclass from a TOML table, each key checked against the field's type; UserError says which is wrong."""
    hints = get_type_hints(kind)
    known = {f.name for f in fields(kind)}  # type: ignore[arg-type]  # every kind here is a dataclass
    unknown = sorted(set(table) - known)
    if unknown:
        raise UserError(f"{where}: unknown key {unknown[0]!r}.  Known here: {', '.join(sorted(known))}")
    for f in fields(kind):  # type: ignore[arg-type]  # as above
        if f.name not in table and f.default is MISSING and f.default_factory is MISSING:
            raise UserError(f"{where}: the key {f.name!r} is missing")
    return kind(**{key: _value(hints[key], value, f"{where}: {key}") for key, value in table.items()})


def _value(hint: Any, value: Any, where: str) -> Any:
    if get_origin(hint) is UnionType:  # T | None: TOML has no null, so what stands there is a T
        hint = get_args(hint)[0]
    if is_dataclass(hint) and isinstance(hint, type):
        if not isinstance(value, dict):
            raise UserError(f"{where}: must be a table")
        return from_table(hint, value, where)
    if hint == tuple[str, ...]:
        if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            raise UserError(f"{where}: must be a list of strings")
        return tuple(value)
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise UserError(f"{where}: must be a list of tables ([[…]])")
        return tuple(_value(get_args(hint)[0], item, f"{where}[{number}]") for number, item in enumerate(value))
    return _plain(hint, value, where)


def _plain(kind: type, value: Any, where: str) -> Any:
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    wanted = {bool: "true or false", int: "a whole number", float: "a number", str: "a string"}
    if type(value) is not kind:
        raise UserError(f"{where}: must be {wanted.get(kind, 'a date, as 2026-11-21')}")
    if isinstance(value, int | float) and not isinstance(value, bool) and value < 0:
        raise UserError(f"{where}: must not be negative")
    return value
