"""Where the commands print: as wide as the terminal, and wide enough for tables where there is none."""

import sys

from rich.console import Console

PIPED_WIDTH = 160

out = Console(width=None if sys.stdout.isatty() else PIPED_WIDTH)
err = Console(stderr=True, width=None if sys.stderr.isatty() else PIPED_WIDTH)
