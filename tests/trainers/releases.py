"""A small release with a preference that a model can learn: chosen answers have more helpful sentences."""

from datetime import date
from hashlib import sha256
from pathlib import Path
from random import Random

import polars as pl

from schemas.pairs import Released

TOPICS = (
    "red cooked pork",
    "classical guitar",
    "long runs",
    "tomatoes",
    "night photos",
    "养猫",
    "租房",
    "考研",
    "露营",
    "记账",
)
GOOD = (
    "first measure the amounts.",
    "write every result down.",
    "for example, half an hour a day.",
    "先列出每一步。",
    "记录每次结果。",
)
BAD = ("it depends, you know.", "just do whatever.", "search the web for it.", "随便弄弄就行。", "大家都懂的。")


def message(role: str, content: str) -> list[dict[str, str]]:
    return [{"role": role, "content": content}]


def answer(rng: Random, good: int) -> str:
    """Four sentences, `good` of them helpful."""
    sentences = rng.choices(GOOD, k=good) + rng.choices(BAD, k=4 - good)
    return " ".join(rng.sample(sentences, 4))


def one_pair(number: int, rng: Random) -> dict[str, object]:
    context = f"q{number // 2}"
    rejected, chosen = sorted(rng.sample(range(5), 2))
    return {
        "pair_id": sha256(f"{number}{rng.random()}".encode()).hexdigest()[:32],
        "site": rng.choice(["zhihu", "xhs"]),
        "kind": "qa",
        "dt": date(2026, 11, 19),
        "root": context,
        "prompt": message("user", f"{rng.choice(TOPICS)} {number // 2}?"),
        "chosen": message("assistant", answer(rng, chosen)),
        "rejected": message("assistant", answer(rng, rejected)),
        "context_id": context,
        "chosen_id": "a",
        "rejected_id": "b",
        "chosen_model": None,
        "rejected_model": None,
        "rule": "up_over_down",
        "tier": rng.choice(["explicit", "weak"]),
        "confidence": 0.9,
        "preference": 0.8,
        "margin": 1.0,
        "q_value": 0.1,
        "n_users": 5,
        "hardness": 0.2,
        "negative": rng.choice(["hard", "easy"]),
        "evidence": [{"signal": "upvote", "chosen": 5.0, "rejected": 1.0, "log_odds": 1.0}],
        "language": "en",
        "scenario": "other",
        "chosen_quality": 0.8,
        "rejected_quality": 0.6,
        "weight": 1.0,
        "curriculum": 0,
    }


def make_pairs(count: int, seed: int) -> pl.DataFrame:
    """Released pairs in which the chosen answer has more helpful sentences than the rejected one."""
    rng = Random(seed)
    rows = pl.DataFrame([one_pair(number, rng) for number in range(count)], infer_schema_length=None)
    return Released.validate(rows.select(Released.column_names()), cast=True)


def write_release(folder: Path, train: pl.DataFrame, test: pl.DataFrame) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    train.write_parquet(folder / "train.parquet")
    test.write_parquet(folder / "test.parquet")
    test.clear().write_parquet(folder / "validation.parquet")
    return folder


def texts(pairs: pl.DataFrame) -> list[str]:
    return [message["content"] for side in ("prompt", "chosen", "rejected") for message in pairs[side].list.first()]
