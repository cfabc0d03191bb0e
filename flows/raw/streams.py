"""The bytes of a raw file, decompressed on the way, in pieces of bounded size."""

import zlib
from collections.abc import Iterator

import obstore
import zstandard

from flows.raw.files import RawFile, is_url, located
from schemas.errors import InputError

PIECE_BYTES = 1 << 20
ZSTD_STEP_BYTES = 8 << 10
"""Compressed bytes that are decompressed at once: zstd cannot bound its output, and 4 bytes may become 128 KiB."""


class DamagedError(Exception):
    """A compressed stream ends early (`truncated_file`) or makes no sense from here on (`damaged_file`)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def pieces(file: RawFile) -> Iterator[bytes]:
    """The file's bytes, decompressed where the name ends in `.gz` or `.zst`, in pieces of at most 1 MiB.

    Raises `DamagedError` after the last byte that could be read, `InputError` where the file cannot be opened.
    """
    stored = _stored(file)
    name = file.name.lower()
    if name.endswith(".gz"):
        return _gunzip(stored)
    if name.endswith(".zst"):
        return _unzstd(stored)
    return stored


def _stored(file: RawFile) -> Iterator[bytes]:
    try:
        if is_url(file.path):
            store, key = located(file.path)
            for chunk in obstore.get(store, key).stream(min_chunk_size=PIECE_BYTES):
                yield from _split(bytes(chunk))
        else:
            with open(file.path, "rb") as stream:
                while piece := stream.read(PIECE_BYTES):
                    yield piece
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:  # other faults may pass: worth a retry
        raise InputError(f"{file.name}: cannot be read ({error.strerror or error})") from error


def _split(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), PIECE_BYTES):
        yield data[start : start + PIECE_BYTES]


def _gunzip(stored: Iterator[bytes]) -> Iterator[bytes]:
    """A gzip file may hold several members one after another, with zeros between them."""
    member = None
    for data in stored:
        while data:
            member = member or zlib.decompressobj(wbits=31)
            try:
                piece = member.decompress(data, PIECE_BYTES)
            except zlib.error as error:
                raise DamagedError("damaged_file") from error
            if piece:
                yield piece
            data = member.unconsumed_tail
            if member.eof:
                data, member = member.unused_data.lstrip(b"\0"), None
    if member is not None:
        yield from _split(member.flush())
        raise DamagedError("truncated_file")


def _unzstd(stored: Iterator[bytes]) -> Iterator[bytes]:
    """A zstd file may hold several frames one after another."""
    frame = None
    for chunk in stored:
        for start in range(0, len(chunk), ZSTD_STEP_BYTES):
            data = chunk[start : start + ZSTD_STEP_BYTES]
            while data:
                frame = frame or zstandard.ZstdDecompressor().decompressobj()
                try:
                    yield from _split(frame.decompress(data))
                except zstandard.ZstdError as error:
                    raise DamagedError("damaged_file") from error
                data = b""
                if frame.eof:
                    data, frame = frame.unused_data, None
    if frame is not None:
        raise DamagedError("truncated_file")
