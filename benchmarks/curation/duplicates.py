"""How well near duplicates and contaminated texts are found, and how fast: copies planted in texts, and looked for."""

import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

from benchmarks.curation.sentences import passage, refilled, sentence, written
from schemas.config import ReleaseConfig
from transforms.duplicates.clusters import clusters
from transforms.duplicates.contamination import contaminated
from transforms.duplicates.items import SIZE
from transforms.duplicates.likeness import near_equal
from transforms.text import normalise

SEEDS = (1, 2, 3)
ORIGINALS = 400
"""Texts of each seed that are copied; as many of each kind of negative are not."""
SENTENCES = 10
"""Sentences of a text from which one may be left out or added."""
COPIES = 3
"""Copies of an original, each by an edit of its own."""
MEGABYTES = 64
"""Text on which speed is measured."""
LANGUAGES = ("zh", "en")
LETTERS = {"zh": "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会", "en": "etaoinshrdlucmfwyp"}
EMOJI = "😀👍🔥🎉😂🙏💡✨"
FORWARDED = {"zh": "转发：", "en": "Fwd: "}
ASKED = {
    "zh": "请回答下面的问题，只写出最后的答案，不要解释你的理由：",
    "en": "Answer the following question with the final answer alone and do not explain your reasons: ",
}

Text = tuple[str, str]
"""Language and text."""


def _characters(dice: random.Random, language: str, text: str) -> str:
    """1 to 3% of the characters replaced, inserted or deleted."""
    letters = list(text)
    for _ in range(max(1, round(len(letters) * dice.uniform(0.01, 0.03)))):
        place, other = dice.randrange(len(letters)), dice.choice(LETTERS[language])
        letters[place] = dice.choice([other, letters[place] + other, ""])
    return "".join(letters)


