"""The records of a CSV file, one by one, in a way that a bad line costs that line and not the ones after it."""

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from flows.raw.block import Reject, rejected
from flows.raw.cut import LINE_BYTES, Lines, Unread, cut
from flows.raw.files import RawFile
from flows.raw.line import BLANK
from flows.raw.mask import HIDDEN, USER_FIELD, clipped, shown
from flows.raw.streams import PIECE_BYTES, pieces
from schemas.errors import InputError


class Record(NamedTuple):
    """One record: the physical line that it starts on, its raw bytes, and its cells or why it has none."""

    line: int
    raw: bytes
    cells: list[str]
    reason: str | None


class Table(NamedTuple):
    """The names in the header, and the records after it; an `Unread` is a line that is not parsed."""

    header: list[str]
    records: Iterator[Record | Unread]


def open_table(file: RawFile) -> Table | None:
    """The header and the records of a file, None where it is empty.

    Raises `InputError` where the header is no CSV or names a column twice.
    """
    csv.field_size_limit(LINE_BYTES)  # the module's own limit, 128 KiB, is shorter than long answers
    source = _Source(cut(pieces(file), PIECE_BYTES))
    first = next(_records(source, None), None)
    if first is None:
        return None
    if first.reason is not None:
        raise InputError(f"{file.name}: its header cannot be read ({first.reason})")
    header = [name.strip() for name in first.cells]
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise InputError(f"{file.name}: has the column '{twice[0]}' twice")
    return Table(header, _records(source, len(header)))


def refuse(record: Record | Unread, reason: str, header: list[str]) -> Reject:
    """The quarantine's view of a record, with the cell of the user id masked."""
    if isinstance(record, Unread):
        return Reject(record.line, reason, _hidden(record.head, header, False), record.length, record.sha256)
    return rejected(record.line, reason, record.raw, _hidden(record.raw, header, record.reason is None))


class _Source:
    """Physical lines for csv.reader, which remembers what it gave out for the current record and can take it back."""

    def __init__(self, runs: Iterator[Lines | Unread]) -> None:
        self.fresh = _physical(runs)
        self.again: list[tuple[int, bytes]] = []
        self.given: list[tuple[int, bytes]] = []
        self.unread: list[Unread] = []
        self.is_utf8 = True

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        while True:
            line = self.again.pop() if self.again else next(self.fresh)
            if not isinstance(line, Unread):
                break
            self.unread.append(line)
        self.given.append(line)
        try:
            return line[1].decode("utf-8")
        except UnicodeDecodeError:
            self.is_utf8 = False
            return line[1].decode("utf-8", "replace")

    def start(self) -> None:
        """A new record begins."""
        self.given, self.is_utf8 = [], True

    def take_back(self) -> None:
        """All lines of the current record but the first."""
        self.again += reversed(self.given[1:])
        del self.given[1:]


def _physical(runs: Iterator[Lines | Unread]) -> Iterator[tuple[int, bytes] | Unread]:
    for run in runs:
        if isinstance(run, Unread):
            yield run
        else:
            yield from enumerate(io.BytesIO(run.data), run.first)


def _records(source: _Source, width: int | None) -> Iterator[Record | Unread]:
    """Records of `width` cells. Where one of several lines makes no sense, an open quote is to blame: only its first
    line is refused, and the others are read again."""
    reader = csv.reader(source, strict=True)
    while True:
        source.start()
        try:
            cells, reason = next(reader), None
        except StopIteration:
            break
        except csv.Error:
            cells, reason = [], "not_csv"
        if cells and width is not None and len(cells) != width:
            reason = "wrong_columns"
        if reason is not None and len(source.given) > 1:
            source.take_back()
        if reason is not None:
            reader = csv.reader(source, strict=True)
        line, raw = source.given[0][0], b"".join(given for _, given in source.given).rstrip(b"\n")
        if raw.strip(BLANK):
            yield Record(line, raw, cells, reason or _encoding_fault(source, raw))
        while source.unread:
            yield source.unread.pop(0)
    yield from source.unread


def _encoding_fault(source: _Source, raw: bytes) -> str | None:
    if b"\0" in raw:
        return "nul_byte"
    return None if source.is_utf8 else "not_utf8"


def _hidden(raw: bytes, header: list[str], is_sound: bool) -> str:
    """The record's text with the user's cell masked; where the cells of a broken record may have shifted to the left,
    everything from the first cell that can hold the user on."""
    if USER_FIELD not in header:
        return shown(raw)
    text = raw.decode("utf-8", "replace").replace("\0", "")
    cells = next(csv.reader(io.StringIO(text, newline="")), [])
    user = header.index(USER_FIELD)
    if is_sound:
        cells[user] = HIDDEN
    else:
        cells = [*cells[: max(0, user - max(0, len(header) - len(cells)))], HIDDEN]
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(cells)
    return clipped(written.getvalue())
