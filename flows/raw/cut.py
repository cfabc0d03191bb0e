"""A stream of bytes cut into blocks of whole lines, in memory that does not grow with the length of a line."""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from flows.raw.block import TEXT_BYTES
from flows.raw.streams import DamagedError

LINE_BYTES = 16 << 20
"""Longest line that is parsed. A record is one act or one text: whole books stay below it, broken exports do not."""


BOM = b"\xef\xbb\xbf"
"""Byte order mark, which some tools put at the start of a file; it belongs to no line."""


class Lines(NamedTuple):
    """`count` whole lines from line `first` of the file on; only the file's last one may lack its line feed."""

    first: int
    data: bytes
    count: int

    @classmethod
    def of(cls, first: int, data: bytes) -> "Lines":
        """Count the lines."""
        return cls(first, data, data.count(b"\n") + (not data.endswith(b"\n")))


class Unread(NamedTuple):
    """A line that is not parsed: its first bytes, and the length in bytes and SHA-256 of all that could be read."""

    line: int
    reason: str
    head: bytes
    length: int
    sha256: str


class _OpenLine:
    """A line whose end has not come yet: its pieces, or, beyond `LINE_BYTES`, only its head, length and hash."""

    def __init__(self, piece: bytes = b"") -> None:
        self.pieces = [piece]
        self.length = len(piece)
        self.head = b""
        self.hash = hashlib.sha256()

    def add(self, piece: bytes) -> None:
        self.pieces.append(piece)
        self.length += len(piece)
        if self.length > LINE_BYTES:
            self.let_go()

    def let_go(self) -> None:
        for piece in self.pieces:
            self.hash.update(piece)
        self.head = (self.head or b"".join(self.pieces))[: TEXT_BYTES + 1]
        self.pieces = []

    def unread(self, line: int, reason: str) -> Unread:
        self.let_go()
        return Unread(line, reason, self.head, self.length, self.hash.hexdigest())


class _Cutter:
    """Gathers whole lines until a block is full; `line` is the number of the first line not yet given out."""

    def __init__(self, block_bytes: int) -> None:
        self.block_bytes = block_bytes
        self.line = 1
        self.whole: list[bytes] = []
        self.tail = _OpenLine()

    def feed(self, piece: bytes) -> Iterator[Lines | Unread]:
        ended = piece.find(b"\n")
        if ended >= 0 and self.tail.length + ended > LINE_BYTES:
            yield from self.flush()
            self.tail.add(piece[:ended])
            yield self.give_up("line_too_long")
            piece = piece[ended + 1 :]
        last = piece.rfind(b"\n") + 1
        if last:
            self.whole += [*self.tail.pieces, piece[:last]]
            self.tail = _OpenLine(piece[last:])
        else:
            self.tail.add(piece)
        if sum(map(len, self.whole)) >= self.block_bytes:
            yield from self.flush()

    def flush(self) -> Iterator[Lines]:
        data = b"".join(self.whole)
        self.whole = []
        if data:
            lines = Lines.of(self.line, data.removeprefix(BOM) if self.line == 1 else data)
            self.line += lines.count
            yield lines

    def give_up(self, reason: str) -> Unread:
        unread = self.tail.unread(self.line, reason)
        self.line += 1
        self.tail = _OpenLine()
        return unread

    def end(self, damage: DamagedError | None) -> Iterator[Lines | Unread]:
        """The last line may lack its line feed, but not where the stream is damaged."""
        too_long = self.tail.length > LINE_BYTES
        if damage is None and not too_long:
            self.whole += self.tail.pieces
        yield from self.flush()
        if damage is not None or too_long:
            yield self.give_up(damage.reason if damage else "line_too_long")


def cut(pieces: Iterator[bytes], block_bytes: int) -> Iterator[Lines | Unread]:
    """Blocks of whole lines of about `block_bytes`, in order, with the lines that are too long to parse between them.

    A piece is shorter than `LINE_BYTES`. A stream that is damaged gives all whole lines before the damage, then one
    `Unread` for what remains.
    """
    cutter = _Cutter(block_bytes)
    damage = None
    try:
        for piece in pieces:
            yield from cutter.feed(piece)
    except DamagedError as error:
        damage = error
    yield from cutter.end(damage)
