"""Pairs of train: the usual one, and a lopsided mix of them."""

import random

import polars as pl

TIERS = {"votes": "explicit", "dwell": "weak", "entity_swap": "synthetic", "other_prompt": "synthetic"}
SCENARIOS = ("task", "creative", "safety", "recipes")
USUAL = {
    "site": "a", "rule": "votes", "scenario": "recipes", "negative": "hard", "hardness": 0.5, "chosen_chars": 100,
    "rejected_chars": 100, "language": "zh", "prompt_cluster": "c", "confidence": 0.9,
}  # fmt: skip


def pairs(rows: list[dict]) -> pl.LazyFrame:
    """Pairs that differ from the usual in what their row says."""
    full = [{"pair_id": f"{number:032x}"} | USUAL | row for number, row in enumerate(rows)]
    return pl.LazyFrame([{"tier": TIERS[row["rule"]]} | row for row in full])


def lopsided(n: int = 4000, seed: int = 0, **fixed) -> pl.LazyFrame:
    """90% of one site, 60% dwell, 60% easy, 75% longer chosen; what is `fixed` is the same in all rows."""
    draw = random.Random(seed)
    rows = []
    for _ in range(n):
        hard, longer = draw.random() < 0.4, draw.random() < 0.75
        lengths = sorted(int(draw.lognormvariate(5, 0.3 if hard else 0.9)) for _ in range(2))
        chosen, rejected = reversed(lengths) if longer else lengths
        row = {
            "site": draw.choices("abc", [90, 9, 1])[0],
            "rule": draw.choices(list(TIERS), [20, 60, 10, 10])[0],
            "scenario": draw.choices(SCENARIOS, [40, 30, 8, 22])[0],
            "negative": "hard" if hard else "easy",
            "hardness": round(draw.uniform(0.4, 1) if hard else draw.uniform(0, 0.4), 2),
            "chosen_chars": chosen,
            "rejected_chars": rejected,
            "language": draw.choice(["zh", "en"]),
            "prompt_cluster": f"c{draw.randrange(n // 10 + 1)}",
            "confidence": draw.uniform(0.7, 1),
        }
        rows.append(row | fixed)
    return pairs(rows)
