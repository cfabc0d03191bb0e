"""A dirty week: how much of what was planted comes out, and which clean pairs are lost with it.

`python -m benchmarks.curation.week --kinds qa --seed 1`
"""

import argparse
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unicodedata import normalize

import polars as pl

from benchmarks.evidence.mill import desk_of, mill
from benchmarks.evidence.mill import released as publish
from flows.desk import KEY
from flows.lake import releases
from flows.lake.records import ALL
from flows.night import Desk
from schemas.signals import Kind
from worlds.knobs import KNOBS
from worlds.simulate import simulate
from worlds.write import configuration, write

SIZES: dict[Kind, dict[str, Any]] = {
    "qa": {"questions": 120, "views": 30_000, "users": 800, "days": 7},
    "feed": {"topics": 90, "notes": 450, "views": 40_000, "users": 800, "days": 7},
    "chat": {"conversations": 4_000, "prompts": 90, "users": 800, "days": 7},
}
"""Worlds that hold each kind of dirt several times."""
SHARE = 0.3
SPLITS = ("train", "validation", "test")
COUPLED = ("twin", "near_equal")
ASKED = ("prompt", "tags")
NUMBER = 6
"""Digits from which a value is also looked for however it is written."""


def report(desk: Desk, folder: Path) -> pl.DataFrame:
    """Per kind of dirt, how many of its stains (truth/dirt.parquet) were `planted`, would have come out, and did.

    `would_have_been_released`: a standing pair of the table `pairs`, which is not curated yet, has it: personal data on
    either side or in the prompt, a spoilt answer as the chosen one, both of two answers that are as good as one, the
    same couple of answers in more than one wording, a benchmark item as its prompt. `released`: the newest release
    still has it; personal data and benchmark items are sought in all its texts. `share_out`: of what would have been.
    """
    stains = _stains(folder)
    before, after = (sides(pairs, folder) for pairs in (standing(desk), rows(desk)))
    told = texts(desk)
    held = told + folded(told)
    would = _hits(stains, before)
    did = _hits(stains.filter(~_is_personal()), after) | {number for number, _ in found(stains, held)}
    counted = stains.with_columns(
        kind=pl.col("kind").str.split(" ").list.first(),
        would=pl.col("stain").is_in(list(would)),
        did=pl.col("stain").is_in(list(did)),
    )
    counts = counted.group_by("kind").agg(
        planted=pl.len(), would_have_been_released=pl.col("would").sum(), released=pl.col("did").sum()
    )
    share = pl.col("released") / pl.col("would_have_been_released")
    return counts.with_columns(share_out=pl.when(pl.col("would_have_been_released") > 0).then(share)).sort("kind")


def lost(dirty: Desk, clean: Desk, folder: Path) -> pl.DataFrame:
    """Couples of clean answers of clean prompts that the clean week released, by what became of them in the dirty one.

    `reason`: kept; the stage and the reason that dropped them; `not a pair` where the dirty week did not decide them.
    `folder` holds the dirty week's truth. Of a question that was posted twice either couple will do.
    """
    stains = _stains(folder)
    soiled = stains.filter(pl.col("kind") != "repost")
    answers = pl.concat([soiled.select("site", "answer"), soiled.select("site", answer="original")]).drop_nulls()
    contexts = soiled.filter(pl.col("what").is_in(ASKED)).select("site", head=_head())
    was = _couples(sides(rows(clean), folder))
    was = was.with_columns(head=_head()).join(contexts, on=["site", "head"], how="anti")
    for end in ("low", "high"):
        was = was.join(answers, left_on=["site", end], right_on=["site", "answer"], how="anti")
    couple = ["site", "low", "high"]
    kept = _couples(sides(rows(dirty), folder)).select(couple).unique().with_columns(became=pl.lit("kept"))
    dropped = _couples(sides(_dropped(dirty), folder)).group_by(couple).agg(dropped=pl.col("reason").first())
    told = was.select(couple).unique().join(kept, on=couple, how="left").join(dropped, on=couple, how="left")
    return (
        told.group_by(reason=pl.coalesce("became", "dropped", pl.lit("not a pair")))
        .agg(pairs=pl.len())
        .with_columns(share=pl.col("pairs") / pl.col("pairs").sum())
        .sort("pairs", "reason", descending=[True, False])
    )


