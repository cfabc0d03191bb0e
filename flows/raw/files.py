"""Which files a pattern of the configuration names on a night, on disk or in an object store."""

import glob
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

import obstore
from obstore.store import ObjectStore, from_url

from schemas.errors import InputError

DATE = "{date}"
URL = re.compile(r"^(?P<root>[a-z0-9]+://[^/]*)/?(?P<key>.*)$")


@dataclass(frozen=True)
class RawFile:
    """One raw file as it was found.

    `path` is absolute, or a URL. `name` is what people and `file` columns see: the path relative to the configuration's
    folder where the file lies in it. `size` is in bytes as stored. `mark` changes whenever the file does: the time of
    modification in ns, or the object's etag. `dated` says that the pattern holds `{date}`, so that the file belongs to
    one night.
    """

    path: str
    name: str
    size: int
    mark: str
    dated: bool


def find(pattern: str, night: date, folder: Path) -> list[RawFile]:
    """Files that `pattern` names on `night`, sorted by name; relative patterns start in `folder`.

    `{date}` stands for the night (YYYY-MM-DD), `*` and `?` for anything within one part of a path, `**` for any number
    of parts. Raises `InputError` with the pattern and the night where there is no such file.
    """
    dated = DATE in pattern
    wanted = pattern.replace(DATE, night.isoformat())
    found = _remote(wanted, dated) if is_url(wanted) else _local(wanted, dated, folder)
    files = sorted(found, key=lambda file: file.name)
    if not files:
        raise InputError(f"no file matches {pattern} on {night.isoformat()}")
    return files


def is_url(path: str) -> bool:
    """Whether a path lies in an object store."""
    return URL.match(path) is not None


def located(url: str) -> tuple[ObjectStore, str]:
    """The object store that a URL is in, and the key within it."""
    match = URL.match(url)
    return from_url(match["root"] + "/"), match["key"]


def _local(pattern: str, dated: bool, folder: Path) -> Iterator[RawFile]:
    for found in glob.glob(pattern, root_dir=folder, recursive=True):
        path = Path(os.path.normpath(folder.absolute() / found))
        if path.is_file():
            stat = path.stat()
            name = os.path.relpath(path, folder) if path.is_relative_to(folder.absolute()) else str(path)
            yield RawFile(str(path), name, stat.st_size, str(stat.st_mtime_ns), dated)


def _remote(pattern: str, dated: bool) -> Iterator[RawFile]:
    store, wanted = located(pattern)
    root = pattern.removesuffix(wanted)
    parts = wanted.split("/")
    fixed = next((i for i, part in enumerate(parts) if glob.has_magic(part)), len(parts) - 1)
    for batch in obstore.list(store, prefix="/".join(parts[:fixed]) or None):
        for entry in batch:
            if _matches(entry["path"].split("/"), parts):
                url = root + entry["path"]
                mark = entry["e_tag"] or entry["last_modified"].isoformat()
                yield RawFile(url, url, entry["size"], mark, dated)


def _matches(parts: list[str], pattern: list[str]) -> bool:
    """Whether the parts of a key fit the parts of a pattern, with `**` for any number of them."""
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(_matches(parts[i:], pattern[1:]) for i in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and _matches(parts[1:], pattern[1:])
