"""The command line: `python -m benchmarks.evidence --seeds 5 --only rings --kinds qa`."""

import argparse
import json
import multiprocessing
import os
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

WORKERS = len(os.sched_getaffinity(0))
# One world a core: a world is too small to keep several busy. Polars reads this when it is first imported.
os.environ["POLARS_MAX_THREADS"] = "1"

import polars as pl  # noqa: E402

from benchmarks.evidence.measures import measured  # noqa: E402
from benchmarks.evidence.parts import LABELS, Found, work  # noqa: E402
from benchmarks.evidence.plan import KINDS, SECTIONS, STRONG_STYLE, Case, cases  # noqa: E402
from benchmarks.evidence.report import markdown, sections  # noqa: E402
from benchmarks.machine import machine, versions  # noqa: E402
from flows.desk import KEY  # noqa: E402
from worlds.knobs import KNOBS  # noqa: E402

RESULTS = Path(__file__).parents[1] / "results"
SEEDS = 5
FIRST_SEED = 2001


def main() -> None:
    """Work on all worlds, print what was found, and keep it if nothing was left out."""
    chosen = _options()
    os.environ.setdefault(KEY, "a key for benchmarks")
    about = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "versions": versions() | {"numpy": version("numpy")},
        "seeds": list(range(chosen.first_seed, chosen.first_seed + chosen.seeds)),
        "sections": chosen.only,
        "strong style": STRONG_STYLE,
        "knobs": {kind: KNOBS[kind]().model_dump(mode="json") | {"days": 1} for kind in chosen.kinds},
    }
    began = time.monotonic()
    found = joined(everything(cases(chosen.only, chosen.kinds, about["seeds"])))
    about["minutes"] = round((time.monotonic() - began) / 60, 1)
    text = report(about, found)
    print(text)
    if chosen.out:
        chosen.out.mkdir(parents=True, exist_ok=True)
        (chosen.out / "evidence.md").write_text(text, encoding="utf-8")
        kept = about | {"measured": measured(found.pairs).to_dicts()}
        (chosen.out / "evidence.json").write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


def everything(wanted: list[Case]) -> Iterator[Found]:
    """What came of each case, several at a time, each process with fresh memory."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(WORKERS, mp_context=context) as pool:
        running = {pool.submit(work, case): case for case in wanted}
        for number, future in enumerate(as_completed(running), 1):
            case = running[future]
            try:
                yield future.result()
            except Exception as error:
                error.add_note(f"in {case}")
                pool.shutdown(cancel_futures=True)
                raise
            print(f"{number}/{len(wanted)} {case.kind} {case.seed} {case.world} ({case.part})", flush=True)


def joined(parts: Iterable[Found]) -> Found:
    """All of it, in an order that does not depend on who was ready first."""
    return Found(*(pl.concat(frames).sort(*LABELS, maintain_order=True) for frames in zip(*parts, strict=True)))


def report(about: dict[str, Any], found: Found) -> str:
    """The whole of results/evidence.md."""
    on = about["machine"]
    lines = [
        "# How right the pairs are, on simulated worlds",
        "",
        f"{about['date']}, {about['minutes']} minutes on {on['processor']}, {on['cores']} cores, {on['memory_gb']} GB, "
        f"load {on['load']}; " + ", ".join(f"{name} {number}" for name, number in about["versions"].items()) + ".",
        "",
        f"Seeds {about['seeds'][0]} to {about['seeds'][-1]}; every world has the default knobs (evidence.json) but for "
        "what it is named by, and one day. Couples are unique and unordered; synthetic pairs are left out.",
    ]
    for title, words, rows in sections(found):
        lines += ["", f"## {title}", "", *([words, ""] if words else []), markdown(rows)]
    return "\n".join([*lines, ""])


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="benchmarks.evidence", description=__doc__)
    options.add_argument("--seeds", type=int, default=SEEDS, help="worlds of each sort (default: %(default)s)")
    options.add_argument("--first-seed", type=int, default=FIRST_SEED, help="the first one (default: %(default)s)")
    options.add_argument("--only", nargs="+", choices=list(SECTIONS), default=list(SECTIONS), help="parts of it")
    options.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS), help="kinds of sites")
    options.add_argument(
        "--out", type=Path, help="where evidence.md and evidence.json go; else results are only printed"
    )
    chosen = options.parse_args()
    if chosen.out is None and chosen.only == list(SECTIONS) and chosen.kinds == list(KINDS):
        chosen.out = RESULTS
    return chosen


if __name__ == "__main__":
    main()