def rows(desk: Desk) -> pl.DataFrame:
    """All rows of the newest release."""
    version = releases.latest(desk.lake.store).version
    return pl.concat(releases.scan(desk.lake.store, version, split) for split in SPLITS).collect()


def texts(desk: Desk) -> str:
    """All that prompts and answers of the newest release say, and their tags if it has any."""
    return rows(desk).select("prompt", "chosen", "rejected").write_json()


def standing(desk: Desk) -> pl.DataFrame:
    """Pairs before curation, per context those of the newest night that decided it."""
    return pl.concat(_standing(desk, site.name) for site in desk.config.sites).collect()


def _standing(desk: Desk, site: str) -> pl.LazyFrame:
    nights = list(desk.lake.ledger.nights(site))
    newest = desk.lake.scan("decided", site, nights).group_by(context_id="context").agg(night=pl.col("night").max())
    pairs = desk.lake.scan("pairs", site, nights).join(newest, on=["context_id", "night"], how="semi")
    return pairs.select("chosen_id", "rejected_id", site=pl.lit(site))


def _dropped(desk: Desk) -> pl.DataFrame:
    """Couples that curate or release dropped, with stage and reason as `reason`; those of a release name no site."""
    names = [*desk.config.by_name, ALL]
    frames = [desk.lake.scan("dropped", name, list(desk.lake.ledger.nights(name))) for name in names]
    return (
        pl.concat(frames, how="diagonal")
        .filter(pl.col("stage").is_in(["curate", "release"]))
        .sort("night", descending=True)
        .select(
            chosen_id="response", rejected_id="other", reason=pl.col("stage") + ": " + pl.col("reason"), site="site"
        )
        .collect()
    )


def sides(pairs: pl.DataFrame, folder: Path) -> pl.DataFrame:
    """Pairs with the truth's `context` and numbers of their answers (`chosen`, `rejected`) in place of ids.

    An edited version counts as what it was made from, a copied answer also as its original (`base_chosen` ...).
    """
    known = pl.read_parquet(folder / "truth" / "responses.parquet").select("site", "response", "context", "answer")
    copies = _stains(folder).filter(kind="repost").select("site", "answer", "original")
    known = known.join(copies, on=["site", "answer"], how="left").with_columns(base=pl.coalesce("original", "answer"))
    told = [name for name in ("site", "reason") if name in pairs.columns]
    plain = pairs.select(*told, pl.col("chosen_id", "rejected_id").str.replace("@[0-9a-f]{8}$", ""))
    if plain["site"].is_in([ALL]).any():
        plain = plain.drop("site").join(known.select("site").unique(), how="cross")
    for side in ("chosen", "rejected"):
        own = known.select("site", "context", "answer", "base", pl.col("response").alias(f"{side}_id"))
        names = {"answer": side, "base": f"base_{side}"} | ({"context": "context_r"} if side == "rejected" else {})
        plain = plain.join(own.rename(names), on=["site", f"{side}_id"], how="inner")
    return plain


def _stains(folder: Path) -> pl.DataFrame:
    return pl.read_parquet(folder / "truth" / "dirt.parquet").with_row_index("stain")


def _head() -> pl.Expr:
    """The prompt that a context of a chat begins with."""
    return pl.col("context").str.split(".").list.first()


def _couples(pairs: pl.DataFrame) -> pl.DataFrame:
    """The couple of answers, `low` and `high`, copies as their originals."""
    both = ("base_chosen", "base_rejected")
    return pairs.with_columns(low=pl.min_horizontal(both), high=pl.max_horizontal(both))


