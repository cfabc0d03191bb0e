"""Where a lake lies: a folder or an object store, behind the few operations that a lake needs."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from schemas.errors import ConfigError, LakeError


class Object(NamedTuple):
    """A stored file: its path inside the lake, its size in bytes, and when it was written (UTC)."""

    path: str
    size: int
    modified: datetime


class Store:
    """Files by path, written whole or not at all.

    A local put is staged beside its target as `name#1` and renamed (or, create-only, linked) into place, so a killed
    writer leaves at most a staged file, which `list` does not show and `staged` does. Nothing is synced to disk at
    once: after a loss of power a young file may be short, which its reader notices by size or by parsing.
    """

    def __init__(self, place: str, objects: ObjectStore, root: Path | None) -> None:
        self.place = place
        self.root = root
        self._objects = objects

    @classmethod
    def open(cls, place: str) -> "Store":
        """A folder (made with mode 0700 where missing) or an object-store URL, its access taken from the environment.

        `ConfigError` for a place that is no usable URL, or whose path holds `=`: partitions are read from the paths.
        """
        if "=" in place:
            raise ConfigError(f"lake '{place}': the path may not hold '=', which marks the partitions of tables")
        if "://" not in place:
            root = Path(place).absolute()
            _make_folder(root)
            return cls(str(root), LocalStore(root, automatic_cleanup=True), root)
        try:
            return cls(place.rstrip("/"), from_url(place), None)
        except (BaseError, ValueError) as error:
            raise ConfigError(f"lake '{place}': {_sentence(error)}") from error

    def uri(self, path: str) -> str:
        """What other readers call the file: an absolute path or a URL."""
        return f"{self.place}/{path}"

    def put(self, path: str, data: bytes) -> None:
        """Write or replace a file."""
        with self._reported(path):
            obstore.put(self._objects, path, data)
        self._close_to_others(path)

    def create(self, path: str, data: bytes) -> bool:
        """Write a file unless it exists; of any number of racing writers exactly one is told True."""
        with self._reported(path):
            try:
                obstore.put(self._objects, path, data, mode="create")
            except AlreadyExistsError:
                return False
        self._close_to_others(path)
        return True

    def upload(self, path: str, source: Path) -> None:
        """Write or replace a file from a local one of any size."""
        with self._reported(path):
            obstore.put(self._objects, path, source)
        self._close_to_others(path)

    def get(self, path: str) -> bytes | None:
        """A file's bytes, None where there is none."""
        with self._reported(path):
            try:
                return bytes(obstore.get(self._objects, path).bytes())
            except FileNotFoundError:
                return None

    def stream(self, path: str) -> Iterator[bytes]:
        """A file's bytes in pieces; `LakeError` where there is none."""
        with self._reported(path):
            for piece in obstore.get(self._objects, path).stream():
                yield bytes(piece)

    def folders(self, folder: str) -> list[str]:
        """Names of the folders right below a folder, sorted."""
        with self._reported(folder):
            found = obstore.list_with_delimiter(self._objects, folder)["common_prefixes"]
        return sorted(path.rstrip("/").rpartition("/")[2] for path in found)

    def delete(self, paths: Iterable[str]) -> None:
        """Remove files; what is gone already is no error."""
        for path in paths:
            with self._reported(path):
                try:
                    obstore.delete(self._objects, path)
                except FileNotFoundError:
                    continue

    def staged(self) -> Iterator[Path]:
        """What killed writers left in a local folder: files that never got their name."""
        if self.root is None:
            return
        for path in self.root.rglob("*#*"):
            if path.name.rpartition("#")[2].isdigit():
                yield path

    def list(self, folder: str) -> list[Object]:
        """All files below a folder, in no order."""
        with self._reported(folder):
            found = obstore.list(self._objects, folder).collect()
        return [Object(meta["path"], meta["size"], meta["last_modified"]) for meta in found]

    def _close_to_others(self, path: str) -> None:
        if self.root is not None:
            os.chmod(self.root / path, 0o600)

    @contextmanager
    def _reported(self, path: str) -> Iterator[None]:
        try:
            yield
        except (BaseError, OSError) as error:
            raise LakeError(f"{self.uri(path)}: {_sentence(error)}") from error


def _make_folder(root: Path) -> None:
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"lake '{root}': {error.strerror}") from error


def _sentence(error: Exception) -> str:
    """What an object store says, without its dump of internals."""
    return str(error).partition("\n")[0]
