"""Where the commands print: as wide as the terminal, and wide enough for tables where there is none."""

import sys

from rich.console import Console

PIPED_WIDTH = 160

out = Console(width=None if sys.stdout.isatty() else PIPED_WIDTH)
err = Console(stderr=True, width=None if sys.stderr.isatty() else PIPED_WIDTH)


def counted(number: int, one: str) -> str:
    """A number with its noun: `1 night`, `1,000 nights`."""
    return f"{number:,} {one if number == 1 else one + 's'}"


def plain(text: str) -> str:
    """A text as it is, also where it holds what rich would take for markup."""
    return text.replace("[", "\\[")


def short(text: str, length: int = 160) -> str:
    """A text on one line, cut where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"