def twice(pairs: pl.DataFrame) -> pl.DataFrame:
    """Couples of answers that pairs (`sides`) have in more than one wording: `site`, `low`, `high`."""
    wording = pl.struct(pl.min_horizontal("chosen", "rejected"), high=pl.max_horizontal("chosen", "rejected"))
    counted = _couples(pairs).group_by("site", "low", "high").agg(wordings=wording.n_unique())
    return counted.filter((pl.col("wordings") > 1) & (pl.col("low") != pl.col("high"))).drop("wordings")


def _hits(stains: pl.DataFrame, pairs: pl.DataFrame) -> set[int]:
    """Numbers of the stains that pairs have."""
    kind = pl.col("kind")
    either = pl.concat(
        pairs.select("site", answer=one, other=two) for one, two in (("chosen", "rejected"), ("rejected", "chosen"))
    )
    again = twice(pairs)
    again = pl.concat(again.select("site", original=end) for end in ("low", "high"))
    spoilt = ~(_is_personal() | kind.is_in([*COUPLED, "repost", "evaluation"]))
    parts = [
        stains.filter(_is_personal()).join(either, on=["site", "answer"], how="semi"),
        stains.filter(spoilt).join(pairs, left_on=["site", "answer"], right_on=["site", "chosen"], how="semi"),
        stains.filter(kind.is_in(COUPLED)).join(
            either, left_on=["site", "answer", "original"], right_on=["site", "answer", "other"], how="semi"
        ),
        stains.filter(kind == "repost").join(again, on=["site", "original"], how="semi"),
        stains.filter(pl.col("what").is_in(ASKED))
        .with_columns(head=_head())
        .join(pairs.with_columns(head=_head()), on=["site", "head"], how="semi"),
    ]
    return {number for part in parts for number in part["stain"]}


def found(stains: pl.DataFrame, text: str) -> Iterator[tuple[int, str]]:
    """Personal data and benchmark items that a text holds: number of the stain, and what was planted."""
    for number, planted in (
        stains.filter(_is_personal() | pl.col("kind").is_in(["twin", "evaluation"]))
        .select("stain", "planted")
        .iter_rows()
    ):
        if planted in text or (_counts(planted) and folded(planted) in text):
            yield number, planted


def _is_personal() -> pl.Expr:
    return pl.col("kind").str.starts_with("personal")


def _counts(value: str) -> bool:
    return sum(letter.isdigit() for letter in value) >= NUMBER


def folded(text: str) -> str:
    """Half-width, without what stands between the digits of a number."""
    return normalize("NFKC", text).translate(dict.fromkeys(map(ord, " -()"), None))


def week(kind: Kind, folder: Path, *, share: float, **knobs: Any) -> Desk:
    """A simulated week, milled night by night and released."""
    world = simulate(kind, KNOBS[kind](**SIZES[kind] | {"dirty_share": share} | knobs))
    write(world, folder)
    desk = desk_of(folder, configuration(Path(), [kind], soiled=[kind] if world.dirt else []))
    nights = [world.knobs.start + timedelta(days=number) for number in range(world.knobs.days)]
    for night in nights:
        mill(desk, night)
    publish(desk, nights[-1])
    return desk


def main() -> None:
    """Mill each kind's week dirty and clean, and print both tables."""
    options = argparse.ArgumentParser(prog="benchmarks.curation.week", description=__doc__)
    options.add_argument("--kinds", nargs="+", choices=list(SIZES), default=list(SIZES))
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--share", type=float, default=SHARE, help="share of responses that are soiled")
    chosen = options.parse_args()
    os.environ.setdefault(KEY, "a key for benchmarks")
    for kind in chosen.kinds:
        with TemporaryDirectory(prefix="pairmill-bench-") as scratch:
            dirty = week(kind, Path(scratch, "dirty"), share=chosen.share, seed=chosen.seed)
            clean = week(kind, Path(scratch, "clean"), share=0.0, seed=chosen.seed)
            with pl.Config(tbl_rows=-1, tbl_hide_dataframe_shape=True, tbl_hide_column_data_types=True):
                print(kind, report(dirty, Path(scratch, "dirty")), lost(dirty, clean, Path(scratch, "dirty")), sep="\n")


if __name__ == "__main__":
    main()
