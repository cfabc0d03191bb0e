"""What a person sees while a run works."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from flows.cli.console import err as console
from flows.desk import WATCH
from flows.lake.records import ALL
from flows.night import Night
from flows.plan import RELEASE, Plan
from flows.stages import SITE_STAGES


@contextmanager
def watching(plan: Plan) -> Iterator[None]:
    """A progress bar per site and night or, where there is no terminal, a line per stage."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[now]}"),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        token = WATCH.set(_Bars(progress, plan).show)
        try:
            yield
        finally:
            WATCH.reset(token)


class _Bars:
    def __init__(self, progress: Progress, plan: Plan) -> None:
        self.progress, self.plan = progress, plan
        self.bars: dict[Night, TaskID] = {}
        self.lock = threading.Lock()

    def show(self, night: Night, stage: str, state: str, now: str) -> None:
        with self.lock:
            if night not in self.bars:
                total = sum(self.plan.has(name) for name in (RELEASE if night.name == ALL else SITE_STAGES))
                self.bars[night] = self.progress.add_task(f"{night.name} {night.date}", total=total, now="")
        done = state in ("ok", "cached", "failed")
        self.progress.update(self.bars[night], advance=int(done), now=f"{stage} {now or state}")
        if done and not console.is_terminal:
            console.print(f"{night.name} {night.date} {stage}: {state}", highlight=False)