def _words(dice: random.Random, language: str, text: str) -> str:
    """Neighbouring words (Chinese: characters) change places, 1 couple in 100 characters."""
    pieces = text.split(" ") if language == "en" else list(text)
    for _ in range(max(1, len(text) // 100)):
        place = dice.randrange(max(len(pieces) - 1, 1))
        pieces[place : place + 2] = reversed(pieces[place : place + 2])
    return (" " if language == "en" else "").join(pieces)


def _without_a_sentence(dice: random.Random, language: str, text: str) -> str:
    pieces = _sentences(language, text)
    del pieces[dice.randrange(len(pieces))]
    return "".join(pieces)


def _with_a_sentence(dice: random.Random, language: str, text: str) -> str:
    pieces = _sentences(language, text)
    pieces.insert(dice.randrange(len(pieces) + 1), sentence(dice, language).text)
    return "".join(pieces)


def _punctuated(dice: random.Random, _: str, text: str) -> str:
    """Full-width digits and letters, other marks, lost and added white space."""
    wide = {ord(letter): ord(letter) + 0xFEE0 for letter in "0123456789abcdefghij"}
    marks = str.maketrans({"，": ",", "。": "…", ",": "，", ".": "!", ":": "："})
    return "".join(letter + "\n " * (dice.random() < 0.03) for letter in text.translate(marks).translate(wide))


EDITS: dict[str, Callable[[random.Random, str, str], str]] = {
    "equal": lambda dice, language, text: text,
    "1 to 3% of characters": _characters,
    "words change places": _words,
    "a sentence less": _without_a_sentence,
    "a sentence more": _with_a_sentence,
    "marks and white space": _punctuated,
    "forwarded": lambda dice, language, text: FORWARDED[language] + text,
    "emoji": lambda dice, language, text: text + "".join(dice.choices(EMOJI, k=dice.randint(1, 5))),
}


def couples(*, seeds: tuple[int, ...] = SEEDS, real: Path | None = None) -> pl.DataFrame:
    """Per kind of edit (null: all): couples of copies of one original, and the share of them found in one cluster.

    `similar_couples` and `similar_recall` are of those alone whose Jaccard similarity is at least the threshold;
    `couples` and `recall` of all, whatever their similarity. A couple of two copies counts for both edits.
    """
    of_kind = []
    for judged in (_judged(seed, real) for seed in seeds):
        planted = judged.filter(pl.col("family") == pl.col("other_family"))
        each = pl.concat([planted.with_columns(kind="edit"), planted.with_columns(kind="other_edit")])
        of_kind += [each.filter(pl.col("kind") != "original"), planted.with_columns(kind=pl.lit(None, pl.String))]
    similar = pl.col("similarity") >= ReleaseConfig().near_duplicate
    return (
        pl.concat(of_kind)
        .group_by("kind")
        .agg(
            couples=pl.len(),
            recall=pl.col("is_found").mean(),
            similar_couples=similar.sum(),
            similar_recall=pl.col("is_found").filter(similar).mean(),
        )
        .sort("kind", nulls_last=True)
    )


def precision(*, seeds: tuple[int, ...] = SEEDS, real: Path | None = None) -> pl.DataFrame:
    """Per pair of kinds of texts, couples found in one cluster; how many are copies of one original, or similar."""
    judged = pl.concat(_judged(seed, real) for seed in seeds).filter("is_found")
    is_copy = pl.col("family") == pl.col("other_family")
    is_similar = pl.col("similarity") >= ReleaseConfig().near_duplicate
    kinds = pl.when(is_copy).then(pl.lit("copies")).otherwise(pl.format("{} and {}", "kind", "other_kind"))
    counted = {"couples": pl.len(), "copies": is_copy.mean(), "similar": is_similar.mean()}
    return pl.concat(
        [judged.group_by(kinds=kinds).agg(**counted).sort("kinds"), judged.select(kinds=pl.lit("all"), **counted)]
    )


def held(*, seeds: tuple[int, ...] = SEEDS) -> pl.DataFrame:
    """Per way in which a text holds an item, or only seems to, and language: texts, and the share found contaminated.

    `right` is the share of the found for which the item planted is named. `enough` are the texts that still hold as
    large a share of the item's 13-grams as is asked for, and `found_of_enough` is the share of those found.
    """
    found = pl.concat(_items_found(seed) for seed in seeds)
    is_found, is_enough = pl.col("item").is_not_null(), pl.col("share") >= ReleaseConfig().contamination
    return (
        found.group_by("way", "language")
        .agg(
            holds=pl.col("planted").is_not_null().any(),
            texts=pl.len(),
            found=is_found.mean(),
            right=(pl.col("item") == pl.col("planted")).mean(),
            enough=is_enough.sum(),
            found_of_enough=is_found.filter(is_enough).mean(),
        )
        .sort("holds", "way", "language", descending=[True, False, False])
    )


def speed(megabytes: int = MEGABYTES) -> pl.DataFrame:
    """Per work: megabytes of mixed text a second on one core (processor time), and the largest resident set in MB."""
    alone = os.environ | {"POLARS_MAX_THREADS": "1", "RAYON_NUM_THREADS": "1"}
    rows = []
    for work in WORK:
        command = [sys.executable, "-m", "benchmarks.curation.duplicates", work, str(megabytes)]
        rows.append(
            json.loads(subprocess.run(command, env=alone, stdout=subprocess.PIPE, text=True, check=True).stdout)
        )
    return pl.DataFrame(rows)


def texts(dice: random.Random, count: int, real: Path | None = None) -> list[Text]:
    """Texts of 4 to 40 sentences, half Chinese; or those of the files of a folder (`real`), one a line."""
    if real is not None:
        lines = {line.strip() for file in sorted(real.glob("*.txt")) for line in file.read_text().splitlines()}
        found = dice.sample(sorted(line for line in lines if len(line) >= 80), count)
        return [
            ("zh" if sum("一" <= letter <= "鿿" for letter in text) > len(text) / 4 else "en", text) for text in found
        ]
    languages = [dice.choice(LANGUAGES) for _ in range(count)]
    return [(spoken, written(passage(dice, spoken, dice.randint(4, 40)))) for spoken in languages]


def _fitting(language: str, text: str) -> set[str]:
    """The edits that leave most of a text as it is: of a few sentences, none is left out or added."""
    of_sentences = {"a sentence less", "a sentence more"}
    return set(EDITS) - (of_sentences if len(_sentences(language, text)) < SENTENCES else set())


def _judged(seed: int, real: Path | None) -> pl.DataFrame:
    """Couples of a corpus that are copies of one original, or are found in one cluster."""
    corpus = _corpus(seed, real)
    similar = ReleaseConfig().near_duplicate
    found = clusters(corpus.lazy().select("key", "text"), similar=similar).collect()
    one = corpus.join(found, on="key")
    other = one.select(pl.all().name.prefix("other_"))
    both = pl.concat(
        [
            one.join(other, left_on=side, right_on=f"other_{side}", how="inner", coalesce=False)
            for side in ("family", "cluster")
        ]
    )
    return (
        both.filter(pl.col("key") < pl.col("other_key"))
        .unique(["key", "other_key"])
        .select(
            *("kind", "other_kind", "family", "other_family", "edit", "other_edit"),
            is_found=pl.col("cluster") == pl.col("other_cluster"),
            similarity=near_equal(pl.col("text"), pl.col("other_text")),
        )
    )


def _corpus(seed: int, real: Path | None) -> pl.DataFrame:
    """Originals with their copies, and texts that only look like copies: `key`, `kind`, `edit`, `family`, `text`.

    Of one pattern with other words; of one topic; of one paragraph, shared with an original, that is 30 to 50%.
    """
    dice = random.Random(seed)
    rows = []

    def add(kind: str, edit: str, family: int, text: str) -> None:
        rows.append((f"{dice.getrandbits(64):016x}", kind, edit, family, text))

    for family, (language, text) in enumerate(texts(dice, ORIGINALS, real)):
        add("copy", "original", family, text)
        for edit in dice.sample(sorted(_fitting(language, text)), COPIES):
            add("copy", edit, family, EDITS[edit](dice, language, text))
        frame = passage(dice, language, dice.randint(4, 20))
        thing = frame[0].thing
        shared = text[: round(len(text) * dice.uniform(0.3, 0.5))]
        rest = written(passage(dice, language, 40))[: len(text) - len(shared)]
        for number, (kind, other) in enumerate(
            [
                ("pattern", written(frame)),
                ("pattern", written(refilled(dice, frame))),
                ("topic", written(passage(dice, language, len(frame), thing=thing))),
                ("topic", written(passage(dice, language, len(frame), thing=thing))),
                ("paragraph", shared + rest),
            ]
        ):
            add(kind, "original", -(5 * family + number + 1), other)
    return pl.DataFrame(rows, schema=["key", "kind", "edit", "family", "text"], orient="row")


def _items_found(seed: int) -> pl.DataFrame:
    """Texts that hold an item (`planted`) and texts that do not, with what was found in them (`item`)."""
    dice = random.Random(seed)
    items = [(language, written(passage(dice, language, dice.randint(1, 4)))) for language in LANGUAGES * 100]
    framed = [(language, ASKED[language] + written(passage(dice, language, 1))) for language in LANGUAGES * 20]
    names = pl.DataFrame(
        [(f"item{n}", text) for n, (_, text) in enumerate(items + framed)], schema=["item", "text"], orient="row"
    )
    rows = []
    for number, (language, text) in enumerate(items + framed):
        around = [written(passage(dice, language, 8)) for _ in range(2)]
        of_pattern = written([sentence(dice, language) for _ in range(3)])
        for way, holding in {
            "whole": text,
            "marks and white space": _punctuated(dice, language, text),
            "in a long text": around[0] + text + around[1],
            "1 to 3% of characters": _characters(dice, language, text),
            "edited in a long text": around[1] + _characters(dice, language, text) + around[0],
        }.items():
            rows.append((f"{number}{way}", way, language, f"item{number}", holding))
        rows.append((f"{number}same grammar", "same grammar", language, None, of_pattern))
        rows.append((f"{number}same frame", "same frame", language, None, ASKED[language] + of_pattern))
    table = pl.DataFrame(rows, schema=["key", "way", "language", "planted", "text"], orient="row")
    asked = names.select(planted="item", asked=normalise(pl.col("text")))
    both = table.join(asked, on="planted", how="left").select("asked", normalise(pl.col("text")))
    shares = [_share(item, text) if item else None for item, text in both.iter_rows()]
    table = table.with_columns(share=pl.Series(shares, dtype=pl.Float64))
    found = contaminated(table.lazy().select("key", "text"), names.lazy(), share=ReleaseConfig().contamination)
    return table.join(found.collect(), on="key", how="left")


def _share(item: str, text: str) -> float:
    """The share of an item's distinct 13-grams that a text holds."""
    grams = {item[start : start + SIZE] for start in range(max(len(item) - SIZE + 1, 1))}
    return sum(gram in text for gram in grams) / len(grams)


def _sentences(language: str, text: str) -> list[str]:
    end = "。" if language == "zh" else ". "
    return [piece + end for piece in text.split(end) if piece]


def _clusters(frame: pl.LazyFrame) -> pl.LazyFrame:
    return clusters(frame, similar=ReleaseConfig().near_duplicate)


def _contaminated(frame: pl.LazyFrame) -> pl.LazyFrame:
    dice = random.Random(0)
    items = [(f"item{n}", written(passage(dice, LANGUAGES[n % 2], 3))) for n in range(5000)]
    asked = pl.LazyFrame(items, schema=["item", "text"], orient="row")
    return contaminated(frame, asked, share=ReleaseConfig().contamination)


WORK = {"clusters": _clusters, "contaminated": _contaminated}


def main(work: str, megabytes: str) -> None:
    """Do one piece of work and print one line of JSON: what `speed` tells of it."""
    dice = random.Random(0)
    rows, size = [], 0
    while size < int(megabytes) * 1e6:
        rows.append(written(passage(dice, dice.choice(LANGUAGES), dice.randint(1, 40))))
        size += len(rows[-1].encode())
    frame = pl.LazyFrame({"text": rows}).with_row_index("key").with_columns(pl.col("key").cast(pl.String))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    clock = time.process_time()
    WORK[work](frame).collect(engine="streaming")
    seconds = time.process_time() - clock
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told = {"texts": len(rows), "megabytes": round(size / 1e6, 1), "seconds": round(seconds, 2)}
    memory = {"peak_mb": round(peak / 1e3), "before_mb": round(before / 1e3)}
    print(json.dumps({"work": work} | told | {"mb_per_second": round(size / 1e6 / seconds, 2)} | memory))


if __name__ == "__main__":
    main(*sys.argv[1:])
