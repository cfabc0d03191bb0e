"""Rows that wait on local disk between two passes, so that memory does not grow with the day."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl


class Spill:
    """Frames put by, one file a part; read back lazily. Holds nothing that the lake may not hold."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.parts = 0
        folder.mkdir(parents=True)

    def add(self, frame: pl.DataFrame, *, group: int | None = None) -> None:
        """Put a frame by, under a group if one is given."""
        if frame.height == 0:
            return
        file = self.folder / f"{'all' if group is None else group}-{self.parts}.parquet"
        frame.write_parquet(file, compression="lz4", statistics=False)
        self.parts += 1

    @property
    def empty(self) -> bool:
        """Whether nothing was put by."""
        return self.parts == 0

    def by_group(self) -> Iterator[tuple[int, pl.DataFrame]]:
        """The rows, group after group."""
        for group in sorted({int(file.name.split("-")[0]) for file in self.folder.glob("[0-9]*.parquet")}):
            yield group, self.scan(group).collect()

    def scan(self, group: int | None = None) -> pl.LazyFrame | None:
        """The rows of a group (or all), in the order in which they were added; None where there are none."""
        files = self.folder.glob("*.parquet" if group is None else f"{group}-*.parquet")
        in_order = sorted(files, key=lambda file: int(file.stem.split("-")[1]))
        return pl.scan_parquet(in_order) if in_order else None
